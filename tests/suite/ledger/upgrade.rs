//! A record that was made by any earlier version of the tables opens, holds all it held and verifies; the tables are as
//! released.

use std::{fs, path::Path};

use crate::support::earlier::{migrations, put_back};
use crate::support::{item, staff};
use rusqlite::Connection;
use takeback::{
    barcode::{Barcode, Drug, Label, Symbology},
    custody::LinerStage,
    ledger::{
        LogFilter,
        custody::{Batch, LinerAct, LinerMark, LinerRecord},
    },
    people::Secret,
    station::{Clock, Decision, NewDisposal, SiteMode, Station},
};

/// A medicine with what the barcode of its package says.
fn package(station: &Station) -> NewDisposal {
    let barcode = Barcode {
        symbology: Symbology::DataMatrix,
        text: "]d201003009372480641727123110AB12\u{1d}21S0042".into(),
    };
    let label = Label::of(&barcode, &station.catalog(), 2026).unwrap();
    let Label::Package(package) = label else {
        panic!("{label:?}");
    };
    let Drug::Known { products, .. } = &package.drug else {
        panic!("{package:?}");
    };
    NewDisposal {
        decision: Decision::Product(products[0]),
        package: Some(package),
        ..item::unidentified()
    }
}

fn version(path: &Path) -> i64 {
    let connection = Connection::open(path).unwrap();
    connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap()
}

#[test]
fn every_earlier_version_is_brought_up_to_date_with_all_it_holds() {
    let steps = migrations();
    assert!(steps.len() > 1);
    for known in 1..steps.len() {
        let home = tempfile::tempdir().unwrap();
        // The first tables had no place for the secrets of accounts, so there were none.
        let with_people = known > 1;
        let station = if with_people {
            staff::staffed(home.path(), Clock::System, staff::site(SiteMode::Research))
        } else {
            Station::open(home.path()).unwrap()
        };
        for _ in 0..3 {
            station.record(item::unidentified()).unwrap();
        }
        let wrong = station.log(&LogFilter::default()).unwrap()[0].current;
        station.withdraw(wrong, "recorded twice").unwrap();
        let mark = LinerMark {
            id: "CRL1".parse().unwrap(),
            gallons: 10.try_into().unwrap(),
        };
        station
            .record_liner(LinerRecord {
                acted_on: station.now().date(),
                liners: Batch::new(vec![mark]).unwrap(),
                act: LinerAct::Acquired,
            })
            .unwrap();
        let log = station.log(&LogFilter::default()).unwrap();
        let before = station.verify().unwrap();
        drop(station);
        put_back(home.path(), &steps[..known]);
        assert_eq!(version(&home.path().join("takeback.db")), known as i64);

        let station = Station::open(home.path()).unwrap();
        assert_eq!(
            station.log(&LogFilter::default()).unwrap(),
            log,
            "version {known}"
        );
        let after = station.verify().unwrap();
        assert!(after.is_intact(), "version {known}: {after:?}");
        assert!(after.records >= before.records, "version {known}");
        let liner = station.custody().unwrap();
        let liner = liner.liner(&"CRL1".parse().unwrap()).unwrap();
        assert_eq!(liner.stage(), LinerStage::Unused, "version {known}");
        if with_people {
            let boss = station.accounts().unwrap()[0].id;
            station
                .sign_in(boss, &Secret::new(staff::PASSPHRASE))
                .unwrap();
        }
        let package = station.record(package(&station)).unwrap().disposal.package;
        assert_eq!(package.unwrap().lot.as_deref(), Some("AB12"));
        assert!(station.verify().unwrap().is_intact(), "version {known}");
        drop(station);
        assert_eq!(
            version(&home.path().join("takeback.db")),
            steps.len() as i64
        );
    }
}

#[test]
fn a_database_of_every_earlier_release_is_brought_up_to_date_with_all_it_holds() {
    let schema = |home: &Path| -> Vec<(String, Option<String>)> {
        let connection = Connection::open(home.join("takeback.db")).unwrap();
        let mut items = connection
            .prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")
            .unwrap();
        let items = items.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        items.unwrap().map(Result::unwrap).collect()
    };
    let steps = migrations();
    for release in 1..=steps.len() {
        let home = tempfile::tempdir().unwrap();
        let station = Station::open(home.path()).unwrap();
        let with_reference = |reference: &str| NewDisposal {
            reference: Some(reference.into()),
            ..item::unidentified()
        };
        for number in 0..300 {
            let new = match number % 3 {
                0 => with_reference(&format!("Case {number}")),
                _ => item::unidentified(),
            };
            station.record(new).unwrap();
        }
        let last = station.record(with_reference("Case 17")).unwrap();
        station.withdraw(last.current, "a slip").unwrap();
        drop(station);
        put_back(home.path(), &steps[..release]);
        let station = Station::open(home.path()).unwrap();
        let verification = station.verify().unwrap();
        assert!(verification.is_intact(), "{release}: {verification:?}");
        assert_eq!(verification.records, 303, "{release}");
        let held = |text: &str| {
            let filter = LogFilter {
                text: Some(text.into()),
                ..LogFilter::default()
            };
            station.log(&filter).unwrap().len()
        };
        assert_eq!(
            (held("case 29"), held("17"), held("")),
            (3, 5, 301),
            "{release}"
        );
        let fresh = tempfile::tempdir().unwrap();
        drop(Station::open(fresh.path()).unwrap());
        assert_eq!(schema(home.path()), schema(fresh.path()), "{release}");
    }
}

/// The tables as released. A change of this file means a new migration, never an edit of an old one.
#[test]
fn the_tables_are_as_released() {
    let home = tempfile::tempdir().unwrap();
    drop(Station::open(home.path()).unwrap());
    let path = home.path().join("takeback.db");
    let version = version(&path);
    let connection = Connection::open(path).unwrap();
    let mut tables = connection
        .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")
        .unwrap();
    let tables: Vec<String> = tables
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let found = format!("-- user_version {version}\n\n{};\n", tables.join(";\n\n"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/schema.sql");
    if std::env::var_os("TAKEBACK_BLESS").is_some() {
        fs::write(&path, &found).unwrap();
    }
    assert_eq!(found, fs::read_to_string(path).unwrap());
}
