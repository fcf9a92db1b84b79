//! Which camera is which, whatever number the system gave it this time.

use std::fmt;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Names one camera in a way that survives a restart and another order of plugging in: maker,
/// product and serial number on USB, or else the port, or both where several carry that number; the name where
/// the system tells no more.
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
    /// What it is called beside another that carries the same serial number.
    pub(super) at_port: CameraId,
}

impl Found {
    /// Whether `id` names it, also by the port that told it from another which is away now.
    pub fn is(&self, id: &CameraId) -> bool {
        self.id == *id || self.at_port == *id
    }
}

/// What the kernel says of a video device: Documentation/ABI/stable/sysfs-class-video4linux.
const SYSFS: &str = "/sys/class/video4linux";

/// The system's video device `number` that calls itself `name`.
pub(super) fn of(number: u32, name: String) -> Found {
    let usb = Path::new(SYSFS)
        .join(format!("video{number}"))
        .join("device/..");
    let fact = |file: &str| {
        let text = fs::read_to_string(usb.join(file)).ok()?;
        let text = text.trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    let port = fact("busnum").zip(fact("devpath"));
    let port = port.map(|(bus, port)| format!("port {bus}-{port}"));
    let kind = fact("idVendor").zip(fact("idProduct"));
    let named = |parts: &[Option<String>]| {
        let which: Vec<&str> = parts.iter().flatten().map(String::as_str).collect();
        match &kind {
            Some((vendor, product)) if !which.is_empty() => {
                CameraId(format!("{vendor}:{product} {}", which.join(" ")))
            }
            _ => CameraId(name.clone()),
        }
    };
    let serial = fact("serial");
    Found {
        id: named(&[serial.clone().or_else(|| port.clone())]),
        at_port: named(&[serial, port]),
        name,
        number,
    }
}

/// Cheap cameras of one kind all carry the same serial number: such go by their ports too.
pub(super) fn tell_apart(found: &mut [Found]) {
    let ids: Vec<_> = found.iter().map(|camera| camera.id.clone()).collect();
    for camera in found {
        if ids.iter().filter(|id| **id == camera.id).count() > 1 {
            camera.id.clone_from(&camera.at_port);
        }
    }
}

/// Whether the device `number` shows pictures: a webcam's second device tells about the first.
pub(super) fn shows_pictures(number: u32) -> bool {
    let index = Path::new(SYSFS).join(format!("video{number}/index"));
    fs::read_to_string(index).map_or(true, |text| text.trim() == "0")
}
