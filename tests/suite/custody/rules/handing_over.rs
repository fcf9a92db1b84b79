//! From whom and to whom liners and packages go, and how they travel.

use takeback::custody::{Package, PackageStage, Step};
use takeback::ledger::Meaning;
use takeback::ledger::custody::{
    Batch, Conveyance, Line, LinerAct, LinerMark, LinerRecord, PackageAct, PackageRecord, Party,
    Recipient, UniqueId,
};
use takeback::report::Format;
use takeback::station::{CustodyError, SiteMode, StationError};

use super::site::{Site, line, refused, set_up, transfer};
use crate::support::report::report;

#[test]
fn law_enforcement_hands_over_to_a_reverse_distributor_and_a_distributor_is_refused() {
    let site = set_up(SiteMode::LeReceptacle);
    site.sealed("L1");
    let to_distributor = LinerAct::Transferred {
        to: Recipient::Distributor {
            name: line("Wholesale Inc."),
            address: line("2 Main St"),
            registration: "AB1234563".parse().unwrap(),
        },
        by: Conveyance::PickUp,
        witnesses: site.two(Step::TransferLiner),
    };
    refused(site.liner("L1", to_distributor), "1317.35(e)");
    let by_officers = transfer(Conveyance::OwnVehicle, site.two(Step::TransferLiner));
    site.liner("L1", by_officers).unwrap();
}

#[test]
fn packages_are_handed_over_by_law_enforcement_alone() {
    let packages = || Batch::new(vec!["MBP1".parse().unwrap(), "MBP2".parse().unwrap()]).unwrap();
    let step = |site: &Site, act| {
        site.station
            .record_package(PackageRecord {
                acted_on: site.station.now().date(),
                packages: packages(),
                act,
            })
            .map(drop)
    };
    let returned = |site: &Site| {
        step(site, PackageAct::Acquired).unwrap();
        step(site, PackageAct::MadeAvailable).unwrap();
        let by_agreement_with = None;
        step(site, PackageAct::Received { by_agreement_with }).unwrap();
    };
    let over = |witnesses| PackageAct::Transferred {
        name: line("Reverse Inc."),
        address: line("2 Main St"),
        registration: "FP9876547".parse().unwrap(),
        by: Conveyance::Carrier {
            carrier: line("Parcel Co."),
        },
        witnesses,
    };
    let program = set_up(SiteMode::Mailback);
    returned(&program);
    let two = program.two(Step::TransferPackage);
    refused(step(&program, over(two)), "1317.70(a)");

    let police = set_up(SiteMode::LeReceptacle);
    returned(&police);
    let two = police.two(Step::TransferPackage);
    assert!(
        two.both()
            .iter()
            .all(|one| one.meaning == Meaning::Performed)
    );
    step(&police, over(two)).unwrap();
    let custody = police.station.custody().unwrap();
    let package = custody.package(&"MBP2".parse().unwrap()).unwrap();
    assert_eq!(package.stage(), PackageStage::Transferred);
    let next: Vec<_> = package.next().collect();
    assert_eq!(next, [Step::RegainPackage], "but the way back, sealed");
    let again = over(police.two(Step::TransferPackage));
    refused(step(&police, again), "take it back if it came back sealed");
}

#[test]
fn no_site_hands_over_to_itself() {
    let site = set_up(SiteMode::LeReceptacle);
    let why = "is the DEA registration number of this site";
    site.sealed("L1");
    let itself = LinerAct::Transferred {
        to: Recipient::ReverseDistributor {
            name: line("Reverse Inc."),
            address: line("2 Main St"),
            registration: "ab1234563".parse().unwrap(),
        },
        by: Conveyance::PickUp,
        witnesses: site.two(Step::TransferLiner),
    };
    refused(site.liner("L1", itself), why);
    let by_agreement_with = None;
    for act in [
        PackageAct::Acquired,
        PackageAct::MadeAvailable,
        PackageAct::Received { by_agreement_with },
    ] {
        site.package("MBP1", act).unwrap();
    }
    let itself = PackageAct::Transferred {
        name: line("Reverse Inc."),
        address: line("2 Main St"),
        registration: "AB1234563".parse().unwrap(),
        by: Conveyance::PickUp,
        witnesses: site.two(Step::TransferPackage),
    };
    refused(site.package("MBP1", itself), why);
}

