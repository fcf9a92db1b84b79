//! What a record says: the facts of one event, frozen as they were when it was written.
//!
//! These types are the format of the ledger. They repeat what the catalog and the rules said that
//! day instead of pointing at them, since both change and the record must not. A field is never
//! renamed or given another meaning; new ones are optional.

mod calibration;
mod enrolment;
mod kind;
mod model;
mod people;
mod review;
mod site;

use std::fmt;

pub use calibration::{Calibration, MeasuredLength, SpreadUm, TrayCheck};
pub use enrolment::{Enrolled, EnrolledLook, EnrolmentRecord, TypedProduct};
pub use kind::EventKind;
pub use model::{CheckedPill, ModelCheck, ModelRecord, ModelScore, SelfCheck};
pub use people::{AccountChange, AccountEvent, Presence, PresenceAct};
pub use review::{Review, ReviewAct};
pub use site::Site;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    AccountId, Moment, SiteMode,
    custody::{
        Amendment, Designation, FacilityDeposit, Inventory, LinerRecord, PackageRecord,
        SessionRecord, StockRecord,
    },
};
use crate::hazard::{Effect, Verdict};

/// Names one record for ever. A UUID of version 7, so that ids sort by time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordId(Uuid);

impl RecordId {
    /// A new id for something recorded at `at`.
    pub(super) fn at(at: Moment) -> Self {
        Self(super::uuid_at(at))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What was given is not the id of a record.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("this is no id of a record; copy the whole id from the list")]
pub struct NotAnId;

impl std::str::FromStr for RecordId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        text.trim().parse().map(Self).map_err(|_| NotAnId)
    }
}

/// An event with who, when and where, ready to be appended.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// When it is entered, by the clock of the station.
    pub entered: Moment,
    /// Who enters it: the printed name.
    pub by: String,
    /// Whose account that is, where the station has accounts.
    pub account: Option<AccountId>,
    /// The site mode in force, in the spelling of the settings: `RESEARCH`.
    pub site_mode: String,
    pub event: Event,
}

/// One record as the hash covers it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Content {
    /// Version of this format, 1.
    pub v: u32,
    /// Place in the ledger, from 1 without gaps.
    pub seq: i64,
    pub id: RecordId,
    pub entered: Moment,
    pub by: String,
    /// Missing where the station had no accounts: then `by` is a statement, not proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    pub site_mode: String,
    /// Version of takeback that wrote it.
    pub program: String,
    #[serde(flatten)]
    pub event: Event,
}

impl Content {
    /// Recorded to try things out: it must not pass for a record of the law.
    pub fn is_research(&self) -> bool {
        SiteMode::Research.is(&self.site_mode)
    }
}

/// What happened.
#[expect(
    clippy::large_enum_variant,
    reason = "one event is in memory at a time, and a disposal is by far the commonest"
)]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum Event {
    Disposal(Disposal),
    Correction(Correction),
    /// A disposal was approved or sent back.
    Review(Review),
    /// The site was set up, or its set-up changed.
    Site(Site),
    /// Something was done to inner liners.
    Liner(LinerRecord),
    /// Something was done to mail-back packages.
    Package(PackageRecord),
    /// A take-back event took its course.
    Session(SessionRecord),
    Inventory(Inventory),
    /// A supervisor of a long-term care facility was named, or is one no more.
    Designation(Designation),
    /// A detail of one of these was stated anew.
    Amendment(Amendment),
    /// Own stock was destroyed.
    Stock(StockRecord),
    /// A long-term care facility put its residents' medicines into the receptacle.
    FacilityDeposit(FacilityDeposit),
    /// A pill was shown to the station so that it knows it again, or is known no more.
    Enrolment(EnrolmentRecord),
    /// A camera over a tray was measured.
    Calibration(Calibration),
    /// A measured tray was looked at since: is the camera still where it was?
    TrayCheck(TrayCheck),
    /// The station took another model, or went back to the one before.
    Model(ModelRecord),
    /// An account was made or changed.
    Account(AccountEvent),
    /// Somebody signed in or out, or was locked out.
    Presence(Presence),
    /// Contents past their time were taken away.
    Purge(Purge),
    /// Kept photographs past their days were removed.
    Photos(PhotoRemoval),
    /// The ledger was put back to a backup.
    Restored(Restored),
    /// How the ledger lies on the disk changed.
    Encryption(Encryption),
}

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

/// Contents that were taken away after they had been exported. Hashes and digests stay.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Purge {
    /// Only what was entered before this day.
    pub before: Date,
    /// First and last place of each run of records.
    pub removed: Vec<[i64; 2]>,
    /// Photographs removed with them.
    pub photos: u64,
    /// SHA-256 of the manifest of the export that was made first.
    pub export: String,
}

/// Photographs that were kept beside the record and removed by the site's rule. Their hashes stay.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PhotoRemoval {
    /// Only those of items that were entered before this day.
    pub before: Date,
    pub photos: u64,
}

/// A backup took the place of the ledger.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Restored {
    /// The last record of the backup.
    pub reached: i64,
    /// The folder at home that keeps what was there before.
    pub kept_in: String,
}

/// The ledger was written anew, encrypted or not.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Encryption {
    /// `passphrase` or `key file`; none where it is not encrypted any more.
    pub opened_by: Option<String>,
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

/// What the model said about the photographs.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Suggestion {
    /// The model named candidates it stands by; otherwise it abstained.
    pub identified: bool,
    /// The likeliest appearances, best first, at most five.
    pub candidates: Vec<SuggestedCandidate>,
    pub hazard: Verdict,
    /// Probability that the item is hazardous, parts per million.
    pub hazard_ppm: u32,
    /// Codes behind the estimate, `RCRA-P P001`.
    pub hazard_reasons: Vec<String>,
    /// Schedule of the likeliest candidate, `CII`.
    pub schedule: Option<String>,
    /// What the imprint reader read.
    pub imprint_read: Vec<String>,
    /// What a person typed of the imprint; the candidates take it into account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imprint_typed: Option<String>,
    /// Missing where nothing gave the scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<Box<MeasuredLength>>,
    /// What was wrong with how the item showed in its photographs; not written where nothing was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flaws: Vec<String>,
    /// How the camera was set up for the photographs, each way once: name, format, what was locked; not
    /// written where they came as files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub camera_setups: Vec<String>,
    pub versions: Versions,
}

/// One appearance that the model considered, with the products that look like it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SuggestedCandidate {
    /// From 1.
    pub rank: u32,
    /// Calibrated probability, parts per million.
    pub confidence_ppm: u32,
    /// Number of the appearance in the catalog of that day.
    pub appearance: u32,
    pub products: Vec<CandidateProduct>,
}

/// One product of a candidate.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CandidateProduct {
    /// `00093-7248-06`.
    pub ndc11: String,
    pub part: u8,
    pub name: String,
}

/// What the suggestion was made with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Versions {
    pub model: String,
    pub rules: String,
    pub catalog: String,
    pub runtime: String,
}
