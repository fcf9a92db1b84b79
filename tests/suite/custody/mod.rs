//! Liners, packages, events, own stock: what may follow what, where, and by whom.

mod facility;
mod registered_location;
mod rules;
mod states;
mod stock;
mod stock_transfer;
mod trail;
