//! Accounts at work: the first administrator, those who come after, roles, secrets, recovery.

use super::{Station, StationError, location::at_same_location};
use crate::{
    ledger::{AccountChange, AccountEvent, AccountId, Entry, Event, Presence, PresenceAct, Site},
    people::{
        Account, Action, People, PeopleError, RECOVERY_HOLDER, RecoveryCode, Role, Secret,
        fingerprint, hash,
    },
};

/// Somebody who gets an account.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// As it is printed in records.
    pub name: String,
    pub role: Role,
    /// The officer's number, for an officer employed by the law-enforcement agency.
    pub officer: Option<String>,
}

impl Station {
    /// Makes the first account, an administrator, who is then signed in, with the site as `site`
    /// says or else as it was, all or nothing; gives the recovery code, which is never shown again.
    pub fn found(
        &self,
        name: &str,
        officer: Option<String>,
        secret: &Secret,
        site: Option<Site>,
    ) -> Result<RecoveryCode, StationError> {
        let (name, known) = {
            let desk = self.fresh_desk()?;
            nobody_yet(&desk.people)?;
            (desk.people.new_name(name)?, desk.site.clone())
        };
        let site = site.map(|site| at_same_location(&known, site));
        let site = site.transpose()?.filter(|site| *site != known);
        secret.check_strength(&name)?;
        let now = self.clock.now();
        let id = AccountId::at(now);
        let code = RecoveryCode::generate()?;
        let (phc, code_phc) = (hash(secret)?, hash(&code.secret())?);
        let change = AccountChange::Created {
            name: name.clone(),
            role: Role::Administrator.to_string(),
            officer: number_of(officer),
            secret_sha256: fingerprint(&phc),
            code_sha256: Some(fingerprint(&code_phc)),
        };
        let by_them = |event| self.entry_without_permit(self.now(), &name, Some(id), event);
        let act = PresenceAct::SignedIn { failures: 0 };
        let made = by_them(account_event(id, change));
        let mut others = vec![by_them(Event::Presence(Presence { account: id, act }))];
        others.extend(site.map(|site| Entry {
            site_mode: site.mode.clone(),
            ..by_them(Event::Site(site))
        }));
        let secrets = [
            (id.to_string(), phc),
            (RECOVERY_HOLDER.to_owned(), code_phc),
        ];
        self.append_accounts(&secrets, |people| {
            nobody_yet(people)?;
            Ok((made, others))
        })?;
        self.desk().signed_in = Some(id);
        Ok(code)
    }

    /// Makes an account for somebody else.
    pub fn add_account(&self, new: NewAccount, secret: &Secret) -> Result<AccountId, StationError> {
        self.permit(Action::ManagePeople)?;
        let name = self.desk().people.new_name(&new.name)?;
        secret.check_strength(&name)?;
        let id = AccountId::at(self.clock.now());
        let phc = hash(secret)?;
        let change = AccountChange::Created {
            name: name.clone(),
            role: new.role.to_string(),
            officer: number_of(new.officer),
            secret_sha256: fingerprint(&phc),
            code_sha256: None,
        };
        let secrets = [(id.to_string(), phc)];
        self.change_account(id, change, &secrets, |people| {
            people.new_name(&name).map(drop)
        })?;
        Ok(id)
    }

    pub fn change_role(&self, id: AccountId, role: Role) -> Result<(), StationError> {
        let change = AccountChange::RoleChanged {
            role: role.to_string(),
        };
        self.change_account(id, change, &[], |people| match role {
            Role::Administrator => known(people, id).map(drop),
            _ => people.spare(known(people, id)?),
        })
    }

    /// Says whether the person is an employee of the collector whose receptacle stands at this long-term
    /// care facility: the two who sign there are both, or one of them beside a designated supervisor of the
    /// facility (21 CFR 1317.80(c)).
    pub fn set_of_collector(&self, id: AccountId, by_collector: bool) -> Result<(), StationError> {
        let change = AccountChange::Employed { by_collector };
        self.change_account(id, change, &[], |people| known(people, id).map(drop))
    }

    /// States the number of an officer employed by the law-enforcement agency; none where the person is no
    /// officer of it.
    pub fn set_officer(&self, id: AccountId, number: Option<&str>) -> Result<(), StationError> {
        let number = number_of(number.map(str::to_owned));
        let change = AccountChange::Officer { number };
        self.change_account(id, change, &[], |people| known(people, id).map(drop))
    }

    /// Nobody signs in with this account any more; what it did stays.
    pub fn disable(&self, id: AccountId) -> Result<(), StationError> {
        self.change_account(id, AccountChange::Disabled, &[], |people| {
            people.spare(known(people, id)?)
        })
    }

    /// The holder of the account chooses another secret.
    pub fn change_secret(
        &self,
        id: AccountId,
        old: &Secret,
        new: &Secret,
    ) -> Result<(), StationError> {
        let (account, _) = self.prove(id, old)?;
        new.check_strength(&account.name)?;
        let phc = hash(new)?;
        let secret_sha256 = fingerprint(&phc);
        let event = account_event(id, AccountChange::SecretChanged { secret_sha256 });
        self.append_accounts(&[(id.to_string(), phc)], |_| {
            Ok((self.entry_by(&account, event), Vec::new()))
        })
    }

