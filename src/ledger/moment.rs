//! A time as the record keeps it: the UTC instant and the clock's offset from UTC at that place.

use std::fmt;

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::Offset,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An instant in microseconds since 1970-01-01 UTC, with the local offset from UTC in seconds.
///
/// Displays as ISO 8601, `2026-11-22T09:30:00.123456-05:00`. Orders by instant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Moment {
    instant: Timestamp,
    offset: Offset,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    utc_us: i64,
    offset_s: i32,
}

impl Moment {
    /// The moment shown by a clock that reads `instant` and stands `offset` from UTC.
    ///
    /// Digits beyond the microsecond are dropped, so that a moment survives being stored.
    pub fn new(instant: Timestamp, offset: Offset) -> Self {
        let whole = Timestamp::from_microsecond(instant.as_microsecond()).unwrap_or(instant);
        Self {
            instant: whole,
            offset,
        }
    }

    /// The moment from what the record stores; an error where either number is out of range.
    pub fn from_parts(utc_us: i64, offset_s: i32) -> Result<Self, jiff::Error> {
        Ok(Self {
            instant: Timestamp::from_microsecond(utc_us)?,
            offset: Offset::from_seconds(offset_s)?,
        })
    }

    /// Microseconds since 1970-01-01 UTC.
    pub fn utc_us(self) -> i64 {
        self.instant.as_microsecond()
    }

    /// Seconds that the local clock was ahead of UTC.
    pub fn offset_s(self) -> i32 {
        self.offset.seconds()
    }

    /// ISO 8601 without the fraction, `2026-11-22T09:30:00-05:00`: short enough to type off.
    pub fn to_the_second(self) -> String {
        let local = self.offset.to_datetime(self.instant);
        format!("{local:.0}{}", self.signed_offset())
    }

    fn signed_offset(self) -> String {
        let minutes = self.offset.seconds().abs() / 60;
        let sign = if self.offset.is_negative() { '-' } else { '+' };
        format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// The calendar day on the local clock.
    pub fn date(self) -> Date {
        self.offset.to_datetime(self.instant).date()
    }

    /// The moment at which `day` begins, by a clock that stands as far from UTC as this one.
    #[must_use]
    pub fn start_of(self, day: Date) -> Self {
        let start = self.offset.to_timestamp(day.to_datetime(Time::midnight()));
        Self {
            instant: start.unwrap_or(Timestamp::MIN),
            offset: self.offset,
        }
    }

    /// The time of day on the local clock, to the minute.
    pub fn time(self) -> Time {
        let time = self.offset.to_datetime(self.instant).time();
        Time::constant(time.hour(), time.minute(), 0, 0)
    }

    /// The local time of day to the second, `14:05:09`.
    pub fn clock(self) -> String {
        format!("{:.0}", self.offset.to_datetime(self.instant).time())
    }
}

/// A UUID of version 7 for something that happened at `at`, so that ids sort by time.
pub(super) fn uuid_at(at: Moment) -> Uuid {
    let micros = at.utc_us().max(0).unsigned_abs();
    let nanos = (micros % 1_000_000) as u32 * 1000;
    Uuid::new_v7(uuid::Timestamp::from_unix(
        uuid::NoContext,
        micros / 1_000_000,
        nanos,
    ))
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.offset.to_datetime(self.instant);
        write!(f, "{local:.6}{}", self.signed_offset())
    }
}

impl TryFrom<Stored> for Moment {
    type Error = jiff::Error;

    fn try_from(stored: Stored) -> Result<Self, jiff::Error> {
        Self::from_parts(stored.utc_us, stored.offset_s)
    }
}

impl From<Moment> for Stored {
    fn from(moment: Moment) -> Self {
        Self {
            utc_us: moment.utc_us(),
            offset_s: moment.offset_s(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_local_time_with_offset_and_knows_the_local_day() {
        let late = Moment::from_parts(1_795_401_000_123_456, -5 * 3600 - 1800).unwrap();
        assert_eq!(late.to_string(), "2026-11-22T21:00:00.123456-05:30");
        assert_eq!(late.date().to_string(), "2026-11-22");
        let midnight = late.start_of(late.date()).to_string();
        assert_eq!(midnight, "2026-11-22T00:00:00.000000-05:30");
        let ahead = Moment::from_parts(late.utc_us(), 14 * 3600).unwrap();
        assert_eq!(ahead.to_string(), "2026-11-23T16:30:00.123456+14:00");
        assert_eq!(ahead.date().to_string(), "2026-11-23");
    }

    #[test]
    fn refuses_numbers_that_are_no_time() {
        assert!(Moment::from_parts(i64::MAX, 0).is_err());
        assert!(Moment::from_parts(0, 200_000).is_err());
    }
}
