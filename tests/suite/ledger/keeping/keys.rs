//! Which keys a backup is put back with, and what a record does without one of them.

use std::{collections::HashSet, fs, path::Path};

use takeback::{
    ledger::{Finding, LedgerError, PublicKey},
    station::{Clock, PutBack, Station, StationError, restore},
};

use super::ages::{disposal, home_with, names};
use crate::support::{
    output::{fine, refused, text},
    program::run,
};

fn put_back(home: &Path, backup: &Path, keys: Option<&Path>) -> Result<PutBack, StationError> {
    restore(home, backup, keys, Clock::System, None)
}

/// The record in `home` verifies, and has so many records.
#[track_caller]
fn assert_holds(home: &Path, records: u64) {
    let found = Station::open(home).unwrap().verify().unwrap();
    assert_eq!((found.records, found.finding), (records, None));
}

#[test]
fn the_keys_of_another_station_are_told_and_not_left_behind() {
    let (_home, station) = home_with(3);
    let (_other_home, other) = home_with(2);
    let [backups, keys, theirs, fresh] = [(); 4].map(|()| tempfile::tempdir().unwrap());
    let (backup, _) = station.back_up(Some(backups.path())).unwrap();
    station.copy_keys(keys.path()).unwrap();
    other.copy_keys(theirs.path()).unwrap();
    let with = |keys: &Path| put_back(fresh.path(), &backup, Some(keys));
    let error = with(theirs.path()).unwrap_err();
    assert!(
        matches!(error, StationError::BackupOfOtherKey { .. }),
        "{error}"
    );
    let left = names(fresh.path());
    assert!(left.iter().all(|name| !name.contains(".key")), "{left:?}");
    with(keys.path()).unwrap();
    assert_holds(fresh.path(), 4);
}

#[test]
fn a_record_goes_on_without_the_key_that_signs() {
    let (home, station) = home_with(3);
    let [backups, keys, fresh] = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let (backup, _) = station.back_up(Some(backups.path())).unwrap();
    fs::remove_file(home.path().join("signing.key")).unwrap();
    station.copy_keys(keys.path()).unwrap();
    assert_eq!(names(keys.path()), HashSet::from(["chain.key".to_owned()]));
    put_back(fresh.path(), &backup, Some(keys.path())).unwrap();
    let station = Station::open(fresh.path()).unwrap();
    let found = station.verify().unwrap();
    assert_eq!((found.records, found.finding), (4, None));
    assert!(!fresh.path().join("signing.key").exists());
    station.record(disposal("2026-7")).unwrap();
}

#[test]
fn a_key_without_its_record_begins_no_other_and_keeps_no_backup_out() {
    let [home, backups, fresh, begun] = [(); 4].map(|()| tempfile::tempdir().unwrap());
    let settings = "keep_photos = true";
    fs::write(home.path().join("settings.toml"), settings).unwrap();
    let station = Station::open(home.path()).unwrap();
    let (backup, _) = station.back_up(Some(backups.path())).unwrap();
    for to in [&fresh, &begun] {
        fs::copy(home.path().join("chain.key"), to.path().join("chain.key")).unwrap();
    }
    let error = Station::open(fresh.path()).err().unwrap();
    assert!(
        matches!(
            error,
            StationError::Ledger(LedgerError::RecordMissing { .. })
        ),
        "{error}"
    );
    assert!(!fresh.path().join("takeback.db").exists());
    put_back(fresh.path(), &backup, None).unwrap();
    assert_holds(fresh.path(), 2);
    // Those of the backup, and not what the start made that was refused.
    let now = fs::read_to_string(fresh.path().join("settings.toml")).unwrap();
    assert_eq!(now, settings);
    // What a first start leaves that a crash ends.
    fs::write(begun.path().join("takeback.db"), "").unwrap();
    assert_holds(begun.path(), 1);
}

