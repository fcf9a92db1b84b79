//! The lives that liners, packages and events may lead, and what is said of every other.

use jiff::civil::date;
use proptest::prelude::*;

use takeback::custody::{
    Custody, LinerStage, PackageStage, Refused, SessionStage, Signing, Step, Thing,
};
use takeback::ledger::Event;
use takeback::ledger::custody::{Batch, LinerMark, Witnesses};

use super::records::{
    boxed, deposited, handed_over, id, liner, nothing, of_record, opening, package, session,
    signature, stamp, voided, witnesses,
};

const LINER_STEPS: [(Step, char); 10] = [
    (Step::AcquireLiner, 'a'),
    (Step::ReceiveLiner, 'r'),
    (Step::InstallLiner, 'i'),
    (Step::SealLiner, 's'),
    (Step::StoreLiner, 't'),
    (Step::TransferLiner, 'x'),
    (Step::DestroyLiner, 'y'),
    (Step::DiscardLiner, 'd'),
    (Step::RegainLiner, 'b'),
    (Step::StrikeLiner, 'v'),
];

/// Whether the law allows a liner's life to read so: any number of `ad`, then `a` or `ai`, or `ais` or, from the
/// first, `r` followed by any number of `t` and at most one end. Of the ends, `x` may be taken back, `xb`, and what
/// just came may be struck, `rv`. Written without looking at the program's own table.
fn is_lawful_liner(life: &str) -> bool {
    let own = life.trim_start_matches("ad");
    if ["", "a", "ai"].contains(&own) || life == "rv" {
        return true;
    }
    let sealed = own.strip_prefix("ais").or_else(|| life.strip_prefix('r'));
    sealed.is_some_and(|mut sealed| {
        while let Some(back) = sealed.trim_start_matches('t').strip_prefix("xb") {
            sealed = back;
        }
        ["", "x", "y"].contains(&sealed.trim_start_matches('t'))
    })
}

/// The same for packages: `p` acquired, `o` offered, `s` sent, `b` back, `g` by agreement, `t` taken over, `f` foreign,
/// `n` notified, `x` handed over, `c` back after that, `y` destroyed, `d` discarded, `v` struck.
fn is_lawful_package(life: &str) -> bool {
    if let Some(before) = life.strip_suffix('v') {
        return before.ends_with(['b', 'g', 't', 'f']);
    }
    let mut own = life;
    // Found again, or given back unused.
    while let Some(again) = ["pd", "ps", "pos"]
        .iter()
        .find_map(|turn| own.strip_prefix(turn))
    {
        own = again;
    }
    if ["", "p", "po"].contains(&own) {
        return true;
    }
    let came = if own == life {
        own.strip_prefix("pob")
            .or_else(|| own.strip_prefix(['g', 't']))
    } else {
        own.strip_prefix("pob").or_else(|| own.strip_prefix('b'))
    };
    // The notice may be given at any time, and once.
    let foreign = life.strip_prefix('f').map(|rest| rest.replacen('n', "", 1));
    let mut sealed = foreign.as_deref().or(came);
    while let Some(back) = sealed.and_then(|sealed| sealed.strip_prefix("xc")) {
        sealed = Some(back);
    }
    sealed.is_some_and(|sealed| ["", "x", "y"].contains(&sealed))
}

const PACKAGE_STEPS: [(Step, bool, char); 13] = [
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
    (Step::TransferPackage, false, 'x'),
    (Step::RegainPackage, false, 'c'),
    (Step::StrikePackage, false, 'v'),
];

proptest! {
    #[test]
    fn a_liner_only_lives_a_lawful_life(
        steps in prop::collection::vec((0..10_usize, 0..3_usize, 1..=22_i8), 1..40),
    ) {
        let numbers = ["L1", "L2", "L3"];
        let mut custody = Custody::default();
        let mut lives = [String::new(), String::new(), String::new()];
        let mut last = [date(2026, 1, 1); 3];
        let mut newest = [0; 3];
        for (seq, (step, which, day)) in (1..).zip(steps) {
            let (step, letter) = LINER_STEPS[step];
            let acted_on = date(2026, 11, day);
            let before = custody.clone();
            let event = of_record(liner(step, &[numbers[which]], acted_on), newest[which]);
            let taken = custody.apply(stamp(seq), &event).is_ok();
            let mut life = lives[which].clone();
            life.push(letter);
            // Whoever acquires it again states the day anew.
            let in_order = acted_on >= last[which] || life.ends_with("da");
            prop_assert_eq!(taken, is_lawful_liner(&life) && in_order, "{}", life);
            if taken && step == Step::StrikeLiner {
                lives[which].clear();
                last[which] = date(2026, 1, 1);
            } else if taken {
                lives[which] = life;
                last[which] = acted_on;
                newest[which] = seq;
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
        steps in prop::collection::vec((0..13_usize, 0..2_usize), 1..40),
    ) {
        let numbers = ["M1", "M2"];
        let mut custody = Custody::default();
        let mut lives = [String::new(), String::new()];
        for (seq, (step, which)) in (1..).zip(steps) {
            let (step, agreed, letter) = PACKAGE_STEPS[step];
            let newest = custody.package(&id(numbers[which])).and_then(takeback::custody::Package::newest);
            let event = package(step, agreed, numbers[which], date(2026, 11, 22));
            let event = of_record(event, newest.unwrap_or_default());
            let taken = custody.apply(stamp(seq), &event).is_ok();
            let mut life = lives[which].clone();
            life.push(letter);
            prop_assert_eq!(taken, is_lawful_package(&life), "{}", life);
            if taken && step == Step::StrikePackage {
                lives[which].pop();
            } else if taken {
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
        let known = custody.liner(&id("L1"));
        let stage = known.map_or(LinerStage::Unknown, takeback::custody::Liner::stage);
        let next: Vec<_> = match known {
            Some(liner) => liner.next().collect(),
            None => vec![Step::AcquireLiner, Step::ReceiveLiner],
        };
        for (step, _) in LINER_STEPS {
            let possible = next.contains(&step);
            let event = of_record(liner(step, &["L1"], day), life.len() as i64);
            let tried = custody.clone().apply(stamp(9), &event);
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
    assert_eq!(refusals, 8 * 10 - 14);
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
fn as_many_people_sign_a_record_as_its_step_says() {
    let day = date(2026, 11, 22);
    let of = |thing| Step::ALL.iter().filter(move |step| step.thing() == thing);
    let liners = of(Thing::Liner).map(|step| liner(*step, &["L1"], day));
    let packages = of(Thing::Package).map(|step| package(*step, false, "P1", day));
    let acts = [
        opening(),
        boxed("B1", "S1"),
        voided("B1"),
        deposited(),
        handed_over(),
    ];
    let sessions = acts.map(|act| session(1, act, day));
    for event in liners.chain(packages).chain(sessions) {
        let step = Step::of(&event).unwrap();
        let people = match step.signing() {
            Signing::Nobody => 0,
            Signing::One(_) => 1,
            Signing::Two(_) => 2,
        };
        assert_eq!(event.signatures().len(), people, "{step:?}");
    }
}

#[test]
fn every_stage_and_step_has_its_own_words() {
    let mut words: Vec<_> = Step::ALL
        .iter()
        .map(|step| format!("{} {}", step.thing(), step.done()))
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
