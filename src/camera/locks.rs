//! Exposure, white balance and focus, held still where the driver lets us.
//!
//! A camera that adapts between two frames changes the color of a pill; a locked one gives the same
//! pill the same color twice. What is locked goes into the record, and with it where the white balance stands,
//! so that it can be put there again.

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

const WHITE_BALANCE: u32 = 0x0098_090c;
/// `V4L2_CID_WHITE_BALANCE_TEMPERATURE`, kelvin; it can be set while the white balance does not adapt.
const KELVIN: u32 = 0x0098_091a;
/// What stands before and after the kelvin, where the driver tells them.
const STANDS_AT: [&str; 2] = ["white balance at ", " K"];

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
        control: WHITE_BALANCE,
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

/// What holds still, in words: `exposure, white balance at 4600 K locked; focus adapts`.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Locked {
    pub still: Vec<String>,
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

/// At how many kelvin the white balance stood, by how a camera was set up, where its driver told.
pub fn white_balance(setup: &str) -> Option<u32> {
    let [before, after] = STANDS_AT;
    let (_, rest) = setup.rsplit_once(before)?;
    let (kelvin, _) = rest.split_once(after)?;
    kelvin.parse().ok()
}

/// Stops the camera from adapting, as far as it can be told to; with its white balance at `white` kelvin where
/// that is known.
pub(super) fn lock(camera: &mut Running, white: Option<u32>) -> Locked {
    let mut locked = Locked::default();
    for adapts in ADAPTS {
        // A camera without the control has nothing that adapts, or does not say so.
        if !camera.set(adapts.control, &adapts.held) {
            locked.adapting.push(adapts.name);
            continue;
        }
        let is_white = adapts.control == WHITE_BALANCE;
        let stands = is_white.then(|| stand(camera, white)).flatten();
        let still = stands.map_or_else(|| adapts.name.to_owned(), at_kelvin);
        locked.still.push(still);
    }
    locked
}

/// Lets the camera adapt again, but for a white balance that is known: what was told to hold still holds so
/// after the program has ended.
pub(super) fn release(camera: &mut Running, white: Option<u32>) -> Locked {
    let mut locked = Locked::default();
    for adapts in ADAPTS {
        if let Some(kelvin) = white.filter(|_| adapts.control == WHITE_BALANCE)
            && camera.set(adapts.control, &adapts.held)
            && put(camera, kelvin)
        {
            locked.still.push(at_kelvin(kelvin));
            continue;
        }
        let mut free = adapts.free.iter();
        // A camera that was never told to hold still need not take it.
        let _ = free.any(|value| camera.set(adapts.control, value));
    }
    locked
}

/// The kelvin at which the white balance stands from now on: `white`, or where it is; none where the driver
/// has no such control, or takes neither.
fn stand(camera: &mut Running, white: Option<u32>) -> Option<u32> {
    let is = camera.number(KELVIN);
    let is = is.and_then(|kelvin| u32::try_from(kelvin).ok());
    // What a driver says may be older than what the camera adapted to: once told, it stands there.
    let mut wanted = white.into_iter().chain(is);
    wanted.find(|kelvin| put(camera, *kelvin))
}

fn put(camera: &mut Running, kelvin: u32) -> bool {
    camera.set(KELVIN, &ControlValueSetter::Integer(kelvin.into()))
}

fn at_kelvin(kelvin: u32) -> String {
    let [before, after] = STANDS_AT;
    format!("{before}{kelvin}{after}")
}
