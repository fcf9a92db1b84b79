//! Everybody who has an account: who they are, and what an administrator does about it.

use eframe::egui::{Align, Id, Layout, ScrollArea, Ui, vec2};

use super::{AtStaff, Form, filled, go, is_typed, new_secret};
use crate::people::{Account, Action, Role};
use crate::station::SiteMode;
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::gate::sign_in::role_key;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, GAP};
use crate::ui::kit::widgets::{Button, Weight, card, field, pick_row, refused, soft};
use crate::ui::words::strings::{text, text_with};

pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    if let Err(refusal) = view.station.offers(Action::ManagePeople) {
        refused(ui, &refusal);
        return;
    }
    let (height, layout) = (ui.available_height(), Layout::top_down(Align::Min));
    ui.horizontal_top(|ui| {
        let list = vec2(ui.available_width() * 0.52, height);
        ui.allocate_ui_with_layout(list, layout, |ui| {
            ui.set_width(list.x);
            ui.horizontal_wrapped(|ui| {
                let add = Button::new(text("staff-add")).icon(Icon::Plus);
                if add.show(ui).clicked() {
                    commands.push(Command::Staff(AtStaff::Choose(None)));
                }
                let code = Button::new(text("staff-code")).icon(Icon::Lock);
                if code.enabled(!view.state.staff.busy).show(ui).clicked() {
                    commands.push(Command::Staff(AtStaff::MakeCode));
                }
            });
            ScrollArea::vertical()
                .id_salt("accounts")
                .auto_shrink(false)
                .show(ui, |ui| {
                    for account in &view.state.accounts {
                        row(ui, view, account, commands);
                        ui.add_space(GAP);
                    }
                });
        });
        ui.add_space(GAP);
        let rest = vec2(ui.available_width(), height);
        ui.allocate_ui_with_layout(rest, layout, |ui| {
            ui.set_width(rest.x);
            ScrollArea::vertical()
                .id_salt("account")
                .auto_shrink(false)
                .show(ui, |ui| {
                    card(ui, |ui| {
                        ui.set_min_width(ui.available_width());
                        account_in_hand(ui, view, commands);
                    });
                });
        });
    });
}

/// What is known about somebody, in one line.
fn state_of(view: &View, account: &Account) -> String {
    let mut words = vec![text(role_key(account.role))];
    if let Some(number) = &account.officer {
        let number = number.as_str().into();
        words.push(text_with("staff-officer", [("number", number)]));
    }
    if account.of_collector {
        words.push(text("staff-of-collector"));
    }
    if account.disabled {
        words.push(text("staff-disabled"));
    }
    let now = view.station.now();
    if let Some(until) = view
        .state
        .staff
        .locked
        .get(&account.id)
        .filter(|until| **until > now)
    {
        words.push(text_with("staff-locked", [("until", until.clock().into())]));
    }
    words.join(", ")
}

fn row(ui: &mut Ui, view: &View, account: &Account, commands: &mut Vec<Command>) {
    let state = state_of(view, account);
    let name = format!("{}, {state}", account.name);
    let chosen = view.state.staff.chosen == Some(account.id);
    let id = Id::unique(("account", account.id));
    let picked = pick_row(ui, id, &name, chosen, 64.0, |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(theme::bold(account.name.as_str(), 19.0));
            ui.label(soft(ui, state));
        });
    });
    if picked.clicked() {
        commands.push(Command::Staff(AtStaff::Choose(Some(account.id))));
    }
}

fn account_in_hand(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let desk = &view.state.staff;
    let mut form = desk.form.clone();
    let width = ui.available_width() - 28.0;
    let chosen = view.state.accounts.iter();
    let chosen = chosen
        .clone()
        .find(|account| Some(account.id) == desk.chosen);
    if let Some(account) = chosen {
        ui.label(theme::bold(account.name.as_str(), 22.0));
        ui.label(soft(ui, state_of(view, account)));
        ui.label(soft(ui, text("staff-role")));
        if let Some(role) = roles(ui, account.role) {
            commands.push(Command::Staff(AtStaff::SetRole(account.id, role)));
        }
        if view.station.site_mode() == SiteMode::Ltcf {
            ui.label(soft(ui, text("staff-collector")));
            if let Some(is) = of_collector(ui, account.of_collector) {
                commands.push(Command::Staff(AtStaff::SetOfCollector(account.id, is)));
            }
        }
        ui.separator();
        if account.disabled {
            ui.label(soft(ui, text("staff-disabled-lead")));
        } else {
            ui.label(soft(ui, text("staff-disable-lead")));
            let disable = Button::new(text("staff-disable")).icon(Icon::Cross);
            if disable.show(ui).clicked() {
                commands.push(Command::Staff(AtStaff::Disable(account.id)));
            }
        }
        ui.separator();
        ui.label(soft(ui, text("staff-give-lead")));
        new_secret(ui, &mut form, width);
        if go(ui, view, "staff-give", is_typed(&form)) {
            commands.push(Command::Staff(AtStaff::GiveSecret(account.id)));
        }
        ui.separator();
        let known = account.officer.as_deref().unwrap_or_default();
        officer(ui, &mut form, known, width);
        let typed = form.officer.as_deref().map(str::trim);
        let is_new = typed.is_some_and(|typed| typed != known);
        let set = Button::new(text("staff-officer-go")).icon(Icon::Check);
        if set.enabled(is_new && !desk.busy).show(ui).clicked() {
            commands.push(Command::Staff(AtStaff::SetOfficer(account.id)));
        }
    } else {
        ui.label(theme::bold(text("staff-add"), 22.0));
        ui.label(soft(ui, text("staff-strength")));
        field(ui, &text("staff-name"), "", &mut form.name, width);
        ui.label(soft(ui, text("staff-role")));
        if let Some(role) = roles(ui, form.role.unwrap_or(Role::Operator)) {
            form.role = Some(role);
        }
        officer(ui, &mut form, "", width);
        new_secret(ui, &mut form, width);
        ui.add_space(GAP);
        let ready = is_typed(&form) && !form.name.trim().is_empty();
        if go(ui, view, "staff-add-go", ready) {
            commands.push(Command::Staff(AtStaff::Add));
        }
    }
    filled(&desk.form, form, commands);
}

/// The field for an officer's number, with the one on record until another is typed.
fn officer(ui: &mut Ui, form: &mut Form, known: &str, width: f32) {
    let mut number = form.officer.clone().unwrap_or_else(|| known.to_owned());
    let (label, hint) = (text("setup-officer"), text("staff-officer-none"));
    if field(ui, &label, &hint, &mut number, width).changed() {
        form.officer = Some(number);
    }
}

/// Another role, where one was chosen.
fn roles(ui: &mut Ui, now: Role) -> Option<Role> {
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        for role in Role::ALL {
            let weight = if role == now {
                Weight::Chosen
            } else {
                Weight::Plain
            };
            let button = Button::new(text(role_key(role))).weight(weight);
            if button.show(ui).clicked() && role != now {
                chosen = Some(role);
            }
        }
    });
    chosen
}

/// The other answer, where it was chosen.
fn of_collector(ui: &mut Ui, now: bool) -> Option<bool> {
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        for (words, is) in [("staff-collector-yes", true), ("staff-collector-no", false)] {
            let weight = if is == now {
                Weight::Chosen
            } else {
                Weight::Plain
            };
            let button = Button::new(text(words)).weight(weight);
            if button.show(ui).clicked() && is != now {
                chosen = Some(is);
            }
        }
    });
    chosen
}
