//! People and site in the window, by the names that a screen reader speaks.

use std::sync::Arc;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use takeback::ledger::Site;
use takeback::people::{Role, Secret};
use takeback::station::{Clock, NewAccount, SiteMode, Station};

use crate::custody::sign_in;
use crate::harness::Window;
use crate::people::{sign_in_clerk, staffed};
use crate::photographs::{draw_a_tray, has_models};
use crate::support::staff;

const NEW_PIN: &str = "860497";

/// A window over a site of this mode at which its administrator is signed in.
fn as_administrator(mode: SiteMode) -> Window {
    let home = tempfile::tempdir().unwrap();
    let site = staff::site(mode);
    let station = staff::staffed(home.path(), Clock::System, site);
    station.sign_out(false).unwrap();
    let mut window = Window::over(home, Arc::new(station));
    sign_in_boss(&mut window, staff::PASSPHRASE);
    window
}

fn sign_in_boss(window: &mut Window, secret: &str) {
    window.tap_first("A. Boss, administrator");
    window.type_into("PIN or passphrase", secret);
    window.press(Modifiers::NONE, Key::Enter);
    window.until("the administrator", |window| {
        window.shows("Sign out A. Boss")
    });
}

fn secrets(window: &mut Window, secret: &str) {
    window.type_into("New PIN or passphrase", secret);
    window.type_into("Repeat it", secret);
}

#[test]
fn an_administrator_adds_somebody_changes_their_role_and_disables_them() {
    let mut window = as_administrator(SiteMode::Collector);
    window.press(Modifiers::NONE, Key::F10);
    window.tap("People");
    window.type_into("Their name, as printed in the records", "E. New");
    secrets(&mut window, "123456");
    window.tap("Add this person");
    window.until("the refusal", |window| {
        window.shows("first that anyone tries")
    });
    assert!(window.shows("E. New"), "nothing is lost");
    window.tap("People");
    window.type_into("Their name, as printed in the records", "E. New");
    secrets(&mut window, NEW_PIN);
    window.tap("Add this person");
    window.until("the account", |window| window.shows("E. New, operator"));
    window.tap("E. New, operator");
    window.tap("pharmacist");
    window.until("the role", |window| window.shows("E. New, pharmacist"));
    window.tap("Disable");
    window.until("the end", |window| {
        window.shows("E. New, pharmacist, disabled")
    });
    secrets(&mut window, "704158");
    window.tap("Give the new PIN");
    window.until("the way back in", |window| {
        !window.shows("E. New, pharmacist, disabled")
    });
    window.tap_first("A. Boss, administrator, officer 4711");
    window.tap("Disable");
    window.until("the refusal", |window| {
        window.shows("is the last administrator")
    });
}

#[test]
fn at_a_facility_an_administrator_says_who_is_the_collectors_employee() {
    let mut window = as_administrator(SiteMode::Ltcf);
    window.press(Modifiers::NONE, Key::F10);
    window.tap("People");
    window.tap_first("A. Boss, administrator, officer 4711");
    window.tap("yes");
    window.until("the answer", |window| {
        window.shows("A. Boss, administrator, officer 4711, employee of the collector")
    });
    let station = Station::open(window.home.path()).unwrap();
    let boss = station.named(staff::ADMINISTRATOR).unwrap();
    assert!(boss.of_collector);

    let mut elsewhere = as_administrator(SiteMode::Collector);
    elsewhere.press(Modifiers::NONE, Key::F10);
    elsewhere.tap("People");
    elsewhere.tap_first("A. Boss, administrator, officer 4711");
    assert!(!elsewhere.shows("Employee of the collector?"));
}

