//! `takeback self-check`: photographs of known pills, and what the model says of them now.

use std::io::Write;
use std::path::PathBuf;

use super::secret::Who;
use super::{Outcome, table};
use crate::ledger::CheckedPill;
use crate::station::{Compared, Station, not_asked_about};

/// Ask the model about photographs of known pills and compare with when they were set up
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the photographs with labels.csv (columns file, ndc11, part)
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Compare later checks with this one
    #[arg(long)]
    set_up: bool,
    #[command(flatten)]
    who: Who,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let checked = args.who.do_at(station, || {
        Ok(station.self_check(&args.folder, args.set_up)?)
    })?;
    let rows: Vec<_> = checked
        .iter()
        .map(|pill| {
            [
                pill.now.ndc11.clone(),
                said(&pill.now),
                pill.then.as_ref().map(said).unwrap_or_default(),
                pill.result().to_owned(),
            ]
        })
        .collect();
    table::write(out, ["shows", "says now", "said then", "result"], &rows)?;
    let worse = checked.iter().filter(|pill| pill.is_worse()).count();
    if worse > 0 {
        writeln!(
            out,
            "{worse} known pills are wrong now or not named any more: look at camera, light and scale, then at the model \
             (`takeback doctor`)"
        )?;
    }
    let left_out = missing(station, &checked)?;
    if !left_out.is_empty() {
        writeln!(
            out,
            "not asked about, though the check was set up with them: {}; photograph them again",
            left_out.join(", ")
        )?;
    }
    Ok(if worse > 0 || !left_out.is_empty() {
        Outcome::SomeFailed
    } else {
        Outcome::Fine
    })
}

/// NDCs of the known pills of the set-up that were not asked about.
fn missing(station: &Station, checked: &[Compared]) -> anyhow::Result<Vec<String>> {
    let mut checks = station.self_checks()?.into_iter().rev();
    let set_up = checks.find(|(_, check)| check.set_up);
    let then = set_up.map_or_else(Vec::new, |(_, check)| check.pills);
    let now: Vec<_> = checked.iter().map(|pill| pill.now.clone()).collect();
    Ok(not_asked_about(&now, &then).into_iter().collect())
}

fn said(pill: &CheckedPill) -> String {
    let Some(said) = &pill.said else {
        return "no pill found, or several".to_owned();
    };
    let confidence = f64::from(pill.confidence_ppm) / 1e4;
    let unnamed = if pill.named == Some(false) {
        ", not named"
    } else {
        ""
    };
    format!("{said} ({confidence:.0} %{unnamed})")
}
