//! The locator's geometry on drawn pills whose truth is known, without weights.

use std::sync::Arc;

use crate::support::drawn::{GROUND, Pill, WHITE, find, photo_of, pill};
use image::Rgb;
use ndarray::ArrayD;
use takeback::runtime::{Model, ModelError, ModelInfo};
use takeback::vision::{CROP_SIDE, Locator, VisionError, cut};

fn turn_between(a: f32, b: f32) -> f32 {
    ((a - b + 90.0).rem_euclid(180.0) - 90.0).abs()
}

#[test]
fn center_axes_and_angle_of_a_capsule_at_every_angle() {
    for degrees in (-90..90).step_by(15).map(|d| d as f32) {
        for scale in [1.0, 0.3] {
            let drawn = pill([330.3, 221.7], 180.0 * scale, 72.0 * scale, degrees);
            let photo = photo_of(640, 480, GROUND, &[drawn]);
            let views = find(&photo);
            assert_eq!(views.len(), 1);
            let view = &views[0];
            let off = [
                view.center[0] - drawn.center[0],
                view.center[1] - drawn.center[1],
            ];
            assert!(off[0].hypot(off[1]) < 1.0, "{degrees}: {:?}", view.center);
            assert!(
                turn_between(view.angle_deg, degrees) < 2.0,
                "{degrees}: {}",
                view.angle_deg
            );
            assert!(
                (view.long_px / drawn.long - 1.0).abs() < 0.03,
                "{degrees}: {}",
                view.long_px
            );
            assert!(
                (view.short_px / drawn.short - 1.0).abs() < 0.05,
                "{degrees}: {}",
                view.short_px
            );
            assert!(!view.touching && view.mask.contains(drawn.center));
        }
    }
}

/// First and last place along a row or column of pixels where it is not ground.
fn reach(line: impl Iterator<Item = Rgb<u8>>) -> (usize, usize) {
    let set: Vec<usize> = line
        .enumerate()
        .filter(|(_, p)| p.0[0] > 180)
        .map(|(place, _)| place)
        .collect();
    (set[0], set[set.len() - 1])
}

#[test]
fn the_crop_is_level_centered_and_filled_at_any_size() {
    for degrees in [-60.0, -15.0, 0.0, 40.0, 90.0] {
        let photo = photo_of(
            700,
            500,
            GROUND,
            &[pill([300.0, 260.0], 220.0, 88.0, degrees)],
        );
        let view = &find(&photo)[0];
        assert_eq!(view.crop.dimensions(), (CROP_SIDE, CROP_SIDE));
        for size in [CROP_SIDE, 320] {
            let square = cut(&photo, view, size, 0.0);
            let middle = size / 2;
            let (left, right) = reach((0..size).map(|x| *square.get_pixel(x, middle)));
            let (top, low) = reach((0..size).map(|y| *square.get_pixel(middle, y)));
            let share = |from: usize, to: usize| (to - from + 1) as f32 / size as f32;
            assert!(
                (share(left, right) - 0.91).abs() < 0.03,
                "{degrees}: {left} {right}"
            );
            assert!(
                (share(top, low) - 0.91 * 0.4).abs() < 0.03,
                "{degrees}: {top} {low}"
            );
            assert!((left + right).abs_diff(size as usize) <= 4);
        }
        assert_eq!(view.crop, cut(&photo, view, CROP_SIDE, 0.0));
        let upright = cut(&photo, view, CROP_SIDE, 90.0);
        let (top, low) = reach((0..CROP_SIDE).map(|y| *upright.get_pixel(CROP_SIDE / 2, y)));
        let share = (low - top) as f32 / CROP_SIDE as f32;
        assert!(
            (110.0 / 128.0..=124.0 / 128.0).contains(&share),
            "{degrees}: {top} {low}"
        );
    }
}

