//! The kiosk: who may leave, what is come back to, keys on the screen, language and looks; the public's guidance.

use std::sync::Arc;

use eframe::egui::{Event, Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::kittest::Queryable;
use takeback::station::{Clock, SiteMode, Station};
use takeback::ui::state::Work;

use crate::custody::sign_in;
use crate::harness::Window;
use crate::people::{sign_in_clerk, staffed};
use crate::photographs::{draw_a_tray, has_models};
use crate::support::colleagues;
use crate::support::staff;

pub fn kiosk(mode: SiteMode) -> Window {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), Clock::System, staff::site(mode));
    station.sign_out(false).unwrap();
    Window::of_kiosk(home, Arc::new(station))
}

/// As [`kiosk`], for a clerk and a pharmacist too.
fn with_colleagues(mode: SiteMode) -> Window {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), Clock::System, staff::site(mode));
    colleagues::join(&station);
    station.sign_out(false).unwrap();
    Window::of_kiosk(home, Arc::new(station))
}

/// It ended and is started again.
fn started_again(window: Window) -> Window {
    let home = window.close();
    let station = Arc::new(Station::open(home.path()).unwrap());
    Window::of_kiosk(home, station)
}

/// As the window manager asks a window to close.
pub fn ask_to_close(window: &mut Window) -> Vec<ViewportCommand> {
    let viewports = &mut window.harness.input_mut().viewports;
    let root = viewports.entry(ViewportId::ROOT).or_default();
    root.events.push(ViewportEvent::Close);
    window.harness.step();
    let commands = commands(window);
    window.harness.step();
    commands
}

fn commands(window: &Window) -> Vec<ViewportCommand> {
    let output = &window.harness.output().viewport_output;
    output
        .values()
        .flat_map(|one| one.commands.clone())
        .collect()
}

