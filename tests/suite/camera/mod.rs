//! Cameras through the real program and the real driver binding, over a device that a preloaded
//! library plays (`tests/equipment`), and folders in place of a camera.

#![cfg(target_os = "linux")]

mod chosen;
mod faults;
mod folders;
mod frames;
mod locked;
mod scene;

use std::path::Path;

use crate::support::bench::{HEIGHT, WIDTH, picture};
use image::RgbImage;
use takeback::camera::{CameraId, Choice, Feed, Frame};

fn assert_shows_the_picture(file: &Path) {
    let shot = image::open(file).unwrap().into_rgb8();
    assert_eq!(shot.dimensions(), (WIDTH, HEIGHT));
    for (x, y) in [(320, 240), (10, 10)] {
        let (seen, was) = (shot.get_pixel(x, y), *picture().get_pixel(x, y));
        let off = seen.0.iter().zip(was.0).map(|(a, b)| a.abs_diff(b)).max();
        assert!(off <= Some(6), "{seen:?} at {x}, {y}, not {was:?}");
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
