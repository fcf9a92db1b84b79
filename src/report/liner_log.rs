//! The liner log: one row a liner and act, with the fields of 21 CFR 1304.22(f)(2).

use super::{
    ReportError,
    amended::{Amended, CORRECTED},
    ask::Ask,
    document::{Cell, Column, Row, Section, Sheet, Table, column, heads, number, rows_of},
    signed::{ENTERED_AT, ENTERED_BY, FIRST, RECORD, SECOND, first, second},
};
use crate::{
    custody::Step,
    ledger::{
        Content, Event,
        custody::{
            Conveyance, LinerAct, LinerMark, LinerRecord, Party, Pounds, Recipient, TakenBack,
        },
    },
};

pub const TABLE: Sheet = Sheet {
    name: "Liners",
    heads: || heads(COLUMNS),
};

const COLUMNS: &[(Column, fn(&Line) -> Cell)] = &[
    RECORD.of(|line| Cell::Number(line.content.seq)),
    column("acted_on", "Date", 8.4)
        .holds("day on which it happened")
        .of(|line| Cell::Day(line.record.acted_on)),
    column("step", "Step", 8.0)
        .holds(
            "`acquired`, `received`, `installed`, `removed and sealed`, `stored`, \
            `transferred`, `destroyed`, `discarded`, `taken back sealed` or `struck as \
            recorded in error`",
        )
        .of(|line| Cell::text(line.said.step)),
    column("liner_id", "Liner", 8.0)
        .holds("unique number on the liner")
        .of(|line| Cell::text(line.liner.id.as_str())),
    number("size_gallons", "Gal.", 3.0)
        .holds("size marked on the liner, gallons")
        .of(|line| Cell::Number(line.liner.gallons.get().into())),
    number("weight_lb", "Lb", 3.5)
        .holds("the whole sealed liner, pounds, where it was weighed")
        .of(|line| {
            line.said
                .weight
                .map_or_else(|| Cell::text(""), Cell::pounds)
        }),
    column("address", "Address or place", 14.0)
        .holds("of the receptacle, the storage or the destruction")
        .of(|line| Cell::text(&line.said.address)),
    column("registration", "Collector's DEA no.", 8.0)
        .holds("the collector's registration number")
        .of(|line| Cell::text(&line.said.registration)),
    column("other_party", "Other party", 11.5)
        .holds("who gave or received the liner, with the officer who handed it over")
        .of(|line| Cell::text(&line.said.other.name)),
    column("other_address", "Address", 12.5)
        .holds("of the other party")
        .of(|line| Cell::text(&line.said.other.address)),
    column("other_registration", "DEA no.", 8.0)
        .holds("the other party's registration number")
        .of(|line| Cell::text(&line.said.other.registration)),
    column("how", "How", 10.0)
        .holds(
            "carrier or pick-up, method of destruction, or why it was discarded, taken back or \
            struck, with the record that this is about",
        )
        .of(|line| Cell::text(&line.said.how)),
    FIRST.of(|line| first(line.record.act.witnesses())),
    SECOND.of(|line| second(line.record.act.witnesses())),
    ENTERED_AT.of(|line| Cell::Time(line.content.entered)),
    ENTERED_BY.of(|line| Cell::text(&line.content.by)),
    CORRECTED.of(|line| line.corrected.clone()),
];

pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    let contents = ask.custody()?;
    let amended = Amended::of(&contents);
    let (mut rows, mut records) = (Vec::new(), Vec::new());
    for content in contents {
        if let Event::Liner(record) = &content.event
            && ask.period.holds(record.acted_on)
        {
            records.push(content.seq);
            let corrected = amended.cell([content.seq]);
            rows.extend(record.liners.iter().map(|liner| {
                let line = Line {
                    content: &content,
                    record,
                    liner,
                    said: said(&record.act),
                    corrected: &corrected,
                };
                Row::of(content.purpose(), COLUMNS, &line)
            }));
        }
    }
    let mut notes = vec![
            "A sealed liner is not opened, x-rayed, analyzed or otherwise penetrated (21 CFR 1317.60(c)); the record holds nothing about what is in it.".to_owned(),
    ];
    notes.extend(amended.notes(records));
    Ok(vec![Section {
        heading: "Liners",
        table: Some(Table {
            sheet: &TABLE,
            rows: rows_of(rows),
        }),
        notes,
        ..Section::default()
    }])
}

