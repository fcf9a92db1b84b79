//! What a person says: the imprint they read, the label they hold.

use takeback::hazard::Verdict;
use takeback::identify::{
    Channel, EnrolledPill, LabelFinding, Outcome, TypedFinding, TypedImprint,
};

use super::fake::{
    METFORMIN, ask, ask_typed, evidence, id, identifier, order, pill, reader, taught,
};

#[test]
fn what_is_typed_finds_a_pill_that_was_never_photographed_and_is_said_to_be_typed() {
    let identifier = identifier(None);
    for text in ["zx7248", "ZX-7248", "Z X 7248", "ZX724B"] {
        let answer = ask_typed(&identifier, &[pill(4, 1)], text);
        assert_eq!(order(&answer)[0], 3, "{text}");
        let remark = answer.candidates[0]
            .remarks
            .iter()
            .find(|remark| remark.channel == Channel::Typed)
            .unwrap();
        assert!(remark.favors);
        assert_eq!(remark.seen, [text]);
        let typed = answer.typed.unwrap();
        assert_eq!(
            (typed.text.as_str(), typed.finding),
            (text, TypedFinding::NoReference)
        );
    }
}
#[test]
fn typing_against_a_sure_picture_is_called_a_contradiction_and_commits_to_nothing() {
    let identifier = identifier(None);
    let answer = ask_typed(&identifier, &[pill(0, 12)], "M 15");
    assert_eq!(
        answer.typed.as_ref().map(|typed| typed.finding),
        Some(TypedFinding::Contradicts)
    );
    assert_eq!(answer.outcome, Outcome::Unidentified);
    assert_ne!(answer.hazard.verdict, Verdict::NoListingFound);
    let agreed = ask_typed(&identifier, &[pill(0, 12)], "coumadin 4");
    assert_eq!(
        (agreed.outcome, agreed.typed.unwrap().finding),
        (Outcome::Identified, TypedFinding::Agrees)
    );
}
#[test]
fn typing_what_stands_on_no_pill_changes_no_order() {
    let identifier = identifier(None);
    let without = ask(&identifier, &[pill(2, 3)]);
    let with = ask_typed(&identifier, &[pill(2, 3)], "QQKK33");
    assert_eq!(order(&with), order(&without));
    assert_eq!(with.typed.unwrap().finding, TypedFinding::NotListed);
    assert!(TypedImprint::new(" -- ").is_none());
}
#[test]
fn a_pill_read_upside_down_is_found() {
    let answer = ask_typed(&identifier(None), &[pill(2, 1)], "66 W");
    assert_eq!(order(&answer)[0], 2);
}
#[test]
fn a_label_of_a_pill_without_a_reference_is_not_denied_by_the_picture() {
    let metformin = id(METFORMIN);
    let finding = |imprint| {
        let identifier = identifier(Some(reader(imprint)));
        let seen = evidence(&identifier, &[pill(0, 12)]);
        identifier.compare(&seen, &[metformin]).finding
    };
    assert_eq!(finding("ZX"), LabelFinding::CannotTell);
    assert_eq!(finding("COUMADIN"), LabelFinding::Differs);
}
#[test]
fn a_label_of_a_pill_of_which_one_side_was_taught_is_not_denied_by_the_other() {
    let finding = |pills: &[EnrolledPill]| {
        let identifier = identifier(None).with_taught(pills);
        let seen = evidence(&identifier, &[pill(0, 12)]);
        identifier.compare(&seen, &[id(METFORMIN)]).finding
    };
    let taught = |sides: &[usize]| taught(METFORMIN, sides);
    assert_eq!(finding(&[taught(&[0, 1])]), LabelFinding::Differs);
    assert_eq!(finding(&[taught(&[0])]), LabelFinding::CannotTell);
    // Which may be the same side again.
    let twice = [taught(&[0]), taught(&[0])];
    assert_eq!(finding(&twice), LabelFinding::CannotTell);
}
#[test]
fn a_label_is_borne_out_or_not_and_never_forced() {
    let identifier = identifier(None);
    let [warfarin, oxycodone, levothyroxine] =
        ["00001-0001-01", "00001-0002-01", "00001-0003-01"].map(id);
    let seen = evidence(&identifier, &[pill(0, 12)]);
    let right = identifier.compare(&seen, &[warfarin, oxycodone]);
    assert_eq!(right.finding, LabelFinding::Agrees);
    assert_eq!(right.products[0].product, warfarin);
    let wrong = identifier.compare(&seen, &[oxycodone, levothyroxine]);
    assert_eq!(wrong.finding, LabelFinding::Differs);
    for found in [right, wrong] {
        let listed: f32 = found.products.iter().map(|one| one.probability).sum();
        assert!((listed + found.none - 1.0).abs() < 1e-4);
    }
    // A side that a listed and an unlisted product share.
    let shared = evidence(&identifier, &[pill(3, 12)]);
    let unclear = identifier.compare(&shared, &[oxycodone]);
    assert_eq!(unclear.finding, LabelFinding::CannotTell);
    assert_eq!(
        identifier.compare(&seen, &[]).finding,
        LabelFinding::Differs
    );
}
#[test]
fn what_the_named_pill_does_not_bear_leaves_it_unnamed() {
    let identifier = identifier(None);
    let warfarin = [pill(0, 12)];
    for text in ["QXJK77 4", "QQKK33"] {
        let answer = ask_typed(&identifier, &warfarin, text);
        assert_eq!(order(&answer)[0], 0);
        let finding = answer.typed.unwrap().finding;
        assert_eq!(
            (answer.outcome, finding),
            (Outcome::Unidentified, TypedFinding::NotListed),
            "{text}"
        );
    }
    let part_of_it = ask_typed(&identifier, &warfarin, "COUMADIN");
    assert_eq!(part_of_it.outcome, Outcome::Identified);
}
#[test]
fn a_label_is_not_borne_out_by_a_pill_on_which_something_else_stands() {
    let right = id("00001-0003-01");
    for (read, finding) in [
        ("99", LabelFinding::Agrees),
        ("QX7JWK", LabelFinding::CannotTell),
    ] {
        let identifier = identifier(Some(reader(read)));
        let seen = evidence(&identifier, &[pill(4, 12)]);
        let compared = identifier.compare(&seen, &[right]);
        assert!(compared.none < 0.05);
        assert_eq!(compared.finding, finding, "{read}");
    }
}
