//! Reviewing through a station: the queue, four eyes, sending back, and what the record says of it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test fails it the same way"
)]

#[path = "support/item.rs"]
mod item;
#[path = "support/product.rs"]
mod product;
#[path = "support/staff.rs"]
mod staff;
#[path = "support/suggestion.rs"]
mod suggestion;

use item::unidentified;
use product::only;
use rusqlite::Connection;
use suggestion::suggestion;
use takeback::{
    catalog::ProductId,
    ledger::{
        Doubt, Event, Finding, Listed, LogFilter, Meaning, Moment, ReviewAct, ReviewState,
        Signature, Sort, SortBy,
    },
    people::{Role, Secret},
    station::{Clock, Decision, NewAccount, NewDisposal, SiteMode, Station, StationError},
};

/// So many minutes after 2026-11-22 09:30 in New York.
fn at(minute: i64) -> Clock {
    let start = 1_795_357_800_000_000;
    Clock::Fixed(Moment::from_parts(start + minute * 60_000_000, -5 * 3600).unwrap())
}

fn pin() -> Secret {
    Secret::new(staff::PIN)
}

/// A station with an administrator, a clerk and two pharmacists, at whom nobody is.
fn station() -> (tempfile::TempDir, Station) {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), at(0), staff::site(SiteMode::Research));
    for (name, role) in [
        ("C. Clerk", Role::Operator),
        ("P. Harm", Role::Pharmacist),
        ("Q. Acy", Role::Pharmacist),
    ] {
        let new = NewAccount {
            name: name.into(),
            role,
            officer: None,
        };
        station.add_account(new, &pin()).unwrap();
    }
    station.sign_out(false).unwrap();
    (home, station)
}

fn sit(station: &Station, name: &str) {
    let id = station.named(name).unwrap().id;
    station.sign_in(id, &pin()).unwrap();
}

/// Whoever is named sits down and proves themselves for a review.
fn reviewer(station: &Station, name: &str) -> Signature {
    sit(station, name);
    let id = station.named(name).unwrap().id;
    station.sign(id, &pin(), Meaning::Reviewed).unwrap()
}

fn places(listed: &[Listed]) -> Vec<i64> {
    listed.iter().map(|item| item.row.seq).collect()
}

fn queue(station: &Station) -> Vec<i64> {
    let queue = station.queue();
    let listed = station.listed(&queue).unwrap();
    assert_eq!(listed.len() as u64, station.count(&queue).unwrap());
    places(&listed)
}

fn send_back() -> ReviewAct {
    ReviewAct::SentBack {
        reason: "the imprint is blurred".into(),
    }
}

#[test]
fn an_approval_holds_until_the_item_is_corrected() {
    let (_home, station) = station();
    sit(&station, "C. Clerk");
    let item = station.record(unidentified()).unwrap();
    let signed = reviewer(&station, "P. Harm");
    assert_eq!(queue(&station), [item.seq]);
    let done = station
        .review(item.current, ReviewAct::Approved, signed.clone())
        .unwrap();
    assert_eq!(done.state(), ReviewState::Approved);
    let review = done.review.unwrap();
    assert_eq!((review.signed, review.own), (signed.clone(), false));
    assert!(queue(&station).is_empty());
    assert!(matches!(
        station.review(item.current, ReviewAct::Approved, signed.clone()),
        Err(StationError::AlreadyApproved(id)) if id == item.current
    ));

    sit(&station, "C. Clerk");
    let corrected = station
        .correct(item.current, Decision::Unidentified, 2, "counted again")
        .unwrap();
    let found = station.find_listed(item.id).unwrap();
    assert_eq!(found.state(), ReviewState::Unreviewed);
    assert_eq!(queue(&station), [item.seq]);
    // What was looked at is no longer what holds.
    let signed = reviewer(&station, "P. Harm");
    let outdated = station.review(item.current, ReviewAct::Approved, signed.clone());
    assert!(
        outdated
            .unwrap_err()
            .to_string()
            .contains("corrected in the meantime")
    );
    station
        .review(corrected.current, ReviewAct::Approved, signed)
        .unwrap();
    assert!(station.verify().unwrap().is_intact());
}

