//! Looks at single frames away from the window: for the card on the tray, for barcodes.
//!
//! One look at a time; the next one takes the frame that is newest then.

use std::sync::Arc;

use super::ledger::{Answer, Job};
use super::post::Event;
use super::start;
use crate::camera::Frame;
use crate::ui::app::App;
use crate::ui::tray::live::Aim;
use crate::ui::words::strings::text_with;
use crate::ui::words::told::told;

/// Which frame was looked at last, and whether a look is under way.
#[derive(Default)]
pub struct Glance {
    under_way: bool,
    /// Number of the frame; none yet for what the camera is looked through now.
    last: Option<u64>,
}

impl Glance {
    /// What the camera shows now is looked at again.
    pub fn again(&mut self) {
        self.last = None;
    }
}

impl App {
    /// Looks at the newest frame, if that was not done yet, for what the screen wants to know of it.
    pub(in crate::ui) fn glance_at(&mut self, aim: Aim, number: u64, frame: &Frame) {
        let glance = &mut self.live.glance;
        if glance.under_way || glance.last == Some(number) {
            return;
        }
        let wanted = match aim {
            Aim::Tray => return,
            Aim::Card => self.card_look(frame.clone()),
            Aim::Label => Some(Self::label_look(frame.clone())),
        };
        let Some(look) = wanted else { return };
        self.live.glance.last = Some(number);
        self.look_aside(look);
    }

    /// Has a thread of its own look, and the window take what came of it.
    pub(in crate::ui) fn look_aside(&mut self, look: Job) {
        let (station, post) = (Arc::clone(&self.station), self.post.clone());
        let started = start("glance", move || {
            post.send(Event::Glanced(look(&station)));
        });
        match started {
            Ok(_) => self.live.glance.under_way = true,
            Err(error) => self
                .state
                .warn(text_with("no-thread", [("problem", told(&error).into())])),
        }
    }

    /// A look came back.
    pub(in crate::ui) fn glanced(&mut self, answer: Answer) {
        self.live.glance.under_way = false;
        answer(self);
    }
}
