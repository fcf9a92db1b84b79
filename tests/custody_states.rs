//! No sequence of steps brings a liner, a package or a take-back event where the law forbids it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test fails it the same way"
)]

use jiff::civil::{Date, date, time};
use proptest::prelude::*;
use takeback::{
    custody::{Custody, LinerStage, PackageStage, Refused, SessionStage, Stamp, Step, Todo, Watch},
    ledger::{
        AccountId, Event, Meaning, Moment, Signature,
        custody::{
            Batch, BoxWeight, Closing, Conveyance, HandOver, Inventory, Line, LinerAct, LinerMark,
            LinerRecord, Officer, PackageAct, PackageRecord, Party, ReceptacleSite, Recipient,
            SealedBox, SessionAct, SessionRecord, Taken, UniqueId, Witnesses,
        },
    },
};

/// 2026-11-22, a Sunday.
fn now() -> Moment {
    Moment::from_parts(1_795_357_800_000_000, -5 * 3600).unwrap()
}

fn stamp(seq: i64) -> Stamp {
    Stamp {
        seq,
        entered: now(),
        by: "A. Clerk".into(),
        site_mode: "RESEARCH".into(),
    }
}

fn line(text: &str) -> Line {
    text.parse().unwrap()
}

fn id(text: &str) -> UniqueId {
    text.parse().unwrap()
}

fn signature(who: u8) -> Signature {
    Signature {
        account: format!("0192f3a0-0000-7000-8000-0000000000{who:02}")
            .parse::<AccountId>()
            .unwrap(),
        name: format!("Person {who}"),
        role: "operator".into(),
        meaning: Meaning::Witnessed,
        signed: now(),
    }
}

fn witnesses() -> Witnesses {
    Witnesses::new(signature(1), signature(2)).unwrap()
}

fn site() -> ReceptacleSite {
    ReceptacleSite {
        address: line("1 Main St"),
        registration: Some("AB1234563".parse().unwrap()),
    }
}

fn party() -> Party {
    Party {
        name: line("Corner Pharmacy"),
        address: line("1 Main St"),
        registration: None,
        officer: None,
    }
}

fn liner_act(step: Step) -> LinerAct {
    let witnesses = witnesses();
    match step {
        Step::AcquireLiner => LinerAct::Acquired,
        Step::ReceiveLiner => LinerAct::Received { from: party() },
        Step::InstallLiner => LinerAct::Installed {
            site: site(),
            witnesses,
        },
        Step::SealLiner => LinerAct::RemovedAndSealed {
            site: site(),
            weight: None,
            witnesses,
        },
        Step::StoreLiner => LinerAct::Stored {
            place: line("Vault"),
            witnesses,
        },
        Step::TransferLiner => LinerAct::Transferred {
            to: Recipient::ReverseDistributor {
                name: line("Reverse Inc."),
                address: line("2 Main St"),
                registration: "AB1234563".parse().unwrap(),
            },
            by: Conveyance::PickUp,
            witnesses,
        },
        Step::DestroyLiner => LinerAct::Destroyed {
            place: line("1 Main St"),
            method: line("Incineration"),
            received_from: party(),
            witnesses,
        },
        Step::DiscardLiner => LinerAct::Discarded {
            reason: line("Torn"),
        },
        other => panic!("{other:?} is not done to a liner"),
    }
}

fn liner(step: Step, numbers: &[&str], acted_on: Date) -> Event {
    let marks = numbers.iter().map(|number| LinerMark {
        id: id(number),
        gallons: 10.try_into().unwrap(),
    });
    Event::Liner(LinerRecord {
        acted_on,
        liners: Batch::new(marks.collect()).unwrap(),
        act: liner_act(step),
    })
}

fn package_act(step: Step, agreed: bool) -> PackageAct {
    match step {
        Step::AcquirePackage => PackageAct::Acquired,
        Step::OfferPackage => PackageAct::MadeAvailable,
        Step::SendPackage => PackageAct::SentToThirdParty {
            name: line("County"),
            address: line("3 Main St"),
        },
        Step::ReceivePackage => PackageAct::Received {
            by_agreement_with: agreed.then(|| line("Other Pharmacy")),
        },
        Step::TakeOverPackage => PackageAct::TakenOver {
            from: party(),
            boxes: false,
        },
        Step::ReceiveForeignPackage => PackageAct::ForeignReceived,
        Step::NotifyFieldOffice => PackageAct::FieldOfficeNotified {
            office: line("Boston"),
        },
        Step::DestroyPackage => PackageAct::Destroyed {
            place: line("1 Main St"),
            method: line("Incineration"),
            received_from: None,
            witnesses: witnesses(),
        },
        Step::DiscardPackage => PackageAct::Discarded {
            reason: line("Torn"),
        },
        other => panic!("{other:?} is not done to a package"),
    }
}

