//! What was recorded wrong, or came to nothing, and is put right: found or acquired again, given back, back after a
//! transfer, struck.

use jiff::civil::date;

use takeback::custody::{Custody, LinerStage, PackageStage, Refused, Step};
use takeback::ledger::custody::{Batch, Inventory, LinerMark, Taken, UniqueId};
use takeback::ledger::{Event, SiteMode};

use super::records::{id, liner, of_record, package, signature, stamp, stamp_of};

/// What an inventory that scanned these numbers found, list by list.
fn found(custody: &Custody, scanned: &[&str]) -> [Vec<UniqueId>; 3] {
    let scanned = scanned.iter().map(|number| id(number)).collect();
    let inventory = Inventory {
        acted_on: date(2026, 11, 22),
        taken: Taken::Close,
        found: custody.sort_found(&scanned).unwrap(),
        signed: signature(1),
    };
    let event = Event::Inventory(inventory);
    let mut custody = custody.clone();
    custody.apply(stamp(99), &event).unwrap();
    let found = &custody.inventories().last().unwrap().inventory.found;
    let sealed = found.sealed_liners.iter().map(|mark| mark.id.clone());
    [
        sealed.collect(),
        found.unused_packages.clone(),
        found.returned_packages.clone(),
    ]
}

#[test]
fn a_liner_that_was_discarded_is_acquired_again_with_the_size_and_the_day_that_are_right() {
    let (wrong, right) = (date(2026, 11, 22), date(2026, 11, 21));
    let of_size = |step, gallons: u16| {
        let Event::Liner(mut record) = liner(step, &["L1"], right) else {
            panic!("a liner")
        };
        let mark = LinerMark {
            id: id("L1"),
            gallons: gallons.try_into().unwrap(),
        };
        record.liners = Batch::new(vec![mark]).unwrap();
        Event::Liner(record)
    };
    let mut custody = Custody::default();
    for (seq, step) in [(1, Step::AcquireLiner), (2, Step::DiscardLiner)] {
        let step = liner(step, &["L1"], wrong);
        custody.apply(stamp(seq), &step).unwrap();
    }
    let again = of_size(Step::AcquireLiner, 18);
    custody.apply(stamp(3), &again).unwrap();
    let twice = custody.apply(stamp(4), &again);
    let advice = twice.unwrap_err().to_string();
    assert!(advice.contains("discard it first"), "{advice}");
    let as_before = custody.apply(stamp(4), &of_size(Step::InstallLiner, 10));
    assert!(matches!(as_before, Err(Refused::Size { .. })));
    let install = of_size(Step::InstallLiner, 18);
    custody.apply(stamp(4), &install).unwrap();
    let known = custody.liner(&id("L1")).unwrap();
    assert_eq!((known.gallons.get(), known.history.len()), (18, 4));
    assert_eq!(known.stage(), LinerStage::Installed);
}

#[test]
fn a_package_discarded_as_lost_is_received_when_it_comes_back_sealed() {
    let day = date(2026, 11, 20);
    let mut custody = Custody::default();
    for (seq, step) in [(1, Step::AcquirePackage), (2, Step::DiscardPackage)] {
        custody
            .apply(stamp(seq), &package(step, false, "M1", day))
            .unwrap();
    }
    // It is one of ours, and nobody else's.
    for (step, agreed, refused) in [
        (
            Step::ReceivePackage,
            true,
            Refused::OursByAgreement(id("M1")),
        ),
        (Step::ReceiveForeignPackage, false, Refused::Ours(id("M1"))),
    ] {
        let taken = custody.apply(stamp(3), &package(step, agreed, "M1", day));
        assert_eq!(taken, Err(refused));
    }
    custody
        .apply(stamp(3), &package(Step::ReceivePackage, false, "M1", day))
        .unwrap();
    let stage = custody.package(&id("M1")).unwrap().stage();
    assert_eq!(stage, PackageStage::Returned);
    assert_eq!(custody.on_hand().returned_packages, [id("M1")]);
}

#[test]
fn a_package_that_was_discarded_is_acquired_again_with_the_day_that_is_right() {
    let (wrong, right) = (date(2026, 11, 22), date(2026, 11, 21));
    let mut custody = Custody::default();
    for (seq, step, day) in [
        (1, Step::AcquirePackage, wrong),
        (2, Step::DiscardPackage, wrong),
        (3, Step::AcquirePackage, right),
    ] {
        let step = package(step, false, "M1", day);
        custody.apply(stamp(seq), &step).unwrap();
    }
    assert_eq!(custody.on_hand().unused_packages, [id("M1")]);
    let again = package(Step::AcquirePackage, false, "M1", right);
    let twice = custody.apply(stamp(4), &again);
    assert!(matches!(twice, Err(Refused::NotNow { .. })), "{twice:?}");
    let offer = package(Step::OfferPackage, false, "M1", right);
    custody.apply(stamp(4), &offer).unwrap();
}

/// 21 CFR 1304.11(e)(7)(i): it is on hand from then on, and nobody has to scan it to know.
#[test]
fn a_package_that_a_third_party_gives_back_unused_is_on_hand_again() {
    let mut custody = Custody::default();
    let mut seq = 0;
    let mut take = |custody: &mut Custody, step, day| {
        seq += 1;
        let step = package(step, false, "M1", date(2026, 11, day));
        custody.apply(stamp(seq), &step)
    };
    take(&mut custody, Step::AcquirePackage, 10).unwrap();
    take(&mut custody, Step::SendPackage, 12).unwrap();
    assert_eq!(custody.on_hand().unused_packages, []);
    let why = take(&mut custody, Step::DiscardPackage, 13).unwrap_err();
    assert!(why.to_string().contains("given back unused"), "{why}");
    // It was sent before it came back.
    let early = take(&mut custody, Step::AcquirePackage, 11);
    assert!(matches!(early, Err(Refused::TooEarly { .. })), "{early:?}");
    take(&mut custody, Step::AcquirePackage, 14).unwrap();
    assert_eq!(custody.on_hand().unused_packages, [id("M1")]);
    assert_eq!(found(&custody, &["M1"])[1], [id("M1")]);
    take(&mut custody, Step::OfferPackage, 15).unwrap();
    take(&mut custody, Step::ReceivePackage, 16).unwrap();
    assert_eq!(found(&custody, &["M1"])[2], [id("M1")]);
}

