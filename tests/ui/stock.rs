//! Inventories, weights put right, and own stock that is destroyed or handed over, in the window.

use std::sync::Arc;

use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable;
use takeback::ledger::custody::{Batch, PackageAct, PackageRecord};
use takeback::ledger::{LogFilter, LogRow, Site};
use takeback::people::Secret;
use takeback::station::{Clock, Decision, NewDisposal, SiteMode, Station};

use crate::custody::{
    OTHER_PIN, acquire, at_site, at_work, begin, both_sign, prove, scan, sign_in,
};
use crate::harness::Window;
use crate::support::product::only;
use crate::support::{item, staff};

#[test]
fn an_inventory_says_what_is_missing_before_it_is_signed() {
    let mut window = at_work(SiteMode::Collector, "");
    acquire(&mut window, &["CRL1001", "CRL1002"]);
    window.tap("Take the inventory");
    let field = "Scan everything that is there";
    scan(&mut window, field, "CRL1001");
    assert!(window.shows("Unused liners: CRL1002"));
    scan(&mut window, field, "CRL9");
    assert!(window.shows("CRL9 is not recorded here"));
    window.tap("Remove CRL9");
    // Nobody but the person says when in the day it is.
    window.tap("Check and sign");
    window.until("the question", |window| window.shows("Say when in the day"));
    // They came in today, so it is too late to say what was there at the opening.
    window.tap("At opening");
    window.tap("Check and sign");
    window.until("the refusal", |window| {
        window.shows("not what was on hand at the opening of business")
    });
    window.tap("At close");
    window.tap("Check and sign");
    window.until("the dialog", |window| {
        window.shows("Sign with your own PIN.")
    });
    prove(&mut window, None, staff::PIN);
    window.until("the record", |window| {
        window.shows("Recorded: Take the inventory")
    });
    window.press(Modifiers::NONE, Key::F5);
    window.until("what is missing", |window| {
        window.shows("CRL1002 was missing at the inventory")
    });
    assert!(window.shows("To do (1)"));
    window.tap("Show CRL1002");
    assert!(window.shows("What was recorded"));
}

#[test]
fn an_inventory_that_finds_nothing_says_so_to_whoever_signs() {
    let mut window = at_work(SiteMode::Collector, "");
    acquire(&mut window, &["CRL1001", "CRL1002"]);
    window.tap("Take the inventory");
    window.tap("At close");
    window.tap("Check and sign");
    window.until("the dialog", |window| {
        window.shows("Sign with your own PIN.")
    });
    assert!(window.shows("Nothing was found on hand."));
    assert!(window.shows("Not found: 2 things on hand by the record"));
}

/// `RESEARCH` is told the terms of what really is here, and could do nothing about it.
#[test]
fn a_term_of_what_is_real_has_no_button_where_things_are_tried_out() {
    let home = tempfile::tempdir().unwrap();
    let site = staff::site(SiteMode::Mailback);
    let station = Arc::new(staff::staffed(home.path(), Clock::System, site));
    let foreign = PackageRecord {
        acted_on: station.now().date(),
        packages: Batch::new(vec!["MBP9".parse().unwrap()]).unwrap(),
        act: PackageAct::ForeignReceived,
    };
    station.record_package(foreign).unwrap();
    station.sign_out(false).unwrap();
    let mut window = Window::over(home, Arc::clone(&station));
    sign_in(&mut window, "A. Boss, administrator", staff::PASSPHRASE);
    window.press(Modifiers::NONE, Key::F5);
    let told = |window: &Window| window.shows("Package MBP9 is foreign");
    let button = "Record that the Field Office was notified";
    window.until("the way to settle it", |window| {
        told(window) && window.shows(button)
    });
    station.set_site(staff::site(SiteMode::Research)).unwrap();
    window.press(Modifiers::NONE, Key::F5);
    window.until("the term alone", |window| {
        told(window) && !window.shows(button)
    });
}

/// Puts a liner in and takes it out with this weight, both signed by two.
fn sealed(window: &mut Window, number: &str, weight: &str) {
    acquire(window, &[number]);
    begin(window, number, "Put a liner in");
    both_sign(window, "Put a liner in");
    window.until("the list", |window| window.shows("installed"));
    window
        .harness
        .get_all_by_label("Take a liner out and seal it")
        .last()
        .unwrap()
        .click();
    window.harness.step();
    window.harness.step();
    window.type_into("Weight in pounds (if there is one)", weight);
    window.tap("Check and sign, two people");
    window.until("the dialog", |window| {
        window.shows("The first: choose your name")
    });
    both_sign(window, "Take a liner out and seal it");
}

