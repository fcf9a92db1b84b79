//! A package in hand: what is said of its drug, why it is refused, and that what records it and leads on is in sight.

use eframe::egui::{Key, Modifiers, vec2};
use takeback::station::SiteMode;

use crate::custody::at_work;
use crate::harness::Window;
use crate::scan::{package, research, show_package};
use crate::sizes::targets;
use crate::wedge::{self, LAMOTRIGINE, OXYCODONE, WARFARIN};

const RECORD: &str = "Record this medicine";
const NEXT: &str = "Next package";

fn record(window: &mut Window) {
    window.tap(RECORD);
    window.until("the record", |window| window.shows("Recorded. For another"));
}

#[test]
fn a_package_says_before_and_after_its_record_how_its_drug_is_listed() {
    let (mut window, _show) = research(&[]);
    let says = |window: &Window, words: &str| window.labels().iter().any(|label| label == words);
    for (code, words) in [
        (LAMOTRIGINE, "No hazard listing found"),
        (WARFARIN, "Hazardous"),
        (OXYCODONE, "Controlled CII, DEA 9143"),
    ] {
        assert!(!says(&window, words));
        wedge::scan(&mut window, code, true);
        assert!(says(&window, words), "{words}: {:#?}", window.labels());
        assert!(window.shows("The drug on the label"));
        record(&mut window);
        assert!(says(&window, words), "{words}: {:#?}", window.labels());
        window.tap(NEXT);
    }
}

#[test]
fn why_a_package_was_refused_is_not_said_of_the_next_one() {
    let mut window = at_work(SiteMode::Hhw, "");
    window.press(Modifiers::COMMAND, Key::B);
    let refused = |window: &Window| {
        let notice = window.harness.state().state().notice.as_ref();
        notice.is_some_and(|notice| notice.words.contains("confirmed as non-controlled"))
    };
    let ways: [fn(&mut Window); 3] = [
        |window| wedge::scan(window, LAMOTRIGINE, true),
        |window| window.tap(NEXT),
        |window| window.press(Modifiers::COMMAND, Key::B),
    ];
    for way in ways {
        window.press(Modifiers::COMMAND, Key::B);
        wedge::scan(&mut window, OXYCODONE, true);
        window.tap(RECORD);
        window.until("the refusal", refused);
        way(&mut window);
        assert!(!refused(&window), "{:#?}", window.labels());
    }
}

/// Whether the only control of this name is in sight as a whole.
fn is_in_sight(window: &Window, name: &str) -> bool {
    let targets = targets(&window.harness);
    let named: Vec<_> = targets.iter().filter(|each| each.name == name).collect();
    let [only] = named.as_slice() else {
        panic!("{} of {name}", named.len());
    };
    only.seen.height() > only.rect.height() - 1.0
}

#[test]
fn the_way_to_the_next_package_is_in_sight_in_a_small_window() {
    let (mut window, _show) = research(&[package()]);
    window.harness.set_size(vec2(1024.0, 768.0));
    window.until("the label", |window| window.shows(RECORD));
    record(&mut window);
    window.harness.run_steps(4);
    assert!(is_in_sight(&window, NEXT));
}

#[test]
fn what_records_a_package_is_in_sight_below_a_refusal() {
    let dropped = tempfile::tempdir().unwrap();
    let setting = format!("camera_folder = \"{}\"\n", dropped.path().display());
    let mut window = at_work(SiteMode::LeEvidence, &setting);
    window.press(Modifiers::COMMAND, Key::B);
    window.until("the camera", |window| {
        window.harness.state().state().camera.sees()
    });
    // With all that may stand there: a record to take back, its case, and that another package is in hand.
    show_package(&mut window, dropped.path(), "S0042");
    window.type_into("Case or reference", "2026-17");
    record(&mut window);
    show_package(&mut window, dropped.path(), "S0043");
    window.tap(RECORD);
    window.until("the refusal", |window| {
        window.shows("needs the case or evidence number")
    });
    for size in [vec2(1280.0, 800.0), vec2(1024.0, 768.0)] {
        window.harness.set_size(size);
        window.harness.run_steps(4);
        assert!(is_in_sight(&window, RECORD), "{size:?}");
    }
}
