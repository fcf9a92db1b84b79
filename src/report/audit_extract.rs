//! Every record as it was written, for whoever audits: in order, with the hashes that chain them.
//!
//! It reads the stored JSON and not the types of today, so a kind of record that is added later is
//! in it without a change here.

use serde_json::Value;

use super::{
    ReportError,
    ask::Ask,
    document::{Cell, Row, Section, Sheet, Table, column, number},
};
use crate::ledger::{EventKind, LedgerError, Moment, SiteMode, Written};

pub const TABLE: Sheet = Sheet {
    name: "Records",
    columns: &[
        number("record", "No.", 3.5, "place of the record in the ledger"),
        column(
            "entered_at",
            "Entered",
            9.0,
            "when it was entered, by the station's clock",
        ),
        column("entered_by", "By", 8.0, "who entered it"),
        column("site_mode", "Site mode", 9.5, "site mode in force"),
        column(
            "kind",
            "Kind",
            7.5,
            "`disposal`, `correction`, `site` and the other kinds of `ledger.md`",
        ),
        number(
            "concerns",
            "Of",
            3.5,
            "place of the disposal that it states, corrects or withdraws",
        ),
        column("says", "What it says", 30.0, "what happened, in short"),
        column("reason", "Reason", 11.0, "why, where a reason was given"),
        column("id", "Id", 0.0, "id of the record (UUID)"),
        column(
            "program_version",
            "Program",
            0.0,
            "version of takeback that wrote it",
        ),
        column(
            "previous_hash",
            "Previous hash",
            0.0,
            "hash of the record before",
        ),
        column(
            "record_hash",
            "Hash",
            16.0,
            "hash of the record in the ledger's chain",
        ),
        column(
            "content",
            "Content",
            0.0,
            "the whole record, the canonical JSON that the hash covers",
        ),
    ],
};

#[expect(
    clippy::unnecessary_wraps,
    reason = "every report is filled through one signature"
)]
pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    let (ledger, through, days) = (ask.ledger, ask.head.seq, (ask.from, ask.to));
    Ok(vec![Section {
        heading: "Records",
        table: Some(Table {
            sheet: &TABLE,
            rows: Box::new(move |take| {
                ledger.each_record(through, days, |written| take(row(written)?))
            }),
        }),
        notes: vec![
            "Each hash covers the record and the hash before it. On paper the content is shortened; CSV holds all of it.".to_owned(),
            "What was purged by rule keeps its place and its hash, but no longer says when it was entered: of a period, it is here where it lies between the first and the last record.".to_owned(),
        ],
        ..Section::default()
    }])
}

fn row(written: Written) -> Result<Row, ReportError> {
    let unreadable = |source| LedgerError::Content {
        seq: written.seq,
        source,
    };
    let content: Value = serde_json::from_str(&written.content).map_err(unreadable)?;
    let at = |path: &str| content.pointer(path).unwrap_or(&Value::Null);
    let words = |path: &str| Cell::text(at(path).as_str().unwrap_or_default());
    // What was purged keeps its place and its hash, and nothing else.
    let entered = if written.purged {
        Cell::text("")
    } else {
        Cell::Time(serde_json::from_value(at("/entered").clone()).map_err(unreadable)?)
    };
    let is = |kind: EventKind| at("/kind") == kind.as_str();
    let concerns = if is(EventKind::Disposal) {
        Some(written.seq)
    } else {
        at("/body/subject").as_i64()
    };
    // A new station is in RESEARCH until its administrator has said what it is; that makes no data.
    let sets_up = is(EventKind::Site) || is(EventKind::Account) || is(EventKind::Presence);
    let says = says(&content);
    Ok(Row {
        research: at("/site_mode") == SiteMode::Research.code() && !sets_up,
        cells: vec![
            Cell::Number(written.seq),
            entered,
            words("/by"),
            words("/site_mode"),
            words("/kind"),
            concerns.map_or_else(|| Cell::text(""), Cell::Number),
            Cell::Text(says),
            words("/body/reason"),
            words("/id"),
            words("/program"),
            Cell::Text(written.previous),
            Cell::Text(written.hash),
            Cell::Text(written.content),
        ],
    })
}

/// `oxycodone 5 MG Oral Tablet × 12, hazardous`; of records that are not about an item, what their
/// body says.
fn says(content: &Value) -> String {
    let body = content.get("body").unwrap_or(&Value::Null);
    let Some(decided) = body.get("decided") else {
        let mut parts = Vec::new();
        spell("", body, &mut parts);
        return parts.join("; ");
    };
    let at = |path: &str| decided.pointer(path).unwrap_or(&Value::Null);
    let drug = at("/identity/drug/name").as_str().unwrap_or("Unidentified");
    let hazard = at("/hazard/verdict").as_str().unwrap_or_default();
    let withdrawn = if body.get("withdrawn") == Some(&Value::Bool(true)) {
        "withdrawn: "
    } else {
        ""
    };
    format!(
        "{withdrawn}{drug} × {}, {}",
        at("/quantity"),
        hazard.replace('_', " ")
    )
}

/// Longest value that is spelled out, bytes.
const SPELLED: usize = 1_000;

/// Names and values at every depth, without those that say nothing.
fn spell(name: &str, value: &Value, parts: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::String(words) if words.is_empty() => {}
        // A picture or an embedding in digits; the content has them.
        Value::String(digits) if digits.len() > SPELLED => {
            parts.push(format!("{name}: {} digits", digits.len()));
        }
        Value::Object(map) => {
            if let Some(moment) = moment(value) {
                parts.push(format!("{name}: {moment}"));
                return;
            }
            for (key, item) in map {
                let words = key.replace('_', " ");
                let inner = if name.is_empty() {
                    words
                } else {
                    format!("{name} {words}")
                };
                spell(&inner, item, parts);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| spell(name, item, parts)),
        Value::String(words) => parts.push(format!("{name}: {words}")),
        other => parts.push(format!("{name}: {other}")),
    }
}

fn moment(value: &Value) -> Option<String> {
    let moment: Moment = serde_json::from_value(value.clone()).ok()?;
    Some(super::document::printed(moment))
}
