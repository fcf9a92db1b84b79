//! What the person at the counter says of a pill: what they read on it, and what its label says.

use eframe::egui::{Event, Key, Modifiers, PointerButton, Rect};
use egui_kittest::kittest::{NodeT, Queryable};
use rusqlite::Connection;
use takeback::identify::LabelFinding;
use takeback::ledger::LogFilter;
use takeback::station::Station;
use takeback::ui::pill::{Choice, Pill, Reading};
use takeback::ui::strings::{text, text_with};

use crate::counter::{Counter, LEFT, RIGHT};
use crate::harness::Window;
use crate::photographs::{draw_a_tray, read, strattera, window};
use crate::support::laid::{STRATTERA_40, STRATTERA_100};

const FIELD: &str = "Imprint, as you read it";

/// A window in which the capsule with `LILLY 3228 25 MG` on it was looked at.
pub fn looked_at() -> Option<Window> {
    let (Some(mut window), Some(photo)) = (window(), strattera()) else {
        return None;
    };
    window.drop_file(&photo);
    window.until("the imprint", read);
    Some(window)
}

pub fn pill(window: &Window) -> &Pill {
    window.harness.state().state().pill().unwrap()
}

/// Types over what stands in the field, and ends it with Enter.
pub fn say_imprint(window: &mut Window, words: &str) {
    window.type_over(FIELD, words);
    window.press(Modifiers::NONE, Key::Enter);
    until_weighed(window, words);
}

fn until_weighed(window: &mut Window, words: &str) {
    window.until("what was typed", |window| {
        let found = pill(window).reading.identification();
        let typed = found.and_then(|found| found.typed.as_ref());
        typed.is_some_and(|typed| typed.text == words)
    });
}

