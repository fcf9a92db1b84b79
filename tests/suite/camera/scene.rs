//! When what lies before the camera is worth a look, and which of its frames is taken.

use crate::support::bench::{HEIGHT, WIDTH, picture};
use image::{Rgb, RgbImage};
use takeback::camera::{Frame, Scene, Sight};

use super::frame;

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
