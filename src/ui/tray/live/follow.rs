//! Following the tray: one look at a time, and what comes meanwhile waits for it.

use std::mem;

use super::{Live, is_folder};
use crate::camera::Frame;
use crate::ui::app::App;
use crate::ui::state::{Screen, Work};
use crate::ui::workers::identify::{Order, Told};

impl Live {
    /// Whether `job` is the live tray's.
    pub fn is(&self, job: u64) -> bool {
        self.job == Some(job)
    }

    /// A look came back. Whether a person had asked for it.
    pub fn answered(&mut self) -> bool {
        self.under_way = false;
        !self.looks_back && mem::take(&mut self.asked)
    }

    /// What that look saw was used.
    pub fn was_used(&mut self) {
        self.seen = self.looking.take();
    }

    /// Number under which the tray is followed, if it is.
    pub fn job(&self) -> Option<u64> {
        self.job
    }

    /// The tray is followed no more; the next scene that lies still begins anew.
    pub fn rest(&mut self) {
        self.job = None;
        self.under_way = false;
        self.waiting = None;
        self.looks_back = false;
        self.forgotten.clear();
    }

    /// Nobody asks any more for a pill that was taken off the tray.
    pub fn ask_no_more(&mut self, number: u32) {
        self.forgotten.push(number);
    }

    /// As [`Live::rest`], and what lies there now is looked at again.
    pub fn start_over(&mut self) {
        self.rest();
        self.look_at_once();
    }

    /// What the last look saw is looked at again, unless something newer waits.
    pub fn look_once_more(&mut self) {
        if self.waiting.is_none() {
            self.waiting.clone_from(&self.seen);
        }
    }
}

impl App {
    /// Looks at the tray once more, after the look that is under way.
    pub(in crate::ui) fn follow(&mut self, frame: Frame) {
        if !self.is_live() {
            return;
        }
        if self.live.under_way || self.state.work != Work::Idle {
            self.live.waiting = Some(frame);
            return;
        }
        let job = *self.live.job.get_or_insert_with(|| {
            self.job += 1;
            self.job
        });
        let recorded = self.state.tray.iter().flat_map(|tray| &tray.pills);
        let recorded = recorded.filter(|pill| pill.recorded.is_some());
        let told = Told {
            recorded: recorded.map(|pill| pill.number).collect(),
            forgotten: mem::take(&mut self.live.forgotten),
            turns: self.state.in_hand.filter(|_| self.state.wants_other_side),
            unwatched: is_folder(&self.station),
        };
        self.live.under_way = true;
        // What waits is older.
        self.live.waiting = None;
        self.live.looking = Some(frame.clone());
        self.identify.order(Order::Follow { job, frame, told });
    }

    /// Looks at what came while a look was under way, or a photograph was looked at that is not used.
    pub(in crate::ui) fn follow_on(&mut self) {
        if let Some(frame) = self.live.waiting.take() {
            self.follow(frame);
        }
    }

    /// Asks no more for a pill that was taken off the tray.
    pub(in crate::ui) fn forget(&mut self, number: u32) {
        let Some(tray) = &mut self.state.tray else {
            return;
        };
        if tray.pill(number).is_some_and(|pill| pill.lies.is_some()) {
            return;
        }
        tray.pills.retain(|pill| pill.number != number);
        self.live.ask_no_more(number);
        if tray.pills.is_empty() {
            self.state.tray = None;
            self.state.put_stated_away();
        }
        self.state.screen = Screen::Capture;
    }
}
