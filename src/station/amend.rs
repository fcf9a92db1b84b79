//! Correcting a detail of a custody record: two people, a reason, and nothing overwritten.

use jiff::civil::Date;

use super::{CustodyError, Station, StationError};
use crate::custody::Step;
use crate::ledger::{
    Event, Record,
    custody::{Amendment, Detail, Line, Witnesses},
};

impl Station {
    /// What holds now of the custody record at this place, in the detail that `new` states anew; an
    /// error where it has no such detail.
    pub fn custody_detail(&self, record: i64, new: &Detail) -> Result<Detail, StationError> {
        let custody = self.custody()?;
        Ok(custody.detail(record, new).map_err(CustodyError::from)?)
    }

    /// Records that two people state a detail of the custody record at this place anew.
    pub fn amend(
        &self,
        acted_on: Date,
        record: i64,
        is: Detail,
        reason: Line,
        witnesses: Witnesses,
    ) -> Result<Record, StationError> {
        self.append_custody(Step::Amend, |custody| {
            Ok(Event::Amendment(Amendment {
                acted_on,
                record,
                said: custody.detail(record, &is).map_err(CustodyError::from)?,
                is,
                reason,
                witnesses,
            }))
        })
    }
}
