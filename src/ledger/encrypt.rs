//! Encrypting the record, and decrypting it: a new file, checked, that takes the old one's place.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Mutex,
};

use rusqlite::{Connection, OpenFlags};

use super::{
    Entry, Ledger, LedgerError, Opener, Verification,
    chain::ChainKey,
    cipher::{self, RecordKey},
    database::{DATABASE, classify, connect},
    error::at,
    head::{Head, Tip},
    store::CHAIN_KEY,
};
use crate::files::{rename_synced, sync_file};

/// Where the new file grows. What a kill left of one is removed at the next start.
pub(super) const GROWING: &str = "takeback.db.new";

/// Writes the record in the folder `home` anew, opened by `from` and from then on by `to` (none:
/// not encrypted), and appends `entry`, which says so.
///
/// Nothing is replaced before the new file has proved whole. Until the one step that replaces it,
/// the old record is the record; a kill at any moment leaves one or the other. Refused while another
/// program has the record open.
pub fn rewrite(
    home: &Path,
    from: Option<&Opener>,
    to: Option<&Opener>,
    entry: Entry,
) -> Result<Verification, LedgerError> {
    let database = home.join(DATABASE);
    let growing = home.join(GROWING);
    let head = Head::open(&home.join("chain.head"))?;
    // Whoever starts meanwhile waits for this lock before looking at the database.
    head.locked(|| {
        remove_growing(home)?;
        let key = ChainKey::load(&home.join(CHAIN_KEY))?;
        let old_key = cipher::key_to(&database, from)?;
        let new_key = to.map(|opener| opener.new_key(&growing)).transpose()?;
        alone(&database, old_key.as_ref())?;
        let staged = Ledger {
            writer: Mutex::new(copy(
                &database,
                old_key.as_ref(),
                &growing,
                new_key.as_ref(),
            )?),
            database: growing.clone(),
            key,
            head: Head::open(&home.join("chain.head"))?,
            signing: None,
            record_key: new_key,
        };
        let tip = note(&staged, entry)?;
        let found = staged.verify()?;
        if let Some(finding) = found.finding {
            return Err(LedgerError::NotRewritten {
                path: database.clone(),
                finding,
            });
        }
        drop(staged.writer);
        replace(&growing, &database)?;
        head.state(tip, &staged.key)?;
        Ok(found)
    })
}

/// Brings everything into the file itself, which fails while anybody else has it open.
pub(super) fn alone(database: &Path, key: Option<&RecordKey>) -> Result<(), LedgerError> {
    let connection = connect(database, OpenFlags::SQLITE_OPEN_READ_WRITE, key)?;
    let mode: String = connection
        .query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))
        .map_err(|source| classify(database, source))?;
    if mode == "delete" {
        Ok(())
    } else {
        Err(LedgerError::Busy {
            path: database.to_owned(),
        })
    }
}

/// Makes `growing` with all that `database` holds: tables, rows, then what watches over them.
fn copy(
    database: &Path,
    old_key: Option<&RecordKey>,
    growing: &Path,
    new_key: Option<&RecordKey>,
) -> Result<Connection, LedgerError> {
    let grow = || {
        let mut new = Connection::open(growing)?;
        if let Some(key) = new_key {
            key.apply(&new)?;
        }
        new.pragma_update(None, "foreign_keys", false)?;
        new.execute(
            "ATTACH ?1 AS old KEY ?2",
            (
                database.to_string_lossy(),
                old_key.map_or("", RecordKey::as_str),
            ),
        )?;
        let transaction = new.transaction()?;
        let named = |kind: &str| -> rusqlite::Result<Vec<(String, String)>> {
            let mut found = transaction.prepare(
                "SELECT name, sql FROM old.sqlite_schema WHERE type = ? AND sql IS NOT NULL",
            )?;
            let found = found.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))?;
            found.collect()
        };
        for (table, sql) in named("table")? {
            transaction.execute_batch(&sql)?;
            // Computed columns are computed again.
            let columns: String = transaction.query_row(
                "SELECT group_concat('\"' || name || '\"') FROM pragma_table_xinfo(?) WHERE hidden = 0",
                [&table],
                |row| row.get(0),
            )?;
            transaction.execute(
                &format!(
                    "INSERT INTO main.\"{table}\" ({columns}) SELECT {columns} FROM old.\"{table}\""
                ),
                [],
            )?;
        }
        for kind in ["index", "view", "trigger"] {
            for (_, sql) in named(kind)? {
                transaction.execute_batch(&sql)?;
            }
        }
        let version: i64 =
            transaction.pragma_query_value(Some("old"), "user_version", |row| row.get(0))?;
        transaction.pragma_update(Some("main"), "user_version", version)?;
        transaction.commit()?;
        new.execute_batch("DETACH old")?;
        Ok(new)
    };
    grow().map_err(|source| classify(growing, source))
}

/// Appends `entry`, without yet saying in `chain.head` that the record reaches so far.
pub(super) fn note(staged: &Ledger, entry: Entry) -> Result<Tip, LedgerError> {
    let mut writer = staged.writer();
    let transaction = staged.begin(&mut writer)?;
    let noted = staged
        .insert(&transaction, entry)
        .and_then(|(content, hash)| {
            transaction.commit()?;
            let seq = content.seq;
            Ok(Tip { seq, hash })
        });
    noted.map_err(|fault| staged.database_error(fault))
}

/// Puts `growing` in the place of `database`, and zeros where that lay.
fn replace(growing: &Path, database: &Path) -> Result<(), LedgerError> {
    sync_file(growing).map_err(at(growing))?;
    let old = OpenOptions::new().write(true).open(database);
    let old = old.map_err(at(database))?;
    rename_synced(growing, database).map_err(at(database))?;
    // Only a file system that writes in place forgets by this; SECURITY.md says so.
    if let Err(error) = overwrite(old) {
        tracing::warn!("the old file was not overwritten: {error}");
    }
    Ok(())
}

fn overwrite(mut old: File) -> io::Result<()> {
    let zeros = vec![0; 64 * 1024];
    let mut left = old.metadata()?.len();
    while left > 0 {
        let part = zeros
            .get(..left.min(zeros.len() as u64) as usize)
            .unwrap_or(&zeros);
        old.write_all(part)?;
        left -= part.len() as u64;
    }
    old.sync_all()
}

/// Removes what a kill left of a new file.
pub(super) fn remove_growing(home: &Path) -> Result<(), LedgerError> {
    for ending in ["", "-journal"] {
        let path: PathBuf = home.join(format!("{GROWING}{ending}"));
        match fs::remove_file(&path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                return Err(at(&path)(source));
            }
            _ => {}
        }
    }
    Ok(())
}
