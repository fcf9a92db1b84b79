//! The dialog in which people put their names to something: what is signed stands there in words,
//! and each of them proves themselves with their own secret.
//!
//! Leaving it loses nothing of the form behind it. Secrets are checked on the ledger's thread.

use eframe::egui::{ScrollArea, Ui};
use zeroize::Zeroizing;

use super::app::{App, View};
use super::commands::Command;
use super::custody::{Finish, Form};
use super::gate::SignIn;
use super::gate::sign_in::{keypad, person};
use super::kit::dialog;
use super::kit::icons::Icon;
use super::kit::keypad::PAD;
use super::kit::theme::{self, GAP};
use super::kit::widgets::{Button, card, soft};
use super::words::strings::{text, text_with};
use super::words::told::told;
use crate::ledger::custody::Witnesses;
use crate::ledger::{AccountId, Signature};
use crate::people::{Account, Secret};
use crate::station::{Station, StationError};

/// Something that waits for its signatures.
pub struct Signing {
    /// As it was checked.
    pub form: Form,
    pub title: String,
    /// What is signed, line by line.
    pub lines: Vec<String>,
    /// The first of two, once they have proved themselves.
    pub first: Option<Signature>,
    /// Whoever is proving themselves now.
    pub now: SignIn,
    /// Empty once it is on its way to the record.
    pub finish: Option<Finish>,
}

/// What a person asks for in the dialog.
#[derive(Clone)]
pub enum AtSigning {
    Choose(AccountId),
    Type(Zeroizing<String>),
    Prove,
    Cancel,
}

impl std::fmt::Debug for AtSigning {
    /// Without what was typed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AtSigning")
    }
}

impl Signing {
    fn wants_two(&self) -> bool {
        matches!(self.finish, Some(Finish::Two(_)))
    }
}

impl App {
    /// Carries out what was asked for in the dialog.
    pub(super) fn at_signing(&mut self, asked: AtSigning) {
        let Some(signing) = &mut self.state.signing else {
            return;
        };
        // What is being checked or recorded runs to its end.
        if signing.now.busy {
            return;
        }
        match asked {
            AtSigning::Cancel => self.state.signing = None,
            AtSigning::Choose(who) => {
                signing.now = SignIn {
                    who: Some(who),
                    ..SignIn::default()
                }
            }
            AtSigning::Type(secret) => signing.now.secret = secret,
            AtSigning::Prove => {
                let Some(who) = signing.now.who else { return };
                signing.now.problem = None;
                signing.now.busy = true;
                let secret = Secret::new(std::mem::take(&mut *signing.now.secret));
                let step = signing.form.step;
                let taken = self.ask(
                    move |station| station.sign_step(step, who, &secret),
                    Self::proved,
                );
                self.signing_is_busy(taken);
            }
        }
    }

    fn signing_is_busy(&mut self, busy: bool) {
        if let Some(signing) = &mut self.state.signing {
            signing.now.busy = busy;
        }
    }

    /// Somebody proved themselves, or did not.
    fn proved(&mut self, answer: Result<Signature, StationError>) {
        // The window may have locked meanwhile; then whoever comes next begins again.
        let Some(signing) = self.state.signing.as_mut().filter(|open| open.now.busy) else {
            return;
        };
        signing.now.busy = false;
        let signature = match answer {
            Ok(signature) => signature,
            Err(error) => {
                signing.now.problem = Some(told(&error));
                return;
            }
        };
        match (signing.finish.take(), signing.first.take()) {
            (Some(Finish::One(finish)), _) => {
                self.record_signed(move |station| finish(station, signature));
            }
            (Some(Finish::Two(finish)), Some(first)) => {
                match Witnesses::new(first.clone(), signature) {
                    Ok(both) => self.record_signed(move |station| finish(station, both)),
                    Err(same) => {
                        signing.now.problem = Some(told(&same));
                        (signing.finish, signing.first) = (Some(Finish::Two(finish)), Some(first));
                    }
                }
            }
            (finish, _) => {
                signing.finish = finish;
                signing.first = Some(signature);
                signing.now = SignIn::default();
            }
        }
    }

