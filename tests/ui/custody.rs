//! Liners, events and their signatures in the window, by the names that a screen reader speaks.

use std::sync::Arc;

use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use takeback::custody::LinerStage;
use takeback::ledger::Site;
use takeback::people::{Role, Secret};
use takeback::station::{Clock, NewAccount, SiteMode, Station};

use crate::harness::Window;
use crate::support::staff;

pub const OTHER_PIN: &str = "604815";

/// A window over a site of this mode with its administrator, a clerk and a nurse, both officers
/// where only officers work; the clerk is signed in.
pub fn at_work(mode: SiteMode, settings: &str) -> Window {
    at_site(staff::site(mode), settings)
}

pub fn at_site(site: Site, settings: &str) -> Window {
    let mode = SiteMode::of_code(&site.mode).unwrap();
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("settings.toml"), settings).unwrap();
    let station = staff::staffed(home.path(), Clock::System, site);
    for (name, pin) in [("C. Clerk", staff::PIN), ("D. Nurse", OTHER_PIN)] {
        let account = NewAccount {
            name: name.into(),
            role: Role::Operator,
            officer: (mode == SiteMode::LeEvent).then(|| "17".to_owned()),
        };
        station.add_account(account, &Secret::new(pin)).unwrap();
    }
    station.sign_out(false).unwrap();
    let mut window = Window::over(home, Arc::new(station));
    sign_in(&mut window, "C. Clerk, operator", staff::PIN);
    window
}

pub fn sign_in(window: &mut Window, who: &str, pin: &str) {
    window.tap(who);
    window.type_into("PIN or passphrase", pin);
    window.press(Modifiers::NONE, Key::Enter);
    window.until("the sign-in", |window| window.shows("Sign out"));
}

/// As a scanner types it.
pub fn scan(window: &mut Window, field: &str, number: &str) {
    window.type_into(field, number);
    window.press(Modifiers::NONE, Key::Enter);
}

pub const SCAN: &str = "Scan or type the numbers of the liners";

pub fn acquire(window: &mut Window, numbers: &[&str]) {
    window.press(Modifiers::NONE, Key::F7);
    window.tap("New liners came in");
    for number in numbers {
        scan(window, SCAN, number);
    }
    window.type_into("Size in gallons, as marked on the liner", "10");
    window.tap("Record");
    window.until("the record", |window| {
        window.shows("Recorded: New liners came in")
    });
}

/// Proves `who` with the keypad of the dialog.
pub fn prove(window: &mut Window, who: Option<&str>, pin: &str) {
    if let Some(who) = who {
        window.tap(who);
    }
    for digit in pin.chars() {
        window.tap(&digit.to_string());
    }
    window.tap("Sign");
}

/// Opens the form of an act on this liner.
pub fn open_form(window: &mut Window, number: &str, act: &str) {
    window.press(Modifiers::NONE, Key::F7);
    window.until("the list", |window| window.shows(number));
    window.tap_first(number);
    window.harness.get_all_by_label(act).last().unwrap().click();
    window.harness.step();
    window.harness.step();
}

/// Opens the act of the liner in hand and gets to the dialog.
pub fn begin(window: &mut Window, number: &str, act: &str) {
    open_form(window, number, act);
    window.tap("Check and sign, two people");
    window.until("the dialog", |window| {
        window.shows("The first: choose your name")
    });
}

pub fn both_sign(window: &mut Window, act: &str) {
    prove(window, None, staff::PIN);
    window.until("the first", |window| window.shows("C. Clerk has signed."));
    prove(window, Some("D. Nurse, operator"), OTHER_PIN);
    let recorded = format!("Recorded: {act}");
    window.until("the record", |window| window.shows(&recorded));
}

pub fn stage_of(window: &Window, number: &str) -> LinerStage {
    let station = Station::open(window.home.path()).unwrap();
    let custody = station.custody().unwrap();
    custody.liner(&number.parse().unwrap()).unwrap().stage()
}

