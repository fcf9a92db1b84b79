//! Self-checks: what the model said of known pills, beside what it said when they were set up.

use super::{
    ReportError,
    ask::Ask,
    document::{Cell, Column, Row, Section, Sheet, Table, column, heads, number, rows_of},
};
use crate::ledger::{CheckedPill, Compared, Content, Event, EventKind, ModelRecord, SelfCheck};

pub const TABLE: Sheet = Sheet {
    name: "Known pills",
    heads: || heads(COLUMNS),
};

const COLUMNS: &[(Column, fn(&Line) -> Cell)] = &[
    number("record", "No.", 4.0)
        .holds("place of the check in the ledger")
        .of(|line| Cell::Number(line.content.seq)),
    column("entered_at", "Checked", 12.0)
        .holds("when, by the station's clock")
        .of(|line| Cell::Time(line.content.entered)),
    column("entered_by", "By", 12.0)
        .holds("who ran it")
        .of(|line| Cell::text(&line.content.by)),
    column("model", "Model", 14.0)
        .holds("model and the start of its SHA-256")
        .of(|line| Cell::text(&line.check.model)),
    column("set_up", "Set up", 6.0)
        .holds("`yes`: later checks are compared with this one")
        .of(|line| Cell::text(if line.check.set_up { "yes" } else { "" })),
    column("ndc11", "Shows", 10.0)
        .holds("what the photograph shows")
        .of(|line| Cell::text(&line.pill.now.ndc11)),
    column("said", "Said", 10.0)
        .holds("first product of the first candidate; empty where no pill was found")
        .of(|line| Cell::text(line.pill.now.said.as_deref().unwrap_or_default())),
    number("confidence", "Confidence", 7.0)
        .holds("of the first candidate")
        .of(|line| Cell::Decimal {
            value: line.pill.now.confidence_ppm,
            places: 6,
        }),
    column("result", "Result", 8.0)
        .holds("`right`, `wrong`, or `WORSE`: right when it was set up, and wrong now or not named any more")
        .of(|line| Cell::text(line.pill.result())),
    column("photo_sha256", "", 0.0)
        .holds("SHA-256 of the photograph")
        .of(|line| Cell::text(&line.pill.now.photo)),
    column("named", "Named", 6.0)
        .holds("`yes`, or `no` where the model did not stand by it; empty in older records")
        .of(|line| Cell::text(line.pill.now.named.map_or("", yes_or_no))),
];

fn yes_or_no(named: bool) -> &'static str {
    if named { "yes" } else { "no" }
}

/// One known pill of one check.
struct Line<'c> {
    content: &'c Content,
    check: &'c SelfCheck,
    pill: &'c Compared,
}

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
        if ask.period.holds(content.entered.date()) {
            let compared = Compared::of(check.pills.clone(), &then);
            rows.extend(compared.iter().map(|pill| {
                let line = Line {
                    content: &content,
                    check,
                    pill,
                };
                Row::of(content.purpose(), COLUMNS, &line)
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
