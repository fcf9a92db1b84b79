//! Looking for part of a word without passing every row: a site knows a million disposals but only
//! some thousand drugs, so the drugs are asked first; and references lie together, page by page.

use rusqlite::{Connection, Row};

/// Items on one page of references, as the migration that makes them has it.
const PAGE: i64 = 256;

/// Places of the items whose drug (name, NDC, labeler) or reference holds `text`, which is in lower
/// case; none where they are more than `few`.
pub(super) fn places(
    connection: &Connection,
    text: &str,
    few: usize,
) -> rusqlite::Result<Option<Vec<i64>>> {
    // From drug to drug along the index instead of past every row.
    let mut of_drugs = connection.prepare_cached(
        "WITH RECURSIVE drug (is_) AS (
             SELECT min(words) FROM item
             UNION ALL
             SELECT (SELECT min(words) FROM item WHERE words > is_) FROM drug WHERE is_ IS NOT NULL)
         SELECT i.seq FROM drug CROSS JOIN item i ON i.words = is_ WHERE instr(is_, ?1) > 0 LIMIT ?2",
    )?;
    let found = of_drugs.query_map((text, few as i64 + 1), |row| row.get(0))?;
    let mut places: Vec<i64> = found.collect::<Result<_, _>>()?;
    let mut pages =
        connection.prepare_cached("SELECT lines FROM item_references ORDER BY page DESC")?;
    let mut pages = pages.query([])?;
    while places.len() <= few
        && let Some(page) = pages.next()?
    {
        let lines = page.get_ref(0)?.as_str()?;
        if lines.contains(text) {
            let all = lines.lines().filter_map(line);
            places.extend(all.filter_map(|(seq, is)| is.contains(text).then_some(seq)));
        }
    }
    places.sort_unstable();
    places.dedup();
    Ok((places.len() <= few).then_some(places))
}

/// Place and reference of one line of a page.
fn line(line: &str) -> Option<(i64, &str)> {
    let (seq, reference) = line.split_once(' ')?;
    Some((seq.parse().ok()?, reference))
}

/// The first item whose reference is not on its page as `item` has it.
pub(super) fn misstated(snapshot: &Connection) -> rusqlite::Result<Option<i64>> {
    let mut pages = snapshot.prepare("SELECT page, lines FROM item_references ORDER BY page")?;
    let mut pages = pages.query([])?;
    let mut next_page = || pages.next()?.map(pair).transpose();
    let mut items =
        snapshot.prepare("SELECT seq, reference FROM item WHERE +reference <> '' ORDER BY seq")?;
    let mut items = items.query([])?;
    let mut written: Option<(i64, String)> = None;
    loop {
        let item = items.next()?.map(pair).transpose()?;
        let of_page = item.as_ref().map(|(seq, _)| seq / PAGE);
        match (&mut written, item) {
            (Some((page, lines)), Some((seq, reference))) if of_page == Some(*page) => {
                lines.extend(["\n", &seq.to_string(), " ", &reference]);
            }
            (_, item) => {
                if let Some(written) = written.take()
                    && let Some(odd) = first_odd(&written, next_page()?.as_ref())
                {
                    return Ok(Some(odd));
                }
                let Some((seq, reference)) = item else { break };
                written = Some((seq / PAGE, format!("{seq} {reference}")));
            }
        }
    }
    Ok(next_page()?.map(|(page, lines)| {
        lines
            .lines()
            .find_map(line)
            .map_or(page * PAGE, |(seq, _)| seq)
    }))
}

fn pair(row: &Row) -> rusqlite::Result<(i64, String)> {
    // Bytes that are no text differ from what a record says, and are no reason to stop.
    let words = String::from_utf8_lossy(row.get_ref(1)?.as_bytes()?);
    Ok((row.get(0)?, words.into_owned()))
}

/// The item of the first line in which a page is not `as_derived`.
fn first_odd(as_derived: &(i64, String), found: Option<&(i64, String)>) -> Option<i64> {
    if Some(as_derived) == found {
        return None;
    }
    let (page, lines) = as_derived;
    let mut found = found
        .filter(|(other, _)| other == page)
        .map_or("", |(_, lines)| lines)
        .lines();
    let odd = lines.lines().find(|line| found.next() != Some(*line));
    // All lines are there, so the page holds more than these.
    let odd = odd.or_else(|| lines.lines().last());
    Some(odd.and_then(line).map_or(page * PAGE, |(seq, _)| seq))
}
