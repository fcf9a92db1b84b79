//! The tray under the camera while the camera does not see it, and after it was left: nothing is recorded
//! twice, and nobody waits before a dead picture.

use std::fs;

use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable;
use takeback::ui::state::{Screen, Tray};

use crate::counter::{Counter, LEFT, RIGHT};
use crate::support::laid::{STRATTERA_40, STRATTERA_100};

const ABOVE: [u32; 2] = [600, 120];

/// A tray with two pills, the left one recorded as two; the right one is three.
fn one_recorded() -> Option<Counter> {
    let mut counter = Counter::open()?;
    counter.lay(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)]);
    counter.until_read(2);
    let left = number_at(&counter, LEFT);
    counter.tap(&format!("Pill {} in the photograph", 3 - left));
    counter.tap("One more");
    counter.tap("One more");
    counter.tap_on("All 2 pills");
    counter.tap(&format!("Pill {left} in the photograph"));
    counter.tap_on("1. atomoxetine 40 MG");
    counter.tap("One more");
    counter.tap("CONFIRM");
    counter.until("the record", |tray| recorded(tray) == 1);
    Some(counter)
}

fn number_at(counter: &Counter, at: [u32; 2]) -> u32 {
    let lies = |pill: &&takeback::ui::pill::Pill| {
        let lies = pill.lies.as_ref().unwrap().center;
        (lies[0] - at[0] as f32).hypot(lies[1] - at[1] as f32) < 40.0
    };
    counter.pills().iter().find(lies).unwrap().number
}

fn recorded(tray: Option<&Tray>) -> usize {
    let pills = tray.iter().flat_map(|tray| &tray.pills);
    pills.filter(|pill| pill.recorded.is_some()).count()
}

/// The left one is recorded, the right one is not and is so many.
fn assert_left_is_recorded(counter: &Counter, quantity: u32) {
    assert_eq!(counter.pills().len(), 2);
    for pill in counter.pills() {
        let is_left = pill.lies.as_ref().unwrap().center[0] < 600.0;
        assert_eq!(pill.recorded.is_some(), is_left, "pill {}", pill.number);
        if !is_left {
            assert_eq!(pill.quantity, quantity);
        }
    }
    assert_eq!(counter.rows().len(), 1);
}

/// Opens a photograph of two other pills over the live tray.
fn look_at_a_photograph(counter: &mut Counter) {
    let photo = counter.picture(&[(STRATTERA_100, 0, LEFT), (STRATTERA_100, 0, ABOVE)]);
    let path = counter.window.home.path().join("photo.png");
    photo.save(&path).unwrap();
    counter.window.drop_file(&path);
    counter.until("the photograph", |tray| tray.is_some_and(|tray| !tray.live));
}

fn back_to_the_live_tray(counter: &mut Counter) {
    counter.window.press(Modifiers::NONE, Key::Escape);
    counter.until("the live tray", |tray| {
        tray.is_some_and(|tray| tray.live && tray.pills.len() == 2)
    });
}

#[test]
fn a_camera_that_is_lost_over_the_tray_is_said_and_nothing_is_confirmed_blindly() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)]);
    counter.until_read(2);
    assert!(counter.window.shows("CONFIRM ALL 2"));
    let (folder, away) = (
        counter.dropped.path().to_owned(),
        tempfile::tempdir().unwrap(),
    );
    let away = away.path().join("away");
    fs::rename(&folder, &away).unwrap();
    counter
        .window
        .until("the fault", |window| window.shows("cannot be read ("));
    let announced = |counter: &Counter| counter.window.harness.state().state().announced.clone();
    assert!(announced(&counter).contains("cannot be read ("));
    assert!(counter.window.shows("The camera does not see the tray"));
    assert!(!counter.window.shows("CONFIRM ALL"));
    counter.window.press(Modifiers::NONE, Key::Enter);
    counter.tap("Pill 1 in the photograph");
    assert!(counter.window.shows("cannot be read ("));
    counter.tap("Turn it over");
    let said = |counter: &Counter| {
        let labels = counter.window.labels();
        labels
            .iter()
            .filter(|words| words.contains("cannot be read ("))
            .count()
    };
    assert!(counter.window.shows("Turn pill 1 over"));
    // As well in place of the picture that would be waited before, beside what is announced.
    assert_eq!(said(&counter), 3);
    assert!(
        counter.rows().is_empty(),
        "the Enter key confirms nothing either"
    );
    fs::rename(&away, &folder).unwrap();
    counter
        .window
        .until("the camera", |window| !window.shows("cannot be read ("));
    assert_eq!(announced(&counter), "The camera is back.");
    counter.window.press(Modifiers::NONE, Key::Escape);
    counter.window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(counter.screen(), Screen::Capture);
    counter.tap("CONFIRM ALL 2");
    counter.until("the records", |tray| recorded(tray) == 2);
}

