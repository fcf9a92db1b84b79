//! What whoever is signed in may do at this moment, and how they leave.

use std::{fs, thread};

use crate::support::{
    output::fine,
    program::takeback,
    report::{by_column, report},
    staff,
};
use takeback::{
    ledger::Site,
    people::{Action, PeopleError, Role},
    report::Format,
    station::{Station, StationError},
};

use super::{at, founded, new, people_error, pin, records, sign_in};

#[test]
fn somebody_disabled_elsewhere_can_do_nothing_more() {
    let (home, station) = founded();
    let id = station
        .add_account(new("C. Clerk", Role::Operator), &pin())
        .unwrap();
    let kiosk = Station::open_at(home.path(), at(1)).unwrap();
    sign_in(&kiosk, id, staff::PIN).unwrap();
    kiosk.permit(Action::LinerLog).unwrap();
    station.disable(id).unwrap();
    let error = kiosk.permit(Action::LinerLog).unwrap_err();
    assert!(matches!(people_error(error), PeopleError::Disabled(_)));
}

#[test]
fn leaving_by_hand_and_by_time_are_told_apart() {
    let (home, station) = founded();
    let boss = station.signed_in().unwrap().id;
    station.sign_out(true).unwrap();
    assert_eq!(records(&home).last().unwrap()["body"]["idle"], true);
    assert!(matches!(
        station.permit(Action::Correct).unwrap_err(),
        StationError::NotSignedIn { .. }
    ));
    sign_in(&station, boss, staff::PASSPHRASE).unwrap();
    station.sign_out(false).unwrap();
    assert_eq!(records(&home).last().unwrap()["body"]["idle"], false);
    let before = records(&home).len();
    station.sign_out(false).unwrap();
    assert_eq!(records(&home).len(), before);
}

/// The desk is empty at once; that somebody left is entered when the change lets go of the record.
#[test]
fn what_was_permitted_is_entered_by_whoever_it_was_permitted_to() {
    let (home, station) = founded();
    let (station, boss) = (&station, station.signed_in().unwrap());
    thread::scope(|scope| {
        let changed = station.change_site(|site| {
            scope.spawn(|| station.sign_out(false).unwrap());
            while station.signed_in().is_some() {
                thread::yield_now();
            }
            let name = "Side Street".to_owned();
            Site { name, ..site }
        });
        changed.unwrap();
    });
    let records = records(&home);
    let [.., changed, left] = records.as_slice() else {
        panic!("{records:?}");
    };
    assert_eq!(changed["kind"], "site");
    assert_eq!(left["body"]["act"], "signed_out");
    for record in [changed, left] {
        assert_eq!(record["by"], staff::ADMINISTRATOR);
        assert_eq!(record["account"], boss.id.to_string().as_str());
    }
}

/// A pipe that nobody writes to stands for a disk that does not answer.
#[cfg(unix)]
#[test]
fn what_a_screen_offers_does_not_wait_for_the_disk() {
    use std::fs::{self, File};
    use std::process::Command;
    use std::sync::mpsc::sync_channel;
    use std::time::Duration;

    let (home, station) = founded();
    let station = &station;
    let database = home.path().join("takeback.db");
    fs::rename(&database, home.path().join("aside")).unwrap();
    let made = Command::new("mkfifo").arg(&database).status().unwrap();
    assert!(made.success());
    thread::scope(|scope| {
        let permitting = scope.spawn(|| station.permit(Action::Correct));
        let (tell, told) = sync_channel(1);
        scope.spawn(move || {
            for _ in 0..100 {
                station.offers(Action::Correct).unwrap();
                thread::sleep(Duration::from_millis(10));
            }
            tell.send(()).unwrap();
        });
        let drawn = told.recv_timeout(Duration::from_secs(20));
        assert!(!permitting.is_finished());
        drop(File::options().write(true).open(&database).unwrap());
        drop(permitting.join().unwrap());
        assert!(drawn.is_ok(), "the screen waited");
    });
}

/// A restore asks nobody for a secret.
#[test]
fn no_restore_is_recorded_under_the_name_of_an_account() {
    let (home, station) = founded();
    let backups = tempfile::tempdir().unwrap();
    let (backup, _) = station.back_up(Some(backups.path())).unwrap();
    drop(station);
    let settings = home.path().join("settings.toml");
    let set_up = fs::read_to_string(&settings).unwrap();
    let named = format!("operator = {:?}\n{set_up}", staff::ADMINISTRATOR);
    for (settings_say, user) in [(set_up, staff::ADMINISTRATOR), (named, "somebody")] {
        fs::write(&settings, settings_say).unwrap();
        let mut restore = takeback(home.path(), &["restore", backup.to_str().unwrap()]);
        fine(&restore.env("USER", user).output().unwrap());
        let records = records(&home);
        let restored = records.last().unwrap();
        assert_eq!(restored["kind"], "restored");
        assert_eq!(restored["by"], "A. Boss (not signed in)");
        assert!(restored["account"].is_null());
        // What is counted as hers is what she entered.
        let entered = records
            .iter()
            .filter(|record| record["by"] == staff::ADMINISTRATOR);
        let station = Station::open_at(home.path(), at(2)).unwrap();
        let rows = by_column(&report(&station, "shift-summary", Format::Csv).unwrap());
        let hers = rows
            .iter()
            .find(|row| row["operator"] == staff::ADMINISTRATOR);
        assert_eq!(hers.unwrap()["records"], entered.count().to_string());
    }
}
