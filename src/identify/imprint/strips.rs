//! A line of characters made level and straight, as the recogniser reads it;
//! `training/imprint_lines.py` takes the same steps.

use image::RgbImage;
use ndarray::Array4;

use super::characters::Character;

/// Height of a strip, and of the capitals in it, px.
const HEIGHT: u32 = 48;
const CAPITAL: f32 = 28.0;
/// Heights of a capital that a strip reaches past the middles of the first and the last character.
const BEYOND: f32 = 0.95;
/// A strip's width is a multiple of this; longer lines are squeezed into the widest, px.
const STEP: f32 = 8.0;
const WIDEST: f32 = 400.0;

/// Where a strip's middle row runs: knots with their distance from the first and the direction there.
struct Path {
    knots: Vec<Knot>,
}

#[derive(Clone, Copy)]
struct Knot {
    at: f32,
    place: [f32; 2],
    way: [f32; 2],
}

/// The strip of a line, uint8 `[1, HEIGHT, W, 3]`, read from its first character on. `scale` is
/// pixels of the picture in one of the frame.
pub fn strip(picture: &RgbImage, line: &[Character], scale: f32) -> Array4<u8> {
    let path = Path::along(line);
    let capital = line.iter().map(|one| one.height).sum::<f32>() / line.len().max(1) as f32;
    let end = path.knots.last().map_or(0.0, |knot| knot.at);
    let length = end + 2.0 * BEYOND * capital;
    let width = ((length * CAPITAL / capital / STEP).ceil() * STEP).clamp(STEP, WIDEST);
    let step = capital / CAPITAL;
    let along_step = step.max(length / width);
    let columns: Vec<Knot> = (0..width as u32)
        .map(|column| path.at((column as f32 + 0.5 - width / 2.0) * along_step + end / 2.0))
        .collect();
    let shape = (1, HEIGHT as usize, columns.len(), 3);
    Array4::from_shape_fn(shape, |(_, row, column, channel)| {
        let down = (row as f32 + 0.5 - HEIGHT as f32 / 2.0) * step;
        columns.get(column).map_or(0, |Knot { place, way, .. }| {
            let x = (place[0] - down * way[1]) * scale - 0.5;
            let y = (place[1] + down * way[0]) * scale - 0.5;
            bilinear(picture, channel, x, y)
        })
    })
}

impl Path {
    /// Through the middles of the characters, all but the ends smoothed.
    fn along(line: &[Character]) -> Self {
        let inner = line.windows(3).map(|three| {
            let weighed = three.iter().zip([0.25, 0.5, 0.25]);
            weighed.fold([0.0, 0.0], |[x, y], (one, weight)| {
                [x + one.place[0] * weight, y + one.place[1] * weight]
            })
        });
        let places: Vec<[f32; 2]> = line
            .iter()
            .take(1)
            .map(|first| first.place)
            .chain(inner)
            .chain(line.iter().skip(1).last().map(|last| last.place))
            .collect();
        let steps: Vec<[f32; 2]> = places
            .windows(2)
            .map(|two| match two {
                [a, b] => [b[0] - a[0], b[1] - a[1]],
                _ => [0.0; 2],
            })
            .collect();
        let axis = line.first().map_or([1.0, 0.0], |first| first.axis);
        let mut at = 0.0;
        let knots = places.iter().enumerate().map(|(number, &place)| {
            let before = number.checked_sub(1).and_then(|number| steps.get(number));
            let after = steps.get(number);
            at += before.map_or(0.0, |step| step[0].hypot(step[1]));
            let way = match (before, after) {
                (Some(a), Some(b)) => [a[0] + b[0], a[1] + b[1]],
                (Some(only), None) | (None, Some(only)) => *only,
                (None, None) => axis,
            };
            Knot {
                at,
                place,
                way: unit(way),
            }
        });
        Self {
            knots: knots.collect(),
        }
    }

