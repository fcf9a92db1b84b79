//! Reading the log row by row: each disposal as corrections left it, or every disposal and correction as written.

use rusqlite::{Row, ToSql};

use super::{
    AccountId, Content, Decided, Disposal, Event, Identity, Ledger, LedgerError, LogFilter,
    LongWork, Moment, Purpose, Record, RecordId, View, chain::Hash, database::Fault,
    filter::on_records, kinds::content_at, long_work, purge::purged_by,
};

/// What became of a disposal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Outcome {
    Identified,
    Unidentified,
    /// Recorded by mistake, taken back by a correction.
    Withdrawn,
}

impl Outcome {
    pub const ALL: [Self; 3] = [Self::Identified, Self::Unidentified, Self::Withdrawn];

    /// As it is stored, exported and spelled by commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Identified => "identified",
            Self::Unidentified => "unidentified",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// One disposal as the log shows it.
#[derive(Clone, PartialEq, Debug)]
pub struct LogRow {
    /// Place of the disposal in the ledger.
    pub seq: i64,
    /// Id of the disposal, which never changes.
    pub id: RecordId,
    /// When it was first entered, and by whom.
    pub entered: Moment,
    pub by: String,
    /// Whose account that was, where the station had accounts.
    pub account: Option<AccountId>,
    pub site_mode: String,
    /// Version of takeback that wrote it.
    pub program: String,
    /// What was recorded at first, with what the model said.
    pub disposal: Disposal,
    /// Id of the row that states the disposal now: its own, or its newest correction's. A
    /// correction names this one.
    pub current: RecordId,
    /// What holds now.
    pub decided: Decided,
    /// The newest correction, if there was any.
    pub correction: Option<CorrectionNote>,
    /// The chain's hash of the row that states the disposal now, in hexadecimal.
    pub hash: String,
}

/// What became of the record of an item after it had been signed for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Since {
    /// Corrected or withdrawn, last by the record of this place.
    Corrected(i64),
    /// Purged with whatever corrected it, by the record of this place.
    Purged(i64),
}

/// Who corrected a disposal, when and why.
#[derive(Clone, PartialEq, Debug)]
pub struct CorrectionNote {
    /// Place of the correction in the ledger.
    pub seq: i64,
    pub entered: Moment,
    pub by: String,
    pub account: Option<AccountId>,
    pub reason: String,
    pub withdrawn: bool,
}

impl LogRow {
    /// The disposal `first` as the correction `newest` states it, or as it did itself; `hash` is that of
    /// the one that does.
    fn new(first: Content, newest: Option<Content>, hash: String) -> Result<Self, LedgerError> {
        let Event::Disposal(disposal) = first.event else {
            return Err(not_a_disposal(first.seq));
        };
        let (current, decided, correction) = match newest {
            None => (first.id, disposal.decided.clone(), None),
            Some(newest) => {
                let Event::Correction(correction) = newest.event else {
                    return Err(not_a_disposal(newest.seq));
                };
                let note = CorrectionNote {
                    seq: newest.seq,
                    entered: newest.entered,
                    by: newest.by,
                    account: newest.account,
                    reason: correction.reason,
                    withdrawn: correction.withdrawn,
                };
                (newest.id, correction.decided, Some(note))
            }
        };
        Ok(Self {
            seq: first.seq,
            id: first.id,
            entered: first.entered,
            by: first.by,
            account: first.account,
            site_mode: first.site_mode,
            program: first.program,
            disposal,
            current,
            decided,
            correction,
            hash,
        })
    }

    /// The row that a disposal just recorded makes.
    pub fn of(record: Record) -> Result<Self, LedgerError> {
        Self::new(record.content, None, record.hash)
    }

    pub fn purpose(&self) -> Purpose {
        Purpose::of_code(&self.site_mode)
    }

    pub fn outcome(&self) -> Outcome {
        match (&self.correction, &self.decided.identity) {
            (
                Some(CorrectionNote {
                    withdrawn: true, ..
                }),
                _,
            ) => Outcome::Withdrawn,
            (_, Identity::Identified { .. }) => Outcome::Identified,
            (_, Identity::Unidentified) => Outcome::Unidentified,
        }
    }
}

/// `c` is the row that states a disposal, `d` the disposal itself.
const COLUMNS: &str = "SELECT d.seq, d.content, c.seq, c.content, c.hash
    FROM record c JOIN record d ON d.seq = c.subject
    WHERE c.subject IS NOT NULL";

