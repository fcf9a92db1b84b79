//! A scanner that types where there is no field, and keys that are held down, pressed twice or meant for
//! something else.

use eframe::egui::{Event, Key, Modifiers};
use takeback::identify::LabelFinding;
use takeback::ui::pill::Choice;
use takeback::ui::state::Screen;

use crate::counter::{Counter, LEFT, RIGHT};
use crate::harness::Window;
use crate::operator_says::{compared, looked_at, pill};
use crate::support::laid::{STRATTERA_40, STRATTERA_100};

/// The UPC of lamotrigine 200 mg, of warfarin 5 mg, and of oxycodone 10 mg, which is in Schedule II.
pub const LAMOTRIGINE: &str = "300937248064";
pub const WARFARIN: &str = "300931721013";
pub const OXYCODONE: &str = "300935731018";

fn press(key: Key, pressed: bool) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    }
}

/// As a scanner types a code: each letter as a key and as text, faster than frames come.
pub fn scan(window: &mut Window, code: &str, end: bool) {
    let mut events = Vec::new();
    for letter in code.chars() {
        let key = match letter {
            '-' => Key::Minus,
            letter => Key::from_name(&letter.to_uppercase().to_string()).unwrap(),
        };
        events.push(press(key, true));
        events.push(Event::Text(letter.to_string()));
        events.push(press(key, false));
    }
    if end {
        events.extend([true, false].map(|pressed| press(Key::Enter, pressed)));
    }
    window.harness.input_mut().events.extend(events);
    window.harness.run_steps(6);
}

fn records(window: &Window) -> u32 {
    window.harness.state().state().recorded
}

fn agreed() -> Option<Counter> {
    let mut counter = Counter::open()?;
    counter.lay(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)]);
    counter.until_read(2);
    assert!(counter.window.shows("CONFIRM ALL 2"));
    Some(counter)
}

#[test]
fn a_vial_that_is_scanned_beside_a_pill_is_compared_with_it_and_picks_nothing() {
    let Some(mut window) = looked_at() else {
        return;
    };
    scan(&mut window, "00002-3228-30", true);
    assert_eq!(pill(&window).choice, Choice::Nothing);
    assert_eq!(pill(&window).quantity, 1);
    window.until("the comparison", |window| compared(window).is_some());
    assert_eq!(compared(&window), Some(LabelFinding::Agrees));
    // The maker's barcode of another drug.
    scan(&mut window, "300937248064", true);
    assert!(window.shows("lamotrigine 200 MG Oral Tablet"));
    assert!(!window.shows("What does the label say?"));
    // A code that names no drug stays in the box; U would have recorded the pill.
    scan(&mut window, "RU123N45", true);
    assert!(window.shows("What does the label say?") && window.shows("RU123N45"));
    window.tap("Cancel");
    // Nor is it taken for keys where the scanner types no Enter.
    scan(&mut window, "1U23", false);
    assert!(window.shows("What does the label say?"));
    window.tap("Cancel");
    assert_eq!(records(&window), 0);
    assert_eq!(pill(&window).choice, Choice::Nothing);
    assert_eq!(window.harness.state().state().screen, Screen::Result);
}

#[test]
fn keys_that_a_person_presses_still_pick_count_and_confirm() {
    let Some(mut window) = looked_at() else {
        return;
    };
    // So fast that Enter may be a scanner's: the pick counts, Enter does not.
    scan(&mut window, "1", true);
    assert!(matches!(
        pill(&window).choice,
        Choice::Candidate { place: 0, .. }
    ));
    scan(&mut window, "-----", false);
    let plus = [press(Key::Plus, true), press(Key::Plus, false)];
    for event in plus.iter().cycle().take(12) {
        window.harness.input_mut().events.push(event.clone());
    }
    window.harness.run_steps(6);
    assert_eq!(pill(&window).quantity, 7);
    assert_eq!(records(&window), 0);
    window.press(Modifiers::NONE, Key::Enter);
    window.until("the record", |window| records(window) == 1);
}

#[test]
fn a_vial_that_is_scanned_over_the_tray_confirms_nothing() {
    let Some(mut counter) = agreed() else {
        return;
    };
    scan(&mut counter.window, "00002-3229-30", true);
    counter.until("the comparisons", |tray| {
        tray.is_some_and(|tray| tray.pills.iter().all(|pill| pill.expected.is_some()))
    });
    assert!(counter.rows().is_empty());
}

