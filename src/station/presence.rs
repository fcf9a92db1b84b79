//! Who is at the station: signing in and out, signing for something, and wrong secrets.

use std::collections::BTreeMap;

use super::{Station, StationError, desk::THE_PROGRAM, people::known};
use crate::{
    ledger::{AccountId, Attempt, Event, Meaning, Moment, Presence, PresenceAct, Signature},
    people::{Account, PeopleError, Secret, fingerprint, matches, pause_s, tries_left},
};

impl Station {
    /// Whose secrets are not looked at now because too many were wrong, and until when.
    pub fn lockouts(&self) -> Result<BTreeMap<AccountId, Moment>, StationError> {
        let locked = self.ledger.lockouts(self.clock.now(), pause_s)?;
        // The holder of the recovery code is no account.
        let of_accounts = locked
            .into_iter()
            .filter_map(|(holder, until)| Some((holder.parse().ok()?, until)));
        Ok(of_accounts.collect())
    }

    /// Takes `id` as the one at the station; whoever was there is signed out.
    pub fn sign_in(&self, id: AccountId, secret: &Secret) -> Result<Account, StationError> {
        let (account, failures) = self.prove(id, secret)?;
        self.sign_out(false)?;
        self.sit_down(&account, failures)?;
        Ok(account)
    }

    /// Nobody is at the station any more; `idle` where nobody had touched it for the set time.
    pub fn sign_out(&self, idle: bool) -> Result<(), StationError> {
        let (name, left) = {
            let mut desk = self.desk();
            // Leaving must not fail: whoever comes next would work under this name.
            (desk.name().to_owned(), desk.signed_in.take())
        };
        left.map_or(Ok(()), |id| {
            let act = PresenceAct::SignedOut { idle };
            self.note_presence((&name, Some(id)), id, act)
        })
    }

    /// The signature of somebody who proves themselves at this moment, signed in or not.
    pub fn sign(
        &self,
        id: AccountId,
        secret: &Secret,
        meaning: Meaning,
    ) -> Result<Signature, StationError> {
        let (account, failures) = self.prove(id, secret)?;
        if failures > 0 {
            let act = PresenceAct::Proved { failures };
            self.note_presence((THE_PROGRAM, None), id, act)?;
        }
        Ok(Signature {
            account: account.id,
            name: account.name,
            role: account.role.to_string(),
            meaning,
            signed: self.clock.now(),
        })
    }

    /// The account of `id`, whose holder gave `secret`, and how many wrong ones came before.
    pub(super) fn prove(
        &self,
        id: AccountId,
        secret: &Secret,
    ) -> Result<(Account, u32), StationError> {
        let account = known(&self.fresh_desk()?.people, id)?.clone();
        if account.disabled {
            return Err(PeopleError::Disabled(account.name).into());
        }
        let name = account.name.clone();
        let wrong = |failures| PeopleError::WrongSecret {
            name,
            tries: tries_left(failures),
        };
        let failures = self.check(
            &id.to_string(),
            &account,
            Some(&account.secret_sha256),
            secret,
            wrong,
        )?;
        Ok((account, failures))
    }

    /// Checks `secret` of `holder`, counting the attempt; how many wrong ones came before.
    ///
    /// A lock-out is recorded for `account`. While it lasts nothing is looked at, counted or
    /// recorded, so that a flood of attempts cannot fill the record.
    pub(super) fn check(
        &self,
        holder: &str,
        account: &Account,
        expected: Option<&str>,
        secret: &Secret,
        wrong: impl FnOnce(u32) -> PeopleError,
    ) -> Result<u32, StationError> {
        let name = || account.name.clone();
        match self
            .ledger
            .count_attempt(holder, self.clock.now(), pause_s)?
        {
            Attempt::Unknown => Err(PeopleError::Swapped(name()).into()),
            Attempt::Locked { until } => Err(self.locked(holder, account, until)),
            Attempt::Counted {
                phc,
                failures,
                locked_until,
            } => {
                if expected != Some(fingerprint(&phc).as_str()) {
                    return Err(PeopleError::Swapped(name()).into());
                }
                if matches(secret, &phc) {
                    self.ledger.forgive(holder)?;
                    return Ok(failures);
                }
                let failures = failures + 1;
                let Some(until) = locked_until else {
                    return Err(wrong(failures).into());
                };
                let act = PresenceAct::LockedOut { failures, until };
                self.note_presence((THE_PROGRAM, None), account.id, act)?;
                Err(self.locked(holder, account, until))
            }
        }
    }

    /// What whoever is locked out hears: who lets them in again, and not an administrator where they are the only
    /// one.
    fn locked(&self, holder: &str, account: &Account, until: Moment) -> StationError {
        let (name, until) = (account.name.clone(), until.clock());
        let desk = self.desk();
        let alone = desk.people.spare(account).is_err() && desk.people.code_sha256().is_some();
        // Not where the code itself is what was wrong.
        let error = if alone && holder == account.id.to_string() {
            PeopleError::LockedAlone { name, until }
        } else {
            PeopleError::Locked { name, until }
        };
        error.into()
    }

    fn sit_down(&self, account: &Account, failures: u32) -> Result<(), StationError> {
        self.fresh_desk()?.signed_in = Some(account.id);
        let act = PresenceAct::SignedIn { failures };
        let entered = self.note_presence((&account.name, Some(account.id)), account.id, act);
        // Whoever is not in the record is not at the station.
        if entered.is_err() {
            self.desk().signed_in = None;
        }
        entered
    }

    fn note_presence(
        &self,
        (by, by_account): (&str, Option<AccountId>),
        account: AccountId,
        act: PresenceAct,
    ) -> Result<(), StationError> {
        let event = Event::Presence(Presence { account, act });
        let entry = self.entry_without_permit(self.now(), by, by_account, event);
        self.ledger.append(entry)?;
        Ok(())
    }
}
