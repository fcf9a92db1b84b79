//! The pills on the tray from one look at it to the next: which lies where it lay, which was moved or
//! turned over, which is new, and which is gone.
//!
//! Pure: it is handed what was seen and says what became of each pill. In doubt two pills stay two:
//! a pill too many on the list is seen and put right by a person, a pill too few is not.

mod alike;
mod followed;
mod follower;
mod patch;

pub use alike::{Alike, Face};
pub use followed::Change;
pub use follower::{Follower, Placed, Sighting, untouched};
