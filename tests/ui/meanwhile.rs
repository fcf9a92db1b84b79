//! What people do while something is under way: a photograph that is looked at, a record that is written,
//! an imprint that is typed.

use eframe::egui::{Key, Modifiers};
use rusqlite::Connection;
use takeback::ui::state::{Screen, State, Work};

#[cfg(unix)]
use crate::busy::HeldUp;
use crate::counter::{Counter, LEFT, RIGHT};
use crate::support::laid::{STRATTERA_40, STRATTERA_100};

fn state(counter: &Counter) -> &State {
    counter.window.harness.state().state()
}

#[cfg(unix)]
#[test]
fn nothing_of_a_tray_is_confirmed_while_another_photograph_is_looked_at_in_its_place() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)]);
    counter.until_read(2);
    assert!(counter.window.shows("CONFIRM ALL 2"));
    let waits = counter.window.home.path().join("waits.png");
    let held_up = HeldUp::at(&waits);
    counter.window.drop_file(&waits);
    counter.window.harness.run_steps(2);
    assert_eq!(state(&counter).work, Work::Finding);
    assert!(!counter.window.shows("CONFIRM ALL"));
    counter.window.press(Modifiers::NONE, Key::Enter);
    drop(held_up);
    counter
        .window
        .until("the tray again", |window| window.shows("CONFIRM ALL 2"));
    assert!(counter.rows().is_empty());
}

#[cfg(unix)]
#[test]
fn esc_stops_the_look_at_the_other_side_and_puts_nothing_away() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    let home = counter.window.home.path();
    let (photo, waits) = (home.join("photo.png"), home.join("waits.png"));
    let picture = counter.picture(&[(STRATTERA_40, 1, LEFT), (STRATTERA_100, 1, RIGHT)]);
    picture.save(&photo).unwrap();
    counter.window.drop_file(&photo);
    counter.until_read(2);
    counter.tap("Pill 1 in the photograph");
    counter.window.press(Modifiers::NONE, Key::O);
    let held_up = HeldUp::at(&waits);
    counter.window.drop_file(&waits);
    assert_eq!(state(&counter).work, Work::FindingSide);
    // Without the other side, and back to the list, in whose place it says what it looks at.
    counter.window.press(Modifiers::NONE, Key::Escape);
    counter.window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(counter.screen(), Screen::Capture);
    assert!(counter.window.shows("Stop"));
    counter.window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(state(&counter).work, Work::Idle);
    assert_eq!(counter.pills().len(), 2);
    drop(held_up);
}

#[test]
fn the_next_photograph_is_not_the_other_side_of_a_pill_that_was_left_or_recorded_without_it() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    let photo = counter.window.home.path().join("photo.png");
    let picture = counter.picture(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)]);
    picture.save(&photo).unwrap();
    // As the other side it would be refused: that is the photograph which is there already.
    let look = |counter: &mut Counter| {
        counter.window.drop_file(&photo);
        counter.window.until("the photograph", |window| {
            window.harness.state().state().work == Work::Idle
        });
        assert_eq!(
            state(counter).notice.as_ref().map(|notice| &notice.words),
            None
        );
        counter.until_read(2);
    };
    look(&mut counter);
    counter.tap("Pill 1 in the photograph");
    counter.window.press(Modifiers::NONE, Key::O);
    assert!(state(&counter).wants_other_side);
    counter.tap_on("All 2 pills");
    look(&mut counter);
    counter.tap("Pill 1 in the photograph");
    counter.window.press(Modifiers::NONE, Key::O);
    counter.record_strattera_40();
    counter.window.press(Modifiers::NONE, Key::F2);
    look(&mut counter);
    assert!(counter.pills().iter().all(|pill| pill.recorded.is_none()));
}

#[test]
fn a_record_that_takes_its_time_takes_nobody_from_the_next_pill() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)]);
    counter.until_read(2);
    counter.tap("Pill 1 in the photograph");
    counter.tap_on("1. atomoxetine 40 MG");
    let other = Connection::open(counter.window.home.path().join("takeback.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    counter.tap("CONFIRM");
    assert!(state(&counter).saving);
    counter.window.press(Modifiers::NONE, Key::Escape);
    counter.tap("Pill 2 in the photograph");
    other.execute_batch("ROLLBACK").unwrap();
    counter.until("the record", |tray| {
        tray.is_some_and(|tray| tray.pills[0].recorded.is_some())
    });
    assert_eq!(counter.screen(), Screen::Result);
    assert_eq!(state(&counter).in_hand, Some(2));
    // The one that is in hand when it is recorded is left.
    counter.tap_on("1. atomoxetine 100 MG");
    counter.tap("CONFIRM");
    counter.until("the other record", |tray| {
        tray.is_some_and(|tray| tray.pills.iter().all(|pill| pill.recorded.is_some()))
    });
    assert_eq!(counter.screen(), Screen::Capture);
}

#[test]
fn an_imprint_counts_though_a_key_left_the_screen_while_it_was_typed() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, LEFT)]);
    counter.until_read(1);
    let words = "LILLY 3229";
    counter.window.type_into("Imprint, as you read it", words);
    counter.window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(counter.screen(), Screen::Capture);
    counter.until("what was typed", |tray| {
        let found = tray.and_then(|tray| tray.pills[0].reading.identification());
        let typed = found.and_then(|found| found.typed.as_ref());
        typed.is_some_and(|typed| typed.text == words)
    });
}

#[cfg(unix)]
#[test]
fn no_other_pill_counts_as_recorded_though_a_photograph_came_and_the_next_one_was_refused() {
    use std::io::{Cursor, Write as _};

    use eframe::egui::{Event, PointerButton, pos2};
    use image::ImageFormat;

    use crate::counter::{BELOW, is_read};
    use crate::support::laid::PIROXICAM;

    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.record_the_first_of_two();
    let home = counter.window.home.path();
    let (photo, broken) = (home.join("photo.png"), home.join("broken.png"));
    let others = [
        (STRATTERA_100, 0, LEFT),
        (PIROXICAM, 0, RIGHT),
        (STRATTERA_40, 0, BELOW),
    ];
    let mut png = Cursor::new(Vec::new());
    let picture = counter.picture(&others);
    picture.write_to(&mut png, ImageFormat::Png).unwrap();
    std::fs::write(&broken, "no picture").unwrap();
    let held_up = HeldUp::at(&photo);
    counter.window.drop_file(&photo);
    // What was looked at before is answered, so that the next answer is this photograph's.
    let mut given = held_up.begun();
    counter
        .window
        .until_looked(move |_| given.write_all(png.get_ref()).unwrap());
    // A finger that is down keeps its answer from the window until the next one is asked for.
    let finger = |counter: &mut Counter, pressed| {
        let events = &mut counter.window.harness.input_mut().events;
        events.push(Event::PointerButton {
            pos: pos2(2.0, 400.0),
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    };
    finger(&mut counter, true);
    counter.window.drop_file(&broken);
    finger(&mut counter, false);
    counter.window.until("the refusal", |window| {
        window.harness.state().state().work == Work::Idle
    });
    counter.lay(&others);
    counter.until("the others", |tray| {
        tray.is_some_and(|tray| tray.pills.len() == 3 && tray.pills.iter().all(is_read))
    });
    assert!(counter.pills().iter().all(|pill| pill.recorded.is_none()));
}
