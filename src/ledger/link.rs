//! The rows of the ledger as links of the chain: read in order, hashed on every core.
//!
//! Reading and judging stay with one thread, so what is wrong first is found first. Only so many
//! rows are held at a time as keep the cores busy. The rows of `item` are read beside them.

use rayon::prelude::*;
use rusqlite::{Row, Rows};

use super::{
    RecordId,
    chain::{ChainKey, Hash, Mac, digest},
    item::{Facts, Item},
    mirror::{Bearing, Items},
    purge,
};

/// Rows held at a time, and bytes of content, whichever comes first.
const ROWS: usize = 1024;
const BYTES: usize = 4 << 20;

/// One row as it lies in the table.
pub(super) struct Link {
    pub(super) seq: i64,
    pub(super) hash: Hash,
    pub(super) mac: Mac,
    pub(super) digest: Hash,
    /// The mac is the one that the key gives this hash at this place; true where there is no key.
    pub(super) sealed: bool,
    /// What the content says; none where it is no longer readable.
    pub(super) says: Option<Says>,
    /// The content gave way to its digest.
    pub(super) purged: bool,
    /// What it has to do with the log.
    pub(super) bearing: Bearing,
}

/// The part of the content that places a record.
#[derive(serde::Deserialize)]
pub(super) struct Says {
    pub(super) seq: i64,
    pub(super) id: RecordId,
    /// None in what a purge left.
    pub(super) entered: Option<Entered>,
    #[serde(default)]
    pub(super) kind: String,
}

#[derive(Clone, Copy, serde::Deserialize)]
pub(super) struct Entered {
    pub(super) utc_us: i64,
}

/// One row before anything was computed from it.
struct Raw {
    seq: i64,
    content: Vec<u8>,
    hash: Hash,
    mac: Mac,
    /// The row of `item` at the same place.
    item: Option<Item>,
}

impl Link {
    /// Reads `seq, content, hash, mac`.
    pub(super) fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Raw::read(row)?.link(None))
    }

    /// The next rows of `seq, content, hash, mac`, each with the one of `items` at its place, and
    /// what kept it from reading more, if anything did. No rows and no error: there are no more.
    pub(super) fn read_some(
        rows: &mut Rows,
        items: &mut Items,
        key: Option<&ChainKey>,
    ) -> (Vec<Self>, Option<rusqlite::Error>) {
        let (mut some, mut bytes, mut failed) = (Vec::new(), 0, None);
        while some.len() < ROWS && bytes < BYTES {
            match rows.next().and_then(|row| row.map(Raw::read).transpose()) {
                Ok(Some(mut raw)) => {
                    bytes += raw.content.len();
                    raw.item = items.at(raw.seq);
                    some.push(raw);
                }
                Ok(None) => break,
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
        }
        let links = some.into_par_iter().map(|raw| raw.link(key)).collect();
        (links, failed)
    }
}

impl Raw {
    fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get(0)?,
            content: row.get_ref(1)?.as_bytes()?.to_vec(),
            hash: row.get(2)?,
            mac: row.get(3)?,
            item: None,
        })
    }

    fn link(self, key: Option<&ChainKey>) -> Link {
        let facts: Option<Facts> = serde_json::from_slice(&self.content).ok();
        let says = match &facts {
            Some(facts) => Some(facts.says()),
            None => serde_json::from_slice::<Says>(&self.content).ok(),
        };
        // Only what a purge left has no time of entry.
        let kept = match &says {
            Some(Says { entered: None, .. }) => purge::kept_digest(&self.content),
            _ => None,
        };
        Link {
            seq: self.seq,
            hash: self.hash,
            mac: self.mac,
            digest: kept.unwrap_or_else(|| digest(&self.content)),
            sealed: key.is_none_or(|key| key.is_record(self.seq, &self.hash, &self.mac)),
            bearing: match &says {
                Some(says) => Bearing::of(says, facts.as_ref(), self.item.as_ref()),
                None => Bearing::Fits,
            },
            says,
            purged: kept.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    /// So many rows of a ledger, with a hash that is none at place `odd`.
    fn places(rows: i64, odd: Option<i64>) -> (Vec<i64>, bool) {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(&format!(
                "CREATE TABLE record (seq, content, hash, mac);
                 WITH RECURSIVE n(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < {rows})
                 INSERT INTO record SELECT seq, '{{}}', zeroblob(32), zeroblob(32) FROM n
                 WHERE seq <= {rows};"
            ))
            .unwrap();
        if let Some(odd) = odd {
            let changed = connection.execute("UPDATE record SET hash = 7 WHERE seq = ?", [odd]);
            assert_eq!(changed.unwrap(), 1);
        }
        let mut statement = connection
            .prepare("SELECT seq, content, hash, mac FROM record ORDER BY seq")
            .unwrap();
        let mut found = statement.query([]).unwrap();
        let mut items = Items::default();
        let mut places = Vec::new();
        loop {
            let (links, failed) = Link::read_some(&mut found, &mut items, None);
            assert!(links.len() <= ROWS, "held too many: {}", links.len());
            let end = links.is_empty();
            places.extend(links.iter().map(|link| link.seq));
            if end || failed.is_some() {
                return (places, failed.is_some());
            }
        }
    }

    #[test]
    fn rows_come_all_and_in_order_however_many_there_are() {
        for rows in [0, 1, ROWS as i64, ROWS as i64 + 1, 2 * ROWS as i64 + 7] {
            let (read, failed) = places(rows, None);
            assert_eq!(read, (1..=rows).collect::<Vec<_>>());
            assert!(!failed);
        }
    }

    #[test]
    fn what_was_read_before_an_unreadable_row_is_judged_first() {
        for odd in [1, 2, ROWS as i64, ROWS as i64 + 1, ROWS as i64 + 9] {
            let (read, failed) = places(ROWS as i64 + 9, Some(odd));
            assert_eq!(read, (1..odd).collect::<Vec<_>>());
            assert!(failed);
        }
    }
}