    /// An administrator gives somebody who is locked out or disabled another secret.
    pub fn recover(&self, id: AccountId, new: &Secret) -> Result<(), StationError> {
        self.permit(Action::ManagePeople)?;
        let name = known(&self.desk().people, id)?.name.clone();
        new.check_strength(&name)?;
        let phc = hash(new)?;
        let change = AccountChange::Recovered {
            secret_sha256: fingerprint(&phc),
            code_sha256: None,
        };
        self.change_account(id, change, &[(id.to_string(), phc)], |_| Ok(()))
    }

    /// The site's recovery code gives an administrator another secret. The code is used up; gives
    /// the one that takes its place.
    pub fn recover_by_code(
        &self,
        id: AccountId,
        code: &RecoveryCode,
        new: &Secret,
    ) -> Result<RecoveryCode, StationError> {
        let (account, expected) = {
            let desk = self.fresh_desk()?;
            let account = known(&desk.people, id)?.clone();
            (account, desk.people.code_sha256().map(str::to_owned))
        };
        if account.role != Role::Administrator {
            return Err(PeopleError::NotAdministrator(account.name).into());
        }
        new.check_strength(&account.name)?;
        let wrong = |_| PeopleError::WrongCode;
        self.check(
            RECOVERY_HOLDER,
            &account,
            expected.as_deref(),
            &code.secret(),
            wrong,
        )?;
        let next = RecoveryCode::generate()?;
        let (phc, code_phc) = (hash(new)?, hash(&next.secret())?);
        let change = AccountChange::Recovered {
            secret_sha256: fingerprint(&phc),
            code_sha256: Some(fingerprint(&code_phc)),
        };
        let event = account_event(id, change);
        let secrets = [
            (id.to_string(), phc),
            (RECOVERY_HOLDER.to_owned(), code_phc),
        ];
        self.append_accounts(&secrets, |people| {
            // Another program may have taken the same code meanwhile; it works once.
            if people.code_sha256() != expected.as_deref() {
                return Err(PeopleError::WrongCode.into());
            }
            Ok((self.entry_by(&account, event), Vec::new()))
        })?;
        Ok(next)
    }

    /// Another recovery code, for when the sheet was lost or seen; the old one is worth nothing.
    pub fn new_code(&self) -> Result<RecoveryCode, StationError> {
        let action = Action::ManagePeople;
        let holder = self.permit(action)?.account;
        let holder = holder.ok_or(StationError::NotSignedIn { action })?;
        let code = RecoveryCode::generate()?;
        let phc = hash(&code.secret())?;
        let code_sha256 = fingerprint(&phc);
        let secrets = [(RECOVERY_HOLDER.to_owned(), phc)];
        let change = AccountChange::CodeMade { code_sha256 };
        self.change_account(holder, change, &secrets, |_| Ok(()))?;
        Ok(code)
    }

    /// Records `change`, made by whoever is signed in, unless `rule` speaks against it.
    fn change_account(
        &self,
        id: AccountId,
        change: AccountChange,
        secrets: &[(String, String)],
        rule: impl FnOnce(&People) -> Result<(), PeopleError>,
    ) -> Result<(), StationError> {
        self.append_accounts(secrets, |people| {
            let by = self.permit(Action::ManagePeople)?;
            rule(people)?;
            let changed = by.entry(self.now(), account_event(id, change));
            Ok((changed, Vec::new()))
        })
    }

    /// Appends what `decide` makes of everybody who has an account by then, under the write lock:
    /// another program at the same record changes nothing in between.
    fn append_accounts(
        &self,
        secrets: &[(String, String)],
        decide: impl FnOnce(&People) -> Result<(Entry, Vec<Entry>), StationError>,
    ) -> Result<(), StationError> {
        self.ledger
            .append_secrets(secrets, |contents| decide(&People::of(contents)?))?;
        self.look_again();
        Ok(())
    }

    /// `event` as entered now by the holder of an account, who proved themselves and need not be signed in.
    fn entry_by(&self, account: &Account, event: Event) -> Entry {
        self.entry_without_permit(self.now(), &account.name, Some(account.id), event)
    }
}

/// An error where somebody has an account already.
fn nobody_yet(people: &People) -> Result<(), PeopleError> {
    if people.is_empty() {
        return Ok(());
    }
    Err(PeopleError::AlreadyFounded)
}

/// An officer's number as it is kept: whoever has an empty one is no officer.
fn number_of(stated: Option<String>) -> Option<String> {
    let number = stated.map(|number| number.trim().to_owned());
    number.filter(|number| !number.is_empty())
}

fn account_event(account: AccountId, change: AccountChange) -> Event {
    Event::Account(AccountEvent { account, change })
}

/// The account of `id`.
pub(super) fn known(people: &People, id: AccountId) -> Result<&Account, PeopleError> {
    let account = people.get(id);
    account.ok_or_else(|| PeopleError::UnknownName(id.to_string()))
}
