//! Hand-overs that cannot have happened so.

use crate::support::{item, staff};
use jiff::ToSpan;
use takeback::{
    ledger::custody::{Conveyance, StockTransfer},
    people::{Role, Secret},
    station::{Clock, NewAccount, StockChoice},
};

use super::{dea, refused, set_up};

#[test]
fn what_cannot_have_left_so_is_refused() {
    let stock = set_up(Clock::System);
    let give = |item| stock.transfer(item, dea(), Conveyance::PickUp, None);
    refused(give(1), "takeback stock list");
    let unknown = stock.station.record(item::unidentified()).unwrap();
    let choice = StockChoice {
        item: unknown.seq,
        batch: None,
        packages: None,
    };
    refused(
        stock.station.stock_items(vec![choice]),
        "the record of how it left needs that",
    );
    let item = stock.item("oxycodone");
    let mut early = StockTransfer {
        acted_on: stock.station.now().date() - 1.day(),
        items: Vec::new(),
        to: dea(),
        by: Conveyance::PickUp,
        order_form: None,
    };
    refused(
        stock.station.transfer_stock(early.clone()),
        "name the items",
    );
    let choice = StockChoice {
        item,
        batch: None,
        packages: None,
    };
    early.items = stock.station.stock_items(vec![choice]).unwrap();
    refused(
        stock.station.transfer_stock(early),
        "cannot have happened on",
    );
    // Whoever only reads hands nothing over.
    let auditor = NewAccount {
        name: "R. Reader".into(),
        role: Role::Auditor,
        officer: None,
    };
    let pin = Secret::new(staff::PIN);
    let reader = stock.station.add_account(auditor, &pin).unwrap();
    stock.station.sign_in(reader, &pin).unwrap();
    refused(give(item), "may not record how own stock leaves");
}
