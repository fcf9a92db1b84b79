//! Looking for part of a word without passing every row: a site knows a million disposals but only
//! some thousand drugs, so the drugs are asked first.

use rusqlite::Connection;

/// Drugs that are few enough to go to their rows one by one. Where more fit, going along the rows
/// soon finds a page of them.
const FEW: usize = 40;

/// The drugs (name, NDC and labeler, in lower case) that hold `text`; none where they are many.
pub(super) fn fitting(
    connection: &Connection,
    text: &str,
) -> rusqlite::Result<Option<Vec<String>>> {
    // From drug to drug along the index instead of past every row.
    let mut statement = connection.prepare_cached(
        "WITH RECURSIVE drug (is_) AS (
             SELECT min(words) FROM item
             UNION ALL
             SELECT (SELECT min(words) FROM item WHERE words > is_) FROM drug WHERE is_ IS NOT NULL)
         SELECT is_ FROM drug WHERE instr(is_, ?1) > 0 LIMIT ?2",
    )?;
    let found = statement.query_map((text, FEW as i64 + 1), |row| row.get(0))?;
    let found: Vec<String> = found.collect::<Result<_, _>>()?;
    Ok((found.len() <= FEW).then_some(found))
}
