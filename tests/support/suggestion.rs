//! What a model might have said, for tests that need no model.

use takeback::catalog::ProductId;
use takeback::hazard::Verdict;
use takeback::ledger::{CandidateProduct, SuggestedCandidate, Suggestion, Versions};
use takeback::station::Station;

/// `stands`: the model names its candidates; else it abstains. Each candidate is one product with
/// its confidence in parts per million.
pub fn suggestion(station: &Station, stands: bool, products: &[(ProductId, u32)]) -> Suggestion {
    let candidate = |(rank, (id, confidence_ppm)): (u32, &(ProductId, u32))| SuggestedCandidate {
        rank,
        confidence_ppm: *confidence_ppm,
        appearance: rank,
        products: vec![CandidateProduct {
            ndc11: id.ndc11.to_string(),
            part: id.part,
            name: station.catalog().get(*id).unwrap().name.clone(),
        }],
    };
    Suggestion {
        identified: stands,
        candidates: (1..).zip(products).map(candidate).collect(),
        hazard: Verdict::Unknown,
        hazard_ppm: 120_000,
        hazard_reasons: Vec::new(),
        schedule: None,
        imprint_read: vec!["54 582".into()],
        imprint_typed: None,
        measured: None,
        flaws: Vec::new(),
        camera_setups: Vec::new(),
        versions: Versions {
            model: "model 1".into(),
            rules: station.rules().version().to_owned(),
            catalog: station.catalog().as_of().to_owned(),
            runtime: "1".into(),
        },
    }
}
