//! The accounts of a station, as the record's events left them.

use super::{Role, WeakSecret};
use crate::ledger::{AccountChange, AccountEvent, AccountId, Content, Event, Moment};

/// One person who may use the station.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    pub id: AccountId,
    /// As it is printed in records and under signatures. No two accounts share one.
    pub name: String,
    pub role: Role,
    /// The officer's number, for an officer employed by the law-enforcement agency.
    pub officer: Option<String>,
    /// Said to be an employee of the collector, at a long-term care facility.
    pub of_collector: bool,
    pub disabled: bool,
    pub created: Moment,
    /// SHA-256 of the argon2 hash that the secret is checked against.
    pub secret_sha256: String,
}

/// Why something cannot be done with accounts, and what to do next.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    #[error(transparent)]
    Weak(#[from] WeakSecret),
    #[error("the system gave no random numbers or no memory to keep a secret with; try again")]
    Hashing,
    #[error("`{0}` is not a role; choose operator, pharmacist, administrator or auditor")]
    UnknownRole(String),
    #[error(
        "nobody here is called `{0}`; see `takeback account list`, or make the first account with `takeback account add NAME`"
    )]
    UnknownName(String),
    #[error("somebody is called `{0}` already; records need names that differ")]
    NameTaken(String),
    #[error("a name needs 1 to 60 printable characters")]
    BadName,
    #[error("that was not the right PIN or passphrase for {name}{}", left(*tries))]
    WrongSecret {
        name: String,
        /// Tries before the account is locked.
        tries: u32,
    },
    #[error("too many wrong tries for {name}: wait until {until}, or ask an administrator")]
    Locked { name: String, until: String },
    #[error(
        "too many wrong tries for {name}: wait until {until}, or use the recovery code (“PIN forgotten”, or `takeback account recover`); no other administrator is here"
    )]
    LockedAlone { name: String, until: String },
    #[error("the account of {0} is disabled; ask an administrator")]
    Disabled(String),
    #[error(
        "what {0} is checked against is not what the record says it was: somebody changed the \
         database; an administrator must give {0} a new secret, and `takeback verify` should be run"
    )]
    Swapped(String),
    #[error("{0} is the last administrator; make another one first")]
    LastAdministrator(String),
    #[error("{0} is not an administrator; the recovery code lets only an administrator back in")]
    NotAdministrator(String),
    #[error("the recovery code is not right; letters and digits, dashes do not matter")]
    WrongCode,
    #[error("this station has accounts already; an administrator adds more")]
    AlreadyFounded,
}

fn left(tries: u32) -> String {
    match tries {
        0 => String::new(),
        1 => "; 1 try left before the account is locked".to_owned(),
        tries => format!("; {tries} tries left before the account is locked"),
    }
}

/// Everybody who ever had an account here.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct People {
    accounts: Vec<Account>,
    code_sha256: Option<String>,
}

impl People {
    /// What the account events of the record come to, oldest first.
    ///
    /// An error where a record holds a role that this version does not know.
    pub fn of(records: impl IntoIterator<Item = Content>) -> Result<Self, PeopleError> {
        let mut people = Self::default();
        for record in records {
            if let Event::Account(event) = record.event {
                people.note(event, record.entered)?;
            }
        }
        Ok(people)
    }

    fn note(&mut self, event: AccountEvent, entered: Moment) -> Result<(), PeopleError> {
        let id = event.account;
        let known = self.accounts.iter_mut().find(|account| account.id == id);
        match (event.change, known) {
            (
                AccountChange::Created {
                    name,
                    role,
                    officer,
                    secret_sha256,
                    code_sha256,
                },
                None,
            ) => {
                self.code_sha256 = code_sha256.or(self.code_sha256.take());
                self.accounts.push(Account {
                    id,
                    name,
                    role: role.parse()?,
                    officer,
                    of_collector: false,
                    disabled: false,
                    created: entered,
                    secret_sha256,
                });
            }
            (AccountChange::RoleChanged { role }, Some(account)) => account.role = role.parse()?,
            (AccountChange::Employed { by_collector }, Some(account)) => {
                account.of_collector = by_collector;
            }
            (AccountChange::Officer { number }, Some(account)) => account.officer = number,
            (AccountChange::Disabled, Some(account)) => account.disabled = true,
            (AccountChange::SecretChanged { secret_sha256 }, Some(account)) => {
                account.secret_sha256 = secret_sha256;
            }
            (
                AccountChange::Recovered {
                    secret_sha256,
                    code_sha256,
                },
                Some(account),
            ) => {
                account.secret_sha256 = secret_sha256;
                account.disabled = false;
                self.code_sha256 = code_sha256.or(self.code_sha256.take());
            }
            (AccountChange::CodeMade { code_sha256 }, _) => self.code_sha256 = Some(code_sha256),
            // Only `station` writes these events, and never so; nobody gains anything from them.
            (AccountChange::Created { .. }, Some(_)) | (_, None) => {}
        }
        Ok(())
    }

    /// In the order in which they were made.
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    pub fn is_empty(&self) -> bool {
        self.accounts.is_empty()
    }

    /// SHA-256 of the argon2 hash of the recovery code.
    pub fn code_sha256(&self) -> Option<&str> {
        self.code_sha256.as_deref()
    }

    pub fn get(&self, id: AccountId) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    /// The account with this printed name; case and outer spaces do not matter.
    pub fn named(&self, name: &str) -> Result<&Account, PeopleError> {
        let wanted = name.trim().to_lowercase();
        self.accounts
            .iter()
            .find(|account| account.name.to_lowercase() == wanted)
            .ok_or_else(|| PeopleError::UnknownName(name.trim().to_owned()))
    }

    /// `name` as it would be printed for a new account.
    pub fn new_name(&self, name: &str) -> Result<String, PeopleError> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let length = name.chars().count();
        if !(1..=60).contains(&length) || name.chars().any(char::is_control) {
            return Err(PeopleError::BadName);
        }
        match self.named(&name) {
            Ok(_) => Err(PeopleError::NameTaken(name)),
            Err(_) => Ok(name),
        }
    }

    /// An error where nobody could set up the site any more without `account`.
    pub fn spare(&self, account: &Account) -> Result<(), PeopleError> {
        let another = self.accounts.iter().any(|other| {
            other.id != account.id && !other.disabled && other.role == Role::Administrator
        });
        if account.role == Role::Administrator && !account.disabled && !another {
            return Err(PeopleError::LastAdministrator(account.name.clone()));
        }
        Ok(())
    }
}
