//! Whether a photograph is good enough to be looked at, measured before anything is identified.
//!
//! Each flaw is one measured number and one bound. The bounds were set on composed photographs by
//! `training/flaws.py`; `docs/camera.md` holds how many good ones each turns away and how many bad
//! ones it finds.

mod hand;
mod marks;
mod pill;
mod small;

use std::borrow::Borrow;

use serde::Serialize;

use super::photo::Photo;
use super::view::PillView;
use marks::Marks;
use small::Small;

/// What is wrong with a photograph, or with how one pill shows in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    /// Nothing can be told from it.
    TooDark,
    /// Print beside the pills: perhaps a label with a name. The photograph is not kept.
    Label,
    /// A hand or fingers, or something else that reaches in.
    Hand,
    /// Crumbs and specks on the tray.
    Dust,
    /// The border of the photograph cuts the pill.
    CutOff,
    /// The pill is too few pixels large.
    TooFar,
    Blurred,
    /// Part of the pill is white with reflected light.
    Glare,
    /// The outline has a piece missing.
    Broken,
}

impl Flaw {
    /// Such a photograph is not looked at, nor kept. The others are, and count for less.
    pub fn refuses(self) -> bool {
        matches!(self, Self::TooDark | Self::Label)
    }

    /// A pill that shows so is never called identified: half of one looks like half of many.
    pub fn bars_naming(self) -> bool {
        matches!(self, Self::CutOff)
    }

    /// Its name in the record.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooDark => "too dark",
            Self::Label => "label in view",
            Self::Hand => "hand in view",
            Self::Dust => "dust",
            Self::CutOff => "cut off",
            Self::TooFar => "too far",
            Self::Blurred => "blurred",
            Self::Glare => "glare",
            Self::Broken => "broken",
        }
    }
}

/// Levels of 255 that the brightest fiftieth of the photograph reaches, or of what is around its pills.
const LEAST_BRIGHT: f32 = 45.0;
/// Letters in lines.
const MOST_LETTERS: f32 = 25.0;
/// How far a patch that is unlike the ground reaches in from the border, in parts of the shorter side.
const MOST_HAND: f32 = 0.25;
const MOST_SPECKS: f32 = 40.0;
/// How long the pill is beside the border of the photograph, in parts of its shorter side. Of a round pill that
/// the border touches .3 lies within the map pixel that counts, of one of which it cuts a tenth off .7.
const MOST_ALONG: f32 = 0.5;
/// Pixels across the pill.
const LEAST_ACROSS: f32 = 34.0;
/// Steepest brightness step from pixel to pixel of the crop, in parts of its contrast.
const LEAST_SHARP: f32 = 0.1;
/// Part of the pill that is as bright as the camera can say.
const MOST_GLARE: f32 = 0.06;
/// Part of the outline that its own half-turn and mirror image cover.
const LEAST_WHOLE: f32 = 0.94;

/// What is measured of a whole photograph.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct PhotoMeasures {
    pub bright: f32,
    pub letters: f32,
    pub hand: f32,
    pub specks: f32,
}

/// What is measured of one pill in it.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct PillMeasures {
    pub along: f32,
    pub across: f32,
    pub sharp: f32,
    pub glare: f32,
    pub whole: f32,
}

impl PhotoMeasures {
    /// Of the ground around `pills`: imprints are no label.
    pub fn of<V: Borrow<PillView>>(photo: &Photo, pills: &[V]) -> Self {
        let small = Small::of(&photo.pixels);
        let boxes = small.boxes(pills);
        let marks = Marks::of(&small, &boxes);
        Self {
            bright: small.bright(&boxes),
            letters: marks.letters(),
            hand: hand::reach(&small, &boxes),
            specks: marks.specks(),
        }
    }

    /// What is wrong, the worst first.
    pub fn flaws(&self) -> Vec<Flaw> {
        flaws([
            (Flaw::TooDark, self.bright < LEAST_BRIGHT),
            (Flaw::Label, self.letters > MOST_LETTERS),
            (Flaw::Hand, self.hand > MOST_HAND),
            (Flaw::Dust, self.specks > MOST_SPECKS),
        ])
    }
}

impl PillMeasures {
    pub fn of(photo: &Photo, pill: &PillView) -> Self {
        Self {
            along: pill::along_border(&photo.pixels, pill),
            across: pill.short_px,
            sharp: pill::sharp(&pill.crop),
            glare: pill::glare(&photo.pixels, pill),
            whole: pill::whole(pill),
        }
    }

    /// What is wrong, the worst first.
    pub fn flaws(&self) -> Vec<Flaw> {
        flaws([
            (Flaw::CutOff, self.along > MOST_ALONG),
            (Flaw::TooFar, self.across < LEAST_ACROSS),
            (Flaw::Blurred, self.sharp < LEAST_SHARP),
            (Flaw::Glare, self.glare > MOST_GLARE),
            (Flaw::Broken, self.whole < LEAST_WHOLE),
        ])
    }
}

fn flaws<const N: usize>(found: [(Flaw, bool); N]) -> Vec<Flaw> {
    let found = found.into_iter();
    found.filter(|(_, is)| *is).map(|(flaw, _)| flaw).collect()
}
