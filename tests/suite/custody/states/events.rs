//! Boxes of an event: entered in any order, voided where they were recorded wrong, and left out where everything went
//! into liners.

use jiff::civil::{Date, date};

use takeback::custody::{Custody, Refused, Session, Step};
use takeback::ledger::custody::{Amendment, BoxWeight, Detail, SessionAct};
use takeback::ledger::{Event, SiteMode};

use super::records::{
    boxed, deposited, handed_over, id, line, liner, nothing, opening, session, stamp, stamp_of,
    voided, witnesses,
};

/// What becomes of an event by these acts, from the first; the last of them may be refused.
fn course(acts: Vec<(SessionAct, Date)>) -> (Custody, Result<(), Refused>) {
    let mut custody = Custody::default();
    let last = acts.len() as i64;
    let mut outcome = Ok(());
    for (seq, (act, day)) in (1..).zip(acts) {
        outcome = custody.apply(stamp(seq), &session(1, act, day));
        assert!(seq == last || outcome.is_ok(), "{seq}: {outcome:?}");
    }
    (custody, outcome)
}

fn two_days() -> Vec<(SessionAct, Date)> {
    let [first, second] = [20, 21].map(|day| date(2026, 11, day));
    vec![
        (opening(), first),
        (boxed("B2", "S2"), second),
        (boxed("B1", "S1"), first),
    ]
}

#[test]
fn boxes_are_entered_in_any_order_and_the_end_comes_after_all_of_them() {
    let [before, first, second] = [19, 20, 21].map(|day| date(2026, 11, day));
    let (custody, outcome) = course(two_days());
    assert_eq!(outcome, Ok(()));
    assert_eq!(custody.sessions()[0].boxes().count(), 2);
    let with = |act: SessionAct, day| {
        let (_, outcome) = course([two_days(), vec![(act, day)]].concat());
        outcome
    };
    let early = with(boxed("B0", "S0"), before);
    assert!(
        matches!(early, Err(Refused::BeforeEvent { .. })),
        "{early:?}"
    );
    for (day, fits) in [(first, false), (second, true)] {
        let outcome = with(deposited(), day);
        assert_eq!(outcome.is_ok(), fits, "{day}: {outcome:?}");
        let closing = vec![(deposited(), second), (handed_over(), day)];
        let (_, outcome) = course([two_days(), closing].concat());
        assert_eq!(outcome.is_ok(), fits, "{day}: {outcome:?}");
    }
}

#[test]
fn a_voided_box_counts_no_more_and_its_number_and_seals_are_free() {
    let [first, second] = [20, 21].map(|day| date(2026, 11, day));
    let wrong = vec![(voided("B2"), second)];
    let (custody, outcome) = course([two_days(), wrong.clone()].concat());
    assert_eq!(outcome, Ok(()));
    let weighs = |custody: &Custody| {
        let event = custody.sessions().first().unwrap();
        (event.boxes().count(), event.net_tenths())
    };
    assert_eq!(weighs(&custody), (1, 219));
    let twice = [two_days(), wrong.clone(), wrong.clone()].concat();
    let (_, twice) = course(twice);
    assert!(matches!(twice, Err(Refused::NoSuchBox { .. })), "{twice:?}");
    let unknown = [two_days(), vec![(voided("B9"), second)]].concat();
    let (_, unknown) = course(unknown);
    assert!(
        matches!(unknown, Err(Refused::NoSuchBox { .. })),
        "{unknown:?}"
    );
    let early = [two_days(), vec![(voided("B2"), first)]].concat();
    let (_, early) = course(early);
    assert!(matches!(early, Err(Refused::TooEarly { .. })), "{early:?}");

    // The day of what was voided binds the end no more.
    let right = vec![
        (boxed("B2", "S2"), first),
        (deposited(), first),
        (handed_over(), first),
    ];
    let all = [two_days(), wrong, right].concat();
    let (custody, outcome) = course(all.clone());
    assert_eq!(outcome, Ok(()));
    assert_eq!(weighs(&custody), (2, 438));
    let (_, closed) = course([all, vec![(voided("B2"), second)]].concat());
    assert_eq!(closed, Err(Refused::SessionClosed(1)));
}

