//! Which custody step exists where, who may sign for it, and that two programs cannot both take it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test fails it the same way"
)]

mod counted;
mod elsewhere;
mod handing_over;
#[path = "../support/item.rs"]
mod item;
mod recording;
#[path = "../support/report.rs"]
mod report;
mod signing;
mod site;
#[path = "../support/staff.rs"]
mod staff;
mod steps;
mod tried_out;
