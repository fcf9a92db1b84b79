//! From a filled form to the record of items that leave: own stock that is destroyed or handed over,
//! residents' medicines that are deposited.

use super::answers::{act_day, conveyance, line, order_form, receptacle, taker, words};
use super::form::Form;
use super::items;
use super::prepare::{Finish, alone, two};
use super::slots::Slot;
use crate::ledger::custody::{FacilityDeposit, StockItem, StockRecord, StockTransfer};
use crate::station::Station;
use crate::ui::words::strings::text;

/// The chosen items of own stock as the record has them; `none` are the words where none is chosen.
fn stock(station: &Station, form: &Form, none: &str) -> Result<Vec<StockItem>, String> {
    if form.items.is_empty() {
        return Err(text(none));
    }
    let choices = items::choices(&form.items)?;
    station.stock_items(choices).map_err(words)
}

pub fn destroy_stock(station: &Station, form: &Form) -> Result<Finish, String> {
    let items = stock(station, form, "stock-none-chosen")?;
    let (location, address) = (line(form, Slot::Location)?, line(form, Slot::Place)?);
    let (method, acted_on) = (line(form, Slot::Method)?, act_day(form)?);
    Ok(two(move |station, witnesses| {
        station.record_stock(StockRecord {
            acted_on,
            items,
            location,
            address,
            method,
            witnesses,
        })
    }))
}

pub fn transfer_stock(station: &Station, form: &Form) -> Result<Finish, String> {
    let transfer = StockTransfer {
        items: stock(station, form, "stock-none-handed")?,
        to: taker(form)?,
        by: conveyance(form)?,
        order_form: order_form(form)?,
        acted_on: act_day(form)?,
    };
    Ok(alone(move |station| station.transfer_stock(transfer)))
}

pub fn deposit_for_residents(station: &Station, form: &Form) -> Result<Finish, String> {
    if form.items.is_empty() {
        return Err(text("deposit-none-chosen"));
    }
    let named: Vec<_> = form.items.keys().copied().collect();
    let items = station.items_to_deposit(&named).map_err(words)?;
    let (site, acted_on) = (receptacle(station, form)?, act_day(form)?);
    Ok(two(move |station, witnesses| {
        station.record_deposit(FacilityDeposit {
            acted_on,
            items,
            site,
            witnesses,
        })
    }))
}
