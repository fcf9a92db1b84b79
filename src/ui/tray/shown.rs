//! The camera as the screens show it: its picture, how it is doing, what keeps it from being looked through.

use eframe::egui::{CornerRadius, Image, TextureHandle, Ui, Vec2, load::SizedTexture, vec2};

use super::left::warnings;
use crate::camera::{Fault, State};
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::theme;
use crate::ui::kit::widgets::callout;
use crate::ui::scan::{self, AtScan};
use crate::ui::state::{self, Tray};
use crate::ui::words::strings::{sentence, text, text_with};
use crate::ui::words::told::{said, told};
use crate::ui::workers::looking;
use crate::vision::Flaw;

/// The camera as the screens show it.
#[derive(Clone, Default)]
pub struct Shown {
    /// How it is doing; nothing while it does not run.
    pub state: Option<State>,
    pub picture: Option<TextureHandle>,
    /// Width and height of its frames, pixels; the picture of a large one is smaller.
    pub size: [u32; 2],
    /// It was closed because nobody was there.
    pub asleep: bool,
    /// The last look at the tray could not be used: other pills may lie there than are listed.
    pub unchecked: bool,
    /// What was wrong with its picture, where that is why.
    pub refused: Option<Flaw>,
}

impl Shown {
    /// The live picture, if frames come.
    pub fn live(&self) -> Option<&TextureHandle> {
        let is_live = matches!(self.state, Some(State::Live(_) | State::Stalled(_)));
        self.picture.as_ref().filter(|_| is_live)
    }

    /// Of a camera that is off; what the last look came to still holds for a tray that stays.
    pub fn off(&self, keeps: bool) -> Self {
        Self {
            unchecked: keeps && self.unchecked,
            refused: self.refused.filter(|_| keeps),
            ..Self::default()
        }
    }

    /// Whether the picture that it shows may be taken.
    pub fn can_take(&self) -> bool {
        self.sees() && self.picture.is_some()
    }

    /// Whether the camera sees what lies there now.
    pub fn sees(&self) -> bool {
        matches!(self.state, Some(State::Live(_)))
    }
}

impl state::State {
    /// Whether what lies on a live tray may be other than what is listed.
    pub fn is_unseen(&self, tray: &Tray) -> bool {
        tray.live && (!self.camera.sees() || self.camera.unchecked)
    }
}

/// Why the tray could not be looked at, where that is so.
pub fn refusal(ui: &mut Ui, shown: &Shown, commands: &mut Vec<Command>) {
    let Some(flaw) = shown.refused else { return };
    callout(ui, &looking::flaw_words(flaw));
    if flaw == Flaw::Label && scan::button().show(ui).clicked() {
        commands.push(Command::Scan(AtScan::Open));
    }
}

/// What is wrong with a tray that is live: the camera does not see it, or did not for a time.
pub fn troubles(ui: &mut Ui, view: &View, tray: &Tray, commands: &mut Vec<Command>) {
    if !tray.live {
        return;
    }
    if let Some(words) = trouble(view.state) {
        callout(ui, &words);
    }
    refusal(ui, &view.state.camera, commands);
    warnings(ui, view, tray, commands);
}

/// Why the camera that runs shows nothing, where that is so.
pub fn trouble(state: &state::State) -> Option<String> {
    let blind = matches!(state.camera.state, Some(State::Stalled(_) | State::Lost(_)));
    blind.then(|| words(state))
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
pub fn words(state: &state::State) -> String {
    let shown = &state.camera;
    match &shown.state {
        _ if shown.asleep => text("camera-asleep"),
        None | Some(State::Opening) => text("camera-opening"),
        Some(State::Live(settings)) => {
            text_with("camera-live", [("settings", said(settings).into())])
        }
        Some(State::Stalled(seconds)) => {
            text_with("camera-stalled", [("seconds", (*seconds).into())])
        }
        // It names opening a photograph, which a kiosk does not.
        Some(State::Lost(Fault::None)) if state.kiosk => text("kiosk-no-camera"),
        Some(State::Lost(fault)) => sentence(&told(&fault)),
    }
}