#[test]
fn a_tap_picks_what_was_touched_though_another_comes_to_its_place_meanwhile() {
    let Some(mut window) = looked_at() else {
        return;
    };
    window.type_into(FIELD, "TEVA 5728");
    let row = "2. atomoxetine 80 MG";
    let rows = window.harness.get_all_by_label_contains(row);
    let place = rows.last().unwrap().rect().center();
    let finger = |window: &mut Window, pressed| {
        let events = &mut window.harness.input_mut().events;
        events.push(Event::PointerMoved(place));
        events.push(Event::PointerButton {
            pos: place,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.harness.step();
    };
    // Famotidine comes second.
    window.harness.key_press(Key::Enter);
    window.until_looked(|window| finger(window, true));
    window.harness.step();
    finger(&mut window, false);
    let picked = pill(&window).choice.product();
    let catalog = takeback::catalog::Catalog::builtin().unwrap();
    let name = picked.and_then(|id| Some(catalog.get(id)?.name.as_str()));
    assert!(
        name.is_some_and(|name| name.starts_with("atomoxetine 80 MG")),
        "{name:?}"
    );
}

#[test]
fn what_a_person_reads_counts_and_a_contradiction_is_shown() {
    let Some(mut window) = looked_at() else {
        return;
    };
    say_imprint(&mut window, "LILLY 3228");
    assert!(window.shows("The photograph agrees with “LILLY 3228”"));
    assert!(window.shows("1. atomoxetine 25 MG"));
    // A round white tablet.
    say_imprint(&mut window, "TEVA 5728");
    assert!(
        window.shows("The photograph contradicts “TEVA 5728”"),
        "{:#?}",
        window.labels()
    );
    say_imprint(&mut window, "3228");
    window.press(Modifiers::NONE, Key::Num1);
    window.press(Modifiers::NONE, Key::Enter);
    window.until("the record", |window| {
        window.shows("Recorded: atomoxetine 25 MG")
    });
    let station = Station::open(window.home.path()).unwrap();
    let row = &station.log(&LogFilter::default()).unwrap()[0];
    let said = row.disposal.suggestion.as_ref().unwrap();
    assert_eq!(said.imprint_typed.as_deref(), Some("3228"));
}

#[test]
fn what_was_typed_right_before_a_tap_that_records_is_weighed_and_seen_first() {
    let Some(mut window) = looked_at() else {
        return;
    };
    let nothing_recorded = |window: &Window| {
        let state = window.harness.state().state();
        state.recorded == 0 && !state.saving
    };
    window.press(Modifiers::NONE, Key::Num2);
    window.type_over(FIELD, "TEVA 5728");
    assert!(pill(&window).imprint.told.is_empty() && pill(&window).choice.product().is_some());
    window.tap("CONFIRM");
    assert!(nothing_recorded(&window));
    until_weighed(&mut window, "TEVA 5728");
    // Famotidine has passed it by.
    assert_eq!(pill(&window).choice, Choice::Nothing);

    window.type_over(FIELD, "LILLY 3228");
    window.tap("UNIDENTIFIED");
    assert!(nothing_recorded(&window));
    assert!(window.shows("is weighed first"));
    until_weighed(&mut window, "LILLY 3228");
    window.tap("UNIDENTIFIED");
    window.until("the record", |window| {
        window.shows("Recorded: Unidentified")
    });
    let station = Station::open(window.home.path()).unwrap();
    let rows = station.log(&LogFilter::default()).unwrap();
    let [row] = rows.as_slice() else {
        panic!("{} rows", rows.len());
    };
    let said = row.disposal.suggestion.as_ref().unwrap();
    assert_eq!(said.imprint_typed.as_deref(), Some("LILLY 3228"));
}

#[test]
fn what_a_person_reads_is_not_dropped_without_a_word() {
    let Some(mut window) = looked_at() else {
        return;
    };
    // Which pills were enrolled is not known any more.
    let database = Connection::open(window.home.path().join("takeback.db")).unwrap();
    let unreadable = "INSERT INTO record (seq, content, hash, mac)
        SELECT max(seq) + 1,
               json_object('seq', max(seq) + 1, 'id', printf('%036d', 0), 'kind', 'enrolment'),
               zeroblob(32), zeroblob(32)
        FROM record";
    database.execute(unreadable, []).unwrap();
    let begins = |window: &Window| window.harness.get_by_label(FIELD).rect().left();
    let before = begins(&window);
    window.type_into(FIELD, "LILLY 3228");
    window.press(Modifiers::NONE, Key::Enter);
    window.until("the reason", |window| {
        matches!(pill(window).reading, Reading::Failed(_))
    });
    assert!(window.shows("cannot be read"), "{:#?}", window.labels());
    let now = begins(&window);
    assert!((now - before).abs() < 1.0, "pushed from {before} to {now}");
}

#[test]
fn what_a_person_reads_at_length_pushes_nothing_out_of_the_window() {
    let Some(mut window) = looked_at() else {
        return;
    };
    let more = " ABCDEFGHIJKLMNOPQRSTUVWXYZ".repeat(5);
    say_imprint(&mut window, &format!("LILLY 3228 25 MG{more}"));
    window.press(Modifiers::NONE, Key::Num1);
    window.harness.run_steps(4);
    assert!(window.shows("imprint as typed seen LILLY 3228 25 MG ABC"));
    let edge = window.harness.ctx.content_rect().right();
    for target in crate::sizes::targets(&window.harness) {
        let (name, place) = (target.name, target.rect);
        assert!(place.right() <= edge, "{name}: {place:?}");
    }
}

pub fn compared(window: &Window) -> Option<LabelFinding> {
    pill(window).expected.as_ref().map(|found| found.finding)
}

#[test]
fn a_pill_is_compared_with_what_the_label_says() {
    let Some(mut window) = looked_at() else {
        return;
    };
    assert_eq!(compared(&window), None);
    window.tap("Compare with a label");
    window.type_into("Drug or NDC on the label", "zzqx");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.shows("zzqx"), "it says what is wrong with it");
    window.tap("Cancel");
    assert_eq!(compared(&window), None);

    // By NDC, as a scanner types it.
    window.tap("Compare with a label");
    window.type_into("Drug or NDC on the label", "00002-3228-30");
    window.press(Modifiers::NONE, Key::Enter);
    window.until("the comparison", |window| compared(window).is_some());
    assert_eq!(compared(&window), Some(LabelFinding::Agrees));
    assert!(window.shows("Agrees with the label"));

    // By name, with one tap on the drug.
    window.tap("Change the label");
    window.type_into("Drug or NDC on the label", "warfarin 5");
    window.tap_first("Warfarin Sodium 5 MG");
    window.until("the other comparison", |window| {
        compared(window) == Some(LabelFinding::Differs)
    });
    assert!(window.shows("Does NOT agree with the label"));

    window.tap("Change the label");
    assert!(window.shows("Compared with: "));
    window.tap("Stop comparing");
    window.until("no comparison", |window| compared(window).is_none());
    assert!(window.shows("Compare with a label"));
}

#[test]
fn what_was_picked_before_a_label_differs_is_not_confirmed_with_the_others() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)]);
    counter.until_read(2);
    for number in 1..=2 {
        counter.tap(&format!("Pill {number} in the photograph"));
        counter.tap_on("1. atomoxetine");
        counter.window.press(Modifiers::NONE, Key::Escape);
    }
    let offered = |window: &Window| window.shows("CONFIRM ALL 2");
    counter.window.until("all of them", offered);
    counter.tap("Compare with a label");
    let field = "Drug or NDC on the label";
    counter.window.type_into(field, "warfarin 5");
    counter.window.tap_first("Warfarin Sodium 5 MG");
    let differs = |pill: &Pill| {
        let found = pill.expected.as_ref();
        found.is_some_and(|found| found.finding == LabelFinding::Differs)
    };
    counter.until("the comparisons", |tray| {
        tray.is_some_and(|tray| tray.pills.iter().any(differs))
    });
    assert!(
        counter
            .pills()
            .iter()
            .all(|pill| pill.choice.product().is_some())
    );
    assert!(!counter.window.shows("CONFIRM ALL"));
    counter.window.press(Modifiers::NONE, Key::Enter);
    assert!(!counter.window.harness.state().state().saving);
    counter.tap("Change the label");
    counter.tap("Stop comparing");
    counter.until("no comparisons", |tray| {
        tray.is_some_and(|tray| tray.pills.iter().all(|pill| pill.expected.is_none()))
    });
    counter.window.until("all of them again", offered);
    assert!(counter.rows().is_empty());
}

