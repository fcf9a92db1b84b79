//! Whether a picture is good enough: real photographs of whole pills pass, and the same ones with a piece
//! of the pill painted out, a reflection on it or a finger over the tray are told.

use std::fs;

use crate::support::locator;
use image::{Rgb, RgbImage};
use takeback::vision::{Flaw, Locator, Photo, PhotoMeasures, PillMeasures, PillView};

/// Studio photographs, evenly over all, and their locator.
fn photographs() -> Option<(Vec<Photo>, Locator)> {
    const COUNT: usize = 8;
    let images = crate::support::data_dir()?.join("rximage/images");
    let locator = locator::shipped()?;
    let mut paths: Vec<_> = fs::read_dir(images)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let each = paths.len() / COUNT;
    let photos = paths.iter().step_by(each).take(COUNT);
    Some((
        photos.map(|path| Photo::read(path).unwrap()).collect(),
        locator,
    ))
}

/// How many pills have this flaw, of how many.
fn with(flaw: Flaw, photos: &[Photo], locator: &Locator) -> (usize, usize) {
    let (mut have, mut all) = (0, 0);
    for photo in photos {
        for pill in &locator.find(photo).unwrap() {
            all += 1;
            have += usize::from(PillMeasures::of(photo, pill).flaws().contains(&flaw));
        }
    }
    (have, all)
}

/// The photographs with what `paint` puts on and around each pill; it is told the pill, how far from
/// its middle a pixel lies, and the color of the ground.
fn painted(
    photos: &[Photo],
    locator: &Locator,
    paint: impl Fn(&PillView, [f32; 2], Rgb<u8>) -> Option<Rgb<u8>>,
) -> Vec<Photo> {
    let mut photos = photos.to_vec();
    for photo in &mut photos {
        let ground = *photo.pixels.get_pixel(2, 2);
        for pill in locator.find(photo).unwrap() {
            for (x, y, pixel) in photo.pixels.enumerate_pixels_mut() {
                let away = [x as f32 - pill.center[0], y as f32 - pill.center[1]];
                if away[0].hypot(away[1]) < 0.6 * pill.long_px {
                    *pixel = paint(&pill, away, ground).unwrap_or(*pixel);
                }
            }
        }
    }
    photos
}

#[test]
fn whole_pills_pass_and_broken_or_glaring_ones_are_told() {
    let Some((photos, locator)) = photographs() else {
        return;
    };
    for flaw in [Flaw::Broken, Flaw::Glare] {
        let (have, all) = with(flaw, &photos, &locator);
        assert!(
            all >= 12 && have <= 1,
            "{flaw:?}: {have} of {all} good ones"
        );
    }
    // A third of it is gone, cut off aslant.
    let broken = painted(&photos, &locator, |pill, away, ground| {
        let (sin, cos) = (pill.angle_deg + 35.0).to_radians().sin_cos();
        (away[0] * cos + away[1] * sin > 0.12 * pill.long_px).then_some(ground)
    });
    let lamp = painted(&photos, &locator, |pill, away, _| {
        (away[0].hypot(away[1]) < 0.25 * pill.short_px).then_some(Rgb([255; 3]))
    });
    for (flaw, photos) in [(Flaw::Broken, broken), (Flaw::Glare, lamp)] {
        let (have, all) = with(flaw, &photos, &locator);
        assert!(
            all >= 12 && 4 * have >= 3 * all,
            "{flaw:?}: {have} of {all}"
        );
    }
}

/// A ground that is lit from the left, with a finger that comes in from there.
fn finger(ground: [u8; 3], color: Option<[u8; 3]>) -> RgbImage {
    let (width, height) = (1280, 720);
    RgbImage::from_fn(width, height, |x, y| {
        let light = 1.0 - 0.2 * x as f32 / width as f32;
        let along = (x as f32 - 400.0).max(0.0);
        let on = along.hypot(y as f32 - 400.0) < 45.0;
        let tone = color.filter(|_| on).unwrap_or(ground);
        Rgb(tone.map(|level| (f32::from(level) * light) as u8))
    })
}

#[test]
fn a_finger_is_told_bare_or_gloved_and_a_ground_is_none() {
    let Some((photos, locator)) = photographs() else {
        return;
    };
    let is_told = |photo: &Photo, pills: &[PillView]| {
        let flaws = PhotoMeasures::of(photo, pills).flaws();
        flaws.contains(&Flaw::Hand)
    };
    let pills = |photo: &Photo| locator.find(photo).unwrap();
    let alarms = photos.iter().filter(|photo| is_told(photo, &pills(photo)));
    assert!(alarms.count() <= 1, "of {}", photos.len());
    let showing = |pixels: RgbImage| Photo {
        pixels,
        ..photos[0].clone()
    };
    for ground in [[235, 236, 238], [120, 125, 122], [40, 44, 60]] {
        assert!(!is_told(&showing(finger(ground, None)), &[]), "{ground:?}");
        // Skin from light to dark, and gloves; one that is as the ground is cannot be told.
        for color in [
            [241, 208, 186],
            [165, 115, 88],
            [110, 72, 55],
            [70, 120, 190],
            [225, 150, 200],
        ] {
            let photo = showing(finger(ground, Some(color)));
            assert!(is_told(&photo, &[]), "{color:?} on {ground:?}");
        }
    }
    let tiles = RgbImage::from_fn(1280, 720, |x, y| {
        let odd = (x / 300 + y / 300) % 2 == 0;
        Rgb(if odd {
            [205, 155, 125]
        } else {
            [240, 235, 225]
        })
    });
    assert!(!is_told(&showing(tiles), &[]), "tiles");
}

#[test]
fn crumbs_are_told_and_a_clean_ground_is_not_called_dusty() {
    let Some((photos, _)) = photographs() else {
        return;
    };
    let is_dusty = |crumbs: u32| {
        let at = |number: u32| [(number * 397) % 1240 + 20, (number * 211) % 680 + 20];
        let mut pixels = RgbImage::from_pixel(1280, 720, Rgb([150, 155, 152]));
        for [left, top] in (0..crumbs).map(at) {
            for (x, y) in (0..6).flat_map(|x| (0..6).map(move |y| (x, y))) {
                pixels.put_pixel(left + x, top + y, Rgb([70, 66, 60]));
            }
        }
        let photo = Photo {
            pixels,
            ..photos[0].clone()
        };
        let measured = PhotoMeasures::of::<PillView>(&photo, &[]);
        measured.flaws().contains(&Flaw::Dust)
    };
    assert!(!is_dusty(0) && !is_dusty(10));
    assert!(is_dusty(120));
}

#[test]
fn a_pill_that_is_too_few_pixels_large_is_told() {
    let Some((photos, locator)) = photographs() else {
        return;
    };
    let shrunk = |times: u32| -> Vec<Photo> {
        let small = |photo: &Photo| {
            let ground = *photo.pixels.get_pixel(2, 2);
            let mut pixels = RgbImage::from_pixel(640, 480, ground);
            let (width, height) = photo.pixels.dimensions();
            let picture = image::imageops::thumbnail(&photo.pixels, width / times, height / times);
            image::imageops::overlay(&mut pixels, &picture, 200, 150);
            Photo {
                pixels,
                ..photo.clone()
            }
        };
        photos.iter().map(small).collect()
    };
    let (near, all) = with(Flaw::TooFar, &shrunk(1), &locator);
    assert!(all >= 12 && near == 0, "{near} of {all}");
    let (far, all) = with(Flaw::TooFar, &shrunk(4), &locator);
    assert!(all >= 8 && 4 * far >= 3 * all, "{far} of {all}");
}
