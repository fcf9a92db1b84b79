//! The database file: how it is opened, brought up to date, and what its errors mean to a person.

use std::{fmt::Write as _, path::Path, time::Duration};

use rusqlite::{Connection, ErrorCode, OpenFlags};
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
pub(super) const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

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
    MIGRATIONS
        .to_latest(connection)
        .map_err(|error| Fault::from(error).at(database))
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
}
