//! The outlines in the picture of the tray: a tap picks the pill that it is on.

use eframe::egui::{Key, Modifiers, Rect, vec2};
use egui_kittest::kittest::Queryable;
use image::{Rgb, RgbImage};
use takeback::ui::state::Screen;

use crate::counter::{Counter, numbers};
use crate::support::laid::{self, STRATTERA_40, STRATTERA_100};

/// Two pills one above the other, in a picture so large that they are smaller than a glove.
fn two_small_pills() -> Option<Counter> {
    let mut counter = Counter::open()?;
    let studio = laid::studio()?;
    let mut tray = RgbImage::from_pixel(1920, 1080, Rgb([112, 113, 116]));
    laid::lay(&mut tray, &studio, STRATTERA_40, 0, [700, 500]);
    laid::lay(&mut tray, &studio, STRATTERA_100, 0, [700, 600]);
    counter.window.harness.set_size(vec2(1024.0, 768.0));
    counter.show(&tray);
    counter.until("both", |tray| numbers(tray) == [1, 2]);
    counter.window.harness.run_steps(4);
    Some(counter)
}

fn outline(counter: &Counter, number: u32) -> Rect {
    let name = format!("Pill {number} in the photograph");
    counter.window.harness.get_by_label(&name).rect()
}

fn in_hand(counter: &Counter) -> (Screen, Option<u32>) {
    let state = counter.window.harness.state().state();
    (state.screen, state.in_hand)
}

#[test]
fn of_small_pills_close_together_a_tap_picks_the_one_that_it_is_on() {
    let Some(mut counter) = two_small_pills() else {
        return;
    };
    let (one, two) = (outline(&counter, 1), outline(&counter, 2));
    for (number, here, there) in [(1, one, two), (2, two, one)] {
        // Within its outline, and beside it on the way to the other.
        for way in [0.22, 0.42] {
            let place = here.center().lerp(there.center(), way);
            assert!(here.contains(place) && there.contains(place));
            counter.window.tap_at(place);
            let what = format!("{way} of the way from {number}");
            assert_eq!(in_hand(&counter), (Screen::Result, Some(number)), "{what}");
            counter.window.press(Modifiers::NONE, Key::Escape);
        }
    }
}

#[test]
fn the_keyboard_picks_the_outline_that_it_is_on_wherever_the_pointer_rests() {
    let Some(mut counter) = two_small_pills() else {
        return;
    };
    let place = outline(&counter, 1).center();
    counter.window.harness.hover_at(place);
    counter.window.harness.step();
    let second = "Pill 2 in the photograph";
    counter.window.harness.get_by_label(second).focus();
    counter.window.harness.run_steps(2);
    counter.window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(in_hand(&counter), (Screen::Result, Some(2)));
}
