//! `takeback export`: the record as a file for others.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use jiff::civil::Date;

use super::{Outcome, write_whole};
use crate::ledger::{LogFilter, View};
use crate::station::Station;

/// Export disposals as CSV
#[derive(clap::Args)]
pub struct Args {
    /// First day of disposal, as 2026-11-22
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Last day of disposal
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// File to write, `-` for standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
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
        from: args.from,
        to: args.to,
        view: if args.raw { View::Raw } else { View::Current },
        ..LogFilter::default()
    };
    let Format::Csv = args.format;
    if args.out == Path::new("-") {
        station.export_csv(&filter, out)?;
        return Ok(Outcome::Fine);
    }
    let rows = write_whole(&args.out, |file| Ok(station.export_csv(&filter, file)?))
        .with_context(|| format!("{} was not written", args.out.display()))?;
    writeln!(out, "{rows} rows in {}", args.out.display())?;
    Ok(Outcome::Fine)
}
