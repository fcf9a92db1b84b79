//! How a command ended: its exit status, and the words of what went wrong.

use std::io;

use super::interrupt;
use crate::ledger::LedgerError;
use crate::station::StationError;

/// How a command ended, when nothing kept it from working.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Outcome {
    Fine,
    /// Some input could not be used; the rest was done.
    SomeFailed,
    /// What was asked cannot be, and the answer says so.
    WrongUse,
    /// The record is not what was written.
    NotVerified,
    /// Ctrl+C ended it after what it did could not be taken back.
    Stopped,
}

/// The command was understood but asks for what cannot be.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct WrongUse(pub(super) String);

impl Outcome {
    pub(super) fn status(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::SomeFailed => 1,
            Self::WrongUse => WRONG_USE,
            Self::NotVerified => NOT_VERIFIED,
            Self::Stopped => interrupt::STOPPED,
        }
    }
}

const WRONG_USE: u8 = 2;
const NOT_VERIFIED: u8 = 3;

/// What went wrong, and those of its causes that the words before do not name: most errors of the
/// station name theirs themselves, since the window shows no more.
pub(super) fn in_words(error: &anyhow::Error) -> String {
    let mut words = error.to_string();
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        if !words.contains(&cause) {
            words = format!("{words}: {cause}");
        }
    }
    words
}

pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| io_kind(cause) == Some(io::ErrorKind::BrokenPipe))
}

/// `csv` and `serde_json` hide the error of the file they write to.
fn io_kind(cause: &(dyn std::error::Error + 'static)) -> Option<io::ErrorKind> {
    if let Some(error) = cause.downcast_ref::<io::Error>() {
        return Some(error.kind());
    }
    if let Some(csv::ErrorKind::Io(error)) =
        cause.downcast_ref::<csv::Error>().map(csv::Error::kind)
    {
        return Some(error.kind());
    }
    cause
        .downcast_ref::<serde_json::Error>()
        .and_then(serde_json::Error::io_error_kind)
}

pub(super) fn failed_status(error: &anyhow::Error) -> u8 {
    let record = error
        .chain()
        .find_map(|cause| cause.downcast_ref::<StationError>());
    match record {
        Some(
            StationError::BackupNotWhole { .. }
            | StationError::BackupOfOtherKey { .. }
            | StationError::NotBackedUp { .. }
            | StationError::NotSigned(_)
            | StationError::OddHead(_)
            | StationError::ExportNotWhole { .. }
            | StationError::Ledger(
                LedgerError::Damaged { .. }
                | LedgerError::Altered { .. }
                | LedgerError::KeyMissing { .. }
                | LedgerError::KeyDamaged { .. }
                | LedgerError::RecordMissing { .. }
                | LedgerError::OtherKey { .. }
                | LedgerError::Cut { .. }
                | LedgerError::HeadMissing { .. }
                | LedgerError::NotRewritten { .. }
                | LedgerError::Forged { .. }
                | LedgerError::Content { .. },
            ),
        ) => NOT_VERIFIED,
        _ if interrupt::was_stopped(error) => interrupt::STOPPED,
        _ if error.is::<WrongUse>() => WRONG_USE,
        _ => Outcome::SomeFailed.status(),
    }
}
