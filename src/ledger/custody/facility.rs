//! What a long-term care facility puts into the receptacle for its residents (21 CFR 1317.80(a)).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ReceptacleSite, Witnesses};
use crate::ledger::RecordId;

/// Items of the record that were put into the receptacle together, before the eyes of two people.
///
/// It names no liner: with the deposit an item is looked at no more (1317.75(c)).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FacilityDeposit {
    /// The day on which it actually happened.
    pub acted_on: Date,
    pub items: Vec<DepositedItem>,
    /// Where the receptacle stands, and the registration of the pharmacy or hospital that keeps it.
    pub site: ReceptacleSite,
    pub witnesses: Witnesses,
}

/// One item as the record had it when it was deposited. It says nothing of the resident.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DepositedItem {
    /// Place in the ledger of the disposal that recorded it.
    pub item: i64,
    /// The record that stated it then: the disposal, or its newest correction.
    pub stated_by: RecordId,
    /// The day on which the resident no longer used it.
    pub discontinued: Option<Date>,
}
