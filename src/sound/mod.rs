//! Short tones for what just happened, so that nobody has to look up from the tray.
//!
//! Nothing is told by sound alone. A machine without sound works as well and is silent.

mod bell;
mod tones;

pub use bell::{Bell, output};
pub use tones::{Cue, RATE, tone};
