//! Stations with people, for tests of what needs somebody to be signed in.

use std::path::Path;

use takeback::{
    custody::Step,
    ledger::{AccountId, Site, custody::Witnesses},
    people::{Role, Secret},
    station::{Clock, NewAccount, SiteMode, Station},
};

pub const ADMINISTRATOR: &str = "A. Boss";
pub const PASSPHRASE: &str = "correct horse battery";
pub const PIN: &str = "739154";

/// A police site of this mode with everything stated that its mode asks for.
pub fn site(mode: SiteMode) -> Site {
    Site {
        mode: mode.code().into(),
        name: "Main Street".into(),
        agency: "Police".into(),
        officer_id: "7".into(),
        overseeing_officer: "Sgt. B. Watch".into(),
        address: "1 Main Street, Springfield".into(),
        registration: "AB1234563".into(),
        ..Site::default()
    }
}

/// The station in `home`, set up as `site` by its administrator, an officer, who is signed in.
pub fn staffed(home: &Path, clock: Clock, site: Site) -> Station {
    let station = Station::open_at(home, clock).unwrap();
    let officer = Some("4711".to_owned());
    station
        .found(ADMINISTRATOR, officer, &Secret::new(PASSPHRASE), Some(site))
        .unwrap();
    station
}

/// Somebody else, who proves themselves with [`PIN`].
pub fn add(station: &Station, name: &str, role: Role, officer: Option<&str>) -> AccountId {
    let new = NewAccount {
        name: name.into(),
        role,
        officer: officer.map(str::to_owned),
    };
    station.add_account(new, &Secret::new(PIN)).unwrap()
}

/// The administrator and one of those who were added, who sign for a step.
pub fn two(station: &Station, step: Step, [boss, other]: [AccountId; 2]) -> Witnesses {
    let sign = |who, secret| {
        let secret = Secret::new(secret);
        station.sign_step(step, who, &secret).unwrap()
    };
    Witnesses::new(sign(boss, PASSPHRASE), sign(other, PIN)).unwrap()
}
