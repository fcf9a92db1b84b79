//! Cameras through the real program and the real driver binding, over a device that a preloaded
//! library plays (`tests/equipment`), and folders in place of a camera.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot set itself up fails"
)]

#[path = "support/bench.rs"]
mod bench;

use std::fs;
use std::path::Path;
use std::process::Child;
use std::thread::sleep;
use std::time::Duration;

use bench::{Bench, HEIGHT, WIDTH, picture, words, yuyv};
use image::{Rgb, RgbImage};
use takeback::camera::{CameraId, Choice, Fault, Feed, Frame, Scene, Sight, State, white_balance};
use takeback::station::Station;

fn assert_shows_the_picture(file: &Path) {
    let shot = image::open(file).unwrap().into_rgb8();
    assert_eq!(shot.dimensions(), (WIDTH, HEIGHT));
    for (x, y) in [(320, 240), (10, 10)] {
        let (seen, was) = (shot.get_pixel(x, y), *picture().get_pixel(x, y));
        let off = seen.0.iter().zip(was.0).map(|(a, b)| a.abs_diff(b)).max();
        assert!(off <= Some(6), "{seen:?} at {x}, {y}, not {was:?}");
    }
}

#[test]
fn a_camera_is_listed_by_an_identity_that_its_number_does_not_change() {
    let bench = Bench::new();
    let first = bench.run(&["list"]);
    assert!(first.status.success());
    assert!(words(&first.stdout).contains("1d6b:0102 S123  Test Camera"));
    // A webcam's second device, which shows no pictures.
    fs::write(bench.path("dev/video1"), "").unwrap();
    fs::create_dir_all(bench.path("facts/video1")).unwrap();
    fs::write(bench.path("facts/video1/index"), "1\n").unwrap();
    assert_eq!(bench.run(&["list"]).stdout, first.stdout);
}

#[test]
fn two_cameras_with_one_serial_number_are_told_apart_by_their_ports() {
    let bench = Bench::new();
    let twin = bench.path("facts/video1");
    fs::create_dir_all(twin.join("device")).unwrap();
    for fact in ["name", "index", "idVendor", "idProduct", "serial"] {
        fs::copy(bench.path("facts/video0").join(fact), twin.join(fact)).unwrap();
    }
    for (number, port) in [("0", "1.2\n"), ("1", "1.3\n")] {
        let facts = bench.path("facts").join(format!("video{number}"));
        fs::write(facts.join("busnum"), "1\n").unwrap();
        fs::write(facts.join("devpath"), port).unwrap();
    }
    let shot = |id, within| {
        let args = ["shot", "--camera", id, "--after", "1", "--within", within];
        bench.run(&[&args[..], &["--out", "shot.png"]].concat())
    };
    let shows = |id| shot(id, "60").status.success();
    let (alone, first) = ("1d6b:0102 S123", "1d6b:0102 S123 port 1-1.2");
    assert!(shows(alone));
    fs::write(bench.path("dev/video1"), "").unwrap();
    let list = bench.run(&["list"]);
    let listed = words(&list.stdout);
    for port in ["1.2", "1.3"] {
        let id = format!("1d6b:0102 S123 port 1-{port}");
        assert!(listed.contains(&id), "{listed}");
    }
    // It may be either.
    let either = shot(alone, "2");
    let error = words(&either.stderr);
    assert!(error.contains("is not connected"), "{error}");
    assert!(shows(first));
    // Its twin was unplugged.
    fs::remove_file(bench.path("dev/video1")).unwrap();
    assert!(shows(first) && shows(alone));
}

