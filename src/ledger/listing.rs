//! The log a page at a time: each disposal as it stands, with its review and what is in doubt.

use rusqlite::{Connection, ToSql};

use super::{
    Content, Event, Ledger, LedgerError, LogFilter, LogRow, RecordId, Review, ReviewAct,
    ReviewState, filter::Conditions, words::fitting,
};

/// A disposal as it stands, and where its review stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Listed {
    pub row: LogRow,
    /// The newest review of the row that states it now.
    pub review: Option<Review>,
    pub doubts: Doubts,
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

/// The first five are those that [`Ledger::log_row`] reads. `item` leads: its indexes serve.
const COLUMNS: &str = "SELECT d.seq, d.content, c.seq, c.content, c.hash,
        i.doubts, i.confidence_ppm, r.seq, r.content
    FROM item i CROSS JOIN record d ON d.seq = i.seq CROSS JOIN record c ON c.seq = i.stated_by
        LEFT JOIN record r ON r.seq = i.reviewed_by
    WHERE true";

impl Ledger {
    /// One page of the log; `view` and `through` of the filter are not looked at.
    pub fn log(&self, filter: &LogFilter) -> Result<Vec<LogRow>, LedgerError> {
        let listed = self.listed(filter)?;
        Ok(listed.into_iter().map(|listed| listed.row).collect())
    }

