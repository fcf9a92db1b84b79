//! Signing in and out, the lock: by the names that a screen reader speaks.

use std::path::Path;
use std::sync::Arc;

use eframe::egui::{Event, Key, Modifiers, pos2};
use egui_kittest::kittest::Queryable;
use takeback::ledger::LogFilter;
use takeback::people::{Role, Secret};
use takeback::station::{Clock, NewAccount, SiteMode, Station};
use takeback::ui::gate::Gate;
use takeback::ui::pill::{Choice, Pill};
use takeback::ui::state::Work;

use crate::custody::sign_in;
use crate::harness::Window;
use crate::photographs::{draw_a_tray, has_models, read};
use crate::support::staff;

const STRATTERA: &str =
    "atomoxetine 25 MG Oral Capsule [Strattera], NDC 00002-3228-30, ELI LILLY CO.";

/// A window over a site of this mode with its administrator and a clerk, at whom nobody is.
pub fn staffed(mode: SiteMode, settings: &str) -> Window {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("settings.toml"), settings).unwrap();
    let station = staff::staffed(home.path(), Clock::System, staff::site(mode));
    let clerk = NewAccount {
        name: "C. Clerk".into(),
        role: Role::Operator,
        officer: None,
    };
    station
        .add_account(clerk, &Secret::new(staff::PIN))
        .unwrap();
    station.sign_out(false).unwrap();
    Window::over(home, Arc::new(station))
}

pub fn enter_pin(window: &mut Window, pin: &str) {
    for digit in pin.chars() {
        window.tap(&digit.to_string());
    }
    window.tap("Sign in");
}

pub fn sign_in_clerk(window: &mut Window) {
    window.tap("C. Clerk, operator");
    enter_pin(window, staff::PIN);
    window.until("the clerk", |window| window.shows("Sign out C. Clerk"));
}

/// The clerk has two of a product of the catalogue in hand.
pub fn two_chosen(window: &mut Window) {
    sign_in_clerk(window);
    window.tap("Search the catalog");
    window.type_into("Imprint", "3228 lilly");
    window.tap(STRATTERA);
    window.tap("One more");
}

pub fn who_recorded(home: &Path) -> Vec<String> {
    let rows = Station::open(home)
        .unwrap()
        .log(&LogFilter::default())
        .unwrap();
    rows.into_iter().map(|row| row.by).collect()
}

#[test]
fn a_name_that_is_a_word_of_the_station_stays_as_it_was_typed_in_every_language() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("window.toml"), "language = \"es-US\"\n").unwrap();
    let site = staff::site(SiteMode::Research);
    let station = staff::staffed(home.path(), Clock::System, site);
    let called = NewAccount {
        name: "operator".into(),
        role: Role::Operator,
        officer: None,
    };
    station
        .add_account(called, &Secret::new(staff::PIN))
        .unwrap();
    station.sign_out(false).unwrap();
    let mut window = Window::over(home, Arc::new(station));
    window.tap("operator, operador");
    window.type_into("PIN o frase de contraseña", "836152");
    window.tap("Iniciar sesión");
    window.until("the refusal", |window| {
        window.shows("Ese no era el PIN o la frase de contraseña de operator")
    });
}

#[test]
fn a_clerk_signs_in_with_the_keypad_and_is_named_until_signing_out() {
    let mut window = staffed(SiteMode::Research, "");
    assert!(window.shows("Who is here?") && !window.shows("Open photograph…"));
    for key in ["1", "5", "0", "Clear", "Delete", "Choose your name first"] {
        let rect = window.harness.get_by_label(key).rect();
        assert!(
            rect.width() >= 72.0 && rect.height() >= 72.0,
            "{key} is {rect:?}"
        );
        assert!(
            rect.right() <= 1280.0 && rect.bottom() <= 800.0,
            "{key} is off: {rect:?}"
        );
    }
    window.tap("C. Clerk, operator");
    enter_pin(&mut window, "195847");
    window.until("the refusal", |window| window.shows("4 tries left"));
    enter_pin(&mut window, staff::PIN);
    window.until("the screens", |window| window.shows("Open photograph…"));
    assert!(window.shows("C. Clerk, operator"));
    window.tap("Sign out C. Clerk");
    assert!(window.shows("Who is here?") && !window.shows("Open photograph…"));
}

