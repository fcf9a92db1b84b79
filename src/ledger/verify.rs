//! Checking the chain from its first record to its head.

use std::fmt;

use rusqlite::{Connection, OptionalExtension, Row};

use super::{
    Ledger, LedgerError,
    chain::Mac,
    head::{Head, Tip},
    store::MIGRATIONS,
};

/// What a check of the whole ledger found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verification {
    /// Records that were read and follow from each other, from the first.
    pub records: i64,
    /// How many of them lie beyond the head file: one after a crash between a record's commit and
    /// the head's, some after a power cut, none otherwise. Only these could be cut off unnoticed.
    pub beyond_head: i64,
    /// The first thing that is wrong; none where the ledger is whole.
    pub finding: Option<Finding>,
}

impl Verification {
    pub fn is_intact(&self) -> bool {
        self.finding.is_none()
    }
}

/// The first thing that is wrong with a ledger. Places count records from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finding {
    /// The record's content or hash is not what was written.
    Changed { seq: i64 },
    /// The record that belongs here is gone.
    Removed { seq: i64 },
    /// Another record, `holds`, stands where this one belongs.
    Reordered { seq: i64, holds: i64 },
    /// A record stands here that takeback did not write.
    Inserted { seq: i64 },
    /// Records at the end are gone: the ledger stops after `ledger`, the head file knows of `head`.
    Cut { ledger: i64, head: i64 },
    /// The record that the head file names is another one.
    HeadDiffers { seq: i64 },
    /// The head file is missing or not written by takeback, so a cut end would go unnoticed.
    HeadMissing,
    /// A table, index or trigger of the database is not as takeback made it.
    Schema { name: String },
    /// The database file itself is damaged.
    Damaged { detail: String },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { seq } => write!(f, "record {seq} was changed after it was written"),
            Self::Removed { seq } => write!(f, "record {seq} was removed"),
            Self::Reordered { seq, holds } => write!(f, "record {holds} was moved to place {seq}"),
            Self::Inserted { seq } => {
                write!(f, "record {seq} was not written by takeback with this key")
            }
            Self::Cut { ledger, head } => {
                write!(
                    f,
                    "records {} to {head} were removed from the end",
                    ledger + 1
                )
            }
            Self::HeadDiffers { seq } => {
                write!(f, "record {seq} is not the one that chain.head names")
            }
            Self::HeadMissing => f.write_str(
                "chain.head is missing or damaged: records may have been removed from the end",
            ),
            Self::Schema { name } => {
                write!(f, "{name} is not part of the database as takeback makes it")
            }
            Self::Damaged { detail } => write!(f, "the database file is damaged: {detail}"),
        }
    }
}

/// One row as it lies in the table.
struct Link {
    seq: i64,
    /// The place that the hashed content names; none where the content is no longer readable.
    names: Option<i64>,
    previous: Mac,
    mac: Mac,
    /// The hash that content and `previous` give.
    computed: Mac,
}

impl Ledger {
    /// Reads the whole ledger and says whether every record is the one that was written.
    ///
    /// An error means that the ledger could not be read; everything that was read and is wrong is
    /// a [`Finding`].
    pub fn verify(&self) -> Result<Verification, LedgerError> {
        // The head first: what is appended while the rows are read then lies beyond it.
        let head = Head::open(self.head_path())?.read(self.key())?;
        let mut connection = self.reader()?;
        let snapshot = connection
            .transaction()
            .map_err(|source| self.database_error(source))?;
        match self.check(&snapshot, head) {
            Err(LedgerError::Damaged { detail, .. }) => Ok(Verification {
                records: 0,
                beyond_head: 0,
                finding: Some(Finding::Damaged { detail }),
            }),
            checked => checked,
        }
    }

