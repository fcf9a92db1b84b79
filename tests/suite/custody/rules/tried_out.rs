//! What was tried out in RESEARCH binds nobody once the site is set up, and is found there again.

use std::collections::BTreeSet;

use takeback::custody::{Liner, LinerStage, SessionStage, Step, Todo};
use takeback::ledger::Site as SetUp;
use takeback::ledger::custody::{LinerAct, Taken};
use takeback::ledger::{Meaning, ReviewAct};
use takeback::people::Secret;
use takeback::report::Format;
use takeback::station::{Decision, SiteMode, Station, StationError};

use super::site::{Site, line, refused, set_up};
use crate::support::item;
use crate::support::report::report;
use crate::support::staff;

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
    site.sealed("L1");
    let scanned = BTreeSet::from(["L1".parse().unwrap()]);
    let signed = site.boss_signs(Step::TakeInventory);
    site.station
        .take_inventory(&scanned, Taken::Close, signed)
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

/// Another program sets the site up anew, and this one has not read that when it records.
#[test]
fn an_act_is_checked_and_written_in_the_mode_that_the_site_has_by_then() {
    let site = set_up(SiteMode::Collector);
    site.liner("L2", LinerAct::Acquired).unwrap();
    let other = Station::open(site.home.path()).unwrap();
    let secret = Secret::new(staff::PASSPHRASE);
    other.sign_in(site.boss, &secret).unwrap();
    other.set_site(staff::site(SiteMode::Research)).unwrap();
    let reason = line("Torn");
    // RESEARCH knows nothing of the real liner.
    refused(
        site.liner("L2", LinerAct::Discarded { reason }),
        "not recorded here",
    );
    site.liner("L3", LinerAct::Acquired).unwrap();
    let unused = Some(LinerStage::Unused);
    for (mode, stages) in [
        (SiteMode::Research, [None, unused]),
        (SiteMode::Collector, [unused, None]),
    ] {
        other.set_site(staff::site(mode)).unwrap();
        let custody = other.custody().unwrap();
        let found = ["L2", "L3"].map(|id| custody.liner(&id.parse().unwrap()).map(Liner::stage));
        assert_eq!(found, stages, "{mode:?}");
    }
}

#[test]
fn what_is_real_is_not_changed_while_things_are_tried_out() {
    let site = set_up(SiteMode::RegistrantStock);
    let station = &site.station;
    let real = station.record(item::unidentified()).unwrap();
    let review = |id| {
        let secret = Secret::new(staff::PASSPHRASE);
        let signed = station.sign(site.boss, &secret, Meaning::Reviewed);
        let reason = "look again".to_owned();
        station.review(id, ReviewAct::SentBack { reason }, signed.unwrap())
    };
    become_a(&site, SiteMode::Research);
    let tried = station.record(item::unidentified()).unwrap();
    let corrected = station.correct(real.current, Decision::Unidentified, 2, "training");
    for outcome in [
        station.withdraw(real.current, "training").map(drop),
        corrected.map(drop),
        review(real.current).map(drop),
    ] {
        let error = outcome.unwrap_err();
        assert!(
            matches!(&error, StationError::OnlyTriedOut { mode } if mode == "REGISTRANT_STOCK"),
            "{error}"
        );
        let words = error.to_string();
        assert!(words.contains("set the site back to REGISTRANT_STOCK"));
    }
    review(tried.current).unwrap();

    become_a(&site, SiteMode::RegistrantStock);
    let here = || station.items_here().unwrap();
    let stated_by: Vec<_> = here().iter().map(|row| row.current).collect();
    assert_eq!(stated_by, [real.current]);
    assert!(station.find_listed(real.id).unwrap().review.is_none());
    // The other way round nothing real is changed.
    station.withdraw(tried.current, "training").unwrap();
    station.withdraw(real.current, "recorded twice").unwrap();
    assert_eq!(here(), []);
}
