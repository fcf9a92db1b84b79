//! The kinds of records, as the ledger spells them.

use super::Event;

/// The kind of an [`Event`]: what to ask the ledger for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum EventKind {
    Disposal,
    Correction,
    Review,
    Site,
    Liner,
    Package,
    Session,
    Inventory,
    Designation,
    Amendment,
    Stock,
    StockTransfer,
    FacilityDeposit,
    Enrolment,
    Calibration,
    TrayCheck,
    Model,
    Account,
    Presence,
    Purge,
    Photos,
    Restored,
    Encryption,
}

impl EventKind {
    /// As a record spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Disposal => "disposal",
            Self::Correction => "correction",
            Self::Review => "review",
            Self::Site => "site",
            Self::Liner => "liner",
            Self::Package => "package",
            Self::Session => "session",
            Self::Inventory => "inventory",
            Self::Designation => "designation",
            Self::Amendment => "amendment",
            Self::Stock => "stock",
            Self::StockTransfer => "stock_transfer",
            Self::FacilityDeposit => "facility_deposit",
            Self::Enrolment => "enrolment",
            Self::Calibration => "calibration",
            Self::TrayCheck => "tray_check",
            Self::Model => "model",
            Self::Account => "account",
            Self::Presence => "presence",
            Self::Purge => "purge",
            Self::Photos => "photos",
            Self::Restored => "restored",
            Self::Encryption => "encryption",
        }
    }
}

impl Event {
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::Disposal(_) => EventKind::Disposal,
            Self::Correction(_) => EventKind::Correction,
            Self::Review(_) => EventKind::Review,
            Self::Site(_) => EventKind::Site,
            Self::Liner(_) => EventKind::Liner,
            Self::Package(_) => EventKind::Package,
            Self::Session(_) => EventKind::Session,
            Self::Inventory(_) => EventKind::Inventory,
            Self::Designation(_) => EventKind::Designation,
            Self::Amendment(_) => EventKind::Amendment,
            Self::Stock(_) => EventKind::Stock,
            Self::StockTransfer(_) => EventKind::StockTransfer,
            Self::FacilityDeposit(_) => EventKind::FacilityDeposit,
            Self::Enrolment(_) => EventKind::Enrolment,
            Self::Calibration(_) => EventKind::Calibration,
            Self::TrayCheck(_) => EventKind::TrayCheck,
            Self::Model(_) => EventKind::Model,
            Self::Account(_) => EventKind::Account,
            Self::Presence(_) => EventKind::Presence,
            Self::Purge(_) => EventKind::Purge,
            Self::Photos(_) => EventKind::Photos,
            Self::Restored(_) => EventKind::Restored,
            Self::Encryption(_) => EventKind::Encryption,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::EventKind;
    use crate::ledger::{Content, canonical};

    #[test]
    fn a_record_of_every_kind_is_read_and_written_as_it_was() {
        let records = include_str!("../../../tests/data/records.jsonl");
        let mut kinds = BTreeSet::new();
        for text in records.lines() {
            let content: Content = serde_json::from_str(text).unwrap();
            assert_eq!(canonical::text(&content).unwrap(), text);
            let kind = content.event.kind();
            let spelled: Value = serde_json::from_str(text).unwrap();
            assert_eq!(spelled["kind"], kind.as_str());
            kinds.insert(kind);
        }
        let last = EventKind::Encryption;
        assert_eq!(kinds.len(), last as usize + 1, "of these alone: {kinds:?}");
    }
}
