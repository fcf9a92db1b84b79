//! The table `item` held against the records, in the one walk over them.
//!
//! A row of `item` lies at the place of its disposal and names the later records that state and
//! review it now. Most name none, and are judged beside their disposal on any core. For the others
//! only the number of later records still to come is kept; each correction and review looks up its
//! row. So memory does not grow with the ledger.

use std::cmp::Ordering;

use rusqlite::{Connection, OptionalExtension, Rows, Statement};

use super::{
    item::{COLUMNS, Facts, Item},
    link::{Link, Says},
    words,
};

/// The rows of `item` in their order.
#[derive(Default)]
pub(super) struct Items<'a> {
    rows: Option<Rows<'a>>,
    next: Option<Item>,
    /// The first row at whose place there is no record, or that does not read as one of `item`.
    stray: Option<i64>,
    failed: Option<rusqlite::Error>,
}

impl<'a> Items<'a> {
    /// `statement` keeps what the rows are read by. What cannot be read is said at the end: the chain does
    /// not depend on it.
    pub(super) fn new<'s>(
        snapshot: &'s Connection,
        statement: &'a mut Option<Statement<'s>>,
    ) -> Self {
        let mut items = Self::default();
        let rows = match snapshot.prepare(&format!("SELECT {COLUMNS} FROM item ORDER BY seq")) {
            Ok(prepared) => statement.insert(prepared).query([]),
            Err(error) => Err(error),
        };
        match rows {
            Ok(rows) => items.rows = Some(rows),
            Err(error) => items.failed = Some(error),
        }
        items.go_on();
        items
    }

    /// The row at the place `seq`, which lies behind all that were asked for before.
    pub(super) fn at(&mut self, seq: i64) -> Option<Item> {
        while let Some(stray) = self.next.as_ref().filter(|item| item.seq < seq) {
            self.stray.get_or_insert(stray.seq);
            self.go_on();
        }
        let found = self.next.take_if(|item| item.seq == seq);
        if found.is_some() {
            self.go_on();
        }
        found
    }

    fn go_on(&mut self) {
        self.next = loop {
            match self.read() {
                Ok(Some(Ok(item))) => break Some(item),
                Ok(Some(Err(odd))) => {
                    self.stray.get_or_insert(odd);
                }
                Ok(None) => break None,
                Err(error) => {
                    (self.rows, self.failed) = (None, Some(error));
                    break None;
                }
            }
        };
    }

    /// The next row, or its place where it does not read as one of `item`: text that is none, say.
    fn read(&mut self) -> rusqlite::Result<Option<Result<Item, i64>>> {
        let Some(rows) = &mut self.rows else {
            return Ok(None);
        };
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        Ok(Some(match Item::read(row) {
            Ok(item) => Ok(item),
            Err(_) => Err(row.get(0)?),
        }))
    }
}

/// What a record has to do with `item`.
pub(super) enum Bearing {
    /// Nothing; or the row at its place says what it says.
    Fits,
    /// The row at its place says something else, is missing, or should not be there.
    Misstated,
    /// The row at its place says what it says, and names a later record that states or reviews it.
    Awaits {
        statement: bool,
        review: bool,
    },
    /// It corrects the disposal at this place.
    Corrects(i64),
    Reviews {
        subject: i64,
        act: String,
    },
}

impl Bearing {
    /// `item`: the row at the place of the record that says `says`.
    pub(super) fn of(says: &Says, facts: Option<&Facts>, item: Option<&Item>) -> Self {
        let body = facts.map(|facts| &facts.body);
        match says.kind.as_str() {
            "disposal" => match (facts, item) {
                (Some(facts), Some(item)) => Self::of_disposal(facts, item),
                _ => Self::Misstated,
            },
            _ if item.is_some() => Self::Misstated,
            "correction" => body
                .and_then(|body| body.subject)
                .map_or(Self::Misstated, Self::Corrects),
            "review" => match body.map(|body| (body.subject, &body.act)) {
                Some((Some(subject), Some(act))) => Self::Reviews {
                    subject,
                    act: act.clone(),
                },
                _ => Self::Misstated,
            },
            _ => Self::Fits,
        }
    }

    fn of_disposal(facts: &Facts, item: &Item) -> Self {
        let statement = item.stated_by != item.seq;
        let stated = if statement {
            item.stated_by > item.seq
        } else {
            item.states(facts, facts)
        };
        let reviewed = match item.reviewed_by {
            Some(review) => review > item.stated_by,
            None => item.review == "unreviewed",
        };
        let review = item.reviewed_by.is_some();
        if !(item.begins_with(facts) && stated && reviewed) {
            Self::Misstated
        } else if statement || review {
            Self::Awaits { statement, review }
        } else {
            Self::Fits
        }
    }
}