#[test]
fn nobody_approves_their_own_unless_nobody_else_may() {
    let (_home, station) = station();
    let signed = reviewer(&station, "P. Harm");
    let own = station.record(unidentified()).unwrap();
    let refused = station
        .review(own.current, ReviewAct::Approved, signed.clone())
        .unwrap_err();
    assert!(matches!(&refused, StationError::OwnRecord(name) if name == "P. Harm"));
    // Sending back their own is no approval.
    station.review(own.current, send_back(), signed).unwrap();

    // Somebody who corrects another's record has made it theirs.
    sit(&station, "C. Clerk");
    let item = station.record(unidentified()).unwrap();
    let signed = reviewer(&station, "P. Harm");
    let corrected = station
        .correct(item.current, Decision::Unidentified, 3, "counted again")
        .unwrap();
    let refused = station.review(corrected.current, ReviewAct::Approved, signed);
    assert!(matches!(refused, Err(StationError::OwnRecord(_))));
    // And it stays theirs whoever corrects it after them.
    sit(&station, "C. Clerk");
    let again = station
        .correct(corrected.current, Decision::Unidentified, 4, "one more")
        .unwrap();
    let signed = reviewer(&station, "P. Harm");
    let refused = station.review(again.current, ReviewAct::Approved, signed);
    assert!(matches!(refused, Err(StationError::OwnRecord(_))));
    let other = reviewer(&station, "Q. Acy");
    station
        .review(again.current, ReviewAct::Approved, other)
        .unwrap();

    // Where everybody who may had a hand in it, one of them may, and the record says so.
    let boss = station.named(staff::ADMINISTRATOR).unwrap().id;
    let secret = Secret::new(staff::PASSPHRASE);
    station.sign_in(boss, &secret).unwrap();
    station
        .disable(station.named("Q. Acy").unwrap().id)
        .unwrap();
    let signed = reviewer(&station, "P. Harm");
    let shared = station.record(unidentified()).unwrap();
    let refused = station.review(shared.current, ReviewAct::Approved, signed);
    assert!(matches!(refused, Err(StationError::OwnRecord(_))));
    station.sign_in(boss, &secret).unwrap();
    let shared = station
        .correct(shared.current, Decision::Unidentified, 2, "counted again")
        .unwrap();
    let signed = reviewer(&station, "P. Harm");
    let done = station
        .review(shared.current, ReviewAct::Approved, signed)
        .unwrap();
    assert!(done.review.unwrap().own);

    // Nor does it matter that the others are gone.
    station.sign_in(boss, &secret).unwrap();
    station
        .disable(station.named("P. Harm").unwrap().id)
        .unwrap();
    let alone = station.record(unidentified()).unwrap();
    let signed = station.sign(boss, &secret, Meaning::Reviewed).unwrap();
    let done = station
        .review(alone.current, ReviewAct::Approved, signed)
        .unwrap();
    assert!(done.review.unwrap().own);
}

#[test]
fn a_review_needs_the_role_the_person_and_a_fresh_proof() {
    let (home, station) = station();
    sit(&station, "C. Clerk");
    let item = station.record(unidentified()).unwrap();
    let clerk = station.named("C. Clerk").unwrap().id;
    let signed = station.sign(clerk, &pin(), Meaning::Reviewed).unwrap();
    let refused = station.review(item.current, ReviewAct::Approved, signed);
    assert!(matches!(refused, Err(StationError::NotYours { .. })));

    // Another's signature, one that means something else, one that is too old.
    let harm = station.named("P. Harm").unwrap().id;
    let signed = reviewer(&station, "Q. Acy");
    sit(&station, "P. Harm");
    let refused = station.review(item.current, ReviewAct::Approved, signed);
    assert!(matches!(refused, Err(StationError::NotTheReviewer(_))));
    let witnessed = station.sign(harm, &pin(), Meaning::Witnessed).unwrap();
    let refused = station.review(item.current, ReviewAct::Approved, witnessed);
    assert!(matches!(refused, Err(StationError::NotTheReviewer(_))));
    let signed = station.sign(harm, &pin(), Meaning::Reviewed).unwrap();
    let empty = ReviewAct::SentBack { reason: " ".into() };
    let refused = station.review(item.current, empty, signed.clone());
    assert!(matches!(refused, Err(StationError::NoReasonToSendBack)));
    drop(station);
    // The window asks for the secret again a minute before the record does.
    for (minute, proves, fresh) in [
        (-1, false, false),
        (14, true, true),
        (15, false, true),
        (16, false, false),
    ] {
        let station = Station::open_at(home.path(), at(minute)).unwrap();
        assert_eq!(
            station.still_proves(&signed),
            proves,
            "after {minute} minutes"
        );
        sit(&station, "P. Harm");
        let done = station.review(item.current, send_back(), signed.clone());
        assert_eq!(done.is_ok(), fresh, "after {minute} minutes: {done:?}");
    }
    assert!(queue(&Station::open_at(home.path(), at(16)).unwrap()) == [item.seq]);

    // Without accounts nobody can sign.
    let home = tempfile::tempdir().unwrap();
    let alone = Station::open(home.path()).unwrap();
    let item = alone.record(unidentified()).unwrap();
    assert!(matches!(
        alone.review(item.current, ReviewAct::Approved, signed),
        Err(StationError::NotTheReviewer(_))
    ));
}

