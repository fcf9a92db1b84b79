//! What a person may do here, by role: one table.

use std::{fmt, str::FromStr};

use super::PeopleError;

/// Something that a person does at the station and that not everyone may do everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Action {
    /// Identify an item and record its disposal.
    RecordItem,
    /// Restate or withdraw a recorded disposal.
    Correct,
    /// Install, seal, store, transfer and destroy liners of a receptacle.
    LinerLog,
    /// Receive and destroy mail-back packages.
    PackageLog,
    /// Run a take-back event.
    EventSession,
    /// Destroy the registrant's own stock.
    StockDestruction,
    /// Put residents' medicines into the receptacle of a long-term care facility.
    FacilityDeposit,
    /// Show guidance to the person who returns a medicine; stores nothing.
    Guidance,
    /// Read the record and take a copy of it along.
    Export,
    /// Check that the record is what was written.
    Verify,
    /// Approve records, send them back.
    Review,
    /// Show the station a pill so that it knows it again, and take that back.
    Enrol,
    ChangeSite,
    /// Install another model, or go back to the one before.
    ChangeModel,
    ManagePeople,
    /// End the window of a kiosk.
    LeaveKiosk,
    /// Take away the contents of records that are past their time.
    Purge,
    /// Encrypt the record on the disk, or decrypt it.
    Encrypt,
}

impl Action {
    /// Every action, in the order in which the tables list them.
    pub const ALL: [Self; 18] = [
        Self::RecordItem,
        Self::Correct,
        Self::LinerLog,
        Self::PackageLog,
        Self::EventSession,
        Self::StockDestruction,
        Self::FacilityDeposit,
        Self::Guidance,
        Self::Export,
        Self::Verify,
        Self::Review,
        Self::Enrol,
        Self::ChangeSite,
        Self::ChangeModel,
        Self::ManagePeople,
        Self::LeaveKiosk,
        Self::Purge,
        Self::Encrypt,
    ];

    /// For people, to follow "may": `record items one by one`.
    pub fn words(self) -> &'static str {
        match self {
            Self::RecordItem => "record items one by one",
            Self::Correct => "correct records",
            Self::LinerLog => "keep the liner log",
            Self::PackageLog => "keep the package log",
            Self::EventSession => "run a take-back event",
            Self::StockDestruction => "record the destruction of own stock",
            Self::FacilityDeposit => "record the deposit of residents' medicines",
            Self::Guidance => "show self-service guidance",
            Self::Export => "read and export the record",
            Self::Verify => "verify the record",
            Self::Review => "review records",
            Self::ChangeSite => "change the site",
            Self::ChangeModel => "change the model",
            Self::ManagePeople => "manage accounts",
            Self::LeaveKiosk => "leave the kiosk",
            Self::Enrol => "enrol pills",
            Self::Purge => "purge records past their time",
            Self::Encrypt => "encrypt or decrypt the record",
        }
    }

    /// Needs no account: whoever can open the files can read them anyway.
    pub fn only_reads(self) -> bool {
        matches!(self, Self::Export | Self::Verify)
    }
}

/// What somebody is at this site.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// Does the work.
    Operator,
    /// Does the work and reviews it.
    Pharmacist,
    /// Sets up the site and its people; may do everything else too, since small sites have one
    /// person for both.
    Administrator,
    /// Reads and verifies only.
    Auditor,
}

/// Who may do what. Columns in the order of [`Role::ALL`].
const TABLE: [(Action, [bool; 4]); 18] = {
    const Y: bool = true;
    const N: bool = false;
    [
        //                          operator, pharmacist, administrator, auditor
        (Action::RecordItem, [Y, Y, Y, N]),
        (Action::Correct, [Y, Y, Y, N]),
        (Action::LinerLog, [Y, Y, Y, N]),
        (Action::PackageLog, [Y, Y, Y, N]),
        (Action::EventSession, [Y, Y, Y, N]),
        (Action::StockDestruction, [Y, Y, Y, N]),
        (Action::FacilityDeposit, [Y, Y, Y, N]),
        (Action::Guidance, [Y, Y, Y, N]),
        (Action::Export, [Y, Y, Y, Y]),
        (Action::Verify, [Y, Y, Y, Y]),
        (Action::Review, [N, Y, Y, N]),
        (Action::Enrol, [N, Y, Y, N]),
        (Action::ChangeSite, [N, N, Y, N]),
        (Action::ChangeModel, [N, N, Y, N]),
        (Action::ManagePeople, [N, N, Y, N]),
        (Action::LeaveKiosk, [N, N, Y, N]),
        (Action::Purge, [N, N, Y, N]),
        (Action::Encrypt, [N, N, Y, N]),
    ]
};

impl Role {
    pub const ALL: [Self; 4] = [
        Self::Operator,
        Self::Pharmacist,
        Self::Administrator,
        Self::Auditor,
    ];

    pub fn may(self, action: Action) -> bool {
        let place = Self::ALL.iter().position(|role| *role == self);
        TABLE
            .iter()
            .filter(|(listed, _)| *listed == action)
            .any(|(_, may)| place.and_then(|place| may.get(place)) == Some(&true))
    }

    /// As records and commands spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Pharmacist => "pharmacist",
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = PeopleError;

    fn from_str(text: &str) -> Result<Self, PeopleError> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| PeopleError::UnknownRole(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_lists_every_action_once_and_in_order() {
        assert_eq!(TABLE.map(|(action, _)| action), Action::ALL);
    }

    #[test]
    fn an_auditor_only_reads_and_only_an_administrator_sets_up() {
        for action in Action::ALL {
            assert_eq!(
                Role::Auditor.may(action),
                action.only_reads(),
                "auditor {action:?}"
            );
            let sets_up = matches!(
                action,
                Action::ChangeSite
                    | Action::ChangeModel
                    | Action::ManagePeople
                    | Action::LeaveKiosk
                    | Action::Purge
                    | Action::Encrypt
            );
            assert!(Role::Administrator.may(action));
            assert_eq!(Role::Pharmacist.may(action), !sets_up, "{action:?}");
        }
        assert!(Role::Operator.may(Action::LinerLog) && !Role::Operator.may(Action::Review));
    }

    #[test]
    fn a_role_reads_back_and_nothing_else_is_one() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse::<Role>().unwrap(), role);
        }
        assert!("Administrator ".parse::<Role>().is_err());
    }
}
