//! One look of the locator: the photograph, or a square window of it, at a size for the network, and
//! the way back from its coordinates to the photograph's.

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{Rgb, RgbImage, imageops};

use super::geometry::Point;
use super::locator::VisionError;

/// Side of a look at a square window, pixels.
pub const LOOK: u32 = 192;
/// Longer side of the finer and of the finest look at the whole photograph, pixels.
pub const FINE: u32 = 640;
pub const FINEST: u32 = 1280;
/// The network takes sides that are multiples of this.
const STRIDE: u32 = 16;
/// Grey where the look reaches beyond the photograph.
const PAD: u8 = 114;

/// view = (photograph - origin) * scale + offset, for x and y each.
pub struct Look {
    pub pixels: RgbImage,
    origin: Point,
    pub scale: Point,
    offset: Point,
}

/// A square window over the photograph; it may reach beyond.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    pub x: i64,
    pub y: i64,
    pub side: i64,
}

/// To the nearest integer, halves up.
pub fn round_half_up(value: f64) -> i64 {
    (value + 0.5).floor() as i64
}

/// One axis of a window: from where to where it meets the photograph, and where that lands in the
/// look.
struct Span {
    from: i64,
    to: i64,
    start: i64,
    end: i64,
}

impl Span {
    fn new(window_from: i64, side: i64, photo: u32) -> Option<Self> {
        let (from, to) = (
            window_from.max(0),
            (window_from + side).min(i64::from(photo)),
        );
        let place =
            |v: i64| round_half_up((v - window_from) as f64 * f64::from(LOOK) / side as f64);
        let start = place(from).min(i64::from(LOOK) - 1);
        (from < to).then(|| Self {
            from,
            to,
            start,
            end: place(to).max(start + 1),
        })
    }

    fn scale(&self) -> f64 {
        (self.end - self.start) as f64 / (self.to - self.from) as f64
    }
}

impl Look {
    /// The whole photograph, centred.
    pub fn first(photo: &RgbImage) -> Result<Option<Self>, VisionError> {
        let [width, height] = [photo.width(), photo.height()].map(i64::from);
        let side = width.max(height);
        Self::at(
            photo,
            Window {
                x: -((side - width) / 2),
                y: -((side - height) / 2),
                side,
            },
        )
    }

    /// The whole photograph, shrunk until its longer side has `side` pixels if it is larger; the rest
    /// to the right and below is grey. `None` for a photograph without pixels.
    pub fn finer(photo: &RgbImage, side: u32) -> Result<Option<Self>, VisionError> {
        let [width, height] = [photo.width(), photo.height()].map(f64::from);
        let scale = (f64::from(side) / width.max(height)).min(1.0);
        let [wide, tall] = [width, height].map(|v| round_half_up(v * scale).max(1) as u32);
        if photo.width() == 0 || photo.height() == 0 {
            return Ok(None);
        }
        Ok(Some(Self {
            pixels: on_grey(
                &resized(photo, [0.0, 0.0, width, height], wide, tall)?,
                [wide, tall].map(|v| v.next_multiple_of(STRIDE)),
                [0, 0],
            ),
            origin: [0.0, 0.0],
            scale: [f64::from(wide) / width, f64::from(tall) / height],
            offset: [0.0, 0.0],
        }))
    }

    /// The window at the network's size; `None` when it does not meet the photograph.
    pub fn at(photo: &RgbImage, window: Window) -> Result<Option<Self>, VisionError> {
        let (Some(x), Some(y)) = (
            Span::new(window.x, window.side, photo.width()),
            Span::new(window.y, window.side, photo.height()),
        ) else {
            return Ok(None);
        };
        let part = [x.from, y.from, x.to - x.from, y.to - y.from].map(|v| v as f64);
        let [wide, tall] = [x.end - x.start, y.end - y.start].map(|v| v as u32);
        Ok(Some(Self {
            pixels: on_grey(
                &resized(photo, part, wide, tall)?,
                [LOOK, LOOK],
                [x.start, y.start],
            ),
            origin: [part[0], part[1]],
            scale: [x.scale(), y.scale()],
            offset: [x.start as f64, y.start as f64],
        }))
    }

    /// From the look's coordinates to the photograph's.
    pub fn to_photo(&self, point: Point) -> Point {
        let [x, y] = point;
        [
            (x - self.offset[0]) / self.scale[0] + self.origin[0],
            (y - self.offset[1]) / self.scale[1] + self.origin[1],
        ]
    }
}

/// A part of the photograph (left, top, width, height) resized with the antialiased bilinear filter.
fn resized(
    photo: &RgbImage,
    [left, top, width, height]: [f64; 4],
    wide: u32,
    tall: u32,
) -> Result<RgbImage, VisionError> {
    let mut part = RgbImage::new(wide, tall);
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Bilinear))
        .crop(left, top, width, height);
    Resizer::new().resize(photo, &mut part, &options)?;
    Ok(part)
}

/// A picture laid on a larger grey one.
fn on_grey(part: &RgbImage, [width, height]: [u32; 2], [x, y]: [i64; 2]) -> RgbImage {
    let mut pixels = RgbImage::from_pixel(width, height, Rgb([PAD; 3]));
    imageops::replace(&mut pixels, part, x, y);
    pixels
}
