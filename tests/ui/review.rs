//! The review screen: the queue by keys alone, filters that are kept, corrections, the sums.

use std::sync::Arc;

use eframe::egui::{Event, Key, Modifiers, PointerButton, vec2};
use egui_kittest::kittest::Queryable;
use image::{ImageFormat, Rgb, RgbImage};
use takeback::files::sha256_hex;
use takeback::ledger::{LogFilter, LogRow, Outcome, ReviewState, Suggestion};
use takeback::people::Secret;
use takeback::station::{Clock, Decision, NewDisposal, SiteMode, Station};
use takeback::ui::state::Screen;

use crate::harness::Window;
use crate::people::enter_pin;
use crate::sizes::check;
use crate::support::colleagues;
use crate::support::item::unidentified;
use crate::support::product::only;
use crate::support::staff;
use crate::support::suggestion::suggestion;

/// A picture of nothing but this colour, as a PNG file.
pub fn picture(color: [u8; 3]) -> Vec<u8> {
    let mut bytes = Vec::new();
    RgbImage::from_pixel(320, 200, Rgb(color))
        .write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Png)
        .unwrap();
    bytes
}

/// A photograph that the station keeps: its hash.
fn photograph(station: &Station) -> String {
    let bytes = picture([200, 210, 190]);
    station.hold_photo(&bytes);
    sha256_hex(&bytes)
}

/// A window over a site with a clerk and a pharmacist. The clerk recorded warfarin that the model
/// was not sure of, with its photograph; something unknown whose photograph is gone; and warfarin
/// that the model was sure of.
fn window() -> Window {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("settings.toml"), "keep_photos = true\n").unwrap();
    let station = staff::staffed(home.path(), Clock::System, staff::site(SiteMode::Research));
    let pin = Secret::new(staff::PIN);
    colleagues::join(&station);
    let clerk = station.named("C. Clerk").unwrap().id;
    station.sign_in(clerk, &pin).unwrap();
    let (warfarin, plain) = (only(&station, "warfarin"), only(&station, "atomoxetine"));
    let said = |ppm| {
        Some(Suggestion {
            camera_setups: vec!["Test Camera, exposure locked".into()],
            ..suggestion(&station, true, &[(warfarin, ppm), (plain, 20_000)])
        })
    };
    for new in [
        NewDisposal {
            decision: Decision::Product(warfarin),
            suggestion: said(610_000),
            photos: vec![photograph(&station)],
            ..unidentified()
        },
        NewDisposal {
            photos: vec!["ab".repeat(32)],
            ..unidentified()
        },
        NewDisposal {
            decision: Decision::Product(warfarin),
            suggestion: said(970_000),
            ..unidentified()
        },
    ] {
        station.record(new).unwrap();
    }
    station.sign_out(false).unwrap();
    Window::over(home, Arc::new(station))
}

pub fn sign_in(window: &mut Window, person: &str) {
    window.tap(person);
    enter_pin(window, staff::PIN);
    window.until("the screens", |window| window.shows("Sign out"));
}

pub fn reviewing() -> Window {
    let mut window = window();
    sign_in(&mut window, "P. Harm, pharmacist");
    window.press(Modifiers::NONE, Key::F12);
    window.until("the queue", |window| window.shows("To review (2)"));
    window.until("the first item", |window| {
        window.shows("What the model said")
    });
    window
}

fn key(window: &mut Window, key: Key) {
    window.press(Modifiers::NONE, key);
}

fn rows(window: &Window) -> Vec<LogRow> {
    let station = Station::open(window.home.path()).unwrap();
    station.log(&LogFilter::default()).unwrap()
}

pub fn prove(window: &mut Window, pin: &str) {
    window.until("the secret", |window| window.shows("sign with your PIN"));
    window.type_into("PIN or passphrase", pin);
    key(window, Key::Enter);
}

#[test]
fn the_queue_is_worked_off_with_the_keyboard_alone() {
    let mut window = reviewing();
    window.until("the photograph", |window| {
        window.shows("Photograph of this item")
    });
    assert!(window.shows("Camera: Test Camera, exposure locked"));
    for words in ["61 %", "Low confidence", "Read on it: 54 582", "rules 20"] {
        assert!(window.shows(words), "{words}: {:#?}", window.labels());
    }
    key(&mut window, Key::A);
    prove(&mut window, "195847");
    window.until("the refusal", |window| window.shows("4 tries left"));
    prove(&mut window, staff::PIN);
    window.until("the approval", |window| window.shows("Approved: Warfarin"));
    window.until("the next item", |window| {
        window.shows("To review (1)") && window.shows("The photograph is not kept here")
    });
    // The second within a quarter of an hour asks for no secret.
    key(&mut window, Key::S);
    window.until("the reason", |window| {
        window.shows("Send it back to C. Clerk")
    });
    window.type_into("Reason", "photograph it again");
    key(&mut window, Key::Enter);
    window.until("the way back", |window| {
        window.shows("Sent back to C. Clerk")
    });
    let station = Station::open(window.home.path()).unwrap();
    let states = |state| {
        let review = Some(state);
        let filter = LogFilter {
            review,
            ..LogFilter::default()
        };
        station.count(&filter).unwrap()
    };
    assert_eq!(states(ReviewState::Approved), 1);
    let sent = station.sent_back().unwrap();
    assert_eq!(sent[0].reason, "photograph it again");
    assert!(station.verify().unwrap().is_intact());
}

