//! The sign-in screen: who, and a keypad for gloved hands. Also what a locked window shows.

use eframe::egui::{self, Align, Id, Key, Layout, Margin, ScrollArea, Ui, accesskit::Live, vec2};
use zeroize::Zeroizing;

use super::app::View;
use super::commands::Command;
use super::gate::{AtGate, SignIn};
use super::icons::Icon;
use super::strings::{text, text_with};
use super::theme::{self, GAP, PRIMARY_HEIGHT};
use super::widgets::{Button, Weight, card, focus_ring, pick_row, soft};

/// Width of the keypad: three keys and the gaps between them.
const PAD: f32 = 3.0 * 104.0 + 2.0 * GAP;

pub fn show(ui: &mut Ui, view: &View, sign_in: &SignIn, commands: &mut Vec<Command>) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            let left = (ui.available_width() - PAD - 80.0).clamp(360.0, 620.0);
            ui.vertical(|ui| {
                ui.set_width(left);
                let title = if sign_in.idle {
                    "locked-title"
                } else {
                    "sign-in-title"
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
            });
            ui.add_space(24.0);
            card(ui, |ui| {
                ui.vertical(|ui| {
                    ui.set_width(PAD);
                    keypad(ui, sign_in, commands);
                });
            });
        });
    });
}

fn people(ui: &mut Ui, view: &View, sign_in: &SignIn, commands: &mut Vec<Command>) {
    for account in view
        .state
        .accounts
        .iter()
        .filter(|account| !account.disabled)
    {
        let name = text_with(
            "sign-in-person",
            [
                ("name", account.name.as_str().into()),
                ("role", text(role_key(account.role)).into()),
            ],
        );
        let chosen = sign_in.who == Some(account.id);
        let id = Id::unique(("person", account.id));
        let row = pick_row(ui, id, &name, chosen, PRIMARY_HEIGHT, |ui| {
            ui.label(theme::bold(account.name.as_str(), 20.0));
            ui.label(soft(ui, text(role_key(account.role))));
        });
        if row.clicked() {
            commands.push(Command::Gate(AtGate::Choose(account.id)));
        }
        ui.add_space(GAP);
    }
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

fn keypad(ui: &mut Ui, sign_in: &SignIn, commands: &mut Vec<Command>) {
    let mut typed = sign_in.secret.clone();
    let mut changed = false;
    let field = secret_field(ui, &text("secret"), &mut typed, PAD);
    changed |= field.changed();
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if let Some(problem) = &sign_in.problem {
        let tone = theme::palette(ui).unknown;
        let shown = ui.label(egui::RichText::new(problem).color(tone.line));
        ui.ctx()
            .accesskit_node_builder(shown.id, |node| node.set_live(Live::Assertive));
    }
    ui.add_space(GAP);
    for keys in [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]] {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for key in keys {
                changed |= digit(ui, key, &mut typed);
            }
        });
        ui.add_space(GAP);
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        if Button::new(text("keypad-clear"))
            .tall()
            .width(104.0)
            .show(ui)
            .clicked()
        {
            typed = Zeroizing::default();
            changed = true;
        }
        changed |= digit(ui, "0", &mut typed);
        if Button::new(text("keypad-delete"))
            .tall()
            .width(104.0)
            .show(ui)
            .clicked()
        {
            typed.pop();
            changed = true;
        }
    });
    ui.add_space(GAP);
    let ready = sign_in.who.is_some() && !typed.is_empty() && !sign_in.busy;
    let words = match (sign_in.busy, sign_in.who) {
        (true, _) => text("sign-in-checking"),
        (false, None) => text("sign-in-choose"),
        (false, Some(_)) => text("sign-in"),
    };
    let go = Button::new(words)
        .icon(Icon::Lock)
        .weight(Weight::Primary)
        .enabled(ready)
        .tall()
        .width(PAD);
    if changed {
        commands.push(Command::Gate(AtGate::Type(typed)));
    }
    if go.show(ui).clicked() || (entered && ready) {
        commands.push(Command::Gate(AtGate::SignIn));
    }
}

fn digit(ui: &mut Ui, key: &str, typed: &mut Zeroizing<String>) -> bool {
    let pressed = Button::new(key).tall().width(104.0).show(ui).clicked();
    if pressed {
        typed.push_str(key);
    }
    pressed
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
        let edit = egui::TextEdit::singleline(&mut **value)
            .password(true)
            .desired_width(width)
            .min_size(vec2(width, theme::CONTROL_HEIGHT))
            .margin(Margin::symmetric(12, 8));
        let response = ui.add(edit).labelled_by(name.id);
        focus_ring(ui, &response);
        response
    })
    .inner
}
