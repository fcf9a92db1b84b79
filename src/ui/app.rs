//! The window itself: takes in what workers report, draws the screen in hand, hands on commands.

use std::path::PathBuf;
use std::sync::Arc;

use crossbeam_channel::Receiver;
use eframe::egui::{self, CentralPanel, Frame, Margin, Panel, Rect};

use super::commands::Command;
use super::custody;
use super::first_frame::FirstFrame;
use super::frame_log::FrameLog;
use super::gate::Gate;
use super::gate::{recover, sign_in, welcome};
use super::idle::IdleWatch;
use super::kit::keyboard::Keyboard;
use super::kit::{room, theme};
use super::pill::searching::listed;
use super::pill::{decide, label, quantity, same_case, screen, search};
use super::presentation::Presentation;
use super::record::reports;
use super::second_tap::Taps;
use super::state::{Screen, Source, State};
use super::tray::capture;
use super::tray::live::Live;
use super::unfinished::Keeping;
use super::wedge::Wedge;
use super::words::language::speak;
use super::workers::identify::{IdentifyWorker, Order};
use super::workers::keeper::Keeper;
use super::workers::ledger::LedgerWorker;
use super::workers::long::{self, LongThread};
use super::workers::post::{Event, Post};
use super::{
    about, aside, calibration, chrome, cues, guidance, keys, kiosk, record, review, scan, signing,
    staff, teach, tour,
};
use crate::ledger::AccountId;
use crate::sound::Bell;
use crate::station::Station;

/// Seconds without a touch after which the window locks, unless the settings say otherwise.
const LOCK_AFTER_S: u32 = 300;

/// Height of the window from which there is room for the line at its foot, points.
const FOOTER_FROM: f32 = 620.0;

/// Height from which there is room for anything beside what is being typed into, points.
pub(super) const ASIDE_FROM: f32 = 300.0;

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
    /// The screen on which it was asked for.
    pub(super) looked_from: Screen,
    pub(super) trays_drawn: u64,
    pub(super) live: Live,
    first_frame: FirstFrame,
    /// An administrator proved themselves: the window of a kiosk may close.
    pub(super) is_let_out: bool,
    pub(super) keeping: Keeping,
    pub(super) bell: Bell,
    pub(super) last_seen: cues::Last,
    frame_log: FrameLog,
    wedge: Wedge,
    pub(super) idle: IdleWatch,
    /// Who was here last.
    pub(super) left: Option<AccountId>,
    /// When it was last read who has an account, by the clock of the window; none while that is awaited.
    pub(super) accounts_known_s: Option<f64>,
    pub(super) taps: Taps,
    /// Last, as the keeper, so that it never waits for a window that is gone.
    pub(super) long: LongThread,
    _keeper: Keeper,
}

/// What every screen may read.
pub struct View<'a> {
    pub state: &'a State,
    pub station: &'a Station,
}

impl App {
    /// A window over `station`, looking at `photo` at once if one is named; a `kiosk` keeps people in.
    ///
    /// An error where the system refuses to start its threads.
    pub fn new(
        ctx: &egui::Context,
        station: Arc<Station>,
        photo: Option<PathBuf>,
        kiosk: bool,
    ) -> std::io::Result<Self> {
        theme::install(ctx);
        let presentation = Presentation::of(&station);
        speak(presentation.language);
        presentation.wear(ctx);
        let (post, inbox) = Post::new(ctx);
        let identify = IdentifyWorker::start(Arc::clone(&station), post.clone())?;
        let ledger = LedgerWorker::start(Arc::clone(&station), post.clone())?;
        let keeper = Keeper::start(Arc::clone(&station), post.clone())?;
        let lock_after_s = station
            .settings()
            .lock_after_seconds
            .unwrap_or(LOCK_AFTER_S);
        let sleep_after_s = station.settings().camera_sleep_seconds;
        let mut app = Self {
            station,
            idle: IdleWatch::new(lock_after_s),
            state: State::new(presentation),
            identify,
            ledger,
            post,
            inbox,
            job: 0,
            tray_job: 0,
            drawing: false,
            looked_from: Screen::Capture,
            trays_drawn: 0,
            live: Live::new(sleep_after_s),
            first_frame: FirstFrame::from_environment(),
            is_let_out: false,
            keeping: Keeping::default(),
            bell: Bell::start(),
            last_seen: cues::Last::default(),
            frame_log: FrameLog::from_environment(),
            wedge: Wedge::default(),
            left: None,
            accounts_known_s: Some(0.0),
            taps: Taps::default(),
            long: LongThread::default(),
            _keeper: keeper,
        };
        app.state.keyboard = app
            .station
            .settings()
            .is_touched(kiosk)
            .then(Keyboard::default);
        let catalog = app.station.catalog();
        app.state.search.colors = listed(&catalog, |product| product.colors.clone());
        app.state.search.shapes =
            listed(&catalog, |product| product.shape.iter().cloned().collect());
        app.state.kiosk = kiosk;
        app.close_gate_at_start(photo.is_some());
        app.return_to_tray();
        if let Some(path) = photo {
            app.carry_out(ctx, Command::Look(Source::File(path)));
        } else {
            app.return_to_unfinished(ctx);
        }
        Ok(app)
    }

