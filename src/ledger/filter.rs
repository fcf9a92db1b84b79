//! Which disposals to show and in what order, and how each thing asked for is said to `SQLite`.
//!
//! The log reads the table `item`, one row a disposal as it stands. Exports and reports read the
//! records themselves, since they may ask for the log as it stood at an earlier record.

use std::fmt;

use jiff::civil::Date;
use rusqlite::types::Value;

use super::{Outcome, Period};
use crate::hazard::Verdict;

/// Which rows an export holds.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum View {
    /// One row a disposal, as its newest correction left it.
    #[default]
    Current,
    /// Every disposal and every correction, as written.
    Raw,
}

/// Whether somebody who may review has looked at a disposal as it stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ReviewState {
    Unreviewed,
    Approved,
    SentBack,
}

impl ReviewState {
    pub const ALL: [Self; 3] = [Self::Unreviewed, Self::Approved, Self::SentBack];

    /// As it is stored and as commands spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unreviewed => "unreviewed",
            Self::Approved => "approved",
            Self::SentBack => "sent_back",
        }
    }
}

impl fmt::Display for ReviewState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What the rows of the log are sorted by; rows that are equal in it follow their entry.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SortBy {
    Entered,
    /// Day of the act.
    Day,
    Drug,
    Hazard,
    Schedule,
    /// Of the model's first candidate; none comes before all.
    Confidence,
    Operator,
    Review,
    /// Hazardous or controlled, then the rest.
    Urgency,
}

impl SortBy {
    pub const ALL: [Self; 9] = [
        Self::Entered,
        Self::Day,
        Self::Drug,
        Self::Hazard,
        Self::Schedule,
        Self::Confidence,
        Self::Operator,
        Self::Review,
        Self::Urgency,
    ];

    /// As commands spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Day => "day",
            Self::Drug => "drug",
            Self::Hazard => "hazard",
            Self::Schedule => "schedule",
            Self::Confidence => "confidence",
            Self::Operator => "operator",
            Self::Review => "review",
            Self::Urgency => "urgency",
        }
    }

    /// The column of `item` that an index sorts by.
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Entered => "seq",
            Self::Day => "acted_on",
            Self::Drug => "drug",
            Self::Hazard => "hazard",
            Self::Schedule => "schedule",
            Self::Confidence => "confidence_ppm",
            Self::Operator => "operator",
            Self::Review => "review",
            Self::Urgency => "urgency",
        }
    }
}

/// An order of the log.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Sort {
    pub by: SortBy,
    pub descending: bool,
}

/// Which disposals to show. The default is all of them, the newest first.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct LogFilter {
    /// Of the day of the act.
    pub period: Period,
    /// Part of the drug's name, NDC, labeler or of the reference; case is ignored.
    pub text: Option<String>,
    pub outcome: Option<Outcome>,
    pub hazard: Option<Verdict>,
    /// `CII`.
    pub schedule: Option<String>,
    /// Printed name of whoever entered the disposal.
    pub operator: Option<String>,
    /// The drug's whole name; case is ignored.
    pub drug: Option<String>,
    /// Confidence of the model's first candidate, parts per million: at least this.
    pub confidence_from: Option<u32>,
    /// And below this.
    pub confidence_below: Option<u32>,
    pub review: Option<ReviewState>,
    /// Only the queue of the uncertain: neither approved nor withdrawn, and in doubt, or with a
    /// first candidate whose confidence lies below this, parts per million.
    pub uncertain_below: Option<u32>,
    pub view: View,
    /// The log as it stood when the ledger's last record was this one. Only day, text, outcome, hazard
    /// and schedule are judged as of this record; every other condition is judged as things stand now.
    pub through: Option<i64>,
    /// How a page is sorted; exports go by entry.
    pub sort: Option<Sort>,
    /// A page begins behind this place in the ledger: the `seq` of the last row of the page before.
    pub before: Option<i64>,
    /// Rows a page; none means all. An export takes no notice of pages.
    pub limit: Option<u32>,
}

impl LogFilter {
    /// The order of a page. Where none is asked for, the newest comes first; the queue begins with
    /// what is most urgent and oldest, and a span of days or of confidence goes along its index.
    ///
    /// What is unidentified is alike in drug, schedule and hazard, so their order is that of the
    /// entry: the indexes of these would first lead past all that is identified.
    pub(super) fn order(&self) -> Sort {
        let by = |by, descending| Sort { by, descending };
        match self.sort {
            Some(Sort {
                by: SortBy::Drug | SortBy::Schedule | SortBy::Hazard,
                descending,
            }) if self.outcome == Some(Outcome::Unidentified) => by(SortBy::Entered, descending),
            Some(sort) => sort,
            None if self.uncertain_below.is_some() => by(SortBy::Urgency, false),
            None if self.period != Period::default() => by(SortBy::Day, true),
            None if self.confidence_from.is_some() || self.confidence_below.is_some() => {
                by(SortBy::Confidence, false)
            }
            None => by(SortBy::Entered, true),
        }
    }
}

