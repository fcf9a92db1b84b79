//! Characters off a pill, with the PP-OCRv4 detector and recogniser (Apache-2.0; out of the wheel
//! `rapidocr-onnxruntime` 1.4.4 by `training/imprint_models.py`).
//!
//! The detector looks at the pill in several views, [`VIEWS`]; every line it finds is read in both
//! directions. On composed photographs that finds more of the imprint than running the detector in
//! all turns, at half the time; which views pay is measured in `docs/identify.md`.

use std::path::Path;
use std::sync::Arc;

use image::RgbImage;
use ndarray::{Array2, Array4, ArrayD, ArrayView2, Axis, Ix3, Ix4};
use rayon::prelude::*;

use super::contrast::{equalize, relief};
use super::glyphs::{self, Doubt, GLYPHS};
use super::lines::{LineBox, find_lines, strip};
use super::matching::Reading;
use crate::runtime::{Model, ModelError, OnnxModel, Runtime, Tensor};
use crate::vision::{Photo, PillView, cut};

/// One way to show the pill to the detector.
#[derive(Clone, Copy)]
struct View {
    /// By how many degrees the pill is turned.
    turn: u16,
    /// As relief, otherwise in color.
    relief: bool,
}

/// The last two are for pills without a long axis only: text on long ones runs along or across.
const VIEWS: [View; 6] = [
    View {
        turn: 0,
        relief: false,
    },
    View {
        turn: 90,
        relief: false,
    },
    View {
        turn: 0,
        relief: true,
    },
    View {
        turn: 90,
        relief: true,
    },
    View {
        turn: 45,
        relief: false,
    },
    View {
        turn: 135,
        relief: false,
    },
];
/// From this ratio of short to long axis a pill is shown aslant too.
const ASLANT_FROM: f32 = 0.85;

/// Side of the square the pill is cut out to, px; a multiple of what the detector takes.
const SIDE: u32 = 480;
/// The detector wants sides that are multiples of this.
const STRIDE: u32 = 32;
/// Part of the square kept above and below a long pill, beyond the pill itself.
const MARGIN: f32 = 0.05;
/// Part of the square's side that the pill's long axis spans (`vision::cut`).
const LONG_AXIS: f32 = 0.91;
/// Mean and deviation of the pictures the detector was trained on (`ImageNet`).
const MEAN: [f32; 3] = [0.485, 0.456, 0.406];
const DEVIATION: [f32; 3] = [0.229, 0.224, 0.225];

const DETECTOR: (&str, &str) = (
    "imprint-detector.onnx",
    "7339109a724c87a97fd5366acb9b0144a1fa189ade0376f6a25e0b2de5e5f0f7",
);
const RECOGNIZER: (&str, &str) = (
    "imprint-recognizer.onnx",
    "3308cacb71731c083b85a1279c8141c0ce16c487d44168f9feb33512b241d1af",
);

/// Reads imprints.
pub struct ImprintReader {
    detector: Arc<dyn Model>,
    recognizer: Arc<dyn Model>,
    /// Glyph of each output column of the recogniser; column 0 is "nothing".
    columns: Vec<(usize, usize)>,
}

impl ImprintReader {
    /// Opens the two models in `dir`; `Ok(None)` when they are not there, since the picture alone
    /// also identifies. A file that is not the pinned one is an error.
    pub fn open(runtime: &Runtime, dir: &Path, threads: usize) -> Result<Option<Self>, ModelError> {
        let path = |(name, _): (&str, &str)| dir.join(name);
        if !path(DETECTOR).exists() || !path(RECOGNIZER).exists() {
            return Ok(None);
        }
        let open =
            |file: (&str, &str)| OnnxModel::open(runtime, &path(file), Some(file.1), threads);
        Self::new(Arc::new(open(DETECTOR)?), Arc::new(open(RECOGNIZER)?)).map(Some)
    }

    /// Over any two models: a detector `[1, 3, H, W]` to `[1, 1, H, W]`, and a recogniser
    /// `[1, 3, 48, W]` to `[1, T, columns]` whose metadata lists its characters under `character`,
    /// one a line, for the columns from 1 on.
    pub fn new(detector: Arc<dyn Model>, recognizer: Arc<dyn Model>) -> Result<Self, ModelError> {
        let info = recognizer.info();
        let Some(characters) = info.metadata.get("character") else {
            return Err(info.refuse("its metadata has no `character` list".to_owned()));
        };
        let columns: Vec<(usize, usize)> = characters
            .split('\n')
            .zip(1..)
            .filter_map(|(text, column)| {
                let mut letters = text.chars();
                let glyph = letters.next().and_then(glyphs::index)?;
                letters.next().is_none().then_some((column, glyph))
            })
            .collect();
        if columns.len() < GLYPHS {
            return Err(info.refuse(format!(
                "it knows only {} letters and digits",
                columns.len()
            )));
        }
        Ok(Self {
            detector,
            recognizer,
            columns,
        })
    }

    /// Everything that looks like characters on one side of a pill, in all turns. About 0.3 s of one
    /// core.
    pub fn read(&self, photo: &Photo, pill: &PillView) -> Result<Vec<Reading>, ModelError> {
        let aspect = pill.short_px / pill.long_px.max(1.0);
        let views: Vec<View> = VIEWS
            .into_iter()
            .filter(|view| view.turn % 90 == 0 || aspect >= ASLANT_FROM)
            .collect();
        let read: Result<Vec<Vec<Reading>>, ModelError> = views
            .into_par_iter()
            .map(|view| self.read_view(&show(photo, pill, view), view.turn))
            .collect();
        Ok(read?.into_iter().flatten().collect())
    }

