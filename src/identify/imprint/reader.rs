//! Characters off a pill, with two networks of `training/READER.md`: one look of the finder says
//! where they are, and the recogniser reads each line, straightened, from either end.

use std::path::Path;
use std::sync::Arc;

use image::RgbImage;
use image::imageops::{FilterType, crop_imm, resize};
use ndarray::{Array2, Array4, ArrayD, Axis, Ix3, Ix4};
use rayon::prelude::*;

use super::characters::{self, Character, PLANES};
use super::glyphs::{Doubt, GLYPHS};
use super::lines::find_lines;
use super::reading::Reading;
use super::strips::strip;
use crate::runtime::{Model, ModelError, OnnxModel, ReaderEntry, Runtime};
use crate::vision::{Photo, PillView, cut};

/// Width and height of the frame of a pill, px, by the ratio of long to short axis from which it
/// is used. A long pill gets a wide, low one, so that characters are about as large in all.
const FRAMES: [(f32, u32, u32); 3] = [(1.0, 192, 192), (1.45, 240, 160), (2.0, 288, 144)];
/// Strips are taken from the pill at this times the frame's size.
const FINER: u32 = 2;
/// Outputs of the recogniser: nothing, then the glyphs.
const COLUMNS: usize = GLYPHS + 1;
/// A glyph less likely than this is not looked at where nothing is likelier.
const POSSIBLE: f32 = 0.1;
/// More lines than this on one side of a pill is texture.
const MOST_LINES: usize = 10;

/// Reads imprints.
#[derive(Clone)]
pub struct ImprintReader {
    finder: Arc<dyn Model>,
    recognizer: Arc<dyn Model>,
}

impl ImprintReader {
    /// Opens the two models in `dir`; `Ok(None)` when they are not there, since the picture alone
    /// also identifies. A file that is not the named one is an error.
    pub fn open(
        runtime: &Runtime,
        dir: &Path,
        entry: &ReaderEntry,
        threads: usize,
    ) -> Result<Option<Self>, ModelError> {
        let files = [&entry.finder, &entry.recognizer];
        if files.iter().any(|named| !dir.join(&named.file).exists()) {
            return Ok(None);
        }
        let [finder, recognizer] = files.map(|named| {
            OnnxModel::open(
                runtime,
                &dir.join(&named.file),
                Some(&named.sha256),
                threads,
            )
        });
        Self::new(Arc::new(finder?), Arc::new(recognizer?)).map(Some)
    }

    /// Over any two models that take uint8 pictures: a finder `[N, H, W, 3]` to `[N, 4, H/4, W/4]`,
    /// and a recogniser `[N, 48, W, 3]` to `[N, T, 37]`.
    pub fn new(finder: Arc<dyn Model>, recognizer: Arc<dyn Model>) -> Result<Self, ModelError> {
        let has = |model: &dyn Model, rank: usize, axis: usize, size: usize| {
            matches!(model.info().outputs.as_slice(),
                [only] if only.shape.len() == rank && only.shape.get(axis) == Some(&Some(size)))
        };
        if !has(&*finder, 4, 1, PLANES) {
            let message = format!("one output [N, {PLANES}, H, W] was expected");
            return Err(finder.info().refuse(message));
        }
        if !has(&*recognizer, 3, 2, COLUMNS) {
            let message = format!("one output [N, T, {COLUMNS}] was expected");
            return Err(recognizer.info().refuse(message));
        }
        Ok(Self { finder, recognizer })
    }

    /// Everything that looks like characters on one side of a pill, each line from either end.
    pub fn read(&self, photo: &Photo, pill: &PillView) -> Result<Vec<Reading>, ModelError> {
        let picture = cut_level(photo, pill);
        let mut lines = find_lines(&self.find(&picture)?);
        let presence = |line: &[Character]| line.iter().map(|one| one.presence).sum::<f32>();
        lines.sort_by(|a, b| presence(b).total_cmp(&presence(a)));
        lines.truncate(MOST_LINES);
        let level = lines.first().map_or(0.0, |line| direction(line));
        let read = lines.par_iter().flat_map(|line| {
            let backward: Vec<Character> = line.iter().rev().map(Character::turned).collect();
            [line.clone(), backward].into_par_iter()
        });
        let read: Result<Vec<Reading>, ModelError> = read
            .map(|line| {
                let turn = (direction(&line) - level).to_degrees() / 90.0;
                Ok(Reading {
                    glyphs: self.recognize(strip(&picture, &line, FINER as f32))?,
                    turn: 90 * turn.round().rem_euclid(4.0) as u16,
                    place: middle(&line),
                    height: line.first().map_or(0.0, |one| one.height),
                })
            })
            .collect();
        Ok(read?
            .into_iter()
            .filter(|reading| !reading.text().is_empty())
            .collect())
    }

