//! The sign-in screen: who, and a keypad for gloved hands. Also what a locked window shows.

use eframe::egui::{self, Align, Key, Layout, Response, ScrollArea, Ui};
use zeroize::Zeroizing;

use super::{AtGate, Away, SignIn};
use crate::people::Account;
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::in_view::take_cursor;
use crate::ui::kit::keypad::{self, PAD};
use crate::ui::kit::theme::{self, GAP, PRIMARY_HEIGHT};
use crate::ui::kit::widgets::{Button, Weight, card, edit, pick_row, soft, warn};
use crate::ui::words::strings::{text, text_with};

pub fn show(ui: &mut Ui, view: &View, sign_in: &SignIn, commands: &mut Vec<Command>) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            let left = (ui.available_width() - PAD - 80.0).clamp(360.0, 620.0);
            // In the middle of a wide window.
            ui.add_space((ui.available_width() - left - PAD - 80.0).max(0.0) / 2.0);
            ui.vertical(|ui| {
                ui.set_width(left);
                let title = match sign_in.away {
                    Away::Idle => "locked-title",
                    Away::SignedOut => "sign-in-title",
                };
                ui.label(theme::bold(text(title), 28.0));
                let lead = if view.state.tray.is_some() {
                    "locked-nothing-lost"
                } else {
                    "sign-in-lead"
                };
                ui.label(soft(ui, text(lead)));
                ui.add_space(GAP);
                people(ui, view, sign_in, commands);
                let forgot = Button::new(text("sign-in-forgot")).icon(Icon::Question);
                if forgot.show(ui).clicked() {
                    commands.push(Command::Gate(AtGate::Forgot));
                }
            });
            ui.add_space(24.0);
            card(ui, |ui| {
                ui.vertical(|ui| {
                    ui.set_width(PAD);
                    prove(ui, sign_in, commands);
                });
            });
        });
    });
}

fn prove(ui: &mut Ui, sign_in: &SignIn, commands: &mut Vec<Command>) {
    let words = match (sign_in.busy, sign_in.who) {
        (true, _) => text("sign-in-checking"),
        (false, None) => text("sign-in-choose"),
        (false, Some(_)) => text("sign-in"),
    };
    let pressed = keypad(ui, sign_in, words);
    if let Some(typed) = pressed.typed {
        commands.push(Command::Gate(AtGate::Type(typed)));
    }
    if pressed.go {
        commands.push(Command::Gate(AtGate::SignIn));
    }
}

fn people(ui: &mut Ui, view: &View, sign_in: &SignIn, commands: &mut Vec<Command>) {
    let here = view.state.accounts.iter();
    for account in here.filter(|account| !account.disabled) {
        if person(ui, account, sign_in.who == Some(account.id)).clicked() {
            commands.push(Command::Gate(AtGate::Choose(account.id)));
        }
        ui.add_space(GAP);
    }
}

/// A row that stands for somebody.
pub fn person(ui: &mut Ui, account: &Account, chosen: bool) -> Response {
    let role = text(role_key(account.role));
    let name = text_with(
        "sign-in-person",
        [
            ("name", account.name.as_str().into()),
            ("role", role.as_str().into()),
        ],
    );
    let id = ui.scope_id().with(("person", account.id));
    pick_row(ui, id, &name, chosen, PRIMARY_HEIGHT, |ui| {
        ui.label(theme::bold(account.name.as_str(), 20.0));
        ui.label(soft(ui, role));
    })
}

/// The words for a role.
pub fn role_key(role: crate::people::Role) -> &'static str {
    use crate::people::Role;
    match role {
        Role::Operator => "role-operator",
        Role::Pharmacist => "role-pharmacist",
        Role::Administrator => "role-administrator",
        Role::Auditor => "role-auditor",
    }
}

/// What was done with the keypad since the last frame.
pub struct Pressed {
    /// What now stands in the field, where that changed.
    pub typed: Option<Zeroizing<String>>,
    pub go: bool,
}

/// Field and keys for the secret of whoever `sign_in` names; `words` stand on the last button.
pub fn keypad(ui: &mut Ui, sign_in: &SignIn, words: String) -> Pressed {
    let mut typed = sign_in.secret.clone();
    let field = secret_field(ui, &text("secret"), &mut typed, PAD);
    let mut changed = field.changed();
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    // Whoever types need not point at the field first.
    if sign_in.who.is_some() && !entered {
        take_cursor(&field);
    }
    if let Some(problem) = &sign_in.problem {
        warn(ui, problem);
    }
    ui.add_space(GAP);
    changed |= keypad::keys(ui, &mut typed);
    let ready = sign_in.who.is_some() && !typed.is_empty() && !sign_in.busy;
    let go = Button::new(words)
        .icon(Icon::Lock)
        .weight(Weight::Primary)
        .enabled(ready)
        .width(PAD);
    Pressed {
        go: go.show(ui).clicked() || (entered && ready),
        typed: changed.then_some(typed),
    }
}

/// A field that shows no letter of what is typed; the label above it is its accessible name.
pub fn secret_field(
    ui: &mut Ui,
    label: &str,
    value: &mut Zeroizing<String>,
    width: f32,
) -> egui::Response {
    ui.with_layout(Layout::top_down(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let name = ui.label(soft(ui, label));
        edit(ui, value, "", width, true).labelled_by(name.id)
    })
    .inner
}
