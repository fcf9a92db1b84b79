//! Stations to tamper with, and the hands that do it.

use std::{fs, path::Path};

use crate::support::{hand, item::unidentified};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use takeback::{
    ledger::{Finding, PublicKey, SignedHead, verify_copy},
    station::{NewDisposal, Station, StationError},
};

/// A station with its set-up as record 1 and disposals as records 2 to `last`.
pub fn home_with(last: i64) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let station = Station::open(home.path()).unwrap();
    for _ in 2..=last {
        record(&station).unwrap();
    }
    home
}

pub fn record(station: &Station) -> Result<i64, StationError> {
    let new = NewDisposal {
        photos: vec!["0f".repeat(32)],
        ..unidentified()
    };
    station.record(new).map(|row| row.seq)
}

/// Edits the database as someone would who knows it well: the triggers are put back afterwards.
pub fn edit(home: &Path, sql: &str) {
    edit_with(home, |connection| connection.execute_batch(sql).unwrap());
}

fn edit_with(home: &Path, work: impl FnOnce(&Connection)) {
    let connection = Connection::open(home.join("takeback.db")).unwrap();
    hand::edit(&connection, work);
}

pub fn copy_home(home: &Path, to: &Path) {
    for file in [
        "takeback.db",
        "takeback.db-wal",
        "chain.key",
        "chain.head",
        "signing.key",
        "signing.pub",
        "settings.toml",
    ] {
        let from = home.join(file);
        if from.exists() {
            fs::copy(from, to.join(file)).unwrap();
        }
    }
}

pub fn finding(home: &Path) -> Option<Finding> {
    Station::open(home).unwrap().verify().unwrap().finding
}

/// Does what needs no secret: makes every hash follow from the contents again.
pub fn rehash(home: &Path) {
    let mut previous = [0_u8; 32];
    let connection = Connection::open(home.join("takeback.db")).unwrap();
    let rows: Vec<(i64, String)> = connection
        .prepare("SELECT seq, content FROM record ORDER BY seq")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut hashes = Vec::new();
    for (seq, content) in rows {
        previous = Sha256::new()
            .chain_update(b"takeback record v1\0")
            .chain_update(previous)
            .chain_update(Sha256::digest(content))
            .finalize()
            .into();
        hashes.push((previous, seq));
    }
    drop(connection);
    edit_with(home, |connection| {
        for hash in &hashes {
            connection
                .execute("UPDATE record SET hash = ? WHERE seq = ?", *hash)
                .unwrap();
        }
    });
}

/// What an inspector without the key finds on a copy, given the heads in `heads`.
pub fn copy_finding(home: &Path, heads: &Path) -> Option<Finding> {
    let public = PublicKey::read(&home.join("signing.pub")).unwrap();
    let heads = SignedHead::read_all(&[heads.to_owned()], &public).unwrap();
    verify_copy(&home.join("takeback.db"), &heads, None)
        .unwrap()
        .finding
}
