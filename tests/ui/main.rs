//! The window, driven by the names that a screen reader speaks, over a real station.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test fails it the same way"
)]

mod announced;
mod busy;
mod by_hand;
mod calibration;
mod camera;
mod contrast;
mod counter;
mod custody;
#[cfg(target_os = "linux")]
mod equipment_camera;
mod facility;
mod founding;
mod harness;
mod kiosk;
mod left_tray;
mod meanwhile;
mod on_screen_keys;
mod operator_says;
mod outlines;
mod painted;
mod people;
mod photographs;
mod quantity;
mod reports;
mod review;
mod review_list;
mod same_case;
mod scan;
mod scanned;
mod screens;
mod second_tap;
mod site;
mod sizes;
mod stock;
#[allow(dead_code, reason = "the other suite uses the rest")]
#[path = "../support/mod.rs"]
mod support;
mod teaching;
mod tray;
mod undo;
mod unlock;
mod unseen;
mod upkeep;
mod walked;
mod wedge;
mod words;
