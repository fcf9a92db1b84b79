//! A length measured on the tray.

use takeback::hazard::Verdict;
use takeback::identify::{Advice, Channel, LabelFinding, Outcome};
use takeback::vision::PillView;

use super::fake::{WARFARIN, ask, evidence, id, identifier, order, pill};

/// A round pill whose crop shows `class`, measured on a tray.
pub fn measured(class: u8, nats: u8, mm: f32) -> PillView {
    PillView {
        size_mm: Some([mm, mm]),
        ..pill(class, nats)
    }
}
#[test]
fn a_measured_length_decides_between_pills_that_share_a_side() {
    let identifier = identifier(None);
    // Class 3 is a side of the 12 mm pill and of the 9 mm one.
    let unmeasured = ask(&identifier, &[pill(3, 12)]);
    assert!(unmeasured.length.is_none());
    assert!(unmeasured.candidates.iter().all(|candidate| {
        candidate
            .remarks
            .iter()
            .all(|remark| remark.channel != Channel::Size)
    }));
    for (mm, appearance, other) in [(12.1, 1, 2), (8.8, 2, 1)] {
        let answer = ask(&identifier, &[measured(3, 12, mm)]);
        assert_eq!(order(&answer)[..2], [appearance, other]);
        assert!((answer.length.unwrap().mm - mm).abs() < 1e-6);
        let against = answer.candidates[1]
            .remarks
            .iter()
            .find(|remark| remark.channel == Channel::Size)
            .unwrap();
        assert!(!against.favors);
        assert_eq!(against.seen, [format!("{mm:.1}")]);
        assert_eq!(against.listed, [if other == 1 { "12" } else { "9" }]);
    }
}
#[test]
fn a_length_that_fits_nothing_excludes_nobody() {
    let identifier = identifier(None);
    let plain = ask(&identifier, &[pill(0, 12)]);
    let odd = ask(&identifier, &[measured(0, 12, 80.0)]);
    assert_eq!(order(&plain), order(&odd));
    assert!(
        odd.candidates
            .iter()
            .all(|candidate| candidate.confidence > 0.0)
    );
    let wrong = ask(&identifier, &[measured(0, 12, 15.2)]);
    assert_eq!(
        order(&wrong)[0],
        0,
        "a clear picture outweighs a wrong length"
    );
    assert!(wrong.candidates[0].confidence < plain.candidates[0].confidence);
}

#[test]
fn two_sides_whose_lengths_no_error_of_measuring_explains_are_of_two_pills() {
    let identifier = identifier(None);
    // The mean fits the 9 mm pill each time; one that leans a little looks shorter.
    for (front, back, is_one) in [
        (9.1, 8.9, true),
        (7.7, 10.3, true),
        (7.0, 11.0, false),
        (11.0, 7.0, false),
    ] {
        let sides = [measured(0, 200, front), measured(1, 200, back)];
        let answer = ask(&identifier, &sides);
        let compared = identifier.compare(&evidence(&identifier, &sides), &[id(WARFARIN)]);
        let expected = if is_one {
            (Outcome::Identified, None, LabelFinding::Agrees)
        } else {
            let advice = Some(Advice::SidesDiffer);
            (Outcome::Unidentified, advice, LabelFinding::CannotTell)
        };
        let said = (answer.outcome, answer.advice, compared.finding);
        assert_eq!(said, expected, "{front} and {back}");
        assert_eq!(order(&answer)[0], 0);
        assert!(answer.candidates[0].confidence > 0.9);
        assert_ne!(answer.hazard.verdict, Verdict::NoListingFound);
    }
}