#[test]
fn a_liner_that_comes_back_is_on_hand_and_its_term_runs_from_its_sealing() {
    let mut custody = Custody::default();
    let take = |custody: &mut Custody, seq, step, numbers: &[&str], day| {
        let event = of_record(liner(step, numbers, date(2026, 11, day)), 4);
        custody.apply(stamp_of(SiteMode::Ltcf, seq), &event)
    };
    let both = ["L1", "L2"];
    for (seq, step) in [
        (1, Step::AcquireLiner),
        (2, Step::InstallLiner),
        (3, Step::SealLiner),
    ] {
        take(&mut custody, seq, step, &both, 16).unwrap();
    }
    take(&mut custody, 4, Step::TransferLiner, &both, 18).unwrap();
    assert_eq!(custody.on_hand().ids().count(), 0);
    let early = take(&mut custody, 5, Step::RegainLiner, &["L2"], 17);
    assert!(matches!(early, Err(Refused::TooEarly { .. })), "{early:?}");
    take(&mut custody, 5, Step::RegainLiner, &["L2"], 19).unwrap();
    assert_eq!(found(&custody, &["L2"])[0], [id("L2")]);
    let todo = custody.terms(date(2026, 11, 20));
    let said: Vec<_> = todo.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "liner L2 was sealed at the facility on 2026-11-16 and had to be gone by 2026-11-19, and that day is past: transfer it now"
        ]
    );
    take(&mut custody, 6, Step::TransferLiner, &["L2"], 20).unwrap();
    // That transfer is another one, which nobody has named.
    let again = take(&mut custody, 7, Step::RegainLiner, &["L2"], 21);
    assert_eq!(again, Err(Refused::NotNewest(4)));
    let liner = custody.liner(&id("L2")).unwrap();
    assert_eq!(
        (liner.stage(), liner.history.len()),
        (LinerStage::Transferred, 6),
        "nothing is overwritten"
    );
}

#[test]
fn a_foreign_package_that_comes_back_may_still_be_told_of() {
    let day = date(2026, 11, 20);
    let mut custody = Custody::default();
    for (seq, step) in [
        (1, Step::ReceiveForeignPackage),
        (2, Step::TransferPackage),
        (3, Step::RegainPackage),
        (4, Step::NotifyFieldOffice),
    ] {
        let event = of_record(package(step, false, "M1", day), 2);
        custody.apply(stamp(seq), &event).unwrap();
    }
    let known = custody.package(&id("M1")).unwrap();
    assert_eq!(known.stage(), PackageStage::Notified);
    assert_eq!(found(&custody, &["M1"])[2], [id("M1")]);
    assert_eq!(custody.terms(day), []);
}

#[test]
fn what_was_received_in_error_is_nothing_once_it_is_struck() {
    let day = date(2026, 11, 20);
    let mut custody = Custody::default();
    let strike = |of: i64| of_record(liner(Step::StrikeLiner, &["L1"], day), of);
    let received = liner(Step::ReceiveLiner, &["L1", "L2"], day);
    custody.apply(stamp(1), &received).unwrap();
    let twice = custody.apply(stamp(2), &liner(Step::ReceiveLiner, &["L1"], day));
    assert!(matches!(twice, Err(Refused::NotNow { .. })), "{twice:?}");
    custody.apply(stamp(2), &strike(1)).unwrap();
    assert!(custody.liner(&id("L1")).is_none());
    assert_eq!(
        custody.sort_found(&[id("L1")].into()),
        Err(Refused::NotOnHand(id("L1")))
    );
    assert_eq!(found(&custody, &["L2"])[0], [id("L2")]);
    // The number is free for that giver.
    let again = liner(Step::ReceiveLiner, &["L1"], day);
    custody.apply(stamp(3), &again).unwrap();
    assert_eq!(custody.liners_numbered(&id("L1")).len(), 1);
    assert_eq!(
        custody.apply(stamp(4), &strike(1)),
        Err(Refused::NotNewest(1))
    );
    custody
        .apply(stamp(4), &liner(Step::StoreLiner, &["L1"], day))
        .unwrap();
    let stored = custody.apply(stamp(5), &strike(4)).unwrap_err();
    assert!(
        stored.to_string().contains("was not handled since"),
        "{stored}"
    );
}

#[test]
fn a_package_of_ones_own_is_what_it_was_before_it_was_received_in_error() {
    let day = date(2026, 11, 20);
    let mut custody = Custody::default();
    for (seq, step) in [
        (1, Step::AcquirePackage),
        (2, Step::OfferPackage),
        (3, Step::ReceivePackage),
        (4, Step::StrikePackage),
    ] {
        let event = of_record(package(step, false, "M1", day), 3);
        custody.apply(stamp(seq), &event).unwrap();
    }
    let known = custody.package(&id("M1")).unwrap();
    assert_eq!(known.stage(), PackageStage::Available);
    let back = package(Step::ReceivePackage, false, "M1", day);
    custody.apply(stamp(5), &back).unwrap();
}
