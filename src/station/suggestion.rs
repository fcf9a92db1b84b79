//! What the models said, in the form the record keeps.

use super::Station;
use crate::{
    catalog::ProductId,
    identify::{Candidate, Identification, Outcome},
    ledger::{CandidateProduct, MeasuredLength, SuggestedCandidate, Suggestion, Versions},
};

impl Station {
    /// What the models said, frozen for the record: `versions` are the identifier's at that time.
    pub fn suggestion(
        &self,
        said: &Identification,
        versions: crate::identify::Versions,
    ) -> Suggestion {
        let reasons = said
            .hazard
            .reasons
            .iter()
            .filter(|reason| reason.effect.applies())
            .map(|reason| format!("{} {}", reason.system, reason.effect.marked(&reason.code)));
        Suggestion {
            identified: said.outcome == Outcome::Identified,
            candidates: said
                .candidates
                .iter()
                .map(|candidate| self.candidate(candidate))
                .collect(),
            hazard: said.hazard.verdict,
            hazard_ppm: ppm(said.hazard.probability),
            hazard_reasons: reasons.collect(),
            schedule: said
                .schedule
                .as_ref()
                .map(|schedule| schedule.class.clone()),
            imprint_read: said.imprint_read.clone(),
            imprint_typed: said.typed.as_ref().map(|typed| typed.text.clone()),
            measured: said.length.as_ref().map(|length| {
                Box::new(MeasuredLength {
                    length_um: (length.mm * 1e3).round().max(0.0) as u32,
                    calibrations: length.calibrations.clone(),
                })
            }),
            flaws: said
                .flaws
                .iter()
                .map(|flaw| flaw.code().to_owned())
                .collect(),
            camera_setups: Vec::new(),
            versions: Versions {
                model: versions.model,
                rules: versions.rules,
                catalog: versions.catalog,
                runtime: versions.runtime,
            },
        }
    }

    fn candidate(&self, candidate: &Candidate) -> SuggestedCandidate {
        let catalog = self.catalog();
        let product = |id: &ProductId| CandidateProduct {
            ndc11: id.ndc11.to_string(),
            part: id.part,
            name: catalog
                .get(*id)
                .map(|product| product.name.clone())
                .unwrap_or_default(),
        };
        SuggestedCandidate {
            rank: candidate.rank,
            confidence_ppm: ppm(candidate.confidence),
            appearance: candidate.appearance.0,
            products: candidate.products.iter().map(product).collect(),
        }
    }
}

/// A probability in parts per million.
fn ppm(probability: f32) -> u32 {
    (f64::from(probability).clamp(0.0, 1.0) * 1e6).round() as u32
}
