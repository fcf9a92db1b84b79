//! Long lists: whoever reads them scrolls them, and a page that cannot be read is asked for once.

use eframe::egui::{Key, Modifiers, pos2};
use rusqlite::Connection;
use takeback::people::Secret;
use takeback::station::{Decision, NewDisposal, Station};

use crate::hand;
use crate::harness::Window;
use crate::item::unidentified;
use crate::review::reviewing;
use crate::staff;

/// A window on the list of all records, more of them than one page has; only the newest is atomoxetine.
fn long() -> Window {
    let mut window = reviewing();
    let station = Station::open(window.home.path()).unwrap();
    let clerk = station.named("C. Clerk").unwrap().id;
    station.sign_in(clerk, &Secret::new(staff::PIN)).unwrap();
    for _ in 0..230 {
        station.record(unidentified()).unwrap();
    }
    let product = station.catalog().search_name("atomoxetine", 1)[0].id;
    let newest = NewDisposal {
        decision: Decision::Product(product),
        ..unidentified()
    };
    station.record(newest).unwrap();
    window.press(Modifiers::NONE, Key::Num2);
    window.until("the first page", |window| {
        window.shows("The first 200 records")
    });
    window
}

#[test]
fn the_list_follows_what_comes_in_hand_and_otherwise_stays_where_it_was_scrolled_to() {
    let mut window = long();
    let newest = &window.harness.state().state().review.items[0];
    let row = format!("{}, ", newest.line.drug);
    let shows_newest = |window: &Window| {
        let labels = window.labels();
        labels.iter().any(|label| label.starts_with(&row))
    };
    assert!(shows_newest(&window), "{:#?}", window.labels());
    window.wheel_down(pos2(300.0, 600.0), 10);
    window.harness.run_steps(8);
    assert!(!shows_newest(&window), "{:#?}", window.labels());
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::ArrowUp);
    window.until("the row in hand", shows_newest);
}

#[test]
fn a_page_that_cannot_be_read_is_asked_for_once() {
    let mut window = long();
    let database = Connection::open(window.home.path().join("takeback.db")).unwrap();
    hand::edit(&database, |database| {
        let spoil = "UPDATE record SET content = json_set(content, '$.by', 7)
            WHERE seq = (SELECT min(seq) FROM item)";
        assert_eq!(database.execute(spoil, []).unwrap(), 1);
    });
    window.wheel_down(pos2(300.0, 600.0), 40);
    window.until("the reason", |window| window.shows("cannot be read"));
    for _ in 0..4 {
        window.harness.step();
        assert!(!window.harness.state().state().review.loading);
    }
    assert!(window.shows("The first 200 records"), "there are more");

    window.tap("Dismiss this message");
    window.press(Modifiers::NONE, Key::F2);
    window.until("the log", |window| {
        window.harness.state().state().log.lines.len() == 200
    });
    window.wheel_down(pos2(640.0, 500.0), 40);
    window.until("the reason again", |window| window.shows("cannot be read"));
    for _ in 0..4 {
        window.harness.step();
        assert!(!window.harness.state().state().log.loading);
    }
    assert!(window.shows("The newest 200 records"), "there are more");
}