/// Lets only the newest row of each disposal through, of those up to `:through` if that is asked for.
fn newest(through: Option<i64>) -> &'static str {
    match through {
        None => {
            " AND NOT EXISTS (SELECT 1 FROM record n WHERE n.subject = c.subject AND n.seq > c.seq)"
        }
        Some(_) => {
            " AND NOT EXISTS (SELECT 1 FROM record n WHERE n.subject = c.subject AND n.seq > c.seq
                              AND n.seq <= :through)"
        }
    }
}

impl Ledger {
    /// Hands every row that `filter` lets through to `take`, oldest first, one at a time.
    ///
    /// What is appended meanwhile is not seen. Returns the number of rows.
    pub fn for_each<E: From<LedgerError>>(
        &self,
        filter: &LogFilter,
        take: impl FnMut(LogRow) -> Result<(), E>,
    ) -> Result<u64, E> {
        let (which, order) = match filter.view {
            View::Current => (newest(filter.through), " ORDER BY c.subject"),
            View::Raw => ("", " ORDER BY c.seq"),
        };
        let every_page = LogFilter {
            before: None,
            ..filter.clone()
        };
        self.each(which, order, &every_page, take)
    }

    /// The disposal that the record `id` states or corrects, as it stands now.
    pub fn find(&self, id: RecordId) -> Result<LogRow, LedgerError> {
        let which = " AND c.subject = (SELECT subject FROM record WHERE id = ?)";
        self.one(which, &id.to_string())?
            .ok_or(LedgerError::NotFound(id))
    }

    /// The disposal at this place in the ledger, as it stands now; none where there is no disposal.
    pub fn find_at(&self, place: i64) -> Result<Option<LogRow>, LedgerError> {
        self.one(" AND c.subject = ?", &place)
    }

    /// The disposal as the record `id`, itself or a correction of it, stated it; none where that is neither,
    /// or was purged.
    pub fn as_stated_by(&self, id: RecordId) -> Result<Option<LogRow>, LedgerError> {
        self.first(&[COLUMNS, " AND c.id = ?"].concat(), &id.to_string())
    }

    /// Whether a record after `after` and up to `through` corrects the disposal of this place or withdraws it,
    /// or a purge took it away; none where there is none.
    pub fn corrected_since(
        &self,
        place: i64,
        after: i64,
        through: i64,
    ) -> Result<Option<Since>, LedgerError> {
        self.read(|snapshot| {
            let newest = "SELECT max(seq) FROM record WHERE subject = ? AND seq > ? AND seq <= ?";
            let newest: Option<i64> =
                snapshot.query_row(newest, [place, after, through], |row| row.get(0))?;
            Ok(match newest {
                Some(record) => Some(Since::Corrected(record)),
                None => purged_by(snapshot, place)?.map(Since::Purged),
            })
        })
    }

    fn one(&self, which: &str, value: &dyn ToSql) -> Result<Option<LogRow>, LedgerError> {
        self.first(&[COLUMNS, newest(None), which].concat(), value)
    }

    fn first(&self, sql: &str, value: &dyn ToSql) -> Result<Option<LogRow>, LedgerError> {
        self.read(|snapshot| {
            let mut statement = snapshot.prepare(sql)?;
            let mut rows = statement.query([value])?;
            rows.next()?.map(log_row).transpose()
        })
    }

    fn each<E: From<LedgerError>>(
        &self,
        newest: &str,
        order: &str,
        filter: &LogFilter,
        mut take: impl FnMut(LogRow) -> Result<(), E>,
    ) -> Result<u64, E> {
        let (sql, values) = on_records(filter);
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, value as &dyn ToSql))
            .collect();
        let sql = [COLUMNS, newest, &sql, order].concat();
        self.read(|snapshot| {
            let mut statement = snapshot.prepare(&sql)?;
            let mut rows = statement.query(values.as_slice())?;
            let mut count = 0;
            while let Some(row) = rows.next()? {
                if let Err(refused) = take(log_row(row)?) {
                    return Ok(Err(refused));
                }
                long_work::advance(1);
                LongWork::go_on()?;
                count += 1;
            }
            Ok(Ok(count))
        })?
    }
}

/// Reads the five columns of [`COLUMNS`].
pub(super) fn log_row(row: &Row) -> Result<LogRow, Fault> {
    let hash: Hash = row.get(4)?;
    let first = content_at(row, 0)?;
    let stated_by: i64 = row.get(2)?;
    let is_corrected = stated_by != first.seq;
    let newest = is_corrected.then(|| content_at(row, 2)).transpose()?;
    Ok(LogRow::new(first, newest, hex::encode(hash))?)
}

fn not_a_disposal(seq: i64) -> LedgerError {
    let source = serde::de::Error::custom("it is neither a disposal nor a correction of one");
    LedgerError::Content { seq, source }
}
