//! The tray under the camera: pills laid down, moved, turned over, taken away and confirmed.

use std::fs::{self, File};
use std::time::SystemTime;

use eframe::egui::{Key, Modifiers};
use image::{ImageFormat, RgbImage};
use takeback::ledger::{Identity, Outcome};
use takeback::station::{Decision, Station};
use takeback::ui::state::{Screen, Tray};

use crate::counter::{BELOW, Counter, LEFT, RIGHT, numbers};
use crate::support::laid::{PIROXICAM, STRATTERA_40, STRATTERA_100};

#[test]
fn a_pill_alone_takes_two_taps_and_one_of_several_three() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, LEFT)]);
    counter.until_read(1);
    assert_eq!(
        counter.screen(),
        Screen::Result,
        "one pill needs no choosing"
    );
    counter.record_strattera_40();
    assert!(counter.taps <= 3, "{} taps", counter.taps);
    assert!(
        counter
            .window
            .shows("Every pill is recorded. Take them off the tray.")
    );

    counter.lay(&[(STRATTERA_100, 0, RIGHT), (STRATTERA_40, 0, BELOW)]);
    counter.until_read(2);
    assert_eq!(counter.screen(), Screen::Capture);
    counter.taps = 0;
    counter.tap("Pill 2 in the photograph");
    counter.tap_on("1. atomoxetine 100 MG");
    counter.tap("CONFIRM");
    counter.until("the record", |tray| {
        tray.is_some_and(|tray| tray.pills.iter().any(|pill| pill.recorded.is_some()))
    });
    assert!(counter.taps <= 3, "{} taps", counter.taps);
    let rows = counter.rows();
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.disposal.photos.len() == 1));
    let setup = format!(
        "photographs dropped into {}",
        counter.dropped.path().display()
    );
    let said = rows
        .iter()
        .filter_map(|row| row.disposal.suggestion.as_ref());
    let setups: Vec<_> = said.map(|said| said.camera_setups.clone()).collect();
    assert_eq!(setups, [[setup.clone()], [setup]]);
}

#[test]
fn one_of_several_takes_three_taps_where_two_drugs_look_the_same_too() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, LEFT), (PIROXICAM, 0, RIGHT)]);
    counter.until_read(2);
    counter.tap("Pill 2 in the photograph");
    assert!(
        counter
            .window
            .shows("These look the same and are different drugs.")
    );
    counter.tap_on("Piroxicam 10 MG Oral Capsule, NDC 51079-0742-20");
    counter.tap("CONFIRM");
    counter.until("the record", |tray| {
        tray.is_some_and(|tray| tray.pills.iter().any(|pill| pill.recorded.is_some()))
    });
    assert!(counter.taps <= 3, "{} taps", counter.taps);
    let Identity::Identified { drug, .. } = &counter.rows()[0].decided.identity else {
        panic!("nothing named");
    };
    assert_eq!(drug.name, "Piroxicam 10 MG Oral Capsule");
}

#[test]
fn of_photographs_that_come_together_only_the_newest_is_looked_at() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    let older = counter.picture(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)]);
    let newest = counter.picture(&[(STRATTERA_40, 0, BELOW)]);
    counter.show_together(&[older, newest]);
    counter.until_read(1);
    // Were the older one taken, it would be before this one, which was written long ago: the second pill
    // here would then be the third.
    let next = counter.picture(&[(STRATTERA_40, 0, BELOW), (PIROXICAM, 0, RIGHT)]);
    let hidden = counter.dropped.path().join("being-written-next");
    next.save_with_format(&hidden, ImageFormat::Png).unwrap();
    let file = File::options().write(true).open(&hidden).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    fs::rename(hidden, counter.dropped.path().join("next.png")).unwrap();
    counter.until("the next", |tray| {
        let first = tray.and_then(|tray| tray.pill(1)?.lies.as_ref());
        numbers(tray) == [1, 2] && first.is_some_and(|lies| lies.center[1] > 360.0)
    });
}

#[test]
fn numbers_stay_with_their_pills_while_others_come_and_go() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, BELOW)]);
    counter.until("the first", |tray| numbers(tray) == [1]);
    counter.lay(&[(STRATTERA_100, 0, LEFT), (STRATTERA_40, 0, BELOW)]);
    counter.until("the second", |tray| numbers(tray) == [1, 2]);
    assert_eq!(counter.screen(), Screen::Capture, "there are several now");
    counter.lay(&[(STRATTERA_100, 0, LEFT)]);
    counter.until("the first gone", |tray| {
        tray.is_some_and(|tray| tray.pill(1).is_some_and(|pill| pill.lies.is_none()))
    });
    assert!(
        counter
            .window
            .shows("Pill 1 was taken off the tray without a record")
    );
    counter.tap_on("Pill 1: Off the tray");
    counter.tap("Leave unrecorded");
    counter.until("the first forgotten", |tray| numbers(tray) == [2]);
    counter.lay(&[(STRATTERA_100, 0, LEFT), (STRATTERA_40, 0, RIGHT)]);
    counter.until("a third", |tray| numbers(tray) == [2, 3]);
}