    /// What the screens show; for tests that look behind them.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Seconds by the clock of the window.
    pub(super) fn window_time(&self) -> f64 {
        self.post.context().input(|input| input.time)
    }

    fn take_in(&mut self, ctx: &egui::Context) {
        if self.wedge.waits() || is_tapped(ctx) {
            ctx.request_repaint();
        } else {
            while let Ok(event) = self.inbox.try_recv() {
                self.note(ctx, event);
            }
        }
        let dropped = ctx.input_mut(|input| std::mem::take(&mut input.raw.dropped_files));
        if let Some(file) = dropped.first().filter(|_| !self.state.kiosk) {
            self.take_photograph(ctx, Source::File(file.path().to_owned()));
        }
    }

    /// Looks at what was dropped, chosen or pasted, unless the window has locked meanwhile or asks something.
    pub(super) fn take_photograph(&mut self, ctx: &egui::Context, photograph: Source) {
        if !keys::is_covered(&self.state) {
            self.carry_out(ctx, Command::Look(photograph));
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
        if let Some(keyboard) = &self.state.keyboard {
            keyboard.reserve(ui);
            let taps = keyboard.show(ui.ctx());
            commands.extend(taps.into_iter().map(Command::Tap));
        }
        if let Gate::Guidance(leaving) = &self.state.gate {
            CentralPanel::default().frame(page).show(ui, |ui| {
                room::screen(ui, |ui| {
                    guidance::show(ui, &view, leaving.as_ref(), &mut commands);
                });
            });
            aside::show(ui, &view, &mut commands);
            kiosk::show(ui, &view, &mut commands);
            return commands;
        }
        cues::announce(ui, &self.state.announced);
        let bar = Frame::new()
            .fill(palette.surface)
            .inner_margin(Margin::symmetric(16, 8));
        Panel::top("header")
            .frame(bar)
            .show(ui, |ui| chrome::header(ui, &view, &mut commands));
        // What it says stands under About too.
        let room = room::height(ui.ctx());
        let open = matches!(self.state.gate, Gate::Open);
        if room >= FOOTER_FROM {
            Panel::bottom("footer")
                .frame(bar)
                .show(ui, |ui| chrome::footer(ui, &view));
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
        if self.state.long.is_some() && open {
            let panel = Panel::top("long").frame(bar);
            panel.show(ui, |ui| long::show(ui, &view, &mut commands));
        }
        if let Some(step) = self.state.tour.filter(|_| open && room >= ASIDE_FROM) {
            let panel = Panel::top("tour").frame(bar);
            panel.show(ui, |ui| tour::show(ui, &view, step, &mut commands));
        }
        let decides = open && room >= ASIDE_FROM && decide::wanted(&view);
        let kept = decides.then(|| keep(ui, bar, "decide"));
        let offers = decides && same_case::stands_above_bar(&view);
        let kept_above = offers.then(|| keep(ui, bar, "same case"));
        if let Some(id) = decide::unseen(ui, &view).filter(|_| decides) {
            let panel = Panel::bottom("named").frame(bar);
            panel.show(ui, |ui| decide::named(ui, &view, id));
        }
        CentralPanel::default().frame(page).show(ui, |ui| {
            room::screen(ui, |ui| self.screen(ui, &view, &mut commands));
        });
        if let Some(rect) = kept_above {
            room::bar(ui, "same case", rect, |ui| {
                same_case::button(ui, &view, &mut commands);
            });
        }
        if let Some(rect) = kept {
            room::bar(ui, "decide", rect, |ui| {
                decide::bar(ui, &view, &mut commands);
            });
        }
        if open {
            decide::undo_panel(ui, &view, &mut commands);
            label::show(ui, &view, &mut commands);
            signing::show(ui, &view, &mut commands);
            quantity::show(ui, &view, &mut commands);
        }
        aside::show(ui, &view, &mut commands);
        kiosk::show(ui, &view, &mut commands);
        if let Some(seconds) = self.state.locks_in_s {
            chrome::locks_soon(ui.ctx(), seconds, &mut commands);
        }
        commands
    }

    /// What stands between the bars: the gate, or the screen behind it.
    fn screen(&self, ui: &mut egui::Ui, view: &View, commands: &mut Vec<Command>) {
        match &self.state.gate {
            Gate::Open => {}
            Gate::Guidance(_) => return,
            Gate::Welcome => return welcome::welcome(ui, view, commands),
            Gate::Setup(setup) => return welcome::setup(ui, setup, commands),
            Gate::Code(code) => return welcome::code(ui, view, code, commands),
            Gate::SignIn(who) => return sign_in::show(ui, view, who, commands),
            Gate::Recover(with) => return recover::show(ui, view, with, commands),
        }
        match self.state.screen {
            Screen::Capture => capture::show(ui, view, commands),
            Screen::Result => screen::show(ui, view, commands),
            Screen::Search => search::show(ui, view, commands),
            Screen::Teach => teach::show(ui, view, commands),
            Screen::Log => record::show(ui, view, commands),
            Screen::Review => review::show(ui, view, commands),
            Screen::Reports => reports::show(ui, view, commands),
            Screen::Custody => custody::show(ui, view, commands),
            Screen::Staff => staff::show(ui, view, commands),
            Screen::Calibration => calibration::show(ui, view, commands),
            Screen::Scan => scan::show(ui, view, commands),
            Screen::About => about::show(ui, view, commands),
        }
    }
}

impl Drop for App {
    /// Whoever is here leaves when the window closes, after what they confirmed is written.
    fn drop(&mut self) {
        let leave = |station: &Station| {
            if let Err(error) = station.sign_out(false) {
                tracing::warn!("the sign-out was not recorded: {error}");
            }
        };
        self.ask_on_leaving(leave, |_, ()| {});
    }
}

/// Keeps room along the bottom for a bar that is drawn after the screen above it.
fn keep(ui: &mut egui::Ui, bar: Frame, name: &'static str) -> Rect {
    let panel = Panel::bottom(name).frame(bar);
    let kept = panel.show(ui, |ui| room::reserve(ui, name));
    kept.response.rect - bar.total_margin()
}

/// Whether a finger is down that may yet tap, or came up just now: what it is on must not become another
/// thing, nor go elsewhere, before that is done.
fn is_tapped(ctx: &egui::Context) -> bool {
    let longest = ctx.options(|options| options.input_options.max_click_duration);
    ctx.input(|input| {
        let began = input.pointer.press_start_time();
        let is_down = began.is_some_and(|began| input.time - began <= longest);
        is_down || input.pointer.any_released()
    })
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        speak(self.state.presentation.language);
        self.mind_kiosk(ctx);
        if let Some(keyboard) = &mut self.state.keyboard {
            keyboard.mind(ctx);
        }
        if !matches!(self.state.gate, Gate::Open) {
            self.taps.shut_s = Some(self.window_time());
        }
        self.take_in(ctx);
        self.state.mind_refusal();
        self.mind_second_tap(ctx);
        self.mind_idleness(ctx);
        self.mind_accounts(ctx);
        self.mind_camera(ctx);
        self.mind_cues();
        self.mind_unfinished(ctx);
        for command in keys::pressed(ctx, &self.state, &mut self.wedge) {
            self.carry_out(ctx, command);
        }
        // A key that leaves the screen leaves the field for the imprint without a word.
        if self.state.screen != Screen::Result || !ctx.text_edit_focused() {
            self.tell_imprint();
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let commands = self.draw(ui);
        let meant = !self.taps.again;
        for command in commands.into_iter().filter(|_| meant) {
            self.carry_out(ui.ctx(), command);
        }
        let drawn_before = self.first_frame.drawn(ui.ctx());
        if !drawn_before {
            self.identify.order(Order::Wake);
        }
        let took = frame.info().cpu_usage;
        self.frame_log.drawn(&self.state, self.live.frames(), took);
    }
}
