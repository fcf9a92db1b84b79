//! What the threads that look have seen, noted in the state.

use std::mem;

use eframe::egui::{self, ColorImage, TextureHandle, TextureOptions};

use super::app::App;
use super::calibration;
use super::keys::is_covered;
use super::pill::{Choice, Pill, Reading, SeenSide};
use super::state::{Chain, Screen, State, Tray, Work};
use super::tray::left::Resume;
use super::words::strings::text;
use super::workers::looking::Refusal;
use super::workers::sight::{Lies, Sight};
use crate::station::Scale;
use crate::tray::Change;
use crate::vision::Flaw;

impl App {
    pub(super) fn note_sight(&mut self, ctx: &egui::Context, sight: Sight) {
        match sight {
            Sight::Awake {
                versions,
                reads_imprints,
            } => {
                self.state.chain = Chain::Awake {
                    versions,
                    reads_imprints,
                };
            }
            Sight::Missing(words) => self.state.chain = Chain::Missing(words),
            Sight::LookAgain => self.live.look_again(ctx),
            Sight::Measured(scale) => self.note_scale(*scale),
            Sight::Found {
                job,
                overview,
                size,
                pills,
                missing,
                flaws,
            } if self.live.is(job) => {
                let asked = self.live.answered();
                self.live.was_used();
                // What was seen before it was left is not what lies there now.
                self.state.camera.unchecked = self.live.looks_back && self.goes_unseen();
                self.state.camera.refused = None;
                let texture = texture(ctx, "tray", overview);
                self.tray_job = job;
                self.note_live(ctx, (texture, size), pills, &missing, asked);
                self.state.note_flaws(flaws);
                self.follow_on();
            }
            Sight::Found {
                job,
                overview,
                size,
                pills,
                flaws,
                ..
            } if job == self.job || self.is_overtaken(job) => {
                self.tray_job = job;
                let texture = texture(ctx, "photograph", overview);
                if job == self.job {
                    self.state.work = Work::Idle;
                    self.keeping.overtaken = None;
                    self.show_tray(ctx, texture, size, pills);
                } else {
                    self.show_overtaken(ctx, texture, size, pills);
                }
                self.state.note_flaws(flaws);
            }
            Sight::Side { job, pill, seen } if job == self.job => {
                self.state.work = Work::Idle;
                self.keeping.asked = None;
                self.state.wants_other_side = false;
                let side = SeenSide::new(ctx, seen);
                if let Some(pill) = self.pill_at(pill) {
                    pill.take_side(side);
                }
                self.follow_on();
            }
            Sight::Split { job, pill, other } if job == self.tray_job => {
                self.note_split(pill, other);
            }
            Sight::Read {
                job,
                pill,
                answer,
                done,
            } if job == self.tray_job => {
                if let Some(pill) = self.pill_at(pill) {
                    pill.take_answer(*answer, done);
                }
            }
            Sight::Unusable { job, refusal } if self.live.is(job) => {
                let asked = self.live.answered();
                if self.live.looks_back {
                    self.cannot_look_back();
                }
                self.state.camera.unchecked = true;
                match refusal {
                    Refusal::Flaw(flaw) => self.state.camera.refused = Some(flaw),
                    // Said on the screen already, and not again for every pill laid down.
                    Refusal::Words(_) if !asked && self.chain_is_missing() => {}
                    Refusal::Words(words) => self.state.warn(words),
                }
                self.follow_on();
            }
            Sight::Unusable { job, refusal } if job == self.job => self.note_refused(refusal),
            Sight::Unread { job, pill, words } if job == self.tray_job => {
                if let Some(pill) = self.pill_at(pill) {
                    pill.reading = Reading::Failed(words);
                }
            }
            // An answer about a photograph that is no longer on the table.
            Sight::Found { .. }
            | Sight::Side { .. }
            | Sight::Split { .. }
            | Sight::Read { .. }
            | Sight::Unusable { .. }
            | Sight::Unread { .. } => {}
        }
    }

