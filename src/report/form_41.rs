//! The data sheet from which DEA Form 41 is filled: what was destroyed, how, and who saw it.
//!
//! Each record of destruction is one sheet. What the site may fill is what its mode can record: own
//! stock for B.1, sealed liners and returned packages for B.2.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    ReportError,
    amended::Amended,
    document::{Cell, Row, Section, Sheet, Table, column, printed, rows_of},
    form_41_lines::{
        NUMBER, collected, liner_rows, look_up, package_row, registered_name, registrant, stock,
        stock_row,
    },
    kind::Ask,
    postal::Postal,
};
use crate::ledger::{
    Content, Event, LedgerError,
    custody::{Line, LinerAct, PackageAct, PackageRecord, StockRecord, UniqueId, Witnesses},
};

/// Section C.
pub const METHODS: Sheet = Sheet {
    name: "C. Method",
    columns: &[
        NUMBER,
        column(
            "date_of_destruction",
            "Date of Destruction",
            9.0,
            "day on which it happened",
        ),
        column(
            "method_of_destruction",
            "Method of Destruction",
            22.0,
            "how it was made non-retrievable",
        ),
        column(
            "location",
            "Location or Business Name",
            20.0,
            "where; empty where only an address was recorded",
        ),
        column(
            "address",
            "Address",
            22.0,
            "street; all of the address where it could not be taken apart",
        ),
        column("city", "City", 12.0, "city"),
        column("state", "State", 5.0, "state"),
        column("zip", "Zip Code", 8.0, "ZIP code"),
    ],
};

/// Section D.
pub const WITNESSES: Sheet = Sheet {
    name: "D. Witnesses",
    columns: &[
        NUMBER,
        column(
            "first_name",
            "First witness, Printed name",
            16.0,
            "first of the two employees who witnessed",
        ),
        column(
            "first_signature",
            "Signature",
            26.0,
            "how that person put their name to the record; the form itself is signed by hand",
        ),
        column("first_date", "Date", 9.0, "day of that signature"),
        column(
            "second_name",
            "Second witness, Printed name",
            16.0,
            "the other of the two",
        ),
        column("second_signature", "Signature", 26.0, "as before"),
        column("second_date", "Date", 9.0, "as before"),
    ],
};

/// The rows of the four tables.
#[derive(Default)]
struct Sheets {
    stock: Vec<Row>,
    collected: Vec<Row>,
    methods: Vec<Row>,
    witnesses: Vec<Row>,
    notes: Vec<String>,
    /// Boxes of take-back events that were taken over.
    /// What was tried out may carry the number of a package.
    boxes: BTreeSet<(bool, UniqueId)>,
}

pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    let mut sheets = Sheets::default();
    let contents = ask.custody()?;
    let amended = Amended::of(&contents);
    for content in &contents {
        sheets.note(ask, content)?;
    }
    let corrected = amended.notes(sheets.methods.iter().filter_map(number_of));
    let mut sections = vec![registrant(ask)];
    if ask.site.destroys_stock {
        sections.push(stock(sheets.stock, sheets.notes));
    }
    if ask.site.destroys_collected {
        sections.push(collected(sheets.collected));
    }
    sections.push(Section {
        heading: "C. Method of destruction",
        table: Some(Table {
            sheet: &METHODS,
            rows: rows_of(sheets.methods),
        }),
        notes: corrected,
        ..Section::default()
    });
    sections.push(Section {
        heading: "D. Witnesses",
        table: Some(Table {
            sheet: &WITNESSES,
            rows: rows_of(sheets.witnesses),
        }),
        notes: vec![
            "Two employees declare on the form itself, under penalty of perjury (18 U.S.C. 1001), that they saw the substances become non-retrievable, and sign it by hand. What stands here is what they signed for in this record.".to_owned(),
            "What is left of a dose given to a patient is recorded under 21 CFR 1304.22(c) and does not belong on the form (1304.21(e)).".to_owned(),
            "The form is kept for at least two years (21 CFR 1304.04(a)).".to_owned(),
        ],
        ..Section::default()
    });
    Ok(sections)
}

