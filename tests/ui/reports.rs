//! A report from the window, by touch and by keyboard.

use std::path::Path;
use std::sync::Arc;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use takeback::report::{Format, KINDS};
use takeback::station::{Decision, NewDisposal, SiteMode, Station};

use crate::custody::at_work;
use crate::harness::Window;

fn with_one_record() -> Window {
    let home = tempfile::tempdir().unwrap();
    let station = Station::open(home.path()).unwrap();
    station
        .record(NewDisposal {
            photos: Vec::new(),
            suggestion: None,
            decision: Decision::Unidentified,
            picked_rank: None,
            quantity: 3,
            acted_on: None,
            reference: None,
            discontinued: None,
            package: None,
        })
        .unwrap();
    Window::over(home, std::sync::Arc::new(station))
}

#[test]
fn a_report_is_chosen_made_and_lies_where_it_says() {
    let mut window = with_one_record();
    // Tall enough for the whole list, which scrolls in a smaller window.
    window.harness.set_size(eframe::egui::vec2(1280.0, 1080.0));
    window.tap("Reports");
    for kind in KINDS {
        window.tap_first(kind.title);
        assert!(window.shows(kind.is), "{}", kind.name);
    }
    window.tap_first("End-of-shift summary");
    assert!(window.shows("by the day of entry"));
    window.tap("Today");
    window.tap("CSV, for programs");
    window.tap("Make report");
    window.until("the report", |window| {
        window.shows("The report with 1 row is written to")
    });
    let folder = window.home.path().join("exports");
    let file = std::fs::read_dir(folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    assert_eq!(file.extension().unwrap(), Format::Csv.extension());
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        text.starts_with("notice,operator,") && text.contains("RESEARCH/DEMO"),
        "{text}"
    );
}

#[test]
fn a_site_is_offered_only_the_reports_it_keeps_a_log_for() {
    let mut window = at_work(SiteMode::Collector, "");
    window.harness.set_size(eframe::egui::vec2(1280.0, 1080.0));
    window.press(Modifiers::NONE, Key::F6);
    for kind in KINDS {
        let kept = !matches!(
            kind.name,
            "disposal-log"
                | "hazardous-waste"
                | "package-log"
                | "facility-deposits"
                | "event-weights"
        );
        assert_eq!(window.shows(kind.title), kept, "{}", kind.name);
    }
    assert!(
        window.shows("What was done to each inner liner"),
        "the first is chosen"
    );
}

