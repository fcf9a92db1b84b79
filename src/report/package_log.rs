//! The log of mail-back packages: one row a package and act, with the fields of 21 CFR 1304.22(f)(1).

use super::{
    ReportError,
    amended::{Amended, CORRECTED},
    ask::Ask,
    document::{Cell, Column, Row, Section, Sheet, Table, column, heads, number, rows_of},
    liner_log::{conveyance, of_record},
    signed::{ENTERED_AT, ENTERED_BY, FIRST, RECORD, SECOND, first, second},
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
    heads: || heads(COLUMNS),
};

const COLUMNS: &[(Column, fn(&Line) -> Cell)] = &[
    RECORD.of(|line| Cell::Number(line.content.seq)),
    column("acted_on", "Date", 7.0)
        .holds("day on which it happened")
        .of(|line| Cell::Day(line.record.acted_on)),
    column("step", "Step", 13.0)
        .holds(
            "`acquired`, `made available`, `sent to a third party`, `received`, `taken over \
            from law enforcement`, `received as foreign`, `notified to the DEA Field \
            Office`, `transferred to a reverse distributor`, `destroyed`, `discarded`, `taken \
            back sealed` or `struck as recorded in error`",
        )
        .of(|line| Cell::text(Step::of(&line.content.event).map_or("", Step::done))),
    number("packages", "Number", 5.0)
        .holds("how many packages the record is about; each has a row")
        .of(|line| Cell::Number(line.record.packages.len() as i64)),
    column("package_id", "Package", 11.0)
        .holds("unique number on the package")
        .of(|line| Cell::text(line.id.as_str())),
    column("address", "Address or place", 18.0)
        .holds("of whoever gave or receives it, or where it was destroyed")
        .of(|line| Cell::text(&line.said.address)),
    column("other_party", "Other party", 16.0)
        .holds(
            "the third party that distributes it, the collector with the agreement, the \
            Field Office, the reverse distributor with its DEA registration number, or the \
            agency that gave it with the officer, and with its address where it was \
            destroyed",
        )
        .of(|line| Cell::text(&line.said.party)),
    column("how", "How", 12.0)
        .holds(
            "method of destruction, carrier or pick-up, or why it was discarded, taken back or \
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
        if let Event::Package(record) = &content.event
            && ask.period.holds(record.acted_on)
        {
            records.push(content.seq);
            let corrected = amended.cell([content.seq]);
            rows.extend(record.packages.iter().map(|id| {
                let line = Line {
                    content: &content,
                    record,
                    id,
                    said: said(&record.act),
                    corrected: &corrected,
                };
                Row::of(content.purpose(), COLUMNS, &line)
            }));
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

/// One package of one act.
struct Line<'p> {
    content: &'p Content,
    record: &'p PackageRecord,
    id: &'p UniqueId,
    said: Said,
    corrected: &'p Cell,
}

/// What differs from act to act.
#[derive(Default)]
struct Said {
    address: String,
    party: String,
    how: String,
}

/// `Springfield Police, handed over by Sgt. B. Watch`, or a registrant with its number.
fn giver(from: &Party) -> String {
    let number = from.registration.iter();
    let number = number.map(|number| format!(" (DEA no. {number})"));
    number.fold(from.name_and_officer(), |name, number| name + &number)
}

fn said(act: &PackageAct) -> Said {
    match act {
        PackageAct::Acquired | PackageAct::MadeAvailable | PackageAct::ForeignReceived => {
            Said::default()
        }
        PackageAct::SentToThirdParty { name, address } => Said {
            address: address.to_string(),
            party: name.to_string(),
            ..Said::default()
        },
        PackageAct::Received { by_agreement_with } => {
            let collector = by_agreement_with.as_ref().map(ToString::to_string);
            Said {
                party: collector.unwrap_or_default(),
                ..Said::default()
            }
        }
        PackageAct::TakenOver { from, boxes } => {
            let how = if *boxes {
                "box of a take-back event"
            } else {
                ""
            };
            Said {
                address: from.address.to_string(),
                party: giver(from),
                how: how.to_owned(),
            }
        }
        PackageAct::FieldOfficeNotified { office } => Said {
            party: office.to_string(),
            ..Said::default()
        },
        PackageAct::Transferred {
            name,
            address,
            registration,
            by,
            ..
        } => Said {
            address: address.to_string(),
            party: format!("{name} (reverse distributor, DEA no. {registration})"),
            how: conveyance(by),
        },
        PackageAct::Destroyed {
            place,
            method,
            received_from,
            ..
        } => {
            let from = received_from.as_ref();
            let from = from.map(|from| format!("received from {}, {}", giver(from), from.address));
            Said {
                address: place.to_string(),
                party: from.unwrap_or_default(),
                how: method.to_string(),
            }
        }
        PackageAct::Discarded { reason } => Said {
            how: reason.to_string(),
            ..Said::default()
        },
        PackageAct::CameBack(back) | PackageAct::RecordedInError(back) => Said {
            how: of_record(back),
            ..Said::default()
        },
    }
}
