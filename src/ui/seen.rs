//! What the threads that look have seen, noted in the state.

use std::sync::Arc;

use eframe::egui::{self, ColorImage, TextureHandle, TextureOptions};

use super::answer::Answer;
use super::app::App;
use super::calibration;
use super::looking::Refusal;
use super::sight::{Lies, Seen, Sight};
use super::state::{
    Chain, Choice, ImprintTyped, Pill, Reading, Screen, SeenSide, State, Tray, Work,
};
use super::strings::text;
use crate::identify::Identification;
use crate::station::Scale;
use crate::tray::Change;
use crate::vision::{Flaw, PillView};

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
            } if job == self.job => {
                self.state.work = Work::Idle;
                self.tray_job = job;
                let texture = texture(ctx, "photograph", overview);
                self.show_tray(ctx, texture, size, pills);
                self.state.note_flaws(flaws);
            }
            Sight::Side { job, pill, seen } if job == self.job => {
                self.state.work = Work::Idle;
                self.state.wants_other_side = false;
                let side = seen_side(ctx, seen);
                if let Some(pill) = self.pill_at(pill) {
                    pill.sides.truncate(1);
                    pill.take_side(side);
                }
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
                    let Answer {
                        identification,
                        expected,
                    } = *answer;
                    pill.take_reading(identification, done);
                    pill.expected = expected;
                }
            }
            Sight::Unusable { job, refusal } if self.live.is(job) => {
                let asked = self.live.answered();
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
        // It is not on the table, and a label must not come to lie on the disk.
        let source = self.keeping.source.take();
        let is_label = matches!(refusal, Refusal::Flaw(Flaw::Label));
        self.state.warn(refusal.words());
        if let Some(notice) = &mut self.state.notice {
            notice.label = source.filter(|_| is_label);
        }
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
        let tray = Tray {
            texture,
            size,
            drawing: self.drawing,
            live: false,
            flaws: Vec::new(),
            pills: pills
                .into_iter()
                .filter_map(|lies| new_pill(ctx, lies))
                .collect(),
        };
        self.state.focus = tray.pills.first().map_or(0, |pill| pill.number);
        self.state.wants_other_side = false;
        self.state.screen = if is_one_pill(&tray) {
            Screen::Result
        } else {
            Screen::Capture
        };
        self.state.tray = Some(tray);
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
        let before = self.state.tray.take().filter(|tray| tray.live);
        let had_one = before.as_ref().is_none_or(|tray| tray.pills.len() < 2);
        let mut known = before.map_or_else(Vec::new, |tray| tray.pills);
        let mut next: Vec<Pill> = Vec::with_capacity(pills.len() + missing.len());
        for lies in pills {
            let turned = lies.change == Change::Turned;
            if turned && self.state.focus == lies.number {
                self.state.wants_other_side = false;
            }
            let at = known.iter().position(|pill| pill.number == lies.number);
            match at.map(|at| known.swap_remove(at)) {
                Some(pill) => next.push(pill.lying(ctx, lies)),
                None => next.extend(new_pill(ctx, lies)),
            }
        }
        known.retain(|pill| missing.contains(&pill.number));
        for mut pill in known {
            pill.lies = None;
            next.push(pill);
        }
        next.sort_by_key(|pill| pill.number);
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
        let gone = tray.pill(self.state.focus).is_none();
        if gone {
            self.state.focus = tray.pills.first().map_or(0, |pill| pill.number);
            self.state.wants_other_side = false;
        }
        let undecided = tray
            .pill(self.state.focus)
            .is_none_or(|pill| pill.choice == Choice::Nothing && pill.recorded.is_none());
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
            tray.pills.push(Pill::new(number, lies, side));
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
}

impl State {
    /// Takes the only pill there is in hand, where nothing was decided of it yet.
    pub(super) fn take_only_pill(&mut self) {
        let only = self.tray.as_ref().filter(|tray| is_one_pill(tray));
        let open = only.and_then(|tray| tray.pills.first());
        if let Some(pill) = open.filter(|pill| pill.lies.is_some() && pill.recorded.is_none()) {
            self.focus = pill.number;
            self.screen = Screen::Result;
        }
    }
}

/// A single pill needs no choosing, unless it may be several.
fn is_one_pill(tray: &Tray) -> bool {
    matches!(tray.pills.as_slice(), [pill] if !pill.is_touching())
}

fn new_pill(ctx: &egui::Context, lies: Lies) -> Option<Pill> {
    let side = seen_side(ctx, lies.seen?);
    Some(Pill::new(lies.number, Some(lies.view), side))
}

