//! What every screen is built from: colours, controls, keys on the screen, room for all of it.

pub mod button;
pub mod dialog;
pub mod free_text;
pub mod icons;
pub mod in_view;
pub mod keyboard;
pub mod keypad;
pub mod pictures;
pub mod room;
pub mod theme;
pub mod widgets;
