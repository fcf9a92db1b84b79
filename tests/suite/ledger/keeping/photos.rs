//! Photographs kept beside the record.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::mpsc::sync_channel,
    thread,
    time::Duration,
};

use takeback::{
    ledger::{Ledger, LogFilter, Meaning, ReviewAct},
    people::{Role, Secret},
    station::{NewAccount, NewDisposal, SiteMode, Station, StationError, restore},
};

use super::ages::{KEEP_TEN_DAYS, days_ago, disposal, purge, sha256, walk, with_photo};
use crate::support::{output::refused, program::run, staff};

#[test]
fn photographs_are_kept_under_their_hash_where_the_site_wants_it() {
    let home = tempfile::tempdir().unwrap();
    let bytes = [b"\xff\xd8\xff\xe0".as_slice(), b"a photograph"].concat();
    let hash = sha256(&bytes);
    let open = |settings: &str| {
        fs::write(home.path().join("settings.toml"), settings).unwrap();
        Station::open(home.path()).unwrap()
    };
    let record = |station: &Station| {
        station.hold_photo(&bytes);
        station.record(NewDisposal {
            photos: vec![hash.clone()],
            ..disposal("2026-10")
        })
    };
    record(&open("")).unwrap();
    assert!(record(&open("site_mode = \"COLLECTOR\"\nkeep_photos = true")).is_err());
    assert!(!home.path().join("photos").exists());

    let station = open("keep_photos = true");
    // Looked at is not recorded.
    station.hold_photo(&bytes);
    assert!(!home.path().join("photos").exists());
    record(&station).unwrap();
    let kept = home
        .path()
        .join("photos")
        .join(&hash[..2])
        .join(format!("{hash}.jpg"));
    assert_eq!(station.kept_photo(&hash).unwrap(), Some(kept.clone()));
    assert_eq!(fs::read(&kept).unwrap(), bytes);
    assert_eq!(station.verify_photos().unwrap(), (1, vec![]));
    fs::write(&kept, "another photograph").unwrap();
    assert_eq!(station.verify_photos().unwrap(), (1, vec![kept.clone()]));
    // The same picture again heals it.
    record(&station).unwrap();
    assert_eq!(fs::read(&kept).unwrap(), bytes);
    assert_eq!(station.verify_photos().unwrap(), (1, vec![]));
}

#[test]
fn every_damaged_photograph_is_named_and_nothing_else_that_lies_there() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("settings.toml"), "keep_photos = true").unwrap();
    let station = Station::open(home.path()).unwrap();
    let mut kept = ["one", "two", "three"].map(|text| with_photo(&station, text));
    kept.sort();
    let folder = kept[0].parent().unwrap();
    // What file managers leave.
    for notes in [
        "Thumbs.db",
        ".DS_Store",
        "../.directory",
        "../notes/Thumbs.db",
    ] {
        let path = folder.join(notes);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "theirs").unwrap();
    }
    assert_eq!(station.verify_photos().unwrap(), (3, vec![]));
    for damaged in &kept[..2] {
        fs::write(damaged, "damaged").unwrap();
    }
    let odd = kept[..2].to_vec();
    assert_eq!(station.verify_photos().unwrap(), (3, odd));
    let checked = run(home.path(), &["verify", "--photos"]);
    for damaged in &kept[..2] {
        refused(&checked, 3, damaged.to_str().unwrap());
    }
    // The record itself is looked at all the same.
    assert!(checked.stdout.starts_with(b"4 records"), "{checked:?}");
}

/// A pipe that nobody reads stands for a disk that does not answer.
#[cfg(unix)]
#[test]
fn frames_are_held_while_a_slow_disk_takes_a_photograph() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("settings.toml"), "keep_photos = true").unwrap();
    let station = &Station::open(home.path()).unwrap();
    station.hold_photo(b"slow");
    let hash = &sha256(b"slow");
    let folder = home.path().join("photos").join(&hash[..2]);
    fs::create_dir_all(&folder).unwrap();
    let pipe = folder.join(format!("{hash}.image.part"));
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    thread::scope(|scope| {
        let recording = scope.spawn(|| {
            station.record(NewDisposal {
                photos: vec![hash.clone()],
                ..disposal("slow")
            })
        });
        let (tell, told) = sync_channel(1);
        scope.spawn(move || {
            for frame in 0..100 {
                station.hold_photo(&[frame]);
                thread::sleep(Duration::from_millis(10));
            }
            tell.send(()).unwrap();
        });
        let held = told.recv_timeout(Duration::from_secs(20));
        assert!(!recording.is_finished());
        assert_eq!(fs::read(&pipe).unwrap(), b"slow");
        drop(recording.join().unwrap()); // a pipe cannot be told to keep what it was given
        assert!(held.is_ok(), "no frame was held meanwhile");
    });
}

