//! Items that are here and leave: own stock that is destroyed or handed over, residents' medicines that are
//! deposited.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{CustodyError, SiteMode, Station, StationError};
use crate::{
    custody::{Custody, Refused, Step, Todo},
    ledger::{
        Drug, Event, EventKind, Identity, LogFilter, LogRow, Outcome, Record,
        custody::{
            Conveyance, DepositedItem, FacilityDeposit, Line, Packages, ReceptacleSite, StockItem,
            StockRecord, StockTaker, StockTransfer,
        },
    },
};

/// One item of own stock that left, and what the record of it does not say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StockChoice {
    /// Place of the disposal in the ledger.
    pub item: i64,
    /// The manufacturer's batch number.
    pub batch: Option<Line>,
    pub packages: Option<Packages>,
}

impl Station {
    /// The name that the registration is in.
    pub fn registrant(&self) -> Result<Line, StationError> {
        let what = "the name of the registrant (takeback site set --registered-name)";
        Ok(Line::new(what, self.site().registrant())?)
    }

    /// Items that are recorded here and have neither been destroyed, transferred nor deposited yet, oldest
    /// first.
    pub fn items_here(&self) -> Result<Vec<LogRow>, StationError> {
        self.waiting(&self.custody()?, self.site_mode())
    }

    /// As [`Station::items_here`], of those recorded in `mode`.
    fn waiting(&self, custody: &Custody, mode: SiteMode) -> Result<Vec<LogRow>, StationError> {
        let mut waiting = Vec::new();
        self.ledger
            .for_each::<StationError>(&LogFilter::default(), |row| {
                let here = mode.is(&row.site_mode) && row.outcome() != Outcome::Withdrawn;
                if here && custody.left_by(row.seq).is_none() {
                    waiting.push(row);
                }
                Ok(())
            })?;
        Ok(waiting)
    }

    /// The chosen items as the record has them; an error where one cannot leave.
    pub fn stock_items(&self, choices: Vec<StockChoice>) -> Result<Vec<StockItem>, StationError> {
        self.stock_now(&self.custody()?, choices)
    }

    fn stock_now(
        &self,
        custody: &Custody,
        choices: Vec<StockChoice>,
    ) -> Result<Vec<StockItem>, StationError> {
        let item = |choice: StockChoice| {
            let item = choice.item;
            let row = self.item_here(custody, item)?;
            let Identity::Identified { drug, .. } = row.decided.identity else {
                return Err(CustodyError::ItemUnidentified(item).into());
            };
            Ok(StockItem {
                item,
                stated_by: row.current,
                drug,
                quantity: row.decided.quantity,
                batch: choice.batch,
                packages: choice.packages,
            })
        };
        choices.into_iter().map(item).collect()
    }

    /// The item of this place, as corrections left it; an error where it is not here to leave.
    fn item_here(&self, custody: &Custody, item: i64) -> Result<LogRow, StationError> {
        let row = self.ledger.find_at(item)?;
        let row = row.ok_or(CustodyError::NoSuchItem(item))?;
        if let Some(record) = custody.left_by(item) {
            return Err(Refused::ItemLeft { item, record }.into());
        }
        if !self.site_mode().is(&row.site_mode) {
            let mode = row.site_mode;
            return Err(CustodyError::NotHere { item, mode }.into());
        }
        if row.outcome() == Outcome::Withdrawn {
            return Err(CustodyError::ItemWithdrawn(item).into());
        }
        Ok(row)
    }

    /// The items as the record has them; an error where one cannot be deposited.
    pub fn items_to_deposit(&self, items: &[i64]) -> Result<Vec<DepositedItem>, StationError> {
        self.deposit_now(&self.custody()?, items)
    }

    fn deposit_now(
        &self,
        custody: &Custody,
        items: &[i64],
    ) -> Result<Vec<DepositedItem>, StationError> {
        let deposited = |&item: &i64| {
            let row = self.item_here(custody, item)?;
            Ok(DepositedItem {
                item,
                stated_by: row.current,
                discontinued: row.decided.discontinued,
            })
        };
        items.iter().map(deposited).collect()
    }

