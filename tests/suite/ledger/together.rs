//! Several programs at one ledger.

use std::{fmt::Debug, path::Path, thread, time::Duration};

use crate::support::item::unidentified;
use crate::support::staff;
use rusqlite::Connection;
use takeback::{
    custody::Step,
    ledger::{
        Correction, Decided, Encryption, Entry, Event, EventKind, Ledger, LedgerError, LogFilter,
        LogRow, Moment, PhotoRemoval, Site,
        custody::{FacilityDeposit, StockRecord, Witnesses},
    },
    people::{PeopleError, Role, Secret},
    station::{
        Clock, CustodyError, Decision, NewAccount, NewDisposal, SiteMode, Station, StationError,
        StockChoice,
    },
};

/// Each thread has a station of its own, as a second program would; the first start is contested too.
#[test]
fn programs_that_record_at_once_make_one_chain() {
    let home = tempfile::tempdir().unwrap();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let station = Station::open(home.path()).unwrap();
                for _ in 0..25 {
                    station.record(unidentified()).unwrap();
                }
            });
        }
    });
    let verification = Station::open(home.path()).unwrap().verify().unwrap();
    assert!(verification.is_intact(), "{verification:?}");
    assert_eq!((verification.records, verification.beyond_head), (101, 0));
}

#[test]
fn of_two_corrections_of_the_same_row_one_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let (one, two) = (
        Station::open(home.path()).unwrap(),
        Station::open(home.path()).unwrap(),
    );
    for _ in 0..10 {
        let row = one.record(unidentified()).unwrap();
        let results = thread::scope(|scope| {
            let first = scope.spawn(|| one.withdraw(row.current, "by one"));
            let second = scope.spawn(|| two.withdraw(row.current, "by two"));
            [first.join().unwrap(), second.join().unwrap()]
        });
        let refused: Vec<_> = results.into_iter().filter_map(Result::err).collect();
        assert!(
            matches!(refused.as_slice(), [StationError::Ledger(LedgerError::Superseded(id))] if *id == row.current),
            "{refused:?}"
        );
    }
    assert!(one.verify().unwrap().is_intact());
}

