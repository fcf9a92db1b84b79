//! Days and times as a person of this language reads and types them.

use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime;

use super::strings::{text, text_with};
use crate::ledger::Period;

/// A day to be read: `Jan 31, 2026`. The month is a word, so that nobody takes it for the day.
pub fn day_words(day: Date) -> String {
    let month = text_with(
        "month",
        [("number", u32::from(day.month().unsigned_abs()).into())],
    );
    text_with(
        "date-shown",
        [
            ("day", day.day().to_string().into()),
            ("month", month.into()),
            ("year", day.year().to_string().into()),
        ],
    )
}

/// A day and the minute: `Jan 31, 2026 14:05`.
pub fn minute_words(when: DateTime) -> String {
    format!("{} {}", day_words(when.date()), when.strftime("%H:%M"))
}

/// The day, or the day and minute, at the front of an ISO 8601 moment; anything else as it stands.
pub fn moment_words(iso: &str) -> String {
    let minute = iso.get(..16).and_then(|minute| minute.parse().ok());
    minute
        .map(minute_words)
        .or_else(|| iso.parse().ok().map(day_words))
        .unwrap_or_else(|| iso.to_owned())
}

/// A day as the fields for it take it: `01/31/2026`.
pub fn day_typed(day: Date) -> String {
    day.strftime(&text("date-typed")).to_string()
}

/// The day a field names, typed as [`day_typed`] or as `2026-01-31`; `Err` while it is not a date.
pub fn read_day(words: &str) -> Result<Option<Date>, ()> {
    let words = words.trim();
    if words.is_empty() {
        return Ok(None);
    }
    words
        .parse()
        .or_else(|_| strtime::parse(text("date-typed"), words)?.to_date())
        .map(Some)
        .map_err(|_| ())
}

/// From the day that one field names to that of another; one that is not a date leaves its end open.
pub fn read_period(from: &str, to: &str) -> Period {
    let [from, to] = [from, to].map(|words| read_day(words).unwrap_or_default());
    Period { from, to }
}

/// As [`read_period`], for what is written into a file; the error says in words why it is no period.
pub fn whole_period(from: &str, to: &str) -> Result<Period, String> {
    if let Some(problem) = day_problems(from, to).into_iter().next() {
        return Err(problem);
    }
    let period = read_period(from, to);
    if period.backwards().is_some() {
        return Err(text("report-backwards"));
    }
    Ok(period)
}

/// Says of each of the two fields of a period that does not name a day that it does not.
pub fn day_problems(from: &str, to: &str) -> Vec<String> {
    let mut fields = vec![("log-from", from), ("log-to", to)];
    fields.retain(|(_, words)| read_day(words).is_err());
    let said = fields
        .into_iter()
        .map(|(label, _)| text_with("date-problem", [("field", text(label).into())]));
    said.collect()
}
