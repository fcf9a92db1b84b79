//! A report as data: what it says, before anybody decides whether that becomes CSV, XLSX or PDF.
//!
//! Each report fills one [`Report`]; each format writes one. Rows are handed over one at a time, so
//! that a long ledger is never held in memory.

use std::{fmt, iter};

use jiff::civil::{Date, DateTime};

use super::ReportError;
use crate::ledger::{ChainHead, Moment, Purpose, SiteMode, custody::Pounds};

/// What is true of every report.
pub const AID: &str = "Identification by image is an aid, not a laboratory result.";

/// One report, ready to be written.
pub struct Report<'a> {
    /// `disposal-log`: names it on the command line and in file names.
    pub name: &'static str,
    pub title: &'static str,
    /// What it is, in a sentence.
    pub is: &'static str,
    /// What it must not be taken for.
    pub is_not: &'static str,
    pub site: Place,
    /// `2026-01-01 to 2026-01-31`.
    pub period: String,
    /// The record that it was made at; nothing later is in it.
    pub head: ChainHead,
    pub made: Moment,
    /// That of the site as it is now: of a research site the whole report is watermarked, whatever its rows say.
    pub purpose: Purpose,
    /// Pages lie on their side.
    pub landscape: bool,
    /// Site, period, who made it when, versions, chain.
    pub about: Vec<Field>,
    pub sections: Vec<Section<'a>>,
}

impl Report<'_> {
    /// The words that every such row of a file carries, so that a row copied elsewhere still says what it is.
    pub fn notice(&self, of_row: Purpose) -> String {
        let notice = format!(
            "{}, {}, {}, as of record {} ({}). {} {AID}",
            self.title, self.site, self.period, self.head.seq, self.head.hash, self.is_not
        );
        match self.purpose.max(of_row) {
            Purpose::Law => notice,
            Purpose::Research => format!("{} - {notice}", SiteMode::RESEARCH_MARK),
        }
    }
}

/// The place that a report is of, as one line: `Main Street (COLLECTOR, DEA no. AB1234563)`.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Place {
    pub name: String,
    /// Site mode and DEA registration number, which stay whole where the name is cut.
    pub is: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.is)
    }
}

impl Place {
    /// The line with as much of the name as `fits`.
    pub fn within(&self, fits: impl Fn(&str) -> bool) -> String {
        let cut = |end: usize| {
            let name = self.name.get(..end).unwrap_or_default();
            format!("{}… ({})", name.trim_end(), self.is)
        };
        let ends = self.name.char_indices().rev().map(|(end, _)| end);
        let mut lines = iter::once(self.to_string()).chain(ends.map(cut));
        let fitting = lines.find(|line| fits(line));
        fitting.unwrap_or_else(|| cut(0))
    }
}

/// What a report says first where `rows` of it were tried out in `RESEARCH`; none where none were.
pub fn tried_out(rows: usize) -> Option<String> {
    (rows > 0).then(|| {
        format!(
            "Rows tried out in RESEARCH, which are marked and are no record of the law: {rows}."
        )
    })
}

/// Behind a total or a number that stands beside those of the record, where what it is about was tried out.
pub fn mark_of(purpose: Purpose) -> String {
    match purpose {
        Purpose::Law => String::new(),
        Purpose::Research => format!(", {}", SiteMode::RESEARCH_MARK),
    }
}

/// How a note names the record or the sheet that it is about: `Sheet 21`, and the mark where that was tried out.
pub fn marked(what: &str, place: i64, purpose: Purpose) -> String {
    format!("{what} {place}{}", mark_of(purpose))
}

/// A label and what it says.
#[derive(Clone, PartialEq, Debug)]
pub struct Field {
    pub label: &'static str,
    /// A number only where it counts something: other digits are a number of an officer, or a ZIP code.
    pub value: Cell,
}

impl Field {
    pub fn new(label: &'static str, words: impl Into<String>) -> Self {
        Self {
            label,
            value: Cell::text(words),
        }
    }

    pub fn count(label: &'static str, count: i64) -> Self {
        Self {
            label,
            value: Cell::Number(count),
        }
    }

    /// `not stated` where nothing is said.
    pub fn stated(label: &'static str, value: &str) -> Self {
        let said = value.trim();
        Self::new(label, if said.is_empty() { "not stated" } else { said })
    }
}

/// One part of a report, in the order in which it is read.
#[derive(Default)]
pub struct Section<'a> {
    pub heading: &'static str,
    pub fields: Vec<Field>,
    pub table: Option<Table<'a>>,
    pub notes: Vec<String>,
    /// What each person signs for, by hand.
    pub signatures: Vec<&'static str>,
}

/// What a table holds, whatever its rows.
pub struct Sheet {
    /// Names the sheet of a workbook, at most 31 letters.
    pub name: &'static str,
    pub(super) heads: fn() -> Vec<Column>,
}

impl Sheet {
    /// In order.
    pub fn columns(&self) -> Vec<Column> {
        (self.heads)()
    }
}

/// Rows under named columns.
pub struct Table<'a> {
    pub sheet: &'static Sheet,
    pub rows: Rows<'a>,
}

