//! What a reviewer sends back.

use crate::support::item::unidentified;
use takeback::station::Decision;

use super::{reviewer, send_back, sit, station};

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
