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
    Ledger, LedgerError, LongWork, Moment, Opener, PUBLIC_KEY, Presented, PublicKey, RecordId,
    SignedHead, Site, Verification,
    chain::ChainKey,
    cipher::{self, RecordKey},
    database::{DATABASE, Fault, connect_copy},
    head::{Head, Tip},
    heads::{FOLDER, first_id},
    long_work,
    standing::newest_site,
    store::tip,
    verify::{Witnesses, check},
};

/// The names of a backup's other files: where the copy ends, and that signed.
const HEAD: &str = "chain.head";
const SIGNED: &str = "head.txt";

impl Ledger {
    /// Copies the ledger as it stands at `now` into `folder`, and checks the copy as [`verify_backup`] does, by the
    /// signed heads and the public key that lie there too. It holds no ledger yet.
    ///
    /// Appends go on meanwhile. The keys are not copied. The copy of an encrypted ledger is encrypted
    /// with the same key. Refused where the end of the ledger is not the one that `chain.head` states:
    /// the copy would say that it is whole, and putting it back would hide what is missing.
    pub fn back_up(&self, folder: &Path, now: Moment) -> Result<Verification, LedgerError> {
        let copy = folder.join(DATABASE);
        // The statement first: what is appended meanwhile then lies beyond it.
        let stated = Head::open(self.head_path())?.read(self.key())?;
        let tip = self.copy(&copy, stated).map_err(|fault| fault.at(&copy))?;
        Head::open(&folder.join(HEAD))?.state(tip, self.key())?;
        if self.signing().is_some() {
            let path = folder.join(SIGNED);
            let copied = connect_copy(&copy, self.record_key.as_ref())?;
            let head = self.sign_tip(&copied, tip, now);
            let head = head.map_err(|fault| fault.at(&copy))?;
            fs::write(&path, head.to_string())
                .map_err(|source| LedgerError::File { path, source })?;
        }
        let synced = File::open(&copy).and_then(|file| file.sync_all());
        synced.map_err(|source| LedgerError::File {
            path: copy.clone(),
            source,
        })?;
        check_backup(
            folder,
            self.key(),
            self.record_key.as_ref(),
            &heads_in(folder)?,
        )
    }

    /// Copies the database to `copy`; gives how far it reaches.
    fn copy(&self, copy: &Path, stated: Option<Tip>) -> Result<Tip, Fault> {
        let mut reader = self.reader()?;
        let mut target = Connection::open(copy)?;
        if let Some(key) = &self.record_key {
            key.apply(&target)?;
        }
        // One snapshot, so that a writer cannot make it begin again between two steps.
        let snapshot = reader.transaction()?;
        self.check_end(&snapshot, stated, tip(&snapshot)?)?;
        copy_pages(&snapshot, &mut target, copy)?;
        // A copy that can be read where nothing can be written.
        target.pragma_update(None, "journal_mode", "DELETE")?;
        let tip = tip(&target)?;
        target.close().map_err(|(_, error)| error)?;
        Ok(tip)
    }
}

/// Pages of one step: a few megabytes, far less than a person notices.
const STEP: i32 = 1_000;

fn copy_pages(reader: &Connection, target: &mut Connection, copy: &Path) -> Result<(), Fault> {
    let backup = Backup::new(reader, target)?;
    let mut copied = 0;
    loop {
        let step = backup.step(STEP)?;
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
                let path = copy.to_owned();
                return Err(LedgerError::Busy { path }.into());
            }
        }
    }
}

/// Which ledger the database `path` holds and how its site was set up last; none where that cannot be
/// read. `opener` opens an encrypted one. Nothing here says whether the ledger is whole.
pub fn ledger_in(path: &Path, opener: Option<&Opener>) -> Option<(RecordId, Site)> {
    let key = cipher::key_to(path, opener).ok()?;
    let database = connect_copy(path, key.as_ref()).ok()?;
    Some((first_id(&database).ok()?, newest_site(&database).ok()??))
}

/// Whether the backup in `folder` is whole: by `key`, by where it says that it ends, and by those of its
/// heads that its own public key vouches for. `opener` opens an encrypted one.
pub fn verify_backup(
    folder: &Path,
    key: &ChainKey,
    opener: Option<&Opener>,
) -> Result<Verification, LedgerError> {
    let record_key = cipher::key_to(&folder.join(DATABASE), opener)?;
    check_backup(folder, key, record_key.as_ref(), &heads_in(folder)?)
}

/// The signed heads in the backup in `folder`, under the key that was in force there. Another may be by now.
fn heads_in(folder: &Path) -> Result<Vec<Presented>, LedgerError> {
    let Ok(public) = PublicKey::read(&folder.join(PUBLIC_KEY)) else {
        return Ok(Vec::new());
    };
    let mut paths = vec![folder.join(FOLDER), folder.join(SIGNED)];
    paths.retain(|path| path.exists());
    let mut heads = SignedHead::read_all(&paths, &public)?;
    heads.retain(|(_, said)| said.is_ok());
    Ok(heads)
}

fn check_backup(
    folder: &Path,
    key: &ChainKey,
    record_key: Option<&RecordKey>,
    heads: &[Presented],
) -> Result<Verification, LedgerError> {
    let database = folder.join(DATABASE);
    let witnesses = Witnesses {
        key: Some(key),
        own: Head::read_at(&folder.join(HEAD), key)?,
        heads,
    };
    check(
        &|| connect_copy(&database, record_key),
        &database,
        &witnesses,
    )
}
