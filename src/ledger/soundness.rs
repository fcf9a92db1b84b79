//! Whether the database around the records is as takeback makes it.

use rusqlite::Connection;

use super::{
    Finding, Oddity,
    database::{Fault, Parts, made_afresh, parts},
    indexes,
};

/// The number of the steps that made the tables, by which a start knows which are still to come.
const VERSION: &str = "user_version";

/// Whether the tables, the pages and the rules of the database are as takeback makes them, and the
/// indexes of every table but `item`.
pub(super) fn of_records(snapshot: &Connection) -> Result<Option<Finding>, Fault> {
    let made = made_afresh()?;
    let mut odd = odd_part(&parts(&made)?, &parts(snapshot)?);
    if odd.is_none() && version(snapshot)? != version(&made)? {
        odd = Some((VERSION.to_owned(), Oddity::Altered));
    }
    if let Some((name, oddity)) = odd {
        return Ok(Some(Finding::Schema { name, oddity }));
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

/// The first part that is missing or altered, or else the first that is there beside those that are `made`.
fn odd_part(made: &Parts, found: &Parts) -> Option<(String, Oddity)> {
    let lacking = made.iter().find_map(|(part, sql)| match found.get(part) {
        None => Some((part, Oddity::Missing)),
        Some(other) => (other != sql).then_some((part, Oddity::Altered)),
    });
    let extra = || found.keys().find(|part| !made.contains_key(*part));
    let odd = lacking.or_else(|| extra().map(|part| (part, Oddity::Extra)));
    odd.map(|((name, _), oddity)| (name.clone(), oddity))
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, VERSION, |row| row.get(0))
}
