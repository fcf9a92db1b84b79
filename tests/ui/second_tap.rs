//! A tap that comes twice: what the first opened or uncovered is not what the second was meant for.

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::kittest::Queryable;
use takeback::station::SiteMode;
use takeback::ui::pill::Choice;
use takeback::ui::state::Screen;

use crate::counter::{BELOW, Counter, LEFT, RIGHT};
use crate::harness::Window;
use crate::operator_says::pill;
use crate::people::{sign_in_clerk, staffed, two_chosen, who_recorded};
use crate::sizes::{keys, targets};
use crate::support::laid::{PIROXICAM, STRATTERA_40, STRATTERA_100};
use crate::support::staff;

/// The middle of what can be seen of the control whose name begins so.
fn middle(window: &Window, name: &str) -> Pos2 {
    let targets = targets(&window.harness).into_iter();
    let mut found = targets.filter(|target| target.name.starts_with(name));
    found.next().unwrap().seen.center()
}

/// What a finger that comes down there would press.
fn under(window: &Window, place: Pos2) -> String {
    let targets = targets(&window.harness).into_iter();
    let mut found = targets.filter(|target| target.seen.contains(place));
    found.next().map_or_else(String::new, |target| target.name)
}

#[test]
fn a_second_tap_on_the_keypad_picks_nothing_of_the_list_behind_it() {
    let mut window = Window::open();
    window.tap("Search the catalog");
    window.type_into("Name", "atomoxetine");
    window.tap_first("NDC 00002-3227-30");
    let chosen = |window: &Window| window.harness.state().state().chosen();
    let first = chosen(&window);
    assert!(first.is_some(), "{:#?}", window.labels());
    window.tap("Quantity 1, change");
    window.tap("3");
    // A gap between two products lies behind the very middle.
    let place = middle(&window, "Set the quantity") + vec2(0.0, 20.0);
    window.quick_tap_at(place);
    assert!(window.shows("Quantity 3, change") && !window.shows("How many?"));
    let behind = under(&window, place);
    assert!(behind.contains("NDC "), "another product: {behind}");
    window.quick_tap_at(place);
    assert_eq!(chosen(&window), first);

    window.harness.run_steps(4);
    window.quick_tap_at(place);
    assert_ne!(chosen(&window), first, "one that is meant counts");
}

#[test]
fn a_second_tap_on_a_pill_of_the_list_picks_nothing_and_a_quick_one_elsewhere_does() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[
        (PIROXICAM, 0, LEFT),
        (STRATTERA_100, 0, RIGHT),
        (STRATTERA_40, 0, BELOW),
    ]);
    counter.until_read(3);
    let window = &mut counter.window;
    let mut candidates = 0;
    for number in 1..=3 {
        let place = middle(window, &format!("Pill {number}: "));
        window.quick_tap_at(place);
        assert_eq!(window.harness.state().state().screen, Screen::Result);
        let behind = under(window, place);
        candidates += usize::from(behind.starts_with(|first: char| first.is_ascii_digit()));
        window.quick_tap_at(place);
        assert_eq!(pill(window).choice, Choice::Nothing, "{number}: {behind}");
        window.press(Modifiers::NONE, Key::Escape);
    }
    assert!(candidates > 0, "a candidate lay under one of them");

    let place = middle(window, "Pill 3: ");
    window.quick_tap_at(place);
    let elsewhere = middle(window, "1. ");
    assert!(elsewhere.distance(place) > 50.0);
    window.quick_tap_at(elsewhere);
    assert_ne!(pill(window).choice, Choice::Nothing);
}

#[test]
fn a_second_tap_on_a_field_types_nothing_on_the_keys_that_come_over_it() {
    let mut window = staffed(SiteMode::LeEvidence, "touch = true\n");
    sign_in_clerk(&mut window);
    window.press(Modifiers::COMMAND, Key::F);
    let field = window.harness.get_by_label("Case or reference");
    let place = field.rect().center();
    // Frames of a fiftieth of a second, in which a finger comes down, goes up, and the keys come.
    let tap = |window: &mut Window| {
        for pressed in [Some(true), Some(false), None, None] {
            let now = window.harness.ctx.input(|input| input.time);
            let input = window.harness.input_mut();
            input.time = Some(now + 0.02);
            input
                .events
                .extend(pressed.map(|pressed| Event::PointerButton {
                    pos: place,
                    button: PointerButton::Primary,
                    pressed,
                    modifiers: Modifiers::NONE,
                }));
            window.harness.step();
        }
    };
    let stated = |window: &Window| window.harness.state().state().reference.clone();
    tap(&mut window);
    let keys = keys(&window.harness);
    assert!(keys.iter().any(|key| key.rect.contains(place)));
    tap(&mut window);
    assert_eq!(stated(&window), "");

    window.harness.input_mut().time = None;
    window.harness.run_steps(4);
    window.quick_tap_at(place);
    window.harness.run_steps(4);
    assert_ne!(stated(&window), "", "one that is meant counts");
}

/// All in one frame, so that what comes next comes half a second after the gate has opened.
fn enter(window: &mut Window) {
    let events = [true, false].map(|pressed| Event::Key {
        key: Key::Enter,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    });
    window.harness.input_mut().events.extend(events);
    window.harness.step();
}

#[test]
fn enter_that_is_pressed_twice_at_the_gate_confirms_nothing_behind_it() {
    let mut window = staffed(SiteMode::Research, "lock_after_seconds = 60");
    two_chosen(&mut window);
    window.until("the lock", |window| window.shows("Locked"));
    window.type_into("PIN or passphrase", staff::PIN);
    enter(&mut window);
    window.until("the clerk", |window| window.shows("Sign out C. Clerk"));
    enter(&mut window);
    assert!(!window.harness.state().state().saving);
    window.harness.run_steps(4);
    assert!(who_recorded(window.home.path()).is_empty());
    enter(&mut window);
    window.until("the record", |window| {
        window.harness.state().state().recorded == 1
    });
}

#[test]
fn a_second_tap_at_the_gate_confirms_nothing_behind_it() {
    let mut window = staffed(SiteMode::Research, "lock_after_seconds = 60");
    two_chosen(&mut window);
    let place = window.harness.get_by_label("CONFIRM").rect().center();
    let button = |pressed| Event::PointerButton {
        pos: place,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let (down, up) = (button(true), button(false));
    // Down and up in one frame or in two.
    for frames in [
        vec![vec![down.clone(), up.clone()]],
        vec![vec![down], vec![up]],
    ] {
        window.until("the lock", |window| window.shows("Locked"));
        window.type_into("PIN or passphrase", staff::PIN);
        enter(&mut window);
        window.until("the clerk", |window| window.shows("Sign out C. Clerk"));
        for events in frames {
            window.harness.input_mut().events.extend(events);
            window.harness.step();
            assert!(!window.harness.state().state().saving);
        }
    }
    window.harness.run_steps(4);
    assert!(who_recorded(window.home.path()).is_empty());
    window.tap_at(place);
    window.until("the record", |window| {
        window.harness.state().state().recorded == 1
    });
}
