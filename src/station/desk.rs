//! What the station knows of its site and its people, and who is signed in.

use std::sync::{MutexGuard, PoisonError};

use super::{
    ModeRule, Permitted, SiteMode, Station, StationError,
    permit::permit,
    report::{logged, registrants},
};
use crate::{
    ledger::{AccountId, Entry, Event, EventKind, Ledger, Moment, Site, Standing},
    people::{Account, Action, People},
};

/// Who enters what nobody at the station did.
pub(super) const THE_PROGRAM: &str = "takeback";

/// The site and its people by the ledger's newest word, and who is at the station.
pub(super) struct Desk {
    /// The name that records carry while nobody is signed in.
    pub operator: String,
    /// How many records there were when that was read.
    pub records: u64,
    pub site: Site,
    pub mode: SiteMode,
    pub people: People,
    pub signed_in: Option<AccountId>,
    /// Of which kinds of [`logged`] there are records.
    pub holds: Vec<EventKind>,
    /// The site is no registrant, and a destruction is on record from when it was one.
    pub has_destroyed: bool,
}

impl Desk {
    /// The account that is signed in.
    pub fn account(&self) -> Option<&Account> {
        self.people.get(self.signed_in?)
    }

    /// Whose name the records carry.
    pub fn name(&self) -> &str {
        self.account()
            .map_or(self.operator.as_str(), |account| account.name.as_str())
    }

    /// Reads what the ledger says now; another program may have changed it.
    pub fn refresh(&mut self, ledger: &Ledger) -> Result<(), StationError> {
        self.take(Word::read(ledger)?)
    }

    /// Takes what was read, unless another thread has read something newer meanwhile.
    fn take(&mut self, word: Word) -> Result<(), StationError> {
        if word.records < self.records {
            return Ok(());
        }
        self.records = word.records;
        if let Some((site, mode)) = word.site {
            (self.site, self.mode) = (site, mode);
        }
        self.holds = word.holds;
        self.has_destroyed = word.has_destroyed;
        self.people = word.people?;
        Ok(())
    }
}

/// The ledger's word on the site and its people, of one moment.
struct Word {
    records: u64,
    site: Option<(Site, SiteMode)>,
    people: Result<People, StationError>,
    holds: Vec<EventKind>,
    has_destroyed: bool,
}

impl Word {
    fn read(ledger: &Ledger) -> Result<Self, StationError> {
        let Standing {
            records,
            site,
            accounts,
            holds,
            has_destroyed,
        } = ledger.standing(&logged(), &registrants())?;
        let with_mode = |site: Site| {
            SiteMode::of_code(&site.mode)
                .ok_or_else(|| StationError::UnknownMode(site.mode.clone()))
                .map(|mode| (site, mode))
        };
        Ok(Self {
            records,
            has_destroyed,
            site: site.map(with_mode).transpose()?,
            people: accounts
                .map_err(StationError::from)
                .and_then(|accounts| Ok(People::of(accounts)?)),
            holds,
        })
    }
}

impl Station {
    /// What kind of site this is.
    pub fn mode(&self) -> &'static ModeRule {
        self.site_mode().rule()
    }

    pub fn site_mode(&self) -> SiteMode {
        self.desk().mode
    }

    /// How the site is set up.
    pub fn site(&self) -> Site {
        self.desk().site.clone()
    }

    /// Whether nothing but the set-up of the site is on record yet.
    pub fn is_new(&self) -> Result<bool, StationError> {
        Ok(self.ledger.length()? <= 1)
    }

    /// Who is signed in; nobody where the station has no accounts.
    pub fn signed_in(&self) -> Option<Account> {
        self.desk().account().cloned()
    }

    /// Whose name the records carry: who is signed in, else the operator of the settings.
    pub fn operator(&self) -> String {
        self.desk().name().to_owned()
    }

    /// Everybody who ever had an account here, in the order in which they were made.
    pub fn accounts(&self) -> Result<Vec<Account>, StationError> {
        Ok(self.fresh_desk()?.people.accounts().to_vec())
    }

    /// As [`Station::accounts`], by what was last read: for what a screen offers.
    pub fn known_accounts(&self) -> Vec<Account> {
        self.desk().people.accounts().to_vec()
    }

    /// The account with this printed name; case and outer spaces do not matter.
    pub fn named(&self, name: &str) -> Result<Account, StationError> {
        Ok(self.fresh_desk()?.people.named(name)?.clone())
    }

    /// Leave to do `action` here and now; an error where it is not allowed, with the law or what to do
    /// about it.
    pub fn permit(&self, action: Action) -> Result<Permitted, StationError> {
        permit(&*self.fresh_desk()?, action)
    }

    /// As [`Station::permit`], by what was last read: for what a screen offers.
    pub fn offers(&self, action: Action) -> Result<(), StationError> {
        permit(&self.desk(), action).map(drop)
    }

    /// A panic elsewhere left nothing half written in it.
    pub(super) fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// As [`Station::desk`], after reading what the ledger says now.
    pub(super) fn fresh_desk(&self) -> Result<MutexGuard<'_, Desk>, StationError> {
        // Before the lock is taken: the window draws by what the desk says, and never waits for a disk.
        let word = Word::read(&self.ledger)?;
        let mut desk = self.desk();
        desk.take(word)?;
        Ok(desk)
    }

    /// Reads what was recorded just now. It is on record whether it can be read back or not; the
    /// next look reads it.
    pub(super) fn look_again(&self) {
        if let Err(error) = self.fresh_desk() {
            tracing::warn!("what was changed is on record, but cannot be read now: {error}");
        }
    }

    /// `event` as entered at `entered` under the name `by`, for what nobody has to be permitted: what the
    /// program does of itself, and how people come, go and prove themselves.
    pub(super) fn entry_without_permit(
        &self,
        entered: Moment,
        by: &str,
        account: Option<AccountId>,
        event: Event,
    ) -> Entry {
        Entry {
            entered,
            by: by.to_owned(),
            account,
            site_mode: self.site_mode().code().to_owned(),
            event,
        }
    }
}
