//! Liners, packages, take-back events and items that leave: records in, state out.
//!
//! Nothing here reads a clock, a file or a database. The state of a thing is its history and
//! nothing else, so no second place can disagree with what was recorded. A sealed liner has a
//! number, a size, perhaps a weight, and no contents.

mod amendment;
mod days;
mod error;
mod inventory;
mod items;
mod liner;
mod package;
mod package_stage;
mod past;
mod session;
mod shared;
mod step;
mod todo;
mod todo_words;
mod trail;
mod unfinished;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use amendment::Amended;
pub use days::deposit_due;
pub use error::Refused;
pub use inventory::Inventoried;
pub use liner::{Liner, LinerStage};
pub use package::Package;
pub use package_stage::PackageStage;
pub use past::{Past, Stamp};
pub use session::{Session, SessionStage};
pub use step::{Signing, Step, Thing};
pub use todo::{Term, Todo, Watch};
pub use trail::{Edge, NotNumbers, Numbers, Trace, Trail, Window};
pub use unfinished::Things;

use crate::ledger::{
    AccountId, Content, Event, EventKind, Purpose, SiteMode,
    custody::{Designation, SessionAct, StockRecord, UniqueId},
};

/// Everything in custody at this station, as its records left it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Custody {
    /// By their numbers; of several that bear one, the first to come first.
    liners: BTreeMap<UniqueId, Vec<Liner>>,
    packages: BTreeMap<UniqueId, Vec<Package>>,
    sessions: Vec<Session>,
    inventories: Vec<Inventoried>,
    designated: BTreeMap<AccountId, Designation>,
    /// Items that were destroyed, transferred or deposited, with the place of the record that says so.
    left: BTreeMap<i64, i64>,
    /// Destructions of own stock, by the places of their records.
    stock_destroyed: BTreeMap<i64, StockRecord>,
    amended: Vec<Amended>,
    /// Of all take-back events at this station, those that count elsewhere too.
    last_event: u32,
}

impl Custody {
    /// The kinds of record that custody is made of.
    pub const KINDS: [EventKind; 9] = [
        EventKind::Liner,
        EventKind::Package,
        EventKind::Session,
        EventKind::Inventory,
        EventKind::Designation,
        EventKind::Stock,
        EventKind::StockTransfer,
        EventKind::FacilityDeposit,
        EventKind::Amendment,
    ];

    /// The state after `contents`, which the ledger gives in their order, as a site of this mode has it:
    /// what was tried out in `RESEARCH` is there and nowhere else.
    ///
    /// An error where a record cannot follow those before it, with its place in the ledger.
    pub fn replay(contents: &[Content], site_mode: SiteMode) -> Result<Self, (i64, Refused)> {
        Ok(Purpose::of_code(site_mode.code()).pick(Self::both(contents)?))
    }

    /// What really is here, whatever the site is now, and what was tried out.
    ///
    /// Before the two were kept apart, a record of the one could follow from one of the other. Where that
    /// is so, both are everything.
    pub fn both(contents: &[Content]) -> Result<[Self; 2], (i64, Refused)> {
        let of = |purpose: Purpose| {
            let those = contents.iter();
            Self::after(those.filter(move |content| content.purpose() == purpose))
        };
        let mut both = if let [Ok(real), Ok(tried)] = Purpose::BOTH.map(of) {
            [real, tried]
        } else {
            let all = Self::after(contents.iter())?;
            [all.clone(), all]
        };
        let last_event = both.each_ref().map(|custody| custody.last_event);
        for custody in &mut both {
            custody.last_event = last_event.into_iter().max().unwrap_or(0);
        }
        Ok(both)
    }

