//! The items that are here and leave a site, as a table or as lines of JSON.

use std::io::Write;

use jiff::civil::Date;
use serde_json::json;

use super::{Outcome, table};
use crate::custody::Step;
use crate::ledger::{Decided, Identity, LogRow};
use crate::station::Station;

/// Which day of an item matters to whoever takes it away.
pub struct Day {
    /// At the head of the table.
    pub title: &'static str,
    /// In JSON.
    pub key: &'static str,
    pub of: fn(&Decided) -> Option<Date>,
}

/// Lists the items that are here, where the site may take `step` with them.
pub fn write(
    station: &Station,
    step: Step,
    day: &Day,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    station.site_permits(step)?;
    let items = station.items_here()?;
    if json {
        for row in &items {
            writeln!(out, "{}", as_json(row, day))?;
        }
        return Ok(Outcome::Fine);
    }
    let rows: Vec<_> = items.iter().map(|row| cells(row, day)).collect();
    let head = ["item", day.title, "units", "schedule", "NDC", "drug"];
    table::write(out, head, &rows)?;
    Ok(Outcome::Fine)
}

fn as_json(row: &LogRow, day: &Day) -> serde_json::Value {
    json!({
        "item": row.seq,
        "id": row.id,
        day.key: (day.of)(&row.decided),
        "quantity": row.decided.quantity,
        "identity": row.decided.identity,
    })
}

fn cells(row: &LogRow, day: &Day) -> [String; 6] {
    let drug = match &row.decided.identity {
        Identity::Identified { drug, .. } => Some(drug),
        Identity::Unidentified => None,
    };
    let schedule = drug.and_then(|drug| drug.schedule.as_ref());
    [
        row.seq.to_string(),
        (day.of)(&row.decided).map_or_else(String::new, |day| day.to_string()),
        row.decided.quantity.to_string(),
        schedule.map_or_else(String::new, |schedule| schedule.class.clone()),
        drug.map_or_else(String::new, |drug| drug.ndc11.clone()),
        drug.map_or_else(|| "unidentified".to_owned(), |drug| drug.name.clone()),
    ]
}
