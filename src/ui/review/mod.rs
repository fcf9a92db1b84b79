//! Review: what waits for a second look, the whole log under any filter, and the sums as bars.
//!
//! The list stands on the left and the item in hand on the right; once it is decided the next one is
//! in hand. Reading and recording happen on the ledger's thread, so the list may grow meanwhile.

mod ask;
mod detail;
mod figures;
mod record;
mod saved;
mod state;
mod table;
mod work;

use eframe::egui::{Align, ComboBox, Layout, Response, Ui, vec2};

use crate::people::Action;
use crate::station::Station;
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, GAP};
use crate::ui::kit::widgets::{Button, Weight, card, edit, field, focus_ring, soft};
use crate::ui::record::date_problems;
use crate::ui::state::State;
use crate::ui::words::strings::{text, text_with};

pub use state::{Asking, ReviewDesk, ReviewQuery, Tab};
use state::{Reviewed, Sure, Which};
pub use work::{AtReview, pressed};

/// Whether whoever is here may review.
pub fn offered(state: &State, station: &Station) -> bool {
    state.signed_in.is_some() && station.offers(Action::Review).is_ok()
}

/// The screen.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let review = &view.state.review;
    tabs(ui, view, commands);
    match review.tab {
        Tab::Figures => figures::show(ui, view, commands),
        Tab::Queue | Tab::All => {
            if review.tab == Tab::All {
                filters(ui, view, commands);
            }
            list_and_item(ui, view, commands);
        }
    }
    ask::show(ui, view, commands);
}

fn tabs(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let review = &view.state.review;
    ui.horizontal(|ui| {
        for (tab, key) in Tab::ALL.into_iter().zip(["1", "2", "3"]) {
            let words = match tab {
                Tab::Queue => text_with("review-queue", [("count", review.waiting.into())]),
                Tab::All => text("review-all"),
                Tab::Figures => text("review-figures"),
            };
            let weight = if review.tab == tab {
                Weight::Chosen
            } else {
                Weight::Plain
            };
            if Button::new(words)
                .key(key)
                .weight(weight)
                .show(ui)
                .clicked()
            {
                commands.push(Command::Review(AtReview::Tab(tab)));
            }
        }
        if review.tab == Tab::All {
            saved_filters(ui, view, commands);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let again = Button::new(text("review-refresh")).key("R");
            if again.show(ui).clicked() {
                commands.push(Command::Review(AtReview::Refresh));
            }
        });
    });
}

fn list_and_item(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let review = &view.state.review;
    if review.items.is_empty() {
        let words = match (review.loading, review.tab) {
            (true, _) => text("log-loading"),
            (false, Tab::Queue) => text("review-queue-empty"),
            (false, _) => text("log-none-match"),
        };
        ui.add_space(GAP);
        ui.label(soft(ui, words));
        return;
    }
    let whole = ui.available_size();
    let column = Layout::top_down(Align::Min);
    ui.horizontal_top(|ui| {
        let left = vec2(
            (whole.x * if whole.x < 1200.0 { 0.46 } else { 0.5 }).floor(),
            whole.y,
        );
        ui.allocate_ui_with_layout(left, column, |ui| {
            card(ui, |ui| table::show(ui, view, commands));
        });
        let right = vec2(ui.available_width(), whole.y);
        ui.allocate_ui_with_layout(right, column, |ui| {
            if let Some(item) = review.item() {
                card(ui, |ui| detail::show(ui, view, item, commands));
            }
        });
    });
}

fn filters(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let review = &view.state.review;
    let mut query = review.query.clone();
    card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        // Seven beside each other, down to the smallest window.
        let scale = ((ui.available_width() - 6.0 * GAP) / 925.0).clamp(0.9, 1.3);
        ui.horizontal_wrapped(|ui| {
            let hint = text("review-find-hint");
            let words = &mut query.words;
            field(ui, &text("review-find"), &hint, words, 150.0 * scale);
            let hint = text("date-hint");
            let from = &mut query.from;
            field(ui, &text("log-from"), &hint, from, 120.0 * scale);
            field(ui, &text("log-to"), &hint, &mut query.to, 120.0 * scale);
            let which = &mut query.which;
            choice(ui, &text("log-kind"), which, &whiches(), 150.0 * scale);
            let state = &mut query.reviewed;
            choice(
                ui,
                &text("review-state"),
                state,
                &revieweds(),
                125.0 * scale,
            );
            let sure = &mut query.sure;
            choice(
                ui,
                &text("column-confidence"),
                sure,
                &sures(),
                130.0 * scale,
            );
            let mut all = vec![(String::new(), text("review-everybody"))];
            let named = review.operators.iter();
            all.extend(named.map(|name| (name.clone(), name.clone())));
            let operator = &mut query.operator;
            choice(ui, &text("column-who"), operator, &all, 130.0 * scale);
        });
        if query != ReviewQuery::default() {
            ui.horizontal_wrapped(|ui| {
                undo_filters(ui, &mut query);
                date_problems(ui, &query.from, &query.to);
            });
        }
    });
    if query != review.query {
        commands.push(Command::Review(AtReview::Query(query)));
    }
}