#[test]
fn a_scanner_needs_no_tap_into_the_field() {
    let mut window = at_work(SiteMode::LeReceptacle, "");
    window.press(Modifiers::NONE, Key::F7);
    window.tap("New liners came in");
    for number in ["CRL1", "CRL2"] {
        window.harness.event(Event::Text(number.into()));
        window.press(Modifiers::NONE, Key::Enter);
    }
    assert!(window.shows("2 numbers"));
}

#[test]
fn a_scanner_fills_a_form_and_its_enter_never_sends_it() {
    let mut window = at_work(SiteMode::Collector, "");
    window.press(Modifiers::NONE, Key::F7);
    window.tap("New liners came in");
    for number in ["crl1001", "CRL1002", "CRL1003", "CRL1003", "CRL 1004"] {
        scan(&mut window, SCAN, number);
    }
    assert!(window.shows("5 numbers"), "{:#?}", window.labels());
    assert!(window.shows("Record"), "the form is still there");
    window.tap("Remove CRL");
    window.tap("Remove 1004");
    scan(&mut window, SCAN, "CRL1002");
    assert!(window.shows("CRL1002 was scanned before"));
    let field = window.harness.get_by_label(SCAN);
    assert!(field.is_focused(), "the next scan lands here too");
    window.type_into("Size in gallons, as marked on the liner", "ten");
    window.tap("Record");
    window.until("the refusal", |window| {
        window.shows("not a size in whole gallons")
    });
    assert!(window.shows("3 numbers"), "nothing is lost");
}

#[test]
fn two_different_people_seal_a_liner_and_the_record_holds_both() {
    let mut window = at_work(SiteMode::Collector, "");
    acquire(&mut window, &["CRL1001"]);
    begin(&mut window, "CRL1001", "Put a liner in");
    both_sign(&mut window, "Put a liner in");
    begin(&mut window, "CRL1001", "Take a liner out and seal it");
    window.tap("Back to the form, nothing is lost");
    // A dialog that has just closed holds the keyboard for one more frame.
    window.harness.run_steps(3);
    window.type_into("Weight in pounds (if there is one)", "23.4");
    window.tap("Check and sign, two people");
    window.until("what is signed", |window| {
        window.shows("Weight in pounds: 23.4") && window.shows("Number: CRL1001")
    });
    prove(&mut window, None, "111222");
    window.until("the wrong PIN", |window| window.shows("4 tries left"));
    both_sign(&mut window, "Take a liner out and seal it");
    assert_eq!(stage_of(&window, "CRL1001"), LinerStage::Sealed);
    window.until("the new state", |window| window.shows("CRL1001, sealed"));
    window.tap_first("CRL1001, sealed");
    assert!(window.shows("Signed by: C. Clerk, D. Nurse"));
}

#[test]
fn the_record_says_what_was_chosen_by_a_button() {
    let mut window = at_work(SiteMode::ReverseDistributor, "");
    window.press(Modifiers::NONE, Key::F8);
    window.tap("Packages or boxes from law enforcement came");
    let field = "Scan or type the numbers of the packages";
    scan(&mut window, field, "BOX1");
    window.tap("Boxes of a take-back event");
    window.type_into("Their name", "Police");
    window.type_into("Their address", "1 Main Street");
    let officer = "Officer who handed it over, if it came from law enforcement (if there is one)";
    window.type_into(officer, "Sgt. B. Watch");
    window.tap("Record");
    window.until("the record", |window| {
        window.shows("Recorded: Packages or boxes from law enforcement came")
    });
    let station = Station::open(window.home.path()).unwrap();
    let custody = station.custody().unwrap();
    let package = custody.package(&"BOX1".parse().unwrap()).unwrap();
    let (_, boxes) = package.taken_over().unwrap();
    assert!(boxes);
}

