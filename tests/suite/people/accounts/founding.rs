//! The first administrator, the site until then, and which names and secrets an account may have.

use std::fs;

use crate::support::{item, staff};
use takeback::{
    people::{PeopleError, Role, Secret},
    station::{SiteMode, Station},
};

use super::{at, founded, new, people_error, pin, records};

#[test]
fn the_first_administrator_is_made_once_and_signs_what_is_done() {
    let (home, station) = founded();
    let boss = station.signed_in().unwrap();
    assert_eq!(
        (boss.name.as_str(), boss.role),
        (staff::ADMINISTRATOR, Role::Administrator)
    );
    let again = station.found("B. Thief", None, &pin(), None).unwrap_err();
    assert!(matches!(people_error(again), PeopleError::AlreadyFounded));

    let row = station.record(item::unidentified()).unwrap();
    assert_eq!(row.by, staff::ADMINISTRATOR);
    let records = records(&home);
    let disposal = records.last().unwrap();
    assert_eq!(disposal["account"], boss.id.to_string().as_str());
    let kinds: Vec<_> = records
        .iter()
        .map(|record| record["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["site", "account", "presence", "site", "disposal"]);
    // Neither secret nor hash is in the record, and the record holds.
    let text = format!("{records:?}");
    assert!(!text.contains("argon2") && !text.contains(staff::PASSPHRASE));
    assert_eq!(station.verify().unwrap().finding, None);
    // The next start asks again who is there.
    drop(station);
    let station = Station::open_at(home.path(), at(9)).unwrap();
    assert_eq!(station.signed_in(), None);
    assert_eq!(station.site().name, "Main Street");
}

#[test]
fn the_settings_name_the_site_until_there_is_an_administrator() {
    let home = tempfile::tempdir().unwrap();
    let settings =
        "site_mode = \"LE_EVENT\"\nagency = \"Springfield Police\"\nofficer_id = \"9\"\n";
    fs::write(home.path().join("settings.toml"), settings).unwrap();
    let station = Station::open_at(home.path(), at(0)).unwrap();
    station
        .found(staff::ADMINISTRATOR, None, &pin(), None)
        .unwrap();
    assert_eq!(station.site_mode(), SiteMode::LeEvent);
    drop(station);
    fs::write(
        home.path().join("settings.toml"),
        "site_mode = \"RESEARCH\"",
    )
    .unwrap();
    let station = Station::open_at(home.path(), at(1)).unwrap();
    assert_eq!(station.site_mode(), SiteMode::LeEvent);
    assert_eq!(station.site().agency, "Springfield Police");
}

#[test]
fn a_name_is_one_persons_and_a_secret_is_strong() {
    let (_home, station) = founded();
    for (name, secret, why) in [
        ("a.  BOSS", staff::PIN, "already"),
        ("", staff::PIN, "1 to 60"),
        ("C. Clerk", "123456", "first that anyone tries"),
        ("C. Clerk", "12345", "at least 6 digits"),
    ] {
        let error = station
            .add_account(new(name, Role::Operator), &Secret::new(secret))
            .unwrap_err();
        assert!(error.to_string().contains(why), "{name} {secret}: {error}");
    }
    assert_eq!(station.accounts().unwrap().len(), 1);
}