// Where a file can hold up the record.
#[cfg(unix)]
#[test]
fn a_signature_is_for_what_was_in_hand_when_it_was_asked_for() {
    let mut window = reviewing();
    let asks = |window: &Window| window.shows("sign with your PIN");
    let held_up = crate::busy::hold_up(&mut window);
    key(&mut window, Key::A);
    prove(&mut window, "195847");
    key(&mut window, Key::Escape);
    key(&mut window, Key::F2);
    assert!(asks(&window), "what is being checked is not left");
    drop(held_up);
    window.until("the refusal", |window| window.shows("4 tries left"));
    key(&mut window, Key::Escape);
    assert!(!asks(&window), "{:#?}", window.labels());

    let held_up = crate::busy::hold_up(&mut window);
    key(&mut window, Key::A);
    prove(&mut window, staff::PIN);
    key(&mut window, Key::Escape);
    key(&mut window, Key::ArrowDown);
    drop(held_up);
    window.until("the approval", |window| window.shows("Approved: "));
    let station = Station::open(window.home.path()).unwrap();
    let review = Some(ReviewState::Approved);
    let filter = LogFilter {
        review,
        ..LogFilter::default()
    };
    let approved = station.log(&filter).unwrap();
    let [row] = approved.as_slice() else {
        panic!("{approved:?}")
    };
    assert_eq!(row.outcome(), Outcome::Identified, "the first of the queue");
}

/// A tap on APPROVE that begins and ends within one frame.
fn tap_approve(window: &mut Window) {
    let place = window.harness.get_by_label("APPROVE").rect().center();
    let events = &mut window.harness.input_mut().events;
    events.push(Event::PointerMoved(place));
    events.extend([true, false].map(|pressed| Event::PointerButton {
        pos: place,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    }));
    window.harness.step();
}

#[test]
fn a_second_tap_or_a_key_held_down_approves_no_other_item() {
    let mut window = reviewing();
    key(&mut window, Key::Num2);
    window.until("everything", |window| window.shows("3 records"));
    let place = |window: &Window| window.harness.state().state().review.place();
    let approved = |window: &Window| {
        let items = window.harness.state().state().review.items.iter();
        let states = items.map(|item| item.listed.state());
        states
            .filter(|state| *state == ReviewState::Approved)
            .count()
    };
    let at_rest = |window: &Window| {
        let review = &window.harness.state().state().review;
        !review.busy && !review.loading
    };
    key(&mut window, Key::A);
    prove(&mut window, staff::PIN);
    window.until("the second", |window| place(window) == Some(1));
    window.harness.run_steps(4);

    tap_approve(&mut window);
    window.until("the third", |window| place(window) == Some(2));
    tap_approve(&mut window);
    window.harness.input_mut().events.push(Event::Key {
        key: Key::A,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    });
    window.harness.step();
    window.until("the list", at_rest);
    assert_eq!(approved(&window), 2);

    window.harness.run_steps(4);
    tap_approve(&mut window);
    window.until("the third approval", |window| approved(window) == 3);
}

fn seek_anew(window: &mut Window, words: &str) {
    window.type_over("Look in the catalog", words);
    // The box is measured in one frame and seen in the next.
    window.harness.run_steps(4);
}

