//! Unfinished business: what greets the next person who signs in.

use std::{collections::BTreeSet, fmt};

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
    /// A registrant owes an inventory at the start and every two years (1304.11).
    pub owes_inventory: bool,
}

/// How many days ahead an inventory is announced.
const AHEAD: i32 = 30;
/// Calendar days after receipt within which a reverse distributor destroys (21 CFR 1317.15(d)), and how
/// many days ahead their end is announced.
const DESTROYED_WITHIN: i32 = 30;
const DESTROYED_AHEAD: i32 = 10;
/// How many things one line names before it only counts them.
const NAMED: usize = 20;

/// One unfinished thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Todo {
    /// A foreign package: the DEA Field Office has to hear of it by then.
    Notice {
        package: UniqueId,
        received: Date,
        due: Date,
    },
    /// What residents no longer use since `discontinued` has to be in the receptacle by then
    /// (21 CFR 1317.80(a)).
    Deposit {
        /// Places of the disposals in the ledger, from the first.
        items: Vec<i64>,
        discontinued: Date,
        due: Date,
        /// The term is over.
        late: bool,
    },
    /// A sealed liner at a long-term care facility has to be gone by then.
    Facility {
        liner: UniqueId,
        sealed: Date,
        due: Date,
    },
    /// What a reverse distributor received has to be destroyed by then.
    Received {
        id: UniqueId,
        /// A package or a box, and no liner.
        package: bool,
        received: Date,
        due: Date,
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
    Inventory { last: Option<Date>, due: Date },
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
        let mut list: Vec<_> = self.notices().collect();
        list.extend(self.late_at_facility(watch));
        list.extend(self.received_so_long(today, watch));
        list.extend(self.missing_still());
        list.extend(self.sessions_left_open(today));
        list.extend(self.sealed_too_long(today, watch));
        list.extend(self.installed_too_long(today, watch));
        list.extend(self.inventory_due(today, watch));
        list
    }

    fn notices(&self) -> impl Iterator<Item = Todo> {
        self.packages().filter_map(|package| {
            let received = package.notice_owed_since()?;
            Some(Todo::Notice {
                package: package.id.clone(),
                received,
                due: business_days_after(received, TERM),
            })
        })
    }

    fn late_at_facility(&self, watch: &Watch) -> impl Iterator<Item = Todo> {
        let here = watch.at_facility;
        self.liners()
            .filter(move |liner| here && liner.stage().awaits_destruction())
            .filter_map(|liner| {
                let sealed = liner.sealing()?.acted_on;
                Some(Todo::Facility {
                    liner: liner.id.clone(),
                    sealed,
                    due: business_days_after(sealed, TERM),
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
            })
        })
    }

    /// Missed by the newest inventory, and still on hand by the record.
    fn missing_still(&self) -> impl Iterator<Item = Todo> {
        let on_hand = self.on_hand();
        self.inventories.last().into_iter().flat_map(move |newest| {
            let still = |id: &&UniqueId| on_hand.ids().any(|here| here == *id);
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
        let last = self
            .inventories
            .last()
            .map(|newest| newest.inventory.acted_on);
        let due = match last {
            Some(last) => last.checked_add(2.years()).unwrap_or(Date::MAX),
            None => self.began?,
        };
        let announced = due.checked_sub(AHEAD.days()).unwrap_or(Date::MIN);
        (watch.owes_inventory && today >= announced).then_some(Todo::Inventory { last, due })
    }
}

/// Whole days from `since` to `today`; none where `since` lies ahead.
fn days_between(since: Date, today: Date) -> u32 {
    let days = since.until(today).map_or(0, |span| span.get_days());
    u32::try_from(days).unwrap_or(0)
}

impl fmt::Display for Todo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Notice {
                package,
                received,
                due,
            } => write!(
                f,
                "package {package} is foreign (received {received}): notify the DEA Field Office by {due}"
            ),
            Self::Deposit {
                items,
                discontinued,
                due,
                late,
            } => {
                let items = items.iter().map(ToString::to_string).collect::<Vec<_>>();
                let items = items.join(", ");
                if *late {
                    write!(
                        f,
                        "items {items}, discontinued on {discontinued}, had to be in the receptacle by {due}, and that day is past: deposit them now"
                    )
                } else {
                    write!(
                        f,
                        "items {items} were discontinued on {discontinued}: deposit them in the receptacle by {due}"
                    )
                }
            }
            Self::Facility { liner, sealed, due } => write!(
                f,
                "liner {liner} was sealed at the facility on {sealed}: transfer it by {due}"
            ),
            Self::Received {
                id,
                package,
                received,
                due,
            } => {
                let thing = if *package { "package" } else { "liner" };
                write!(
                    f,
                    "{thing} {id} was received on {received}: destroy it by {due}"
                )
            }
            Self::Missing { id, inventory } => write!(
                f,
                "{id} was missing at the inventory of {inventory}: find it, or record what became of it"
            ),
            Self::Session {
                session,
                place,
                opened,
            } => write!(
                f,
                "take-back event {session} at {place} of {opened} is still open: hand its boxes over and close it"
            ),
            Self::Sealed {
                liner,
                sealed,
                days,
            } => write!(
                f,
                "liner {liner} was sealed on {sealed}, {days} days ago: transfer or destroy it"
            ),
            Self::Installed {
                liner,
                installed,
                days,
            } => write!(
                f,
                "liner {liner} was installed on {installed}, {days} days ago: seal it when it is full"
            ),
            Self::Inventory {
                last: Some(last),
                due,
            } => write!(
                f,
                "the last inventory was on {last}: take the next by {due}"
            ),
            Self::Inventory { last: None, due } => write!(
                f,
                "no inventory was ever taken: take the first one now, it was due on {due}"
            ),
            Self::Elsewhere {
                things,
                numbers,
                site_mode,
            } => write!(
                f,
                "unfinished from when this site was {site_mode}: {things} ({}); set it back to {site_mode} to finish them",
                in_short(numbers.iter())
            ),
        }
    }
}

/// `A1, A2`, and how many there are where they are more than a person reads.
pub(super) fn in_short(numbers: impl ExactSizeIterator<Item: fmt::Display>) -> String {
    let count = numbers.len();
    let mut named: Vec<_> = numbers
        .take(NAMED)
        .map(|number| number.to_string())
        .collect();
    if count > NAMED {
        named.push(format!("… {count}"));
    }
    named.join(", ")
}