#[test]
fn what_is_sent_back_waits_for_whoever_entered_it() {
    let (_home, station) = station();
    sit(&station, "C. Clerk");
    let item = station.record(unidentified()).unwrap();
    let signed = reviewer(&station, "P. Harm");
    station.review(item.current, send_back(), signed).unwrap();
    assert!(
        station.sent_back().unwrap().is_empty(),
        "not the pharmacist's"
    );
    station.sign_out(false).unwrap();
    assert_eq!(
        station.sent_back().unwrap().len(),
        1,
        "nobody's list is everybody's"
    );
    sit(&station, "C. Clerk");
    let waiting = station.sent_back().unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(
        (waiting[0].id, waiting[0].by.as_str()),
        (item.id, "P. Harm")
    );
    let words = waiting[0].to_string();
    assert!(words.contains("the imprint is blurred"), "{words}");
    station
        .correct(item.current, Decision::Unidentified, 1, "looked again")
        .unwrap();
    assert!(station.sent_back().unwrap().is_empty());
}

/// One item of each kind, recorded by the clerk, oldest first.
struct Items {
    unknown: i64,
    by_hand: i64,
    sure: i64,
    low: i64,
    other: i64,
    abstained: i64,
    controlled: i64,
}

fn items(station: &Station) -> Items {
    sit(station, "C. Clerk");
    let (oxycodone, warfarin) = (only(station, "oxycodone"), only(station, "warfarin"));
    let plain = only(station, "atomoxetine");
    let record = |chosen: Option<ProductId>, said: Option<(bool, u32)>| {
        let new = NewDisposal {
            decision: chosen.map_or(Decision::Unidentified, Decision::Product),
            suggestion: said
                .map(|(stands, ppm)| suggestion(station, stands, &[(warfarin, ppm), (plain, 1)])),
            ..unidentified()
        };
        station.record(new).unwrap().seq
    };
    Items {
        unknown: record(None, None),
        by_hand: record(Some(plain), None),
        sure: record(Some(warfarin), Some((true, 900_000))),
        low: record(Some(warfarin), Some((true, 799_999))),
        other: record(Some(plain), Some((true, 990_000))),
        abstained: record(Some(warfarin), Some((false, 990_000))),
        controlled: record(Some(oxycodone), Some((true, 990_000))),
    }
}

#[test]
fn the_queue_holds_what_is_in_doubt_and_begins_with_the_urgent() {
    let (_home, station) = station();
    let Items {
        unknown,
        by_hand,
        sure,
        low,
        other,
        abstained,
        controlled,
    } = items(&station);
    let doubts = |place: i64| {
        let all = station.listed(&LogFilter::default()).unwrap();
        let item = all.into_iter().find(|item| item.row.seq == place).unwrap();
        item.doubts.all(station.uncertain_below())
    };
    assert_eq!(doubts(unknown), [Doubt::Unidentified, Doubt::HazardUnknown]);
    assert_eq!(doubts(by_hand), []);
    assert_eq!(doubts(sure), []);
    assert_eq!(doubts(low), [Doubt::LowConfidence]);
    assert_eq!(doubts(other), [Doubt::OtherChosen]);
    assert_eq!(doubts(abstained), [Doubt::ModelAbstained]);
    assert_eq!(doubts(controlled), [Doubt::OtherChosen]);
    // Warfarin is hazardous and oxycodone controlled; the rest follows, the oldest first.
    let urgent = [low, abstained, controlled, unknown, other];
    assert_eq!(queue(&station), urgent);

    let signed = reviewer(&station, "P. Harm");
    let current = station.find(id_at(&station, sure)).unwrap().current;
    station.review(current, send_back(), signed).unwrap();
    assert_eq!(queue(&station)[0], sure);
    station.withdraw(current, "a slip").unwrap();
    assert_eq!(queue(&station), urgent);
}

