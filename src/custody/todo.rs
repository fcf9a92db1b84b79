//! Unfinished business: what greets the next person who signs in.

use std::collections::BTreeSet;

use jiff::{ToSpan, civil::Date};

use super::{
    Custody, LinerStage, SessionStage, Things,
    days::{TERM, business_days_after, deposit_due},
};
use crate::ledger::custody::UniqueId;

/// What this site has to watch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Watch {
    /// Days after which somebody should look at an installed liner.
    pub installed_days: u32,
    /// Days after which a sealed liner should have left: a collector has to act promptly (21 CFR
    /// 1317.05(c)(2)).
    pub sealed_days: u32,
    /// A reverse distributor destroys what it received within 30 calendar days (1317.15(d)).
    pub destroys_received: bool,
    /// The receptacle stands at a long-term care facility: 3 business days (1317.80(d)).
    pub at_facility: bool,
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

/// One unfinished thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Todo {
    /// A foreign package: the DEA Field Office has to hear of it by then.
    Notice {
        package: UniqueId,
        received: Date,
        due: Date,
        /// The term is over.
        late: bool,
    },
    /// What residents no longer use since `discontinued` has to be in the receptacle by then
    /// (21 CFR 1317.80(a)).
    Deposit {
        /// Places of the disposals in the ledger, from the first.
        items: Vec<i64>,
        discontinued: Date,
        due: Date,
        late: bool,
    },
    /// A sealed liner at a long-term care facility has to be gone by then.
    Facility {
        liner: UniqueId,
        sealed: Date,
        due: Date,
        late: bool,
    },
    /// What a reverse distributor received has to be destroyed by then.
    Received {
        id: UniqueId,
        /// A package or a box, and no liner.
        package: bool,
        received: Date,
        due: Date,
        late: bool,
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
        liner: UniqueId,
        sealed: Date,
        days: u32,
    },
    /// Installed for so long and never sealed.
    Installed {
        liner: UniqueId,
        installed: Date,
        days: u32,
    },
    /// An inventory is due; `last` is none before the first.
    Inventory {
        last: Option<Date>,
        due: Date,
        late: bool,
    },
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
        let due = deposit_due(discontinued);
        Self::Deposit {
            items,
            discontinued,
            due,
            late: today > due,
        }
    }
}

impl Custody {
    /// What is unfinished on the day `today`, the most pressing kind first.
    pub fn todo(&self, today: Date, watch: &Watch) -> Vec<Todo> {
        let mut list: Vec<_> = self.notices(today).collect();
        list.extend(self.late_at_facility(today, watch));
        list.extend(self.received_so_long(today, watch));
        list.extend(self.missing_still());
        list.extend(self.sessions_left_open(today));
        list.extend(self.sealed_too_long(today, watch));
        list.extend(self.installed_too_long(today, watch));
        list.extend(self.inventory_due(today, watch));
        list
    }

    fn notices(&self, today: Date) -> impl Iterator<Item = Todo> {
        self.packages().filter_map(move |package| {
            let received = package.notice_owed_since()?;
            let due = business_days_after(received, TERM);
            Some(Todo::Notice {
                package: package.id.clone(),
                received,
                due,
                late: today > due,
            })
        })
    }

    fn late_at_facility(&self, today: Date, watch: &Watch) -> impl Iterator<Item = Todo> {
        let here = watch.at_facility;
        self.liners()
            .filter(move |liner| here && liner.stage().awaits_destruction())
            .filter_map(move |liner| {
                let sealed = liner.sealing()?.acted_on;
                let due = business_days_after(sealed, TERM);
                Some(Todo::Facility {
                    liner: liner.id.clone(),
                    sealed,
                    due,
                    late: today > due,
                })
            })
    }

    /// Everything that came sealed, whoever it came from.
    fn received_so_long(&self, today: Date, watch: &Watch) -> impl Iterator<Item = Todo> {
        let liners = self.liners().filter_map(|liner| {
            let came = liner.received_from().and(liner.sealing())?;
            let here = liner.stage().awaits_destruction();
            here.then_some((&liner.id, false, came.acted_on))
        });
        let packages = self.packages().filter_map(|package| {
            let here = package.stage().awaits_destruction();
            here.then_some((&package.id, true, package.arrived()?))
        });
        let watched = watch.destroys_received;
        let all = liners.chain(packages).filter(move |_| watched);
        all.filter_map(move |(id, package, received)| {
            let due = received.saturating_add(DESTROYED_WITHIN.days());
            let announced = due.saturating_sub(DESTROYED_AHEAD.days());
            (today >= announced).then(|| Todo::Received {
                id: id.clone(),
                package,
                received,
                due,
                late: today > due,
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
                session.stage() != SessionStage::Closed && session.opened.0 < today
            })
            .map(|session| Todo::Session {
                session: session.number,
                place: session.place.to_string(),
                opened: session.opened.0,
            })
    }

    /// Where there is a term, as in [`Self::late_at_facility`] and [`Self::received_so_long`], that is
    /// listed instead.
    fn sealed_too_long(&self, today: Date, watch: &Watch) -> impl Iterator<Item = Todo> {
        let (limit, elsewhere) = (watch.sealed_days, !watch.at_facility);
        let has_term = watch.destroys_received;
        self.liners()
            .filter(move |liner| elsewhere && liner.stage().awaits_destruction())
            .filter(move |liner| !(has_term && liner.received_from().is_some()))
            .filter_map(move |liner| {
                let sealed = liner.sealing()?.acted_on;
                let days = days_between(sealed, today);
                (days >= limit).then(|| Todo::Sealed {
                    liner: liner.id.clone(),
                    sealed,
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
        let late = today > due;
        (today >= announced).then_some(Todo::Inventory { last, due, late })
    }
}

/// Whole days from `since` to `today`; none where `since` lies ahead.
fn days_between(since: Date, today: Date) -> u32 {
    let days = since.until(today).map_or(0, |span| span.get_days());
    u32::try_from(days).unwrap_or(0)
}
