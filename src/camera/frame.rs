//! One picture from a camera.

use std::fmt;
use std::sync::{Arc, OnceLock};

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, RgbImage};

use super::stillness::Cells;
use super::{CameraId, Fault};
use crate::vision::{Photo, PhotoError};

/// One picture as a source gave it.
#[derive(Clone)]
pub struct Frame {
    /// Upright RGB pixels.
    pub pixels: Arc<RgbImage>,
    /// The bytes it was decoded from, where they are a picture file of their own.
    file: Option<Arc<[u8]>>,
    /// What took it.
    camera: Option<CameraId>,
    /// How that was set up, as [`super::Source::settings`] says it.
    setup: Option<Arc<str>>,
    cells: Arc<OnceLock<Cells>>,
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
            setup: None,
            cells: Arc::default(),
        }
    }

    /// A frame that came as a JPEG or another picture file.
    pub fn of_file(bytes: Arc<[u8]>) -> Result<Self, PhotoError> {
        let photo = Photo::decode(&bytes)?;
        Ok(Self {
            pixels: Arc::new(photo.pixels),
            file: Some(bytes),
            camera: None,
            setup: None,
            cells: Arc::default(),
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

    /// The same frame, with how its source was set up when it came.
    #[must_use]
    pub fn set_up(self, setup: Arc<str>) -> Self {
        Self {
            setup: Some(setup),
            ..self
        }
    }

    /// How what took it was set up, and what of that was locked, where that is known.
    pub fn setup(&self) -> Option<&Arc<str>> {
        self.setup.as_ref()
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
        // A pill waits for its candidates meanwhile: the fast way, which is a little larger.
        let mut bytes = Vec::new();
        let (width, height) = self.pixels.dimensions();
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Up)
            .write_image(&self.pixels, width, height, ExtendedColorType::Rgb8)
            .map_err(|error| Fault::Damaged(error.to_string()))?;
        Ok(bytes.into())
    }

    /// How bright each part of it is, measured once.
    pub(super) fn cells(&self) -> &Cells {
        self.cells.get_or_init(|| Cells::of(&self.pixels))
    }
}
