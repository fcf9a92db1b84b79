//! Whether the database around the records is as takeback makes it.

use rusqlite::{Connection, OptionalExtension};

use super::{Finding, database::MIGRATIONS};

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
    if detail != "ok" {
        return Ok(Some(Finding::Damaged { detail }));
    }
    Ok(misstated(snapshot)?.map(|seq| Finding::Misstated { seq }))
}

/// The first disposal of which the table that the log is read from does not say what the records
/// say.
fn misstated(snapshot: &Connection) -> rusqlite::Result<Option<i64>> {
    let differs = snapshot
        .query_row(
            "SELECT n.seq FROM item_now n LEFT JOIN item i ON i.seq = n.seq
             WHERE (i.stated_by, i.reviewed_by, i.operator, i.acted_on, i.outcome, i.hazard, i.schedule,
                    i.drug, i.words, i.reference, i.quantity, i.confidence_ppm, i.model, i.review)
                IS NOT
                   (n.stated_by, n.reviewed_by, n.operator, n.acted_on, n.outcome, n.hazard, n.schedule,
                    n.drug, n.words, n.reference, n.quantity, n.confidence_ppm, n.model, n.review)
             ORDER BY n.seq LIMIT 1",
            [],
            |row| row.get(0),
        )
        .optional()?;
    if differs.is_some() {
        return Ok(differs);
    }
    // Whatever is in the table beyond the disposals is no disposal.
    snapshot
        .query_row(
            "SELECT seq FROM item
             WHERE (SELECT count(*) FROM item) <> (SELECT count(*) FROM record WHERE kind = 'disposal')
               AND seq NOT IN (SELECT seq FROM record WHERE kind = 'disposal')
             ORDER BY seq LIMIT 1",
            [],
            |row| row.get(0),
        )
        .optional()
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
