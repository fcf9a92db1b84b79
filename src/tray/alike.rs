//! Whether two looks at a pill show the same pill: its same side, or its other one.

use std::sync::Arc;

use crate::vision::PillView;

/// One side of one pill as it was looked at.
#[derive(Clone, Debug)]
pub struct Face {
    pub view: Arc<PillView>,
    /// Of unit length, from the classifier.
    pub embedding: Vec<f32>,
    /// Probability of each appearance given this side alone, by its number.
    pub likely: Vec<f32>,
}

/// How two faces compare. The bounds below are measured in `docs/camera.md`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Alike {
    /// Cosine of the embeddings.
    pub cosine: f32,
    /// CIE 1976 difference of the larger colors.
    pub color: f32,
    /// The larger of length and breadth over the smaller, the worse of the two.
    pub size: f32,
    /// How much likelier both faces are if they are of one look than if they are of any two.
    pub odds: f32,
}

/// From this cosine on, two faces at one place are one side; below it, another.
const SAME_SIDE: f32 = 0.5;
/// From this cosine on, two faces at two places are one side of a pill that was moved.
const MOVED_SIDE: f32 = 0.7;
/// Two faces of one pill differ in color and in size by no more than this.
const SAME_COLOR: f32 = 14.0;
const SAME_SIZE: f32 = 1.15;
/// Two faces of one pill have candidates in common; at two places, many.
const SAME_LOOK: f32 = 3.0;
const MOVED_LOOK: f32 = 10.0;

impl Alike {
    pub fn of(one: &Face, other: &Face) -> Self {
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        let color = match (one.view.colors.first(), other.view.colors.first()) {
            (Some(one), Some(other)) => one
                .lab
                .iter()
                .zip(other.lab)
                .map(|(a, b)| (a - b).powi(2))
                .sum::<f32>()
                .sqrt(),
            _ => f32::INFINITY,
        };
        let ratio = |a: f32, b: f32| a.max(b) / a.min(b).max(1.0);
        Self {
            cosine: dot(&one.embedding, &other.embedding),
            color,
            size: ratio(one.view.long_px, other.view.long_px)
                .max(ratio(one.view.short_px, other.view.short_px)),
            odds: one.likely.len() as f32 * dot(&one.likely, &other.likely),
        }
    }

    /// One side, seen again at the same place.
    pub fn is_same_side(&self) -> bool {
        self.cosine >= SAME_SIDE && self.size <= SAME_SIZE && self.odds >= SAME_LOOK
    }

    /// One side, seen at another place.
    pub fn is_moved_side(&self) -> bool {
        self.cosine >= MOVED_SIDE && self.size <= SAME_SIZE && self.odds >= MOVED_LOOK
    }

    /// What the other side of the same pill may look like.
    pub fn may_be_other_side(&self) -> bool {
        self.cosine < SAME_SIDE
            && self.color <= SAME_COLOR
            && self.size <= SAME_SIZE
            && self.odds >= SAME_LOOK
    }
}
