//! Backups, putting them back, and one window a home.

use std::{fs, path::Path, thread};

use rusqlite::Connection;
use takeback::{
    ledger::{Finding, LogFilter, PublicKey, SignedHead, verify_copy},
    station::{Clock, Lapse, Station, StationError, WindowLock, restore},
};

use super::ages::{days_ago, disposal, home_with, names, record_meanwhile};

#[test]
fn a_backup_is_whole_without_the_keys_and_can_be_put_back() {
    let (home, station) = home_with(5);
    let outside = tempfile::tempdir().unwrap();
    let (backup, found) = station.back_up(Some(outside.path())).unwrap();
    assert_eq!((found.records, found.finding), (5, None));
    let kept = names(&backup);
    assert!(
        kept.contains("takeback.db") && kept.contains("signing.pub"),
        "{kept:?}"
    );
    assert!(
        !kept.contains("chain.key") && !kept.contains("signing.key"),
        "{kept:?}"
    );
    // Anybody can check it with the head and the public key that lie beside it.
    let public = PublicKey::read(&backup.join("signing.pub")).unwrap();
    let heads = SignedHead::read_all(&[backup.join("head.txt")], &public).unwrap();
    let found = verify_copy(&backup.join("takeback.db"), &heads, None).unwrap();
    assert_eq!(
        (found.records, found.beyond_head, found.finding),
        (5, 0, None)
    );

    station.record(disposal("2026-7")).unwrap();
    drop(station);
    let restored = restore(home.path(), &backup, None, Clock::System, None).unwrap();
    assert_eq!(restored.found.records, 5);
    let station = Station::open(home.path()).unwrap();
    let found = station.verify().unwrap();
    // The restore is itself a record.
    assert_eq!((found.records, found.finding), (6, None));
    assert_eq!(station.log(&LogFilter::default()).unwrap().len(), 4);
    let rows: i64 = Connection::open(restored.kept.unwrap().join("takeback.db"))
        .unwrap()
        .query_row("SELECT count(*) FROM record", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rows, 6);
    station.record(disposal("2026-8")).unwrap();
}

#[test]
fn a_backup_and_the_keys_make_a_new_machine() {
    let (_home, station) = home_with(3);
    let (backups, keys) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (backup, _) = station.back_up(Some(backups.path())).unwrap();
    station.copy_keys(keys.path()).unwrap();
    let fresh = tempfile::tempdir().unwrap();
    let without = restore(fresh.path(), &backup, None, Clock::System, None).unwrap_err();
    assert!(without.to_string().contains("chain.key"), "{without}");
    assert!(!fresh.path().join("takeback.db").exists());
    let restored = restore(
        fresh.path(),
        &backup,
        Some(keys.path()),
        Clock::System,
        None,
    )
    .unwrap();
    assert_eq!(restored.kept, None);
    let found = Station::open(fresh.path()).unwrap().verify().unwrap();
    assert_eq!((found.records, found.finding), (4, None));
    assert_eq!(
        fs::read(fresh.path().join("signing.pub")).unwrap(),
        fs::read(backup.join("signing.pub")).unwrap()
    );
    // The keys of another station never replace these.
    let (_other_home, other) = home_with(2);
    let other_keys = tempfile::tempdir().unwrap();
    other.copy_keys(other_keys.path()).unwrap();
    let error = restore(
        fresh.path(),
        &backup,
        Some(other_keys.path()),
        Clock::System,
        None,
    )
    .unwrap_err();
    assert!(matches!(error, StationError::OtherKey(_)), "{error}");
}

