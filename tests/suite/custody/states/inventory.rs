//! Inventories: what is found is sorted by what the record knows.

use jiff::civil::date;

use takeback::custody::{Custody, Refused, Step, Term, Todo, Watch};
use takeback::ledger::Event;
use takeback::ledger::custody::{Inventory, LinerMark, Taken, UniqueId};

use super::records::{id, liner, package, signature, stamp};
use super::todo::WATCH;

fn inventory(custody: &Custody, found: &[&str]) -> Result<Event, Refused> {
    let scanned = found.iter().map(|number| id(number)).collect();
    Ok(Event::Inventory(Inventory {
        acted_on: date(2026, 11, 22),
        taken: Taken::Close,
        found: custody.sort_found(&scanned)?,
        signed: signature(1),
    }))
}

#[test]
fn an_inventory_sorts_what_is_found_and_names_what_is_not() {
    let day = date(2026, 11, 20);
    let mut custody = Custody::default();
    let steps = [
        liner(Step::AcquireLiner, &["L1", "L2", "L3"], day),
        liner(Step::InstallLiner, &["L2", "L3"], day),
        liner(Step::SealLiner, &["L3"], day),
        package(Step::AcquirePackage, false, "M1", day),
        package(Step::OfferPackage, false, "M1", day),
        package(Step::ReceiveForeignPackage, false, "M2", day),
        package(Step::NotifyFieldOffice, false, "M2", day),
    ];
    for (seq, step) in (1..).zip(&steps) {
        custody.apply(stamp(seq), step).unwrap();
    }
    let watch = Watch {
        owes_inventory: Some(day),
        ..WATCH
    };
    let due = |custody: &Custody, today| custody.todo(today, &watch);
    assert_eq!(
        due(&custody, date(2026, 11, 20)),
        [Todo::Inventory {
            last: None,
            term: Term::of(day, date(2026, 11, 20)),
        }]
    );

    assert_eq!(
        inventory(&custody, &["L2"]),
        Err(Refused::NotOnHand(id("L2")))
    );
    assert_eq!(
        inventory(&custody, &["L9"]),
        Err(Refused::NotOnHand(id("L9")))
    );
    let event = inventory(&custody, &["m1", "L1", "M2"]).unwrap();
    custody.apply(stamp(8), &event).unwrap();
    let taken = custody.inventories().last().unwrap();
    let marks: Vec<_> = taken.missing.ids().map(UniqueId::as_str).collect();
    assert_eq!(marks, ["L3"]);
    assert_eq!(taken.inventory.found.returned_packages, [id("M2")]);
    let missing = Todo::Missing {
        id: id("L3"),
        inventory: date(2026, 11, 22),
    };
    assert_eq!(due(&custody, date(2026, 11, 22)), [missing]);

    // What becomes known of it settles it; a rack package nobody scanned is not missed.
    custody
        .apply(
            stamp(9),
            &liner(Step::TransferLiner, &["L3"], date(2026, 11, 21)),
        )
        .unwrap();
    assert!(due(&custody, date(2026, 11, 22)).is_empty());
    let event = inventory(&custody, &["L1", "M2"]).unwrap();
    custody.apply(stamp(10), &event).unwrap();
    assert_eq!(
        custody.inventories().last().unwrap().missing.ids().count(),
        0
    );

    let again = |today| Todo::Inventory {
        last: Some(date(2026, 11, 22)),
        term: Term::of(date(2028, 11, 22), today),
    };
    let patient = Watch {
        installed_days: u32::MAX,
        sealed_days: u32::MAX,
        ..watch
    };
    assert_eq!(custody.todo(date(2028, 10, 22), &patient), []);
    for (today, late) in [
        (date(2028, 10, 23), false),
        (date(2028, 11, 22), false),
        (date(2028, 11, 23), true),
    ] {
        let todo = custody.todo(today, &patient);
        assert_eq!(todo, [again(today)]);
        let said = todo[0].to_string();
        assert_eq!(said.contains("that day is past"), late, "{said}");
    }
}

