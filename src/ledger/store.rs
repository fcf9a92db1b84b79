//! Opening the ledger and appending to it.

use std::{
    fs::OpenOptions,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior};

use super::{
    Content, Entry, Event, LedgerError, LongWork, Moment, Opener, RecordId, Site, canonical,
    chain::{ChainKey, Hash, Mac, digest, link},
    cipher::{self, RecordKey},
    database::{DATABASE, Fault, bring_up_to_date, classify, connect},
    encrypt::remove_growing,
    error::at,
    head::{Head, Tip},
    long_work,
    purge::check_purgeable,
    signing::SigningKey,
    standing::newest_site,
};

/// The file of the key that seals every record.
pub const CHAIN_KEY: &str = "chain.key";

/// A record as it was appended.
#[derive(Clone, PartialEq, Debug)]
pub struct Record {
    pub content: Content,
    /// The chain's hash, in hexadecimal.
    pub hash: String,
}

/// The ledger of one station: `takeback.db`, with its keys, `chain.head` and signed heads beside it.
///
/// Several programs may have it open at once; each appends under `SQLite`'s write lock. All methods
/// take `&self`, and reading goes through connections of its own, so a long export does not hold
/// up an append.
pub struct Ledger {
    pub(super) database: PathBuf,
    pub(super) key: ChainKey,
    pub(super) head: Head,
    /// None where the secret half is missing: records go on, but no head can be signed.
    pub(super) signing: Option<SigningKey>,
    pub(super) writer: Mutex<Connection>,
    /// What opens the database; none where it is not encrypted.
    pub(super) record_key: Option<RecordKey>,
}

impl Ledger {
    /// Opens the ledger in the folder `home`, making it there if the folder holds none. A folder with a key but no
    /// database is refused: its ledger was lost, and a new one would stand in the way of restoring the backup.
    pub fn open(home: &Path) -> Result<Self, LedgerError> {
        Self::open_with(home, None)
    }

    /// As [`Ledger::open`], for one that is encrypted and that `opener` opens. One that is made is
    /// encrypted so.
    pub fn open_with(home: &Path, opener: Option<&Opener>) -> Result<Self, LedgerError> {
        let database = home.join(DATABASE);
        let key_path = home.join(CHAIN_KEY);
        let head = Head::open(&home.join("chain.head"))?;
        let (key, signing, connection, record_key) = head.locked(|| {
            remove_growing(home)?;
            let key = if key_path.exists() && !database.exists() {
                return Err(LedgerError::RecordMissing {
                    key: key_path.clone(),
                });
            } else if key_path.exists() {
                ChainKey::load(&key_path)?
            } else if database.metadata().is_ok_and(|file| file.len() > 0) {
                return Err(LedgerError::KeyMissing {
                    database: database.clone(),
                    key: key_path.clone(),
                });
            } else {
                // The empty file first, and the key whole or not at all: no first start leaves one alone or damaged.
                let made = OpenOptions::new().append(true).create(true).open(&database);
                made.map_err(at(&database))?;
                ChainKey::create(&key_path)?
            };
            let signing = SigningKey::load_or_create(home)?;
            let record_key = cipher::key_to(&database, opener)?;
            let mut connection = connect(
                &database,
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
                record_key.as_ref(),
            )?;
            bring_up_to_date(&mut connection, &database)?;
            let tip = tip(&connection).map_err(|source| classify(&database, source))?;
            match head.read(&key)? {
                None if tip == Tip::EMPTY => head.state(tip, &key)?,
                // A crash left it behind. A last row that is forged is not vouched for.
                Some(stated)
                    if stated.seq < tip.seq
                        && is_genuine(&connection, tip, &key)
                            .map_err(|source| classify(&database, source))? =>
                {
                    head.state(tip, &key)?;
                }
                _ => {}
            }
            Ok((key, signing, connection, record_key))
        })?;
        Ok(Self {
            database,
            key,
            head,
            signing,
            writer: Mutex::new(connection),
            record_key,
        })
    }

    /// Appends `entry`; once this returns, the record survives a crash and a power cut.
    ///
    /// However it is appended, a correction or a review is refused where the record it names is not the
    /// newest of its disposal, and a purge as [`Ledger::purge`] says.
    pub fn append(&self, entry: Entry) -> Result<Record, LedgerError> {
        let mut writer = self.writer();
        let transaction = self.begin(&mut writer)?;
        self.append_in(transaction, entry)
    }

