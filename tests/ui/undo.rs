//! Taking the last record back: nobody is asked who did not want it, and only of what the box names.

use eframe::egui::{Event, Key, Modifiers, PointerButton};
use egui_kittest::kittest::Queryable;
#[cfg(unix)]
use takeback::ui::state::Screen;

#[cfg(unix)]
use crate::busy::hold_up;
use crate::harness::Window;
#[cfg(unix)]
use crate::screens::administrator;

const BOX: &str = "Withdraw the last record?";

/// Records an unidentified item by hand, up to the first frame that knows of it.
fn record(window: &mut Window) {
    let before = window.harness.state().state().recorded;
    window.press(Modifiers::COMMAND, Key::F);
    window.harness.get_by_label("UNIDENTIFIED").click();
    window.until("the record", |window| {
        window.harness.state().state().recorded > before
    });
}

fn ask(window: &mut Window) {
    window.press(Modifiers::COMMAND, Key::Z);
    window.harness.run_steps(4);
}

#[test]
fn a_second_tap_on_confirm_does_not_ask_to_take_the_record_back() {
    let mut window = Window::open();
    record(&mut window);
    // All in one frame, so that the second comes half a second after the record.
    let tap = |window: &mut Window| {
        let undo = window.harness.get_all_by_label_contains("Undo: ").last();
        let place = undo.unwrap().rect().center();
        let mut events = vec![Event::PointerMoved(place)];
        events.extend([true, false].map(|pressed| Event::PointerButton {
            pos: place,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        }));
        window.harness.input_mut().events.extend(events);
        window.harness.run_steps(4);
    };
    tap(&mut window);
    assert!(!window.shows(BOX));
    tap(&mut window);
    assert!(window.shows(BOX));
}

#[test]
fn ctrl_z_in_a_field_is_of_the_field() {
    let mut window = Window::open();
    record(&mut window);
    window.press(Modifiers::COMMAND, Key::F);
    window.type_into("Name", "warfarin");
    ask(&mut window);
    assert!(!window.shows(BOX));
    window.press(Modifiers::NONE, Key::Escape);
    ask(&mut window);
    assert!(window.shows(BOX));
}

#[cfg(unix)]
#[test]
fn while_a_record_is_on_its_way_nobody_is_asked_about_the_one_before() {
    let mut window = administrator();
    record(&mut window);
    let held_up = hold_up(&mut window);
    window.press(Modifiers::COMMAND, Key::F);
    window.tap("UNIDENTIFIED");
    assert!(window.harness.state().state().saving);
    window.press(Modifiers::NONE, Key::F2);
    ask(&mut window);
    assert!(!window.shows(BOX));
    drop(held_up);
    window.until("the record", |window| {
        window.harness.state().state().recorded == 2
    });
    ask(&mut window);
    assert!(window.shows(BOX));
}

#[cfg(unix)]
#[test]
fn a_box_about_a_record_that_is_taken_back_by_now_is_closed() {
    let mut window = administrator();
    record(&mut window);
    let held_up = hold_up(&mut window);
    window.press(Modifiers::NONE, Key::F2);
    ask(&mut window);
    window.tap("Wrong drug");
    ask(&mut window);
    assert!(window.shows(BOX));
    drop(held_up);
    window.until("the record taken back", |window| {
        window.harness.state().state().last.is_none()
    });
    assert!(!window.shows(BOX));
    window.press(Modifiers::COMMAND, Key::I);
    assert_eq!(window.harness.state().state().screen, Screen::Capture);
}
