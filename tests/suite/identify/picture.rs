//! What pictures and the imprint read in them name, and what they leave open.

use std::sync::Arc;

use takeback::catalog::{AppearanceId, Catalog};
use takeback::hazard::Verdict;
use takeback::identify::{Advice, Channel, EnrolledPill, Outcome, Side};
use takeback::vision::{MeasuredColor, PillView, ShapeEstimate};

use super::fake::{
    CATALOG, METFORMIN, WARFARIN, ask, identifier, of_imprint, order, pill, reader, taught,
    taught_side,
};
use crate::support::model;

#[test]
fn a_clear_picture_identifies_with_its_reasons() {
    let identifier = identifier(None);
    assert!(!identifier.has_imprint_reader());
    let answer = ask(&identifier, &[pill(0, 12)]);
    assert_eq!(answer.outcome, Outcome::Identified);
    let first = &answer.candidates[0];
    assert_eq!((first.rank, first.appearance), (1, AppearanceId(0)));
    assert!(first.confidence > 0.99 && !answer.asks_other_side() && answer.advice.is_none());
    assert!(
        first
            .remarks
            .iter()
            .any(|remark| remark.channel == Channel::Picture && remark.favors)
    );
    assert_eq!(answer.hazard.verdict, Verdict::Hazardous);
    assert!(
        answer
            .hazard
            .reasons
            .iter()
            .any(|reason| reason.code == "P001"),
        "{:?}",
        answer.hazard.reasons
    );
    assert_eq!(answer.schedule, None);
}
#[test]
fn nobody_is_excluded_and_confidences_are_a_distribution() {
    let answer = ask(&identifier(None), &[pill(0, 12)]);
    assert_eq!(answer.candidates.len(), 4);
    assert!(
        answer
            .candidates
            .iter()
            .all(|candidate| candidate.confidence > 0.0)
    );
    let sum: f32 = answer
        .candidates
        .iter()
        .map(|candidate| candidate.confidence)
        .sum();
    assert!((sum - 1.0).abs() < 1e-4, "{sum}");
}
#[test]
fn a_side_that_two_pills_share_asks_for_the_other_and_the_other_settles_it() {
    let identifier = identifier(None);
    let shared = ask(&identifier, &[pill(3, 12)]);
    assert_eq!(shared.outcome, Outcome::Unidentified);
    assert_eq!(
        (shared.asks_other_side(), shared.advice),
        (true, Some(Advice::OtherSideUnsure))
    );
    assert_eq!(
        shared.schedule.map(|schedule| schedule.class),
        Some("CII".to_owned())
    );
    for pills in [[pill(3, 12), pill(2, 12)], [pill(2, 12), pill(3, 12)]] {
        let both = ask(&identifier, &pills);
        assert_eq!(
            (both.outcome, order(&both)[0], both.advice),
            (Outcome::Identified, 1, None)
        );
    }
}
#[test]
fn as_sure_from_two_sides_is_not_sure_enough() {
    let identifier = identifier(None);
    let one = ask(&identifier, &[pill(0, 2)]);
    let both = ask(&identifier, &[pill(0, 1), pill(1, 1)]);
    for (answer, outcome) in [(&one, Outcome::Identified), (&both, Outcome::Unidentified)] {
        let first = &answer.candidates[0];
        assert_eq!((order(answer)[0], answer.outcome), (0, outcome));
        assert!((0.6..0.8).contains(&first.confidence), "{first:?}");
    }
}
#[test]
fn an_unknown_pill_is_never_called_harmless() {
    let answer = ask(&identifier(None), &[pill(4, 1)]);
    assert_eq!(answer.outcome, Outcome::Unidentified);
    assert_ne!(answer.hazard.verdict, Verdict::NoListingFound);
    assert!(!answer.hazard.reasons.is_empty());
}
#[test]
fn both_sides_seen_and_still_unsure_means_look_it_up() {
    let answer = ask(&identifier(None), &[pill(4, 1), pill(2, 1)]);
    assert_eq!(
        (answer.asks_other_side(), answer.advice),
        (false, Some(Advice::LookItUp))
    );
}
#[test]
fn the_imprint_finds_a_pill_that_was_never_photographed() {
    let identifier = identifier(Some(reader("ZX7248")));
    let answer = ask(&identifier, &[pill(4, 1)]);
    assert_eq!(
        (answer.outcome, order(&answer)[0]),
        (Outcome::Identified, 3)
    );
    assert_eq!(answer.imprint_read, ["ZX7248"]);
    let remark = of_imprint(&answer);
    assert!(remark.favors);
    assert_eq!(
        (remark.seen.as_slice(), remark.listed.as_slice()),
        (&["ZX7248".to_owned()][..], &["ZX7248".to_owned()][..])
    );
}
#[test]
fn a_picture_that_contradicts_a_common_imprint_is_not_overruled() {
    let answer = ask(&identifier(Some(reader("M"))), &[pill(0, 12)]);
    assert_eq!(order(&answer)[0], 0);
}
#[test]
fn an_imprint_names_no_pill_that_the_picture_says_is_another() {
    let identifier = identifier(Some(reader("COUMADIN")));
    for (nats, outcome, advice) in [
        (0, Outcome::Identified, None),
        (9, Outcome::Unidentified, Some(Advice::OtherSideUnsure)),
    ] {
        let answer = ask(&identifier, &[pill(4, nats)]);
        assert_eq!(order(&answer)[0], 0);
        assert!(answer.candidates[0].confidence > 0.9);
        assert_eq!((answer.outcome, answer.advice), (outcome, advice), "{nats}");
    }
}
#[test]
fn the_picture_names_no_pill_when_something_else_stands_on_it() {
    let looks_like_levothyroxine = [pill(4, 12)];
    let named = ask(&identifier(Some(reader("99"))), &looks_like_levothyroxine);
    let other = ask(
        &identifier(Some(reader("QX7JWK"))),
        &looks_like_levothyroxine,
    );
    for (answer, outcome) in [
        (&named, Outcome::Identified),
        (&other, Outcome::Unidentified),
    ] {
        assert_eq!((order(answer)[0], answer.outcome), (2, outcome));
        assert!(answer.candidates[0].confidence > 0.9);
    }
    let against = of_imprint(&other);
    assert!(!against.favors);
    assert_eq!(against.seen, ["QX7JWK"]);
    assert_eq!(other.advice, Some(Advice::OtherSideUnsure));
}
#[test]
fn two_sides_that_do_not_look_like_one_pill_are_not_named() {
    let looks = |log_likelihoods: [f32; 2]| {
        let shapes = ["ROUND", "OVAL"].into_iter().zip(log_likelihoods);
        PillView {
            shape: ShapeEstimate {
                name: None,
                log_likelihoods: shapes.collect(),
            },
            ..pill(0, 12)
        }
    };
    let (mut front, mut back) = (looks([2.0, -6.0]), looks([2.0, -6.0]));
    back.crop = pill(1, 12).crop;
    let answer = ask(&identifier(None), &[front.clone(), back.clone()]);
    assert_eq!((answer.outcome, answer.advice), (Outcome::Identified, None));
    // Another shape alone is within the bound.
    back.shape = looks([-6.0, 2.0]).shape;
    let answer = ask(&identifier(None), &[front.clone(), back.clone()]);
    assert_eq!(answer.outcome, Outcome::Identified);
    let color = |name, lab| MeasuredColor {
        name,
        lab,
        share: 1.0,
    };
    front.colors = vec![color("BLUE", [60.0, -8.0, -32.0])];
    back.colors = vec![color("RED", [42.0, 55.0, 35.0])];
    let answer = ask(&identifier(None), &[front, back]);
    assert_eq!(order(&answer)[0], 0);
    assert_eq!(
        (answer.outcome, answer.advice, answer.asks_other_side()),
        (Outcome::Unidentified, Some(Advice::SidesDiffer), false)
    );
}

