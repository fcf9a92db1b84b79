//! Photographs kept beside the record.

use std::fs;

use takeback::station::{NewDisposal, Station};

use crate::support::{days_ago, disposal, sha256};

#[test]
fn photographs_are_kept_under_their_hash_where_the_site_wants_it() {
    let home = tempfile::tempdir().unwrap();
    let photo = home.path().join("front.jpg");
    let bytes = [b"\xff\xd8\xff\xe0".as_slice(), b"a photograph"].concat();
    fs::write(&photo, &bytes).unwrap();
    let hash = sha256(&bytes);
    let open = |settings: &str| {
        fs::write(home.path().join("settings.toml"), settings).unwrap();
        Station::open(home.path()).unwrap()
    };
    let record = |station: &Station| {
        station.hold_photo_file(&photo);
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
    station.hold_photo_file(&photo);
    assert!(!home.path().join("photos").exists());
    record(&station).unwrap();
    let kept = home
        .path()
        .join("photos")
        .join(&hash[..2])
        .join(format!("{hash}.jpg"));
    assert_eq!(station.kept_photo(&hash).unwrap(), Some(kept.clone()));
    assert_eq!(fs::read(&kept).unwrap(), bytes);
    assert_eq!(station.verify_photos().unwrap(), (1, None));
    fs::write(&kept, "another photograph").unwrap();
    assert_eq!(station.verify_photos().unwrap(), (1, Some(kept)));
}

#[test]
fn a_purge_takes_the_photographs_that_nothing_else_names() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("settings.toml"), "keep_photos = true").unwrap();
    let keep = |station: &Station, text: &str| {
        let hash = sha256(text.as_bytes());
        station.hold_photo(text.as_bytes());
        let photos = vec![hash.clone()];
        station
            .record(NewDisposal {
                photos,
                ..disposal(text)
            })
            .unwrap();
        station.kept_photo(&hash).unwrap().unwrap()
    };
    let then = Station::open_at(home.path(), days_ago(4 * 365)).unwrap();
    let (old, shared) = (keep(&then, "old"), keep(&then, "shared"));
    let now = Station::open_at(home.path(), days_ago(0)).unwrap();
    let new = keep(&now, "new");
    assert_eq!(keep(&now, "shared"), shared);
    let export = home.path().join("purged");
    let purged = now.purge("2023-06-01".parse().unwrap(), &export).unwrap();
    assert_eq!((purged.records, purged.photos), (2, 1));
    assert!(!old.exists() && shared.exists() && new.exists());
    assert!(now.verify().unwrap().is_intact());
}
