//! One picture from a camera.

use std::fmt;
use std::io::Cursor;
use std::sync::Arc;

use image::{ImageFormat, RgbImage};

use super::{CameraId, Fault};
use crate::vision::Photo;

/// One picture as a source gave it.
#[derive(Clone)]
pub struct Frame {
    /// Upright RGB pixels.
    pub pixels: Arc<RgbImage>,
    /// The bytes it was decoded from, where they are a picture file of their own.
    file: Option<Arc<[u8]>>,
    /// What took it.
    camera: Option<CameraId>,
}

impl fmt::Debug for Frame {
    /// Without a million pixels.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Frame({:?})", self.pixels.dimensions())
    }
}

impl Frame {
    /// A frame of bare pixels.
    pub fn of_pixels(pixels: RgbImage) -> Self {
        Self {
            pixels: Arc::new(pixels),
            file: None,
            camera: None,
        }
    }

    /// A frame that came as a JPEG or another picture file.
    pub fn of_file(bytes: Arc<[u8]>) -> Result<Self, Fault> {
        let photo = Photo::decode(&bytes).map_err(|error| Fault::Damaged(error.to_string()))?;
        Ok(Self {
            pixels: Arc::new(photo.pixels),
            file: Some(bytes),
            camera: None,
        })
    }

    /// The same frame, with the source that gave it.
    #[must_use]
    pub fn by(self, camera: CameraId) -> Self {
        Self {
            camera: Some(camera),
            ..self
        }
    }

    /// Which camera, or which folder of pictures, gave it, where that is known.
    pub fn camera(&self) -> Option<&CameraId> {
        self.camera.as_ref()
    }

    /// The frame as a picture file that loses nothing: the camera's own bytes, else PNG.
    pub fn file(&self) -> Result<Arc<[u8]>, Fault> {
        if let Some(bytes) = &self.file {
            return Ok(Arc::clone(bytes));
        }
        let mut bytes = Vec::new();
        self.pixels
            .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
            .map_err(|error| Fault::Damaged(error.to_string()))?;
        Ok(bytes.into())
    }
}
