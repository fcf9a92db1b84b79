//! The case number of the item before: stated again by one tap, by whoever recorded that item, and never by itself.

use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable;
use rusqlite::Connection;
use takeback::ledger::LogFilter;
use takeback::station::{SiteMode, Station};

use crate::custody::sign_in;
use crate::harness::Window;
use crate::people::{sign_in_clerk, staffed};
use crate::photographs::{has_models, read, strattera};
use crate::scan::show_package;
use crate::support::staff;
use crate::wedge::{self, LAMOTRIGINE, WARFARIN};

const STRATTERA: &str =
    "atomoxetine 25 MG Oral Capsule [Strattera], NDC 00002-3228-30, ELI LILLY CO.";
const FIELD: &str = "Case or reference";
const CASE: &str = "2026-17";
const SAME: &str = "Same case as before: 2026-17";

fn look_up(window: &mut Window) {
    window.press(Modifiers::COMMAND, Key::F);
    window.type_into("Imprint", "3228 lilly");
    window.tap(STRATTERA);
}

fn confirm(window: &mut Window) {
    let before = window.harness.state().state().recorded;
    window.tap("CONFIRM");
    window.until("the record", |window| {
        window.harness.state().state().recorded > before
    });
}

fn stated(window: &Window) -> &str {
    &window.harness.state().state().reference
}

fn offers(window: &Window) -> bool {
    window.shows("Same case as before")
}

#[test]
fn the_next_item_of_a_case_takes_one_tap_and_the_next_person_is_offered_nothing() {
    let mut window = staffed(SiteMode::LeEvidence, "lock_after_seconds = 60");
    sign_in_clerk(&mut window);
    look_up(&mut window);
    assert!(!offers(&window), "there was no item before");
    window.type_into(FIELD, CASE);
    confirm(&mut window);

    look_up(&mut window);
    assert_eq!(stated(&window), "", "nothing carries over by itself");
    let button = window.harness.get_by_label(SAME).rect();
    assert!(
        button.width() > 47.5 && button.height() > 47.5,
        "{button:?}"
    );
    assert!(
        button.right() < 1280.0 && button.bottom() < 800.0,
        "{button:?}"
    );
    window.tap("Español");
    assert!(window.shows("Mismo caso que antes: 2026-17"));
    window.tap("English");
    window.tap(SAME);
    assert_eq!(stated(&window), CASE);
    assert!(!offers(&window), "it is stated");
    confirm(&mut window);
    let station = Station::open(window.home.path()).unwrap();
    let rows = station.log(&LogFilter::default()).unwrap();
    let cases: Vec<_> = rows
        .iter()
        .map(|row| row.decided.reference.as_deref())
        .collect();
    assert_eq!(cases, [Some(CASE), Some(CASE)]);

    look_up(&mut window);
    window.until("the lock", |window| window.shows("Locked"));
    assert!(!offers(&window));
    sign_in_clerk(&mut window);
    assert!(offers(&window), "whoever comes back goes on");
    window.tap("Sign out C. Clerk");
    sign_in(&mut window, "A. Boss, administrator", staff::PASSPHRASE);
    look_up(&mut window);
    assert!(!offers(&window), "{:#?}", window.labels());
    window.tap("Sign out A. Boss");
    sign_in_clerk(&mut window);
    look_up(&mut window);
    assert!(!offers(&window), "who signs in anew begins anew");
}

#[test]
fn a_scanned_package_is_stated_to_be_of_the_case_before_too() {
    let dropped = tempfile::tempdir().unwrap();
    let setting = format!("camera_folder = \"{}\"\n", dropped.path().display());
    let mut window = staffed(SiteMode::LeEvidence, &setting);
    sign_in_clerk(&mut window);
    window.press(Modifiers::COMMAND, Key::B);
    window.until("the camera", |window| {
        window.harness.state().state().camera.sees()
    });
    show_package(&mut window, dropped.path(), "S0042");
    window.type_into(FIELD, CASE);
    window.tap("Record this medicine");
    window.until("the record", |window| {
        window.shows("Recorded. For another one like it")
    });
    show_package(&mut window, dropped.path(), "S0043");
    assert_eq!(stated(&window), "");
    window.tap(SAME);
    assert_eq!(stated(&window), CASE);
}

#[test]
fn a_number_typed_beside_a_pill_that_is_put_away_is_not_filled_in_for_the_next() {
    let Some(photo) = strattera() else { return };
    let mut window = staffed(SiteMode::LeEvidence, "");
    if !has_models(&Station::open(window.home.path()).unwrap()) {
        return;
    }
    sign_in_clerk(&mut window);
    let lies = |window: &Window| window.harness.state().state().pill().is_some();
    window.drop_file(&photo);
    window.until("the pill", lies);
    window.type_into(FIELD, CASE);
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!lies(&window), "it is put away");
    window.drop_file(&photo);
    window.until("the next pill", lies);
    assert_eq!(stated(&window), "");
    window.tap(SAME);
    assert_eq!(stated(&window), CASE);
}

