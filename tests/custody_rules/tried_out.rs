//! What was tried out in RESEARCH binds nobody once the site is set up, and is found there again.

use std::collections::BTreeSet;

use takeback::custody::{LinerStage, SessionStage, Step, Todo};
use takeback::ledger::Site as SetUp;
use takeback::ledger::custody::{LinerAct, Taken};
use takeback::report::Format;
use takeback::station::SiteMode;

use crate::item;
use crate::report::report;
use crate::site::{Site, refused, set_up};
use crate::staff;

fn become_a(site: &Site, mode: SiteMode) {
    let set_up = SetUp {
        practitioner: Some(true),
        ..staff::site(mode)
    };
    site.station.set_site(set_up).unwrap();
}

/// The rows of the report's CSV.
fn rows(site: &Site, name: &str) -> usize {
    let file = report(&site.station, name, Format::Csv).unwrap();
    csv::Reader::from_reader(file.as_slice()).records().count()
}

#[test]
fn what_was_tried_out_is_nothing_once_the_site_is_set_up() {
    let site = set_up(SiteMode::Research);
    site.liner("L1", LinerAct::Acquired).unwrap();
    site.liner("L1", site.install(site.two(Step::InstallLiner)))
        .unwrap();
    site.liner("L1", site.seal()).unwrap();
    let scanned = BTreeSet::from(["L1".parse().unwrap()]);
    let signed = site.boss_signs(Step::TakeInventory);
    site.station
        .take_inventory(&scanned, Taken::Opening, signed)
        .unwrap();
    site.session(site.opening()).unwrap();

    become_a(&site, SiteMode::Collector);
    assert_eq!(site.station.custody().unwrap().on_hand().ids().count(), 0);
    assert_eq!(rows(&site, "form-41-request"), 0);
    // Its number is free, and the first inventory is owed.
    site.liner("L1", LinerAct::Acquired).unwrap();
    let todo = site.station.todo().unwrap();
    assert!(
        matches!(todo.as_slice(), [Todo::Inventory { last: None, .. }]),
        "{todo:?}"
    );
    // The trail of the number has all that bears it.
    let trail = site.station.trail(&"L1".parse().unwrap()).unwrap();
    assert_eq!(trail.records.len(), 5);

    become_a(&site, SiteMode::LeEvent);
    refused(
        site.station.record(item::unidentified()).map(drop),
        "open the event first",
    );
    site.session(site.opening()).unwrap();
    let custody = site.station.custody().unwrap();
    let numbers: Vec<_> = custody
        .sessions()
        .iter()
        .map(|event| event.number)
        .collect();
    assert_eq!(numbers, [2], "no two events share a number");

    become_a(&site, SiteMode::Research);
    let custody = site.station.custody().unwrap();
    let stage = custody.liner(&"L1".parse().unwrap()).unwrap().stage();
    assert_eq!(stage, LinerStage::Sealed);
    let event = custody.open_session().unwrap();
    assert_eq!((event.number, event.stage()), (1, SessionStage::Collecting));
    assert!(site.station.verify().unwrap().is_intact());
}