#[test]
fn a_backup_that_is_not_whole_replaces_nothing() {
    let (home, station) = home_with(5);
    let outside = tempfile::tempdir().unwrap();
    let (backup, _) = station.back_up(Some(outside.path())).unwrap();
    drop(station);
    let connection = Connection::open(backup.join("takeback.db")).unwrap();
    connection
        .execute_batch(
            "DROP TRIGGER record_is_never_removed; PRAGMA foreign_keys = OFF;
             DELETE FROM record WHERE seq = 5",
        )
        .unwrap();
    drop(connection);
    let error = restore(home.path(), &backup, None, Clock::System, None).unwrap_err();
    assert!(
        matches!(
            &error,
            StationError::BackupNotWhole {
                finding: Finding::Cut { ledger: 4, head: 5 },
                ..
            }
        ),
        "{error}"
    );
    let found = Station::open(home.path()).unwrap().verify().unwrap();
    assert_eq!((found.records, found.finding), (5, None));
    assert!(
        names(home.path())
            .iter()
            .all(|name| !name.starts_with("replaced-"))
    );
}

#[test]
fn a_backup_of_another_record_is_not_put_over_this_one() {
    let (home, station) = home_with(3);
    let (_other, theirs) = home_with(3);
    let outside = tempfile::tempdir().unwrap();
    let (backup, _) = theirs.back_up(Some(outside.path())).unwrap();
    let error = restore(home.path(), &backup, None, Clock::System, None).unwrap_err();
    assert!(matches!(error, StationError::OtherRecord { .. }), "{error}");
    assert!(error.to_string().contains("--home"), "{error}");
    assert_eq!(station.verify().unwrap().records, 3);
    assert!(
        names(home.path())
            .iter()
            .all(|name| !name.starts_with("replaced-"))
    );
}

#[test]
fn a_backup_is_made_while_others_record() {
    let (home, station) = home_with(20);
    let outside = tempfile::tempdir().unwrap();
    thread::scope(|scope| {
        scope.spawn(|| record_meanwhile(home.path()));
        for number in 0..3 {
            let to = outside.path().join(number.to_string());
            let (_, found) = station.back_up(Some(&to)).unwrap();
            assert_eq!(found.finding, None);
            assert!((20..=80).contains(&found.records), "{found:?}");
        }
    });
    assert_eq!(station.verify().unwrap().records, 80);
}

#[test]
fn the_backup_of_the_day_is_made_once() {
    let (home, backups) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let setting = format!("backup_folder = {:?}", backups.path());
    fs::write(home.path().join("settings.toml"), setting).unwrap();
    let today = Station::open_at(home.path(), days_ago(1)).unwrap();
    let made = today.back_up_if_due().unwrap().unwrap();
    assert!(made.starts_with(backups.path()) && made.join("takeback.db").is_file());
    assert_eq!(today.back_up_if_due().unwrap(), None);
    let tomorrow = Station::open_at(home.path(), days_ago(0)).unwrap();
    tomorrow.keep();
    assert_eq!(names(backups.path()).len(), 2);
    assert_eq!(names(&home.path().join("heads")).len(), 2);
    let (_home, unset) = home_with(1);
    assert_eq!(unset.back_up_if_due().unwrap(), None);
    assert!(matches!(
        unset.back_up(None),
        Err(StationError::NoBackupFolder)
    ));
}

#[test]
fn a_backup_or_a_head_that_was_not_made_is_told_until_it_is() {
    let (home, backups) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let folder = backups.path().join("disk");
    let setting = format!("backup_folder = {folder:?}");
    fs::write(home.path().join("settings.toml"), setting).unwrap();
    fs::write(&folder, "a file where the folder should be").unwrap();
    let then = Station::open_at(home.path(), days_ago(2)).unwrap();
    let failed = then.keep();
    assert!(
        failed.len() == 1 && failed[0].starts_with("The backup of today was not made"),
        "{failed:?}"
    );
    let none = Lapse::Backup {
        folder: folder.clone(),
        last: None,
    };
    assert_eq!(then.lapses().unwrap(), [none]);

    fs::remove_file(&folder).unwrap();
    assert_eq!(then.keep(), Vec::<String>::new());
    assert_eq!(then.lapses().unwrap(), []);
    // Yesterday's is good enough until today's is made; the day after it is not.
    let next = Station::open_at(home.path(), days_ago(1)).unwrap();
    assert_eq!(next.lapses().unwrap(), []);
    let today = Station::open_at(home.path(), days_ago(0)).unwrap();
    // One that a clock dated a year ahead says nothing of these days.
    let ahead = Station::open_at(home.path(), days_ago(-365)).unwrap();
    ahead.back_up(None).unwrap();
    let late = Lapse::Backup {
        folder,
        last: Some(then.now().date()),
    };
    assert_eq!(today.lapses().unwrap(), std::slice::from_ref(&late));
    let day = today.now().date();
    fs::remove_file(home.path().join(format!("heads/{day}.txt"))).unwrap();
    assert_eq!(today.lapses().unwrap(), [Lapse::Head(day), late]);
}

