//! The window itself: takes in what workers report, draws the screen in hand, hands on commands.

use std::path::PathBuf;
use std::sync::Arc;

use crossbeam_channel::Receiver;
use eframe::egui::{self, CentralPanel, Frame, Margin, Panel};

use super::commands::Command;
use super::custody;
use super::first_frame::FirstFrame;
use super::gate::Gate;
use super::identify_worker::{IdentifyWorker, Order};
use super::idle::IdleWatch;
use super::keeper::Keeper;
use super::ledger_worker::{LedgerWorker, Task};
use super::live::Live;
use super::post::{Event, Post};
use super::searching::listed;
use super::state::{Chain, Choice, Screen, Source, State};
use super::{
    about, capture, chrome, decide, guidance, keys, log, recover, reports, result, review, search,
    sign_in, signing, staff, theme, welcome,
};
use crate::identify::Identification;
use crate::ledger::{AccountId, Suggestion};
use crate::station::{Decision, NewDisposal, Station};

/// Seconds without a touch after which the window locks, unless the settings say otherwise.
const LOCK_AFTER_S: u32 = 300;

/// The window's state and its lines to the workers.
pub struct App {
    pub(super) station: Arc<Station>,
    pub(super) state: State,
    pub(super) identify: IdentifyWorker,
    pub(super) ledger: LedgerWorker,
    pub(super) post: Post,
    inbox: Receiver<Event>,
    /// Number of the newest photograph asked for; answers to older ones are dropped.
    pub(super) job: u64,
    /// Number under which the tray in hand was asked for.
    pub(super) tray_job: u64,
    /// The photograph asked for is a drawing.
    pub(super) drawing: bool,
    pub(super) trays_drawn: u64,
    pub(super) live: Live,
    first_frame: FirstFrame,
    pub(super) idle: IdleWatch,
    /// Who was here last.
    pub(super) left: Option<AccountId>,
    /// Last, so that it never waits for a window that is gone.
    _keeper: Keeper,
}

/// What every screen may read.
pub struct View<'a> {
    pub state: &'a State,
    pub station: &'a Station,
}

impl App {
    /// A window over `station`, looking at `photo` at once if one is named.
    pub fn new(
        ctx: &egui::Context,
        station: Arc<Station>,
        photo: Option<PathBuf>,
    ) -> std::io::Result<Self> {
        theme::install(ctx);
        let (post, inbox) = Post::new(ctx);
        let identify = IdentifyWorker::start(Arc::clone(&station), post.clone())?;
        let ledger = LedgerWorker::start(Arc::clone(&station), post.clone())?;
        let keeper = Keeper::start(Arc::clone(&station), post.clone())?;
        let lock_after_s = station
            .settings()
            .lock_after_seconds
            .unwrap_or(LOCK_AFTER_S);
        let mut app = Self {
            station,
            idle: IdleWatch::new(lock_after_s),
            state: State::default(),
            identify,
            ledger,
            post,
            inbox,
            job: 0,
            tray_job: 0,
            drawing: false,
            trays_drawn: 0,
            live: Live::default(),
            first_frame: FirstFrame::from_environment(),
            left: None,
            _keeper: keeper,
        };
        let catalog = app.station.catalog();
        app.state.search.colors = listed(catalog, |product| product.colors.clone());
        app.state.search.shapes =
            listed(catalog, |product| product.shape.iter().cloned().collect());
        app.close_gate_at_start(photo.is_some());
        if let Some(path) = photo {
            app.carry_out(ctx, Command::Look(Source::File(path)));
        }
        Ok(app)
    }

    /// What the screens show; for tests that look behind them.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Where an export goes unless a person says otherwise: the station's own folder.
    pub(super) fn default_export(&self) -> PathBuf {
        let name = format!("takeback-{}.csv", self.station.now().date());
        self.station.home().join("exports").join(name)
    }

    /// What CONFIRM or UNIDENTIFIED would write, with all that the model said.
    pub(super) fn new_disposal(&self, decision: Decision) -> NewDisposal {
        let pill = self.state.pill();
        let reference = self.state.reference.trim();
        NewDisposal {
            photos: pill
                .into_iter()
                .flat_map(|pill| &pill.sides)
                .map(|side| side.photo_sha256.clone())
                .collect(),
            suggestion: pill
                .and_then(|pill| pill.reading.identification())
                .and_then(|found| self.suggestion(found)),
            picked_rank: match pill.map(|pill| pill.choice) {
                Some(Choice::Candidate { place, .. }) => Some(place as u32 + 1),
                _ => None,
            },
            decision,
            quantity: self.state.quantity(),
            acted_on: None,
            reference: (!reference.is_empty()).then(|| reference.to_owned()),
        }
    }

