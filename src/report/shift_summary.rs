//! The end of a shift: what each operator entered, to be counted and signed.

use std::collections::BTreeMap;

use super::{
    ReportError,
    ask::Ask,
    document::{Cell, Column, Row, Section, Sheet, Table, column, heads, number, rows_of},
};
use crate::{
    hazard::Verdict,
    ledger::{Content, Correction, Decided, Event, Identity, LedgerError, Moment, Purpose},
};

pub const TABLE: Sheet = Sheet {
    name: "Operators",
    heads: || heads(COLUMNS),
};

const COLUMNS: &[(Column, fn(&Line) -> Cell)] = &[
    column("operator", "Operator", 16.0)
        .holds("who entered the records")
        .of(|line| Cell::text(line.operator)),
    column("first_entry", "First entry", 13.0)
        .holds("first record of the operator in the period")
        .of(|line| Cell::Time(line.first)),
    column("last_entry", "Last entry", 13.0)
        .holds("last record of the operator in the period")
        .of(|line| Cell::Time(line.last)),
    number("records", "Records", 7.0)
        .holds("records of every kind")
        .of(|line| Cell::Number(line.counts.records)),
    number("items", "Items", 6.0)
        .holds("disposals, as first entered")
        .of(|line| Cell::Number(line.counts.items)),
    number("quantity", "Units", 6.0)
        .holds("dosage units of these disposals, as first entered")
        .of(|line| Cell::Number(line.counts.units)),
    number("unidentified", "Unident.", 7.5)
        .holds("disposals entered as unidentified")
        .of(|line| Cell::Number(line.counts.unidentified)),
    number("controlled", "Contr.", 6.0)
        .holds("disposals of drugs in a schedule")
        .of(|line| Cell::Number(line.counts.controlled)),
    number("hazardous", "Hazard.", 7.0)
        .holds("disposals hazardous, or unknown and so handled")
        .of(|line| Cell::Number(line.counts.hazardous)),
    number("corrections", "Corr.", 5.5)
        .holds("corrections entered, withdrawals not counted")
        .of(|line| Cell::Number(line.counts.corrections)),
    number("withdrawals", "Withdr.", 6.5)
        .holds("withdrawals entered")
        .of(|line| Cell::Number(line.counts.withdrawals)),
];

pub const CHANGES: Sheet = Sheet {
    name: "Changes",
    heads: || heads(OF_CHANGES),
};

const OF_CHANGES: &[(Column, fn(&(&Content, &Correction)) -> Cell)] = &[
    number("record", "No.", 5.0)
        .holds("place of the record in the ledger")
        .of(|(content, _)| Cell::Number(content.seq)),
    column("entered_at", "Entered", 16.0)
        .holds("when it was entered")
        .of(|(content, _)| Cell::Time(content.entered)),
    column("operator", "By", 14.0)
        .holds("who entered it")
        .of(|(content, _)| Cell::text(&content.by)),
    number("disposal", "Disposal", 7.0)
        .holds("place of the disposal that it corrects")
        .of(|(_, correction)| Cell::Number(correction.subject)),
    column("change", "Change", 12.0)
        .holds("`corrected` or `withdrawn`")
        .of(|(_, correction)| Cell::text(became(correction))),
    column("reason", "Reason", 40.0)
        .holds("why")
        .of(|(_, correction)| Cell::text(&correction.reason)),
];

#[derive(Default)]
struct Shift {
    /// Of its data.
    purpose: Purpose,
    span: Option<(Moment, Moment)>,
    counts: Counts,
}

/// What one operator entered.
struct Line<'s> {
    operator: &'s str,
    first: Moment,
    last: Moment,
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
        .each_record(ask.head.seq, ask.period, |written| {
            if written.purged {
                return Ok(());
            }
            let content: Content =
                serde_json::from_str(&written.content).map_err(|source| LedgerError::Content {
                    seq: written.seq,
                    source,
                })?;
            changes.extend(change(&content));
            let both = shifts.entry(content.by.clone()).or_default();
            content.purpose().pick(both.each_mut()).count(&content);
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
        if !sets_up {
            self.purpose = content.purpose();
        }
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
        if tried.purpose == Purpose::Research {
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
    fn row(self, operator: &str) -> Option<Row> {
        let (first, last) = self.span?;
        let line = Line {
            operator,
            first,
            last,
            counts: self.counts,
        };
        Some(Row::of(self.purpose, COLUMNS, &line))
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
    let line = (content, correction);
    Some(Row::of(content.purpose(), OF_CHANGES, &line))
}

fn became(correction: &Correction) -> &'static str {
    if correction.withdrawn {
        "withdrawn"
    } else {
        "corrected"
    }
}
