//! `takeback export`: the record as a file for others.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use jiff::civil::Date;

use super::period::Period;
use super::{Outcome, WrongUse};
use crate::ledger::{LogFilter, View};
use crate::report;
use crate::station::Station;

/// Export disposals as CSV
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    period: Period,
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// File to write, `-` for standard output
    #[arg(long, value_name = "FILE", required_unless_present_any = ["bundle", "labelled"])]
    out: Option<PathBuf>,
    /// New folder for a signed export, which `takeback verify-export` checks
    #[arg(long, value_name = "DIR", conflicts_with_all = ["out", "raw"])]
    bundle: Option<PathBuf>,
    /// New folder for the kept photographs of items that somebody approved or corrected, with what they show,
    /// signed: for training, and as a check set
    #[arg(long, value_name = "DIR", conflicts_with_all = ["out", "raw", "bundle"])]
    labelled: Option<PathBuf>,
    /// Every disposal and every correction as written, not only how each stands now
    #[arg(long)]
    raw: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Csv,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let filter = LogFilter {
        period: args.period.days()?,
        view: if args.raw { View::Raw } else { View::Current },
        ..LogFilter::default()
    };
    let Format::Csv = args.format;
    if let Some(folder) = &args.bundle {
        station.export_bundle(folder, &filter)?;
        writeln!(out, "signed export in {}", folder.display())?;
        return Ok(Outcome::Fine);
    }
    if let Some(folder) = &args.labelled {
        let done = station.export_labelled(folder, &filter)?;
        writeln!(
            out,
            "{} photographs, signed, in {}",
            done.photographs,
            folder.display()
        )?;
        if done.damaged > 0 {
            writeln!(
                out,
                "left out: {} kept photographs; they are damaged, see `takeback verify --photos`",
                done.damaged
            )?;
        }
        return Ok(Outcome::Fine);
    }
    let Some(path) = &args.out else {
        return Ok(Outcome::Fine);
    };
    if report::Format::of_file(path).is_some_and(|format| format != report::Format::Csv) {
        let words = "an export is CSV: end FILE in .csv, or make `takeback report disposal-log`";
        return Err(WrongUse(words.to_owned()).into());
    }
    say_purged(station, filter.period.from)?;
    if path == Path::new("-") {
        station.export_csv(&filter, out)?;
        return Ok(Outcome::Fine);
    }
    let rows = station
        .write_named(path, |file| station.export_csv(&filter, file))
        .with_context(|| format!("{} was not written", path.display()))?;
    writeln!(out, "{rows} rows in {}", path.display())?;
    Ok(Outcome::Fine)
}

/// Says on standard error what rows cannot: that some are gone.
pub(super) fn say_purged(station: &Station, from: Option<Date>) -> anyhow::Result<()> {
    for purge in station.purges(from)? {
        eprintln!("takeback: purged by rule: {purge}");
    }
    Ok(())
}
