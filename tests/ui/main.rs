//! The window, driven by the names that a screen reader speaks, over a real station.

mod by_hand;
mod contrast;
mod harness;
mod photographs;
mod sizes;
mod words;
