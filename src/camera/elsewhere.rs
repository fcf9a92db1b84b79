//! A camera that runs, where `nokhwa` reads its frames.

use nokhwa::utils::{CameraFormat, ControlValueSetter, KnownCameraControl};
use nokhwa::{Buffer, Camera, NokhwaError};

pub(super) struct Running(Camera);

impl Running {
    /// The camera as it was set up.
    pub fn of(set_up: Camera, _number: u32) -> Result<Self, NokhwaError> {
        Ok(Self(set_up))
    }

    pub fn start(&mut self) -> Result<(), NokhwaError> {
        self.0.open_stream()
    }

    pub fn stop(&mut self) {
        // It is let go of either way.
        let _ = self.0.stop_stream();
    }

    pub fn format(&self) -> CameraFormat {
        self.0.camera_format()
    }

    /// Waits for the next frame.
    pub fn frame(&mut self) -> Result<Buffer, NokhwaError> {
        self.0.frame()
    }

    /// Waits for the next frame and leaves it where it is.
    pub fn pass_over(&mut self) -> Result<(), NokhwaError> {
        self.0.frame_raw().map(drop)
    }

    /// What a control stands at, where it is a whole number.
    pub fn number(&self, id: u32) -> Option<i64> {
        let control = KnownCameraControl::Other(id.into());
        match self.0.camera_control(control).ok()?.value() {
            ControlValueSetter::Integer(value) => Some(value),
            _ => None,
        }
    }

    /// Whether the control took the value.
    pub fn set(&mut self, id: u32, to: &ControlValueSetter) -> bool {
        let control = KnownCameraControl::Other(id.into());
        self.0.set_camera_control(control, to.clone()).is_ok()
    }
}
