//! The card: found, measured, kept, named in the record, and no longer used when it must not be.

use std::process::Command;

use crate::support::card::View;
use takeback::calibration::{MeasureError, Measured, find_marks, measure};
use takeback::camera::{CameraId, Frame};
use takeback::ledger::Moment;
use takeback::station::{
    CALIBRATION_DAYS, Clock, Guard, Scale, Station, StationError, TrayWatch, Watched,
};

const SIZE: [u32; 2] = [960, 600];

/// Distances, millimetres, between where points of the picture lie and where they are said to lie;
/// over the part of the card with marks.
fn errors(view: &View, measured: &Measured, scale: f64) -> Vec<f64> {
    let map = measured.plane().unwrap();
    let mut errors = Vec::new();
    for x in (0..=view.size[0]).step_by(40) {
        for y in (0..=view.size[1]).step_by(40) {
            let pixel = [f64::from(x), f64::from(y)];
            let place = view.to_card(pixel);
            if (13.0..197.0).contains(&place[0]) && (55.0..239.0).contains(&place[1]) {
                let [said_x, said_y] = map.to_tray(pixel).unwrap();
                errors.push((said_x - scale * place[0]).hypot(said_y - scale * place[1]));
            }
        }
    }
    errors.sort_by(f64::total_cmp);
    errors
}

#[test]
fn the_tray_is_measured_to_a_fraction_of_a_millimetre_however_the_card_lies() {
    for (degrees, tilt) in [(0.0, [0.0, 0.0]), (37.0, [2e-4, -1e-4])] {
        let view = View::above(SIZE, 0.25, degrees).tilted(tilt);
        let measured = measure(&view.photo(), 100.0).unwrap();
        let errors = errors(&view, &measured, 1.0);
        let (median, worst) = (errors[errors.len() / 2], errors[errors.len() - 1]);
        assert!(
            median < 0.1 && worst < 0.4,
            "{degrees} {tilt:?}: {median} {worst}"
        );
        // What it says of itself is of that order.
        assert!(measured.place.median_mm < 0.15 && measured.place.worst_mm < 1.0);
        assert!(measured.marks >= 12 && measured.covered > 0.4);
    }
}

#[test]
fn part_of_the_card_is_enough_and_too_little_of_it_is_said() {
    let near = View::above(SIZE, 0.14, 10.0);
    let measured = measure(&near.photo(), 100.0).unwrap();
    assert!(measured.marks < 16);
    assert!(*errors(&near, &measured, 1.0).last().unwrap() < 0.3);
    let nearest = View::above(SIZE, 0.05, 0.0);
    let error = measure(&nearest.photo(), 100.0).unwrap_err();
    assert!(
        matches!(error, MeasureError::TooFew { found: 0..6 }),
        "{error}"
    );
}

#[test]
fn a_printer_that_scaled_is_allowed_for() {
    let view = View::above(SIZE, 0.25, 5.0);
    let measured = measure(&view.photo(), 97.0).unwrap();
    assert!(*errors(&view, &measured, 0.97).last().unwrap() < 0.4);
    for ruler in [0.0, 60.0, 140.0, f64::NAN] {
        assert!(matches!(
            measure(&view.photo(), ruler),
            Err(MeasureError::Ruler(_))
        ));
    }
}

#[test]
fn marks_are_named_and_their_corners_are_in_the_cards_order() {
    for degrees in [90.0, 180.0] {
        let view = View::above(SIZE, 0.35, degrees);
        let found = find_marks(&view.photo().pixels);
        assert_eq!(found.len(), 36, "{degrees}");
        for mark in found {
            for (corner, place) in mark
                .corners
                .iter()
                .zip(takeback::calibration::mark_corners(mark.number))
            {
                let [x, y] = view.to_card(*corner);
                assert!((x - place[0]).hypot(y - place[1]) < 0.3, "{}", mark.number);
            }
        }
    }
}

