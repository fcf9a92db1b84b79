//! The case number of the item before. Ten items in a row belong to one case and the eleventh may not, so it is
//! stated by one tap, and never by itself.

use std::mem;

use eframe::egui::Ui;

use super::decide::{AtDecision, is_undecided};
use crate::station::Needed;
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::widgets::Button;
use crate::ui::state::State;
use crate::ui::words::strings::text_with;

impl State {
    /// What was stated of an item that is put away without a record is not stated of the next; its number takes one
    /// tap too.
    pub(in crate::ui) fn put_stated_away(&mut self) {
        let typed = mem::take(&mut self.reference);
        if !typed.trim().is_empty() {
            self.case_before = Some(typed.trim().to_owned());
        }
        self.discontinued.clear();
    }
}

/// The number, where one is stated with each item and none is yet.
fn offered<'a>(view: &View<'a>) -> Option<&'a str> {
    let needed = view.station.mode().needed.contains(&Needed::Reference);
    let is_empty = view.state.reference.trim().is_empty();
    let before = view.state.case_before.as_deref();
    before.filter(|_| needed && is_empty)
}

/// Whether it is offered above the bar that decides, which has no room beside its field.
pub fn stands_above_bar(view: &View) -> bool {
    is_undecided(view) && offered(view).is_some()
}

/// The button that states it, where that is offered. The number is never cut: where there is no room for all
/// the words it stands alone.
pub fn button(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let Some(number) = offered(view) else { return };
    let words = text_with("reference-same", [("number", number.into())]);
    let whole = Button::new(words.as_str()).icon(Icon::Clipboard);
    let button = if whole.wide(ui) <= ui.available_width() {
        whole
    } else {
        Button::new(number).icon(Icon::Clipboard).named(words)
    };
    if button.show(ui).clicked() {
        let same = AtDecision::Reference(number.to_owned());
        commands.push(Command::Decide(same));
    }
}
