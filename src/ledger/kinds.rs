//! Records by their kind: reading all of them, and appending what follows from them.

use rusqlite::Connection;

use super::{Content, Entry, EventKind, Ledger, LedgerError, LongWork, Record, long_work};

impl Ledger {
    /// Appends what `decide` makes of the records of these kinds, all under the write lock: nobody
    /// else appends between the look and the leap.
    ///
    /// Where `decide` gives an error, nothing is written.
    pub fn append_after<E: From<LedgerError>>(
        &self,
        kinds: &[EventKind],
        decide: impl FnOnce(Vec<Content>) -> Result<Entry, E>,
    ) -> Result<Record, E> {
        let mut writer = self.writer();
        let transaction = self.begin(&mut writer)?;
        let entry = decide(self.contents_in(&transaction, kinds)?)?;
        Ok(self.append_in(transaction, entry)?)
    }

    /// Every record of these kinds, in their order.
    pub fn contents(&self, kinds: &[EventKind]) -> Result<Vec<Content>, LedgerError> {
        let mut reader = self.reader()?;
        // All of one moment: a record follows from those of other kinds before it.
        let snapshot = reader
            .transaction()
            .map_err(|source| self.database_error(source))?;
        self.contents_in(&snapshot, kinds)
    }

    /// Place of the newest record of this kind; none where there is none.
    pub fn newest_of(&self, kind: EventKind) -> Result<Option<i64>, LedgerError> {
        self.reader()?
            .query_row(
                "SELECT max(seq) FROM record WHERE kind = ?",
                [kind.as_str()],
                |row| row.get(0),
            )
            .map_err(|source| self.database_error(source))
    }

    pub(super) fn contents_in(
        &self,
        connection: &Connection,
        kinds: &[EventKind],
    ) -> Result<Vec<Content>, LedgerError> {
        let database_error = |source| self.database_error(source);
        let mut contents = Vec::new();
        let mut statement = connection
            .prepare_cached("SELECT seq, content FROM record WHERE kind = ?")
            .map_err(database_error)?;
        for kind in kinds {
            let mut rows = statement.query([kind.as_str()]).map_err(database_error)?;
            while let Some(row) = rows.next().map_err(database_error)? {
                let seq = row.get(0).map_err(database_error)?;
                let text: String = row.get(1).map_err(database_error)?;
                let content: Content = serde_json::from_str(&text)
                    .map_err(|source| LedgerError::Content { seq, source })?;
                contents.push(content);
                long_work::advance(1);
                LongWork::go_on()?;
            }
        }
        contents.sort_unstable_by_key(|content| content.seq);
        Ok(contents)
    }
}
