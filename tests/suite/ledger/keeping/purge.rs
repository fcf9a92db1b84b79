//! Purges: what goes, what stays, and that the chain holds over it.

use std::{fs, io::Cursor, path::PathBuf, process::Command};

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use rusqlite::Connection;
use takeback::{
    ledger::{
        Finding, Ledger, LedgerError, LogFilter, Period, PublicKey, Remark, SignedHead,
        verify_bundle, verify_copy,
    },
    report::{Format, Kind},
    station::{ReportOrder, Station, StationError},
};

use super::ages::{days_ago, disposal, home_with, names, purge, sha256};
use crate::support::hand;

/// A station that recorded four disposals four years ago and two today; one of the old ones was
/// corrected today. Records 1 to 5, and 6 to 8.
fn old_home() -> (tempfile::TempDir, Station) {
    let home = tempfile::tempdir().unwrap();
    let then = Station::open_at(home.path(), days_ago(4 * 365)).unwrap();
    let mut rows = Vec::new();
    for number in 0..4 {
        rows.push(
            then.record(disposal(&format!("long-ago-{number}")))
                .unwrap(),
        );
    }
    let now = Station::open_at(home.path(), days_ago(0)).unwrap();
    now.withdraw(rows.last().unwrap().current, "a slip")
        .unwrap();
    for _ in 0..2 {
        now.record(disposal("today")).unwrap();
    }
    drop(then);
    (home, now)
}

#[test]
fn a_purge_takes_the_contents_and_leaves_a_chain_that_verifies() {
    let (home, station) = old_home();
    let outside = tempfile::tempdir().unwrap();
    let export = outside.path().join("purged");
    let before_purge = outside.path().join("head.txt");
    fs::write(&before_purge, station.signed_head().unwrap().to_string()).unwrap();
    let purged = station
        .purge("2023-06-01".parse().unwrap(), &export)
        .unwrap();
    assert_eq!((purged.records, purged.photos), (3, 0));
    // The chain still holds, with the key and against what was signed before.
    let found = station
        .verify_against(std::slice::from_ref(&before_purge), None)
        .unwrap();
    assert_eq!((found.records, found.finding), (9, None));
    assert!(
        found.remarks.contains(&Remark::Purged { records: 3 }),
        "{:?}",
        found.remarks
    );
    // What was corrected lately stays.
    assert_eq!(station.log(&LogFilter::default()).unwrap().len(), 3);
    drop(station);
    // Nothing of it is left in the files.
    for file in names(home.path()) {
        let path = home.path().join(file);
        let bytes = if path.is_file() {
            fs::read(&path).unwrap()
        } else {
            Vec::new()
        };
        let text = String::from_utf8_lossy(&bytes);
        for gone in ["long-ago-0", "long-ago-1", "long-ago-2"] {
            assert!(!text.contains(gone), "{} in {}", gone, path.display());
        }
    }
    // The export holds it, line by line what the digests that remain were made of.
    let public = PublicKey::read(&home.path().join("signing.pub")).unwrap();
    assert_eq!(verify_bundle(&export, Some(public)).unwrap().finding, None);
    let lines = fs::read_to_string(export.join("records.jsonl")).unwrap();
    let connection = Connection::open(home.path().join("takeback.db")).unwrap();
    let kept: Vec<String> = connection
        .prepare("SELECT content ->> '$.digest' FROM record WHERE kind = 'purged' ORDER BY seq")
        .unwrap()
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let exported: Vec<String> = lines.lines().map(sha256).collect();
    assert_eq!((exported.len(), exported), (3, kept));
}

fn period_from(day: Option<&str>) -> Period {
    Period {
        from: day.map(|day| day.parse().unwrap()),
        to: None,
    }
}

/// The front of the report as a workbook: each label with what it says.
fn front(station: &Station, name: &str, from: Option<&str>) -> Vec<[String; 2]> {
    let order = ReportOrder {
        kind: Kind::named(name).unwrap(),
        period: period_from(from),
        format: Format::Xlsx,
    };
    let mut file = Vec::new();
    station.report(&order, &mut file).unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(file)).unwrap();
    let range = book.worksheet_range("Report").unwrap();
    let cell = |row: &[Data], at| row.get(at).map_or_else(String::new, ToString::to_string);
    let lines = range.rows().map(|row| [0, 1].map(|at| cell(row, at)));
    lines.collect()
}