#[test]
fn the_untaught_side_of_a_pill_taught_by_one_does_not_look_odd() {
    let sides = [pill(4, 0), pill(4, 15)];
    let advice = |pills: &[EnrolledPill]| {
        let identifier = identifier(Some(reader("ZX7248"))).with_taught(pills);
        let answer = ask(&identifier, &sides);
        assert_eq!(order(&answer)[0], 3);
        answer.advice
    };
    let one = || taught(METFORMIN, &[0]);
    assert_eq!(advice(&[one()]), Some(Advice::LookItUp));
    // Which may be the same side again.
    assert_eq!(advice(&[one(), one()]), Some(Advice::LookItUp));
    let both = taught(METFORMIN, &[0, 0]);
    assert_eq!(advice(&[both]), Some(Advice::SidesDiffer));
}

#[test]
fn one_taught_side_of_a_trained_pill_lets_no_other_pill_pass_as_its_back() {
    let sides = [pill(0, 200), pill(4, 15)];
    for pills in [vec![], vec![taught(WARFARIN, &[0])]] {
        let answer = ask(&identifier(None).with_taught(&pills), &sides);
        assert_eq!(order(&answer)[0], 0);
        assert_eq!(
            (answer.outcome, answer.advice),
            (Outcome::Unidentified, Some(Advice::SidesDiffer)),
            "{pills:?}"
        );
    }
}