fn package(step: Step, agreed: bool, number: &str, acted_on: Date) -> Event {
    Event::Package(PackageRecord {
        acted_on,
        packages: Batch::new(vec![id(number)]).unwrap(),
        act: package_act(step, agreed),
    })
}

fn session(number: u32, act: SessionAct, acted_on: Date) -> Event {
    Event::Session(SessionRecord {
        session: number,
        acted_on,
        act,
    })
}

fn opening() -> SessionAct {
    SessionAct::Opened {
        agency: line("Springfield Police"),
        overseeing: Officer {
            name: line("O. Seer"),
            number: line("7"),
        },
        place: line("Town hall"),
        starts: time(9, 0, 0, 0),
        signed: signature(1),
    }
}

fn boxed(number: &str, seal: &str) -> SessionAct {
    SessionAct::BoxSealed(SealedBox {
        id: id(number),
        weight: BoxWeight::new("23.4".parse().unwrap(), "1.5".parse().unwrap()).unwrap(),
        seals: Batch::new(vec![id(seal)]).unwrap(),
        sealed_by: witnesses(),
    })
}

fn deposited() -> SessionAct {
    SessionAct::Deposited {
        signed: signature(1),
    }
}

fn handed_over() -> SessionAct {
    SessionAct::Closed(Closing::HandedOver {
        to: HandOver::Dea {
            recipient: line("Agent Smith"),
            address: line("4 Main St"),
        },
        at: time(15, 0, 0, 0),
        handed_by: witnesses(),
    })
}

fn nothing() -> SessionAct {
    SessionAct::Closed(Closing::NothingCollected {
        signed: signature(1),
    })
}

const LINER_STEPS: [(Step, char); 8] = [
    (Step::AcquireLiner, 'a'),
    (Step::ReceiveLiner, 'r'),
    (Step::InstallLiner, 'i'),
    (Step::SealLiner, 's'),
    (Step::StoreLiner, 't'),
    (Step::TransferLiner, 'x'),
    (Step::DestroyLiner, 'y'),
    (Step::DiscardLiner, 'd'),
];

/// Whether the law allows a liner's life to read so: `a`, `ad`, or `ais` or `r` followed by any
/// number of `t` and at most one end. Written without looking at the program's own table.
fn is_lawful_liner(life: &str) -> bool {
    if ["a", "ad", "ai"].contains(&life) {
        return true;
    }
    let Some(sealed) = life.strip_prefix("ais").or_else(|| life.strip_prefix('r')) else {
        return false;
    };
    let kept = sealed.trim_start_matches('t');
    ["", "x", "y"].contains(&kept)
}

/// The same for packages: `p` acquired, `o` offered, `s` sent, `b` back, `g` by agreement,
/// `t` taken over, `f` foreign, `n` notified, `y` destroyed, `d` discarded.
fn is_lawful_package(life: &str) -> bool {
    let own = ["p", "pd", "po", "ps", "pos", "pob", "psb", "posb"];
    own.contains(&life)
        || [
            "poby", "psby", "posby", "g", "gy", "t", "ty", "f", "fn", "fy", "fny",
        ]
        .contains(&life)
}

const PACKAGE_STEPS: [(Step, bool, char); 10] = [
    (Step::AcquirePackage, false, 'p'),
    (Step::OfferPackage, false, 'o'),
    (Step::SendPackage, false, 's'),
    (Step::ReceivePackage, false, 'b'),
    (Step::ReceivePackage, true, 'g'),
    (Step::TakeOverPackage, false, 't'),
    (Step::ReceiveForeignPackage, false, 'f'),
    (Step::NotifyFieldOffice, false, 'n'),
    (Step::DestroyPackage, false, 'y'),
    (Step::DiscardPackage, false, 'd'),
];