/// What the walk has found out about `item` so far.
#[derive(Default)]
pub(super) struct Mirror {
    /// The first disposal that is misstated, of those looked at.
    misstated: Option<i64>,
    /// Records that rows of `item` name and that were not met yet.
    statements: i64,
    reviews: i64,
    failed: Option<rusqlite::Error>,
}

impl Mirror {
    /// Takes the next record of the walk through `snapshot`.
    pub(super) fn note(&mut self, snapshot: &Connection, link: &Link) {
        let noted = match &link.bearing {
            Bearing::Fits => return,
            Bearing::Misstated => {
                self.misstate(link.seq);
                return;
            }
            Bearing::Awaits { statement, review } => {
                self.statements += i64::from(*statement);
                self.reviews += i64::from(*review);
                return;
            }
            Bearing::Corrects(subject) => self.corrected(snapshot, *subject, link.seq),
            Bearing::Reviews { subject, act } => self.reviewed(snapshot, *subject, link.seq, act),
        };
        if let Err(error) = noted {
            self.failed.get_or_insert(error);
        }
    }

    fn misstate(&mut self, seq: i64) {
        self.misstated = Some(self.misstated.map_or(seq, |first| first.min(seq)));
    }

    fn corrected(&mut self, snapshot: &Connection, subject: i64, by: i64) -> rusqlite::Result<()> {
        // None: it is no disposal, or its row is missing or unreadable, which was seen at its place.
        let Some(item) = row_at(snapshot, subject)? else {
            return Ok(());
        };
        match item.stated_by.cmp(&by) {
            Ordering::Less => self.misstate(subject),
            Ordering::Greater => {}
            Ordering::Equal => match (facts_at(snapshot, by)?, facts_at(snapshot, subject)?) {
                (Some(newest), Some(first)) if item.states(&newest, &first) => {
                    self.statements -= 1;
                }
                _ => self.misstate(subject),
            },
        }
        Ok(())
    }

    fn reviewed(
        &mut self,
        snapshot: &Connection,
        subject: i64,
        by: i64,
        act: &str,
    ) -> rusqlite::Result<()> {
        // One of a row that was corrected since counts no more.
        let counts = |item: &Item| item.stated_by < by;
        let Some(item) = row_at(snapshot, subject)?.filter(counts) else {
            return Ok(());
        };
        match item.reviewed_by {
            Some(newest) if newest > by => {}
            Some(newest) if newest == by && item.review == act => self.reviews -= 1,
            _ => self.misstate(subject),
        }
        Ok(())
    }

    /// After the last record: the first disposal of which `item` does not say what the records say.
    pub(super) fn judge(
        mut self,
        snapshot: &Connection,
        mut items: Items,
    ) -> rusqlite::Result<Option<i64>> {
        let beyond = items.at(i64::MAX).map(|item| item.seq);
        if let Some(error) = items.failed.or(self.failed.take()) {
            return Err(error);
        }
        if let Some(stray) = items.stray.or(beyond) {
            self.misstate(stray);
        }
        if self.misstated.is_some() {
            return Ok(self.misstated);
        }
        if (self.statements, self.reviews) == (0, 0) {
            return words::misstated(snapshot);
        }
        snapshot
            .query_row(
                "SELECT seq FROM item i
                 WHERE stated_by <> seq
                       AND NOT EXISTS (SELECT 1 FROM record c WHERE c.seq = i.stated_by AND c.subject = i.seq)
                    OR reviewed_by IS NOT NULL
                       AND NOT EXISTS (SELECT 1 FROM record r WHERE r.seq = i.reviewed_by AND r.reviewed = i.seq)
                 ORDER BY seq LIMIT 1",
                [],
                |row| row.get(0),
            )
            .optional()
    }
}

fn row_at(snapshot: &Connection, seq: i64) -> rusqlite::Result<Option<Item>> {
    snapshot
        .prepare_cached(&format!("SELECT {COLUMNS} FROM item WHERE seq = ?"))?
        .query_row([seq], |row| Ok(Item::read(row).ok()))
        .optional()
        .map(Option::flatten)
}

fn facts_at(snapshot: &Connection, seq: i64) -> rusqlite::Result<Option<Facts>> {
    let content: Option<String> = snapshot
        .prepare_cached("SELECT content FROM record WHERE seq = ?")?
        .query_row([seq], |row| row.get(0))
        .optional()?;
    Ok(content.and_then(|content| serde_json::from_str(&content).ok()))
}