#[test]
fn a_number_typed_beside_what_was_looked_up_is_not_filled_in_for_the_next() {
    let Some(photo) = strattera() else { return };
    let mut window = staffed(SiteMode::LeEvidence, "");
    let has_models = has_models(&Station::open(window.home.path()).unwrap());
    sign_in_clerk(&mut window);
    look_up(&mut window);
    window.type_into(FIELD, CASE);
    window.press(Modifiers::NONE, Key::Escape);
    look_up(&mut window);
    assert_eq!(stated(&window), "");
    window.tap(SAME);
    assert_eq!(stated(&window), CASE);
    if !has_models {
        return;
    }
    window.drop_file(&photo);
    window.until("the pill", |window| {
        window.harness.state().state().pill().is_some()
    });
    assert_eq!(stated(&window), "");
    assert!(offers(&window));
}

#[test]
fn what_is_stated_of_one_package_is_not_filled_in_for_the_next() {
    for (mode, field, words) in [
        (SiteMode::LeEvidence, FIELD, CASE),
        (SiteMode::Ltcf, "Discontinued on", "01/05/2026"),
    ] {
        let mut window = staffed(mode, "");
        sign_in_clerk(&mut window);
        window.press(Modifiers::COMMAND, Key::B);
        let is_stated = |window: &Window| {
            let state = window.harness.state().state();
            [state.reference.as_str(), state.discontinued.as_str()].concat() == words
        };
        wedge::scan(&mut window, LAMOTRIGINE, true);
        window.type_into(field, words);
        assert!(is_stated(&window));
        window.tap("One more");
        wedge::scan(&mut window, WARFARIN, true);
        assert!(window.shows("Warfarin Sodium 5 MG") && !is_stated(&window));
        window.type_into(field, words);
        assert!(is_stated(&window));
        window.tap("Next package");
        assert!(!is_stated(&window));
        wedge::scan(&mut window, LAMOTRIGINE, true);
        assert!(!is_stated(&window));
        assert_eq!(offers(&window), mode == SiteMode::LeEvidence);
    }
}

#[test]
fn why_an_item_was_refused_is_not_said_once_its_number_is_stated() {
    let mut window = staffed(SiteMode::LeEvidence, "");
    sign_in_clerk(&mut window);
    look_up(&mut window);
    window.tap("CONFIRM");
    let refusal = "needs the case or evidence number";
    window.until("the refusal", |window| window.shows(refusal));
    window.type_into(FIELD, CASE);
    assert!(!window.shows(refusal), "{:#?}", window.labels());
    confirm(&mut window);
    // What was done stays said.
    look_up(&mut window);
    window.type_into(FIELD, CASE);
    assert!(window.shows("Recorded: atomoxetine"));
}

#[test]
fn a_number_that_is_typed_while_the_item_before_is_written_stays() {
    let mut window = staffed(SiteMode::LeEvidence, "");
    sign_in_clerk(&mut window);
    look_up(&mut window);
    window.type_into(FIELD, CASE);
    let other = Connection::open(window.home.path().join("takeback.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    window.tap("CONFIRM");
    assert!(window.harness.state().state().saving);
    window.type_into(FIELD, "-2");
    let typed = stated(&window).to_owned();
    assert_ne!(typed, CASE);
    other.execute_batch("ROLLBACK").unwrap();
    window.until("the record", |window| {
        window.harness.state().state().recorded == 1
    });
    assert_eq!(stated(&window), typed);
    let station = Station::open(window.home.path()).unwrap();
    let rows = station.log(&LogFilter::default()).unwrap();
    assert_eq!(rows[0].decided.reference.as_deref(), Some(CASE));
}

#[test]
fn beside_a_case_number_no_action_is_cut_in_a_narrow_window() {
    let Some(photo) = strattera() else { return };
    let mut window = staffed(SiteMode::LeEvidence, "");
    if !has_models(&Station::open(window.home.path()).unwrap()) {
        return;
    }
    sign_in_clerk(&mut window);
    window.harness.set_size(vec2(1024.0, 768.0));
    window.drop_file(&photo);
    window.until("the imprint", read);
    for language in ["Español", "English"] {
        window.harness.run_steps(4);
        crate::sizes::check(&window.harness, "the bar with a case number");
        window.tap(language);
    }
}
