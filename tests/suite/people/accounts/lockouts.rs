//! Whoever fails too often is locked out: for how long, and what they are told.

use crate::support::staff;
use takeback::{
    people::{PeopleError, Role},
    station::{Clock, Station},
};

use super::{WRONG, at, founded, named, new, pin, records, sign_in};

#[test]
fn failures_lock_for_longer_and_longer_over_restarts_and_a_flood_writes_little() {
    let (home, mut station) = founded();
    let id = station
        .add_account(new("C. Clerk", Role::Operator), &pin())
        .unwrap();
    for left in (1..=4).rev() {
        let error = sign_in(&station, id, WRONG).unwrap_err();
        assert!(matches!(error, PeopleError::WrongSecret { tries, .. } if tries == left));
    }
    let mut now = 0;
    for (failure, pause) in [(5, 30), (6, 60), (7, 120)] {
        let error = sign_in(&station, id, WRONG).unwrap_err();
        assert!(matches!(error, PeopleError::Locked { .. }), "{error}");
        // Locked out, the right secret is not looked at either, and nothing more is written.
        let before = records(&home).len();
        drop(station);
        station = Station::open_at(home.path(), at(now + pause - 1)).unwrap();
        for _ in 0..20 {
            let error = sign_in(&station, id, staff::PIN).unwrap_err();
            assert!(matches!(error, PeopleError::Locked { .. }), "{error}");
        }
        let written = records(&home);
        assert_eq!(written.len(), before);
        let last = &written.last().unwrap()["body"];
        assert_eq!(
            (last["act"].as_str(), last["failures"].as_u64()),
            (Some("locked_out"), Some(failure))
        );
        now += pause;
        drop(station);
        station = Station::open_at(home.path(), at(now)).unwrap();
    }
    sign_in(&station, id, staff::PIN).unwrap();
    assert_eq!(records(&home).last().unwrap()["body"]["failures"], 7);
    sign_in(&station, id, staff::PIN).unwrap();
    assert_eq!(records(&home).last().unwrap()["body"]["failures"], 0);
}

#[test]
fn the_only_administrator_is_told_of_the_recovery_code_and_one_of_two_of_the_other() {
    let (_home, station) = founded();
    let boss = named(&station, staff::ADMINISTRATOR).id;
    let locked_out = |id| {
        for _ in 0..4 {
            sign_in(&station, id, WRONG).unwrap_err();
        }
        sign_in(&station, id, WRONG).unwrap_err().to_string()
    };
    let deputy = station
        .add_account(new("D. Deputy", Role::Administrator), &pin())
        .unwrap();
    let said = locked_out(deputy);
    assert!(said.contains("ask an administrator"), "{said}");
    station.disable(deputy).unwrap();
    let said = locked_out(boss);
    assert!(said.contains("use the recovery code"), "{said}");
    assert!(!said.contains("ask an administrator"), "{said}");
}

#[test]
fn a_clock_that_was_ahead_locks_nobody_out_for_longer_than_one_that_is_right() {
    let (home, station) = founded();
    let id = station
        .add_account(new("C. Clerk", Role::Operator), &pin())
        .unwrap();
    drop(station);
    let open = |second| Station::open_at(home.path(), at(second)).unwrap();
    let ahead = open(365 * 24 * 3600);
    while !matches!(
        sign_in(&ahead, id, WRONG).unwrap_err(),
        PeopleError::Locked { .. }
    ) {}
    drop(ahead);
    let right = open(0);
    let Clock::Fixed(in_30_s) = at(30) else {
        unreachable!("it stands still")
    };
    assert_eq!(right.lockouts().unwrap().get(&id), Some(&in_30_s));
    let locked = |second| {
        let error = sign_in(&open(second), id, staff::PIN).unwrap_err();
        assert!(error.to_string().contains("wait until 09:30:30"), "{error}");
    };
    // An attempt meanwhile does not begin it anew.
    locked(0);
    locked(29);
    sign_in(&open(30), id, staff::PIN).unwrap();
}
