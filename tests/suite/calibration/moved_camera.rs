//! Whether a camera that was moved after its calibration is noticed, and how often one that was not is
//! said to be: composed grounds seen from elsewhere, and from where they were under other light.

use crate::support::trays::grounds::{Dice, GROUNDS, painted};
use image::{Rgb, RgbImage};
use takeback::calibration::{Agreement, Resting};

const SIZE: [u32; 2] = [480, 270];
/// Grounds that nothing can be told from without the rim of a tray.
const TELLS_NOTHING: [&str; 2] = ["plain", "gradient"];

/// How the camera stands: to the side, in parts of the width, turned and nearer.
#[derive(Clone, Copy)]
struct Stand {
    aside: [f32; 2],
    turned_deg: f32,
    nearer: f32,
}

const CALIBRATED: Stand = Stand {
    aside: [0.0; 2],
    turned_deg: 0.0,
    nearer: 1.0,
};

/// Light on the tray: of each color, falling off to one side, and bent by the camera's curve.
struct Light {
    color: [f32; 3],
    falls: [f32; 2],
    gamma: f32,
    noise: f32,
}

impl Light {
    fn of(dice: &mut Dice) -> Self {
        let level = dice.between(0.65, 1.3);
        Self {
            color: [0; 3].map(|_| level * dice.between(0.88, 1.12)),
            falls: [0; 2].map(|_| dice.between(-0.35, 0.35)),
            gamma: dice.between(0.8, 1.25),
            noise: dice.between(1.0, 6.0),
        }
    }
}

/// A counter with a tray on it, larger than what the camera sees; with the rim of the tray in view or
/// not.
fn counter(dice: &mut Dice, ground: usize, rim: bool) -> RgbImage {
    let [width, height] = SIZE.map(|side| side * 3 / 2);
    let mut counter = painted(dice, GROUNDS[ground], width, height);
    if rim {
        let other = dice.below(GROUNDS.len());
        let around = painted(dice, GROUNDS[other], width, height);
        let edge = [0; 4].map(|_| dice.between(0.2, 0.26));
        for (x, y, pixel) in counter.enumerate_pixels_mut() {
            let (x_at, y_at) = (x as f32 / width as f32, y as f32 / height as f32);
            let outside = (edge[0] - x_at)
                .max(x_at - 1.0 + edge[1])
                .max(edge[2] - y_at)
                .max(y_at - 1.0 + edge[3]);
            if outside > 0.012 {
                *pixel = *around.get_pixel(x, y);
            } else if outside > 0.0 {
                *pixel = Rgb(pixel.0.map(|level| (f32::from(level) * 0.6) as u8));
            }
        }
    }
    counter
}

fn seen(dice: &mut Dice, counter: &RgbImage, stand: Stand, light: &Light) -> RgbImage {
    let (sin, cos) = stand.turned_deg.to_radians().sin_cos();
    let [width, height] = SIZE.map(|side| side as f32);
    let middle = [counter.width(), counter.height()].map(|side| side as f32 / 2.0);
    RgbImage::from_fn(SIZE[0], SIZE[1], |x, y| {
        let [u, v] = [
            (x as f32 - width / 2.0) / stand.nearer,
            (y as f32 - height / 2.0) / stand.nearer,
        ];
        let at = [
            middle[0] + u * cos - v * sin + stand.aside[0] * width,
            middle[1] + u * sin + v * cos + stand.aside[1] * width,
        ];
        let [left, top] = at.map(f32::floor);
        let (right, down) = (at[0] - left, at[1] - top);
        let pixel = |dx: u32, dy: u32| {
            let x = (left as u32 + dx).min(counter.width() - 1);
            let y = (top as u32 + dy).min(counter.height() - 1);
            counter.get_pixel(x, y).0.map(f32::from)
        };
        let corners = [pixel(0, 0), pixel(1, 0), pixel(0, 1), pixel(1, 1)];
        let fall = 1.0
            + light.falls[0] * (x as f32 / width - 0.5)
            + light.falls[1] * (y as f32 / height - 0.5);
        let noise = light.noise
            * (dice.between(-1.0, 1.0) + dice.between(-1.0, 1.0) + dice.between(-1.0, 1.0));
        Rgb([0, 1, 2].map(|c| {
            let [a, b, below_a, below_b] = corners.map(|corner| corner[c]);
            let above = a + (b - a) * right;
            let below = below_a + (below_b - below_a) * right;
            let level = (above + (below - above) * down) * light.color[c] * fall;
            let bent = 255.0 * (level / 255.0).clamp(0.0, 1.0).powf(light.gamma);
            (bent + noise).clamp(0.0, 255.0) as u8
        }))
    })
}