#[test]
fn a_liner_received_under_a_wrong_number_is_struck_from_its_history() {
    let mut window = at_work(SiteMode::ReverseDistributor, "");
    window.press(Modifiers::NONE, Key::F7);
    window.tap("Sealed liners arrived");
    scan(&mut window, SCAN, "CRL1");
    for (field, words) in [
        ("Size in gallons, as marked on the liner", "10"),
        ("Their name", "Corner Pharmacy"),
        ("Their address", "3 Main Street"),
        (
            "Their DEA registration number (if there is one)",
            "FP9876547",
        ),
    ] {
        window.type_into(field, words);
    }
    window.tap("Record");
    window.until("the record", |window| {
        window.shows("Recorded: Sealed liners arrived")
    });
    let act = "Liner recorded in error";
    open_form(&mut window, "CRL1", act);
    window.type_into("What happened", "misread the label");
    window.tap("Check and sign, two people");
    window.until("what is signed", |window| {
        window.shows("What happened: misread the label") && window.shows("Number: CRL1")
    });
    both_sign(&mut window, act);
    let station = Station::open(window.home.path()).unwrap();
    assert_eq!(station.custody().unwrap().liners().count(), 0);
}

#[test]
fn nobody_signs_twice() {
    let mut window = at_work(SiteMode::Collector, "");
    acquire(&mut window, &["CRL1001"]);
    begin(&mut window, "CRL1001", "Put a liner in");
    let rows = |window: &Window| {
        let all = window.harness.query_all_by_label("C. Clerk, operator");
        all.filter(|node| node.rect().height() > 40.0).count()
    };
    assert_eq!(rows(&window), 1);
    prove(&mut window, None, staff::PIN);
    window.until("the first", |window| window.shows("C. Clerk has signed."));
    assert!(window.shows("C. Clerk has signed already"));
    assert_eq!(rows(&window), 0, "the first is not offered again");
    assert!(window.shows("Choose your name first"));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.shows("Check and sign, two people"));
    assert_eq!(stage_of(&window, "CRL1001"), LinerStage::Unused);
}

#[test]
fn the_lock_keeps_a_form_and_the_to_do_list_leads_back_to_it() {
    let mut window = at_work(SiteMode::Collector, "lock_after_seconds = 60");
    window.press(Modifiers::NONE, Key::F7);
    window.tap("New liners came in");
    scan(&mut window, SCAN, "CRL1001");
    scan(&mut window, SCAN, "CRL1002");
    window.until("the lock", |window| window.shows("Locked"));
    assert!(!window.shows("CRL1001"), "a locked window shows nothing");
    sign_in(&mut window, "D. Nurse, operator", OTHER_PIN);
    let greeting = "Begun and not recorded: New liners came in, 2 numbers";
    window.until("the greeting", |window| window.shows(greeting));
    // The first inventory is owed from the first day.
    assert!(window.shows("To do (2)"));
    window.tap("Go on");
    assert!(window.shows("Remove CRL1001") && window.shows("Remove CRL1002"));
    window.tap("Empty this form");
    assert!(window.shows("To do (1)"));
}

#[test]
fn what_a_mode_does_not_have_is_said_with_the_law() {
    for mode in SiteMode::ALL {
        let mut window = at_work(mode, "");
        for (key, name, log) in [
            (Key::F7, "Liners", takeback::people::Action::LinerLog),
            (Key::F8, "Packages", takeback::people::Action::PackageLog),
            (Key::F9, "Event", takeback::people::Action::EventSession),
        ] {
            window.press(Modifiers::NONE, key);
            let offered = window.harness.query_all_by_label(name).count();
            match mode.ruling(log) {
                takeback::station::Ruling::No(law) => {
                    assert!(window.shows(law.text), "{} {name}", mode.code());
                    assert!(window.shows(law.citation), "{} {name}", mode.code());
                    assert_eq!(offered, 0, "{} {name}", mode.code());
                    window.press(Modifiers::NONE, Key::F5);
                    let said = format!("{name}: {} ({})", law.text, law.citation);
                    assert!(window.shows(&said), "{}: {said}", mode.code());
                }
                _ => assert_eq!(offered, 1, "{} {name}", mode.code()),
            }
        }
    }
}

