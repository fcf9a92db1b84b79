//! The first start: try it, or set up the site and make its administrator.

use eframe::egui::{Id, Response, ScrollArea, Ui};

use super::sign_in::secret_field;
use super::{AtGate, Setup};
use crate::ledger::Site;
use crate::station::{Needed, SiteMode};
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::in_view::take_cursor;
use crate::ui::kit::theme::{self, GAP};
use crate::ui::kit::widgets::{Button, Weight, card, columns, field, pick_row, soft, warn};
use crate::ui::tour;
use crate::ui::words::strings::text;
use crate::ui::words::told::said;

/// Two ways on; trying is there for `RESEARCH` alone.
pub fn welcome(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let width = ui.available_width().min(860.0);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(width);
        ui.label(theme::bold(text("welcome-title"), 30.0));
        card(ui, |ui| {
            ui.set_min_width(width - 32.0);
            ui.label(theme::bold(text("welcome-site-title"), 20.0));
            ui.label(soft(ui, text("welcome-site")));
            // The keyboard begins here and not at the header, which is drawn first.
            take_cursor(&to_setup(ui, commands));
        });
        ui.add_space(GAP);
        if view.station.site_mode() != SiteMode::Research {
            ui.label(soft(ui, text("welcome-needs-accounts")));
            return;
        }
        card(ui, |ui| {
            ui.set_min_width(width - 32.0);
            ui.label(theme::bold(text("welcome-try-title"), 20.0));
            ui.label(soft(ui, text("welcome-try")));
            let try_it = Button::new(text("welcome-try-go")).icon(Icon::Pill);
            if try_it.tall().width(360.0).show(ui).clicked() {
                commands.push(Command::Gate(AtGate::JustTry));
            }
        });
    });
}

/// The way to [`setup`].
pub fn to_setup(ui: &mut Ui, commands: &mut Vec<Command>) -> Response {
    let go = Button::new(text("welcome-site-go"))
        .icon(Icon::Lock)
        .weight(Weight::Primary);
    let go = go.width(360.0).show(ui);
    if go.clicked() {
        commands.push(Command::Gate(AtGate::SetUp));
    }
    go
}

/// The administrator on the left, the kind of site on the right.
pub fn setup(ui: &mut Ui, setup: &Setup, commands: &mut Vec<Command>) {
    let mut filled = setup.clone();
    let mut changed = false;
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.label(soft(ui, tour::form_step(1)));
        ui.label(theme::bold(text("setup-title"), 28.0));
        ui.spacing_mut().item_spacing.x = 32.0;
        columns(ui, 2, |ui, place| {
            if place == 0 {
                changed |= about_person(ui, &mut filled);
                actions(ui, setup, commands);
            } else {
                changed |= about_site(ui, &mut filled.site);
            }
        });
    });
    if changed {
        commands.push(Command::Gate(AtGate::Fill(Box::new(filled))));
    }
}

fn about_person(ui: &mut Ui, setup: &mut Setup) -> bool {
    let width = ui.available_width().min(440.0);
    ui.label(theme::bold(text("setup-person"), 20.0));
    ui.label(soft(ui, text("setup-person-lead")));
    let mut changed = field(ui, &text("setup-name"), "", &mut setup.name, width).changed();
    changed |= secret_field(ui, &text("setup-secret"), &mut setup.secret, width).changed();
    changed |= secret_field(ui, &text("setup-again"), &mut setup.again, width).changed();
    let label = text("setup-officer");
    changed | field(ui, &label, "", &mut setup.officer, width).changed()
}

fn actions(ui: &mut Ui, setup: &Setup, commands: &mut Vec<Command>) {
    if let Some(problem) = &setup.problem {
        warn(ui, problem);
    }
    ui.add_space(GAP);
    let go = Button::new(text("setup-go"))
        .icon(Icon::Check)
        .weight(Weight::Primary)
        .enabled(!setup.busy && !setup.name.trim().is_empty() && !setup.secret.is_empty());
    if go.show(ui).clicked() {
        commands.push(Command::Gate(AtGate::Found));
    }
    ui.add_space(GAP);
    if Button::new(text("back"))
        .icon(Icon::Back)
        .show(ui)
        .clicked()
    {
        commands.push(Command::Gate(AtGate::LeaveSetup));
    }
}

/// The fields of a site that its mode asks for, and the mode; whether anything was changed.
pub fn about_site(ui: &mut Ui, site: &mut Site) -> bool {
    let width = ui.available_width() - 28.0;
    ui.label(theme::bold(text("setup-site"), 20.0));
    let name = field(ui, &text("setup-site-name"), "", &mut site.name, width);
    let mut changed = name.changed();
    let mode = SiteMode::of_code(&site.mode).unwrap_or_default();
    for (needed, label, value) in [
        (Needed::Agency, "setup-agency", &mut site.agency),
        (Needed::OfficerId, "setup-officer-id", &mut site.officer_id),
        (
            Needed::OverseeingOfficer,
            "setup-overseeing-officer",
            &mut site.overseeing_officer,
        ),
    ] {
        if mode.rule().needed.contains(&needed) {
            changed |= field(ui, &text(label), "", value, width).changed();
        }
    }
    ui.label(soft(ui, text("setup-mode")));
    for mode in SiteMode::ALL {
        let (code, rule) = (mode.code(), mode.rule());
        let title = said(rule.title);
        let chosen = site.mode == code;
        let row = pick_row(
            ui,
            Id::unique(("mode", code)),
            &format!("{code}: {title}"),
            chosen,
            52.0,
            |ui| {
                ui.label(theme::bold(&title, 17.0));
            },
        );
        if chosen {
            ui.label(soft(ui, said(rule.text)));
            ui.label(soft(ui, said(rule.citation)));
        }
        if row.clicked() {
            code.clone_into(&mut site.mode);
            changed = true;
        }
        ui.add_space(4.0);
    }
    changed
}

/// The recovery code, the one time that it is shown; as a step of the set-up while that lasts.
pub fn code(ui: &mut Ui, view: &View, code: &str, commands: &mut Vec<Command>) {
    if view.state.tour.is_some() {
        ui.label(soft(ui, tour::form_step(2)));
    }
    ui.label(theme::bold(text("code-title"), 28.0));
    ui.label(text("code-lead"));
    card(ui, |ui| {
        ui.label(theme::bold(code, 34.0));
    });
    ui.label(soft(ui, text("code-what-for")));
    ui.add_space(GAP);
    let go = Button::new(text("code-go"))
        .icon(Icon::Check)
        .weight(Weight::Primary);
    if go.show(ui).clicked() {
        commands.push(Command::Gate(AtGate::CodeIsWritten));
    }
}
