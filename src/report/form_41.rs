//! The data sheet from which DEA Form 41 is filled: what was destroyed, how, and who saw it.
//!
//! Each record of destruction is one sheet: own stock for B.1, sealed liners and returned packages for
//! B.2. The record of a destruction is kept (21 CFR 1304.04(a), 1304.21(e)) whatever the site became since.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    ReportError,
    amended::{Amended, CORRECTED},
    ask::Ask,
    document::{Cell, Column, Row, Section, Sheet, Table, column, heads, marked, printed, rows_of},
    form_41_lines::{
        NUMBER, collected, liner_rows, look_up, package_row, registrant, stock, stock_row,
    },
    givers::Givers,
    postal::Postal,
    set_ups::SetUps,
};
use crate::ledger::{
    Content, Event, Purpose, Signature, Site, SiteMode,
    custody::{
        Line, LinerAct, LinerRecord, PackageAct, PackageRecord, StockRecord, UniqueId, Witnesses,
    },
};

/// Section C.
pub const METHODS: Sheet = Sheet {
    name: "C. Method",
    heads: || heads(OF_METHODS),
};

const OF_METHODS: &[(Column, fn(&Destroyed) -> Cell)] = &[
    NUMBER.of(|destroyed| Cell::Number(destroyed.sheet)),
    column("date_of_destruction", "Date of Destruction", 9.0)
        .holds("day on which it happened")
        .of(|destroyed| Cell::Day(destroyed.day)),
    column("method_of_destruction", "Method of Destruction", 22.0)
        .holds("how it was made non-retrievable")
        .of(|destroyed| Cell::text(destroyed.method.as_str())),
    column("location", "Location or Business Name", 20.0)
        .holds("where; empty where only an address was recorded")
        .of(|destroyed| Cell::text(destroyed.location)),
    column("address", "Address", 22.0)
        .holds("street; all of the address where it could not be taken apart")
        .of(|destroyed| Cell::text(&destroyed.postal.street)),
    column("city", "City", 12.0)
        .holds("city")
        .of(|destroyed| Cell::text(&destroyed.postal.city)),
    column("state", "State", 5.0)
        .holds("state")
        .of(|destroyed| Cell::text(&destroyed.postal.state)),
    column("zip", "Zip Code", 8.0)
        .holds("ZIP code")
        .of(|destroyed| Cell::text(&destroyed.postal.zip)),
    CORRECTED.of(|destroyed| destroyed.corrected.clone()),
];

/// Section D.
pub const WITNESSES: Sheet = Sheet {
    name: "D. Witnesses",
    heads: || heads(OF_WITNESSES),
};

const OF_WITNESSES: &[(Column, fn(&Destroyed) -> Cell)] = &[
    NUMBER.of(|destroyed| Cell::Number(destroyed.sheet)),
    column("first_name", "First witness, Printed name", 16.0)
        .holds("first of the two employees who witnessed")
        .of(|destroyed| Cell::text(&destroyed.first().name)),
    column("first_signature", "Signature", 26.0)
        .holds("how that person put their name to the record; the form itself is signed by hand")
        .of(|destroyed| Cell::Text(destroyed.proof(destroyed.first()))),
    column("first_date", "Date", 9.0)
        .holds("day of that signature")
        .of(|destroyed| Cell::Day(destroyed.first().signed.date())),
    column("second_name", "Second witness, Printed name", 16.0)
        .holds("the other of the two")
        .of(|destroyed| Cell::text(&destroyed.second().name)),
    column("second_signature", "Signature", 26.0)
        .holds("as before")
        .of(|destroyed| Cell::Text(destroyed.proof(destroyed.second()))),
    column("second_date", "Date", 9.0)
        .holds("as before")
        .of(|destroyed| Cell::Day(destroyed.second().signed.date())),
];

/// Sections C and D of one sheet.
struct Destroyed<'d> {
    sheet: i64,
    day: Date,
    method: &'d Line,
    location: &'d str,
    postal: Postal,
    witnesses: &'d Witnesses,
    /// What two people stated anew since.
    corrected: Cell,
}

