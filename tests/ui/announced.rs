//! What is spoken to whoever does not look.

use takeback::catalog::Catalog;
use takeback::demo::{choose, draw_tray};
use takeback::hazard::Verdict;
use takeback::identify::Outcome;
use takeback::ui::pill::{Pill, Reading};

use crate::counter::{Counter, LEFT, RIGHT};
use crate::harness::Window;
use crate::photographs::window;
use crate::support::laid::{STRATTERA_40, STRATTERA_100};

fn announced(window: &Window) -> String {
    window.harness.state().state().announced.clone()
}

#[test]
fn pills_that_are_pushed_together_are_announced_although_their_number_stays() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)]);
    counter.until_read(2);
    assert!(!announced(&counter.window).contains("Pills touch"));
    counter.lay(&[
        (STRATTERA_40, 0, [600, 300]),
        (STRATTERA_100, 0, [600, 366]),
    ]);
    counter.until("the touching pills", |tray| {
        tray.is_some_and(|tray| tray.pills.iter().any(Pill::is_touching))
    });
    assert!(announced(&counter.window).contains("Pills touch"));
}

#[test]
fn a_hazardous_pill_is_announced_wherever_it_lies() {
    let Some(mut window) = window() else { return };
    let mut found = 0;
    for _ in 0..4 {
        window.tap("Try it with a drawing");
        let mut heard = Vec::new();
        let mut hazardous = Vec::new();
        for _ in 0..4_000 {
            window.harness.step();
            heard.push(announced(&window));
            let state = window.harness.state().state();
            let pills = state.tray.as_ref().map_or(&[][..], |tray| &tray.pills);
            let is_read = |pill: &Pill| matches!(pill.reading, Reading::Done(_));
            if !pills.is_empty() && pills.iter().all(is_read) {
                let is_hazardous = |pill: &&Pill| {
                    pill.reading
                        .identification()
                        .is_some_and(|found| found.hazard.verdict == Verdict::Hazardous)
                };
                let elsewhere = |pill: &&Pill| Some(pill.number) != state.in_hand;
                let pills = pills.iter().filter(is_hazardous).filter(elsewhere);
                hazardous = pills.map(|pill| pill.number).collect();
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        window.harness.step();
        heard.push(announced(&window));
        for number in &hazardous {
            let is_named = |words: &String| {
                let line = words
                    .lines()
                    .find(|line| line.starts_with("Handle as hazardous"));
                line.is_some_and(|line| line.contains(&number.to_string()))
            };
            assert!(heard.iter().any(is_named), "pill {number}: {heard:?}");
        }
        found += hazardous.len();
        if found > 0 {
            return;
        }
        window.press(eframe::egui::Modifiers::NONE, eframe::egui::Key::Escape);
    }
    panic!("no drawn pill was hazardous");
}

#[test]
fn the_banner_of_a_pill_that_may_be_hazardous_says_how_probable_that_is() {
    let Some(mut window) = window() else { return };
    let catalog = Catalog::builtin().unwrap();
    let path = window.home.path().join("six.png");
    for seed in [2, 3, 4, 1] {
        let products = choose(catalog.products(), 6, seed);
        draw_tray(&products, seed).picture.save(&path).unwrap();
        window.drop_file(&path);
        window.until("the imprints", |window| {
            let tray = window.harness.state().state().tray.as_ref();
            let is_read = |pill: &Pill| matches!(pill.reading, Reading::Done(_));
            tray.is_some_and(|tray| tray.pills.iter().all(is_read))
        });
        // Of one that is identified the banner says what the rules say.
        let is_meant = |pill: &&Pill| {
            let found = pill.reading.identification();
            found.is_some_and(|found| {
                found.outcome == Outcome::Unidentified && found.hazard.verdict == Verdict::Hazardous
            })
        };
        let tray = window.harness.state().state().tray.as_ref().unwrap();
        let number = tray.pills.iter().find(is_meant).map(|pill| pill.number);
        if let Some(number) = number {
            window.tap(&format!("Pill {number} in the photograph"));
            assert!(window.shows("Handle as hazardous: "));
            assert!(window.shows("probability"));
            return;
        }
        window.press(eframe::egui::Modifiers::NONE, eframe::egui::Key::Escape);
    }
    panic!("no drawn pill was unsure and perhaps hazardous");
}
