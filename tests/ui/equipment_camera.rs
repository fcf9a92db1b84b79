//! The window before the camera of `tests/equipment`: which one it looks through, in which format and under
//! which white balance.

use std::fs;
use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use takeback::calibration::measure;
use takeback::camera::{CameraId, State, white_balance};
use takeback::station::Station;

use crate::harness::Window;
use crate::support::bench::{Bench, HEIGHT, WIDTH};
use crate::support::card::View;

/// Another screen is shown, so the camera is off.
fn leave(window: &mut Window) {
    window.press(Modifiers::NONE, Key::F2);
    window.until("the camera off", |window| {
        window.harness.state().state().camera.state.is_none()
    });
}

fn choose(window: &mut Window, camera: &str) {
    window.press(Modifiers::NONE, Key::F10);
    window.tap("Camera");
    window.until("the cameras", |window| window.shows(camera));
    let row = window
        .harness
        .get_by_role_and_label(Role::RadioButton, camera);
    row.click();
    window.until("the choice", |window| {
        window.shows("This camera is used from now on.")
    });
    window.tap("Dismiss this message");
    window.press(Modifiers::COMMAND, Key::I);
}

/// At how many kelvin the camera says that it stands.
fn stands_at(window: &Window) -> Option<u32> {
    match &window.harness.state().state().camera.state {
        Some(State::Live(setup)) => white_balance(setup),
        _ => None,
    }
}

#[test]
fn the_camera_that_ran_is_waited_for_until_a_person_chooses_another() {
    let Some(bench) = Bench::before_test(
        "equipment_camera::the_camera_that_ran_is_waited_for_until_a_person_chooses_another",
    ) else {
        return;
    };
    let mut window = Window::open();
    window.until("the camera", |window| window.shows("Live: Test Camera"));
    leave(&mut window);
    bench.plug_in("Laptop Camera", "S999");
    window.press(Modifiers::COMMAND, Key::I);
    window.until("which one is away", |window| {
        window.shows("1d6b:0102 S123 is not connected") && window.shows("Choose a camera")
    });
    choose(&mut window, "Laptop Camera, 1d6b:0102 S999");
    window.until("the other one", |window| {
        window.shows("Live: Laptop Camera")
    });
    leave(&mut window);
    bench.plug_in("Test Camera", "S123");
    // Chosen anew, the first there is is any again.
    choose(&mut window, "The first there is");
    window.until("the first one", |window| window.shows("Live: Test Camera"));
}

#[test]
fn the_step_of_the_camera_says_its_format_above_the_picture_and_offers_another() {
    let name = "equipment_camera::the_step_of_the_camera_says_its_format_above_the_picture_and_offers_another";
    if Bench::before_test(name).is_none() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let station = Arc::new(Station::open(home.path()).unwrap());
    let mut window = Window::as_started(home, station);
    window.tap("Set up this site");
    window.type_into("Your name", "A. Boss");
    window.type_into("Your PIN or passphrase", "739154");
    window.type_into("Repeat it", "739154");
    window.tap("Make the administrator");
    window.until("the code", |window| window.shows("It is written down"));
    window.tap("It is written down");
    window.tap("Next step");
    window.until("the step of the camera", |window| {
        window.shows("Set-up, step 4 of 5") && window.shows("Live picture of the camera")
    });
    let picture = window
        .harness
        .get_by_label("Live picture of the camera")
        .rect();
    let said = "Live: Test Camera, 640 x 480 YUYV at 30 frames a second";
    let above = window
        .harness
        .get_all_by_label_contains(said)
        .any(|words| words.rect().max.y <= picture.min.y);
    assert!(above, "{:#?}", window.labels());
    window.tap("Choose a camera");
    window.until("the cameras", |window| {
        window.shows("Test Camera, 1d6b:0102 S123")
    });
    assert!(window.shows("Set-up, step 4 of 5"), "the step goes on");
}

#[test]
fn the_camera_stands_as_it_did_for_the_card_and_settles_anew_before_it() {
    let Some(bench) = Bench::before_test(
        "equipment_camera::the_camera_stands_as_it_did_for_the_card_and_settles_anew_before_it",
    ) else {
        return;
    };
    bench.settles_at(3100);
    let home = tempfile::tempdir().unwrap();
    let settings = "site_mode = \"RESEARCH\"\noperator = \"A. Tester\"\n";
    fs::write(home.path().join("settings.toml"), settings).unwrap();
    let station = Station::open(home.path()).unwrap();
    let measured = measure(&View::above([WIDTH, HEIGHT], 0.4, 5.0).photo(), 100.0).unwrap();
    let setup = "Test Camera, 640 x 480 YUYV at 30 frames a second, exposure, white balance at 4600 K, focus locked";
    let camera = CameraId::from("1d6b:0102 S123");
    station
        .keep_calibration(&camera, Some(setup), &measured, 100.0)
        .unwrap();
    let mut window = Window::over(home, Arc::new(station));
    let is_measured = |window: &Window| window.shows("Pills are measured by the calibration of");
    let differs = |window: &Window| {
        window.shows("The camera’s white balance is not as it was when the card was measured")
    };
    window.until("where it stood", |window| {
        stands_at(window) == Some(4600) && is_measured(window)
    });
    assert!(!differs(&window));
    window.press(Modifiers::COMMAND, Key::K);
    window.until("where it settles", |window| stands_at(window) == Some(3100));
    window.until("the figures", |window| {
        window.shows("the camera at 4600 K, where it is put again")
    });
    window.press(Modifiers::COMMAND, Key::I);
    window.until("where it stood", |window| stands_at(window) == Some(4600));
    assert!(!differs(&window));
    leave(&mut window);
    // Its driver takes no kelvin any more.
    fs::remove_file(bench.path("kelvin")).unwrap();
    window.press(Modifiers::COMMAND, Key::I);
    window.until("that colors are guessed", differs);
}
