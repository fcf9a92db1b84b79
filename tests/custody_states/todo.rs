//! What is unfinished, and from which day on it is listed.

use jiff::civil::date;

use takeback::custody::{Custody, Step, Todo, Watch};

use crate::records::{id, liner, nothing, opening, package, session, stamp};

pub const WATCH: Watch = Watch {
    installed_days: 90,
    sealed_days: 30,
    at_facility: false,
    owes_inventory: false,
};

#[test]
fn unfinished_business_is_listed_on_its_day_and_not_before() {
    let mut custody = Custody::default();
    let day = date(2026, 8, 3);
    let steps = [
        liner(Step::AcquireLiner, &["L1", "L2"], day),
        liner(Step::InstallLiner, &["L1", "L2"], day),
        liner(Step::SealLiner, &["L2"], day),
        package(Step::ReceiveForeignPackage, false, "M1", date(2026, 11, 18)),
        session(1, opening(), date(2026, 11, 21)),
    ];
    for (seq, step) in (1..).zip(&steps) {
        custody.apply(stamp(seq), step).unwrap();
    }
    let listed = |custody: &Custody, today| -> Vec<&str> {
        let name = |todo: &Todo| match todo {
            Todo::Notice { due, .. } => {
                assert_eq!(*due, date(2026, 11, 23));
                "notice"
            }
            Todo::Session { .. } => "session",
            Todo::Sealed { liner, .. } => {
                assert_eq!(liner, &id("L2"));
                "sealed"
            }
            Todo::Installed { liner, .. } => {
                assert_eq!(liner, &id("L1"));
                "installed"
            }
            other => panic!("{other}"),
        };
        custody.todo(today, &WATCH).iter().map(name).collect()
    };
    // Thirty days and ninety days after the 3rd of August.
    assert_eq!(listed(&custody, date(2026, 9, 1)), ["notice"]);
    assert_eq!(listed(&custody, date(2026, 9, 2)), ["notice", "sealed"]);
    assert_eq!(listed(&custody, date(2026, 10, 31)), ["notice", "sealed"]);
    assert_eq!(
        listed(&custody, date(2026, 11, 1)),
        ["notice", "sealed", "installed"]
    );
    assert_eq!(
        listed(&custody, date(2026, 11, 21)),
        ["notice", "sealed", "installed"]
    );
    assert_eq!(
        listed(&custody, date(2026, 11, 22)),
        ["notice", "session", "sealed", "installed"]
    );

    let ends = [
        package(Step::NotifyFieldOffice, false, "M1", date(2026, 11, 22)),
        session(1, nothing(), date(2026, 11, 22)),
        liner(Step::SealLiner, &["L1"], date(2026, 11, 22)),
        liner(Step::TransferLiner, &["L1", "L2"], date(2026, 11, 22)),
    ];
    for (seq, step) in (6..).zip(&ends) {
        custody.apply(stamp(seq), step).unwrap();
    }
    assert!(custody.todo(date(2026, 11, 22), &WATCH).is_empty());
}

#[test]
fn a_foreign_package_that_was_destroyed_unannounced_is_still_owed_a_notice() {
    let mut custody = Custody::default();
    for (seq, step) in [(1, Step::ReceiveForeignPackage), (2, Step::DestroyPackage)] {
        custody
            .apply(stamp(seq), &package(step, false, "M1", date(2026, 11, 20)))
            .unwrap();
    }
    let todo = custody.todo(date(2026, 11, 22), &WATCH);
    assert!(matches!(todo.as_slice(), [Todo::Notice { .. }]), "{todo:?}");
}

#[test]
fn a_facility_has_three_business_days() {
    let mut custody = Custody::default();
    for (seq, step) in [
        (1, Step::AcquireLiner),
        (2, Step::InstallLiner),
        (3, Step::SealLiner),
    ] {
        custody
            .apply(stamp(seq), &liner(step, &["L1"], date(2026, 11, 20)))
            .unwrap();
    }
    let watch = Watch {
        at_facility: true,
        ..WATCH
    };
    let expected = Todo::Facility {
        liner: id("L1"),
        sealed: date(2026, 11, 20),
        due: date(2026, 11, 25),
    };
    assert_eq!(custody.todo(date(2026, 12, 31), &watch), [expected]);
}
