//! The queue and the log: what is on them, in which order, and by which filter.

use crate::support::item::unidentified;
use crate::support::product::only;
use crate::support::suggestion::suggestion;
use takeback::{
    catalog::ProductId,
    ledger::{Doubt, LogFilter, Sort, SortBy},
    station::{Decision, NewDisposal, Station},
};

use super::{places, queue, reviewer, send_back, sit, station};

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
