//! Own stock that was handed over: one row an item, with what 21 CFR 1304.22(c) asks for.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    ReportError,
    ask::Ask,
    document::{Cell, Column, Row, Section, Sheet, Table, column, heads, marked, number, rows_of},
    liner_log::conveyance,
    signed::{ENTERED_AT, ENTERED_BY, RECORD},
};
use crate::ledger::{
    Content, Event, EventKind, Ledger, LedgerError,
    custody::{Line as Words, Registration, StockItem, StockTaker, StockTransfer, UniqueId},
};

/// One row an item of Schedules I and II, whose records are kept apart from all others (21 CFR 1304.04(f), (h)).
pub const APART: Sheet = Sheet {
    name: "Transferred (I and II)",
    heads: || heads(COLUMNS),
};

/// One row an item of any other schedule, or of none.
pub const OTHERS: Sheet = Sheet {
    name: "Transferred (others)",
    heads: || heads(COLUMNS),
};

const COLUMNS: &[(Column, fn(&Line) -> Cell)] = &[
    RECORD.of(|line| Cell::Number(line.content.seq)),
    column("transferred_on", "Date", 8.4)
        .holds("day on which it was handed over")
        .of(|line| Cell::Day(line.record.acted_on)),
    number("item", "Item", 4.0)
        .holds("place in the ledger of the disposal that recorded it")
        .of(|line| Cell::Number(line.stock.item)),
    column("name", "Drug", 18.0)
        .holds("name of the product")
        .of(|line| Cell::text(&line.stock.drug.name)),
    column("strength", "Strength", 0.0)
        .holds("ingredients with salts and strengths")
        .of(|line| Cell::text(&line.stock.drug.strength)),
    column("form", "Form", 0.0)
        .holds("dose form")
        .of(|line| Cell::text(line.stock.drug.form.as_deref().unwrap_or_default())),
    column("ndc11", "NDC", 11.2)
        .holds("NDC of the product, 5-4-2")
        .of(|line| Cell::text(&line.stock.drug.ndc11)),
    column("schedule", "Sched.", 5.7)
        .holds("controlled-substance schedule")
        .of(|line| {
            let schedule = line.stock.drug.schedule.as_ref();
            Cell::text(schedule.map_or("", |schedule| schedule.class.as_str()))
        }),
    number("quantity", "Units", 4.5)
        .holds("dosage units")
        .of(|line| Cell::Number(line.stock.quantity.into())),
    column("packages", "Full packages", 8.0)
        .holds("full packages, x, units a package, where somebody said how it was packed")
        .of(|line| {
            let packages = line.stock.packages;
            let words = packages.map(|packages| format!("{}x{}", packages.full, packages.size));
            Cell::Text(words.unwrap_or_default())
        }),
    column("batch_number", "Batch", 8.0)
        .holds("the manufacturer's batch number")
        .of(|line| Cell::text(line.stock.batch.as_ref().map_or("", Words::as_str))),
    column("to", "Transferred to", 14.0)
        .holds(
            "who took it, with `reverse distributor`, `supplier`, `manufacturer` or `as the \
            Special Agent in Charge instructed`, or the office of DEA",
        )
        .of(|line| Cell::Text(who_as_what(&line.record.to))),
    column("address", "Address", 14.0)
        .holds("of whoever took it")
        .of(|line| Cell::text(address(&line.record.to).as_str())),
    column("registration", "DEA no.", 9.5)
        .holds("registration number of whoever took it")
        .of(|line| Cell::text(registration(&line.record.to).map_or("", Registration::as_str))),
    column("how", "How", 10.0)
        .holds("carrier, pick-up or own vehicle")
        .of(|line| Cell::Text(conveyance(&line.record.by))),
    column("order_form", "Order form", 9.5)
        .holds("number of the DEA Form 222 or of the order in CSOS by which it was asked for")
        .of(|line| Cell::text(line.record.order_form.as_ref().map_or("", UniqueId::as_str))),
    ENTERED_AT.of(|line| Cell::Time(line.content.entered)),
    ENTERED_BY.of(|line| Cell::text(&line.content.by)),
    column("corrected", "Corrected", 0.0)
        .holds(
            "whether the item was corrected, withdrawn or purged afterwards, and the place of that \
            record; the columns before show what was recorded then",
        )
        .of(|line| Cell::text(line.corrected)),
];

/// What the column `transferred` of a list of items holds.
pub(super) const TRANSFERRED: &str = "own stock that was handed over: to whom, the receiver's DEA registration number, the day, and the number of the order form";

/// What whoever hands over by order form owes beside this record.
const SUPPLIER: &str = "Whoever hands over by order form is its supplier: on a DEA Form 222 they write the containers and the day of shipment on the original, keep it two years apart from other records (21 CFR 1305.13, 1305.17) and, where they do not report to ARCOS, send DEA a copy at the close of the month (1305.13(d)). An order in CSOS is reported to DEA within two business days (1305.29).";

