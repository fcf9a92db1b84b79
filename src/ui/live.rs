//! The live picture of the camera over the tray, and the moment at which it is looked at.
//!
//! The camera runs only while its picture is shown: nobody is watched by a window that is locked or
//! busy with something else.

use std::time::Duration;

use eframe::egui::{
    self, CornerRadius, Image, TextureHandle, TextureOptions, Ui, Vec2, load::SizedTexture, vec2,
};

use super::app::App;
use super::gate::Gate;
use super::pictures;
use super::state::{Screen, Source, Work};
use super::strings::{text, text_with};
use super::theme;
use super::told::told;
use crate::camera::{Feed, Frame, Scene, Sight, State};
use crate::people::Action;
use crate::station::{Ruling, Station};

/// The running camera, as the window holds it.
#[derive(Default)]
pub struct Live {
    feed: Option<Feed>,
    /// Frames seen of this feed.
    frames: u64,
    newest: Option<Frame>,
    /// Survives the feed: a pill that was recorded and still lies there is not looked at again.
    scene: Scene,
    /// The job that began because a scene lay still, not because a person asked.
    pub by_itself: Option<u64>,
}

/// The camera as the screens show it.
#[derive(Clone, Default)]
pub struct Shown {
    /// How it is doing; nothing while it does not run.
    pub state: Option<State>,
    pub picture: Option<TextureHandle>,
}

impl Shown {
    /// The live picture, if frames come.
    pub fn live(&self) -> Option<&TextureHandle> {
        let is_live = matches!(self.state, Some(State::Live(_) | State::Stalled(_)));
        self.picture.as_ref().filter(|_| is_live)
    }
}

impl App {
    /// Starts and stops the camera as the screen needs it, and takes in its newest frame.
    pub(super) fn mind_camera(&mut self, ctx: &egui::Context) {
        if !self.wants_camera() {
            self.live.feed = None;
            self.live.newest = None;
            self.state.camera = Shown::default();
            return;
        }
        if self.live.feed.is_none() {
            let ctx = ctx.clone();
            let choice = self.station.camera_choice();
            match Station::watch(choice, move || ctx.request_repaint()) {
                Ok(feed) => {
                    self.live.frames = 0;
                    self.live.feed = Some(feed);
                }
                Err(error) => tracing::warn!("the camera's thread cannot be started: {error}"),
            }
        }
        let Some(feed) = &self.live.feed else { return };
        let state = feed.state();
        if matches!(state, State::Live(_) | State::Stalled(_)) {
            // A driver that hangs brings no news.
            ctx.request_repaint_after(Duration::from_secs(1));
        }
        let newest = feed.newest(self.live.frames);
        self.state.camera.state = Some(state);
        if let Some((number, frame)) = newest {
            self.live.frames = number;
            self.take_in_frame(ctx, frame);
        }
    }

    fn wants_camera(&self) -> bool {
        let state = &self.state;
        let on_screen = match state.screen {
            Screen::Capture => state.tray.is_none(),
            Screen::Result => state.wants_other_side,
            _ => false,
        };
        let forbidden = matches!(
            self.station.site_mode().ruling(Action::RecordItem),
            Ruling::No(_)
        );
        on_screen
            && !forbidden
            && matches!(state.gate, Gate::Open)
            && self.station.offers(Action::RecordItem).is_ok()
    }

    fn take_in_frame(&mut self, ctx: &egui::Context, frame: Frame) {
        let picture = pictures::converted(&frame.pixels);
        match &mut self.state.camera.picture {
            Some(texture) => texture.set(picture, TextureOptions::LINEAR),
            none => *none = Some(ctx.load_texture("camera", picture, TextureOptions::LINEAR)),
        }
        let sight = self.live.scene.look(&frame);
        self.live.newest = Some(frame);
        if let Sight::New(best) = sight
            && self.state.work == Work::Idle
            && self.state.screen == Screen::Capture
        {
            let notice = self.state.notice.take();
            self.look(Source::Frame(best));
            self.state.notice = notice;
            self.live.by_itself = Some(self.job);
        }
    }

    /// Looks at what the camera shows now.
    pub(super) fn take_picture(&mut self) {
        match &self.live.newest {
            Some(frame) => {
                let frame = frame.clone();
                self.look(Source::Frame(frame));
            }
            None => self.state.warn(text("camera-no-picture")),
        }
    }
}

/// The live picture, as large as fits into `room`.
pub fn picture(ui: &mut Ui, texture: &TextureHandle, room: Vec2) {
    let size = texture.size_vec2();
    let scale = (room.x / size.x.max(1.0)).min(room.y / size.y.max(1.0));
    ui.add(
        Image::from_texture(SizedTexture::new(texture.id(), size))
            .fit_to_exact_size(vec2(size.x * scale, size.y * scale))
            .corner_radius(CornerRadius::same(theme::RADIUS))
            .alt_text(text("camera-picture")),
    );
}

/// How the camera is doing, in words.
pub fn words(shown: &Shown) -> String {
    match &shown.state {
        None | Some(State::Opening) => text("camera-opening"),
        Some(State::Live(settings)) => {
            text_with("camera-live", [("settings", settings.as_str().into())])
        }
        Some(State::Stalled(seconds)) => {
            text_with("camera-stalled", [("seconds", (*seconds).into())])
        }
        Some(State::Lost(fault)) => told(&fault),
    }
}