#[test]
fn a_pill_that_is_let_go_while_it_is_laid_down_again_stays_on_the_list() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    let (one, both) = (
        [(STRATTERA_40, 0, LEFT)],
        [(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)],
    );
    let lie = |tray: Option<&Tray>, count: usize| {
        let pills = tray.iter().flat_map(|tray| &tray.pills);
        pills.filter(|pill| pill.lies.is_some()).count() == count
    };
    counter.lay(&both);
    counter.until_read(2);
    // Until it is let go while the look at it is under way, a little later each time that it was in time.
    let mut let_go = 0;
    for _ in 0..27 {
        let wait_ms = 75 * let_go;
        counter.lay(&one);
        counter.until("one off the tray", |tray| {
            tray.is_some_and(|tray| tray.pills.len() == 2) && lie(tray, 1)
        });
        counter.tap_on(": Off the tray");
        counter.lay(&both);
        let begun = std::time::Instant::now();
        while begun.elapsed().as_millis() < wait_ms {
            counter.window.harness.step();
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        let in_time = counter.window.shows("Leave unrecorded");
        if in_time {
            counter.tap("Leave unrecorded");
        }
        counter.until("both", |tray| {
            tray.is_some_and(|tray| tray.pills.len() == 2) && lie(tray, 2)
        });
        counter.until_read(2);
        // Else it was seen before anybody let it go, and is in hand.
        if in_time && counter.screen() == Screen::Capture {
            let_go += 1;
        } else if let_go > 0 {
            break;
        } else {
            counter.window.press(Modifiers::NONE, Key::Escape);
        }
    }
    assert!(let_go > 0, "it was never let go");
}

#[test]
fn the_next_pill_like_one_recorded_off_the_tray_is_another() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, LEFT)]);
    counter.until_read(1);
    counter.lay(&[]);
    counter.until("it off the tray", |tray| {
        tray.is_some_and(|tray| tray.pills[0].lies.is_none())
    });
    counter.tap_on("1. atomoxetine 40 MG");
    counter.tap("CONFIRM");
    counter.until("nothing left", |tray| tray.is_none());
    counter.lay(&[(STRATTERA_40, 0, RIGHT)]);
    counter.until("the next", |tray| numbers(tray) == [2]);
    assert!(counter.pills()[0].recorded.is_none());
    assert_eq!(counter.rows().len(), 1);
}

#[test]
fn a_file_that_is_refused_leaves_the_live_tray_as_it_was() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, BELOW)]);
    counter.until_read(1);
    counter.record_strattera_40();
    let path = counter.window.home.path().join("dark.png");
    RgbImage::new(640, 480).save(&path).unwrap();
    counter.window.drop_file(&path);
    counter
        .window
        .until("the refusal", |window| window.shows("Too dark"));
    // Looked at from the beginning, the upper one would be the first, and pass for recorded.
    counter.lay(&[(STRATTERA_100, 0, LEFT), (STRATTERA_40, 0, BELOW)]);
    counter.until("the second", |tray| numbers(tray) == [1, 2]);
    for pill in counter.pills() {
        let is_lower = pill.lies.as_ref().unwrap().center[1] > 360.0;
        assert_eq!(pill.recorded.is_some(), is_lower, "pill {}", pill.number);
    }
}

#[test]
fn a_pill_that_is_turned_over_is_one_pill_with_two_sides_until_a_person_parts_them() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 1, LEFT)]);
    counter.until_read(1);
    assert!(counter.window.shows("One side seen"));
    counter.tap("Turn it over");
    assert!(counter.window.shows("Turn pill 1 over"));
    counter.lay(&[(STRATTERA_40, 0, [310, 208])]);
    counter.until("both sides", |tray| {
        tray.is_some_and(|tray| tray.pills.len() == 1 && tray.pills[0].sides.len() == 2)
    });
    counter.until_read(1);
    assert!(counter.window.shows("Both sides seen"));
    counter.window.press(Modifiers::NONE, Key::O);
    let asks = |counter: &Counter| counter.window.harness.state().state().wants_other_side;
    assert!(!asks(&counter), "there is no third side");
    counter.tap("These are two pills");
    counter.until("two pills", |tray| numbers(tray) == [1, 2]);
    let lies: Vec<_> = counter
        .pills()
        .iter()
        .map(|pill| pill.lies.is_some())
        .collect();
    assert_eq!(lies, [false, true], "the second one lies there");
}

