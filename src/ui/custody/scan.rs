//! Numbers from a barcode scanner, which types like a keyboard and ends each number with Enter.
//!
//! That Enter takes the number in and keeps the keyboard here, so that a whole pallet can be
//! scanned; it never sends a form.

use eframe::egui::{Align, Key, Layout, ScrollArea, Ui};

use crate::ledger::custody::UniqueId;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::in_view::take_cursor;
use crate::ui::kit::theme;
use crate::ui::kit::widgets::{Button, edit, heard, soft, warn};
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::told;

/// The numbers scanned so far, each once, in their order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scanned {
    ids: Vec<UniqueId>,
    /// In the field, not yet ended by Enter.
    pub typed: String,
    /// Why the last one was not taken.
    problem: Option<String>,
}

impl Scanned {
    pub fn ids(&self) -> &[UniqueId] {
        &self.ids
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.typed.trim().is_empty()
    }

    /// Takes one in, unless it is there.
    pub fn add(&mut self, id: UniqueId) {
        if !self.ids.contains(&id) {
            self.ids.push(id);
        }
    }

    /// Takes out those that are in the record.
    pub fn take_out(&mut self, recorded: &[UniqueId]) {
        self.ids.retain(|id| !recorded.contains(id));
        self.problem = None;
    }

    fn remove(&mut self, place: usize) {
        self.ids.remove(place);
        self.problem = None;
    }

    /// Takes in what stands in the field: one number, or several that were pasted. What is not a
    /// number stays there.
    pub fn take_typed(&mut self) {
        self.problem = None;
        let mut left = Vec::new();
        for word in self.typed.split_whitespace() {
            match word.parse::<UniqueId>() {
                Ok(id) if self.ids.contains(&id) => {
                    let number = id.to_string().into();
                    self.problem = Some(text_with("scan-twice", [("number", number)]));
                }
                Ok(id) => self.ids.push(id),
                Err(error) => {
                    self.problem = Some(told(&error));
                    left.push(word);
                }
            }
        }
        self.typed = left.join(" ");
    }
}

/// The field and what was scanned; `trouble` says what is wrong with a number, if something is.
pub fn field(
    ui: &mut Ui,
    label: &str,
    scanned: &mut Scanned,
    trouble: impl Fn(&UniqueId) -> Option<String>,
) {
    let width = ui.available_width();
    ui.with_layout(Layout::top_down(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let name = ui.label(soft(ui, label));
        let response =
            edit(ui, &mut scanned.typed, &text("scan-hint"), width, false).labelled_by(name.id);
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            scanned.take_typed();
            response.request_focus();
        }
        // A scanner types wherever the keyboard is: here, unless a person took it elsewhere.
        take_cursor(&response);
    });
    if let Some(problem) = &scanned.problem {
        warn(ui, problem);
    }
    if scanned.ids.is_empty() {
        ui.label(soft(ui, text("scan-none")));
        return;
    }
    let count = text_with("scan-count", [("count", scanned.ids.len().into())]);
    heard(&ui.label(theme::bold(count, 18.0)));
    let mut gone = None;
    ScrollArea::vertical()
        .id_salt("chips")
        .max_height(240.0)
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                for (place, id) in scanned.ids.iter().enumerate() {
                    if chip(ui, id, trouble(id).is_some()) {
                        gone = Some(place);
                    }
                }
            });
        });
    let troubles: Vec<_> = scanned.ids.iter().filter_map(trouble).collect();
    for words in troubles.iter().take(3) {
        warn(ui, words);
    }
    if let Some(place) = gone {
        scanned.remove(place);
    }
}

/// One number; true when it is to go.
fn chip(ui: &mut Ui, id: &UniqueId, troubled: bool) -> bool {
    let icon = if troubled { Icon::Warning } else { Icon::Cross };
    let name = text_with("scan-remove", [("number", id.to_string().into())]);
    Button::new(id.as_str())
        .icon(icon)
        .named(name)
        .show(ui)
        .clicked()
}
