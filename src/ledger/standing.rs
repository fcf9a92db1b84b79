//! What everything that is permitted rests on: how the site is set up, its people, what is on record.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension};

use super::{Content, Event, EventKind, Ledger, LedgerError, Site, database::classify, store::tip};

/// What the ledger says of the site and its people at one moment.
pub struct Standing {
    /// How many records there were.
    pub records: i64,
    /// None where nobody set it up yet.
    pub site: Option<Site>,
    /// Everything that became of accounts, oldest first. One that cannot be read does not hide the site.
    pub accounts: Result<Vec<Content>, LedgerError>,
    /// Of which of the kinds asked for there are records.
    pub holds: Vec<EventKind>,
}

impl Ledger {
    /// What the ledger says now, and which of `kinds` it holds.
    pub fn standing(&self, kinds: &[EventKind]) -> Result<Standing, LedgerError> {
        let database_error = |source| self.database_error(source);
        let mut reader = self.reader()?;
        let snapshot = reader.transaction().map_err(database_error)?;
        Ok(Standing {
            records: tip(&snapshot).map_err(database_error)?.seq,
            site: newest_site(&snapshot, self.database())?,
            accounts: self.contents_in(&snapshot, &[EventKind::Account]),
            holds: held(&snapshot, kinds).map_err(database_error)?,
        })
    }

    /// How many records there are.
    pub fn length(&self) -> Result<i64, LedgerError> {
        tip(&self.reader()?)
            .map(|tip| tip.seq)
            .map_err(|source| self.database_error(source))
    }
}

/// How the site is set up, by the newest word on it in `database`; none where there is none.
pub(super) fn newest_site(
    connection: &Connection,
    database: &Path,
) -> Result<Option<Site>, LedgerError> {
    let newest: Option<(i64, String)> = connection
        .query_row(
            "SELECT seq, content FROM record WHERE kind = ? ORDER BY seq DESC LIMIT 1",
            [EventKind::Site.as_str()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()
        .map_err(|source| classify(database, source))?;
    let Some((seq, text)) = newest else {
        return Ok(None);
    };
    let content: Content =
        serde_json::from_str(&text).map_err(|source| LedgerError::Content { seq, source })?;
    Ok(match content.event {
        Event::Site(site) => Some(site),
        _ => None,
    })
}

fn held(connection: &Connection, kinds: &[EventKind]) -> rusqlite::Result<Vec<EventKind>> {
    let mut statement =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM record WHERE kind = ?)")?;
    let mut held = Vec::new();
    for kind in kinds {
        if statement.query_row([kind.as_str()], |row| row.get(0))? {
            held.push(*kind);
        }
    }
    Ok(held)
}
