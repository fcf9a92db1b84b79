//! Unfinished business: what greets the next person who signs in.

use std::collections::BTreeSet;

use jiff::{ToSpan, civil::Date};

use super::{
    Custody, LinerStage, Past, SessionStage, Thing, Things,
    days::{TERM, business_days_after, deposit_due},
};
use crate::ledger::{SiteMode, custody::UniqueId};

/// What this site has to watch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Watch {
    /// Days after which somebody should look at an installed liner.
    pub installed_days: u32,
    /// Days after which something sealed should have left: a collector has to act promptly (21 CFR
    /// 1317.05(c)(1)-(2)).
    pub sealed_days: u32,
    /// Since when a registrant owes an inventory, then and every two years (1304.11); none where nobody owes
    /// one.
    pub owes_inventory: Option<Date>,
}

/// How many days ahead an inventory is announced.
const AHEAD: i32 = 30;
/// Calendar days after receipt within which a reverse distributor destroys (21 CFR 1317.15(d)), and how
/// many days ahead their end is announced.
const DESTROYED_WITHIN: i32 = 30;
const DESTROYED_AHEAD: i32 = 10;

/// The last day for something, and whether it is past.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Term {
    due: Date,
    late: bool,
}

impl Term {
    /// As it stands on the day `today`.
    pub fn of(due: Date, today: Date) -> Self {
        let late = today > due;
        Self { due, late }
    }

    pub fn due(self) -> Date {
        self.due
    }

    pub fn is_late(self) -> bool {
        self.late
    }
}

/// One unfinished thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Todo {
    /// A foreign package: the DEA Field Office has to hear of it.
    Notice {
        package: UniqueId,
        received: Date,
        term: Term,
    },
    /// What residents no longer use since `discontinued` has to be in the receptacle (21 CFR 1317.80(a)).
    Deposit {
        /// Places of the disposals in the ledger, from the first.
        items: Vec<i64>,
        discontinued: Date,
        term: Term,
    },
    /// A liner that was sealed at a long-term care facility has to be gone.
    Facility {
        liner: UniqueId,
        sealed: Date,
        term: Term,
    },
    /// What a reverse distributor received has to be destroyed.
    Received {
        /// A liner or a package; boxes are packages.
        thing: Thing,
        id: UniqueId,
        received: Date,
        term: Term,
    },
    /// The newest inventory did not find it.
    Missing { id: UniqueId, inventory: Date },
    /// A take-back event of an earlier day was not closed.
    Session {
        session: u32,
        place: String,
        opened: Date,
    },
    /// Sealed for so long and still here.
    Sealed {
        /// As in [`Todo::Received`].
        thing: Thing,
        id: UniqueId,
        /// When it was sealed here, or came sealed.
        since: Date,
        days: u32,
    },
    /// Installed for so long and never sealed.
    Installed {
        liner: UniqueId,
        installed: Date,
        days: u32,
    },
    /// An inventory is due; `last` is none before the first.
    Inventory { last: Option<Date>, term: Term },
    /// Here still from when the site was of the kind `site_mode`, and not to be finished as it is now.
    Elsewhere {
        things: Things,
        /// Of the things, or their places in the ledger.
        numbers: Vec<String>,
        site_mode: String,
    },
}

impl Todo {
    /// As of `today`, for `items` that residents no longer use since `discontinued`.
    pub fn deposit(items: Vec<i64>, discontinued: Date, today: Date) -> Self {
        Self::Deposit {
            items,
            discontinued,
            term: Term::of(deposit_due(discontinued), today),
        }
    }
}

/// Something that is here sealed, since when, and what kind of site this was then: its term is that of then, whatever
/// the site has become.
struct Sealed<'c> {
    thing: Thing,
    id: &'c UniqueId,
    since: Date,
    site_mode: &'c str,
}

impl<'c> Sealed<'c> {
    fn of<A>(thing: Thing, id: &'c UniqueId, past: &'c Past<A>) -> Self {
        Self {
            thing,
            id,
            since: past.acted_on,
            site_mode: &past.stamp.site_mode,
        }
    }

    /// It was sealed at a long-term care facility: 3 business days (21 CFR 1317.80(d)).
    fn is_of_facility(&self) -> bool {
        SiteMode::Ltcf.is(self.site_mode)
    }

    /// A reverse distributor received it, whoever it came from: 30 calendar days (1317.15(d)).
    fn is_received(&self) -> bool {
        SiteMode::ReverseDistributor.is(self.site_mode)
    }
}

impl Custody {
    /// What is unfinished on the day `today`, the most pressing kind first.
    pub fn todo(&self, today: Date, watch: &Watch) -> Vec<Todo> {
        let mut list = self.terms(today);
        list.extend(self.missing_still());
        list.extend(self.sessions_left_open(today));
        list.extend(self.sealed_too_long(today, watch));
        list.extend(self.installed_too_long(today, watch));
        list.extend(self.inventory_due(today, watch));
        list
    }

