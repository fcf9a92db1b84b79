//! A tap that comes twice counts once: what the first opened or uncovered is not what the second was meant for.

use std::mem::{Discriminant, discriminant};

use eframe::egui::{self, Key, Modifiers, PointerState, Pos2};

use super::app::App;
use super::custody::Page;
use super::gate::Gate;
use super::keys;
use super::kit::theme::CONTROL_HEIGHT;
use super::state::{AGAIN_S, Screen, State};

/// How far from the first the second comes down at most, points: a finger's width.
const FINGER: f32 = CONTROL_HEIGHT;

/// What a finger came down on.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Front {
    screen: Screen,
    page: Page,
    gate: Discriminant<Gate>,
    boxes: [bool; 7],
    /// The keys on the screen, which come over what lies at the bottom.
    keys: bool,
}

impl Front {
    fn of(state: &State) -> Self {
        Self {
            screen: state.screen,
            page: state.custody.page,
            gate: discriminant(&state.gate),
            boxes: keys::boxes(state),
            keys: state.keyboard.as_ref().is_some_and(|keys| keys.shown),
        }
    }
}

/// A tap, and when its finger was last there.
struct Tap {
    place: Pos2,
    at_s: f64,
    on: Front,
}

impl Tap {
    /// Whether a finger that comes down now, at this place, was meant for what the tap was on, which is not
    /// there any more.
    fn is_meant_by(&self, place: Pos2, now_s: f64, on: Front) -> bool {
        self.on != on && now_s - self.at_s < AGAIN_S && self.place.distance(place) < FINGER
    }
}

/// What of earlier taps the next one depends on.
#[derive(Default)]
pub struct Taps {
    /// When the gate was closed last, by the clock of the window.
    pub shut_s: Option<f64>,
    /// The last one that was meant.
    last: Option<Tap>,
    /// A finger came down that was not meant for what lies there: nor is what it may have done within this frame.
    pub again: bool,
}

impl App {
    /// Drops a second tap; and, at the gate, one anywhere and Enter that comes twice: neither is meant for what
    /// comes to stand behind it.
    pub(super) fn mind_second_tap(&mut self, ctx: &egui::Context) {
        let now = self.window_time();
        let on = Front::of(&self.state);
        let taps = &mut self.taps;
        let is_open = matches!(self.state.gate, Gate::Open);
        let just_opened = is_open && taps.shut_s.is_some_and(|shut| now - shut < AGAIN_S);
        if just_opened {
            ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        }
        let (pressed, released, place) = ctx.input(|input| {
            let pointer = &input.pointer;
            (
                pointer.any_pressed(),
                pointer.any_released(),
                pointer.interact_pos(),
            )
        });
        let is_second = |place| {
            let last = taps.last.as_ref();
            last.is_some_and(|last| last.is_meant_by(place, now, on))
        };
        taps.again = pressed && (just_opened || place.is_some_and(is_second));
        if taps.again {
            // Nothing is under a finger that never came down.
            ctx.input_mut(|input| input.pointer = PointerState::default());
        } else if pressed {
            taps.last = place.map(|place| Tap {
                place,
                at_s: now,
                on,
            });
        } else if let Some(last) = taps.last.as_mut().filter(|last| released && last.on == on) {
            last.at_s = now;
        }
    }
}
