//! The log is read from tables that are derived from the records: by triggers when a record is
//! written, by another hand when it is checked. Both must say the same of every history.

use std::path::Path;

use proptest::prelude::*;
use rusqlite::Connection;
use serde_json::{Value, json};
use takeback::ledger::{Entry, Event, Finding, Ledger, LedgerError, Moment, Purge};

use super::homes::edit;

/// One step of a history. Numbers choose among what there is.
#[derive(Clone, Debug)]
enum Step {
    Dispose {
        by: String,
        drug: Option<u8>,
        /// Whether the model stood by its candidates, and which drugs they were.
        said: Option<(bool, Vec<u8>)>,
        reference: Option<String>,
    },
    Correct {
        which: usize,
        drug: Option<u8>,
        reference: Option<String>,
        withdrawn: bool,
    },
    Review {
        which: usize,
        approved: bool,
    },
    /// Of everything that lies so many days back.
    Purge(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let drug = || prop::option::of(0_u8..3);
    let reference = || prop::option::of("[a-cÄ\"\\\\\n ]{0,4}");
    let said = prop::option::of((any::<bool>(), prop::collection::vec(0_u8..3, 0..3)));
    prop_oneof![
        4 => ("[A-Za-zÄé.\" ]{1,8}", drug(), said, reference())
            .prop_map(|(by, drug, said, reference)| Step::Dispose { by, drug, said, reference }),
        3 => (any::<usize>(), drug(), reference(), prop::bool::weighted(0.2)).prop_map(
            |(which, drug, reference, withdrawn)| Step::Correct { which, drug, reference, withdrawn }
        ),
        3 => (any::<usize>(), any::<bool>())
            .prop_map(|(which, approved)| Step::Review { which, approved }),
        1 => (1_u8..20).prop_map(Step::Purge),
    ]
}

fn decided(drug: Option<u8>, reference: Option<&String>, quantity: usize) -> Value {
    let identity = match drug {
        None => json!({"outcome": "unidentified"}),
        Some(number) => json!({
            "outcome": "identified", "how": {"means": "searched"},
            "drug": {
                "ndc11": format!("00093-724{number}-06"), "part": number, "rxcui": null,
                "name": format!("Drug Ä{number}"), "strength": "5 MG", "form": null,
                "labeler": "Maker & \"Sons\"", "imprint": [], "source": "table", "as_of": "2018",
                "schedule": (number == 1).then(|| json!({
                    "class": "CII", "dea_code": "9143", "substance": "oxycodone", "note": ""})),
            },
        }),
    };
    let verdict = if drug == Some(2) {
        "hazardous"
    } else {
        "unknown"
    };
    json!({
        "identity": identity, "quantity": quantity + 1, "acted_on": "2026-11-22", "reference": reference,
        "hazard": {"verdict": verdict, "reasons": [], "rules": "1"},
    })
}

fn suggestion(stands: bool, drugs: &[u8]) -> Value {
    let candidates = drugs.iter().zip(1..).map(|(number, rank)| {
        json!({
            "rank": rank, "confidence_ppm": 900_000 / rank, "appearance": rank,
            "products": [{"ndc11": format!("00093-724{number}-06"), "part": number, "name": "it"}],
        })
    });
    let candidates: Vec<_> = candidates.collect();
    json!({
        "identified": stands, "candidates": candidates, "hazard": "unknown", "hazard_ppm": 1,
        "hazard_reasons": [], "schedule": null, "imprint_read": [],
        "versions": {"model": "m", "rules": "r", "catalog": "c", "runtime": "t"},
    })
}

/// A disposal with the id of the record that states it now.
struct Stated {
    place: i64,
    current: String,
}

/// What the step appends; none where there is nothing yet that it could be about.
fn event(step: &Step, number: usize, stated: &[Stated], at: Moment) -> Option<Value> {
    let of = |which: usize| stated.get(which.checked_rem(stated.len())?);
    Some(match step {
        Step::Dispose {
            drug,
            said,
            reference,
            ..
        } => {
            let said = said.as_ref();
            json!({"kind": "disposal", "body": {
                "photos": [], "decided": decided(*drug, reference.as_ref(), number),
                "suggestion": said.map(|(stands, drugs)| suggestion(*stands, drugs)),
            }})
        }
        Step::Correct {
            which,
            drug,
            reference,
            withdrawn,
        } => {
            let of = of(*which)?;
            json!({"kind": "correction", "body": {
                "subject": of.place, "corrects": of.current, "reason": "looked again", "withdrawn": withdrawn,
                "decided": decided(*drug, reference.as_ref(), number),
            }})
        }
        Step::Review { which, approved } => {
            let of = of(*which)?;
            let mut review = json!({
                "subject": of.place, "reviews": of.current, "act": "approved",
                "signed": {
                    "account": "01234567-89ab-7def-8123-456789abcdef", "name": "P. Harm", "role": "pharmacist",
                    "meaning": "reviewed", "signed": {"utc_us": at.utc_us(), "offset_s": 0},
                },
            });
            if !approved {
                review["act"] = "sent_back".into();
                review["reason"] = "blurred".into();
            }
            json!({"kind": "review", "body": review})
        }
        Step::Purge(_) => return None,
    })
}

fn entry<E>(at: Moment, by: &str, event: E) -> Entry<E> {
    Entry {
        entered: at,
        by: by.to_owned(),
        account: None,
        site_mode: "RESEARCH".into(),
        event,
    }
}

/// Carries the steps out, one a day.
fn carry_out(ledger: &Ledger, steps: &[Step]) {
    let mut stated: Vec<Stated> = Vec::new();
    for (number, step) in steps.iter().enumerate() {
        let at = |day: usize| {
            Moment::from_parts(1_795_357_800_000_000 + day as i64 * 86_400_000_000, 0).unwrap()
        };
        let now = at(number);
        if let Step::Purge(back) = step {
            let before = at(number.saturating_sub(usize::from(*back))).date();
            let places = ledger.purgeable_items(before, now).unwrap().concat();
            stated.retain(|disposal| !places.contains(&disposal.place));
            let purge = Purge {
                before,
                removed: Purge::runs(places),
                photos: 0,
                export: String::new(),
            };
            ledger.purge(entry(now, "A. Boss", purge)).unwrap();
            continue;
        }
        let Some(value) = event(step, number, &stated, now) else {
            continue;
        };
        let by = match step {
            Step::Dispose { by, .. } => by,
            _ => "P. Harm",
        };
        let event: Event = serde_json::from_value(value).unwrap();
        let record = match ledger.append(entry(now, by, event.clone())) {
            Ok(record) => record.content,
            Err(LedgerError::Withdrawn(_)) => continue,
            Err(error) => panic!("{error}"),
        };
        let current = record.id.to_string();
        match event {
            Event::Disposal(_) => stated.push(Stated {
                place: record.seq,
                current,
            }),
            Event::Correction(correction) => {
                let place = correction.subject;
                stated
                    .iter_mut()
                    .filter(|of| of.place == place)
                    .for_each(|of| of.current.clone_from(&current));
            }
            _ => {}
        }
    }
}

fn finding(ledger: &Ledger) -> Option<Finding> {
    ledger.verify().unwrap().finding
}

fn places(connection: &Connection) -> Vec<i64> {
    let mut places = connection
        .prepare("SELECT seq FROM item ORDER BY seq")
        .unwrap();
    let places = places.query_map([], |row| row.get(0)).unwrap();
    places.map(Result::unwrap).collect()
}

/// Every column of `item`, and something that it does not say.
const LIES: [&str; 14] = [
    "stated_by = stated_by + 1",
    "reviewed_by = coalesce(reviewed_by, stated_by) + 1",
    "operator = operator || 'x'",
    "acted_on = acted_on || 'x'",
    "outcome = outcome || 'x'",
    "hazard = hazard || 'x'",
    "schedule = schedule || 'x'",
    "drug = swapped(drug)",
    "words = words || 'x'",
    "reference = reference || 'x'",
    "quantity = quantity + 1",
    "confidence_ppm = confidence_ppm + 1",
    "model = model || 'x'",
    "review = review || 'x'",
];

fn lie(home: &Path, place: i64, lie: &str) {
    // A change of case alone must not pass either.
    let lie = lie.replace(
        "swapped(drug)",
        "CASE drug WHEN '' THEN 'x' ELSE upper(drug) END",
    );
    edit(home, &format!("UPDATE item SET {lie} WHERE seq = {place}"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn the_log_says_what_the_records_say_after_every_history(
        steps in prop::collection::vec(step(), 1..24), chosen in any::<usize>(), lied in 0..LIES.len(),
    ) {
        let home = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(home.path()).unwrap();
        carry_out(&ledger, &steps);
        prop_assert_eq!(finding(&ledger), None);
        let connection = Connection::open(home.path().join("takeback.db")).unwrap();
        let places = places(&connection);
        if let Some(place) = chosen.checked_rem(places.len()).map(|at| places[at]) {
            lie(home.path(), place, LIES[lied]);
            prop_assert_eq!(finding(&ledger), Some(Finding::Misstated { seq: place }), "{}", LIES[lied]);
        }
    }
}

/// Three disposals at places 1 to 3: the first corrected by 4 and approved by 5, the second approved
/// by 6, the third with nothing said of it. All carry a reference.
fn reviewed() -> (tempfile::TempDir, Ledger) {
    let home = tempfile::tempdir().unwrap();
    let ledger = Ledger::open(home.path()).unwrap();
    let dispose = |number: u8| Step::Dispose {
        by: "C. Clerk".into(),
        drug: Some(number),
        said: Some((true, vec![0, 1])),
        reference: Some(format!("case {number}")),
    };
    let review = |which| Step::Review {
        which,
        approved: true,
    };
    let correct = Step::Correct {
        which: 0,
        drug: Some(1),
        reference: Some("case 7".into()),
        withdrawn: false,
    };
    carry_out(
        &ledger,
        &[
            dispose(0),
            dispose(1),
            dispose(2),
            correct,
            review(0),
            review(1),
        ],
    );
    (home, ledger)
}

#[test]
fn every_lie_in_the_log_is_found_and_its_disposal_named() {
    for place in [1, 2, 3] {
        for said in LIES {
            let (home, ledger) = reviewed();
            assert_eq!(finding(&ledger), None);
            lie(home.path(), place, said);
            assert_eq!(
                finding(&ledger),
                Some(Finding::Misstated { seq: place }),
                "{said}"
            );
        }
    }
}

#[test]
fn whatever_the_log_hides_or_makes_up_is_found() {
    let copied = "operator, acted_on, outcome, hazard, schedule, drug, words, reference, quantity, confidence_ppm, model";
    let made_up = |place: i64| {
        format!(
            "INSERT INTO item (seq, stated_by, {copied}, review)
             SELECT {place}, {place}, {copied}, 'unreviewed' FROM item WHERE seq = 3"
        )
    };
    let as_if =
        |columns: &str, place: i64| format!("UPDATE item SET {columns} WHERE seq = {place}");
    for (what, sql, seq) in [
        ("hidden", "DELETE FROM item WHERE seq = 2".to_owned(), 2),
        ("made up of a correction", made_up(4), 4),
        ("made up beyond the end", made_up(100), 100),
        ("made up at the last place there can be", made_up(i64::MAX), i64::MAX),
        ("made up before the first", made_up(-5), -5),
        ("as if never corrected", as_if(
            "(stated_by, reviewed_by, review, drug, schedule, words, reference, quantity, model)
             = (1, NULL, 'unreviewed', 'Drug Ä0', '', 'drug Ä0 00093-7240-06 maker & \"sons\"', 'case 0', 1, 'agreed')",
            1,
        ), 1),
        ("as if never reviewed", as_if("(reviewed_by, review) = (NULL, 'unreviewed')", 2), 2),
        ("reviewed by a review of another", as_if("(reviewed_by, review) = (6, 'approved')", 3), 3),
        ("reviewed by nothing", as_if("(reviewed_by, review) = (60, 'approved')", 3), 3),
        ("stated by nothing", as_if("stated_by = 60", 3), 3),
        ("a row that is no text", "UPDATE item SET reference = cast(x'522dff' AS text) WHERE seq = 2".to_owned(), 2),
        ("one that was corrected", "UPDATE item SET drug = cast(x'522dff' AS text) WHERE seq = 1".to_owned(), 1),
        ("references that are no text", "UPDATE item_references SET lines = cast(x'522dff' AS text)".to_owned(), 1),
        ("a reference that a search would miss",
            "UPDATE item_references SET lines = replace(lines, 'case 1', 'case 9')".to_owned(), 2),
        ("no references", "DELETE FROM item_references".to_owned(), 1),
        ("one reference too many",
            "UPDATE item_references SET lines = lines || char(10) || '4 case 4'".to_owned(), 3),
        ("a page too many", "INSERT INTO item_references VALUES (7, '1800 case 1')".to_owned(), 1800),
    ] {
        let (home, ledger) = reviewed();
        edit(home.path(), &sql);
        assert_eq!(finding(&ledger), Some(Finding::Misstated { seq }), "{what}");
    }
}

/// Whoever changes a record is named for that, not for the log that no longer fits it.
#[test]
fn a_changed_record_is_named_before_the_log_that_shows_it_otherwise() {
    let (home, ledger) = reviewed();
    edit(
        home.path(),
        "UPDATE record SET content = json_set(content, '$.body.decided.quantity', 70) WHERE seq = 2;
         UPDATE item SET quantity = 70 WHERE seq = 3;",
    );
    assert_eq!(finding(&ledger), Some(Finding::Changed { seq: 2 }));
}

/// The row is as it should be, but the index by which the log finds it still says otherwise.
#[test]
fn an_index_that_hides_a_row_is_found() {
    let (home, ledger) = reviewed();
    let open = || Connection::open(home.path().join("takeback.db")).unwrap();
    let say = |review: &str| format!("UPDATE item SET review = '{review}' WHERE seq = 3;");
    open()
        .execute_batch(&format!(
            "{} CREATE TABLE aside AS SELECT * FROM sqlite_schema WHERE name = 'item_review';
             PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'item_review';",
            say("approved")
        ))
        .unwrap();
    open()
        .execute_batch(&format!(
            "{} PRAGMA writable_schema = ON; INSERT INTO sqlite_schema SELECT * FROM aside; DROP TABLE aside;",
            say("unreviewed")
        ))
        .unwrap();
    let found = finding(&ledger);
    let Some(Finding::Damaged { detail }) = &found else {
        panic!("{found:?}")
    };
    assert!(detail.contains("item_review"), "{detail}");
}
