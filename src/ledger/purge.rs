//! Taking old contents away so that the chain still verifies.
//!
//! A hash chain cannot lose a row, but it needs only the digest of a row's content. A purge is a
//! record that names the rows; their contents give way to their digests. Only disposals with their
//! corrections and reviews go: what says how the site was run stays.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    io::Write,
};

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Transaction, params_from_iter};
use serde::{Deserialize, Serialize};

use super::{
    Content, Entry, Event, EventKind, Ledger, LedgerError, Moment, Purge, Record, RecordId, Run,
    SiteMode, canonical,
    chain::{BEFORE_FIRST, Hash, link, unhex},
    database::{ENTERED_ON, Fault},
    entered::first_entered,
    link::Link,
};

/// What stays of a content that was purged.
#[derive(PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tombstone {
    digest: String,
    id: RecordId,
    kind: String,
    seq: i64,
}

const PURGED: &str = "purged";

/// The digest kept in the tombstone `content`; `None` unless `content` is, byte for byte, a tombstone as takeback
/// writes it.
pub(super) fn kept_digest(content: &[u8]) -> Option<Hash> {
    let tombstone: Tombstone = serde_json::from_slice(content).ok()?;
    let afresh = canonical::text(&tombstone).ok()?;
    let genuine = tombstone.kind == PURGED && afresh.as_bytes() == content;
    unhex(&tombstone.digest).filter(|_| genuine)
}

/// Which rows purges up to record `through` took the contents of, with the place of each purge.
pub(super) fn stated(
    connection: &Connection,
    through: i64,
) -> rusqlite::Result<Vec<(i64, Vec<Run>)>> {
    let mut statement =
        connection.prepare("SELECT seq, content FROM record WHERE kind = 'purge' AND seq <= ?")?;
    let rows = statement.query_map([through], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
    })?;
    let mut stated = Vec::new();
    for row in rows {
        let (seq, content) = row?;
        if let Ok(Content {
            event: Event::Purge(purge),
            ..
        }) = serde_json::from_str(&content)
        {
            stated.push((seq, purge.removed));
        }
    }
    Ok(stated)
}

/// The purge that took the content of the record at `place`: its record, the last of one that went in pieces.
/// None where the content is there.
pub(super) fn purged_by(connection: &Connection, place: i64) -> rusqlite::Result<Option<i64>> {
    let last = "SELECT (SELECT max(piece.seq) FROM record piece WHERE piece.kind = 'purge'
                            AND piece.content ->> '$.body.export' = p.content ->> '$.body.export')
                FROM record r, record p, json_each(p.content, '$.body.removed') gone
                WHERE r.seq = ? AND r.kind = 'purged' AND p.kind = 'purge' AND p.seq > r.seq
                    AND r.seq BETWEEN gone.value ->> '$[0]' AND gone.value ->> '$[1]'
                LIMIT 1";
    let last = connection.query_row(last, [place], |row| row.get(0));
    last.optional()
}

/// What a purge took away, for whoever reads what is left: an empty list and a purged one are not the same.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PurgeNote {
    /// Place in the ledger of the record that says so, the last of a purge that went in pieces, and the local
    /// day on which it was entered.
    pub record: i64,
    pub on: Date,
    /// Only what was entered before this day.
    pub before: Date,
    /// How many records lost their content.
    pub records: u64,
    /// SHA-256 of the manifest of the export that was made first.
    pub export: String,
}

impl fmt::Display for PurgeNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            record,
            on,
            before,
            records,
            export,
        } = self;
        write!(
            f,
            "contents of {records} records entered before {before}, on {on} (record {record}); SHA-256 of the manifest of their export: {export}"
        )
    }
}

impl Ledger {
    /// The purges up to record `through` that may have taken away what was done on `from` or later.
    pub fn purges(&self, from: Option<Date>, through: i64) -> Result<Vec<PurgeNote>, LedgerError> {
        let contents = self.contents(&[EventKind::Purge])?;
        let notes = contents
            .into_iter()
            .filter_map(|content| match content.event {
                Event::Purge(purge) => Some(PurgeNote {
                    record: content.seq,
                    on: content.entered.date(),
                    before: purge.before,
                    records: purge.records(),
                    export: purge.export,
                }),
                _ => None,
            });
        let concerns =
            |note: &PurgeNote| note.record <= through && from.is_none_or(|from| from < note.before);
        let mut whole: Vec<PurgeNote> = Vec::new();
        for note in notes.filter(concerns) {
            match whole.last_mut() {
                Some(piece) if piece.is_of_one_purge_with(&note) => {
                    piece.record = note.record;
                    piece.records += note.records;
                }
                _ => whole.push(note),
            }
        }
        Ok(whole)
    }

