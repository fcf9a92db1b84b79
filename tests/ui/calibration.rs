//! The calibration card in the window: seen live, taken, compared, confirmed.

use std::path::Path;
use std::sync::Arc;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use takeback::calibration::measure;
use takeback::camera::CameraId;
use takeback::people::{Role, Secret};
use takeback::station::{Clock, Kept, NewAccount, Scale, SiteMode, Station};

use crate::harness::Window;
use crate::screens::{look, report};
use crate::sizes;
use crate::support::card::View;
use crate::support::staff;

const SIZE: [u32; 2] = [960, 600];

/// A window whose camera shows the card as `view` sees it, or an empty tray; on the calibration screen.
fn window(view: Option<View>) -> (Window, tempfile::TempDir) {
    let show = tempfile::tempdir().unwrap();
    let picture = match view {
        Some(view) => view.photo().pixels,
        None => image::RgbImage::from_pixel(640, 480, image::Rgb([96, 104, 112])),
    };
    picture.save(show.path().join("a.png")).unwrap();
    let settings = format!(
        "site_mode = \"RESEARCH\"\noperator = \"A. Tester\"\ncamera_play = \"{}\"\n",
        show.path().display()
    );
    let mut window = Window::open_with(&settings);
    window.press(Modifiers::COMMAND, Key::K);
    (window, show)
}

fn on_record(home: &Path) -> Vec<Kept> {
    Station::open(home).unwrap().calibrations().unwrap()
}

fn can_be_taken(window: &Window) -> bool {
    let take = window.harness.query_by_label("Take the calibration");
    take.is_some_and(|button| !button.accesskit_node().is_disabled())
}

#[test]
fn the_card_is_seen_live_and_the_old_calibration_holds_until_the_new_one_is_confirmed() {
    let (mut window, _show) = window(Some(View::above(SIZE, 0.3, 5.0)));
    window.until("the card", can_be_taken);
    assert!(window.shows("of 36 marks can be read"));
    assert!(!window.shows("0 of 36"));
    assert!(window.shows("this camera was never calibrated"));
    assert!(
        window.shows("4 fewer out of every 100"),
        "what going without costs"
    );
    for first in [true, false] {
        let before = on_record(window.home.path());
        assert_eq!(before.is_empty(), first);
        window.tap("Take the calibration");
        for words in [
            "Nothing has changed yet",
            "mm usually",
            "mm at worst",
            "0.300 mm a pixel",
            "red ×",
            "just now",
            "960 × 600",
        ] {
            assert!(window.shows(words), "{words}: {:#?}", window.labels());
        }
        sizes::check(&window.harness, "confirming a calibration");
        assert_eq!(on_record(window.home.path()), before, "nothing is kept yet");
        window.tap("Take it again");
        window.until("another look", can_be_taken);
        assert_eq!(on_record(window.home.path()), before);
        window.tap("Take the calibration");
        window.tap("Use this calibration");
        window.until("the new one", |window| {
            window.shows("Pills are measured by the calibration of")
        });
        let after = on_record(window.home.path());
        assert_eq!(after.len(), before.len() + 1);
        assert_eq!(after.last().unwrap().by, "A. Tester");
        assert!(window.shows("A. Tester"), "who measured until now");
        window.until("the next look", can_be_taken);
    }
    window.press(Modifiers::COMMAND, Key::I);
    window.until("the table", |window| window.shows("Measure the tray again"));
    assert!(window.shows("Pills are measured by the calibration of"));
}

#[test]
fn what_was_taken_and_not_confirmed_is_gone_when_the_screen_is_left() {
    let (mut window, _show) = window(Some(View::above(SIZE, 0.3, 5.0)));
    window.until("the card", can_be_taken);
    window.tap("Take the calibration");
    assert!(window.shows("Use this calibration"));
    window.press(Modifiers::COMMAND, Key::I);
    window.press(Modifiers::COMMAND, Key::K);
    assert!(
        !window.shows("Use this calibration"),
        "{:#?}",
        window.labels()
    );
    window.until("the card again", can_be_taken);
    assert!(on_record(window.home.path()).is_empty());
}

#[test]
fn what_hinders_is_said_in_words_and_nothing_can_be_taken() {
    let (mut window, _show) = window(None);
    window.until("what hinders", |window| {
        window.shows("0 of the card's marks can be read")
    });
    assert!(window.shows("0 of 36 marks can be read"));
    assert!(!can_be_taken(&window));
    window.press(Modifiers::COMMAND, Key::I);
    window.until("the way back", |window| window.shows("Measure the tray"));
    assert!(window.shows("Pills are not measured"));
    window.tap("Measure the tray");
    window.until("the screen", |window| window.shows("1. Print the card"));
}

#[test]
fn a_line_that_was_not_printed_at_its_length_scales_the_map_and_one_that_cannot_be_is_refused() {
    let (mut window, _show) = window(Some(View::above(SIZE, 0.3, 0.0)));
    window.until("the card", can_be_taken);
    let ruler = "What the card’s line of 100 mm measures on paper, in mm";
    window.type_into(ruler, "95");
    window.until("the card by that line", can_be_taken);
    window.tap("Take the calibration");
    assert!(window.shows("0.285 mm a pixel"), "{:#?}", window.labels());
    window.tap("Take it again");
    window.type_into(ruler, "0");
    window.until("why not", |window| {
        window.shows("The line on the card cannot be 950 mm long")
    });
    assert!(!can_be_taken(&window));
}