fn undo_filters(ui: &mut Ui, query: &mut ReviewQuery) {
    if !query.drug.is_empty() {
        let words = text_with("review-one-drug", [("drug", query.drug.as_str().into())]);
        if Button::new(words).icon(Icon::Cross).show(ui).clicked() {
            query.drug.clear();
        }
    }
    if Button::new(text("review-no-filters")).show(ui).clicked() {
        *query = ReviewQuery::default();
    }
}

/// Filters under a name: used, kept, forgotten.
fn saved_filters(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let review = &view.state.review;
    let mut used = None;
    if !review.saved.is_empty() {
        let combo = ComboBox::from_id_salt("review_saved")
            .selected_text(text("review-saved"))
            .width(150.0)
            .show_ui(ui, |ui| {
                for saved in &review.saved {
                    ui.selectable_value(&mut used, Some(saved.name.clone()), &saved.name);
                }
            });
        focus_ring(ui, &combo.response);
        name_it(ui, &combo.response, text("review-saved"));
    }
    if let Some(name) = used {
        commands.push(Command::Review(AtReview::Use(name)));
    }
    let mut name = review.name.clone();
    let response = edit(ui, &mut name, &text("review-name"), 150.0, false);
    name_it(ui, &response, text("review-name"));
    if response.changed() {
        commands.push(Command::Review(AtReview::Name(name)));
    }
    let keep = Button::new(text("review-save")).enabled(!review.name.trim().is_empty());
    if keep.show(ui).clicked() {
        commands.push(Command::Review(AtReview::Save));
    }
    let known = review.saved.iter().any(|saved| saved.name == review.name);
    if known && Button::new(text("review-forget")).show(ui).clicked() {
        let name = review.name.clone();
        commands.push(Command::Review(AtReview::Forget(name)));
    }
}

/// Gives a control without a label the name that a screen reader speaks.
fn name_it(ui: &Ui, response: &Response, name: String) {
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(name));
}

fn whiches() -> Vec<(Which, String)> {
    let schedule = |class: &str| text_with("kind-controlled", [("class", class.into())]);
    vec![
        (Which::All, text("kind-all")),
        (Which::Hazardous, text("kind-hazardous")),
        (Which::Unidentified, text("kind-unidentified")),
        (Which::Withdrawn, text("kind-withdrawn")),
        (Which::Cii, schedule("CII")),
        (Which::Ciii, schedule("CIII")),
        (Which::Civ, schedule("CIV")),
        (Which::Cv, schedule("CV")),
    ]
}

fn revieweds() -> Vec<(Reviewed, String)> {
    vec![
        (Reviewed::Any, text("review-any")),
        (Reviewed::Unreviewed, text("state-unreviewed")),
        (Reviewed::Approved, text("state-approved")),
        (Reviewed::SentBack, text("state-sent-back")),
    ]
}

fn sures() -> Vec<(Sure, String)> {
    let below = |percent: u32| text_with("review-below", [("percent", percent.into())]);
    let from = |percent: u32| text_with("review-from", [("percent", percent.into())]);
    vec![
        (Sure::Any, text("review-any")),
        (Sure::Below50, below(50)),
        (Sure::Below80, below(80)),
        (Sure::From80, from(80)),
        (Sure::From95, from(95)),
    ]
}

/// A labelled box in which one of `all` is chosen.
fn choice<T: Clone + PartialEq>(
    ui: &mut Ui,
    label: &str,
    value: &mut T,
    all: &[(T, String)],
    width: f32,
) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let name = ui.label(soft(ui, label));
        let shown = all.iter().find(|(each, _)| each == value);
        let shown = shown.map_or("", |(_, words)| words.as_str());
        let combo = ComboBox::from_id_salt(label)
            .selected_text(shown)
            .width(width)
            .height(theme::CONTROL_HEIGHT * 8.0)
            .show_ui(ui, |ui| {
                for (each, words) in all {
                    ui.selectable_value(value, each.clone(), words);
                }
            });
        focus_ring(ui, &combo.response);
        combo.response.labelled_by(name.id);
    });
}
