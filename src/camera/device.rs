//! Cameras of this machine, through `nokhwa`.

use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};

use nokhwa::pixel_format::RgbFormat;
use nokhwa::utils::{
    ApiBackend, CameraFormat, CameraIndex, FrameFormat, RequestedFormat, RequestedFormatType,
};
use nokhwa::{Buffer, Camera, NokhwaError};

#[cfg(not(target_os = "linux"))]
pub(super) use super::elsewhere::Running;
use super::hold::Hold;
#[cfg(target_os = "linux")]
pub(super) use super::video4linux::Running;
use super::{
    CameraId, Fault, Found, Frame, Locked, PictureFormat, Source, White, format, identity, locks,
};

/// Frames after which a camera has settled on light and focus, and is told to hold still.
const SETTLED: u32 = 20;

/// Every camera that is connected.
pub fn list() -> Result<Vec<Found>, Fault> {
    let cameras = guarded(|| nokhwa::query(ApiBackend::Auto))?;
    let mut found: Vec<Found> = cameras
        .iter()
        .filter_map(|camera| {
            let number = camera.index().as_index().ok()?;
            Some(identity::of(number, camera.human_name()))
        })
        .filter(|camera| identity::shows_pictures(camera.number))
        .collect();
    found.sort_by_key(|camera| camera.number);
    identity::tell_apart(&mut found);
    Ok(found)
}

/// What a camera offers and can be read here.
pub fn formats(camera: &Found) -> Result<Vec<PictureFormat>, Fault> {
    let (_, offered) = connect(camera)?;
    Ok(format::readable(&offered))
}

/// The camera, which does not run yet, and what it offers.
fn connect(found: &Found) -> Result<(Camera, Vec<CameraFormat>), Fault> {
    let fault = |fault| named(fault, &found.name);
    let index = CameraIndex::Index(found.number);
    let any = RequestedFormat::with_formats(RequestedFormatType::None, &format::READABLE);
    let mut camera = guarded(|| Camera::new(index, any)).map_err(fault)?;
    let offered = guarded(|| camera.compatible_camera_formats()).map_err(fault)?;
    Ok((camera, offered))
}

/// Opens the camera `id`, or the first there is, in the format `wanted`, or the best, with its white balance
/// where `white` says.
pub(super) fn open(
    id: Option<&CameraId>,
    wanted: Option<PictureFormat>,
    white: &White,
) -> Result<Box<dyn Source>, Fault> {
    let mut cameras = list()?.into_iter();
    let found = match id {
        Some(id) => cameras
            .find(|camera| camera.is(id))
            .ok_or_else(|| Fault::Unplugged(id.to_string()))?,
        None => cameras.next().ok_or(Fault::None)?,
    };
    let hold = Hold::of(found.number).ok_or_else(|| Fault::Silent(found.name.clone()))?;
    let (mut camera, offered) = connect(&found)?;
    let Found { name, number, .. } = found;
    let id = id.cloned().unwrap_or(found.id);
    let fault = |fault| named(fault, &name);
    let best = format::best(&offered, wanted).ok_or_else(|| match wanted {
        Some(format) => Fault::NotOffered {
            camera: name.clone(),
            format,
        },
        None => Fault::NoFormat(name.clone()),
    })?;
    let exactly =
        RequestedFormat::with_formats(RequestedFormatType::Exact(best), &format::READABLE);
    guarded(|| camera.set_camera_requset(exactly)).map_err(fault)?;
    let mut running = guarded(|| Running::of(camera, number)).map_err(fault)?;
    let white = white(&id, best.width(), best.height());
    let locked = released(&mut running, white);
    guarded(|| running.start()).map_err(fault)?;
    Ok(Box::new(Device {
        running,
        _hold: hold,
        id,
        name,
        white,
        frames: 0,
        has_settled: false,
        locked,
    }))
}

/// Lets the camera adapt. One that cannot be told to shows its pictures all the same.
fn released(camera: &mut Running, white: Option<u32>) -> Locked {
    catch_unwind(AssertUnwindSafe(|| locks::release(camera, white))).unwrap_or_default()
}

/// A camera that runs.
struct Device {
    running: Running,
    /// Let go of last.
    _hold: Hold,
    id: CameraId,
    name: String,
    /// Kelvin at which its white balance shall stand, where that is known.
    white: Option<u32>,
    /// Since it began to adapt.
    frames: u32,
    /// It was told to hold still.
    has_settled: bool,
    locked: Locked,
}

