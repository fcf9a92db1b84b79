//! Self-checks: what the model said of known pills, beside what it said when they were set up.

use super::{
    ReportError,
    ask::Ask,
    document::{Cell, Row, Section, Sheet, Table, column, number, rows_of},
};
use crate::ledger::{CheckedPill, Compared, Event, EventKind, ModelRecord};

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
    let mut then: Vec<CheckedPill> = Vec::new();
    let mut rows = Vec::new();
    for content in ask.ledger.contents(&[EventKind::Model])? {
        let Event::Model(ModelRecord::Checked(check)) = &content.event else {
            continue;
        };
        if content.seq > ask.head.seq {
            continue;
        }
        if ask.covers(content.entered.date()) {
            let compared = Compared::of(check.pills.clone(), &then);
            rows.extend(compared.iter().map(|pill| Row {
                research: content.is_research(),
                cells: vec![
                    Cell::Number(content.seq),
                    Cell::Time(content.entered),
                    Cell::text(&content.by),
                    Cell::text(&check.model),
                    Cell::text(if check.set_up { "yes" } else { "" }),
                    Cell::text(&pill.now.ndc11),
                    Cell::text(pill.now.said.as_deref().unwrap_or_default()),
                    Cell::Decimal {
                        value: pill.now.confidence_ppm,
                        places: 6,
                    },
                    Cell::text(result(pill)),
                    Cell::text(&pill.now.photo),
                ],
            }));
        }
        // As when it was made, a set-up is compared with the one before it and never with itself.
        if check.set_up {
            then.clone_from(&check.pills);
        }
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

fn result(pill: &Compared) -> &'static str {
    match (pill.now.right, pill.is_worse()) {
        (true, _) => "right",
        (false, true) => "WORSE",
        (false, false) => "wrong",
    }
}
