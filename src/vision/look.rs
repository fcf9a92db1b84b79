//! One look of the locator: a square window of the photograph at the network's size, and the way
//! back from its coordinates to the photograph's.

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{Rgb, RgbImage, imageops};

use super::geometry::Point;
use super::locator::VisionError;

/// Side of the network's input, pixels.
pub const LOOK: u32 = 192;
/// Grey where the window reaches beyond the photograph.
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

    /// The window resized with the antialiased bilinear filter; `None` when it does not meet the
    /// photograph.
    pub fn at(photo: &RgbImage, window: Window) -> Result<Option<Self>, VisionError> {
        let (Some(x), Some(y)) = (
            Span::new(window.x, window.side, photo.width()),
            Span::new(window.y, window.side, photo.height()),
        ) else {
            return Ok(None);
        };
        let mut part = RgbImage::new((x.end - x.start) as u32, (y.end - y.start) as u32);
        let [left, top, width, height] =
            [x.from, y.from, x.to - x.from, y.to - y.from].map(|v| v as f64);
        let options = ResizeOptions::new()
            .resize_alg(ResizeAlg::Convolution(FilterType::Bilinear))
            .crop(left, top, width, height);
        Resizer::new()
            .resize(photo, &mut part, &options)
            .map_err(|error| VisionError::Resize(error.to_string()))?;
        let mut pixels = RgbImage::from_pixel(LOOK, LOOK, Rgb([PAD; 3]));
        imageops::replace(&mut pixels, &part, x.start, y.start);
        Ok(Some(Self {
            pixels,
            origin: [left, top],
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
