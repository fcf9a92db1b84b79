//! The log a page at a time: each disposal as it stands, with its review and what is in doubt.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};

use super::{
    AccountId, Content, Event, Ledger, LedgerError, LogFilter, LogRow, RecordId, Review, ReviewAct,
    ReviewState, selection,
};

/// A disposal as it stands, and where its review stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Listed {
    pub row: LogRow,
    /// The newest review of the row that states it now.
    pub review: Option<Review>,
    pub doubts: Doubts,
    /// Whoever entered it and whoever ever corrected it, where the station has accounts.
    pub hands: Vec<AccountId>,
}

impl Listed {
    pub fn state(&self) -> ReviewState {
        match self.review.as_ref().map(|review| &review.act) {
            None => ReviewState::Unreviewed,
            Some(ReviewAct::Approved) => ReviewState::Approved,
            Some(ReviewAct::SentBack { .. }) => ReviewState::SentBack,
        }
    }
}

/// Why somebody should look at a disposal, as the table `item` has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Doubts {
    bits: u32,
    /// Of the model's first candidate, parts per million; none where there was none.
    pub confidence_ppm: Option<u32>,
}

/// One reason to look at a disposal. The queue of the uncertain holds what has any.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Doubt {
    SentBack,
    Unidentified,
    HazardUnknown,
    /// The model named nothing it stands by.
    ModelAbstained,
    /// The person chose another drug than the model's first.
    OtherChosen,
    /// The first candidate's confidence lies below the limit of the settings.
    LowConfidence,
}

impl Doubt {
    /// For commands and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SentBack => "sent_back",
            Self::Unidentified => "unidentified",
            Self::HazardUnknown => "hazard_unknown",
            Self::ModelAbstained => "model_abstained",
            Self::OtherChosen => "other_chosen",
            Self::LowConfidence => "low_confidence",
        }
    }
}

impl Doubts {
    /// Every doubt, with `below` as the limit of confidence, parts per million.
    pub fn all(self, below: u32) -> Vec<Doubt> {
        // The bits are those of the migration that makes `item`.
        let stored = [
            (16, Doubt::SentBack),
            (1, Doubt::Unidentified),
            (8, Doubt::HazardUnknown),
            (2, Doubt::ModelAbstained),
            (4, Doubt::OtherChosen),
        ];
        let low = self.confidence_ppm.is_some_and(|ppm| ppm < below);
        stored
            .into_iter()
            .filter_map(|(bit, doubt)| (self.bits & bit != 0).then_some(doubt))
            .chain(low.then_some(Doubt::LowConfidence))
            .collect()
    }
}

/// The first five are those that [`Ledger::log_row`] reads.
const COLUMNS: &str = "SELECT d.seq, d.content, c.seq, c.content, c.hash,
        i.doubts, i.confidence_ppm, r.seq, r.content
    FROM item i CROSS JOIN record d ON d.seq = i.seq CROSS JOIN record c ON c.seq = i.stated_by
        LEFT JOIN record r ON r.seq = i.reviewed_by
    WHERE i.seq = ?";