#[test]
fn the_format_of_the_settings_is_copied_from_the_list_and_one_that_is_not_there_is_named() {
    let bench = Bench::new();
    let listed = bench.run(&["list"]);
    assert!(words(&listed.stdout).contains("640x480 YUYV"));
    let shot = |settings: &str| {
        bench.settings(settings);
        bench.run(&["shot", "--within", "3", "--after", "1", "--out", "shot.png"])
    };
    let taken = shot("camera = \"\"\ncamera_format = \"640x480 YUYV\"\n");
    let said = words(&taken.stdout);
    assert!(said.contains("640 x 480 YUYV"), "{}", words(&taken.stderr));
    for (settings, says) in [
        (
            "camera_format = \"1280x720 MJPEG\"\n",
            "Test Camera does not offer 1280x720 MJPEG; `takeback camera list` says",
        ),
        (
            "operator = \"A\"\ncamera_format = \"big\"\n",
            "line 2: `big` is no picture format; write one as `takeback camera list` shows it",
        ),
    ] {
        let refused = shot(settings);
        assert_eq!(refused.status.code(), Some(1));
        let error = words(&refused.stderr);
        assert!(error.contains(says), "{error}");
    }
    // It belongs to the camera of the settings.
    bench.settings("camera = \"elsewhere\"\ncamera_format = \"1280x720 MJPEG\"\n");
    let named = bench.run(&[
        "shot",
        "--camera",
        "1d6b:0102 S123",
        "--after",
        "1",
        "--out",
        "shot.png",
    ]);
    assert!(named.status.success(), "{}", words(&named.stderr));
}

#[test]
fn a_camera_that_is_chosen_is_written_into_the_settings_and_nothing_else_changes() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("settings.toml");
    let choose = |id: Option<&str>| {
        let station = Station::open(home.path()).unwrap();
        let id = id.map(CameraId::from);
        station.choose_camera(id.as_ref()).unwrap();
        assert_eq!(
            station.camera_choice(),
            Choice::Camera { id, format: None },
            "at once"
        );
        let again = Station::open(home.path()).unwrap();
        assert_eq!(again.camera_choice(), station.camera_choice());
        fs::read_to_string(&path).unwrap()
    };
    drop(Station::open(home.path()).unwrap());
    let first = fs::read_to_string(&path).unwrap();
    let example = "# camera = \"046d:0825 port 1-2\"\n";
    let line = "camera = \"1d6b:0102 S123\"\n";
    let written = choose(Some("1d6b:0102 S123"));
    assert_eq!(written, first.replace(example, &format!("{example}{line}")));
    assert_eq!(choose(None), first);
    fs::write(
        &path,
        "camera_format = \"640x480 YUYV\"\ncamera = \"a\"  # left\noperator = \"A\"",
    )
    .unwrap();
    assert_eq!(
        choose(Some("b")),
        "# camera_format = \"640x480 YUYV\"\ncamera = \"b\"\noperator = \"A\""
    );
    for (settings, says) in [
        (
            "camera_folder = \"drop\"\n",
            "names a folder in place of a camera",
        ),
        (
            "\"camera\" = \"a\"\n",
            "write `camera = \"b\"` into it by hand",
        ),
    ] {
        fs::write(&path, settings).unwrap();
        let station = Station::open(home.path()).unwrap();
        let error = station
            .choose_camera(Some(&CameraId::from("b")))
            .unwrap_err();
        assert!(error.to_string().contains(says), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), settings);
    }
}

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

/// Looks through the first camera there is.
fn look() -> Feed {
    look_at(|_, _, _| None)
}

fn look_at(white: impl Fn(&CameraId, u32, u32) -> Option<u32> + Send + 'static) -> Feed {
    let (id, format) = (None, None);
    Feed::start(Choice::Camera { id, format }, white, || ()).unwrap()
}

#[test]
fn a_camera_that_stalls_is_told_of_and_back_whoever_stops_looking_and_looks_again_meanwhile() {
    let Some(bench) = Bench::before_test(
        "a_camera_that_stalls_is_told_of_and_back_whoever_stops_looking_and_looks_again_meanwhile",
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
        "where_none_is_chosen_the_camera_that_ran_is_waited_for_and_no_other_is_opened",
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
        "a_white_balance_that_is_known_is_put_there_at_once_and_stays_there_in_the_light_and_the_dark",
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
    let Some(bench) =
        Bench::before_test("a_camera_that_does_not_tell_its_white_balance_is_locked_as_ever")
    else {
        return;
    };
    let feed = look_at(|_, _, _| Some(5300));
    let locked = |feed: &Feed| matches!(feed.state(), State::Live(setup) if setup.ends_with("exposure, white balance, focus locked"));
    bench.until("a locked camera", || locked(&feed));
    assert_eq!(stands_at(&feed), None);
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

/// The picture with its oval moved, and a camera's noise that differs from frame to frame.
fn frame(shift: i64, noise: u32) -> Frame {
    let still = picture();
    let mut state = noise.wrapping_mul(747_796_405) | 1;
    Frame::of_pixels(RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let from = (i64::from(x) - shift).clamp(0, i64::from(WIDTH) - 1) as u32;
        let grain = (state >> 24) % 9;
        still
            .get_pixel(from, y)
            .0
            .map(|c| c.saturating_add(grain as u8))
            .into()
    }))
}

