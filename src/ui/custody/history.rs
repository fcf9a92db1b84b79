//! What was recorded about one thing, in words for people.

use std::cmp::Reverse;

use crate::custody::{Custody, Past};
use crate::ledger::Event;
use crate::ledger::custody::{
    Closing, Conveyance, HandOver, LinerAct, PackageAct, Party, Recipient, SessionAct, TakenBack,
    UniqueId, Witnesses,
};
use crate::ui::words::days::{day_words, moment_words};
use crate::ui::words::strings::{text, text_with};

/// One step: what was done, and everything that was stated with it.
pub struct Told {
    /// Place of its record in the ledger.
    pub record: i64,
    pub done: String,
    pub details: Vec<String>,
}

/// Every step of the liner or package `id`, or of all that bear this number, the newest first.
pub fn of(custody: &Custody, id: &UniqueId) -> Vec<Told> {
    let liners = custody.liners_numbered(id).iter();
    let liners = liners.flat_map(|liner| &liner.history).map(|past| {
        let (done, details) = (liner_done(&past.act), liner_details(&past.act));
        told(custody, past, done, details)
    });
    let packages = custody.packages_numbered(id).iter();
    let packages = packages.flat_map(|package| &package.history).map(|past| {
        let (done, details) = (package_done(&past.act), package_details(&past.act));
        told(custody, past, done, details)
    });
    let mut all: Vec<_> = match custody.liner(id) {
        Some(_) => liners.collect(),
        None => packages.collect(),
    };
    all.sort_by_key(|told| Reverse(told.record));
    all
}

/// What an event of custody states, line by line, without who signed it.
pub fn details(event: &Event) -> Vec<String> {
    match event {
        Event::Liner(record) => liner_facts(&record.act),
        Event::Package(record) => package_facts(&record.act),
        Event::Session(record) => session_facts(&record.act),
        Event::Amendment(amendment) => vec![
            line("slot-record", &amendment.record),
            amendment.to_string(),
        ],
        _ => Vec::new(),
    }
}

/// What was done by it, in words.
pub fn done(event: &Event) -> &'static str {
    match event {
        Event::Liner(record) => liner_done(&record.act),
        Event::Package(record) => package_done(&record.act),
        Event::Session(record) => match record.act {
            SessionAct::Opened { .. } => "done-opened",
            SessionAct::BoxSealed(_) => "done-box-sealed",
            SessionAct::BoxVoided { .. } => "done-box-voided",
            SessionAct::Deposited { .. } => "done-deposited",
            SessionAct::Closed(_) => "done-closed",
        },
        Event::Inventory(_) => "done-inventory",
        _ => "done-amended",
    }
}

fn told<A>(custody: &Custody, past: &Past<A>, done: &str, mut details: Vec<String>) -> Told {
    let record = past.stamp.seq;
    let amended = custody.amended().iter();
    let corrected = amended.filter(|amended| amended.amendment.record == record);
    details.extend(corrected.map(|amended| line("history-corrected", &amended.amendment)));
    details.push(text_with(
        "history-entered",
        [
            ("who", past.stamp.by.as_str().into()),
            ("when", moment_words(&past.stamp.entered.to_string()).into()),
            ("number", past.stamp.seq.to_string().into()),
        ],
    ));
    Told {
        record,
        done: text_with(
            "history-step",
            [
                ("day", day_words(past.acted_on).into()),
                ("done", text(done).into()),
            ],
        ),
        details,
    }
}

fn line(label: &str, value: &impl ToString) -> String {
    text_with(
        "form-line",
        [
            ("field", text(label).into()),
            ("value", value.to_string().into()),
        ],
    )
}

/// Who put their names to it.
pub fn signed(witnesses: &Witnesses) -> String {
    line("history-signed", witnesses)
}

fn liner_done(act: &LinerAct) -> &'static str {
    match act {
        LinerAct::Acquired => "done-acquired",
        LinerAct::Received { .. } => "done-received-sealed",
        LinerAct::Installed { .. } => "done-installed",
        LinerAct::RemovedAndSealed { .. } => "done-sealed",
        LinerAct::Stored { .. } => "done-stored",
        LinerAct::Transferred { .. } => "done-transferred",
        LinerAct::Destroyed { .. } => "done-destroyed",
        LinerAct::Discarded { .. } => "done-discarded",
        LinerAct::CameBack { .. } => "done-regained",
        LinerAct::RecordedInError { .. } => "done-struck",
    }
}

fn liner_details(act: &LinerAct) -> Vec<String> {
    let mut lines = liner_facts(act);
    lines.extend(act.witnesses().map(signed));
    lines
}

fn liner_facts(act: &LinerAct) -> Vec<String> {
    match act {
        LinerAct::Acquired => Vec::new(),
        LinerAct::Received { from } => party(from),
        LinerAct::Installed { site, .. } => vec![line("slot-place", &site.address)],
        LinerAct::RemovedAndSealed { site, weight, .. } => {
            let mut lines = vec![line("slot-place", &site.address)];
            lines.extend(weight.map(|weight| line("slot-weight", &weight)));
            lines
        }
        LinerAct::Stored { place, .. } => vec![line("slot-storage", place)],
        LinerAct::Transferred { to, by, .. } => {
            let mut lines = recipient(to);
            lines.push(conveyance(by));
            lines
        }
        LinerAct::Destroyed {
            place,
            method,
            received_from,
            ..
        } => vec![
            line("slot-method", method),
            line("slot-place", place),
            line("slot-received-from", &received_from.name),
        ],
        LinerAct::Discarded { reason } => vec![line("slot-reason", reason)],
        LinerAct::CameBack(back) | LinerAct::RecordedInError(back) => taken_back(back),
    }
}

