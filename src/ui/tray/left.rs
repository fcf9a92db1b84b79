//! The live tray as it was left: to start over, for another picture, by a restart. The last look at it is
//! looked at again first, so that what lies there and is recorded is known and not recorded twice.

use std::mem;

use eframe::egui::Ui;
use serde::{Deserialize, Serialize};

use super::live::is_folder;
use crate::camera::Frame;
use crate::tray::Change;
use crate::ui::app::{App, View};
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::widgets::Button;
use crate::ui::kit::widgets::callout;
use crate::ui::pill::Pill;
use crate::ui::state::{Screen, State, Tray, Work};
use crate::ui::words::strings::{text, text_with};
use crate::ui::workers::identify::Order;
use crate::ui::workers::sight::Lies;

/// Part of its length by which the middle of a pill may lie elsewhere when the same picture is looked
/// at again.
const NEAR: f32 = 0.3;

/// How the live tray was left.
pub struct LeftTray {
    /// What the last look saw; nothing where that cannot be read any more.
    pub frame: Option<Frame>,
    /// Number under which it was followed.
    pub job: u64,
    /// Nobody watched it since: what lies there may be other pills.
    pub unwatched: bool,
    pub pills: Vec<Was>,
}

/// A pill that lay there.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Was {
    pub number: u32,
    /// Its middle, pixels.
    pub at: [i32; 2],
    pub quantity: u32,
    /// As [`Pill::recorded`].
    pub recorded: Option<String>,
    /// As [`Pill::withdrawn`].
    #[serde(default)]
    pub withdrawn: bool,
}

/// How a live tray that is left is followed when it is in view again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Resume {
    /// From the beginning: nothing but records counts.
    Anew,
    AsItWas,
}

/// What was in the record when the tray was left, until the first look at it.
pub struct Carried {
    /// Pills known again in the last look.
    known: Vec<u32>,
    /// How many were not.
    unknown: usize,
}

impl Was {
    /// The pills that lie on a tray.
    pub fn all(tray: &Tray) -> Vec<Self> {
        let lying = tray.pills.iter();
        lying
            .filter_map(|pill| {
                let lies = pill.lies.as_ref()?;
                Some(Self {
                    number: pill.number,
                    at: lies.center.map(|middle| middle.round() as i32),
                    quantity: pill.quantity,
                    recorded: pill.recorded.clone(),
                    withdrawn: pill.withdrawn,
                })
            })
            .collect()
    }

    /// How far from where it lay a pill lies, in lengths of that.
    fn apart(&self, pill: &Pill) -> f32 {
        let Some(lies) = &pill.lies else {
            return f32::INFINITY;
        };
        let ([x, y], [was_x, was_y]) = (lies.center, self.at.map(|middle| middle as f32));
        (x - was_x).hypot(y - was_y) / lies.long_px.max(1.0)
    }
}

impl LeftTray {
    /// Gives each pill back what people did with it. The number that it had, with the one it has now.
    fn give_back(&self, pills: &mut [Pill]) -> Vec<(u32, u32)> {
        let mut known = Vec::new();
        for was in &self.pills {
            let nearest = pills
                .iter_mut()
                .min_by(|one, other| was.apart(one).total_cmp(&was.apart(other)));
            if let Some(pill) = nearest.filter(|pill| was.apart(pill) < NEAR) {
                pill.quantity = was.quantity;
                pill.recorded.clone_from(&was.recorded);
                pill.withdrawn = was.withdrawn;
                pill.unwatched = self.unwatched;
                known.push((was.number, pill.number));
            }
        }
        known
    }

    /// Notes that a pill is in the record as these words.
    pub fn set_recorded(&mut self, number: u32, words: String) {
        if let Some(was) = self.was(number) {
            was.recorded = Some(words);
        }
    }

    /// Notes that the record of a pill was taken back.
    pub fn take_back(&mut self, number: u32) {
        if let Some(was) = self.was(number) {
            was.recorded = None;
            was.withdrawn = true;
        }
    }

    /// How many there are of what is not in the record is not known any more.
    pub fn forget_counts(&mut self) {
        for was in self.pills.iter_mut().filter(|was| was.recorded.is_none()) {
            was.quantity = 1;
        }
    }

    fn was(&mut self, number: u32) -> Option<&mut Was> {
        self.pills.iter_mut().find(|was| was.number == number)
    }

    fn recorded(&self) -> impl Iterator<Item = &Was> {
        self.pills.iter().filter(|was| was.recorded.is_some())
    }
}

impl State {
    /// Pills that are recorded may be among those that lie there, and are not known.
    pub(in crate::ui) fn must_be_cleared(&self) -> bool {
        self.lost > 0 && self.is_live()
    }
}

