//! Backups, restores, purges, signed exports and kept photographs: what must survive does, and what
//! must be refused is.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a helper of a test fails it the same way"
)]

mod backup;
mod evidence;
mod export;
#[path = "../support/hand.rs"]
mod hand;
mod keys;
mod photos;
mod purge;
mod purge_pieces;
#[path = "../support/staff.rs"]
mod staff;
mod support;
