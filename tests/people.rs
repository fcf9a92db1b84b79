//! Accounts through a station: made, proved, locked out, recovered, and all of it on record.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test fails it the same way"
)]

#[path = "support/item.rs"]
mod item;
#[path = "support/staff.rs"]
mod staff;

use std::{
    fs::{self, File},
    process::Command,
    sync::mpsc::sync_channel,
    thread,
    time::Duration,
};

use rusqlite::Connection;
use serde_json::Value;
use takeback::{
    ledger::{AccountId, Meaning, Moment, Site},
    people::{Action, PeopleError, RecoveryCode, Role, Secret},
    station::{Clock, NewAccount, SiteMode, Station, StationError},
};

const WRONG: &str = "195847";

/// This many seconds after 2026-11-22 09:30 in New York.
fn at(second: i64) -> Clock {
    let start = 1_795_357_800_000_000;
    Clock::Fixed(Moment::from_parts(start + second * 1_000_000, -5 * 3600).unwrap())
}

fn founded() -> (tempfile::TempDir, Station) {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), at(0), staff::site(SiteMode::Research));
    (home, station)
}

fn pin() -> Secret {
    Secret::new(staff::PIN)
}

fn new(name: &str, role: Role) -> NewAccount {
    NewAccount {
        name: name.into(),
        role,
        officer: None,
    }
}

fn named(station: &Station, name: &str) -> takeback::people::Account {
    let accounts = station.accounts().unwrap();
    accounts
        .into_iter()
        .find(|account| account.name == name)
        .unwrap()
}

/// Every record as the hash covers it.
fn records(home: &tempfile::TempDir) -> Vec<Value> {
    let database = Connection::open(home.path().join("takeback.db")).unwrap();
    let mut rows = database
        .prepare("SELECT content FROM record ORDER BY seq")
        .unwrap();
    let texts = rows.query_map([], |row| row.get::<_, String>(0)).unwrap();
    texts
        .map(|text| serde_json::from_str(&text.unwrap()).unwrap())
        .collect()
}

fn people_error(error: StationError) -> PeopleError {
    match error {
        StationError::People(error) => error,
        other => panic!("{other}"),
    }
}

fn sign_in(station: &Station, id: AccountId, secret: &str) -> Result<(), PeopleError> {
    station
        .sign_in(id, &Secret::new(secret))
        .map(drop)
        .map_err(people_error)
}

