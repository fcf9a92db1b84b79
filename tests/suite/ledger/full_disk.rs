//! A disk that is full or cannot be written loses nothing that was confirmed, and says what to do.
//!
//! Needs a disk of its own, which only root may mount; elsewhere it says that it did not run.

#![cfg(target_os = "linux")]

use std::{fs, io::Write, path::Path, process::Command};

use crate::support::{
    output::{fine, refused},
    program::run,
    release,
};
use takeback::{
    ledger::{Ledger, LedgerError, LogFilter, PublicKey, SigningKey},
    station::{CheckWith, Decision, NewDisposal, Station, StationError},
};

/// A small disk in memory, gone with the value.
struct Disk(tempfile::TempDir);

impl Disk {
    /// None where this user may not mount.
    fn mount(size: &str) -> Option<Self> {
        let disk = Self(tempfile::tempdir().unwrap());
        mount(
            &["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"],
            disk.0.path(),
        )
        .then_some(disk)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount")
            .args(["-l"])
            .arg(self.0.path())
            .status();
    }
}

fn mount(arguments: &[&str], path: &Path) -> bool {
    let mut command = Command::new("mount");
    let done = command.args(arguments).arg(path).output();
    done.is_ok_and(|output| output.status.success())
}

/// Leaves no room on the disk that `ballast` lies on.
fn fill(ballast: &Path) {
    let mut file = fs::File::create(ballast).unwrap();
    let mut block = vec![0_u8; 65_536];
    while !block.is_empty() {
        if file.write_all(&block).is_err() {
            block.truncate(block.len() / 2);
        }
    }
}

fn record(station: &Station) -> Result<String, StationError> {
    let new = NewDisposal {
        photos: vec!["c0".repeat(32)],
        suggestion: None,
        decision: Decision::Unidentified,
        picked_rank: None,
        quantity: 1,
        acted_on: None,
        reference: Some("x".repeat(1000)),
        discontinued: None,
        package: None,
    };
    station.record(new).map(|row| row.id.to_string())
}

fn kept(station: &Station) -> Vec<String> {
    let rows = station.log(&LogFilter::default()).unwrap();
    rows.iter().rev().map(|row| row.id.to_string()).collect()
}

#[test]
fn a_full_disk_loses_nothing_and_recording_goes_on_when_there_is_room() {
    let Some(disk) = Disk::mount("2m") else {
        println!("skipped: this user may not mount a disk");
        return;
    };
    let home = disk.0.path();
    let ballast = home.join("ballast");
    let station = Station::open(home).unwrap();
    fs::write(&ballast, vec![0; 700_000]).unwrap();
    let mut safe = Vec::new();
    let error = loop {
        match record(&station) {
            Ok(id) => safe.push(id),
            Err(error) => break error,
        }
        assert!(safe.len() < 10_000, "the disk never filled");
    };
    assert!(
        matches!(error, StationError::Ledger(LedgerError::DiskFull { .. })),
        "{error:?}"
    );
    assert!(error.to_string().contains("free some space"), "{error}");
    assert!(!safe.is_empty());
    // Still full: what is there can be read and is whole.
    assert_eq!(kept(&station), safe);
    assert!(record(&station).is_err());
    fs::remove_file(&ballast).unwrap();
    safe.push(record(&station).unwrap());
    drop(station);
    let station = Station::open(home).unwrap();
    assert_eq!(kept(&station), safe);
    let found = station.verify().unwrap();
    assert!(found.is_intact(), "{found:?}");
    // A backup that does not fit says so and leaves none behind that could be taken for one.
    fill(&ballast);
    let backups = home.join("backups");
    assert!(station.back_up(Some(&backups)).is_err());
    let whole = fs::read_dir(&backups).into_iter().flatten().flatten();
    let whole = whole.filter(|entry| entry.path().extension().is_none());
    assert_eq!(whole.count(), 0);
    assert_eq!(kept(&station), safe);
}

