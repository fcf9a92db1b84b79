//! What is known beforehand of the place where a photograph was taken.

use super::Plane;

/// A measured tray under measured light.
#[derive(Clone, PartialEq, Debug)]
pub struct Tray {
    /// Names the calibration in the record; none where the scale was given by hand.
    pub calibration: Option<String>,
    pub plane: Plane,
    /// Width and height of the pictures it holds for, pixels; any, where the scale was given by hand.
    pub size: Option<[u32; 2]>,
    /// Factors of linear red, green and blue that make a neutral surface neutral; none where the
    /// light is to be guessed from the ground around each pill.
    pub gains: Option<[f64; 3]>,
}