#[test]
fn a_second_window_is_refused_and_recording_goes_on() {
    let (home, station) = home_with(2);
    let window = WindowLock::take(home.path()).unwrap();
    let error = WindowLock::take(home.path()).err().unwrap();
    assert!(error.to_string().contains("already open"), "{error}");
    station.record(disposal("2026-9")).unwrap();
    let outside = tempfile::tempdir().unwrap();
    let (backup, _) = station.back_up(Some(outside.path())).unwrap();
    let error = restore(home.path(), &backup, None, Clock::System, None).unwrap_err();
    assert!(matches!(error, StationError::AlreadyOpen(_)), "{error}");
    drop(window);
    WindowLock::take(home.path()).unwrap();
}

#[test]
fn backups_made_in_one_second_have_a_folder_each() {
    let home = tempfile::tempdir().unwrap();
    let backups = tempfile::tempdir().unwrap();
    let kept = home.path().join("photos").join("ab");
    fs::create_dir_all(&kept).unwrap();
    fs::write(kept.join("abcd.png"), vec![7; 1 << 20]).unwrap();
    // As a window and several commands over one record; the clock stands still for all of them.
    drop(Station::open_at(home.path(), days_ago(0)).unwrap());
    let back_up = || {
        let station = Station::open_at(home.path(), days_ago(0)).unwrap();
        let (folder, found) = station.back_up(Some(backups.path())).unwrap();
        assert_eq!(found.finding, None);
        folder
    };
    let mut made: Vec<_> = thread::scope(|scope| {
        let each: Vec<_> = (0..4).map(|_| scope.spawn(back_up)).collect();
        each.into_iter().map(|one| one.join().unwrap()).collect()
    });
    made.sort();
    made.dedup();
    assert_eq!(made.len(), 4, "{made:?}");
    let names = names(backups.path());
    assert_eq!(
        names.len(),
        5,
        "four backups and their photographs: {names:?}"
    );
    for folder in &made {
        assert!(!folder.with_added_extension("part").exists());
        let public = PublicKey::read(&folder.join("signing.pub")).unwrap();
        let heads = SignedHead::read_all(&[folder.join("head.txt")], &public).unwrap();
        let found = verify_copy(&folder.join("takeback.db"), &heads, None).unwrap();
        assert_eq!((found.records, found.finding), (1, None));
    }
    let photograph = backups.path().join("photos/ab/abcd.png");
    assert_eq!(fs::read(photograph).unwrap(), vec![7; 1 << 20]);
}

#[test]
fn restores_made_in_one_second_keep_what_each_replaced() {
    let (home, station) = home_with(3);
    let backups = tempfile::tempdir().unwrap();
    let (backup, _) = station.back_up(Some(backups.path())).unwrap();
    drop(station);
    // The clock stands still. Each restore is itself a record, so that each replaces another one.
    let put_back = || restore(home.path(), &backup, None, days_ago(0), None);
    let replaced = [put_back(), put_back()].map(|made| made.unwrap().kept.unwrap());
    let rows = replaced.each_ref().map(|kept| -> i64 {
        Connection::open(kept.join("takeback.db"))
            .unwrap()
            .query_row("SELECT count(*) FROM record", [], |row| row.get(0))
            .unwrap()
    });
    assert_eq!(rows, [3, 4], "{replaced:?}");
    let found = Station::open(home.path()).unwrap().verify().unwrap();
    assert_eq!((found.records, found.finding), (4, None));
}

