//! What a person may do here, by role.

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
    /// Destroy the registrant's own stock, or hand it over.
    OwnStock,
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
    /// Every action, in the order in which the tables list them; the last is the last that is declared.
    pub const ALL: [Self; Self::Encrypt as usize + 1] = [
        Self::RecordItem,
        Self::Correct,
        Self::LinerLog,
        Self::PackageLog,
        Self::EventSession,
        Self::OwnStock,
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
            Self::OwnStock => "record how own stock leaves",
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

impl Role {
    pub const ALL: [Self; Self::Auditor as usize + 1] = [
        Self::Operator,
        Self::Pharmacist,
        Self::Administrator,
        Self::Auditor,
    ];

    /// Whether somebody of this role may do `action`, where the site may.
    ///
    /// Every action and every role is named, so that whoever adds one has to say so.
    pub fn may(self, action: Action) -> bool {
        match action {
            // As without any account.
            Action::Export | Action::Verify => true,
            Action::RecordItem
            | Action::Correct
            | Action::LinerLog
            | Action::PackageLog
            | Action::EventSession
            | Action::OwnStock
            | Action::FacilityDeposit
            | Action::Guidance => match self {
                Self::Operator | Self::Pharmacist | Self::Administrator => true,
                Self::Auditor => false,
            },
            Action::Review | Action::Enrol => match self {
                Self::Pharmacist | Self::Administrator => true,
                Self::Operator | Self::Auditor => false,
            },
            Action::ChangeSite
            | Action::ChangeModel
            | Action::ManagePeople
            | Action::LeaveKiosk
            | Action::Purge
            | Action::Encrypt => match self {
                Self::Administrator => true,
                Self::Operator | Self::Pharmacist | Self::Auditor => false,
            },
        }
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
