//! A long-term care facility in the window: the day of the discontinuation, the term, the deposit.

use eframe::egui::{Key, Modifiers};
use takeback::people::Secret;
use takeback::station::{NewDisposal, SiteMode, Station};

use crate::custody::{at_work, both_sign};
use crate::support::{item, staff};

#[test]
fn what_residents_no_longer_use_is_deposited_before_two_people_in_the_window() {
    let mut window = at_work(SiteMode::Ltcf, "");
    let station = Station::open(window.home.path()).unwrap();
    let accounts = station.accounts().unwrap();
    let clerk = accounts.iter().find(|known| known.name == "C. Clerk");
    let clerk = clerk.unwrap().id;
    station.sign_in(clerk, &Secret::new(staff::PIN)).unwrap();
    let new = NewDisposal {
        discontinued: Some(jiff::civil::date(2026, 1, 5)),
        ..item::unidentified()
    };
    let item = station.record(new).unwrap().seq;
    window.press(Modifiers::NONE, Key::F5);
    window.until("the term", |window| {
        window.shows("had to be in the receptacle by Jan 8, 2026")
    });
    window.tap_first("Deposit residents' medicines");
    window.until("the item", |window| {
        window.shows(&format!("Item {item}: ")) && window.shows("discontinued on Jan 5, 2026")
    });
    window.tap("Check and sign, two people");
    window.until("the refusal", |window| {
        window.shows("Choose the items that were deposited.")
    });
    window.tap("Choose all");
    window.tap("Check and sign, two people");
    window.until("the dialog", |window| {
        window.shows("The first: choose your name")
    });
    both_sign(&mut window, "Deposit residents' medicines");
    assert!(station.custody().unwrap().left_by(item).is_some());
    assert!(!window.shows("had to be in the receptacle"));
}

#[test]
fn the_day_of_the_discontinuation_is_asked_for_with_the_item() {
    let mut window = at_work(SiteMode::Ltcf, "");
    // Past the inventory that is owed, which greets.
    window.press(Modifiers::COMMAND, Key::I);
    window.tap("Search the catalog");
    window.until("the search", |window| window.shows("Discontinued on"));
    window.tap("UNIDENTIFIED");
    window.until("the refusal", |window| window.shows("no longer used it"));
    window.type_into("Discontinued on", "13/45/2026");
    window.tap("UNIDENTIFIED");
    window.until("the refusal", |window| window.shows("not a date"));
}
