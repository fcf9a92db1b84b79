//! Stations of several ages.

use std::{collections::HashSet, fs, path::Path};

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use takeback::{
    ledger::{Entry, Moment, Purge},
    station::{Clock, Decision, NewDisposal, Station},
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

/// A purge of the rows in `removed`, as a station in RESEARCH records it.
pub fn purge(entered: Moment, before: Date, removed: Vec<[i64; 2]>, photos: u64) -> Entry<Purge> {
    Entry {
        entered,
        by: "A. Boss".into(),
        account: None,
        site_mode: "RESEARCH".into(),
        event: Purge {
            before,
            removed,
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

/// Sixty records by another program, while a test does something else.
pub fn record_meanwhile(home: &Path) {
    let other = Station::open(home).unwrap();
    for _ in 0..60 {
        other.record(disposal("meanwhile")).unwrap();
    }
}