    /// As [`Ledger::log`], with the reviews.
    pub fn listed(&self, filter: &LogFilter) -> Result<Vec<Listed>, LedgerError> {
        let connection = self.reader()?;
        let Conditions { sql, values } = self.conditions(&connection, filter)?;
        let (begins, order) = filter.page();
        let sql = [COLUMNS, &sql, &begins, &order].concat();
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, value as &dyn ToSql))
            .collect();
        self.read_listed(&connection, &sql, &values)
    }

    fn conditions(
        &self,
        connection: &Connection,
        filter: &LogFilter,
    ) -> Result<Conditions, LedgerError> {
        let drugs = match &filter.text {
            Some(text) => fitting(connection, &text.to_ascii_lowercase())
                .map_err(|source| self.database_error(source))?,
            None => None,
        };
        Ok(Conditions::on_items(filter, drugs))
    }

    /// The disposal that the record `id` states, corrects or reviews, with its review.
    pub fn find_listed(&self, id: RecordId) -> Result<Listed, LedgerError> {
        let sql = format!(
            "{COLUMNS} AND i.seq = (SELECT coalesce(subject, reviewed) FROM record WHERE id = :id)"
        );
        let found = self.read_listed(&self.reader()?, &sql, &[(":id", &id.to_string())])?;
        found.into_iter().next().ok_or(LedgerError::NotFound(id))
    }

    /// How many disposals `filter` lets through, on all pages together.
    pub fn count(&self, filter: &LogFilter) -> Result<u64, LedgerError> {
        let whole = LogFilter {
            before: None,
            ..filter.clone()
        };
        let connection = self.reader()?;
        let Conditions { sql, values } = self.conditions(&connection, &whole)?;
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, value as &dyn ToSql))
            .collect();
        let sql = format!("SELECT count(*) FROM item i WHERE true{sql}");
        connection
            .query_row(&sql, values.as_slice(), |row| row.get::<_, i64>(0))
            .map(i64::unsigned_abs)
            .map_err(|source| self.database_error(source))
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

    fn read_listed(
        &self,
        connection: &Connection,
        sql: &str,
        values: &[(&str, &dyn ToSql)],
    ) -> Result<Vec<Listed>, LedgerError> {
        let database_error = |source| self.database_error(source);
        let mut statement = connection.prepare(sql).map_err(database_error)?;
        let mut rows = statement.query(values).map_err(database_error)?;
        let mut listed = Vec::new();
        while let Some(row) = rows.next().map_err(database_error)? {
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
            listed.push(Listed {
                row: self.log_row(row)?,
                review,
                doubts: Doubts {
                    bits: row.get(5).map_err(database_error)?,
                    confidence_ppm: u32::try_from(confidence).ok(),
                },
            });
        }
        Ok(listed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        hazard::Verdict,
        ledger::{Outcome, Sort, SortBy},
    };

    /// Every step of the plan that goes past rows.
    fn plan(filter: &LogFilter) -> Vec<String> {
        let home = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(home.path()).unwrap();
        let drugs = filter.text.as_ref().map(|text| vec![text.clone()]);
        let Conditions { sql, values } = Conditions::on_items(filter, drugs);
        let (begins, order) = filter.page();
        let sql = ["EXPLAIN QUERY PLAN ", COLUMNS, &sql, &begins, &order].concat();
        let connection = ledger.reader().unwrap();
        let mut statement = connection.prepare(&sql).unwrap();
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, value as &dyn ToSql))
            .collect();
        let steps = statement
            .query_map(values.as_slice(), |row| row.get(3))
            .unwrap();
        steps.map(Result::unwrap).collect()
    }

    fn filters() -> Vec<(&'static str, LogFilter)> {
        let all = LogFilter::default;
        let day = jiff::civil::date(2026, 11, 22);
        vec![
            ("nothing", all()),
            (
                "from",
                LogFilter {
                    from: Some(day),
                    ..all()
                },
            ),
            (
                "to",
                LogFilter {
                    to: Some(day),
                    ..all()
                },
            ),
            (
                "outcome",
                LogFilter {
                    outcome: Some(Outcome::Withdrawn),
                    ..all()
                },
            ),
            (
                "hazard",
                LogFilter {
                    hazard: Some(Verdict::Unknown),
                    ..all()
                },
            ),
            (
                "schedule",
                LogFilter {
                    schedule: Some("CII".into()),
                    ..all()
                },
            ),
            (
                "operator",
                LogFilter {
                    operator: Some("A. Clerk".into()),
                    ..all()
                },
            ),
            (
                "drug",
                LogFilter {
                    drug: Some("warfarin".into()),
                    ..all()
                },
            ),
            (
                "confidence from",
                LogFilter {
                    confidence_from: Some(1),
                    ..all()
                },
            ),
            (
                "confidence below",
                LogFilter {
                    confidence_below: Some(1),
                    ..all()
                },
            ),
            (
                "review",
                LogFilter {
                    review: Some(ReviewState::SentBack),
                    ..all()
                },
            ),
            (
                "queue",
                LogFilter {
                    uncertain_below: Some(800_000),
                    ..all()
                },
            ),
        ]
    }

    /// By entry is by the key of the table itself.
    fn goes_along_an_index(name: &str, filter: &LogFilter, by_entry: bool) {
        let steps = plan(filter);
        let first = steps
            .iter()
            .find(|step| step.split(' ').any(|word| word == "i"));
        let first = first.unwrap_or_else(|| panic!("{name}: {steps:?}"));
        assert!(
            by_entry || first.contains("INDEX item_"),
            "{name} passes every row: {steps:?}"
        );
        assert!(
            steps.iter().all(|step| !step.contains("TEMP B-TREE")),
            "{name} is sorted row by row: {steps:?}"
        );
    }

    #[test]
    fn every_filter_begins_at_an_index_and_nothing_is_sorted_row_by_row() {
        for (name, filter) in filters() {
            goes_along_an_index(name, &filter, name == "nothing");
            let next = LogFilter {
                before: Some(7),
                ..filter
            };
            goes_along_an_index(&format!("{name}, next page"), &next, name == "nothing");
        }
    }

    #[test]
    fn every_order_is_that_of_an_index() {
        let by = [
            SortBy::Entered,
            SortBy::Day,
            SortBy::Drug,
            SortBy::Hazard,
            SortBy::Schedule,
            SortBy::Confidence,
            SortBy::Operator,
            SortBy::Review,
            SortBy::Urgency,
        ];
        for by in by {
            for descending in [false, true] {
                for before in [None, Some(7)] {
                    let filter = LogFilter {
                        sort: Some(Sort { by, descending }),
                        // The most urgent is asked for in the queue alone.
                        uncertain_below: (by == SortBy::Urgency).then_some(800_000),
                        before,
                        ..LogFilter::default()
                    };
                    let name = format!("{by:?} {descending} {before:?}");
                    goes_along_an_index(&name, &filter, by == SortBy::Entered);
                }
            }
        }
    }
}
