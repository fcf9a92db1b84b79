//! What one record is called.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

use super::Moment;

/// Names one record for ever. A UUID of version 7, so that ids sort by time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordId(Uuid);

impl RecordId {
    /// A new id for something recorded at `at`.
    pub(super) fn at(at: Moment) -> Self {
        Self(super::uuid_at(at))
    }

    /// The least and the greatest id of what is recorded in the millisecond of `at`.
    pub(super) fn ends_at(at: Moment) -> [Self; 2] {
        let millis = at.utc_us().max(0).unsigned_abs() / 1000;
        let id = |byte| Builder::from_unix_timestamp_millis(millis, &[byte; 10]).into_uuid();
        [u8::MIN, u8::MAX].map(|byte| Self(id(byte)))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What was given is not the id of a record.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("this is not a record id; copy the whole id from the list")]
pub struct NotAnId;

impl std::str::FromStr for RecordId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        text.trim().parse().map(Self).map_err(|_| NotAnId)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_lies_between_the_ends_of_its_millisecond() {
        let at = |us: i64| Moment::from_parts(1_795_401_000_123_000 + us, 0).unwrap();
        for us in [0, 1, 999] {
            let [least, greatest] = RecordId::ends_at(at(us));
            assert!((least..=greatest).contains(&RecordId::at(at(0))));
            assert!(greatest < RecordId::at(at(1000)) && RecordId::at(at(-1)) < least);
        }
    }
}
