//! Which answers may be recorded without anybody looking at the pill alone.

use takeback::catalog::AppearanceId;
use takeback::hazard::Verdict;
use takeback::identify::{
    Advice, Candidate, Channel, Expected, HazardEstimate, Identification, LabelFinding, Outcome,
    Remark, recordable_unseen,
};
use takeback::vision::Flaw;

fn remark(channel: Channel, favors: bool) -> Remark {
    Remark {
        channel,
        favors,
        nats: 1.0,
        seen: Vec::new(),
        listed: Vec::new(),
    }
}

/// Picture and imprint say the same, and nothing is against it.
fn sure() -> Identification {
    Identification {
        outcome: Outcome::Identified,
        candidates: vec![Candidate {
            rank: 1,
            confidence: 0.99,
            appearance: AppearanceId(0),
            products: Vec::new(),
            remarks: vec![
                remark(Channel::Picture, true),
                remark(Channel::Imprint, true),
            ],
        }],
        hazard: HazardEstimate {
            verdict: Verdict::Unknown,
            probability: 0.0,
            reasons: Vec::new(),
        },
        schedule: None,
        imprint_read: vec!["TV".into()],
        typed: None,
        standing: 0.99,
        length: None,
        advice: None,
        flaws: Vec::new(),
    }
}

fn label(finding: LabelFinding) -> Expected {
    Expected {
        finding,
        products: Vec::new(),
        none: 0.5,
    }
}

#[test]
fn picture_and_imprint_together_may_be_recorded_unseen() {
    let found = sure();
    assert_eq!(recordable_unseen(&found, None), found.candidates.first());
    for finding in [LabelFinding::Agrees, LabelFinding::CannotTell] {
        assert!(recordable_unseen(&found, Some(&label(finding))).is_some());
    }
}

type Doubt = fn(&mut Identification);

#[test]
fn whatever_is_in_doubt_is_looked_at_by_a_person() {
    let found = sure();
    assert_eq!(
        recordable_unseen(&found, Some(&label(LabelFinding::Differs))),
        None
    );
    let doubts: [(&str, Doubt); 8] = [
        ("not identified", |found| {
            found.outcome = Outcome::Unidentified;
        }),
        ("no candidate", |found| found.candidates.clear()),
        ("the other side is wanted", |found| {
            found.advice = Some(Advice::OtherSideUnsure);
        }),
        ("shows badly", |found| found.flaws.push(Flaw::Blurred)),
        ("the imprint was not read", |found| {
            found.candidates[0].remarks.pop();
        }),
        ("the imprint alone", |found| {
            found.candidates[0].remarks.remove(0);
        }),
        ("the imprint is against it", |found| {
            found.candidates[0].remarks[1].favors = false;
        }),
        ("the size is against it", |found| {
            found.candidates[0]
                .remarks
                .push(remark(Channel::Size, false));
        }),
    ];
    for (what, doubt) in doubts {
        let mut found = sure();
        doubt(&mut found);
        assert_eq!(recordable_unseen(&found, None), None, "{what}");
    }
}