    /// The chain first, since it names the row; then the rules and the pages around it.
    fn check(&self, snapshot: &Connection, head: Option<Tip>) -> Result<Verification, LedgerError> {
        let (last, mut finding) = self.walk(snapshot, head)?;
        if finding.is_none() {
            finding = check_file(snapshot).map_err(|source| self.database_error(source))?;
        }
        let beyond_head = (last.seq - head.map_or(0, |head| head.seq)).max(0);
        Ok(Verification {
            records: last.seq,
            beyond_head,
            finding,
        })
    }

    /// The last row that follows from all before it, and what is wrong after it.
    fn walk(
        &self,
        snapshot: &Connection,
        head: Option<Tip>,
    ) -> Result<(Tip, Option<Finding>), LedgerError> {
        let database_error = |source| self.database_error(source);
        let mut statement = snapshot
            .prepare("SELECT seq, content, previous, mac FROM record ORDER BY seq")
            .map_err(database_error)?;
        let mut rows = statement.query([]).map_err(database_error)?;
        let (mut last, mut at_head) = (Tip::EMPTY, head == Some(Tip::EMPTY));
        while let Some(row) = rows.next().map_err(database_error)? {
            let link = self.link(row).map_err(database_error)?;
            if let Some(finding) = judge(&link, last, head, snapshot).map_err(database_error)? {
                return Ok((last, Some(finding)));
            }
            last = Tip {
                seq: link.seq,
                mac: link.mac,
            };
            at_head |= head == Some(last);
        }
        let finding = match head {
            None => Some(Finding::HeadMissing),
            Some(head) if head.seq > last.seq => Some(Finding::Cut {
                ledger: last.seq,
                head: head.seq,
            }),
            Some(head) if !at_head => Some(Finding::HeadDiffers { seq: head.seq }),
            Some(_) => None,
        };
        Ok((last, finding))
    }

    fn link(&self, row: &Row) -> rusqlite::Result<Link> {
        let previous: Mac = row.get(2)?;
        let content = row.get_ref(1)?.as_bytes()?;
        Ok(Link {
            seq: row.get(0)?,
            names: serde_json::from_slice::<Place>(content)
                .ok()
                .map(|place| place.seq),
            previous,
            mac: row.get(3)?,
            computed: self.key().record(&previous, content),
        })
    }
}

#[derive(serde::Deserialize)]
struct Place {
    seq: i64,
}

/// What is wrong with the row after `last`, if anything.
fn judge(
    link: &Link,
    last: Tip,
    head: Option<Tip>,
    snapshot: &Connection,
) -> rusqlite::Result<Option<Finding>> {
    let place = last.seq + 1;
    if link.seq != place {
        return Ok(Some(Finding::Removed { seq: place }));
    }
    if link.computed != link.mac {
        let next: Option<Mac> = snapshot
            .query_row(
                "SELECT previous FROM record WHERE seq = ?",
                [place + 1],
                |row| row.get(0),
            )
            .optional()?;
        // Behind a forged row, the row that was pushed aside still follows from the one before it.
        let forged = match next {
            Some(previous) => previous == last.mac,
            None => head.is_some_and(|head| head.seq < place),
        };
        return Ok(Some(if forged {
            Finding::Inserted { seq: place }
        } else {
            Finding::Changed { seq: place }
        }));
    }
    Ok(match link.names {
        Some(names) if names == place && link.previous == last.mac => None,
        Some(names) if names == place => Some(Finding::Changed { seq: place }),
        Some(names) if is_elsewhere(place, snapshot)? => Some(Finding::Reordered {
            seq: place,
            holds: names,
        }),
        _ => Some(Finding::Removed { seq: place }),
    })
}

/// Whether the record that was written as number `seq` lies anywhere in the table.
fn is_elsewhere(seq: i64, snapshot: &Connection) -> rusqlite::Result<bool> {
    snapshot.query_row(
        "SELECT EXISTS (SELECT 1 FROM record WHERE content ->> '$.seq' = ?)",
        [seq],
        |row| row.get(0),
    )
}

/// Whether the pages, the indexes and the rules of the database are sound.
fn check_file(snapshot: &Connection) -> rusqlite::Result<Option<Finding>> {
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
