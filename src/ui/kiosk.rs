//! The window of a kiosk: it fills the screen, and only an administrator leaves it.
//!
//! What the window system itself allows (another virtual terminal, a key of its own) is not in this
//! window's hands; `docs/kiosk.md` says how to lock that down.

use eframe::egui::{self, ScrollArea, Ui, ViewportCommand};
use zeroize::Zeroizing;

use super::app::{App, View};
use super::commands::Command;
use super::gate::SignIn;
use super::gate::sign_in::{keypad, person};
use super::kit::dialog;
use super::kit::icons::Icon;
use super::kit::keypad::PAD;
use super::kit::theme::{self, GAP};
use super::kit::widgets::{Button, soft};
use super::state::State;
use super::words::strings::text;
use super::words::told::told;
use crate::ledger::AccountId;
use crate::people::{Account, Action, Secret};
use crate::station::Station;

/// What is asked for by whoever wants to leave.
#[derive(Clone)]
pub enum AtKiosk {
    Choose(AccountId),
    Type(Zeroizing<String>),
    Leave,
    Stay,
}

impl std::fmt::Debug for AtKiosk {
    /// Without what was typed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AtKiosk")
    }
}

impl App {
    /// Keeps the window where it is, whoever asks it to close.
    pub(super) fn mind_kiosk(&mut self, ctx: &egui::Context) {
        if !self.state.kiosk || self.is_let_out {
            return;
        }
        let (closes, full) = ctx.input(|input| {
            let viewport = input.viewport();
            (viewport.close_requested(), viewport.fullscreen)
        });
        if full == Some(false) {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
        }
        if closes {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            if self.state.leaving.is_none() {
                self.mind_leaver(ctx);
            }
        }
    }

    /// Asks an administrator. Where none is known, one may have got an account since: the record says.
    fn mind_leaver(&mut self, ctx: &egui::Context) {
        if leavers(&self.state).next().is_some() {
            return self.ask_to_leave_kiosk();
        }
        let ctx = ctx.clone();
        let _taken = self.ask(Station::accounts, move |app, read| {
            if let Ok(accounts) = read {
                app.know_accounts(accounts);
            }
            if leavers(&app.state).next().is_some() {
                app.ask_to_leave_kiosk();
            } else {
                // There is nobody who could be asked.
                app.let_out(&ctx);
            }
        });
    }

    fn let_out(&mut self, ctx: &egui::Context) {
        self.is_let_out = true;
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }

    fn ask_to_leave_kiosk(&mut self) {
        let mut leavers = leavers(&self.state);
        let who = match (leavers.next(), leavers.next()) {
            (Some(only), None) => Some(only.id),
            _ => None,
        };
        drop(leavers);
        self.state.leaving = Some(SignIn {
            who,
            ..SignIn::default()
        });
    }

    pub(super) fn at_kiosk(&mut self, ctx: &egui::Context, asked: AtKiosk) {
        let Some(leaving) = self.state.leaving.as_mut().filter(|leaving| !leaving.busy) else {
            return;
        };
        match asked {
            AtKiosk::Stay => self.state.leaving = None,
            AtKiosk::Choose(who) => {
                *leaving = SignIn {
                    who: Some(who),
                    ..SignIn::default()
                };
            }
            AtKiosk::Type(secret) => leaving.secret = secret,
            AtKiosk::Leave => {
                let Some(who) = leaving.who else { return };
                leaving.problem = None;
                leaving.busy = true;
                let secret = Secret::new(std::mem::take(&mut *leaving.secret));
                let ctx = ctx.clone();
                let taken = self.ask(
                    move |station| station.leave_kiosk(who, &secret),
                    move |app, proved| match (proved, &mut app.state.leaving) {
                        (Ok(()), _) => app.let_out(&ctx),
                        (Err(error), Some(leaving)) => {
                            leaving.busy = false;
                            leaving.problem = Some(told(&error));
                        }
                        (Err(_), None) => {}
                    },
                );
                if let Some(leaving) = &mut self.state.leaving {
                    leaving.busy = taken;
                }
            }
        }
    }
}

/// Whoever may leave, and is asked to prove it.
fn leavers(state: &State) -> impl Iterator<Item = &Account> {
    let may = |account: &&Account| account.role.may(Action::LeaveKiosk) && !account.disabled;
    state.accounts.iter().filter(may)
}

/// Asks an administrator to prove themselves, while somebody wants to leave.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let Some(leaving) = &view.state.leaving else {
        return;
    };
    let stay = dialog::show(ui, "leaving", 760.0, |ui| {
        ui.label(theme::bold(text("kiosk-title"), 24.0));
        ui.label(soft(ui, text("kiosk-lead")));
        ui.add_space(GAP);
        dialog::parts(ui, PAD, |ui, number| {
            if number == 0 {
                return who(ui, view, leaving, commands);
            }
            let words = if leaving.busy {
                text("sign-in-checking")
            } else {
                text("kiosk-leave")
            };
            let pressed = keypad(ui, leaving, words);
            if let Some(typed) = pressed.typed {
                commands.push(Command::Kiosk(AtKiosk::Type(typed)));
            }
            if pressed.go {
                commands.push(Command::Kiosk(AtKiosk::Leave));
            }
        });
    });
    if stay {
        commands.push(Command::Kiosk(AtKiosk::Stay));
    }
}

fn who(ui: &mut Ui, view: &View, leaving: &SignIn, commands: &mut Vec<Command>) {
    ScrollArea::vertical()
        .id_salt("administrators")
        .max_height(360.0)
        .show(ui, |ui| {
            for account in leavers(view.state) {
                if person(ui, account, leaving.who == Some(account.id)).clicked() {
                    commands.push(Command::Kiosk(AtKiosk::Choose(account.id)));
                }
                ui.add_space(GAP);
            }
        });
    ui.add_space(GAP);
    let stay = Button::new(text("kiosk-stay")).icon(Icon::Back);
    if stay.enabled(!leaving.busy).show(ui).clicked() {
        commands.push(Command::Kiosk(AtKiosk::Stay));
    }
}