    /// The characters in the frame that `picture` shows at [`FINER`] times its size.
    fn find(&self, picture: &RgbImage) -> Result<Vec<Character>, ModelError> {
        let [width, height] = [picture.width(), picture.height()].map(|size| size / FINER);
        let frame = resize(picture, width, height, FilterType::Triangle);
        let shape = (1, height as usize, width as usize, 3);
        let input = Array4::from_shape_vec(shape, frame.into_raw())
            .map_err(|error| self.finder.info().refuse(error.to_string()))?;
        let maps = first(&*self.finder, self.finder.run(input.into_dyn())?)?
            .into_dimensionality::<Ix4>()
            .map_err(|error| self.finder.info().refuse(error.to_string()))?;
        Ok(characters::find(&maps.index_axis(Axis(0), 0)))
    }

    fn recognize(&self, strip: Array4<u8>) -> Result<Vec<Doubt>, ModelError> {
        let steps = self.recognizer.run(strip.into_dyn())?;
        let steps = first(&*self.recognizer, steps)?
            .into_dimensionality::<Ix3>()
            .map_err(|error| self.recognizer.info().refuse(error.to_string()))?;
        Ok(collapse(&steps.index_axis_move(Axis(0), 0)))
    }
}

/// The places of `[T, COLUMNS]` where there may be a character: runs of steps at which the same glyph
/// is the likeliest and not less likely than [`POSSIBLE`] (connectionist temporal classification, Graves
/// et al. 2006: characters are parted by steps that show nothing).
fn collapse(steps: &Array2<f32>) -> Vec<Doubt> {
    let mut places: Vec<Run> = Vec::new();
    let mut before = None;
    for step in steps.rows() {
        let mut doubt = [0.0; GLYPHS];
        for (glyph, value) in doubt.iter_mut().zip(step.iter().skip(1)) {
            *glyph = *value;
        }
        let nothing = step.first().copied().unwrap_or_default();
        let likeliest = doubt.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
        let Some((glyph, value)) = likeliest.filter(|(_, value)| **value >= POSSIBLE) else {
            before = None;
            continue;
        };
        let sure = *value > nothing;
        match places.last_mut().filter(|_| before == Some(glyph)) {
            Some(run) if !(run.ended && sure) => run.add(&doubt, sure),
            _ => {
                let mut run = Run::default();
                run.add(&doubt, sure);
                places.push(run);
            }
        }
        before = Some(glyph);
    }
    places.into_iter().map(Run::doubt).collect()
}

/// Steps that show one character.
struct Run {
    sum: Doubt,
    /// How likely none of the steps shows one.
    nothing: f32,
    sure: bool,
    /// It was sure and is no longer: what is sure after that is another character of the same kind.
    ended: bool,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            sum: [0.0; GLYPHS],
            nothing: 1.0,
            sure: false,
            ended: false,
        }
    }
}

impl Run {
    fn add(&mut self, doubt: &Doubt, sure: bool) {
        self.sum
            .iter_mut()
            .zip(doubt)
            .for_each(|(sum, value)| *sum += value);
        self.nothing *= 1.0 - doubt.iter().sum::<f32>().min(1.0);
        self.ended = self.sure && !sure;
        self.sure |= sure;
    }

    fn doubt(self) -> Doubt {
        let all: f32 = self.sum.iter().sum();
        self.sum
            .map(|value| value * (1.0 - self.nothing) / all.max(f32::MIN_POSITIVE))
    }
}

fn first(model: &dyn Model, outputs: Vec<ArrayD<f32>>) -> Result<ArrayD<f32>, ModelError> {
    outputs
        .into_iter()
        .next()
        .ok_or_else(|| model.info().refuse("it has no output".to_owned()))
}

/// The pill level in its frame, at [`FINER`] times the frame's size.
fn cut_level(photo: &Photo, pill: &PillView) -> RgbImage {
    let aspect = pill.long_px / pill.short_px.max(1.0);
    let (_, width, height) = FRAMES
        .into_iter()
        .rfind(|(from, ..)| aspect >= *from)
        .unwrap_or(FRAMES[0]);
    let (width, height) = (width * FINER, height * FINER);
    let square = cut(photo, pill, width, 0.0);
    crop_imm(&square, 0, (width - height) / 2, width, height).to_image()
}

/// Direction of a line from its first character to its last, radians clockwise on the screen.
fn direction(line: &[Character]) -> f32 {
    match line {
        [only] => only.axis[1].atan2(only.axis[0]),
        [first, .., last] => (last.place[1] - first.place[1]).atan2(last.place[0] - first.place[0]),
        [] => 0.0,
    }
}

fn middle(line: &[Character]) -> [f32; 2] {
    let count = line.len().max(1) as f32;
    let sum = line.iter().fold([0.0, 0.0], |[x, y], one| {
        [x + one.place[0], y + one.place[1]]
    });
    sum.map(|part| part / count)
}