    fn read_view(&self, picture: &RgbImage, turn: u16) -> Result<Vec<Reading>, ModelError> {
        let lines = self.detect(picture)?;
        let middle = [picture.width(), picture.height()].map(|size| size as f32 / 2.0);
        let from_middle = |[x, y]: [f32; 2]| [x - middle[0], y - middle[1]];
        let ways: Vec<(LineBox, bool)> = lines
            .into_iter()
            .flat_map(|line| [(line, false), (line, true)])
            .collect();
        let read = ways.par_iter().map(|(line, turned)| {
            let glyphs = self.recognize(strip(picture, line, *turned))?;
            let turn = if *turned { turn + 180 } else { turn };
            Ok(Reading {
                glyphs,
                turn,
                place: from_middle(line.center),
                height: line.height,
            })
        });
        let readings: Result<Vec<Reading>, ModelError> = read.collect();
        Ok(readings?
            .into_iter()
            .filter(|reading| !reading.glyphs.is_empty())
            .collect())
    }

    fn detect(&self, picture: &RgbImage) -> Result<Vec<LineBox>, ModelError> {
        let (width, height) = picture.dimensions();
        let input = Array4::from_shape_fn(
            (1, 3, height as usize, width as usize),
            |(_, channel, y, x)| {
                let value = picture
                    .get_pixel_checked(x as u32, y as u32)
                    .and_then(|pixel| pixel.0.get(channel).copied());
                let (mean, deviation) = match channel {
                    0 => (MEAN[0], DEVIATION[0]),
                    1 => (MEAN[1], DEVIATION[1]),
                    _ => (MEAN[2], DEVIATION[2]),
                };
                (f32::from(value.unwrap_or_default()) / 255.0 - mean) / deviation
            },
        );
        let map = first(
            &*self.detector,
            self.detector.run(Tensor::F32(input.into_dyn()))?,
        )?;
        let map = map
            .into_dimensionality::<Ix4>()
            .map_err(|error| self.detector.info().refuse(error.to_string()))?;
        let map: ArrayView2<f32> = map.index_axis(Axis(0), 0).index_axis_move(Axis(0), 0);
        let scale = width as f32 / map.ncols().max(1) as f32;
        Ok(find_lines(&map, scale))
    }

    fn recognize(&self, input: Array4<f32>) -> Result<Vec<Doubt>, ModelError> {
        let steps = first(
            &*self.recognizer,
            self.recognizer.run(Tensor::F32(input.into_dyn()))?,
        )?;
        let steps = steps
            .into_dimensionality::<Ix3>()
            .map_err(|error| self.recognizer.info().refuse(error.to_string()))?;
        Ok(self.collapse(&steps.index_axis_move(Axis(0), 0)))
    }

    /// Greedy CTC over letters and digits alone: runs of one likeliest glyph become one, and the
    /// doubts of a run are averaged.
    fn collapse(&self, steps: &Array2<f32>) -> Vec<Doubt> {
        let mut out: Vec<(Doubt, f32)> = Vec::new();
        let mut before = None;
        for step in steps.rows() {
            let mut doubt = [0.0; GLYPHS];
            for &(column, glyph) in &self.columns {
                if let Some(sum) = doubt.get_mut(glyph) {
                    *sum += step.get(column).copied().unwrap_or_default();
                }
            }
            let nothing = step.first().copied().unwrap_or_default();
            let likeliest = doubt.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
            let now = likeliest
                .filter(|(_, value)| **value > nothing)
                .map(|(glyph, _)| glyph);
            match (now, out.last_mut()) {
                (Some(_), Some((sum, count))) if now == before => {
                    sum.iter_mut()
                        .zip(doubt)
                        .for_each(|(sum, value)| *sum += value);
                    *count += 1.0;
                }
                (Some(_), _) => out.push((doubt, 1.0)),
                (None, _) => {}
            }
            before = now;
        }
        out.into_iter()
            .map(|(sum, count)| sum.map(|value| value / count))
            .collect()
    }
}

fn first(model: &dyn Model, outputs: Vec<ArrayD<f32>>) -> Result<ArrayD<f32>, ModelError> {
    outputs
        .into_iter()
        .next()
        .ok_or_else(|| model.info().refuse("it has no output".to_owned()))
}

/// The pill as one view shows it: of a long pill only the band of the square that it fills, so that
/// the detector has less to look at.
fn show(photo: &Photo, pill: &PillView, view: View) -> RgbImage {
    let square = cut(photo, pill, SIDE, f32::from(view.turn));
    let wanted = SIDE as f32 * (LONG_AXIS * pill.short_px / pill.long_px.max(1.0) + 2.0 * MARGIN);
    let narrow = ((wanted / STRIDE as f32).ceil() as u32 * STRIDE).clamp(STRIDE, SIDE);
    let from = (SIDE - narrow) / 2;
    let (x, y, width, height) = match view.turn {
        0 => (0, from, SIDE, narrow),
        90 => (from, 0, narrow, SIDE),
        _ => (0, 0, SIDE, SIDE),
    };
    let mut picture = image::imageops::crop_imm(&square, x, y, width, height).to_image();
    if view.relief {
        return relief(&picture);
    }
    equalize(&mut picture);
    picture
}