/// A `signing.key` that is lost for good, as SECURITY.md says.
#[test]
fn a_backup_of_before_the_new_pair_that_signs_verifies_once_it_is_put_back() {
    let (home, station) = home_with(4);
    let [backups, keys, moved, fresh] = [(); 4].map(|()| tempfile::tempdir().unwrap());
    let (backup, _) = station.back_up(Some(backups.path())).unwrap();
    drop(station);
    fs::remove_file(home.path().join("signing.key")).unwrap();
    for name in ["signing.pub", "heads"] {
        fs::rename(home.path().join(name), moved.path().join(name)).unwrap();
    }
    let station = Station::open(home.path()).unwrap();
    station.copy_keys(keys.path()).unwrap();
    drop(station);
    for (home, keys) in [(&home, None), (&fresh, Some(keys.path()))] {
        let restored = put_back(home.path(), &backup, keys).unwrap();
        let station = Station::open(home.path()).unwrap();
        let found = station.verify().unwrap();
        assert_eq!((found.records, found.finding), (5, None));
        // The earlier heads still prove what they did.
        let heads = restored.other_heads.unwrap();
        let public = PublicKey::read(&heads.join("signing.pub")).unwrap();
        let found = station.verify_against(&[heads], Some(&public)).unwrap();
        assert_eq!(found.finding, None);
        assert!(found.heads > 1, "{found:?}");
    }
    let new = fs::read(home.path().join("signing.pub")).unwrap();
    assert_eq!(fs::read(fresh.path().join("signing.pub")).unwrap(), new);
    assert_ne!(fs::read(moved.path().join("signing.pub")).unwrap(), new);
}

/// The key files of all stations have the same names.
#[test]
fn a_public_half_of_another_key_is_told_and_goes_into_no_backup() {
    let ((home, station), (other, _)) = (home_with(3), home_with(2));
    drop(station);
    let public = home.path().join("signing.pub");
    let own = fs::read(&public).unwrap();
    let theirs = fs::read(other.path().join("signing.pub")).unwrap();
    for wrong in [theirs, b"garbage".to_vec()] {
        fs::write(&public, wrong).unwrap();
        let doctor = run(home.path(), &["doctor"]);
        let said = text(&doctor.stdout);
        let mut lines = said.lines();
        let signing = lines.find(|line| line.split_whitespace().nth(1) == Some("signing"));
        let signing = signing.unwrap();
        assert!(
            signing.starts_with("PROBLEM") && signing.contains(public.to_str().unwrap()),
            "{said}"
        );
        // Neither recording nor a backup waits for it.
        let station = Station::open(home.path()).unwrap();
        station.record(disposal("2026-7")).unwrap();
        let backups = tempfile::tempdir().unwrap();
        let (backup, _) = station.back_up(Some(backups.path())).unwrap();
        let at = |name: &str| backup.join(name).display().to_string();
        let (copy, head, key) = (at("takeback.db"), at("head.txt"), at("signing.pub"));
        let check = [
            "verify",
            "--database",
            &copy,
            "--against",
            &head,
            "--public-key",
            &key,
        ];
        fine(&run(home.path(), &check));
        assert_eq!(fs::read(&key).unwrap(), own);
        // Makers hand it out.
        let (keys, out) = (home.path().to_str().unwrap(), at("release"));
        let pack = ["model", "pack", "--key", keys, "--out", &out];
        refused(&run(home.path(), &pack), 1, public.to_str().unwrap());
    }
    // As doctor says.
    fs::remove_file(&public).unwrap();
    drop(Station::open(home.path()).unwrap());
    assert_eq!(fs::read(&public).unwrap(), own);
}

/// As earlier releases made it where another station's lay at home.
#[test]
fn a_backup_with_the_public_key_of_another_station_keeps_its_heads_all_the_same() {
    let ((home, station), (other, _)) = (home_with(3), home_with(2));
    let [backups, keys, fresh] = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let (backup, _) = station.back_up(Some(backups.path())).unwrap();
    station.copy_keys(keys.path()).unwrap();
    drop(station);
    let theirs = other.path().join("signing.pub");
    fs::copy(theirs, backup.join("signing.pub")).unwrap();
    for (home, keys) in [(&home, None), (&fresh, Some(keys.path()))] {
        let restored = put_back(home.path(), &backup, keys).unwrap();
        assert_eq!(restored.other_heads, None);
        for name in names(&backup.join("heads")) {
            let head = |at: &Path| fs::read(at.join("heads").join(&name)).unwrap();
            assert_eq!(head(home.path()), head(&backup), "{name}");
        }
        assert_holds(home.path(), 4);
    }
}

