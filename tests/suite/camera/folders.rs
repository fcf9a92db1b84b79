//! Folders in place of a camera: one that is watched, and one that is played.

use std::fs;
use std::process::Child;
use std::thread::sleep;
use std::time::Duration;

use crate::support::bench::{Bench, picture, words};
use takeback::camera::{Choice, Fault};

use super::{assert_shows_the_picture, frame};

#[test]
fn a_watched_folder_gives_what_is_dropped_into_it_once_it_is_whole() {
    let bench = Bench::new();
    let folder = bench.path("drop");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("old.png"), "was there before").unwrap();
    let jpeg = bench.path("picture.jpg");
    picture().save(&jpeg).unwrap();
    let mut running = bench.start(&[
        "shot", "--watch", "drop", "--after", "0", "--within", "60", "--out", "shot.jpg",
    ]);
    let bytes = fs::read(&jpeg).unwrap();
    // What lies there before the program looks is old, and nothing says when it first looked.
    for number in 0.. {
        for length in [bytes.len() / 3, bytes.len() / 2, bytes.len()] {
            fs::write(folder.join(format!("{number}.JPG")), &bytes[..length]).unwrap();
            sleep(Duration::from_millis(100));
        }
        // Left alone for two looks and more, or it would count as growing.
        sleep(Duration::from_millis(900));
        if running.try_wait().unwrap().is_some() {
            break;
        }
    }
    let shot = running.wait_with_output().unwrap();
    assert!(shot.status.success(), "{}", words(&shot.stderr));
    assert_eq!(fs::read(bench.path("shot.jpg")).unwrap(), bytes);
}

fn has_thread(program: &Child, name: &str) -> bool {
    let threads = fs::read_dir(format!("/proc/{}/task", program.id()));
    threads.unwrap().any(|thread| {
        let named = fs::read_to_string(thread.unwrap().path().join("comm"));
        named.is_ok_and(|named| named.trim() == name)
    })
}

#[test]
fn a_dropped_photograph_is_taken_at_the_defaults_from_a_folder_that_was_named_and_from_that_of_the_settings()
 {
    for args in [
        &["shot", "--watch", "drop", "--out", "shot.png"][..],
        &["shot", "--out", "shot.png"],
    ] {
        let bench = Bench::new();
        fs::create_dir(bench.path("drop")).unwrap();
        if !args.contains(&"--watch") {
            bench.settings("camera_folder = \"drop\"\n");
        }
        let mut running = bench.start(args);
        bench.until("the camera's thread", || has_thread(&running, "camera"));
        // The first may lie there before that looks, and is old then.
        let ended = (1..=3).any(|number| {
            let file = bench.path("drop").join(format!("{number}.png"));
            picture().save(file).unwrap();
            (0..80).any(|_| {
                sleep(Duration::from_millis(50));
                running.try_wait().unwrap().is_some()
            })
        });
        assert!(ended, "one photograph is enough");
        let shot = running.wait_with_output().unwrap();
        assert!(shot.status.success(), "{}", words(&shot.stderr));
        assert_shows_the_picture(&bench.path("shot.png"));
    }
}

#[test]
fn a_file_that_was_read_too_early_or_is_written_again_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("capture.jpg");
    picture().save(&file).unwrap();
    let whole = fs::read(&file).unwrap();
    fs::remove_file(&file).unwrap();
    let watched = Choice::Watched(folder.path().to_owned());
    let mut source = watched.open(&|_, _, _| None).unwrap();
    let mut comes = || (0..50).find_map(|_| source.next().transpose());
    // Waits at its end until the copying goes on.
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    assert!(matches!(comes(), Some(Err(Fault::Unreadable { .. }))));
    fs::write(&file, &whole).unwrap();
    let first = comes().unwrap().unwrap().file().unwrap();
    assert_eq!(*first, whole);
    for _ in 0..6 {
        assert!(comes().unwrap().is_ok(), "as if it lay still");
    }
    assert!(comes().is_none(), "once");
    let mut second = picture();
    second.put_pixel(0, 0, image::Rgb([255, 0, 0]));
    second.save(&file).unwrap();
    let second = comes().unwrap().unwrap().file().unwrap();
    assert_eq!(*second, fs::read(&file).unwrap());
    assert_ne!(first, second);
}

#[test]
fn the_seconds_to_wait_are_kept_while_something_moves_and_a_huge_number_is_refused() {
    let bench = Bench::new();
    fs::create_dir(bench.path("show")).unwrap();
    picture().save(bench.path("show/a.png")).unwrap();
    frame(0, 1).pixels.save(bench.path("show/b.png")).unwrap();
    let shot = |within| {
        let args = [
            "shot", "--play", "show", "--after", "400", "--within", within,
        ];
        bench.run(&[&args[..], &["--out", "shot.png"]].concat())
    };
    // Given longer, it would have had its 400 frames.
    let late = shot("2");
    assert_eq!(late.status.code(), Some(1));
    let error = words(&late.stderr);
    assert!(error.contains("frames within 2 s"), "{error}");
    for within in ["0", "3601", "18446744073709551615"] {
        let refused = shot(within);
        assert_eq!(refused.status.code(), Some(2), "{within}");
        let error = words(&refused.stderr);
        assert!(error.contains("1..=3600"), "{error}");
    }
}

#[test]
fn a_played_folder_needs_pictures() {
    let bench = Bench::new();
    fs::create_dir(bench.path("show")).unwrap();
    let args = [
        "shot", "--play", "show", "--after", "3", "--within", "3", "--out", "shot.png",
    ];
    let empty = bench.run(&args);
    assert_eq!(empty.status.code(), Some(1));
    assert!(words(&empty.stderr).contains("there is no picture in show"));
    picture().save(bench.path("show/a.png")).unwrap();
    assert!(bench.run(&args).status.success());
    assert_shows_the_picture(&bench.path("shot.png"));
}
