//! The weight sheet of take-back events: one row a sealed box, weighed as a whole.

use std::collections::BTreeMap;

use super::{
    ReportError,
    amended::{Amended, CORRECTED},
    ask::Ask,
    document::{Cell, Field, Row, Section, Sheet, Table, column, number, rows_of},
    signed::{SIGNED, signed},
};
use crate::ledger::{
    Content, Event,
    custody::{Closing, HandOver, SealedBox, SessionAct, SessionRecord},
};

pub const TABLE: Sheet = Sheet {
    name: "Boxes",
    columns: &[
        number("event", "Event", 4.5, "number of the event at this station"),
        column(
            "event_date",
            "Date",
            8.0,
            "day on which the event was opened",
        ),
        column("agency", "Agency", 12.0, "law-enforcement agency in charge"),
        column(
            "overseeing_officer",
            "Officer",
            12.0,
            "officer appointed to oversee the collection, with the number",
        ),
        column("place", "Place", 13.0, "where it took place"),
        column("box_id", "Box", 8.0, "number on the box"),
        column("seals", "Seals", 9.0, "numbers of the seals or tapes"),
        number("gross_lb", "Gross lb", 5.5, "whole sealed box, pounds"),
        number("tare_lb", "Tare lb", 5.0, "empty box, pounds"),
        number("net_lb", "Net lb", 5.0, "gross less tare, pounds"),
        SIGNED[0],
        SIGNED[1],
        column(
            "handed_to",
            "Handed to",
            12.0,
            "DEA recipient, destruction site or reverse distributor with its registration number, with the address",
        ),
        column(
            "handed_on",
            "Handed on",
            8.0,
            "day and local time of the hand-over",
        ),
        CORRECTED,
    ],
};

/// One event as far as it has come.
#[derive(Default)]
struct Held {
    research: bool,
    /// Place of the record of the opening.
    opening: Option<i64>,
    opened: Option<[Cell; 4]>,
    /// Each with the place of its record, and what was stated anew since.
    boxes: Vec<(i64, SealedBox, Cell)>,
    handed: Option<[Cell; 2]>,
}

pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    let mut held: BTreeMap<u32, Held> = BTreeMap::new();
    let contents = ask.custody()?;
    let amended = Amended::of(&contents);
    for content in contents {
        if let Event::Session(record) = &content.event {
            if matches!(record.act, SessionAct::Opened { .. }) && ask.covers(record.acted_on) {
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
        Field::new(
            "Event",
            format!(
                "{event}: {} boxes, {}.{} lb net{corrected}",
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
    notes.extend(corrected);
    let rows = held.into_iter().flat_map(|(event, held)| held.rows(event));
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
        self.research |= content.is_research();
        match &record.act {
            SessionAct::Opened {
                agency,
                overseeing,
                place,
                ..
            } => {
                self.opening = Some(content.seq);
                self.opened = Some([
                    Cell::Day(record.acted_on),
                    Cell::Text(agency.to_string()),
                    Cell::Text(format!("{} ({})", overseeing.name, overseeing.number)),
                    Cell::Text(place.to_string()),
                ]);
            }
            SessionAct::BoxSealed(sealed) => {
                let corrected = amended.cell(self.opening.into_iter().chain([content.seq]));
                self.boxes.push((content.seq, sealed.clone(), corrected));
            }
            SessionAct::Closed(Closing::HandedOver { to, at, .. }) => {
                let to = match to {
                    HandOver::Dea { recipient, address } => format!("DEA: {recipient}, {address}"),
                    HandOver::Destruction { site, address } => format!("{site}, {address}"),
                    HandOver::ReverseDistributor {
                        name,
                        address,
                        registration,
                    } => format!("{name} (reverse distributor, DEA no. {registration}), {address}"),
                };
                self.handed = Some([
                    Cell::Text(to),
                    Cell::WallTime(record.acted_on.to_datetime(*at)),
                ]);
            }
            SessionAct::Deposited { .. } | SessionAct::Closed(_) => {}
        }
    }

    fn rows(self, event: u32) -> Vec<Row> {
        let Self {
            research,
            opened,
            boxes,
            handed,
            ..
        } = self;
        let opened = opened.unwrap_or_else(|| std::array::from_fn(|_| Cell::text("")));
        let handed = handed.unwrap_or_else(|| [Cell::text(""), Cell::text("")]);
        let row = |(_, sealed, corrected): (i64, SealedBox, Cell)| {
            let weight = sealed.weight;
            let mut cells = vec![Cell::Number(event.into())];
            cells.extend(opened.clone());
            cells.extend([
                Cell::text(sealed.id.as_str()),
                Cell::Text(sealed.seals.to_string()),
                Cell::pounds(weight.gross()),
                Cell::pounds(weight.tare()),
                Cell::pounds(weight.net()),
            ]);
            cells.extend(signed(Some(&sealed.sealed_by)));
            cells.extend(handed.clone());
            cells.push(corrected);
            Row { research, cells }
        };
        boxes.into_iter().map(row).collect()
    }
}
