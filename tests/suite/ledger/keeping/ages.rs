//! Stations of several ages, and what a clock that stood wrong for a time does not make old.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use takeback::{
    ledger::{Entry, Event, Ledger, LedgerError, Moment, PhotoRemoval, Purge},
    station::{Clock, Decision, NewDisposal, Station, StationError, restore},
};

/// 2026-11-23 02:30 UTC.
const NOW_S: i64 = 1_795_401_000;
const DAY_S: i64 = 86_400;

/// The clock `days` before that.
pub fn days_ago(days: i64) -> Clock {
    Clock::Fixed(Moment::from_parts((NOW_S - days * DAY_S) * 1_000_000, 0).unwrap())
}

pub fn disposal(reference: &str) -> NewDisposal {
    NewDisposal {
        photos: vec!["0f".repeat(32)],
        suggestion: None,
        decision: Decision::Unidentified,
        picked_rank: None,
        quantity: 1,
        acted_on: None,
        reference: Some(reference.to_owned()),
        discontinued: None,
        package: None,
    }
}

/// A purge of the rows at `places`, as a station in RESEARCH records it.
pub fn purge(entered: Moment, before: Date, places: Vec<i64>, photos: u64) -> Entry<Purge> {
    Entry {
        entered,
        by: "A. Boss".into(),
        account: None,
        site_mode: "RESEARCH".into(),
        event: Purge {
            before,
            removed: Purge::runs(places),
            photos,
            export: "0f".repeat(32),
        },
    }
}

/// A station with its set-up as record 1 and disposals as records 2 to `last`.
pub fn home_with(last: i64) -> (tempfile::TempDir, Station) {
    let home = tempfile::tempdir().unwrap();
    let station = Station::open(home.path()).unwrap();
    for number in 2..=last {
        station.record(disposal(&number.to_string())).unwrap();
    }
    (home, station)
}

pub const KEEP_TEN_DAYS: &str = "keep_photos = true\nphoto_days = 10";

/// Records an item with a photograph of its own, and gives where that is kept.
pub fn with_photo(station: &Station, text: &str) -> PathBuf {
    let hash = sha256(text.as_bytes());
    station.hold_photo(text.as_bytes());
    let photos = vec![hash.clone()];
    station
        .record(NewDisposal {
            photos,
            ..disposal("2026-11")
        })
        .unwrap();
    station.kept_photo(&hash).unwrap().unwrap()
}

pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    let digest: [u8; 32] = Sha256::digest(bytes).into();
    digest.map(|byte| format!("{byte:02x}")).concat()
}

pub fn names(folder: &Path) -> HashSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// Every file in `folder` and below.
pub fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(walk(&path));
        } else {
            files.push(path);
        }
    }
    files
}

/// Sixty records by another program, while a test does something else.
pub fn record_meanwhile(home: &Path) {
    let other = Station::open(home).unwrap();
    for _ in 0..60 {
        other.record(disposal("meanwhile")).unwrap();
    }
}

/// A machine whose battery died starts in 2020.
#[test]
fn what_was_recorded_while_the_clock_stood_in_2020_is_not_old() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("settings.toml"), KEEP_TEN_DAYS).unwrap();
    let at = |days| Station::open_at(home.path(), days_ago(days)).unwrap();
    let photos = [(1, "before"), (2500, "in 2020"), (0, "after")]
        .map(|(days, text)| with_photo(&at(days), text));
    let outside = tempfile::tempdir().unwrap();
    let export = outside.path().join("purged");
    let now = at(0);
    let before = "2023-01-01".parse().unwrap();
    let nothing = now.purge(before, &export).unwrap_err();
    assert!(
        matches!(nothing, StationError::NothingToPurge(_)),
        "{nothing}"
    );
    let ledger = Ledger::open(home.path()).unwrap();
    let refused = ledger.purge(purge(now.now(), before, vec![3], 0));
    assert!(
        matches!(refused, Err(LedgerError::PurgeOutdated)),
        "{refused:?}"
    );
    assert_eq!(now.remove_old_photos().unwrap(), 0);
    assert!(photos.iter().all(|path| path.exists()));
    // It is as old as what stands around it.
    assert_eq!(at(-11).remove_old_photos().unwrap(), 3);
    let purged = at(-4 * 365).purge("2027-01-01".parse().unwrap(), &export);
    assert_eq!(purged.unwrap().records, 3);
}

#[test]
fn a_clock_that_is_a_year_ahead_for_a_day_takes_no_photograph() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("settings.toml"), KEEP_TEN_DAYS).unwrap();
    let at = |days| Station::open_at(home.path(), days_ago(days)).unwrap();
    let kept = with_photo(&at(0), "kept");
    let ahead = at(-365);
    // What is recorded by the same clock makes it no likelier.
    ahead.record(disposal("ahead")).unwrap();
    assert_eq!(ahead.remove_old_photos().unwrap(), 0);
    assert!(kept.exists());
    assert_eq!(at(-1).remove_old_photos().unwrap(), 0);
    assert_eq!(at(-11).remove_old_photos().unwrap(), 1);
}

#[test]
fn what_a_clock_that_was_ahead_once_removed_comes_back_from_a_backup() {
    let [home, backups] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    fs::write(home.path().join("settings.toml"), KEEP_TEN_DAYS).unwrap();
    let station = Station::open_at(home.path(), days_ago(0)).unwrap();
    let kept = with_photo(&station, "kept");
    let ahead = days_ago(-365).now();
    let removal = Entry {
        entered: ahead,
        by: "takeback".into(),
        account: None,
        site_mode: "RESEARCH".into(),
        event: Event::Photos(PhotoRemoval {
            before: ahead.date(),
            photos: 1,
        }),
    };
    Ledger::open(home.path()).unwrap().append(removal).unwrap();
    let (backup, _) = station.back_up(Some(backups.path())).unwrap();
    drop(station);
    // Also when that day has come.
    for days in [0, -400] {
        fs::remove_dir_all(home.path().join("photos")).unwrap();
        restore(home.path(), &backup, None, days_ago(days), None).unwrap();
        assert!(kept.exists(), "{days}");
    }
}
