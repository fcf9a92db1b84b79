//! Own stock: an item is destroyed once, and never more of it than was recorded.

use std::collections::{BTreeMap, BTreeSet};

use super::{Custody, Refused, Stamp};
use crate::ledger::custody::{StockItem, StockRecord};

impl Custody {
    /// The place of the record that says that the item of this place was destroyed, if one does.
    pub fn destroyed_by(&self, item: i64) -> Option<i64> {
        self.destroyed.get(&item).copied()
    }
}

pub(super) fn apply(
    destroyed: &mut BTreeMap<i64, i64>,
    stamp: &Stamp,
    record: &StockRecord,
) -> Result<(), Refused> {
    if record.items.is_empty() {
        return Err(Refused::NoItems);
    }
    let mut seen = BTreeSet::new();
    for stock in &record.items {
        let item = stock.item;
        if let Some(record) = destroyed.get(&item).copied() {
            return Err(Refused::ItemDestroyed { item, record });
        }
        if !seen.insert(item) {
            return Err(Refused::ItemTwice(item));
        }
        check_packages(stock)?;
    }
    destroyed.extend(seen.into_iter().map(|item| (item, stamp.seq)));
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