#[test]
fn whom_destroyed_liners_came_from_is_taken_from_the_record() {
    let site = set_up(SiteMode::ReverseDistributor);
    for (id, name) in [
        ("L1", "Corner Pharmacy"),
        ("L2", "Corner Pharmacy"),
        ("L3", "Other"),
    ] {
        let from = Party {
            name: line(name),
            address: line("1 Main St"),
            registration: Some("AB1234563".parse().unwrap()),
            officer: None,
        };
        site.liner(id, LinerAct::Received { from }).unwrap();
    }
    let marks = |ids: &[&str]| {
        let ids: Vec<UniqueId> = ids.iter().map(|id| id.parse().unwrap()).collect();
        site.station.marks(Step::DestroyLiner, &ids, None).unwrap()
    };
    let from = site
        .station
        .received_from(&marks(&["L1", "L2"]), None)
        .unwrap();
    assert_eq!(from.name.as_str(), "Corner Pharmacy");
    let mixed = site
        .station
        .received_from(&marks(&["L1", "L3"]), None)
        .unwrap_err();
    assert!(matches!(
        mixed,
        StationError::Custody(CustodyError::DifferentParties)
    ));
    let own = site.station.this_site().unwrap();
    assert_eq!(own.registration.unwrap().as_str(), "AB1234563");
}

#[test]
fn whoever_gave_something_is_named_down_to_the_officer() {
    let site = set_up(SiteMode::ReverseDistributor);
    let police = |officer: Option<&str>| Party {
        name: line("Springfield Police"),
        address: line("2 Main St"),
        registration: None,
        officer: officer.map(line),
    };
    let give = |id: &str, boxes, officer| {
        let from = police(officer);
        site.package(id, PackageAct::TakenOver { from, boxes })
    };
    refused(
        give("BX1", true, None),
        "the officer of the law-enforcement agency",
    );
    let from = police(None);
    refused(site.liner("L1", LinerAct::Received { from }), "who gave it");
    give("BX1", true, Some("Sgt. B. Watch")).unwrap();
    give("BX2", true, Some("Sgt. B. Watch")).unwrap();
    give("MB1", false, Some("Sgt. B. Watch")).unwrap();
    let ids =
        |ids: &[&str]| -> Vec<UniqueId> { ids.iter().map(|id| id.parse().unwrap()).collect() };
    let mixed = site.station.taken_over_from(&ids(&["BX1", "MB1"]), None);
    assert!(matches!(
        mixed,
        Err(StationError::Custody(CustodyError::DifferentParties))
    ));
    let received_from = site
        .station
        .taken_over_from(&ids(&["BX1", "BX2"]), None)
        .unwrap();
    assert_eq!(received_from, Some(police(Some("Sgt. B. Watch"))));
    let destroyed = PackageAct::Destroyed {
        place: line("3 Kiln Road"),
        method: line("Incineration"),
        received_from,
        witnesses: site.two(Step::DestroyPackage),
    };
    site.package("BX1", destroyed).unwrap();
    let rows = |name: &str| {
        let file = report(&site.station, name, Format::Csv).unwrap();
        String::from_utf8(file).unwrap()
    };
    let log = rows("package-log");
    for said in [
        "Springfield Police, handed over by Sgt. B. Watch",
        "received from Springfield Police, handed over by Sgt. B. Watch, 2 Main St",
        "box of a take-back event",
    ] {
        assert!(log.contains(said), "{log}");
    }
    // The form has a field to cross for mail-back packages and for liners, and none for boxes.
    let form = rows("form-41");
    assert!(
        form.lines().any(|line| line.contains(",,,BX1,N/A,1")),
        "{form}"
    );
}

fn agency(name: &str) -> Party {
    Party {
        name: line(name),
        address: line("2 Main St"),
        registration: None,
        officer: Some(line("Sgt. B. Watch")),
    }
}