    /// The path at a distance from its first knot, straight on beyond its ends.
    fn at(&self, distance: f32) -> Knot {
        let next = self.knots.partition_point(|knot| knot.at <= distance);
        let before = next
            .checked_sub(1)
            .and_then(|number| self.knots.get(number));
        match (before, self.knots.get(next)) {
            (Some(a), Some(b)) => {
                let share = (distance - a.at) / (b.at - a.at).max(1e-6);
                let mix = |a: [f32; 2], b: [f32; 2]| {
                    [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
                };
                Knot {
                    at: distance,
                    place: mix(a.place, b.place),
                    way: unit(mix(a.way, b.way)),
                }
            }
            (Some(end), None) | (None, Some(end)) => {
                let beyond = end.way.map(|part| part * (distance - end.at));
                Knot {
                    at: distance,
                    place: [end.place[0] + beyond[0], end.place[1] + beyond[1]],
                    way: end.way,
                }
            }
            (None, None) => Knot {
                at: distance,
                place: [0.0; 2],
                way: [1.0, 0.0],
            },
        }
    }
}

fn unit(way: [f32; 2]) -> [f32; 2] {
    let length = way[0].hypot(way[1]).max(1e-6);
    way.map(|part| part / length)
}

/// One channel between pixel centres; beyond the picture its edge is repeated.
fn bilinear(picture: &RgbImage, channel: usize, x: f32, y: f32) -> u8 {
    let (x, y) = (
        x.clamp(0.0, picture.width() as f32 - 1.0),
        y.clamp(0.0, picture.height() as f32 - 1.0),
    );
    let (left, top) = (x as u32, y as u32);
    let (right, bottom) = (
        (left + 1).min(picture.width() - 1),
        (top + 1).min(picture.height() - 1),
    );
    let (across, down) = (x - left as f32, y - top as f32);
    let at = |x, y| {
        let pixel = picture.get_pixel_checked(x, y);
        pixel
            .and_then(|pixel| pixel.0.get(channel))
            .copied()
            .map_or(0.0, f32::from)
    };
    let upper = at(left, top) * (1.0 - across) + at(right, top) * across;
    let lower = at(left, bottom) * (1.0 - across) + at(right, bottom) * across;
    (upper * (1.0 - down) + lower * down).round() as u8
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    fn characters(places: &[[f32; 2]]) -> Vec<Character> {
        let places = places.iter().map(|&place| Character {
            place,
            height: 10.0,
            axis: [0.0, 1.0],
            presence: 1.0,
        });
        places.collect()
    }

    #[test]
    fn a_strip_is_level_and_from_the_other_end_it_runs_backward() {
        let picture = RgbImage::from_fn(100, 100, |_, y| Rgb([if y < 50 { 255 } else { 0 }, 0, 0]));
        let line = characters(&[[25.0, 15.0], [25.0, 25.0], [25.0, 35.0]]);
        let back: Vec<Character> = line.iter().rev().copied().collect();
        let (there, back) = (strip(&picture, &line, 2.0), strip(&picture, &back, 2.0));
        assert_eq!(there.shape(), [1, 48, 112, 3]);
        assert_eq!((there[[0, 24, 0, 0]], there[[0, 24, 111, 0]]), (255, 0));
        assert_eq!((back[[0, 24, 0, 0]], back[[0, 24, 111, 0]]), (0, 255));
    }

    #[test]
    fn a_line_around_a_ring_is_straightened() {
        let picture = RgbImage::from_fn(200, 200, |x, y| {
            let from_middle = (x as f32 - 99.5).hypot(y as f32 - 99.5);
            Rgb([if (from_middle - 70.0).abs() < 5.0 {
                255
            } else {
                0
            }; 3])
        });
        let places: Vec<[f32; 2]> = (0..8)
            .map(|n| {
                let (sin, cos) = (20.0 * n as f32).to_radians().sin_cos();
                [100.0 - 70.0 * cos, 100.0 - 70.0 * sin]
            })
            .collect();
        let mut line = characters(&places);
        for one in &mut line {
            one.height = 24.0;
        }
        let strip = strip(&picture, &line, 1.0);
        let (_, height, width, _) = strip.dim();
        for column in 40..width - 40 {
            assert!(strip[[0, height / 2, column, 0]] > 200, "column {column}");
            assert_eq!(strip[[0, 2, column, 0]], 0, "column {column}");
        }
    }
}
