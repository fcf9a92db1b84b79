//! Pictures read, pills found in them and measured.

mod drawn_looks;
mod drawn_pills;
mod locate;
mod parity_geometry;
mod photo;
mod picture_gate;
mod trays;