#[test]
fn pills_that_lie_there_are_found_again_after_another_picture() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)]);
    counter.until_read(2);
    look_at_a_photograph(&mut counter);
    back_to_the_live_tray(&mut counter);
    counter.until_read(2);
    assert!(!counter.window.shows("already recorded"));
    counter.tap("CONFIRM ALL 2");
    counter.until("the records", |tray| recorded(tray) == 2);
}

#[test]
fn what_is_recorded_stays_so_after_starting_over_and_after_another_picture() {
    let Some(mut counter) = one_recorded() else {
        return;
    };
    back_to_the_live_tray(&mut counter);
    assert_left_is_recorded(&counter, 1);
    assert!(
        !counter.window.shows("If you have laid another"),
        "it was watched all the time"
    );
    counter.until_read(2);
    let right = number_at(&counter, RIGHT);
    counter.tap(&format!("Pill {right} in the photograph"));
    counter.tap("One more");
    counter.tap_on("All 2 pills");
    look_at_a_photograph(&mut counter);
    back_to_the_live_tray(&mut counter);
    assert_left_is_recorded(&counter, 2);
    assert!(
        counter
            .window
            .shows("1 pill that lies here is already recorded")
    );
    // An undo knows it by another number.
    counter.tap_on("Undo: atomoxetine 40 MG");
    counter.tap("Wrong drug");
    counter.until("it open again", |tray| recorded(tray) == 0);
    assert!(!counter.window.shows("already recorded"));
}

#[test]
fn what_is_taken_back_while_another_picture_is_shown_is_open_again() {
    let Some(mut counter) = one_recorded() else {
        return;
    };
    look_at_a_photograph(&mut counter);
    counter.tap_on("Undo: atomoxetine 40 MG");
    counter.tap("Wrong drug");
    counter
        .window
        .until("the undo", |window| window.shows("Withdrawn: "));
    back_to_the_live_tray(&mut counter);
    assert_eq!(
        counter
            .pills()
            .iter()
            .filter(|pill| pill.recorded.is_some())
            .count(),
        0
    );
    let withdrawn = counter.pills().iter().filter(|pill| pill.withdrawn);
    assert_eq!(withdrawn.count(), 1, "a person looks at it again");
}

#[test]
fn what_is_recorded_stays_so_after_a_restart_until_it_is_off_the_tray() {
    let Some(counter) = one_recorded() else {
        return;
    };
    let kept =
        ["unfinished.json", "unfinished.tray"].map(|name| counter.window.home.path().join(name));
    let mut counter = counter.started_again();
    counter.until("the tray", |tray| {
        tray.is_some_and(|tray| tray.pills.len() == 2)
    });
    assert_left_is_recorded(&counter, 3);
    assert!(
        counter
            .window
            .shows("1 pill that lies here is already recorded")
    );
    counter.lay(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, [905, 206])]);
    counter.until_read(2);
    assert_left_is_recorded(&counter, 3);
    counter.lay(&[]);
    counter.until("the right one missing", |tray| {
        tray.is_some_and(|tray| tray.pills.len() == 1 && tray.pills[0].lies.is_none())
    });
    counter.tap_on("Off the tray");
    counter.tap("Leave unrecorded");
    counter
        .window
        .until("nothing kept", |_| kept.iter().all(|kept| !kept.exists()));
}

#[test]
fn a_recorded_pill_that_was_moved_unseen_must_be_off_the_tray_before_anything_is_confirmed() {
    let Some(mut counter) = one_recorded() else {
        return;
    };
    look_at_a_photograph(&mut counter);
    back_to_the_live_tray(&mut counter);
    counter.lay(&[(STRATTERA_40, 0, ABOVE), (STRATTERA_100, 0, RIGHT)]);
    counter.window.until("the question", |window| {
        window.shows("1 pill that lay here is already recorded and is not where it lay")
    });
    counter.until_read(2);
    assert!(!counter.window.shows("CONFIRM ALL"));
    let moved = number_at(&counter, ABOVE);
    counter.tap(&format!("Pill {moved} in the photograph"));
    assert!(
        counter
            .window
            .shows("Take the recorded pills off the tray first")
    );
    assert!(!counter.window.shows("UNIDENTIFIED"));
    counter.tap("Nothing recorded is left here");
    assert!(counter.window.shows("UNIDENTIFIED"));
    assert_eq!(counter.screen(), Screen::Result);
    counter.tap_on("All 2 pills");
    counter.tap("CONFIRM ALL 2");
    counter.until("the records", |tray| recorded(tray) == 2);
}

