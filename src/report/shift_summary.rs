//! The end of a shift: what each operator entered, to be counted and signed.

use std::collections::BTreeMap;

use super::{
    ReportError,
    ask::Ask,
    document::{Cell, Row, Section, Sheet, Table, column, number, rows_of},
};
use crate::{
    hazard::Verdict,
    ledger::{Content, Decided, Event, Identity, LedgerError, Moment},
};

pub const TABLE: Sheet = Sheet {
    name: "Operators",
    columns: &[
        column("operator", "Operator", 16.0, "who entered the records"),
        column(
            "first_entry",
            "First entry",
            13.0,
            "first record of the operator in the period",
        ),
        column(
            "last_entry",
            "Last entry",
            13.0,
            "last record of the operator in the period",
        ),
        number("records", "Records", 7.0, "records of every kind"),
        number("items", "Items", 6.0, "disposals, as first entered"),
        number(
            "quantity",
            "Units",
            6.0,
            "dosage units of these disposals, as first entered",
        ),
        number(
            "unidentified",
            "Unident.",
            7.5,
            "disposals entered as unidentified",
        ),
        number(
            "controlled",
            "Contr.",
            6.0,
            "disposals of drugs in a schedule",
        ),
        number(
            "hazardous",
            "Hazard.",
            7.0,
            "disposals hazardous, or unknown and so handled",
        ),
        number(
            "corrections",
            "Corr.",
            5.5,
            "corrections entered, withdrawals not counted",
        ),
        number("withdrawals", "Withdr.", 6.5, "withdrawals entered"),
    ],
};

pub const CHANGES: Sheet = Sheet {
    name: "Changes",
    columns: &[
        number("record", "No.", 5.0, "place of the record in the ledger"),
        column("entered_at", "Entered", 16.0, "when it was entered"),
        column("operator", "By", 14.0, "who entered it"),
        number(
            "disposal",
            "Disposal",
            7.0,
            "place of the disposal that it corrects",
        ),
        column("change", "Change", 12.0, "`corrected` or `withdrawn`"),
        column("reason", "Reason", 40.0, "why"),
    ],
};

#[derive(Default)]
struct Shift {
    /// There is data that was tried out.
    research: bool,
    span: Option<(Moment, Moment)>,
    /// From `records` to `withdrawals`, in the order of the columns.
    counts: Counts,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    records: i64,
    items: i64,
    units: i64,
    unidentified: i64,
    controlled: i64,
    hazardous: i64,
    corrections: i64,
    withdrawals: i64,
}

pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    // What is on record, and what was tried out.
    let mut shifts: BTreeMap<String, [Shift; 2]> = BTreeMap::new();
    let mut changes = Vec::new();
    ask.ledger
        .each_record(ask.head.seq, (ask.from, ask.to), |written| {
            if written.purged {
                return Ok(());
            }
            let content: Content =
                serde_json::from_str(&written.content).map_err(|source| LedgerError::Content {
                    seq: written.seq,
                    source,
                })?;
            changes.extend(change(&content));
            let [real, tried] = shifts.entry(content.by.clone()).or_default();
            if content.is_research() {
                tried.count(&content);
            } else {
                real.count(&content);
            }
            Ok::<_, ReportError>(())
        })?;
    let operators = shifts
        .into_iter()
        .flat_map(|(by, [real, tried])| real.rows(tried, &by));
    Ok(vec![
        Section {
            heading: "By operator",
            table: Some(Table {
                sheet: &TABLE,
                rows: rows_of(operators.collect()),
            }),
            notes: vec![
                "Items are counted as they were first entered; what became of them is below and in the disposal log.".to_owned(),
            ],
            ..Section::default()
        },
        Section {
            heading: "Corrections and withdrawals",
            table: Some(Table {
                sheet: &CHANGES,
                rows: rows_of(changes),
            }),
            ..Section::default()
        },
        Section {
            heading: "Signatures",
            signatures: vec!["Operator, end of shift", "Checked by"],
            notes: vec![
                "Signed by hand on the printed page; the program does not keep these signatures.".to_owned(),
            ],
            ..Section::default()
        },
    ])
}

impl Shift {
    fn count(&mut self, content: &Content) {
        // A new station is in RESEARCH until its administrator has said what it is; that makes no data.
        let sets_up = matches!(
            content.event,
            Event::Site(_) | Event::Account(_) | Event::Presence(_)
        );
        self.research |= content.is_research() && !sets_up;
        self.stretch((content.entered, content.entered));
        let counts = &mut self.counts;
        counts.records += 1;
        if let Event::Disposal(disposal) = &content.event {
            counts.item(&disposal.decided);
        }
        if let Event::Correction(correction) = &content.event {
            counts.withdrawals += i64::from(correction.withdrawn);
            counts.corrections += i64::from(!correction.withdrawn);
        }
    }

    fn stretch(&mut self, (from, to): (Moment, Moment)) {
        self.span = Some(match self.span {
            Some((first, last)) => (first.min(from), last.max(to)),
            None => (from, to),
        });
    }

    /// One row, or one more of what was tried out.
    fn rows(mut self, tried: Self, by: &str) -> Vec<Row> {
        if tried.research {
            let both = [self, tried].into_iter();
            return both.filter_map(|shift| shift.row(by)).collect();
        }
        // Nothing but the set-up of the site: there is no more of it than records.
        self.counts.records += tried.counts.records;
        if let Some(span) = tried.span {
            self.stretch(span);
        }
        self.row(by).into_iter().collect()
    }

    /// None where there is nothing to count.
    fn row(self, by: &str) -> Option<Row> {
        let (first, last) = self.span?;
        let Counts {
            records,
            items,
            units,
            unidentified,
            controlled,
            hazardous,
            corrections,
            withdrawals,
        } = self.counts;
        let mut cells = vec![Cell::text(by), Cell::Time(first), Cell::Time(last)];
        let numbers = [
            records,
            items,
            units,
            unidentified,
            controlled,
            hazardous,
            corrections,
            withdrawals,
        ];
        cells.extend(numbers.map(Cell::Number));
        Some(Row {
            research: self.research,
            cells,
        })
    }
}

impl Counts {
    fn item(&mut self, decided: &Decided) {
        self.items += 1;
        self.units += i64::from(decided.quantity);
        self.hazardous += i64::from(decided.hazard.verdict != Verdict::NoListingFound);
        match &decided.identity {
            Identity::Identified { drug, .. } => {
                self.controlled += i64::from(drug.schedule.is_some());
            }
            Identity::Unidentified => self.unidentified += 1,
        }
    }
}

fn change(content: &Content) -> Option<Row> {
    let Event::Correction(correction) = &content.event else {
        return None;
    };
    let became = if correction.withdrawn {
        "withdrawn"
    } else {
        "corrected"
    };
    Some(Row {
        research: content.is_research(),
        cells: vec![
            Cell::Number(content.seq),
            Cell::Time(content.entered),
            Cell::text(&content.by),
            Cell::Number(correction.subject),
            Cell::text(became),
            Cell::text(&correction.reason),
        ],
    })
}