impl Ledger {
    /// Place and day of what was recorded in this site mode behind `place` and was not withdrawn, oldest first.
    pub fn standing_after(
        &self,
        place: i64,
        site_mode: &str,
    ) -> Result<Vec<(i64, Date)>, LedgerError> {
        let connection = self.reader()?;
        let database_error = |source| self.database_error(source);
        let mut statement = connection
            .prepare_cached(
                "SELECT i.seq, i.acted_on FROM item i JOIN record d ON d.seq = i.seq
                 WHERE i.seq > ? AND i.outcome <> 'withdrawn' AND d.content ->> '$.site_mode' = ?
                 ORDER BY i.seq",
            )
            .map_err(database_error)?;
        let rows = statement
            .query_map((place, site_mode), |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
            })
            .map_err(database_error)?;
        let mut standing = Vec::new();
        for row in rows {
            let (seq, day) = row.map_err(database_error)?;
            standing.push((seq, day.parse().map_err(|_| LedgerError::Forged { seq })?));
        }
        Ok(standing)
    }

    /// One page of the log; `view` and `through` of the filter are not looked at.
    pub fn log(&self, filter: &LogFilter) -> Result<Vec<LogRow>, LedgerError> {
        let listed = self.listed(filter)?;
        Ok(listed.into_iter().map(|listed| listed.row).collect())
    }

    /// As [`Ledger::log`], with the reviews.
    pub fn listed(&self, filter: &LogFilter) -> Result<Vec<Listed>, LedgerError> {
        let database_error = |source| self.database_error(source);
        let mut connection = self.reader()?;
        // All of one moment.
        let snapshot = connection.transaction().map_err(database_error)?;
        let places = selection::places(&snapshot, filter).map_err(database_error)?;
        let mut listed = Vec::with_capacity(places.len());
        for place in places {
            listed.extend(self.listed_at(&snapshot, place)?);
        }
        Ok(listed)
    }

    /// How many disposals `filter` lets through, on all pages together.
    pub fn count(&self, filter: &LogFilter) -> Result<u64, LedgerError> {
        selection::count(&self.reader()?, filter).map_err(|source| self.database_error(source))
    }

    /// The disposal that the record `id` states, corrects or reviews, with its review.
    pub fn find_listed(&self, id: RecordId) -> Result<Listed, LedgerError> {
        let connection = self.reader()?;
        let place: Option<i64> = connection
            .query_row(
                "SELECT coalesce(subject, reviewed) FROM record WHERE id = ?",
                [id.to_string()],
                |row| row.get(0),
            )
            .optional()
            .map_err(|source| self.database_error(source))?
            .flatten();
        let found = match place {
            Some(place) => self.listed_at(&connection, place)?,
            None => None,
        };
        found.ok_or(LedgerError::NotFound(id))
    }

    /// Everybody who entered a disposal, by name.
    pub fn operators(&self) -> Result<Vec<String>, LedgerError> {
        let database_error = |source| self.database_error(source);
        // From name to name along the index instead of past every row.
        let connection = self.reader()?;
        let mut statement = connection
            .prepare(
                "WITH RECURSIVE name (is_) AS (
                     SELECT min(operator) FROM item
                     UNION ALL
                     SELECT (SELECT min(operator) FROM item WHERE operator > is_) FROM name
                     WHERE is_ IS NOT NULL)
                 SELECT is_ FROM name WHERE is_ IS NOT NULL",
            )
            .map_err(database_error)?;
        let names = statement
            .query_map([], |row| row.get(0))
            .map_err(database_error)?;
        names.collect::<Result<_, _>>().map_err(database_error)
    }

    /// The disposal at this place; none where there is none.
    fn listed_at(
        &self,
        connection: &Connection,
        place: i64,
    ) -> Result<Option<Listed>, LedgerError> {
        let database_error = |source| self.database_error(source);
        let mut statement = connection.prepare_cached(COLUMNS).map_err(database_error)?;
        let mut rows = statement.query([place]).map_err(database_error)?;
        let Some(row) = rows.next().map_err(database_error)? else {
            return Ok(None);
        };
        let confidence: i64 = row.get(6).map_err(database_error)?;
        let review: Option<String> = row.get(8).map_err(database_error)?;
        let review = match review {
            None => None,
            Some(text) => {
                let seq = row.get(7).map_err(database_error)?;
                let content: Content = serde_json::from_str(&text)
                    .map_err(|source| LedgerError::Content { seq, source })?;
                match content.event {
                    Event::Review(review) => Some(review),
                    _ => None,
                }
            }
        };
        let stands = self.log_row(row)?;
        let mut hands = Vec::from_iter(stands.account);
        if stands.correction.is_some() {
            hands.extend(self.correctors(connection, place)?);
        }
        Ok(Some(Listed {
            row: stands,
            hands,
            review,
            doubts: Doubts {
                bits: row.get(5).map_err(database_error)?,
                confidence_ppm: u32::try_from(confidence).ok(),
            },
        }))
    }

    /// Whoever corrected the disposal at this place, from the first.
    fn correctors(
        &self,
        connection: &Connection,
        place: i64,
    ) -> Result<Vec<AccountId>, LedgerError> {
        let database_error = |source| self.database_error(source);
        let mut statement = connection
            .prepare_cached(
                "SELECT seq, content FROM record WHERE subject = ?1 AND seq > ?1 ORDER BY seq",
            )
            .map_err(database_error)?;
        let mut rows = statement.query([place]).map_err(database_error)?;
        let mut accounts = Vec::new();
        while let Some(row) = rows.next().map_err(database_error)? {
            let seq = row.get(0).map_err(database_error)?;
            let text: String = row.get(1).map_err(database_error)?;
            let content: Content = serde_json::from_str(&text)
                .map_err(|source| LedgerError::Content { seq, source })?;
            accounts.extend(content.account);
        }
        Ok(accounts)
    }
}
