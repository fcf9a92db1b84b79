//! Photograph -> every pill in it: where it lies, how it is turned, its color under the light of the
//! scene, its shape, and its picture turned level.

mod color;
mod cut;
mod found;
mod geometry;
mod likelihood;
mod locator;
mod look;
mod parts;
mod photo;
mod plane;
mod quality;
mod shape;
mod tray;
mod view;

pub use color::color_log_likelihood;
pub use cut::cut;
pub use found::CROP_SIDE;
pub use geometry::enclosed_area;
pub use locator::{Locator, VisionError, reading_order};
pub use photo::{ENDINGS, MAX_FILE_BYTES, MAX_PIXELS, Photo, PhotoError, PhotoProblem};
pub use plane::{Lens, Pair, Plane};
pub use quality::{Flaw, PhotoMeasures, PillMeasures};
pub use shape::{ShapeEstimate, shape_log_likelihood};
pub use tray::Tray;
pub use view::{Bounds, Mask, MeasuredColor, PillView};
