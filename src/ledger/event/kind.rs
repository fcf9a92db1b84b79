//! The kinds of records, as the ledger spells them.

/// The kind of an [`Event`](super::Event): what to ask the ledger for.
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

#[cfg(test)]
mod tests {
    use super::{super::Event, EventKind};

    #[test]
    fn every_kind_is_spelled_as_records_spell_it() {
        let kinds = [
            EventKind::Disposal,
            EventKind::Correction,
            EventKind::Review,
            EventKind::Site,
            EventKind::Liner,
            EventKind::Package,
            EventKind::Session,
            EventKind::Inventory,
            EventKind::Designation,
            EventKind::Amendment,
            EventKind::Stock,
            EventKind::FacilityDeposit,
            EventKind::Enrolment,
            EventKind::Calibration,
            EventKind::TrayCheck,
            EventKind::Model,
            EventKind::Account,
            EventKind::Presence,
            EventKind::Purge,
            EventKind::Photos,
            EventKind::Restored,
            EventKind::Encryption,
        ];
        let known: Vec<String> = kinds
            .iter()
            .map(|kind| format!("`{}`", kind.as_str()))
            .collect();
        let error = serde_json::from_str::<Event>(r#"{"kind":"?","body":{}}"#).unwrap_err();
        let expected = format!("expected one of {} at", known.join(", "));
        assert!(error.to_string().contains(&expected), "{error}");
    }
}
