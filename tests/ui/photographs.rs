//! From a photograph to the record, with the real models.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Key, Modifiers};

use crate::custody::at_work;
use crate::harness::Window;
use crate::support::laid::{self, STRATTERA_40, STRATTERA_100};
use crate::support::{data, needed};
use takeback::ledger::LogFilter;
use takeback::station::{SiteMode, Station};
use takeback::ui::pill::{Choice, Reading};
use takeback::ui::state::Screen;

/// A window whose models work; `None`, with the reason printed, where they are not set up.
pub fn window() -> Option<Window> {
    let home = tempfile::tempdir().unwrap();
    let station = Arc::new(Station::open(home.path()).unwrap());
    has_models(&station).then(|| Window::over(home, station))
}

/// Whether the models are set up; says why not, where they are not needed.
pub fn has_models(station: &Station) -> bool {
    let Err(error) = station.identifier() else {
        return true;
    };
    needed(false, error)
}

/// A drawing lies on the table, found and perhaps not read yet.
pub fn draw_a_tray(window: &mut Window) {
    window.tap("Try it with a drawing");
    window.until("the tray", |window| {
        window.harness.state().state().tray.is_some()
    });
}

/// One capsule with `LILLY 3228 25 MG` on it.
pub fn strattera() -> Option<PathBuf> {
    data("consumer_dev/images/pir_resized_400_4275.jpg")
}

pub fn read(window: &Window) -> bool {
    window
        .harness
        .state()
        .state()
        .pill()
        .is_some_and(|pill| matches!(pill.reading, Reading::Done(_)))
}

#[test]
fn a_photograph_becomes_a_record_with_what_the_model_said() {
    let (Some(mut window), Some(photo)) = (window(), strattera()) else {
        return;
    };
    window.drop_file(&photo);
    window.until("the imprint", read);
    assert!(window.shows("Imprint read:"));
    assert!(
        !window.shows("CONFIRM") && window.shows("Choose one first"),
        "nothing is picked for the person"
    );
    window.press(Modifiers::NONE, Key::Num1);
    assert!(window.shows("For") && window.shows("No listing found in rule set"));
    window.press(Modifiers::NONE, Key::Enter);
    window.until("the record", |window| {
        window.shows("Recorded: atomoxetine 25 MG")
    });
    window.tap("Log");
    window.until("the row", |window| window.shows(" %"));

    let station = Station::open(window.home.path()).unwrap();
    let row = &station
        .log(&takeback::ledger::LogFilter::default())
        .unwrap()[0];
    assert_eq!(row.disposal.photos.len(), 1);
    let suggestion = row
        .disposal
        .suggestion
        .as_ref()
        .expect("what the model said");
    assert_eq!(suggestion.candidates.len(), 5);
    assert!(
        suggestion.versions.model.contains("classifier"),
        "{}",
        suggestion.versions.model
    );
}

#[test]
fn unidentified_takes_two_taps_from_the_photograph() {
    let (Some(mut window), Some(photo)) = (window(), strattera()) else {
        return;
    };
    window.drop_file(&photo);
    window.until("the pill", |window| {
        window.harness.state().state().pill().is_some()
    });
    window.tap("UNIDENTIFIED");
    window.until("the record", |window| {
        window.shows("Recorded: Unidentified × 1")
    });
}

#[test]
fn what_was_found_takes_no_screen_from_whoever_went_on() {
    let (Some(mut window), Some(photo)) = (window(), strattera()) else {
        return;
    };
    window.drop_file(&photo);
    window.press(Modifiers::NONE, Key::F7);
    window.until("the pill", |window| {
        window.harness.state().state().tray.is_some()
    });
    let screen = |window: &Window| window.harness.state().state().screen;
    assert_eq!(screen(&window), Screen::Custody);
    window.press(Modifiers::COMMAND, Key::I);
    assert_eq!(screen(&window), Screen::Result, "it is on the table");
}