#[test]
fn a_backup_is_held_against_the_heads_that_lie_in_it() {
    let (home, station) = home_with(3);
    let backups = tempfile::tempdir().unwrap();
    let (backup, _) = station.back_up(Some(backups.path())).unwrap();
    station.record(disposal("2026-7")).unwrap();
    let later = station.signed_head().unwrap().to_string();
    fs::write(backup.join("heads/later.txt"), later).unwrap();
    drop(station);
    let error = put_back(home.path(), &backup, None).unwrap_err();
    assert!(
        matches!(
            &error,
            StationError::BackupNotWhole {
                finding: Finding::Cut { ledger: 3, head: 4 },
                ..
            }
        ),
        "{error}"
    );
    assert_holds(home.path(), 4);
}

#[test]
fn a_restore_that_fails_leaves_no_damaged_key_and_no_copy_behind() {
    let (_home, station) = home_with(3);
    let [backups, keys, fresh] = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let (backup, _) = station.back_up(Some(backups.path())).unwrap();
    station.copy_keys(keys.path()).unwrap();
    let again = || put_back(fresh.path(), &backup, Some(keys.path()));
    let signing = keys.path().join("signing.key");
    let whole = fs::read(&signing).unwrap();
    fs::write(&signing, "").unwrap();
    let error = again().unwrap_err();
    assert!(
        matches!(error, StationError::Ledger(LedgerError::KeyDamaged { .. })),
        "{error}"
    );
    let left = names(fresh.path());
    assert!(left.iter().all(|name| !name.contains(".key")), "{left:?}");
    fs::write(&signing, whole).unwrap();
    // No file, so it cannot be copied.
    let settings = backup.join("settings.toml");
    fs::remove_file(&settings).unwrap();
    fs::create_dir(&settings).unwrap();
    let error = again().unwrap_err();
    assert!(matches!(error, StationError::File { .. }), "{error}");
    let left = names(fresh.path());
    assert!(
        left.iter().all(|name| !name.ends_with(".restored")),
        "{left:?}"
    );
    fs::remove_dir(&settings).unwrap();
    again().unwrap();
    assert_holds(fresh.path(), 4);
}

/// A stick without permissions says that everybody may read what it holds.
#[cfg(unix)]
#[test]
fn keys_that_come_home_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;

    let (_home, station) = home_with(2);
    let [backups, keys, fresh] = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let (backup, _) = station.back_up(Some(backups.path())).unwrap();
    station.copy_keys(keys.path()).unwrap();
    let both = ["chain.key", "signing.key"];
    for name in both {
        let open = fs::Permissions::from_mode(0o755);
        fs::set_permissions(keys.path().join(name), open).unwrap();
    }
    put_back(fresh.path(), &backup, Some(keys.path())).unwrap();
    for name in both {
        let key = fs::metadata(fresh.path().join(name)).unwrap();
        assert_eq!(key.permissions().mode() & 0o777, 0o600, "{name}");
    }
}

/// As from a disc that can only be read.
#[cfg(unix)]
#[test]
fn what_comes_from_a_backup_that_nobody_may_write_can_be_written_at_home() {
    use super::ages::walk;
    use std::os::unix::fs::PermissionsExt;

    let (_home, station) = home_with(3);
    let [backups, keys, fresh] = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let (backup, _) = station.back_up(Some(backups.path())).unwrap();
    station.copy_keys(keys.path()).unwrap();
    for path in walk(&backup) {
        fs::set_permissions(path, fs::Permissions::from_mode(0o444)).unwrap();
    }
    put_back(fresh.path(), &backup, Some(keys.path())).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for path in walk(fresh.path()) {
        assert_eq!(mode(&path) & 0o200, 0o200, "{}", path.display());
    }
    for name in ["takeback.db", "chain.head"] {
        assert_eq!(mode(&fresh.path().join(name)), 0o600, "{name}");
    }
    let station = Station::open(fresh.path()).unwrap();
    station.record(disposal("2026-7")).unwrap();
}