#[test]
fn steps_that_a_site_lacks_stand_below_those_it_has() {
    let mut window = at_work(SiteMode::ReverseDistributor, "");
    window.press(Modifiers::NONE, Key::F7);
    let named = |name: &str| window.harness.query_all_by_label(name).count();
    assert_eq!(
        [named("Sealed liners arrived"), named("New liners came in")],
        [1, 0]
    );
    assert!(window.shows("New liners came in") && window.shows("receives liners sealed."));
    assert!(window.shows("21 CFR 1304.22(e)(4)(i)"));
}

#[test]
fn a_take_back_event_from_opening_to_hand_over() {
    let mut window = at_work(SiteMode::LeEvent, "");
    window.press(Modifiers::COMMAND, Key::I);
    assert!(window.shows("Items are recorded only during one."));
    window.tap("Go to the event");
    window.tap("Open a take-back event");
    assert!(
        window.shows("Sgt. B. Watch"),
        "the site's set-up fills it in"
    );
    window.tap("Check and sign");
    window.until("the dialog", |window| {
        window.shows("Sign with your own PIN.")
    });
    prove(&mut window, None, staff::PIN);
    window.until("the event", |window| window.shows("Collecting: items"));
    window.press(Modifiers::COMMAND, Key::I);
    window.until("the way to record", |window| {
        !window.shows("Go to the event")
    });
    window.press(Modifiers::NONE, Key::F9);
    window.tap("Seal a box");
    for (field, words) in [
        ("Number of the box", "BOX-1"),
        ("Full, lb", "23.4"),
        ("Empty, lb", "1.5"),
    ] {
        window.type_into(field, words);
    }
    scan(&mut window, "Scan or type the numbers of the seals", "S-1");
    window.tap("Check and sign, two people");
    window.until("the dialog", |window| window.shows("The first: choose"));
    both_sign(&mut window, "Seal a box");
    window.until("the box", |window| {
        window.shows("1 sealed box, 21.9 lb net")
    });
    window.tap("Record the deposit");
    window.tap("Check and sign");
    window.until("the dialog", |window| {
        window.shows("Sign with your own PIN.")
    });
    prove(&mut window, None, staff::PIN);
    window.until("the end of recording", |window| {
        window.shows("Seal the boxes and hand them over")
    });
    window.press(Modifiers::COMMAND, Key::I);
    assert!(window.shows("Items are recorded no more"));
    window.tap("Go to the event");
    window.tap("Hand over and close the event");
    window.type_into("Their name", "Agent Smith");
    window.type_into("Their address", "2 Court St");
    window.tap("Check and sign, two people");
    window.until("the dialog", |window| {
        window.shows("The boxes go to: DEA agent")
    });
    both_sign(&mut window, "Hand over and close the event");
    window.until("the end", |window| window.shows("Earlier events"));
    assert!(window.shows("No take-back event is open"));
}

#[test]
fn an_event_of_another_day_is_not_opened_at_the_hour_of_now() {
    let mut window = at_work(SiteMode::LeEvent, "");
    window.press(Modifiers::NONE, Key::F9);
    window.tap("Open a take-back event");
    let day = "Day on which it happened";
    window.type_over(day, "01/05/2020");
    window.tap("Check and sign");
    window.until("the question", |window| {
        window.shows("Collecting starts at: not a time such as 09:30")
    });
    window.type_into("Collecting starts at", "09:15");
    window.tap("Check and sign");
    window.until("the dialog", |window| {
        window.shows("Collecting starts at: 09:15") && window.shows("Sign with your own PIN.")
    });
}
