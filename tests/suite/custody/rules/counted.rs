//! Inventories on the command line, since when the first is owed, and numbers that are none.

use std::process::Output;

use takeback::custody::{Term, Todo};
use takeback::ledger::custody::LinerAct;
use takeback::station::SiteMode;

use super::site::{Site, set_up};
use crate::support::program::takeback;
use crate::support::staff;

fn run(site: &Site, args: &[&str]) -> Output {
    takeback(site.home.path(), args)
        .args(["--as", staff::ADMINISTRATOR])
        .env("TAKEBACK_SECRET", staff::PASSPHRASE)
        .output()
        .unwrap()
}

#[track_caller]
fn fine(site: &Site, args: &[&str]) -> String {
    let done = run(site, args);
    assert!(done.status.success(), "{done:?}");
    String::from_utf8(done.stdout).unwrap()
}

#[track_caller]
fn wrong_use(site: &Site, args: &[&str], why: &str) {
    let done = run(site, args);
    assert_eq!(done.status.code(), Some(2), "{done:?}");
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.contains(why), "{said}");
}

/// Before anything was ever recorded, which is when it is due.
#[test]
fn the_first_inventory_is_owed_from_the_first_day_and_may_be_of_nothing() {
    let site = set_up(SiteMode::Collector);
    let today = site.station.now().date();
    let owed = || {
        let todo = site.station.todo().unwrap().into_iter();
        let inventories = todo.filter(|todo| matches!(todo, Todo::Inventory { .. }));
        inventories.collect::<Vec<_>>()
    };
    let first = Todo::Inventory {
        last: None,
        term: Term::of(today, today),
    };
    for (mode, owes) in [
        (SiteMode::Collector, true),
        (SiteMode::Research, false),
        (SiteMode::LeReceptacle, false),
        (SiteMode::Mailback, true),
    ] {
        site.station.set_site(staff::site(mode)).unwrap();
        let expected: &[Todo] = if owes {
            std::slice::from_ref(&first)
        } else {
            &[]
        };
        assert_eq!(owed(), expected, "{mode:?}");
    }
    let said = fine(&site, &["inventory", "take", "--at", "opening"]);
    assert!(said.contains("everything on hand"), "{said}");
    assert_eq!(owed(), []);
}

#[test]
fn that_nothing_was_found_of_what_is_on_hand_is_said_and_not_left_out() {
    let site = set_up(SiteMode::Collector);
    site.liner("L1", LinerAct::Acquired).unwrap();
    let close = ["--at", "close"];
    let unsaid = [&["inventory", "take"][..], &close].concat();
    wrong_use(&site, &unsaid, "by the record 1 are on hand");
    let custody = site.station.custody().unwrap();
    assert_eq!(custody.inventories().len(), 0);
    let said = fine(&site, &[&["inventory", "take", "-"][..], &close].concat());
    assert!(said.contains("not found") && said.contains("L1"), "{said}");
}

#[test]
fn a_dash_between_two_numbers_is_no_number() {
    let site = set_up(SiteMode::Collector);
    for ids in [&["L1009", "-", "L1012"][..], &["L1009 - L1012"]] {
        let args = [&["liner", "acquire"][..], ids, &["--size", "10"]].concat();
        wrong_use(&site, &args, "name each number; `-` alone reads them");
    }
    assert_eq!(site.station.custody().unwrap().liners().count(), 0);
}