#[test]
fn a_wrong_weight_is_corrected_from_the_history_and_every_record_of_the_number_is_listed() {
    let mut window = at_work(SiteMode::Collector, "");
    // As high as the history is long, so that nothing has to be scrolled to.
    window.harness.set_size(vec2(1280.0, 1600.0));
    sealed(&mut window, "CRL1", "23.4");
    window.until("the history", |window| {
        window.shows("Weight in pounds: 23.4")
    });
    // The newest step is the first in the history, and has the first of the buttons.
    window.tap_first("Correct a detail of record");
    assert!(window.shows("Correct a weight, place or method"));
    window.tap("Weight");
    assert!(
        window.shows("It says now: weight 23.4 lb"),
        "{:#?}",
        window.labels()
    );
    window.type_into("Weight in pounds", "24.3");
    window.type_into("What happened", "misread, ask Mrs Miller");
    assert!(window.shows("This looks like a person's name"));
    window.tap("Check and sign, two people");
    window.until("the dialog", |window| {
        window.shows("The first: choose your name")
    });
    assert!(
        window.shows("Weight in pounds: 24.3"),
        "what is signed stands there"
    );
    both_sign(&mut window, "Correct a weight, place or method");
    window.press(Modifiers::NONE, Key::F7);
    window.until("the weight that holds", |window| window.shows("24.3 lb"));
    window.tap_first("CRL1");
    window.until("the correction", |window| {
        window.shows("Corrected since: weight 24.3 lb instead of weight 23.4 lb")
    });
    window
        .harness
        .get_all_by_label("All records of a number")
        .last()
        .unwrap()
        .click();
    window.harness.step();
    window.until("the trail", |window| window.shows("4 records name CRL1"));
    assert!(window.shows("Size: CRL1 10-gallon"));
    assert!(window.shows("Signed: D. Nurse (operator) reviewed, "));
    assert!(window.shows("What is inside a liner, a package or a box is never recorded"));
    let field = "Number of a liner, package, box or seal, or a range";
    window.type_over(field, "CRL9 - CRL1");
    window.press(Modifiers::NONE, Key::Enter);
    window.until("the refusal", |window| window.shows("is no range"));
}

/// Another program over the same record, at which the clerk is.
fn elsewhere(window: &Window) -> Station {
    let station = Station::open(window.home.path()).unwrap();
    let clerk = station.named("C. Clerk").unwrap().id;
    station.sign_in(clerk, &Secret::new(staff::PIN)).unwrap();
    station
}

fn warfarin(station: &Station) -> Decision {
    of(station, "warfarin")
}

/// A product of which `base` is the only ingredient.
fn of(station: &Station, base: &str) -> Decision {
    Decision::Product(only(station, base))
}

fn recorded(station: &Station, decision: Decision) -> LogRow {
    let new = NewDisposal {
        decision,
        quantity: 65,
        ..item::unidentified()
    };
    station.record(new).unwrap()
}

#[test]
fn own_stock_is_destroyed_before_two_people_in_the_window() {
    let mut window = at_work(SiteMode::RegistrantStock, "");
    let station = elsewhere(&window);
    let items = [warfarin(&station), Decision::Unidentified];
    let items = items.map(|decision| recorded(&station, decision).seq);
    drop(station);
    window.press(Modifiers::NONE, Key::F5);
    window.tap("Destroy own stock");
    window.until("the stock", |window| {
        window.shows(&format!("Item {}: ", items[0]))
    });
    assert!(
        window.shows("Nobody said what it is"),
        "an unknown item cannot be chosen"
    );
    window.tap("Check and sign, two people");
    window.until("the refusal", |window| {
        window.shows("Choose the items that were destroyed.")
    });
    window.tap("Choose all");
    assert!(window.shows("One item chosen"));
    let of_item = |words: &str| format!("{words} of item {} (may stay empty)", items[0]);
    window.type_into(&of_item("Batch number"), "B7");
    window.type_into(&of_item("Full packages"), "2x60");
    window.type_into("How it is made non-retrievable", "Incineration");
    window.tap("Check and sign, two people");
    window.until("the dialog", |window| {
        window.shows("The first: choose your name")
    });
    assert!(
        window.shows("batch B7, full packages 2x60"),
        "{:#?}",
        window.labels()
    );
    prove(&mut window, None, staff::PIN);
    window.until("the first", |window| window.shows("C. Clerk has signed."));
    prove(&mut window, Some("D. Nurse, operator"), OTHER_PIN);
    window.until("the refusal", |window| {
        window.shows("hold more than the 65 units")
    });
    window.type_over(&of_item("Full packages"), "1x60");
    window.tap("Check and sign, two people");
    window.until("the dialog", |window| {
        window.shows("The first: choose your name")
    });
    both_sign(&mut window, "Destroy own stock");
    let station = Station::open(window.home.path()).unwrap();
    assert!(station.custody().unwrap().left_by(items[0]).is_some());
    assert!(station.custody().unwrap().left_by(items[1]).is_none());
    window.press(Modifiers::NONE, Key::F5);
    window.until("the way to correct it", |window| {
        window.shows("Correct a weight, place or method")
    });
}