    /// Place and day of what was recorded item by item at the event that is open, and stands.
    pub(super) fn items_of_event(
        &self,
        custody: &Custody,
    ) -> Result<Vec<(i64, Date)>, StationError> {
        let mode = SiteMode::LeEvent;
        let open = custody.open_session().and_then(|open| open.history.first());
        match open.filter(|_| self.site_mode() == mode) {
            Some(opening) => {
                let opened = opening.stamp.seq;
                Ok(self.ledger.standing_after(opened, mode.code())?)
            }
            None => Ok(Vec::new()),
        }
    }

    /// Whether a take-back event is open at which nothing was collected, as far as the record knows.
    pub fn is_empty_event(&self, custody: &Custody) -> Result<bool, StationError> {
        Ok(custody.is_empty_event(&self.items_of_event(custody)?))
    }

    /// Whether the site was ever set up so.
    fn was_ever(&self, mode: SiteMode) -> Result<bool, StationError> {
        let set_up = self.ledger.contents(&[EventKind::Site])?;
        let mut sites = set_up.iter().filter_map(|content| match &content.event {
            Event::Site(site) => Some(&site.mode),
            _ => None,
        });
        Ok(sites.any(|code| mode.is(code)))
    }

    /// What residents no longer use and has to be deposited, by the day of its discontinuation
    /// (21 CFR 1317.80(a)), whatever the site has become.
    pub(super) fn deposits_due(
        &self,
        custody: &Custody,
        today: Date,
    ) -> Result<Vec<Todo>, StationError> {
        if !self.was_ever(SiteMode::Ltcf)? {
            return Ok(Vec::new());
        }
        let mut waiting: BTreeMap<Date, Vec<i64>> = BTreeMap::new();
        for row in self.waiting(custody, SiteMode::Ltcf)? {
            if let Some(day) = row.decided.discontinued
                && row.decided.may_be_controlled()
            {
                waiting.entry(day).or_default().push(row.seq);
            }
        }
        let todo = waiting.into_iter();
        Ok(todo
            .map(|(day, items)| Todo::deposit(items, day, today))
            .collect())
    }

    /// Where the receptacle stands, at `place` or at the site's address, and under which registration.
    pub fn receptacle_at(&self, place: Option<Line>) -> Result<ReceptacleSite, StationError> {
        Ok(ReceptacleSite {
            address: place.map_or_else(|| self.address(), Ok)?,
            registration: self.registration()?,
        })
    }

    /// Records that a facility deposited residents' medicines; the items are those of
    /// [`Station::items_to_deposit`].
    pub fn record_deposit(&self, record: FacilityDeposit) -> Result<Record, StationError> {
        // Under the write lock, so that no correction comes between the look and the record.
        self.append_custody(Step::DepositForResidents, |custody| {
            let named: Vec<_> = record.items.iter().map(|known| known.item).collect();
            let now = self.deposit_now(custody, &named)?;
            unchanged(&now, &record.items, |known| known.item)?;
            self.check_days(Step::DepositForResidents, &named, record.acted_on)?;
            if self.site_mode() == SiteMode::Ltcf && record.site.registration.is_none() {
                return Err(CustodyError::NoRegistration.into());
            }
            Ok(Event::FacilityDeposit(record))
        })
    }

    /// Records that items of own stock were destroyed; they are those of [`Station::stock_items`].
    pub fn record_stock(&self, record: StockRecord) -> Result<Record, StationError> {
        self.append_custody(Step::DestroyStock, |custody| {
            self.check_stock(custody, Step::DestroyStock, &record.items, record.acted_on)?;
            Ok(Event::Stock(record))
        })
    }

    /// Whether the Special Agent in Charge may have named whoever takes own stock: not at a registrant that is no
    /// practitioner (21 CFR 1317.05(a)(4)(ii)(A), (b)).
    pub fn may_be_instructed(&self) -> bool {
        self.site().practitioner != Some(false)
    }