    fn after<'a>(contents: impl Iterator<Item = &'a Content>) -> Result<Self, (i64, Refused)> {
        let mut custody = Self::default();
        for content in contents {
            custody
                .apply(Stamp::of(content), &content.event)
                .map_err(|refused| (content.seq, refused))?;
        }
        Ok(custody)
    }

    /// Takes one more event in; where that step is impossible, nothing changes.
    pub fn apply(&mut self, stamp: Stamp, event: &Event) -> Result<(), Refused> {
        let Some(acted_on) = day_of(event) else {
            return Ok(());
        };
        if acted_on > stamp.entered.date() {
            return Err(Refused::InTheFuture(acted_on));
        }
        match event {
            Event::Liner(record) => liner::apply(&mut self.liners, &stamp, record)?,
            Event::Package(record) => package::apply(&mut self.packages, &stamp, record)?,
            Event::Session(record) => {
                let closes = matches!(record.act, SessionAct::Closed(_));
                let sealed_a_liner = closes && self.sealed_a_liner();
                session::apply(&mut self.sessions, stamp, record, sealed_a_liner)?;
                self.last_event = self.last_event.max(record.session);
            }
            Event::Inventory(found) => self.take_inventory(stamp, found)?,
            Event::Designation(named) => {
                self.designated.insert(named.account, named.clone());
            }
            Event::Stock(record) => {
                items::stock(&mut self.left, &stamp, &record.items)?;
                self.stock_destroyed.insert(stamp.seq, record.clone());
            }
            Event::StockTransfer(record) => items::stock(&mut self.left, &stamp, &record.items)?,
            Event::FacilityDeposit(record) => items::deposit(&mut self.left, &stamp, record)?,
            Event::Amendment(amendment) => self.amend(&stamp, amendment)?,
            _ => {}
        }
        Ok(())
    }

    /// Of several that bear this number, the first that is here sealed, or else the newest.
    pub fn liner(&self, id: &UniqueId) -> Option<&Liner> {
        let all = self.liners_numbered(id);
        let here = |liner: &&Liner| liner.stage().awaits_destruction();
        all.iter().find(here).or(all.last())
    }

    /// More than one where several others gave a liner with this number.
    pub fn liners_numbered(&self, id: &UniqueId) -> &[Liner] {
        self.liners.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// By their numbers.
    pub fn liners(&self) -> impl Iterator<Item = &Liner> {
        self.liners.values().flatten()
    }

    /// As [`Custody::liner`].
    pub fn package(&self, id: &UniqueId) -> Option<&Package> {
        let all = self.packages_numbered(id);
        let here = |package: &&Package| package.stage().awaits_destruction();
        all.iter().find(here).or(all.last())
    }

    /// As [`Custody::liners_numbered`].
    pub fn packages_numbered(&self, id: &UniqueId) -> &[Package] {
        self.packages.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// By their numbers.
    pub fn packages(&self) -> impl Iterator<Item = &Package> {
        self.packages.values().flatten()
    }

    /// From the first.
    pub fn sessions(&self) -> &[Session] {
        &self.sessions
    }

    /// The take-back event that is going on.
    pub fn open_session(&self) -> Option<&Session> {
        self.sessions
            .last()
            .filter(|session| session.stage() != SessionStage::Closed)
    }

    /// What the next take-back event is called: no two at a station share a number, also where one of them
    /// was only tried out.
    pub fn next_event(&self) -> u32 {
        self.last_event + 1
    }

    /// From the first.
    pub fn inventories(&self) -> &[Inventoried] {
        &self.inventories
    }

    /// Whether own stock was ever destroyed.
    pub fn has_destroyed_stock(&self) -> bool {
        !self.stock_destroyed.is_empty()
    }

    /// Whether the collector named this account a supervisor at a long-term care facility.
    pub fn is_facility_supervisor(&self, account: AccountId) -> bool {
        self.designated
            .get(&account)
            .is_some_and(|named| named.designated)
    }
}

/// The day of the act, for the kinds of event that belong here.
fn day_of(event: &Event) -> Option<Date> {
    match event {
        Event::Liner(record) => Some(record.acted_on),
        Event::Package(record) => Some(record.acted_on),
        Event::Session(record) => Some(record.acted_on),
        Event::Inventory(found) => Some(found.acted_on),
        Event::Designation(named) => Some(named.acted_on),
        Event::Stock(record) => Some(record.acted_on),
        Event::StockTransfer(record) => Some(record.acted_on),
        Event::FacilityDeposit(record) => Some(record.acted_on),
        Event::Amendment(amendment) => Some(amendment.acted_on),
        _ => None,
    }
}