#[test]
fn the_other_side_is_added_to_the_same_pill() {
    let (Some(mut window), Some(photo)) = (window(), strattera()) else {
        return;
    };
    window.drop_file(&photo);
    window.until("the imprint", read);
    window.tap("Add the other side");
    window.drop_file(&photo);
    window.until("that it is the same photograph", |window| {
        window.shows("This is the photograph that is there already")
    });
    let pill = window.harness.state().state().pill();
    assert_eq!(pill.unwrap().sides.len(), 1);
    window.drop_file(&photo.with_file_name("pir_resized_400_4819.jpg"));
    window.until("both sides", |window| {
        window
            .harness
            .state()
            .state()
            .pill()
            .is_some_and(|pill| pill.sides.len() == 2)
            && read(window)
    });
    assert!(window.shows("Photograph of the pill, side 2"));
}

#[test]
fn what_shows_several_pills_or_touching_ones_is_no_other_side() {
    let (Some(mut window), Some(studio)) = (window(), laid::studio()) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let photo = |name: &str, pills: &[(laid::Product, usize, [u32; 2])]| {
        let mut tray = laid::tray();
        for (product, side, at) in pills {
            laid::lay(&mut tray, &studio, *product, *side, *at);
        }
        let path = folder.path().join(name);
        tray.save(&path).unwrap();
        path
    };
    window.drop_file(&photo("front.png", &[(STRATTERA_40, 0, [300, 200])]));
    window.until("the imprint", read);
    window.tap("Add the other side");
    for (name, second, words) in [
        (
            "several.png",
            [
                (STRATTERA_40, 1, [300, 200]),
                (STRATTERA_100, 1, [900, 200]),
            ],
            "The photograph of the other side shows 2 pills",
        ),
        (
            "touching.png",
            [
                (STRATTERA_40, 0, [600, 300]),
                (STRATTERA_100, 0, [600, 366]),
            ],
            "Pills that touch cannot be told apart",
        ),
    ] {
        window.drop_file(&photo(name, &second));
        window.until(words, |window| window.shows(words));
        let pill = window.harness.state().state().pill();
        assert_eq!(pill.unwrap().sides.len(), 1, "{name}");
    }
}

#[test]
fn a_drawn_tray_is_labelled_and_every_pill_can_be_decided() {
    let Some(mut window) = window() else { return };
    draw_a_tray(&mut window);
    assert!(window.shows("Drawing from catalog facts, not a photograph"));
    assert!(window.shows("5 pills found"));
    window.tap("Pill 2 in the photograph");
    window.until("the imprint", read);
    window.press(Modifiers::NONE, Key::Num1);
    window.tap_first("NONE OF THESE");
    window.type_into("Name", "warfarin");
    window.tap_first("Warfarin Sodium");
    let choice = window.harness.state().state().pill().unwrap().choice;
    assert!(matches!(choice, Choice::Searched(_)), "{choice:?}");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.shows("What you chose") && window.shows("Warfarin Sodium"));
    window.tap("CONFIRM");
    window.until("the record", |window| window.shows("Recorded: "));
    assert!(
        window.shows("5 pills found"),
        "the other pills stay on the table"
    );
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.harness.state().state().tray.is_none());
}

#[test]
fn a_drawn_pill_is_not_recorded_where_what_is_real_is() {
    let mut window = at_work(SiteMode::RegistrantStock, "");
    let station = Station::open(window.home.path()).unwrap();
    if !has_models(&station) {
        return;
    }
    draw_a_tray(&mut window);
    assert!(window.shows("A drawing is no pill"));
    window.tap("Pill 2 in the photograph");
    window.until("the imprint", read);
    window.press(Modifiers::NONE, Key::Num1);
    assert!(window.shows("A drawing is no pill") && !window.shows("CONFIRM"));
    for key in [Key::Enter, Key::U] {
        window.press(Modifiers::NONE, key);
        let state = window.harness.state().state();
        assert!(state.notice.is_some() && !state.saving, "{key:?}");
        window.tap("Dismiss this message");
    }
    assert!(station.log(&LogFilter::default()).unwrap().is_empty());
}

#[test]
fn a_file_that_is_no_photograph_is_refused_in_words() {
    let Some(mut window) = window() else { return };
    let file = window.home.path().join("letter.jpg");
    std::fs::write(&file, b"Dear pharmacist").unwrap();
    window.drop_file(&file);
    window.until("the refusal", |window| {
        window
            .harness
            .state()
            .state()
            .notice
            .as_ref()
            .is_some_and(|notice| notice.problem)
    });
    assert!(window.shows("letter.jpg"));
    assert!(
        window.shows("Open photograph…"),
        "the way on is still there"
    );
}
