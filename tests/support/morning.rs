//! A station on a fixed morning, and what there is to record at it.

use takeback::{
    catalog::{Product, ProductId},
    ledger::Moment,
    station::{Clock, NewDisposal, Station},
};

use crate::support::item;

/// 2026-11-22 09:30 in New York.
pub fn morning() -> Moment {
    Moment::from_parts(1_795_357_800_000_000, -5 * 3600).unwrap()
}

pub fn station() -> (tempfile::TempDir, Station) {
    let home = tempfile::tempdir().unwrap();
    let station = Station::open_at(home.path(), Clock::Fixed(morning())).unwrap();
    (home, station)
}

pub fn product(station: &Station, what: &str, is: impl Fn(&Product) -> bool) -> Product {
    station
        .catalog()
        .products()
        .iter()
        .find(|product| is(product))
        .unwrap_or_else(|| panic!("no {what}"))
        .clone()
}

pub fn oxycodone(station: &Station) -> ProductId {
    product(station, "plain oxycodone", |p| {
        p.ingredients.len() == 1 && p.ingredients[0].base == "oxycodone"
    })
    .id
}

pub fn warfarin(station: &Station) -> ProductId {
    product(station, "warfarin", |p| {
        p.ingredients.iter().any(|i| i.base == "warfarin")
    })
    .id
}

pub fn unidentified() -> NewDisposal {
    NewDisposal {
        photos: vec!["ab".repeat(32)],
        ..item::unidentified()
    }
}