#[test]
fn the_color_of_the_light_is_measured_and_glare_is_not_taken_for_it() {
    let warm = View {
        light: [0.85, 0.7, 0.5],
        ..View::above(SIZE, 0.25, 0.0)
    };
    let white = measure(&warm.photo(), 100.0).unwrap().white;
    let gains = white.gains.unwrap();
    let shown: Vec<f64> = gains
        .iter()
        .zip(warm.light)
        .map(|(gain, light)| gain * light)
        .collect();
    let mean = shown.iter().sum::<f64>() / 3.0;
    assert!(
        shown.iter().all(|color| (color / mean - 1.0).abs() < 0.02),
        "{gains:?}"
    );
    assert!(white.hue_off_deg.unwrap() < 5.0);
    let bright = View {
        light: [1.3, 1.2, 1.1],
        ..warm
    };
    let white = measure(&bright.photo(), 100.0).unwrap().white;
    assert!(white.apart.is_none(), "paper is burnt out and says nothing");
    assert!(white.gains.is_some(), "the grey still does");
}

#[test]
fn a_picture_without_the_card_is_no_calibration() {
    let blank = takeback::vision::Photo {
        pixels: image::RgbImage::from_pixel(640, 480, image::Rgb([120, 118, 110])),
        sha256: String::new(),
        decode_ms: 0.0,
        tray: None,
        setup: None,
    };
    let error = measure(&blank, 100.0).unwrap_err();
    assert_eq!(error, MeasureError::TooFew { found: 0 });
    assert!(error.to_string().contains("lay the card flat"));
}

fn day(day: i64) -> Clock {
    let noon = 1_795_357_800_000_000;
    Clock::Fixed(Moment::from_parts(noon + day * 86_400_000_000, -5 * 3600).unwrap())
}

#[test]
fn a_calibration_is_kept_and_used_for_its_camera_and_size_until_it_is_too_old() {
    let home = tempfile::tempdir().unwrap();
    let (camera, other) = (CameraId::from("046d:0825 A"), CameraId::from("046d:0825 B"));
    let [width, height] = SIZE;
    let view = View::above(SIZE, 0.25, 12.0);
    let measured = measure(&view.photo(), 100.0).unwrap();
    let id = {
        let station = Station::open_at(home.path(), day(0)).unwrap();
        assert_eq!(station.scale(&camera, width, height).unwrap(), Scale::Never);
        let kept = station
            .keep_calibration(&camera, None, &measured, 100.0)
            .unwrap();
        let Scale::Known {
            tray, kept: known, ..
        } = station.scale(&camera, width, height).unwrap()
        else {
            panic!("not known");
        };
        assert_eq!(known, kept);
        assert_eq!(tray.calibration, Some(kept.id.to_string()));
        // What is kept in whole numbers is the same map to a hundredth of a millimetre.
        let pixel = [300.0, 200.0];
        let [x, y] = tray.plane.to_tray(pixel).unwrap();
        let [true_x, true_y] = view.to_card(pixel);
        assert!((x - true_x).hypot(y - true_y) < 0.4);
        assert!(matches!(
            station.scale(&camera, width, height + 1).unwrap(),
            Scale::OtherSize(_)
        ));
        let elsewhere = station.scale(&other, width, height).unwrap();
        assert_eq!(elsewhere, Scale::OtherCamera(kept.clone()));
        assert!(station.verify().unwrap().finding.is_none());
        kept.id
    };
    let last = Station::open_at(home.path(), day(i64::from(CALIBRATION_DAYS))).unwrap();
    assert!(last.scale(&camera, width, height).unwrap().tray().is_some());
    drop(last);
    let late = Station::open_at(home.path(), day(i64::from(CALIBRATION_DAYS) + 1)).unwrap();
    let stale = late.scale(&camera, width, height).unwrap();
    assert!(matches!(stale, Scale::Stale { days, .. } if days == CALIBRATION_DAYS + 1));
    assert!(stale.tray().is_none());
    let refused = late.calibrated_tray(id).unwrap_err();
    assert!(matches!(refused, StationError::StaleCalibration { .. }));
}