#[test]
fn the_lock_comes_with_a_warning_and_loses_nothing() {
    let mut window = staffed(SiteMode::Research, "lock_after_seconds = 60");
    two_chosen(&mut window);
    window.until("the warning", |window| window.shows("Locks in "));
    window.tap("I am still here");
    assert!(!window.shows("Locks in "), "a touch keeps it open");
    let place = |window: &Window| window.harness.get_by_label(STRATTERA).rect();
    let before = place(&window);
    window.until("the warning", |window| window.shows("Locks in "));
    assert_eq!(place(&window), before, "what is tapped now is not lost");
    window.tap("One more");
    assert!(!window.shows("Locks in "), "any touch does");
    window.until("the lock", |window| window.shows("Locked"));
    assert!(!window.shows("CONFIRM"), "a locked window records nothing");
    enter_pin(&mut window, staff::PIN);
    window.until("what was in hand", |window| window.shows("CONFIRM"));
    window.tap("CONFIRM");
    window.until("the record", |window| {
        window.shows("Recorded: atomoxetine 25 MG Oral Capsule [Strattera] × 3")
    });
    assert_eq!(who_recorded(window.home.path()), ["C. Clerk"]);
}

#[test]
fn a_window_that_was_not_shown_for_too_long_is_locked_whatever_brings_it_back() {
    let mut window = staffed(SiteMode::Research, "lock_after_seconds = 60");
    sign_in_clerk(&mut window);
    let now = window.harness.ctx.input(|input| input.time);
    let input = window.harness.input_mut();
    input.time = Some(now + 600.0);
    input.events.push(Event::PointerMoved(pos2(640.0, 400.0)));
    window.harness.step();
    window.harness.input_mut().time = None;
    assert!(window.shows("Locked"), "{:#?}", window.labels());
    enter_pin(&mut window, staff::PIN);
    window.until("the clerk", |window| window.shows("Sign out C. Clerk"));
}

#[test]
fn a_file_that_is_dropped_on_a_locked_window_is_not_looked_at() {
    let mut window = staffed(SiteMode::Research, "lock_after_seconds = 60");
    two_chosen(&mut window);
    let photo = window.home.path().join("photo.png");
    image::RgbImage::new(640, 480).save(&photo).unwrap();
    window.until("the lock", |window| window.shows("Locked"));
    window.drop_file(&photo);
    assert_eq!(window.harness.state().state().work, Work::Idle);
    enter_pin(&mut window, staff::PIN);
    window.until("what was in hand", |window| window.shows("CONFIRM"));
    let state = window.harness.state().state();
    assert!(state.chosen().is_some() && state.quantity() == 2);
}

#[test]
fn no_box_of_the_screens_lies_over_a_locked_window_or_is_there_after_it() {
    let mut window = staffed(SiteMode::Research, "lock_after_seconds = 60");
    sign_in_clerk(&mut window);
    if !has_models(&Station::open(window.home.path()).unwrap()) {
        return;
    }
    draw_a_tray(&mut window);
    // Models may take longer to load than a window stays open.
    if window.shows("Locked") {
        enter_pin(&mut window, staff::PIN);
        window.until("the clerk", |window| window.shows("Sign out C. Clerk"));
    }
    window.tap("Pill 1 in the photograph");
    for (opens, shows) in [
        ("Compare with a label", "What does the label say?"),
        ("Quantity 1, change", "Number of units"),
    ] {
        window.tap(opens);
        assert!(window.shows(shows), "{:#?}", window.labels());
        window.until("the lock", |window| window.shows("Locked"));
        assert!(!window.shows(shows) && !window.shows("Cancel"), "{opens}");
        enter_pin(&mut window, staff::PIN);
        window.until("the clerk", |window| window.shows("Sign out C. Clerk"));
        assert!(!window.shows(shows), "{opens}");
    }
}

#[test]
fn what_one_person_chose_in_the_catalog_is_not_the_next_ones_to_confirm() {
    let mut window = staffed(SiteMode::Research, "lock_after_seconds = 60");
    two_chosen(&mut window);
    assert!(window.shows("CONFIRM"));
    // Another list does not hide what is chosen.
    assert!(!window.shows("What you chose"));
    window.type_into("Imprint", " zzqx");
    assert!(window.shows("What you chose") && window.shows(STRATTERA));
    window.tap("Sign out C. Clerk");
    window.tap("C. Clerk, operator");
    enter_pin(&mut window, staff::PIN);
    window.until("the clerk", |window| window.shows("Sign out C. Clerk"));
    let quantity = |window: &Window| window.harness.state().state().quantity();
    assert_eq!(window.harness.state().state().chosen(), None);
    assert_eq!(quantity(&window), 1);

    // Nor is it there when the catalogue is opened again.
    window.press(eframe::egui::Modifiers::COMMAND, eframe::egui::Key::I);
    window.tap("Search the catalog");
    window.type_into("Imprint", "3228 lilly");
    window.tap(STRATTERA);
    window.tap("One more");
    window.press(eframe::egui::Modifiers::COMMAND, eframe::egui::Key::I);
    window.tap("Search the catalog");
    assert!(!window.shows("CONFIRM") && !window.shows("What you chose"));
    assert_eq!(quantity(&window), 1);
}