    /// A photograph that was opened is not used.
    fn note_refused(&mut self, refusal: Refusal) {
        self.state.work = Work::Idle;
        self.keeping.overtaken = None;
        // It is not on the table, and a label must not come to lie on the disk.
        let source = self.keeping.asked.take();
        let is_label = matches!(refusal, Refusal::Flaw(Flaw::Label));
        self.state.warn(refusal.words());
        if let Some(notice) = &mut self.state.notice {
            notice.label = source.filter(|_| is_label);
        }
        self.follow_on();
    }

    /// How pictures of the camera are measured from now on; one that moved is said on every screen.
    fn note_scale(&mut self, scale: Scale) {
        if matches!(scale, Scale::Moved(_)) {
            self.state.warn(calibration::scale_words(&scale));
        }
        self.state.scale = Some(scale);
    }

    fn chain_is_missing(&self) -> bool {
        matches!(self.state.chain, Chain::Missing(_))
    }

    fn pill_at(&mut self, number: u32) -> Option<&mut Pill> {
        self.state.tray.as_mut()?.pill_mut(number)
    }

    /// A photograph that stands for itself.
    fn show_tray(
        &mut self,
        ctx: &egui::Context,
        texture: TextureHandle,
        size: [u32; 2],
        pills: Vec<Lies>,
    ) {
        if pills.is_empty() {
            self.state.warn(text("no-pill-found"));
        }
        self.leave_tray(Resume::AsItWas);
        self.live.rest();
        self.keeping.source = self.keeping.asked.take();
        let tray = Tray {
            texture,
            size,
            drawing: self.drawing,
            live: false,
            flaws: Vec::new(),
            pills: pills
                .into_iter()
                .filter_map(|lies| Pill::found(ctx, lies))
                .collect(),
        };
        self.state.in_hand = tray.pills.first().map(|pill| pill.number);
        self.state.wants_other_side = false;
        let went_on = self.went_on();
        // What is stated on those screens is of what is searched or scanned there.
        let elsewhere = went_on && matches!(self.state.screen, Screen::Search | Screen::Scan);
        let had_item = self.state.tray.is_some() || self.state.screen == Screen::Search;
        if had_item && !elsewhere {
            self.state.put_stated_away();
        }
        if !went_on {
            self.state.screen = if is_one_pill(&tray) {
                Screen::Result
            } else {
                Screen::Capture
            };
        } else if self.state.screen == Screen::Search {
            // What is searched for is not another pill.
            self.state.let_go();
        }
        self.state.tray = Some(tray);
    }

    fn is_overtaken(&self, job: u64) -> bool {
        let overtaken = self.keeping.overtaken.as_ref();
        overtaken.is_some_and(|overtaken| overtaken.job == job)
    }

    /// A photograph that was taken in when the next was asked for. The thread that looks has put away all else
    /// for it, and it stays on the table where the next is refused.
    fn show_overtaken(
        &mut self,
        ctx: &egui::Context,
        texture: TextureHandle,
        size: [u32; 2],
        pills: Vec<Lies>,
    ) {
        let Some(overtaken) = self.keeping.overtaken.take() else {
            return;
        };
        let asked = mem::replace(&mut self.keeping.asked, overtaken.source);
        let drawing = mem::replace(&mut self.drawing, overtaken.drawing);
        self.show_tray(ctx, texture, size, pills);
        self.keeping.asked = asked;
        self.drawing = drawing;
    }

    /// Whether a person is at something else by now than when the photograph was asked for. Whoever is at
    /// the table is shown what lies there now.
    fn went_on(&self) -> bool {
        let state = &self.state;
        let at_table = matches!(
            state.screen,
            Screen::Capture | Screen::Result | Screen::Teach
        );
        !at_table && (state.screen != self.looked_from || is_covered(state))
    }