/// The registrant's name stands for its own address alone.
#[test]
fn whoever_destroys_own_stock_elsewhere_is_asked_for_the_business_there() {
    let mut window = at_work(SiteMode::RegistrantStock, "");
    let station = elsewhere(&window);
    let item = recorded(&station, warfarin(&station)).seq;
    // As high as the form is long, so that nothing has to be scrolled to.
    window.harness.set_size(vec2(1280.0, 1600.0));
    window.press(Modifiers::NONE, Key::F5);
    window.tap("Destroy own stock");
    window.until("the stock", |window| {
        window.shows(&format!("Item {item}: "))
    });
    window.tap("Choose all");
    window.type_into("How it is made non-retrievable", "Incineration");
    let (business, address) = ("Name of the place or business", "Address of the place");
    window.type_over(address, "9 Kiln Road");
    window.tap("Check and sign, two people");
    window.until("the question", |window| {
        window.shows("Name of the place or business: type one line of text")
    });
    window.type_into(business, "Burn Inc.");
    window.tap("Check and sign, two people");
    window.until("what is signed", |window| {
        window.shows("Name of the place or business: Burn Inc.")
            && window.shows("Address of the place: 9 Kiln Road")
    });
}

#[test]
fn own_stock_is_handed_over_in_the_window() {
    let mut window = at_work(SiteMode::RegistrantStock, "");
    let station = elsewhere(&window);
    let item = recorded(&station, of(&station, "oxycodone")).seq;
    // As high as the form is long, so that nothing has to be scrolled to.
    window.harness.set_size(vec2(1280.0, 1600.0));
    window.press(Modifiers::NONE, Key::F5);
    window.tap("Hand own stock over");
    window.until("the stock", |window| {
        window.shows(&format!("Item {item}: "))
    });
    window.tap("Record");
    window.until("the refusal", |window| {
        window.shows("Choose the items that were handed over.")
    });
    window.tap("Choose all");
    window.tap("Supplier");
    for (field, words) in [
        ("Their name", "Wholesale Inc."),
        ("Their address", "9 Kiln Road"),
        (
            "Their DEA registration number (if there is one)",
            "FP9876547",
        ),
        ("Name of the carrier", "Swift"),
    ] {
        window.type_into(field, words);
    }
    window.tap("Record");
    window.until("what is missing", |window| {
        window.shows("Some of what was handed over is in Schedule I or II")
    });
    let field = "Order form number, DEA 222 or CSOS (if there is one)";
    window.type_into(field, "231234567");
    window.tap("Record");
    window.until("the record", |window| {
        window.shows("Recorded: Hand own stock over")
    });
    assert!(station.custody().unwrap().left_by(item).is_some());
    assert_eq!(station.items_here().unwrap(), []);
    let mut log = Vec::new();
    let everything = LogFilter::default();
    station.export_csv(&everything, &mut log).unwrap();
    let log = String::from_utf8(log).unwrap();
    let said = "\"transferred to Wholesale Inc., DEA no. FP9876547, ";
    assert!(log.contains(said), "{log}");
}

#[test]
fn an_item_that_left_after_it_was_chosen_is_chosen_no_more() {
    let mut window = at_work(SiteMode::RegistrantStock, "");
    let station = elsewhere(&window);
    let items = [(); 3].map(|()| recorded(&station, warfarin(&station)));
    window.press(Modifiers::NONE, Key::F5);
    window.tap("Destroy own stock");
    let [first, gone, last] = &items;
    let last_row = format!("Item {}: ", last.seq);
    window.until("the stock", |window| window.shows(&last_row));
    window.tap("Choose all");
    assert!(window.shows("3 items chosen"));
    window.tap("Back");
    station.withdraw(gone.current, "recorded twice").unwrap();
    window.tap("Go on");
    window.until("what is left", |window| window.shows("2 items chosen"));
    window.type_into("How it is made non-retrievable", "Incineration");
    window.tap("Check and sign, two people");
    window.until("the dialog", |window| {
        window.shows("The first: choose your name")
    });
    both_sign(&mut window, "Destroy own stock");
    let custody = station.custody().unwrap();
    let left = [first, gone, last].map(|item| custody.left_by(item.seq).is_some());
    assert_eq!(left, [true, false, true]);
}

#[test]
fn an_own_vehicle_is_offered_by_the_kind_of_collector() {
    for (practitioner, offered) in [(None, false), (Some(true), false), (Some(false), true)] {
        let site = Site {
            practitioner,
            ..staff::site(SiteMode::Collector)
        };
        let mut window = at_site(site, "");
        window.press(Modifiers::NONE, Key::F7);
        window.tap("Hand sealed liners over");
        let own = window.harness.query_all_by_label("Our own vehicle").count();
        assert_eq!(
            own == 1,
            offered,
            "{practitioner:?}: {:#?}",
            window.labels()
        );
        // Any of them may bring liners to DEA.
        window.tap("DEA");
        let own = window.harness.query_all_by_label("Our own vehicle").count();
        assert_eq!(own, 1, "{practitioner:?}: {:#?}", window.labels());
        assert!(!window.shows("to DEA alone"), "{practitioner:?}");
    }
}
