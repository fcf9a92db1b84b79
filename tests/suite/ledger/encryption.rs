//! The record encrypted at rest: made, opened, refused, copied, killed in the middle.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use crate::support::item::unidentified;
use crate::support::staff;
use rusqlite::Connection;
use takeback::{
    ledger::{LedgerError, LogFilter, Opener, is_encrypted},
    people::{Role, Secret},
    station::{Clock, NewAccount, SiteMode, Station, StationError, WindowLock, restore},
};
use tempfile::TempDir;

pub(super) const PASSPHRASE: &str = "four words of no sense";

fn passphrase() -> Opener {
    Opener::Passphrase(PASSPHRASE.to_owned().into())
}

fn open(home: &Path, opener: Option<Opener>) -> Result<Station, StationError> {
    Station::open_with(home, Clock::System, opener)
}

#[track_caller]
fn refused(opened: Result<Station, StationError>) -> LedgerError {
    match opened {
        Ok(_) => panic!("it opened"),
        Err(StationError::Ledger(error)) => error,
        Err(error) => panic!("{error}"),
    }
}

fn rewrite(station: Station, to: Option<Opener>) {
    let permitted = station.permit_rewriting(to).unwrap();
    assert!(station.rewrite(permitted).unwrap().is_intact());
}

/// A home with so many items, and a place for a key file outside it.
pub(super) fn recorded(items: usize) -> (TempDir, PathBuf) {
    let outside = tempfile::tempdir().unwrap();
    let home = outside.path().join("home");
    let station = Station::open(&home).unwrap();
    for _ in 0..items {
        station.record(unidentified()).unwrap();
    }
    (outside, home)
}

/// Whether any file in the folder holds these words.
fn lies_open(folder: &Path, words: &str) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        path.is_file() && String::from_utf8_lossy(&fs::read(path).unwrap()).contains(words)
    })
}

#[test]
fn an_encrypted_record_goes_on_with_all_it_held_and_nothing_of_it_lies_open() {
    let (outside, home) = recorded(3);
    let key_file = Opener::KeyFile(outside.path().join("record.key"));
    for opener in [passphrase(), key_file] {
        assert!(lies_open(&home, "disposal"));
        opener.make_key_file().unwrap();
        let before = open(&home, None).unwrap().verify().unwrap().records;
        rewrite(open(&home, None).unwrap(), Some(opener.clone()));
        assert!(is_encrypted(&home.join("takeback.db")).unwrap());
        let station = open(&home, Some(opener.clone())).unwrap();
        station.record(unidentified()).unwrap();
        // While it is open and its log holds pages, too.
        assert!(!lies_open(&home, "disposal") && !lies_open(&home, "SQLite format"));
        let found = station.verify().unwrap();
        assert!(found.is_intact(), "{found:?}");
        assert_eq!((found.records, found.beyond_head), (before + 2, 0));
        drop(station);
        rewrite(open(&home, Some(opener)).unwrap(), None);
        let station = open(&home, None).unwrap();
        let found = station.verify().unwrap();
        assert!(found.is_intact(), "{found:?}");
        assert_eq!(found.records, before + 3);
    }
    let station = open(&home, None).unwrap();
    assert_eq!(station.log(&LogFilter::default()).unwrap().len(), 5);
    drop(station);
    let connection = Connection::open(home.join("takeback.db")).unwrap();
    let acts: Vec<String> = connection
        .prepare("SELECT coalesce(content ->> '$.body.opened_by', 'nothing') FROM record WHERE kind = 'encryption' ORDER BY seq")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(acts, ["passphrase", "nothing", "key file", "nothing"]);
}