#[test]
fn the_keyboard_alone_makes_a_report() {
    let mut window = with_one_record();
    window.press(Modifiers::NONE, Key::F6);
    window.press(Modifiers::COMMAND, Key::E);
    window.until("the report", |window| {
        window.shows("The report with 1 row is written to")
    });
    let folder = window.home.path().join("exports");
    let file = std::fs::read_dir(folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    assert!(
        std::fs::read(&file).unwrap().starts_with(b"%PDF-"),
        "{file:?}"
    );
}

#[test]
fn reports_of_two_periods_are_two_files() {
    let mut window = with_one_record();
    window.press(Modifiers::NONE, Key::F6);
    let made = |window: &Window| {
        let folder = window.home.path().join("exports");
        let files = std::fs::read_dir(folder).into_iter().flatten();
        let names = files.map(|file| file.unwrap().path());
        names
            .filter(|path| path.extension().is_some_and(|ending| ending == "pdf"))
            .count()
    };
    for (span, files) in [("Today", 1), ("This year", 2)] {
        window.tap(span);
        window.press(Modifiers::COMMAND, Key::E);
        window.until("the report", |window| {
            window.harness.state().state().long.is_none() && made(window) == files
        });
    }
}

#[test]
fn another_report_is_another_file_in_the_folder_that_a_person_chose() {
    let mut window = with_one_record();
    window.harness.set_size(eframe::egui::vec2(1280.0, 1080.0));
    window.press(Modifiers::NONE, Key::F6);
    let elsewhere = tempfile::tempdir().unwrap();
    let first = elsewhere.path().join("mine.pdf");
    let files = || std::fs::read_dir(elsewhere.path()).unwrap().count();
    report_into(&mut window, &first);
    window.until("the report", |window| is_done(window) && files() == 1);
    let before = std::fs::read(&first).unwrap();
    let ways: [fn(&mut Window); 2] = [
        |window| window.tap("This year"),
        |window| window.tap_first("End-of-shift summary"),
    ];
    for (way, count) in ways.into_iter().zip(2..) {
        way(&mut window);
        window.press(Modifiers::COMMAND, Key::E);
        window.until("another", |window| is_done(window) && files() == count);
    }
    assert_eq!(std::fs::read(&first).unwrap(), before);
}

/// Nothing is being written.
fn is_done(window: &Window) -> bool {
    window.harness.state().state().long.is_none()
}

#[test]
fn another_export_of_a_day_is_another_file() {
    let mut window = with_one_record();
    window.press(Modifiers::NONE, Key::F2);
    let folder = window.home.path().join("exports");
    for count in 1..=3 {
        window.press(Modifiers::COMMAND, Key::E);
        window.tap("Export CSV");
        window.until("the export", |window| {
            let files = std::fs::read_dir(&folder).into_iter().flatten();
            is_done(window) && files.count() == count
        });
    }
}

#[test]
fn a_period_that_cannot_be_is_said_and_nothing_is_written() {
    let mut window = with_one_record();
    window.press(Modifiers::NONE, Key::F6);
    window.type_into("From", "2026-12-01");
    window.type_into("To", "2026-01-01");
    window.tap("Make report");
    assert!(window.shows("The period ends before it begins"));
    window.type_into("To", "x");
    window.tap("Make report");
    assert!(window.shows("To: not a date"));
    assert!(!window.home.path().join("exports").exists());
}

#[test]
fn an_export_of_a_period_that_cannot_be_is_refused_and_nothing_is_written() {
    for (from, to, why) in [
        ("11/31/2026", "12/31/2026", "From: not a date"),
        (
            "12/01/2026",
            "01/01/2026",
            "The period ends before it begins",
        ),
    ] {
        let mut window = with_one_record();
        window.press(Modifiers::NONE, Key::F2);
        window.type_into("From", from);
        window.type_into("To", to);
        window.press(Modifiers::COMMAND, Key::E);
        window.tap("Export CSV");
        let notice = window.harness.state().state().notice.as_ref();
        let said = notice.map(|notice| notice.words.as_str());
        assert!(said.is_some_and(|words| words.contains(why)), "{said:?}");
        assert!(is_done(&window));
        assert!(!window.home.path().join("exports").exists());
    }
}

#[test]
fn an_export_is_not_called_what_it_is_not() {
    let mut window = with_one_record();
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("log.xlsx");
    window.press(Modifiers::NONE, Key::F2);
    window.press(Modifiers::COMMAND, Key::E);
    window.type_over("Write to", file.to_str().unwrap());
    window.tap("Export CSV");
    assert!(window.shows("An export is CSV"));
    assert!(is_done(&window));
    assert!(!file.exists());
}

#[test]
fn the_ending_that_is_typed_is_the_format() {
    let mut window = with_one_record();
    window.press(Modifiers::NONE, Key::F6);
    let elsewhere = tempfile::tempdir().unwrap();
    for (name, format, begins) in [
        ("list.xlsx", Format::Xlsx, "PK"),
        ("list.CSV", Format::Csv, "notice,"),
        // No format's: what was chosen stays.
        ("list.txt", Format::Csv, "notice,"),
        ("list.pdf", Format::Pdf, "%PDF-"),
    ] {
        let file = elsewhere.path().join(name);
        report_into(&mut window, &file);
        let form = &window.harness.state().state().reports.form;
        assert_eq!(form.format, format, "{name}");
        window.until(name, |window| is_done(window) && file.exists());
        let written = std::fs::read(&file).unwrap();
        assert!(written.starts_with(begins.as_bytes()), "{name}");
    }
}

/// Makes the report into this file.
fn report_into(window: &mut Window, path: &Path) {
    window.type_over("Write to", path.to_str().unwrap());
    window.press(Modifiers::COMMAND, Key::E);
}

#[test]
fn a_path_that_is_typed_never_takes_the_place_of_the_record() {
    let mut window = with_one_record();
    window.press(Modifiers::NONE, Key::F6);
    let home = window.home.path().to_owned();
    for name in ["takeback.db", "settings.toml", "exports/../chain.key"] {
        let before = std::fs::read(home.join(name)).ok();
        report_into(&mut window, &home.join(name));
        window.until("the refusal", |window| {
            window.shows("among the station's own files")
        });
        assert_eq!(std::fs::read(home.join(name)).ok(), before, "{name}");
        window.tap("Dismiss this message");
    }
    let station = Station::open(&home).unwrap();
    assert!(station.verify().unwrap().finding.is_none());
}

#[test]
fn a_kiosk_writes_over_no_file_that_is_not_its_own() {
    let home = tempfile::tempdir().unwrap();
    let station = Arc::new(Station::open(home.path()).unwrap());
    let mut window = Window::of_kiosk(home, station);
    window.tap("Just try it");
    window.press(Modifiers::NONE, Key::F6);
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("theirs.pdf");
    std::fs::write(&file, "theirs").unwrap();
    report_into(&mut window, &file);
    assert!(window.shows("is there already. Give the file another name."));
    let new = elsewhere.path().join("ours.pdf");
    report_into(&mut window, &new);
    window.until("the report", |window| {
        window.shows("The report with ") && new.is_file()
    });
    assert_eq!(std::fs::read(&file).unwrap(), b"theirs");
}

#[test]
fn a_kiosk_writes_nothing_where_the_next_login_runs_it() {
    let person = std::env::home_dir().unwrap();
    let home = tempfile::tempdir().unwrap();
    let station = Arc::new(Station::open(home.path()).unwrap());
    let mut window = Window::of_kiosk(home, station);
    window.tap("Just try it");
    window.press(Modifiers::NONE, Key::F6);
    let hidden = format!(".takeback-test-{}", std::process::id());
    let ways = [
        person.join(&hidden),
        person.join(&hidden).join("autostart/report.pdf"),
        person.join("not there/..").join(&hidden),
    ];
    for path in ways {
        report_into(&mut window, &path);
        assert!(window.shows("is a hidden place."), "{}", path.display());
        assert!(!person.join(&hidden).exists());
        window.tap("Dismiss this message");
    }
    // Its own exports may lie in a hidden folder, and be called as people like.
    let own = window.home.path().join("exports").join(&hidden);
    report_into(&mut window, &own);
    window.until("the report", |window| {
        window.shows("The report with ") && own.is_file()
    });
}

#[test]
fn the_record_is_checked_and_copied_from_the_window() {
    let home = tempfile::tempdir().unwrap();
    let backups = tempfile::tempdir().unwrap();
    let settings = format!(
        "site_mode = \"RESEARCH\"\noperator = \"A. Tester\"\nbackup_folder = \"{}\"\n",
        backups.path().display()
    );
    std::fs::write(home.path().join("settings.toml"), settings).unwrap();
    let station = Station::open(home.path()).unwrap();
    let mut window = Window::over(home, std::sync::Arc::new(station));
    // Tall enough for what scrolls in a smaller window.
    window.harness.set_size(eframe::egui::vec2(1280.0, 1200.0));
    window.press(Modifiers::NONE, Key::F6);
    window.tap("Check the record");
    window.until("the finding", |window| {
        window.shows("The record is whole: its 1 entry")
    });
    assert!(window.harness.state().state().long.is_none());
    let made = || -> Vec<_> {
        let entries = std::fs::read_dir(backups.path()).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        paths
            .filter(|path| path.extension().is_none() && path.join("takeback.db").exists())
            .collect()
    };
    // That of the day is made by itself, and bears the second in its name.
    window.until("the copy of the day", |_| made().len() == 1);
    let at = std::time::Instant::now();
    window.until("another second", |_| at.elapsed().as_secs() > 0);
    window.tap("Back up now");
    window.until("the copy", |window| window.shows("checked, is in"));
    assert_eq!(made().len(), 2);
}

/// A file that nobody reads yet, in whose place the program waits to write `path`.
#[cfg(unix)]
fn unread(path: &std::path::Path) -> std::path::PathBuf {
    let part = path.with_added_extension("part");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let made = std::process::Command::new("mkfifo").arg(&part).status();
    assert!(made.unwrap().success());
    part
}

#[cfg(unix)]
#[test]
fn what_is_being_written_can_be_stopped_and_nothing_is_left_of_it() {
    let mut window = with_one_record();
    for (screen, go) in [(Key::F2, "Export CSV"), (Key::F6, "Make report")] {
        window.press(Modifiers::NONE, screen);
        if screen == Key::F2 {
            window.press(Modifiers::COMMAND, Key::E);
        }
        let path = window.harness.get_by_label("Write to").value().unwrap();
        let path = std::path::PathBuf::from(path);
        let part = unread(&path);
        window.tap(go);
        window.until("the work", |window| {
            window.harness.state().state().long.is_some()
        });
        window.tap("Cancel");
        // Until somebody reads, it cannot even begin.
        let mut reader = std::fs::File::open(&part).unwrap();
        let mut read = Vec::new();
        std::io::Read::read_to_end(&mut reader, &mut read).unwrap();
        let text = String::from_utf8_lossy(&read);
        assert!(
            text.lines().count() < 2,
            "more than names of columns: {text}"
        );
        window.until("the end", |window| {
            window.shows("Stopped. Nothing of it is left")
        });
        assert!(!path.exists() && !part.exists());
        assert!(window.harness.state().state().long.is_none());
        window.tap("Dismiss this message");
    }
}
