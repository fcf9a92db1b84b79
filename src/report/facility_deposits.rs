//! What a long-term care facility deposited for its residents: one row an item (21 CFR 1317.80(a)).

use super::{
    ReportError,
    ask::Ask,
    document::{Cell, Column, Row, Section, Sheet, Table, column, number, rows_of},
    signed::{ENTERED, SIGNED, signed},
};
use crate::{
    custody::deposit_due,
    ledger::{
        Content, Decided, Event, Identity,
        custody::{DepositedItem, FacilityDeposit, Registration},
    },
};

pub const TABLE: Sheet = Sheet {
    name: "Deposits",
    columns: &[
        number("record", "No.", 3.0, "place of the record in the ledger"),
        column("deposited_on", "Deposit", 7.5, "day of the deposit"),
        column(
            "discontinued_on",
            "Discontinued",
            9.0,
            "day on which the resident no longer used it",
        ),
        column(
            "due_on",
            "Due",
            7.5,
            "third business day after it; empty where the medicine is known to be in no schedule",
        ),
        column(
            "in_time",
            "In time",
            4.5,
            "`yes` or `NO`; empty where nothing is due",
        ),
        number(
            "item",
            "Item",
            4.0,
            "place in the ledger of the disposal that recorded it",
        ),
        column(
            "name",
            "Drug",
            15.0,
            "name of the product; `Unidentified` where nobody could say",
        ),
        column(
            "strength",
            "Strength",
            12.5,
            "ingredients with salts and strengths",
        ),
        column("form", "Form", 6.5, "dose form"),
        column("ndc11", "NDC", 10.0, "NDC of the confirmed product, 5-4-2"),
        column("schedule", "Sched.", 5.5, "controlled-substance schedule"),
        number("quantity", "Units", 4.0, "dosage units"),
        column(
            "address",
            "Receptacle at",
            0.0,
            "where the receptacle stands",
        ),
        column(
            "registration",
            "Collector's DEA no.",
            0.0,
            "registration number of the pharmacy or hospital that keeps the receptacle",
        ),
        SIGNED[0],
        SIGNED[1],
        ENTERED[0],
        ENTERED[1],
        CORRECTED,
    ],
};

const CORRECTED: Column = column(
    "corrected",
    "Corrected",
    0.0,
    "whether the item was corrected or withdrawn after the deposit, and the place of that record; the columns before show what was signed for",
);

pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    let mut rows = Vec::new();
    let mut notes = vec![
        "Residents are not named. What was deposited is looked at no more, and no liner is named (21 CFR 1317.75(c)).".to_owned(),
        "Business days leave out Saturdays, Sundays and legal public holidays (5 U.S.C. 6103).".to_owned(),
    ];
    for content in ask.custody()? {
        if let Event::FacilityDeposit(record) = &content.event
            && ask.covers(record.acted_on)
        {
            for item in &record.items {
                let corrected = ask.corrected_since(item.item, content.seq)?;
                let words = corrected.as_deref().unwrap_or_default();
                rows.push(row(ask, &content, record, item, words)?);
                notes.extend(corrected.map(|words| format!("Record {}: {words}", content.seq)));
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

/// `corrected`: what became of the item afterwards, in words.
fn row(
    ask: &Ask,
    content: &Content,
    record: &FacilityDeposit,
    deposited: &DepositedItem,
    corrected: &str,
) -> Result<Row, ReportError> {
    let item = ask.ledger.as_stated_by(deposited.stated_by)?;
    let decided = item.as_ref().map(|item| &item.decided);
    let drug = decided.and_then(|decided| match &decided.identity {
        Identity::Identified { drug, .. } => Some(drug),
        Identity::Unidentified => None,
    });
    let day = deposited.discontinued;
    let controlled = decided.is_none_or(Decided::may_be_controlled);
    let due = day.filter(|_| controlled).map(deposit_due);
    let in_time = due.map_or("", |due| if record.acted_on <= due { "yes" } else { "NO" });
    let shown = |day: Option<_>| day.map_or_else(|| Cell::text(""), Cell::Day);
    let of_drug = |words: Option<&str>| Cell::text(words.unwrap_or_default());
    let [first, second] = signed(Some(&record.witnesses));
    let site = &record.site;
    Ok(Row {
        research: content.is_research(),
        cells: vec![
            Cell::Number(content.seq),
            Cell::Day(record.acted_on),
            shown(day),
            shown(due),
            Cell::text(in_time),
            Cell::Number(deposited.item),
            Cell::text(match (decided, drug) {
                (_, Some(drug)) => drug.name.as_str(),
                (Some(_), None) => "Unidentified",
                (None, None) => "purged",
            }),
            of_drug(drug.map(|drug| drug.strength.as_str())),
            of_drug(drug.and_then(|drug| drug.form.as_deref())),
            of_drug(drug.map(|drug| drug.ndc11.as_str())),
            of_drug(drug.and_then(|drug| Some(drug.schedule.as_ref()?.class.as_str()))),
            decided.map_or_else(|| Cell::text(""), |said| Cell::Number(said.quantity.into())),
            Cell::text(site.address.as_str()),
            of_drug(site.registration.as_ref().map(Registration::as_str)),
            first,
            second,
            Cell::Time(content.entered),
            Cell::text(&content.by),
            Cell::text(corrected),
        ],
    })
}
