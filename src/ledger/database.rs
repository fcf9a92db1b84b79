//! The database file: how it is opened, brought up to date, and what its errors mean to a person.

use std::{collections::BTreeMap, fmt::Write as _, path::Path, time::Duration};

use rusqlite::{Connection, ErrorCode, OpenFlags, ffi::SQLITE_IOERR_SHMSIZE};
use rusqlite_migration::{M, MigrationDefinitionError, Migrations};

use super::{LedgerError, cipher::RecordKey, long_work};

/// Its file in the home folder, and in a backup.
pub const DATABASE: &str = "takeback.db";

/// How long to wait for another program's write to end.
const PATIENCE: Duration = Duration::from_secs(10);

/// The local day on which a record was entered, by its `content`; NULL where that was purged.
pub(super) const ENTERED_ON: &str = "date((content ->> '$.entered.utc_us') / 1000000 + (content ->> '$.entered.offset_s'), 'unixepoch')";

const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../migrations/0001-record.sql")),
    M::up(include_str!("../../migrations/0002-credential.sql")),
    M::up(include_str!("../../migrations/0003-item.sql")),
    M::up(include_str!("../../migrations/0004-references.sql")),
];

/// Every change of the tables, in the order in which they were released.
const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// A connection to `database`, which `key` opens if it is encrypted.
pub(super) fn connect(
    database: &Path,
    flags: OpenFlags,
    key: Option<&RecordKey>,
) -> Result<Connection, LedgerError> {
    let opened = || {
        let connection =
            Connection::open_with_flags(database, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(PATIENCE)?;
        Ok(connection)
    };
    let connection = opened().map_err(|source| classify(database, source))?;
    unlock(&connection, database, key)?;
    let open = || {
        if flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE) {
            connection.pragma_update(None, "journal_mode", "WAL")?;
        }
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // Makes INSERT OR REPLACE ask the trigger that refuses DELETE.
        connection.pragma_update(None, "recursive_triggers", true)?;
        connection.pragma_update(None, "trusted_schema", false)?;
        Ok(())
    };
    open().map_err(|source| classify(database, source))?;
    Ok(connection)
}

/// Gives `connection` the key, and looks whether it is the right one.
fn unlock(
    connection: &Connection,
    database: &Path,
    key: Option<&RecordKey>,
) -> Result<(), LedgerError> {
    let Some(key) = key else { return Ok(()) };
    let looked = key
        .apply(connection)
        .and_then(|()| connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())));
    looked.map_err(|source| match source.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => LedgerError::WrongKey {
            path: database.to_owned(),
        },
        _ => classify(database, source),
    })
}

/// A connection that only reads a database that may lie where nothing can be written.
pub(super) fn connect_copy(
    database: &Path,
    key: Option<&RecordKey>,
) -> Result<Connection, LedgerError> {
    let mut wal = database.as_os_str().to_owned();
    wal.push("-wal");
    // Beside the newest records in a log, SQLite needs files that it writes; without, it needs none.
    let complete = Path::new(&wal)
        .metadata()
        .map_or(true, |log| log.len() == 0);
    let open = || {
        if !complete {
            return Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY);
        }
        let path = std::path::absolute(database).unwrap_or_else(|_| database.to_owned());
        let escaped: String =
            path.as_os_str()
                .as_encoded_bytes()
                .iter()
                .fold(String::new(), |mut escaped, byte| {
                    // Writing into a string cannot fail.
                    let _ = write!(escaped, "%{byte:02X}");
                    escaped
                });
        Connection::open_with_flags(
            format!("file:{escaped}?immutable=1"),
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
        )
    };
    let connection = open().map_err(|source| classify(database, source))?;
    unlock(&connection, database, key)?;
    long_work::watch(&connection).map_err(|source| classify(database, source))?;
    Ok(connection)
}

pub(super) fn bring_up_to_date(
    connection: &mut Connection,
    database: &Path,
) -> Result<(), LedgerError> {
    let Err(error) = MIGRATIONS.to_latest(connection) else {
        return Ok(());
    };
    match is_misnumbered(connection, &error) {
        Ok(true) => Err(LedgerError::Altered {
            path: database.to_owned(),
            detail: "user_version".to_owned(),
        }),
        Ok(false) => Err(Fault::from(error).at(database)),
        Err(fault) => Err(fault.at(database)),
    }
}

