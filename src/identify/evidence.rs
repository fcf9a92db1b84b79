//! What each channel says about every appearance, before anything is weighed.

use std::io::Write;

use serde::Serialize;

use super::by_appearance::ByAppearance;
use super::imprint::{Fit, Reading, TypedFit};
use super::outcome::Length;
use crate::catalog::AppearanceId;
use crate::vision::Flaw;

/// A channel that says less than this about an appearance is not worth a remark, nats.
pub(super) const WORTH_SAYING: f32 = 0.7;

/// All evidence about one pill.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// How many photographs were taken as sides.
    pub(super) sides: usize,
    /// What is wrong with how the pill shows in them.
    pub(super) flaws: Vec<Flaw>,
    /// Normalised log-probabilities.
    pub(super) picture: ByAppearance<f32>,
    /// The same by one side alone, whichever makes an appearance less likely; `None` of one side.
    pub(super) odd_picture: Option<ByAppearance<f32>>,
    /// Log-likelihood ratios, mean over the sides.
    pub(super) color: ByAppearance<f32>,
    pub(super) shape: ByAppearance<f32>,
    /// Color and shape of the side that they speak most against; `None` of one side.
    pub(super) odd_side: Option<ByAppearance<f32>>,
    /// `None` where the pill was not measured.
    pub(super) size: Option<Box<SizeEvidence>>,
    /// The model's hazard output, mean over the sides.
    pub(super) hazard_logit: f32,
    pub(super) colors_seen: Vec<String>,
    pub(super) shapes_seen: Vec<String>,
    /// `None` until the imprint has been looked for.
    pub(super) imprint: Option<ImprintEvidence>,
    /// `None` unless a person typed what stands on the pill.
    pub(super) typed: Option<Box<TypedEvidence>>,
}

/// What the length says.
#[derive(Clone, Debug)]
pub(super) struct SizeEvidence {
    pub length: Length,
    /// Log-likelihood ratios.
    pub fits: ByAppearance<f32>,
    /// The sides differ more than measuring one pill twice explains.
    pub are_of_two_pills: bool,
}

/// What the imprint says.
#[derive(Clone, Debug)]
pub(super) struct ImprintEvidence {
    pub fits: ByAppearance<Fit>,
    /// What was read on each side.
    pub sides: Vec<Vec<Reading>>,
}

/// What a person typed.
#[derive(Clone, Debug)]
pub(super) struct TypedEvidence {
    pub text: String,
    pub fits: ByAppearance<TypedFit>,
}

/// The channels' log-likelihoods of one appearance, not weighed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Channels {
    pub picture: f32,
    pub imprint: f32,
    pub color: f32,
    pub shape: f32,
    pub typed: f32,
    pub size: f32,
}

/// What is known about a photograph of the fitting set, beside the evidence.
#[derive(Serialize)]
pub struct Truth<'a> {
    /// Names the photograph, or the pair.
    pub photo: &'a str,
    pub kind: &'a str,
    /// The true appearance.
    pub appearance: AppearanceId,
}

impl Evidence {
    pub(super) fn channels(&self, appearance: AppearanceId) -> Channels {
        let imprint = self.imprint.as_ref();
        let typed = self.typed.as_ref();
        let size = self.size.as_ref();
        Channels {
            picture: self.picture[appearance],
            imprint: imprint.map_or(0.0, |imprint| imprint.fits[appearance].nats),
            color: self.color[appearance],
            shape: self.shape[appearance],
            typed: typed.map_or(0.0, |typed| typed.fits[appearance].nats),
            size: size.map_or(0.0, |size| size.fits[appearance]),
        }
    }

    /// By how many nats a line that an appearance's imprint does not say was read more clearly than
    /// everything that it says on that side; 0 where it says all.
    pub(super) fn unexplained(&self, appearance: AppearanceId) -> f32 {
        let imprint = self.imprint.as_ref();
        imprint.map_or(0.0, |imprint| imprint.fits[appearance].unexplained)
    }

    /// What color and shape say of an appearance on the side that they speak most against; 0 of one side.
    pub(super) fn odd_side(&self, appearance: AppearanceId) -> f32 {
        self.odd_side.as_ref().map_or(0.0, |odd| odd[appearance])
    }

    /// What the picture of one side alone says of an appearance, the side that says less; 0 of one side.
    pub(super) fn odd_picture(&self, appearance: AppearanceId) -> f32 {
        self.odd_picture.as_ref().map_or(0.0, |odd| odd[appearance])
    }

    /// Appends one record for `training/fit_fusion.py`: a line of JSON, then for each appearance
    /// the five channels, what its imprint leaves unexplained, its odd side, its odd picture and whether it is
    /// hazardous (1 or 0) as little-endian float32.
    pub fn dump(
        &self,
        truth: &Truth,
        hazardous: &ByAppearance<bool>,
        mut out: impl Write,
    ) -> std::io::Result<()> {
        #[derive(Serialize)]
        struct Line<'a> {
            #[serde(flatten)]
            truth: &'a Truth<'a>,
            sides: usize,
            has_imprint: bool,
            length_mm: Option<f32>,
            read: Vec<Vec<String>>,
            hazard_logit: f32,
            appearances: usize,
        }
        let imprint = self.imprint.as_ref();
        let line = Line {
            truth,
            sides: self.sides,
            has_imprint: imprint.is_some(),
            length_mm: self.size.as_ref().map(|size| size.length.mm),
            read: imprint.map_or_else(Vec::new, |imprint| {
                imprint
                    .sides
                    .iter()
                    .map(|side| side.iter().map(Reading::text).collect())
                    .collect()
            }),
            hazard_logit: self.hazard_logit,
            appearances: self.picture.values().len(),
        };
        serde_json::to_writer(&mut out, &line)?;
        out.write_all(b"\n")?;
        for (appearance, hazardous) in hazardous.numbered() {
            let Channels {
                picture,
                imprint,
                color,
                shape,
                typed: _,
                size,
            } = self.channels(appearance);
            for value in [
                picture,
                imprint,
                color,
                shape,
                size,
                self.unexplained(appearance),
                self.odd_side(appearance),
                self.odd_picture(appearance),
                f32::from(u8::from(*hazardous)),
            ] {
                out.write_all(&value.to_le_bytes())?;
            }
        }
        Ok(())
    }
}
