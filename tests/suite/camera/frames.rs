//! A camera's frames as they came, and damaged ones.

use std::fs;

use crate::support::bench::{Bench, picture, words};

use super::assert_shows_the_picture;

#[test]
fn a_jpeg_from_the_camera_is_kept_as_it_came() {
    let bench = Bench::new();
    let jpeg = bench.path("picture.jpg");
    picture().save(&jpeg).unwrap();
    fs::copy(&jpeg, bench.path("mjpeg")).unwrap();
    let shot = bench.run(&["shot", "--out", "shot.jpg"]);
    assert!(shot.status.success(), "{}", words(&shot.stderr));
    assert!(words(&shot.stdout).contains("MJPEG"));
    assert_eq!(
        fs::read(bench.path("shot.jpg")).unwrap(),
        fs::read(jpeg).unwrap()
    );
}

#[test]
fn damaged_frames_are_passed_over() {
    let bench = Bench::new();
    let jpeg = bench.path("picture.jpg");
    picture().save(&jpeg).unwrap();
    fs::copy(&jpeg, bench.path("mjpeg")).unwrap();
    bench.fault("short");
    let running = bench.start(&[
        "shot", "--after", "10", "--within", "30", "--out", "shot.jpg",
    ]);
    // Damaged ones are handed out too.
    bench.until_frames(5);
    bench.fault("");
    let shot = running.wait_with_output().unwrap();
    assert!(shot.status.success(), "{}", words(&shot.stderr));
    assert_shows_the_picture(&bench.path("shot.jpg"));
}

#[test]
fn a_frame_that_was_cut_short_is_damaged_and_not_ended_with_an_older_one() {
    let bench = Bench::new();
    bench.fault("short");
    let shot = bench.run(&["shot", "--within", "6", "--out", "shot.png"]);
    assert_eq!(shot.status.code(), Some(1));
    let error = words(&shot.stderr);
    assert!(error.contains("arrive damaged"), "{error}");
}

#[test]
fn a_camera_whose_every_frame_is_damaged_is_said_to_have_a_bad_cable_and_not_a_bad_file() {
    let bench = Bench::new();
    let jpeg = bench.path("picture.jpg");
    picture().save(&jpeg).unwrap();
    let bytes = fs::read(&jpeg).unwrap();
    fs::write(bench.path("mjpeg"), &bytes[..bytes.len() / 20]).unwrap();
    let shot = bench.run(&["shot", "--within", "6", "--out", "shot.jpg"]);
    assert_eq!(shot.status.code(), Some(1));
    let error = words(&shot.stderr);
    let (log, said) = error.split_at(error.rfind("takeback: ").unwrap());
    assert!(
        said.contains("check its cable or use another port"),
        "{said}"
    );
    assert!(!said.contains("JPEG") && !said.contains("copy"), "{said}");
    assert!(
        log.contains("30 damaged frames in a row, the last: "),
        "{log}"
    );
    assert_eq!(log.matches("damaged frames").count(), 1, "{log}");
}