    /// Appends how the site is set up, unless the ledger's newest word on it is the same.
    pub fn note_site(
        &self,
        entered: Moment,
        by: &str,
        site: &Site,
    ) -> Result<Option<Record>, LedgerError> {
        // Looked at without the write lock first: reading must work while somebody else holds it.
        let known = self.read(|snapshot| newest_site(snapshot))?;
        if known.as_ref() == Some(site) {
            return Ok(None);
        }
        self.append_site(|known| {
            let entry = || Entry {
                entered,
                by: by.to_owned(),
                account: None,
                site_mode: site.mode.clone(),
                event: Event::Site(site.clone()),
            };
            Ok((known.as_ref() != Some(site)).then(entry))
        })
    }

    /// Appends what `decide` makes of the newest word on the site, if anything, all under the write lock
    /// as [`Ledger::append_after`] does.
    pub fn append_site<E: From<LedgerError>>(
        &self,
        decide: impl FnOnce(Option<Site>) -> Result<Option<Entry>, E>,
    ) -> Result<Option<Record>, E> {
        let mut writer = self.writer();
        let transaction = self.begin(&mut writer)?;
        let known = newest_site(&transaction).map_err(|fault| self.database_error(fault))?;
        let Some(entry) = decide(known)? else {
            return Ok(None);
        };
        Ok(Some(self.append_in(transaction, entry)?))
    }

    /// The database file.
    pub fn database(&self) -> &Path {
        &self.database
    }

    pub(super) fn key(&self) -> &ChainKey {
        &self.key
    }

    pub(super) fn signing(&self) -> Option<&SigningKey> {
        self.signing.as_ref()
    }

    /// The folder that holds the ledger's files.
    pub(super) fn home(&self) -> &Path {
        self.database.parent().unwrap_or(Path::new("."))
    }

    /// Keeps other programs' openings and heads out while `work` runs.
    pub(super) fn locked<T>(
        &self,
        work: impl FnOnce() -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        self.head.locked(work)
    }

    /// Where the head file lies.
    pub(super) fn head_path(&self) -> &Path {
        self.head.path()
    }

    /// Reads what `work` asks for, all of one moment. Nobody who appends meanwhile has to wait for it.
    pub(super) fn read<T>(
        &self,
        work: impl FnOnce(&Transaction) -> Result<T, Fault>,
    ) -> Result<T, LedgerError> {
        let mut reader = self.reader()?;
        reader
            .transaction()
            .map_err(Fault::from)
            .and_then(|snapshot| work(&snapshot))
            .map_err(|fault| self.database_error(fault))
    }

    /// A connection that can only read, and ends with the long work that it is opened for.
    pub(super) fn reader(&self) -> Result<Connection, LedgerError> {
        LongWork::go_on()?;
        let connection = connect(
            &self.database,
            OpenFlags::SQLITE_OPEN_READ_ONLY,
            self.record_key.as_ref(),
        )?;
        long_work::watch(&connection).map_err(|source| self.database_error(source))?;
        Ok(connection)
    }

    pub(super) fn database_error(&self, fault: impl Into<Fault>) -> LedgerError {
        fault.into().at(&self.database)
    }

