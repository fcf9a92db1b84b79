//! What each site mode allows, mode by mode, and what it says when it does not.

mod actions;
mod page;
mod recording;

use crate::support::staff;
use takeback::{
    custody::Step,
    ledger::{
        Site,
        custody::{Officer, SessionAct},
    },
    people::{Role, Secret},
    station::{Clock, Decision, NewAccount, NewDisposal, SiteMode, Station},
};

/// A station that its administrator, an officer, has set up so and sits at; where it is one of
/// take-back events, one is open.
fn station(site: Site) -> (tempfile::TempDir, Station) {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), Clock::System, site);
    if station.site_mode() == SiteMode::LeEvent {
        let boss = station.signed_in().unwrap().id;
        let secret = Secret::new(staff::PASSPHRASE);
        let signed = station.sign_step(Step::OpenSession, boss, &secret).unwrap();
        let opened = SessionAct::Opened {
            agency: "Police".parse().unwrap(),
            overseeing: Officer {
                name: "Sgt. B. Watch".parse().unwrap(),
                number: "12".parse().unwrap(),
            },
            place: "Town hall".parse().unwrap(),
            starts: station.now().time(),
            signed,
        };
        station
            .record_session(station.now().date(), opened)
            .unwrap();
    }
    (home, station)
}

/// Adds somebody of this role, named after it, with the PIN, and signs them in.
fn sign_in_as(station: &Station, role: Role, officer: bool) {
    let new = NewAccount {
        name: role.to_string(),
        role,
        officer: officer.then(|| "12".to_owned()),
    };
    let id = station.add_account(new, &Secret::new(staff::PIN)).unwrap();
    station.sign_in(id, &Secret::new(staff::PIN)).unwrap();
}

fn disposal(decision: Decision, reference: Option<&str>) -> NewDisposal {
    NewDisposal {
        photos: Vec::new(),
        suggestion: None,
        decision,
        picked_rank: None,
        quantity: 1,
        acted_on: None,
        reference: reference.map(str::to_owned),
        // Any day will do where a facility has to state one.
        discontinued: Some(jiff::civil::date(2026, 1, 5)),
        package: None,
    }
}
