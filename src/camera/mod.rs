//! Cameras: where frames come from, the thread that fetches them, and which of them are worth a look.
//!
//! A [`Source`] gives one frame after the other: a camera of this machine, a folder into which a
//! better camera drops its pictures, or a folder of pictures played as if a camera showed them. A
//! [`Feed`] runs one on a thread of its own, keeps the newest frame, and opens the source again for
//! as long as it takes: a camera may be unplugged at any moment.

mod device;
#[cfg(not(target_os = "linux"))]
mod elsewhere;
mod feed;
mod format;
mod frame;
mod hold;
mod identity;
mod locks;
mod played;
mod source;
mod stillness;
#[cfg(target_os = "linux")]
mod video4linux;
mod watched;

pub use device::{formats, list};
pub use feed::{Feed, State};
pub use format::{NotAFormat, PictureFormat};
pub use frame::Frame;
pub use identity::{CameraId, Found};
pub use locks::{Locked, white_balance};
pub use source::{Choice, Fault, Source, White};
pub use stillness::{Scene, Sight};