#[test]
fn all_are_confirmed_at_once_only_when_every_one_is_sure_and_undone_together() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 1, RIGHT)]);
    counter.until_read(2);
    assert!(
        counter.window.shows("Some pills need a closer look"),
        "a blank side is not"
    );
    counter.lay(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, [905, 206])]);
    counter.until("the printed side", |tray| {
        tray.is_some_and(|tray| tray.pills.len() == 2 && tray.pills[1].sides.len() == 2)
    });
    counter.until_read(2);
    pick_first(&mut counter, 1);
    counter.tap("Pill 2 in the photograph");
    counter.tap("One more");
    counter.tap("One more");
    counter.window.press(Modifiers::NONE, Key::Escape);
    let list = counter.window.labels();
    assert!(counter.window.shows("Pill 2: 3 × atomoxetine"), "{list:#?}");
    counter.tap("CONFIRM ALL 2");
    counter.until("the records", |tray| {
        tray.is_some_and(|tray| tray.pills.iter().all(|pill| pill.recorded.is_some()))
    });
    assert!(!counter.window.shows("Some pills need a closer look"));
    let rows = counter.rows();
    let atomoxetine = rows.iter().filter(|row| {
        matches!(&row.decided.identity, Identity::Identified { drug, .. } if drug.name.starts_with("atomoxetine"))
    });
    assert_eq!((rows.len(), atomoxetine.count()), (2, 2));
    let mut counts: Vec<_> = rows.iter().map(|row| row.decided.quantity).collect();
    counts.sort_unstable();
    assert_eq!(counts, [1, 3]);
    counter.tap_on("Undo: 2 pills");
    counter.tap("Wrong drug");
    counter.until("both open again", |tray| {
        tray.is_some_and(|tray| tray.pills.iter().all(|pill| pill.recorded.is_none()))
    });
    assert!(counter.rows().iter().all(|row| row.correction.is_some()));
    // What was wrong once, whoever decided it, is not confirmed again unseen.
    assert!(counter.window.shows("Some pills need a closer look"));
    assert!(!counter.window.shows("Chosen by you"));
    counter.window.press(Modifiers::NONE, Key::Enter);
    assert!(!counter.window.harness.state().state().saving);
    pick_first(&mut counter, 1);
    assert!(!counter.window.shows("CONFIRM ALL"));
    pick_first(&mut counter, 2);
    assert!(counter.window.shows("CONFIRM ALL 2"));
}

/// Picks the first candidate of a pill, and goes back to the list.
pub fn pick_first(counter: &mut Counter, number: u32) {
    counter.tap(&format!("Pill {number} in the photograph"));
    counter.tap_on("1. atomoxetine");
    counter.window.press(Modifiers::NONE, Key::Escape);
}

#[test]
fn an_undo_that_is_refused_half_way_opens_what_it_took_back() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)]);
    counter.until_read(2);
    counter.tap("CONFIRM ALL 2");
    counter.until("the records", |tray| {
        tray.is_some_and(|tray| tray.pills.iter().all(|pill| pill.recorded.is_some()))
    });
    // The newest comes first: another program corrects the second of the two.
    let second = counter.rows()[0].current;
    let elsewhere = Station::open(counter.window.home.path()).unwrap();
    elsewhere
        .correct(second, Decision::Unidentified, 1, "looked at again")
        .unwrap();
    counter.tap_on("Undo: 2 pills");
    counter.tap("Wrong drug");
    counter.until("the first open again", |tray| {
        tray.is_some_and(|tray| {
            let recorded = |at: usize| tray.pills[at].recorded.is_some();
            !recorded(0) && recorded(1)
        })
    });
    let withdrawn = counter.rows().into_iter();
    let withdrawn = withdrawn.filter(|row| row.outcome() == Outcome::Withdrawn);
    assert_eq!(withdrawn.count(), 1);
}

#[test]
fn touching_pills_of_a_photograph_are_not_recorded_either() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    let photo = counter.picture(&[
        (STRATTERA_40, 0, [600, 300]),
        (STRATTERA_100, 0, [600, 366]),
    ]);
    let path = counter.window.home.path().join("photo.png");
    photo.save(&path).unwrap();
    counter.window.drop_file(&path);
    counter.until("the pills", |tray| tray.is_some());
    assert!(counter.window.shows("take the photograph again"));
    counter.tap_on("Pill 1: Move these apart");
    assert!(!counter.window.shows("CONFIRM") && !counter.window.shows("UNIDENTIFIED"));
}
