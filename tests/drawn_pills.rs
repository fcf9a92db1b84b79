//! The locator's geometry, colors and shapes on drawn pills whose truth is known, without weights: a
//! stand-in model answers with the maps that the drawing means.

use std::sync::Arc;

use image::{Rgb, RgbImage};
use ndarray::{Array4, ArrayD, Ix4};
use takeback::runtime::{Model, ModelError, ModelInfo, Tensor};
use takeback::vision::{
    Locator, Photo, PillView, VisionError, color_log_likelihood, cut, shape_log_likelihood,
};

const GROUND: Rgb<u8> = Rgb([120, 120, 120]);
const WHITE: [u8; 3] = [235, 235, 235];
/// The core of a touching pill is drawn in a color of its own, so that the stand-in can tell it.
const CORE: [u8; 3] = [20, 20, 240];

/// Pill is what is not ground or padding, core what is [`CORE`].
struct Ideal {
    info: ModelInfo,
    ground: [u8; 3],
}

impl Ideal {
    fn chance(&self, [r, g, b]: [f32; 3]) -> (f32, f32) {
        let far = |[x, y, z]: [u8; 3]| {
            (r - f32::from(x))
                .abs()
                .max((g - f32::from(y)).abs())
                .max((b - f32::from(z)).abs())
        };
        let pill = (far(self.ground).min(far([114; 3])) / 100.0).min(1.0);
        (pill, if far(CORE) < 60.0 { 1.0 } else { 0.0 })
    }
}

impl Model for Ideal {
    fn run(&self, input: Tensor) -> Result<Vec<ArrayD<f32>>, ModelError> {
        let Tensor::U8(input) = input else {
            panic!("the locator takes bytes")
        };
        let input = input.into_dimensionality::<Ix4>().unwrap();
        let count = input.shape()[0];
        assert_eq!(input.shape(), [count, 192, 192, 3]);
        let maps = Array4::from_shape_fn((count, 2, 96, 96), |(n, map, y, x)| {
            let mean = [0, 1, 2].map(|c| {
                let cell = [(0, 0), (0, 1), (1, 0), (1, 1)];
                cell.map(|(dy, dx)| f32::from(input[[n, 2 * y + dy, 2 * x + dx, c]]))
                    .iter()
                    .sum::<f32>()
                    / 4.0
            });
            let (pill, core) = self.chance(mean);
            if map == 0 { pill } else { core }
        });
        Ok(vec![maps.into_dyn()])
    }

    fn info(&self) -> &ModelInfo {
        &self.info
    }
}

/// A capsule of round ends; a disc when `long` equals `short`.
#[derive(Clone, Copy)]
struct Pill {
    center: [f32; 2],
    long: f32,
    short: f32,
    degrees: f32,
    colors: [[u8; 3]; 2],
    core: bool,
}

fn pill(center: [f32; 2], long: f32, short: f32, degrees: f32) -> Pill {
    Pill {
        center,
        long,
        short,
        degrees,
        colors: [WHITE; 2],
        core: false,
    }
}

impl Pill {
    /// Draws the pill with smooth edges: left end in the first color, right end in the second.
    fn draw(&self, picture: &mut RgbImage) {
        let (sin, cos) = self.degrees.to_radians().sin_cos();
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            let (dx, dy) = (
                x as f32 + 0.5 - self.center[0],
                y as f32 + 0.5 - self.center[1],
            );
            let (u, v) = (dx * cos + dy * sin, dy * cos - dx * sin);
            let straight = (self.long - self.short) / 2.0;
            let depth = self.short / 2.0 - (u - u.clamp(-straight, straight)).hypot(v);
            let mut paint = |color: [u8; 3], cover: f32| {
                for (value, new) in pixel.0.iter_mut().zip(color) {
                    *value =
                        (f32::from(*value) + (f32::from(new) - f32::from(*value)) * cover) as u8;
                }
            };
            paint(
                self.colors[usize::from(u > 0.0)],
                (depth + 0.5).clamp(0.0, 1.0),
            );
            if self.core {
                paint(CORE, (depth - 0.2 * self.short + 0.5).clamp(0.0, 1.0));
            }
        }
    }
}

fn photo_of(width: u32, height: u32, ground: Rgb<u8>, pills: &[Pill]) -> Photo {
    let mut pixels = RgbImage::from_pixel(width, height, ground);
    pills.iter().for_each(|pill| pill.draw(&mut pixels));
    Photo {
        pixels,
        sha256: String::new(),
        decode_ms: 0.0,
    }
}

fn find_on(ground: Rgb<u8>, photo: &Photo) -> Vec<PillView> {
    let model = Ideal {
        info: ModelInfo::default(),
        ground: ground.0,
    };
    Locator::new(Arc::new(model)).find(photo).unwrap()
}

