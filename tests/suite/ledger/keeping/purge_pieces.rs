//! Purges in pieces: others can record between two, and each leaves a record that verifies.

use std::fs;

use takeback::{
    ledger::{Correction, Entry, Event, Ledger, LedgerError, LogFilter, Purge},
    station::{Station, StationError},
};

use super::ages::{days_ago, disposal, purge};

const BEFORE: &str = "2023-06-01";

#[test]
fn a_long_purge_goes_in_pieces_and_is_told_of_as_one() {
    let home = tempfile::tempdir().unwrap();
    let then = Station::open_at(home.path(), days_ago(4 * 365)).unwrap();
    for _ in 0..300 {
        then.record(disposal("expired")).unwrap();
    }
    drop(then);
    let now = Station::open_at(home.path(), days_ago(0)).unwrap();
    let known = now.verify().unwrap().records;
    let outside = tempfile::tempdir().unwrap();
    let export = outside.path().join("purged");
    let purged = now.purge(BEFORE.parse().unwrap(), &export).unwrap();
    assert_eq!(purged.records, 300);
    let check = now.verify().unwrap();
    assert!(check.is_intact(), "{check:?}");
    assert!(check.records > known + 1, "it went in one piece");
    let notes = now.purges(None).unwrap();
    let told: Vec<_> = notes
        .iter()
        .map(|note| (note.record, note.records))
        .collect();
    assert_eq!(told, [(check.reached(), 300)]);
    assert!(now.log(&LogFilter::default()).unwrap().is_empty());
    let exported = fs::read_to_string(export.join("records.jsonl")).unwrap();
    assert_eq!(exported.lines().count(), 300);
}

#[test]
fn after_a_purge_that_was_broken_off_the_next_goes_on() {
    let home = tempfile::tempdir().unwrap();
    let then = Station::open_at(home.path(), days_ago(4 * 365)).unwrap();
    let rows = ["one", "two", "three"].map(|name| then.record(disposal(name)).unwrap());
    then.withdraw(rows[0].current, "a slip").unwrap();
    drop(then);
    let now = Station::open_at(home.path(), days_ago(0)).unwrap();
    let ledger = Ledger::open(home.path()).unwrap();
    let piece = |places: &[i64]| {
        let before = BEFORE.parse().unwrap();
        ledger.purge(purge(now.now(), before, places.to_vec(), 0))
    };
    // The first with its withdrawal, or not at all.
    let half = piece(&[2]);
    assert!(matches!(half, Err(LedgerError::PurgeOutdated)), "{half:?}");
    piece(&[2, 5]).unwrap();
    let check = now.verify().unwrap();
    assert!(check.is_intact(), "{check:?}");
    assert_eq!(now.log(&LogFilter::default()).unwrap().len(), 2);
    let outside = tempfile::tempdir().unwrap();
    let export = outside.path().join("purged");
    let purged = now.purge(BEFORE.parse().unwrap(), &export).unwrap();
    assert_eq!(purged.records, 2);
    let check = now.verify().unwrap();
    assert!(check.is_intact(), "{check:?}");
    assert_eq!(now.purges(None).unwrap().len(), 2);
}

/// A kill after the last piece, before the database was rewritten.
#[test]
fn what_a_purge_left_in_the_free_space_goes_with_the_next_or_with_the_window() {
    for at_the_next_purge in [false, true] {
        let home = tempfile::tempdir().unwrap();
        let then = Station::open_at(home.path(), days_ago(4 * 365)).unwrap();
        for _ in 0..20 {
            then.record(disposal("EV4081733")).unwrap();
        }
        drop(then);
        let (before, now) = (BEFORE.parse().unwrap(), days_ago(0).now());
        let ledger = Ledger::open(home.path()).unwrap();
        let places = ledger.purgeable_items(before, now).unwrap().concat();
        ledger.purge(purge(now, before, places, 0)).unwrap();
        drop(ledger);
        let list = home.path().join("purge.lock");
        fs::write(&list, "traces\n").unwrap();
        let is_left = || {
            let bytes = fs::read(home.path().join("takeback.db")).unwrap();
            bytes.windows(9).any(|part| part == b"EV4081733")
        };
        assert!(is_left());

        let station = Station::open_at(home.path(), days_ago(0)).unwrap();
        if at_the_next_purge {
            let nothing = station.purge(before, &home.path().join("purged"));
            assert!(matches!(nothing, Err(StationError::NothingToPurge(_))));
        } else {
            assert_eq!(station.keep(), Vec::<String>::new());
        }
        drop(station);
        assert!(!is_left());
        assert_eq!(fs::read(&list).unwrap(), b"");
    }
}

#[test]
fn whichever_way_an_event_comes_in_it_is_checked_and_carried_out() {
    let home = tempfile::tempdir().unwrap();
    let then = Station::open_at(home.path(), days_ago(4 * 365)).unwrap();
    let item = then.record(disposal("expired")).unwrap();
    then.withdraw(item.current, "a slip").unwrap();
    drop(then);
    let now = Station::open_at(home.path(), days_ago(0)).unwrap();
    let ledger = Ledger::open(home.path()).unwrap();
    let append = |event| {
        ledger.append_after::<LedgerError>(&[], |_| {
            Ok(Entry {
                entered: now.now(),
                by: "A. Boss".into(),
                account: None,
                site_mode: "RESEARCH".into(),
                event,
            })
        })
    };
    let outdated = append(Event::Correction(Correction {
        subject: item.seq,
        corrects: item.current,
        reason: "counted again".into(),
        withdrawn: false,
        decided: item.decided,
    }));
    assert!(
        matches!(outdated, Err(LedgerError::Superseded(_))),
        "{outdated:?}"
    );
    let purge = |places| {
        append(Event::Purge(Purge {
            before: BEFORE.parse().unwrap(),
            removed: Purge::runs(places),
            photos: 0,
            export: "0f".repeat(32),
        }))
    };
    let half = purge(vec![2]);
    assert!(matches!(half, Err(LedgerError::PurgeOutdated)), "{half:?}");
    purge(vec![2, 3]).unwrap();
    let check = now.verify().unwrap();
    assert!(check.is_intact(), "{check:?}");
    assert!(now.log(&LogFilter::default()).unwrap().is_empty());
}
