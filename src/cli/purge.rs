//! `takeback purge`: take away what is past its time, after exporting it.

use std::io::Write;
use std::path::PathBuf;

use jiff::civil::Date;

use super::{Outcome, period, secret::Who};
use crate::station::Station;

/// Export and then remove the contents of old disposals; the chain still verifies
#[derive(clap::Args)]
pub struct Args {
    /// Disposals last touched before this day, as 2023-01-01
    #[arg(long, value_name = "DATE", value_parser = period::day)]
    before: Date,
    /// New folder for the signed export of what goes
    #[arg(long, value_name = "DIR")]
    export: PathBuf,
    #[command(flatten)]
    who: Who,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let evidence = if args.before > station.purge_limit() {
        0
    } else {
        station.evidence_to_purge(args.before)?
    };
    if evidence > 0 {
        eprintln!(
            "takeback: warning: {evidence} of the items that go were recorded as evidence. Nothing here says what became of them: they may lie in the evidence room still. Look them up in the agency's evidence log."
        );
    }
    let purged = args
        .who
        .do_at(station, || Ok(station.purge(args.before, &args.export)?))?;
    writeln!(
        out,
        "{} records and {} photographs purged; what they said is in {}",
        purged.records,
        purged.photos,
        args.export.display()
    )?;
    Ok(Outcome::Fine)
}
