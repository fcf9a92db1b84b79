//! What is still on hand goes with no purge: without its record nobody could record any more what became of it.

use std::path::Path;

use takeback::{
    custody::Step,
    ledger::custody::{FacilityDeposit, StockRecord, Witnesses},
    people::{Role, Secret},
    station::{Decision, NewDisposal, SiteMode, Station, StationError, StockChoice},
};

use super::ages::{days_ago, disposal};
use crate::support::staff;

const CLERK: &str = "C. Clerk";

/// A site of this mode in `home` at that moment, and two who sign for `step`.
fn at_work(home: &Path, days: i64, step: Step) -> (Station, Witnesses) {
    let station = Station::open_at(home, days_ago(days)).unwrap();
    let named = |name| station.named(name).unwrap().id;
    let [boss, clerk] = [staff::ADMINISTRATOR, CLERK].map(named);
    let witnesses = staff::two(&station, step, [boss, clerk]);
    let secret = Secret::new(staff::PASSPHRASE);
    station.sign_in(boss, &secret).unwrap();
    (station, witnesses)
}

/// Records that the item at this place left.
fn leave(home: &Path, days: i64, mode: SiteMode, item: i64) {
    let line = |text: &str| text.parse().unwrap();
    if mode == SiteMode::Ltcf {
        let (station, witnesses) = at_work(home, days, Step::DepositForResidents);
        let record = FacilityDeposit {
            acted_on: station.now().date(),
            items: station.items_to_deposit(&[item]).unwrap(),
            site: station.receptacle_at(None).unwrap(),
            witnesses,
        };
        station.record_deposit(record).unwrap();
        return;
    }
    let (station, witnesses) = at_work(home, days, Step::DestroyStock);
    let choice = StockChoice {
        item,
        batch: None,
        packages: None,
    };
    let record = StockRecord {
        acted_on: station.now().date(),
        items: station.stock_items(vec![choice]).unwrap(),
        location: line("Burn Inc."),
        address: line("9 Kiln Road"),
        method: line("Incineration"),
        witnesses,
    };
    station.record_stock(record).unwrap();
}

#[test]
fn what_is_still_on_hand_is_not_purged_however_old_it_is() {
    for (mode, step) in [
        (SiteMode::RegistrantStock, Step::DestroyStock),
        (SiteMode::Ltcf, Step::DepositForResidents),
    ] {
        let home = tempfile::tempdir().unwrap();
        let then = staff::staffed(home.path(), days_ago(4 * 365), staff::site(mode));
        staff::add(&then, CLERK, Role::Operator, None);
        let product = then.catalog().products().first().unwrap().id;
        let rows = ["gone", "here", "a slip"].map(|reference| {
            let new = NewDisposal {
                decision: Decision::Product(product),
                discontinued: (mode == SiteMode::Ltcf).then(|| then.now().date()),
                ..disposal(reference)
            };
            then.record(new).unwrap()
        });
        then.withdraw(rows[2].current, "a slip").unwrap();
        drop(then);
        leave(home.path(), 4 * 365, mode, rows[0].seq);

        let (now, _) = at_work(home.path(), 0, step);
        let outside = tempfile::tempdir().unwrap();
        let before = "2023-06-01".parse().unwrap();
        let purged = now.purge(before, &outside.path().join("one")).unwrap();
        assert_eq!(
            purged.records, 3,
            "{mode:?}: gone, the slip, its withdrawal"
        );
        let here: Vec<_> = now.items_here().unwrap();
        assert_eq!(
            here.iter().map(|row| row.seq).collect::<Vec<_>>(),
            [rows[1].seq]
        );
        let nothing = now.purge(before, &outside.path().join("two")).unwrap_err();
        assert!(
            matches!(nothing, StationError::NothingToPurge(_)),
            "{nothing}"
        );
        drop(now);
        leave(home.path(), 0, mode, rows[1].seq);
        let (now, _) = at_work(home.path(), 0, step);
        let purged = now.purge(before, &outside.path().join("three")).unwrap();
        assert_eq!(purged.records, 1);
        assert_eq!(now.verify().unwrap().finding, None);
    }
}
