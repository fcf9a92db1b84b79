//! The live picture of the camera over the tray, and the moments at which it is looked at.
//!
//! The camera runs only while its picture is shown: nobody is watched by a window that is locked or
//! busy with something else.

mod follow;

use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{self, TextureOptions};

use super::left::{Carried, LeftTray};
use super::shown::Shown;
use crate::camera::{CameraId, Choice, Feed, Frame, State};
use crate::people::Action;
use crate::station::Station;
use crate::ui::app::App;
use crate::ui::gate::Gate;
use crate::ui::idle::{Idle, IdleWatch};
use crate::ui::kit::pictures;
use crate::ui::state::{Screen, Source, Work};
use crate::ui::words::strings::text;
use crate::ui::words::told::told;
use crate::ui::workers::glance::Glance;

/// What the camera is looked through for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Aim {
    /// Pills that lie still.
    Tray,
    /// The calibration card.
    Card,
    /// Barcodes.
    Label,
}

/// The running camera, as the window holds it.
#[derive(Default)]
pub struct Live {
    feed: Option<Feed>,
    aim: Option<Aim>,
    /// The camera that showed something since one was chosen.
    pub(in crate::ui) camera: Option<CameraId>,
    pub(in crate::ui) glance: Glance,
    /// How long nothing has happened; none where the camera never sleeps.
    nap: Option<IdleWatch>,
    /// Frames seen of this feed.
    frames: u64,
    newest: Option<Frame>,
    /// Scenes of this feed that lay still and were taken note of.
    scenes: u64,
    /// Files of this feed that could not be read and were told of.
    unreadable: u64,
    /// Number under which the tray is followed.
    job: Option<u64>,
    /// When the scene that lies still is looked at once more.
    again_at: Option<Instant>,
    /// A look at the tray is under way; the frame to look at next.
    under_way: bool,
    waiting: Option<Frame>,
    /// A person asked for a look that is under way or waits.
    asked: bool,
    /// Pills that people ask no more for, until the next look.
    forgotten: Vec<u32>,
    /// What the look that is under way sees, and what the last one saw.
    looking: Option<Frame>,
    pub(in crate::ui) seen: Option<Frame>,
    /// The tray as it was left, until the look back at it has come.
    pub(in crate::ui) left: Option<LeftTray>,
    /// The look that is under way is that.
    pub(in crate::ui) looks_back: bool,
    pub(in crate::ui) carried: Option<Carried>,
}

/// Seconds after which the camera sleeps, unless the settings say otherwise.
const SLEEP_AFTER_S: u32 = 120;
/// Between looks at a tray that lies still, for whether the camera was moved.
const PAUSE: Duration = Duration::from_secs(1);

impl Live {
    /// One that sleeps after so many seconds in which nothing happens; never after 0.
    pub fn new(sleep_after_s: Option<u32>) -> Self {
        let after_s = sleep_after_s.unwrap_or(SLEEP_AFTER_S);
        Self {
            nap: (after_s > 0).then(|| IdleWatch::new(after_s)),
            ..Self::default()
        }
    }

    /// Number of the camera's frame that is shown.
    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// What the camera showed last.
    pub fn newest(&self) -> Option<&Frame> {
        self.newest.as_ref()
    }

    /// What lies there is looked at once more after a pause.
    pub fn look_again(&mut self, ctx: &egui::Context) {
        self.again_at = Some(Instant::now() + PAUSE);
        ctx.request_repaint_after(PAUSE);
    }

    /// What lies there is looked at once more.
    pub fn look_at_once(&mut self) {
        self.again_at = None;
        if let Some(feed) = &self.feed {
            feed.look_again();
        }
    }
}

/// Whether photographs dropped into a folder take the place of a camera: nobody sees what happens between two.
pub fn is_folder(station: &Station) -> bool {
    matches!(station.camera_choice(), Choice::Watched(_))
}

