//! A record that was made by any earlier version of the tables opens, holds all it held and verifies.

use std::path::Path;

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
