//! A proof of who somebody is: a credential of their own, and a signature by it.

use crate::support::staff;
use rusqlite::Connection;
use takeback::{
    ledger::Meaning,
    people::{PeopleError, Role, Secret},
};

use super::{WRONG, founded, named, new, people_error, pin, records, sign_in};

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
