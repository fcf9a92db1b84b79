//! Self-checks: what the model said of known pills, beside what it said when they were set up.

use std::collections::HashMap;

use super::{
    ReportError,
    ask::Ask,
    document::{Cell, Row, Section, Sheet, Table, column, number, rows_of},
};
use crate::ledger::{CheckedPill, Event, EventKind, ModelRecord};

pub const TABLE: Sheet = Sheet {
    name: "Known pills",
    columns: &[
        number("record", "No.", 4.0, "place of the check in the ledger"),
        column(
            "entered_at",
            "Checked",
            12.0,
            "when, by the station's clock",
        ),
        column("entered_by", "By", 12.0, "who ran it"),
        column("model", "Model", 14.0, "model and the start of its SHA-256"),
        column(
            "set_up",
            "Set up",
            6.0,
            "`yes`: later checks are compared with this one",
        ),
        column("ndc11", "Shows", 10.0, "what the photograph shows"),
        column(
            "said",
            "Said",
            10.0,
            "first product of the first candidate; empty where no pill was found",
        ),
        number("confidence", "Confidence", 7.0, "of the first candidate"),
        column(
            "result",
            "Result",
            8.0,
            "`right`, `wrong`, or `WORSE`: wrong, and right when it was set up",
        ),
        column("photo_sha256", "", 0.0, "SHA-256 of the photograph"),
    ],
};

pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    let mut then: HashMap<(String, u8), bool> = HashMap::new();
    let mut rows = Vec::new();
    for content in ask.ledger.contents(&[EventKind::Model])? {
        let Event::Model(ModelRecord::Checked(check)) = &content.event else {
            continue;
        };
        if content.seq > ask.head.seq {
            continue;
        }
        if check.set_up {
            then = check
                .pills
                .iter()
                .map(|pill| (shows(pill), pill.right))
                .collect();
        }
        if !ask.covers(content.entered.date()) {
            continue;
        }
        rows.extend(check.pills.iter().map(|pill| Row {
            research: content.is_research(),
            cells: vec![
                Cell::Number(content.seq),
                Cell::Time(content.entered),
                Cell::text(&content.by),
                Cell::text(&check.model),
                Cell::text(if check.set_up { "yes" } else { "" }),
                Cell::text(&pill.ndc11),
                Cell::text(pill.said.as_deref().unwrap_or_default()),
                Cell::Decimal {
                    value: pill.confidence_ppm,
                    places: 6,
                },
                Cell::text(result(pill, then.get(&shows(pill)).copied())),
                Cell::text(&pill.photo),
            ],
        }));
    }
    Ok(vec![Section {
        heading: "Known pills",
        table: Some(Table {
            sheet: &TABLE,
            rows: rows_of(rows),
        }),
        notes: vec![
            "A known pill that is named rightly says nothing about pills that are not among them."
                .to_owned(),
        ],
        ..Section::default()
    }])
}

fn shows(pill: &CheckedPill) -> (String, u8) {
    (pill.ndc11.clone(), pill.part)
}

fn result(pill: &CheckedPill, then: Option<bool>) -> &'static str {
    match (pill.right, then) {
        (true, _) => "right",
        (false, Some(true)) => "WORSE",
        (false, _) => "wrong",
    }
}
