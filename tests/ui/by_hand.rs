//! What is recorded by hand, without a photograph: without models, and beside pills that lie there.

use eframe::egui::{Key, Modifiers, pos2};

use crate::counter::{Counter, LEFT, RIGHT};
use crate::custody::at_site;
use crate::harness::Window;
use crate::operator_says::looked_at;
use crate::people::{sign_in_clerk, staffed};
use crate::support::laid::{STRATTERA_40, STRATTERA_100};
use crate::support::staff;
use crate::tray::pick_first;
use takeback::ledger::Site;
use takeback::station::{Decision, NewDisposal, SiteMode, Station};
use takeback::ui::pill::{Choice, Pill};
use takeback::ui::state::Screen;

const STRATTERA: &str =
    "atomoxetine 25 MG Oral Capsule [Strattera], NDC 00002-3228-30, ELI LILLY CO.";

fn record_by_hand(window: &mut Window) {
    window.tap("Search the catalog");
    window.type_into("Imprint", "3228 lilly");
    window.tap(STRATTERA);
    window.tap("One more");
    window.tap("CONFIRM");
    window.until("the record", |window| window.shows("Recorded: atomoxetine"));
}

#[test]
fn a_drug_found_by_imprint_is_recorded_listed_and_exported() {
    let mut window = Window::open();
    record_by_hand(&mut window);
    window.tap("Log");
    window.until("the row", |window| {
        !window.harness.state().state().log.lines.is_empty()
    });
    for words in [
        "atomoxetine 25 MG Oral Capsule [Strattera]",
        "1 record",
        "by hand",
        "A. Tester",
    ] {
        assert!(
            window.shows(words),
            "{words} is not on the screen: {:#?}",
            window.labels()
        );
    }
    let [line] = window.harness.state().state().log.lines.as_slice() else {
        panic!("not one row")
    };
    assert_eq!((line.quantity, line.withdrawn), (2, false));

    window.tap("Export…");
    let folder = window.home.path().join("exports");
    window.tap("Export CSV");
    window.until("the export", |window| {
        window.shows("1 record is exported to")
    });
    let file = std::fs::read_dir(folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let csv = std::fs::read_to_string(&file).unwrap();
    assert!(
        csv.contains("00002-3228-30") && csv.contains("RESEARCH"),
        "{csv}"
    );
    assert_eq!(file.extension().unwrap(), "csv");
}

#[test]
fn another_language_leaves_what_was_looked_for_and_chosen() {
    let mut window = Window::open();
    window.tap("Search the catalog");
    window.type_into("Imprint", "3228 lilly");
    window.type_into("NDC", "x");
    window.tap(STRATTERA);
    window.tap("One more");
    window.tap("Español");
    let state = window.harness.state().state();
    assert_eq!(state.search.words.imprint, "3228 lilly");
    assert!(state.chosen().is_some());
    assert_eq!(state.quantity(), 2);
    assert!(window.shows("CONFIRMAR"));
    assert!(window.shows("no es un NDC"), "{:#?}", window.labels());
    window.tap("English");
    assert!(window.shows("is not an NDC") && window.shows("CONFIRM"));
}

#[test]
fn undo_withdraws_with_a_reason_and_the_row_stays() {
    let mut window = Window::open();
    record_by_hand(&mut window);
    window.press(Modifiers::COMMAND, Key::Z);
    window.until("the question", |window| {
        window.shows("Withdraw the last record?")
    });
    window.tap("Wrong drug");
    window.until("the correction", |window| {
        window.shows("Withdrawn: atomoxetine")
    });
    window.press(Modifiers::NONE, Key::F2);
    window.until("the row", |window| {
        window.shows("Withdrawn by A. Tester: Wrong drug")
    });
    assert!(window.harness.state().state().log.lines[0].withdrawn);
    assert!(
        window.harness.state().state().last.is_none(),
        "a withdrawn record can be withdrawn again"
    );
}

#[test]
fn search_groups_say_how_a_product_fits() {
    let mut window = Window::open();
    window.press(Modifiers::COMMAND, Key::F);
    window.type_into("NDC", "0002-3228-30");
    assert!(window.shows("This NDC (1)") && window.shows(STRATTERA));
    window.type_into("Name", "warfarin");
    assert!(window.shows("By name ("));
    assert!(window.shows("Hazardous"), "warfarin is P001");
    window.type_into("NDC", "x");
    assert!(window.shows("is not an NDC"));
}

#[test]
fn a_listing_that_cannot_be_excluded_is_marked_in_the_log() {
    let mut window = Window::open();
    window.tap("Search the catalog");
    window.type_into("NDC", "60258-0197-01");
    window.tap_first("PRENATAL 19 CHW TAB");
    window.tap("CONFIRM");
    window.until("the record", |window| {
        window.shows("Recorded: PRENATAL 19 CHW TAB")
    });
    window.tap("Log");
    window.until("the row", |window| {
        window.shows("RCRA-D D010?, RCRA-D D007?")
    });
    // Nobody states its labeler.
    assert!(!window.shows("60258-0197-01 ·"), "{:#?}", window.labels());
}

/// A window in which the pill of a photograph was looked up as this product.
fn looked_up(ndc: &str, name: &str) -> Option<Window> {
    let mut window = looked_at()?;
    window.tap("NONE OF THESE");
    window.type_into("NDC", ndc);
    window.tap_first(name);
    window.press(Modifiers::NONE, Key::Escape);
    Some(window)
}

#[test]
fn a_listing_that_does_not_apply_is_told_where_somebody_asks_why_and_nowhere_else() {
    let Some(mut window) = looked_up("00071-0418-24", "Nitroglycerin 0.4 MG") else {
        return;
    };
    assert!(window.shows("No hazard listing found"));
    assert!(!window.shows("P081"), "{:#?}", window.labels());
    window.tap("Why?");
    for words in [
        "RCRA-P P081 · nitroglycerin",
        "Does not apply to this product",
    ] {
        assert!(window.shows(words), "{words}: {:#?}", window.labels());
    }
}

#[test]
fn what_is_exempted_from_a_schedule_is_told_where_somebody_asks_why() {
    let Some(mut window) = looked_up("00591-3369-01", "BUTALBITAL") else {
        return;
    };
    assert!(window.shows("Controlled CIII, DEA 2100"));
    window.tap("Why?");
    assert!(window.shows("1308.32"), "{:#?}", window.labels());
    window.tap("Done");
    window.tap("Español");
    window.tap("¿Por qué?");
    let spanish = "algunos estados los controlan";
    assert!(window.shows(spanish), "{:#?}", window.labels());
}

#[test]
fn an_unidentified_pill_without_a_photograph_is_handled_as_hazardous() {
    let mut window = Window::open();
    window.tap("Search the catalog");
    window.tap("UNIDENTIFIED");
    window.until("the record", |window| {
        window.shows("Recorded: Unidentified × 1")
    });
    window.tap("Log");
    window.until("the row", |window| {
        window.shows("Unknown: handle as hazardous")
    });
}

#[test]
fn filters_and_pages_keep_a_long_log_light() {
    let home = tempfile::tempdir().unwrap();
    let station = Station::open(home.path()).unwrap();
    let product = station.catalog().search_name("warfarin", 1)[0].id;
    for place in 0..230 {
        let decision = if place % 23 == 0 {
            Decision::Product(product)
        } else {
            Decision::Unidentified
        };
        station
            .record(NewDisposal {
                photos: Vec::new(),
                suggestion: None,
                decision,
                picked_rank: None,
                quantity: 1,
                acted_on: None,
                reference: None,
                discontinued: None,
                package: None,
            })
            .unwrap();
    }
    let mut window = Window::over(home, std::sync::Arc::new(station));
    window.tap("Log");
    let loaded = |window: &Window| window.harness.state().state().log.lines.len();
    window.until("the first page", |window| loaded(window) == 200);
    assert!(window.shows("The newest 200 records"));
    window.wheel_down(pos2(640.0, 500.0), 40);
    window.until("the rest", |window| loaded(window) == 230);
    window.type_into("Drug, NDC, labeler or reference", "WARFARIN");
    window.until("the filtered rows", |window| loaded(window) == 10);
}

#[test]
fn a_collector_site_says_the_law_and_offers_no_record() {
    let mut window = staffed(SiteMode::Collector, "");
    sign_in_clerk(&mut window);
    // Past the inventory that is owed, which greets.
    window.press(Modifiers::COMMAND, Key::I);
    assert!(window.shows("21 CFR 1317.75(c)") && window.shows("Use the liner log"));
    assert!(!window.shows("Open photograph"));
    window.press(Modifiers::COMMAND, Key::F);
    assert!(!window.shows("UNIDENTIFIED") && !window.shows("CONFIRM"));
}

#[test]
fn keys_reach_every_screen() {
    let mut window = Window::open();
    for (key, screen) in [
        (Key::F2, Screen::Log),
        (Key::F3, Screen::About),
        (Key::F6, Screen::Reports),
    ] {
        window.press(Modifiers::NONE, key);
        assert_eq!(window.harness.state().state().screen, screen);
    }
    window.press(Modifiers::COMMAND, Key::I);
    assert_eq!(window.harness.state().state().screen, Screen::Capture);
}

#[test]
fn where_nothing_can_be_recorded_it_is_said_why_in_the_place_of_confirm() {
    let site = Site {
        agency: String::new(),
        ..staff::site(SiteMode::LeEvidence)
    };
    let mut window = at_site(site, "");
    window.press(Modifiers::COMMAND, Key::F);
    window.type_into("Imprint", "3228 lilly");
    assert!(
        window.shows("the agency (takeback site set --agency)"),
        "{:#?}",
        window.labels()
    );
    assert!(!window.shows("CONFIRM") && !window.shows("UNIDENTIFIED"));
}

#[test]
fn touching_pills_are_not_recorded_until_they_lie_apart() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[
        (STRATTERA_40, 0, [600, 300]),
        (STRATTERA_100, 0, [600, 366]),
    ]);
    counter.until("the touching pills", |tray| {
        tray.is_some_and(|tray| tray.pills.iter().any(Pill::is_touching))
    });
    assert!(counter.window.shows("Move the marked pills apart"));
    counter.tap_on("Pill 1: Move these apart");
    assert!(counter.window.shows("Move the touching pills apart first"));
    assert!(!counter.window.shows("CONFIRM") && !counter.window.shows("UNIDENTIFIED"));
    // What cannot be moved apart, from the pill itself and from the list.
    counter.window.press(Modifiers::COMMAND, Key::F);
    record_beside(&mut counter, 1);
    assert_eq!(counter.screen(), Screen::Capture);
    counter.tap("Search the catalog");
    record_beside(&mut counter, 2);
    assert!(counter.pills().iter().all(|pill| pill.recorded.is_none()));
    counter.lay(&[
        (STRATTERA_40, 0, [600, 200]),
        (STRATTERA_100, 0, [600, 466]),
    ]);
    counter.until("both apart", |tray| {
        tray.is_some_and(|tray| tray.pills.len() == 2 && !tray.pills.iter().any(Pill::is_touching))
    });
}