fn find(photo: &Photo) -> Vec<PillView> {
    find_on(GROUND, photo)
}

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
        assert_eq!(view.crop.dimensions(), (128, 128));
        for size in [128, 320] {
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
        assert_eq!(view.crop, cut(&photo, view, 128, 0.0));
        let upright = cut(&photo, view, 128, 90.0);
        let (top, low) = reach((0..128).map(|y| *upright.get_pixel(64, y)));
        assert!((110..=124).contains(&(low - top)), "{degrees}: {top} {low}");
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
    fn run(&self, _: Tensor) -> Result<Vec<ArrayD<f32>>, ModelError> {
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

#[test]
fn discs_and_capsules_are_told_by_their_outline() {
    for (drawn, name, other) in [
        (pill([320.0, 240.0], 150.0, 150.0, 0.0), "ROUND", "TRIANGLE"),
        (pill([320.0, 240.0], 210.0, 68.0, 25.0), "CAPSULE", "ROUND"),
    ] {
        let view = &find(&photo_of(640, 480, GROUND, &[drawn]))[0];
        assert_eq!(view.shape.name, Some(name));
        let [right, wrong] = [name, other].map(|shape| shape_log_likelihood(view, shape));
        assert!(right > 0.2 && wrong < -2.0, "{name}: {right} {wrong}");
        assert!(shape_log_likelihood(view, &name.to_lowercase()) == right);
        assert!(shape_log_likelihood(view, "NOT A SHAPE") == 0.0);
        assert!(shape_log_likelihood(view, "PENTAGON (5 sided)").is_finite());
    }
}

/// A photograph's color under warm or cold light: gains of linear light.
fn lit(color: [u8; 3], gains: [f32; 3]) -> [u8; 3] {
    let mut lit = color;
    for (value, gain) in lit.iter_mut().zip(gains) {
        let light = (f32::from(*value) / 255.0).powf(2.2) * gain;
        *value = (light.powf(1.0 / 2.2) * 255.0).clamp(0.0, 255.0) as u8;
    }
    lit
}

fn names(colors: &[&str]) -> Vec<String> {
    colors.iter().map(ToString::to_string).collect()
}

#[test]
fn colors_are_named_and_weighed_softly() {
    for (color, name, unlike) in [
        ([205, 205, 200], "WHITE", "RED"),
        ([215, 190, 70], "YELLOW", "BLUE"),
        ([60, 110, 180], "BLUE", "ORANGE"),
        ([180, 45, 45], "RED", "GREEN"),
    ] {
        let drawn = Pill {
            colors: [color; 2],
            ..pill([320.0, 240.0], 180.0, 90.0, 30.0)
        };
        let ground = Rgb([30, 30, 30]);
        let view = &find_on(ground, &photo_of(640, 480, ground, &[drawn]))[0];
        assert_eq!(
            view.colors.iter().map(|c| c.name).collect::<Vec<_>>(),
            [name]
        );
        let like = color_log_likelihood(view, &names(&[name]));
        let against = color_log_likelihood(view, &names(&[unlike]));
        assert!(
            like > 0.2 && against < -1.0 && against >= -6.0,
            "{name}: {like} {against}"
        );
        assert!(color_log_likelihood(view, &names(&[unlike, name])) >= like);
        assert!(color_log_likelihood(view, &[]) == 0.0);
        assert!(color_log_likelihood(view, &names(&["PLAID"])) == 0.0);
    }
}

#[test]
fn the_ends_of_a_two_tone_capsule_are_two_colors() {
    for degrees in [0.0, 70.0] {
        let drawn = Pill {
            colors: [[60, 110, 180], WHITE],
            ..pill([320.0, 240.0], 200.0, 80.0, degrees)
        };
        let view = &find(&photo_of(640, 480, GROUND, &[drawn]))[0];
        let mut found: Vec<_> = view.colors.iter().map(|c| c.name).collect();
        found.sort_unstable();
        assert_eq!(found, ["BLUE", "WHITE"], "{degrees}");
        assert!(view.colors.iter().all(|c| (c.share - 0.5).abs() < 0.1));
        let both = color_log_likelihood(view, &names(&["BLUE", "WHITE"]));
        let one = color_log_likelihood(view, &names(&["WHITE"]));
        assert!(both > one + 0.5, "{both} {one}");
    }
}

#[test]
fn warm_light_on_a_grey_ground_is_taken_off() {
    let warm = [1.25, 1.0, 0.7];
    let color = lit([215, 215, 210], warm);
    let yellowness = |ground: Rgb<u8>| {
        let drawn = Pill {
            colors: [color; 2],
            ..pill([320.0, 240.0], 150.0, 150.0, 0.0)
        };
        let view = &find_on(ground, &photo_of(640, 480, ground, &[drawn]))[0];
        view.colors[0].lab[2]
    };
    let on_grey = yellowness(Rgb(lit(GROUND.0, warm)));
    // Black padding and a ground with a color of its own say nothing about the light.
    let uncorrected = yellowness(Rgb([0, 0, 0]));
    assert!(on_grey < 0.5 * uncorrected, "{on_grey} of {uncorrected}");
    assert!((yellowness(Rgb([150, 20, 90])) - uncorrected).abs() < 0.5);
}
