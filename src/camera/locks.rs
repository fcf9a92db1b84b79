//! Exposure, white balance and focus, held still where the driver lets us.
//!
//! A camera that adapts between two frames changes the color of a pill; a locked one gives the same
//! pill the same color twice. What is locked goes into the record.

use std::fmt;

use nokhwa::utils::ControlValueSetter;

use super::device::Running;

/// A control that adapts by itself.
struct Adapts {
    control: u32,
    name: &'static str,
    /// The value that stops it, and those that let it go on, the usual one first.
    held: ControlValueSetter,
    free: &'static [ControlValueSetter],
}

/// `V4L2_CID_EXPOSURE_AUTO` (1 is manual, 3 aperture priority, which is what a webcam's auto is, 0 all
/// automatic), `V4L2_CID_AUTO_WHITE_BALANCE` and `V4L2_CID_FOCUS_AUTO` of linux/v4l2-controls.h.
const ADAPTS: [Adapts; 3] = [
    Adapts {
        control: 0x009a_0901,
        name: "exposure",
        held: ControlValueSetter::Integer(1),
        free: &[
            ControlValueSetter::Integer(3),
            ControlValueSetter::Integer(0),
        ],
    },
    Adapts {
        control: 0x0098_090c,
        name: "white balance",
        held: ControlValueSetter::Boolean(false),
        free: &[ControlValueSetter::Boolean(true)],
    },
    Adapts {
        control: 0x009a_090c,
        name: "focus",
        held: ControlValueSetter::Boolean(false),
        free: &[ControlValueSetter::Boolean(true)],
    },
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
pub(super) fn lock(camera: &mut Running) -> Locked {
    let mut locked = Locked::default();
    for adapts in ADAPTS {
        // A camera without the control has nothing that adapts, or does not say so.
        if camera.set(adapts.control, &adapts.held) {
            locked.still.push(adapts.name);
        } else {
            locked.adapting.push(adapts.name);
        }
    }
    locked
}

/// Lets the camera adapt again: what was told to hold still holds so after the program has ended.
pub(super) fn release(camera: &mut Running) {
    for adapts in ADAPTS {
        let mut free = adapts.free.iter();
        // A camera that was never told to hold still need not take it.
        let _ = free.any(|value| camera.set(adapts.control, value));
    }
}
