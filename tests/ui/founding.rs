//! The first start: trying it, setting up the site at once or later, and accounts that a command made elsewhere.

use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use eframe::egui::{Key, Modifiers, ViewportCommand};
use takeback::people::{Role, Secret};
use takeback::station::{SiteMode, Station};
use takeback::ui::gate::Gate;

use crate::custody::{acquire, at_work, begin, sign_in};
use crate::harness::Window;
use crate::kiosk::ask_to_close;
use crate::people::{sign_in_clerk, staffed};
use crate::support::{item, staff};

/// A window over a new home with these settings, as it stands at its first start.
fn first_start(settings: &str) -> Window {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("settings.toml"), settings).unwrap();
    let station = Arc::new(Station::open(home.path()).unwrap());
    Window::as_started(home, station)
}

fn gate(window: &Window) -> &Gate {
    &window.harness.state().state().gate
}

/// The administrator gets the first account, by a command while the window is open.
fn found_elsewhere(home: &Path) {
    let station = Station::open(home).unwrap();
    let secret = Secret::new(staff::PASSPHRASE);
    let _code = station
        .found(staff::ADMINISTRATOR, None, &secret, None)
        .unwrap();
    station.sign_out(false).unwrap();
}

#[test]
fn the_first_start_makes_the_administrator_and_the_site() {
    let mut window = first_start("");
    window.tap("Set up this site");
    window.type_into("Your name", "A. Boss");
    window.type_into("Your PIN or passphrase", "123456");
    window.type_into("Repeat it", "12345");
    window.tap("Make the administrator");
    window.until("the difference", |window| window.shows("are not the same"));
    window.type_into("Repeat it", "6");
    window.tap("Make the administrator");
    window.until("the refusal", |window| {
        window.shows("first that anyone tries")
    });
    window.type_into("Your PIN or passphrase", "839");
    window.type_into("Repeat it", "839");
    window.tap("COLLECTOR: Authorized collector (pharmacy, hospital, clinic)");
    assert!(window.shows("21 CFR 1317.75(c)"), "the mode says its law");
    window.tap("Make the administrator");
    window.until("the code", |window| {
        window.shows("Write down the recovery code")
    });
    let code = |label: &String| label.len() == 29 && label.matches('-').count() == 5;
    assert_eq!(
        window.labels().iter().filter(|label| code(label)).count(),
        1
    );
    window.tap("It is written down");
    assert!(window.shows("Set-up, step 3 of 5") && window.shows("You can do this later"));
    window.tap("Set-up is done");
    assert!(window.shows("A. Boss, administrator") && window.shows("Use the liner log"));
    assert!(!window.labels().iter().any(code), "the code is shown once");
    let station = Station::open(window.home.path()).unwrap();
    assert_eq!(station.site_mode(), SiteMode::Collector);
}

#[test]
fn trying_it_needs_no_account_but_only_in_research() {
    let mut window = first_start("");
    window.tap("Just try it");
    assert!(window.shows("Open photograph…"));
    let window = first_start("site_mode = \"LE_EVENT\"");
    assert!(window.shows("Set up this site") && !window.shows("Just try it"));
    assert!(window.shows("needs people who sign in"));
}

#[test]
fn a_site_that_was_tried_first_is_set_up_from_each_of_the_staff_pages() {
    let home = tempfile::tempdir().unwrap();
    let station = Station::open(home.path()).unwrap();
    station.record(item::unidentified()).unwrap();
    let mut window = Window::as_started(home, Arc::new(station));
    assert!(matches!(gate(&window), Gate::Open));
    let set_up = |window: &mut Window, page: &str| {
        window.press(Modifiers::NONE, Key::F10);
        window.tap(page);
        window.tap("Set up this site");
        assert!(matches!(gate(window), Gate::Setup(_)), "{page}");
    };
    for page in ["People", "Site"] {
        set_up(&mut window, page);
        window.tap("Back");
        assert!(matches!(gate(&window), Gate::Open), "{page}");
        assert!(window.shows("Set up this site"), "{page}");
    }
    set_up(&mut window, "My PIN");
    window.type_into("Your name", "A. Boss");
    window.type_into("Your PIN or passphrase", staff::PIN);
    window.type_into("Repeat it", staff::PIN);
    window.tap("Make the administrator");
    window.until("the code", |window| matches!(gate(window), Gate::Code(_)));
}

#[test]
fn the_first_account_that_a_command_makes_closes_the_window_and_opens_it_to_its_holder() {
    let begun: [fn(&mut Window); 2] = [|_| {}, |window| window.tap("Just try it")];
    for begin in begun {
        let mut window = first_start("");
        begin(&mut window);
        found_elsewhere(window.home.path());
        window.until("the gate", |window| window.shows("Who is here?"));
        sign_in(&mut window, "A. Boss, administrator", staff::PASSPHRASE);
    }
}

#[test]
fn a_kiosk_closes_as_long_as_there_is_nobody_to_ask() {
    let kiosk = || {
        let home = tempfile::tempdir().unwrap();
        let station = Station::open(home.path()).unwrap();
        let mut window = Window::of_kiosk(home, Arc::new(station));
        window.tap("Just try it");
        window
    };
    let stays = |window: &mut Window| ask_to_close(window).contains(&ViewportCommand::CancelClose);
    let mut window = kiosk();
    found_elsewhere(window.home.path());
    assert!(stays(&mut window));
    window.until("the question", |window| window.shows("Leave the kiosk?"));
    assert!(stays(&mut window), "{:#?}", window.labels());

    let mut window = kiosk();
    let mut is_kept_in = true;
    for _ in 0..400 {
        is_kept_in = stays(&mut window);
        if !is_kept_in {
            break;
        }
        // Until the record was asked.
        thread::sleep(Duration::from_millis(10));
    }
    assert!(!is_kept_in);
}

/// What an administrator does at another window or by a command meanwhile.
fn add_elsewhere(window: &Window, name: &str) {
    let elsewhere = Station::open(window.home.path()).unwrap();
    let boss = elsewhere.named(staff::ADMINISTRATOR).unwrap().id;
    let secret = Secret::new(staff::PASSPHRASE);
    elsewhere.sign_in(boss, &secret).unwrap();
    staff::add(&elsewhere, name, Role::Operator, None);
}

#[test]
fn whoever_got_an_account_elsewhere_is_listed_once_somebody_signs_out() {
    let mut window = staffed(SiteMode::Research, "");
    sign_in_clerk(&mut window);
    add_elsewhere(&window, "N. New");
    window.tap("Sign out C. Clerk");
    window.until("the new one", |window| window.shows("N. New, operator"));
}

#[test]
fn whoever_got_an_account_elsewhere_can_be_the_second_of_two_who_sign() {
    let mut window = at_work(SiteMode::Collector, "");
    acquire(&mut window, &["CRL1001"]);
    begin(&mut window, "CRL1001", "Put a liner in");
    assert!(!window.shows("N. New, operator"));
    add_elsewhere(&window, "N. New");
    window.until("the new one", |window| window.shows("N. New, operator"));
}
