//! What a long-term care facility deposited for its residents: one row an item (21 CFR 1317.80(a)).

use jiff::civil::Date;

use super::{
    ReportError,
    ask::Ask,
    csv,
    document::{Cell, Column, Row, Section, Sheet, Table, column, heads, marked, number, rows_of},
    signed::{ENTERED_AT, ENTERED_BY, FIRST, RECORD, SECOND, first, second},
};
use crate::{
    custody::deposit_due,
    ledger::{
        Content, Decided, Drug, Event, LogRow,
        custody::{DepositedItem, FacilityDeposit, Registration},
    },
};

pub const TABLE: Sheet = Sheet {
    name: "Deposits",
    heads: || heads(COLUMNS),
};

const COLUMNS: &[(Column, fn(&Line) -> Cell)] = &[
    RECORD.of(|line| Cell::Number(line.content.seq)),
    column("deposited_on", "Deposit", 7.5)
        .holds("day of the deposit")
        .of(|line| Cell::Day(line.record.acted_on)),
    column("discontinued_on", "Discontinued", 9.0)
        .holds("day on which the resident no longer used it")
        .of(|line| Cell::day(line.deposited.discontinued)),
    column("due_on", "Due", 7.5)
        .holds(
            "third business day after it; empty where the medicine is known to be in no \
            schedule, or was purged",
        )
        .of(|line| Cell::day(line.due())),
    column("in_time", "In time", 4.5)
        .holds("`yes` or `NO`; empty where `due_on` is")
        .of(|line| Cell::text(line.in_time())),
    number("item", "Item", 4.0)
        .holds("place in the ledger of the disposal that recorded it")
        .of(|line| Cell::Number(line.deposited.item)),
    column("name", "Drug", 15.0)
        .holds(
            "name of the product; `Unidentified` where nobody could say, `purged` where the item \
            was purged by rule",
        )
        .of(|line| Cell::text(line.name())),
    column("strength", "Strength", 12.5)
        .holds("ingredients with salts and strengths")
        .of(|line| Cell::text(line.drug().map_or("", |drug| drug.strength.as_str()))),
    column("form", "Form", 6.5).holds("dose form").of(|line| {
        Cell::text(
            line.drug()
                .and_then(|drug| drug.form.as_deref())
                .unwrap_or_default(),
        )
    }),
    column("ndc11", "NDC", 10.0)
        .holds("NDC of the confirmed product, 5-4-2")
        .of(|line| Cell::text(line.drug().map_or("", |drug| drug.ndc11.as_str()))),
    column("schedule", "Sched.", 5.5)
        .holds("controlled-substance schedule")
        .of(|line| Cell::text(line.class())),
    number("quantity", "Units", 4.0)
        .holds("dosage units")
        .of(|line| Cell::count(line.decided().map(|decided| decided.quantity))),
    column("address", "Receptacle at", 0.0)
        .holds("where the receptacle stands")
        .of(|line| Cell::text(line.record.site.address.as_str())),
    column("registration", "Collector's DEA no.", 0.0)
        .holds("registration number of the pharmacy or hospital that keeps the receptacle")
        .of(|line| {
            Cell::text(
                line.record
                    .site
                    .registration
                    .as_ref()
                    .map_or("", Registration::as_str),
            )
        }),
    FIRST.of(|line| first(Some(&line.record.witnesses))),
    SECOND.of(|line| second(Some(&line.record.witnesses))),
    ENTERED_AT.of(|line| Cell::Time(line.content.entered)),
    ENTERED_BY.of(|line| Cell::text(&line.content.by)),
    CORRECTED.of(|line| Cell::text(line.corrected)),
];

const CORRECTED: Column = column("corrected", "Corrected", 0.0).holds(
    "whether the item was corrected, withdrawn or purged after the deposit, and the \
     place of that record; the columns before show what was signed for",
);

pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    let mut rows = Vec::new();
    let mut notes = vec![
        "Residents are not named. What was deposited is looked at no more, and no liner is named (21 CFR 1317.75(c)).".to_owned(),
        "Business days leave out Saturdays, Sundays and legal public holidays (5 U.S.C. 6103).".to_owned(),
    ];
    for content in ask.custody()? {
        if let Event::FacilityDeposit(record) = &content.event
            && ask.period.holds(record.acted_on)
        {
            for item in &record.items {
                let corrected = ask.corrected_since(item.item, content.seq, "signed for")?;
                let line = Line {
                    content: &content,
                    record,
                    deposited: item,
                    stated: ask.ledger.as_stated_by(item.stated_by)?,
                    corrected: corrected.as_deref().unwrap_or_default(),
                };
                rows.push(Row::of(content.purpose(), COLUMNS, &line));
                let named = marked("Record", content.seq, content.purpose());
                notes.extend(corrected.map(|words| format!("{named}: {words}")));
            }
        }
    }
    Ok(vec![Section {
        heading: "Deposits",
        table: Some(Table {
            sheet: &TABLE,
            rows: rows_of(rows),
        }),
        notes,
        ..Section::default()
    }])
}

/// One item that was deposited.
struct Line<'d> {
    content: &'d Content,
    record: &'d FacilityDeposit,
    deposited: &'d DepositedItem,
    /// What was signed for; none where it was purged.
    stated: Option<LogRow>,
    /// What became of the item afterwards, in words.
    corrected: &'d str,
}

impl Line<'_> {
    fn decided(&self) -> Option<&Decided> {
        self.stated.as_ref().map(|item| &item.decided)
    }

    fn drug(&self) -> Option<&Drug> {
        self.stated.as_ref().and_then(csv::drug)
    }

    fn name(&self) -> &str {
        match (&self.stated, self.drug()) {
            (_, Some(drug)) => drug.name.as_str(),
            (Some(_), None) => "Unidentified",
            (None, None) => "purged",
        }
    }

    fn class(&self) -> &str {
        let schedule = self.stated.as_ref().and_then(csv::schedule);
        schedule.map_or("", |schedule| schedule.class.as_str())
    }

    /// None also of what was purged: whether it had a term is not known any more.
    fn due(&self) -> Option<Date> {
        let controlled = self.decided().is_some_and(Decided::may_be_controlled);
        let day = self.deposited.discontinued.filter(|_| controlled);
        day.map(deposit_due)
    }

    fn in_time(&self) -> &'static str {
        match self.due() {
            None => "",
            Some(due) if self.record.acted_on <= due => "yes",
            Some(_) => "NO",
        }
    }
}