#[test]
fn what_is_left_beside_a_lost_database_does_not_reach_into_the_restored_one() {
    for left in ["heads", "takeback.db-wal"] {
        let (home, backups) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let at = |name: &str| home.path().join(name);
        let station = Station::open_at(home.path(), days_ago(1)).unwrap();
        let (backup, _) = station.back_up(Some(backups.path())).unwrap();
        station.record(disposal("2026-7")).unwrap();
        // The head of the day after knows of more than the backup; so does the log.
        drop(Station::open_at(home.path(), days_ago(0)).unwrap());
        let log = fs::read(at("takeback.db-wal")).unwrap();
        assert!(!log.is_empty());
        drop(station);
        fs::remove_file(at("takeback.db")).unwrap();
        if left == "heads" {
            assert_eq!(names(&at("heads")).len(), 2);
        } else {
            fs::remove_dir_all(at("heads")).unwrap();
            fs::write(at("takeback.db-wal"), log).unwrap();
        }
        let put_back = |from: &Path| restore(home.path(), from, None, days_ago(0), None).unwrap();
        let kept = names(&put_back(&backup).kept.unwrap());
        assert!(kept.contains(left), "{kept:?}");
        let station = Station::open_at(home.path(), days_ago(0)).unwrap();
        let found = station.verify().unwrap();
        assert_eq!((found.records, found.finding), (2, None), "{left}");
        let (again, _) = station.back_up(Some(backups.path())).unwrap();
        drop(station);
        assert_eq!(put_back(&again).found.records, 2);
    }
}

/// A power cut leaves the newest records in the log alone.
#[test]
fn what_only_the_log_beside_a_database_knows_is_put_back_too() {
    let (home, station) = home_with(3);
    drop(station);
    let from = tempfile::tempdir().unwrap();
    let station = Station::open(home.path()).unwrap();
    for number in ["2026-7", "2026-8"] {
        station.record(disposal(number)).unwrap();
    }
    fs::create_dir(from.path().join("heads")).unwrap();
    let heads = names(&home.path().join("heads")).into_iter();
    let heads = heads.map(|name| format!("heads/{name}"));
    let files = [
        "takeback.db",
        "takeback.db-wal",
        "chain.head",
        "signing.pub",
    ];
    for name in heads.chain(files.map(String::from)) {
        fs::copy(home.path().join(&name), from.path().join(&name)).unwrap();
    }
    drop(station);
    let log = fs::metadata(from.path().join("takeback.db-wal")).unwrap();
    assert!(log.len() > 0);
    let restored = restore(home.path(), from.path(), None, Clock::System, None).unwrap();
    assert_eq!(restored.found.records, 5);
    let station = Station::open(home.path()).unwrap();
    let found = station.verify().unwrap();
    assert_eq!((found.records, found.finding), (6, None));
    assert_eq!(station.log(&LogFilter::default()).unwrap().len(), 4);
}

#[test]
fn a_backup_is_called_checked_only_where_a_restore_would_take_it() {
    let (home, station) = home_with(3);
    let backups = tempfile::tempdir().unwrap();
    let (backup, _) = station.back_up(Some(backups.path())).unwrap();
    station.record(disposal("2026-7")).unwrap();
    let later = station.signed_head().unwrap().to_string();
    drop(station);
    restore(home.path(), &backup, None, Clock::System, None).unwrap();
    fs::write(home.path().join("heads/later.txt"), later).unwrap();
    let station = Station::open(home.path()).unwrap();
    let error = station.back_up(Some(backups.path())).unwrap_err();
    assert!(
        matches!(
            &error,
            StationError::NotBackedUp {
                finding: Finding::Rewritten { .. },
                ..
            }
        ),
        "{error}"
    );
}
