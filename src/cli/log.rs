//! `takeback log`: the disposals, newest first.

use std::io::Write;

use serde_json::json;

use super::period::Period;
use super::{Outcome, table};
use crate::ledger::{Identity, LogFilter, LogRow, SiteMode};
use crate::station::Station;

/// List recorded disposals, newest first
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    period: Period,
    /// Part of the drug's name, NDC, labeler or of the reference
    #[arg(long)]
    text: Option<String>,
    /// Most rows
    #[arg(long, default_value_t = 50)]
    limit: u32,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let filter = LogFilter {
        period: args.period.days()?,
        text: args.text.clone(),
        limit: Some(args.limit),
        ..LogFilter::default()
    };
    let log = station.log(&filter)?;
    if args.json {
        for row in &log {
            writeln!(out, "{}", as_json(row))?;
        }
        return Ok(Outcome::Fine);
    }
    let rows: Vec<_> = log.iter().map(cells).collect();
    table::write(out, HEADINGS, &rows)?;
    Ok(Outcome::Fine)
}

/// What one row says, as JSON.
pub(super) fn as_json(row: &LogRow) -> serde_json::Value {
    json!({
        "id": row.id,
        "seq": row.seq,
        "entered": row.entered.to_string(),
        "by": row.by,
        "site_mode": row.site_mode,
        "outcome": row.outcome().as_str(),
        "photos": row.disposal.photos,
        "suggestion": row.disposal.suggestion,
        "decided": row.decided,
        "package": row.disposal.package,
        "correction": row.correction.as_ref().map(|note| &note.reason),
    })
}

/// What stands above [`cells`].
pub(super) const HEADINGS: [&str; 11] = [
    "id",
    "day",
    "by",
    "quantity",
    "outcome",
    "hazard",
    "schedule",
    "NDC",
    "drug",
    "reference",
    "notice",
];

/// What one row says, in the columns of a table.
pub(super) fn cells(row: &LogRow) -> [String; 11] {
    let drug = match &row.decided.identity {
        Identity::Identified { drug, .. } => Some(drug),
        Identity::Unidentified => None,
    };
    [
        row.id.to_string(),
        row.decided.acted_on.to_string(),
        row.by.clone(),
        row.decided.quantity.to_string(),
        row.outcome().as_str().to_owned(),
        row.decided.hazard.verdict.as_str().to_owned(),
        drug.and_then(|drug| drug.schedule.as_ref())
            .map(|schedule| schedule.class.clone())
            .unwrap_or_default(),
        drug.map(|drug| drug.ndc11.clone()).unwrap_or_default(),
        drug.map(|drug| drug.name.clone()).unwrap_or_default(),
        row.decided.reference.clone().unwrap_or_default(),
        notice(row).to_owned(),
    ]
}

/// Marks what was tried out.
pub(super) fn notice(row: &LogRow) -> &'static str {
    row.purpose().pick(["", SiteMode::RESEARCH_MARK])
}
