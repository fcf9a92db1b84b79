//! Take-back events that collected into liners, or nothing: what no row says of them is a note of the weight sheet.

use jiff::civil::{date, time};
use takeback::ledger::{
    Event, Signature,
    custody::{Closing, HandOver, LinerAct, Officer, SessionAct, SessionRecord},
};

use super::custody_reports::{line, liners, mark, receptacle, signature, two};
use super::form_41::front;
use super::recorded::{Site, append};
use crate::support::sealed_box::sealed_box;

const MODE: &str = "LE_EVENT";

fn session(number: u32, act: SessionAct) -> Event {
    Event::Session(SessionRecord {
        session: number,
        acted_on: date(2026, 11, 22),
        act,
    })
}

fn officer() -> Signature {
    signature("A. Clerk", "019ab000-0000-7000-8000-000000000001")
}

fn opened(place: &str) -> SessionAct {
    SessionAct::Opened {
        agency: line("Springfield Police"),
        overseeing: Officer {
            name: line("Sgt. Watch"),
            number: line("4711"),
        },
        place: line(place),
        starts: time(10, 0, 0, 0),
        signed: officer(),
    }
}

/// It is put in, and taken out and sealed.
fn filled(id: &str) -> [Event; 3] {
    let acts = [
        LinerAct::Acquired,
        LinerAct::Installed {
            site: receptacle(),
            witnesses: two(),
        },
        LinerAct::RemovedAndSealed {
            site: receptacle(),
            weight: None,
            witnesses: two(),
        },
    ];
    acts.map(|act| liners(&[mark(id, 10)], act))
}

#[test]
fn an_event_that_went_into_liners_says_who_took_it_and_an_empty_one_that_it_was_empty() {
    let site = Site::new(MODE);
    let ledger = site.ledger();
    let [acquired, installed, sealed] = filled("LE1");
    let handed_over = Closing::HandedOver {
        to: HandOver::Dea {
            recipient: line("Agent Smith"),
            address: line("2 Field Office Way"),
        },
        at: time(14, 5, 0, 0),
        handed_by: two(),
    };
    let nothing = Closing::NothingCollected { signed: officer() };
    let acts = [
        session(1, opened("City Hall")),
        acquired,
        installed,
        sealed,
        session(1, SessionAct::Deposited { signed: officer() }),
        session(1, SessionAct::Closed(handed_over)),
        session(2, opened("Fire House")),
        session(2, SessionAct::Closed(nothing)),
        session(3, opened("School")),
    ];
    for (second, act) in (0..).zip(acts) {
        append(&ledger, second, "A. Clerk", MODE, act);
    }
    let front = front(&site, "event-weights");
    for said in [
        "Event 1 (2026-11-22, Springfield Police, City Hall, officer Sgt. Watch (4711)): collected into liners LE1 (see the liner log), handed over to DEA: Agent Smith, 2 Field Office Way, 2026-11-22 14:05.",
        "Event 2 (2026-11-22, Springfield Police, Fire House, officer Sgt. Watch (4711)): nothing was collected.",
    ] {
        assert!(front.contains(said), "{front}");
    }
    assert!(!front.contains("School"), "it still goes on: {front}");
}

#[test]
fn an_event_with_a_box_names_the_liners_that_its_total_leaves_out() {
    let site = Site::new(MODE);
    let ledger = site.ledger();
    let [acquired, installed, sealed] = filled("LE1");
    let acts = [
        session(1, opened("City Hall")),
        acquired,
        installed,
        sealed,
        session(1, sealed_box("BOX1", &["S1"], two())),
    ];
    for (second, act) in (0..).zip(acts) {
        append(&ledger, second, "A. Clerk", MODE, act);
    }
    let front = front(&site, "event-weights");
    for said in [
        "1: 1 boxes, 21.9 lb net",
        "Event 1 also collected into liners LE1 (see the liner log); their weight is not in the total.",
    ] {
        assert!(front.contains(said), "{front}");
    }
}

#[test]
fn a_box_voided_at_an_event_that_was_tried_out_is_named_with_its_mark() {
    const TRIED: &str = "RESEARCH";
    let site = Site::new(TRIED);
    site.become_a(TRIED);
    let ledger = site.ledger();
    let add = |second, act| append(&ledger, second, "A. Clerk", TRIED, session(1, act));
    add(0, opened("City Hall"));
    let sealed = add(1, sealed_box("BOX1", &["S1"], two())).content.seq;
    let voided = SessionAct::BoxVoided {
        id: "BOX1".parse().unwrap(),
        reason: line("wrong label"),
        witnesses: two(),
    };
    add(2, voided);
    site.become_a(MODE);
    let front = front(&site, "event-weights");
    let said = format!(
        "Record {sealed}, RESEARCH/DEMO, box BOX1, was recorded in error and does not count: wrong label ("
    );
    assert!(front.contains(&said), "{front}");
}
