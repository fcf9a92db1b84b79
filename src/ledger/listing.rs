//! The log a page at a time: each disposal as it stands, with its review and what is in doubt.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};

use super::{
    AccountId, Event, Ledger, LedgerError, LogFilter, LogRow, RecordId, Review, ReviewAct,
    ReviewState, database::Fault, kinds::content_at, query::log_row, selection,
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

/// The first five are those that [`log_row`] reads.
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
        self.read(|snapshot| {
            let mut statement = snapshot.prepare(
                "SELECT i.seq, i.acted_on FROM item i JOIN record d ON d.seq = i.seq
                 WHERE i.seq > ? AND i.outcome <> 'withdrawn' AND d.content ->> '$.site_mode' = ?
                 ORDER BY i.seq",
            )?;
            let mut rows = statement.query((place, site_mode))?;
            let mut standing = Vec::new();
            while let Some(row) = rows.next()? {
                let (seq, day): (i64, String) = (row.get(0)?, row.get(1)?);
                let day: Date = day.parse().map_err(|_| LedgerError::Forged { seq })?;
                standing.push((seq, day));
            }
            Ok(standing)
        })
    }

    /// One page of the log; `view` and `through` of the filter are not looked at.
    pub fn log(&self, filter: &LogFilter) -> Result<Vec<LogRow>, LedgerError> {
        let listed = self.listed(filter)?;
        Ok(listed.into_iter().map(|listed| listed.row).collect())
    }

    /// As [`Ledger::log`], with the reviews.
    pub fn listed(&self, filter: &LogFilter) -> Result<Vec<Listed>, LedgerError> {
        self.read(|snapshot| {
            let places = selection::places(snapshot, filter)?;
            let mut listed = Vec::with_capacity(places.len());
            for place in places {
                listed.extend(listed_at(snapshot, place)?);
            }
            Ok(listed)
        })
    }

    /// How many disposals `filter` lets through, on all pages together.
    pub fn count(&self, filter: &LogFilter) -> Result<u64, LedgerError> {
        self.read(|snapshot| Ok(selection::count(snapshot, filter)?))
    }

    /// The disposal that the record `id` states, corrects or reviews, with its review.
    pub fn find_listed(&self, id: RecordId) -> Result<Listed, LedgerError> {
        let found = self.read(|snapshot| {
            let place = "SELECT coalesce(subject, reviewed) FROM record WHERE id = ?";
            let place: Option<i64> = snapshot
                .query_row(place, [id.to_string()], |row| row.get(0))
                .optional()?
                .flatten();
            let found = place.map(|place| listed_at(snapshot, place)).transpose()?;
            Ok(found.flatten())
        });
        found?.ok_or(LedgerError::NotFound(id))
    }

    /// Everybody who entered a disposal, by name.
    pub fn operators(&self) -> Result<Vec<String>, LedgerError> {
        self.read(|snapshot| {
            // From name to name along the index instead of past every row.
            let mut statement = snapshot.prepare(
                "WITH RECURSIVE name (is_) AS (
                     SELECT min(operator) FROM item
                     UNION ALL
                     SELECT (SELECT min(operator) FROM item WHERE operator > is_) FROM name
                     WHERE is_ IS NOT NULL)
                 SELECT is_ FROM name WHERE is_ IS NOT NULL",
            )?;
            let names = statement.query_map([], |row| row.get(0))?;
            Ok(names.collect::<rusqlite::Result<_>>()?)
        })
    }
}

/// The disposal at this place; none where there is none.
fn listed_at(connection: &Connection, place: i64) -> Result<Option<Listed>, Fault> {
    let mut statement = connection.prepare_cached(COLUMNS)?;
    let mut rows = statement.query([place])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let reviewed_by: Option<i64> = row.get(7)?;
    let review = reviewed_by.map(|_| content_at(row, 7)).transpose()?;
    let confidence: i64 = row.get(6)?;
    let stands = log_row(row)?;
    let mut hands = Vec::from_iter(stands.account);
    if stands.correction.is_some() {
        hands.extend(correctors(connection, place)?);
    }
    Ok(Some(Listed {
        row: stands,
        hands,
        review: review.and_then(|content| match content.event {
            Event::Review(review) => Some(review),
            _ => None,
        }),
        doubts: Doubts {
            bits: row.get(5)?,
            confidence_ppm: u32::try_from(confidence).ok(),
        },
    }))
}

/// Whoever corrected the disposal at this place, from the first.
fn correctors(connection: &Connection, place: i64) -> Result<Vec<AccountId>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT seq, content FROM record WHERE subject = ?1 AND seq > ?1 ORDER BY seq",
    )?;
    let mut rows = statement.query([place])?;
    let mut accounts = Vec::new();
    while let Some(row) = rows.next()? {
        accounts.extend(content_at(row, 0)?.account);
    }
    Ok(accounts)
}