#[test]
fn a_purge_takes_the_photographs_that_nothing_else_names() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("settings.toml"), "keep_photos = true").unwrap();
    let then = Station::open_at(home.path(), days_ago(4 * 365)).unwrap();
    let (old, shared) = (with_photo(&then, "old"), with_photo(&then, "shared"));
    let now = Station::open_at(home.path(), days_ago(0)).unwrap();
    let new = with_photo(&now, "new");
    assert_eq!(with_photo(&now, "shared"), shared);
    let export = home.path().join("exports/purged");
    let purged = now.purge("2023-06-01".parse().unwrap(), &export).unwrap();
    assert_eq!((purged.records, purged.photos), (2, 1));
    assert!(!old.exists() && shared.exists() && new.exists());
    assert!(now.verify().unwrap().is_intact());
}

#[test]
fn photographs_go_after_their_days_and_the_record_counts_them() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("settings.toml"), KEEP_TEN_DAYS).unwrap();
    let then = Station::open_at(home.path(), days_ago(11)).unwrap();
    let (old, again) = (with_photo(&then, "old"), with_photo(&then, "again"));
    let later = Station::open_at(home.path(), days_ago(10)).unwrap();
    let young = with_photo(&later, "young");
    // The same picture with a younger item stays as long as that.
    with_photo(&later, "again");
    assert_eq!(later.remove_old_photos().unwrap(), 0);

    let now = Station::open_at(home.path(), days_ago(0)).unwrap();
    let records = now.verify().unwrap().records;
    assert_eq!(now.keep(), Vec::<String>::new());
    assert!(!old.exists() && again.exists() && young.exists());
    let check = now.verify().unwrap();
    assert!(check.is_intact(), "{check:?}");
    assert_eq!(check.records, records + 1);
    assert_eq!(now.verify_photos().unwrap(), (2, vec![]));
    // Nothing more to do, nothing more to record.
    now.keep();
    assert_eq!(now.verify().unwrap().records, records + 1);
}

#[test]
fn without_a_number_of_days_photographs_stay() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("settings.toml"), "keep_photos = true").unwrap();
    let then = Station::open_at(home.path(), days_ago(4000)).unwrap();
    let kept = with_photo(&then, "old");
    let now = Station::open_at(home.path(), days_ago(0)).unwrap();
    now.keep();
    assert!(kept.exists());
    fs::write(home.path().join("settings.toml"), "photo_days = 0").unwrap();
    let error = Station::open(home.path()).err().unwrap().to_string();
    assert!(error.contains("settings.toml line 1"), "{error}");
}

#[test]
fn the_photograph_of_an_item_that_nobody_approved_stays() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("settings.toml"), KEEP_TEN_DAYS).unwrap();
    let site = staff::site(SiteMode::Research);
    let station = staff::staffed(home.path(), days_ago(20), site);
    let boss = station.signed_in().unwrap().id;
    let clerk = NewAccount {
        name: "C. Clerk".into(),
        role: Role::Operator,
        officer: None,
    };
    let pin = Secret::new(staff::PIN);
    let clerk = station.add_account(clerk, &pin).unwrap();
    station.sign_in(clerk, &pin).unwrap();
    let (approved, waiting) = (
        with_photo(&station, "approved"),
        with_photo(&station, "waiting"),
    );
    let first = station.log(&LogFilter::default()).unwrap().pop().unwrap();
    let secret = Secret::new(staff::PASSPHRASE);
    station.sign_in(boss, &secret).unwrap();
    let signed = station.sign(boss, &secret, Meaning::Reviewed).unwrap();
    station
        .review(first.current, ReviewAct::Approved, signed)
        .unwrap();
    drop(station);
    let now = Station::open_at(home.path(), days_ago(0)).unwrap();
    assert_eq!(now.remove_old_photos().unwrap(), 1);
    assert!(!approved.exists() && waiting.exists());
}

