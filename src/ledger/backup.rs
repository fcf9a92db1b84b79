//! A copy of the ledger, taken while it is in use and checked before it counts.

use std::{
    fs::{self, File},
    path::Path,
};

use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use super::{
    Ledger, LedgerError, LongWork, Moment, Opener, RecordId, Site, Verification,
    chain::ChainKey,
    cipher::{self, RecordKey},
    database::{DATABASE, classify, connect_copy},
    head::Head,
    long_work,
    standing::newest_site,
    store::tip,
    verify::{Witnesses, check},
};

/// The names of a backup's other files: where the copy ends, and that signed.
const HEAD: &str = "chain.head";
const SIGNED: &str = "head.txt";

impl Ledger {
    /// Copies the ledger as it stands at `now` into the empty `folder`, and checks the copy.
    ///
    /// Appends go on meanwhile. The keys are not copied. The copy of an encrypted ledger is encrypted
    /// with the same key. Refused where the end of the ledger is not the one that `chain.head` states:
    /// the copy would say that it is whole, and putting it back would hide what is missing.
    pub fn back_up(&self, folder: &Path, now: Moment) -> Result<Verification, LedgerError> {
        let copy = folder.join(DATABASE);
        let there = |source| classify(&copy, source);
        // The statement first: what is appended meanwhile then lies beyond it.
        let stated = Head::open(self.head_path())?.read(self.key())?;
        let reader = self.reader()?;
        let mut target = Connection::open(&copy).map_err(there)?;
        if let Some(key) = &self.record_key {
            key.apply(&target).map_err(there)?;
        }
        // One snapshot, so that a writer cannot make it begin again between two steps.
        let reader = reader.unchecked_transaction().map_err(there)?;
        self.check_end(stated, tip(&reader).map_err(there)?)?;
        copy_pages(&reader, &mut target, &copy)?;
        // A copy that can be read where nothing can be written.
        target
            .pragma_update(None, "journal_mode", "DELETE")
            .map_err(there)?;
        let tip = tip(&target).map_err(there)?;
        target.close().map_err(|(_, source)| there(source))?;
        drop(reader);
        Head::open(&folder.join(HEAD))?.state(tip, self.key())?;
        if self.signing().is_some() {
            let path = folder.join(SIGNED);
            let head = self.sign_tip(&connect_copy(&copy, self.record_key.as_ref())?, tip, now)?;
            fs::write(&path, head.to_string())
                .map_err(|source| LedgerError::File { path, source })?;
        }
        let synced = File::open(&copy).and_then(|file| file.sync_all());
        synced.map_err(|source| LedgerError::File {
            path: copy.clone(),
            source,
        })?;
        check_backup(folder, self.key(), self.record_key.as_ref())
    }
}

/// Pages of one step: a few megabytes, far less than a person notices.
const STEP: i32 = 1_000;

fn copy_pages(
    reader: &Connection,
    target: &mut Connection,
    copy: &Path,
) -> Result<(), LedgerError> {
    let there = |source| classify(copy, source);
    let backup = Backup::new(reader, target).map_err(there)?;
    let mut copied = 0;
    loop {
        let step = backup.step(STEP).map_err(there)?;
        let pages = backup.progress();
        if copied == 0 {
            long_work::begin(u64::try_from(pages.pagecount).ok());
        }
        let now = pages.pagecount - pages.remaining;
        long_work::advance(u64::try_from(now - copied).unwrap_or(0));
        copied = now;
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More => LongWork::go_on()?,
            _ => {
                return Err(LedgerError::Busy {
                    path: copy.to_owned(),
                });
            }
        }
    }
}

/// Which ledger the database `path` holds and how its site was set up last; none where that cannot be
/// read. `opener` opens an encrypted one. Nothing here says whether the ledger is whole.
pub fn ledger_in(path: &Path, opener: Option<&Opener>) -> Option<(RecordId, Site)> {
    let key = cipher::key_to(path, opener).ok()?;
    let database = connect_copy(path, key.as_ref()).ok()?;
    let first = "SELECT id FROM record WHERE seq = 1";
    let first: String = database.query_row(first, [], |row| row.get(0)).ok()?;
    let site = newest_site(&database, path).ok()??;
    Some((first.parse().ok()?, site))
}

/// Whether the backup in `folder` is whole, by `key` and by where it says that it ends. `opener` opens
/// an encrypted one.
pub fn verify_backup(
    folder: &Path,
    key: &ChainKey,
    opener: Option<&Opener>,
) -> Result<Verification, LedgerError> {
    let record_key = cipher::key_to(&folder.join(DATABASE), opener)?;
    check_backup(folder, key, record_key.as_ref())
}

fn check_backup(
    folder: &Path,
    key: &ChainKey,
    record_key: Option<&RecordKey>,
) -> Result<Verification, LedgerError> {
    let database = folder.join(DATABASE);
    let witnesses = Witnesses {
        key: Some(key),
        own: Head::read_at(&folder.join(HEAD), key)?,
        heads: &[],
    };
    check(
        &|| connect_copy(&database, record_key),
        &database,
        &witnesses,
    )
}
