//! Events about who may use the station and who was at it.
//!
//! Roles are kept in words and secrets as the SHA-256 of their argon2 hash: the hash itself lies in
//! a table outside the chain, and is trusted only while it is the one that was recorded here.

use serde::{Deserialize, Serialize};

use crate::ledger::{AccountId, Moment};

/// An account was made or changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AccountEvent {
    /// Whose account it is; who changed it is in the entry.
    pub account: AccountId,
    #[serde(flatten)]
    pub change: AccountChange,
}

/// What was changed about an account. Every `..._sha256` is of an argon2 hash, in hexadecimal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum AccountChange {
    Created {
        /// As it is printed in records and under signatures.
        name: String,
        /// `operator`, `pharmacist`, `administrator`, `auditor`.
        role: String,
        /// The officer's number, for an officer employed by the law-enforcement agency.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        officer: Option<String>,
        secret_sha256: String,
        /// The site's recovery code, made with the first account.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code_sha256: Option<String>,
    },
    RoleChanged {
        role: String,
    },
    /// The person is an employee of the collector whose receptacle stands at the long-term care facility
    /// (21 CFR 1317.80(c)), or is none.
    Employed {
        by_collector: bool,
    },
    /// The officer's number was stated, or is another; none where the person is no officer of the agency
    /// any more.
    Officer {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<String>,
    },
    Disabled,
    /// The person chose another secret.
    SecretChanged {
        secret_sha256: String,
    },
    /// Somebody else's word let the person choose another secret; the account works again.
    Recovered {
        secret_sha256: String,
        /// The site's new recovery code, where the old one was the somebody and is used up.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code_sha256: Option<String>,
    },
    /// The site has another recovery code, made by the holder of this account.
    CodeMade {
        code_sha256: String,
    },
}

/// Somebody came to the station, left it, or was kept out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Presence {
    pub account: AccountId,
    #[serde(flatten)]
    pub act: PresenceAct,
}

/// What happened at the door.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum PresenceAct {
    SignedIn {
        /// Wrong secrets given for this account since it last proved itself.
        failures: u32,
    },
    /// Gave the right secret to sign for something, after wrong ones.
    Proved { failures: u32 },
    SignedOut {
        /// Nobody had touched the station for the set time.
        idle: bool,
    },
    /// Too many wrong secrets: none is looked at before this time.
    LockedOut { failures: u32, until: Moment },
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::AccountEvent;

    #[test]
    fn an_officers_number_that_is_not_stated_is_not_written() {
        let account = "019ab000-0000-7000-8000-000000000001";
        let created = |officer: Option<&str>| {
            let mut created = json!({
                "account": account, "change": "created", "name": "A. Boss", "role": "operator", "secret_sha256": "ab",
            });
            if let Some(number) = officer {
                created["officer"] = number.into();
            }
            created
        };
        for written in [
            created(None),
            created(Some("7")),
            json!({ "account": account, "change": "officer", "number": "7" }),
            json!({ "account": account, "change": "officer" }),
        ] {
            let read: AccountEvent = serde_json::from_value(written.clone()).unwrap();
            let again: Value = serde_json::to_value(&read).unwrap();
            assert_eq!(again, written);
        }
    }
}