#[test]
fn what_is_not_offered_says_why() {
    let mut window = staffed(SiteMode::LeEvent, "");
    window.tap("C. Clerk, operator");
    window.type_into("PIN or passphrase", staff::PIN);
    window.press(eframe::egui::Modifiers::NONE, eframe::egui::Key::Enter);
    window.until("the clerk", |window| window.shows("Sign out C. Clerk"));
    assert!(window.shows("You cannot record items here now"));
    assert!(window.shows("an officer of the agency at the station"));
    window.tap("About");
    assert!(window.shows("May we keep the package log?") && window.shows("21 CFR 1317.70"));
}

/// What was typed into the field at the gate that is in hand.
fn typed_at_gate(window: &Window) -> &str {
    match &window.harness.state().state().gate {
        Gate::SignIn(sign_in) => &sign_in.secret,
        Gate::Recover(recovery) => &recovery.code,
        _ => panic!("another gate: {:#?}", window.labels()),
    }
}

#[test]
fn what_was_typed_at_the_gate_is_not_taken_back_by_whoever_comes_next() {
    let mut window = staffed(SiteMode::Research, "");
    let is_not_taken_back = |window: &mut Window, field: &str| {
        window.harness.get_by_label(field).focus();
        window.harness.step();
        for _ in 0..4 {
            window.press(Modifiers::COMMAND, Key::Z);
            assert_eq!(typed_at_gate(window), "");
        }
    };
    window.tap("C. Clerk, operator");
    window.type_into("PIN or passphrase", staff::PIN);
    // So long that a field keeps it to be taken back.
    window.harness.run_steps(8);
    window.press(Modifiers::NONE, Key::Enter);
    window.until("the clerk", |window| window.shows("Sign out C. Clerk"));
    window.tap("Sign out C. Clerk");
    is_not_taken_back(&mut window, "PIN or passphrase");

    window.tap("PIN forgotten");
    window.type_into("Recovery code", "7F3K-9XQ2");
    window.harness.run_steps(8);
    window.tap("Back");
    window.tap("PIN forgotten");
    is_not_taken_back(&mut window, "Recovery code");
}

#[test]
fn whoever_looks_at_the_recovery_of_a_locked_window_leaves_what_was_begun() {
    let mut window = staffed(SiteMode::LeEvidence, "lock_after_seconds = 60");
    sign_in_clerk(&mut window);
    window.press(Modifiers::COMMAND, Key::F);
    window.type_into("Case or reference", "Case 7");
    window.until("the lock", |window| window.shows("Locked"));
    window.tap("PIN forgotten");
    window.tap("Back");
    assert!(window.shows("Locked"));
    sign_in_clerk(&mut window);
    assert_eq!(window.harness.state().state().reference, "Case 7");
}

#[test]
fn a_recovery_code_that_somebody_typed_is_gone_once_nobody_is_there() {
    let mut window = staffed(SiteMode::Research, "lock_after_seconds = 60");
    window.tap("PIN forgotten");
    window.type_into("Recovery code", "7F3K-9XQ2");
    window.until("the warning", |window| window.shows("Locks in "));
    window.until("the gate", |window| window.shows("Who is here?"));
    window.tap("PIN forgotten");
    assert_eq!(typed_at_gate(&window), "");
}

#[test]
fn what_one_person_picked_and_stated_of_a_pill_is_not_the_next_ones_to_confirm() {
    let mut window = staffed(SiteMode::Research, "lock_after_seconds = 3600");
    sign_in_clerk(&mut window);
    if !has_models(&Station::open(window.home.path()).unwrap()) {
        return;
    }
    draw_a_tray(&mut window);
    window.tap("Pill 1 in the photograph");
    window.until("the imprint", read);
    let field = "Imprint, as you read it";
    window.type_into(field, "ZZ 99");
    window.press(Modifiers::NONE, Key::Enter);
    let is_told = |pill: &Pill| {
        let found = pill.reading.identification();
        found.is_some_and(|found| found.typed.is_some())
    };
    let any = |window: &Window, is: fn(&Pill) -> bool| {
        let tray = window.harness.state().state().tray.as_ref().unwrap();
        tray.pills.iter().any(is)
    };
    window.until("what was typed", |window| {
        any(window, is_told) && read(window)
    });
    window.press(Modifiers::NONE, Key::Num1);
    window.press(Modifiers::NONE, Key::Plus);
    let is_picked = |pill: &Pill| pill.choice != Choice::Nothing;
    let is_counted = |pill: &Pill| pill.quantity != 1;
    window.until("the pick", |window| any(window, is_picked));
    window.until("two of it", |window| any(window, is_counted));
    window.tap("Sign out C. Clerk");
    sign_in(&mut window, "A. Boss, administrator", staff::PASSPHRASE);
    assert!(!any(&window, is_picked) && !any(&window, is_counted));
    window.until("nothing typed", |window| !any(window, is_told));
    assert!(!any(&window, |pill| !pill.imprint.words.is_empty()));
}
