//! What the locator says about one side of one pill.

use image::{GrayImage, RgbImage};
use serde::Serialize;

use super::geometry::Point;
use super::quality::Flaw;
use super::shape::ShapeEstimate;

/// An upright box in the photograph, whole pixels.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Bounds {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

/// Which part of the photograph is the pill: a coarse grid of cells laid over it.
#[derive(Clone, Debug)]
pub struct Mask {
    /// Top left corner of the grid in the photograph.
    pub origin: [f32; 2],
    /// Width and height of a cell, photograph pixels.
    pub cell: [f32; 2],
    /// 255 where the pill is, 0 elsewhere.
    pub cells: GrayImage,
}

impl Mask {
    /// Whether a point of the photograph is on the pill.
    pub fn contains(&self, [x, y]: [f32; 2]) -> bool {
        let column = ((x - self.origin[0]) / self.cell[0]).floor();
        let row = ((y - self.origin[1]) / self.cell[1]).floor();
        column >= 0.0
            && row >= 0.0
            && self
                .cells
                .get_pixel_checked(column as u32, row as u32)
                .is_some_and(|cell| cell.0 != [0])
    }
}

/// One of the one or two colors of a pill, as it would look in even white light.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct MeasuredColor {
    /// Likeliest SPL color name, upper case.
    pub name: &'static str,
    /// CIE L*a*b*, D65.
    pub lab: [f32; 3],
    /// Part of the pill's face in this color, 0 to 1.
    pub share: f32,
}

/// One side of one pill in a photograph. Coordinates are photograph pixels, continuous: pixel i
/// covers [i, i + 1).
#[derive(Clone, Debug)]
pub struct PillView {
    pub bounds: Bounds,
    pub mask: Mask,
    /// Corners of the convex hull, clockwise on the screen.
    pub outline: Vec<[f32; 2]>,
    /// Middle of the rectangle around the hull along the pill's axes.
    pub center: [f32; 2],
    /// Direction of the long axis, degrees in [-90, 90), clockwise on the screen.
    pub angle_deg: f32,
    pub long_px: f32,
    pub short_px: f32,
    /// Length and width on the tray, millimetres; none where nothing gives the scale.
    pub size_mm: Option<[f32; 2]>,
    /// Lies against another pill, so its outline is a guess where they meet.
    pub touching: bool,
    /// Upright square for the classifier, [`super::CROP_SIDE`] pixels a side.
    pub crop: RgbImage,
    /// One or two, the larger share first.
    pub colors: Vec<MeasuredColor>,
    pub shape: ShapeEstimate,
    /// What is wrong with how it shows; empty until that was measured.
    pub flaws: Vec<Flaw>,
}

impl PillView {
    /// Its outline, to be reckoned with.
    pub(super) fn hull(&self) -> Vec<Point> {
        self.outline.iter().map(|p| p.map(f64::from)).collect()
    }
}