    /// The live tray as it lies now. `asked`: a person wanted this look.
    fn note_live(
        &mut self,
        ctx: &egui::Context,
        (texture, size): (TextureHandle, [u32; 2]),
        pills: Vec<Lies>,
        missing: &[u32],
        asked: bool,
    ) {
        if asked && pills.is_empty() {
            self.state.warn(text("no-pill-found"));
        }
        self.look_for_carried(&pills);
        let before = self.state.tray.take().filter(|tray| tray.live);
        let had_one = before.as_ref().is_none_or(|tray| tray.pills.len() < 2);
        let mut known = before.map_or_else(Vec::new, |tray| tray.pills);
        let mut next: Vec<Pill> = Vec::with_capacity(pills.len() + missing.len());
        let mut lost = Vec::new();
        for lies in pills {
            let turned = lies.change == Change::Turned;
            if turned && self.state.in_hand == Some(lies.number) {
                self.state.wants_other_side = false;
            }
            let at = known.iter().position(|pill| pill.number == lies.number);
            let number = lies.number;
            let pill = match at.map(|at| known.swap_remove(at)) {
                Some(pill) => Some(pill.lying(ctx, lies)),
                None => Pill::found(ctx, lies),
            };
            match pill {
                Some(pill) => next.push(pill),
                None => lost.push(number),
            }
        }
        // It was let go while this look saw it laid down again: it is found as another.
        if !lost.is_empty() {
            for number in lost {
                self.live.ask_no_more(number);
            }
            self.live.look_once_more();
        }
        known.retain(|pill| missing.contains(&pill.number));
        for mut pill in known {
            pill.lies = None;
            next.push(pill);
        }
        next.sort_by_key(|pill| pill.number);
        self.know_again(&mut next);
        self.forget_gone(&next);
        let is_open = |pill: &Pill| pill.lies.is_some() && pill.recorded.is_none();
        if !next.iter().any(is_open) {
            self.state.lost = 0;
        }
        if next.is_empty() {
            if self.state.screen == Screen::Result {
                self.state.screen = Screen::Capture;
            }
            self.state.wants_other_side = false;
            return;
        }
        let tray = Tray {
            texture,
            size,
            drawing: false,
            live: true,
            flaws: Vec::new(),
            pills: next,
        };
        let lies = |number| tray.pill(number);
        let gone = self.state.in_hand.and_then(lies).is_none();
        if gone {
            self.state.let_go();
            // What is searched for is not another pill.
            if self.state.screen != Screen::Search {
                self.state.in_hand = tray.pills.first().map(|pill| pill.number);
            }
        }
        let in_hand = self.state.in_hand.and_then(lies);
        let undecided =
            in_hand.is_none_or(|pill| pill.choice == Choice::Nothing && pill.recorded.is_none());
        match self.state.screen {
            Screen::Capture if had_one && undecided && is_one_pill(&tray) => {
                self.state.screen = Screen::Result;
            }
            // A pill that was shown because it was the only one, and is not any more.
            Screen::Result if gone || (had_one && undecided && !is_one_pill(&tray)) => {
                self.state.screen = Screen::Capture;
            }
            _ => {}
        }
        self.state.tray = Some(tray);
    }

    fn note_split(&mut self, number: u32, other: Option<u32>) {
        let Some(tray) = &mut self.state.tray else {
            return;
        };
        let live = tray.live;
        let Some(pill) = tray.pill_mut(number) else {
            return;
        };
        let second = if pill.sides.len() > 1 {
            pill.sides.pop()
        } else {
            None
        };
        pill.unsettle();
        if let (Some(number), Some(side)) = (other, second) {
            let lies = if live { pill.lies.take() } else { None };
            tray.pills.push(Pill::new(number, lies, vec![side]));
            self.state.screen = Screen::Capture;
        }
    }
}

impl State {
    /// What is wrong with the picture of the tray.
    fn note_flaws(&mut self, flaws: Vec<Flaw>) {
        if let Some(tray) = &mut self.tray {
            tray.flaws = flaws;
        }
    }

    /// Takes the only pill there is in hand, where nothing was decided of it yet.
    pub(super) fn take_only_pill(&mut self) {
        let only = self.tray.as_ref().filter(|tray| is_one_pill(tray));
        let open = only.and_then(|tray| tray.pills.first());
        if let Some(pill) = open.filter(|pill| pill.lies.is_some() && pill.recorded.is_none()) {
            self.in_hand = Some(pill.number);
            self.screen = Screen::Result;
        }
    }
}

/// A single pill needs no choosing, unless it may be several.
fn is_one_pill(tray: &Tray) -> bool {
    matches!(tray.pills.as_slice(), [pill] if !pill.is_touching())
}

fn texture(ctx: &egui::Context, name: &str, picture: ColorImage) -> TextureHandle {
    ctx.load_texture(name, picture, TextureOptions::LINEAR)
}
