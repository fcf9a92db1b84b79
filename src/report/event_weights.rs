//! The weight sheet of take-back events: one row a sealed box, weighed as a whole.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};

use super::{
    ReportError,
    amended::{Amended, CORRECTED},
    ask::Ask,
    document::{
        Cell, Column, Field, Row, Section, Sheet, Table, column, heads, mark_of, marked, number,
        rows_of,
    },
    givers::Givers,
    signed::{FIRST, SECOND, first, second},
};
use crate::{
    custody::Custody,
    ledger::{
        Content, Event, Purpose,
        custody::{Closing, HandOver, SealedBox, SessionAct, SessionRecord},
    },
};

pub const TABLE: Sheet = Sheet {
    name: "Boxes",
    heads: || heads(COLUMNS),
};

const COLUMNS: &[(Column, fn(&Line) -> Cell)] = &[
    number("event", "Event", 4.5)
        .holds("number of the event at this station")
        .of(|line| Cell::Number(line.event.into())),
    column("event_date", "Date", 8.0)
        .holds("day on which the event was opened")
        .of(|line| Cell::day(line.held.day)),
    column("agency", "Agency", 12.0)
        .holds("law-enforcement agency in charge")
        .of(|line| Cell::text(&line.held.agency)),
    column("overseeing_officer", "Officer", 12.0)
        .holds("officer appointed to oversee the collection, with the number")
        .of(|line| Cell::text(&line.held.officer)),
    column("place", "Place", 13.0)
        .holds("where it took place")
        .of(|line| Cell::text(&line.held.place)),
    column("box_id", "Box", 8.0)
        .holds("number on the box")
        .of(|line| Cell::text(line.sealed.id.as_str())),
    column("seals", "Seals", 9.0)
        .holds("numbers of the seals or tapes")
        .of(|line| Cell::Text(line.sealed.seals.to_string())),
    number("gross_lb", "Gross lb", 5.5)
        .holds("whole sealed box, pounds")
        .of(|line| Cell::pounds(line.sealed.weight.gross())),
    number("tare_lb", "Tare lb", 5.0)
        .holds("empty box, pounds")
        .of(|line| Cell::pounds(line.sealed.weight.tare())),
    number("net_lb", "Net lb", 5.0)
        .holds("gross less tare, pounds")
        .of(|line| Cell::pounds(line.sealed.weight.net())),
    FIRST.of(|line| first(Some(&line.sealed.sealed_by))),
    SECOND.of(|line| second(Some(&line.sealed.sealed_by))),
    column("handed_to", "Handed to", 12.0)
        .holds(
            "DEA recipient, destruction site or reverse distributor with its registration \
            number, with the address",
        )
        .of(|line| Cell::text(&line.held.handed_to)),
    column("handed_on", "Handed on", 8.0)
        .holds("day and local time of the hand-over")
        .of(|line| {
            line.held
                .handed_on
                .map_or_else(|| Cell::text(""), Cell::WallTime)
        }),
    CORRECTED.of(|line| line.corrected.clone()),
];

/// One event as far as it has come.
#[derive(Default)]
struct Held {
    purpose: Purpose,
    /// Place of the record of the opening.
    opening: Option<i64>,
    day: Option<Date>,
    agency: String,
    officer: String,
    place: String,
    /// Each with the place of its record, and what was stated anew since.
    boxes: Vec<(i64, SealedBox, Cell)>,
    /// What is said of those that were recorded in error.
    voided: Vec<String>,
    handed_to: String,
    handed_on: Option<DateTime>,
    /// It was closed as one at which nothing was collected.
    was_empty: bool,
}

/// One sealed box of an event.
struct Line<'h> {
    event: u32,
    held: &'h Held,
    sealed: &'h SealedBox,
    corrected: &'h Cell,
}

pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    let mut held: BTreeMap<u32, Held> = BTreeMap::new();
    let contents = ask.custody()?;
    let (amended, givers) = (Amended::of(&contents), Givers::of(&contents));
    for content in contents {
        if let Event::Session(record) = &content.event {
            let opens = matches!(record.act, SessionAct::Opened { .. });
            if opens && ask.period.holds(record.acted_on) {
                held.insert(record.session, Held::default());
            }
            // An event belongs to the period in which it was opened, with all that followed.
            if let Some(held) = held.get_mut(&record.session) {
                held.note(&content, record, &amended);
            }
        }
    }
    let fields = held.iter().map(|(event, held)| {
        let net: u32 = held
            .boxes
            .iter()
            .map(|(record, sealed, _)| amended.weight(*record, sealed).net().tenths())
            .sum();
        let restated = held
            .boxes
            .iter()
            .any(|(record, sealed, _)| amended.weight(*record, sealed) != sealed.weight);
        let corrected = if restated { ", as corrected" } else { "" };
        let mark = mark_of(held.purpose);
        Field::new(
            "Event",
            format!(
                "{event}{mark}: {} boxes, {}.{} lb net{corrected}",
                held.boxes.len(),
                net / 10,
                net % 10
            ),
        )
    });
    let fields = fields.collect();
    let records = held.values().flat_map(|held| {
        let boxes = held.boxes.iter().map(|(record, ..)| *record);
        held.opening.into_iter().chain(boxes)
    });
    let corrected = amended.notes(records);
    let mut notes = vec![
        "Sealed boxes are weighed whole and not opened. Counts are never computed from weights."
            .to_owned(),
    ];
    notes.extend(held.iter().filter_map(|(event, held)| {
        let custody = givers.custody(held.purpose);
        held.besides_boxes(*event, custody)
    }));
    notes.extend(corrected);
    notes.extend(held.values().flat_map(|held| held.voided.iter().cloned()));
    let rows = held.iter().flat_map(|(event, held)| held.rows(*event));
    Ok(vec![
        Section {
            heading: "Totals",
            fields,
            notes,
            ..Section::default()
        },
        Section {
            heading: "Boxes",
            table: Some(Table {
                sheet: &TABLE,
                rows: rows_of(rows.collect()),
            }),
            ..Section::default()
        },
    ])
}

impl Held {
    fn note(&mut self, content: &Content, record: &SessionRecord, amended: &Amended) {
        self.purpose = self.purpose.max(content.purpose());
        match &record.act {
            SessionAct::Opened {
                agency,
                overseeing,
                place,
                ..
            } => {
                self.opening = Some(content.seq);
                self.day = Some(record.acted_on);
                self.agency = agency.to_string();
                self.officer = format!("{} ({})", overseeing.name, overseeing.number);
                self.place = place.to_string();
            }
            SessionAct::BoxSealed(sealed) => {
                let corrected = amended.cell(self.opening.into_iter().chain([content.seq]));
                self.boxes.push((content.seq, sealed.clone(), corrected));
            }
            SessionAct::BoxVoided {
                id,
                reason,
                witnesses,
            } => {
                let mut places = self.boxes.iter();
                if let Some(place) = places.position(|(_, sealed, _)| sealed.id == *id) {
                    let (of, ..) = self.boxes.remove(place);
                    let named = marked("Record", of, self.purpose);
                    self.voided.push(format!(
                        "{named}, box {id}, was recorded in error and does not count: {reason} (record {}, {witnesses}).",
                        content.seq
                    ));
                }
            }
            SessionAct::Closed(Closing::HandedOver { to, at, .. }) => {
                self.handed_to = match to {
                    HandOver::Dea { recipient, address } => format!("DEA: {recipient}, {address}"),
                    HandOver::Destruction { site, address } => format!("{site}, {address}"),
                    HandOver::ReverseDistributor {
                        name,
                        address,
                        registration,
                    } => format!("{name} (reverse distributor, DEA no. {registration}), {address}"),
                };
                self.handed_on = Some(record.acted_on.to_datetime(*at));
            }
            SessionAct::Closed(Closing::NothingCollected { .. }) => self.was_empty = true,
            SessionAct::Deposited { .. } => {}
        }
    }

    /// What no row says: which liners it collected into, and how it ended without a box. None while such a one goes on.
    fn besides_boxes(&self, event: u32, custody: &Custody) -> Option<String> {
        let sessions = custody.sessions().iter();
        let of_this = sessions.filter(|session| session.number == event);
        let liners = of_this.flat_map(|session| custody.liners_of(session));
        let liners: Vec<_> = liners.map(|liner| format!(" {}", liner.id)).collect();
        let into = format!(
            "collected into liners{} (see the liner log)",
            liners.join(",")
        );
        let event = format!("Event {event}{}", mark_of(self.purpose));
        if !self.boxes.is_empty() {
            let also = || format!("{event} also {into}; their weight is not in the total.");
            return (!liners.is_empty()).then(also);
        }
        let how = match self.handed_on {
            Some(on) => {
                let on = Cell::WallTime(on).plain();
                format!("{into}, handed over to {}, {on}", self.handed_to)
            }
            None if self.was_empty => "nothing was collected".to_owned(),
            None => return None,
        };
        Some(format!(
            "{event} ({}, {}, {}, officer {}): {how}.",
            Cell::day(self.day).plain(),
            self.agency,
            self.place,
            self.officer
        ))
    }

    fn rows(&self, event: u32) -> impl Iterator<Item = Row> {
        self.boxes.iter().map(move |(_, sealed, corrected)| {
            let line = Line {
                event,
                held: self,
                sealed,
                corrected,
            };
            Row::of(self.purpose, COLUMNS, &line)
        })
    }
}
