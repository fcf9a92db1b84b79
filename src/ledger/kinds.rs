//! Records by their kind: reading all of them, and appending what follows from them.

use rusqlite::{Connection, Row};

use super::{
    Content, Entry, EventKind, Ledger, LedgerError, LongWork, Record, database::Fault, long_work,
};

impl Ledger {
    /// Appends what `decide` makes of the records of these kinds, all under the write lock: no other program can
    /// append between reading these records and writing the new one.
    ///
    /// Where `decide` gives an error, nothing is written.
    pub fn append_after<E: From<LedgerError>>(
        &self,
        kinds: &[EventKind],
        decide: impl FnOnce(Vec<Content>) -> Result<Entry, E>,
    ) -> Result<Record, E> {
        let mut writer = self.writer();
        let transaction = self.begin(&mut writer)?;
        let contents = contents_of(&transaction, kinds);
        let entry = decide(contents.map_err(|fault| self.database_error(fault))?)?;
        Ok(self.append_in(transaction, entry)?)
    }

    /// Every record of these kinds, in their order. All of one moment: a record follows from those of other
    /// kinds before it.
    pub fn contents(&self, kinds: &[EventKind]) -> Result<Vec<Content>, LedgerError> {
        self.read(|snapshot| contents_of(snapshot, kinds))
    }

    /// Place of the newest record of this kind; none where there is none.
    pub fn newest_of(&self, kind: EventKind) -> Result<Option<i64>, LedgerError> {
        self.read(|snapshot| {
            let newest = "SELECT max(seq) FROM record WHERE kind = ?";
            Ok(snapshot.query_row(newest, [kind.as_str()], |row| row.get(0))?)
        })
    }
}

/// As [`Ledger::contents`].
pub(super) fn contents_of(
    connection: &Connection,
    kinds: &[EventKind],
) -> Result<Vec<Content>, Fault> {
    let mut contents = Vec::new();
    let mut statement =
        connection.prepare_cached("SELECT seq, content FROM record WHERE kind = ?")?;
    for kind in kinds {
        let mut rows = statement.query([kind.as_str()])?;
        while let Some(row) = rows.next()? {
            contents.push(content_at(row, 0)?);
            long_work::advance(1);
            LongWork::go_on()?;
        }
    }
    contents.sort_unstable_by_key(|content| content.seq);
    Ok(contents)
}

/// The record of which `row` has the place in this column and the content in the next.
pub(super) fn content_at(row: &Row, column: usize) -> Result<Content, Fault> {
    let seq = row.get(column)?;
    let text = row.get_ref(column + 1)?.as_str();
    let content = serde_json::from_str(text.map_err(rusqlite::Error::from)?);
    Ok(content.map_err(|source| LedgerError::Content { seq, source })?)
}
