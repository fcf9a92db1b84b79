//! Finds every pill of a photograph in two looks: the whole photograph small, then a window around
//! each pill. The same steps and constants as `training/chain.py`, which is the reference.

use std::sync::Arc;

use image::RgbImage;
use ndarray::{Array4, ArrayD, Axis, Ix4};

use super::color;
use super::cut::cut;
use super::geometry::{Point, TurnedRect, area, convex_hull, rectangle};
use super::look::{LOOK, Look, Window, round_half_up};
use super::parts::{CELL, MAP, Maps, Part, central, outline_points, parts_of};
use super::photo::Photo;
use super::shape::ShapeEstimate;
use super::view::{Bounds, Mask, PillView};
use crate::runtime::{Model, ModelError, Tensor};

/// Side of [`PillView::crop`], the classifier's input.
pub const CROP_SIDE: u32 = 128;
/// Share of the second look's side that the pill's box fills.
const WINDOW_FILL: f64 = 0.6;
/// Photograph pixels.
const LEAST_WINDOW: i64 = 24;
/// A box side of at least this share of the first look needs no second.
const SECOND_LOOK_BELOW: f64 = 0.6;
/// First and second look may differ by this factor in area.
const AREA_AGREEMENT: f64 = 3.0;
/// Second looks in one run of the model; bounds memory on a crowded tray.
const BATCH: usize = 16;

/// Why a photograph could not be searched for pills.
#[derive(Debug, thiserror::Error)]
pub enum VisionError {
    #[error(transparent)]
    Model(#[from] ModelError),
    #[error(
        "the locator model gave maps of shape {0:?}, not [N, 2, {MAP}, {MAP}]: restore the models directory from the release"
    )]
    Maps(Vec<usize>),
    #[error("the photograph could not be resized: {0}")]
    Resize(String),
}

/// The pill locator.
pub struct Locator {
    model: Arc<dyn Model>,
}

/// A pill as one look measured it.
struct Found {
    rect: TurnedRect,
    hull: Vec<Point>,
    mask: Mask,
    /// Square photograph pixels.
    area: f64,
}

impl Locator {
    /// Around the model: input uint8 `[N, 192, 192, 3]` RGB, output float32 `[N, 2, 96, 96]`, the
    /// probabilities of pill and of the core of a pill.
    pub fn new(model: Arc<dyn Model>) -> Self {
        Self { model }
    }

    /// Every pill in the photograph, in reading order: rows from top to bottom, each from left to
    /// right. Pills of a touching cluster come one by one, marked as touching.
    pub fn find(&self, photo: &Photo) -> Result<Vec<PillView>, VisionError> {
        let Some(look) = Look::first(&photo.pixels)? else {
            return Ok(Vec::new());
        };
        let maps = self.run(&[&look])?;
        let mut pills = Vec::new();
        for (maps, look) in pairs(&maps).zip([&look]) {
            for part in parts_of(&maps) {
                let pill = measure(look, &maps, &part);
                if let Some(pill) = pill.filter(|p| is_inside(&photo.pixels, p.rect.center)) {
                    pills.push((pill, part.touching, window_around(look, &part)));
                }
            }
        }
        self.look_again(photo, &mut pills)?;
        let mut views: Vec<PillView> = pills
            .into_iter()
            .map(|(pill, touching, _)| view(photo, pill, touching))
            .collect();
        reading_order(&mut views);
        Ok(views)
    }

    /// Replaces each pill that has a window by what a second look at it finds, where that agrees.
    fn look_again(
        &self,
        photo: &Photo,
        pills: &mut [(Found, bool, Option<Window>)],
    ) -> Result<(), VisionError> {
        let mut waiting = Vec::new();
        for (pill, _, window) in pills {
            if let Some(window) = window
                && let Some(look) = Look::at(&photo.pixels, *window)?
            {
                waiting.push((pill, look));
            }
        }
        for batch in waiting.chunks_mut(BATCH) {
            let looks: Vec<&Look> = batch.iter().map(|(_, look)| look).collect();
            let maps = self.run(&looks)?;
            for ((pill, look), maps) in batch.iter_mut().zip(pairs(&maps)) {
                let parts = parts_of(&maps);
                let nearer = central(&parts).and_then(|part| measure(look, &maps, part));
                if let Some(nearer) = nearer
                    && (1.0 / AREA_AGREEMENT..AREA_AGREEMENT).contains(&(nearer.area / pill.area))
                {
                    **pill = nearer;
                }
            }
        }
        Ok(())
    }

    /// The maps of each look, `[N, 2, MAP, MAP]`.
    fn run(&self, looks: &[&Look]) -> Result<ndarray::Array4<f32>, VisionError> {
        let side = LOOK as usize;
        let bytes: Vec<u8> = looks
            .iter()
            .flat_map(|look| look.pixels.as_raw())
            .copied()
            .collect();
        let input = Array4::from_shape_vec((looks.len(), side, side, 3), bytes)
            .map_err(|error| VisionError::Resize(error.to_string()))?;
        let outputs = self.model.run(Tensor::U8(input.into_dyn()))?;
        let maps = outputs
            .into_iter()
            .next()
            .unwrap_or_else(|| ArrayD::zeros(vec![0]));
        let shape = maps.shape().to_vec();
        let side = MAP as usize;
        if shape != [looks.len(), 2, side, side] {
            return Err(VisionError::Maps(shape));
        }
        maps.into_dimensionality::<Ix4>()
            .map_err(|_| VisionError::Maps(shape))
    }
}