#[test]
fn why_a_drug_is_hazardous_is_read_in_whole_with_one_tap_in_the_language_of_the_window() {
    let Some(mut window) = looked_at() else {
        return;
    };
    window.tap("NONE OF THESE");
    window.type_into("Name", "warfarin 5");
    window.tap_first("Warfarin Sodium 5 MG");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.shows("Source: "));
    window.tap("Why?");
    for words in [
        "RCRA-P P001 · warfarin · listing: warfarin & salts",
        "Source: 40 CFR 261.33 read",
    ] {
        assert!(window.shows(words), "{words}: {:#?}", window.labels());
    }
    assert!(!window.shows("github"));
    window.tap("Done");
    assert!(!window.shows("Source: "));
    window.tap("Español");
    window.tap("¿Por qué?");
    for words in [
        "RCRA-P P001 · warfarin · en la lista: warfarina y sus sales",
        "Fuente: 40 CFR 261.33, leído",
    ] {
        assert!(window.shows(words), "{words}: {:#?}", window.labels());
    }
}

#[test]
fn in_a_small_window_the_bar_names_what_confirm_records_and_its_verdict() {
    let Some(mut window) = looked_at() else {
        return;
    };
    window.harness.set_size(eframe::egui::vec2(512.0, 384.0));
    window.press(Modifiers::NONE, Key::Num1);
    let state = window.harness.state().state();
    let product = state.chosen().unwrap();
    let catalog = takeback::catalog::Catalog::builtin().unwrap();
    let drug = catalog.get(product).unwrap().name.clone();
    for (language, confirm, verdict) in [
        ("Español", "CONFIRM", "No hazard listing found"),
        ("English", "CONFIRMAR", "No consta como peligroso"),
    ] {
        window.harness.run_steps(4);
        let whole = window.harness.ctx.content_rect();
        let bar = window.harness.get_by_label(confirm).rect();
        for words in [drug.as_str(), verdict] {
            let nodes = window.harness.root().children_recursive();
            let named = nodes.filter(|node| {
                let said = node.accesskit_node();
                [said.label(), said.value()].contains(&Some(words.to_owned()))
            });
            let in_sight = named.map(|node| node.rect()).any(|place| {
                whole.contains_rect(place)
                    && place.bottom() <= bar.top()
                    && place.top() > bar.top() - 72.0
            });
            assert!(in_sight, "{words} is not above {confirm}");
        }
        window.tap(language);
    }
}

