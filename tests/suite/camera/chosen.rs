//! Which camera is looked through, in which format, and what names it.

use std::fs;

use crate::support::bench::{Bench, words};
use takeback::camera::{CameraId, Choice};
use takeback::station::Station;

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
