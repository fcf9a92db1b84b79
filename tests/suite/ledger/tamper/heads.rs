//! What a signed head shows that the station itself cannot see, and what nothing shows.

use std::{fs, path::Path};

use takeback::{
    ledger::{Finding, HeadFault, LogFilter, Moment, PublicKey, Remark, SignedHead, verify_copy},
    station::{Clock, Station, StationError},
};

use super::homes::{copy_finding, copy_home, edit, finding, home_with, record, rehash};
use crate::support::{
    output::{fine, refused, text},
    program::run,
};

/// The mac is all that the key adds, so without the key nobody misses it.
#[test]
fn a_mac_that_was_overwritten_is_seen_only_with_the_key() {
    let home = home_with(7);
    let station = Station::open(home.path()).unwrap();
    edit(
        home.path(),
        "UPDATE record SET mac = randomblob(32) WHERE seq = 5",
    );
    assert_eq!(
        station.verify().unwrap().finding,
        Some(Finding::Changed { seq: 5 })
    );
    assert_eq!(copy_finding(home.path(), &home.path().join("heads")), None);
}

/// Not detectable without the key: what came after the newest head.
#[test]
fn records_beyond_the_newest_head_are_counted_as_vouched_for_by_nobody() {
    let home = home_with(7);
    let station = Station::open(home.path()).unwrap();
    let heads = tempfile::tempdir().unwrap();
    fs::write(
        heads.path().join("7.txt"),
        station.signed_head().unwrap().to_string(),
    )
    .unwrap();
    for _ in 0..3 {
        record(&station).unwrap();
    }
    edit(
        home.path(),
        "DELETE FROM record WHERE seq = 10; UPDATE record SET content = json_set(content, '$.by', 'x') WHERE seq = 9;
         DELETE FROM item; INSERT INTO item SELECT * FROM item_now;",
    );
    rehash(home.path());
    let public = PublicKey::read(&home.path().join("signing.pub")).unwrap();
    let heads = SignedHead::read_all(&[heads.path().to_owned()], &public).unwrap();
    let found = verify_copy(&home.path().join("takeback.db"), &heads, None).unwrap();
    assert_eq!(
        (found.records, found.beyond_head, found.finding),
        (9, 2, None)
    );
    assert_eq!(
        station.verify().unwrap().finding,
        Some(Finding::Changed { seq: 9 })
    );
}

#[test]
fn a_record_or_a_database_from_another_station_is_refused() {
    let (home, other) = (home_with(7), home_with(7));
    let station = Station::open(home.path()).unwrap();
    let head = home.path().join("outside.txt");
    fs::write(&head, station.signed_head().unwrap().to_string()).unwrap();
    let foreign = other.path().join("takeback.db");
    edit(
        home.path(),
        &format!(
            "COMMIT; ATTACH '{}' AS other; BEGIN;
             UPDATE record SET (content, hash, mac) = (SELECT content, hash, mac FROM other.record o WHERE o.seq = 3) WHERE seq = 3",
            foreign.display()
        ),
    );
    assert_eq!(
        station.verify().unwrap().finding,
        Some(Finding::Changed { seq: 3 })
    );
    assert_eq!(
        copy_finding(home.path(), &head),
        Some(Finding::Changed { seq: 3 })
    );
    drop(station);
    drop(Station::open(other.path()).unwrap());
    fs::copy(foreign, home.path().join("takeback.db")).unwrap();
    let station = Station::open(home.path()).unwrap();
    assert_eq!(
        station.verify().unwrap().finding,
        Some(Finding::Changed { seq: 1 })
    );
    let found = copy_finding(home.path(), &head);
    assert!(
        matches!(found, Some(Finding::OtherLedger { .. })),
        "{found:?}"
    );
}