#[test]
fn the_photograph_of_a_pill_on_the_tray_is_held_however_many_come_after() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("settings.toml"), "keep_photos = true").unwrap();
    let station = Station::open(home.path()).unwrap();
    let looked_at = |text: &str| {
        station.hold_photo(text.as_bytes());
        sha256(text.as_bytes())
    };
    let record = |hash: &String| {
        let photos = vec![hash.clone()];
        let month = disposal("2026-11");
        station.record(NewDisposal { photos, ..month }).unwrap();
        station.kept_photo(hash).unwrap().is_some()
    };
    let [undecided, passed] = ["undecided", "passed"].map(looked_at);
    station.go_on_holding([undecided.clone()].into());
    for number in 0..20 {
        looked_at(&format!("photograph {number}"));
    }
    assert!(record(&undecided));
    assert!(!record(&passed), "nobody waited for it");
}

#[test]
fn a_photograph_that_cannot_be_removed_is_not_recorded_as_gone() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("settings.toml"), KEEP_TEN_DAYS).unwrap();
    let then = Station::open_at(home.path(), days_ago(11)).unwrap();
    let stuck = with_photo(&then, "stuck");
    fs::remove_file(&stuck).unwrap();
    fs::create_dir_all(stuck.join("no file")).unwrap();
    drop(then);
    let now = Station::open_at(home.path(), days_ago(0)).unwrap();
    let records = now.verify().unwrap().records;
    assert!(now.remove_old_photos().is_err());
    assert_eq!(now.remove_old_photos().unwrap(), 0, "once a day");
    assert_eq!(now.verify().unwrap().records, records);
}

#[test]
fn what_a_crash_left_of_a_photograph_is_none() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("settings.toml"), "keep_photos = true").unwrap();
    let station = Station::open(home.path()).unwrap();
    let kept = with_photo(&station, "whole");
    fs::write(kept.with_added_extension("part"), "who").unwrap();
    assert_eq!(station.verify_photos().unwrap(), (1, vec![]));
    let backup = home.path().join("backup");
    station.back_up(Some(&backup)).unwrap();
    let copies = walk(&backup);
    assert!(
        copies
            .iter()
            .any(|path| path.file_name() == kept.file_name())
    );
    assert!(
        !copies
            .iter()
            .any(|path| path.extension().is_some_and(|end| end == "part"))
    );
}

/// Stations that share a folder for their backups share its photographs.
#[test]
fn a_restore_brings_the_photographs_that_the_record_still_has_and_no_others() {
    let [own, other, backups, outside] = [(); 4].map(|()| tempfile::tempdir().unwrap());
    for home in [&own, &other] {
        fs::write(home.path().join("settings.toml"), KEEP_TEN_DAYS).unwrap();
    }
    let back_up = |station: &Station| station.back_up(Some(backups.path())).unwrap().0;
    let long_ago = Station::open_at(own.path(), days_ago(4 * 365)).unwrap();
    with_photo(&long_ago, "purged");
    back_up(&long_ago);
    let then = Station::open_at(own.path(), days_ago(11)).unwrap();
    let export = outside.path().join("purged");
    let purged = then.purge("2023-06-01".parse().unwrap(), &export).unwrap();
    assert_eq!((purged.records, purged.photos), (1, 1));
    with_photo(&then, "past its days");
    back_up(&then);
    let now = Station::open_at(own.path(), days_ago(0)).unwrap();
    assert_eq!(now.remove_old_photos().unwrap(), 1);
    let new = with_photo(&now, "new");
    let theirs = Station::open_at(other.path(), days_ago(0)).unwrap();
    with_photo(&theirs, "theirs");
    back_up(&theirs);
    let copy = back_up(&now);
    assert_eq!(walk(&backups.path().join("photos")).len(), 4);

    drop((long_ago, then, now));
    let photos = own.path().join("photos");
    fs::remove_dir_all(&photos).unwrap();
    restore(own.path(), &copy, None, days_ago(0), None).unwrap();
    assert_eq!(walk(&photos), [new]);
    let station = Station::open_at(own.path(), days_ago(0)).unwrap();
    assert!(station.verify().unwrap().is_intact());
}

