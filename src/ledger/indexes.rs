//! Whether the indexes of `item`, by which the log is read, hold what its rows say.
//!
//! `SQLite`'s own check looks each row up in each index, all over pages that no cache holds. Here
//! the rows and each index are passed once, in their own order: their entries must come to the same
//! sum of keyed hashes, which nobody can foresee, and an index must be sorted.

use std::hash::{BuildHasher, RandomState};

use rusqlite::{Connection, Row, types::ValueRef};

/// An index of `item`.
struct Index {
    name: &'static str,
    /// What it is sorted by; equal entries follow their place.
    columns: &'static [&'static str],
    /// Which rows it holds.
    holds: &'static str,
}

/// As the migrations make them.
const INDEXES: &[Index] = &[
    index(
        "item_day",
        &["acted_on", "seq", "outcome", "hazard", "model"],
    ),
    index("item_operator", &["operator"]),
    index("item_outcome", &["outcome"]),
    index("item_hazard", &["hazard"]),
    index("item_schedule", &["schedule"]),
    index("item_drug", &["drug"]),
    index("item_words", &["words"]),
    index("item_confidence", &["confidence_ppm"]),
    index("item_review", &["review"]),
    Index {
        name: "item_reference",
        columns: &["reference"],
        holds: "reference <> ''",
    },
    Index {
        name: "item_queue",
        columns: &["urgency", "seq", "doubts", "confidence_ppm"],
        holds: "review <> 'approved' AND outcome <> 'withdrawn'",
    },
];

const fn index(name: &'static str, columns: &'static [&'static str]) -> Index {
    Index {
        name,
        columns,
        holds: "true",
    }
}

/// The column that an index sorts without regard to case.
const FOLDED: &str = "drug";

/// What any number of entries come to, in any order.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Sum {
    count: u64,
    of_hashes: u64,
}

impl Sum {
    fn add(&mut self, hash: u64) {
        self.count += 1;
        self.of_hashes = self.of_hashes.wrapping_add(hash);
    }
}

/// The first index that does not hold what the rows say, or not in its order.
pub(super) fn odd(snapshot: &Connection) -> rusqlite::Result<Option<&'static str>> {
    let keyed = RandomState::new();
    for (index, by_rows) in INDEXES.iter().zip(sums_of_rows(snapshot, &keyed)?) {
        if sum_along(snapshot, index, &keyed)? != Some(by_rows) {
            return Ok(Some(index.name));
        }
    }
    Ok(None)
}

/// What the entries of each index have to come to, in one pass over the rows.
fn sums_of_rows(snapshot: &Connection, keyed: &RandomState) -> rusqlite::Result<Vec<Sum>> {
    let asked: Vec<String> = INDEXES
        .iter()
        .map(|index| format!("{}, {}", index.holds, index.columns.join(", ")))
        .collect();
    let sql = format!("SELECT seq, {} FROM item NOT INDEXED", asked.join(", "));
    let mut statement = snapshot.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let mut sums = vec![Sum::default(); INDEXES.len()];
    let mut entry = Vec::new();
    while let Some(row) = rows.next()? {
        let mut at = 1;
        for (index, sum) in INDEXES.iter().zip(&mut sums) {
            if row.get(at)? {
                entry.clear();
                index.write(row, at + 1, &mut entry)?;
                write(row.get_ref(0)?, false, &mut entry)?;
                sum.add(keyed.hash_one(&entry));
            }
            at += 1 + index.columns.len();
        }
    }
    Ok(sums)
}

/// What the entries of one index come to; none where they are not in order.
fn sum_along(
    snapshot: &Connection,
    index: &Index,
    keyed: &RandomState,
) -> rusqlite::Result<Option<Sum>> {
    let sql = format!(
        "SELECT {}, seq FROM item INDEXED BY {} WHERE {}",
        index.columns.join(", "),
        index.name,
        index.holds
    );
    let mut statement = snapshot.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let (mut last, mut entry) = (Vec::new(), Vec::new());
    let mut sum = Sum::default();
    while let Some(row) = rows.next()? {
        entry.clear();
        index.write(row, 0, &mut entry)?;
        write(row.get_ref(index.columns.len())?, false, &mut entry)?;
        if last >= entry {
            return Ok(None);
        }
        sum.add(keyed.hash_one(&entry));
        std::mem::swap(&mut last, &mut entry);
    }
    Ok(Some(sum))
}

impl Index {
    /// Appends the key that `row` holds from column `at` on.
    fn write(&self, row: &Row, at: usize, to: &mut Vec<u8>) -> rusqlite::Result<()> {
        for (column, name) in (at..).zip(self.columns) {
            write(row.get_ref(column)?, *name == FOLDED, to)?;
        }
        Ok(())
    }
}

/// Appends a value so that the bytes sort as `SQLite` sorts the values: the columns of `item` are
/// whole numbers and text.
fn write(value: ValueRef, folded: bool, to: &mut Vec<u8>) -> rusqlite::Result<()> {
    if let ValueRef::Integer(number) = value {
        to.extend((number ^ i64::MIN).to_be_bytes());
        return Ok(());
    }
    // An index sorts bytes, whether they are text or not.
    for &byte in value.as_bytes()? {
        match byte {
            0 => to.extend([0, 1]),
            _ if folded => to.push(byte.to_ascii_lowercase()),
            _ => to.push(byte),
        }
    }
    to.extend([0, 0]);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Ledger;

    #[test]
    fn every_index_is_passed_by_itself() {
        let home = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(home.path()).unwrap();
        let connection = ledger.reader().unwrap();
        let mut statement = connection
            .prepare("SELECT name FROM pragma_index_list('item') ORDER BY name")
            .unwrap();
        let made = statement.query_map([], |row| row.get(0)).unwrap();
        let made: Vec<String> = made.map(Result::unwrap).collect();
        let mut known: Vec<_> = INDEXES.iter().map(|index| index.name).collect();
        known.sort_unstable();
        assert_eq!(made, known);
        for index in INDEXES {
            let columns: Vec<String> = connection
                .prepare("SELECT name FROM pragma_index_info(?)")
                .unwrap()
                .query_map([index.name], |row| row.get(0))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            assert_eq!(columns, index.columns, "{}", index.name);
        }
    }

    #[test]
    fn bytes_sort_as_values_do() {
        let bytes = |value: ValueRef| {
            let mut to = Vec::new();
            write(value, false, &mut to).unwrap();
            to
        };
        let numbers = [i64::MIN, -1, 0, 1, i64::MAX].map(|n| bytes(ValueRef::Integer(n)));
        assert!(numbers.is_sorted_by(|a, b| a < b));
        let words: [&[u8]; 6] = [b"", b"\0", b"\0a", b"a", b"a\0", b"aa"];
        let words = words.map(|text| bytes(ValueRef::Text(text)));
        assert!(words.is_sorted_by(|a, b| a < b));
    }
}
