//! Letters and digits on the screen, for a machine that stands there without a keyboard.
//!
//! A key that is tapped is handed to the field as if it were typed, so that a keyboard and a scanner
//! work beside it and fields know of neither.

use eframe::egui::{
    self, CornerRadius, Event, Id, Key, Modifiers, Panel, Rect, ScrollArea, Sense, Stroke,
    StrokeKind, SurrenderFocusOn, Ui, WidgetInfo, accesskit::Role, vec2,
};

use super::app::App;
use super::commands::Command;
use super::icons::Icon;
use super::state::State;
use super::strings::text;
use super::theme::{self, CONTROL_HEIGHT, GAP};

/// Width of a key of one letter.
const KEY: f32 = 56.0;
const HEIGHT: f32 = CONTROL_HEIGHT + 4.0;

/// What the keyboard on the screen is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Keyboard {
    pub shown: bool,
    pub shift: bool,
    /// Signs and accents in place of letters.
    pub signs: bool,
}

/// One tap on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tap {
    Letter(char),
    Delete,
    Enter,
    /// To the next field.
    Next,
    Shift,
    Signs,
    Show,
    Hide,
}

impl App {
    /// Hands what was tapped to the field, and shows the keys where a person taps a field.
    pub(super) fn mind_keyboard(&mut self, ctx: &egui::Context) {
        // A tap on the keys does not take the cursor out of the field.
        let keys = ctx.data(|data| data.get_temp::<Rect>(place_id()));
        let over = keys.filter(|_| self.state.keyboard.is_some_and(|keyboard| keyboard.shown));
        let over = over.is_some_and(|keys| {
            let pointer = ctx.input(|input| input.pointer.interact_pos());
            pointer.is_some_and(|pointer| keys.contains(pointer))
        });
        ctx.options_mut(|options| {
            options.input_options.surrender_focus_on = if over {
                SurrenderFocusOn::Never
            } else {
                SurrenderFocusOn::Presses
            };
        });
        let typed = std::mem::take(&mut self.tapped);
        ctx.input_mut(|input| input.events.extend(typed));
        if ctx.text_edit_focused() {
            let field = ctx.memory(egui::Memory::focused);
            let tapped = ctx.input(|input| input.pointer.any_released());
            if let Some(keyboard) = &mut self.state.keyboard
                && tapped
                && field != self.field
            {
                keyboard.shown = true;
            }
            self.field = field;
        }
    }

    pub(super) fn tap(&mut self, ctx: &egui::Context, tap: Tap) {
        let Some(keyboard) = &mut self.state.keyboard else {
            return;
        };
        let key = |key| {
            [true, false].map(|pressed| Event::Key {
                key,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers: Modifiers::NONE,
            })
        };
        match tap {
            Tap::Letter(letter) => {
                self.tapped.push(Event::Text(letter.to_string()));
                keyboard.shift = false;
            }
            Tap::Delete => self.tapped.extend(key(Key::Backspace)),
            Tap::Enter => self.tapped.extend(key(Key::Enter)),
            Tap::Next => self.tapped.extend(key(Key::Tab)),
            Tap::Shift => keyboard.shift = !keyboard.shift,
            Tap::Signs => keyboard.signs = !keyboard.signs,
            Tap::Show => keyboard.shown = true,
            Tap::Hide => keyboard.shown = false,
        }
        // What is typed goes to the field that was typed into last.
        if let Some(field) = self.field.filter(|_| tap != Tap::Hide) {
            ctx.memory_mut(|memory| memory.request_focus(field));
        }
        ctx.request_repaint();
    }
}

/// The keys, along the bottom of the window.
pub fn show(ui: &mut Ui, state: &State, frame: egui::Frame, commands: &mut Vec<Command>) {
    let Some(keyboard) = state.keyboard.filter(|keyboard| keyboard.shown) else {
        return;
    };
    let panel = Panel::bottom("keyboard").frame(frame);
    let shown = panel.show(ui, |ui| {
        ScrollArea::horizontal().show(ui, |ui| keys(ui, keyboard, commands));
    });
    let place = shown.response.rect;
    ui.data_mut(|data| data.insert_temp(place_id(), place));
}

fn place_id() -> Id {
    Id::unique("keyboard_place")
}

