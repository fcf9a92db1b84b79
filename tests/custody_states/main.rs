//! No sequence of steps brings a liner, a package or a take-back event where the law forbids it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test fails it the same way"
)]

mod inventory;
mod lives;
mod modes;
mod records;
mod todo;
