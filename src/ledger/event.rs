//! What a record says: the facts of one event, frozen as they were when it was written.
//!
//! These types are the format of the ledger. They repeat what the catalog and the rules said that
//! day instead of pointing at them, since both change and the record must not. A field is never
//! renamed or given another meaning; new ones are optional.

mod calibration;
mod compared;
mod disposal;
mod enrolment;
mod kind;
mod model;
mod people;
mod review;
mod site;
mod suggestion;

pub use calibration::{Calibration, MeasuredLength, SpreadUm, TrayCheck};
pub use compared::Compared;
pub use disposal::{
    Correction, Decided, Disposal, Drug, DrugSchedule, Hazard, HazardReason, How, Identity,
    ScannedPackage,
};
pub use enrolment::{Enrolled, EnrolledLook, EnrolmentRecord, TypedProduct};
pub use kind::EventKind;
pub use model::{CheckedPill, ModelCheck, ModelRecord, ModelScore, SelfCheck};
pub use people::{AccountChange, AccountEvent, Presence, PresenceAct};
pub use review::{Review, ReviewAct};
pub use site::Site;
pub use suggestion::{CandidateProduct, SuggestedCandidate, Suggestion, Versions};

use std::ops::RangeInclusive;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    AccountId, Moment, Purpose, RecordId,
    custody::{
        Amendment, Designation, FacilityDeposit, Inventory, LinerRecord, PackageRecord,
        SessionRecord, StockRecord, StockTransfer,
    },
};

/// An event with who, when and where, ready to be appended.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry<E = Event> {
    /// When it is entered, by the clock of the station.
    pub entered: Moment,
    /// Who enters it: the printed name.
    pub by: String,
    /// Whose account that is, where the station has accounts.
    pub account: Option<AccountId>,
    /// The site mode in force, in the spelling of the settings: `RESEARCH`.
    pub site_mode: String,
    pub event: E,
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
    pub fn purpose(&self) -> Purpose {
        Purpose::of_code(&self.site_mode)
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
    /// Own stock was handed over.
    StockTransfer(StockTransfer),
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

/// Contents that were taken away after they had been exported. Hashes and digests stay.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Purge {
    /// Only what was entered before this day.
    pub before: Date,
    /// What lost its content.
    pub removed: Vec<Run>,
    /// Photographs removed with them.
    pub photos: u64,
    /// SHA-256 of the manifest of the export that was made first.
    pub export: String,
}

/// Records that follow each other without a gap, by the places of the first and the last. Written as that pair.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "[i64; 2]", into = "[i64; 2]")]
pub struct Run {
    pub first: i64,
    pub last: i64,
}

impl Run {
    /// The place of each of its records.
    pub fn places(self) -> RangeInclusive<i64> {
        self.first..=self.last
    }
}

impl From<[i64; 2]> for Run {
    fn from([first, last]: [i64; 2]) -> Self {
        Self { first, last }
    }
}

impl From<Run> for [i64; 2] {
    fn from(run: Run) -> Self {
        [run.first, run.last]
    }
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
