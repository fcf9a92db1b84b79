//! The log of mail-back packages: one row a package and act, with the fields of 21 CFR 1304.22(f)(1).

use super::{
    ReportError,
    amended::{Amended, CORRECTED},
    ask::Ask,
    document::{Cell, Row, Section, Sheet, Table, column, number, rows_of},
    liner_log::conveyance,
    signed::{ENTERED, SIGNED, signed},
};
use crate::{
    custody::Step,
    ledger::{
        Content, Event,
        custody::{PackageAct, PackageRecord, Party, UniqueId},
    },
};

pub const TABLE: Sheet = Sheet {
    name: "Packages",
    columns: &[
        number("record", "No.", 3.0, "place of the record in the ledger"),
        column("acted_on", "Date", 7.0, "day on which it happened"),
        column(
            "step",
            "Step",
            13.0,
            "`acquired`, `made available`, `sent to a third party`, `received`, `taken over from law enforcement`, `received as foreign`, `notified to the DEA Field Office`, `transferred to a reverse distributor`, `destroyed` or `discarded`",
        ),
        number(
            "packages",
            "Number",
            5.0,
            "how many packages the record is about; each has a row",
        ),
        column(
            "package_id",
            "Package",
            11.0,
            "unique number on the package",
        ),
        column(
            "address",
            "Address or place",
            18.0,
            "of whoever gave or receives it, or where it was destroyed",
        ),
        column(
            "other_party",
            "Other party",
            16.0,
            "the third party that distributes it, the collector with the agreement, the Field Office, the reverse distributor with its DEA registration number, or the agency that gave it with the officer, and with its address where it was destroyed",
        ),
        column(
            "how",
            "How",
            12.0,
            "method of destruction, carrier or pick-up, or why it was discarded",
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
        if let Event::Package(record) = &content.event
            && ask.covers(record.acted_on)
        {
            records.push(content.seq);
            let packages = record.packages.iter();
            rows.extend(packages.map(|id| row(&content, record, id, &amended)));
        }
    }
    let mut notes = vec![
            "A returned package is not opened, x-rayed, analyzed or otherwise penetrated (21 CFR 1317.70(f)); the record holds nothing about what is in it.".to_owned(),
    ];
    notes.extend(amended.notes(records));
    Ok(vec![Section {
        heading: "Packages",
        table: Some(Table {
            sheet: &TABLE,
            rows: rows_of(rows),
        }),
        notes,
        ..Section::default()
    }])
}

fn row(content: &Content, record: &PackageRecord, id: &UniqueId, amended: &Amended) -> Row {
    let [address, party, how] = said(&record.act);
    let [first, second] = signed(record.act.witnesses());
    Row {
        research: content.is_research(),
        cells: vec![
            Cell::Number(content.seq),
            Cell::Day(record.acted_on),
            Cell::text(Step::of(&content.event).map_or("", Step::done)),
            Cell::Number(record.packages.len() as i64),
            Cell::text(id.as_str()),
            Cell::Text(address),
            Cell::Text(party),
            Cell::Text(how),
            first,
            second,
            Cell::Time(content.entered),
            Cell::text(&content.by),
            amended.cell([content.seq]),
        ],
    }
}

/// `Springfield Police, handed over by Sgt. B. Watch`, or a registrant with its number.
fn giver(from: &Party) -> String {
    let number = from.registration.iter();
    let number = number.map(|number| format!(" (DEA no. {number})"));
    number.fold(from.name_and_officer(), |name, number| name + &number)
}

/// Address, other party, how: what differs from act to act.
fn said(act: &PackageAct) -> [String; 3] {
    let nothing = String::new;
    match act {
        PackageAct::Acquired | PackageAct::MadeAvailable | PackageAct::ForeignReceived => {
            [nothing(), nothing(), nothing()]
        }
        PackageAct::SentToThirdParty { name, address } => {
            [address.to_string(), name.to_string(), nothing()]
        }
        PackageAct::Received { by_agreement_with } => {
            let collector = by_agreement_with.as_ref().map(ToString::to_string);
            [nothing(), collector.unwrap_or_default(), nothing()]
        }
        PackageAct::TakenOver { from, boxes } => [
            from.address.to_string(),
            giver(from),
            if *boxes {
                "box of a take-back event"
            } else {
                ""
            }
            .to_owned(),
        ],
        PackageAct::FieldOfficeNotified { office } => [nothing(), office.to_string(), nothing()],
        PackageAct::Transferred {
            name,
            address,
            registration,
            by,
            ..
        } => [
            address.to_string(),
            format!("{name} (reverse distributor, DEA no. {registration})"),
            conveyance(by),
        ],
        PackageAct::Destroyed {
            place,
            method,
            received_from,
            ..
        } => {
            let from = received_from.as_ref();
            let from = from.map(|from| format!("received from {}, {}", giver(from), from.address));
            [
                place.to_string(),
                from.unwrap_or_default(),
                method.to_string(),
            ]
        }
        PackageAct::Discarded { reason } => [nothing(), nothing(), reason.to_string()],
    }
}
