//! What is asked before something is recorded: the reason, the drug it is after all, the secret.

use eframe::egui::{self, Align2, FontId, Id, Key, ScrollArea, Ui};

use super::state::{Asking, CorrectTo, Correcting, Item};
use super::work::AtReview;
use crate::catalog::ProductId;
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::gate::sign_in::secret_field;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::in_view::take_cursor;
use crate::ui::kit::theme::{self, CONTROL_HEIGHT, GAP};
use crate::ui::kit::widgets::{Button, Weight, field, pick_row, soft, warn};
use crate::ui::kit::{dialog, free_text};
use crate::ui::pill::candidates;
use crate::ui::pill::quantity::{Counted, stepper};
use crate::ui::words::strings::{text, text_with};

const WIDE: f32 = 760.0;

/// The dialog, while something is asked.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let review = &view.state.review;
    let (Some(asking), Some(item)) = (&review.asking, review.item()) else {
        return;
    };
    let leave = dialog::show(ui, "review_ask", WIDE, |ui| {
        let mut next = asking.clone();
        match &mut next {
            Asking::SendBack { reason } => send_back(ui, view, item, reason, commands),
            Asking::Correct(correcting) => correct(ui, view, item, correcting, commands),
            Asking::Prove {
                secret, problem, ..
            } => prove(ui, view, secret, problem.as_deref(), commands),
        }
        if next != *asking {
            commands.insert(0, Command::Review(AtReview::Fill(next)));
        }
    });
    if leave {
        commands.push(Command::Review(AtReview::Cancel));
    }
}

/// The button that goes on and the one that does not.
fn go_or_cancel(ui: &mut Ui, view: &View, words: String, ready: bool, commands: &mut Vec<Command>) {
    ui.add_space(GAP);
    ui.horizontal(|ui| {
        let go = Button::new(words).weight(Weight::Primary).enabled(ready);
        if go.show(ui).clicked() {
            commands.push(Command::Review(AtReview::Go));
        }
        let cancel = Button::new(text("cancel")).enabled(!view.state.review.busy);
        if cancel.show(ui).clicked() {
            commands.push(Command::Review(AtReview::Cancel));
        }
    });
}

