//! An item disposed of, and its correction: what a person decided, with the facts of that day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{super::RecordId, Suggestion};
use crate::hazard::{Effect, Verdict};

/// One drug, or one unidentified item, disposed of and confirmed by a person.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Disposal {
    /// SHA-256 of the photographs looked at, one a side, in hexadecimal.
    pub photos: Vec<String>,
    /// What the model said; none where no model was asked.
    pub suggestion: Option<Suggestion>,
    /// What the person decided.
    pub decided: Decided,
    /// What the barcode of its package said, where that was scanned; no correction touches it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package: Option<ScannedPackage>,
}

/// What the maker's barcode on a drug's package says: the product identifier of 21 U.S.C. 360eee(14).
/// It names a package and nobody who had it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ScannedPackage {
    /// Of this package, `00093-7248-01`; what was decided may be known by another package's.
    pub ndc11: String,
    /// Batch number, GS1 application identifier (10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<String>,
    /// The last day on which it may be used, (17).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
    /// (21)
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
}

/// Restates a disposal, or withdraws it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Correction {
    /// Place in the ledger of the disposal that is corrected.
    pub subject: i64,
    /// The record that this one replaces: the disposal, or the correction before.
    pub corrects: RecordId,
    pub reason: String,
    /// The disposal should never have been recorded; `decided` repeats what it said.
    pub withdrawn: bool,
    pub decided: Decided,
}

/// What the person decided, with the facts about it as they stood.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Decided {
    pub identity: Identity,
    pub hazard: Hazard,
    /// Dosage units: tablets, capsules.
    pub quantity: u32,
    /// The day of the act, which may lie before the day of the entry.
    pub acted_on: Date,
    /// Case or evidence number, or the pseudonym of a resident. Never a patient's name.
    pub reference: Option<String>,
    /// The day on which a resident of a long-term care facility no longer used it: stopped, moved
    /// away or died (21 CFR 1317.80(a)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discontinued: Option<Date>,
}

impl Decided {
    /// Whether it is in a schedule, or may be for all that anybody knows: a product whose composition is
    /// not known may hold anything.
    pub fn may_be_controlled(&self) -> bool {
        match &self.identity {
            Identity::Identified { drug, .. } => {
                drug.may_be_controlled() || self.hazard.verdict == Verdict::Unknown
            }
            Identity::Unidentified => true,
        }
    }
}

/// Which drug it is.
#[expect(
    clippy::large_enum_variant,
    reason = "one is held at a time; a box would add nothing but steps"
)]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Identity {
    /// A person confirmed this product.
    Identified { how: How, drug: Drug },
    /// Nobody could say; handled as hazardous and possibly controlled.
    Unidentified,
}

/// How the person came to the product.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "means", rename_all = "snake_case")]
pub enum How {
    /// Picked from the model's candidates at this rank, from 1.
    Picked { rank: u32 },
    /// Found in the catalog by imprint, name or NDC.
    Searched,
}

/// One product as the catalog described it that day.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Drug {
    /// `00093-7248-06`.
    pub ndc11: String,
    pub part: u8,
    pub rxcui: Option<u32>,
    pub name: String,
    /// Ingredients with salts and strengths: `oxycodone hydrochloride 5 MG / acetaminophen 325 MG`.
    pub strength: String,
    pub form: Option<String>,
    pub labeler: String,
    pub imprint: Vec<String>,
    pub schedule: Option<DrugSchedule>,
    /// The table that the product was read from, and its date.
    pub source: String,
    pub as_of: String,
}

impl Drug {
    /// Whether what is in it was stated: of a product that was typed at the site it was not.
    pub fn is_composition_known(&self) -> bool {
        !self.strength.is_empty()
    }

    /// As [`Decided::may_be_controlled`].
    pub fn may_be_controlled(&self) -> bool {
        self.schedule.is_some() || !self.is_composition_known()
    }

    /// Whether it is known to be in Schedule I or II, of which another registrant takes nothing without an order
    /// form (21 CFR 1305.03).
    pub fn wants_order_form(&self) -> bool {
        let schedule = self.schedule.as_ref();
        schedule.is_some_and(|schedule| matches!(schedule.class.as_str(), "CI" | "CII"))
    }
}

/// A controlled-substance schedule as the rules stated it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DrugSchedule {
    /// `CII`.
    pub class: String,
    pub dea_code: String,
    pub substance: String,
    pub note: String,
}

/// The verdict of the hazard rules on what was decided.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hazard {
    pub verdict: Verdict,
    pub reasons: Vec<HazardReason>,
    /// Version of the rule set.
    pub rules: String,
}

/// Why a verdict was given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HazardReason {
    /// `RCRA-P`, `NIOSH-2024-1`, ...
    pub system: String,
    /// `P001`, `T1`, ...
    pub code: String,
    pub condition: String,
    pub source: String,
    /// Evidence tag of the rule's row.
    pub evidence: String,
    pub ingredient: String,
    /// What the rule did to the verdict: a documented exclusion leaves it alone.
    pub effect: Effect,
    /// What the effect means here, in words; empty when the listing simply applies.
    pub remark: String,
}
