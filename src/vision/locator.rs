//! Finds every pill of a photograph: a look at the whole, finer ones where something small lies
//! there, and a window around each pill. The same steps and constants as `training/chain.py`, which is
//! the reference.

use std::borrow::Borrow;
use std::sync::Arc;

use fast_image_resize::ResizeError;
use image::RgbImage;
use ndarray::{Array4, ArrayD, Axis, Ix3, ShapeError};
use rayon::prelude::*;

use super::found::{Found, mark_touched, once_each, without_specks};
use super::look::{FINE, FINEST, LOOK, Look};
use super::parts::{CELL, LEAST_SPECK, MOST_FAINT, Maps, Part, faint_in, parts_of, patches};
use super::photo::Photo;
use super::view::PillView;
use crate::runtime::{Model, ModelError};

/// Share of the first look's side that the box of each pill fills, if a look is to do.
const NEAR: f64 = 0.15;
/// A box side of at least this share of the first look needs no second.
const SECOND_LOOK_BELOW: f64 = 0.6;
/// Share of the second look's side that the pill's box fills.
const WINDOW_FILL: f64 = 0.6;
/// The same after a finer look, or a window that ended before the pill did: either may have seen half of it.
const WIDER_FILL: f64 = 0.45;
/// The same, where it fits well enough.
const FITTING: std::ops::RangeInclusive<f64> = 0.3..=0.9;
/// Of looking again: once, and once more where the window did not fit.
const ROUNDS: u32 = 2;
/// Map pixels; smaller components of a second look are dropped.
const LEAST_PILL: usize = 12;

/// Why a photograph could not be searched for pills.
#[derive(Debug, thiserror::Error)]
pub enum VisionError {
    #[error(transparent)]
    Model(#[from] ModelError),
    #[error(
        "the locator model gave maps of shape {0:?}, not three of half the picture's size: restore the models directory from the release"
    )]
    Maps(Vec<usize>),
    #[error("the photograph could not be resized: {0}")]
    Resize(#[from] ResizeError),
    #[error("the photograph could not be laid out for the locator model: {0}")]
    Layout(#[from] ShapeError),
}

/// The pill locator.
#[derive(Clone)]
pub struct Locator {
    model: Arc<dyn Model>,
}

impl Locator {
    /// Around the model: input uint8 `[N, H, W, 3]` RGB with sides that are multiples of 16, output
    /// float32 `[N, 3, H / 2, W / 2]`, the probabilities of pill, of the core of a pill, and that
    /// pills touch.
    pub fn new(model: Arc<dyn Model>) -> Self {
        Self { model }
    }

    /// Every pill in the photograph, in reading order: rows from top to bottom, each from left to
    /// right. Pills of a touching cluster come one by one, marked as touching.
    pub fn find(&self, photo: &Photo) -> Result<Vec<PillView>, VisionError> {
        let (_, mut views) = self.find_beside(photo, &[])?;
        reading_order(&mut views);
        Ok(views)
    }

    /// Those of `known` that still lie where they lay, and the other pills, both in no order. A
    /// window around each pill is most of the work; a pill that nobody touched, as the caller must
    /// know, keeps the outline it has. One that another was laid against is among the others.
    pub fn find_beside(
        &self,
        photo: &Photo,
        known: &[Arc<PillView>],
    ) -> Result<(Vec<Arc<PillView>>, Vec<PillView>), VisionError> {
        let Some((seen, enough)) = self.look_at_all(&photo.pixels)? else {
            return Ok((Vec::new(), Vec::new()));
        };
        let (mut kept, mut others): (Vec<Arc<PillView>>, _) = (Vec::new(), Vec::new());
        for pill in seen {
            match known.iter().find(|view| pill.lies_as(view)) {
                // Of one that was seen in pieces, once.
                Some(view) if kept.iter().any(|kept| Arc::ptr_eq(kept, view)) => {}
                Some(view) => kept.push(Arc::clone(view)),
                None if pill.is_inside(&photo.pixels) => others.push(pill),
                None => {}
            }
        }
        let fill = if enough { WINDOW_FILL } else { WIDER_FILL };
        let settled: Vec<Vec<Found>> = others
            .into_par_iter()
            .map(|pill| {
                if enough && pill.filled >= SECOND_LOOK_BELOW {
                    return Ok(vec![pill]);
                }
                let nearer = self.look_again(&photo.pixels, &pill, fill, ROUNDS)?;
                Ok(if enough && nearer.is_empty() {
                    vec![pill]
                } else {
                    nearer
                })
            })
            .collect::<Result<_, VisionError>>()?;
        let pills = once_each(settled.into_iter().flatten().collect());
        let mut pills = without_specks(pills, &kept);
        let touched = mark_touched(&mut pills, &mut kept);
        let views = pills.into_par_iter().map(|pill| pill.view(photo));
        let mut views: Vec<PillView> = views.collect();
        views.extend(touched);
        Ok((kept, views))
    }

    /// What a look at the whole photograph shows, and whether it was near enough to be believed;
    /// otherwise what the finer or the finest look shows. `None` for a photograph without pixels.
    fn look_at_all(&self, photo: &RgbImage) -> Result<Option<(Vec<Found>, bool)>, VisionError> {
        let Some(first) = Look::first(photo)? else {
            return Ok(None);
        };
        let maps = self.run(&first)?;
        if is_near_enough(&maps_of(&maps)) || photo.width().max(photo.height()) <= LOOK {
            return Ok(Some((measure(&first, &maps, LEAST_SPECK), true)));
        }
        let Some(finer) = Look::finer(photo, FINE)? else {
            return Ok(None);
        };
        let (seen, shows_all) = self.propose(&finer)?;
        if shows_all || photo.width().max(photo.height()) <= FINE {
            return Ok(Some((seen.proposed, false)));
        }
        let Some(finest) = Look::finer(photo, FINEST)? else {
            return Ok(None);
        };
        let (nearer, _) = self.propose(&finest)?;
        // Many more than from further away are a pattern of the ground.
        let seen = if nearer.clear <= seen.clear + MOST_FAINT {
            nearer
        } else {
            seen
        };
        Ok(Some((seen.proposed, false)))
    }

    /// What a finer look proposes, and whether nothing of it is small.
    fn propose(&self, look: &Look) -> Result<(Proposals, bool), VisionError> {
        let maps = self.run(look)?;
        let maps = maps_of(&maps);
        let mut parts = parts_of(&maps, LEAST_SPECK);
        let clear = parts.len();
        parts.extend(faint_in(&maps, &parts));
        let proposals = Proposals {
            clear,
            proposed: measured(look, &maps, &parts),
        };
        Ok((proposals, is_near_enough(&maps)))
    }

    /// What a window around a pill shows to lie where it lies: one pill, several, or none.
    fn look_again(
        &self,
        photo: &RgbImage,
        pill: &Found,
        fill: f64,
        rounds: u32,
    ) -> Result<Vec<Found>, VisionError> {
        let Some(look) = Look::at(photo, pill.window(fill))? else {
            return Ok(Vec::new());
        };
        let mut pills = Vec::new();
        for nearer in measure(&look, &self.run(&look)?, LEAST_PILL) {
            if !(nearer.is_inside(photo) && nearer.is_same(pill) && nearer.sound) {
                continue;
            }
            let mut nearest = Vec::new();
            let fits = FITTING.contains(&nearer.filled) && !nearer.cut_off;
            if rounds > 1 && !fits {
                let fill = if nearer.cut_off {
                    WIDER_FILL
                } else {
                    WINDOW_FILL
                };
                nearest = self.look_again(photo, &nearer, fill, rounds - 1)?;
            }
            if nearest.is_empty() {
                nearest.push(nearer);
            }
            pills.append(&mut nearest);
        }
        Ok(pills)
    }

    /// The maps of a look, `[3, height / CELL, width / CELL]`.
    fn run(&self, look: &Look) -> Result<ndarray::Array3<f32>, VisionError> {
        let [width, height] = [look.pixels.width(), look.pixels.height()].map(|v| v as usize);
        let input = Array4::from_shape_vec((1, height, width, 3), look.pixels.as_raw().clone())?;
        let outputs = self.model.run(input.into_dyn())?;
        let maps = outputs
            .into_iter()
            .next()
            .unwrap_or_else(|| ArrayD::zeros(vec![0]));
        let shape = maps.shape().to_vec();
        let cell = CELL as usize;
        if shape != [1, 3, height / cell, width / cell] {
            return Err(VisionError::Maps(shape));
        }
        maps.index_axis_move(Axis(0), 0)
            .into_dimensionality::<Ix3>()
            .map_err(|_| VisionError::Maps(shape))
    }
}

/// Where a finer look saw pills.
struct Proposals {
    /// How many of them it saw clearly.
    clear: usize,
    proposed: Vec<Found>,
}

fn maps_of(maps: &ndarray::Array3<f32>) -> Maps<'_> {
    let (pill, rest) = maps.view().split_at(Axis(0), 1);
    let (core, contact) = rest.split_at(Axis(0), 1);
    Maps {
        pill: pill.index_axis_move(Axis(0), 0),
        core: core.index_axis_move(Axis(0), 0),
        contact: contact.index_axis_move(Axis(0), 0),
    }
}