/// The field where a person begins to type; whether it was left with Enter.
fn first_field(ui: &mut Ui, response: &egui::Response, empty: bool) -> bool {
    if empty {
        take_cursor(response);
    }
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

fn send_back(
    ui: &mut Ui,
    view: &View,
    item: &Item,
    reason: &mut String,
    commands: &mut Vec<Command>,
) {
    let who = ("who", item.line.by.as_str().into());
    ui.label(theme::bold(text_with("review-back-title", [who]), 24.0));
    ui.label(&item.line.drug);
    ui.label(soft(ui, text("review-back-how")));
    let wide = ui.available_width() - 24.0;
    let hint = text("review-back-hint");
    let response = free_text::field(ui, &text("review-reason"), &hint, reason, wide);
    let entered = first_field(ui, &response, reason.is_empty());
    let ready = !reason.trim().is_empty() && !view.state.review.busy;
    if entered && ready {
        commands.push(Command::Review(AtReview::Go));
    }
    go_or_cancel(ui, view, text("review-send-back"), ready, commands);
}

fn correct(
    ui: &mut Ui,
    view: &View,
    item: &Item,
    correcting: &mut Correcting,
    commands: &mut Vec<Command>,
) {
    ui.label(theme::bold(text("review-correct-title"), 24.0));
    let words = [
        ("drug", item.line.drug.as_str().into()),
        ("count", item.line.quantity.into()),
    ];
    ui.label(soft(ui, text_with("review-correct-now", words)));
    let wide = ui.available_width() - 24.0;
    let mut sought = correcting.words.clone();
    let hint = text("review-seek-hint");
    let response = field(ui, &text("review-seek"), &hint, &mut sought, wide);
    first_field(ui, &response, sought.is_empty());
    if sought != correcting.words {
        commands.push(Command::Review(AtReview::Seek(sought)));
    }
    let height = (ui.ctx().content_rect().height() - 560.0).clamp(170.0, 420.0);
    ScrollArea::vertical()
        .max_height(height)
        .auto_shrink([false, true])
        .show(ui, |ui| choices(ui, view, item, correcting));
    if correcting.to != Some(CorrectTo::Withdrawn) {
        ui.horizontal(|ui| {
            stepper(ui, Counted::Correction, correcting.quantity, commands);
        });
    }
    let reason = &mut correcting.reason;
    free_text::field(
        ui,
        &text("review-reason"),
        &text("review-correct-hint"),
        reason,
        wide,
    );
    let said = !correcting.reason.trim().is_empty();
    let ready = said && correcting.to.is_some() && !view.state.review.busy;
    go_or_cancel(ui, view, text("review-correct-go"), ready, commands);
}

/// What it may be after all: what was chosen, and what was looked for, else what the model put forward.
fn choices(ui: &mut Ui, view: &View, item: &Item, correcting: &mut Correcting) {
    let mut to = correcting.to;
    let mut row = |ui: &mut Ui, each: CorrectTo, words: &str| {
        let id = Id::unique(("correct_to", format!("{each:?}")));
        let shown = pick_row(ui, id, words, to == Some(each), CONTROL_HEIGHT, |ui| {
            // The row itself is named; its words are no second name beside it.
            let color = theme::palette(ui).text;
            let place = ui.max_rect().left_center();
            let painter = ui.painter();
            painter.text(
                place,
                Align2::LEFT_CENTER,
                words,
                FontId::proportional(18.0),
                color,
            );
        });
        if shown.clicked() {
            to = Some(each);
        }
    };
    let offered: Vec<ProductId> = if correcting.words.trim().is_empty() {
        let said = item.listed.row.disposal.suggestion.iter();
        let products = said
            .flat_map(|said| &said.candidates)
            .flat_map(|candidate| &candidate.products);
        products
            .filter_map(|product| {
                Some(ProductId {
                    ndc11: product.ndc11.parse().ok()?,
                    part: product.part,
                })
            })
            .collect()
    } else {
        correcting.found.clone()
    };
    // Nobody records what nobody sees: what was chosen stays in sight, whatever is looked for now.
    let chosen = match correcting.to {
        Some(CorrectTo::Product(id)) if !offered.contains(&id) => Some(id),
        _ => None,
    };
    for id in chosen.into_iter().chain(offered) {
        if let Some(product) = view.station.catalog().get(id) {
            row(ui, CorrectTo::Product(id), &candidates::full_name(product));
        }
    }
    row(ui, CorrectTo::Unidentified, &text("review-to-unidentified"));
    row(ui, CorrectTo::Withdrawn, &text("review-to-withdrawn"));
    correcting.to = to;
}

fn prove(
    ui: &mut Ui,
    view: &View,
    secret: &mut zeroize::Zeroizing<String>,
    problem: Option<&str>,
    commands: &mut Vec<Command>,
) {
    let who = view
        .state
        .signed_in
        .as_ref()
        .map(|account| account.name.as_str());
    let title = text_with(
        "review-prove-title",
        [("who", who.unwrap_or_default().into())],
    );
    ui.label(theme::bold(title, 24.0));
    ui.label(soft(ui, text("review-prove-how")));
    let response = secret_field(ui, &text("secret"), secret, 320.0);
    let entered = first_field(ui, &response, secret.is_empty());
    if let Some(problem) = problem {
        warn(ui, problem);
    }
    let ready = !secret.is_empty() && !view.state.review.busy;
    if entered && ready {
        commands.push(Command::Review(AtReview::Go));
    }
    ui.add_space(GAP);
    ui.horizontal(|ui| {
        let sign = Button::new(text("review-sign"))
            .icon(Icon::Lock)
            .weight(Weight::Primary);
        if sign.enabled(ready).show(ui).clicked() {
            commands.push(Command::Review(AtReview::Go));
        }
        let cancel = Button::new(text("cancel")).enabled(!view.state.review.busy);
        if cancel.show(ui).clicked() {
            commands.push(Command::Review(AtReview::Cancel));
        }
    });
}