#[test]
fn touching_pills_are_counted_one_by_one_and_marked() {
    let with_core = |x, y| Pill {
        core: true,
        ..pill([x, y], 90.0, 90.0, 0.0)
    };
    let pair = [with_core(200.0, 240.0), with_core(288.0, 240.0)];
    let views = find(&photo_of(640, 480, GROUND, &pair));
    assert_eq!(views.len(), 2);
    assert!(views.iter().all(|view| view.touching));
    for (view, drawn) in views.iter().zip(pair) {
        assert!(
            (view.center[0] - drawn.center[0]).abs() < 6.0,
            "{:?}",
            view.center
        );
        assert!((view.long_px - 90.0).abs() < 9.0, "{}", view.long_px);
    }
    let apart = [with_core(200.0, 240.0), with_core(320.0, 240.0)];
    let views = find(&photo_of(640, 480, GROUND, &apart));
    assert_eq!(
        views.iter().map(|view| view.touching).collect::<Vec<_>>(),
        [false, false]
    );
}

#[test]
fn of_two_pills_that_touch_both_are_marked_though_one_alone_is_seen_to() {
    let left = Pill {
        contact: true,
        ..pill([200.0, 240.0], 90.0, 90.0, 0.0)
    };
    let touching = |others: &[Pill]| -> Vec<bool> {
        let views = find(&photo_of(640, 480, GROUND, &[&[left], others].concat()));
        assert_eq!(views.len(), 1 + others.len());
        views.iter().map(|view| view.touching).collect()
    };
    let beside = |x| pill([x, 240.0], 90.0, 90.0, 0.0);
    assert_eq!(touching(&[]), [true]);
    assert_eq!(touching(&[beside(294.5)]), [true, true]);
    // What lies further away is not what it touches.
    let three = touching(&[beside(294.5), beside(420.0)]);
    assert_eq!(three, [true, true, false]);
    assert_eq!(touching(&[beside(320.0)]), [true, false]);
}

#[test]
fn a_tray_is_read_row_by_row() {
    let places = [
        [100.0, 108.0],
        [300.0, 92.0],
        [500.0, 104.0],
        [110.0, 290.0],
        [310.0, 304.0],
    ];
    let shuffled = [3, 1, 4, 0, 2].map(|i: usize| pill(places[i], 70.0, 50.0, 20.0));
    let views = find(&photo_of(640, 400, GROUND, &shuffled));
    assert_eq!(views.len(), 5);
    for (view, place) in views.iter().zip(places) {
        assert!((view.center[0] - place[0]).hypot(view.center[1] - place[1]) < 2.0);
        let bounds = view.bounds;
        assert!(
            bounds.width.abs_diff(68) < 6 && bounds.height.abs_diff(54) < 6,
            "{bounds:?}"
        );
    }
}

#[test]
fn a_small_pill_in_a_large_photograph_is_measured_by_the_second_look() {
    let drawn = pill([2005.0, 310.0], 96.0, 60.0, 33.0);
    let view = &find(&photo_of(2400, 1800, GROUND, &[drawn]))[0];
    assert!((view.long_px / 96.0 - 1.0).abs() < 0.03, "{}", view.long_px);
    assert!(
        turn_between(view.angle_deg, 33.0) < 2.0,
        "{}",
        view.angle_deg
    );
}

#[test]
fn odd_photographs_do_no_harm() {
    for (width, height) in [(1, 1), (3000, 2), (2, 3000), (7, 5)] {
        assert!(find(&photo_of(width, height, GROUND, &[])).is_empty());
        let all_pill = photo_of(width, height, Rgb(WHITE), &[]);
        for view in find(&all_pill) {
            let bounds = view.bounds;
            assert!(bounds.x + bounds.width <= width && bounds.y + bounds.height <= height);
            assert!(view.long_px.is_finite() && view.short_px > 0.0);
        }
    }
    let cut_by_the_edge = pill([5.0, 100.0], 120.0, 60.0, 10.0);
    assert_eq!(
        find(&photo_of(320, 240, GROUND, &[cut_by_the_edge])).len(),
        1
    );
}

struct WrongShape(ModelInfo);

impl Model for WrongShape {
    fn run(&self, _: ArrayD<u8>) -> Result<Vec<ArrayD<f32>>, ModelError> {
        Ok(vec![ArrayD::zeros(vec![1, 1, 96, 96])])
    }

    fn info(&self) -> &ModelInfo {
        &self.0
    }
}

#[test]
fn maps_of_another_shape_are_refused() {
    let error = Locator::new(Arc::new(WrongShape(ModelInfo::default())))
        .find(&photo_of(64, 64, GROUND, &[]))
        .unwrap_err();
    assert!(matches!(error, VisionError::Maps(shape) if shape == [1, 1, 96, 96]));
}
