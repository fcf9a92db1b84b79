//! Reads the characters on a pill and compares them with the listed imprints.

mod alignment;
mod characters;
mod glyphs;
mod lines;
mod matching;
mod reader;
mod reading;
mod strips;
mod typed;

pub use matching::{Fit, Matcher};
pub use reader::ImprintReader;
pub use reading::Reading;
pub use typed::{TypedFit, TypedImprint};