#[test]
fn an_administrator_states_the_number_of_an_officer_and_takes_it_away() {
    let mut window = staffed(SiteMode::LeEvent, "");
    // Tall enough for what scrolls in a smaller window.
    window.harness.set_size(eframe::egui::vec2(1280.0, 1200.0));
    sign_in_boss(&mut window, staff::PASSPHRASE);
    window.press(Modifiers::NONE, Key::F10);
    window.tap("People");
    window.tap("C. Clerk, operator");
    let field = "Officer number (only officers of the agency)";
    window.type_into(field, " 88 ");
    window.tap("Set the officer number");
    window.until("the number", |window| {
        window.shows("C. Clerk, operator, officer 88")
    });
    let number = |window: &Window| {
        let station = Station::open(window.home.path()).unwrap();
        station.named("C. Clerk").unwrap().officer
    };
    assert_eq!(number(&window).as_deref(), Some("88"));
    let shown = window.harness.get_by_label(field).value();
    assert_eq!(
        shown.as_deref(),
        Some("88"),
        "what is on record stays there"
    );

    window.harness.get_by_label(field).focus();
    window.harness.step();
    window.press(Modifiers::COMMAND, Key::A);
    window.press(Modifiers::NONE, Key::Backspace);
    window.tap("Set the officer number");
    window.until("no number", |window| !window.shows("officer 88"));
    assert_eq!(number(&window), None);
}

#[test]
fn everybody_changes_their_own_pin_and_nobody_else_the_site() {
    let mut window = staffed(SiteMode::Research, "");
    sign_in_clerk(&mut window);
    window.press(Modifiers::NONE, Key::F10);
    window.type_into("Current PIN or passphrase", "111111");
    secrets(&mut window, NEW_PIN);
    window.tap("Change my PIN");
    window.until("the refusal", |window| window.shows("4 tries left"));
    window.tap("People");
    assert!(window.shows("may not manage accounts") || window.shows("manage accounts"));
    assert!(!window.shows("Add this person"));
    window.tap("Site");
    assert!(!window.shows("Save the site"));
    window.tap("My PIN");
    window.type_into("Current PIN or passphrase", crate::support::staff::PIN);
    secrets(&mut window, NEW_PIN);
    window.tap("Change my PIN");
    window.until("the change", |window| window.shows("Your PIN is changed"));
    let station = Station::open(window.home.path()).unwrap();
    let clerk = station.named("C. Clerk").unwrap().id;
    assert!(station.sign_in(clerk, &Secret::new(NEW_PIN)).is_ok());
}

#[test]
fn secrets_that_were_typed_and_not_sent_are_gone_for_whoever_signs_in_next() {
    let mut window = staffed(SiteMode::Research, "");
    sign_in_clerk(&mut window);
    window.press(Modifiers::NONE, Key::F10);
    window.type_into("Current PIN or passphrase", staff::PIN);
    secrets(&mut window, NEW_PIN);
    window.tap("Sign out C. Clerk");
    sign_in_boss(&mut window, staff::PASSPHRASE);
    let form = &window.harness.state().state().staff.form;
    for typed in [&form.old, &form.secret, &form.again] {
        assert!(typed.is_empty());
    }
}

#[test]
fn what_one_person_stated_of_an_item_is_not_the_next_ones() {
    let stated = |window: &Window| {
        let state = window.harness.state().state();
        [state.reference.as_str(), state.discontinued.as_str()].concat()
    };
    for (mode, field, words) in [
        (SiteMode::LeEvidence, "Case or reference", "Case 7"),
        (SiteMode::Ltcf, "Discontinued on", "01/05/2026"),
    ] {
        let mut window = staffed(mode, "lock_after_seconds = 60");
        sign_in_clerk(&mut window);
        window.press(Modifiers::COMMAND, Key::F);
        window.until("the field", |window| window.shows(field));
        window.type_into(field, words);
        window.until("the lock", |window| window.shows("Locked"));
        sign_in_clerk(&mut window);
        assert_eq!(stated(&window), words, "whoever comes back goes on");
        window.tap("Sign out C. Clerk");
        sign_in_boss(&mut window, staff::PASSPHRASE);
        assert_eq!(stated(&window), "");
    }
}

