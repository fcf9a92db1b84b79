//! The real binary, as a person or a script calls it.

mod accounts;
mod chain;
mod commands;
mod custody;
mod evaluate;
mod identify;
mod kiosk;
mod record;
mod review;