/// A speckled tray whose picture lies `aside` pixels to the left.
fn speckled(aside: u32) -> image::RgbImage {
    let cells = image::RgbImage::from_fn(88, 50, |x, y| {
        let hash = (x * 7919 + y * 104_729).wrapping_mul(2_654_435_761) >> 24;
        image::Rgb([(100 + hash / 8) as u8; 3])
    });
    let smooth = image::imageops::FilterType::Triangle;
    let whole = image::imageops::resize(&cells, 88 * 12, SIZE[1], smooth);
    image::imageops::crop_imm(&whole, aside, 0, SIZE[0], SIZE[1]).to_image()
}

#[test]
fn a_camera_that_was_moved_is_told_and_a_tap_says_that_it_was_not() {
    if crate::photographs::window().is_none() {
        return;
    }
    let show = tempfile::tempdir().unwrap();
    let shows = |aside| {
        let hidden = show.path().join("being-written");
        speckled(aside)
            .save_with_format(&hidden, image::ImageFormat::Png)
            .unwrap();
        std::fs::rename(hidden, show.path().join("a.png")).unwrap();
    };
    shows(0);
    let home = tempfile::tempdir().unwrap();
    let settings = format!(
        "site_mode = \"RESEARCH\"\noperator = \"A. Tester\"\ncamera_play = \"{0}\"\n",
        show.path().display()
    );
    std::fs::write(home.path().join("settings.toml"), settings).unwrap();
    let station = Station::open(home.path()).unwrap();
    let camera = format!("pictures of {}, played", show.path().display());
    let camera = CameraId::from(camera.as_str());
    let measured = measure(&View::above(SIZE, 0.3, 5.0).photo(), 100.0).unwrap();
    station
        .keep_calibration(&camera, None, &measured, 100.0)
        .unwrap();
    let mut window = Window::over(home, Arc::new(station));
    let is_known = |window: &Window| {
        let scale = window.harness.state().state().scale.as_ref();
        scale.is_some_and(Scale::is_known)
    };
    let noticed = "If the camera or the tray is moved, that is noticed";
    window.until("the tray at rest", |window| window.shows(noticed));
    let mut aside = 0;
    for way_on in ["It has not moved", "Measure the tray again"] {
        aside += 40;
        shows(aside);
        window.until("that it moved", |window| {
            window.shows("The camera seems to have moved since it was calibrated on")
                && window.shows("It has not moved")
        });
        assert!(!is_known(&window), "sizes are not used meanwhile");
        window.tap(way_on);
        if way_on == "It has not moved" {
            window.until("the tray at rest", |window| window.shows(noticed));
            assert!(is_known(&window));
        }
    }
    window.until("the card", |window| window.shows("1. Print the card"));
    let station = Station::open(window.home.path()).unwrap();
    assert!(station.verify().unwrap().finding.is_none());
}

#[test]
fn the_card_is_saved_where_the_screen_says() {
    let (mut window, _show) = window(None);
    window.tap("Save the card");
    window.until("the card", |window| window.shows("The card is in"));
    let path = window.home.path().join("exports/calibration-card.pdf");
    assert!(std::fs::read(path).unwrap().starts_with(b"%PDF-"));
    let blocked = window.home.path().join("settings.toml/card.pdf");
    window.type_over("File for the card (PDF)", blocked.to_str().unwrap());
    window.tap("Save the card");
    window.until("why not", |window| window.shows("settings.toml/card.pdf: "));
}

#[test]
fn only_who_may_record_items_measures_the_tray() {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), Clock::System, staff::site(SiteMode::Research));
    let auditor = NewAccount {
        name: "I. Spector".into(),
        role: Role::Auditor,
        officer: None,
    };
    station
        .add_account(auditor, &Secret::new(staff::PIN))
        .unwrap();
    station.sign_out(false).unwrap();
    let mut window = Window::over(home, Arc::new(station));
    window.tap_first("I. Spector");
    window.type_into("PIN or passphrase", staff::PIN);
    window.press(Modifiers::NONE, Key::Enter);
    window.until("the auditor", |window| window.shows("Sign out I. Spector"));
    window.press(Modifiers::COMMAND, Key::K);
    assert!(
        window.shows("may not record items one by one"),
        "{:#?}",
        window.labels()
    );
    assert!(!window.shows("Take the calibration"));
}

#[test]
fn the_screen_can_be_used_with_gloves_and_by_keyboard() {
    let (mut window, _show) = window(Some(View::above(SIZE, 0.3, 5.0).tilted([1e-4, 0.0])));
    let mut faults = Vec::new();
    window.until("the card", can_be_taken);
    look(&mut window, "calibration", &mut faults);
    window.tap("Take the calibration");
    look(&mut window, "calibration taken", &mut faults);
    report(&faults);
}
