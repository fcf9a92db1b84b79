//! Which rows of `item` a filter lets through, and in what order, so that no page has to wait for
//! a walk past all of them.
//!
//! Where something that is asked for holds for few items, these are fetched by its index and sorted.
//! Where it holds for many, going along the index of the order soon meets a page of them.

use rusqlite::{Connection, ToSql, types::Value};

use super::{
    LogFilter, Outcome, SortBy,
    filter::{Condition, Sort},
    words,
};

/// Items that are few enough to be fetched one by one. Of a million, whatever holds for more holds
/// for one in fifty: a page of a hundred then lies within the first thousands of any order.
const FEW: usize = 20_000;

/// A query on `item i` up to its order.
struct Selection {
    /// `FROM`, `WHERE`.
    sql: String,
    values: Vec<(&'static str, Value)>,
}

/// What few items are fetched by.
enum Lead {
    /// They are known already: those that hold the text.
    Places(Vec<i64>),
    /// The conditions on this column.
    Column(&'static str),
}

/// Places of the items on the page that `filter` asks for, in its order.
pub(super) fn places(connection: &Connection, filter: &LogFilter) -> rusqlite::Result<Vec<i64>> {
    let Selection { sql, values } = Selection::new(filter, lead(connection, filter)?);
    let sql = format!("SELECT i.seq {sql}{}", order(filter));
    let values: Vec<_> = bound(&values);
    let mut statement = connection.prepare_cached(&sql)?;
    let places = statement.query_map(values.as_slice(), |row| row.get(0))?;
    places.collect()
}

/// How many items `filter` lets through, on all pages together.
pub(super) fn count(connection: &Connection, filter: &LogFilter) -> rusqlite::Result<u64> {
    let whole = LogFilter {
        before: None,
        ..filter.clone()
    };
    let Selection { sql, values } = Selection::new(&whole, lead(connection, &whole)?);
    let sql = format!("SELECT count(*) {sql}");
    let count: i64 = connection.query_row(&sql, bound(&values).as_slice(), |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

fn bound<'a>(values: &'a [(&'static str, Value)]) -> Vec<(&'static str, &'a dyn ToSql)> {
    let values = values.iter();
    values
        .map(|(name, value)| (*name, value as &dyn ToSql))
        .collect()
}

impl Selection {
    fn new(filter: &LogFilter, lead: Option<Lead>) -> Self {
        let conditions = filter.conditions();
        let by = filter.order().by;
        let is_led = lead.is_some();
        let mut values = Vec::new();
        let mut sql = match lead {
            None => "FROM item i WHERE true".to_owned(),
            Some(Lead::Places(places)) => {
                let places = serde_json::json!(places).to_string();
                values.push((":places", Value::from(places)));
                "FROM json_each(:places) few CROSS JOIN item i ON i.seq = few.value WHERE true"
                    .to_owned()
            }
            Some(Lead::Column(column)) => format!(
                "FROM item few CROSS JOIN item i ON i.seq = few.seq WHERE {}",
                on_column(&conditions, column, "few.")
            ),
        };
        if let Some(text) = &filter.text {
            sql += " AND (instr(i.words, :text) > 0 OR instr(i.reference, :text) > 0)";
            values.push((":text", Value::from(text.to_ascii_lowercase())));
        }
        for condition in conditions {
            // `+` keeps its index from being used: what leads is settled.
            let at = if !is_led && serves(&condition, by) {
                "i."
            } else {
                "+i."
            };
            sql += &condition.of(at);
            values.push((condition.name, condition.value));
        }
        if by == SortBy::Drug && filter.outcome == Some(Outcome::Identified) {
            // Past the unidentified, which have no drug and would all be met first.
            sql += if is_led {
                " AND +i.drug > ''"
            } else {
                " AND i.drug > ''"
            };
        }
        if let Some(before) = filter.before {
            sql += &begins(filter.order());
            values.push((":before", Value::from(before)));
        }
        Self { sql, values }
    }
}

/// What holds for few items; none where nothing does, or where an index has all that is asked for in
/// the order of the page.
fn lead(connection: &Connection, filter: &LogFilter) -> rusqlite::Result<Option<Lead>> {
    if let Some(text) = &filter.text {
        let places = words::places(connection, &text.to_ascii_lowercase(), FEW)?;
        if let Some(places) = places {
            return Ok(Some(Lead::Places(places)));
        }
    }
    let conditions = filter.conditions();
    if filter.text.is_none() && is_served(&conditions, filter.order().by) {
        return Ok(None);
    }
    Ok(rarest(connection, &conditions)?.map(Lead::Column))
}

/// Whether an index has the rows of `condition` in the order `by`: that of the same column, or one
/// value of any, since equal entries lie in the order of their entry.
fn serves(condition: &Condition, by: SortBy) -> bool {
    condition.column == by.column() || (by == SortBy::Entered && condition.sql.contains(" = "))
}

fn is_served(conditions: &[Condition], by: SortBy) -> bool {
    let mut all = conditions.iter();
    all.next()
        .is_none_or(|first| serves(first, by) && all.all(|other| other.column == first.column))
}

/// The conditions on one column, joined.
fn on_column(conditions: &[Condition], column: &str, at: &str) -> String {
    let of_it = conditions
        .iter()
        .filter(|condition| condition.column == column);
    let sql: Vec<_> = of_it
        .map(|condition| condition.sql.replace('@', at))
        .collect();
    sql.join(" AND ")
}

/// The column whose conditions hold for the fewest items; none where each holds for many.
fn rarest(
    connection: &Connection,
    conditions: &[Condition],
) -> rusqlite::Result<Option<&'static str>> {
    let mut rarest = None;
    for condition in conditions {
        // Nothing counts the queue without passing most of it.
        if condition.column == SortBy::Urgency.column() {
            continue;
        }
        let also = on_column(conditions, condition.column, "i.");
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM item i WHERE {also} LIMIT {})",
            FEW + 1
        );
        let of_it = conditions
            .iter()
            .filter(|other| other.column == condition.column);
        let values: Vec<_> = of_it
            .map(|other| (other.name, &other.value as &dyn ToSql))
            .collect();
        let held: i64 = connection
            .prepare_cached(&sql)?
            .query_row(values.as_slice(), |row| row.get(0))?;
        if held <= FEW as i64 && rarest.is_none_or(|(least, _)| held < least) {
            rarest = Some((held, condition.column));
        }
    }
    Ok(rarest.map(|(_, column)| column))
}

/// The condition by which a page begins behind the page before.
fn begins(Sort { by, descending }: Sort) -> String {
    let beyond = if descending { "<" } else { ">" };
    let keys = |at: &str| match by {
        SortBy::Entered => format!("{at}seq"),
        _ => format!("{at}{}, {at}seq", by.column()),
    };
    format!(
        " AND ({}) {beyond} (SELECT {} FROM item b WHERE b.seq = :before)",
        keys("i."),
        keys("b.")
    )
}

/// `ORDER BY` and `LIMIT` of a page.
fn order(filter: &LogFilter) -> String {
    let Sort { by, descending } = filter.order();
    let way = if descending { " DESC" } else { "" };
    let first = match by {
        SortBy::Entered => String::new(),
        _ => format!("i.{}{way}, ", by.column()),
    };
    let limit = filter
        .limit
        .map_or_else(String::new, |rows| format!(" LIMIT {rows}"));
    format!(" ORDER BY {first}i.seq{way}{limit}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        hazard::Verdict,
        ledger::{Ledger, Period, ReviewState},
    };

    fn ledger() -> (tempfile::TempDir, Ledger) {
        let home = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(home.path()).unwrap();
        (home, ledger)
    }

    /// Every step of the plan.
    fn plan(ledger: &Ledger, filter: &LogFilter, lead: Option<Lead>) -> Vec<String> {
        let Selection { sql, values } = Selection::new(filter, lead);
        let sql = format!("EXPLAIN QUERY PLAN SELECT i.seq {sql}{}", order(filter));
        let connection = ledger.reader().unwrap();
        let mut statement = connection.prepare(&sql).unwrap();
        let steps = statement
            .query_map(bound(&values).as_slice(), |row| row.get(3))
            .unwrap();
        steps.map(Result::unwrap).collect()
    }

    fn filters() -> Vec<LogFilter> {
        let all = LogFilter::default;
        let day = Some(jiff::civil::date(2026, 11, 22));
        let period = |from, to| Period { from, to };
        vec![
            LogFilter {
                period: period(day, None),
                ..all()
            },
            LogFilter {
                period: period(None, day),
                ..all()
            },
            LogFilter {
                outcome: Some(Outcome::Withdrawn),
                ..all()
            },
            LogFilter {
                hazard: Some(Verdict::Unknown),
                ..all()
            },
            LogFilter {
                schedule: Some("CII".into()),
                ..all()
            },
            LogFilter {
                operator: Some("A. Clerk".into()),
                ..all()
            },
            LogFilter {
                drug: Some("warfarin".into()),
                ..all()
            },
            LogFilter {
                confidence_from: Some(1),
                ..all()
            },
            LogFilter {
                confidence_below: Some(1),
                ..all()
            },
            LogFilter {
                review: Some(ReviewState::SentBack),
                ..all()
            },
        ]
    }

    fn orders() -> Vec<Option<Sort>> {
        let by = [
            SortBy::Entered,
            SortBy::Day,
            SortBy::Drug,
            SortBy::Hazard,
            SortBy::Schedule,
            SortBy::Confidence,
            SortBy::Operator,
            SortBy::Review,
        ];
        let both = by
            .into_iter()
            .flat_map(|by| [false, true].map(|descending| Some(Sort { by, descending })));
        std::iter::once(None).chain(both).collect()
    }

    /// The first step that passes rows of `i` or `few`.
    fn first(steps: &[String]) -> &str {
        let row = |step: &&String| step.split(' ').any(|word| word == "i" || word == "few");
        steps.iter().find(row).unwrap()
    }

    #[test]
    fn nothing_that_holds_for_many_is_sorted_row_by_row() {
        let (_home, ledger) = ledger();
        let queue = LogFilter {
            uncertain_below: Some(800_000),
            ..LogFilter::default()
        };
        for filter in filters().into_iter().chain([LogFilter::default(), queue]) {
            for sort in orders() {
                for before in [None, Some(7)] {
                    let filter = LogFilter {
                        sort,
                        before,
                        ..filter.clone()
                    };
                    let steps = plan(&ledger, &filter, None);
                    let by_entry = filter.order().by == SortBy::Entered;
                    assert!(
                        first(&steps).contains("INDEX item_") || by_entry,
                        "{filter:?} passes every row: {steps:?}"
                    );
                    assert!(
                        steps.iter().all(|step| !step.contains("TEMP B-TREE")),
                        "{filter:?} is sorted row by row: {steps:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn one_filter_in_its_own_order_goes_along_an_index() {
        let (_home, ledger) = ledger();
        for filter in filters() {
            assert!(
                is_served(&filter.conditions(), filter.order().by),
                "{filter:?}"
            );
            let steps = plan(&ledger, &filter, None);
            assert!(
                first(&steps).contains("INDEX item_"),
                "{filter:?}: {steps:?}"
            );
        }
    }

    #[test]
    fn what_holds_for_few_is_fetched_by_its_index() {
        let (_home, ledger) = ledger();
        for filter in filters() {
            for sort in orders() {
                let filter = LogFilter {
                    sort,
                    ..filter.clone()
                };
                let column = filter.conditions().first().unwrap().column;
                let steps = plan(&ledger, &filter, Some(Lead::Column(column)));
                let index = format!("INDEX item_{}", column.trim_end_matches("_ppm"));
                let index = index.replace("acted_on", "day");
                assert!(
                    first(&steps).contains(&index) && first(&steps).contains(" few "),
                    "{filter:?} passes every row: {steps:?}"
                );
            }
        }
    }
}
