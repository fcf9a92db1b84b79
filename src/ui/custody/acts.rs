//! The steps that a person may begin on a page, and the law behind those that a site does not have.

use eframe::egui::{self, Margin, Ui};

use super::AtCustody;
use super::slots::sheet_of;
use crate::custody::Step;
use crate::station::Law;
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme;
use crate::ui::kit::widgets::{Button, Weight, refused, soft};
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::said;

/// One button a step, then what this kind of site does not have, with the law.
///
/// `ready` says whether a step can be begun as things stand.
pub fn column(
    ui: &mut Ui,
    view: &View,
    belongs: impl Fn(Step) -> bool,
    ready: impl Fn(Step) -> bool,
    commands: &mut Vec<Command>,
) {
    let mode = view.station.site_mode();
    let mut missing: Vec<(Law, Vec<String>)> = Vec::new();
    let mut refusal = None;
    let steps: Vec<Step> = Step::ALL
        .into_iter()
        .filter(|step| belongs(*step))
        .collect();
    let here = steps.iter().filter(|step| mode.rule_on(**step).is_ok());
    let wide = here.map(|step| Button::new(title(*step)).wide(ui));
    let width = wide.fold(ui.available_width(), f32::max);
    for step in steps {
        if let Err(law) = mode.rule_on(step) {
            match missing.iter_mut().find(|(known, _)| *known == law) {
                Some((_, steps)) => steps.push(title(step)),
                None => missing.push((law, vec![title(step)])),
            }
            continue;
        }
        let offered = view.station.offers(mode.action(step));
        let begun = view
            .state
            .custody
            .forms
            .get(&step)
            .is_some_and(super::Form::is_begun);
        let weight = if begun { Weight::Chosen } else { Weight::Plain };
        let button = Button::new(title(step))
            .weight(weight)
            .width(width)
            .enabled(offered.is_ok() && ready(step));
        if button.show(ui).clicked() {
            commands.push(begin(step));
        }
        refusal = refusal.or(offered.err());
    }
    if let Some(refusal) = refusal {
        refused(ui, &refusal);
    }
    if missing.is_empty() {
        return;
    }
    ui.add_space(theme::GAP);
    ui.label(soft(ui, text("acts-not-here")));
    for (law, steps) in missing {
        let words = text_with(
            "acts-law",
            [
                ("steps", steps.join(", ").into()),
                ("text", said(law.text).into()),
                ("citation", law.citation.into()),
            ],
        );
        ui.label(soft(ui, words));
    }
}

/// Opens the form of `step`.
fn begin(step: Step) -> Command {
    Command::Custody(AtCustody::Begin(step, None))
}

/// The words on the button of `step`.
pub fn title(step: Step) -> String {
    text(sheet_of(step).title)
}

/// The whole page is not for this kind of site.
pub fn not_here(ui: &mut Ui, law: Law) {
    let tone = theme::palette(ui).neutral;
    tone.frame(1.5)
        .inner_margin(Margin::same(16))
        .show(ui, |ui| {
            ui.set_width((ui.available_width() - 32.0).min(860.0));
            ui.horizontal(|ui| {
                let (rect, _) =
                    ui.allocate_exact_size(egui::vec2(24.0, 24.0), egui::Sense::hover());
                Icon::Lock.paint(ui.painter(), rect, tone.line);
                ui.label(theme::bold(text("acts-not-here"), 20.0).color(tone.words));
            });
            ui.label(egui::RichText::new(said(law.text)).color(tone.words));
            ui.label(egui::RichText::new(said(law.citation)).color(tone.words));
        });
}