impl Source for Device {
    fn next(&mut self) -> Result<Option<Frame>, Fault> {
        let buffer = guarded(|| self.running.frame()).map_err(|fault| named(fault, &self.name))?;
        self.frames = self.frames.saturating_add(1);
        if self.frames >= SETTLED && !self.has_settled {
            self.has_settled = true;
            self.locked = locks::lock(&mut self.running, self.white);
        }
        decoded(&buffer).map(|frame| Some(frame.by(self.id.clone())))
    }

    /// Without decoding it.
    fn pass_over(&mut self) -> Result<(), Fault> {
        self.frames = self.frames.saturating_add(1);
        guarded(|| self.running.pass_over()).map_err(|fault| named(fault, &self.name))
    }

    fn settle(&mut self) {
        self.locked = released(&mut self.running, self.white);
        self.frames = 0;
        self.has_settled = false;
    }

    fn settings(&self) -> String {
        let format = self.running.format();
        format!(
            "{}, {} x {} {} at {} frames a second, {}",
            self.name,
            format.width(),
            format.height(),
            format.format(),
            format.frame_rate(),
            self.locked
        )
    }
}

impl Drop for Device {
    /// The driver's binding panics where a camera that failed cannot be stopped either.
    fn drop(&mut self) {
        drop(catch_unwind(AssertUnwindSafe(|| self.running.stop())));
    }
}

fn decoded(buffer: &Buffer) -> Result<Frame, Fault> {
    if buffer.source_frame_format() == FrameFormat::MJPEG {
        return Ok(Frame::of_file(whole_jpeg(buffer.buffer()).into())?);
    }
    let damaged = |error: NokhwaError| Fault::Damaged(error.to_string());
    let pixels = catch_unwind(AssertUnwindSafe(|| buffer.decode_image::<RgbFormat>()))
        .map_err(|_| Fault::Damaged("its decoder gave up".to_owned()))?
        .map_err(damaged)?;
    // `nokhwa` may hold another major version of the picture type some day; bytes stay bytes.
    let (width, height) = (pixels.width(), pixels.height());
    image::RgbImage::from_raw(width, height, pixels.into_raw())
        .map(Frame::of_pixels)
        .ok_or_else(|| Fault::Damaged("fewer bytes than pixels".to_owned()))
}

/// The picture without what the buffer still holds of longer pictures before it.
fn whole_jpeg(buffer: &[u8]) -> &[u8] {
    const SCAN: [u8; 2] = [0xFF, 0xDA];
    const END: [u8; 2] = [0xFF, 0xD9];
    let place = |of: [u8; 2], from: usize| {
        let rest = buffer.get(from..)?;
        let at = rest.windows(2).position(|pair| *pair == of)?;
        Some(from + at)
    };
    let end = place(SCAN, 0).and_then(|scan| place(END, scan));
    end.and_then(|end| buffer.get(..end + 2)).unwrap_or(buffer)
}

/// What `act` gives, with a panic of the camera library as an error.
fn guarded<T, E: Display>(act: impl FnOnce() -> Result<T, E>) -> Result<T, Fault> {
    match catch_unwind(AssertUnwindSafe(act)) {
        Ok(done) => done.map_err(|error| told_apart(error.to_string())),
        Err(_) => Err(Fault::Failed("its driver gave up".to_owned())),
    }
}

/// The library hands on the system's words; its numbers are what tells the causes apart.
fn told_apart(words: String) -> Fault {
    let has = |number: i32| words.contains(&format!("(os error {number})"));
    match () {
        () if has(16) => Fault::Busy("the camera".to_owned()),
        () if has(13) || has(1) => Fault::NoPermission("the camera".to_owned()),
        () if has(19) || has(2) || has(6) => Fault::Unplugged("the camera".to_owned()),
        () if has(110) => Fault::Silent("the camera".to_owned()),
        () => Fault::Failed(words),
    }
}

/// The same fault with the camera's own name in it.
fn named(fault: Fault, name: &str) -> Fault {
    match fault {
        Fault::Busy(_) => Fault::Busy(name.to_owned()),
        Fault::NoPermission(_) => Fault::NoPermission(name.to_owned()),
        Fault::Unplugged(_) => Fault::Unplugged(name.to_owned()),
        Fault::Silent(_) => Fault::Silent(name.to_owned()),
        other => other,
    }
}