impl Sheets {
    /// Takes in `content` if it records a destruction of the period, by a site that fills it in.
    fn note(&mut self, ask: &Ask, content: &Content) -> Result<(), ReportError> {
        let (sheet, research) = (content.seq, content.is_research());
        match &content.event {
            Event::Stock(record) if ask.site.destroys_stock && ask.covers(record.acted_on) => {
                self.note_stock(ask, content, record)?;
            }
            Event::Liner(record) if ask.site.destroys_collected && ask.covers(record.acted_on) => {
                if let LinerAct::Destroyed {
                    place,
                    method,
                    witnesses,
                    ..
                } = &record.act
                {
                    let rows = liner_rows(sheet, research, record.liners.iter());
                    self.collected.extend(rows);
                    let place = (location_at(ask, place), place);
                    self.destroyed(content, record.acted_on, method, place, witnesses);
                }
            }
            Event::Package(PackageRecord {
                packages,
                act: PackageAct::TakenOver { boxes: true, .. },
                ..
            }) => self
                .boxes
                .extend(packages.ids().map(|id| (research, id.clone()))),
            Event::Package(record)
                if ask.site.destroys_collected && ask.covers(record.acted_on) =>
            {
                if let PackageAct::Destroyed {
                    place,
                    method,
                    witnesses,
                    ..
                } = &record.act
                {
                    let mut ids = record.packages.ids();
                    let boxes = ids.any(|id| self.boxes.contains(&(research, id.clone())));
                    let row = package_row(sheet, research, boxes, record.packages.iter());
                    self.collected.push(row);
                    let place = (location_at(ask, place), place);
                    self.destroyed(content, record.acted_on, method, place, witnesses);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn note_stock(
        &mut self,
        ask: &Ask,
        content: &Content,
        record: &StockRecord,
    ) -> Result<(), ReportError> {
        let (sheet, research) = (content.seq, content.is_research());
        let items = record.items.iter();
        let rows: Vec<_> = items
            .filter_map(|item| stock_row(sheet, research, item))
            .collect();
        let left_out = record.items.len() - rows.len();
        if left_out > 0 {
            self.notes.push(format!(
                "Sheet {sheet}: items destroyed with these that are in no schedule, and so not on the form: {left_out}."
            ));
        }
        let unknown = record.items.iter().filter_map(look_up);
        self.notes
            .extend(unknown.map(|words| format!("Sheet {sheet}: {words}")));
        self.notes.extend(corrected_since(ask, content, record)?);
        if !rows.is_empty() {
            self.stock.extend(rows);
            let place = (record.location.as_str(), &record.address);
            self.destroyed(
                content,
                record.acted_on,
                &record.method,
                place,
                &record.witnesses,
            );
        }
        Ok(())
    }

    /// Sections C and D of one sheet.
    fn destroyed(
        &mut self,
        content: &Content,
        day: Date,
        method: &Line,
        (location, address): (&str, &Line),
        witnesses: &Witnesses,
    ) {
        let (sheet, research) = (content.seq, content.is_research());
        let Postal {
            street,
            city,
            state,
            zip,
        } = Postal::of(address.as_str());
        let cells = vec![
            Cell::Number(sheet),
            Cell::Day(day),
            Cell::text(method.as_str()),
            Cell::text(location),
            Cell::Text(street),
            Cell::Text(city),
            Cell::Text(state),
            Cell::Text(zip),
        ];
        self.methods.push(Row { research, cells });
        let mut cells = vec![Cell::Number(sheet)];
        for signature in witnesses.both() {
            cells.extend([
                Cell::text(&signature.name),
                Cell::Text(format!(
                    "proved with PIN or passphrase, record {sheet}, {}",
                    printed(signature.signed)
                )),
                Cell::Day(signature.signed.date()),
            ]);
        }
        self.witnesses.push(Row { research, cells });
    }
}

/// The name of the place, where liners or packages were destroyed at the registrant's own address.
fn location_at<'a>(ask: &'a Ask, address: &Line) -> &'a str {
    let site = &ask.site.site;
    if address.as_str() == site.address.trim() {
        registered_name(site)
    } else {
        ""
    }
}

/// The sheet that a row belongs to.
fn number_of(row: &Row) -> Option<i64> {
    match row.cells.first() {
        Some(Cell::Number(sheet)) => Some(*sheet),
        _ => None,
    }
}

/// Items that were corrected or withdrawn after they had been recorded as destroyed.
fn corrected_since(
    ask: &Ask,
    content: &Content,
    record: &StockRecord,
) -> Result<Vec<String>, LedgerError> {
    let mut notes = Vec::new();
    for stock in &record.items {
        let row = ask.ledger.find_at(stock.item)?;
        let changed = row.and_then(|row| row.correction).map(|note| note.seq);
        if let Some(seq) = changed.filter(|seq| (content.seq..=ask.head.seq).contains(seq)) {
            notes.push(format!(
                "Sheet {}: item {} was corrected or withdrawn afterwards, by record {seq}; the line shows what was signed for.",
                content.seq, stock.item
            ));
        }
    }
    Ok(notes)
}
