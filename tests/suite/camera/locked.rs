//! Exposure, white balance and focus settle and are locked, in the light and in the dark.

use std::fs;

use crate::support::bench::{Bench, HEIGHT, WIDTH, words, yuyv};
use image::{Rgb, RgbImage};
use takeback::camera::{CameraId, Feed, State, white_balance};

use super::{assert_shows_the_picture, look, look_at};

#[test]
fn an_uncompressed_picture_comes_out_in_its_colors_with_all_that_adapts_locked() {
    let bench = Bench::new();
    let shot = bench.run(&["shot", "--camera", "1d6b:0102 S123", "--out", "shot.png"]);
    assert!(shot.status.success(), "{}", words(&shot.stderr));
    let said = words(&shot.stdout);
    assert!(
        said.contains("640 x 480 YUYV at 30 frames a second"),
        "{said}"
    );
    assert!(
        said.contains("exposure, white balance, focus locked"),
        "{said}"
    );
    assert_shows_the_picture(&bench.path("shot.png"));
    // Locked by the program before, it would hold what it saw then, and never settle again.
    let told = fs::read_to_string(bench.path("controls")).unwrap();
    let told: Vec<&str> = told.lines().collect();
    let (before, after) = told.split_at(3);
    assert_eq!(
        before,
        [
            "0 Auto Exposure: 3",
            "0 White Balance, Automatic: 1",
            "0 Focus, Automatic: 1"
        ]
    );
    let locked = [
        "Auto Exposure: 1",
        "White Balance, Automatic: 0",
        "Focus, Automatic: 0",
    ];
    for (line, locked) in after.iter().zip(locked) {
        let (frames, line) = line.split_once(' ').unwrap();
        assert!(
            line == locked && frames.parse::<u32>().unwrap() >= 20,
            "{told:?}"
        );
    }
    assert_eq!(after.len(), 3);
}

#[test]
fn a_camera_that_settled_in_the_light_settles_again_in_the_dark() {
    let bench = Bench::new();
    let mut running = bench.start(&["watch", "--seconds", "60"]);
    let told = |line: &str| {
        let told = fs::read_to_string(bench.path("controls")).unwrap_or_default();
        told.lines().filter(|told| told.ends_with(line)).count()
    };
    bench.until("a locked camera", || told("Auto Exposure: 1") == 1);
    bench.until_frames(60);
    assert_eq!(told("Auto Exposure: 3"), 1, "it was light");
    let dark = RgbImage::from_pixel(WIDTH, HEIGHT, Rgb([12; 3]));
    fs::write(bench.path("yuyv"), yuyv(&dark)).unwrap();
    bench.until("a camera that adapts", || told("Auto Exposure: 3") == 2);
    bench.until("a locked camera again", || told("Auto Exposure: 1") == 2);
    running.kill().unwrap();
    running.wait().unwrap();
}

/// At how many kelvin the camera that is looked through says that it stands.
fn stands_at(feed: &Feed) -> Option<u32> {
    match feed.state() {
        State::Live(setup) => white_balance(&setup),
        _ => None,
    }
}

#[test]
fn a_white_balance_that_is_known_is_put_there_at_once_and_stays_there_in_the_light_and_the_dark() {
    let Some(bench) = Bench::before_test(
        "camera::locked::a_white_balance_that_is_known_is_put_there_at_once_and_stays_there_in_the_light_and_the_dark",
    ) else {
        return;
    };
    let temperatures = || {
        let told = bench.told().into_iter();
        let only = told.filter(|told| told.starts_with("White Balance"));
        only.collect::<Vec<_>>()
    };
    // Where it settles by itself it is told to stay.
    bench.settles_at(4600);
    let by_itself = look();
    bench.until("where it settled", || stands_at(&by_itself) == Some(4600));
    drop(by_itself);
    bench.settles_at(3100);
    fs::remove_file(bench.path("controls")).unwrap();
    let known = look_at(|camera, width, height| {
        let is_it = *camera == CameraId::from("1d6b:0102 S123");
        (is_it && [width, height] == [WIDTH, HEIGHT]).then_some(5300)
    });
    bench.until("the picture", || known.newest(0).is_some());
    assert_eq!(stands_at(&known), Some(5300));
    let locks = || {
        let told = bench.told().into_iter();
        told.filter(|told| told == "Auto Exposure: 1").count()
    };
    let dark = RgbImage::from_pixel(WIDTH, HEIGHT, Rgb([12; 3]));
    fs::write(bench.path("yuyv"), yuyv(&dark)).unwrap();
    bench.until("a camera that settled in the dark", || locks() == 2);
    assert_eq!(stands_at(&known), Some(5300));
    let temperatures = temperatures();
    assert!(
        temperatures
            .iter()
            .all(|told| told == "White Balance, Automatic: 0"
                || told == "White Balance Temperature: 5300"),
        "{temperatures:?}"
    );
}

#[test]
fn a_camera_that_does_not_tell_its_white_balance_is_locked_as_ever() {
    let Some(bench) = Bench::before_test(
        "camera::locked::a_camera_that_does_not_tell_its_white_balance_is_locked_as_ever",
    ) else {
        return;
    };
    let feed = look_at(|_, _, _| Some(5300));
    let locked = |feed: &Feed| matches!(feed.state(), State::Live(setup) if setup.ends_with("exposure, white balance, focus locked"));
    bench.until("a locked camera", || locked(&feed));
    assert_eq!(stands_at(&feed), None);
}
