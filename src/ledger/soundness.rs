//! Whether the database around the records is as takeback makes it.

use rusqlite::Connection;

use super::{Finding, database::MIGRATIONS};

/// Pages that the check holds at most, KiB: each row is looked up in each index of its table, all
/// over them, and a page that has to be read again costs more than the comparison.
const KEPT_KIB: i64 = 64 * 1024;

/// Lets `connection` hold more pages than others do.
pub(super) fn keep_pages(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "cache_size", -KEPT_KIB)
}

/// Whether the pages, the indexes and the rules of the database are sound.
pub(super) fn check(snapshot: &Connection) -> rusqlite::Result<Option<Finding>> {
    let expected = schema(&made_afresh()?)?;
    let found = schema(snapshot)?;
    let odd = expected
        .iter()
        .find(|item| !found.contains(item))
        .or(found.iter().find(|item| !expected.contains(item)));
    if let Some((name, _)) = odd {
        return Ok(Some(Finding::Schema { name: name.clone() }));
    }
    let detail: String = snapshot.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    Ok((detail != "ok").then_some(Finding::Damaged { detail }))
}

fn schema(connection: &Connection) -> rusqlite::Result<Vec<(String, Option<String>)>> {
    let mut statement = connection.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// An empty database with the tables that this version makes.
fn made_afresh() -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    MIGRATIONS
        .to_latest(&mut connection)
        .map_err(|error| match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => err,
            _ => rusqlite::Error::InvalidQuery,
        })?;
    Ok(connection)
}
