//! What the station was taught: by whom, when, whether it is used, and taking it back.

use eframe::egui::{Align, Id, Layout, RichText, ScrollArea, Ui, vec2};

use super::{AtTeach, name, side_words};
use crate::people::Action;
use crate::station::{Enrolment, EnrolmentState};
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::free_text;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, GAP};
use crate::ui::kit::widgets::{Button, Weight, card, pick_row, refused, soft, warn};
use crate::ui::words::days::moment_words;
use crate::ui::words::strings::{text, text_with};

/// The page of the staff's screen.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    if let Err(refusal) = view.station.offers(Action::Enrol) {
        refused(ui, &refusal);
        return;
    }
    if let Some(problem) = &view.state.teach.problem {
        warn(ui, problem);
    }
    let (height, layout) = (ui.available_height(), Layout::top_down(Align::Min));
    ui.horizontal_top(|ui| {
        let list = vec2(ui.available_width() * 0.6, height);
        ui.allocate_ui_with_layout(list, layout, |ui| {
            ui.set_width(list.x);
            let begin = Button::new(text("taught-begin")).icon(Icon::Plus);
            if begin.show(ui).clicked() {
                commands.push(Command::Teach(AtTeach::Begin));
            }
            ScrollArea::vertical()
                .id_salt("taught")
                .auto_shrink(false)
                .show(ui, |ui| {
                    let taught = &view.state.teach.taught;
                    if taught.is_empty() {
                        ui.label(soft(ui, text("taught-none")));
                    }
                    // The newest is what was just taught.
                    for (enrolment, state) in taught.iter().rev() {
                        row(ui, view, enrolment, *state, commands);
                        ui.add_space(GAP);
                    }
                });
        });
        ui.add_space(GAP);
        let rest = vec2(ui.available_width(), height);
        ui.allocate_ui_with_layout(rest, layout, |ui| {
            ui.set_width(rest.x);
            card(ui, |ui| {
                ui.set_min_width(ui.available_width());
                in_hand(ui, view, commands);
            });
        });
    });
}

fn drug(view: &View, enrolment: &Enrolment) -> String {
    let typed = enrolment.enrolled.typed.as_ref();
    name(&view.station.catalog(), enrolment.product, typed)
}

fn state_words(state: EnrolmentState) -> String {
    text(match state {
        EnrolmentState::Used => "taught-used",
        EnrolmentState::LookedAtAnew => "taught-anew",
        EnrolmentState::Stale => "taught-stale",
        EnrolmentState::Undescribed => "taught-undescribed",
        EnrolmentState::Unreadable => "taught-unreadable",
    })
}

/// By whom, when, from how many sides.
fn line(enrolment: &Enrolment) -> String {
    let when = moment_words(&enrolment.entered.to_string());
    text_with(
        "taught-line",
        [
            ("who", enrolment.by.as_str().into()),
            ("when", when.into()),
            ("sides", side_words(enrolment.enrolled.looks.len()).into()),
        ],
    )
}

fn row(
    ui: &mut Ui,
    view: &View,
    enrolment: &Enrolment,
    state: EnrolmentState,
    commands: &mut Vec<Command>,
) {
    let (drug, line, words) = (drug(view, enrolment), line(enrolment), state_words(state));
    let ndc = enrolment.product.ndc11;
    let heard = format!("{drug}, NDC {ndc}, {line}, {words}");
    let chosen = view.state.teach.chosen == Some(enrolment.id);
    let id = Id::unique(("taught", enrolment.id));
    let picked = pick_row(ui, id, &heard, chosen, 88.0, |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.spacing_mut().interact_size.y = 0.0;
            let title = theme::bold(format!("{drug}, NDC {ndc}"), 19.0);
            ui.add(eframe::egui::Label::new(title).truncate());
            ui.label(soft(ui, line));
            ui.add(eframe::egui::Label::new(shaded(ui, state, words)).truncate());
        });
    });
    if picked.clicked() {
        commands.push(Command::Teach(AtTeach::Choose(enrolment.id)));
    }
}

/// The state in words; one that is not used is seen at once.
fn shaded(ui: &Ui, state: EnrolmentState, words: String) -> RichText {
    if state.is_used() {
        soft(ui, words)
    } else {
        theme::bold(words, 16.0).color(theme::palette(ui).unknown.line)
    }
}

/// The one that is chosen, and what it takes to take it back.
fn in_hand(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let desk = &view.state.teach;
    let chosen = desk.taught.iter();
    let chosen = chosen
        .clone()
        .find(|(known, _)| Some(known.id) == desk.chosen);
    let Some((enrolment, state)) = chosen else {
        ui.label(theme::bold(text("staff-taught"), 22.0));
        ui.label(soft(ui, text("taught-lead")));
        ui.label(soft(ui, text("teach-how")));
        return;
    };
    ui.label(theme::bold(drug(view, enrolment), 22.0));
    ui.label(soft(ui, line(enrolment)));
    ui.label(shaded(ui, *state, state_words(*state)));
    ui.separator();
    ui.label(soft(ui, text("taught-withdraw-lead")));
    let mut reason = desk.reason.clone();
    let width = ui.available_width() - 28.0;
    let (label, hint) = (text("taught-reason"), text("taught-reason-hint"));
    if free_text::field(ui, &label, &hint, &mut reason, width).changed() {
        commands.push(Command::Teach(AtTeach::Reason(reason)));
    }
    ui.add_space(GAP);
    let withdraw = Button::new(text("taught-withdraw"))
        .icon(Icon::Undo)
        .weight(Weight::Primary)
        .enabled(!desk.busy && !desk.reason.trim().is_empty());
    if withdraw.show(ui).clicked() {
        commands.push(Command::Teach(AtTeach::Withdraw));
    }
}
