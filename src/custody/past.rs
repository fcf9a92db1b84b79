//! What was recorded about one thing, step by step.

use jiff::civil::Date;

use super::{Refused, Thing};
use crate::ledger::{Content, Moment, Purpose};

/// Where and when a record was entered, and by whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// Place in the ledger.
    pub seq: i64,
    pub entered: Moment,
    pub by: String,
    pub site_mode: String,
}

impl Stamp {
    pub fn of(content: &Content) -> Self {
        Self {
            seq: content.seq,
            entered: content.entered,
            by: content.by.clone(),
            site_mode: content.site_mode.clone(),
        }
    }

    pub fn purpose(&self) -> Purpose {
        Purpose::of_code(&self.site_mode)
    }
}

/// One recorded step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Past<A> {
    pub stamp: Stamp,
    /// The day on which it actually happened.
    pub acted_on: Date,
    pub act: A,
}

/// An error where an act of that day, entered on the day `today`, would come before the last step of `thing`,
/// if it has one. A step dated after `today` shows that the clock ran ahead, and must not lock what it was done to.
pub(super) fn check_order(
    thing: Thing,
    id: &impl ToString,
    last: Option<Date>,
    acted_on: Date,
    today: Date,
) -> Result<(), Refused> {
    match last {
        Some(last) if acted_on < last.min(today) => Err(Refused::TooEarly {
            thing,
            id: id.to_string(),
            last,
            acted_on,
        }),
        _ => Ok(()),
    }
}