#[test]
fn every_filter_and_order_of_the_review_finds_its_rows() {
    let (_home, station) = station();
    let items = items(&station);
    let found = |filter: LogFilter| places(&station.listed(&filter).unwrap());
    let all = LogFilter::default;
    let low_first = found(LogFilter {
        confidence_below: Some(800_000),
        ..all()
    });
    assert_eq!(low_first, [items.low]);
    let high = found(LogFilter {
        confidence_from: Some(900_000),
        ..all()
    });
    assert_eq!(
        high,
        [items.sure, items.other, items.abstained, items.controlled]
    );
    let by_hand = station.find(id_at(&station, items.by_hand)).unwrap();
    let takeback::ledger::Identity::Identified { drug, .. } = by_hand.decided.identity else {
        panic!("it is identified")
    };
    let by_drug = found(LogFilter {
        drug: Some(drug.name.to_uppercase()),
        ..all()
    });
    assert_eq!(by_drug, [items.other, items.by_hand]);
    let nobodys = found(LogFilter {
        operator: Some("P. Harm".into()),
        ..all()
    });
    assert!(nobodys.is_empty());
    assert_eq!(station.operators().unwrap(), ["C. Clerk"]);
    let sorted = |by, descending| {
        let sort = Some(Sort { by, descending });
        let whole = found(LogFilter { sort, ..all() });
        let mut pages = Vec::new();
        loop {
            let page = found(LogFilter {
                sort,
                limit: Some(2),
                before: pages.last().copied(),
                ..all()
            });
            if page.is_empty() {
                break;
            }
            pages.extend(page);
        }
        assert_eq!(whole, pages, "{by:?}: pages follow each other");
        whole
    };
    let by_confidence = sorted(SortBy::Confidence, false);
    assert_eq!(
        by_confidence[..4],
        [items.unknown, items.by_hand, items.low, items.sure]
    );
    assert_eq!(sorted(SortBy::Drug, false)[0], items.unknown);
    assert_eq!(sorted(SortBy::Drug, true).last(), Some(&items.unknown));
    assert_eq!(sorted(SortBy::Entered, false)[0], items.unknown);
    for by in [
        SortBy::Day,
        SortBy::Hazard,
        SortBy::Schedule,
        SortBy::Operator,
        SortBy::Review,
    ] {
        assert_eq!(sorted(by, true).len(), 7);
    }
}

fn id_at(station: &Station, place: i64) -> takeback::ledger::RecordId {
    let all = station.listed(&LogFilter::default()).unwrap();
    all.iter()
        .find(|item| item.row.seq == place)
        .unwrap()
        .row
        .id
}

#[test]
fn the_sums_leave_out_what_was_withdrawn() {
    let (_home, station) = station();
    sit(&station, "C. Clerk");
    let warfarin = only(&station, "warfarin");
    let plain = only(&station, "atomoxetine");
    let said = || Some(suggestion(&station, true, &[(warfarin, 900_000)]));
    for (decision, suggestion) in [
        (Decision::Product(warfarin), said()),
        (Decision::Product(plain), said()),
        (Decision::Unidentified, None),
        (Decision::Unidentified, None),
    ] {
        let new = NewDisposal {
            decision,
            suggestion,
            ..unidentified()
        };
        station.record(new).unwrap();
    }
    let last = station.log(&LogFilter::default()).unwrap()[0].current;
    station.withdraw(last, "counted twice").unwrap();
    let earlier = NewDisposal {
        acted_on: Some("2026-11-03".parse().unwrap()),
        ..unidentified()
    };
    station.record(earlier).unwrap();
    let sums = station.day_sums(None, None).unwrap();
    assert_eq!(sums.len(), 2);
    assert_eq!((sums[0].items, sums[0].unidentified), (1, 1));
    let today = sums[1];
    assert_eq!(
        (today.items, today.hazardous, today.unidentified),
        (3, 1, 1)
    );
    assert_eq!((today.agreed, today.overruled), (1, 1));
    let from = Some("2026-11-04".parse().unwrap());
    assert_eq!(station.day_sums(from, None).unwrap(), [today]);
}

