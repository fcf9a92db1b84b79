//! The calibration card: printed, laid on the tray and photographed once, it says how many
//! millimetres a pixel covers anywhere on the tray, and what the light makes of white. And whether
//! the camera still sees that tray from there.
//!
//! Millimetres on the card are counted from its top left corner, x to the right and y down.

mod card;
mod code;
mod find;
mod measure;
mod refine;
mod resting;
mod white;

pub use card::{
    CARD, CELLS, GRID, Ink, MARK_MM, PAGE_MM, PATCH_MM, RULER_FROM_MM, RULER_MM, mark_corners,
    patches,
};
pub use code::{SIDE as CODE_SIDE, is_white as code_is_white};
pub use find::{FoundMark, find_marks};
pub use measure::{MeasureError, Measured, Spread, measure, measure_marks, plane};
pub use resting::{Agreement, Resting};
pub use white::White;
