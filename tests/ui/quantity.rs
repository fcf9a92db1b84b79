//! How many: a bottle of a hundred takes five taps, and what is no quantity is refused in words.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use takeback::ledger::LogFilter;
use takeback::station::Station;

use crate::counter::Counter;
use crate::harness::Window;
use crate::review::reviewing;
use crate::scan::{package, research, show_package, watching};

fn found_by_hand() -> Window {
    let mut window = Window::open();
    window.tap("Search the catalog");
    window.type_into("NDC", "00002-3228-30");
    window.tap_first("atomoxetine");
    window
}

fn on_keypad(window: &mut Window, digits: &str) {
    for digit in digits.chars() {
        window.tap(&digit.to_string());
    }
}

fn recorded(window: &Window) -> Vec<u32> {
    let station = Station::open(window.home.path()).unwrap();
    let rows = station.log(&LogFilter::default()).unwrap();
    rows.iter().map(|row| row.decided.quantity).collect()
}

#[test]
fn a_hundred_are_entered_on_the_keypad() {
    let mut window = found_by_hand();
    window.tap("Quantity 1, change");
    on_keypad(&mut window, "1007");
    window.tap("Delete");
    window.tap("Set the quantity");
    assert!(window.shows("Quantity 100, change") && !window.shows("How many?"));
    window.tap("One more");
    window.tap("One less");
    window.tap("CONFIRM");
    window.until("the record", |window| window.shows("Recorded: atomoxetine"));
    assert_eq!(recorded(&window), [100]);
}

#[test]
fn a_hundred_are_typed() {
    let mut window = found_by_hand();
    window.harness.get_by_label("Quantity 1, change").focus();
    window.harness.run_steps(2);
    window.press(Modifiers::NONE, Key::Enter);
    window.harness.run_steps(4);
    let field = window.harness.get_by_label("Number of units");
    assert!(field.is_focused(), "the field has the cursor by itself");
    field.type_text("100");
    window.harness.run_steps(2);
    window.press(Modifiers::NONE, Key::Enter);
    window.harness.run_steps(4);
    assert!(window.shows("Quantity 100, change") && !window.shows("How many?"));
    assert!(recorded(&window).is_empty(), "Enter there records nothing");
    window.press(Modifiers::NONE, Key::Enter);
    window.until("the record", |window| window.shows("Recorded: atomoxetine"));
    assert_eq!(recorded(&window), [100]);
}

#[test]
fn what_is_no_quantity_is_refused_and_what_was_there_stays() {
    let mut window = found_by_hand();
    window.tap("One more");
    window.tap("Quantity 2, change");
    for wrong in ["0", "10000", "1.5", "-3", "0300093724806"] {
        window.type_into("Number of units", wrong);
        window.tap("Set the quantity");
        let words = format!("{wrong} is not a quantity. Enter a whole number from 1 to 9,999.");
        assert!(window.shows(&words), "{words}: {:#?}", window.labels());
    }
    window.press(Modifiers::NONE, Key::Escape);
    window.harness.run_steps(2);
    assert!(window.shows("Quantity 2, change") && !window.shows("How many?"));
    window.tap("Quantity 2, change");
    on_keypad(&mut window, "9999");
    window.tap("Set the quantity");
    assert!(window.shows("Quantity 9,999, change"));
    window.tap("One more");
    assert!(window.shows("Quantity 9,999, change"), "that is the most");
}

#[test]
fn the_same_keypad_serves_a_scanned_package() {
    let (mut window, _show) = research(&[package()]);
    window.until("the label", |window| window.shows("Record this medicine"));
    window.tap("Quantity 1, change");
    on_keypad(&mut window, "60");
    window.tap("Set the quantity");
    window.tap("Record this medicine");
    window.until("the record", |window| window.shows("Recorded. For another"));
    assert_eq!(recorded(&window), [60]);
}

#[test]
fn what_is_typed_of_one_package_is_not_set_for_the_next() {
    let (mut window, dropped) = watching();
    show_package(&mut window, dropped.path(), "S0042");
    window.tap("Quantity 1, change");
    on_keypad(&mut window, "60");
    show_package(&mut window, dropped.path(), "S0043");
    assert!(window.shows("Quantity 1, change") && !window.shows("How many?"));
}

#[test]
fn the_same_keypad_serves_a_correction() {
    let mut window = reviewing();
    window.press(Modifiers::NONE, Key::C);
    window.until("the dialog", |window| window.shows("Correct this record"));
    window.type_into("Reason", "counted again");
    window.tap("Quantity 1, change");
    on_keypad(&mut window, "30");
    window.tap("Set the quantity");
    assert!(window.shows("Correct this record") && window.shows("Quantity 30, change"));
    // Leaving the keypad leaves the correction open.
    window.tap("Quantity 30, change");
    window.press(Modifiers::NONE, Key::Escape);
    window.harness.run_steps(2);
    assert!(window.shows("Correct this record") && !window.shows("How many?"));
    assert_eq!(
        window.harness.get_by_label("Reason").value().as_deref(),
        Some("counted again")
    );
}

#[test]
fn no_key_changes_what_is_shown_of_a_pill_that_is_recorded() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.record_the_first_of_two();
    counter.tap("Pill 1 in the photograph");
    let before = counter.pills()[0].choice;
    for key in [Key::Plus, Key::Plus, Key::Minus, Key::Num2] {
        counter.window.press(Modifiers::NONE, key);
        assert_eq!(counter.pills()[0].quantity, 1, "{key:?}");
        assert_eq!(counter.pills()[0].choice, before, "{key:?}");
    }
}
