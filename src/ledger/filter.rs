//! Which disposals to show and in what order, and how that is said to `SQLite`.
//!
//! The log reads the table `item`, one row a disposal as it stands. Exports and reports read the
//! records themselves, since they may ask for the log as it stood at an earlier record.

use std::fmt;

use jiff::civil::Date;
use rusqlite::types::Value;

use super::Outcome;
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
    /// The column of `item` that an index sorts by.
    fn column(self) -> &'static str {
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
    /// First and last day of the act, both included.
    pub from: Option<Date>,
    pub to: Option<Date>,
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
    /// The log as it stood when the ledger's last record was this one. What is asked beyond day,
    /// text, outcome, hazard and schedule is asked of how things stand now.
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
    fn order(&self) -> Sort {
        let by = |by, descending| Sort { by, descending };
        self.sort.unwrap_or(if self.uncertain_below.is_some() {
            by(SortBy::Urgency, false)
        } else if self.from.is_some() || self.to.is_some() {
            by(SortBy::Day, true)
        } else if self.confidence_from.is_some() || self.confidence_below.is_some() {
            by(SortBy::Confidence, false)
        } else {
            by(SortBy::Entered, true)
        })
    }

    /// `ORDER BY` and `LIMIT` of a page, and the condition by which it begins behind the page before.
    pub(super) fn page(&self) -> (String, String) {
        let Sort { by, descending } = self.order();
        let (column, way, beyond) = match (by.column(), descending) {
            (column, true) => (column, " DESC", "<"),
            (column, false) => (column, "", ">"),
        };
        let keys = match by {
            SortBy::Entered => "i.seq".to_owned(),
            _ => format!("i.{column}, i.seq"),
        };
        let begins = if self.before.is_some() {
            let behind = keys.replace("i.", "b.");
            format!(" AND ({keys}) {beyond} (SELECT {behind} FROM item b WHERE b.seq = :before)")
        } else {
            String::new()
        };
        let order = match by {
            SortBy::Entered => format!(" ORDER BY i.seq{way}"),
            _ => format!(" ORDER BY i.{column}{way}, i.seq{way}"),
        };
        let limit = self
            .limit
            .map_or_else(String::new, |rows| format!(" LIMIT {rows}"));
        (begins, order + &limit)
    }
}

/// Conditions of a query, each beginning with `AND`, and their values. Only what is asked for is
/// said, so that `SQLite` sees which index serves.
#[derive(Default)]
pub(super) struct Conditions {
    pub sql: String,
    pub values: Vec<(&'static str, Value)>,
}

impl Conditions {
    /// On `item i`. `drugs`: those that hold the text that is looked for, where they are few.
    pub fn on_items(filter: &LogFilter, drugs: Option<Vec<String>>) -> Self {
        let mut conditions = Self::default();
        conditions.of_the_statement(filter, "i");
        conditions.of_the_text(filter, drugs);
        conditions.of_the_item(filter);
        conditions.add("", ":before", filter.before.map(Value::from));
        conditions
    }

    /// On `record c`, the row that states a disposal.
    pub fn on_records(filter: &LogFilter) -> Self {
        let mut conditions = Self::default();
        conditions.of_the_statement(filter, "c");
        let text = filter
            .text
            .as_ref()
            .map(|text| Value::from(text.to_ascii_lowercase()));
        conditions.add(" AND instr(c.words, :text) > 0", ":text", text);
        let through = filter.through.map(Value::from);
        conditions.add(" AND c.seq <= :through", ":through", through);
        let mut now = Self::default();
        now.of_the_item(filter);
        if !now.sql.is_empty() {
            let also = format!(
                " AND EXISTS (SELECT 1 FROM item i WHERE i.seq = c.subject{})",
                now.sql
            );
            conditions.sql.push_str(&also);
            conditions.values.append(&mut now.values);
        }
        conditions
    }

    fn add(&mut self, condition: &str, name: &'static str, value: Option<Value>) {
        if let Some(value) = value {
            self.sql.push_str(condition);
            self.values.push((name, value));
        }
    }

    /// What a disposal and its corrections state, in the columns of the table `at`.
    fn of_the_statement(&mut self, filter: &LogFilter, at: &str) {
        let day = |day: Date| Value::from(day.to_string());
        let text = |text: &str| Value::from(text.to_owned());
        for (condition, name, value) in [
            (".acted_on >= :from", ":from", filter.from.map(day)),
            (".acted_on <= :to", ":to", filter.to.map(day)),
            (
                ".outcome = :outcome",
                ":outcome",
                filter.outcome.map(|outcome| text(outcome.as_str())),
            ),
            (
                ".hazard = :hazard",
                ":hazard",
                filter.hazard.map(|hazard| text(hazard.as_str())),
            ),
            (
                ".schedule = :schedule",
                ":schedule",
                filter.schedule.as_deref().map(text),
            ),
        ] {
            self.add(&format!(" AND {at}{condition}"), name, value);
        }
    }

    fn of_the_text(&mut self, filter: &LogFilter, drugs: Option<Vec<String>>) {
        let Some(text) = &filter.text else { return };
        let few = drugs.is_some();
        let drugs = drugs.map(|drugs| Value::from(serde_json::json!(drugs).to_string()));
        self.add(
            " AND i.seq IN (SELECT seq FROM item WHERE words IN (SELECT value FROM json_each(:drugs))
                  UNION SELECT seq FROM item WHERE reference <> '' AND instr(reference, :text) > 0)",
            ":drugs",
            drugs,
        );
        let along = " AND (instr(i.words, :text) > 0 OR instr(i.reference, :text) > 0)";
        let condition = if few { "" } else { along };
        let text = Value::from(text.to_ascii_lowercase());
        self.add(condition, ":text", Some(text));
    }

    /// What only `item i` knows.
    fn of_the_item(&mut self, filter: &LogFilter) {
        let text = |text: &str| Value::from(text.to_owned());
        for (condition, name, value) in [
            (
                " AND i.operator = :operator",
                ":operator",
                filter.operator.as_deref().map(text),
            ),
            (
                " AND i.drug = :drug",
                ":drug",
                filter.drug.as_deref().map(text),
            ),
            (
                " AND i.confidence_ppm >= :at_least",
                ":at_least",
                filter.confidence_from.map(Value::from),
            ),
            // Where the model was not asked there is no confidence to lie below anything.
            (
                " AND i.confidence_ppm >= 0 AND i.confidence_ppm < :below",
                ":below",
                filter.confidence_below.map(Value::from),
            ),
            (
                " AND i.review = :review",
                ":review",
                filter.review.map(|review| text(review.as_str())),
            ),
            (
                " AND i.review <> 'approved' AND i.outcome <> 'withdrawn'
                  AND (i.doubts <> 0 OR (i.confidence_ppm >= 0 AND i.confidence_ppm < :limit))",
                ":limit",
                filter.uncertain_below.map(Value::from),
            ),
        ] {
            self.add(condition, name, value);
        }
    }
}