/// The pill map and core map of each look.
fn pairs(maps: &Array4<f32>) -> impl Iterator<Item = Maps<'_>> {
    maps.axis_iter(Axis(0)).map(|pair| {
        let (pill, core) = pair.split_at(Axis(0), 1);
        Maps {
            pill: pill.index_axis_move(Axis(0), 0),
            core: core.index_axis_move(Axis(0), 0),
        }
    })
}

/// One part in photograph coordinates.
fn measure(look: &Look, maps: &Maps, part: &Part) -> Option<Found> {
    let hull = convex_hull(
        outline_points(maps, &part.mask)
            .into_iter()
            .map(|p| look.to_photo(p))
            .collect(),
    );
    let cell = |scale: f64| (f64::from(CELL) / scale) as f32;
    Some(Found {
        rect: rectangle(&hull)?,
        area: area(&hull),
        hull,
        mask: Mask {
            origin: look.to_photo([0.0, 0.0]).map(|v| v as f32),
            cell: look.scale.map(cell),
            cells: part.mask.clone(),
        },
    })
}

/// Where to look again; `None` when the first look was near enough.
fn window_around(look: &Look, part: &Part) -> Option<Window> {
    let [x0, y0, x1, y1] = part.bounds();
    if (x1 - x0).max(y1 - y0) >= SECOND_LOOK_BELOW * f64::from(LOOK) {
        return None;
    }
    let ([left, top], [right, bottom]) = (look.to_photo([x0, y0]), look.to_photo([x1, y1]));
    let side = ((right - left).max(bottom - top) / WINDOW_FILL).ceil() as i64;
    let side = side.max(LEAST_WINDOW);
    let from = |a: f64, b: f64| round_half_up((a + b - side as f64) / 2.0);
    Some(Window {
        x: from(left, right),
        y: from(top, bottom),
        side,
    })
}

/// Patches that the network sees in the padding are not pills.
fn is_inside(photo: &RgbImage, [x, y]: Point) -> bool {
    (0.0..f64::from(photo.width())).contains(&x) && (0.0..f64::from(photo.height())).contains(&y)
}

fn view(photo: &Photo, found: Found, touching: bool) -> PillView {
    let Found {
        rect, hull, mask, ..
    } = found;
    let tray = photo.tray.as_deref();
    let mut view = PillView {
        bounds: bounds(&photo.pixels, &hull),
        outline: hull.iter().map(|p| p.map(|v| v as f32)).collect(),
        center: rect.center.map(|v| v as f32),
        angle_deg: rect.angle_deg as f32,
        long_px: rect.long as f32,
        short_px: rect.short as f32,
        size_mm: tray
            .and_then(|tray| tray.plane.size_mm(&hull))
            .map(|size| size.map(|mm| mm as f32)),
        touching,
        crop: RgbImage::new(0, 0),
        colors: color::measure(
            &photo.pixels,
            &mask,
            &rect,
            tray.and_then(|tray| tray.gains),
        ),
        shape: ShapeEstimate::of(&hull, &rect),
        flaws: Vec::new(),
        mask,
    };
    view.crop = cut(photo, &view, CROP_SIDE, 0.0);
    view
}

/// The upright box of a hull, inside the photograph.
fn bounds(photo: &RgbImage, hull: &[Point]) -> Bounds {
    let side = |axis: fn(&Point) -> f64, length: u32| {
        let (from, to) = hull
            .iter()
            .map(axis)
            .fold((f64::MAX, f64::MIN), |(from, to), v| {
                (from.min(v), to.max(v))
            });
        let from = (from.floor().max(0.0) as u32).min(length.saturating_sub(1));
        let to = (to.ceil().max(0.0) as u32).clamp(from + 1, length.max(from + 1));
        (from, to - from)
    };
    let (x, width) = side(|p| p[0], photo.width());
    let (y, height) = side(|p| p[1], photo.height());
    Bounds {
        x,
        y,
        width,
        height,
    }
}

/// Sorts into rows from top to bottom and each row from left to right. A pill whose middle lies
/// above the lower edge of the row's first pill belongs to that row.
fn reading_order(views: &mut [PillView]) {
    let top_down = |a: &PillView, b: &PillView| a.center[1].total_cmp(&b.center[1]);
    let left_right = |a: &PillView, b: &PillView| a.center[0].total_cmp(&b.center[0]);
    views.sort_by(top_down);
    let mut rest = views;
    while let Some(first) = rest.first() {
        let end = (first.bounds.y + first.bounds.height) as f32;
        let count = rest.partition_point(|view| view.center[1] < end).max(1);
        let (row, below) = rest.split_at_mut(count);
        row.sort_by(left_right);
        rest = below;
    }
}
