//! Whether the database around the records is as takeback makes it.

use rusqlite::Connection;

use super::{
    Finding,
    database::{Fault, MIGRATIONS},
    indexes,
};

/// Whether the tables, the pages and the rules of the database are as takeback makes them, and the
/// indexes of every table but `item`.
pub(super) fn of_records(snapshot: &Connection) -> Result<Option<Finding>, Fault> {
    let expected = schema(&made_afresh()?)?;
    let found = schema(snapshot)?;
    let odd = expected
        .iter()
        .find(|item| !found.contains(item))
        .or(found.iter().find(|item| !expected.contains(item)));
    if let Some((name, _)) = odd {
        return Ok(Some(Finding::Schema { name: name.clone() }));
    }
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'item'";
    let mut statement = snapshot.prepare(tables)?;
    let tables = statement.query_map([], |row| row.get::<_, String>(0))?;
    for table in tables {
        if let Some(damage) = damage(snapshot, "integrity_check", &table?)? {
            return Ok(Some(damage));
        }
    }
    Ok(None)
}

/// Whether the pages of `item` and of its indexes are sound, and the indexes hold what it says.
pub(super) fn of_items(snapshot: &Connection) -> Result<Option<Finding>, Fault> {
    if let Some(damage) = damage(snapshot, "quick_check", "item")? {
        return Ok(Some(damage));
    }
    Ok(indexes::odd(snapshot)?.map(|name| Finding::Damaged {
        detail: format!("the index {name} does not hold what the log says"),
    }))
}

fn damage(snapshot: &Connection, check: &str, table: &str) -> rusqlite::Result<Option<Finding>> {
    let mut found = None;
    snapshot.pragma(None, check, table, |row| {
        let detail: String = row.get(0)?;
        if detail != "ok" {
            found.get_or_insert(Finding::Damaged { detail });
        }
        Ok(())
    })?;
    Ok(found)
}

fn schema(connection: &Connection) -> rusqlite::Result<Vec<(String, Option<String>)>> {
    let mut statement = connection.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// An empty database with the tables that this version makes.
fn made_afresh() -> Result<Connection, Fault> {
    let mut connection = Connection::open_in_memory()?;
    MIGRATIONS.to_latest(&mut connection)?;
    Ok(connection)
}