impl Pill {
    fn new(number: u32, lies: Option<Arc<PillView>>, side: SeenSide) -> Self {
        Self {
            number,
            lies,
            sides: vec![side],
            reading: Reading::Waiting,
            choice: Choice::Nothing,
            expected: None,
            imprint: ImprintTyped::default(),
            quantity: 1,
            recorded: None,
        }
    }

    /// The pill where it lies now, perhaps with a side that was not seen before.
    fn lying(mut self, ctx: &egui::Context, lies: Lies) -> Self {
        self.lies = Some(lies.view);
        let Some(side) = lies.seen.map(|seen| seen_side(ctx, seen)) else {
            return self;
        };
        match lies.change {
            Change::Turned => self.take_side(side),
            Change::Freed | Change::New => {
                self.sides = vec![side];
                self.reading = Reading::Waiting;
                self.choice = Choice::Nothing;
                self.expected = None;
                self.imprint = ImprintTyped::default();
            }
            Change::Known => {}
        }
        self
    }

    fn take_side(&mut self, side: SeenSide) {
        self.sides.push(side);
        self.unsettle();
    }

    /// What was read does not hold any more; it stays in view until there is something newer.
    fn unsettle(&mut self) {
        self.choice = Choice::Nothing;
        if let Reading::Done(found) = &self.reading {
            self.reading = Reading::Picture(Arc::clone(found));
        }
    }

    /// Takes a newer reading; a candidate that was picked stays picked if it is still listed.
    fn take_reading(&mut self, identification: Identification, done: bool) {
        // A pick stays only while nothing passes it by: what was picked as the likeliest must not
        // be confirmed once the imprint has put another drug before it.
        if let Choice::Candidate { place, product } = self.choice {
            let picked = self
                .reading
                .identification()
                .and_then(|old| old.candidates.get(place))
                .map(|candidate| candidate.appearance);
            let now = identification
                .candidates
                .iter()
                .position(|candidate| Some(candidate.appearance) == picked);
            self.choice = match now {
                Some(now) if now <= place => Choice::Candidate {
                    place: now,
                    product,
                },
                _ => Choice::Nothing,
            };
        }
        let identification = Arc::new(identification);
        self.reading = if done {
            Reading::Done(identification)
        } else {
            Reading::Picture(identification)
        };
    }
}

fn seen_side(ctx: &egui::Context, seen: Seen) -> SeenSide {
    SeenSide {
        crop: texture(ctx, "pill", seen.crop),
        view: seen.view,
        photo_sha256: seen.photo_sha256,
    }
}

fn texture(ctx: &egui::Context, name: &str, picture: ColorImage) -> TextureHandle {
    ctx.load_texture(name, picture, TextureOptions::LINEAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{AppearanceId, Catalog};
    use crate::hazard::Verdict;
    use crate::identify::{Candidate, HazardEstimate, Identification, Outcome};

    fn reading(order: &[u32]) -> Identification {
        let candidates = order.iter().zip(1..).map(|(appearance, rank)| Candidate {
            rank,
            confidence: 0.1,
            appearance: AppearanceId(*appearance),
            products: Vec::new(),
            remarks: Vec::new(),
        });
        Identification {
            outcome: Outcome::Unidentified,
            candidates: candidates.collect(),
            hazard: HazardEstimate {
                verdict: Verdict::Unknown,
                probability: 0.0,
                reasons: Vec::new(),
            },
            schedule: None,
            imprint_read: Vec::new(),
            typed: None,
            length: None,
            asks_other_side: false,
            advice: None,
            flaws: Vec::new(),
        }
    }

    /// What stays picked of the second of three once the imprint has put them in that order.
    fn picked_after(order: &[u32]) -> Choice {
        let product = Catalog::builtin()
            .ok()
            .and_then(|all| Some(all.products().first()?.id));
        let mut pill = Pill {
            number: 1,
            lies: None,
            sides: Vec::new(),
            reading: Reading::Waiting,
            choice: Choice::Nothing,
            expected: None,
            imprint: ImprintTyped::default(),
            quantity: 1,
            recorded: None,
        };
        pill.take_reading(reading(&[7, 8, 9]), false);
        pill.choice = Choice::Candidate { place: 1, product };
        pill.take_reading(reading(order), true);
        assert!(matches!(pill.reading, Reading::Done(_)));
        pill.choice
    }

    #[test]
    fn a_pick_stays_until_another_candidate_passes_it_by() {
        assert!(matches!(
            picked_after(&[9, 8, 7]),
            Choice::Candidate { place: 1, .. }
        ));
        assert!(matches!(
            picked_after(&[8, 9, 7]),
            Choice::Candidate { place: 0, .. }
        ));
        assert_eq!(picked_after(&[9, 7, 8]), Choice::Nothing);
        assert_eq!(picked_after(&[9, 7, 5]), Choice::Nothing);
    }
}