#[test]
fn a_voided_box_is_corrected_no_more_also_where_it_was_corrected_before() {
    let day = date(2026, 11, 22);
    let gross = |pounds: &str| {
        let weight = BoxWeight::new(pounds.parse().unwrap(), "1.5".parse().unwrap());
        Detail::BoxWeight(weight.unwrap())
    };
    let corrected = |said, is| {
        Event::Amendment(Amendment {
            acted_on: day,
            record: 2,
            said: gross(said),
            is: gross(is),
            reason: line("Misread"),
            witnesses: witnesses(),
        })
    };
    let mut custody = Custody::default();
    let acts = [
        session(1, opening(), day),
        session(1, boxed("B1", "S1"), day),
        corrected("23.4", "24.4"),
        corrected("24.4", "25.4"),
        session(1, voided("B1"), day),
    ];
    for (seq, act) in (1..).zip(&acts) {
        custody.apply(stamp(seq), act).unwrap();
    }
    let again = custody.apply(stamp(6), &corrected("25.4", "26.4"));
    assert_eq!(again, Err(Refused::NoSuchDetail(2)));
}

/// 21 CFR 1317.65(c): an event may collect into a receptacle with an inner liner.
#[test]
fn an_event_that_collected_into_a_liner_is_handed_over_without_a_box() {
    for mode in [SiteMode::LeEvent, SiteMode::Research] {
        collects_into_a_liner(mode);
    }
}

/// An event at a site of this mode, from its opening to the hand-over.
fn collects_into_a_liner(mode: SiteMode) {
    let day = date(2026, 11, 20);
    let mut custody = Custody::default();
    let mut seq = 0;
    let mut take = |custody: &mut Custody, event: Event| {
        seq += 1;
        custody.apply(stamp_of(mode, seq), &event)
    };
    let acquired = liner(Step::AcquireLiner, &["L0", "L1"], day);
    take(&mut custody, acquired).unwrap();
    // This one hung elsewhere before.
    let elsewhere = liner(Step::InstallLiner, &["L0"], day);
    take(&mut custody, elsewhere).unwrap();
    take(&mut custody, session(1, opening(), day)).unwrap();
    assert!(custody.is_empty_event(&[]));
    let now = stamp(0).entered;
    assert_eq!(custody.check_act(day, &nothing(), &[], now), Ok(()));

    let installed = liner(Step::InstallLiner, &["L1"], day);
    take(&mut custody, installed).unwrap();
    assert!(!custody.is_empty_event(&[]));
    let refused = custody.check_act(day, &nothing(), &[], now);
    let refused = refused.unwrap_err();
    assert!(refused.to_string().contains("(L1)"), "{refused}");
    take(&mut custody, session(1, deposited(), day)).unwrap();
    let unsealed = take(&mut custody, session(1, handed_over(), day));
    assert_eq!(unsealed, Err(Refused::NoBoxes(1)));
    let sealed = liner(Step::SealLiner, &["L1"], day);
    take(&mut custody, sealed).unwrap();
    take(&mut custody, session(1, handed_over(), day)).unwrap();
    assert!(custody.open_session().is_none());
    let boxes = custody.sessions().iter().flat_map(Session::boxes);
    assert_eq!(boxes.count(), 0);
    // The liner itself is still here.
    assert_eq!(custody.on_hand().sealed_liners.len(), 1);
    // What hangs after the hand-over is none of this event.
    let later = liner(Step::AcquireLiner, &["L2"], day);
    take(&mut custody, later).unwrap();
    let later = liner(Step::InstallLiner, &["L2"], day);
    take(&mut custody, later).unwrap();
    let event = custody.sessions().first().unwrap();
    let liners: Vec<_> = custody.liners_of(event).map(|liner| &liner.id).collect();
    assert_eq!(liners, [&id("L1")]);
}
