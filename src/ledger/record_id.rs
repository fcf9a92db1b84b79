//! What one record is called.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

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
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What was given is not the id of a record.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("this is no id of a record; copy the whole id from the list")]
pub struct NotAnId;

impl std::str::FromStr for RecordId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        text.trim().parse().map(Self).map_err(|_| NotAnId)
    }
}
