//! A camera that runs on Linux. `nokhwa` waits for each frame without a limit; with one a camera that stalls
//! is given up in time, and opened again.

use std::io::{Error, ErrorKind, Result};
use std::mem;
use std::time::Duration;

use nokhwa::utils::{CameraFormat, ControlValueSetter};
use nokhwa::{Buffer, Camera};
use v4l::buffer::Type;
use v4l::control::{Control, Value};
use v4l::io::traits::CaptureStream;
use v4l::prelude::{Device, MmapStream};

/// Some cameras take seconds to start.
const FIRST_FRAME: Duration = Duration::from_secs(5);
const NEXT_FRAME: Duration = Duration::from_secs(2);
/// As many as `nokhwa` takes.
const BUFFERS: u32 = 4;
/// `ETIMEDOUT`, which the driver's binding gives no number.
const TIMED_OUT: i32 = 110;

pub(super) struct Running {
    /// None unless it runs.
    stream: Option<MmapStream<'static>>,
    has_begun: bool,
    device: Device,
    format: CameraFormat,
}

impl Running {
    /// The camera `number` as it was set up. Whoever set it up lets go of it: only one may have its frames.
    pub fn of(set_up: Camera, number: u32) -> Result<Self> {
        let format = set_up.camera_format();
        drop(set_up);
        Ok(Self {
            stream: None,
            has_begun: false,
            device: Device::new(number as usize)?,
            format,
        })
    }

    pub fn start(&mut self) -> Result<()> {
        let stream = MmapStream::with_buffers(&self.device, Type::VideoCapture, BUFFERS)?;
        self.stream = Some(stream);
        Ok(())
    }

    pub fn stop(&mut self) {
        self.stream = None;
    }

    pub fn format(&self) -> CameraFormat {
        self.format
    }

    /// Waits for the next frame.
    pub fn frame(&mut self) -> Result<Buffer> {
        let (resolution, format) = (self.format.resolution(), self.format.format());
        self.bytes()
            .map(|bytes| Buffer::new(resolution, bytes, format))
    }

    /// Waits for the next frame and leaves it where it is.
    pub fn pass_over(&mut self) -> Result<()> {
        self.bytes().map(drop)
    }

    fn bytes(&mut self) -> Result<&[u8]> {
        let stopped = || Error::from(ErrorKind::NotConnected);
        let stream = self.stream.as_mut().ok_or_else(stopped)?;
        let has_begun = mem::replace(&mut self.has_begun, true);
        stream.set_timeout(if has_begun { NEXT_FRAME } else { FIRST_FRAME });
        let (bytes, about) = stream.next().map_err(|error| match error.kind() {
            ErrorKind::TimedOut => Error::from_raw_os_error(TIMED_OUT),
            _ => error,
        })?;
        // What lies behind is of an older frame.
        Ok(bytes.get(..about.bytesused as usize).unwrap_or(bytes))
    }

    /// What a control stands at, where it is a whole number.
    pub fn number(&self, id: u32) -> Option<i64> {
        match self.device.control(id).ok()?.value {
            Value::Integer(value) => Some(value),
            _ => None,
        }
    }

    /// Whether the control took the value.
    pub fn set(&mut self, id: u32, to: &ControlValueSetter) -> bool {
        let value = || match to {
            ControlValueSetter::Integer(value) => Value::Integer(*value),
            ControlValueSetter::Boolean(value) => Value::Boolean(*value),
            _ => Value::None,
        };
        let control = Control { id, value: value() };
        let took = || {
            self.device
                .control(id)
                .is_ok_and(|now| now.value == value())
        };
        self.device.set_control(control).is_ok() && took()
    }
}
