//! Who is at the station: signing in and out, signing for something, and wrong secrets.

use std::collections::BTreeMap;

use super::{Station, StationError, people::known};
use crate::{
    ledger::{AccountId, Attempt, Entry, Event, Meaning, Moment, Presence, PresenceAct, Signature},
    people::{Account, PeopleError, Secret, fingerprint, matches, pause_s, tries_left},
};

/// Who enters what nobody at the station did.
const THE_PROGRAM: &str = "takeback";

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
        self.sit_down(id, failures)?;
        Ok(account)
    }

    /// Nobody is at the station any more; `idle` where nobody had touched it for the set time.
    pub fn sign_out(&self, idle: bool) -> Result<(), StationError> {
        let Some(account) = self.desk().signed_in else {
            return Ok(());
        };
        let act = PresenceAct::SignedOut { idle };
        let entry = self.entry(self.clock.now(), Event::Presence(Presence { account, act }));
        // Leaving must not fail: whoever comes next would work under this name.
        self.desk().signed_in = None;
        self.ledger.append(entry)?;
        Ok(())
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
            self.note_presence(&account, PresenceAct::Proved { failures })?;
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
            Attempt::Locked { until } => Err(locked(name(), until)),
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
                self.note_presence(account, PresenceAct::LockedOut { failures, until })?;
                Err(locked(name(), until))
            }
        }
    }

    fn sit_down(&self, id: AccountId, failures: u32) -> Result<(), StationError> {
        self.fresh_desk()?.signed_in = Some(id);
        let act = PresenceAct::SignedIn { failures };
        let event = Event::Presence(Presence { account: id, act });
        let entered = self.ledger.append(self.entry(self.clock.now(), event));
        // Whoever is not in the record is not at the station.
        if let Err(error) = entered {
            self.desk().signed_in = None;
            return Err(error.into());
        }
        Ok(())
    }

    fn note_presence(&self, account: &Account, act: PresenceAct) -> Result<(), StationError> {
        let event = Event::Presence(Presence {
            account: account.id,
            act,
        });
        let entry = Entry {
            by: THE_PROGRAM.to_owned(),
            account: None,
            ..self.entry(self.clock.now(), event)
        };
        self.ledger.append(entry)?;
        Ok(())
    }
}

fn locked(name: String, until: Moment) -> StationError {
    PeopleError::Locked {
        name,
        until: until.clock(),
    }
    .into()
}