#[test]
fn what_the_log_is_read_from_is_held_against_the_records() {
    for tampering in [
        "UPDATE item SET review = 'approved' WHERE seq = (SELECT max(seq) FROM item)",
        "DELETE FROM item WHERE seq = (SELECT max(seq) FROM item)",
        "INSERT INTO item (seq, stated_by, operator, acted_on, outcome, hazard, schedule, drug, words, reference, quantity,
             confidence_ppm, model, review)
         SELECT 1, stated_by, operator, acted_on, outcome, hazard, schedule, drug, words, reference, quantity,
             confidence_ppm, model, review FROM item",
    ] {
        let (home, station) = station();
        sit(&station, "C. Clerk");
        let item = station.record(unidentified()).unwrap();
        assert!(station.verify().unwrap().is_intact());
        let other = Connection::open(home.path().join("takeback.db")).unwrap();
        assert_eq!(other.execute(tampering, []).unwrap(), 1, "{tampering}");
        let finding = station.verify().unwrap().finding;
        let Some(Finding::Misstated { seq }) = finding else {
            panic!("{tampering}: {finding:?}")
        };
        assert!(seq == item.seq || seq == 1, "{tampering}: {seq}");
    }
}

#[test]
fn the_review_is_a_record_in_the_chain_with_its_signature() {
    let (home, station) = station();
    sit(&station, "C. Clerk");
    let item = station.record(unidentified()).unwrap();
    let signed = reviewer(&station, "P. Harm");
    station
        .review(item.current, send_back(), signed.clone())
        .unwrap();
    let database = Connection::open(home.path().join("takeback.db")).unwrap();
    let text: String = database
        .query_row(
            "SELECT content FROM record WHERE kind = 'review'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let content: takeback::ledger::Content = serde_json::from_str(&text).unwrap();
    let Event::Review(review) = content.event else {
        panic!("{text}")
    };
    assert_eq!((review.subject, review.reviews), (item.seq, item.id));
    assert_eq!((review.act, review.signed), (send_back(), signed));
    assert_eq!(content.by, "P. Harm");
    let forged = database.execute(
        "UPDATE record SET content = replace(content, 'sent_back', 'approved')",
        [],
    );
    assert!(forged.unwrap_err().to_string().contains("append-only"));
}

#[test]
fn part_of_a_word_is_found_in_few_drugs_in_many_and_in_the_reference() {
    let (_home, station) = station();
    sit(&station, "C. Clerk");
    let mut names = std::collections::BTreeSet::new();
    let catalog = station.catalog();
    let products = catalog.products().iter();
    let oral = products
        .filter(|product| product.name.contains("Oral") && names.insert(product.name.clone()));
    for product in oral.take(50) {
        let new = NewDisposal {
            decision: Decision::Product(product.id),
            ..unidentified()
        };
        station.record(new).unwrap();
    }
    let with_reference = NewDisposal {
        reference: Some("Case 7-ORAL".into()),
        ..unidentified()
    };
    let case = station.record(with_reference).unwrap();
    let found = |text: &str| {
        let filter = LogFilter {
            text: Some(text.into()),
            ..LogFilter::default()
        };
        let listed = station.listed(&filter).unwrap();
        assert_eq!(
            listed.len() as u64,
            station.count(&filter).unwrap(),
            "{text}"
        );
        places(&listed)
    };
    let many = found("oral");
    assert_eq!(many.len(), 51);
    assert!(
        many.windows(2).all(|pair| pair[0] > pair[1]),
        "newest first"
    );
    assert_eq!(found("7-oral"), [case.seq]);
    assert!(found("no such drug").is_empty());
    let first = station.log(&LogFilter::default()).unwrap();
    let takeback::ledger::Identity::Identified { drug, .. } = &first[1].decided.identity else {
        panic!("it is identified")
    };
    assert_eq!(found(&drug.ndc11), [first[1].seq]);
}
