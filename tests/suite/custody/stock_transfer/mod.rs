//! A registrant's own stock that is handed over and not destroyed: to whom, by which order form, and where it stands
//! afterwards.

mod afterwards;
mod command_line;
mod impossible;
mod receivers;

use std::{collections::HashMap, io::Cursor, process::Output};

use super::refused;
use crate::support::product::only;
use crate::support::program::takeback;
use crate::support::report::{by_column, report};
use crate::support::{item, staff};
use calamine::Xlsx;
use jiff::civil::Date;
use takeback::{
    ledger::{
        LogRow, Site,
        custody::{Conveyance, Party, Registration, StockTaker, StockTransfer, UniqueId},
    },
    report::Format,
    station::{Clock, Decision, NewDisposal, SiteMode, Station, StationError, StockChoice},
};

/// 2020-06-01 12:00 UTC, before everything that is kept by now.
const LONG_AGO_US: i64 = 1_591_012_800_000_000;

struct Stock {
    home: tempfile::TempDir,
    station: Station,
}

fn pharmacy() -> Site {
    Site {
        practitioner: Some(true),
        ..staff::site(SiteMode::RegistrantStock)
    }
}

fn set_up(clock: Clock) -> Stock {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), clock, pharmacy());
    Stock { home, station }
}

fn party(registration: Option<&str>) -> Party {
    Party {
        name: "Reverse Inc.".parse().unwrap(),
        address: "9 Kiln Road".parse().unwrap(),
        registration: registration.map(|number| number.parse::<Registration>().unwrap()),
        officer: None,
    }
}

fn reverse_distributor() -> StockTaker {
    StockTaker::ReverseDistributor(party(Some("FP9876547")))
}

fn dea() -> StockTaker {
    StockTaker::Dea {
        office: "Springfield".parse().unwrap(),
        address: "1 Court Street".parse().unwrap(),
    }
}

/// Whom the Special Agent in Charge named.
fn instructed(registration: Option<&str>) -> StockTaker {
    StockTaker::Instructed(party(registration))
}

fn order_form() -> UniqueId {
    "231234567".parse().unwrap()
}

impl Stock {
    /// Records tablets of a product whose only ingredient is `base`, and gives their place.
    fn item(&self, base: &str) -> i64 {
        self.item_of(base, None).seq
    }

    /// As [`Self::item`], of this day.
    fn item_of(&self, base: &str, acted_on: Option<Date>) -> LogRow {
        let new = NewDisposal {
            decision: Decision::Product(only(&self.station, base)),
            quantity: 125,
            acted_on,
            ..item::unidentified()
        };
        self.station.record(new).unwrap()
    }

    fn transfer(
        &self,
        item: i64,
        to: StockTaker,
        by: Conveyance,
        order_form: Option<UniqueId>,
    ) -> Result<i64, StationError> {
        let choice = StockChoice {
            item,
            batch: None,
            packages: Some("2x60".parse().unwrap()),
        };
        let transfer = StockTransfer {
            acted_on: self.station.now().date(),
            items: self.station.stock_items(vec![choice])?,
            to,
            by,
            order_form,
        };
        Ok(self.station.transfer_stock(transfer)?.content.seq)
    }

    /// The rows of the report's CSV, by column.
    fn rows(&self, name: &str) -> Vec<HashMap<String, String>> {
        by_column(&report(&self.station, name, Format::Csv).unwrap())
    }

    /// The workbook of the disposal log.
    fn book(&self) -> Xlsx<Cursor<Vec<u8>>> {
        let file = report(&self.station, "disposal-log", Format::Xlsx).unwrap();
        calamine::open_workbook_from_rs(Cursor::new(file)).unwrap()
    }

    fn run(&self, args: &[&str]) -> Output {
        takeback(self.home.path(), args)
            .env("TAKEBACK_SECRET", staff::PASSPHRASE)
            .output()
            .unwrap()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
