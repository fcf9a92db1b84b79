//! The commands that keep the record, run as a person would, with exit statuses.

#![allow(
    clippy::unwrap_used,
    reason = "a helper of a test fails it the same way"
)]

#[path = "support/hand.rs"]
mod hand;
#[path = "support/item.rs"]
mod item;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use rusqlite::Connection;
use takeback::station::Station;

fn home_with(last: i64) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let station = Station::open(home.path()).unwrap();
    for _ in 2..=last {
        let new = item::unidentified();
        station.record(new).unwrap();
    }
    home
}

/// Status, standard output and standard error of `takeback` in `home`.
fn takeback(home: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_takeback"))
        .arg("--home")
        .arg(home)
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// The one folder that a backup made in `backups`.
fn backup_in(backups: &Path) -> PathBuf {
    fs::read_dir(backups)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path()
}

#[test]
fn an_inspector_checks_a_copy_with_a_head_and_the_public_key() {
    let home = home_with(5);
    let inspector = tempfile::tempdir().unwrap();
    let at = |name: &str| inspector.path().join(name).display().to_string();
    let (status, printed, _) = takeback(home.path(), &["head"]);
    assert_eq!(status, 0);
    // Typed off by hand, in capitals and without the last line.
    let typed = printed
        .to_uppercase()
        .replacen("TAKEBACK HEAD 1", "takeback head 1", 1);
    fs::write(at("head.txt"), typed.split('#').next().unwrap()).unwrap();
    let (status, ..) = takeback(home.path(), &["backup", "--to", &at("backups")]);
    assert_eq!(status, 0);
    let copy = backup_in(&inspector.path().join("backups")).join("takeback.db");
    fs::copy(home.path().join("signing.pub"), at("signing.pub")).unwrap();

    let nowhere = inspector.path().join("no-home");
    let copy = copy.display().to_string();
    let (head, key) = (at("head.txt"), at("signing.pub"));
    let arguments = [
        "verify",
        "--database",
        &copy,
        "--against",
        &head,
        "--public-key",
        &key,
    ];
    let (status, out, error) = takeback(&nowhere, &arguments);
    assert_eq!((status, error.as_str()), (0, ""));
    assert!(out.contains("5 records, the chain holds"), "{out}");
    assert!(!nowhere.exists(), "checking a copy makes no home");

    fs::write(&head, printed.replace("Records:   5", "Records:   4")).unwrap();
    let (status, _, error) = takeback(&nowhere, &arguments);
    assert_eq!(status, 3);
    assert!(
        error.contains("head.txt does not carry a valid signature"),
        "{error}"
    );
    let (status, ..) = takeback(&nowhere, &["verify", "--database", &copy]);
    assert_eq!(status, 2);
}

#[test]
fn a_backup_is_put_back_and_a_cut_is_told() {
    let home = home_with(3);
    let backups = home.path().join("backups");
    let to = backups.display().to_string();
    assert_eq!(takeback(home.path(), &["backup", "--to", &to]).0, 0);
    let backup = backup_in(&backups).display().to_string();
    let (status, out, _) = takeback(home.path(), &["restore", &backup]);
    assert_eq!(status, 0);
    assert!(out.contains("3 records restored"), "{out}");
    assert!(out.contains("replaced-"), "{out}");
    let (status, out, _) = takeback(home.path(), &["verify"]);
    assert_eq!((status, out.starts_with("4 records")), (0, true), "{out}");
    let (status, _, error) = takeback(home.path(), &["backup"]);
    assert_eq!(status, 1);
    assert!(error.contains("backup_folder"), "{error}");
    fs::remove_file(Path::new(&backup).join("chain.head")).unwrap();
    let (status, _, error) = takeback(home.path(), &["restore", &backup]);
    assert_eq!(status, 3);
    assert!(error.contains("nothing was replaced"), "{error}");
}

#[test]
fn a_signed_export_is_checked_anywhere() {
    let home = home_with(3);
    let folder = home.path().join("for-the-inspector");
    let path = folder.display().to_string();
    assert_eq!(takeback(home.path(), &["export", "--bundle", &path]).0, 0);
    let nowhere = home.path().join("no-home");
    let (status, out, _) = takeback(&nowhere, &["verify-export", &path]);
    assert_eq!(status, 0);
    assert!(
        out.contains("2 files are as signed") && out.contains("fingerprint"),
        "{out}"
    );
    fs::write(folder.join("disposals.csv"), "").unwrap();
    let key = home.path().join("signing.pub").display().to_string();
    let (status, _, error) = takeback(&nowhere, &["verify-export", &path, "--public-key", &key]);
    assert_eq!(status, 3);
    assert!(error.contains("disposals.csv was changed"), "{error}");
    // What somebody changed is not signed.
    let database = Connection::open(home.path().join("takeback.db")).unwrap();
    hand::edit(&database, |connection| {
        let falsify =
            "UPDATE record SET content = json_set(content, '$.by', 'someone else') WHERE seq = 2";
        connection.execute(falsify, []).unwrap();
    });
    drop(database);
    let again = home.path().join("again");
    let (status, _, error) = takeback(
        home.path(),
        &["export", "--bundle", &again.display().to_string()],
    );
    assert_eq!(status, 3);
    assert!(error.contains("record 2 was changed"), "{error}");
    assert!(!again.exists());
    // Neither a file nor a bundle: wrong use.
    assert_eq!(takeback(home.path(), &["export"]).0, 2);
    let (status, _, error) = takeback(
        home.path(),
        &["purge", "--before", "2999-01-01", "--export", "x"],
    );
    assert_eq!(status, 1);
    assert!(error.contains("kept for 3 years"), "{error}");
}