    /// The disposals whose newest record, with all corrections and reviews, was entered before the day
    /// `before`, but for items that are still on hand. Each by itself, oldest first: its place, then those of
    /// its corrections and reviews. A purge takes all of these or none.
    ///
    /// A record that stands behind one of that day or a later one, up to `now`, does not count as entered before:
    /// the clock was wrong when it was.
    pub fn purgeable_items(&self, before: Date, now: Moment) -> Result<Vec<Vec<i64>>, LedgerError> {
        self.read(|snapshot| Ok(purgeable(snapshot, before, now, None)?))
    }

    /// Writes the contents in `runs`, one a line, just as they were hashed: the SHA-256 of a line is
    /// the digest that a purge leaves. Returns how many there were.
    pub fn write_contents(&self, runs: &[Run], out: &mut impl Write) -> Result<u64, LedgerError> {
        self.read(|snapshot| {
            let contents = "SELECT content FROM record WHERE seq BETWEEN ? AND ? ORDER BY seq";
            let mut contents = snapshot.prepare(contents)?;
            let mut written = 0;
            for Run { first, last } in runs {
                let mut rows = contents.query([first, last])?;
                while let Some(row) = rows.next()? {
                    let content: String = row.get(0)?;
                    writeln!(out, "{content}").map_err(|source| LedgerError::Export { source })?;
                    written += 1;
                }
            }
            Ok(written)
        })
    }

    /// Takes the contents of the rows that `entry` names, and records that it did. Others record nothing
    /// meanwhile, so a long purge is made of several; [`Ledger::clear_traces`] comes after the last.
    ///
    /// Refused where they are not just what [`Ledger::purgeable_items`] names of these disposals, or one is not as
    /// it was written.
    pub fn purge(&self, entry: Entry<Purge>) -> Result<Record, LedgerError> {
        self.append(Entry {
            entered: entry.entered,
            by: entry.by,
            account: entry.account,
            site_mode: entry.site_mode,
            event: Event::Purge(entry.event),
        })
    }

    /// Writes the file anew, which needs as much room again: freed pages, and gaps in those in use, still hold
    /// what was purged until then. Backups made before keep what they hold. Gives whether it could; where it
    /// could not, a warning says what to do by hand.
    pub fn clear_traces(&self) -> bool {
        // SQLCipher keeps temporary files in memory, since they are not encrypted. A plain ledger need not fit there.
        let (store, program) = match self.record_key {
            None => ("FILE", "run: sqlite3"),
            Some(_) => ("MEMORY", "with its key run: sqlcipher"),
        };
        let writer = self.writer();
        let rewritten = writer
            .execute_batch(&format!("PRAGMA temp_store = {store}; VACUUM"))
            .and_then(|()| {
                writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
            });
        let cleared = matches!(rewritten, Ok(0_i64));
        if !cleared {
            let database = self.database().display();
            tracing::warn!(
                "the purge is recorded, but its traces are still in the free space of {database}; \
                 close every takeback and {program} {database} VACUUM"
            );
        }
        cleared
    }

    /// Has the contents of the rows in `runs` give way to their digests.
    pub(super) fn bury(&self, transaction: &Transaction, runs: &[Run]) -> Result<(), Fault> {
        let mut select = transaction.prepare_cached(
            "SELECT r.seq, r.content, r.hash, r.mac, before.hash
             FROM record r LEFT JOIN record before ON before.seq = r.seq - 1 WHERE r.seq = ?",
        )?;
        let mut update =
            transaction.prepare_cached("UPDATE record SET content = ? WHERE seq = ?")?;
        for seq in runs.iter().copied().flat_map(Run::places) {
            let (row, before): (Link, Option<Hash>) =
                select.query_row([seq], |row| Ok((Link::read(row)?, row.get(4)?)))?;
            let before = before.unwrap_or(BEFORE_FIRST);
            // The digest that stays would prove for good what was put in the place of the content.
            let genuine = row.hash == link(&before, &row.digest)
                && self.key().is_record(seq, &row.hash, &row.mac);
            let says = row.says.filter(|_| genuine);
            let tombstone = Tombstone {
                digest: hex::encode(row.digest),
                id: says.ok_or(LedgerError::Forged { seq })?.id,
                kind: PURGED.to_owned(),
                seq,
            };
            let text = canonical::text(&tombstone).map_err(LedgerError::NotCanonical)?;
            update.execute((text, seq))?;
        }
        Ok(())
    }
}

/// An error where `purge`, entered at `now`, does not name just what may go of the disposals that it is about.
pub(super) fn check_purgeable(
    connection: &Connection,
    purge: &Purge,
    now: Moment,
) -> Result<(), Fault> {
    let items = items_of(connection, &purge.removed)?;
    let allowed = purgeable(connection, purge.before, now, Some(&items))?;
    if Purge::runs(allowed.into_iter().flatten().collect()) != purge.removed {
        return Err(LedgerError::PurgeOutdated.into());
    }
    Ok(())
}

