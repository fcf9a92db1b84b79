//! Digits for gloved hands: the same keys for a PIN and for a quantity.

use eframe::egui::Ui;
use zeroize::Zeroize as _;

use super::theme::GAP;
use super::widgets::Button;
use crate::ui::words::strings::text;

/// Width of a key, and of the whole pad: three keys and the gaps between them.
const KEY: f32 = 104.0;
pub const PAD: f32 = 3.0 * KEY + 2.0 * GAP;

/// The keys; whether one of them changed `typed`.
pub fn keys(ui: &mut Ui, typed: &mut String) -> bool {
    let mut changed = false;
    for digits in [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]] {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for digit in digits {
                changed |= self::digit(ui, digit, typed);
            }
        });
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        if key(ui, &text("keypad-clear")) {
            // It may be a secret.
            typed.zeroize();
            changed = true;
        }
        changed |= digit(ui, "0", typed);
        if key(ui, &text("keypad-delete")) {
            typed.pop();
            changed = true;
        }
    });
    changed
}

fn key(ui: &mut Ui, words: &str) -> bool {
    Button::new(words).tall().width(KEY).show(ui).clicked()
}

fn digit(ui: &mut Ui, digit: &str, typed: &mut String) -> bool {
    let pressed = key(ui, digit);
    if pressed {
        typed.push_str(digit);
    }
    pressed
}