#[test]
fn the_label_of_one_person_is_not_what_the_pills_of_the_next_are_compared_with() {
    let mut window = staffed(SiteMode::Research, "");
    sign_in_clerk(&mut window);
    if !has_models(&Station::open(window.home.path()).unwrap()) {
        return;
    }
    draw_a_tray(&mut window);
    window.tap("Compare with a label");
    window.type_into("Drug or NDC on the label", "fentanyl");
    window.tap_first("Fentanyl 0.2 MG Oral Lozenge");
    let compared = |window: &Window| !window.harness.state().state().label.products.is_empty();
    assert!(compared(&window));
    window.tap("Sign out C. Clerk");
    sign_in_boss(&mut window, staff::PASSPHRASE);
    assert!(!compared(&window));
}

#[test]
fn another_site_mode_says_what_it_changes_and_is_a_record() {
    let mut window = as_administrator(SiteMode::Collector);
    window.press(Modifiers::NONE, Key::F10);
    window.tap("Site");
    window.tap("LE_EVENT: Law enforcement, take-back event");
    assert!(window.shows("From COLLECTOR to LE_EVENT changes this:"));
    assert!(window.shows("We may run a take-back event."));
    window.tap("Save the site");
    window.until("the change", |window| {
        window.shows("LE_EVENT") && window.shows("on record")
    });
    let station = Station::open(window.home.path()).unwrap();
    assert_eq!(station.site_mode(), SiteMode::LeEvent);
}

#[test]
fn a_form_of_the_site_puts_back_nothing_that_was_changed_elsewhere_meanwhile() {
    let mut window = as_administrator(SiteMode::Collector);
    let elsewhere = Station::open(window.home.path()).unwrap();
    let boss = elsewhere.named(staff::ADMINISTRATOR).unwrap().id;
    let secret = Secret::new(staff::PASSPHRASE);
    elsewhere.sign_in(boss, &secret).unwrap();
    window.press(Modifiers::NONE, Key::F10);
    window.tap("Site");
    window.type_into("Telephone", "555 0100");
    let sheriff = Site {
        agency: "County Sheriff".into(),
        ..staff::site(SiteMode::LeReceptacle)
    };
    elsewhere.set_site(sheriff.clone()).unwrap();
    window.tap("Save the site");
    window.until("the change", |window| window.shows("that is on record"));
    let both = Site {
        telephone: "555 0100".into(),
        ..sheriff
    };
    assert_eq!(Station::open(window.home.path()).unwrap().site(), both);
}

#[test]
fn what_one_administrator_typed_of_the_site_is_not_the_next_ones_to_save() {
    let home = tempfile::tempdir().unwrap();
    let site = staff::site(SiteMode::Collector);
    let station = staff::staffed(home.path(), Clock::System, site);
    let deputy = NewAccount {
        name: "D. Deputy".into(),
        role: Role::Administrator,
        officer: None,
    };
    let pin = Secret::new(staff::PIN);
    station.add_account(deputy, &pin).unwrap();
    station.sign_out(false).unwrap();
    let mut window = Window::over(home, Arc::new(station));
    sign_in_boss(&mut window, staff::PASSPHRASE);
    window.press(Modifiers::NONE, Key::F10);
    window.tap("Site");
    window.type_into("Telephone", "555 0100");
    let typed = |window: &Window| {
        let site = window.harness.state().state().staff.site.as_ref();
        site.unwrap().shall.telephone.clone()
    };
    assert_eq!(typed(&window), "555 0100");
    window.tap("Sign out A. Boss");
    sign_in(&mut window, "D. Deputy, administrator", staff::PIN);
    assert_eq!(typed(&window), "");
}