/// Own stock and residents' medicines that are neither destroyed, transferred, deposited nor withdrawn: without
/// their contents nobody could record any more what became of them. Of the disposals at the places `asked`, a list in
/// JSON, or of all.
fn on_hand(connection: &Connection, asked: Option<&str>) -> rusqlite::Result<BTreeSet<i64>> {
    let among = asked.map_or("", |_| "AND d.seq IN (SELECT value FROM json_each(?3))");
    let mut statement = connection.prepare(&format!(
        "SELECT d.seq FROM record d
         WHERE d.kind = 'disposal' AND d.content ->> '$.site_mode' IN (?1, ?2) {among}
             AND (SELECT n.outcome FROM record n WHERE n.subject = d.seq ORDER BY n.seq DESC LIMIT 1) <> 'withdrawn'
             AND d.seq NOT IN (SELECT gone.value ->> '$.item'
                               FROM record out, json_each(out.content, '$.body.items') gone
                               WHERE out.kind IN ('stock', 'stock_transfer', 'facility_deposit'))",
    ))?;
    let keepers = [SiteMode::RegistrantStock, SiteMode::Ltcf].map(SiteMode::code);
    let values = keepers.into_iter().chain(asked);
    let places = statement.query_map(params_from_iter(values), |row| row.get(0))?;
    places.collect()
}

/// The disposals that the rows in `runs` state, correct or review.
fn items_of(connection: &Connection, runs: &[Run]) -> rusqlite::Result<BTreeSet<i64>> {
    let mut statement = connection
        .prepare("SELECT coalesce(subject, reviewed) FROM record WHERE seq BETWEEN ? AND ?")?;
    let mut items = BTreeSet::new();
    for Run { first, last } in runs {
        for item in statement.query_map([first, last], |row| row.get::<_, Option<i64>>(0))? {
            items.extend(item?);
        }
    }
    Ok(items)
}

/// As [`Ledger::purgeable_items`]; of the disposals at the places `among`, or of all.
fn purgeable(
    connection: &Connection,
    before: Date,
    now: Moment,
    among: Option<&BTreeSet<i64>>,
) -> rusqlite::Result<Vec<Vec<i64>>> {
    let asked = among.map(|places| serde_json::json!(places).to_string());
    // By their indexes, so that a piece of a purge does not have to pass all the others' rows.
    let sql = match asked {
        Some(_) => format!(
            "SELECT r.seq, asked.value, {ENTERED_ON} FROM json_each(?1) asked CROSS JOIN record r
             WHERE r.subject = asked.value
             UNION ALL
             SELECT r.seq, asked.value, {ENTERED_ON} FROM json_each(?1) asked CROSS JOIN record r
             WHERE r.reviewed = asked.value
             ORDER BY 1"
        ),
        None => format!(
            "SELECT seq, coalesce(subject, reviewed), {ENTERED_ON}
             FROM record WHERE subject IS NOT NULL OR reviewed IS NOT NULL ORDER BY seq"
        ),
    };
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map(params_from_iter(&asked), |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, String>(2)?,
        ))
    })?;
    let young = first_entered(connection, now.start_of(before), now)?;
    let (before, on_hand) = (before.to_string(), on_hand(connection, asked.as_deref())?);
    let mut members: BTreeMap<i64, (Vec<i64>, bool)> = BTreeMap::new();
    for row in rows {
        let (seq, subject, entered) = row?;
        let (rows, old) = members
            .entry(subject)
            .or_insert_with(|| (Vec::new(), !on_hand.contains(&subject)));
        rows.push(seq);
        *old &= entered < before && young.is_none_or(|young| seq < young);
    }
    let members = members.into_values();
    Ok(members
        .filter_map(|(rows, old)| old.then_some(rows))
        .collect())
}

impl PurgeNote {
    /// Whether both are of one purge, which went in pieces: they were exported together.
    fn is_of_one_purge_with(&self, other: &Self) -> bool {
        (self.on, self.before, &self.export) == (other.on, other.before, &other.export)
    }
}

impl Purge {
    /// The runs that `places` make up.
    pub fn runs(mut places: Vec<i64>) -> Vec<Run> {
        places.sort_unstable();
        let mut runs: Vec<Run> = Vec::new();
        for place in places {
            match runs.last_mut() {
                Some(run) if run.last + 1 == place => run.last = place,
                _ => runs.push(Run::from([place, place])),
            }
        }
        runs
    }

    /// How many records lost their content.
    pub fn records(&self) -> u64 {
        let runs = self.removed.iter();
        runs.map(|run| run.last.abs_diff(run.first) + 1).sum()
    }
}
