//! What is unfinished, and from which day on it is listed.

use jiff::civil::date;

use takeback::custody::{Custody, PackageStage, Step, Term, Thing, Todo, Watch};
use takeback::ledger::{Event, SiteMode};

use super::records::{id, liner, nothing, of_record, opening, package, session, stamp, stamp_of};

pub const WATCH: Watch = Watch {
    installed_days: 90,
    sealed_days: 30,
    owes_inventory: None,
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
            Todo::Notice { term, .. } => {
                assert_eq!(term.due(), date(2026, 11, 23));
                "notice"
            }
            Todo::Session { .. } => "session",
            Todo::Sealed {
                thing, id: number, ..
            } => {
                assert_eq!((thing, number), (&Thing::Liner, &id("L2")));
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
fn a_foreign_package_that_left_unannounced_is_owed_a_notice_until_it_is_given() {
    for (left, stage) in [
        (Step::DestroyPackage, PackageStage::Destroyed),
        (Step::TransferPackage, PackageStage::Transferred),
    ] {
        let mut custody = Custody::default();
        let mut seq = 0;
        let mut take = |custody: &mut Custody, step, day| {
            seq += 1;
            let step = package(step, false, "M1", date(2026, 11, day));
            custody.apply(stamp(seq), &step)
        };
        take(&mut custody, Step::ReceiveForeignPackage, 20).unwrap();
        take(&mut custody, left, 22).unwrap();
        for (today, past) in [(25, false), (26, true)] {
            let todo = custody.todo(date(2026, 11, today), &WATCH);
            assert!(
                matches!(todo.as_slice(), [Todo::Notice { term, .. }] if term.is_late() == past),
                "{todo:?}"
            );
            let said = todo[0].to_string();
            assert_eq!(said.contains("that day is past"), past, "{said}");
        }
        // It follows the arrival, and its day is the true one also where the package had left by then.
        take(&mut custody, Step::NotifyFieldOffice, 19).unwrap_err();
        take(&mut custody, Step::NotifyFieldOffice, 21).unwrap();
        assert_eq!(custody.todo(date(2026, 11, 22), &WATCH), []);
        // The package is where it was, and was told of once.
        assert_eq!(custody.package(&id("M1")).unwrap().stage(), stage);
        assert_eq!(custody.on_hand().ids().count(), 0);
        for step in [Step::NotifyFieldOffice, Step::DestroyPackage] {
            take(&mut custody, step, 22).unwrap_err();
        }
    }
}

#[test]
fn what_was_done_to_a_package_before_it_was_told_of_is_entered_afterwards() {
    let mut custody = Custody::default();
    for (seq, step, day) in [
        (1, Step::ReceiveForeignPackage, 18),
        (2, Step::NotifyFieldOffice, 20),
    ] {
        let step = package(step, false, "M1", date(2026, 11, day));
        custody.apply(stamp(seq), &step).unwrap();
    }
    let destroyed = |day| package(Step::DestroyPackage, false, "M1", date(2026, 11, day));
    custody.apply(stamp(3), &destroyed(17)).unwrap_err();
    custody.apply(stamp(3), &destroyed(19)).unwrap();
}

#[test]
fn of_a_package_that_is_not_foreign_nobody_is_notified_after_it_left() {
    let mut custody = Custody::default();
    for (seq, step) in [(1, Step::TakeOverPackage), (2, Step::DestroyPackage)] {
        custody
            .apply(stamp(seq), &package(step, false, "M1", date(2026, 11, 20)))
            .unwrap();
    }
    let notice = package(Step::NotifyFieldOffice, false, "M1", date(2026, 11, 21));
    custody.apply(stamp(3), &notice).unwrap_err();
}

/// The term is that of the site where it was sealed, which this may be no more.
#[test]
fn a_facility_has_three_business_days() {
    let mut custody = Custody::default();
    for (seq, step) in [
        (1, Step::AcquireLiner),
        (2, Step::InstallLiner),
        (3, Step::SealLiner),
    ] {
        let event = liner(step, &["L1"], date(2026, 11, 20));
        let stamp = stamp_of(SiteMode::Ltcf, seq);
        custody.apply(stamp, &event).unwrap();
    }
    for (today, late) in [(date(2026, 11, 25), false), (date(2026, 11, 26), true)] {
        let expected = Todo::Facility {
            liner: id("L1"),
            sealed: date(2026, 11, 20),
            term: Term::of(date(2026, 11, 25), today),
        };
        let todo = custody.todo(today, &WATCH);
        assert_eq!(todo, [expected]);
        let said = todo[0].to_string();
        assert_eq!(said.contains("that day is past"), late, "{said}");
    }
}

/// What a site of this mode received or took over in October, some of which left.
fn received_at(mode: SiteMode) -> Custody {
    let day = date(2026, 10, 1);
    let mut custody = Custody::default();
    let steps = [
        liner(Step::ReceiveLiner, &["L1", "L2"], day),
        liner(Step::StoreLiner, &["L1"], date(2026, 10, 15)),
        package(Step::TakeOverPackage, false, "M1", day),
        package(Step::ReceivePackage, true, "M2", date(2026, 10, 2)),
        package(Step::TakeOverPackage, false, "M3", day),
        // It came unused: nothing was received for destruction.
        package(Step::AcquirePackage, false, "M4", day),
        package(Step::DestroyPackage, false, "M3", day),
        liner(Step::TransferLiner, &["L2"], day),
    ];
    for (seq, step) in (1..).zip(&steps) {
        custody.apply(stamp_of(mode, seq), step).unwrap();
    }
    custody
}

#[test]
fn a_reverse_distributor_is_told_ahead_of_the_last_day_for_whatever_it_received() {
    let custody = received_at(SiteMode::ReverseDistributor);
    let said = |today| -> Vec<String> {
        let todo = custody.todo(today, &WATCH);
        todo.iter().map(ToString::to_string).collect()
    };
    assert_eq!(said(date(2026, 10, 20)), [""; 0]);
    let [liner, package] = ["liner L1", "package M1"]
        .map(|thing| format!("{thing} was received on 2026-10-01: destroy it by 2026-10-31"));
    assert_eq!(said(date(2026, 10, 21)), [liner.clone(), package.clone()]);
    let other = "package M2 was received on 2026-10-02: destroy it by 2026-11-01".to_owned();
    assert_eq!(said(date(2026, 10, 31)), [liner, package, other.clone()]);
    let past = |thing: &str, received: &str, due: &str| {
        format!(
            "{thing} was received on {received} and had to be destroyed by {due}, and that day is past: destroy it now"
        )
    };
    let [liner, package] =
        ["liner L1", "package M1"].map(|thing| past(thing, "2026-10-01", "2026-10-31"));
    let late = [liner.clone(), package.clone(), other];
    assert_eq!(said(date(2026, 11, 1)), late);
    // The limit for what has no term is not listed beside it.
    let other = past("package M2", "2026-10-02", "2026-11-01");
    assert_eq!(said(date(2026, 12, 1)), [liner, package, other]);
}

/// Promptly (21 CFR 1317.05(c)(1)-(2)): returned packages as sealed liners.
#[test]
fn what_is_sealed_and_has_no_term_is_told_of_after_thirty_days() {
    let custody = received_at(SiteMode::Research);
    let said = |today| -> Vec<String> {
        let todo = custody.todo(today, &WATCH);
        todo.iter().map(ToString::to_string).collect()
    };
    assert_eq!(said(date(2026, 10, 30)), [""; 0]);
    let both = [
        "liner L1 was sealed on 2026-10-01, 30 days ago: transfer or destroy it",
        "package M1 came sealed on 2026-10-01, 30 days ago: have it destroyed",
    ];
    assert_eq!(said(date(2026, 10, 31)), both);
    let third = "package M2 came sealed on 2026-10-02, 30 days ago: have it destroyed";
    assert_eq!(said(date(2026, 11, 1))[2], third);
}

/// A transfer that came to nothing begins no new term.
#[test]
fn what_came_back_is_told_of_as_if_it_had_never_left() {
    let mut custody = Custody::default();
    let day = |day| date(2026, 10, day);
    let steps: [Event; 3] = [
        package(Step::TakeOverPackage, false, "M1", day(1)),
        package(Step::TransferPackage, false, "M1", day(5)),
        of_record(package(Step::RegainPackage, false, "M1", day(20)), 2),
    ];
    for (seq, step) in (1..).zip(&steps) {
        custody.apply(stamp(seq), step).unwrap();
    }
    let expected = Todo::Sealed {
        thing: Thing::Package,
        id: id("M1"),
        since: day(1),
        days: 30,
    };
    assert_eq!(custody.todo(day(31), &WATCH), [expected]);
}