#[test]
fn reading_goes_on_while_another_program_writes() {
    let home = tempfile::tempdir().unwrap();
    let station = Station::open(home.path()).unwrap();
    station.record(unidentified()).unwrap();
    let other = Connection::open(home.path().join("takeback.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(station.log(&LogFilter::default()).unwrap().len(), 1);
    assert!(station.verify().unwrap().is_intact());
    other.execute_batch("ROLLBACK").unwrap();
}

#[test]
fn a_program_that_opens_while_another_writes_can_read() {
    let home = tempfile::tempdir().unwrap();
    Station::open(home.path())
        .unwrap()
        .record(unidentified())
        .unwrap();
    let other = Connection::open(home.path().join("takeback.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let station = Station::open(home.path()).unwrap();
    let page = LogFilter {
        limit: Some(1),
        ..LogFilter::default()
    };
    assert_eq!(station.log(&page).unwrap().len(), 1);
    assert!(station.verify().unwrap().is_intact());
    let mut csv = Vec::new();
    let rows = station.export_csv(&LogFilter::default(), &mut csv);
    assert_eq!(rows.unwrap(), 1);
}

/// Waits out the patience that the ledger has with other programs.
#[test]
fn a_lock_that_is_not_given_back_is_named_and_the_item_can_be_recorded_after() {
    let home = tempfile::tempdir().unwrap();
    let station = Station::open(home.path()).unwrap();
    let other = Connection::open(home.path().join("takeback.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = station.record(unidentified()).unwrap_err();
    assert!(
        matches!(&error, StationError::Ledger(LedgerError::Busy { .. })),
        "{error}"
    );
    let words = error.to_string();
    assert!(
        words.contains("takeback.db") && words.contains("close that program and try again"),
        "{words}"
    );
    other.execute_batch("ROLLBACK").unwrap();
    station.record(unidentified()).unwrap();
    let verification = station.verify().unwrap();
    assert!(verification.is_intact(), "{verification:?}");
    assert_eq!(verification.records, 2, "the refused one left nothing");
}

/// The error of the one that is refused of two programs that both look before either may write.
fn one_refused<T: Send + Debug>(
    home: &Path,
    one: impl FnOnce() -> Result<T, StationError> + Send,
    other: impl FnOnce() -> Result<T, StationError> + Send,
) -> StationError {
    let third = Connection::open(home.join("takeback.db")).unwrap();
    third.execute_batch("BEGIN IMMEDIATE").unwrap();
    let both = thread::scope(|scope| {
        let (one, other) = (scope.spawn(one), scope.spawn(other));
        thread::sleep(Duration::from_millis(500));
        third.execute_batch("ROLLBACK").unwrap();
        [one, other].map(|program| program.join().unwrap())
    });
    let mut refused: Vec<_> = both.into_iter().filter_map(Result::err).collect();
    assert_eq!(refused.len(), 1, "{refused:?}");
    refused.remove(0)
}

fn pin() -> Secret {
    Secret::new(staff::PIN)
}

fn account(name: &str, role: Role) -> NewAccount {
    NewAccount {
        name: name.into(),
        role,
        officer: None,
    }
}

#[test]
fn of_two_programs_that_found_a_station_one_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let [one, other] = [0, 1].map(|_| Station::open(home.path()).unwrap());
    let found = |station: &Station, name| station.found(name, None, &pin(), None).map(drop);
    let error = one_refused(
        home.path(),
        || found(&one, "A. Boss"),
        || found(&other, "B. Boss"),
    );
    let founded = StationError::People(PeopleError::AlreadyFounded);
    assert_eq!(error.to_string(), founded.to_string());
    assert_eq!(one.accounts().unwrap().len(), 1);
}

#[test]
fn two_programs_give_a_name_once_and_take_a_recovery_code_once() {
    let home = tempfile::tempdir().unwrap();
    let [one, other] = [0, 1].map(|_| Station::open(home.path()).unwrap());
    let code = one.found(staff::ADMINISTRATOR, None, &pin(), None).unwrap();
    let boss = other.named(staff::ADMINISTRATOR).unwrap().id;
    other.sign_in(boss, &pin()).unwrap();
    let add = |station: &Station| {
        let clerk = account("C. Clerk", Role::Operator);
        station.add_account(clerk, &pin()).map(drop)
    };
    let error = one_refused(home.path(), || add(&one), || add(&other));
    assert!(error.to_string().contains("already"), "{error}");
    let recover = |station: &Station| station.recover_by_code(boss, &code, &pin()).map(drop);
    one_refused(home.path(), || recover(&one), || recover(&other));
    assert!(one.verify().unwrap().is_intact());
}

#[test]
fn two_administrators_who_demote_each_other_leave_one() {
    let home = tempfile::tempdir().unwrap();
    let site = staff::site(SiteMode::Research);
    let one = staff::staffed(home.path(), Clock::System, site);
    let boss = one.named(staff::ADMINISTRATOR).unwrap().id;
    let deputy = account("D. Deputy", Role::Administrator);
    let deputy = one.add_account(deputy, &pin()).unwrap();
    let other = Station::open(home.path()).unwrap();
    other.sign_in(deputy, &pin()).unwrap();
    one_refused(
        home.path(),
        || one.change_role(deputy, Role::Operator),
        || other.change_role(boss, Role::Operator),
    );
    let accounts = one.accounts().unwrap();
    let roles: Vec<_> = accounts.iter().map(|account| account.role).collect();
    assert!(roles.contains(&Role::Administrator), "{roles:?}");
}

/// What `record` comes to where another program corrects `row` when `record` has begun and may not write yet.
fn once_corrected<T: Send>(
    station: &Station,
    row: &LogRow,
    (quantity, withdrawn): (u32, bool),
    record: impl FnOnce() -> Result<T, StationError> + Send,
) -> Result<T, StationError> {
    let entry = Entry {
        entered: station.now(),
        by: "C. Clerk".into(),
        account: None,
        site_mode: row.site_mode.clone(),
        event: Event::Correction(Correction {
            subject: row.seq,
            corrects: row.current,
            reason: "counted again".into(),
            withdrawn,
            decided: Decided {
                quantity,
                ..row.decided.clone()
            },
        }),
    };
    let other = Ledger::open(station.home()).unwrap();
    thread::scope(|scope| {
        let mut begun = None;
        let corrected = other.append_after::<LedgerError>(&[], |_| {
            begun = Some(scope.spawn(record));
            thread::sleep(Duration::from_millis(500));
            Ok(entry)
        });
        corrected.unwrap();
        begun.unwrap().join().unwrap()
    })
}

/// A station of this mode, and the signatures of two people for `step`.
fn witnessed(home: &Path, mode: SiteMode, step: Step) -> (Station, Witnesses) {
    let station = staff::staffed(home, Clock::System, staff::site(mode));
    let boss = station.signed_in().unwrap().id;
    let clerk = staff::add(&station, "C. Clerk", Role::Operator, None);
    let witnesses = staff::two(&station, step, [boss, clerk]);
    (station, witnesses)
}

#[test]
fn own_stock_that_is_corrected_meanwhile_is_not_destroyed_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    let (station, witnesses) =
        witnessed(home.path(), SiteMode::RegistrantStock, Step::DestroyStock);
    let new = NewDisposal {
        decision: Decision::Product(station.catalog().products()[0].id),
        quantity: 5,
        ..unidentified()
    };
    let row = station.record(new).unwrap();
    let choice = StockChoice {
        item: row.seq,
        batch: None,
        packages: None,
    };
    let record = StockRecord {
        acted_on: station.now().date(),
        items: station.stock_items(vec![choice]).unwrap(),
        location: "Burn Inc.".parse().unwrap(),
        address: "9 Kiln Road".parse().unwrap(),
        method: "Incineration".parse().unwrap(),
        witnesses,
    };
    let destroyed = once_corrected(&station, &row, (50, false), || station.record_stock(record));
    let error = destroyed.unwrap_err();
    assert!(
        matches!(&error, StationError::Custody(CustodyError::ItemChanged(item)) if *item == row.seq),
        "{error}"
    );
    assert_eq!(station.custody().unwrap().left_by(row.seq), None);
}

#[test]
fn what_is_withdrawn_meanwhile_is_not_deposited() {
    let home = tempfile::tempdir().unwrap();
    let (station, witnesses) = witnessed(home.path(), SiteMode::Ltcf, Step::DepositForResidents);
    let today = station.now().date();
    let new = NewDisposal {
        discontinued: Some(today),
        ..unidentified()
    };
    let row = station.record(new).unwrap();
    let record = FacilityDeposit {
        acted_on: today,
        items: station.items_to_deposit(&[row.seq]).unwrap(),
        site: station.receptacle_at(None).unwrap(),
        witnesses,
    };
    let deposited = once_corrected(&station, &row, (1, true), || station.record_deposit(record));
    let error = deposited.unwrap_err();
    assert!(
        matches!(&error, StationError::Custody(CustodyError::ItemWithdrawn(item)) if *item == row.seq),
        "{error}"
    );
    assert_eq!(station.custody().unwrap().left_by(row.seq), None);
}

fn entry(event: Event) -> Entry {
    Entry {
        entered: Moment::from_parts(1_795_401_000_000_000, 0).unwrap(),
        by: "A. Boss".into(),
        account: None,
        site_mode: "RESEARCH".into(),
        event,
    }
}

/// A record follows from those of other kinds before it.
#[test]
fn records_of_several_kinds_are_read_as_of_one_moment() {
    let home = tempfile::tempdir().unwrap();
    let ledger = Ledger::open(home.path()).unwrap();
    // So that reading them takes longer than the two appends below.
    for _ in 0..30 {
        let name = "long ".repeat(200_000);
        let site = Site {
            name,
            ..Site::default()
        };
        ledger.append(entry(Event::Site(site))).unwrap();
    }
    thread::scope(|scope| {
        let other = scope.spawn(|| {
            let other = Ledger::open(home.path()).unwrap();
            for photos in 0..200 {
                let before = "2023-06-01".parse().unwrap();
                let first = Event::Photos(PhotoRemoval { before, photos });
                other.append(entry(first)).unwrap();
                let second = Event::Encryption(Encryption { opened_by: None });
                other.append(entry(second)).unwrap();
            }
        });
        while !other.is_finished() {
            let kinds = [EventKind::Photos, EventKind::Site, EventKind::Encryption];
            let read = ledger.contents(&kinds).unwrap();
            let count = |of: fn(&Event) -> bool| read.iter().filter(|read| of(&read.event)).count();
            let first = count(|event| matches!(event, Event::Photos(_)));
            let second = count(|event| matches!(event, Event::Encryption(_)));
            assert!(second <= first, "{second} that follow from {first}");
        }
    });
}