#[test]
fn where_the_last_look_is_lost_the_tray_must_be_cleared_of_what_is_recorded() {
    let Some(counter) = one_recorded() else {
        return;
    };
    fs::remove_file(counter.window.home.path().join("unfinished.tray")).unwrap();
    let mut counter = counter.started_again();
    counter.window.until("the camera", |window| {
        window.shows("photographs dropped into")
    });
    counter.lay(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)]);
    counter.until_read(2);
    assert!(
        counter
            .window
            .shows("1 pill that lay here is already recorded")
    );
    assert!(!counter.window.shows("CONFIRM ALL"));
    assert!(
        counter
            .window
            .harness
            .query_by_label("Nothing recorded is left here")
            .is_some()
    );
    // Seen without them.
    counter.lay(&[]);
    counter.until("both missing", |tray| {
        tray.is_some_and(|tray| tray.pills.iter().all(|pill| pill.lies.is_none()))
    });
    assert!(!counter.window.shows("already recorded"));
}

#[test]
fn whatever_is_said_of_the_tray_what_stands_below_its_pills_can_be_reached() {
    let Some(counter) = one_recorded() else {
        return;
    };
    fs::remove_file(counter.window.home.path().join("unfinished.tray")).unwrap();
    let mut counter = counter.started_again();
    counter.window.harness.set_size(vec2(1024.0, 768.0));
    counter.window.until("the camera", |window| {
        window.shows("photographs dropped into")
    });
    counter.lay(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)]);
    counter.until_read(2);
    let away = tempfile::tempdir().unwrap();
    fs::rename(counter.dropped.path(), away.path().join("away")).unwrap();
    counter
        .window
        .until("the fault", |window| window.shows("cannot be read ("));
    assert!(counter.window.shows("Nothing recorded is left here"));
    let last = "Start over";
    counter.window.harness.get_by_label(last).focus();
    counter.window.harness.run_steps(12);
    let targets = crate::sizes::targets(&counter.window.harness);
    let last = targets.iter().find(|target| target.name == last).unwrap();
    let (seen, whole) = (last.seen, last.rect);
    assert!(
        seen.height() > whole.height() - 1.0,
        "{seen:?} of {whole:?}"
    );
}

#[cfg(unix)]
#[test]
fn what_comes_to_lie_while_the_other_side_comes_from_a_file_is_looked_at_after_it() {
    use crate::busy::HeldUp;
    use takeback::ui::state::Work;

    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 1, LEFT)]);
    counter.until_read(1);
    let home = counter.window.home.path();
    let (whole, waits) = (home.join("whole.png"), home.join("waits.png"));
    let side = counter.picture(&[(STRATTERA_40, 0, LEFT)]);
    side.save(&whole).unwrap();
    // The camera begins anew, so that its first picture is of what is laid down next.
    counter.window.press(Modifiers::NONE, Key::F2);
    counter.window.press(Modifiers::COMMAND, Key::I);
    counter.window.until("the camera", |window| {
        window.harness.state().state().camera.sees()
    });
    counter.window.press(Modifiers::NONE, Key::O);
    let held_up = HeldUp::at(&waits);
    counter.window.drop_file(&waits);
    let work = counter.window.harness.state().state().work;
    assert_eq!(work, Work::FindingSide);

    counter.lay(&[(STRATTERA_40, 1, LEFT), (STRATTERA_100, 0, RIGHT)]);
    counter.window.until("the picture of both", |window| {
        window.harness.state().state().camera.can_take()
    });
    // Told of once what came before it was taken note of.
    let unreadable = [&[0, 0, 0, 24][..], b"ftypheic", &[0; 64]].concat();
    fs::write(counter.dropped.path().join("IMG_0012.HEIC"), unreadable).unwrap();
    counter
        .window
        .until("what came after it", |window| window.shows("IMG_0012.HEIC"));
    assert_eq!(counter.pills().len(), 1, "the file comes first");
    fs::write(&waits, fs::read(&whole).unwrap()).unwrap();
    drop(held_up);
    counter.until("both pills", |tray| {
        tray.is_some_and(|tray| tray.pills.len() == 2)
    });
    let pills = counter.pills().iter();
    let sides: Vec<_> = pills.map(|pill| pill.sides.len()).collect();
    assert_eq!(sides, [2, 1]);
}
