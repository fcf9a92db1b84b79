//! What can go wrong with the record, to which file or row, and what to do next.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{Finding, RecordId};

/// Why the ledger could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    #[error("stopped: nothing of it is left, and no record was touched")]
    Stopped,
    #[error("{}: {source}; check that it is there, readable and writable, and that the disk has space", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{}: {source}; nothing was recorded, try again", path.display())]
    Database {
        path: PathBuf,
        source: rusqlite::Error,
    },
    #[error("{} cannot be written; check the permissions of the file and its folder", path.display())]
    ReadOnly { path: PathBuf },
    #[error("the disk that holds {} is full; free some space and try again", path.display())]
    DiskFull { path: PathBuf },
    #[error("{} has been in use by another program for too long; nothing was lost: close that program and try again", path.display())]
    Busy { path: PathBuf },
    #[error(
        "{} is not a readable ledger ({detail}); it was left as it is: keep a copy and restore the latest backup",
        path.display()
    )]
    Damaged { path: PathBuf, detail: String },
    #[error("{} was altered ({detail}); it was left as it is: keep a copy and restore the latest backup", path.display())]
    Altered { path: PathBuf, detail: String },
    #[error("{} was written by a newer version of takeback; start that version", path.display())]
    Newer { path: PathBuf },
    #[error("{} could not be brought up to date: {source}", path.display())]
    Migration {
        path: PathBuf,
        source: rusqlite_migration::Error,
    },
    #[error(
        "{} holds records but the key beside it, {}, is missing; put it back from where the keys are locked away (`takeback backup --keys` copied them there), or name that folder: `takeback restore BACKUP --keys DIR`",
        database.display(),
        key.display()
    )]
    KeyMissing { database: PathBuf, key: PathBuf },
    #[error(
        "{} is there, but not the record that it seals; restore a backup (`takeback restore BACKUP`), or move the key away to begin a new record",
        key.display()
    )]
    RecordMissing { key: PathBuf },
    #[error(
        "either {} or the record is not this station's; nothing was recorded: compare that key with the one that is locked away. If they differ, put this station's own back; if they are the same, keep a copy of the record and restore the latest backup",
        key.display()
    )]
    OtherKey { key: PathBuf },
    #[error("{} does not hold 64 hexadecimal digits; put the key back from where the keys are locked away", path.display())]
    KeyDamaged { path: PathBuf },
    #[error(
        "{} is encrypted: name its key file (--key-file, TAKEBACK_KEY_FILE or `key_file` in settings.toml), or enter the passphrase",
        path.display()
    )]
    Locked { path: PathBuf },
    #[error(
        "this passphrase or key file does not open {}, which was left as it is; if it is the right one, \
         the file is damaged: restore the latest backup",
        path.display()
    )]
    WrongKey { path: PathBuf },
    #[error(
        "{} is not encrypted, but a key is named for it: take `key_file` out of settings.toml and TAKEBACK_KEY_FILE out of \
         the environment, or run `takeback encrypt`",
        path.display()
    )]
    NotEncrypted { path: PathBuf },
    #[error(
        "the key file {} cannot be read: {source}; plug in the drive that holds it, or name where it is",
        path.display()
    )]
    NoKeyFile { path: PathBuf, source: io::Error },
    #[error(
        "the key file {} does not hold 64 hexadecimal digits; name the one that `takeback encrypt` made, or put it back from \
         where it is locked away",
        path.display()
    )]
    NotAKeyFile { path: PathBuf },
    #[error("{} does not verify ({finding}), so it was not written anew; it was left as it is", path.display())]
    NotRewritten { path: PathBuf, finding: Finding },
    #[error(
        "the end of the ledger is missing: it stops at record {ledger} but {} knows of record {head}; \
         nothing was recorded: run `takeback verify` and restore the latest backup",
        path.display()
    )]
    Cut {
        path: PathBuf,
        ledger: i64,
        head: i64,
    },
    #[error(
        "{} is missing or damaged, so the end of the ledger cannot be checked; \
         nothing was recorded: run `takeback verify` and restore the file from the backup",
        path.display()
    )]
    HeadMissing { path: PathBuf },
    #[error(
        "{} is missing, so nothing can be signed; put it back from where the keys are kept. Records are not affected",
        path.display()
    )]
    SigningKeyMissing { path: PathBuf },
    #[error(
        "{} is not the public half of the signing.key beside it, or cannot be read; if that key is the right one, move this file \
         away, and the next start writes it anew; if it is another's, put the right one back from where the keys are locked away",
        path.display()
    )]
    PublicKeyDiffers { path: PathBuf },
    #[error(
        "there is no signed head in {}: heads in a folder end in .txt; name the files themselves (`takeback verify --against FILE`)",
        folder.display()
    )]
    NoHeads { folder: PathBuf },
    #[error("the ledger holds no records yet, so there is nothing to sign; record something first")]
    NothingToSign,
    #[error("record {seq} was not written by takeback with this key; run `takeback verify`")]
    Forged { seq: i64 },
    #[error(
        "the record changed meanwhile, so the purge goes no further; what it has not taken yet is as it was: try again"
    )]
    PurgeOutdated,
    #[error("the export could not be written: {source}; make room or choose another folder")]
    Export { source: io::Error },
    #[error("record {seq} cannot be read: {source}; run `takeback verify`")]
    Content { seq: i64, source: serde_json::Error },
    #[error("the event could not be written down: {0}")]
    NotCanonical(#[source] serde_json::Error),
    #[error("there is no disposal {0} in the ledger; list them with `takeback log`")]
    NotFound(RecordId),
    #[error("{0} was corrected in the meantime; look at the newest version and decide again")]
    Superseded(RecordId),
    #[error("{0} was withdrawn; record the disposal again instead")]
    Withdrawn(RecordId),
}

/// Names the file that an input or output error is about.
pub(super) fn at(path: &Path) -> impl Fn(io::Error) -> LedgerError + Copy {
    move |source| LedgerError::File {
        path: path.to_owned(),
        source,
    }
}
