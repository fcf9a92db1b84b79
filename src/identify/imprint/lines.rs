//! From the detector's map of text to turned boxes, and from a box to the level strip that the
//! recogniser reads (differentiable binarisation, Liao et al. 2020).

use image::RgbImage;
use imageproc::geometry::min_area_rect;
use imageproc::point::Point;
use imageproc::region_labelling::{Connectivity, connected_components};
use ndarray::{Array4, ArrayView2};

/// Probability from which a cell of the map is text.
const TEXT: f32 = 0.3;
/// Mean probability from which a region is a line.
const LINE: f32 = 0.5;
/// Smaller regions are specks, cells.
const LEAST_CELLS: usize = 12;
/// The map shrinks lines; a box grows by this times area over perimeter on each side.
const UNCLIP: f32 = 1.6;
/// More lines than this on one side of a pill is texture.
const MOST_LINES: usize = 12;
/// Height of a strip, and its least and greatest width, px.
pub const STRIP: u32 = 48;
const NARROWEST: f32 = 32.0;
const WIDEST: f32 = 400.0;

/// A turned box in the picture, pixels; its width runs along the text, or against it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LineBox {
    pub center: [f32; 2],
    pub width: f32,
    pub height: f32,
    /// Direction of the width, clockwise on the screen, in [-90, 90).
    pub radians: f32,
}

/// The lines in the detector's map (height x width, probability), surest first, in picture pixels
/// when a cell is `scale` pixels a side.
pub fn find_lines(map: &ArrayView2<f32>, scale: f32) -> Vec<LineBox> {
    let (height, width) = map.dim();
    let at = |x: u32, y: u32| {
        map.get((y as usize, x as usize))
            .copied()
            .unwrap_or_default()
    };
    let binary = image::GrayImage::from_fn(width as u32, height as u32, |x, y| {
        image::Luma([u8::from(at(x, y) > TEXT) * 255])
    });
    let labels = connected_components(&binary, Connectivity::Eight, image::Luma([0]));
    let mut regions: Vec<(Vec<Point<f32>>, f32)> = Vec::new();
    for (x, y, label) in labels.enumerate_pixels() {
        let Some(region) = (label.0[0] as usize).checked_sub(1) else {
            continue;
        };
        if regions.len() <= region {
            regions.resize_with(region + 1, Default::default);
        }
        if let Some((points, sum)) = regions.get_mut(region) {
            points.push(Point::new(x as f32, y as f32));
            *sum += at(x, y);
        }
    }
    regions
        .retain(|(points, sum)| points.len() >= LEAST_CELLS && *sum >= LINE * points.len() as f32);
    regions.sort_by(|a, b| (b.1 / b.0.len() as f32).total_cmp(&(a.1 / a.0.len() as f32)));
    regions
        .iter()
        .take(MOST_LINES)
        .map(|(points, _)| box_around(points).scaled(scale))
        .collect()
}

/// The smallest turned rectangle around the cells, grown back to the whole line.
fn box_around(points: &[Point<f32>]) -> LineBox {
    let [a, b, c, d] = min_area_rect(points);
    let side = |p: Point<f32>, q: Point<f32>| (q.x - p.x).hypot(q.y - p.y) + 1.0;
    let (first, second) = (side(a, b), side(b, c));
    let (from, to) = if first >= second { (a, b) } else { (b, c) };
    let (width, height) = (first.max(second), first.min(second));
    let grow = width * height * UNCLIP / (width + height);
    let direction = (to.y - from.y).atan2(to.x - from.x);
    let half = std::f32::consts::FRAC_PI_2;
    LineBox {
        center: [
            (a.x + b.x + c.x + d.x) / 4.0 + 0.5,
            (a.y + b.y + c.y + d.y) / 4.0 + 0.5,
        ],
        width: width + grow,
        height: height + grow,
        radians: (direction + half).rem_euclid(2.0 * half) - half,
    }
}

