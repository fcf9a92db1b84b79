//! A review as the record has it, and the rows behind the log held against the records.

use crate::support::item::unidentified;
use rusqlite::Connection;
use takeback::ledger::{Event, Finding};

use super::{reviewer, send_back, sit, station};

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
