//! Long lists: whoever reads them scrolls them, and a page that cannot be read is asked for once. What comes in hand
//! by itself; what lies in the place of a photograph, and filters that cannot be read.

use eframe::egui::{Key, Modifiers, pos2};
use rusqlite::Connection;
use takeback::ledger::LogFilter;
use takeback::people::Secret;
use takeback::station::{Decision, NewDisposal, Station};

use crate::harness::Window;
use crate::review::{picture, prove, reviewing};
use crate::support::hand;
use crate::support::item::unidentified;
use crate::support::staff;

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

#[test]
fn what_is_approved_far_down_keeps_the_place_in_the_list() {
    let mut window = long();
    let place = |window: &Window| window.harness.state().state().review.place();
    // Eight rows a press.
    for _ in 0..22 {
        window.press(Modifiers::NONE, Key::PageDown);
    }
    window.until("the second page", |window| {
        window.harness.state().state().review.items.len() == 234
    });
    for _ in 0..5 {
        window.press(Modifiers::NONE, Key::PageDown);
    }
    assert_eq!(place(&window), Some(216));
    let next = window.harness.state().state().review.items[217].seq();
    window.press(Modifiers::NONE, Key::A);
    prove(&mut window, staff::PIN);
    window.until("the approval", |window| window.shows("Approved: "));
    window.until("the list", |window| {
        let review = &window.harness.state().state().review;
        !review.busy && !review.loading
    });
    let review = &window.harness.state().state().review;
    assert_eq!(review.chosen, Some(next));
    assert_eq!(review.items.len(), 234);
}

// Where a file can hold up the record.
#[cfg(unix)]
#[test]
fn a_reason_is_for_nothing_that_comes_in_hand_by_itself() {
    let mut window = reviewing();
    let in_hand = |window: &Window| window.harness.state().state().review.current();
    let first = in_hand(&window).unwrap();
    // The list is on its way when the reason is asked for, and somebody else withdraws the item.
    let held_up = crate::busy::hold_up(&mut window);
    window.press(Modifiers::NONE, Key::S);
    window.until("the reason", |window| {
        window.shows("Send it back to C. Clerk")
    });
    let other = Station::open(window.home.path()).unwrap();
    let clerk = other.named("C. Clerk").unwrap().id;
    other.sign_in(clerk, &Secret::new(staff::PIN)).unwrap();
    other.withdraw(first, "a slip").unwrap();
    drop(held_up);
    window.until("the next item", |window| {
        in_hand(window).is_some_and(|now| now != first)
    });
    assert!(!window.shows("Send it back to"), "{:#?}", window.labels());
}

#[test]
fn filters_that_cannot_be_read_are_not_written_over() {
    let mut window = reviewing();
    let path = window.home.path().join("review-filters.toml");
    let broken = "[[filter]]\nname = \"mine\n";
    std::fs::write(&path, broken).unwrap();
    window.press(Modifiers::NONE, Key::Num2);
    window.until("the problem", |window| {
        window.shows("The saved filters cannot be read")
    });
    window.tap("Dismiss this message");
    window.type_into("Keep filters as", "Others");
    window.tap("Keep");
    window.until("the problem again", |window| {
        window.shows("The saved filters cannot be read")
    });
    assert_eq!(std::fs::read_to_string(&path).unwrap(), broken);
}

#[test]
fn filters_narrow_sort_and_are_kept_for_the_next_time() {
    let mut window = reviewing();
    window.press(Modifiers::NONE, Key::Num2);
    window.until("everything", |window| window.shows("3 records"));
    window.tap("Sort by Sure");
    let first = |window: &Window| {
        window.harness.state().state().review.items[0]
            .line
            .drug
            .clone()
    };
    window.until("the order", |window| first(window) == "Unidentified");
    window.tap("Sort by Sure");
    window.until("the other order", |window| {
        first(window).contains("Warfarin")
    });
    window.type_into("Find", "warfarin");
    window.until("two rows", |window| window.shows("2 records"));
    window.type_into("Keep filters as", "Blood thinners");
    window.tap("Keep");
    window.until("the file", |window| {
        window.shows("saved filters is written")
    });
    window.tap("Show everything");
    window.until("everything again", |window| window.shows("3 records"));
    let kept = std::fs::read_to_string(window.home.path().join("review-filters.toml")).unwrap();
    assert!(
        kept.contains("Blood thinners") && kept.contains("warfarin"),
        "{kept}"
    );
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::NONE, Key::F12);
    window.until("the saved filter", |window| window.shows("Saved filters"));
    window.tap("Saved filters");
    window.tap("Blood thinners");
    window.until("two rows again", |window| window.shows("2 records"));
    window.tap("Forget");
    window.until("the file", |window| !window.shows("Saved filters"));

    // What somebody else records meanwhile is there when it is read again.
    let other = Station::open(window.home.path()).unwrap();
    let clerk = other.named("C. Clerk").unwrap().id;
    other.sign_in(clerk, &Secret::new(staff::PIN)).unwrap();
    other.record(unidentified()).unwrap();
    window.tap("Show everything");
    window.until("four rows", |window| window.shows("4 records"));
}

#[test]
fn what_lies_in_the_place_of_a_photograph_is_not_shown_to_whoever_reviews() {
    let mut window = reviewing();
    window.until("the photograph", |window| {
        window.shows("Photograph of this item")
    });
    let station = Station::open(window.home.path()).unwrap();
    let rows = station.log(&LogFilter::default()).unwrap();
    let mut photos = rows.iter().flat_map(|row| &row.disposal.photos);
    let kept = photos.find_map(|hash| station.kept_photo(hash).unwrap());
    let kept = kept.unwrap();
    let whole = std::fs::read(&kept).unwrap();
    let half = whole[..whole.len() / 2].to_vec();
    for (what, bytes) in [
        ("another", picture([90, 20, 20])),
        ("half", half),
        ("garbage", b"no picture".to_vec()),
        ("nothing", Vec::new()),
    ] {
        std::fs::write(&kept, bytes).unwrap();
        window.press(Modifiers::NONE, Key::ArrowDown);
        window.until("the next item", |window| {
            window.shows("The photograph is not kept here")
        });
        window.press(Modifiers::NONE, Key::ArrowUp);
        window.until(what, |window| {
            window.shows("is not the photograph that was kept there")
        });
        assert!(!window.shows("Photograph of this item"), "{what}");
    }
}