impl App {
    /// Starts and stops the camera as the screen needs it, and takes in its newest frame.
    pub(in crate::ui) fn mind_camera(&mut self, ctx: &egui::Context) {
        let aim = self.aim();
        if self.live.aim != aim {
            // The card is seen as the camera settles on it, and all else as it then saw the card.
            if [self.live.aim, aim].contains(&Some(Aim::Card)) {
                self.live.feed = None;
                self.live.newest = None;
            }
            self.live.aim = aim;
            self.live.glance.again();
            // What changed on the tray meanwhile was seen and not looked at.
            if let Some(feed) = &self.live.feed {
                feed.look_again();
            }
        }
        if aim != Some(Aim::Tray) && self.goes_unseen() {
            self.state.camera.unchecked = true;
        }
        let Some(aim) = aim else {
            self.live.feed = None;
            self.live.newest = None;
            self.state.camera = self.state.camera.off(self.is_live());
            return;
        };
        if self.naps(ctx) {
            self.live.feed = None;
            self.live.newest = None;
            self.state.camera = Shown {
                asleep: true,
                ..self.state.camera.off(self.is_live())
            };
            return;
        }
        self.state.camera.asleep = false;
        if self.live.feed.is_none() {
            self.start_feed(ctx, aim);
        }
        if self.live.again_at.is_some_and(|at| at <= Instant::now()) {
            self.live.look_at_once();
        }
        let Some(feed) = &self.live.feed else { return };
        let state = feed.state();
        if !matches!(state, State::Lost(_)) {
            // A driver that hangs brings no news.
            ctx.request_repaint_after(Duration::from_secs(2));
        }
        let newest = feed.newest(self.live.frames);
        let still = feed.still(self.live.scenes);
        if let Some((number, fault)) = feed.unreadable(self.live.unreadable) {
            self.live.unreadable = number;
            self.state.warn(told(&fault));
        }
        if matches!(state, State::Lost(_)) {
            // What it showed before is not what lies there now.
            self.live.newest = None;
            self.state.camera.picture = None;
            self.state.calibration.look = None;
        }
        self.state.camera.state = Some(state);
        if let Some((number, frame)) = newest {
            let first = self.live.newest.is_none();
            self.live.frames = number;
            self.take_in_frame(ctx, frame);
            // Frames come to be shown only while something moves, and shortly after.
            if let Some(nap) = &mut self.live.nap {
                nap.touched();
            }
            if first {
                self.ask_scale();
            }
        }
        if aim == Aim::Tray {
            self.look_back();
        }
        if let Some((number, best)) = still {
            self.live.scenes = number;
            if aim == Aim::Tray {
                self.follow(best);
            }
        }
        if let Some(frame) = self.live.newest.clone() {
            self.glance_at(aim, self.live.frames, &frame);
        }
    }

    /// Whether the camera may sleep: nobody touched anything and nothing moved for a time, and no pill
    /// waits for anybody. A folder never does: what is dropped into it wakes nobody.
    fn naps(&mut self, ctx: &egui::Context) -> bool {
        if is_folder(&self.station) {
            return false;
        }
        let tray = self.state.tray.as_ref();
        let waits = tray.is_some_and(|tray| !tray.pills.is_empty())
            || self.live.left.is_some()
            || self.live.under_way
            || self.state.work != Work::Idle;
        let Some(nap) = &mut self.live.nap else {
            return false;
        };
        if waits {
            nap.touched();
        }
        matches!(nap.look(ctx, self.station.now()), Idle::Over)
    }

    fn start_feed(&mut self, ctx: &egui::Context, aim: Aim) {
        let ctx = ctx.clone();
        let mut choice = self.station.camera_choice();
        choice.stay_with(self.live.camera.as_ref());
        // A driver that hangs must not keep the record open.
        let station = (aim != Aim::Card).then(|| Arc::downgrade(&self.station));
        let white = move |camera: &CameraId, width, height| {
            let station = station.as_ref()?.upgrade()?;
            station.white_balance(camera, width, height)
        };
        match Station::watch(choice, white, move || ctx.request_repaint()) {
            Ok(feed) => {
                self.live.frames = 0;
                self.live.scenes = 0;
                self.live.unreadable = 0;
                self.live.feed = Some(feed);
            }
            Err(error) => tracing::warn!("the camera's thread cannot be started: {error}"),
        }
    }

    /// What the camera is needed for now; nothing where it is off.
    fn aim(&self) -> Option<Aim> {
        let state = &self.state;
        if !matches!(state.gate, Gate::Open) {
            return None;
        }
        let records = || self.station.offers(Action::RecordItem).is_ok();
        match state.screen {
            // Looking at a label records nothing.
            Screen::Scan => Some(Aim::Label),
            _ if !records() => None,
            Screen::Capture if state.tray.is_none() || state.is_live() => Some(Aim::Tray),
            Screen::Result if state.wants_other_side || state.is_live() => Some(Aim::Tray),
            Screen::Calibration => Some(Aim::Card),
            _ => None,
        }
    }

    fn take_in_frame(&mut self, ctx: &egui::Context, frame: Frame) {
        let picture = pictures::live(&frame.pixels);
        self.state.camera.size = frame.pixels.dimensions().into();
        match &mut self.state.camera.picture {
            Some(texture) => texture.set(picture, TextureOptions::LINEAR),
            none => *none = Some(ctx.load_texture("camera", picture, TextureOptions::LINEAR)),
        }
        if self.live.camera.is_none() {
            self.live.camera = frame.camera().cloned();
        }
        self.live.newest = Some(frame);
    }

    /// Looks at what the camera shows now.
    pub(in crate::ui) fn take_picture(&mut self) {
        let newest = self.live.newest.clone();
        let Some(frame) = newest.filter(|_| self.state.camera.sees()) else {
            self.state.warn(text("camera-no-picture"));
            return;
        };
        if self.is_live() {
            self.state.notice = None;
            self.live.asked = true;
            self.follow(frame);
        } else {
            self.look(Source::Frame(frame));
        }
    }

    /// Whether other pills may come to lie there while nobody looks. A folder shows nothing but what is
    /// dropped into it.
    pub(in crate::ui) fn goes_unseen(&self) -> bool {
        self.is_live() && !is_folder(&self.station)
    }

    /// What the camera sees is the tray, not the other side of a pill that was photographed before.
    fn is_live(&self) -> bool {
        self.state.tray.as_ref().is_none_or(|tray| tray.live)
    }
}
