//! Who may approve what, with which proof, and for how long it holds.

use crate::support::item::unidentified;
use crate::support::staff;
use takeback::{
    ledger::{Meaning, ReviewAct, ReviewState},
    people::Secret,
    station::{Decision, Station, StationError},
};

use super::{at, pin, queue, reviewer, send_back, sit, station};

#[test]
fn an_approval_holds_until_the_item_is_corrected() {
    let (_home, station) = station();
    sit(&station, "C. Clerk");
    let item = station.record(unidentified()).unwrap();
    let signed = reviewer(&station, "P. Harm");
    assert_eq!(queue(&station), [item.seq]);
    let done = station
        .review(item.current, ReviewAct::Approved, signed.clone())
        .unwrap();
    assert_eq!(done.state(), ReviewState::Approved);
    let review = done.review.unwrap();
    assert_eq!((review.signed, review.own), (signed.clone(), false));
    assert!(queue(&station).is_empty());
    assert!(matches!(
        station.review(item.current, ReviewAct::Approved, signed.clone()),
        Err(StationError::AlreadyApproved(id)) if id == item.current
    ));

    sit(&station, "C. Clerk");
    let corrected = station
        .correct(item.current, Decision::Unidentified, 2, "counted again")
        .unwrap();
    let found = station.find_listed(item.id).unwrap();
    assert_eq!(found.state(), ReviewState::Unreviewed);
    assert_eq!(queue(&station), [item.seq]);
    // What was looked at is no longer what holds.
    let signed = reviewer(&station, "P. Harm");
    let outdated = station.review(item.current, ReviewAct::Approved, signed.clone());
    assert!(
        outdated
            .unwrap_err()
            .to_string()
            .contains("corrected in the meantime")
    );
    station
        .review(corrected.current, ReviewAct::Approved, signed)
        .unwrap();
    assert!(station.verify().unwrap().is_intact());
}

#[test]
fn nobody_approves_their_own_unless_nobody_else_may() {
    let (_home, station) = station();
    let signed = reviewer(&station, "P. Harm");
    let own = station.record(unidentified()).unwrap();
    let refused = station
        .review(own.current, ReviewAct::Approved, signed.clone())
        .unwrap_err();
    assert!(matches!(&refused, StationError::OwnRecord(name) if name == "P. Harm"));
    // Sending back their own is no approval.
    station.review(own.current, send_back(), signed).unwrap();

    // Somebody who corrects another's record has made it theirs.
    sit(&station, "C. Clerk");
    let item = station.record(unidentified()).unwrap();
    let signed = reviewer(&station, "P. Harm");
    let corrected = station
        .correct(item.current, Decision::Unidentified, 3, "counted again")
        .unwrap();
    let refused = station.review(corrected.current, ReviewAct::Approved, signed);
    assert!(matches!(refused, Err(StationError::OwnRecord(_))));
    // And it stays theirs whoever corrects it after them.
    sit(&station, "C. Clerk");
    let again = station
        .correct(corrected.current, Decision::Unidentified, 4, "one more")
        .unwrap();
    let signed = reviewer(&station, "P. Harm");
    let refused = station.review(again.current, ReviewAct::Approved, signed);
    assert!(matches!(refused, Err(StationError::OwnRecord(_))));
    let other = reviewer(&station, "Q. Acy");
    station
        .review(again.current, ReviewAct::Approved, other)
        .unwrap();

    // Where everybody who may had a hand in it, one of them may, and the record says so.
    let boss = station.named(staff::ADMINISTRATOR).unwrap().id;
    let secret = Secret::new(staff::PASSPHRASE);
    station.sign_in(boss, &secret).unwrap();
    station
        .disable(station.named("Q. Acy").unwrap().id)
        .unwrap();
    let signed = reviewer(&station, "P. Harm");
    let shared = station.record(unidentified()).unwrap();
    let refused = station.review(shared.current, ReviewAct::Approved, signed);
    assert!(matches!(refused, Err(StationError::OwnRecord(_))));
    station.sign_in(boss, &secret).unwrap();
    let shared = station
        .correct(shared.current, Decision::Unidentified, 2, "counted again")
        .unwrap();
    let signed = reviewer(&station, "P. Harm");
    let done = station
        .review(shared.current, ReviewAct::Approved, signed)
        .unwrap();
    assert!(done.review.unwrap().own);

    // Nor does it matter that the others are gone.
    station.sign_in(boss, &secret).unwrap();
    station
        .disable(station.named("P. Harm").unwrap().id)
        .unwrap();
    let alone = station.record(unidentified()).unwrap();
    let signed = station.sign(boss, &secret, Meaning::Reviewed).unwrap();
    let done = station
        .review(alone.current, ReviewAct::Approved, signed)
        .unwrap();
    assert!(done.review.unwrap().own);
}

#[test]
fn a_review_needs_the_role_the_person_and_a_fresh_proof() {
    let (home, station) = station();
    sit(&station, "C. Clerk");
    let item = station.record(unidentified()).unwrap();
    let clerk = station.named("C. Clerk").unwrap().id;
    let signed = station.sign(clerk, &pin(), Meaning::Reviewed).unwrap();
    let refused = station.review(item.current, ReviewAct::Approved, signed);
    assert!(matches!(refused, Err(StationError::NotYours { .. })));

    // Another's signature, one that means something else, one that is too old.
    let harm = station.named("P. Harm").unwrap().id;
    let signed = reviewer(&station, "Q. Acy");
    sit(&station, "P. Harm");
    let refused = station.review(item.current, ReviewAct::Approved, signed);
    assert!(matches!(refused, Err(StationError::NotTheReviewer(_))));
    let witnessed = station.sign(harm, &pin(), Meaning::Witnessed).unwrap();
    let refused = station.review(item.current, ReviewAct::Approved, witnessed);
    assert!(matches!(refused, Err(StationError::NotTheReviewer(_))));
    let signed = station.sign(harm, &pin(), Meaning::Reviewed).unwrap();
    let empty = ReviewAct::SentBack { reason: " ".into() };
    let refused = station.review(item.current, empty, signed.clone());
    assert!(matches!(refused, Err(StationError::NoReasonToSendBack)));
    drop(station);
    // The window asks for the secret again a minute before the record does.
    for (minute, proves, fresh) in [
        (-1, false, false),
        (14, true, true),
        (15, false, true),
        (16, false, false),
    ] {
        let station = Station::open_at(home.path(), at(minute)).unwrap();
        assert_eq!(
            station.still_proves(&signed),
            proves,
            "after {minute} minutes"
        );
        sit(&station, "P. Harm");
        let done = station.review(item.current, send_back(), signed.clone());
        assert_eq!(done.is_ok(), fresh, "after {minute} minutes: {done:?}");
    }
    assert!(queue(&Station::open_at(home.path(), at(16)).unwrap()) == [item.seq]);

    // Without accounts nobody can sign.
    let home = tempfile::tempdir().unwrap();
    let alone = Station::open(home.path()).unwrap();
    let item = alone.record(unidentified()).unwrap();
    assert!(matches!(
        alone.review(item.current, ReviewAct::Approved, signed),
        Err(StationError::NotTheReviewer(_))
    ));
}