/// Whoever only reads needs room for the index of the write-ahead log.
#[test]
fn a_disk_that_is_full_at_the_start_is_told_to_whoever_reads_too() {
    let Some(disk) = Disk::mount("2m") else {
        println!("skipped: this user may not mount a disk");
        return;
    };
    let home = disk.0.path();
    record(&Station::open(home).unwrap()).unwrap();
    let ballast = home.join("ballast");
    fill(&ballast);
    for command in ["log", "verify"] {
        let why = "is full; free some space and try again";
        refused(&run(home, &[command]), 1, why);
    }
    fs::remove_file(&ballast).unwrap();
    for command in ["log", "verify"] {
        fine(&run(home, &[command]));
    }
}

#[test]
fn a_disk_that_turns_read_only_is_named_and_nothing_is_lost() {
    let Some(disk) = Disk::mount("8m") else {
        println!("skipped: this user may not mount a disk");
        return;
    };
    let home = disk.0.path();
    let station = Station::open(home).unwrap();
    let safe = vec![record(&station).unwrap()];
    drop(station);
    assert!(mount(&["-o", "remount,ro"], home));
    let error = Station::open(home).err().unwrap();
    let words = error.to_string();
    assert!(
        words.contains("chain.head") && words.contains("writable"),
        "{words}"
    );
    assert!(mount(&["-o", "remount,rw"], home));
    let station = Station::open(home).unwrap();
    assert_eq!(kept(&station), safe);
    assert!(station.verify().unwrap().is_intact());
}

#[test]
fn a_release_that_does_not_fit_leaves_the_room_that_there_was() {
    let Some(disk) = Disk::mount("4m") else {
        println!("skipped: this user may not mount a disk");
        return;
    };
    let (home, outside) = (disk.0.path(), tempfile::tempdir().unwrap());
    release::release(outside.path(), "large", &vec![0_u8; 2_000_000]);
    let publisher = outside.path().join("signing.pub");
    let settings = format!("model_publisher = {publisher:?}");
    fs::write(home.join("settings.toml"), settings).unwrap();
    let station = Station::open(home).unwrap();
    let check = CheckWith::Nothing("a test");
    let error = station.install_model(&outside.path().join("large"), &check);
    let error = error.unwrap_err();
    assert!(matches!(error, StationError::File { .. }), "{error}");
    let models = fs::read_dir(home.join("models")).unwrap();
    let mut names = models.map(|entry| entry.unwrap().file_name());
    assert!(names.all(|name| name == "change.lock"));
    record(&station).unwrap();
}

#[test]
fn a_disk_that_is_full_at_the_first_start_leaves_no_half_key() {
    let Some(disk) = Disk::mount("2m") else {
        println!("skipped: this user may not mount a disk");
        return;
    };
    let home = disk.0.path();
    let ballast = home.join("ballast");
    assert!(fs::write(&ballast, vec![0; 4_000_000]).is_err());
    let error = Ledger::open(home).err().unwrap();
    assert!(error.to_string().contains("chain.key"), "{error}");
    let files = fs::read_dir(home).unwrap();
    let mut names = files.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(names.all(|name| !name.contains(".key")));
    fs::remove_file(&ballast).unwrap();
    let station = Station::open(home).unwrap();
    assert!(station.verify().unwrap().is_intact());
}

/// Half of one would stay: it is made where none is there.
#[test]
fn a_disk_that_is_full_leaves_no_half_of_the_key_that_others_check_with() {
    let Some(disk) = Disk::mount("2m") else {
        println!("skipped: this user may not mount a disk");
        return;
    };
    let home = disk.0.path();
    let key = SigningKey::load_or_create(home).unwrap().unwrap();
    let (public, ballast) = (home.join("signing.pub"), home.join("ballast"));
    fs::remove_file(&public).unwrap();
    assert!(fs::write(&ballast, vec![0; 4_000_000]).is_err());
    assert!(SigningKey::load_or_create(home).is_err());
    let files = fs::read_dir(home).unwrap();
    let names = files.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert_eq!(names, ["ballast", "signing.key"]);
    fs::remove_file(&ballast).unwrap();
    SigningKey::load_or_create(home).unwrap();
    assert_eq!(PublicKey::read(&public).unwrap(), key.public());
}
