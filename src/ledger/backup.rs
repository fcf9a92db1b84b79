//! A copy of the ledger, taken while it is in use and checked before it counts.

use std::{fmt::Display, fs, path::Path, sync::Mutex};

use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, StepResult},
};

use super::{
    Content, Entry, EventKind, Ledger, LedgerError, LongWork, Moment, Opener, PUBLIC_KEY,
    Presented, PublicKey, RecordId, SignedHead, Site, Verification,
    chain::ChainKey,
    cipher::{self, RecordKey},
    database::{DATABASE, Fault, bring_up_to_date, connect, connect_copy},
    encrypt::{alone, note},
    error::at,
    head::{Head, Tip},
    heads::{FOLDER, first_id},
    kinds::contents_of,
    long_work,
    standing::newest_site,
    store::tip,
    verify::{Witnesses, check},
};
use crate::files::sync_file;

/// The names of a backup's other files: where the copy ends, and that signed.
const HEAD: &str = "chain.head";
const SIGNED: &str = "head.txt";

impl Ledger {
    /// Copies the ledger as it stands at `now` into `folder`, with a signed head and the public key, and checks the copy
    /// as [`verify_backup`] does, by the signed heads that lie there too. It holds no ledger yet.
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
        // That of the key that signs here, whatever somebody has put in its file at home.
        let public = folder.join(PUBLIC_KEY);
        if let Ok(key) = self.public_key() {
            write_synced(&public, &key)?;
        }
        let mut heads = heads_in(folder)?;
        if self.signing().is_some() {
            let path = folder.join(SIGNED);
            let copied = connect_copy(&copy, self.record_key.as_ref())?;
            let head = self.sign_tip(&copied, tip, now);
            let head = head.map_err(|fault| fault.at(&copy))?;
            write_synced(&path, &head)?;
            // As anybody checks it who is handed the backup.
            heads.extend(SignedHead::read_all(&[path], &PublicKey::read(&public)?)?);
        }
        sync_file(&copy).map_err(at(&copy))?;
        check_backup(folder, self.key(), self.record_key.as_ref(), &heads)
    }

    /// Copies the database to `copy`; gives how far it reaches.
    fn copy(&self, copy: &Path, stated: Option<Tip>) -> Result<Tip, Fault> {
        let mut reader = self.reader()?;
        // One snapshot, so that a writer cannot make it begin again between two steps.
        let snapshot = reader.transaction()?;
        self.check_end(&snapshot, stated, tip(&snapshot)?)?;
        copy_all(&snapshot, copy, self.record_key.as_ref())
    }
}

/// Copies the ledger in the folder `from`, which nobody writes to meanwhile, to the empty file `to`: the database, and
/// what a log beside it knows beyond that, such as one that a power cut left. `opener` opens an encrypted one.
pub fn copy_ledger(from: &Path, to: &Path, opener: Option<&Opener>) -> Result<(), LedgerError> {
    let database = from.join(DATABASE);
    let key = cipher::key_to(&database, opener)?;
    let mut reader = connect_copy(&database, key.as_ref())?;
    let snapshot = reader.transaction().map_err(Fault::from);
    let copied = snapshot.and_then(|snapshot| copy_all(&snapshot, to, key.as_ref()));
    copied.map_err(|fault| fault.at(to))?;
    sync_file(to).map_err(at(to))
}

/// Appends what `entry` makes of the newest word on the site, and of all that became of accounts, to the ledger in the
/// file `database`, and states the new end in `head`, which states the present one: copies that nobody else has open,
/// such as [`copy_ledger`] makes. Both are whole and on the disk once this returns. `opener` opens an encrypted one.
pub fn append_to_copy<E: From<LedgerError>>(
    database: &Path,
    head: &Path,
    key: ChainKey,
    opener: Option<&Opener>,
    entry: impl FnOnce(Option<Site>, Vec<Content>) -> Result<Entry, E>,
) -> Result<(), E> {
    let record_key = cipher::key_to(database, opener)?;
    let mut connection = connect(
        database,
        OpenFlags::SQLITE_OPEN_READ_WRITE,
        record_key.as_ref(),
    )?;
    // An earlier release may have written it.
    bring_up_to_date(&mut connection, database)?;
    let at_database = |fault: Fault| fault.at(database);
    let site = newest_site(&connection).map_err(at_database)?;
    let accounts = contents_of(&connection, &[EventKind::Account]).map_err(at_database)?;
    let copy = Ledger {
        database: database.to_owned(),
        key,
        head: Head::open(head)?,
        signing: None,
        writer: Mutex::new(connection),
        record_key,
    };
    let tip = note(&copy, entry(site, accounts)?)?;
    drop(copy.writer);
    alone(database, copy.record_key.as_ref())?;
    sync_file(database).map_err(at(database))?;
    Ok(copy.head.state(tip, &copy.key)?)
}

/// Writes `text` to `path`, and waits until it is on the disk.
fn write_synced(path: &Path, text: &impl Display) -> Result<(), LedgerError> {
    fs::write(path, text.to_string())
        .and_then(|()| sync_file(path))
        .map_err(at(path))
}

/// Copies all that `snapshot` sees to the database `copy`, under the same key; gives how far it reaches.
fn copy_all(snapshot: &Connection, copy: &Path, key: Option<&RecordKey>) -> Result<Tip, Fault> {
    let mut target = Connection::open(copy)?;
    if let Some(key) = key {
        key.apply(&target)?;
    }
    copy_pages(snapshot, &mut target, copy)?;
    // A copy that can be read where nothing can be written.
    target.pragma_update(None, "journal_mode", "DELETE")?;
    let tip = tip(&target)?;
    target.close().map_err(|(_, error)| error)?;
    Ok(tip)
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