impl LineBox {
    fn scaled(self, scale: f32) -> Self {
        let Self {
            center,
            width,
            height,
            radians,
        } = self;
        Self {
            center: center.map(|value| value * scale),
            width: width * scale,
            height: height * scale,
            radians,
        }
    }
}

/// The recogniser's input for one line, `[1, 3, STRIP, W]`, -1 to 1; `turned` reads it from the
/// other end, upside down.
pub fn strip(picture: &RgbImage, line: &LineBox, turned: bool) -> Array4<f32> {
    let height = STRIP as f32;
    let width = (line.width / line.height * height)
        .round()
        .clamp(NARROWEST, WIDEST);
    let radians = line.radians + if turned { std::f32::consts::PI } else { 0.0 };
    let (sin, cos) = radians.sin_cos();
    let (step_x, step_y) = (line.width / width, line.height / height);
    Array4::from_shape_fn(
        (1, 3, STRIP as usize, width as usize),
        |(_, channel, row, column)| {
            let along = (column as f32 + 0.5 - width / 2.0) * step_x;
            let down = (row as f32 + 0.5 - height / 2.0) * step_y;
            let x = line.center[0] + along * cos - down * sin - 0.5;
            let y = line.center[1] + along * sin + down * cos - 0.5;
            bilinear(picture, channel, x, y) / 127.5 - 1.0
        },
    )
}

/// One channel between pixel centres; beyond the picture its edge is repeated.
fn bilinear(picture: &RgbImage, channel: usize, x: f32, y: f32) -> f32 {
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
    upper * (1.0 - down) + lower * down
}

#[cfg(test)]
mod tests {
    use image::Rgb;
    use ndarray::Array2;

    use super::*;

    #[test]
    fn a_turned_bar_in_the_map_becomes_one_grown_box() {
        let (sin, cos) = 30f32.to_radians().sin_cos();
        let map = Array2::from_shape_fn((80, 80), |(y, x)| {
            let (dx, dy) = (x as f32 - 40.0, y as f32 - 36.0);
            let (along, down) = (dx * cos + dy * sin, dy * cos - dx * sin);
            if along.abs() < 20.0 && down.abs() < 4.0 {
                0.9
            } else {
                0.05
            }
        });
        let lines = find_lines(&map.view(), 2.0);
        assert_eq!(lines.len(), 1);
        let line = lines[0];
        assert!((line.radians.to_degrees() - 30.0).abs() < 3.0, "{line:?}");
        assert!(
            (line.center[0] - 81.0).abs() < 3.0 && (line.center[1] - 73.0).abs() < 3.0,
            "{line:?}"
        );
        assert!(
            line.width > 84.0 && line.height > 20.0 && line.width > 2.0 * line.height,
            "{line:?}"
        );
    }

    #[test]
    fn specks_and_doubtful_regions_are_no_lines() {
        let mut map = Array2::zeros((40, 40));
        map[[5, 5]] = 0.99;
        for y in 20..30 {
            for x in 10..30 {
                map[[y, x]] = 0.4;
            }
        }
        assert_eq!(find_lines(&map.view(), 1.0), []);
    }

    #[test]
    fn a_strip_is_level_and_its_turned_form_runs_backwards() {
        let picture = RgbImage::from_fn(100, 100, |_, y| Rgb([if y < 50 { 255 } else { 0 }, 0, 0]));
        let line = LineBox {
            center: [50.0, 50.0],
            width: 60.0,
            height: 20.0,
            radians: std::f32::consts::FRAC_PI_2,
        };
        let (there, back) = (strip(&picture, &line, false), strip(&picture, &line, true));
        assert_eq!(there.shape(), [1, 3, 48, 144]);
        assert_eq!((there[[0, 0, 24, 0]], there[[0, 0, 24, 143]]), (1.0, -1.0));
        assert_eq!((back[[0, 0, 24, 0]], back[[0, 0, 24, 143]]), (-1.0, 1.0));
    }
}