#[test]
fn a_head_that_was_edited_or_signed_elsewhere_is_refused() {
    let (home, other) = (home_with(4), home_with(4));
    let station = Station::open(home.path()).unwrap();
    let head = home.path().join("head.txt");
    let genuine = station.signed_head().unwrap().to_string();
    let fault = |text: &str| {
        fs::write(&head, text).unwrap();
        let with_key = station
            .verify_against(std::slice::from_ref(&head), None)
            .unwrap()
            .finding;
        assert_eq!(copy_finding(home.path(), &head), with_key);
        match with_key {
            Some(Finding::BadHead { fault, .. }) => Some(fault),
            None => None,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(fault(&genuine), None);
    assert_eq!(
        fault(&genuine.replace("Records:   4", "Records:   3")),
        Some(HeadFault::Forged)
    );
    assert_eq!(fault("nonsense"), Some(HeadFault::NotAHead));
    let foreign = Station::open(other.path())
        .unwrap()
        .signed_head()
        .unwrap()
        .to_string();
    assert!(matches!(fault(&foreign), Some(HeadFault::OtherKey { .. })));
    // The same with the other station's key at hand: the ledger is the wrong one.
    fs::write(&head, &foreign).unwrap();
    let public = PublicKey::read(&other.path().join("signing.pub")).unwrap();
    let found = station
        .verify_against(std::slice::from_ref(&head), Some(&public))
        .unwrap();
    assert!(
        matches!(found.finding, Some(Finding::OtherLedger { .. })),
        "{found:?}"
    );
    // Before such a head, which says nothing of the ledger, stands whatever is wrong with the ledger itself.
    let odd = home.path().join("odd.txt");
    fs::write(&odd, &foreign).unwrap();
    edit(home.path(), "CREATE TABLE notes (text)");
    let found = station.verify_against(&[odd], None).unwrap().finding;
    assert!(matches!(found, Some(Finding::Schema { .. })), "{found:?}");
    edit(home.path(), "DROP TABLE notes");
    // A head of this ledger that its own key has signed, edited in the folder at home.
    let daily = fs::read_dir(home.path().join("heads"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let text = fs::read_to_string(&daily).unwrap();
    fs::write(&daily, text.replace("Records:   1", "Records:   2")).unwrap();
    assert!(matches!(
        finding(home.path()),
        Some(Finding::BadHead {
            fault: HeadFault::Forged,
            ..
        })
    ));
}

#[test]
fn a_head_that_is_none_is_not_told_as_a_broken_record() {
    let home = home_with(3);
    let station = Station::open(home.path()).unwrap();
    let genuine = station.signed_head().unwrap().to_string();
    let mistyped = genuine.replace("Records:   3", "Records:   2");
    assert_ne!(mistyped, genuine);
    for head in ["milk and bread", mistyped.as_str()] {
        fs::write(home.path().join("heads/notes.txt"), head).unwrap();
        let mut told = Vec::new();
        for command in ["verify", "doctor"] {
            let done = run(home.path(), &[command]);
            let said = [text(&done.stdout), text(&done.stderr)].concat();
            assert_eq!(done.status.code(), Some(3), "{said}");
            told.push(said);
        }
        let export = home.path().join("exports/for-the-inspector");
        let refused = station.export_bundle(&export, &LogFilter::default());
        let refused = refused.unwrap_err();
        assert!(matches!(refused, StationError::OddHead(_)), "{refused}");
        told.push(refused.to_string());
        for said in told {
            assert!(said.contains("notes.txt"), "{said}");
            assert!(said.contains("the record itself is whole"), "{said}");
            assert!(!said.contains("restore the latest backup"), "{said}");
        }
    }
}

/// Hashes that follow from each other are anybody's; without the key only a head that agrees vouches for them.
#[test]
fn without_the_key_nothing_is_called_whole_that_no_head_agrees_with() {
    let (home, other) = (home_with(4), home_with(2));
    let outside = tempfile::tempdir().unwrap();
    let at = |name: &str| outside.path().join(name).display().to_string();
    let station = Station::open(home.path()).unwrap();
    fs::write(at("4.txt"), station.signed_head().unwrap().to_string()).unwrap();
    for _ in 0..3 {
        record(&station).unwrap();
    }
    let head = station.signed_head().unwrap().to_string();
    drop(station);
    let mistyped = head.replace("Records:   7", "Records:   6");
    assert_ne!(mistyped, head);
    fs::write(at("7.txt"), head).unwrap();
    fs::write(at("mistyped.txt"), mistyped).unwrap();

    let database = home.path().join("takeback.db").display().to_string();
    let verify = |station: &Path, heads: &[&str]| {
        let public = station.join("signing.pub").display().to_string();
        let heads: Vec<_> = heads.iter().map(|&head| at(head)).collect();
        let mut args = vec!["verify", "--database", &database, "--public-key", &public];
        args.extend(heads.iter().flat_map(|head| ["--against", head]));
        run(outside.path(), &args)
    };
    let misread = verify(home.path(), &["7.txt", "mistyped.txt"]);
    refused(&misread, 3, "another head vouches for the whole record");
    edit(
        home.path(),
        "UPDATE record SET content = json_set(content, '$.by', 'someone else') WHERE seq = 6",
    );
    rehash(home.path());
    let unfit = verify(home.path(), &["mistyped.txt"]);
    refused(&unfit, 3, "the log does not show disposal 6");
    refused(&unfit, 3, "7 records follow from each other");
    edit(
        home.path(),
        "DELETE FROM item; INSERT INTO item SELECT * FROM item_now",
    );
    let misread = verify(home.path(), &["mistyped.txt"]);
    let not_its_key = verify(other.path(), &["7.txt"]);
    for output in [&misread, &not_its_key] {
        refused(output, 3, "nothing vouches for the record until a head");
        assert!(!text(&output.stderr).contains("nothing else is wrong"));
    }
    for output in [&unfit, &misread] {
        assert!(!text(&output.stderr).contains("whole"));
    }
    let in_part = verify(home.path(), &["4.txt", "mistyped.txt"]);
    refused(&in_part, 3, "nothing vouches for what came after record 4");
    let alone = verify(home.path(), &["7.txt"]);
    refused(&alone, 3, "records 1 to 7 are not those");
    assert!(!text(&alone.stderr).contains("before that"));
    let two = verify(home.path(), &["4.txt", "7.txt"]);
    refused(&two, 3, "records 5 to 7 are not those");
    refused(&two, 3, "; 4 records before that are whole");
}

/// A stick for every system keeps names in capitals; and a folder without a head vouches for nothing.
#[test]
fn a_folder_of_heads_is_read_whatever_their_case_and_one_without_is_refused() {
    let (home, copy) = (home_with(4), tempfile::tempdir().unwrap());
    copy_home(home.path(), copy.path());
    let station = Station::open(home.path()).unwrap();
    record(&station).unwrap();
    let (stick, empty) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let head = station.signed_head().unwrap().to_string();
    fs::write(stick.path().join("HEAD.TXT"), head).unwrap();
    drop(station);
    let at = |path: &Path| path.display().to_string();
    let database = at(&copy.path().join("takeback.db"));
    let public = at(&copy.path().join("signing.pub"));
    let both = |folder: &Path| {
        let folder = at(folder);
        let at_home = ["verify", "--against", &folder];
        let of_copy = ["--database", &database, "--public-key", &public];
        let of_copy = [&at_home[..], &of_copy].concat();
        [&at_home[..], &of_copy].map(|args| run(copy.path(), args))
    };
    for output in both(stick.path()) {
        refused(&output, 3, "records 5 to 5 were removed from the end");
    }
    for output in both(empty.path()) {
        refused(&output, 1, "there is no signed head in");
    }
    let whole = run(home.path(), &["verify", "--against", &at(stick.path())]);
    let said = fine(&whole);
    assert!(said.contains(", 1 of them given"), "{said}");
}

#[test]
fn everything_put_back_is_seen_only_by_a_head_kept_elsewhere() {
    let home = home_with(4);
    let copy = tempfile::tempdir().unwrap();
    copy_home(home.path(), copy.path());
    let station = Station::open(home.path()).unwrap();
    record(&station).unwrap();
    let outside = tempfile::tempdir().unwrap();
    let head = outside.path().join("head.txt");
    fs::write(&head, station.signed_head().unwrap().to_string()).unwrap();
    drop(station);
    // The older copy is whole in itself.
    assert_eq!(finding(copy.path()), None);
    assert_eq!(
        copy_finding(copy.path(), &head),
        Some(Finding::Cut { ledger: 4, head: 5 })
    );
    let put_back = Station::open(copy.path()).unwrap();
    let against = |head: &Path| {
        put_back
            .verify_against(&[head.to_owned()], None)
            .unwrap()
            .finding
    };
    assert_eq!(against(&head), Some(Finding::Cut { ledger: 4, head: 5 }));
    // Going on hides the cut from the station, and still not from the head.
    record(&put_back).unwrap();
    assert_eq!(put_back.verify().unwrap().finding, None);
    assert!(matches!(
        against(&head),
        Some(Finding::Rewritten {
            from: 5,
            through: 5,
            ..
        })
    ));
}

#[test]
fn a_ledger_begun_anew_with_the_same_keys_is_seen_only_by_a_head_kept_elsewhere() {
    let home = home_with(4);
    let outside = tempfile::tempdir().unwrap();
    let head = outside.path().join("head.txt");
    let station = Station::open(home.path()).unwrap();
    fs::write(&head, station.signed_head().unwrap().to_string()).unwrap();
    drop(station);
    for file in [
        "takeback.db",
        "takeback.db-wal",
        "takeback.db-shm",
        "chain.head",
    ] {
        let _ = fs::remove_file(home.path().join(file));
    }
    fs::remove_dir_all(home.path().join("heads")).unwrap();
    // With it a key is not alone.
    fs::write(home.path().join("takeback.db"), "").unwrap();
    let station = Station::open(home.path()).unwrap();
    assert_eq!(station.verify().unwrap().finding, None);
    let found = station.verify_against(&[head], None).unwrap().finding;
    assert!(
        matches!(found, Some(Finding::OtherLedger { .. })),
        "{found:?}"
    );
}

#[test]
fn a_clock_that_was_set_back_is_a_remark_and_no_tampering() {
    let home = tempfile::tempdir().unwrap();
    let second = 1_795_401_000_000_000;
    for at in [0, 30, 3600, 3590, 60, 61] {
        let now = Moment::from_parts(second + at * 1_000_000, 0).unwrap();
        record(&Station::open_at(home.path(), Clock::Fixed(now)).unwrap()).unwrap();
    }
    let found = Station::open(home.path()).unwrap().verify().unwrap();
    assert_eq!(found.finding, None);
    // Ten seconds may pass while a program waits for the disk; an hour may not.
    assert_eq!(found.remarks, [Remark::ClockBack { seq: 6, times: 1 }]);
}
