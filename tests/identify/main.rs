//! The whole of `identify` over fake models: what is said, what is asked for, what is admitted.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test or bench that cannot set itself up has nothing to say"
)]

mod bounds;
mod dumped;
mod fake;
mod length;
#[path = "../support/model.rs"]
mod model;
mod models;
mod picture;
mod recordable;
mod typed;