    /// What the model said, as the record keeps it.
    fn suggestion(&self, found: &Identification) -> Option<Suggestion> {
        let Chain::Awake { versions, .. } = &self.state.chain else {
            return None;
        };
        Some(self.station.suggestion(found, versions.clone()))
    }

    fn take_in(&mut self, ctx: &egui::Context) {
        while let Ok(event) = self.inbox.try_recv() {
            self.note(ctx, event);
        }
        let dropped = ctx.input_mut(|input| std::mem::take(&mut input.raw.dropped_files));
        if let Some(file) = dropped.first() {
            self.carry_out(ctx, Command::Look(Source::File(file.path().to_owned())));
        }
    }

    fn draw(&self, ui: &mut egui::Ui) -> Vec<Command> {
        let mut commands = Vec::new();
        let view = View {
            state: &self.state,
            station: &self.station,
        };
        let palette = theme::palette(ui);
        let page = Frame::new()
            .fill(palette.background)
            .inner_margin(Margin::same(16));
        if let Gate::Guidance(leaving) = &self.state.gate {
            CentralPanel::default().frame(page).show(ui, |ui| {
                guidance::show(ui, &view, leaving.as_ref(), &mut commands);
            });
            return commands;
        }
        let bar = Frame::new()
            .fill(palette.surface)
            .inner_margin(Margin::symmetric(16, 8));
        Panel::top("header")
            .frame(bar)
            .show(ui, |ui| chrome::header(ui, &view, &mut commands));
        Panel::bottom("footer")
            .frame(bar)
            .show(ui, |ui| chrome::footer(ui, &view));
        if let Some(seconds) = self.state.locks_in_s {
            Panel::top("locks-soon")
                .frame(bar)
                .show(ui, |ui| chrome::locks_soon(ui, seconds, &mut commands));
        }
        if self.state.notice.is_some() {
            let frame = Frame::new().fill(palette.background).inner_margin(Margin {
                left: 16,
                right: 16,
                top: 8,
                bottom: 0,
            });
            Panel::top("notice")
                .show_separator_line(false)
                .frame(frame)
                .show(ui, |ui| {
                    chrome::notice(ui, &view, &mut commands);
                });
        }
        if !matches!(self.state.gate, Gate::Open) {
            CentralPanel::default()
                .frame(page)
                .show(ui, |ui| match &self.state.gate {
                    Gate::Open | Gate::Guidance(_) => {}
                    Gate::Welcome => welcome::welcome(ui, &view, &mut commands),
                    Gate::Setup(setup) => welcome::setup(ui, setup, &mut commands),
                    Gate::Code(code) => welcome::code(ui, code, &mut commands),
                    Gate::SignIn(who) => sign_in::show(ui, &view, who, &mut commands),
                    Gate::Recover(with) => recover::show(ui, &view, with, &mut commands),
                });
            return commands;
        }
        if decide::wanted(&view) {
            Panel::bottom("decide")
                .frame(bar)
                .show(ui, |ui| decide::bar(ui, &view, &mut commands));
        }
        CentralPanel::default()
            .frame(page)
            .show(ui, |ui| match self.state.screen {
                Screen::Capture => capture::show(ui, &view, &mut commands),
                Screen::Result => result::show(ui, &view, &mut commands),
                Screen::Search => search::show(ui, &view, &mut commands),
                Screen::Log => log::show(ui, &view, &mut commands),
                Screen::Review => review::show(ui, &view, &mut commands),
                Screen::Reports => reports::show(ui, &view, &mut commands),
                Screen::Custody => custody::show(ui, &view, &mut commands),
                Screen::Staff => staff::show(ui, &view, &mut commands),
                Screen::About => about::show(ui, &view, &mut commands),
            });
        decide::undo_panel(ui, &view, &mut commands);
        signing::show(ui, &view, &mut commands);
        commands
    }
}

impl Drop for App {
    /// Whoever is here leaves when the window closes, after what they confirmed is written.
    fn drop(&mut self) {
        if !self.ledger.order(Task::SignOut { idle: false }) {
            tracing::warn!("the sign-out was not recorded");
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.take_in(ctx);
        self.mind_idleness(ctx);
        self.mind_camera(ctx);
        for command in keys::pressed(ctx, &self.state) {
            self.carry_out(ctx, command);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        for command in self.draw(ui) {
            self.carry_out(ui.ctx(), command);
        }
        let drawn_before = self.first_frame.drawn(ui.ctx());
        if !drawn_before {
            self.identify.order(Order::Wake);
        }
    }
}
