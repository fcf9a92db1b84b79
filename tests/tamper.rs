//! Whoever edits the files of the ledger is found out, and the first thing wrong is named.

#![allow(
    clippy::unwrap_used,
    reason = "a helper of a test fails it the same way"
)]

use std::{fs, path::Path};

use rusqlite::Connection;
use takeback::{
    ledger::{Finding, LedgerError, LogFilter},
    station::{Decision, NewDisposal, Station, StationError},
};

/// A station with its set-up as record 1 and disposals as records 2 to `last`.
fn home_with(last: i64) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let station = Station::open(home.path()).unwrap();
    for _ in 2..=last {
        record(&station).unwrap();
    }
    home
}

fn record(station: &Station) -> Result<i64, StationError> {
    let new = NewDisposal {
        photos: vec!["0f".repeat(32)],
        suggestion: None,
        decision: Decision::Unidentified,
        picked_rank: None,
        quantity: 1,
        acted_on: None,
        reference: None,
    };
    station.record(new).map(|row| row.seq)
}

/// Edits the database as someone would who knows it well: the triggers are put back afterwards.
fn edit(home: &Path, sql: &str) {
    let connection = Connection::open(home.join("takeback.db")).unwrap();
    connection
        .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; BEGIN")
        .unwrap();
    let triggers: Vec<(String, String)> = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(triggers.len(), 3);
    for (name, _) in &triggers {
        connection
            .execute_batch(&format!("DROP TRIGGER {name}"))
            .unwrap();
    }
    connection.execute_batch(sql).unwrap();
    for (_, sql) in &triggers {
        connection.execute_batch(sql).unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
}

fn finding(home: &Path) -> Option<Finding> {
    Station::open(home).unwrap().verify().unwrap().finding
}

#[test]
fn a_ledger_that_nobody_touched_verifies() {
    let home = home_with(7);
    let verification = Station::open(home.path()).unwrap().verify().unwrap();
    assert_eq!(
        (
            verification.records,
            verification.beyond_head,
            verification.finding
        ),
        (7, 0, None)
    );
}

#[test]
fn the_first_wrong_row_is_named() {
    const MOVE_UP: &str = "UPDATE record SET seq = -seq WHERE seq >= 4; UPDATE record SET seq = 1 - seq WHERE seq < 0;";
    let forge = |seq: i64| {
        format!(
            "INSERT INTO record (seq, content, previous, mac)
             SELECT {seq}, json_set(content, '$.seq', {seq}, '$.id', '01234567-89ab-7def-8123-456789abcdef'),
                    coalesce((SELECT mac FROM record WHERE seq = {seq} - 1), zeroblob(32)), randomblob(32)
             FROM record WHERE seq = 3;"
        )
    };
    let cases = [
        (
            "UPDATE record SET content = replace(content, '\"quantity\":1', '\"quantity\":9') WHERE seq = 3",
            Finding::Changed { seq: 3 },
        ),
        (
            "UPDATE record SET content = json_set(content, '$.by', 'someone else') WHERE seq = 7",
            Finding::Changed { seq: 7 },
        ),
        (
            "UPDATE record SET mac = randomblob(32) WHERE seq = 5",
            Finding::Changed { seq: 5 },
        ),
        (
            "UPDATE record SET previous = randomblob(32) WHERE seq = 5",
            Finding::Changed { seq: 5 },
        ),
        (
            "DELETE FROM record WHERE seq = 3",
            Finding::Removed { seq: 3 },
        ),
        (
            "DELETE FROM record WHERE seq = 1",
            Finding::Removed { seq: 1 },
        ),
        (
            "DELETE FROM record WHERE seq = 3; UPDATE record SET seq = seq - 1 WHERE seq > 3",
            Finding::Removed { seq: 3 },
        ),
        (
            "UPDATE record SET seq = 100 WHERE seq = 3; UPDATE record SET seq = 3 WHERE seq = 4;
          UPDATE record SET seq = 4 WHERE seq = 100",
            Finding::Reordered { seq: 3, holds: 4 },
        ),
        (
            &format!("{MOVE_UP} {}", forge(4)),
            Finding::Inserted { seq: 4 },
        ),
        (&forge(8), Finding::Inserted { seq: 8 }),
        (
            "DELETE FROM record WHERE seq > 5",
            Finding::Cut { ledger: 5, head: 7 },
        ),
        ("DELETE FROM record", Finding::Cut { ledger: 0, head: 7 }),
        (
            "CREATE TABLE notes (text)",
            Finding::Schema {
                name: "notes".into(),
            },
        ),
        (
            "DROP INDEX record_log",
            Finding::Schema {
                name: "record_log".into(),
            },
        ),
    ];
    for (sql, expected) in cases {
        let home = home_with(7);
        // Emptying the ledger would make opening it record the site again.
        let station = Station::open(home.path()).unwrap();
        edit(home.path(), sql);
        assert_eq!(station.verify().unwrap().finding, Some(expected), "{sql}");
    }
}

#[test]
fn a_trigger_that_is_gone_is_missed() {
    let home = home_with(2);
    Connection::open(home.path().join("takeback.db"))
        .unwrap()
        .execute_batch("DROP TRIGGER record_is_never_changed")
        .unwrap();
    assert_eq!(
        finding(home.path()),
        Some(Finding::Schema {
            name: "record_is_never_changed".into()
        })
    );
}

#[test]
fn the_triggers_refuse_every_way_to_change_a_record() {
    let home = home_with(3);
    let connection = Connection::open(home.path().join("takeback.db")).unwrap();
    for sql in [
        "UPDATE record SET content = content",
        "DELETE FROM record WHERE seq = 3",
        "INSERT OR REPLACE INTO record (seq, content, previous, mac)
         SELECT seq, content, previous, mac FROM record WHERE seq = 3",
        "INSERT OR REPLACE INTO record (seq, content, previous, mac)
         SELECT 4, json_set(content, '$.seq', 4), mac, zeroblob(32) FROM record WHERE seq = 3",
        "INSERT INTO record (seq, content, previous, mac)
         SELECT 9, json_set(content, '$.seq', 9, '$.id', '01234567-89ab-7def-8123-456789abcdef'), mac, zeroblob(32)
         FROM record WHERE seq = 3",
    ] {
        let error = connection.execute_batch(sql).unwrap_err().to_string();
        assert!(error.contains("append-only"), "{sql}: {error}");
    }
    assert_eq!(finding(home.path()), None);
}

#[test]
fn a_cut_ledger_is_readable_but_takes_no_more_records() {
    let home = home_with(7);
    edit(home.path(), "DELETE FROM record WHERE seq > 5");
    // Even a change of the site, which would be recorded at the start, does not keep it shut.
    fs::write(home.path().join("settings.toml"), "site_mode = \"LTCF\"").unwrap();
    let station = Station::open(home.path()).unwrap();
    let error = record(&station).unwrap_err();
    assert!(
        matches!(
            &error,
            StationError::Ledger(LedgerError::Cut {
                ledger: 5,
                head: 7,
                ..
            })
        ),
        "{error}"
    );
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
    for file in [
        "takeback.db",
        "takeback.db-wal",
        "chain.key",
        "chain.head",
        "settings.toml",
    ] {
        let from = home.path().join(file);
        if from.exists() {
            fs::copy(from, fork.path().join(file)).unwrap();
        }
    }
    record(&Station::open(home.path()).unwrap()).unwrap();
    record(&Station::open(fork.path()).unwrap()).unwrap();
    assert_eq!(finding(fork.path()), None);
    fs::copy(
        home.path().join("chain.head"),
        fork.path().join("chain.head"),
    )
    .unwrap();
    assert_eq!(finding(fork.path()), Some(Finding::HeadDiffers { seq: 5 }));
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
    assert_eq!(
        station.verify().unwrap().finding,
        Some(Finding::Changed { seq: 1 })
    );
}