#[test]
fn a_restore_puts_the_right_photograph_over_a_damaged_one_and_brings_no_damaged_one() {
    let [home, backups, keys, fresh] = [(); 4].map(|()| tempfile::tempdir().unwrap());
    fs::write(home.path().join("settings.toml"), "keep_photos = true").unwrap();
    let open = || Station::open_at(home.path(), days_ago(0)).unwrap();
    let back_up = || open().back_up(Some(backups.path())).unwrap().0;
    let kept = with_photo(&open(), "kept");
    open().copy_keys(keys.path()).unwrap();
    let first = back_up();
    let place = kept.strip_prefix(home.path()).unwrap();
    let copy = backups.path().join(place);

    fs::write(&kept, "KEPT").unwrap();
    let checked = run(home.path(), &["verify", "--photos"]);
    refused(&checked, 3, &format!("copy {} over it", place.display()));
    let restored = restore(home.path(), &first, None, days_ago(0), None).unwrap();
    assert_eq!(restored.photos.unwrap(), Vec::<PathBuf>::new());
    assert_eq!(open().verify_photos().unwrap(), (1, vec![]));

    fs::write(&copy, "KEPT").unwrap();
    let (from, with) = (first.to_str().unwrap(), keys.path().to_str().unwrap());
    let restored = run(fresh.path(), &["restore", from, "--keys", with]);
    refused(&restored, 1, copy.to_str().unwrap());
    assert!(!fresh.path().join(place).exists());
    // A backup has no time to read each, but sees one that was cut off.
    fs::write(&copy, "ke").unwrap();
    back_up();
    assert_eq!(fs::read(&copy).unwrap(), b"kept");
    fs::write(&kept, "damaged").unwrap();
    back_up();
    assert_eq!(fs::read(&copy).unwrap(), b"kept");
}

/// A backup has them beside it.
#[test]
fn a_home_folder_restored_like_a_backup_brings_its_photographs() {
    let [old, new] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    fs::write(old.path().join("settings.toml"), "keep_photos = true").unwrap();
    with_photo(&Station::open_at(old.path(), days_ago(0)).unwrap(), "kept");
    let keys = Some(old.path());
    restore(new.path(), old.path(), keys, days_ago(0), None).unwrap();
    let station = Station::open_at(new.path(), days_ago(0)).unwrap();
    assert_eq!(station.verify_photos().unwrap(), (1, vec![]));
    assert!(station.kept_photo(&sha256("kept")).unwrap().is_some());
}

#[test]
fn a_purge_goes_on_past_a_photograph_that_cannot_be_removed_and_names_it() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("settings.toml"), "keep_photos = true").unwrap();
    let then = Station::open_at(home.path(), days_ago(4 * 365)).unwrap();
    let mut kept = ["one", "two"].map(|text| with_photo(&then, text));
    kept.sort();
    let [stuck, after] = kept;
    fs::remove_file(&stuck).unwrap();
    fs::create_dir_all(stuck.join("no file")).unwrap();
    drop(then);
    let now = Station::open_at(home.path(), days_ago(0)).unwrap();
    let export = home.path().join("exports/purged");
    let error = now.purge("2023-06-01".parse().unwrap(), &export);
    let words = error.unwrap_err().to_string();
    assert!(words.contains("the purge is on record"), "{words}");
    let named = |path: &Path| words.contains(path.to_str().unwrap());
    assert!(named(&stuck) && !named(&after), "{words}");
    assert!(stuck.exists() && !after.exists());
    assert!(now.log(&LogFilter::default()).unwrap().is_empty());
    assert!(now.verify().unwrap().is_intact());
}

/// What is on record goes on from its list, which it wrote before.
#[test]
fn what_a_purge_left_that_a_crash_broke_off_is_removed_and_nothing_else() {
    for at_the_next_purge in [false, true] {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("settings.toml"), "keep_photos = true").unwrap();
        let then = Station::open_at(home.path(), days_ago(4 * 365)).unwrap();
        let [old, shared] = ["old", "shared"].map(|text| with_photo(&then, text));
        drop(then);
        let now = Station::open_at(home.path(), days_ago(0)).unwrap();
        with_photo(&now, "shared");
        // Of a record that a restore put aside, and that this one does not name.
        let aside = home.path().join("photos/0f");
        fs::create_dir_all(&aside).unwrap();
        let aside = aside.join(format!("{}.jpg", "0f".repeat(32)));
        fs::write(&aside, "aside").unwrap();

        let before = "2023-06-01".parse().unwrap();
        let ledger = Ledger::open(home.path()).unwrap();
        let places = ledger.purgeable_items(before, now.now()).unwrap().concat();
        let entry = purge(now.now(), before, places, 1);
        ledger.purge(entry).unwrap();
        drop(ledger);
        let list = ["old", "shared"].map(|text| sha256(text) + "\n");
        fs::write(home.path().join("purge.lock"), list.concat()).unwrap();

        if at_the_next_purge {
            let nothing = now.purge(before, &home.path().join("exports/purged"));
            assert!(matches!(nothing, Err(StationError::NothingToPurge(_))));
        } else {
            assert_eq!(now.keep(), Vec::<String>::new());
        }
        assert!(!old.exists() && shared.exists() && aside.exists());
    }
}
