//! `takeback report`: the papers that a site owes, from the record.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::builder::PossibleValuesParser;

use super::export::say_purged;
use super::period::Period;
use super::{Outcome, WrongUse};
use crate::report::{Extent, Format, KINDS, Kind};
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
    #[command(flatten)]
    period: Period,
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
    let period = args.period.days()?;
    let order = ReportOrder {
        kind: Kind::named(name).ok_or_else(|| WrongUse(format!("there is no report {name}")))?,
        period,
        format: format(args, path)?,
    };
    if order.format == Format::Csv && order.kind.id.lists_items() {
        say_purged(station, period.from)?;
    }
    if path == Path::new("-") {
        let extent = station.report(&order, &mut *out)?;
        extent
            .words()
            .into_iter()
            .for_each(|words| eprintln!("takeback: {words}"));
        return Ok(Outcome::Fine);
    }
    let extent: Extent = station
        .write_named(path, |file| station.report(&order, file))
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