    /// Records that items of own stock were handed over; they are those of [`Station::stock_items`].
    pub fn transfer_stock(&self, record: StockTransfer) -> Result<Record, StationError> {
        self.append_custody(Step::TransferStock, |custody| {
            self.check_stock(custody, Step::TransferStock, &record.items, record.acted_on)?;
            self.check_transfer(&record)?;
            Ok(Event::StockTransfer(record))
        })
    }
}

impl Station {
    /// An error where one of `items` is not what the record says of it now, or was not here on that day: under
    /// the write lock, as in [`Station::record_deposit`].
    fn check_stock(
        &self,
        custody: &Custody,
        step: Step,
        items: &[StockItem],
        acted_on: Date,
    ) -> Result<(), StationError> {
        let choices = items.iter().map(|stock| StockChoice {
            item: stock.item,
            batch: stock.batch.clone(),
            packages: stock.packages,
        });
        let now = self.stock_now(custody, choices.collect())?;
        unchanged(&now, items, |stock| stock.item)?;
        let named: Vec<_> = now.iter().map(|stock| stock.item).collect();
        self.check_days(step, &named, acted_on)
    }

    /// An error where the law does not let another registrant take own stock so. What DEA takes goes as it
    /// instructed (21 CFR 1317.05(a)(4)(ii)), as does the way to a registrant whom it named, and the rules are about
    /// controlled substances alone.
    fn check_transfer(&self, record: &StockTransfer) -> Result<(), CustodyError> {
        let Some(taker) = record.to.other_than_dea() else {
            return Ok(());
        };
        let instructed = matches!(record.to, StockTaker::Instructed(_));
        if instructed && !self.may_be_instructed() {
            return Err(CustodyError::NotInstructed);
        }
        self.check_taker(taker.registration.as_ref())?;
        let controlled = items_that(&record.items, Drug::may_be_controlled);
        let ordered = items_that(&record.items, Drug::wants_order_form);
        if taker.registration.is_none() && !controlled.is_empty() {
            return Err(CustodyError::NoTakerNumber(controlled));
        }
        if record.order_form.is_none() && !ordered.is_empty() {
            return Err(CustodyError::NoOrderForm(ordered));
        }
        let driven = record.by == Conveyance::OwnVehicle && !controlled.is_empty();
        if driven && !instructed && !self.may_drive() {
            return Err(CustodyError::StockInOwnVehicle);
        }
        Ok(())
    }

    /// An error where one of `items` was still elsewhere on the day on which it is said to have left.
    fn check_days(&self, step: Step, items: &[i64], acted_on: Date) -> Result<(), StationError> {
        for &item in items {
            let row = self.ledger.find_at(item)?;
            let last = row.ok_or(CustodyError::NoSuchItem(item))?.decided.acted_on;
            if acted_on < last {
                let (thing, id) = (step.thing(), item.to_string());
                let early = Refused::TooEarly {
                    thing,
                    id,
                    last,
                    acted_on,
                };
                return Err(early.into());
            }
        }
        Ok(())
    }
}

/// The places of those of `items` of which `is` holds: `12, 14`.
fn items_that(items: &[StockItem], is: fn(&Drug) -> bool) -> String {
    let places = items.iter().filter(|stock| is(&stock.drug));
    let places: Vec<_> = places.map(|stock| stock.item.to_string()).collect();
    places.join(", ")
}

/// What is signed for must be what the ledger says `now`; `place` is where an item lies in it.
fn unchanged<T: PartialEq>(
    now: &[T],
    then: &[T],
    place: fn(&T) -> i64,
) -> Result<(), CustodyError> {
    let changed = now.iter().zip(then).find(|(now, then)| now != then);
    changed.map_or(Ok(()), |(now, _)| {
        Err(CustodyError::ItemChanged(place(now)))
    })
}