    /// What of it the law gives a term, which runs on whatever the site has become.
    pub fn terms(&self, today: Date) -> Vec<Todo> {
        let facility = self.late_at_facility(today);
        let received = self.received_so_long(today);
        self.notices(today)
            .chain(facility)
            .chain(received)
            .collect()
    }

    fn notices(&self, today: Date) -> impl Iterator<Item = Todo> {
        self.packages().filter_map(move |package| {
            let received = package.notice_owed_since()?;
            let due = business_days_after(received, TERM);
            Some(Todo::Notice {
                package: package.id.clone(),
                received,
                term: Term::of(due, today),
            })
        })
    }

    /// Liners, then packages and boxes, each by their numbers.
    fn sealed(&self) -> impl Iterator<Item = Sealed<'_>> {
        let liners = self.liners().filter_map(|liner| {
            let here = liner.stage().awaits_destruction();
            let sealing = liner.sealing().filter(|_| here)?;
            Some(Sealed::of(Thing::Liner, &liner.id, sealing))
        });
        let packages = self.packages().filter_map(|package| {
            let here = package.stage().awaits_destruction();
            let arrival = package.arrival().filter(|_| here)?;
            Some(Sealed::of(Thing::Package, &package.id, arrival))
        });
        liners.chain(packages)
    }

    fn late_at_facility(&self, today: Date) -> impl Iterator<Item = Todo> {
        let there = self.sealed().filter(Sealed::is_of_facility);
        there.map(move |sealed| Todo::Facility {
            liner: sealed.id.clone(),
            sealed: sealed.since,
            term: Term::of(business_days_after(sealed.since, TERM), today),
        })
    }

    fn received_so_long(&self, today: Date) -> impl Iterator<Item = Todo> {
        let received = self.sealed().filter(Sealed::is_received);
        received.filter_map(move |sealed| {
            let due = sealed.since.saturating_add(DESTROYED_WITHIN.days());
            let announced = due.saturating_sub(DESTROYED_AHEAD.days());
            (today >= announced).then(|| Todo::Received {
                thing: sealed.thing,
                id: sealed.id.clone(),
                received: sealed.since,
                term: Term::of(due, today),
            })
        })
    }

    /// Missed by the newest inventory, and nothing was recorded of it since: whoever handles it has found it.
    fn missing_still(&self) -> impl Iterator<Item = Todo> {
        self.inventories.last().into_iter().flat_map(move |newest| {
            let still = |id: &&UniqueId| self.is_untouched_since(id, newest.stamp.seq);
            let inventory = newest.inventory.acted_on;
            // A liner and a package may share a number: it is looked for once.
            let missing: BTreeSet<_> = newest.missing.ids().filter(still).cloned().collect();
            let missing = missing.into_iter();
            missing.map(move |id| Todo::Missing { id, inventory })
        })
    }

    fn sessions_left_open(&self, today: Date) -> impl Iterator<Item = Todo> {
        self.sessions()
            .iter()
            .filter(move |session| {
                session.stage() != SessionStage::Closed && session.opened.date() < today
            })
            .map(|session| Todo::Session {
                session: session.number,
                place: session.place.to_string(),
                opened: session.opened.date(),
            })
    }

    /// What has a term is listed as [`Self::late_at_facility`] or [`Self::received_so_long`] instead.
    fn sealed_too_long(&self, today: Date, watch: &Watch) -> impl Iterator<Item = Todo> {
        let limit = watch.sealed_days;
        let others = |sealed: &Sealed| !sealed.is_of_facility() && !sealed.is_received();
        self.sealed().filter(others).filter_map(move |sealed| {
            let days = days_between(sealed.since, today);
            (days >= limit).then(|| Todo::Sealed {
                thing: sealed.thing,
                id: sealed.id.clone(),
                since: sealed.since,
                days,
            })
        })
    }

    fn installed_too_long(&self, today: Date, watch: &Watch) -> impl Iterator<Item = Todo> {
        let limit = watch.installed_days;
        self.liners()
            .filter(|liner| liner.stage() == LinerStage::Installed)
            .filter_map(move |liner| {
                let installed = liner.history.last()?.acted_on;
                let days = days_between(installed, today);
                (days >= limit).then(|| Todo::Installed {
                    liner: liner.id.clone(),
                    installed,
                    days,
                })
            })
    }

    fn inventory_due(&self, today: Date, watch: &Watch) -> Option<Todo> {
        let since = watch.owes_inventory?;
        let last = self
            .inventories
            .last()
            .map(|newest| newest.inventory.acted_on);
        let due = match last {
            Some(last) => last.checked_add(2.years()).unwrap_or(Date::MAX),
            None => since,
        };
        let announced = due.checked_sub(AHEAD.days()).unwrap_or(Date::MIN);
        let term = Term::of(due, today);
        (today >= announced).then_some(Todo::Inventory { last, term })
    }
}

/// Whole days from `since` to `today`; none where `since` lies ahead.
fn days_between(since: Date, today: Date) -> u32 {
    let days = since.until(today).map_or(0, |span| span.get_days());
    u32::try_from(days).unwrap_or(0)
}
