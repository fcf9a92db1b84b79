//! The lawful record: an append-only, hash-chained `SQLite` ledger.
//!
//! One table holds every event as canonical JSON; the columns that queries use are computed from
//! it. A correction is a new row that restates the whole decision, so the current state of a
//! disposal is its newest row, and nothing that was written ever changes. `docs/ledger.md` says
//! what the chain protects against and what it does not.

mod backup;
mod bundle;
mod canonical;
mod chain;
mod cipher;
mod credential;
pub mod custody;
mod database;
mod encrypt;
mod entered;
mod error;
mod event;
mod extract;
mod filter;
mod finding;
mod head;
mod heads;
mod indexes;
mod item;
mod kinds;
mod link;
mod listing;
mod long_work;
mod mirror;
mod moment;
mod period;
mod purge;
mod purpose;
mod query;
mod record_id;
mod selection;
mod signature;
mod signed_head;
mod signing;
mod site_mode;
mod soundness;
mod standing;
mod store;
mod sums;
mod verify;
mod walk;
mod words;

pub use backup::{append_to_copy, copy_ledger, ledger_in, verify_backup};
pub use bundle::{
    About, BundleCheck, BundleFinding, Bundled, BundledFile, Manifest, verify_bundle,
};
pub use chain::ChainKey;
pub use cipher::{Opener, is_encrypted};
pub use credential::Attempt;
pub use database::DATABASE;
pub use encrypt::rewrite;
pub use error::LedgerError;
pub use event::{
    AccountChange, AccountEvent, Calibration, CandidateProduct, CheckedPill, Compared, Content,
    Correction, Decided, Disposal, Drug, DrugSchedule, Encryption, Enrolled, EnrolledLook,
    EnrolmentRecord, Entry, Event, EventKind, Hazard, HazardReason, How, Identity, MeasuredLength,
    ModelCheck, ModelRecord, ModelScore, PhotoRemoval, Presence, PresenceAct, Purge, Restored,
    Review, ReviewAct, Run, ScannedPackage, SelfCheck, Site, SpreadUm, SuggestedCandidate,
    Suggestion, TrayCheck, TypedProduct, Versions,
};
use moment::uuid_at;

pub use extract::{ChainHead, Written};
pub use filter::{LogFilter, ReviewState, Sort, SortBy, View};
pub use finding::{Finding, Oddity, Remark, Verification};
pub use listing::{Doubt, Doubts, Listed};
pub use long_work::{LongWork, Progress};
pub use moment::Moment;
pub use period::Period;
pub use purge::PurgeNote;
pub use purpose::Purpose;
pub use query::{CorrectionNote, LogRow, Outcome, Since};
pub use record_id::RecordId;
pub use signature::{AccountId, Meaning, Signature};
pub use signed_head::{HeadFault, Presented, SignedHead};
pub use signing::{Fingerprint, PUBLIC_KEY, PublicKey, SIGNING_KEY, SigningKey};
pub use site_mode::SiteMode;
pub use standing::Standing;
pub use store::{CHAIN_KEY, Ledger, Record};
pub use sums::DaySum;
pub use verify::verify_copy;