proptest! {
    #[test]
    fn a_liner_only_lives_a_lawful_life(
        steps in prop::collection::vec((0..8_usize, 0..3_usize, 1..=22_i8), 1..40),
    ) {
        let numbers = ["L1", "L2", "L3"];
        let mut custody = Custody::default();
        let mut lives = [String::new(), String::new(), String::new()];
        let mut last = [date(2026, 1, 1); 3];
        for (seq, (step, which, day)) in (1..).zip(steps) {
            let (step, letter) = LINER_STEPS[step];
            let acted_on = date(2026, 11, day);
            let before = custody.clone();
            let taken = custody.apply(stamp(seq), &liner(step, &[numbers[which]], acted_on)).is_ok();
            let mut life = lives[which].clone();
            life.push(letter);
            prop_assert_eq!(taken, is_lawful_liner(&life) && acted_on >= last[which], "{}", life);
            if taken {
                lives[which] = life;
                last[which] = acted_on;
            } else {
                prop_assert_eq!(&custody, &before);
            }
        }
        for (number, life) in numbers.iter().zip(&lives) {
            let steps = custody.liner(&id(number)).map_or(0, |liner| liner.history.len());
            prop_assert_eq!(steps, life.len());
        }
    }

    #[test]
    fn a_package_only_lives_a_lawful_life(
        steps in prop::collection::vec((0..10_usize, 0..2_usize), 1..40),
    ) {
        let numbers = ["M1", "M2"];
        let mut custody = Custody::default();
        let mut lives = [String::new(), String::new()];
        for (seq, (step, which)) in (1..).zip(steps) {
            let (step, agreed, letter) = PACKAGE_STEPS[step];
            let event = package(step, agreed, numbers[which], date(2026, 11, 22));
            let taken = custody.apply(stamp(seq), &event).is_ok();
            let mut life = lives[which].clone();
            life.push(letter);
            prop_assert_eq!(taken, is_lawful_package(&life), "{}", life);
            if taken {
                lives[which] = life;
            }
        }
    }

    /// One event at a time; after the deposit nothing is looked at; what is closed stays closed.
    #[test]
    fn an_event_only_takes_a_lawful_course(steps in prop::collection::vec(0..5_u8, 1..40)) {
        let mut custody = Custody::default();
        let (mut opened, mut open, mut deposits, mut boxes) = (0, false, 0, 0);
        for (seq, step) in (1..).zip(steps) {
            let number = if step == 0 { opened + 1 } else { opened };
            let act = match step {
                0 => opening(),
                1 => boxed(&format!("B{seq}"), &format!("S{seq}")),
                2 => deposited(),
                3 => handed_over(),
                _ => nothing(),
            };
            let lawful = match step {
                0 => !open,
                1 => open,
                2 => open && deposits == 0,
                3 => open && deposits == 1 && boxes > 0,
                _ => open && boxes == 0,
            };
            let taken = custody.apply(stamp(seq), &session(number, act, date(2026, 11, 22))).is_ok();
            prop_assert_eq!(taken, lawful, "{} {}", seq, step);
            if !taken {
                continue;
            }
            match step {
                0 => (opened, open, deposits, boxes) = (number, true, 0, 0),
                1 => boxes += 1,
                2 => deposits += 1,
                _ => open = false,
            }
            prop_assert_eq!(custody.open_session().is_some(), open);
            let collecting = custody.sessions().last().map(takeback::custody::Session::stage) == Some(SessionStage::Collecting);
            prop_assert_eq!(collecting, open && deposits == 0);
        }
    }
}

#[test]
fn every_refusal_of_a_liner_says_what_it_is_and_what_to_do() {
    let day = date(2026, 11, 20);
    let lives: [&[Step]; 8] = [
        &[],
        &[Step::AcquireLiner],
        &[Step::AcquireLiner, Step::InstallLiner],
        &[Step::ReceiveLiner],
        &[Step::ReceiveLiner, Step::StoreLiner],
        &[Step::ReceiveLiner, Step::TransferLiner],
        &[Step::ReceiveLiner, Step::DestroyLiner],
        &[Step::AcquireLiner, Step::DiscardLiner],
    ];
    let mut refusals = 0;
    for life in lives {
        let mut custody = Custody::default();
        for (seq, step) in (1..).zip(life) {
            custody
                .apply(stamp(seq), &liner(*step, &["L1"], day))
                .unwrap();
        }
        let stage = custody
            .liner(&id("L1"))
            .map_or(LinerStage::Unknown, takeback::custody::Liner::stage);
        for (step, _) in LINER_STEPS {
            let possible = stage.next().any(|next| next == step);
            let tried = custody.clone().apply(stamp(9), &liner(step, &["L1"], day));
            assert_eq!(tried.is_ok(), possible, "{stage:?} {step:?}");
            if let Err(error) = tried {
                let said = error.to_string();
                assert!(
                    said.contains("L1") && said.contains(stage.as_str()),
                    "{said}"
                );
                let advice = said.rsplit(": ").next().unwrap();
                assert!(advice.len() > 20 && !advice.contains("L1"), "{said}");
                refusals += 1;
            }
        }
    }
    assert_eq!(refusals, 8 * 8 - 11);
    let mut custody = Custody::default();
    custody
        .apply(stamp(1), &liner(Step::ReceiveLiner, &["L1"], day))
        .unwrap();
    let opened = custody
        .apply(stamp(2), &liner(Step::InstallLiner, &["L1"], day))
        .unwrap_err();
    assert!(opened.to_string().contains("never opened"), "{opened}");
}

