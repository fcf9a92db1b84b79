//! Who may put their name to a step of custody, and how fresh that has to be.

use super::{CustodyError, SiteMode, Station, StationError};
use crate::{
    custody::{Custody, Signing, Step},
    ledger::{AccountId, Event, Meaning, Moment, Signature},
    people::{Account, Role, Secret},
};

/// How long a signature waits for the record it belongs to: as long as a dialog stays open.
const FRESH_US: i64 = 15 * 60 * 1_000_000;
/// Whoever signs anew is asked so much earlier, since the record is made a moment later.
const SPARE_US: i64 = 60 * 1_000_000;

impl Station {
    /// An error where the holder of `account` may not sign for `step` at this kind of site.
    ///
    /// What depends on who else signs is found out when it is recorded.
    pub fn may_sign(&self, step: Step, account: &Account) -> Result<(), CustodyError> {
        let mode = self.site_mode();
        if !account.role.may(mode.action(step)) {
            return Err(CustodyError::NotASigner(account.name.clone()));
        }
        if mode == SiteMode::LeEvent && account.officer.is_none() {
            return Err(CustodyError::NotAnOfficer(account.name.clone()));
        }
        Ok(())
    }

    /// The signature of somebody who proves themselves for `step` at this moment.
    pub fn sign_step(
        &self,
        step: Step,
        account: AccountId,
        secret: &Secret,
    ) -> Result<Signature, StationError> {
        let meaning = match step.signing() {
            Signing::One(meaning) | Signing::Two(meaning) => meaning,
            Signing::Nobody => Meaning::Witnessed,
        };
        self.sign(account, secret, meaning)
    }

    /// Whether something may still be begun under this proof; what is begun then is fresh when it is recorded.
    pub fn still_proves(&self, signature: &Signature) -> bool {
        (0..=FRESH_US - SPARE_US).contains(&age_us(signature, self.now()))
    }

    /// An error where somebody who signed `event` may not sign for `step` here.
    pub(super) fn check_signers(
        &self,
        custody: &Custody,
        step: Step,
        event: &Event,
        entered: Moment,
    ) -> Result<(), CustodyError> {
        let mode = self.site_mode();
        let action = mode.action(step);
        let signatures = event.signatures();
        let mut supervisors = 0;
        for signature in &signatures {
            let name = || signature.name.clone();
            let may = |role: Role| role.may(action);
            if !signature.role.parse().is_ok_and(may) {
                return Err(CustodyError::NotASigner(name()));
            }
            if !is_fresh(signature, entered) {
                return Err(CustodyError::Stale(name()));
            }
            if mode == SiteMode::LeEvent && !self.is_officer(signature.account) {
                return Err(CustodyError::NotAnOfficer(name()));
            }
            let at_receptacle = mode == SiteMode::Ltcf && step.is_of_receptacle();
            if at_receptacle && !self.is_one_of_the_two(custody, signature.account) {
                return Err(CustodyError::NotOfTheCollector(name()));
            }
            if custody.is_facility_supervisor(signature.account) {
                supervisors += 1;
                let facility = matches!(mode, SiteMode::Ltcf | SiteMode::Research);
                // What residents no longer use is deposited by the facility itself (1317.80(a)).
                let most = if step == Step::DepositForResidents {
                    2
                } else {
                    1
                };
                if !facility || signatures.len() < 2 || supervisors > most {
                    return Err(CustodyError::Supervisor(name()));
                }
            }
        }
        Ok(())
    }

    /// Whether the collector's liner may be in the hands of this person at a facility (21 CFR 1317.80(c)).
    fn is_one_of_the_two(&self, custody: &Custody, account: AccountId) -> bool {
        let desk = self.desk();
        let known = desk.people.get(account);
        known.is_some_and(|known| known.of_collector) || custody.is_facility_supervisor(account)
    }

    fn is_officer(&self, account: AccountId) -> bool {
        let desk = self.desk();
        desk.people
            .get(account)
            .is_some_and(|known| known.officer.is_some())
    }
}

/// Whether what is signed so may be recorded at `now`.
pub(super) fn is_fresh(signature: &Signature, now: Moment) -> bool {
    (0..=FRESH_US).contains(&age_us(signature, now))
}

/// Microseconds since it was signed; below zero where the clock was set back.
fn age_us(signature: &Signature, now: Moment) -> i64 {
    now.utc_us() - signature.signed.utc_us()
}
