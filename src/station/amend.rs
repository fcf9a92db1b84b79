//! Putting a custody record right: two people, a reason, and nothing overwritten.

use jiff::civil::Date;

use super::{CustodyError, Station, StationError};
use crate::custody::{Custody, Liner, Package, Refused, Step};
use crate::ledger::{
    Event, Record,
    custody::{Amendment, Detail, Line, Marks, UniqueId, Witnesses},
};

impl Station {
    /// What holds now of the custody record at this place, in the detail that `new` states anew; an
    /// error where it has no such detail, or sealed several liners that `new` gives one weight.
    pub fn custody_detail(&self, record: i64, new: &Detail) -> Result<Detail, StationError> {
        Ok(said(&self.custody()?, record, new)?)
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
                said: said(custody, record, &is)?,
                is,
                reason,
                witnesses,
            }))
        })
    }

    /// The one record by which all these liners left or came, which `step` takes back; `from` as in
    /// [`Station::marks`].
    pub fn liners_taken_back(
        &self,
        step: Step,
        liners: &Marks,
        from: Option<&Line>,
    ) -> Result<i64, StationError> {
        let custody = self.custody()?;
        let newest = liners.ids().map(|id| {
            let liner = custody.liner_from(step, id, from);
            liner.map(|liner| liner.and_then(Liner::newest))
        });
        Ok(one_record(newest)?)
    }

    /// As [`Station::liners_taken_back`], of packages.
    pub fn packages_taken_back(
        &self,
        step: Step,
        packages: &[UniqueId],
        from: Option<&Line>,
    ) -> Result<i64, StationError> {
        let custody = self.custody()?;
        let newest = packages.iter().map(|id| {
            let package = custody.package_from(step, id, from);
            package.map(|package| package.and_then(Package::newest))
        });
        Ok(one_record(newest)?)
    }
}

/// As [`Station::custody_detail`].
fn said(custody: &Custody, record: i64, new: &Detail) -> Result<Detail, CustodyError> {
    let said = custody.detail(record, new)?;
    if let Detail::Weight(weight) = new {
        let named = |liner: &&Liner| liner.history.iter().any(|past| past.stamp.seq == record);
        Station::check_weighed(custody.liners().filter(named).count(), *weight)?;
    }
    Ok(said)
}

/// The record that is the newest of all of them; an error where they have several.
fn one_record(
    newest: impl Iterator<Item = Result<Option<i64>, Refused>>,
) -> Result<i64, CustodyError> {
    let mut records = newest.collect::<Result<Vec<_>, _>>()?;
    records.dedup();
    match records.as_slice() {
        [Some(record)] => Ok(*record),
        _ => Err(CustodyError::DifferentRecords),
    }
}
