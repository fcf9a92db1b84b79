//! The liner log: one row a liner and act, with the fields of 21 CFR 1304.22(f)(2).

use super::{
    ReportError,
    amended::{Amended, CORRECTED},
    ask::Ask,
    document::{Cell, Row, Section, Sheet, Table, column, number, rows_of},
    signed::{ENTERED, SIGNED, signed},
};
use crate::ledger::{
    Content, Event,
    custody::{Conveyance, LinerAct, LinerMark, LinerRecord, Party, Pounds, Recipient},
};

pub const TABLE: Sheet = Sheet {
    name: "Liners",
    columns: &[
        number("record", "No.", 3.0, "place of the record in the ledger"),
        column("acted_on", "Date", 8.4, "day on which it happened"),
        column(
            "step",
            "Step",
            8.0,
            "`acquired`, `received`, `installed`, `removed and sealed`, `stored`, `transferred`, `destroyed` or `discarded`",
        ),
        column("liner_id", "Liner", 8.0, "unique number on the liner"),
        number(
            "size_gallons",
            "Gal.",
            3.0,
            "size marked on the liner, gallons",
        ),
        number(
            "weight_lb",
            "Lb",
            3.5,
            "the whole sealed liner, pounds, where it was weighed",
        ),
        column(
            "address",
            "Address or place",
            14.0,
            "of the receptacle, the storage or the destruction",
        ),
        column(
            "registration",
            "Collector's DEA no.",
            8.0,
            "the collector's registration number",
        ),
        column(
            "other_party",
            "Other party",
            11.5,
            "who gave or received the liner, with the officer who handed it over",
        ),
        column("other_address", "Address", 12.5, "of the other party"),
        column(
            "other_registration",
            "DEA no.",
            8.0,
            "the other party's registration number",
        ),
        column(
            "how",
            "How",
            10.0,
            "carrier or pick-up, method of destruction, or why it was discarded",
        ),
        SIGNED[0],
        SIGNED[1],
        ENTERED[0],
        ENTERED[1],
        CORRECTED,
    ],
};

pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    let contents = ask.custody()?;
    let amended = Amended::of(&contents);
    let (mut rows, mut records) = (Vec::new(), Vec::new());
    for content in contents {
        if let Event::Liner(record) = &content.event
            && ask.covers(record.acted_on)
        {
            records.push(content.seq);
            rows.extend(
                record
                    .liners
                    .iter()
                    .map(|liner| row(&content, record, liner, &amended)),
            );
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

/// What differs from act to act.
#[derive(Default)]
struct Said {
    step: &'static str,
    weight: Option<Pounds>,
    address: String,
    registration: String,
    /// Name, address, registration number.
    other: [String; 3],
    how: String,
}

fn row(content: &Content, record: &LinerRecord, liner: &LinerMark, amended: &Amended) -> Row {
    let said = said(&record.act);
    let [name, address, registration] = said.other;
    let [first, second] = signed(record.act.witnesses());
    Row {
        research: content.is_research(),
        cells: vec![
            Cell::Number(content.seq),
            Cell::Day(record.acted_on),
            Cell::text(said.step),
            Cell::text(liner.id.as_str()),
            Cell::Number(liner.gallons.get().into()),
            said.weight.map_or_else(|| Cell::text(""), Cell::pounds),
            Cell::Text(said.address),
            Cell::Text(said.registration),
            Cell::Text(name),
            Cell::Text(address),
            Cell::Text(registration),
            Cell::Text(said.how),
            first,
            second,
            Cell::Time(content.entered),
            Cell::text(&content.by),
            amended.cell([content.seq]),
        ],
    }
}

fn said(act: &LinerAct) -> Said {
    let optional = |registration: &Option<crate::ledger::custody::Registration>| {
        registration
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    let party = |party: &Party| {
        [
            party.name_and_officer(),
            party.address.to_string(),
            optional(&party.registration),
        ]
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
    }
}

fn recipient(to: &Recipient) -> [String; 3] {
    match to {
        Recipient::ReverseDistributor {
            name,
            address,
            registration,
        } => [
            format!("{name} (reverse distributor)"),
            address.to_string(),
            registration.to_string(),
        ],
        Recipient::Distributor {
            name,
            address,
            registration,
        } => [
            format!("{name} (distributor)"),
            address.to_string(),
            registration.to_string(),
        ],
        Recipient::Dea { office, address } => {
            [format!("DEA, {office}"), address.to_string(), String::new()]
        }
    }
}

/// How sealed things travel.
pub(super) fn conveyance(by: &Conveyance) -> String {
    match by {
        Conveyance::Carrier { carrier } => format!("carrier: {carrier}"),
        Conveyance::PickUp => "picked up by the recipient".to_owned(),
        Conveyance::OwnVehicle => "own vehicle".to_owned(),
    }
}