/// Which record two people took back, and why.
fn taken_back(back: &TakenBack) -> Vec<String> {
    vec![
        line("slot-record", &back.record),
        line("slot-reason", &back.reason),
    ]
}

fn conveyance(by: &Conveyance) -> String {
    match by {
        Conveyance::Carrier { carrier } => line("slot-carrier", carrier),
        Conveyance::PickUp => text("by-pick-up"),
        Conveyance::OwnVehicle => text("by-own-vehicle"),
    }
}

fn party(from: &Party) -> Vec<String> {
    let registration = from.registration.iter();
    [
        line("slot-name", &from.name),
        line("slot-address", &from.address),
    ]
    .into_iter()
    .chain(registration.map(|number| line("slot-registration", number)))
    .chain(from.officer.iter().map(|name| line("slot-handed-by", name)))
    .collect()
}

fn recipient(to: &Recipient) -> Vec<String> {
    let (kind, name, address, registration) = match to {
        Recipient::ReverseDistributor {
            name,
            address,
            registration,
        } => ("to-reverse-distributor", name, address, Some(registration)),
        Recipient::Distributor {
            name,
            address,
            registration,
        } => ("to-distributor", name, address, Some(registration)),
        Recipient::Dea { office, address } => ("to-dea", office, address, None),
    };
    let mut lines = vec![line(kind, name), line("slot-address", address)];
    lines.extend(registration.map(|number| line("slot-registration", number)));
    lines
}

fn package_done(act: &PackageAct) -> &'static str {
    match act {
        PackageAct::Acquired => "done-acquired",
        PackageAct::MadeAvailable => "done-offered",
        PackageAct::SentToThirdParty { .. } => "done-sent",
        PackageAct::Received { .. } => "done-returned",
        PackageAct::TakenOver { .. } => "done-taken-over",
        PackageAct::ForeignReceived => "done-foreign",
        PackageAct::FieldOfficeNotified { .. } => "done-notified",
        PackageAct::Transferred { .. } => "done-transferred",
        PackageAct::Destroyed { .. } => "done-destroyed",
        PackageAct::Discarded { .. } => "done-discarded",
        PackageAct::CameBack { .. } => "done-regained",
        PackageAct::RecordedInError { .. } => "done-struck",
    }
}

fn package_details(act: &PackageAct) -> Vec<String> {
    let mut lines = package_facts(act);
    lines.extend(act.witnesses().map(signed));
    lines
}

fn package_facts(act: &PackageAct) -> Vec<String> {
    match act {
        PackageAct::SentToThirdParty { name, address } => {
            vec![line("slot-name", name), line("slot-address", address)]
        }
        PackageAct::Received { by_agreement_with } => by_agreement_with
            .iter()
            .map(|collector| line("slot-agreement", collector))
            .collect(),
        PackageAct::TakenOver { from, boxes } => {
            let what = if *boxes { "boxes-yes" } else { "boxes-no" };
            [vec![text(what)], party(from)].concat()
        }
        PackageAct::FieldOfficeNotified { office } => vec![line("slot-office", office)],
        PackageAct::Destroyed {
            place,
            method,
            received_from,
            ..
        } => {
            let mut lines = vec![line("slot-method", method), line("slot-place", place)];
            lines.extend(received_from.iter().flat_map(party));
            lines
        }
        PackageAct::Discarded { reason } => vec![line("slot-reason", reason)],
        PackageAct::CameBack(back) | PackageAct::RecordedInError(back) => taken_back(back),
        PackageAct::Acquired | PackageAct::MadeAvailable | PackageAct::ForeignReceived => {
            Vec::new()
        }
        PackageAct::Transferred {
            name,
            address,
            registration,
            by,
            ..
        } => vec![
            line("to-reverse-distributor", name),
            line("slot-address", address),
            line("slot-registration", registration),
            conveyance(by),
        ],
    }
}

fn session_facts(act: &SessionAct) -> Vec<String> {
    match act {
        SessionAct::Opened {
            agency,
            overseeing,
            place,
            ..
        } => vec![
            line("setup-agency", agency),
            line("slot-officer", &overseeing.name),
            line("slot-event-place", place),
        ],
        SessionAct::BoxSealed(sealed) => vec![
            line("slot-box", &sealed.id),
            line("slot-gross", &sealed.weight.gross()),
            line("slot-tare", &sealed.weight.tare()),
            line("box-net", &sealed.weight.net()),
            line("box-seals", &sealed.seals),
        ],
        SessionAct::BoxVoided { id, reason, .. } => {
            vec![line("slot-box", id), line("slot-reason", reason)]
        }
        SessionAct::Closed(Closing::HandedOver { to, at, .. }) => {
            let (kind, name, address, registration) = match to {
                HandOver::Dea { recipient, address } => ("taker-dea", recipient, address, None),
                HandOver::Destruction { site, address } => {
                    ("taker-destruction", site, address, None)
                }
                HandOver::ReverseDistributor {
                    name,
                    address,
                    registration,
                } => (
                    "taker-reverse-distributor",
                    name,
                    address,
                    Some(registration),
                ),
            };
            let mut lines = vec![line(kind, name), line("slot-address", address)];
            lines.extend(registration.map(|number| line("slot-registration", number)));
            lines.push(line("slot-handed-at", &at.strftime("%H:%M")));
            lines
        }
        SessionAct::Deposited { .. } | SessionAct::Closed(Closing::NothingCollected { .. }) => {
            Vec::new()
        }
    }
}