#[test]
fn a_row_of_the_tray_says_hazard_schedule_and_label() {
    let Some(mut window) = window() else { return };
    draw_a_tray(&mut window);
    window.tap("Compare with a label");
    window.type_into("Drug or NDC on the label", "fentanyl");
    window.tap_first("Fentanyl 0.2 MG Oral Lozenge");
    window.tap("Pill 2 in the photograph");
    window.until("the imprint", read);
    window.tap("NONE OF THESE");
    window.type_into("Name", "fentanyl");
    window.tap_first("Fentanyl 0.2 MG Oral Lozenge");
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::NONE, Key::Escape);
    window.until("the comparisons", |window| {
        let tray = window.harness.state().state().tray.as_ref().unwrap();
        tray.pills.iter().all(|pill| pill.expected.is_some())
    });
    let rows: Vec<String> = window
        .labels()
        .into_iter()
        .filter(|label| label.starts_with("Pill 2: "))
        .collect();
    let [row] = rows.as_slice() else {
        panic!("{rows:?}")
    };
    assert!(row.contains("Chosen by you"), "{row}");
    assert!(row.contains("Controlled CII, DEA 9801"), "{row}");
    assert!(row.contains("agree"), "{row}");
    // Where the two signs do not fit beside each other, neither is cut.
    window.harness.set_size(eframe::egui::vec2(1024.0, 768.0));
    window.harness.run_steps(4);
    crate::sizes::check(&window.harness, "a row with two signs");
}

/// Where things lie whose words are such.
fn named(window: &Window, is: impl Fn(&str) -> bool) -> Vec<Rect> {
    let nodes = window.harness.root().children_recursive();
    let said = nodes.filter(|node| {
        let node = node.accesskit_node();
        let words = [node.label(), node.value()];
        words.iter().flatten().any(|words| is(words))
    });
    said.map(|node| node.rect().shrink(1.0)).collect()
}

#[test]
fn no_sign_of_a_candidate_runs_under_its_confidence_in_a_narrow_window() {
    let Some(mut window) = looked_at() else {
        return;
    };
    window.harness.set_size(eframe::egui::vec2(1024.0, 768.0));
    for language in ["Español", "English"] {
        window.harness.run_steps(4);
        let mut signs = vec![text("verdict-none"), text("verdict-hazardous")];
        signs.extend((1..200_u32).map(|count| text_with("look-alikes", [("count", count.into())])));
        let share = text_with("confidence-name", [("percent", "".into())]);
        let bars = named(&window, |words| words.starts_with(share.trim()));
        let signs = named(&window, |words| signs.iter().any(|sign| sign == words));
        assert!(bars.len() > 1 && signs.len() > 1);
        for (sign, bar) in signs
            .iter()
            .flat_map(|sign| bars.iter().map(move |bar| (sign, bar)))
        {
            assert!(!sign.intersects(*bar), "{language}: {sign:?} under {bar:?}");
        }
        window.tap(language);
    }
}