/// Three that are agreed, the first of them picked.
fn one_of_three() -> Option<Counter> {
    let mut counter = Counter::open()?;
    counter.lay(&[
        (STRATTERA_40, 0, LEFT),
        (STRATTERA_100, 0, RIGHT),
        (STRATTERA_100, 0, [600, 520]),
    ]);
    counter.until_read(3);
    assert!(counter.window.shows("CONFIRM ALL 3"));
    counter.tap("Pill 1 in the photograph");
    counter.window.press(Modifiers::NONE, Key::Num1);
    Some(counter)
}

#[test]
fn enter_that_is_pressed_twice_on_one_pill_does_not_confirm_the_others() {
    let Some(mut counter) = one_of_three() else {
        return;
    };
    // All in one frame, so that the second comes half a second after the record.
    let enter = |counter: &mut Counter| {
        let events = [true, false].map(|pressed| press(Key::Enter, pressed));
        counter.window.harness.input_mut().events.extend(events);
        counter.window.harness.step();
    };
    enter(&mut counter);
    counter
        .window
        .until("the record", |window| records(window) == 1);
    assert!(counter.window.shows("CONFIRM ALL 2"));
    enter(&mut counter);
    assert!(!counter.window.harness.state().state().saving);
    counter.window.harness.run_steps(4);
    assert_eq!(counter.rows().len(), 1);
    enter(&mut counter);
    counter
        .window
        .until("the others", |window| records(window) == 3);
}

#[test]
fn enter_that_is_held_on_one_pill_does_not_confirm_the_others() {
    let Some(mut counter) = one_of_three() else {
        return;
    };
    let held = |counter: &mut Counter| {
        let event = press(Key::Enter, true);
        counter.window.harness.input_mut().events.push(event);
        counter.window.harness.step();
    };
    held(&mut counter);
    counter.window.until("the list", |window| {
        window.shows("CONFIRM ALL 2") && records(window) == 1
    });
    for _ in 0..10 {
        held(&mut counter);
    }
    assert!(!counter.window.harness.state().state().saving);
    assert_eq!(counter.rows().len(), 1);
    let let_go = press(Key::Enter, false);
    counter.window.harness.input_mut().events.push(let_go);
    counter.window.harness.step();
    counter.window.press(Modifiers::NONE, Key::Enter);
    counter
        .window
        .until("the others", |window| records(window) == 3);
}

#[test]
fn esc_closes_the_list_that_is_open_and_then_leaves_the_screen() {
    let mut window = Window::open();
    window.press(Modifiers::NONE, Key::F2);
    window.tap("Show");
    assert!(window.shows("schedule CII"), "{:#?}", window.labels());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.shows("schedule CII"));
    assert_eq!(window.harness.state().state().screen, Screen::Log);
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.harness.state().state().screen, Screen::Capture);
}

#[test]
fn what_is_scanned_where_there_is_nothing_to_compare_is_said() {
    let mut window = Window::open();
    scan(&mut window, "00002-3228-30", true);
    assert!(window.shows("no field was chosen"));
}

#[test]
fn what_is_scanned_where_labels_are_read_is_read_as_before_the_camera() {
    let mut window = Window::open();
    window.press(Modifiers::COMMAND, Key::B);
    scan(&mut window, LAMOTRIGINE, true);
    for words in ["lamotrigine 200 MG Oral Tablet", "NDC 00093-7248-06"] {
        assert!(window.shows(words), "{words}: {:#?}", window.labels());
    }
    assert!(window.shows("Record this medicine") && !window.shows("no field was chosen"));
    // Without the check digit, and with what follows an item number where keyboards lose what parts it.
    for code in ["30093172101", "010030093724806417271231"] {
        window.tap("Next package");
        assert!(!window.shows("Record this medicine"));
        scan(&mut window, code, true);
        assert!(window.shows("Record this medicine"), "{code}");
        assert!(!window.shows("Use by"));
    }
    scan(&mut window, "CRL1007", true);
    assert!(window.shows("Number CRL1007"), "{:#?}", window.labels());
    assert_eq!(records(&window), 0);
}

#[test]
fn a_key_that_something_lies_on_keeps_no_answer_from_the_window() {
    let mut window = Window::open();
    let held = |window: &mut Window, repeat: bool| {
        let pressed = Event::Key {
            key: Key::A,
            physical_key: None,
            pressed: true,
            repeat,
            modifiers: Modifiers::NONE,
        };
        let events = [pressed, Event::Text("a".into())];
        window.harness.input_mut().events.extend(events);
        window.harness.step();
    };
    held(&mut window, false);
    window.harness.input_mut().events.push(press(Key::F2, true));
    held(&mut window, true);
    let loads = |window: &Window| window.harness.state().state().log.loading;
    assert!(loads(&window));
    for _ in 0..400 {
        held(&mut window, true);
    }
    assert!(!loads(&window));
}