/// Whether a look shows all there is: something, and nothing small.
fn is_near_enough(maps: &Maps) -> bool {
    let patches = patches(maps, LEAST_SPECK);
    let least = NEAR * f64::from(LOOK);
    !patches.is_empty() && patches.iter().all(|patch| patch.longer_side() >= least)
}

/// The pills of one look, of at least `least` map pixels, in photograph coordinates.
fn measure(look: &Look, maps: &ndarray::Array3<f32>, least: usize) -> Vec<Found> {
    let maps = maps_of(maps);
    measured(look, &maps, &parts_of(&maps, least))
}

fn measured(look: &Look, maps: &Maps, parts: &[Part]) -> Vec<Found> {
    parts
        .iter()
        .filter_map(|part| Found::of(look, maps, part))
        .collect()
}

/// Sorts into rows from top to bottom and each row from left to right. A pill whose middle lies
/// above the lower edge of the row's first pill belongs to that row.
pub fn reading_order<V: Borrow<PillView>>(views: &mut [V]) {
    let top_down = |a: &V, b: &V| a.borrow().center[1].total_cmp(&b.borrow().center[1]);
    let left_right = |a: &V, b: &V| a.borrow().center[0].total_cmp(&b.borrow().center[0]);
    views.sort_by(top_down);
    let mut rest = views;
    while let Some(first) = rest.first() {
        let bounds = first.borrow().bounds;
        let end = (bounds.y + bounds.height) as f32;
        let count = rest
            .partition_point(|view| view.borrow().center[1] < end)
            .max(1);
        let (row, below) = rest.split_at_mut(count);
        row.sort_by(left_right);
        rest = below;
    }
}