#[test]
fn the_first_administrator_is_made_once_and_signs_what_is_done() {
    let (home, station) = founded();
    let boss = station.signed_in().unwrap();
    assert_eq!(
        (boss.name.as_str(), boss.role),
        (staff::ADMINISTRATOR, Role::Administrator)
    );
    let again = station.found("B. Thief", None, &pin(), None).unwrap_err();
    assert!(matches!(people_error(again), PeopleError::AlreadyFounded));

    let row = station.record(item::unidentified()).unwrap();
    assert_eq!(row.by, staff::ADMINISTRATOR);
    let records = records(&home);
    let disposal = records.last().unwrap();
    assert_eq!(disposal["account"], boss.id.to_string().as_str());
    let kinds: Vec<_> = records
        .iter()
        .map(|record| record["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["site", "account", "presence", "site", "disposal"]);
    // Neither secret nor hash is in the record, and the record holds.
    let text = format!("{records:?}");
    assert!(!text.contains("argon2") && !text.contains(staff::PASSPHRASE));
    assert_eq!(station.verify().unwrap().finding, None);
    // The next start asks again who is there.
    drop(station);
    let station = Station::open_at(home.path(), at(9)).unwrap();
    assert_eq!(station.signed_in(), None);
    assert_eq!(station.site().name, "Main Street");
}

#[test]
fn the_settings_name_the_site_until_there_is_an_administrator() {
    let home = tempfile::tempdir().unwrap();
    let settings =
        "site_mode = \"LE_EVENT\"\nagency = \"Springfield Police\"\nofficer_id = \"9\"\n";
    fs::write(home.path().join("settings.toml"), settings).unwrap();
    let station = Station::open_at(home.path(), at(0)).unwrap();
    station
        .found(staff::ADMINISTRATOR, None, &pin(), None)
        .unwrap();
    assert_eq!(station.site_mode(), SiteMode::LeEvent);
    drop(station);
    fs::write(
        home.path().join("settings.toml"),
        "site_mode = \"RESEARCH\"",
    )
    .unwrap();
    let station = Station::open_at(home.path(), at(1)).unwrap();
    assert_eq!(station.site_mode(), SiteMode::LeEvent);
    assert_eq!(station.site().agency, "Springfield Police");
}

#[test]
fn a_name_is_one_persons_and_a_secret_is_strong() {
    let (_home, station) = founded();
    for (name, secret, why) in [
        ("a.  BOSS", staff::PIN, "already"),
        ("", staff::PIN, "1 to 60"),
        ("C. Clerk", "123456", "first that anyone tries"),
        ("C. Clerk", "12345", "at least 6 digits"),
    ] {
        let error = station
            .add_account(new(name, Role::Operator), &Secret::new(secret))
            .unwrap_err();
        assert!(error.to_string().contains(why), "{name} {secret}: {error}");
    }
    assert_eq!(station.accounts().unwrap().len(), 1);
}

#[test]
fn failures_lock_for_longer_and_longer_over_restarts_and_a_flood_writes_little() {
    let (home, mut station) = founded();
    let id = station
        .add_account(new("C. Clerk", Role::Operator), &pin())
        .unwrap();
    for left in (1..=4).rev() {
        let error = sign_in(&station, id, WRONG).unwrap_err();
        assert!(matches!(error, PeopleError::WrongSecret { tries, .. } if tries == left));
    }
    let mut now = 0;
    for (failure, pause) in [(5, 30), (6, 60), (7, 120)] {
        let error = sign_in(&station, id, WRONG).unwrap_err();
        assert!(matches!(error, PeopleError::Locked { .. }), "{error}");
        // Locked out, the right secret is not looked at either, and nothing more is written.
        let before = records(&home).len();
        drop(station);
        station = Station::open_at(home.path(), at(now + pause - 1)).unwrap();
        for _ in 0..20 {
            let error = sign_in(&station, id, staff::PIN).unwrap_err();
            assert!(matches!(error, PeopleError::Locked { .. }), "{error}");
        }
        let written = records(&home);
        assert_eq!(written.len(), before);
        let last = &written.last().unwrap()["body"];
        assert_eq!(
            (last["act"].as_str(), last["failures"].as_u64()),
            (Some("locked_out"), Some(failure))
        );
        now += pause;
        drop(station);
        station = Station::open_at(home.path(), at(now)).unwrap();
    }
    sign_in(&station, id, staff::PIN).unwrap();
    assert_eq!(records(&home).last().unwrap()["body"]["failures"], 7);
    sign_in(&station, id, staff::PIN).unwrap();
    assert_eq!(records(&home).last().unwrap()["body"]["failures"], 0);
}

#[test]
fn the_only_administrator_is_told_of_the_recovery_code_and_one_of_two_of_the_other() {
    let (_home, station) = founded();
    let boss = named(&station, staff::ADMINISTRATOR).id;
    let locked_out = |id| {
        for _ in 0..4 {
            sign_in(&station, id, WRONG).unwrap_err();
        }
        sign_in(&station, id, WRONG).unwrap_err().to_string()
    };
    let deputy = station
        .add_account(new("D. Deputy", Role::Administrator), &pin())
        .unwrap();
    let said = locked_out(deputy);
    assert!(said.contains("ask an administrator"), "{said}");
    station.disable(deputy).unwrap();
    let said = locked_out(boss);
    assert!(said.contains("use the recovery code"), "{said}");
    assert!(!said.contains("ask an administrator"), "{said}");
}

#[test]
fn a_clock_that_was_ahead_locks_nobody_out_for_longer_than_one_that_is_right() {
    let (home, station) = founded();
    let id = station
        .add_account(new("C. Clerk", Role::Operator), &pin())
        .unwrap();
    drop(station);
    let open = |second| Station::open_at(home.path(), at(second)).unwrap();
    let ahead = open(365 * 24 * 3600);
    while !matches!(
        sign_in(&ahead, id, WRONG).unwrap_err(),
        PeopleError::Locked { .. }
    ) {}
    drop(ahead);
    let right = open(0);
    let Clock::Fixed(in_30_s) = at(30) else {
        unreachable!("it stands still")
    };
    assert_eq!(right.lockouts().unwrap().get(&id), Some(&in_30_s));
    let locked = |second| {
        let error = sign_in(&open(second), id, staff::PIN).unwrap_err();
        assert!(error.to_string().contains("wait until 09:30:30"), "{error}");
    };
    // An attempt meanwhile does not begin it anew.
    locked(0);
    locked(29);
    sign_in(&open(30), id, staff::PIN).unwrap();
}

#[test]
fn a_swapped_credential_is_found_when_it_is_used() {
    let (home, station) = founded();
    let id = station
        .add_account(new("C. Clerk", Role::Operator), &pin())
        .unwrap();
    let boss = named(&station, staff::ADMINISTRATOR).id;
    let database = Connection::open(home.path().join("takeback.db")).unwrap();
    // The clerk, at home in databases, makes their own PIN the administrator's.
    let swapped = database
        .execute(
            "UPDATE credential SET phc = (SELECT phc FROM credential WHERE holder = ?) WHERE holder = ?",
            (id.to_string(), boss.to_string()),
        )
        .unwrap();
    assert_eq!(swapped, 1);
    let error = sign_in(&station, boss, staff::PIN).unwrap_err();
    assert!(matches!(error, PeopleError::Swapped(_)), "{error}");
    sign_in(&station, id, staff::PIN).unwrap();
}

#[test]
fn a_signature_needs_its_own_proof_and_says_who_when_and_what() {
    let (home, station) = founded();
    let id = station
        .add_account(new("C. Clerk", Role::Operator), &pin())
        .unwrap();
    let error = station
        .sign(id, &Secret::new(WRONG), Meaning::Witnessed)
        .unwrap_err();
    assert!(matches!(
        people_error(error),
        PeopleError::WrongSecret { tries: 4, .. }
    ));
    let signature = station.sign(id, &pin(), Meaning::Witnessed).unwrap();
    assert_eq!(
        (signature.account, signature.name.as_str()),
        (id, "C. Clerk")
    );
    assert_eq!(
        (signature.role.as_str(), signature.meaning),
        ("operator", Meaning::Witnessed)
    );
    assert_eq!(signature.signed, station.now());
    // The failure before it is on record; who is signed in has not changed.
    assert_eq!(records(&home).last().unwrap()["body"]["act"], "proved");
    assert_eq!(station.signed_in().unwrap().name, staff::ADMINISTRATOR);
    station.disable(id).unwrap();
    let error = station.sign(id, &pin(), Meaning::Witnessed).unwrap_err();
    assert!(matches!(people_error(error), PeopleError::Disabled(_)));
}

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
fn the_last_administrator_stays() {
    let (_home, station) = founded();
    let boss = named(&station, staff::ADMINISTRATOR).id;
    for error in [
        station.disable(boss).unwrap_err(),
        station.change_role(boss, Role::Operator).unwrap_err(),
    ] {
        assert!(matches!(
            people_error(error),
            PeopleError::LastAdministrator(_)
        ));
    }
    let second = station
        .add_account(new("D. Deputy", Role::Operator), &pin())
        .unwrap();
    station.change_role(second, Role::Administrator).unwrap();
    station.change_role(boss, Role::Auditor).unwrap();
    let error = station.disable(second).unwrap_err();
    assert!(matches!(error, StationError::NotYours { .. }), "{error}");
}

#[test]
fn an_administrator_lets_somebody_back_in() {
    let (_home, station) = founded();
    let id = station
        .add_account(new("C. Clerk", Role::Operator), &pin())
        .unwrap();
    while !matches!(
        sign_in(&station, id, WRONG).unwrap_err(),
        PeopleError::Locked { .. }
    ) {}
    station.disable(id).unwrap();
    station.recover(id, &Secret::new("846209")).unwrap();
    sign_in(&station, id, "846209").unwrap();
    // And the clerk, signed in, may not do that for others.
    let boss = named(&station, staff::ADMINISTRATOR).id;
    assert!(matches!(
        station.recover(boss, &pin()).unwrap_err(),
        StationError::NotYours { .. }
    ));
}

#[test]
fn the_recovery_code_works_once_and_only_for_an_administrator() {
    let home = tempfile::tempdir().unwrap();
    let station = Station::open_at(home.path(), at(0)).unwrap();
    let code = station
        .found(
            staff::ADMINISTRATOR,
            None,
            &Secret::new(staff::PASSPHRASE),
            None,
        )
        .unwrap();
    let clerk = station
        .add_account(new("C. Clerk", Role::Operator), &pin())
        .unwrap();
    let boss = named(&station, staff::ADMINISTRATOR).id;
    station.sign_out(false).unwrap();

    let error = station.recover_by_code(clerk, &code, &pin()).unwrap_err();
    assert!(matches!(
        people_error(error),
        PeopleError::NotAdministrator(_)
    ));
    let wrong = RecoveryCode::typed("0000-0000-0000-0000-0000-0000");
    let error = station.recover_by_code(boss, &wrong, &pin()).unwrap_err();
    assert!(matches!(people_error(error), PeopleError::WrongCode));

    let typed = RecoveryCode::typed(&code.shown().to_lowercase());
    let next = station.recover_by_code(boss, &typed, &pin()).unwrap();
    assert!(sign_in(&station, boss, staff::PASSPHRASE).is_err());
    sign_in(&station, boss, staff::PIN).unwrap();
    let error = station
        .recover_by_code(boss, &typed, &Secret::new("846209"))
        .unwrap_err();
    assert!(matches!(people_error(error), PeopleError::WrongCode));
    station
        .recover_by_code(boss, &next, &Secret::new("846209"))
        .unwrap();
    sign_in(&station, boss, "846209").unwrap();
    // Another sheet makes the old one worthless.
    let newest = station.new_code().unwrap();
    station.recover_by_code(boss, &newest, &pin()).unwrap();
    assert_eq!(station.verify().unwrap().finding, None);
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

#[test]
fn only_a_proven_administrator_leaves_a_kiosk_whoever_is_signed_in() {
    let (_home, station) = founded();
    let boss = station.signed_in().unwrap().id;
    let clerk = station
        .add_account(new("C. Clerk", Role::Operator), &pin())
        .unwrap();
    let refused = station.leave_kiosk(clerk, &pin()).unwrap_err();
    assert!(
        matches!(refused, StationError::NotYours { .. }),
        "{refused}"
    );
    let wrong = station.leave_kiosk(boss, &Secret::new(WRONG)).unwrap_err();
    assert!(matches!(
        people_error(wrong),
        PeopleError::WrongSecret { .. }
    ));
    sign_in(&station, clerk, staff::PIN).unwrap();
    station
        .leave_kiosk(boss, &Secret::new(staff::PASSPHRASE))
        .unwrap();
    assert_eq!(station.signed_in().unwrap().id, clerk);
}
