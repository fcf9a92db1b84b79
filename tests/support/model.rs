//! A model that says what a test wants, and a pill and a photograph to show it.

use image::{GrayImage, Luma, Rgb, RgbImage};
use ndarray::ArrayD;
use takeback::runtime::{Model, ModelError, ModelInfo, OutputInfo};
use takeback::vision::{Bounds, CROP_SIDE, Mask, Photo, PillView, ShapeEstimate};

pub struct Fake {
    info: ModelInfo,
    answer: Box<dyn Fn(ArrayD<u8>) -> Vec<ArrayD<f32>> + Send + Sync>,
}

impl Model for Fake {
    fn run(&self, input: ArrayD<u8>) -> Result<Vec<ArrayD<f32>>, ModelError> {
        let outputs = (self.answer)(input);
        self.info.check(&outputs)?;
        Ok(outputs)
    }

    fn info(&self) -> &ModelInfo {
        &self.info
    }
}

pub fn fake(
    outputs: &[&[Option<usize>]],
    answer: impl Fn(ArrayD<u8>) -> Vec<ArrayD<f32>> + Send + Sync + 'static,
) -> Fake {
    let outputs = outputs.iter().map(|shape| OutputInfo {
        name: String::new(),
        shape: shape.to_vec(),
    });
    let info = ModelInfo {
        name: "fake".into(),
        outputs: outputs.collect(),
        ..ModelInfo::default()
    };
    Fake {
        info,
        answer: Box::new(answer),
    }
}

/// A grey one of nothing.
pub fn photo() -> Photo {
    Photo {
        pixels: RgbImage::from_pixel(64, 64, Rgb([200; 3])),
        sha256: String::new(),
        decode_ms: 0.0,
        tray: None,
        setup: None,
    }
}

/// A round pill in the middle of [`photo`] of which nothing is known.
pub fn pill() -> PillView {
    PillView {
        bounds: Bounds {
            x: 12,
            y: 12,
            width: 40,
            height: 40,
        },
        mask: Mask {
            origin: [12.0; 2],
            cell: [40.0; 2],
            cells: GrayImage::from_pixel(1, 1, Luma([255])),
        },
        outline: vec![[12.0, 12.0], [52.0, 12.0], [52.0, 52.0], [12.0, 52.0]],
        center: [32.0; 2],
        angle_deg: 0.0,
        long_px: 40.0,
        short_px: 40.0,
        size_mm: None,
        touching: false,
        crop: RgbImage::new(CROP_SIDE, CROP_SIDE),
        colors: Vec::new(),
        shape: ShapeEstimate::default(),
        flaws: Vec::new(),
    }
}
