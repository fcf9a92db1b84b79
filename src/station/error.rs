//! Why the station could not do what was asked, and what to do next.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{CustodyError, EnrolmentError, Law, ModelUpdateError, SiteMode};
use crate::{
    catalog::{CatalogError, NdcError, ProductId},
    custody::Refused,
    hazard::RulesError,
    identify::IdentifyError,
    ledger::{
        BundleFinding, Finding, LedgerError, RecordId,
        custody::{BatchError, TermError},
    },
    people::{Action, PeopleError, Role, WeakSecret},
    report::ReportError,
    runtime::RuntimeError,
    vision::PhotoError,
};

/// Why the station could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StationError {
    #[error("no folder for takeback's data is known; name one with --home or TAKEBACK_HOME")]
    NoHome,
    #[error("{} cannot be made: {source}; name another folder with --home", path.display())]
    Home { path: PathBuf, source: io::Error },
    #[error("{}: {source}; check the permissions of the file and its folder", path.display())]
    SettingsFile { path: PathBuf, source: io::Error },
    #[error("{} line {line}: {message}; correct it, the file was left as it is", path.display())]
    Settings {
        path: PathBuf,
        line: usize,
        message: String,
    },
    #[error(
        "settings.toml names a folder in place of a camera (`camera_folder` or `camera_play`); take that line out and start again to choose a camera"
    )]
    FolderForCamera,
    #[error("{} cannot be changed without changing more than the camera; write `{line}` into it by hand, it was left as it is", path.display())]
    SettingsByHand { path: PathBuf, line: String },
    #[error("nobody is known to be at the station; set `operator` in settings.toml")]
    NoOperator,
    #[error("{}: {source}; check that it is there, that it may be read or written, and that the disk has space", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error(
        "takeback is already open on {}; go on in its window, or close it first. Commands that record or read work meanwhile",
        .0.display()
    )]
    AlreadyOpen(PathBuf),
    #[error(
        "nobody said where backups go; name a folder with --to, or set `backup_folder` in settings.toml"
    )]
    NoBackupFolder,
    #[error("{} is there already and was left as it is; name another folder", .0.display())]
    InTheWay(PathBuf),
    #[error("that is among the station's own files; name another folder, or {}", .0.display())]
    OwnFolder(PathBuf),
    #[error("{} is no ordinary file and was left as it is; name another. Exports and reports go to standard output with `--out -`", .0.display())]
    NoFile(PathBuf),
    #[error("the backup {} is not whole ({finding}); nothing was replaced, try an earlier one", path.display())]
    BackupNotWhole { path: PathBuf, finding: Finding },
    #[error(
        "the backup {} is sealed with another key than {}; nothing was replaced: name the folder with the keys of its own station (--keys)",
        path.display(),
        key.display()
    )]
    BackupOfOtherKey { path: PathBuf, key: PathBuf },
    #[error(
        "what was copied is not whole ({finding}), so it is no backup; run `takeback verify`: if the record is whole, see to the backup disk. The copy is kept as {} until the next one",
        path.display()
    )]
    NotBackedUp { path: PathBuf, finding: Finding },
    #[error(
        "{} is a backup of another record ({of}) than the one here ({here}), which was left as it is; each registered location keeps a folder of its own (21 CFR 1304.21(b)): name that one with --home",
        from.display()
    )]
    OtherRecord {
        from: PathBuf,
        of: String,
        here: String,
    },
    #[error(
        "the record here is that of registration {known}, and another registered location keeps one of its own (21 CFR 1304.21(b)): set it up in another folder (--home). If {new} is a new number of this same location, say why (--renumbered, or `renumbered` in settings.toml)"
    )]
    OtherLocation { known: String, new: String },
    #[error(
        "the record here is that of the location registered at `{known}`, and another registered location keeps one of its own (21 CFR 1304.21(b)): set it up in another folder (--home). If this registrant moved to `{new}` and the registration was modified (21 CFR 1301.51), say so (--relocated, or `relocated` in settings.toml)"
    )]
    OtherAddress { known: String, new: String },
    #[error(
        "{} is there already and is another key; it was left as it is: name another folder, or move it away if no record needs it",
        .0.display()
    )]
    OtherKey(PathBuf),
    #[error(
        "the record does not verify ({0}), so nothing was signed and nothing was purged; run `takeback verify`, and restore the latest backup that is whole"
    )]
    NotSigned(Finding),
    #[error(
        "{0}, so nothing was signed and nothing was purged; the record itself is whole: compare this head with the one that was handed out, or take the file out of heads"
    )]
    OddHead(Finding),
    #[error("the export {} is not whole ({finding}); nothing was purged", path.display())]
    ExportNotWhole {
        path: PathBuf,
        finding: BundleFinding,
    },
    #[error(
        "records are kept for {years} years here, so nothing entered since {limit} may be purged; {before} is later"
    )]
    TooEarlyToPurge {
        before: jiff::civil::Date,
        limit: jiff::civil::Date,
        years: u8,
    },
    #[error("nothing was entered before {0} that could be purged")]
    NothingToPurge(jiff::civil::Date),
    #[error(
        "the purge is on record, but not all photographs of what it took could be removed ({source}); remove these by hand: {files}"
    )]
    PhotosLeft { files: String, source: io::Error },
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    #[error(transparent)]
    Rules(#[from] RulesError),
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
    #[error(transparent)]
    Identify(#[from] IdentifyError),
    #[error(transparent)]
    Report(#[from] ReportError),
    #[error(transparent)]
    People(#[from] PeopleError),
    #[error(transparent)]
    Custody(#[from] CustodyError),
    #[error("{} sites may not {} ({}). {}", mode.code(), action.words(), law.citation, law.text)]
    Forbidden {
        mode: SiteMode,
        action: Action,
        law: Law,
    },
    #[error("{} sites make no {report} ({}). {}", mode.code(), law.citation, law.text)]
    ReportNotHere {
        mode: SiteMode,
        report: &'static str,
        law: Law,
    },
    #[error(
        "only practitioners (retail pharmacies, hospitals, clinics, physicians, dentists, veterinarians) may ask the DEA \
         Special Agent in Charge for help (21 CFR 1317.05(a)(4)(i)); if this registrant is one, an administrator says so: \
         `takeback site set --practitioner yes`"
    )]
    NotAPractitioner,
    #[error(
        "to {} at a site of mode {}, the station needs accounts; make the first administrator: start the window, \
         or `takeback account add NAME`",
        action.words(),
        mode.code()
    )]
    NeedsAccounts { mode: SiteMode, action: Action },
    #[error("nobody is signed in; sign in to {} (on the command line: --as NAME)", action.words())]
    NotSignedIn { action: Action },
    #[error("{name} is here as {role}, who may not {}; ask somebody who may to sign in", action.words())]
    NotYours {
        name: String,
        role: Role,
        action: Action,
    },
    #[error(
        "the record names a site mode `{0}` that this version of takeback does not know; start the newer version"
    )]
    UnknownMode(String),
    #[error("{} needs {what} before anything is recorded", mode.code())]
    Needed { mode: SiteMode, what: &'static str },
    #[error("not confirmed as non-controlled, so it may not be recorded here ({}). {}", law.citation, law.text)]
    PossiblyControlled { law: Law },
    #[error(
        "not confirmed as non-controlled, so it may not be recorded here ({}). {} Some such products are exempted; \
         whether this one is, the officer finds in the lists of the DEA: {note}",
        law.citation,
        law.text
    )]
    PossiblyExempted {
        law: Law,
        /// What the rules say of the exemptions.
        note: String,
    },
    #[error(
        "`{0}` reads like a person's name, birthday or label; the record must not name patients: \
         enter the case, evidence or resident number"
    )]
    LooksPersonal(String),
    #[error("the catalog has no product {} part {}; look it up by name or imprint", .0.ndc11, .0.part)]
    UnknownProduct(ProductId),
    #[error("{} part {} is not among the products of candidate {rank}", product.ndc11, product.part)]
    NotThatCandidate { rank: u32, product: ProductId },
    #[error(
        "the label of the package names another drug; scan the package again, or record without it"
    )]
    NotThatPackage,
    #[error("a quantity must be at least 1")]
    NoQuantity,
    #[error("one record is of {0} units at most; record the rest as another")]
    TooManyUnits(u32),
    #[error("the day of the act, {0}, lies in the future")]
    InTheFuture(jiff::civil::Date),
    #[error(
        "the item was discontinued on {discontinued}, so it cannot have been handled on {acted_on}; correct one of the two days"
    )]
    StillUsed {
        discontinued: jiff::civil::Date,
        acted_on: jiff::civil::Date,
    },
    #[error("a correction needs its reason in words")]
    NoReason,
    #[error(
        "this item was recorded in the mode {mode}, and what is done in RESEARCH binds nobody; set the site back to {mode} first"
    )]
    OnlyTriedOut { mode: String },
    #[error("whoever gets an item back has to know why; give the reason in words")]
    NoReasonToSendBack,
    #[error(
        "{0} entered or corrected this item and so may not approve it; let another pharmacist or administrator look"
    )]
    OwnRecord(String),
    #[error("{0} is approved as it stands")]
    AlreadyApproved(RecordId),
    #[error("a review is signed by whoever is signed in, with their own secret; {0} is not")]
    NotTheReviewer(String),
    #[error("the signature of {0} is too old; enter the PIN or passphrase again")]
    StaleReview(String),
    #[error(transparent)]
    Photo(#[from] PhotoError),
    #[error(
        "{} is not the photograph that was kept there; copy {} over it from the folder that holds the backups, and look \
         again with `takeback verify --photos`. A restore would set aside what was recorded since",
        .0.display(),
        beside_backups(.0)
    )]
    NotThatPhoto(PathBuf),
    #[error(
        "no kept photograph shows an item that somebody approved or corrected; photographs are kept where \
         settings.toml says `keep_photos = true`"
    )]
    NothingLabelled,
    #[error(
        "no self-check was set up yet: run it once with --set-up while camera and model are known to be good"
    )]
    NoSelfCheck,
    #[error(transparent)]
    Model(#[from] ModelUpdateError),
    #[error(transparent)]
    Enrolment(#[from] EnrolmentError),
    #[error(transparent)]
    Ndc(#[from] NdcError),
    #[error(
        "the catalog has no product with the NDC {0}, so no pill can be compared with it; look it up by name"
    )]
    NdcNotListed(String),
    #[error("the list names no NDC; give at least one to compare with")]
    NothingExpected,
    #[error("there is no such calibration on record; `takeback calibration list` names them")]
    NoCalibration,
    #[error(
        "that calibration is {days} days old and no longer used; lay the card on the tray and take it anew"
    )]
    StaleCalibration { days: i32 },
    #[error(
        "the camera seems to have moved since it was calibrated on {0}; take the calibration anew, or say that it was not moved: `takeback calibration unmoved ID`"
    )]
    CameraMoved(jiff::civil::Date),
    #[error(
        "the record is encrypted already; `takeback decrypt` first, to choose another passphrase or key file"
    )]
    AlreadyEncrypted,
    #[error("the record is not encrypted")]
    NotEncrypted,
    #[error(
        "a PIN of digits is guessed in no time from a stolen file; use a passphrase of 12 characters or more"
    )]
    PinForRecord,
    #[error("`{0}` is not a SHA-256 in 64 hexadecimal digits")]
    NotAHash(String),
}

/// Where a kept photograph lies in the folder that holds the backups: `photos/ab/ab….jpg`, as at home.
fn beside_backups(kept: &Path) -> String {
    let last: Vec<_> = kept.components().rev().take(3).collect();
    let place: PathBuf = last.into_iter().rev().collect();
    place.display().to_string()
}

impl From<Refused> for StationError {
    fn from(refused: Refused) -> Self {
        Self::Custody(refused.into())
    }
}

impl From<TermError> for StationError {
    fn from(error: TermError) -> Self {
        Self::Custody(error.into())
    }
}

impl From<BatchError> for StationError {
    fn from(error: BatchError) -> Self {
        Self::Custody(error.into())
    }
}

impl From<WeakSecret> for StationError {
    fn from(weak: WeakSecret) -> Self {
        Self::People(weak.into())
    }
}
