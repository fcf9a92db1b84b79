//! `takeback liner list`: the log of inner liners, read.

use std::io::Write;

use jiff::civil::Date;
use serde_json::json;

use super::{Outcome, table};
use crate::custody::{Liner, LinerStage};
use crate::station::Station;

#[derive(clap::Args)]
pub struct List {
    /// Also those that left or were destroyed
    #[arg(long)]
    all: bool,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

pub fn list(args: &List, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let custody = station.custody()?;
    let gone = |liner: &&Liner| {
        use LinerStage::{Destroyed, Discarded, Transferred};
        matches!(liner.stage(), Transferred | Destroyed | Discarded)
    };
    let liners: Vec<_> = custody
        .liners()
        .filter(|liner| args.all || !gone(liner))
        .collect();
    if args.json {
        for liner in liners {
            writeln!(
                out,
                "{}",
                json!({
                    "id": liner.id,
                    "gallons": liner.gallons,
                    "stage": liner.stage().as_str(),
                    "since": since(liner),
                    "weight_tenth_lb": liner.weight(),
                })
            )?;
        }
        return Ok(Outcome::Fine);
    }
    let rows: Vec<_> = liners
        .into_iter()
        .map(|liner| {
            [
                liner.id.to_string(),
                liner.gallons.to_string(),
                since(liner).map(|day| day.to_string()).unwrap_or_default(),
                liner.weight().map(|lb| lb.to_string()).unwrap_or_default(),
                liner.stage().as_str().to_owned(),
            ]
        })
        .collect();
    table::write(out, ["liner", "size", "since", "lb", "is"], &rows)?;
    Ok(Outcome::Fine)
}

fn since(liner: &Liner) -> Option<Date> {
    liner.history.last().map(|past| past.acted_on)
}