#[test]
fn two_sides_that_were_taught_one_after_the_other_are_put_together() {
    let candidates = |pills: &[EnrolledPill]| {
        let sides = [taught_side(0), taught_side(1)];
        let answer = ask(&identifier(None).with_taught(pills), &sides);
        assert_eq!(order(&answer)[0], 3);
        answer.candidates
    };
    let side = |side| taught(METFORMIN, &[side]);
    assert_eq!(
        candidates(&[side(0), side(1)]),
        candidates(&[taught(METFORMIN, &[0, 1])])
    );
}

#[test]
fn teaching_twice_is_as_teaching_once_with_the_second_list() {
    let answer = |lists: &[&[EnrolledPill]]| {
        let untaught = identifier(None);
        let taught = lists
            .iter()
            .fold(untaught, |so_far, pills| so_far.with_taught(pills));
        ask(&taught, &[taught_side(0), taught_side(1)])
    };
    let first = [taught(WARFARIN, &[0, 1]), taught(METFORMIN, &[0])];
    let second = [taught(METFORMIN, &[1]), taught(METFORMIN, &[0])];
    assert_ne!(answer(&[&first]), answer(&[&second]));
    assert_eq!(answer(&[&first, &second]), answer(&[&second]));
    assert_eq!(answer(&[&first, &[]]), answer(&[]));
}

#[test]
fn a_taught_pill_that_the_catalog_does_not_know_changes_nothing() {
    let answer = |pills: &[EnrolledPill]| {
        let taught = identifier(None).with_taught(pills);
        ask(&taught, &[taught_side(0)])
    };
    let unknown = taught("00009-0009-01", &[0]);
    assert_eq!(answer(&[unknown]), answer(&[]));
}

#[test]
fn two_sides_of_which_the_picture_of_one_is_of_another_pill_are_not_named() {
    let answer = |sure_of_the_other| {
        let sides = [pill(0, 200), pill(4, sure_of_the_other)];
        ask(&identifier(None), &sides)
    };
    let (within, beyond) = (answer(12), answer(15));
    for answer in [&within, &beyond] {
        assert_eq!(order(answer)[0], 0);
        assert!(answer.candidates[0].confidence > 0.9);
    }
    assert_eq!((within.outcome, within.advice), (Outcome::Identified, None));
    assert_eq!(
        (beyond.outcome, beyond.advice),
        (Outcome::Unidentified, Some(Advice::SidesDiffer))
    );
}

#[test]
fn an_identified_pill_of_which_nobody_knows_the_contents_is_given_no_listing_of_another() {
    let described = CATALOG.replace("levothyroxine|sodium|0.1|MG", "");
    let catalog = Catalog::from_csv(described.as_bytes()).unwrap();
    let identifier = identifier(None).over(Arc::new(catalog));
    let answer = ask(&identifier, &[pill(4, 12)]);
    assert_eq!(
        (answer.outcome, order(&answer)[0], answer.hazard.verdict),
        (Outcome::Identified, 2, Verdict::Hazardous)
    );
    let codes = answer.hazard.reasons.iter().map(|reason| &*reason.code);
    assert_eq!(codes.collect::<Vec<_>>(), [""]);
}

#[test]
fn a_pill_that_was_described_while_the_program_ran_can_be_found_by_its_imprint() {
    let described = "00001-0005-01,00001-0005,1,,Probe,,no,,E,QX7JWK,,DEBOSSED,WHITE,OVAL,1,,no,4,test,2020-01-01\n";
    let catalog = Catalog::from_csv([CATALOG, described].concat().as_bytes()).unwrap();
    let identifier = identifier(Some(reader("QX7JWK"))).over(Arc::new(catalog));
    let answer = ask(&identifier, &[pill(4, 1)]);
    assert_eq!(order(&answer)[0], 4);
}

#[test]
fn a_side_seen_twice_is_told_from_two_sides_where_the_references_differ() {
    let identifier = identifier(None).with_taught(&[taught(METFORMIN, &[0])]);
    let show_one_side = |pills: [PillView; 2]| {
        let photo = model::photo();
        let sides = pills.each_ref().map(|pill| Side {
            photo: &photo,
            pill,
        });
        let looks = identifier.look(&sides).unwrap();
        identifier.show_one_side([&looks[0], &looks[1]])
    };
    assert!(show_one_side([pill(2, 12), pill(2, 12)]));
    assert!(!show_one_side([pill(2, 12), pill(3, 12)]));
    // One photograph stands for both of its sides.
    assert!(!show_one_side([taught_side(0), taught_side(0)]));
}
