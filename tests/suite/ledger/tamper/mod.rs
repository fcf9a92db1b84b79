//! Whoever edits the files of the ledger is found out, and the first thing wrong is named.

mod heads;
mod homes;
mod log;
mod rows;

use std::{fs, process::Output};

use rusqlite::Connection;
use takeback::{
    ledger::{Finding, LedgerError, LogFilter, Oddity, PublicKey, SignedHead, verify_copy},
    station::{Station, StationError},
};

use crate::support::{
    output::{refused, text},
    program::run,
};
use homes::{copy_home, edit, finding, home_with, record};

#[test]
fn a_ledger_that_nobody_touched_verifies() {
    let home = home_with(7);
    let station = Station::open(home.path()).unwrap();
    let outside = tempfile::tempdir().unwrap();
    let head = outside.path().join("head.txt");
    fs::write(&head, station.signed_head().unwrap().to_string()).unwrap();
    let found = station
        .verify_against(std::slice::from_ref(&head), None)
        .unwrap();
    assert_eq!(
        (found.records, found.beyond_head, found.heads),
        (7, 0, 2),
        "{found:?}"
    );
    assert_eq!((found.finding, found.remarks), (None, Vec::new()));
    record(&station).unwrap();

    let copy = outside.path().join("copy ?#%.db");
    Connection::open(home.path().join("takeback.db"))
        .unwrap()
        .execute("VACUUM INTO ?", [copy.to_str().unwrap()])
        .unwrap();
    let public = PublicKey::read(&home.path().join("signing.pub")).unwrap();
    let heads = SignedHead::read_all(&[head], &public).unwrap();
    let found = verify_copy(&copy, &heads, None).unwrap();
    assert_eq!(
        (found.records, found.beyond_head, found.heads, found.finding),
        (8, 1, 1, None)
    );
}

/// Carries `sql` out in the database of a station, and has the program check it at home and as a copy.
fn checked_after(sql: &str) -> [Output; 2] {
    let home = home_with(2);
    let at = |name: &str| home.path().join(name).display().to_string();
    Connection::open(at("takeback.db"))
        .unwrap()
        .execute_batch(sql)
        .unwrap();
    let (database, heads, public) = (at("takeback.db"), at("heads"), at("signing.pub"));
    let of_copy = ["verify", "--database", &database, "--against", &heads];
    let of_copy = [&of_copy[..], &["--public-key", &public]].concat();
    [&["verify"][..], &of_copy].map(|args| run(home.path(), args))
}

#[test]
fn a_part_of_the_database_that_is_missing_altered_or_added_is_named() {
    let made_anew = |trigger: &str| format!("DROP TRIGGER {trigger}; CREATE TRIGGER {trigger}");
    for (sql, name, oddity) in [
        ("DROP TRIGGER record_is_never_changed".to_owned(), "record_is_never_changed", Oddity::Missing),
        ("DROP INDEX record_kind".to_owned(), "record_kind", Oddity::Missing),
        ("DROP INDEX item_queue".to_owned(), "item_queue", Oddity::Missing),
        (
            "DROP TRIGGER item_follows_the_record; DROP TRIGGER item_goes_with_its_record; DROP TABLE item".to_owned(),
            "item",
            Oddity::Missing,
        ),
        (
            made_anew("record_is_never_removed") + " BEFORE DELETE ON record WHEN false BEGIN SELECT 1; END",
            "record_is_never_removed",
            Oddity::Altered,
        ),
        (
            "CREATE TRIGGER forgets AFTER INSERT ON record BEGIN DELETE FROM item; END".to_owned(),
            "forgets",
            Oddity::Extra,
        ),
    ] {
        let name = name.to_owned();
        let found = Finding::Schema { name, oddity }.to_string();
        for output in checked_after(&sql) {
            refused(&output, 3, &found);
        }
    }
}

#[test]
fn a_version_that_the_tables_are_not_of_is_named_and_no_migration_recited() {
    for version in [-1, 0, 1, 2, 3, 5] {
        let [at_home, copy] = checked_after(&format!("PRAGMA user_version = {version}"));
        refused(&at_home, 3, "takeback.db was altered (user_version)");
        assert!(!text(&at_home.stderr).contains("CREATE"), "{version}");
        refused(&copy, 3, "user_version is not as takeback makes it");
    }
}

