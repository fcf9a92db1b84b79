//! `takeback report`: the papers that a site owes, from the record.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::builder::PossibleValuesParser;
use jiff::civil::Date;

use super::{Outcome, WrongUse};
use crate::report::{Extent, Format, KINDS, Kind, write_whole};
use crate::station::{ReportOrder, Station};

/// Write a report as PDF, XLSX or CSV
#[derive(clap::Args)]
pub struct Args {
    /// Which report; `takeback report --list` names those of this site
    #[arg(
        value_name = "NAME",
        value_parser = PossibleValuesParser::new(KINDS.iter().map(|kind| kind.name)),
        hide_possible_values = true,
        required_unless_present = "list",
        requires = "out"
    )]
    name: Option<String>,
    /// Name the reports that this site makes, with what each is
    #[arg(long, conflicts_with = "name")]
    list: bool,
    /// First day, as 2026-11-22 [default: from the beginning]
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Last day [default: until now]
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// pdf, xlsx or csv [default: the ending of FILE]
    #[arg(long, value_parser = PossibleValuesParser::new(Format::ALL.map(Format::extension)))]
    format: Option<String>,
    /// File to write, `-` for standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let (Some(name), Some(path)) = (&args.name, &args.out) else {
        for kind in station.reports() {
            writeln!(out, "{:<20} {}", kind.name, kind.is)?;
        }
        return Ok(Outcome::Fine);
    };
    let order = ReportOrder {
        kind: Kind::named(name).ok_or_else(|| WrongUse(format!("there is no report {name}")))?,
        from: args.from,
        to: args.to,
        format: format(args, path)?,
    };
    if let (Some(from), Some(to)) = (args.from, args.to)
        && from > to
    {
        return Err(WrongUse(format!("the period ends ({to}) before it begins ({from})")).into());
    }
    if path == Path::new("-") {
        let extent = station.report(&order, &mut *out)?;
        extent
            .words()
            .into_iter()
            .for_each(|words| eprintln!("takeback: {words}"));
        return Ok(Outcome::Fine);
    }
    let extent: Extent = write_whole(path, |file| {
        station.report(&order, file).map_err(anyhow::Error::from)
    })
    .with_context(|| format!("{} was not written", path.display()))?;
    writeln!(out, "{} rows in {}", extent.rows, path.display())?;
    if let Some(words) = extent.words() {
        writeln!(out, "{words}")?;
    }
    Ok(Outcome::Fine)
}

fn format(args: &Args, path: &Path) -> Result<Format, WrongUse> {
    let ending = path.extension().map(|ending| ending.to_string_lossy());
    let named = args.format.as_deref().or(ending.as_deref());
    named.and_then(Format::named).ok_or_else(|| {
        WrongUse("name the format: end FILE in .pdf, .xlsx or .csv, or give --format".to_owned())
    })
}
