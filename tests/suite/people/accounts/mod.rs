//! Accounts through a station: made, proved, locked out, recovered, and all of it on record.

mod administrators;
mod founding;
mod lockouts;
mod presence;
mod proofs;

use crate::support::staff;
use rusqlite::Connection;
use serde_json::Value;
use takeback::{
    ledger::{AccountId, Moment},
    people::{PeopleError, Role, Secret},
    station::{Clock, NewAccount, SiteMode, Station, StationError},
};

const WRONG: &str = "195847";

/// This many seconds after 2026-11-22 09:30 in New York.
fn at(second: i64) -> Clock {
    let start = 1_795_357_800_000_000;
    Clock::Fixed(Moment::from_parts(start + second * 1_000_000, -5 * 3600).unwrap())
}

fn founded() -> (tempfile::TempDir, Station) {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), at(0), staff::site(SiteMode::Research));
    (home, station)
}

fn pin() -> Secret {
    Secret::new(staff::PIN)
}

fn new(name: &str, role: Role) -> NewAccount {
    NewAccount {
        name: name.into(),
        role,
        officer: None,
    }
}

fn named(station: &Station, name: &str) -> takeback::people::Account {
    let accounts = station.accounts().unwrap();
    accounts
        .into_iter()
        .find(|account| account.name == name)
        .unwrap()
}

/// Every record as the hash covers it.
fn records(home: &tempfile::TempDir) -> Vec<Value> {
    let database = Connection::open(home.path().join("takeback.db")).unwrap();
    let mut rows = database
        .prepare("SELECT content FROM record ORDER BY seq")
        .unwrap();
    let texts = rows.query_map([], |row| row.get::<_, String>(0)).unwrap();
    texts
        .map(|text| serde_json::from_str(&text.unwrap()).unwrap())
        .collect()
}

fn people_error(error: StationError) -> PeopleError {
    match error {
        StationError::People(error) => error,
        other => panic!("{other}"),
    }
}

fn sign_in(station: &Station, id: AccountId, secret: &str) -> Result<(), PeopleError> {
    station
        .sign_in(id, &Secret::new(secret))
        .map(drop)
        .map_err(people_error)
}
