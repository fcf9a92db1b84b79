//! What is said of a camera that fails, stalls or is unplugged, and how its picture comes back.

use std::fs;

use crate::support::bench::{Bench, picture, words};
use takeback::camera::{CameraId, Fault, Feed, State};

use super::{assert_shows_the_picture, look};

#[test]
fn each_fault_has_its_words_and_none_is_a_panic() {
    let faults = [
        ("gone", "no camera is connected; plug one in"),
        ("busy", "Test Camera is in use by another program"),
        ("denied", "may not use Test Camera"),
        ("error", "the camera failed"),
        ("stall", "no picture within 1 s"),
    ];
    let running = faults.map(|(fault, said)| {
        let bench = Bench::new();
        bench.fault(fault);
        let child = bench.start(&["shot", "--within", "1", "--out", "shot.png"]);
        (bench, child, fault, said)
    });
    for (bench, child, fault, said) in running {
        let shot = child.wait_with_output().unwrap();
        let error = words(&shot.stderr);
        assert_eq!(shot.status.code(), Some(1), "{fault}: {error}");
        assert!(error.contains(said), "{fault}: {error}");
        assert!(!error.contains("panicked"), "{fault}: {error}");
        assert!(!bench.path("shot.png").exists(), "{fault}");
    }
}

#[test]
fn the_picture_comes_back_by_itself_whatever_was_wrong() {
    let running = ["gone", "error", "stall", "stuck", "busy"].map(|fault| {
        let bench = Bench::new();
        let child = bench.start(&[
            "shot", "--after", "90", "--within", "90", "--out", "shot.png",
        ]);
        // Each is struck before the next one starts: it would have its picture meanwhile.
        bench.until_frames(10);
        match fault {
            // Nothing is withheld from whoever holds the camera, so it has to be opened anew.
            "busy" => {
                bench.strike("gone", 1);
                bench.strike("busy", 1);
            }
            // As long as a second of frames.
            "stall" => bench.strike("stall", 30),
            fault => bench.strike(fault, 1),
        }
        (bench, child, fault)
    });
    for (bench, child, fault) in running {
        bench.fault("");
        let shot = child.wait_with_output().unwrap();
        assert!(shot.status.success(), "{fault}: {}", words(&shot.stderr));
        assert_shows_the_picture(&bench.path("shot.png"));
    }
}

#[test]
fn a_camera_that_stalls_is_told_of_and_back_whoever_stops_looking_and_looks_again_meanwhile() {
    let Some(bench) = Bench::before_test(
        "camera::faults::a_camera_that_stalls_is_told_of_and_back_whoever_stops_looking_and_looks_again_meanwhile",
    ) else {
        return;
    };
    let shows = |feed: &Feed| bench.until("the picture", || feed.newest(0).is_some());
    let first = look();
    shows(&first);
    bench.strike("stall", 1);
    drop(first);
    let second = look();
    bench.until("words", || {
        !matches!(second.state(), State::Opening | State::Live(_))
    });
    drop(second);
    let third = look();
    bench.fault("");
    shows(&third);
    // Nobody waits for the one that ends.
    let mut looking = third;
    for _ in 0..5 {
        drop(std::mem::replace(&mut looking, look()));
        shows(&looking);
    }
    // One that stays stalled is tried again, and its fault has a name.
    bench.fault("stall");
    bench.until(
        "the name of it",
        || matches!(looking.state(), State::Lost(Fault::Silent(name)) if name == "Test Camera"),
    );
}

#[test]
fn where_none_is_chosen_the_camera_that_ran_is_waited_for_and_no_other_is_opened() {
    let Some(bench) = Bench::before_test(
        "camera::faults::where_none_is_chosen_the_camera_that_ran_is_waited_for_and_no_other_is_opened",
    ) else {
        return;
    };
    let shows = |feed: &Feed| bench.until("the picture", || feed.newest(0).is_some());
    let waits = |feed: &Feed| matches!(feed.state(), State::Lost(Fault::Unplugged(id)) if id == "1d6b:0102 S123");
    let first = look();
    shows(&first);
    bench.strike("gone", 1);
    bench.plug_in("Laptop Camera", "S999");
    bench.fault("");
    bench.until("the one that ran named", || waits(&first));
    // The other one is there for whoever asks for any.
    let second = look();
    shows(&second);
    let seen_by = |feed: &Feed| {
        feed.newest(0)
            .and_then(|(_, frame)| frame.camera().cloned())
    };
    assert_eq!(seen_by(&second), Some(CameraId::from("1d6b:0102 S999")));
    assert!(waits(&first), "{:?}", first.state());
    drop(second);
    bench.plug_in("Test Camera", "S123");
    shows(&first);
    assert_eq!(seen_by(&first), Some(CameraId::from("1d6b:0102 S123")));
}

#[test]
fn a_camera_that_comes_back_with_another_format_is_read_in_that_format() {
    let bench = Bench::new();
    let running = bench.start(&[
        "shot", "--after", "45", "--within", "90", "--out", "shot.jpg",
    ]);
    bench.until_frames(5);
    bench.strike("gone", 1);
    picture().save(bench.path("picture.jpg")).unwrap();
    fs::copy(bench.path("picture.jpg"), bench.path("mjpeg")).unwrap();
    bench.fault("");
    let shot = running.wait_with_output().unwrap();
    assert!(
        words(&shot.stdout).contains("MJPEG"),
        "{}",
        words(&shot.stderr)
    );
}

#[test]
fn watching_says_what_changes_and_how_few_frames_are_worth_a_look() {
    let bench = Bench::new();
    let running = bench.start(&["watch", "--seconds", "12"]);
    bench.until_frames(20);
    bench.strike("error", 1);
    bench.fault("");
    let watched = running.wait_with_output().unwrap();
    let said = words(&watched.stdout);
    let states: Vec<_> = [
        "live: Test Camera",
        "lost: the camera failed",
        "live: Test Camera",
    ]
    .iter()
    .scan(0, |from, state| {
        *from += said[*from..].find(state)?;
        Some(*from)
    })
    .collect();
    assert_eq!(states.len(), 3, "{said}");
    assert!(said.contains(", 1 were worth a look"), "{said}");
}