#[test]
fn a_correction_from_the_queue_names_the_drug_and_the_reason() {
    let mut window = reviewing();
    key(&mut window, Key::ArrowDown);
    window.until("the unknown item", |window| {
        window.shows("The photograph is not kept here")
    });
    key(&mut window, Key::C);
    window.until("the dialog", |window| window.shows("Correct this record"));
    window.type_into("Look in the catalog", "00002-3228-30");
    window.until("the product", |window| window.shows("NDC 00002-3228-30"));
    window.tap_first("atomoxetine 25 MG");
    // What is chosen stays in sight, whatever is looked for next.
    seek_anew(&mut window, "warfarin 5");
    assert!(window.shows("Warfarin Sodium 5 MG") && window.shows("NDC 00002-3228-30"));
    seek_anew(&mut window, "00002-3228-30");
    window.tap("One more");
    window.type_into("Reason", "read it under the lamp");
    window.tap("Record the correction");
    window.until("the correction", |window| {
        window.shows("Corrected: atomoxetine")
    });
    let corrected = rows(&window)
        .into_iter()
        .find(|row| row.correction.is_some());
    let corrected = corrected.unwrap();
    assert_eq!(corrected.decided.quantity, 2);
    assert_eq!(corrected.correction.as_ref().unwrap().by, "P. Harm");
    // It is theirs now, so the other reviewer has to look.
    key(&mut window, Key::Num2);
    window.until("everything", |window| window.shows("3 records"));
    window.tap_first("atomoxetine 25 MG Oral Capsule [Strattera], ");
    window.until("the reason why not", |window| {
        window.shows("P. Harm entered or corrected this item")
    });
    key(&mut window, Key::A);
    assert!(!window.shows("sign with your PIN"));

    window.tap_first("Warfarin Sodium 4 MG Oral Tablet [Coumadin], ");
    key(&mut window, Key::C);
    window.tap("Withdraw it: it should not have been recorded");
    window.type_into("Reason", "counted twice");
    window.tap("Record the correction");
    window.until("the withdrawal", |window| {
        !window.shows("Correct this record") && window.shows("Corrected: Warfarin")
    });
    let gone = rows(&window);
    assert_eq!(
        gone.iter()
            .filter(|row| row.outcome() == Outcome::Withdrawn)
            .count(),
        1
    );

    // Nothing more is decided about it.
    window.tap_first("Warfarin Sodium 4 MG Oral Tablet [Coumadin], ");
    let item = window.harness.state().state().review.item();
    assert!(item.unwrap().line.withdrawn);
    key(&mut window, Key::S);
    assert!(!window.shows("Send it back to"), "{:#?}", window.labels());
}

#[test]
fn the_sums_are_bars_that_say_what_they_are() {
    let mut window = reviewing();
    key(&mut window, Key::Num3);
    window.until("the sums", |window| window.shows("3 in all"));
    for words in [
        "Hazardous items",
        "66.7 % (2 of 3)",
        "33.3 % (1 of 3)",
        "Person agreed with the model",
        "100.0 % (2 of 2)",
        "No take-back event in this span",
    ] {
        assert!(window.shows(words), "{words}: {:#?}", window.labels());
    }
    let station = Station::open(window.home.path()).unwrap();
    let today = station.now().date();
    assert!(
        window.shows(&format!("{}: 3", today.strftime("%b %-d, %Y"))),
        "{:#?}",
        window.labels()
    );

    // Of what the model was not asked about nobody agreed, and nobody did not.
    let clerk = station.named("C. Clerk").unwrap().id;
    station.sign_in(clerk, &Secret::new(staff::PIN)).unwrap();
    let yesterday = today.yesterday().unwrap();
    let by_hand = NewDisposal {
        acted_on: Some(yesterday),
        ..unidentified()
    };
    station.record(by_hand).unwrap();
    key(&mut window, Key::R);
    window.until("the other day", |window| window.shows("4 in all"));
    let bar = format!("{}: No items to count", yesterday.strftime("%b %-d, %Y"));
    assert!(window.shows(&bar), "{:#?}", window.labels());
    for field in ["From", "To"] {
        window.type_into(field, &yesterday.to_string());
    }
    window.until("that day alone", |window| window.shows("1 in all"));
    let total = |label: &String| label == "No items to count";
    assert!(window.labels().iter().any(total), "{:#?}", window.labels());
    assert!(!window.shows("of 0)"), "{:#?}", window.labels());
}

#[test]
fn whoever_may_not_review_is_offered_none() {
    let mut window = window();
    sign_in(&mut window, "C. Clerk, operator");
    assert!(!window.shows("Review"));
    key(&mut window, Key::F12);
    assert_eq!(window.harness.state().state().screen, Screen::Capture);
}

#[test]
fn targets_are_large_and_named_on_the_review_screens() {
    for size in [
        vec2(1024.0, 700.0),
        vec2(1280.0, 800.0),
        vec2(1920.0, 1080.0),
    ] {
        let mut window = reviewing();
        window.harness.set_size(size);
        window.harness.step();
        window.harness.step();
        check(&window.harness, "queue");
        key(&mut window, Key::Num2);
        window.until("everything", |window| window.shows("3 records"));
        check(&window.harness, "all records");
        key(&mut window, Key::C);
        window.until("the dialog", |window| window.shows("Correct this record"));
        check(&window.harness, "correction");
        key(&mut window, Key::Escape);
        key(&mut window, Key::Num3);
        window.until("the sums", |window| window.shows("3 in all"));
        check(&window.harness, "figures");
    }
}