/// Whether `error` came of a `user_version` that is not that of the tables. No version of takeback leaves that.
fn is_misnumbered(
    connection: &Connection,
    error: &rusqlite_migration::Error,
) -> Result<bool, Fault> {
    use rusqlite_migration::Error;
    Ok(match error {
        // What the next step makes is there already, or what it goes on from is not.
        Error::RusqliteError {
            err: rusqlite::Error::SqlInputError { .. },
            ..
        }
        | Error::InvalidUserVersion => true,
        Error::RusqliteError { err, .. } => err.sqlite_error_code() == Some(ErrorCode::Unknown),
        // Each step makes other tables, so a newer version's would not be these.
        Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => {
            parts(connection)? == parts(&made_afresh()?)?
        }
        _ => false,
    })
}

/// What a database is made of, by name and kind: tables, indexes, views and triggers, with the SQL that makes each.
pub(super) type Parts = BTreeMap<(String, String), Option<String>>;

pub(super) fn parts(connection: &Connection) -> rusqlite::Result<Parts> {
    let mut statement = connection.prepare("SELECT name, type, sql FROM sqlite_schema")?;
    let parts = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    parts.collect()
}

/// An empty database with the tables that this version makes.
pub(super) fn made_afresh() -> Result<Connection, Fault> {
    let mut connection = Connection::open_in_memory()?;
    MIGRATIONS.to_latest(&mut connection)?;
    Ok(connection)
}

/// Why work on a database ended, before anybody has said which database it is.
#[derive(Debug)]
pub(super) enum Fault {
    Database(rusqlite::Error),
    Migration(rusqlite_migration::Error),
    /// Something else went wrong, or was refused.
    Ledger(LedgerError),
}

impl Fault {
    /// What it means for the person at the station.
    pub(super) fn at(self, database: &Path) -> LedgerError {
        let path = || database.to_owned();
        match self {
            Self::Database(source) => classify(database, source),
            Self::Migration(rusqlite_migration::Error::MigrationDefinition(
                MigrationDefinitionError::DatabaseTooFarAhead,
            )) => LedgerError::Newer { path: path() },
            Self::Migration(source) => LedgerError::Migration {
                path: path(),
                source,
            },
            Self::Ledger(error) => error,
        }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

impl From<rusqlite_migration::Error> for Fault {
    fn from(error: rusqlite_migration::Error) -> Self {
        match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => Self::Database(err),
            error => Self::Migration(error),
        }
    }
}

impl From<LedgerError> for Fault {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

/// Says in our words what `SQLite`'s error code means for the person at the station.
pub(super) fn classify(database: &Path, source: rusqlite::Error) -> LedgerError {
    let path = database.to_owned();
    // The index of the write-ahead log grows for whoever opens the database first, if only to read it.
    if source.sqlite_extended_error_code() == Some(SQLITE_IOERR_SHMSIZE) {
        return LedgerError::DiskFull { path };
    }
    // A table, column or index that is not there any more, or the one that a step makes already.
    if let rusqlite::Error::SqlInputError { msg, .. } = source {
        return LedgerError::Altered { path, detail: msg };
    }
    match source.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => LedgerError::Damaged {
            path,
            detail: source.to_string(),
        },
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            LedgerError::ReadOnly { path }
        }
        Some(ErrorCode::DiskFull) => LedgerError::DiskFull { path },
        Some(ErrorCode::OperationInterrupted) => LedgerError::Stopped,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => LedgerError::Busy { path },
        _ => LedgerError::Database { path, source },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_migration_applies_to_the_one_before() {
        MIGRATIONS.validate().unwrap();
    }

    /// By that a database of a newer version is told from one whose `user_version` was altered.
    #[test]
    fn every_migration_makes_other_tables() {
        let mut connection = Connection::open_in_memory().unwrap();
        let mut before = parts(&connection).unwrap();
        for step in 1..=STEPS.len() {
            MIGRATIONS.to_version(&mut connection, step).unwrap();
            let after = parts(&connection).unwrap();
            assert_ne!(after, before, "step {step}");
            before = after;
        }
    }
}
