//! The start screen of an encrypted record: its passphrase, before anything of the record can be read.

use std::path::{Path, PathBuf};
use std::thread;

use crossbeam_channel::{Receiver, Sender, TryRecvError, bounded};

use eframe::egui::{self, CentralPanel, Frame, Key, Margin, Modifiers, Panel, Ui};
use zeroize::Zeroizing;

use crate::ledger::{LedgerError, Opener};
use crate::station::{Clock, Settings, Station, StationError};
use crate::ui::aside;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::in_view::take_cursor;
use crate::ui::kit::keyboard::Keyboard;
use crate::ui::kit::room;
use crate::ui::kit::theme::{self, CONTROL_HEIGHT, GAP, PRIMARY_HEIGHT};
use crate::ui::kit::widgets::{Button, Weight, card, edit, soft, warn};
use crate::ui::presentation::Presentation;
use crate::ui::words::language::speak;
use crate::ui::words::strings::text;
use crate::ui::words::told::told;

/// Width of what is in the card.
const CARD: f32 = 672.0;

/// Asks for the passphrase of the record in a folder until it opens.
pub struct Unlock {
    home: PathBuf,
    typed: Zeroizing<String>,
    /// What is typed can be read.
    shown: bool,
    helps: bool,
    keyboard: Keyboard,
    problem: Option<String>,
    /// Deriving the key takes a while.
    trying: Option<Receiver<Result<Station, StationError>>>,
    /// Where the opened station goes.
    done: Sender<Station>,
}

impl Unlock {
    /// The station in `home` comes out of the receiver once the passphrase was right.
    pub fn new(ctx: &egui::Context, home: &Path) -> (Self, Receiver<Station>) {
        theme::install(ctx);
        // Settings that cannot be read are complained of when the record is opened.
        let settings = Settings::in_home(home).unwrap_or_default();
        let presentation = Presentation::in_home(home, &settings);
        speak(presentation.language);
        presentation.wear(ctx);
        let (done, opened) = bounded(1);
        let unlock = Self {
            home: home.to_owned(),
            typed: Zeroizing::default(),
            shown: false,
            helps: false,
            keyboard: Keyboard::open(),
            problem: None,
            trying: None,
            done,
        };
        (unlock, opened)
    }

    fn attempt(&mut self, ctx: &egui::Context) {
        let (home, ctx) = (self.home.clone(), ctx.clone());
        let opener = Opener::Passphrase(std::mem::take(&mut self.typed));
        let (send, answer) = bounded(1);
        let begun = thread::Builder::new().name("unlock".into()).spawn(move || {
            // Nobody waits for the answer of a window that is gone.
            let _ = send.send(Station::open_with(&home, Clock::System, Some(opener)));
            ctx.request_repaint();
        });
        match begun {
            Ok(_) => (self.trying, self.problem) = (Some(answer), None),
            Err(error) => self.problem = Some(told(&error)),
        }
    }

    /// Takes in the answer, if there is one by now.
    fn take_in(&mut self, ctx: &egui::Context) {
        let Some(trying) = &self.trying else { return };
        let answer = trying.try_recv();
        if matches!(answer, Err(TryRecvError::Empty)) {
            return;
        }
        self.trying = None;
        match answer {
            Ok(Ok(station)) => {
                // Whoever asked for it holds the other end.
                let _ = self.done.send(station);
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            Ok(Err(StationError::Ledger(LedgerError::WrongKey { .. }))) => {
                self.problem = Some(text("unlock-wrong"));
            }
            Ok(Err(error)) => self.problem = Some(told(&error)),
            Err(_) => self.problem = Some(text("unlock-wrong")),
        }
    }

    /// Draws it; whether it was asked to be tried.
    fn draw(&mut self, ui: &mut Ui) -> bool {
        ui.label(theme::bold(text("unlock-title"), 28.0));
        ui.label(soft(ui, text("unlock-lead")));
        ui.add_space(GAP);
        let label = text("unlock-passphrase");
        let typing = ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let name = ui.label(soft(ui, label));
            edit(ui, &mut self.typed, "", CARD, !self.shown).labelled_by(name.id)
        });
        let typing = typing.inner;
        let entered = typing.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if !entered && !self.helps {
            take_cursor(&typing);
        }
        if let Some(problem) = &self.problem {
            warn(ui, problem);
        }
        ui.add_space(GAP);
        let weight = if self.shown {
            Weight::Chosen
        } else {
            Weight::Plain
        };
        let shown = Button::new(text("unlock-show")).weight(weight);
        if shown.show(ui).clicked() {
            self.shown = !self.shown;
        }
        ui.add_space(GAP);
        let busy = self.trying.is_some();
        let words = text(if busy {
            "sign-in-checking"
        } else {
            "unlock-go"
        });
        let ready = !self.typed.is_empty() && !busy;
        let go = Button::new(words)
            .icon(Icon::Lock)
            .weight(Weight::Primary)
            .enabled(ready)
            .width(CARD);
        go.show(ui).clicked() || (entered && ready)
    }
}

impl Unlock {
    /// What stands above every screen, as far as there is any of it before the record is open.
    fn header(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            ui.set_min_height(CONTROL_HEIGHT);
            let help = aside::help_button(ui.available_width());
            ui.label(theme::bold(text("app-name"), 26.0));
            ui.add_space((ui.available_width() - help.wide(ui) - GAP).max(0.0));
            if help.show(ui).clicked() {
                self.helps = true;
            }
        });
    }
}

impl eframe::App for Unlock {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F1)) {
            self.helps = !self.helps;
        }
        self.keyboard.mind(ctx);
        self.take_in(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let page = Frame::new()
            .fill(theme::palette(ui).background)
            .inner_margin(Margin::same(16));
        let mut tried = false;
        for tap in self.keyboard.show(ui.ctx()) {
            self.keyboard.tap(ui.ctx(), tap);
        }
        let bar = Frame::new()
            .fill(theme::palette(ui).surface)
            .inner_margin(Margin::symmetric(16, 8));
        Panel::top("header")
            .frame(bar)
            .show(ui, |ui| self.header(ui));
        // Below the header, which is the same thing whether keys are shown or not.
        self.keyboard.reserve(ui);
        CentralPanel::default().frame(page).show(ui, |ui| {
            room::screen(ui, |ui| {
                ui.add_space(PRIMARY_HEIGHT / 2.0);
                ui.horizontal_top(|ui| {
                    ui.add_space((ui.available_width() - CARD - 40.0).max(0.0) / 2.0);
                    card(ui, |ui| {
                        ui.vertical(|ui| {
                            ui.set_width(CARD);
                            tried = self.draw(ui);
                        });
                    });
                });
            });
        });
        if self.helps && aside::shown(ui, |ui| aside::help(ui, "help-unlock")) {
            self.helps = false;
        }
        if tried {
            self.attempt(ui.ctx());
        }
    }
}