/// Agencies number their boxes each for themselves.
#[test]
fn boxes_of_several_agencies_may_bear_one_number() {
    let site = set_up(SiteMode::ReverseDistributor);
    let take = |name: &str| {
        let (from, boxes) = (agency(name), true);
        site.package("BX1", PackageAct::TakenOver { from, boxes })
    };
    take("Springfield Police").unwrap();
    take("Shelbyville Police").unwrap();
    let twice = "never opened or used again";
    refused(take("springfield police"), twice);
    let (from, boxes) = (agency("Ogdenville Police"), false);
    let package = PackageAct::TakenOver { from, boxes };
    refused(site.package("BX1", package), twice);
    refused(site.package("BX1", PackageAct::Acquired), "BX1");

    let id: [UniqueId; 1] = ["BX1".parse().unwrap()];
    let which = site.station.taken_over_from(&id, None).unwrap_err();
    let both = "received from Springfield Police, Shelbyville Police";
    assert!(which.to_string().contains(both), "{which}");
    let shelbyville = line("shelbyville police");
    let destroy = |name: Option<&Line>| {
        let received_from = site.station.taken_over_from(&id, name).unwrap();
        let act = PackageAct::Destroyed {
            place: line("3 Kiln Road"),
            method: line("Incineration"),
            received_from,
            witnesses: site.two(Step::DestroyPackage),
        };
        site.package("BX1", act)
    };
    destroy(Some(&shelbyville)).unwrap();
    let custody = site.station.custody().unwrap();
    let stages = custody.packages_numbered(&id[0]).iter();
    let stages: Vec<_> = stages.map(Package::stage).collect();
    assert_eq!(stages, [PackageStage::Returned, PackageStage::Destroyed]);
    assert_eq!(custody.on_hand().returned_packages, id);
    // Only one is left, so nobody has to say which.
    destroy(None).unwrap();
    refused(
        take("Shelbyville Police"),
        "nothing more can be done with it",
    );
}

#[test]
fn what_did_not_come_from_whom_is_named_is_not_called_unknown() {
    let site = set_up(SiteMode::ReverseDistributor);
    for (liner, package, name) in [
        ("L1", "M1", "Springfield Police"),
        ("L2", "M2", "Shelbyville Police"),
    ] {
        let from = agency(name);
        site.liner(liner, LinerAct::Received { from }).unwrap();
        let (from, boxes) = (agency(name), false);
        site.package(package, PackageAct::TakenOver { from, boxes })
            .unwrap();
    }
    let ids = |numbers: [&str; 2]| numbers.map(|number| number.parse::<UniqueId>().unwrap());
    let springfield = line("Springfield Police");
    let (step, liners) = (Step::DestroyLiner, ids(["L1", "L2"]));
    let marks = site.station.marks(step, &liners, Some(&springfield));
    refused(
        marks.map(drop),
        "L2 was not received from Springfield Police",
    );
    let (step, packages) = (Step::DestroyPackage, ids(["M1", "M2"]));
    let checked = site
        .station
        .check_packages(step, &packages, Some(&springfield));
    refused(checked, "M2 was not received from Springfield Police");
}

/// Their sizes may differ too; a site's own number is its own.
#[test]
fn liners_of_several_collectors_may_bear_one_number() {
    let site = set_up(SiteMode::ReverseDistributor);
    let receive = |name: &str, gallons: u16| {
        let mark = LinerMark {
            id: "L1".parse().unwrap(),
            gallons: gallons.try_into().unwrap(),
        };
        let from = agency(name);
        let record = LinerRecord {
            acted_on: site.station.now().date(),
            liners: Batch::new(vec![mark]).unwrap(),
            act: LinerAct::Received { from },
        };
        site.station.record_liner(record).map(drop)
    };
    receive("Springfield Police", 10).unwrap();
    receive("Shelbyville Police", 5).unwrap();
    let id: [UniqueId; 1] = ["L1".parse().unwrap()];
    let marks = |from: Option<&Line>| site.station.marks(Step::DestroyLiner, &id, from);
    assert!(marks(None).is_err());
    let shelbyville = line("Shelbyville Police");
    let liners = marks(Some(&shelbyville)).unwrap();
    assert_eq!(liners.iter().next().unwrap().gallons.get(), 5);
    let received_from = site
        .station
        .received_from(&liners, Some(&shelbyville))
        .unwrap();
    let act = LinerAct::Destroyed {
        place: line("3 Kiln Road"),
        method: line("Incineration"),
        received_from,
        witnesses: site.two(Step::DestroyLiner),
    };
    let record = LinerRecord {
        acted_on: site.station.now().date(),
        liners,
        act,
    };
    site.station.record_liner(record).unwrap();
    let left = marks(None).unwrap();
    assert_eq!(left.iter().next().unwrap().gallons.get(), 10);
    site.station.todo().unwrap();

    let own = set_up(SiteMode::Collector);
    own.liner("L1", LinerAct::Acquired).unwrap();
    refused(own.liner("L1", LinerAct::Acquired), "L1 is unused");
}
