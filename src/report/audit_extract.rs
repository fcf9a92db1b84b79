//! Every record as it was written, for whoever audits: in order, with the hashes that chain them.
//!
//! It reads the stored JSON and not the types of today, so a kind of record that is added later is
//! in it without a change here.

use serde_json::Value;

use super::{
    ReportError,
    ask::Ask,
    document::{Cell, Column, Row, Section, Sheet, Table, column, heads, number},
};
use crate::ledger::{EventKind, LedgerError, Moment, Purpose, Written};

pub const TABLE: Sheet = Sheet {
    name: "Records",
    heads: || heads(COLUMNS),
};

const COLUMNS: &[(Column, fn(&Line) -> Cell)] = &[
    number("record", "No.", 3.5)
        .holds("place of the record in the ledger")
        .of(|line| Cell::Number(line.written.seq)),
    column("entered_at", "Entered", 9.0)
        .holds("when it was entered, by the station's clock")
        .of(|line| line.entered.clone()),
    column("entered_by", "By", 8.0)
        .holds("who entered it")
        .of(|line| line.words("/by")),
    column("site_mode", "Site mode", 9.5)
        .holds("site mode in force")
        .of(|line| line.words("/site_mode")),
    column("kind", "Kind", 7.5)
        .holds("`disposal`, `correction`, `site` and the other kinds of `ledger.md`")
        .of(|line| line.words("/kind")),
    number("concerns", "Of", 3.5)
        .holds("place of the disposal that it states, corrects or withdraws")
        .of(Line::concerns),
    column("says", "What it says", 30.0)
        .holds("what happened, in short")
        .of(|line| Cell::Text(says(&line.content))),
    column("reason", "Reason", 11.0)
        .holds("why, where a reason was given")
        .of(|line| line.words("/body/reason")),
    column("id", "Id", 0.0)
        .holds("id of the record (UUID)")
        .of(|line| line.words("/id")),
    column("program_version", "Program", 0.0)
        .holds("version of takeback that wrote it")
        .of(|line| line.words("/program")),
    column("previous_hash", "Previous hash", 0.0)
        .holds("hash of the record before")
        .of(|line| Cell::text(&line.written.previous)),
    column("record_hash", "Hash", 16.0)
        .holds("hash of the record in the ledger's chain")
        .of(|line| Cell::text(&line.written.hash)),
    column("content", "Content", 0.0)
        .holds("the whole record, the canonical JSON that the hash covers")
        .of(|line| Cell::text(&line.written.content)),
];

#[expect(
    clippy::unnecessary_wraps,
    reason = "every report is filled through one signature"
)]
pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    let (ledger, through, period) = (ask.ledger, ask.head.seq, ask.period);
    Ok(vec![Section {
        heading: "Records",
        table: Some(Table {
            sheet: &TABLE,
            rows: Box::new(move |take| {
                ledger.each_record(through, period, |written| take(Line::read(written)?.row()))
            }),
        }),
        notes: vec![
            "Each hash covers the record and the hash before it. On paper the content is shortened; CSV holds all of it.".to_owned(),
            "What was purged by rule keeps its place and its hash, but no longer says when it was entered: of a period, it is here where it lies between the first and the last record.".to_owned(),
        ],
        ..Section::default()
    }])
}

/// A record as it was written, and its content read.
struct Line {
    written: Written,
    content: Value,
    entered: Cell,
}

impl Line {
    fn read(written: Written) -> Result<Self, LedgerError> {
        let unreadable = |source| LedgerError::Content {
            seq: written.seq,
            source,
        };
        let content: Value = serde_json::from_str(&written.content).map_err(unreadable)?;
        // What was purged keeps its place and its hash, and nothing else.
        let entered = if written.purged {
            Cell::text("")
        } else {
            let entered = content.get("entered").unwrap_or(&Value::Null);
            Cell::Time(serde_json::from_value(entered.clone()).map_err(unreadable)?)
        };
        Ok(Self {
            written,
            content,
            entered,
        })
    }

    fn at(&self, path: &str) -> &Value {
        self.content.pointer(path).unwrap_or(&Value::Null)
    }

    fn words(&self, path: &str) -> Cell {
        Cell::text(self.at(path).as_str().unwrap_or_default())
    }

    fn is(&self, kind: EventKind) -> bool {
        self.at("/kind") == kind.as_str()
    }

    fn concerns(&self) -> Cell {
        let place = if self.is(EventKind::Disposal) {
            Some(self.written.seq)
        } else {
            self.at("/body/subject").as_i64()
        };
        place.map_or_else(|| Cell::text(""), Cell::Number)
    }

    fn row(&self) -> Row {
        // A new station is in RESEARCH until its administrator has said what it is; that makes no data.
        let sets_up =
            self.is(EventKind::Site) || self.is(EventKind::Account) || self.is(EventKind::Presence);
        let code = self.at("/site_mode").as_str().filter(|_| !sets_up);
        let purpose = code.map_or(Purpose::Law, Purpose::of_code);
        Row::of(purpose, COLUMNS, self)
    }
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
