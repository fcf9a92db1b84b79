//! `takeback verify`: is the record what was written?

use std::io::Write;

use super::Outcome;
use crate::station::Station;

/// Check the whole record against its chain; exit status 3 if it does not hold
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let found = station.verify()?;
    if let Some(finding) = &found.finding {
        eprintln!(
            "takeback: the record does not verify: {finding}; {} records before that are whole. Keep a copy and restore the latest backup",
            found.records
        );
        return Ok(Outcome::NotVerified);
    }
    writeln!(out, "{} records, the chain holds", found.records)?;
    Ok(Outcome::Fine)
}