/// One liner of one act.
struct Line<'l> {
    content: &'l Content,
    record: &'l LinerRecord,
    liner: &'l LinerMark,
    said: Said,
    corrected: &'l Cell,
}

/// What differs from act to act.
#[derive(Default)]
struct Said {
    step: &'static str,
    weight: Option<Pounds>,
    address: String,
    registration: String,
    other: Other,
    how: String,
}

/// Who gave or received the liner.
#[derive(Default)]
struct Other {
    name: String,
    address: String,
    registration: String,
}

fn said(act: &LinerAct) -> Said {
    let optional = |registration: &Option<crate::ledger::custody::Registration>| {
        registration
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    let party = |party: &Party| Other {
        name: party.name_and_officer(),
        address: party.address.to_string(),
        registration: optional(&party.registration),
    };
    match act {
        LinerAct::Acquired => Said {
            step: "acquired",
            ..Said::default()
        },
        LinerAct::Received { from } => Said {
            step: "received",
            other: party(from),
            ..Said::default()
        },
        LinerAct::Installed { site, .. } => Said {
            step: "installed",
            address: site.address.to_string(),
            registration: optional(&site.registration),
            ..Said::default()
        },
        LinerAct::RemovedAndSealed { site, weight, .. } => Said {
            step: "removed and sealed",
            weight: *weight,
            address: site.address.to_string(),
            registration: optional(&site.registration),
            ..Said::default()
        },
        LinerAct::Stored { place, .. } => Said {
            step: "stored",
            address: place.to_string(),
            ..Said::default()
        },
        LinerAct::Transferred { to, by, .. } => Said {
            step: "transferred",
            other: recipient(to),
            how: conveyance(by),
            ..Said::default()
        },
        LinerAct::Destroyed {
            place,
            method,
            received_from,
            ..
        } => Said {
            step: "destroyed",
            address: place.to_string(),
            other: party(received_from),
            how: method.to_string(),
            ..Said::default()
        },
        LinerAct::Discarded { reason } => Said {
            step: "discarded",
            how: reason.to_string(),
            ..Said::default()
        },
        LinerAct::CameBack(back) | LinerAct::RecordedInError(back) => Said {
            step: Step::of_liner(act).done(),
            how: of_record(back),
            ..Said::default()
        },
    }
}

fn recipient(to: &Recipient) -> Other {
    match to {
        Recipient::ReverseDistributor {
            name,
            address,
            registration,
        } => Other {
            name: format!("{name} (reverse distributor)"),
            address: address.to_string(),
            registration: registration.to_string(),
        },
        Recipient::Distributor {
            name,
            address,
            registration,
        } => Other {
            name: format!("{name} (distributor)"),
            address: address.to_string(),
            registration: registration.to_string(),
        },
        Recipient::Dea { office, address } => Other {
            name: format!("DEA, {office}"),
            address: address.to_string(),
            registration: String::new(),
        },
    }
}

/// Why two people took a record back: `wrong number (record 12)`.
pub(super) fn of_record(back: &TakenBack) -> String {
    format!("{} (record {})", back.reason, back.record)
}

/// How sealed things travel.
pub(super) fn conveyance(by: &Conveyance) -> String {
    match by {
        Conveyance::Carrier { carrier } => format!("carrier: {carrier}"),
        Conveyance::PickUp => "picked up by the recipient".to_owned(),
        Conveyance::OwnVehicle => "own vehicle".to_owned(),
    }
}