/// Whoever has the `sqlcipher` program needs no takeback to read the record.
#[test]
fn the_passphrase_alone_opens_the_file_as_sqlcipher_does() {
    let (_outside, home) = recorded(1);
    rewrite(open(&home, None).unwrap(), Some(passphrase()));
    let connection = Connection::open(home.join("takeback.db")).unwrap();
    connection.pragma_update(None, "key", PASSPHRASE).unwrap();
    let records: i64 = connection
        .query_row("SELECT count(*) FROM record", [], |row| row.get(0))
        .unwrap();
    assert_eq!(records, 3);
}

#[test]
fn what_does_not_open_it_is_told_apart() {
    let (outside, home) = recorded(1);
    let key_file = |name: &str| Opener::KeyFile(outside.path().join(name));
    let error = refused(open(&home, Some(passphrase())));
    assert!(matches!(error, LedgerError::NotEncrypted { .. }), "{error}");
    rewrite(open(&home, None).unwrap(), Some(passphrase()));
    let before = fs::read(home.join("takeback.db")).unwrap();
    let error = refused(open(&home, None));
    assert!(matches!(error, LedgerError::Locked { .. }), "{error}");
    let wrong = Opener::Passphrase("four words of some sense".to_owned().into());
    key_file("other").make_key_file().unwrap();
    for opener in [wrong, key_file("other")] {
        let error = refused(open(&home, Some(opener)));
        assert!(matches!(error, LedgerError::WrongKey { .. }), "{error}");
    }
    let error = refused(open(&home, Some(key_file("nowhere"))));
    assert!(matches!(error, LedgerError::NoKeyFile { .. }), "{error}");
    fs::write(outside.path().join("short"), "12ab").unwrap();
    let error = refused(open(&home, Some(key_file("short"))));
    assert!(matches!(error, LedgerError::NotAKeyFile { .. }), "{error}");
    assert_eq!(fs::read(home.join("takeback.db")).unwrap(), before);
    assert!(
        open(&home, Some(passphrase()))
            .unwrap()
            .verify()
            .unwrap()
            .is_intact()
    );
}

#[test]
fn a_weak_passphrase_or_a_second_time_is_refused() {
    let (_outside, home) = recorded(1);
    let station = open(&home, None).unwrap();
    for weak in ["short", "aaaaaaaaaaaaaaaa", "84620173"] {
        let opener = Opener::Passphrase(weak.to_owned().into());
        assert!(station.permit_rewriting(Some(opener)).is_err(), "{weak}");
    }
    assert!(matches!(
        station.permit_rewriting(None),
        Err(StationError::NotEncrypted)
    ));
    rewrite(station, Some(passphrase()));
    let station = open(&home, Some(passphrase())).unwrap();
    let again = station.permit_rewriting(Some(passphrase()));
    assert!(matches!(again, Err(StationError::AlreadyEncrypted)));
}

#[test]
fn only_an_administrator_encrypts_where_there_are_accounts() {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), Clock::System, staff::site(SiteMode::Research));
    let pin = Secret::new(staff::PIN);
    let clerk = NewAccount {
        name: "C. Clerk".into(),
        role: Role::Operator,
        officer: None,
    };
    station.add_account(clerk, &pin).unwrap();
    station
        .sign_in(station.named("C. Clerk").unwrap().id, &pin)
        .unwrap();
    let refused = station.permit_rewriting(Some(passphrase()));
    assert!(matches!(refused, Err(StationError::NotYours { .. })));
    station.sign_out(false).unwrap();
    let refused = station.permit_rewriting(Some(passphrase()));
    assert!(matches!(refused, Err(StationError::NotSignedIn { .. })));
}

#[test]
fn another_program_that_has_the_record_open_is_not_left_with_the_old_one() {
    let (_outside, home) = recorded(1);
    let (station, other) = (open(&home, None).unwrap(), open(&home, None).unwrap());
    let permitted = station.permit_rewriting(Some(passphrase())).unwrap();
    let error = station.rewrite(permitted).unwrap_err();
    assert!(
        matches!(&error, StationError::Ledger(LedgerError::Busy { .. })),
        "{error}"
    );
    other.record(unidentified()).unwrap();
    assert!(other.verify().unwrap().is_intact());
    assert!(!is_encrypted(&home.join("takeback.db")).unwrap());
}

