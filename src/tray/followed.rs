//! One pill that is followed, and what becomes of it where a face is seen.

use std::sync::Arc;

use image::RgbImage;

use super::alike::{Alike, Face};
use super::patch::Patch;
use crate::vision::PillView;

/// A recorded pill whose middle moved by more than this part of its length may be another like it.
const SAME_PILL: f32 = 0.1;

/// What became of a pill since the look before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    New,
    /// The side that was known; it may lie elsewhere.
    Known,
    /// A recorded pill's side, beside where it lay, or not quite as it lay where nobody watched: another one like
    /// it may have been laid there.
    Shifted,
    /// It lay touching another, or showed badly, and does not any more: what was known of it before
    /// was a guess.
    Freed,
    /// Its other side shows for the first time, or whole for the first time.
    Turned,
}

impl Change {
    /// Whether it shows nothing that was not known.
    pub fn is_known(self) -> bool {
        matches!(self, Self::Known | Self::Shifted)
    }
}

/// A pill that is or was on the tray.
#[derive(Clone, Debug)]
pub(super) struct Followed {
    pub number: u32,
    /// One side or both.
    pub faces: Vec<Face>,
    pub lies: Option<Lying>,
    pub recorded: bool,
}

/// Where it lay at the last look, and what the picture showed there.
#[derive(Clone, Debug)]
pub(super) struct Lying {
    pub view: Arc<PillView>,
    pub patch: Patch,
}

impl Lying {
    pub fn new(picture: &RgbImage, view: &Arc<PillView>) -> Self {
        Self {
            patch: Patch::of(picture, view.bounds),
            view: Arc::clone(view),
        }
    }
}

impl Followed {
    pub fn shows(&self, face: &Face, alike: fn(&Alike) -> bool) -> bool {
        self.faces
            .iter()
            .any(|known| alike(&Alike::of(known, face)))
    }

    /// Nothing that was seen of it can be compared with.
    pub fn showed_badly(&self) -> bool {
        !self.recorded && self.faces.iter().all(|face| !face.view.flaws.is_empty())
    }

    /// What became of it where it `lies`, if `face` is seen there; nothing where that is another pill. `unwatched`
    /// is as in [`super::Follower::set_unwatched`].
    pub fn at_its_place(&self, lies: &Lying, face: &Face, unwatched: bool) -> Option<Change> {
        if self.showed_badly() && face.view.flaws.is_empty() {
            return Some(Change::Freed);
        }
        if self.completes(face, Alike::is_same_side) {
            return Some(Change::Turned);
        }
        if !self.shows(face, Alike::is_same_side) {
            return self.may_have(face).then(|| self.turned());
        }
        let was_guess = lies.view.touching && self.faces.iter().all(is_touching);
        Some(if was_guess && !face.view.touching {
            Change::Freed
        } else if self.recorded && (unwatched || apart(&face.view, &lies.view) > SAME_PILL) {
            Change::Shifted
        } else {
            Change::Known
        })
    }

    /// What became of it where `face` shows it at another place.
    pub fn at_another_place(&self, face: &Face) -> Change {
        let was_guess = self.faces.iter().all(is_touching) && !face.view.touching;
        if was_guess || self.showed_badly() && face.view.flaws.is_empty() {
            Change::Freed
        } else if self.completes(face, Alike::is_moved_side) {
            Change::Turned
        } else {
            Change::Known
        }
    }

    /// What its other side is to what is known: of a side that bars naming nothing is kept, or it would
    /// bar it for good.
    pub fn turned(&self) -> Change {
        if self.faces.first().is_some_and(bars_naming) {
            Change::Freed
        } else {
            Change::Turned
        }
    }

    /// Whether `face` shows its second side, which showed so before that it barred naming.
    fn completes(&self, face: &Face, alike: fn(&Alike) -> bool) -> bool {
        let [first, second] = self.faces.as_slice() else {
            return false;
        };
        let shows = |known| alike(&Alike::of(known, face));
        !self.recorded && replaces(face, second) && shows(second) && !shows(first)
    }

    pub fn cosine(&self, face: &Face) -> f32 {
        self.faces
            .iter()
            .map(|known| Alike::of(known, face).cosine)
            .fold(-1.0, f32::max)
    }

    /// Whether `face` may be its side that was not seen yet.
    pub fn may_have(&self, face: &Face) -> bool {
        let first = match self.faces.as_slice() {
            [only] => only,
            [first, second] if replaces(face, second) => first,
            _ => return false,
        };
        !self.recorded
            && !is_touching(first)
            && !is_touching(face)
            && Alike::of(first, face).may_be_other_side()
    }
}

pub(super) fn is_touching(face: &Face) -> bool {
    face.view.touching
}

fn bars_naming(face: &Face) -> bool {
    face.view.flaws.iter().any(|flaw| flaw.bars_naming())
}

/// Whether an answer can rest on `face` where it cannot on what is `known`.
fn replaces(face: &Face, known: &Face) -> bool {
    bars_naming(known) && !bars_naming(face)
}

/// How far two pills lie apart, in lengths of the longer.
pub(super) fn apart(one: &PillView, other: &PillView) -> f32 {
    let [dx, dy] = [0, 1].map(
        |axis| match (one.center.get(axis), other.center.get(axis)) {
            (Some(a), Some(b)) => a - b,
            _ => f32::INFINITY,
        },
    );
    dx.hypot(dy) / one.long_px.max(other.long_px).max(1.0)
}