/// Records a drug of the catalog that none of the pills which lie there is; it becomes this row.
fn record_beside(counter: &mut Counter, row: usize) {
    assert!(counter.window.shows("Record by hand, without a photograph"));
    counter.window.type_into("Imprint", "3228 lilly");
    counter.tap_on("atomoxetine 25 MG Oral Capsule [Strattera]");
    counter.tap("One more");
    counter.tap("CONFIRM");
    counter.until("the list", |tray| tray.is_some());
    counter.window.until("the record", |window| {
        window.shows("Recorded: atomoxetine 25 MG Oral Capsule [Strattera] × 2")
            && !window.harness.state().state().saving
    });
    let rows = counter.rows();
    assert_eq!(rows.len(), row);
    assert!(rows.iter().all(|row| row.disposal.photos.is_empty()));
}

#[test]
fn beside_a_recorded_pill_another_drug_is_recorded_by_hand_and_no_pill_becomes_it() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)]);
    counter.until_read(2);
    pick_first(&mut counter, 1);
    counter.tap("Pill 1 in the photograph");
    counter.tap("CONFIRM");
    counter.until("the record", |tray| {
        tray.is_some_and(|tray| tray.pills[0].recorded.is_some())
    });
    let picked = counter.pills()[0].choice;
    counter.tap("Pill 1 in the photograph");
    counter.window.press(Modifiers::NONE, Key::N);
    counter.window.type_into("Imprint", "3228 lilly");
    counter.tap_on("atomoxetine 25 MG Oral Capsule [Strattera]");
    assert_eq!(counter.pills()[0].choice, picked);
    assert_eq!(counter.pills()[1].choice, Choice::Nothing);
    counter.tap("CONFIRM");
    counter.window.until("the record by hand", |window| {
        window.shows("Recorded: atomoxetine 25 MG")
    });
    let rows = counter.rows();
    assert_eq!((rows.len(), rows[0].disposal.photos.len()), (2, 0));
    assert!(counter.pills()[1].recorded.is_none());
}