impl Destroyed<'_> {
    fn first(&self) -> &Signature {
        let [first, _] = self.witnesses.both();
        first
    }

    fn second(&self) -> &Signature {
        let [_, second] = self.witnesses.both();
        second
    }

    /// How somebody put their name to the record.
    fn proof(&self, signature: &Signature) -> String {
        format!(
            "proved with PIN or passphrase, record {}, {}",
            self.sheet,
            printed(signature.signed)
        )
    }
}

/// The rows of the four tables.
#[derive(Default)]
struct Sheets {
    stock: Vec<Row>,
    collected: Vec<Row>,
    methods: Vec<Row>,
    witnesses: Vec<Row>,
    notes: Vec<String>,
    /// As [`boxes`] gives them.
    boxes: BTreeSet<(Purpose, UniqueId)>,
    givers: Givers,
    amended: Amended,
    /// Sheets that a site of another mode recorded, by that mode.
    elsewhere: BTreeMap<String, Vec<String>>,
}

/// A section of the form that a destruction belongs in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// B.1
    Stock,
    /// B.2
    Collected,
}

impl Part {
    /// None of what is no destruction, or one by law enforcement, which is no registrant (21 CFR 1304.21(e)).
    fn of(content: &Content) -> Option<Self> {
        let mode = SiteMode::of_code(&content.site_mode);
        if mode.is_some_and(SiteMode::is_law_enforcement) {
            return None;
        }
        match &content.event {
            Event::Stock(_) => Some(Self::Stock),
            Event::Liner(LinerRecord {
                act: LinerAct::Destroyed { .. },
                ..
            })
            | Event::Package(PackageRecord {
                act: PackageAct::Destroyed { .. },
                ..
            }) => Some(Self::Collected),
            _ => None,
        }
    }
}

pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    let contents = ask.custody()?;
    let (givers, set_ups) = (Givers::of(&contents), SetUps::of(ask)?);
    let mut sheets = Sheets {
        boxes: boxes(&givers),
        givers,
        amended: Amended::of(&contents),
        ..Sheets::default()
    };
    // What the site destroys as it is now, or really destroyed as it was then.
    let fills = |part, now| {
        let mut real = contents
            .iter()
            .filter(|content| content.purpose() == Purpose::Law);
        now || real.any(|content| Part::of(content) == Some(part))
    };
    let own_stock = fills(Part::Stock, ask.site.destroys_stock);
    let from_others = fills(Part::Collected, ask.site.destroys_collected);
    for content in &contents {
        let filled = match Part::of(content) {
            Some(Part::Stock) => own_stock,
            Some(Part::Collected) => from_others,
            None => false,
        };
        if filled {
            sheets.note(ask, set_ups.at(content.seq), content)?;
        }
    }
    let numbers = sheets.methods.iter().filter_map(number_of);
    let mut notes = sheets.amended.notes(numbers);
    notes.extend(sheets.elsewhere.iter().map(|(mode, numbers)| {
        let numbers = numbers.join(", ");
        format!("Recorded when this site was set up as {mode}: sheets {numbers}.")
    }));
    let destroyed = sheets.methods.iter();
    let destroyed = destroyed.filter_map(|row| Some((number_of(row)?, row.purpose)));
    let mut sections = vec![Section {
        notes: set_ups.notes(destroyed),
        ..registrant(ask)
    }];
    if own_stock {
        sections.push(stock(sheets.stock, sheets.notes));
    }
    if from_others {
        sections.push(collected(sheets.collected));
    }
    sections.push(Section {
        heading: "C. Method of destruction",
        table: Some(Table {
            sheet: &METHODS,
            rows: rows_of(sheets.methods),
        }),
        notes,
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
    /// Takes in a destruction of the period, recorded when the site was as `then`.
    fn note(&mut self, ask: &Ask, then: &Site, content: &Content) -> Result<(), ReportError> {
        let (sheet, purpose) = (content.seq, content.purpose());
        match &content.event {
            Event::Stock(record) if ask.period.holds(record.acted_on) => {
                self.note_stock(ask, content, record)?;
            }
            Event::Liner(LinerRecord {
                acted_on,
                liners,
                act:
                    LinerAct::Destroyed {
                        place,
                        method,
                        received_from,
                        witnesses,
                    },
            }) if ask.period.holds(*acted_on) => {
                let givers = &self.givers;
                let rows = liners.iter().map(|mark| {
                    let shared = givers.is_shared_liner(purpose, &mark.id);
                    (mark, shared.then_some(received_from))
                });
                let rows = liner_rows(sheet, purpose, rows);
                self.collected.extend(rows);
                let place = (location_at(then, place), place);
                self.destroyed(ask, content, *acted_on, method, place, witnesses);
            }
            Event::Package(PackageRecord {
                acted_on,
                packages,
                act:
                    PackageAct::Destroyed {
                        place,
                        method,
                        received_from,
                        witnesses,
                    },
            }) if ask.period.holds(*acted_on) => {
                let mut ids = packages.ids();
                let boxes = ids.any(|id| self.boxes.contains(&(purpose, id.clone())));
                let givers = &self.givers;
                let numbered = packages.iter().map(|id| {
                    let shared = givers.is_shared_package(purpose, id);
                    (id, received_from.as_ref().filter(|_| shared))
                });
                let row = package_row(sheet, purpose, boxes, numbered);
                self.collected.push(row);
                let place = (location_at(then, place), place);
                self.destroyed(ask, content, *acted_on, method, place, witnesses);
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
        let (sheet, purpose) = (content.seq, content.purpose());
        let (mut rows, mut corrected) = (Vec::new(), Vec::new());
        for stock in &record.items {
            let words = ask.corrected_since(stock.item, sheet, "signed for")?;
            rows.extend(stock_row(sheet, purpose, stock, words.as_deref()));
            corrected.extend(words);
        }
        let left_out = record.items.len() - rows.len();
        // A sheet that was tried out and has no line would be on a real form by its notes alone.
        let is_elsewhere = purpose > ask.purpose();
        if rows.is_empty() && is_elsewhere {
            return Ok(());
        }
        let named = marked("Sheet", sheet, purpose);
        if left_out > 0 && !is_elsewhere {
            self.notes.push(format!(
                "{named}: items destroyed with these that are in no schedule, and so not on the form: {left_out}."
            ));
        }
        let unknown = record.items.iter().filter_map(look_up);
        self.notes.extend(
            unknown
                .chain(corrected)
                .map(|words| format!("{named}: {words}")),
        );
        if !rows.is_empty() {
            self.stock.extend(rows);
            let place = (record.location.as_str(), &record.address);
            self.destroyed(
                ask,
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
        ask: &Ask,
        content: &Content,
        day: Date,
        method: &Line,
        (location, address): (&str, &Line),
        witnesses: &Witnesses,
    ) {
        let (sheet, purpose) = (content.seq, content.purpose());
        if purpose == Purpose::Law && !ask.site.mode.is(&content.site_mode) {
            let sheets = self.elsewhere.entry(content.site_mode.clone());
            sheets.or_default().push(sheet.to_string());
        }
        let destroyed = Destroyed {
            sheet,
            day,
            method,
            location,
            postal: Postal::of(address.as_str()),
            witnesses,
            corrected: self.amended.cell([sheet]),
        };
        self.methods.push(Row::of(purpose, OF_METHODS, &destroyed));
        self.witnesses
            .push(Row::of(purpose, OF_WITNESSES, &destroyed));
    }
}

/// The name of the place, where liners or packages were destroyed at what was the registrant's own address `then`.
fn location_at<'s>(then: &'s Site, address: &Line) -> &'s str {
    if address.as_str() == then.address.trim() {
        then.registrant()
    } else {
        ""
    }
}

/// Boxes of take-back events that were taken over, with the purpose of that: what is tried out may
/// carry the number of a package.
fn boxes(givers: &Givers) -> BTreeSet<(Purpose, UniqueId)> {
    let of = |purpose| {
        let packages = givers.custody(purpose).packages();
        let boxes = packages.filter(|package| package.taken_over().is_some_and(|(_, boxes)| boxes));
        boxes.map(move |package| (purpose, package.id.clone()))
    };
    Purpose::BOTH.into_iter().flat_map(of).collect()
}

/// The sheet that a row belongs to.
fn number_of(row: &Row) -> Option<i64> {
    match row.cells.first() {
        Some(Cell::Number(sheet)) => Some(*sheet),
        _ => None,
    }
}