#[test]
fn the_triggers_refuse_every_way_to_change_a_record() {
    let home = home_with(3);
    let connection = Connection::open(home.path().join("takeback.db")).unwrap();
    for sql in [
        "UPDATE record SET content = content",
        "DELETE FROM record WHERE seq = 3",
        "INSERT OR REPLACE INTO record (seq, content, hash, mac)
         SELECT seq, content, hash, mac FROM record WHERE seq = 3",
        "INSERT OR REPLACE INTO record (seq, content, hash, mac)
         SELECT 4, json_set(content, '$.seq', 4), hash, mac FROM record WHERE seq = 3",
        "INSERT INTO record (seq, content, hash, mac)
         SELECT 9, json_set(content, '$.seq', 9, '$.id', '01234567-89ab-7def-8123-456789abcdef'), hash, mac
         FROM record WHERE seq = 3",
    ] {
        let error = connection.execute_batch(sql).unwrap_err().to_string();
        assert!(error.contains("append-only"), "{sql}: {error}");
    }
    assert_eq!(finding(home.path()), None);
}

/// Two of seven records were taken off the end.
fn assert_is_cut(error: &StationError) {
    assert!(
        matches!(
            error,
            StationError::Ledger(LedgerError::Cut {
                ledger: 5,
                head: 7,
                ..
            })
        ),
        "{error}"
    );
}

#[test]
fn a_cut_ledger_is_not_backed_up_as_a_whole_one() {
    let home = home_with(7);
    edit(home.path(), "DELETE FROM record WHERE seq > 5");
    let station = Station::open(home.path()).unwrap();
    let outside = tempfile::tempdir().unwrap();
    let error = station.back_up(Some(outside.path())).unwrap_err();
    assert_is_cut(&error);
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    // Nor where what states the end was taken away too.
    fs::remove_file(home.path().join("chain.head")).unwrap();
    let error = station.back_up(Some(outside.path())).unwrap_err();
    assert!(
        matches!(
            &error,
            StationError::Ledger(LedgerError::HeadMissing { .. })
        ),
        "{error}"
    );
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
}

#[test]
fn of_a_ledger_that_does_not_verify_one_copy_is_kept_however_often_it_is_tried() {
    let home = home_with(7);
    edit(
        home.path(),
        "UPDATE record SET mac = randomblob(32) WHERE seq = 5",
    );
    let station = Station::open(home.path()).unwrap();
    let outside = tempfile::tempdir().unwrap();
    for _ in 0..3 {
        let error = station.back_up(Some(outside.path())).unwrap_err();
        let StationError::NotBackedUp { path, finding } = error else {
            panic!("{error}");
        };
        assert_eq!(finding, Finding::Changed { seq: 5 });
        assert!(path.join("takeback.db").is_file());
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1);
    }
}

#[test]
fn a_cut_ledger_is_readable_but_takes_no_more_records() {
    let home = home_with(7);
    edit(home.path(), "DELETE FROM record WHERE seq > 5");
    // Even a change of the site, which would be recorded at the start, does not keep it shut.
    fs::write(home.path().join("settings.toml"), "site_mode = \"LTCF\"").unwrap();
    let station = Station::open(home.path()).unwrap();
    let error = record(&station).unwrap_err();
    assert_is_cut(&error);
    assert_eq!(station.log(&LogFilter::default()).unwrap().len(), 4);
    assert_eq!(
        station.verify().unwrap().finding,
        Some(Finding::Cut { ledger: 5, head: 7 })
    );
}

#[test]
fn an_older_copy_of_the_database_is_a_cut() {
    let home = home_with(3);
    let copy = home.path().join("copy.db");
    Connection::open(home.path().join("takeback.db"))
        .unwrap()
        .execute("VACUUM INTO ?", [copy.to_str().unwrap()])
        .unwrap();
    record(&Station::open(home.path()).unwrap()).unwrap();
    for leftover in ["takeback.db-wal", "takeback.db-shm"] {
        let _ = fs::remove_file(home.path().join(leftover));
    }
    fs::rename(copy, home.path().join("takeback.db")).unwrap();
    assert_eq!(
        finding(home.path()),
        Some(Finding::Cut { ledger: 3, head: 4 })
    );
}