    /// A panic elsewhere rolled its transaction back, so the connection is sound.
    pub(super) fn writer(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn begin<'a>(
        &self,
        writer: &'a mut Connection,
    ) -> Result<Transaction<'a>, LedgerError> {
        writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|source| self.database_error(source))
    }

    pub(super) fn append_in(
        &self,
        transaction: Transaction<'_>,
        entry: Entry,
    ) -> Result<Record, LedgerError> {
        let appended = self.insert(&transaction, entry);
        let appended = appended.map_err(|fault| self.database_error(fault))?;
        self.finish(transaction, appended)
    }

    /// Appends `entry` within `transaction`, the one way into the ledger; gives the record and its hash.
    ///
    /// Whether the event may follow what is on record is looked at here, and a purge is carried out: a
    /// record of it alone would vouch for whoever takes the contents away.
    pub(super) fn insert(
        &self,
        transaction: &Transaction,
        entry: Entry,
    ) -> Result<(Content, Hash), Fault> {
        match &entry.event {
            Event::Correction(correction) => {
                check_newest(transaction, correction.subject, correction.corrects)?;
            }
            Event::Review(review) => check_newest(transaction, review.subject, review.reviews)?,
            Event::Purge(purge) => check_purgeable(transaction, purge, entry.entered)?,
            _ => {}
        }
        let last = tip(transaction)?;
        self.check_end(transaction, self.head.read(&self.key)?, last)?;
        let content = Content {
            v: 1,
            seq: last.seq + 1,
            id: RecordId::at(entry.entered),
            entered: entry.entered,
            by: entry.by,
            account: entry.account,
            site_mode: entry.site_mode,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            event: entry.event,
        };
        let text = canonical::text(&content).map_err(LedgerError::NotCanonical)?;
        let hash = link(&last.hash, &digest(text.as_bytes()));
        let mac = self.key.record(content.seq, &hash);
        transaction
            .prepare_cached("INSERT INTO record (seq, content, hash, mac) VALUES (?, ?, ?, ?)")?
            .execute((content.seq, &text, hash, mac))?;
        if let Event::Purge(purge) = &content.event {
            self.bury(transaction, &purge.removed)?;
        }
        Ok((content, hash))
    }

    /// Commits what was appended, and states the new end.
    pub(super) fn finish(
        &self,
        transaction: Transaction<'_>,
        (content, hash): (Content, Hash),
    ) -> Result<Record, LedgerError> {
        transaction
            .commit()
            .map_err(|source| self.database_error(source))?;
        // The record is safe by now: failing here would make the person record it a second time.
        let tip = Tip {
            seq: content.seq,
            hash,
        };
        let stated = self.head.advance(tip, &self.key);
        if let Err(error) = stated.and_then(|()| self.keep_daily_head(content.entered)) {
            tracing::warn!("record {} is safe, but {error}", content.seq);
        }
        Ok(Record {
            content,
            hash: hex::encode(hash),
        })
    }

    /// Refuses to go on over a ledger whose end was cut: what is missing would be hidden for good.
    pub(super) fn check_end(
        &self,
        connection: &Connection,
        stated: Option<Tip>,
        last: Tip,
    ) -> Result<(), Fault> {
        let path = || self.head.path().to_owned();
        let refused = match stated {
            None if is_of_another_key(connection, &self.key)? => LedgerError::OtherKey {
                key: self.home().join(CHAIN_KEY),
            },
            None => LedgerError::HeadMissing { path: path() },
            Some(head)
                if head.seq > last.seq || (head.seq == last.seq && head.hash != last.hash) =>
            {
                LedgerError::Cut {
                    path: path(),
                    ledger: last.seq,
                    head: head.seq,
                }
            }
            Some(_) => return Ok(()),
        };
        Err(refused.into())
    }
}

/// An error where `named` is not the newest record of the disposal at the place `subject`, or withdrew it.
fn check_newest(transaction: &Transaction, subject: i64, named: RecordId) -> Result<(), Fault> {
    let newest: Option<(String, String)> = transaction
        .query_row(
            "SELECT id, outcome FROM record WHERE subject = ? ORDER BY seq DESC LIMIT 1",
            [subject],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let refused = match newest {
        None => LedgerError::NotFound(named),
        Some((id, _)) if id != named.to_string() => LedgerError::Superseded(named),
        Some((_, outcome)) if outcome == "withdrawn" => LedgerError::Withdrawn(named),
        Some(_) => return Ok(()),
    };
    Err(refused.into())
}

/// The newest record and its hash.
pub(super) fn tip(connection: &Connection) -> rusqlite::Result<Tip> {
    connection
        .prepare_cached("SELECT seq, hash FROM record ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| {
            Ok(Tip {
                seq: row.get(0)?,
                hash: row.get::<_, Hash>(1)?,
            })
        })
        .optional()
        .map(|tip| tip.unwrap_or(Tip::EMPTY))
}

/// Whether the row at `tip` carries the mac that `key` gives it.
pub(super) fn is_genuine(
    connection: &Connection,
    tip: Tip,
    key: &ChainKey,
) -> rusqlite::Result<bool> {
    let mac: Mac =
        connection.query_row("SELECT mac FROM record WHERE seq = ?", [tip.seq], |row| {
            row.get(0)
        })?;
    Ok(key.is_record(tip.seq, &tip.hash, &mac))
}

/// Whether `key` sealed neither the first row nor the last of those that `connection` reads.
pub(super) fn is_of_another_key(connection: &Connection, key: &ChainKey) -> rusqlite::Result<bool> {
    let ends = "SELECT seq, hash, mac FROM record WHERE seq IN (1, (SELECT max(seq) FROM record))";
    let mut ends = connection.prepare(ends)?;
    let sealed = ends.query_map([], |row| {
        let (seq, hash, mac): (i64, Hash, Mac) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(key.is_record(seq, &hash, &mac))
    })?;
    let sealed = sealed.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(!sealed.is_empty() && !sealed.contains(&true))
}
