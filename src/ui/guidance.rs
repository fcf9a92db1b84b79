//! Full-screen guidance for the person who returns medicine at a collector's receptacle.
//!
//! It takes in nothing and stores nothing: staff may not receive, count or sort what the public
//! returns (21 CFR 1317.75(c)). Whoever opened it proves themselves to leave it.

use eframe::egui::{self, Align, Layout, ScrollArea, Sense, Ui, vec2};

use super::app::{App, View};
use super::commands::Command;
use super::gate::sign_in::keypad;
use super::gate::{AtGate, Gate, SignIn};
use super::kit::icons::Icon;
use super::kit::keypad::PAD;
use super::kit::theme::{self, GAP};
use super::kit::widgets::{Button, Weight, card, columns};
use super::presentation::Presentation;
use super::state::Aside;
use super::words::language::Language;
use super::words::strings::{text, text_with};
use super::words::told::told;
use crate::ledger::Meaning;
use crate::people::{Action, Secret};

impl App {
    /// Shows the guidance instead of everything else, where the site has it.
    pub(super) fn guide(&mut self) {
        match self.station.offers(Action::Guidance) {
            Ok(()) => self.state.gate = Gate::Guidance(None),
            Err(refusal) => self.state.warn(told(&refusal)),
        }
    }

    /// Asks whoever is signed in to prove themselves; where there are no accounts it just ends.
    pub(super) fn ask_to_leave_guidance(&mut self) {
        self.state.gate = match &self.state.signed_in {
            None => Gate::Open,
            Some(account) => Gate::Guidance(Some(SignIn {
                who: Some(account.id),
                ..SignIn::default()
            })),
        };
    }

    pub(super) fn leave_guidance(&mut self) {
        let Gate::Guidance(Some(leaving)) = &mut self.state.gate else {
            return;
        };
        let Some(who) = leaving.who.filter(|_| !leaving.busy) else {
            return;
        };
        leaving.problem = None;
        leaving.busy = true;
        let secret = Secret::new(std::mem::take(&mut *leaving.secret));
        let taken = self.ask(
            move |station| station.sign(who, &secret, Meaning::Performed).map(drop),
            |app, proved| match (proved, &mut app.state.gate) {
                (Ok(()), _) => {
                    app.idle.touched();
                    app.state.gate = Gate::Open;
                }
                (Err(error), Gate::Guidance(Some(leaving))) => {
                    leaving.busy = false;
                    leaving.problem = Some(told(&error));
                }
                (Err(_), _) => {}
            },
        );
        if let Gate::Guidance(Some(leaving)) = &mut self.state.gate {
            leaving.busy = taken;
        }
    }
}

/// The guidance, or the keypad of whoever leaves it.
pub fn show(ui: &mut Ui, view: &View, leaving: Option<&SignIn>, commands: &mut Vec<Command>) {
    if let Some(leaving) = leaving {
        leave(ui, view, leaving, commands);
        return;
    }
    ui.horizontal(|ui| {
        let presentation = view.state.presentation;
        for &language in Language::all() {
            let weight = if language == presentation.language {
                Weight::Chosen
            } else {
                Weight::Plain
            };
            let button = Button::new(language.name()).weight(weight).tall();
            if button.show(ui).clicked() {
                commands.push(Command::Present(Presentation {
                    language,
                    ..presentation
                }));
            }
        }
        let help = Button::new(text("help-title")).icon(Icon::Question);
        let help = help.key("F1").tall();
        let staff = Button::new(text("guidance-leave")).icon(Icon::Lock).tall();
        let both = help.wide(ui) + GAP + staff.wide(ui);
        ui.add_space((ui.available_width() - both - GAP).max(0.0));
        if help.show(ui).clicked() {
            commands.push(Command::Aside(Some(Aside::Help)));
        }
        if staff.show(ui).clicked() {
            commands.push(Command::Gate(AtGate::AskToLeave));
        }
    });
    ui.add_space(GAP);
    words(ui);
}

fn words(ui: &mut Ui) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let large = ui.available_width() > 1500.0;
        let (title, body) = if large { (56.0, 30.0) } else { (40.0, 22.0) };
        ui.label(theme::bold(text("guidance-title"), title));
        ui.label(egui::RichText::new(text("guidance-lead")).size(body));
        ui.add_space(2.0 * GAP);
        let height = (ui.available_height() - 3.0 * GAP) / 2.0;
        for pair in [
            [
                (Icon::Check, "guidance-yes-title", "guidance-yes"),
                (Icon::Cross, "guidance-no-title", "guidance-no"),
            ],
            [
                (Icon::Person, "guidance-label-title", "guidance-label"),
                (Icon::Box, "guidance-drop-title", "guidance-drop"),
            ],
        ] {
            columns(ui, 2, |ui, place| {
                let Some(&(icon, title, words)) = pair.get(place) else {
                    return;
                };
                card(ui, |ui| {
                    ui.set_min_size(vec2(ui.available_width(), height - 48.0));
                    ui.horizontal(|ui| {
                        let side = body * 1.6;
                        let (rect, _) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
                        icon.paint(ui.painter(), rect, theme::palette(ui).primary);
                        ui.label(theme::bold(text(title), body * 1.25));
                    });
                    for line in text(words).lines() {
                        ui.label(egui::RichText::new(line).size(body));
                    }
                });
            });
        }
    });
}

fn leave(ui: &mut Ui, view: &View, leaving: &SignIn, commands: &mut Vec<Command>) {
    let name = view.state.signed_in.as_ref();
    let name = name.map_or("", |account| account.name.as_str());
    ui.vertical_centered(|ui| {
        ui.set_max_width(PAD + 32.0);
        ui.label(theme::bold(
            text_with("guidance-prove", [("name", name.into())]),
            22.0,
        ));
        card(ui, |ui| {
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.set_width(PAD);
                let go = if leaving.busy {
                    text("sign-in-checking")
                } else {
                    text("guidance-leave")
                };
                let pressed = keypad(ui, leaving, go);
                if let Some(typed) = pressed.typed {
                    commands.push(Command::Gate(AtGate::Type(typed)));
                }
                if pressed.go {
                    commands.push(Command::Gate(AtGate::LeaveGuidance));
                }
            });
        });
        let back = Button::new(text("guidance-back")).icon(Icon::Back);
        if back.enabled(!leaving.busy).show(ui).clicked() {
            commands.push(Command::Gate(AtGate::Guide));
        }
    });
}
