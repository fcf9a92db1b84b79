//! The window, driven by the names that a screen reader speaks, over a real station.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test fails it the same way"
)]

mod announced;
#[cfg(target_os = "linux")]
#[path = "../support/bench.rs"]
mod bench;
mod busy;
mod by_hand;
mod calibration;
mod camera;
#[path = "../support/card.rs"]
mod card;
#[path = "../support/colleagues.rs"]
mod colleagues;
mod contrast;
mod counter;
mod custody;
#[cfg(target_os = "linux")]
mod equipment_camera;
mod facility;
#[path = "../support/hand.rs"]
mod hand;
mod harness;
#[path = "../support/item.rs"]
mod item;
mod kiosk;
mod laid;
mod left_tray;
mod meanwhile;
mod on_screen_keys;
mod operator_says;
mod outlines;
mod painted;
mod people;
mod photographs;
#[path = "../support/product.rs"]
mod product;
mod quantity;
mod reports;
mod review;
mod review_list;
mod same_case;
mod scan;
mod screens;
mod site;
mod sizes;
#[path = "../support/staff.rs"]
mod staff;
mod stock;
#[path = "../support/suggestion.rs"]
mod suggestion;
#[path = "../support/symbols.rs"]
mod symbols;
mod teaching;
mod tray;
mod undo;
mod unlock;
mod unseen;
mod upkeep;
mod walked;
mod wedge;
mod words;
