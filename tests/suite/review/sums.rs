//! The sums of a day.

use crate::support::item::unidentified;
use crate::support::product::only;
use crate::support::suggestion::suggestion;
use takeback::{
    ledger::{LogFilter, Period},
    station::{Decision, NewDisposal},
};

use super::{sit, station};

#[test]
fn the_sums_leave_out_what_was_withdrawn() {
    let (_home, station) = station();
    sit(&station, "C. Clerk");
    let warfarin = only(&station, "warfarin");
    let plain = only(&station, "atomoxetine");
    let said = || Some(suggestion(&station, true, &[(warfarin, 900_000)]));
    for (decision, suggestion) in [
        (Decision::Product(warfarin), said()),
        (Decision::Product(plain), said()),
        (Decision::Unidentified, None),
        (Decision::Unidentified, None),
    ] {
        let new = NewDisposal {
            decision,
            suggestion,
            ..unidentified()
        };
        station.record(new).unwrap();
    }
    let last = station.log(&LogFilter::default()).unwrap()[0].current;
    station.withdraw(last, "counted twice").unwrap();
    let earlier = NewDisposal {
        acted_on: Some("2026-11-03".parse().unwrap()),
        ..unidentified()
    };
    station.record(earlier).unwrap();
    let sums = station.day_sums(Period::default()).unwrap();
    assert_eq!(sums.len(), 2);
    assert_eq!((sums[0].items, sums[0].unidentified), (1, 1));
    let today = sums[1];
    assert_eq!(
        (today.items, today.hazardous, today.unidentified),
        (3, 1, 1)
    );
    assert_eq!((today.agreed, today.overruled), (1, 1));
    let later = Period {
        from: Some("2026-11-04".parse().unwrap()),
        to: None,
    };
    assert_eq!(station.day_sums(later).unwrap(), [today]);
}