impl App {
    /// Puts away what is on the table; a live tray is looked at from the beginning, but what lies there
    /// and is recorded stays so.
    pub(in crate::ui) fn put_away(&mut self) {
        self.job += 1;
        self.keeping.overtaken = None;
        self.identify.order(Order::Stop);
        self.leave_tray(Resume::Anew);
        self.state.tray = None;
        self.state.put_stated_away();
        self.live.start_over();
        self.state.work = Work::Idle;
        self.state.wants_other_side = false;
        self.state.screen = Screen::Capture;
    }

    /// Notes how the live tray is left, if it is on the table.
    pub(in crate::ui) fn leave_tray(&mut self, resume: Resume) {
        let tray = self.state.tray.as_ref().filter(|tray| tray.live);
        let (Some(tray), Some(job)) = (tray, self.live.job()) else {
            return;
        };
        let anew = resume == Resume::Anew;
        let mut left = LeftTray {
            frame: self.live.seen.clone(),
            job,
            unwatched: !anew || tray.pills.iter().any(|pill| pill.unwatched),
            pills: Was::all(tray),
        };
        if anew {
            left.forget_counts();
        }
        let was_recorded = |was: &Was| was.recorded.is_some() || was.withdrawn;
        // What is on its way to the record is there in a moment.
        let counts = left.pills.iter().any(was_recorded) || self.state.saving;
        let keeps = if anew { counts } else { !left.pills.is_empty() };
        self.live.left = keeps.then_some(left);
    }

    /// Before the tray is followed anew: looks at what the last look saw.
    pub(in crate::ui) fn look_back(&mut self) {
        let busy = self.state.work != Work::Idle || self.state.saving;
        if busy || self.live.job().is_some() || self.state.tray.is_some() {
            return;
        }
        match self.live.left.as_ref().map(|left| left.frame.clone()) {
            Some(Some(frame)) => {
                self.live.looks_back = true;
                self.follow(frame);
            }
            Some(None) => self.cannot_look_back(),
            None => {}
        }
    }

    /// The last look cannot be looked at: how many were recorded is all that is known.
    pub(in crate::ui) fn cannot_look_back(&mut self) {
        self.live.looks_back = false;
        if let Some(left) = self.live.left.take() {
            self.live.carried = Some(Carried {
                known: Vec::new(),
                unknown: left.recorded().count(),
            });
        }
    }

    /// The look back came: gives its pills what people did with them.
    pub(in crate::ui) fn know_again(&mut self, pills: &mut [Pill]) {
        if !mem::take(&mut self.live.looks_back) {
            return;
        }
        let Some(left) = self.live.left.take() else {
            return;
        };
        let known = left.give_back(pills);
        let now = |number: u32| {
            known
                .iter()
                .find(|(was, _)| *was == number)
                .map(|(_, is)| *is)
        };
        if let Some(last) = self.state.last.as_mut().filter(|last| last.job == left.job) {
            last.job = self.tray_job;
            for (_, number) in &mut last.rows {
                *number = number.and_then(now);
            }
        }
        let numbers: Vec<u32> = left.recorded().filter_map(|was| now(was.number)).collect();
        self.live.carried = left.unwatched.then(|| Carried {
            unknown: left.recorded().count() - numbers.len(),
            known: numbers,
        });
    }

    /// The first look at a tray that nobody watched: recorded pills that are not where they lay may be
    /// those that were not known.
    pub(in crate::ui) fn look_for_carried(&mut self, pills: &[Lies]) {
        if self.live.looks_back {
            return;
        }
        let Some(carried) = self.live.carried.take() else {
            return;
        };
        let lies = |number: &u32| pills.iter().any(|lies| lies.number == *number);
        let gone = carried.known.iter().filter(|number| !lies(number)).count();
        if pills.iter().any(|lies| lies.change == Change::New) {
            self.state.lost = gone + carried.unknown;
        }
    }
}

/// Says what of the live tray was recorded before it was out of sight.
pub fn warnings(ui: &mut Ui, view: &View, tray: &Tray, commands: &mut Vec<Command>) {
    if view.state.must_be_cleared() {
        let count = view.state.lost.into();
        callout(ui, &text_with("tray-lost", [("count", count)]));
        let cleared = Button::new(text("tray-cleared")).icon(Icon::Check);
        if cleared.show(ui).clicked() {
            commands.push(Command::TrayIsCleared);
        }
    }
    let known = |pill: &&Pill| pill.unwatched && pill.recorded.is_some();
    let count = tray.pills.iter().filter(known).count();
    if count > 0 {
        // Where no camera sees a pill leave, nothing but a photograph without it tells that it did.
        let words = if is_folder(view.station) {
            "tray-known-again-folder"
        } else {
            "tray-known-again"
        };
        callout(ui, &text_with(words, [("count", count.into())]));
    }
}
