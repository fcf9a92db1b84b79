//! Which camera is which, whatever number the system gave it this time.

use std::fmt;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Names one camera in a way that survives a restart and another order of plugging in: maker,
/// product and serial number on USB, or else the port; the name where the system tells no more.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CameraId(pub(super) String);

impl CameraId {
    /// Whether it names none: the setting is there and empty.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl From<&str> for CameraId {
    fn from(id: &str) -> Self {
        Self(id.trim().to_owned())
    }
}

impl fmt::Display for CameraId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A camera that is connected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    pub id: CameraId,
    /// As its maker calls it.
    pub name: String,
    /// The system's number of it, which changes.
    pub(super) number: u32,
}

/// What the kernel says of a video device: Documentation/ABI/stable/sysfs-class-video4linux.
const SYSFS: &str = "/sys/class/video4linux";

/// The identity of the system's video device `number` that calls itself `name`.
pub(super) fn of(number: u32, name: &str) -> CameraId {
    let usb = Path::new(SYSFS)
        .join(format!("video{number}"))
        .join("device/..");
    let fact = |file: &str| {
        let text = fs::read_to_string(usb.join(file)).ok()?;
        let text = text.trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    let which = match (fact("serial"), fact("busnum").zip(fact("devpath"))) {
        (Some(serial), _) => serial,
        (None, Some((bus, port))) => format!("port {bus}-{port}"),
        (None, None) => return CameraId(name.to_owned()),
    };
    match fact("idVendor").zip(fact("idProduct")) {
        Some((vendor, product)) => CameraId(format!("{vendor}:{product} {which}")),
        None => CameraId(name.to_owned()),
    }
}

/// Whether the device `number` shows pictures: a webcam's second device tells about the first.
pub(super) fn shows_pictures(number: u32) -> bool {
    let index = Path::new(SYSFS).join(format!("video{number}/index"));
    fs::read_to_string(index).map_or(true, |text| text.trim() == "0")
}
