//! The way back in for an administrator who forgot their PIN: the recovery code at the gate.

use eframe::egui::{Id, ScrollArea, Ui};
use zeroize::Zeroizing;

use super::sign_in::secret_field;
use super::{AtGate, Away, Gate};
use crate::ledger::AccountId;
use crate::people::{Account, RecoveryCode, Role, Secret};
use crate::ui::app::{App, View};
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, GAP, PRIMARY_HEIGHT};
use crate::ui::kit::widgets::{
    Button, Weight, card, columns, field, forget_undo, pick_row, soft, warn,
};
use crate::ui::words::strings::text;
use crate::ui::words::told::told;

/// What is typed for it.
#[derive(Clone, Default)]
pub struct Recovery {
    pub who: Option<AccountId>,
    pub code: Zeroizing<String>,
    pub secret: Zeroizing<String>,
    pub again: Zeroizing<String>,
    pub problem: Option<String>,
    pub busy: bool,
    /// As [`super::SignIn::away`], for the way back.
    pub away: Away,
}

impl App {
    /// Tries the recovery code; the one that takes its place is shown once.
    pub(in crate::ui) fn recover(&mut self) {
        let Gate::Recover(recovery) = &mut self.state.gate else {
            return;
        };
        let Some(who) = recovery.who.filter(|_| !recovery.busy) else {
            return;
        };
        if *recovery.secret != *recovery.again {
            recovery.problem = Some(text("setup-not-the-same"));
            return;
        }
        recovery.problem = None;
        recovery.busy = true;
        let code = RecoveryCode::typed(&recovery.code);
        let secret = Secret::new(recovery.secret.as_str());
        let taken = self.ask(
            move |station| {
                let next = station.recover_by_code(who, &code, &secret);
                next.map(|code| code.shown())
            },
            |app, done| match (done, &mut app.state.gate) {
                (Ok(code), _) => {
                    app.state.accounts = app.station.known_accounts();
                    app.state.gate = Gate::Code(code);
                }
                (Err(error), Gate::Recover(recovery)) => {
                    recovery.busy = false;
                    recovery.problem = Some(told(&error));
                }
                (Err(error), _) => app.state.warn(told(&error)),
            },
        );
        if let Gate::Recover(recovery) = &mut self.state.gate {
            recovery.busy = taken;
        }
    }
}

/// Whoever forgot it on the left, code and new secret on the right.
pub fn show(ui: &mut Ui, view: &View, recovery: &Recovery, commands: &mut Vec<Command>) {
    let mut next = recovery.clone();
    let mut changed = false;
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width().min(1240.0));
        ui.label(theme::bold(text("recover-title"), 28.0));
        ui.label(text("recover-others"));
        ui.spacing_mut().item_spacing.x = 24.0;
        columns(ui, 2, |ui, place| {
            if place == 0 {
                changed |= who(ui, view, recovery, &mut next, commands);
            } else {
                card(ui, |ui| {
                    changed |= secrets(ui, recovery, &mut next, commands);
                });
            }
        });
    });
    if changed {
        commands.push(Command::Gate(AtGate::FillRecovery(next)));
    }
}

/// Whose secret it is; whether another was chosen.
fn who(
    ui: &mut Ui,
    view: &View,
    recovery: &Recovery,
    next: &mut Recovery,
    commands: &mut Vec<Command>,
) -> bool {
    let mut changed = false;
    ui.label(soft(ui, text("recover-who")));
    let may = |account: &&Account| account.role == Role::Administrator;
    for account in view.state.accounts.iter().filter(may) {
        let chosen = recovery.who == Some(account.id);
        let id = Id::unique(("recover", account.id));
        let row = pick_row(ui, id, &account.name, chosen, PRIMARY_HEIGHT, |ui| {
            ui.label(theme::bold(account.name.as_str(), 20.0));
        });
        if row.clicked() {
            next.who = Some(account.id);
            changed = true;
        }
        ui.add_space(GAP);
    }
    let back = Button::new(text("back")).icon(Icon::Back);
    if back.enabled(!recovery.busy).show(ui).clicked() {
        commands.push(Command::Gate(AtGate::BackToSignIn));
    }
    changed
}

/// The recovery code and the new secret; whether anything was typed.
fn secrets(
    ui: &mut Ui,
    recovery: &Recovery,
    next: &mut Recovery,
    commands: &mut Vec<Command>,
) -> bool {
    let width = ui.available_width() - 28.0;
    // In sight: nobody types 24 letters blind, and it is worth nothing afterwards.
    let code = field(ui, &text("recover-code"), "", &mut next.code, width);
    forget_undo(&code);
    let mut changed = code.changed();
    for (key, value) in [
        ("staff-secret", &mut next.secret),
        ("setup-again", &mut next.again),
    ] {
        changed |= secret_field(ui, &text(key), value, width).changed();
    }
    if let Some(problem) = &recovery.problem {
        warn(ui, problem);
    }
    ui.add_space(GAP);
    let ready =
        next.who.is_some() && !next.code.is_empty() && !next.secret.is_empty() && !recovery.busy;
    let words = if recovery.busy {
        text("sign-in-checking")
    } else {
        text("recover-go")
    };
    let go = Button::new(words)
        .icon(Icon::Lock)
        .weight(Weight::Primary)
        .enabled(ready);
    if go.width(ui.available_width()).show(ui).clicked() {
        commands.push(Command::Gate(AtGate::Recover));
    }
    changed
}