#[test]
fn what_was_handled_after_the_inventory_is_missing_no_more_and_before_it_still_is() {
    let day = date(2026, 11, 22);
    let mut custody = Custody::default();
    let mut seq = 0;
    let mut take = |custody: &mut Custody, event: &Event| {
        seq += 1;
        custody.apply(stamp(seq), event).unwrap();
    };
    let missing = |custody: &Custody| -> Vec<UniqueId> {
        let todo = custody.todo(day, &WATCH).into_iter();
        todo.filter_map(|todo| match todo {
            Todo::Missing { id, .. } => Some(id),
            _ => None,
        })
        .collect()
    };
    take(
        &mut custody,
        &liner(Step::AcquireLiner, &["L1", "L2", "L3"], day),
    );
    for number in ["M1", "M2"] {
        take(
            &mut custody,
            &package(Step::AcquirePackage, false, number, day),
        );
    }
    let none = inventory(&custody, &[]).unwrap();
    take(&mut custody, &none);
    let ids = |numbers: &[&str]| -> Vec<UniqueId> { numbers.iter().map(|one| id(one)).collect() };
    assert_eq!(missing(&custody), ids(&["L1", "L2", "L3", "M1", "M2"]));

    for event in [
        liner(Step::DiscardLiner, &["L1"], day),
        liner(Step::AcquireLiner, &["L1"], day),
        liner(Step::InstallLiner, &["L2"], day),
        liner(Step::SealLiner, &["L2"], day),
        package(Step::OfferPackage, false, "M1", day),
        package(Step::ReceivePackage, false, "M1", day),
    ] {
        take(&mut custody, &event);
    }
    assert_eq!(missing(&custody), ids(&["L3", "M2"]));
    let others = inventory(&custody, &["L3", "M2"]).unwrap();
    take(&mut custody, &others);
    assert_eq!(missing(&custody), ids(&["L1", "L2", "M1"]));
}

#[test]
fn an_inventory_is_entered_on_its_day_and_as_the_record_sorts_it() {
    let mut custody = Custody::default();
    custody
        .apply(
            stamp(1),
            &liner(Step::AcquireLiner, &["L1"], date(2026, 11, 20)),
        )
        .unwrap();
    let Event::Inventory(honest) = inventory(&custody, &["L1"]).unwrap() else {
        panic!("an inventory")
    };
    let mut late = honest.clone();
    late.acted_on = date(2026, 11, 21);
    let refused = custody.apply(stamp(2), &Event::Inventory(late));
    assert!(
        matches!(refused, Err(Refused::InventoryDay { .. })),
        "{refused:?}"
    );
    let mut moved = honest;
    moved.found.sealed_liners = std::mem::take(&mut moved.found.unused_liners);
    let refused = custody.apply(stamp(2), &Event::Inventory(moved));
    assert_eq!(refused, Err(Refused::InventoryLists));
}

#[test]
fn a_number_that_a_liner_and_a_package_share_is_found_as_both_and_missed_as_both() {
    let day = date(2026, 11, 20);
    let mut custody = Custody::default();
    let steps = [
        liner(Step::ReceiveLiner, &["1007"], day),
        package(Step::TakeOverPackage, false, "1007", day),
        // One is here, and the other with whoever took it.
        liner(Step::ReceiveLiner, &["1008"], day),
        package(Step::AcquirePackage, false, "1008", day),
        package(Step::OfferPackage, false, "1008", day),
    ];
    for (seq, step) in (1..).zip(&steps) {
        custody.apply(stamp(seq), step).unwrap();
    }
    let before = custody.clone();
    let numbers = |marks: &[LinerMark]| -> Vec<UniqueId> {
        marks.iter().map(|mark| mark.id.clone()).collect()
    };
    let event = inventory(&custody, &["1007"]).unwrap();
    custody.apply(stamp(6), &event).unwrap();
    let taken = custody.inventories().last().unwrap();
    let found = &taken.inventory.found;
    assert_eq!(numbers(&found.sealed_liners), [id("1007")]);
    assert_eq!(found.returned_packages, [id("1007")]);
    assert_eq!(numbers(&taken.missing.sealed_liners), [id("1008")]);
    assert_eq!(taken.missing.ids().count(), 1);

    let event = inventory(&custody, &["1008"]).unwrap();
    custody.apply(stamp(7), &event).unwrap();
    let missing = &custody.inventories().last().unwrap().missing;
    assert_eq!(numbers(&missing.sealed_liners), [id("1007")]);
    assert_eq!(missing.returned_packages, [id("1007")]);
    let named = Todo::Missing {
        id: id("1007"),
        inventory: date(2026, 11, 22),
    };
    assert_eq!(custody.todo(date(2026, 11, 22), &WATCH), [named]);

    // As an earlier release wrote it down.
    let mut custody = before;
    let Event::Inventory(mut earlier) = inventory(&custody, &["1007"]).unwrap() else {
        panic!("an inventory")
    };
    earlier.found.returned_packages.clear();
    custody.apply(stamp(6), &Event::Inventory(earlier)).unwrap();
}
