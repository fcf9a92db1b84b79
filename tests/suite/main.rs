//! The program through its public face and as the real binary, a folder a room. The window has a suite of its own
//! (`tests/ui`), which no other work slows down while it waits for a frame.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test fails it the same way"
)]

mod barcode;
mod calibration;
mod camera;
mod catalog;
mod cli;
mod custody;
mod demo;
mod hazards;
mod identify;
mod ledger;
mod models;
mod package;
mod people;
mod reports;
mod review;
mod rooms;
mod site_modes;
mod sound;
#[allow(dead_code, reason = "the window's suite uses the rest")]
#[path = "../support/mod.rs"]
mod support;
mod tray;
mod vision;