/// An inspector has to tell a period in which nothing happened from one that was purged.
#[test]
fn what_is_left_says_that_something_was_purged() {
    let (home, station) = old_home();
    let outside = tempfile::tempdir().unwrap();
    let purged = outside.path().join("purged");
    let before = "2023-06-01";
    let said = |name: &str, from| {
        let lines = front(&station, name, from).into_iter();
        let mut lines = lines.filter(|[label, _]| label == "Purged by rule");
        let said = lines.next().map(|[_, words]| words);
        assert_eq!(lines.next(), None);
        said
    };
    assert_eq!(said("disposal-log", None), None);
    station.purge(before.parse().unwrap(), &purged).unwrap();
    let manifest = sha256(fs::read(purged.join("manifest.json")).unwrap());
    let words = format!(
        "contents of 3 records entered before {before}, on 2026-11-23 (record 9); SHA-256 of the manifest of their export: {manifest}"
    );
    for report in ["disposal-log", "hazardous-waste", "shift-summary"] {
        assert_eq!(said(report, None).as_ref(), Some(&words), "{report}");
        assert_eq!(said(report, Some(before)), None, "{report}: of later days");
    }
    assert_eq!(said("self-check", None), None, "no item was ever in it");

    let noted = |folder: &str, from: Option<&str>| {
        let folder = outside.path().join(folder);
        let filter = LogFilter {
            period: period_from(from),
            ..LogFilter::default()
        };
        station.export_bundle(&folder, &filter).unwrap();
        let check = verify_bundle(&folder, None).unwrap();
        assert_eq!(check.finding, None);
        let purged = check.manifest.unwrap().about.purged;
        purged.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(noted("all", None), std::slice::from_ref(&words));
    assert!(noted("later", Some(before)).is_empty());
    for task in [&["export"][..], &["report", "hazardous-waste"]] {
        let done = Command::new(env!("CARGO_BIN_EXE_takeback"))
            .arg("--home")
            .arg(home.path())
            .args(task)
            .args(["--format", "csv", "--out", "-"])
            .output()
            .unwrap();
        let told = String::from_utf8(done.stderr).unwrap();
        assert!(told.contains(&words), "{task:?}: {told}");
    }
}

#[test]
fn what_somebody_changed_is_neither_signed_nor_purged() {
    let (home, station) = old_home();
    let before = "2023-06-01".parse().unwrap();
    hand::edit(
        &Connection::open(home.path().join("takeback.db")).unwrap(),
        |connection| {
            let falsify = "UPDATE record SET content = json_set(content, '$.body.decided.quantity', 9) WHERE seq = 3";
            connection.execute(falsify, []).unwrap();
        },
    );
    let outside = tempfile::tempdir().unwrap();
    let folder = outside.path().join("folder");
    let bundled = station.export_bundle(&folder, &LogFilter::default());
    let purged = station.purge(before, &folder).map(drop);
    for refused in [bundled.map(drop), purged] {
        let error = refused.unwrap_err();
        assert!(
            matches!(error, StationError::NotSigned(Finding::Changed { seq: 3 })),
            "{error}"
        );
    }
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    // Nor is what was changed between the export and the purge.
    let now = station.now();
    drop(station);
    let ledger = Ledger::open(home.path()).unwrap();
    let places = ledger.purgeable_items(before, now).unwrap().concat();
    let entry = purge(now, before, places, 0);
    let error = ledger.purge(entry).unwrap_err();
    assert!(matches!(error, LedgerError::Forged { seq: 3 }), "{error}");
    assert_eq!(ledger.verify().unwrap().records, 2);
    let kept = Connection::open(home.path().join("takeback.db")).unwrap();
    let purged: i64 = kept
        .query_row(
            "SELECT count(*) FROM record WHERE kind IN ('purge', 'purged')",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(purged, 0);
}

#[test]
fn without_the_key_a_purge_counts_once_a_head_vouches_for_it() {
    let (home, station) = old_home();
    let outside = tempfile::tempdir().unwrap();
    let head = |name: &str| {
        let path = outside.path().join(name);
        fs::write(&path, station.signed_head().unwrap().to_string()).unwrap();
        path
    };
    let before = head("before.txt");
    station
        .purge(
            "2023-06-01".parse().unwrap(),
            &outside.path().join("purged"),
        )
        .unwrap();
    let after = head("after.txt");
    let public = PublicKey::read(&home.path().join("signing.pub")).unwrap();
    let check = |heads: &[PathBuf]| {
        let heads = SignedHead::read_all(heads, &public).unwrap();
        verify_copy(&home.path().join("takeback.db"), &heads, None)
            .unwrap()
            .finding
    };
    assert_eq!(
        check(std::slice::from_ref(&before)),
        Some(Finding::Erased { seq: 2 })
    );
    assert_eq!(check(&[before, after]), None);
}

#[test]
fn a_purge_keeps_what_the_law_or_the_settings_keep() {
    let (home, station) = old_home();
    let export = home.path().join("purged");
    let early = station
        .purge("2023-11-24".parse().unwrap(), &export)
        .unwrap_err();
    assert!(
        matches!(early, StationError::TooEarlyToPurge { years: 3, .. }),
        "{early}"
    );
    let nothing = station
        .purge("2020-01-01".parse().unwrap(), &export)
        .unwrap_err();
    assert!(
        matches!(nothing, StationError::NothingToPurge(_)),
        "{nothing}"
    );
    assert!(!export.exists());
    assert_eq!(station.verify().unwrap().records, 8);
    drop(station);
    fs::write(home.path().join("settings.toml"), "\nkeep_years = 1").unwrap();
    let error = Station::open(home.path()).err().unwrap();
    assert!(
        matches!(error, StationError::Settings { line: 2, .. }),
        "{error}"
    );
    assert!(error.to_string().contains("1304.04"), "{error}");
}

#[test]
fn a_content_taken_away_without_a_purge_is_found() {
    let (home, station) = home_with(4);
    let connection = Connection::open(home.path().join("takeback.db")).unwrap();
    let (id, content): (String, String) = connection
        .query_row("SELECT id, content FROM record WHERE seq = 3", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    let tombstone = format!(
        r#"{{"digest":"{}","id":"{id}","kind":"purged","seq":3}}"#,
        sha256(&content)
    );
    let refused = connection
        .execute("UPDATE record SET content = ? WHERE seq = 3", [&tombstone])
        .unwrap_err();
    assert!(refused.to_string().contains("append-only"), "{refused}");
    let trigger: String = connection
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = 'record_is_never_changed'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    connection
        .execute_batch("DROP TRIGGER record_is_never_changed")
        .unwrap();
    connection
        .execute("UPDATE record SET content = ? WHERE seq = 3", [&tombstone])
        .unwrap();
    connection.execute_batch(&trigger).unwrap();
    assert_eq!(
        station.verify().unwrap().finding,
        Some(Finding::Erased { seq: 3 })
    );
}
