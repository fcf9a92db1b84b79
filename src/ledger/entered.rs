//! When records were entered, by their ids: these begin with that time, lie in an index, and stay where a content is
//! purged.

use rusqlite::Connection;

use super::{Ledger, LedgerError, Moment, RecordId};

impl Ledger {
    /// Place of the first record that says that it was entered between `from` and `to`, to the millisecond; none
    /// where there is none. Where the clock was wrong for a time, the first need not say the earliest.
    pub fn first_entered(&self, from: Moment, to: Moment) -> Result<Option<i64>, LedgerError> {
        self.read(|snapshot| Ok(first_entered(snapshot, from, to)?))
    }
}

/// As [`Ledger::first_entered`], of the ledger that `connection` reads.
pub(super) fn first_entered(
    connection: &Connection,
    from: Moment,
    to: Moment,
) -> rusqlite::Result<Option<i64>> {
    let [from, _] = RecordId::ends_at(from);
    let [_, to] = RecordId::ends_at(to);
    connection.query_row(
        "SELECT min(seq) FROM record WHERE id BETWEEN ? AND ?",
        [from.to_string(), to.to_string()],
        |row| row.get(0),
    )
}
