//! Signed exports, and who tampers with them.

use std::{collections::HashSet, fs, path::Path, thread};

use takeback::{
    ledger::{BundleFinding, LogFilter, Period, PublicKey, SignedHead, verify_bundle},
    station::{Station, StationError},
};

use super::ages::{days_ago, disposal, home_with, names, record_meanwhile};

#[test]
fn a_signed_export_names_the_first_file_that_differs() {
    let (home, station) = home_with(5);
    let outside = tempfile::tempdir().unwrap();
    let make = |name: &str| {
        let folder = outside.path().join(name);
        station
            .export_bundle(&folder, &LogFilter::default())
            .unwrap();
        folder
    };
    let public = PublicKey::read(&home.path().join("signing.pub")).unwrap();
    let finding = |folder: &Path| verify_bundle(folder, Some(public)).unwrap().finding;
    let whole = make("whole");
    let check = verify_bundle(&whole, None).unwrap();
    assert_eq!(check.finding, None);
    let manifest = check.manifest.unwrap();
    assert_eq!((manifest.records, manifest.files.len()), (5, 2));
    assert_eq!(manifest.files.first().unwrap().rows, Some(4));
    assert_eq!(manifest.head, station.signed_head().unwrap().hash());

    let file = |name: &str| name.to_owned();
    let changed = make("changed");
    let csv = fs::read_to_string(changed.join("records.csv")).unwrap();
    fs::write(
        changed.join("records.csv"),
        csv.replace("unidentified", "UNIDENTIFIED"),
    )
    .unwrap();
    assert_eq!(
        finding(&changed),
        Some(BundleFinding::Changed(file("records.csv")))
    );
    fs::remove_file(changed.join("disposals.csv")).unwrap();
    assert_eq!(
        finding(&changed),
        Some(BundleFinding::Missing(file("disposals.csv")))
    );
    let added = make("added");
    fs::write(added.join("more.csv"), "").unwrap();
    assert_eq!(
        finding(&added),
        Some(BundleFinding::Added(file("more.csv")))
    );
    let keyless = make("keyless");
    let own_key = keyless.join("signing.pub");
    let key = fs::read_to_string(&own_key).unwrap();
    fs::write(&own_key, key + "\n").unwrap();
    assert_eq!(
        finding(&keyless),
        Some(BundleFinding::Changed(file("signing.pub")))
    );
    fs::remove_file(own_key).unwrap();
    assert_eq!(
        finding(&keyless),
        Some(BundleFinding::Missing(file("signing.pub")))
    );
    let edited = make("edited");
    let text = fs::read_to_string(edited.join("manifest.json")).unwrap();
    fs::write(
        edited.join("manifest.json"),
        text.replace("\"records\": 5", "\"records\": 6"),
    )
    .unwrap();
    let unsigned = Some(BundleFinding::NotSigned(public.fingerprint()));
    assert_eq!(finding(&edited), unsigned);
    // Signed by somebody else, with the key that came along.
    let (_other_home, other) = home_with(5);
    let foreign = outside.path().join("foreign");
    other
        .export_bundle(&foreign, &LogFilter::default())
        .unwrap();
    assert_eq!(verify_bundle(&foreign, None).unwrap().finding, None);
    assert_eq!(finding(&foreign), unsigned);
    // An export never overwrites another.
    let error = station
        .export_bundle(&whole, &LogFilter::default())
        .unwrap_err();
    assert!(matches!(error, StationError::InTheWay(_)), "{error}");
}

#[test]
fn everything_in_a_signed_export_is_of_the_moment_that_its_manifest_names() {
    let (home, station) = home_with(5);
    let outside = tempfile::tempdir().unwrap();
    let manifest = |folder: &Path| verify_bundle(folder, None).unwrap().manifest.unwrap();
    // What is recorded while the files are written lies beyond the head.
    let folder = outside.path().join("between");
    let write = |_: &Path, head: &SignedHead| {
        assert_eq!(head.records, 5);
        station.record(disposal("between"))?;
        Ok(Vec::new())
    };
    station.bundle(&folder, Period::default(), write).unwrap();
    assert_eq!(manifest(&folder).records, 5);

    thread::scope(|scope| {
        scope.spawn(|| record_meanwhile(home.path()));
        for number in 0..6 {
            let folder = outside.path().join(number.to_string());
            station
                .export_bundle(&folder, &LogFilter::default())
                .unwrap();
            let manifest = manifest(&folder);
            // All but the set-up of the site are disposals.
            let all = Some(u64::try_from(manifest.records).unwrap() - 1);
            let rows: Vec<_> = manifest.files.iter().map(|file| file.rows).collect();
            assert_eq!(rows, [all, all]);
        }
    });
}

#[test]
fn what_is_written_takes_no_name_that_something_has() {
    let (_home, station) = home_with(3);
    let outside = tempfile::tempdir().unwrap();
    let at = |name: &str| outside.path().join(name);
    fs::create_dir(at("my.part")).unwrap();
    let theirs = ["my.part/thesis.txt", "log.csv.part"].map(at);
    for path in &theirs {
        fs::write(path, "theirs").unwrap();
    }
    let all = LogFilter::default();
    station.export_bundle(&at("my"), &all).unwrap();
    assert_eq!(verify_bundle(&at("my"), None).unwrap().finding, None);
    let failed = station.bundle(&at("other"), Period::default(), |_, _| {
        Err(StationError::NothingLabelled)
    });
    assert!(failed.is_err());
    station
        .write_named(&at("log.csv"), |file| station.export_csv(&all, file))
        .unwrap();
    let failed = station.write_named::<(), _>(&at("log.csv"), |_| Err(StationError::NoReason));
    assert!(failed.is_err());
    assert_ne!(fs::read_to_string(at("log.csv")).unwrap(), "theirs");
    for path in &theirs {
        assert_eq!(fs::read_to_string(path).unwrap(), "theirs");
    }
    let there = ["my", "my.part", "log.csv", "log.csv.part"];
    assert_eq!(
        names(outside.path()),
        HashSet::from(there.map(String::from))
    );
}

#[test]
fn nothing_is_purged_whose_export_cannot_be_made() {
    let home = tempfile::tempdir().unwrap();
    let then = Station::open_at(home.path(), days_ago(4 * 365)).unwrap();
    then.record(disposal("expired")).unwrap();
    let now = Station::open_at(home.path(), days_ago(0)).unwrap();
    let file = home.path().join("exports");
    fs::write(&file, "a file where the folder should be").unwrap();
    for export in [file.join("purged"), file.join("folder/purged")] {
        let error = now.purge("2023-06-01".parse().unwrap(), &export);
        let error = error.unwrap_err();
        assert!(matches!(error, StationError::File { .. }), "{error}");
    }
    assert_eq!(now.log(&LogFilter::default()).unwrap().len(), 1);
    assert_eq!(now.verify().unwrap().remarks, []);
}

#[test]
fn a_signed_export_lies_in_none_of_the_stations_own_folders() {
    let (home, station) = home_with(3);
    let all = LogFilter::default();
    for own in ["heads/x", "photos", "exports"] {
        let folder = home.path().join(own);
        let error = station.export_bundle(&folder, &all).unwrap_err();
        assert!(
            matches!(error, StationError::OwnFolder(_)),
            "{own}: {error}"
        );
        assert!(!folder.exists());
    }
    for other in ["exports/x", "for-the-inspector"] {
        let folder = home.path().join(other);
        station.export_bundle(&folder, &all).unwrap();
    }
}