#[test]
fn a_backup_is_encrypted_with_the_same_key_and_comes_back() {
    let (outside, home) = recorded(2);
    let backups = outside.path().join("backups");
    for opener in [
        passphrase(),
        Opener::KeyFile(outside.path().join("record.key")),
    ] {
        opener.make_key_file().unwrap();
        rewrite(open(&home, None).unwrap(), Some(opener.clone()));
        let station = open(&home, Some(opener.clone())).unwrap();
        let (folder, found) = station.back_up(Some(&backups)).unwrap();
        assert!(found.is_intact() && is_encrypted(&folder.join("takeback.db")).unwrap());
        station.record(unidentified()).unwrap();
        drop(station);
        let error = restore(&home, &folder, None, Clock::System, None).unwrap_err();
        assert!(
            matches!(error, StationError::Ledger(LedgerError::Locked { .. })),
            "{error}"
        );
        let restored = restore(&home, &folder, None, Clock::System, Some(opener.clone())).unwrap();
        assert_eq!(restored.found.records, found.records);
        assert!(restored.kept.is_some());
        let station = open(&home, Some(opener.clone())).unwrap();
        assert!(station.verify().unwrap().is_intact());
        drop(station);
        fs::remove_dir_all(&folder).unwrap();
        rewrite(open(&home, Some(opener)).unwrap(), None);
    }
}

#[test]
fn a_window_on_the_record_keeps_it_as_it_is_and_an_encrypted_one_has_one_window_too() {
    let (_outside, home) = recorded(1);
    let window = WindowLock::take(&home).unwrap();
    let station = open(&home, None).unwrap();
    let permitted = station.permit_rewriting(Some(passphrase())).unwrap();
    let error = station.rewrite(permitted).unwrap_err();
    assert!(matches!(error, StationError::AlreadyOpen(_)), "{error}");
    drop(window);
    rewrite(open(&home, None).unwrap(), Some(passphrase()));
    let _station = open(&home, Some(passphrase())).unwrap();
    let _window = WindowLock::take(&home).unwrap();
    assert!(matches!(
        WindowLock::take(&home),
        Err(StationError::AlreadyOpen(_))
    ));
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Encrypts anew and anew, killed a little later each time, until one comes through.
#[test]
fn killed_at_any_moment_the_record_is_whole_before_or_after() {
    let (outside, home) = recorded(40);
    let key = outside.path().join("record.key");
    let opener = Opener::KeyFile(key.clone());
    opener.make_key_file().unwrap();
    let mut outcomes = Vec::new();
    for round in 0..400_u64 {
        let tried = outside.path().join("tried");
        copy_folder(&home, &tried);
        let mut program = Command::new(env!("CARGO_BIN_EXE_takeback"))
            .arg("--home")
            .arg(&tried)
            .args(["encrypt", "--key-file"])
            .arg(&key)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(round * 5));
        program.kill().unwrap();
        let came_through = program.wait().unwrap().success();
        let encrypted = is_encrypted(&tried.join("takeback.db")).unwrap();
        let station = open(&tried, encrypted.then(|| opener.clone())).unwrap();
        let found = station.verify().unwrap();
        assert!(found.is_intact(), "{found:?}");
        assert_eq!(station.log(&LogFilter::default()).unwrap().len(), 40);
        station.record(unidentified()).unwrap();
        assert!(
            !tried.join("takeback.db.new").exists(),
            "what a kill left is gone"
        );
        drop(station);
        fs::remove_dir_all(&tried).unwrap();
        outcomes.push((encrypted, came_through));
        if came_through {
            assert!(encrypted);
            break;
        }
    }
    assert_eq!(
        outcomes.last(),
        Some(&(true, true)),
        "it never came through"
    );
    assert!(outcomes.len() > 3, "it was never killed while it worked");
}