    fn record_signed(
        &mut self,
        finish: impl FnOnce(&Station) -> Result<crate::ledger::Record, StationError> + Send + 'static,
    ) {
        let open = self.state.signing.as_ref();
        let Some(form) = open.map(|open| open.form.clone()) else {
            return;
        };
        let taken = self.ask(
            move |station| finish(station).map_err(|error| told(&error)),
            move |app, done| {
                app.state.signing = None;
                app.custody_recorded(&form, done.map(drop));
            },
        );
        self.signing_is_busy(taken);
        if !taken {
            self.state.signing = None;
        }
    }
}

/// How wide the dialog is at most, and how tall what is signed is there.
const WIDE: f32 = 1080.0;
const TALL: [f32; 2] = [600.0, 680.0];
/// What a card is wider than what stands in it.
const CARD: f32 = 40.0;

/// The dialog, while something waits for signatures.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let Some(signing) = &view.state.signing else {
        return;
    };
    let height = dialog::room(ui.ctx()).y.clamp(TALL[0], TALL[1]);
    let leave = dialog::show(ui, "signing", WIDE, |ui| {
        dialog::parts(ui, PAD + CARD, |ui, number| {
            if number == 0 {
                ui.set_max_height(height);
                return what_and_who(ui, view, signing, height, commands);
            }
            card(ui, |ui| {
                ui.set_width(PAD);
                prove(ui, signing, commands);
            });
        });
    });
    if leave {
        commands.push(Command::Signing(AtSigning::Cancel));
    }
}

fn what_and_who(
    ui: &mut Ui,
    view: &View,
    signing: &Signing,
    height: f32,
    commands: &mut Vec<Command>,
) {
    ui.label(theme::bold(signing.title.as_str(), 24.0));
    ScrollArea::vertical()
        .id_salt("signed")
        .max_height(height * 0.36)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            for line in &signing.lines {
                ui.label(line);
            }
        });
    ui.add_space(GAP);
    let lead = match (&signing.first, signing.wants_two()) {
        (Some(first), _) => text_with("signing-second", [("name", first.name.as_str().into())]),
        (None, true) => text("signing-two"),
        (None, false) => text("signing-one"),
    };
    ui.label(theme::bold(lead, 18.0));
    let rest = (ui.available_height() - theme::CONTROL_HEIGHT - 24.0).max(160.0);
    ScrollArea::vertical()
        .id_salt("signers")
        .max_height(rest)
        .show(ui, |ui| people(ui, view, signing, commands));
    ui.add_space(GAP);
    let cancel = Button::new(text("signing-cancel")).icon(Icon::Back);
    if cancel.enabled(!signing.now.busy).show(ui).clicked() {
        commands.push(Command::Signing(AtSigning::Cancel));
    }
}

/// Who may sign; of the others, why not.
fn people(ui: &mut Ui, view: &View, signing: &Signing, commands: &mut Vec<Command>) {
    let here = view
        .state
        .accounts
        .iter()
        .filter(|account| !account.disabled);
    let mut others = Vec::new();
    let mut listed = 0;
    for account in here {
        if let Some(why) = hindrance(view, signing, account) {
            others.push(why);
            continue;
        }
        listed += 1;
        if person(ui, account, signing.now.who == Some(account.id)).clicked() {
            commands.push(Command::Signing(AtSigning::Choose(account.id)));
        }
        ui.add_space(GAP);
    }
    let missing = match (signing.wants_two(), signing.first.is_some()) {
        (true, false) => listed < 2,
        _ => listed < 1,
    };
    if missing {
        ui.label(text("signing-too-few"));
    }
    for why in others {
        ui.label(soft(ui, why));
    }
}

fn hindrance(view: &View, signing: &Signing, account: &Account) -> Option<String> {
    if signing.first.as_ref().map(|first| first.account) == Some(account.id) {
        return Some(text_with(
            "signing-has-signed",
            [("name", account.name.as_str().into())],
        ));
    }
    let may = view.station.may_sign(signing.form.step, account);
    may.err().map(|error| told(&error))
}

fn prove(ui: &mut Ui, signing: &Signing, commands: &mut Vec<Command>) {
    let words = match (&signing.now, &signing.finish) {
        (_, None) => text("saving"),
        (now, _) if now.busy => text("sign-in-checking"),
        (now, _) if now.who.is_none() => text("sign-in-choose"),
        _ => text("signing-go"),
    };
    let pressed = keypad(ui, &signing.now, words);
    if let Some(typed) = pressed.typed {
        commands.push(Command::Signing(AtSigning::Type(typed)));
    }
    if pressed.go {
        commands.push(Command::Signing(AtSigning::Prove));
    }
}
