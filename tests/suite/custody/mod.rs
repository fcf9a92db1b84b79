//! Liners, packages, events, own stock: what may follow what, where, and by whom.

mod facility;
mod registered_location;
mod rules;
mod states;
mod stock;
mod stock_transfer;
mod trail;

use takeback::station::StationError;

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T, StationError>, why: &str) {
    let error = outcome.unwrap_err().to_string();
    assert!(error.contains(why), "{why}: {error}");
}