#[test]
fn the_color_of_the_light_is_used_under_the_white_balance_that_it_was_measured_under() {
    let home = tempfile::tempdir().unwrap();
    let camera = CameraId::from("046d:0825 A");
    let [width, height] = SIZE;
    let measured = measure(&View::above(SIZE, 0.25, 12.0).photo(), 100.0).unwrap();
    let station = Station::open_at(home.path(), day(0)).unwrap();
    let locked = |white: &str| {
        format!("Cam, 960 x 600 YUYV at 30 frames a second, exposure, {white}, focus locked")
    };
    let keep = |setup: &str| {
        station
            .keep_calibration(&camera, Some(setup), &measured, 100.0)
            .unwrap()
    };
    let is_lit = |setup: &str| {
        let scale = station.scale(&camera, width, height).unwrap();
        let gains = scale.tray_under(Some(setup)).unwrap().gains;
        assert_eq!(gains.is_none(), scale.is_other_white(Some(setup)));
        gains.is_some()
    };
    let stands = |height| station.white_balance(&camera, width, height);
    let then = locked("white balance at 4600 K");
    let others = [locked("white balance at 3100 K"), locked("white balance")];
    keep(&then);
    assert_eq!([stands(height), stands(height + 1)], [Some(4600), None]);
    assert!(is_lit(&then));
    assert!(!others.iter().any(|setup| is_lit(setup)));
    // One that does not say where it stood holds as it always did.
    keep(&locked("white balance"));
    assert_eq!(stands(height), None);
    assert!(is_lit(&then) && others.iter().all(|setup| is_lit(setup)));
    assert!(station.verify().unwrap().finding.is_none());
}

/// A speckled tray whose picture lies `aside` pixels to the left, under light of that strength.
fn tray_seen(aside: u32, light: f32) -> image::RgbImage {
    let speck = |x: u32, y: u32| {
        let hash = (x * 7919 + y * 104_729).wrapping_mul(2_654_435_761) >> 24;
        image::Rgb([((90.0 + hash as f32 / 4.0) * light) as u8; 3])
    };
    let cells = image::RgbImage::from_fn(88, 50, speck);
    let [width, height] = SIZE;
    let whole = image::imageops::resize(
        &cells,
        88 * 12,
        height,
        image::imageops::FilterType::Triangle,
    );
    image::imageops::crop_imm(&whole, aside, 0, width, height).to_image()
}

#[test]
fn a_camera_that_moved_is_not_measured_with_until_somebody_says_that_it_did_not() {
    let home = tempfile::tempdir().unwrap();
    let camera = CameraId::from("046d:0825 A");
    let [width, height] = SIZE;
    let measured = measure(&View::above(SIZE, 0.25, 12.0).photo(), 100.0).unwrap();
    let station = Station::open_at(home.path(), day(0)).unwrap();
    let kept = station
        .keep_calibration(&camera, None, &measured, 100.0)
        .unwrap();
    let scale = || station.scale(&camera, width, height).unwrap();
    let mut watch = TrayWatch::default();
    // The card that it was calibrated with, and a tray with a pill on it, are no empty tray.
    let mut look = |picture: image::RgbImage, is_empty| {
        let frame = Frame::of_pixels(picture).by(camera.clone());
        station.watch_tray(&mut watch, &frame, is_empty).unwrap()
    };
    let card = View::above(SIZE, 0.25, 12.0).photo().pixels;
    assert!(matches!(look(card.clone(), true), Watched::LookAgain));
    assert!(matches!(look(card, true), Watched::Settled));
    assert!(matches!(look(tray_seen(0, 1.0), false), Watched::Settled));
    assert!(matches!(
        scale(),
        Scale::Known {
            guard: Guard::NotYet,
            ..
        }
    ));
    assert!(matches!(look(tray_seen(0, 1.0), true), Watched::LookAgain));
    assert!(matches!(look(tray_seen(0, 1.0), true), Watched::Changed(_)));
    assert!(matches!(
        scale(),
        Scale::Known {
            guard: Guard::Noticed(_),
            ..
        }
    ));
    for light in [0.6, 1.3] {
        assert!(matches!(look(tray_seen(0, light), true), Watched::Settled));
    }
    // One look is not enough, nor two.
    for _ in 0..2 {
        assert!(matches!(
            look(tray_seen(40, 0.9), false),
            Watched::LookAgain
        ));
        assert!(scale().is_known());
    }
    let Watched::Changed(changed) = look(tray_seen(40, 0.9), true) else {
        panic!("not noticed");
    };
    assert_eq!(*changed, Scale::Moved(kept.clone()));
    assert_eq!(scale(), *changed);
    assert!(scale().tray().is_none());
    let refused = station.calibrated_tray(kept.id).unwrap_err();
    assert!(matches!(refused, StationError::CameraMoved(_)), "{refused}");
    assert!(station.seems_moved(kept.id).unwrap());

    station.confirm_unmoved(kept.id).unwrap();
    assert!(matches!(
        scale(),
        Scale::Known {
            guard: Guard::NotYet,
            ..
        }
    ));
    assert!(matches!(look(tray_seen(40, 0.9), true), Watched::LookAgain));
    assert!(matches!(
        look(tray_seen(40, 0.9), true),
        Watched::Changed(_)
    ));
    assert!(matches!(look(tray_seen(40, 1.1), true), Watched::Settled));
    // A tray without anything on it to tell by says so.
    station.confirm_unmoved(kept.id).unwrap();
    let plain = || image::RgbImage::from_pixel(width, height, image::Rgb([120; 3]));
    look(plain(), true);
    look(plain(), true);
    assert!(matches!(
        scale(),
        Scale::Known {
            guard: Guard::TooPlain,
            ..
        }
    ));
    assert!(matches!(look(plain(), true), Watched::Settled));
    assert!(station.verify().unwrap().finding.is_none());
}

