//! The language of the window: its words, days and times, and what the station says in it.

pub mod days;
pub mod language;
pub mod strings;
pub mod told;