#[test]
fn only_an_administrator_leaves_a_kiosk() {
    let mut window = kiosk(SiteMode::Research);
    assert!(ask_to_close(&mut window).contains(&ViewportCommand::CancelClose));
    assert!(window.shows("Leave the kiosk?") && window.shows("A. Boss, administrator"));
    window.tap("Stay");
    assert!(!window.shows("Leave the kiosk?"));
    ask_to_close(&mut window);
    let secret = |window: &mut Window, words: &str| {
        let fields: Vec<_> = window
            .harness
            .get_all_by_label("PIN or passphrase")
            .collect();
        fields[fields.len() - 1].focus();
        drop(fields);
        window.harness.step();
        let fields: Vec<_> = window
            .harness
            .get_all_by_label("PIN or passphrase")
            .collect();
        fields[fields.len() - 1].type_text(words);
        drop(fields);
        window.harness.run_steps(2);
        window.tap("Leave");
    };
    secret(&mut window, "not the passphrase");
    window.until("the refusal", |window| window.shows("4 tries left"));
    secret(&mut window, staff::PASSPHRASE);
    let mut closes = false;
    for _ in 0..400 {
        window.harness.step();
        closes |= commands(&window).contains(&ViewportCommand::Close);
        if closes {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(closes, "the right passphrase closes the window");
    assert!(!ask_to_close(&mut window).contains(&ViewportCommand::CancelClose));
}

#[test]
fn a_field_under_the_box_of_whoever_leaves_does_not_take_what_they_type() {
    let mut window = kiosk(SiteMode::Research);
    sign_in(&mut window, "A. Boss, administrator", staff::PASSPHRASE);
    window.press(Modifiers::COMMAND, Key::L);
    window.harness.run_steps(4);
    let field = "Number of a liner, package, box or seal, or a range";
    assert!(window.harness.get_by_label(field).is_focused());
    // The only administrator is chosen in the box already.
    ask_to_close(&mut window);
    window.harness.run_steps(2);
    window.harness.event(Event::Text(staff::PASSPHRASE.into()));
    window.harness.run_steps(2);
    let leaving = window.harness.state().state().leaving.as_ref().unwrap();
    assert_eq!(leaving.secret.as_str(), staff::PASSPHRASE);
}

#[test]
fn a_window_that_is_no_kiosk_closes_when_it_is_asked_to() {
    let mut window = Window::open();
    assert!(!ask_to_close(&mut window).contains(&ViewportCommand::CancelClose));
}

#[test]
fn a_kiosk_that_starts_again_comes_back_to_what_was_typed() {
    let home = tempfile::tempdir().unwrap();
    let station = Arc::new(Station::open(home.path()).unwrap());
    let mut window = Window::of_kiosk(home, station);
    window.tap("Just try it");
    window.tap("Search the catalog");
    window.type_into("Imprint", "3228 lilly");
    let kept = window.home.path().join("unfinished.json");
    let words = || std::fs::read_to_string(&kept).unwrap_or_default();
    window.until("the file", |_| words().contains("3228 lilly"));
    let mut window = started_again(window);
    window.tap("Just try it");
    window.until("the search", |window| {
        window.shows("atomoxetine")
            && window.harness.get_by_label("Imprint").value().as_deref() == Some("3228 lilly")
    });
    // What is finished is not kept.
    window.press(Modifiers::COMMAND, Key::I);
    window.until("an empty table", |_| words().is_empty());
}

#[test]
fn a_case_number_that_a_kiosk_comes_back_to_is_for_whoever_typed_it() {
    for (comes, stated) in [
        ("C. Clerk, operator", "Case 7"),
        ("P. Harm, pharmacist", ""),
    ] {
        let mut window = with_colleagues(SiteMode::LeEvidence);
        sign_in(&mut window, "C. Clerk, operator", staff::PIN);
        window.press(Modifiers::COMMAND, Key::F);
        window.type_into("Case or reference", "Case 7");
        let kept = window.home.path().join("unfinished.json");
        window.until("the file", |_| {
            std::fs::read_to_string(&kept).is_ok_and(|words| words.contains("Case 7"))
        });
        let mut window = started_again(window);
        sign_in(&mut window, comes, staff::PIN);
        let state = window.harness.state().state();
        assert_eq!(state.reference, stated, "{comes}");
    }
}

/// Whether there are two of a pill on the table.
fn has_counted(window: &Window) -> bool {
    let tray = window.harness.state().state().tray.as_ref();
    tray.is_some_and(|tray| tray.pills.iter().any(|pill| pill.quantity == 2))
}

/// Two of a pill of a drawing, up to where that is kept.
fn count_two(window: &mut Window) {
    draw_a_tray(window);
    window.tap("Pill 1 in the photograph");
    window.tap("One more");
    window.until("two of it", has_counted);
    let kept = window.home.path().join("unfinished.json");
    window.until("the file", |_| {
        let words = std::fs::read_to_string(&kept).unwrap_or_default();
        let kept: serde_json::Value = serde_json::from_str(&words).unwrap_or_default();
        let quantities = kept["quantities"].as_array();
        quantities.is_some_and(|all| all.iter().any(|quantity| *quantity == 2))
    });
}

#[test]
fn quantities_that_a_kiosk_comes_back_to_are_not_those_of_another_photograph() {
    for another in [false, true] {
        let home = tempfile::tempdir().unwrap();
        let station = Arc::new(Station::open(home.path()).unwrap());
        if !has_models(&station) {
            return;
        }
        let mut window = Window::of_kiosk(home, station);
        window.tap("Just try it");
        count_two(&mut window);
        let mut window = started_again(window);
        window.tap("Just try it");
        if another {
            // Before what is come back to was found.
            assert_eq!(window.harness.state().state().work, Work::Finding);
            window.press(Modifiers::COMMAND, Key::T);
        }
        window.until("the tray", |window| {
            let state = window.harness.state().state();
            state.tray.is_some() && state.work == Work::Idle
        });
        assert_eq!(has_counted(&window), !another);
    }
}

#[test]
fn quantities_that_a_kiosk_comes_back_to_are_for_whoever_counted_them() {
    for (comes, is_theirs) in [("C. Clerk, operator", true), ("P. Harm, pharmacist", false)] {
        let mut window = with_colleagues(SiteMode::Research);
        if !has_models(&Station::open(window.home.path()).unwrap()) {
            return;
        }
        sign_in(&mut window, "C. Clerk, operator", staff::PIN);
        count_two(&mut window);
        let mut window = started_again(window);
        sign_in(&mut window, comes, staff::PIN);
        window.until("the tray", |window| {
            let state = window.harness.state().state();
            state.tray.is_some() && state.work == Work::Idle
        });
        assert_eq!(has_counted(&window), is_theirs, "{comes}");
    }
}

#[test]
fn a_key_that_something_lies_on_does_not_keep_a_window_open() {
    let mut window = staffed(SiteMode::Research, "lock_after_seconds = 60");
    sign_in_clerk(&mut window);
    // 65 seconds, and it never comes up.
    for _ in 0..260 {
        let pressed = Event::Key {
            key: Key::Z,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        let events = [pressed, Event::Text("z".into())];
        window.harness.input_mut().events.extend(events);
        window.harness.step();
    }
    assert!(window.shows("Locked"), "{:#?}", window.labels());
}

#[test]
fn another_language_is_spoken_at_once_and_after_the_next_start() {
    let mut window = staffed(SiteMode::Collector, "");
    window.tap("Español");
    assert!(window.shows("¿Quién está aquí?") && window.shows("C. Clerk, operador"));
    window.tap("English");
    sign_in_clerk(&mut window);
    // Past the inventory that is owed, which greets.
    window.press(Modifiers::COMMAND, Key::I);
    window.tap("Español");
    assert!(window.shows("Use el libro de bolsas") && window.shows("Identificar"));
    assert!(!window.shows("Use the liner log"));
    // A refusal of the station, in the language of the window.
    window.press(Modifiers::NONE, Key::F3);
    assert!(window.shows("¿Podemos llevar el libro de bolsas?"));
    assert!(window.shows("Los sitios COLLECTOR no pueden llevar el libro de paquetes"));
    let kept = window.home.path().join("window.toml");
    window.until("the choice", |_| {
        std::fs::read_to_string(&kept).is_ok_and(|words| words.contains("es-US"))
    });
    let home = window.close();
    let window = Window::as_started(
        home,
        Arc::new(Station::open(kept.parent().unwrap()).unwrap()),
    );
    assert!(window.shows("¿Quién está aquí?"));
}

#[test]
fn looks_are_chosen_in_the_window_and_kept() {
    let mut window = Window::open();
    window.tap("Language, colors, size, sound");
    window.tap("Colors: High contrast");
    window.tap("Sounds: Off");
    assert!(
        window.shows("Size of words and buttons: 100 %"),
        "the box stays open"
    );
    // The last tap: from then on everything lies elsewhere.
    window.tap("Size of words and buttons: 150 %");
    let kept = window.home.path().join("window.toml");
    window.until("the choice", |_| {
        let words = std::fs::read_to_string(&kept).unwrap_or_default();
        ["high-contrast", "text_scale = 150", "volume = \"off\""]
            .iter()
            .all(|part| words.contains(part))
    });
    assert!((window.harness.ctx.zoom_factor() - 1.5).abs() < 1e-3);
}

#[test]
fn help_says_what_to_do_next_on_the_screen_in_hand() {
    let mut window = Window::open();
    window.press(Modifiers::NONE, Key::F1);
    assert!(window.shows("Lay the pills on a plain background"));
    window.press(Modifiers::NONE, Key::F1);
    assert!(!window.shows("Lay the pills on a plain background"));
    window.press(Modifiers::NONE, Key::F2);
    window.tap("Help");
    assert!(window.shows("Nothing is ever erased"));
    window.tap("Done");
    assert!(!window.shows("Nothing is ever erased"));
}

#[test]
fn a_kiosk_offers_no_file_and_no_clipboard_and_says_what_to_do_instead() {
    let home = tempfile::tempdir().unwrap();
    let station = Arc::new(Station::open(home.path()).unwrap());
    let mut window = Window::of_kiosk(home, station);
    window.tap("Just try it");
    // Where one is connected there is nothing to say.
    if Station::cameras().unwrap().is_empty() {
        window.until("the camera", |window| {
            window.shows("No camera is connected. Plug one in.")
        });
        assert!(window.shows("search the catalog by hand"));
    }
    let offers = |window: &Window| {
        let ways = ["Open photograph…", "Paste", "Drop a photograph", "Choose…"];
        ways.into_iter().any(|way| window.shows(way))
    };
    let export = |window: &mut Window| {
        window.press(Modifiers::NONE, Key::F2);
        window.press(Modifiers::COMMAND, Key::E);
        assert!(window.shows("Export CSV"));
    };
    let ways: [fn(&mut Window); 5] = [
        |_| {},
        |window| window.press(Modifiers::COMMAND, Key::K),
        |window| window.press(Modifiers::COMMAND, Key::B),
        |window| window.press(Modifiers::NONE, Key::F6),
        export,
    ];
    for way in ways {
        way(&mut window);
        assert!(!offers(&window), "{:#?}", window.labels());
        for key in [Key::O, Key::V] {
            window.press(Modifiers::COMMAND, key);
            assert!(window.shows("A kiosk opens no files and no clipboard."));
            window.tap("Dismiss this message");
        }
    }
    window.press(Modifiers::COMMAND, Key::I);
    assert!(window.shows("Try it with a drawing"));
    window.press(Modifiers::NONE, Key::F1);
    assert!(window.shows("Plug in the camera") && !window.shows("paste a photograph"));
    // Another window offers what it always did.
    let window = Window::open();
    assert!(window.shows("Open photograph…") && window.shows("Paste"));
}

#[test]
fn guidance_shows_nothing_else_and_only_a_pin_leaves_it() {
    let mut window = staffed(SiteMode::Collector, "lock_after_seconds = 60");
    sign_in_clerk(&mut window);
    window.tap("Guidance");
    assert!(window.shows("Return your medicines here"));
    for part in [
        "Needles",
        "cross out your name",
        "may not take, count or sort",
    ] {
        assert!(window.shows(part), "{part}");
    }
    assert!(!window.shows("Sign out") && !window.shows("Log"));
    window.press(Modifiers::NONE, Key::F2);
    assert!(
        window.shows("Return your medicines here"),
        "no key leaves it"
    );
    for _ in 0..400 {
        window.harness.step();
    }
    assert!(window.shows("Return your medicines here"), "nor does time");
    // Whoever taps that and goes away does not keep the guidance from the next.
    window.tap("Staff: leave this screen");
    window.type_into("PIN or passphrase", "11");
    assert!(!window.shows("Return your medicines here"));
    window.until("the guidance", |window| {
        window.shows("Return your medicines here")
    });
    window.tap("Staff: leave this screen");
    window.type_into("PIN or passphrase", "111222");
    window.press(Modifiers::NONE, Key::Enter);
    window.until("the refusal", |window| window.shows("4 tries left"));
    window.type_into("PIN or passphrase", staff::PIN);
    window.press(Modifiers::NONE, Key::Enter);
    window.until("the screens", |window| window.shows("Sign out C. Clerk"));
}
