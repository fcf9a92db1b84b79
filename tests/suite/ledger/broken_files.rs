//! Files that are missing, damaged or out of reach give one clear error and are left as they are.

use std::{fs, path::Path};

use crate::support::item::unidentified;
use takeback::{
    ledger::{Finding, LedgerError},
    station::{Station, StationError, home_dir},
};

fn open_error(home: &Path) -> StationError {
    match Station::open(home) {
        Ok(_) => panic!("{} opened", home.display()),
        Err(error) => error,
    }
}

#[test]
fn a_first_start_makes_everything_for_its_owner_alone() {
    let parent = tempfile::tempdir().unwrap();
    let home = parent.path().join("deep/takeback");
    Station::open(&home).unwrap();
    for file in ["settings.toml", "takeback.db", "chain.key", "chain.head"] {
        assert!(home.join(file).is_file(), "{file}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&home), 0o700);
        assert_eq!(mode(&home.join("chain.key")), 0o600);
    }
}

#[test]
fn damaged_settings_name_the_line_and_are_not_overwritten() {
    for (text, line, word) in [
        ("site_mode = \"RESEARCH\"\noperator = [\n", 2, "array"),
        ("site_mode = \"MOON\"", 1, "LE_EVENT"),
        ("# comment\n\nsite_mod = \"HHW\"", 3, "site_mod"),
        ("operator = 7", 1, "string"),
    ] {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("settings.toml");
        fs::write(&path, text).unwrap();
        let error = open_error(home.path());
        let StationError::Settings {
            line: named,
            message,
            ..
        } = &error
        else {
            panic!("{error}")
        };
        assert_eq!(*named, line, "{error}");
        assert!(message.contains(word), "{error}");
        assert!(!message.contains('\n'), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        assert!(!home.path().join("takeback.db").exists());
    }
}

/// The settings as a first start writes them, with more below.
fn settings_with(home: &Path, more: &str) -> String {
    drop(Station::open(home).unwrap());
    let path = home.join("settings.toml");
    let shipped = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{shipped}{more}\n")).unwrap();
    shipped
}

#[test]
fn a_setting_that_cannot_be_is_named_where_it_stands() {
    for (wrong, word) in [
        ("registration = \"garbage\"", "check digit"),
        ("registration = \"AB1234564\"", "check digit"),
        ("keep_years = 1", "21 CFR 1304.04(a)"),
    ] {
        let home = tempfile::tempdir().unwrap();
        let shipped = settings_with(home.path(), wrong);
        let error = open_error(home.path());
        let StationError::Settings { line, message, .. } = &error else {
            panic!("{error}")
        };
        assert_eq!(*line, shipped.lines().count() + 1, "{error}");
        assert!(message.contains(word), "{error}");
    }
}

#[test]
fn a_setting_that_says_nothing_is_as_good_as_none() {
    let home = tempfile::tempdir().unwrap();
    settings_with(home.path(), "operator = \" \"\nregistration = \"\"");
    let station = Station::open(home.path()).unwrap();
    assert!(!station.operator().trim().is_empty());
    assert_eq!(station.site().registration, "");
}

#[test]
fn what_is_no_database_is_refused_and_left_alone() {
    let home = tempfile::tempdir().unwrap();
    drop(Station::open(home.path()).unwrap());
    let path = home.path().join("takeback.db");
    let garbage = b"not a database, but somebody's only copy of something ".repeat(400);
    fs::write(&path, &garbage).unwrap();
    let error = open_error(home.path());
    assert!(
        matches!(error, StationError::Ledger(LedgerError::Damaged { .. })),
        "{error}"
    );
    assert!(error.to_string().contains("takeback.db"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), garbage);
}

#[test]
fn a_damaged_page_is_found() {
    let home = tempfile::tempdir().unwrap();
    let station = Station::open(home.path()).unwrap();
    for _ in 0..40 {
        station.record(unidentified()).unwrap();
    }
    // The last connection to close moves everything into the database file.
    drop(station);
    let path = home.path().join("takeback.db");
    let mut bytes = fs::read(&path).unwrap();
    assert!(!home.path().join("takeback.db-wal").exists());
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0xa5);
    fs::write(&path, &bytes).unwrap();
    let found = match Station::open(home.path()) {
        Ok(station) => station
            .verify()
            .unwrap()
            .finding
            .map(|finding| matches!(finding, Finding::Damaged { .. })),
        Err(error) => Some(matches!(
            error,
            StationError::Ledger(LedgerError::Damaged { .. })
        )),
    };
    assert_eq!(found, Some(true));
}

#[test]
fn a_ledger_of_a_newer_version_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    drop(Station::open(home.path()).unwrap());
    let connection = rusqlite::Connection::open(home.path().join("takeback.db")).unwrap();
    // As it would have: the number alone would be another hand's.
    connection
        .execute_batch("CREATE TABLE of_later (text)")
        .unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let error = open_error(home.path());
    assert!(
        matches!(error, StationError::Ledger(LedgerError::Newer { .. })),
        "{error}"
    );
}

#[test]
fn without_its_key_a_ledger_is_not_extended() {
    let home = tempfile::tempdir().unwrap();
    drop(Station::open(home.path()).unwrap());
    let key = home.path().join("chain.key");
    fs::write(&key, "shorter than a key\n").unwrap();
    let error = open_error(home.path());
    assert!(
        matches!(error, StationError::Ledger(LedgerError::KeyDamaged { .. })),
        "{error}"
    );
    fs::remove_file(&key).unwrap();
    let error = open_error(home.path());
    assert!(
        matches!(error, StationError::Ledger(LedgerError::KeyMissing { .. })),
        "{error}"
    );
    assert!(!key.exists());
}

#[test]
fn a_home_that_cannot_be_used_is_named() {
    let parent = tempfile::tempdir().unwrap();
    let file = parent.path().join("file");
    fs::write(&file, "").unwrap();
    for home in [file.clone(), file.join("below")] {
        let error = open_error(&home);
        assert!(matches!(error, StationError::Home { .. }), "{error}");
        assert!(error.to_string().contains("file"), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let set = |mode| fs::set_permissions(home.path(), fs::Permissions::from_mode(mode)).unwrap();
    set(0o500);
    if fs::write(home.path().join("probe"), "").is_ok() {
        println!("skipped: this user may write into a read-only folder");
        return;
    }
    let error = open_error(home.path());
    set(0o700);
    assert!(
        matches!(error, StationError::SettingsFile { .. }),
        "{error}"
    );
    assert!(error.to_string().contains("permissions"), "{error}");
}

#[test]
fn the_home_that_is_asked_for_wins() {
    assert_eq!(
        home_dir(Some("/some/where".into())).unwrap(),
        Path::new("/some/where")
    );
}
