//! Exposure, white balance and focus, held still where the driver lets us.
//!
//! A camera that adapts between two frames changes the color of a pill; a locked one gives the same
//! pill the same color twice. What is locked goes into the record.

use std::fmt;

use nokhwa::Camera;
use nokhwa::utils::{ControlValueSetter, KnownCameraControl};

/// A control that adapts by itself, and the value that stops it: `V4L2_CID_EXPOSURE_AUTO` (1
/// is manual), `V4L2_CID_AUTO_WHITE_BALANCE` and `V4L2_CID_FOCUS_AUTO` of linux/v4l2-controls.h.
const ADAPTS: [(u128, &str, ControlValueSetter); 3] = [
    (0x009a_0901, "exposure", ControlValueSetter::Integer(1)),
    (
        0x0098_090c,
        "white balance",
        ControlValueSetter::Boolean(false),
    ),
    (0x009a_090c, "focus", ControlValueSetter::Boolean(false)),
];

/// What holds still, in words: `exposure, focus locked; white balance adapts`.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Locked {
    pub still: Vec<&'static str>,
    pub adapting: Vec<&'static str>,
}

impl fmt::Display for Locked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.still.as_slice(), self.adapting.as_slice()) {
            ([], _) => f.write_str("nothing locked"),
            (still, []) => write!(f, "{} locked", still.join(", ")),
            (still, adapting) => write!(
                f,
                "{} locked; {} adapts",
                still.join(", "),
                adapting.join(", ")
            ),
        }
    }
}

/// Stops the camera from adapting, as far as it can be told to.
pub(super) fn lock(camera: &mut Camera) -> Locked {
    let mut locked = Locked::default();
    for (control, name, value) in ADAPTS {
        // A camera without the control has nothing that adapts, or does not say so.
        let told = camera.set_camera_control(KnownCameraControl::Other(control), value);
        match told {
            Ok(()) => locked.still.push(name),
            Err(_) => locked.adapting.push(name),
        }
    }
    locked
}
