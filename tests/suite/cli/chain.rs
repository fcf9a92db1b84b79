//! The commands that keep the record, run as a person would, with exit statuses.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::support::{hand, item};
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

#[test]
fn another_stations_key_is_told_in_words_with_what_to_do() {
    let (home, other) = (home_with(2), home_with(2));
    let outside = tempfile::tempdir().unwrap();
    let at = |name: &str| outside.path().join(name).display().to_string();
    let (keys, fresh) = (at("keys"), outside.path().join("fresh"));
    assert_eq!(
        takeback(home.path(), &["backup", "--to", &at("backups")]).0,
        0
    );
    assert_eq!(takeback(other.path(), &["backup", "--keys", &keys]).0, 0);
    let backup = backup_in(&outside.path().join("backups"));
    let backup = backup.display().to_string();
    let (status, _, error) = takeback(&fresh, &["restore", &backup, "--keys", &keys]);
    assert_eq!(status, 3);
    assert!(
        error.contains("sealed with another key") && error.contains("(--keys)"),
        "{error}"
    );
    // Put there by hand: beside no record, and beside another one.
    let foreign = outside.path().join("keys/chain.key");
    fs::copy(&foreign, fresh.join("chain.key")).unwrap();
    let (status, out, _) = takeback(&fresh, &["doctor"]);
    assert_eq!(status, 1);
    assert!(out.contains("takeback restore BACKUP"), "{out}");
    assert!(!fresh.join("takeback.db").exists());
    fs::copy(&foreign, home.path().join("chain.key")).unwrap();
    for command in ["verify", "doctor"] {
        let (status, out, error) = takeback(home.path(), &[command]);
        let said = [out, error].concat();
        assert_eq!(status, 3, "{said}");
        assert!(said.contains("put this station's own back"), "{said}");
        // Whoever overwrites every seal leaves the same.
        assert!(said.contains("restore the latest backup"), "{said}");
    }
}

#[test]
fn a_restore_says_that_the_key_that_signs_is_not_the_one_of_the_backup() {
    let (home, other) = (home_with(2), home_with(2));
    let outside = tempfile::tempdir().unwrap();
    let at = |name: &str| outside.path().join(name).display().to_string();
    let (own, mixed, fresh) = (at("own"), at("mixed"), outside.path().join("fresh"));
    assert_eq!(
        takeback(home.path(), &["backup", "--to", &at("backups")]).0,
        0
    );
    for keys in [&own, &mixed] {
        assert_eq!(takeback(home.path(), &["backup", "--keys", keys]).0, 0);
    }
    let foreign = other.path().join("signing.key");
    fs::copy(foreign, outside.path().join("mixed/signing.key")).unwrap();
    let backup = backup_in(&outside.path().join("backups"));
    let backup = backup.display().to_string();
    let not_the_one = "is not the one of the backup";
    let (status, out, _) = takeback(&fresh, &["restore", &backup, "--keys", &mixed]);
    assert_eq!(status, 0);
    assert!(out.contains(not_the_one), "{out}");
    // As it says.
    for name in ["signing.key", "signing.pub"] {
        fs::remove_file(fresh.join(name)).unwrap();
    }
    let (status, out, _) = takeback(&fresh, &["restore", &backup, "--keys", &own]);
    assert_eq!(status, 0);
    assert!(!out.contains(not_the_one), "{out}");
    assert_eq!(takeback(&fresh, &["verify"]).0, 0);
}

/// As SECURITY.md says: put back, or a new pair.
#[test]
fn a_signing_key_that_is_lost_is_told_wherever_it_is_missed() {
    let home = home_with(3);
    let outside = tempfile::tempdir().unwrap();
    let at = |name: &str| outside.path().join(name).display().to_string();
    let keys = at("keys");
    fs::remove_file(home.path().join("signing.key")).unwrap();
    let (status, out, _) = takeback(home.path(), &["backup", "--to", &at("backups")]);
    assert_eq!(status, 0);
    assert!(out.contains("no signed head is in it"), "{out}");
    let (status, out, _) = takeback(home.path(), &["backup", "--keys", &keys]);
    assert_eq!(status, 0);
    assert!(out.contains("is missing and was not copied"), "{out}");
    let backup = backup_in(&outside.path().join("backups"));
    let backup = backup.display().to_string();
    let fresh = outside.path().join("fresh");
    let (status, out, _) = takeback(&fresh, &["restore", &backup, "--keys", &keys]);
    assert_eq!(status, 0);
    assert!(out.contains("nothing more is signed"), "{out}");

    fs::create_dir(at("moved")).unwrap();
    for name in ["signing.pub", "heads"] {
        fs::rename(
            home.path().join(name),
            outside.path().join("moved").join(name),
        )
        .unwrap();
    }
    assert_eq!(takeback(home.path(), &["head"]).0, 0);
    let (heads, public) = (at("moved/heads"), at("moved/signing.pub"));
    let (status, _, error) = takeback(home.path(), &["verify", "--against", &heads]);
    assert_eq!(status, 3);
    assert!(
        error.contains("--public-key") && !error.contains("latest backup"),
        "{error}"
    );
    let (status, out, _) = takeback(
        home.path(),
        &["verify", "--against", &heads, "--public-key", &public],
    );
    assert_eq!(status, 0);
    assert!(out.contains("signed heads that agree"), "{out}");
    let (status, out, _) = takeback(home.path(), &["restore", &backup]);
    assert_eq!(status, 0);
    assert!(out.contains("--public-key"), "{out}");
    assert_eq!(takeback(home.path(), &["verify"]).0, 0);
}

/// Whose home it is could not write what root put there.
#[cfg(target_os = "linux")]
#[test]
fn root_puts_no_files_in_the_home_of_another_user() {
    const SOMEBODY: u32 = 12_345;
    let home = home_with(3);
    let outside = tempfile::tempdir().unwrap();
    let to = outside.path().display().to_string();
    assert_eq!(takeback(home.path(), &["backup", "--to", &to]).0, 0);
    let backup = backup_in(outside.path()).display().to_string();
    if std::os::unix::fs::chown(home.path(), Some(SOMEBODY), None).is_err() {
        eprintln!("skipped: only root gives files away");
        return;
    }
    let not_yet = home.path().join("new");
    for (home, command) in [
        (home.path(), &["restore", &backup][..]),
        (&not_yet, &["restore", &backup]),
        (home.path(), &["encrypt"]),
    ] {
        let (status, out, error) = takeback(home, command);
        assert_eq!(status, 1, "{out}{error}");
        assert!(error.contains("sudo -H -u '#12345'"), "{error}");
    }
    assert_eq!(takeback(home.path(), &["verify"]).0, 0);
    assert!(!not_yet.exists());
}