/// Letters on the left, digits on the right.
fn keys(ui: &mut Ui, keyboard: Keyboard, commands: &mut Vec<Command>) {
    let page = if keyboard.signs {
        "keyboard-signs"
    } else {
        "keyboard-letters"
    };
    let page = text(page);
    let rows: Vec<&str> = page.split_whitespace().collect();
    let longest = rows
        .iter()
        .map(|row| row.chars().count())
        .max()
        .unwrap_or(0);
    let letters = longest.max(10) as f32 * (KEY + GAP);
    let width = letters + 2.0 * GAP + 3.0 * (KEY + GAP);
    // In the middle of a wide window.
    let left = ((ui.available_width() - width) / 2.0).max(0.0);
    for (place, digits) in ["789", "456", "123", ".0"].into_iter().enumerate() {
        ui.horizontal(|ui| {
            ui.add_space(left);
            let begins = ui.cursor().left();
            match rows.get(place) {
                Some(row) => row_of_letters(ui, row, place + 1 == rows.len(), keyboard, commands),
                None => bottom_row(ui, keyboard, commands),
            }
            let used = ui.cursor().left() - begins;
            ui.add_space((letters + 2.0 * GAP - used).max(0.0));
            for digit in digits.chars() {
                letter(ui, digit, commands);
            }
            if place == 3 {
                sign(
                    ui,
                    Icon::Back,
                    "keyboard-delete",
                    KEY,
                    Tap::Delete,
                    commands,
                );
            }
        });
    }
}

fn row_of_letters(
    ui: &mut Ui,
    row: &str,
    last: bool,
    keyboard: Keyboard,
    commands: &mut Vec<Command>,
) {
    if last && !keyboard.signs {
        let shift = if keyboard.shift {
            "keyboard-small"
        } else {
            "keyboard-capital"
        };
        sign(ui, Icon::Up, shift, KEY, Tap::Shift, commands);
    }
    for each in row.chars() {
        let capital = keyboard.shift && !keyboard.signs;
        let each = if capital {
            each.to_uppercase().next().unwrap_or(each)
        } else {
            each
        };
        letter(ui, each, commands);
    }
}

fn bottom_row(ui: &mut Ui, keyboard: Keyboard, commands: &mut Vec<Command>) {
    let signs = if keyboard.signs {
        text("keyboard-to-letters")
    } else {
        text("keyboard-to-signs")
    };
    words(ui, &signs, 2.0 * KEY, Tap::Signs, commands);
    words(
        ui,
        &text("keyboard-space"),
        3.0 * KEY,
        Tap::Letter(' '),
        commands,
    );
    words(ui, &text("keyboard-next"), 2.0 * KEY, Tap::Next, commands);
    words(ui, &text("keyboard-enter"), 1.5 * KEY, Tap::Enter, commands);
    sign(ui, Icon::Cross, "keyboard-hide", KEY, Tap::Hide, commands);
}

fn letter(ui: &mut Ui, letter: char, commands: &mut Vec<Command>) {
    let shown = letter.to_string();
    words(ui, &shown, KEY, Tap::Letter(letter), commands);
}

fn words(ui: &mut Ui, words: &str, width: f32, tap: Tap, commands: &mut Vec<Command>) {
    key(ui, words, width, tap, commands, |ui, rect, ink| {
        let middle = egui::Align2::CENTER_CENTER;
        let font = egui::FontId::proportional(20.0);
        ui.painter().text(rect.center(), middle, words, font, ink);
    });
}

fn sign(ui: &mut Ui, icon: Icon, name: &str, width: f32, tap: Tap, commands: &mut Vec<Command>) {
    key(ui, &text(name), width, tap, commands, |ui, rect, ink| {
        icon.paint(ui.painter(), rect.shrink(14.0), ink);
    });
}

/// One key. It does not take the keyboard's place: what is typed goes to the field.
fn key(
    ui: &mut Ui,
    name: &str,
    width: f32,
    tap: Tap,
    commands: &mut Vec<Command>,
    paint: impl FnOnce(&mut Ui, egui::Rect, egui::Color32),
) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let ground = if response.is_pointer_button_down_on() {
        palette.selected
    } else {
        palette.background
    };
    let (radius, edge) = (
        CornerRadius::same(theme::RADIUS),
        Stroke::new(1.5, palette.outline),
    );
    ui.painter()
        .rect(rect, radius, ground, edge, StrokeKind::Inside);
    paint(ui, rect, palette.text);
    if response.clicked() {
        commands.push(Command::Tap(tap));
    }
}
