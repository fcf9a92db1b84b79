//! What was recorded about one thing, in words for people.

use crate::custody::{Custody, Past};
use crate::ledger::custody::{
    Conveyance, LinerAct, PackageAct, Party, Recipient, UniqueId, Witnesses,
};
use crate::ui::days::{day_words, moment_words};
use crate::ui::strings::{text, text_with};

/// One step: what was done, and everything that was stated with it.
pub struct Told {
    pub done: String,
    pub details: Vec<String>,
}

/// Every step of the liner or package `id`, the newest first.
pub fn of(custody: &Custody, id: &UniqueId) -> Vec<Told> {
    let mut all: Vec<_> = match (custody.liner(id), custody.package(id)) {
        (Some(liner), _) => {
            let steps = liner.history.iter();
            steps
                .map(|past| told(past, liner_done(&past.act), liner_details(&past.act)))
                .collect()
        }
        (None, Some(package)) => {
            let steps = package.history.iter();
            steps
                .map(|past| told(past, package_done(&past.act), package_details(&past.act)))
                .collect()
        }
        (None, None) => Vec::new(),
    };
    all.reverse();
    all
}

fn told<A>(past: &Past<A>, done: &str, mut details: Vec<String>) -> Told {
    details.push(text_with(
        "history-entered",
        [
            ("who", past.stamp.by.as_str().into()),
            ("when", moment_words(&past.stamp.entered.to_string()).into()),
            ("number", past.stamp.seq.to_string().into()),
        ],
    ));
    Told {
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
    }
}

fn liner_details(act: &LinerAct) -> Vec<String> {
    let mut lines = match act {
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
            lines.push(match by {
                Conveyance::Carrier { carrier } => line("slot-carrier", carrier),
                Conveyance::PickUp => text("by-pick-up"),
                Conveyance::OwnVehicle => text("by-own-vehicle"),
            });
            lines
        }
        LinerAct::Destroyed { place, method, .. } => {
            vec![line("slot-method", method), line("slot-place", place)]
        }
        LinerAct::Discarded { reason } => vec![line("slot-reason", reason)],
    };
    lines.extend(act.witnesses().map(signed));
    lines
}

fn party(from: &Party) -> Vec<String> {
    let registration = from.registration.iter();
    [
        line("slot-name", &from.name),
        line("slot-address", &from.address),
    ]
    .into_iter()
    .chain(registration.map(|number| line("slot-registration", number)))
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
        PackageAct::ForeignReceived => "done-foreign",
        PackageAct::FieldOfficeNotified { .. } => "done-notified",
        PackageAct::Destroyed { .. } => "done-destroyed",
        PackageAct::Discarded { .. } => "done-discarded",
    }
}

fn package_details(act: &PackageAct) -> Vec<String> {
    let mut lines = match act {
        PackageAct::SentToThirdParty { name, address } => {
            vec![line("slot-name", name), line("slot-address", address)]
        }
        PackageAct::Received { by_agreement_with } => by_agreement_with
            .iter()
            .map(|collector| line("slot-agreement", collector))
            .collect(),
        PackageAct::FieldOfficeNotified { office } => vec![line("slot-office", office)],
        PackageAct::Destroyed { place, method, .. } => {
            vec![line("slot-method", method), line("slot-place", place)]
        }
        PackageAct::Discarded { reason } => vec![line("slot-reason", reason)],
        PackageAct::Acquired | PackageAct::MadeAvailable | PackageAct::ForeignReceived => {
            Vec::new()
        }
    };
    lines.extend(act.witnesses().map(signed));
    lines
}
