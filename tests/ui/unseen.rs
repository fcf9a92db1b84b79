//! A tray whose picture was refused, or that was out of sight: nothing is recorded unseen.

use std::path::Path;

use eframe::egui::{Key, Modifiers};
use image::RgbImage;
use takeback::station::{SiteMode, Station};
use takeback::ui::state::Screen;

use crate::counter::{Counter, LEFT, RIGHT};
use crate::harness::Window;
use crate::people::{sign_in_clerk, staffed};
use crate::photographs::has_models;
use crate::support::laid::{self, STRATTERA_40, STRATTERA_100};

#[test]
fn a_picture_with_print_in_it_is_refused_and_not_kept() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    let mut picture = counter.picture(&[(STRATTERA_40, 0, LEFT)]);
    laid::print(&mut picture, [700, 400]);
    counter.show(&picture);
    counter
        .window
        .until("the refusal", |window| window.shows("Print in view"));
    assert!(counter.pills().is_empty());
    counter.tap("Scan the package");
    assert_eq!(counter.screen(), Screen::Scan);
    counter.window.press(Modifiers::COMMAND, Key::I);
    let path = counter.window.home.path().join("label.png");
    picture.save(&path).unwrap();
    counter.window.drop_file(&path);
    counter.window.until("the refusal of the file", |window| {
        let notice = window.harness.state().state().notice.as_ref();
        notice.is_some_and(|notice| notice.problem && notice.words.contains("Print in view"))
    });
    counter.window.tap_first("Scan the package");
    counter.window.until("what the photograph says", |window| {
        window.shows("No barcode can be read in that photograph")
    });
    assert_eq!(counter.screen(), Screen::Scan);
    assert!(!photos(counter.window.home.path()), "nothing is kept");
    counter.window.press(Modifiers::COMMAND, Key::I);
    counter.lay(&[(STRATTERA_40, 0, LEFT)]);
    counter.until_read(1);
    assert!(!counter.window.shows("Print in view. "));
    counter.record_strattera_40();
    assert!(photos(counter.window.home.path()), "a good one is");
}

#[test]
fn a_label_that_was_refused_is_not_scanned_from_before_the_gate() {
    let Some(studio) = laid::studio() else {
        return;
    };
    let mut window = staffed(SiteMode::Research, "lock_after_seconds = 3600");
    if !has_models(&Station::open(window.home.path()).unwrap()) {
        return;
    }
    sign_in_clerk(&mut window);
    let mut picture = laid::tray();
    laid::lay(&mut picture, &studio, STRATTERA_40, 0, LEFT);
    laid::print(&mut picture, [700, 400]);
    let path = window.home.path().join("label.png");
    picture.save(&path).unwrap();
    window.drop_file(&path);
    window.until("the refusal", |window| window.shows("Scan the package"));
    window.tap("Sign out C. Clerk");
    assert!(window.shows("Print in view"));
    assert!(!window.shows("Scan the package"));
}

/// A photograph of one pill on the table, of which the other side is asked for before the camera.
fn asked_for_the_other_side(counter: &mut Counter, before_the_camera: &RgbImage) {
    let photo = counter.picture(&[(STRATTERA_40, 1, LEFT)]);
    let path = counter.window.home.path().join("photo.png");
    photo.save(&path).unwrap();
    counter.window.drop_file(&path);
    counter.until_read(1);
    counter.window.press(Modifiers::NONE, Key::O);
    // What lies in the folder before it is watched is not shown.
    counter.window.until("the camera", |window| {
        window.harness.state().state().camera.sees()
    });
    counter.show(before_the_camera);
    counter
        .window
        .until("the live picture", |window| window.shows("Take picture"));
}

#[test]
fn what_is_pressed_to_take_the_other_side_comes_into_view() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    let side = counter.picture(&[(STRATTERA_40, 0, LEFT)]);
    asked_for_the_other_side(&mut counter, &side);
    counter.window.harness.run_steps(12);
    let targets = crate::sizes::targets(&counter.window.harness);
    let take = targets.iter().find(|target| target.name == "Take picture");
    let take = take.unwrap();
    assert!(
        take.seen.height() > take.rect.height() - 1.0,
        "{:?} of {:?}",
        take.seen,
        take.rect
    );
}

#[test]
fn a_camera_picture_of_print_that_was_refused_is_looked_at_for_its_barcode() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    let mut picture = counter.picture(&[(STRATTERA_40, 0, LEFT)]);
    laid::print(&mut picture, [700, 400]);
    asked_for_the_other_side(&mut counter, &picture);
    counter.window.press(Modifiers::NONE, Key::Space);
    counter.window.until("the refusal", |window| {
        let notice = window.harness.state().state().notice.as_ref();
        notice.is_some_and(|notice| notice.problem && notice.words.contains("Print in view"))
    });
    counter.window.tap_first("Scan the package");
    counter.window.until("what that picture says", |window| {
        window.shows("No barcode can be read in that photograph")
    });
    assert!(!counter.window.harness.state().state().scan.busy);
}

#[test]
fn a_list_that_the_camera_could_not_check_is_not_confirmed_at_once() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    let pills = [(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)];
    counter.lay(&pills);
    counter.until_read(2);
    assert!(counter.window.shows("CONFIRM ALL 2"));
    let mut picture = counter.picture(&pills[..1]);
    laid::print(&mut picture, [700, 400]);
    counter.show(&picture);
    counter
        .window
        .until("the refusal", |window| window.shows("Print in view"));
    assert_waits(&mut counter);
    // Another screen makes it no surer.
    leave_and_come_back(&mut counter);
    assert!(counter.window.shows("Print in view"));
    assert_waits(&mut counter);
    counter.lay(&pills);
    counter
        .window
        .until("all of them", |window| window.shows("CONFIRM ALL 2"));
    assert!(counter.rows().is_empty());
}

