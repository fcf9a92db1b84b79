//! Items of the record that leave: own stock that is destroyed or handed over, residents' medicines
//! that are deposited. Each leaves once, and never more of it than was recorded.

use std::collections::BTreeMap;

use super::{Custody, Refused, Stamp};
use crate::ledger::custody::{FacilityDeposit, StockItem};

impl Custody {
    /// The place of the record by which the item of this place was destroyed, transferred or deposited, if it
    /// was.
    pub fn left_by(&self, item: i64) -> Option<i64> {
        self.left.get(&item).copied()
    }
}

/// Own stock leaves, whichever way.
pub(super) fn stock(
    left: &mut BTreeMap<i64, i64>,
    stamp: &Stamp,
    items: &[StockItem],
) -> Result<(), Refused> {
    items.iter().try_for_each(check_packages)?;
    leave(left, stamp, items.iter().map(|stock| stock.item))
}

pub(super) fn deposit(
    left: &mut BTreeMap<i64, i64>,
    stamp: &Stamp,
    record: &FacilityDeposit,
) -> Result<(), Refused> {
    let undone = |day| day > record.acted_on;
    let early = record
        .items
        .iter()
        .find(|deposited| deposited.discontinued.is_some_and(undone));
    if let Some(early) = early {
        return Err(Refused::StillUsed(early.item));
    }
    leave(
        left,
        stamp,
        record.items.iter().map(|deposited| deposited.item),
    )
}

fn leave(
    left: &mut BTreeMap<i64, i64>,
    stamp: &Stamp,
    items: impl Iterator<Item = i64>,
) -> Result<(), Refused> {
    let mut leaving = BTreeMap::new();
    for item in items {
        if let Some(record) = left.get(&item).copied() {
            return Err(Refused::ItemLeft { item, record });
        }
        if leaving.insert(item, stamp.seq).is_some() {
            return Err(Refused::ItemTwice(item));
        }
    }
    if leaving.is_empty() {
        return Err(Refused::NoItems);
    }
    left.extend(leaving);
    Ok(())
}

fn check_packages(stock: &StockItem) -> Result<(), Refused> {
    let quantity = stock.quantity;
    match stock.packages {
        Some(packages) if packages.partial(quantity).is_none() => Err(Refused::TooManyPackages {
            item: stock.item,
            full: packages.full,
            size: packages.size,
            quantity,
        }),
        _ => Ok(()),
    }
}