#[test]
fn a_scene_is_looked_at_once_when_it_lies_still_and_again_when_it_changed() {
    let mut scene = Scene::default();
    let mut looked = Vec::new();
    for number in 0..60_u32 {
        let shift = match number {
            0..=9 => i64::from(number) * 12,
            10..=29 => 120,
            30..=39 => 120 + i64::from(number - 29) * 12,
            _ => 240,
        };
        if let Sight::New(_) = scene.look(&frame(shift, number)) {
            looked.push(number);
        }
    }
    assert_eq!(looked.len(), 2, "{looked:?}");
    assert!((10..20).contains(&looked[0]) && (40..50).contains(&looked[1]));
    scene.forget();
    let again = (60..70).any(|number| matches!(scene.look(&frame(240, number)), Sight::New(_)));
    assert!(again, "what was forgotten is looked at again");
}

#[test]
fn a_pill_that_is_exchanged_for_one_of_another_color_is_seen_however_bright_it_is() {
    let tray = |color: [u8; 3]| {
        Frame::of_pixels(RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
            let away = (f64::from(x) - 320.0).hypot(f64::from(y) - 240.0);
            image::Rgb(if away < 24.0 { color } else { [112, 113, 116] })
        }))
    };
    // Both are as bright as 176 of 255.
    let (pink, blue) = (tray([230, 150, 170]), tray([150, 180, 225]));
    let mut scene = Scene::default();
    let mut looked = |frame: &Frame| {
        let looks = (0..6).map(|_| matches!(scene.look(frame), Sight::New(_)));
        looks.filter(|new| *new).count()
    };
    assert_eq!([looked(&pink), looked(&blue), looked(&blue)], [1, 1, 0]);
}

#[test]
fn what_lies_there_after_a_hand_passed_is_looked_at_even_if_it_looks_the_same() {
    let tray = Frame::of_pixels(picture());
    let hand = Frame::of_pixels(RgbImage::from_pixel(WIDTH, HEIGHT, Rgb([190, 140, 110])));
    let mut scene = Scene::default();
    let mut looks = |frames: &[&Frame]| {
        let new = frames
            .iter()
            .filter(|frame| matches!(scene.look(frame), Sight::New(_)));
        new.count()
    };
    assert_eq!(looks(&[&tray; 6]), 1);
    assert_eq!(looks(&[&tray; 6]), 0, "nothing moved");
    assert_eq!(looks(&[&hand, &tray, &tray, &tray, &tray, &tray]), 1);
}

#[test]
fn the_sharpest_of_the_still_frames_is_taken() {
    let blurred = Frame::of_pixels(image::imageops::blur(&picture(), 0.6));
    let sharp = Frame::of_pixels(picture());
    let mut scene = Scene::default();
    let mut taken = None;
    for frame in [&blurred, &blurred, &sharp, &blurred, &blurred, &blurred] {
        if let Sight::New(best) = scene.look(frame) {
            taken = Some(best);
        }
    }
    let taken = taken.expect("the scene lay still");
    assert!(*taken.pixels == *sharp.pixels, "a blurred one was taken");
}

#[test]
fn of_still_frames_one_whose_ground_is_clipped_is_not_taken() {
    // Light that fails shows as noise too, which would pass for sharpness.
    let still = picture();
    let lit = |level: fn(u32) -> u8| {
        Frame::of_pixels(RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
            match still.get_pixel(x, y).0 {
                [40, ..] => Rgb([level(x); 3]),
                pill => Rgb(pill),
            }
        }))
    };
    let (good, clipped) = (lit(|_| 246), lit(|x| 248 + (x % 2) as u8 * 3));
    let mut scene = Scene::default();
    let mut taken = None;
    for frame in [&clipped, &clipped, &good, &clipped, &clipped, &clipped] {
        if let Sight::New(best) = scene.look(frame) {
            taken = Some(best);
        }
    }
    let taken = taken.expect("the scene lay still");
    assert!(*taken.pixels == *good.pixels, "a clipped one was taken");
}