#[test]
fn the_head_file_is_needed_and_cannot_be_forged() {
    let home = home_with(4);
    let head = home.path().join("chain.head");
    let genuine = fs::read(&head).unwrap();
    let forged = String::from_utf8(genuine.clone())
        .unwrap()
        .replace("0000000000", "1000000000");
    for content in [Vec::new(), b"nonsense".to_vec(), forged.into_bytes()] {
        fs::write(&head, content).unwrap();
        let station = Station::open(home.path()).unwrap();
        assert_eq!(
            station.verify().unwrap().finding,
            Some(Finding::HeadMissing)
        );
        let error = record(&station).unwrap_err();
        assert!(
            matches!(error, StationError::Ledger(LedgerError::HeadMissing { .. })),
            "{error}"
        );
    }
    fs::write(&head, genuine).unwrap();
    assert_eq!(finding(home.path()), None);
}

/// Neither of its lines says less than the other.
#[test]
fn a_record_that_was_cut_off_is_missed_whichever_line_of_the_head_is_blanked() {
    for line in [0, 1] {
        let home = home_with(7);
        edit(
            home.path(),
            "DELETE FROM record WHERE seq = 7; DELETE FROM item WHERE seq = 7",
        );
        let head = home.path().join("chain.head");
        let mut lines = fs::read(&head).unwrap();
        let half = lines.len() / 2;
        for byte in lines.iter_mut().skip(line * half).take(half) {
            *byte = b' ';
        }
        fs::write(&head, lines).unwrap();
        assert_eq!(
            finding(home.path()),
            Some(Finding::Cut { ledger: 6, head: 7 })
        );
    }
}

#[test]
fn a_head_left_behind_by_a_crash_verifies_and_catches_up() {
    let home = home_with(4);
    let head = home.path().join("chain.head");
    let behind = fs::read(&head).unwrap();
    let fall_behind = |station: &Station| {
        record(station).unwrap();
        fs::write(&head, &behind).unwrap();
        let verification = station.verify().unwrap();
        (verification.beyond_head, verification.finding)
    };
    let station = Station::open(home.path()).unwrap();
    assert_eq!(fall_behind(&station), (1, None));
    record(&station).unwrap();
    assert_eq!(station.verify().unwrap().beyond_head, 0);
    assert_eq!(fall_behind(&station), (3, None));
    let started_again = Station::open(home.path()).unwrap();
    assert_eq!(started_again.verify().unwrap().beyond_head, 0);
}

#[test]
fn two_histories_of_one_ledger_are_told_apart() {
    let (home, fork) = (home_with(4), tempfile::tempdir().unwrap());
    copy_home(home.path(), fork.path());
    record(&Station::open(home.path()).unwrap()).unwrap();
    record(&Station::open(fork.path()).unwrap()).unwrap();
    assert_eq!(finding(fork.path()), None);
    fs::copy(
        home.path().join("chain.head"),
        fork.path().join("chain.head"),
    )
    .unwrap();
    let found = Station::open(fork.path()).unwrap().verify().unwrap();
    assert_eq!(found.finding, Some(Finding::HeadDiffers { seq: 5 }));
    assert_eq!(found.records, 4);
}

#[test]
fn another_key_verifies_nothing() {
    let home = home_with(3);
    fs::write(
        home.path().join("chain.key"),
        format!("{}\n", "5a".repeat(32)),
    )
    .unwrap();
    let station = Station::open(home.path()).unwrap();
    assert_eq!(station.verify().unwrap().finding, Some(Finding::OtherKey));
    let outside = tempfile::tempdir().unwrap();
    for refused in [
        record(&station).map(drop),
        station.signed_head().map(drop),
        station.back_up(Some(outside.path())).map(drop),
    ] {
        let error = refused.unwrap_err();
        assert!(
            matches!(error, StationError::Ledger(LedgerError::OtherKey { .. })),
            "{error}"
        );
    }
}

/// What one edit of a mac leaves is sealed with this key, however little else says so.
#[test]
fn a_mac_that_was_overwritten_is_not_taken_for_another_key() {
    for lost in ["", "chain.head"] {
        let home = home_with(3);
        edit(
            home.path(),
            "UPDATE record SET mac = randomblob(32) WHERE seq = 1",
        );
        let _ = fs::remove_file(home.path().join(lost));
        assert_eq!(finding(home.path()), Some(Finding::Changed { seq: 1 }));
    }
}
