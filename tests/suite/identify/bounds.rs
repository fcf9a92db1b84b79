//! From where on something is said: each way to look has a bound of its own, and a pill that shows badly has to
//! be surer.

use takeback::hazard::Verdict;
use takeback::identify::{Identifier, LabelFinding, Outcome};
use takeback::runtime::{BySides, HazardSettings, IdentifyAt};
use takeback::vision::{Flaw, PillView};

use super::fake::{ask, evidence, fusion, id, identifier, pill, weighing};
use super::length::measured;

/// A confidence this far from a bound is on one side of it for certain.
const CLEAR: f32 = 0.01;

/// Names from these confidences on: one side, both, one side that was measured, both measured.
fn naming_from([one, both, one_measured, both_measured]: [f32; 4]) -> Identifier {
    let by_sides = |one_side, two_sides| BySides {
        one_side,
        two_sides,
    };
    let mut settings = fusion();
    settings.without_imprint.identify_at = IdentifyAt {
        bare: by_sides(one, both),
        measured: by_sides(one_measured, both_measured),
    };
    weighing(None, settings)
}

#[test]
fn each_way_to_look_is_held_against_its_own_threshold() {
    let ways = [
        vec![pill(0, 2)],
        vec![pill(0, 1), pill(1, 1)],
        vec![measured(0, 2, 9.0)],
        vec![measured(0, 1, 9.0), measured(1, 1, 9.0)],
    ];
    for (way, pills) in ways.iter().enumerate() {
        let confidence = ask(&identifier(None), pills).candidates[0].confidence;
        for (own, outcome) in [
            (-CLEAR, Outcome::Identified),
            (CLEAR, Outcome::Unidentified),
        ] {
            let mut thresholds = [confidence - own; 4];
            thresholds[way] = confidence + own;
            let answer = ask(&naming_from(thresholds), pills);
            assert_eq!(answer.outcome, outcome, "{way} of {thresholds:?}");
        }
    }
}

#[test]
fn a_measured_pill_is_hazardous_from_a_probability_of_its_own() {
    for (pills, is_measured) in [([pill(0, 2)], false), ([measured(0, 2, 9.0)], true)] {
        let probability = ask(&identifier(None), &pills).hazard.probability;
        for (own, is_hazardous) in [(-CLEAR, true), (CLEAR, false)] {
            let (own, other) = (probability + own, probability - own);
            let (threshold, threshold_measured) = if is_measured {
                (other, own)
            } else {
                (own, other)
            };
            let mut settings = fusion();
            settings.hazard = HazardSettings {
                threshold,
                threshold_measured,
                ..settings.hazard
            };
            let verdict = ask(&weighing(None, settings), &pills).hazard.verdict;
            assert_eq!(verdict == Verdict::Hazardous, is_hazardous, "{is_measured}");
        }
    }
}

fn blurred(pill: PillView) -> PillView {
    PillView {
        flaws: vec![Flaw::Blurred],
        ..pill
    }
}

#[test]
fn the_doubt_counts_twice_where_a_pill_shows_badly() {
    let (sharp, blurred) = ([pill(0, 2)], [blurred(pill(0, 2))]);
    let confidence = ask(&identifier(None), &sharp).candidates[0].confidence;
    let doubled = 2.0 * confidence - 1.0;
    for (threshold, of_sharp, of_blurred) in [
        (doubled - CLEAR, Outcome::Identified, Outcome::Identified),
        (doubled + CLEAR, Outcome::Identified, Outcome::Unidentified),
    ] {
        let identifier = naming_from([threshold; 4]);
        assert_eq!(ask(&identifier, &sharp).outcome, of_sharp);
        assert_eq!(ask(&identifier, &blurred).outcome, of_blurred);
    }
}

#[test]
fn what_shows_badly_agrees_with_a_label_and_differs_from_it_only_when_surer() {
    let identifier = identifier(None);
    // The 12 mm pill of two that share this side: the length says which it is, as surely as wanted.
    let label = [id("00001-0002-01")];
    let compared = |pill: PillView| identifier.compare(&evidence(&identifier, &[pill]), &label);
    for (none, finding) in [
        (0.03..0.045, LabelFinding::Agrees),
        (0.955..0.97, LabelFinding::Differs),
    ] {
        let mut pills = (900..1300_u16).map(|length| measured(3, 12, f32::from(length) / 100.0));
        let pill = pills
            .find(|pill| none.contains(&compared(pill.clone()).none))
            .unwrap();
        assert_eq!(compared(pill.clone()).finding, finding);
        let badly = compared(blurred(pill)).finding;
        assert_eq!(badly, LabelFinding::CannotTell);
    }
}

#[test]
fn a_pill_that_the_border_cuts_is_not_named() {
    let identifier = identifier(None);
    let whole = [pill(4, 12)];
    let cut = [PillView {
        flaws: vec![Flaw::CutOff],
        ..pill(4, 12)
    }];
    assert_eq!(ask(&identifier, &whole).outcome, Outcome::Identified);
    let answer = ask(&identifier, &cut);
    assert_eq!(answer.outcome, Outcome::Unidentified);
    assert_ne!(answer.hazard.verdict, Verdict::NoListingFound);
    let label = [id("00001-0003-01")];
    let compared = identifier.compare(&evidence(&identifier, &cut), &label);
    assert_eq!(compared.finding, LabelFinding::CannotTell);
}

#[test]
fn of_a_pill_that_the_border_cuts_neither_its_other_side_is_asked_for_nor_said_what_it_is_not() {
    let identifier = identifier(None);
    let shown = |flaws: Vec<Flaw>| {
        [PillView {
            flaws,
            ..pill(4, 12)
        }]
    };
    let cut = shown(vec![Flaw::CutOff]);
    let answer = ask(&identifier, &cut);
    assert_eq!((answer.advice, answer.asks_other_side()), (None, false));
    let both = [cut[0].clone(), pill(3, 12)];
    assert_eq!(ask(&identifier, &both).advice, None);
    let label = [id("00001-0001-01")];
    for (pills, finding) in [
        (shown(Vec::new()), LabelFinding::Differs),
        (cut, LabelFinding::CannotTell),
    ] {
        let compared = identifier.compare(&evidence(&identifier, &pills), &label);
        assert_eq!(compared.finding, finding);
    }
}