impl Table<'_> {
    /// As many rows as a page or a sheet holds, and how many there are beyond.
    pub fn first_rows(&self, most: usize) -> Result<(Vec<Row>, u64), ReportError> {
        let (mut rows, mut left_out) = (Vec::new(), 0);
        (self.rows)(&mut |row| {
            if rows.len() < most {
                rows.push(row);
            } else {
                left_out += 1;
            }
            Ok(())
        })?;
        Ok((rows, left_out))
    }
}

/// Hands every row to whoever writes them.
pub type Rows<'a> =
    Box<dyn Fn(&mut dyn FnMut(Row) -> Result<(), ReportError>) -> Result<(), ReportError> + 'a>;

/// The rows of a short table.
pub fn rows_of(rows: Vec<Row>) -> Rows<'static> {
    Box::new(move |take| rows.iter().cloned().try_for_each(&mut *take))
}

/// One row of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Of all that it rests on.
    pub purpose: Purpose,
    /// As many as the table has columns.
    pub cells: Vec<Cell>,
}

impl Row {
    /// What each of `columns` makes of `line`.
    pub fn of<L>(purpose: Purpose, columns: &[(Column, impl Fn(&L) -> Cell)], line: &L) -> Self {
        let cells = columns.iter().map(|(_, cell)| cell(line)).collect();
        Self { purpose, cells }
    }
}

/// One column. Its name is never changed, never given another meaning.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Column {
    /// In CSV and XLSX: `entered_at`.
    pub name: &'static str,
    /// On paper: `Entered`.
    pub heading: &'static str,
    /// What it holds, for `docs/exports.md`.
    pub meaning: &'static str,
    /// Share of the printed width; 0 where it is only in the files.
    pub width: f32,
    pub number: bool,
}

/// What a column is called, and how wide it is.
pub struct Named {
    name: &'static str,
    heading: &'static str,
    width: f32,
    number: bool,
}

/// A column of words, times or days.
pub const fn column(name: &'static str, heading: &'static str, width: f32) -> Named {
    Named {
        name,
        heading,
        width,
        number: false,
    }
}

/// A column of numbers.
pub const fn number(name: &'static str, heading: &'static str, width: f32) -> Named {
    Named {
        name,
        heading,
        width,
        number: true,
    }
}

impl Named {
    /// The column, which holds this.
    pub const fn holds(self, meaning: &'static str) -> Column {
        Column {
            name: self.name,
            heading: self.heading,
            meaning,
            width: self.width,
            number: self.number,
        }
    }
}

impl Column {
    /// With how its cell is made of what a row is about.
    pub const fn of<F>(self, cell: F) -> (Self, F) {
        (self, cell)
    }
}

/// The columns without how their cells are made.
pub fn heads<F>(columns: &[(Column, F)]) -> Vec<Column> {
    columns.iter().map(|(column, _)| *column).collect()
}

/// What a cell holds.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    Text(String),
    Number(i64),
    /// `value` with so many of its digits behind the point: 305 with 1 is 30.5.
    Decimal {
        value: u32,
        places: u8,
    },
    Day(Date),
    Time(Moment),
    /// As a clock on the wall showed it, to the minute.
    WallTime(DateTime),
}

impl Cell {
    /// Words, nothing where there are none.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    /// A weight as it is written, to the tenth of a pound.
    pub fn pounds(weight: Pounds) -> Self {
        Self::Decimal {
            value: weight.tenths(),
            places: 1,
        }
    }

    /// A day, nothing where there is none.
    pub fn day(day: Option<Date>) -> Self {
        day.map_or_else(|| Self::text(""), Self::Day)
    }

    /// A number, nothing where there is none.
    pub fn count(count: Option<u32>) -> Self {
        count.map_or_else(|| Self::text(""), |count| Self::Number(count.into()))
    }

    /// As CSV writes it: times with their offset, days as `2026-11-22`.
    pub fn plain(&self) -> String {
        match self {
            Self::Text(words) => words.clone(),
            Self::Number(number) => number.to_string(),
            Self::Decimal { value, places } => {
                let (unit, width) = (10_u32.saturating_pow((*places).into()), (*places).into());
                format!("{}.{:0width$}", value / unit, value % unit)
            }
            Self::Day(day) => day.to_string(),
            Self::Time(moment) => moment.to_string(),
            Self::WallTime(time) => time.strftime("%Y-%m-%d %H:%M").to_string(),
        }
    }

    /// As a page shows it: times to the second.
    pub fn printed(&self) -> String {
        match self {
            Self::Time(moment) => printed(*moment),
            other => other.plain(),
        }
    }
}

/// `2026-11-22 09:30:00 -05:00`.
pub fn printed(moment: Moment) -> String {
    let iso = moment.to_string();
    match (iso.get(..10), iso.get(11..19), iso.get(26..)) {
        (Some(day), Some(time), Some(offset)) => format!("{day} {time} {offset}"),
        _ => iso,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_time_keeps_its_offset() {
        let moment = Moment::from_parts(1_795_357_800_000_007, -5 * 3600).unwrap();
        assert_eq!(printed(moment), "2026-11-22 09:30:00 -05:00");
        assert_eq!(
            Cell::Time(moment).plain(),
            "2026-11-22T09:30:00.000007-05:00"
        );
    }
}
