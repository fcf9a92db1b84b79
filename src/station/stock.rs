//! A registrant's own stock: which items are here, and the record that they were destroyed.

use super::{CustodyError, Station, StationError};
use crate::{
    custody::{Refused, Step},
    ledger::{
        Event, Identity, LogFilter, LogRow, Outcome, Record,
        custody::{Line, Packages, StockItem, StockRecord},
    },
};

/// One item that was destroyed, and what the record of it does not say.
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
        let site = self.site();
        let name = [&site.registered_name, &site.name]
            .into_iter()
            .find(|name| !name.trim().is_empty());
        let name = name.map_or("", String::as_str);
        Ok(Line::new(what, name).map_err(CustodyError::from)?)
    }

    /// Own stock that is recorded here and not destroyed yet, oldest first.
    pub fn stock(&self) -> Result<Vec<LogRow>, StationError> {
        let custody = self.custody()?;
        let mode = self.site_mode().code();
        let mut stock = Vec::new();
        self.ledger
            .for_each::<StationError>(&LogFilter::default(), |row| {
                let here = row.site_mode == mode && row.outcome() != Outcome::Withdrawn;
                if here && custody.destroyed_by(row.seq).is_none() {
                    stock.push(row);
                }
                Ok(())
            })?;
        Ok(stock)
    }

    /// The chosen items as the record has them; an error where one cannot be destroyed.
    pub fn stock_items(&self, choices: Vec<StockChoice>) -> Result<Vec<StockItem>, StationError> {
        let custody = self.custody()?;
        let mode = self.site_mode().code();
        let item = |choice: StockChoice| {
            let item = choice.item;
            let row = self.ledger.find_at(item)?;
            let row = row.ok_or(CustodyError::NoSuchItem(item))?;
            if let Some(record) = custody.destroyed_by(item) {
                return Err(CustodyError::from(Refused::ItemDestroyed { item, record }).into());
            }
            if row.site_mode != mode {
                let mode = row.site_mode;
                return Err(CustodyError::NotOwnStock { item, mode }.into());
            }
            if row.outcome() == Outcome::Withdrawn {
                return Err(CustodyError::ItemWithdrawn(item).into());
            }
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

    /// Records that items of own stock were destroyed; they are those of [`Station::stock_items`].
    pub fn record_stock(&self, record: StockRecord) -> Result<Record, StationError> {
        let choices = record.items.iter().map(|stock| StockChoice {
            item: stock.item,
            batch: stock.batch.clone(),
            packages: stock.packages,
        });
        let now = self.stock_items(choices.collect())?;
        let changed = now
            .iter()
            .zip(&record.items)
            .find(|(now, then)| now != then);
        if let Some((now, _)) = changed {
            return Err(CustodyError::ItemChanged(now.item).into());
        }
        self.append_custody(Step::DestroyStock, |_| Ok(Event::Stock(record)))
    }
}
