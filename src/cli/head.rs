//! `takeback head`: a signed statement of how far the record reaches, to be kept elsewhere.

use std::io::Write;
use std::path::PathBuf;

use super::Outcome;
use crate::station::Station;

/// Sign how far the record reaches now; keep what it prints away from this machine
#[derive(clap::Args)]
pub struct Args {
    /// File to write, instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let head = station.signed_head()?;
    match &args.out {
        None => write!(out, "{head}")?,
        Some(path) => {
            station.write_named::<_, anyhow::Error>(path, |file| Ok(write!(file, "{head}")?))?;
            writeln!(
                out,
                "signed up to record {} in {}",
                head.records,
                path.display()
            )?;
        }
    }
    Ok(Outcome::Fine)
}
