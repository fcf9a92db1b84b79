//! `takeback review figures`: how often the model's word is taken, month by month.

use std::io::Write;

use jiff::civil::Date;
use serde_json::json;

use super::period::Period;
use super::{Outcome, table};
use crate::station::Station;

/// How often people took the model's word, month by month, and whether that fell lately
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    period: Period,
    /// One JSON object a month
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let months = station.agreement(args.period.days()?)?;
    let name = |month: &Date| format!("{:04}-{:02}", month.year(), month.month());
    if args.json {
        for (month, agreement) in &months {
            let line = json!({
                "month": name(month),
                "asked": agreement.asked,
                "agreed": agreement.agreed,
            });
            writeln!(out, "{line}")?;
        }
        return Ok(Outcome::Fine);
    }
    let rows: Vec<_> = months
        .iter()
        .map(|(month, agreement)| {
            let share = agreement.share().unwrap_or_default();
            [
                name(month),
                agreement.asked.to_string(),
                agreement.agreed.to_string(),
                format!("{:.1} %", 100.0 * share),
            ]
        })
        .collect();
    table::write(out, ["month", "asked", "taken", "share"], &rows)?;
    if let Some(drift) = station.drift()? {
        writeln!(out, "{drift}")?;
    }
    Ok(Outcome::Fine)
}