/// One item of one transfer.
struct Line<'t> {
    content: &'t Content,
    record: &'t StockTransfer,
    stock: &'t StockItem,
    /// What became of the item's record afterwards, in words.
    corrected: &'t str,
}

/// Every record of a transfer, up to this place in the ledger.
pub(super) fn recorded(ledger: &Ledger, through: Option<i64>) -> Result<Vec<Content>, LedgerError> {
    let mut contents = ledger.contents(&[EventKind::StockTransfer])?;
    contents.retain(|content| through.is_none_or(|last| content.seq <= last));
    Ok(contents)
}

/// To whom each item went, by its place: `transferred to Reverse Inc., DEA no. AB1234563, 2026-11-22, order form
/// 231234567`.
pub(super) fn in_words(recorded: &[Content]) -> BTreeMap<i64, String> {
    let mut words = BTreeMap::new();
    for content in recorded {
        if let Event::StockTransfer(record) = &content.event {
            let number = registration(&record.to).map(|number| format!("DEA no. {number}"));
            let form = record.order_form.as_ref();
            let form = form.map(|form| format!("order form {form}"));
            let said = [
                Some(format!("transferred to {}", who(&record.to))),
                number,
                Some(record.acted_on.to_string()),
                form,
            ];
            let said: Vec<_> = said.into_iter().flatten().collect();
            let said = said.join(", ");
            let items = record.items.iter();
            words.extend(items.map(|stock| (stock.item, said.clone())));
        }
    }
    words
}

/// What one of the two tables holds.
#[derive(Default)]
struct Part {
    rows: Vec<Row>,
    notes: Vec<String>,
    /// Something in it went by order form.
    ordered: bool,
}

/// The transfers of the period, and those of the items in `listed`; only the tables that have rows.
pub(super) fn sections<'a>(
    ask: &Ask,
    recorded: &[Content],
    listed: &BTreeSet<i64>,
) -> Result<Vec<Section<'a>>, ReportError> {
    let [mut apart, mut others] = <[Part; 2]>::default();
    for content in recorded {
        let Event::StockTransfer(record) = &content.event else {
            continue;
        };
        let is_of_period = ask.period.holds(record.acted_on);
        let items = record.items.iter();
        for stock in items.filter(|stock| is_of_period || listed.contains(&stock.item)) {
            let corrected = ask.corrected_since(stock.item, content.seq, "recorded first")?;
            let line = Line {
                content,
                record,
                stock,
                corrected: corrected.as_deref().unwrap_or_default(),
            };
            let part = if stock.drug.wants_order_form() {
                &mut apart
            } else {
                &mut others
            };
            part.rows.push(Row::of(content.purpose(), COLUMNS, &line));
            part.ordered |= record.order_form.is_some();
            let named = marked("Record", content.seq, content.purpose());
            part.notes
                .extend(corrected.map(|words| format!("{named}: {words}")));
        }
    }
    let parts = [
        ("Own stock transferred: Schedules I and II", &APART, apart),
        ("Own stock transferred: all others", &OTHERS, others),
    ];
    let parts = parts.into_iter().filter(|(.., part)| !part.rows.is_empty());
    let sections = parts.map(|(heading, sheet, mut part)| {
        part.notes.extend(part.ordered.then(|| SUPPLIER.to_owned()));
        Section {
            heading,
            table: Some(Table {
                sheet,
                rows: rows_of(part.rows),
            }),
            notes: part.notes,
            ..Section::default()
        }
    });
    Ok(sections.collect())
}

fn who(taker: &StockTaker) -> String {
    match taker {
        StockTaker::ReverseDistributor(party)
        | StockTaker::Supplier(party)
        | StockTaker::Manufacturer(party)
        | StockTaker::Instructed(party) => party.name.to_string(),
        StockTaker::Dea { office, .. } => format!("DEA, {office}"),
    }
}

/// `Reverse Inc. (reverse distributor)`.
fn who_as_what(taker: &StockTaker) -> String {
    let what = match taker {
        StockTaker::ReverseDistributor(_) => " (reverse distributor)",
        StockTaker::Supplier(_) => " (supplier)",
        StockTaker::Manufacturer(_) => " (manufacturer)",
        StockTaker::Instructed(_) => " (as the Special Agent in Charge instructed)",
        StockTaker::Dea { .. } => "",
    };
    who(taker) + what
}

fn address(taker: &StockTaker) -> &Words {
    match taker {
        StockTaker::ReverseDistributor(party)
        | StockTaker::Supplier(party)
        | StockTaker::Manufacturer(party)
        | StockTaker::Instructed(party) => &party.address,
        StockTaker::Dea { address, .. } => address,
    }
}

fn registration(taker: &StockTaker) -> Option<&Registration> {
    let party = taker.other_than_dea();
    party.and_then(|party| party.registration.as_ref())
}
