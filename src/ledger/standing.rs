//! What everything that is permitted rests on: how the site is set up, its people, what is on record.

use rusqlite::Connection;

use super::{
    Content, Event, EventKind, Ledger, LedgerError, Site, SiteMode,
    database::Fault,
    kinds::{content_at, contents_of},
    store::tip,
};

/// What the ledger says of the site and its people at one moment.
pub struct Standing {
    /// How many records there were.
    pub records: u64,
    /// None where nobody set it up yet.
    pub site: Option<Site>,
    /// Everything that became of accounts, oldest first. One that cannot be read does not hide the site.
    pub accounts: Result<Vec<Content>, LedgerError>,
    /// Of which of the kinds asked for there are records.
    pub holds: Vec<EventKind>,
    /// The site is none of those that destroy, and a destruction is on record from when it was one.
    pub has_destroyed: bool,
}

impl Ledger {
    /// What the ledger says now, which of `kinds` it holds, and whether a site of one of `destroyers`
    /// recorded a destruction.
    pub fn standing(
        &self,
        kinds: &[EventKind],
        destroyers: &[SiteMode],
    ) -> Result<Standing, LedgerError> {
        let is_other = |site: &Site| {
            let mut known = destroyers.iter().chain([&SiteMode::Research]);
            !known.any(|mode| mode.is(&site.mode))
        };
        self.read(|snapshot| {
            let site = newest_site(snapshot)?;
            let asks = site.as_ref().is_some_and(is_other);
            let accounts = contents_of(snapshot, &[EventKind::Account]);
            Ok(Standing {
                records: tip(snapshot)?.seq.unsigned_abs(),
                has_destroyed: asks && has_destroyed_as(snapshot, destroyers)?,
                site,
                accounts: accounts.map_err(|fault| self.database_error(fault)),
                holds: held(snapshot, kinds)?,
            })
        })
    }

    /// How many records there are.
    pub fn length(&self) -> Result<u64, LedgerError> {
        self.read(|snapshot| Ok(tip(snapshot)?.seq.unsigned_abs()))
    }
}

/// How the site is set up, by the newest word on it; none where there is none.
pub(super) fn newest_site(connection: &Connection) -> Result<Option<Site>, Fault> {
    let newest = "SELECT seq, content FROM record WHERE kind = ? ORDER BY seq DESC LIMIT 1";
    let mut newest = connection.prepare(newest)?;
    let mut rows = newest.query([EventKind::Site.as_str()])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(match content_at(row, 0)?.event {
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

/// Whether a site of one of `modes` recorded a destruction: of own stock, of liners or of packages.
fn has_destroyed_as(connection: &Connection, modes: &[SiteMode]) -> rusqlite::Result<bool> {
    let codes: Vec<_> = modes.iter().map(|mode| mode.code()).collect();
    // Where the site never was one of them, no record of a liner is looked at. What is damaged is for
    // `verify` to name.
    connection.query_row(
        "SELECT EXISTS (
             SELECT 1
             FROM (SELECT DISTINCT content ->> '$.body.mode' AS mode FROM record
                   WHERE kind = 'site' AND json_valid(content)) site
             CROSS JOIN record
             WHERE site.mode IN (SELECT value FROM json_each(?))
                 AND record.kind IN ('stock', 'liner', 'package')
                 AND CASE WHEN json_valid(record.content)
                     THEN record.content ->> '$.site_mode' = site.mode
                          AND (record.kind = 'stock' OR record.content ->> '$.body.act.step' = 'destroyed')
                     END)",
        [serde_json::json!(codes).to_string()],
        |row| row.get(0),
    )
}