/// How many of the looks came to each answer.
#[derive(Default, Debug)]
struct Count {
    looks: u32,
    moved: u32,
    unlike: u32,
    in_place: u32,
    too_plain: u32,
}

impl Count {
    fn add(&mut self, said: Agreement) {
        self.looks += 1;
        match said {
            Agreement::Moved(_) => self.moved += 1,
            Agreement::Unlike => self.unlike += 1,
            Agreement::InPlace => self.in_place += 1,
            Agreement::TooPlain => self.too_plain += 1,
        }
    }

    fn told(&self) -> u32 {
        self.looks - self.too_plain
    }
}

fn moved_by(dice: &mut Dice, how: &str) -> Stand {
    let sign = |dice: &mut Dice| if dice.unit() < 0.5 { -1.0 } else { 1.0 };
    match how {
        "aside 2 to 8 % of the width" => {
            let (by, way) = (dice.between(0.02, 0.08), dice.between(0.0, 6.3));
            Stand {
                aside: [by * way.cos(), by * way.sin()],
                ..CALIBRATED
            }
        }
        "3 to 8 % nearer or further" => Stand {
            nearer: 1.0 + sign(dice) * dice.between(0.03, 0.08),
            ..CALIBRATED
        },
        "turned by 2 to 6 degrees" => Stand {
            turned_deg: sign(dice) * dice.between(2.0, 6.0),
            ..CALIBRATED
        },
        _ => CALIBRATED,
    }
}

const WAYS: [&str; 5] = [
    "aside 2 to 8 % of the width",
    "3 to 8 % nearer or further",
    "turned by 2 to 6 degrees",
    "not moved, other light",
    PILLS,
];
const PILLS: &str = "not moved, other light, pills on the tray";

/// Lays some pale disks with shadows into a picture.
fn lay_pills(dice: &mut Dice, picture: &mut RgbImage) {
    for _ in 0..=dice.below(8) {
        let at = SIZE.map(|side| dice.between(0.1, 0.9) * side as f32);
        let radius = dice.between(0.02, 0.05) * SIZE[0] as f32;
        let color = [0; 3].map(|_| dice.between(120.0, 250.0) as u8);
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            let off = |by: f32| (x as f32 - at[0] - by).hypot(y as f32 - at[1] - by);
            if off(0.0) < radius {
                *pixel = Rgb(color);
            } else if off(radius * 0.2) < radius {
                *pixel = Rgb(pixel.0.map(|level| level / 2));
            }
        }
    }
}

/// Counters of each kind that are looked at: more of them for figures, by the environment.
fn scenes() -> usize {
    let named = std::env::var("TAKEBACK_SCENES").ok();
    named.and_then(|text| text.parse().ok()).unwrap_or(1)
}

#[test]
fn a_camera_that_was_moved_is_noticed_and_other_light_is_not_taken_for_that() {
    let dice = &mut Dice::new(11);
    let mut wrong = 0;
    let (mut noticed, mut told, mut held) = (0, 0, 0);
    for rim in [false, true] {
        for (ground, (name, _)) in GROUNDS.iter().enumerate() {
            let mut counts: [Count; 5] = Default::default();
            for _ in 0..scenes() {
                let counter = counter(dice, ground, rim);
                let light = Light::of(dice);
                let then = Resting::of(&seen(dice, &counter, CALIBRATED, &light));
                for (count, way) in counts.iter_mut().zip(WAYS) {
                    let (stand, light) = (moved_by(dice, way), Light::of(dice));
                    let mut now = seen(dice, &counter, stand, &light);
                    if way == PILLS {
                        lay_pills(dice, &mut now);
                    }
                    let now = Resting::of(&now);
                    count.add(then.compare(&now));
                }
            }
            println!("{name}, rim {rim}:");
            for (count, way) in counts.iter().zip(WAYS) {
                println!("    {way}: {count:?}");
            }
            let [aside, nearer, turned, same, pills] = &counts;
            wrong += same.moved + pills.moved;
            held += same.told() + pills.told();
            for count in [aside, nearer, turned] {
                noticed += count.moved + count.unlike;
                told += count.told();
            }
            if !rim && TELLS_NOTHING.contains(name) {
                assert_eq!(same.too_plain, same.looks, "{name} tells nothing");
            }
        }
    }
    println!("moved: noticed {noticed} of {told}; not moved: said to be {wrong} of {held}");
    assert_eq!(wrong, 0, "said to have moved under other light");
    assert!(noticed * 100 >= told * 80, "{noticed} of {told}");
}
