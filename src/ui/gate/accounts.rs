//! Who has an account while the window is open: a command may give somebody one at any time, the first one too.

use std::time::Duration;

use eframe::egui;

use super::{Away, Gate, SignIn};
use crate::people::Account;
use crate::station::Station;
use crate::ui::app::App;

/// Seconds from one look to the next.
const EVERY_S: f64 = 3.0;

impl App {
    /// Looks who has an account by now, where that decides who may come in, sign or let out, or whether anybody has to.
    pub(in crate::ui) fn mind_accounts(&mut self, ctx: &egui::Context) {
        let decides = matches!(self.state.gate, Gate::SignIn(_))
            || self.state.signing.is_some()
            || self.state.leaving.is_some()
            || self.state.accounts.is_empty();
        if !decides {
            return;
        }
        ctx.request_repaint_after(Duration::from_secs_f64(EVERY_S));
        let Some(known_s) = self.accounts_known_s else {
            return;
        };
        if self.window_time() - known_s < EVERY_S {
            return;
        }
        let asked = self.ask_in_passing(Station::accounts, |app, read| {
            app.accounts_known_s = Some(app.window_time());
            // What cannot be read now is read at the next look.
            if let Ok(accounts) = read {
                app.know_accounts(accounts);
            }
        });
        if asked {
            self.accounts_known_s = None;
        }
    }

    /// Takes in who has an account by now. The first of them closes a window that was open to everybody.
    pub(in crate::ui) fn know_accounts(&mut self, accounts: Vec<Account>) {
        let was_open = self.state.accounts.is_empty();
        self.state.accounts = accounts;
        if was_open && !self.state.accounts.is_empty() {
            self.close_gate(Away::SignedOut);
        }
    }

    /// Who is here, of those who have an account by the newest word that was read.
    pub(super) fn sign_in_gate(&mut self, away: Away) -> Gate {
        self.state.accounts = self.station.known_accounts();
        let mut people = self
            .state
            .accounts
            .iter()
            .filter(|account| !account.disabled);
        let who = match (people.next(), people.next()) {
            (Some(only), None) => Some(only.id),
            // Whoever was here is likely to come back.
            _ => self.state.signed_in.as_ref().map(|account| account.id),
        };
        Gate::SignIn(SignIn {
            who,
            away,
            ..SignIn::default()
        })
    }
}