#[test]
fn the_program_writes_the_card_and_says_when_a_photograph_does_not_show_it() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("card.pdf");
    let takeback = |words: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_takeback"))
            .arg("--home")
            .arg(home.path().join("not there yet"))
            .args(words)
            .output()
            .unwrap()
    };
    let file = path.to_str().unwrap();
    let wrote = takeback(&["calibration", "card", "--out", file]);
    assert!(
        wrote.status.success(),
        "{}",
        String::from_utf8_lossy(&wrote.stderr)
    );
    let pdf = std::fs::read(&path).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    let text = String::from_utf8_lossy(&pdf);
    // 210 x 279.4 mm in points: the part that Letter and A4 share.
    assert!(text.contains("595.27") && text.contains("792"), "page size");
    let blank = home.path().join("blank.png");
    image::RgbImage::from_pixel(320, 240, image::Rgb([90; 3]))
        .save(&blank)
        .unwrap();
    let refused = takeback(&["calibration", "take", blank.to_str().unwrap()]);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("lay the card flat"));
}

#[test]
fn how_the_camera_was_set_up_is_kept_with_its_calibration() {
    let folder = tempfile::tempdir().unwrap();
    let show = folder.path().join("show");
    std::fs::create_dir(&show).unwrap();
    let card = View::above(SIZE, 0.25, 12.0).photo().pixels;
    card.save(show.join("card.png")).unwrap();
    let takeback = |words: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_takeback"))
            .arg("--home")
            .arg(folder.path().join("home"))
            .arg("calibration")
            .args(words)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{said}");
        String::from_utf8(done.stdout).unwrap()
    };
    let show = show.to_str().unwrap();
    let setup = format!("pictures of {show}, played");
    let said = takeback(&["take", "--play", show]);
    assert!(said.contains(&format!("set up as {setup}\n")), "{said}");
    // From a file nobody knows.
    let file = format!("{show}/card.png");
    let said = takeback(&["take", &file]);
    assert!(!said.contains("set up as"), "{said}");
    let listed = takeback(&["list", "--json"]);
    let kept = |line: &str| -> serde_json::Value {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        row["camera_setup"].clone()
    };
    let kept: Vec<_> = listed.lines().map(kept).collect();
    assert_eq!(kept, [serde_json::json!(setup), serde_json::Value::Null]);
}