#[test]
fn a_batch_is_taken_whole_or_not_at_all() {
    let day = date(2026, 11, 20);
    let mut custody = Custody::default();
    custody
        .apply(stamp(1), &liner(Step::ReceiveLiner, &["L1", "L2"], day))
        .unwrap();
    custody
        .apply(stamp(2), &liner(Step::TransferLiner, &["L2"], day))
        .unwrap();
    let both = liner(Step::DestroyLiner, &["L1", "L2"], day);
    let before = custody.clone();
    assert!(
        matches!(custody.apply(stamp(3), &both), Err(Refused::NotNow { id: i, .. }) if i == id("L2"))
    );
    assert_eq!(custody, before);
}

#[test]
fn size_and_dates_are_held_against_the_record() {
    let mut custody = Custody::default();
    custody
        .apply(
            stamp(1),
            &liner(Step::AcquireLiner, &["L1"], date(2026, 11, 20)),
        )
        .unwrap();
    let Event::Liner(mut wrong) = liner(Step::InstallLiner, &["L1"], date(2026, 11, 20)) else {
        panic!("a liner")
    };
    wrong.liners = Batch::new(vec![LinerMark {
        id: id("L1"),
        gallons: 18.try_into().unwrap(),
    }])
    .unwrap();
    let error = custody.apply(stamp(2), &Event::Liner(wrong)).unwrap_err();
    assert!(
        error.to_string().contains("10-gallon, not 18-gallon"),
        "{error}"
    );
    let early = custody.apply(
        stamp(2),
        &liner(Step::InstallLiner, &["L1"], date(2026, 11, 19)),
    );
    assert!(matches!(early, Err(Refused::TooEarly { .. })), "{early:?}");
    let late = custody.apply(
        stamp(2),
        &liner(Step::InstallLiner, &["L1"], date(2026, 11, 23)),
    );
    assert_eq!(late, Err(Refused::InTheFuture(date(2026, 11, 23))));
}

#[test]
fn a_box_and_a_seal_are_used_once() {
    let day = date(2026, 11, 22);
    let mut custody = Custody::default();
    custody
        .apply(stamp(1), &session(1, opening(), day))
        .unwrap();
    custody
        .apply(stamp(2), &session(1, boxed("B1", "S1"), day))
        .unwrap();
    for (number, seal, what) in [("B1", "S2", "box B1"), ("B2", "S1", "seal S1")] {
        let error = custody
            .apply(stamp(3), &session(1, boxed(number, seal), day))
            .unwrap_err();
        assert!(error.to_string().contains(what), "{error}");
    }
    let open = custody.sessions().first().unwrap();
    assert_eq!((open.boxes().count(), open.net_tenths()), (1, 219));
}

#[test]
fn two_witnesses_are_two_people() {
    assert!(Witnesses::new(signature(1), signature(1)).is_err());
    let forged = serde_json::to_string(&[signature(1), signature(1)]).unwrap();
    assert!(serde_json::from_str::<Witnesses>(&forged).is_err());
    let two = serde_json::to_string(&[signature(1), signature(2)]).unwrap();
    assert_eq!(
        serde_json::from_str::<Witnesses>(&two).unwrap(),
        witnesses()
    );
}

#[test]
fn every_stage_and_step_has_its_own_words() {
    let mut words: Vec<_> = Step::ALL
        .iter()
        .map(|step| (step.thing(), step.done()))
        .collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), Step::ALL.len());
    let mut stages: Vec<_> = LinerStage::ALL.iter().map(|stage| stage.as_str()).collect();
    stages.dedup();
    assert_eq!(stages.len(), LinerStage::ALL.len());
    let mut stages: Vec<_> = PackageStage::ALL
        .iter()
        .map(|stage| stage.as_str())
        .collect();
    stages.dedup();
    assert_eq!(stages.len(), PackageStage::ALL.len());
}

const WATCH: Watch = Watch {
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
        owes_inventory: true,
        ..WATCH
    };
    let due = |custody: &Custody, today| custody.todo(today, &watch);
    assert_eq!(
        due(&custody, date(2026, 11, 20)),
        [Todo::Inventory {
            last: None,
            due: day
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

    let again = Todo::Inventory {
        last: Some(date(2026, 11, 22)),
        due: date(2028, 11, 22),
    };
    let patient = Watch {
        installed_days: u32::MAX,
        ..watch
    };
    assert_eq!(custody.todo(date(2028, 10, 22), &patient), []);
    assert_eq!(custody.todo(date(2028, 10, 23), &patient), [again]);
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