/// CONFIRM ALL is not offered, and its key does nothing.
fn assert_waits(counter: &mut Counter) {
    assert!(counter.window.shows("The camera does not see the tray"));
    assert!(!counter.window.shows("CONFIRM ALL"));
    counter.window.press(Modifiers::NONE, Key::Enter);
    assert!(!counter.window.harness.state().state().saving);
}

fn leave_and_come_back(counter: &mut Counter) {
    counter.window.press(Modifiers::NONE, Key::F2);
    counter.window.press(Modifiers::COMMAND, Key::I);
    counter.window.until("the camera", |window| {
        window.harness.state().state().camera.sees()
    });
}

#[test]
fn a_list_that_was_left_is_not_confirmed_at_once_before_it_is_seen_again() {
    let Some(counter) = Counter::open() else {
        return;
    };
    let show = tempfile::tempdir().unwrap();
    let picture = counter.picture(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)]);
    picture.save(show.path().join("a.png")).unwrap();
    drop(counter);
    let mut window = Window::open_with(&format!(
        "site_mode = \"RESEARCH\"\noperator = \"A. Tester\"\ncamera_play = \"{}\"\n",
        show.path().display()
    ));
    let offered = |window: &Window| window.shows("CONFIRM ALL 2");
    window.until("all of them", offered);
    window.press(Modifiers::NONE, Key::F2);
    window.press(Modifiers::COMMAND, Key::I);
    window.until("the camera", |window| {
        window.harness.state().state().camera.sees()
    });
    assert!(!offered(&window) && window.shows("The camera does not see the tray"));
    window.press(Modifiers::NONE, Key::Enter);
    assert!(!window.harness.state().state().saving);
    window.until("all of them again", offered);
}

#[test]
fn a_refused_picture_is_said_and_announced_on_the_screen_of_a_pill_too() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    let pills = [(STRATTERA_40, 0, LEFT)];
    counter.lay(&pills);
    counter.until_read(1);
    assert_eq!(counter.screen(), Screen::Result);
    let mut picture = counter.picture(&pills);
    laid::print(&mut picture, [700, 400]);
    counter.show(&picture);
    counter
        .window
        .until("the refusal", |window| window.shows("Print in view"));
    assert_eq!(counter.screen(), Screen::Result);
    let announced = &counter.window.harness.state().state().announced;
    assert!(announced.contains("Print in view"), "{announced}");
}

#[test]
fn undo_takes_back_the_pill_that_was_recorded_and_not_the_next_of_its_number() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, LEFT)]);
    counter.until_read(1);
    counter.record_strattera_40();
    counter.lay_another_of_number_one();
    counter.tap_on("1. atomoxetine 100 MG");
    counter.window.press(Modifiers::NONE, Key::Escape);
    counter.tap_on("Undo: ");
    counter.tap("Wrong drug");
    counter.window.until("the record taken back", |window| {
        window.shows("Withdrawn: ")
    });
    assert!(counter.rows()[0].correction.is_some());
    let next = &counter.pills()[0];
    assert!(!next.withdrawn && next.choice.product().is_some());
}

#[test]
fn a_twin_in_the_place_of_a_recorded_pill_is_asked_for() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, LEFT)]);
    counter.until_read(1);
    counter.record_strattera_40();
    let asks = "If you have laid another in its place, drop a photograph of the empty tray";
    assert!(!counter.window.shows(asks));
    // So near that under a camera it would be the one that was recorded.
    counter.lay(&[(STRATTERA_40, 0, [LEFT[0] + 8, LEFT[1] + 6])]);
    counter
        .window
        .until("the question", |window| window.shows(asks));
    // Done as it says, it is another one.
    assert_eq!(counter.pills()[0].number, 1);
    counter.lay(&[]);
    counter.until("an empty tray", |tray| tray.is_none());
    counter.lay(&[(STRATTERA_40, 0, LEFT)]);
    counter.until_read(1);
    assert!(counter.pills()[0].recorded.is_none() && !counter.window.shows(asks));
}

fn photos(home: &Path) -> bool {
    std::fs::read_dir(home.join("photos")).is_ok_and(|mut files| files.next().is_some())
}

#[test]
fn a_dark_picture_is_refused_and_a_blurred_one_says_so() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    let mut dark = counter.picture(&[(STRATTERA_40, 0, LEFT)]);
    for pixel in dark.pixels_mut() {
        pixel.0 = pixel.0.map(|level| level / 9);
    }
    counter.show(&dark);
    counter
        .window
        .until("the refusal", |window| window.shows("Too dark"));
    let sharp = counter.picture(&[(STRATTERA_40, 0, LEFT)]);
    counter.show(&image::imageops::blur(&sharp, 9.0));
    counter.until_read(1);
    assert!(counter.window.shows("Blurred"));
    counter.show(&sharp);
    counter.until("a sharp picture of the same pill", |tray| {
        tray.is_some_and(|tray| tray.pills.len() == 1 && tray.pills[0].flaws().is_empty())
    });
    assert_eq!(counter.pills()[0].number, 1);
}