/// One thing that is asked of the rows; `@` stands before each name of a column.
pub(super) struct Condition {
    /// The column that has the index for it.
    pub column: &'static str,
    pub sql: &'static str,
    pub name: &'static str,
    pub value: Value,
}

impl Condition {
    /// With `AND` before it, `at` before each column.
    pub fn of(&self, at: &str) -> String {
        format!(" AND {}", self.sql.replace('@', at))
    }
}

impl LogFilter {
    /// What is asked of `item`, without the text.
    pub(super) fn conditions(&self) -> Vec<Condition> {
        let mut all = self.of_the_statement();
        all.extend(self.of_the_item());
        all
    }

    /// What is asked of a disposal and its corrections, without the text.
    fn of_the_statement(&self) -> Vec<Condition> {
        let day = |day: Date| Value::from(day.to_string());
        let text = |text: &str| Value::from(text.to_owned());
        let Period { from, to } = self.period;
        asked([
            ("acted_on", "@acted_on >= :from", ":from", from.map(day)),
            ("acted_on", "@acted_on <= :to", ":to", to.map(day)),
            (
                "outcome",
                "@outcome = :outcome",
                ":outcome",
                self.outcome.map(|outcome| text(outcome.as_str())),
            ),
            (
                "hazard",
                "@hazard = :hazard",
                ":hazard",
                self.hazard.map(|hazard| text(hazard.as_str())),
            ),
            (
                "schedule",
                "@schedule = :schedule",
                ":schedule",
                self.schedule.as_deref().map(text),
            ),
        ])
    }

    /// What is asked of things that only `item` knows.
    fn of_the_item(&self) -> Vec<Condition> {
        let text = |text: &str| Value::from(text.to_owned());
        asked([
            (
                "operator",
                "@operator = :operator",
                ":operator",
                self.operator.as_deref().map(text),
            ),
            (
                "drug",
                "@drug = :drug",
                ":drug",
                self.drug.as_deref().map(text),
            ),
            (
                "confidence_ppm",
                "@confidence_ppm >= :at_least",
                ":at_least",
                self.confidence_from.map(Value::from),
            ),
            // Where the model was not asked there is no confidence to lie below anything.
            (
                "confidence_ppm",
                "@confidence_ppm >= 0 AND @confidence_ppm < :below",
                ":below",
                self.confidence_below.map(Value::from),
            ),
            (
                "review",
                "@review = :review",
                ":review",
                self.review.map(|review| text(review.as_str())),
            ),
            (
                "urgency",
                "@review <> 'approved' AND @outcome <> 'withdrawn'
                     AND (@doubts <> 0 OR (@confidence_ppm >= 0 AND @confidence_ppm < :limit))",
                ":limit",
                self.uncertain_below.map(Value::from),
            ),
        ])
    }
}

fn asked<const N: usize>(
    all: [(&'static str, &'static str, &'static str, Option<Value>); N],
) -> Vec<Condition> {
    let asked = all.into_iter().filter_map(|(column, sql, name, value)| {
        Some(Condition {
            column,
            sql,
            name,
            value: value?,
        })
    });
    asked.collect()
}

/// Conditions of a query on `record c`, the row that states a disposal, each beginning with `AND`;
/// and their values.
pub(super) fn on_records(filter: &LogFilter) -> (String, Vec<(&'static str, Value)>) {
    let (mut sql, mut values) = (String::new(), Vec::new());
    for condition in filter.of_the_statement() {
        sql += &condition.of("c.");
        values.push((condition.name, condition.value));
    }
    if let Some(text) = &filter.text {
        sql += " AND instr(c.words, :text) > 0";
        values.push((":text", Value::from(text.to_ascii_lowercase())));
    }
    if let Some(through) = filter.through {
        sql += " AND c.seq <= :through";
        values.push((":through", Value::from(through)));
    }
    let now = filter.of_the_item();
    if !now.is_empty() {
        sql += " AND EXISTS (SELECT 1 FROM item i WHERE i.seq = c.subject";
        for condition in now {
            sql += &condition.of("i.");
            values.push((condition.name, condition.value));
        }
        sql += ")";
    }
    (sql, values)
}