#[test]
fn the_recovery_code_lets_an_administrator_back_in() {
    let home = tempfile::tempdir().unwrap();
    let station = Station::open(home.path()).unwrap();
    let first = Secret::new(staff::PASSPHRASE);
    let site = staff::site(SiteMode::Collector);
    let code = station
        .found(staff::ADMINISTRATOR, None, &first, Some(site))
        .unwrap();
    station.sign_out(false).unwrap();
    let mut window = Window::over(home, Arc::new(station));
    window.tap("PIN forgotten");
    window.type_into("Recovery code", "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF");
    secrets(&mut window, NEW_PIN);
    window.tap("Set the new PIN");
    window.until("the refusal", |window| window.shows("code is not right"));
    window.tap("Back");
    window.tap("PIN forgotten");
    window.type_into("Recovery code", &code.shown());
    secrets(&mut window, NEW_PIN);
    window.tap("Set the new PIN");
    window.until("the next code", |window| {
        window.shows("Write down the recovery code")
    });
    window.tap("It is written down");
    assert!(
        window.shows("Who is here?"),
        "the code itself signs nobody in"
    );
    sign_in_boss(&mut window, NEW_PIN);
}

#[test]
fn another_recovery_code_sets_nothing_up_again_and_is_gone_once_the_window_locks() {
    let mut window = staffed(SiteMode::Research, "lock_after_seconds = 60");
    sign_in_boss(&mut window, staff::PASSPHRASE);
    window.press(Modifiers::NONE, Key::F10);
    window.tap("People");
    window.tap("New recovery code");
    let shows_code = |window: &Window| window.shows("Write down the recovery code");
    window.until("the code", shows_code);
    assert!(!window.shows("Set-up, step"));
    window.tap("It is written down");
    assert!(window.shows("New recovery code") && !window.shows("Set-up, step"));

    window.tap("New recovery code");
    window.until("the other code", shows_code);
    window.until("the warning", |window| window.shows("Locks in "));
    window.until("the lock", |window| window.shows("Locked"));
    assert!(!shows_code(&window) && !window.shows("It is written down"));
    sign_in_boss(&mut window, staff::PASSPHRASE);
    assert!(!shows_code(&window));
}

#[test]
fn the_keyboard_begins_at_setting_up_the_site() {
    let home = tempfile::tempdir().unwrap();
    let station = Arc::new(Station::open(home.path()).unwrap());
    let mut window = Window::as_started(home, station);
    window.harness.run_steps(3);
    let set_up = window.harness.get_by_label("Set up this site");
    assert!(set_up.is_focused());
}

#[test]
fn a_reference_that_names_a_person_is_warned_of_while_it_is_typed() {
    let mut window = staffed(SiteMode::LeEvidence, "");
    sign_in_clerk(&mut window);
    window.tap("Search the catalog");
    window.type_into("Case or reference", "Case 7");
    assert!(!window.shows("No names, no birthdays"));
    window.type_into("Case or reference", ", Mrs Miller");
    assert!(window.shows("No names, no birthdays"));
}

#[test]
fn an_administrator_chooses_the_camera_that_a_message_asks_for_and_nobody_else_does() {
    let home = tempfile::tempdir().unwrap();
    let settings = "camera = \"046d:0825 A\"\n";
    std::fs::write(home.path().join("settings.toml"), settings).unwrap();
    let site = staff::site(SiteMode::Research);
    let station = staff::staffed(home.path(), Clock::System, site);
    station.sign_out(false).unwrap();
    let mut window = Window::over(home, Arc::new(station));
    sign_in_boss(&mut window, staff::PASSPHRASE);
    window.until("the message", |window| {
        window.shows("046d:0825 A is not connected; plug it in again, or choose another camera")
    });
    window.tap("Choose a camera");
    window.until("what is connected", |window| {
        window.shows("046d:0825 A, not connected")
    });
    window.tap_first("The first there is");
    window.until("the answer", |window| {
        window.shows("This camera is used from now on.")
    });
    let read = || std::fs::read_to_string(window.home.path().join("settings.toml")).unwrap();
    assert_eq!(read(), "");
    assert!(!window.shows("046d:0825 A, not connected"));

    let mut window = staffed(SiteMode::Research, settings);
    sign_in_clerk(&mut window);
    window.until("who chooses", |window| {
        window.shows("An administrator chooses the camera, under Site and people.")
    });
    assert!(!window.shows("Choose a camera"));
}
