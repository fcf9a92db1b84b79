//! The camera in the window, played from a folder.

use eframe::egui::Shape;
use takeback::demo;
use takeback::station::Station;

use crate::harness::Window;
use crate::photographs::has_models;

/// A window whose camera plays `pictures`, each with its name.
fn playing(pictures: &[(&str, image::RgbImage)]) -> (Window, tempfile::TempDir) {
    playing_with(pictures, "")
}

fn playing_with(
    pictures: &[(&str, image::RgbImage)],
    settings: &str,
) -> (Window, tempfile::TempDir) {
    let show = tempfile::tempdir().unwrap();
    for (name, picture) in pictures {
        picture.save(show.path().join(name)).unwrap();
    }
    let settings = format!(
        "site_mode = \"RESEARCH\"\noperator = \"A. Tester\"\ncamera_play = \"{}\"\n{settings}",
        show.path().display()
    );
    (Window::open_with(&settings), show)
}

fn empty_tray() -> image::RgbImage {
    image::RgbImage::from_pixel(640, 480, image::Rgb([96, 104, 112]))
}

#[test]
fn an_empty_tray_is_shown_live_and_nobody_is_told_that_it_is_empty() {
    let (mut window, _show) = playing(&[("a.png", empty_tray())]);
    window.until("the live picture", |window| {
        window.shows("Live picture of the camera") && window.shows("Take picture")
    });
    assert!(window.shows("Pills are identified by themselves once they lie still"));
    for _ in 0..60 {
        window.harness.step();
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(!window.shows("No pill was found"));
}

#[test]
fn a_photograph_larger_than_a_texture_can_be_is_shown_live() {
    let large = image::RgbImage::from_pixel(2600, 1900, image::Rgb([96, 104, 112]));
    let (mut window, _show) = playing(&[("a.png", large)]);
    window.until("the live picture", |window| {
        window.shows("Live picture of the camera")
    });
}

#[test]
fn how_the_camera_is_set_up_is_said_in_the_language_of_the_window() {
    let show = tempfile::tempdir().unwrap();
    empty_tray().save(show.path().join("a.png")).unwrap();
    let home = tempfile::tempdir().unwrap();
    let settings = format!("camera_play = \"{}\"\n", show.path().display());
    std::fs::write(home.path().join("settings.toml"), settings).unwrap();
    std::fs::write(home.path().join("window.toml"), "language = \"es-US\"\n").unwrap();
    let station = std::sync::Arc::new(Station::open(home.path()).unwrap());
    let mut window = Window::as_started(home, station);
    if window.shows("Solo probar") {
        window.tap("Solo probar");
    }
    window.until("the camera", |window| {
        window.shows("En vivo: imágenes de ") && window.shows(", reproducidas")
    });
}

#[test]
fn the_key_that_takes_a_picture_is_named_in_the_language_of_the_window() {
    let (mut window, _show) = playing(&[("a.png", empty_tray())]);
    for (language, take, key) in [
        ("Español", "Take picture", "Space"),
        ("English", "Tomar foto", "Espacio"),
    ] {
        window.until("the live picture", |window| window.shows(take));
        // No name of a control says its key.
        let shapes = &window.harness.output().shapes;
        let painted = shapes.iter().filter_map(|clipped| match &clipped.shape {
            Shape::Text(text) => Some(text.galley.text()),
            _ => None,
        });
        let keys: Vec<&str> = painted
            .filter(|words| ["Space", "Espacio"].contains(words))
            .collect();
        assert_eq!(keys, [key]);
        window.tap(language);
    }
}

#[test]
fn what_lies_still_is_looked_at_without_a_tap() {
    let catalog = takeback::catalog::Catalog::builtin().unwrap();
    let products = demo::choose(catalog.products(), 3, 2);
    let tray = demo::draw_tray(&products, 2);
    let (mut window, _show) = playing(&[("a.png", tray.picture)]);
    let elsewhere = tempfile::tempdir().unwrap();
    if !has_models(&Station::open(elsewhere.path()).unwrap()) {
        return;
    }
    window.until("the pills of the tray", |window| {
        window.shows("3 pills found")
    });
    assert!(
        !window.shows("Take picture"),
        "the camera rests while a tray is decided"
    );
}

#[test]
fn a_camera_that_cannot_work_says_why() {
    let (mut window, _show) = playing(&[]);
    window.until("the reason", |window| {
        window.shows("There is no picture in") && window.shows("put JPEG or PNG files there")
    });
    assert!(!window.shows("Take picture"));
}

#[cfg(target_os = "linux")]
#[test]
fn no_picture_is_taken_of_what_a_camera_that_hangs_showed_before() {
    use eframe::egui::{Key, Modifiers};
    use takeback::ui::state::Work;

    let show = tempfile::tempdir().unwrap();
    empty_tray().save(show.path().join("a.png")).unwrap();
    // A picture that never comes.
    let never = show.path().join("b.png");
    let made = std::process::Command::new("mkfifo").arg(&never).status();
    assert!(made.unwrap().success());
    let mut window = Window::open_with(&format!(
        "site_mode = \"RESEARCH\"\noperator = \"A. Tester\"\ncamera_play = \"{}\"\n",
        show.path().display()
    ));
    window.until("the live picture", |window| window.shows("Take picture"));
    window.until("the silence", |window| {
        window.shows("has shown nothing for")
    });
    assert!(!window.shows("Take picture"));
    window.press(Modifiers::NONE, Key::Space);
    assert_eq!(window.harness.state().state().work, Work::Idle);
    assert!(!window.shows("No pill was found"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_camera_that_hangs_before_its_first_picture_is_told_of() {
    let show = tempfile::tempdir().unwrap();
    let never = show.path().join("a.png");
    let made = std::process::Command::new("mkfifo").arg(&never).status();
    assert!(made.unwrap().success());
    let mut window = Window::open_with(&format!(
        "site_mode = \"RESEARCH\"\noperator = \"A. Tester\"\ncamera_play = \"{}\"\n",
        show.path().display()
    ));
    window.until("the silence", |window| {
        window.shows("has shown nothing for")
    });
}

#[test]
fn a_dropped_file_that_cannot_be_read_is_named_and_the_next_one_is_shown() {
    let drop = tempfile::tempdir().unwrap();
    let settings = format!(
        "site_mode = \"RESEARCH\"\noperator = \"A. Tester\"\ncamera_folder = \"{}\"\n",
        drop.path().display()
    );
    let mut window = Window::open_with(&settings);
    window.until("the folder", |window| {
        window.shows("photographs dropped into")
    });
    let heic = [&[0, 0, 0, 24][..], b"ftypheic", &[0; 64]].concat();
    std::fs::write(drop.path().join("IMG_0012.HEIC"), heic).unwrap();
    window.until("what to do", |window| {
        window.shows("IMG_0012.HEIC: is a HEIC or AVIF picture")
            && window.shows("Settings, Camera, Formats, Most Compatible")
    });
    empty_tray().save(drop.path().join("IMG_0013.JPG")).unwrap();
    window.until("the next one", |window| {
        window.shows("Live picture of the camera")
    });
}

#[test]
fn the_camera_sleeps_over_an_empty_tray_and_a_key_or_a_touch_wakes_it() {
    let pictures = [("a.png", empty_tray())];
    let (mut window, show) = playing_with(&pictures, "camera_sleep_seconds = 10\n");
    for wakes in ["key", "touch"] {
        window.until("the live picture", |window| {
            window.shows("Live picture of the camera")
        });
        window.until("the sleep", |window| window.shows("The camera sleeps"));
        assert!(window.shows("Touch the screen or press a key"));
        assert!(!window.shows("Live picture of the camera"));
        // One that fetched frames would say that there are none.
        let (picture, away) = (show.path().join("a.png"), show.path().join("away"));
        std::fs::rename(&picture, &away).unwrap();
        for _ in 0..300 {
            window.harness.step();
            std::thread::sleep(std::time::Duration::from_millis(10));
            assert!(window.shows("The camera sleeps"));
        }
        std::fs::rename(&away, &picture).unwrap();
        if wakes == "key" {
            window.press(eframe::egui::Modifiers::NONE, eframe::egui::Key::Space);
        } else {
            window.tap("Camera");
        }
        assert!(!window.shows("The camera sleeps"), "{wakes}");
    }
}

#[test]
fn the_camera_stays_open_where_the_settings_say_so() {
    let pictures = [("a.png", empty_tray())];
    let (mut window, _show) = playing_with(&pictures, "camera_sleep_seconds = 0\n");
    window.until("the live picture", |window| {
        window.shows("Live picture of the camera")
    });
    for _ in 0..600 {
        window.harness.step();
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(window.shows("Live picture of the camera"));
}
