//! What is here when the site becomes another kind: the duty stays with the material.

use std::process::Command;

use jiff::ToSpan;
use takeback::custody::{Step, Todo};
use takeback::ledger::custody::LinerAct;
use takeback::station::{NewDisposal, SiteMode};

use super::site::{Site, set_up};
use crate::support::item;
use crate::support::staff;

fn become_a(site: &Site, mode: SiteMode) {
    site.station.set_site(staff::site(mode)).unwrap();
}

/// What the to-do list says that this kind of site cannot finish.
fn elsewhere(site: &Site) -> Vec<String> {
    let todo = site.station.todo().unwrap().into_iter();
    let elsewhere = todo.filter(|todo| matches!(todo, Todo::Elsewhere { .. }));
    elsewhere.map(|todo| todo.to_string()).collect()
}

fn says(was: &str, what: &str) -> Vec<String> {
    vec![format!(
        "unfinished from when this site was {was}: {what}; set it back to {was} to finish them"
    )]
}

#[test]
fn a_liner_stays_on_the_list_until_it_is_gone() {
    let site = set_up(SiteMode::Collector);
    site.liner("Z0", LinerAct::Acquired).unwrap();
    site.liner("Z1", LinerAct::Acquired).unwrap();
    site.liner("Z1", site.install(site.two(Step::InstallLiner)))
        .unwrap();
    let installed = says("COLLECTOR", "installed liners (Z1)");
    for (mode, expected) in [
        (SiteMode::Hhw, &installed),
        (SiteMode::Research, &installed),
        // It seals liners too.
        (SiteMode::LeReceptacle, &Vec::new()),
        (SiteMode::ReverseDistributor, &installed),
        (SiteMode::Collector, &Vec::new()),
    ] {
        become_a(&site, mode);
        assert_eq!(&elsewhere(&site), expected, "{mode:?}");
    }
    site.liner("Z1", site.seal()).unwrap();
    become_a(&site, SiteMode::Hhw);
    assert_eq!(elsewhere(&site), says("COLLECTOR", "sealed liners (Z1)"));
}

#[test]
fn an_event_that_is_open_stays_on_the_list_and_what_was_tried_out_does_not() {
    let site = set_up(SiteMode::LeEvent);
    site.session(site.opening()).unwrap();
    let open = says("LE_EVENT", "open take-back events (1)");
    become_a(&site, SiteMode::LeEvidence);
    assert_eq!(elsewhere(&site), open);
    become_a(&site, SiteMode::Research);
    site.liner("L1", LinerAct::Acquired).unwrap();
    site.liner("L1", site.install(site.two(Step::InstallLiner)))
        .unwrap();
    assert_eq!(elsewhere(&site), open);
    become_a(&site, SiteMode::Hhw);
    assert_eq!(elsewhere(&site), open);
}

#[test]
fn whoever_changes_the_site_is_told_what_is_on_hand() {
    let site = set_up(SiteMode::RegistrantStock);
    let taken_back = site.station.record(item::unidentified()).unwrap();
    site.station.withdraw(taken_back.current, "twice").unwrap();
    let items: Vec<_> = (0..21)
        .map(|_| site.station.record(item::unidentified()).unwrap())
        .collect();
    let run = |args: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_takeback"))
            .arg("--home")
            .arg(site.home.path())
            .args(args)
            .env("TAKEBACK_SECRET", staff::PASSPHRASE)
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
        [done.stdout, done.stderr].map(|said| String::from_utf8(said).unwrap())
    };
    let become_a = |mode: &str| {
        let [_, told] = run(&["site", "set", "--mode", mode, "--as", staff::ADMINISTRATOR]);
        told
    };
    let first: Vec<_> = items[..20].iter().map(|row| row.seq.to_string()).collect();
    let named = format!("items of own stock ({}, … 21)", first.join(", "));
    let expected = &says("REGISTRANT_STOCK", &named)[0];
    for mode in ["COLLECTOR", "RESEARCH"] {
        let told = become_a(mode);
        assert!(told.contains(expected), "{mode}: {told}");
        let [listed, _] = run(&["todo"]);
        assert!(listed.contains(expected), "{mode}: {listed}");
        assert!(!listed.contains("nothing is unfinished"), "{listed}");
    }
    assert_eq!(become_a("REGISTRANT_STOCK"), "");
}

#[test]
fn the_term_of_residents_medicines_runs_on() {
    let site = set_up(SiteMode::Ltcf);
    let long_ago = site.station.now().date() - 21.days();
    let new = NewDisposal {
        discontinued: Some(long_ago),
        ..item::unidentified()
    };
    let item = site.station.record(new).unwrap().seq;
    become_a(&site, SiteMode::Research);
    let todo = site.station.todo().unwrap();
    let late = todo.iter().any(|todo| {
        matches!(todo, Todo::Deposit { items, term, .. } if *items == [item] && term.is_late())
    });
    assert!(late, "{todo:?}");
    let named = format!("residents' medicines ({item})");
    assert_eq!(elsewhere(&site), says("LTCF", &named));
}

#[test]
fn the_term_of_a_liner_is_that_of_the_site_that_sealed_it() {
    let site = set_up(SiteMode::Ltcf);
    for who in [site.boss, site.clerk] {
        site.station.set_of_collector(who, true).unwrap();
    }
    site.sealed("L1");
    for mode in [SiteMode::Ltcf, SiteMode::Collector, SiteMode::Research] {
        become_a(&site, mode);
        let todo = site.station.todo().unwrap();
        let terms = todo
            .iter()
            .filter(|todo| matches!(todo, Todo::Facility { .. }));
        assert_eq!(terms.count(), 1, "{mode:?}: {todo:?}");
    }
}
