//! Reads the characters on a pill and compares them with the listed imprints.

mod characters;
mod glyphs;
mod lines;
mod matching;
mod reader;
mod strips;
mod typed;

pub use matching::{Fit, Matcher, Reading};
pub use reader::ImprintReader;
pub use typed::TypedImprint;
