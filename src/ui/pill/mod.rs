//! One pill of the tray: what is known and decided about it.

pub mod agreed;
pub mod candidates;
pub mod decide;
pub mod drawing;
pub mod hazard_banner;
pub mod label;
pub mod quantity;
pub mod recording;
pub mod remarks;
pub mod same_case;
pub mod screen;
pub mod search;
pub mod searching;

use std::sync::Arc;

use eframe::egui::{self, TextureHandle, TextureOptions};

use crate::catalog::ProductId;
use crate::identify::{Expected, Identification, TypedImprint};
use crate::tray::Change;
use crate::ui::workers::answer::Answer;
use crate::ui::workers::sight::{Lies, Seen};
use crate::vision::{Flaw, PillView};

/// One pill and what is known and decided about it.
pub struct Pill {
    /// Stays with the pill as long as it is followed; from 1.
    pub number: u32,
    /// Where it lies now; nothing when it was taken off the live tray.
    pub lies: Option<Arc<PillView>>,
    /// One or two sides, the first from the tray's own photograph.
    pub sides: Vec<SeenSide>,
    pub reading: Reading,
    /// [`Answer::turn`] of the reading.
    turn: u64,
    pub choice: Choice,
    /// Whether it is what the label says, where somebody said what that is.
    pub expected: Option<Expected>,
    pub imprint: ImprintTyped,
    pub quantity: u32,
    /// Already in the record, as which words.
    pub recorded: Option<String>,
    /// Its record was taken back: what the model says of it records nothing any more, until a person picks.
    pub withdrawn: bool,
    /// It was out of sight for a time, or does not lie quite as it lay: another may have been laid in its place.
    pub unwatched: bool,
}

impl Pill {
    pub fn new(number: u32, lies: Option<Arc<PillView>>, sides: Vec<SeenSide>) -> Self {
        Self {
            number,
            lies,
            sides,
            reading: Reading::Waiting,
            turn: 0,
            choice: Choice::Nothing,
            expected: None,
            imprint: ImprintTyped::default(),
            quantity: 1,
            recorded: None,
            withdrawn: false,
            unwatched: false,
        }
    }

    /// A pill that was not on the tray before.
    pub fn found(ctx: &egui::Context, lies: Lies) -> Option<Self> {
        let side = SeenSide::new(ctx, lies.seen?);
        Some(Self::new(lies.number, Some(lies.view), vec![side]))
    }

    /// The pill where it lies now, perhaps with a side that was not seen before.
    #[must_use]
    pub fn lying(mut self, ctx: &egui::Context, lies: Lies) -> Self {
        self.lies = Some(lies.view);
        self.unwatched |= lies.change == Change::Shifted;
        let Some(side) = lies.seen.map(|seen| SeenSide::new(ctx, seen)) else {
            return self;
        };
        match lies.change {
            Change::Turned => self.take_side(side),
            Change::Freed | Change::New => {
                return Self {
                    quantity: self.quantity,
                    recorded: self.recorded,
                    withdrawn: self.withdrawn,
                    unwatched: self.unwatched,
                    ..Self::new(self.number, self.lies, vec![side])
                };
            }
            Change::Known | Change::Shifted => {}
        }
        self
    }

    /// Takes its second side, in place of what was seen of that before.
    pub fn take_side(&mut self, side: SeenSide) {
        self.sides.truncate(1);
        self.sides.push(side);
        self.unsettle();
    }

    /// What was read does not hold any more; it stays in view until there is something newer.
    pub fn unsettle(&mut self) {
        self.choice = Choice::Nothing;
        if let Reading::Done(found) = &self.reading {
            self.reading = Reading::Picture(Arc::clone(found));
        }
    }

    /// Its record was taken back, and with it the decision.
    pub fn take_back(&mut self) {
        self.recorded = None;
        self.withdrawn = true;
        self.choice = Choice::Nothing;
    }

    /// Nothing is picked or stated of it, for the next person. Whether what was said to be written on it had
    /// been taken into account.
    pub fn forget_stated(&mut self) -> bool {
        self.choice = Choice::Nothing;
        if self.recorded.is_some() {
            return false;
        }
        self.quantity = 1;
        !std::mem::take(&mut self.imprint).told.is_empty()
    }

    /// Takes an answer, unless a later one came before it.
    pub fn take_answer(&mut self, answer: Answer, done: bool) {
        if answer.turn > self.turn {
            self.turn = answer.turn;
            self.take_reading(answer.identification, done);
            self.expected = answer.expected;
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

    /// Whether a person typed, or took back, what its reading does not answer yet, and still may.
    pub fn is_yet_to_weigh(&self) -> bool {
        let typed = TypedImprint::new(&self.imprint.words);
        let found = self.reading.identification();
        let weighed = found.and_then(|found| found.typed.as_deref());
        let failed = matches!(self.reading, Reading::Failed(_));
        !failed
            && typed.as_ref().map(TypedImprint::text) != weighed.map(|typed| typed.text.as_str())
    }

    /// Where it lies its outline is a guess: nobody can say what it is, nor how many it is.
    pub fn is_touching(&self) -> bool {
        self.lies.as_ref().is_some_and(|view| view.touching)
    }

    /// What is wrong with how it shows, each once.
    pub fn flaws(&self) -> Vec<Flaw> {
        let mut flaws: Vec<Flaw> = self
            .sides
            .iter()
            .flat_map(|side| &side.view.flaws)
            .copied()
            .collect();
        flaws.sort_unstable();
        flaws.dedup();
        flaws
    }
}

/// What a person says is written on a pill.
#[derive(Clone, Default, Debug)]
pub struct ImprintTyped {
    /// In the field.
    pub words: String,
    /// What of it was taken into account.
    pub told: String,
}

/// One side of a pill as photographed.
pub struct SeenSide {
    pub view: Arc<PillView>,
    pub crop: TextureHandle,
    pub photo_sha256: String,
    pub setup: Option<Arc<str>>,
}

impl SeenSide {
    pub fn new(ctx: &egui::Context, seen: Seen) -> Self {
        Self {
            crop: ctx.load_texture("pill", seen.crop, TextureOptions::LINEAR),
            view: seen.view,
            photo_sha256: seen.photo_sha256,
            setup: seen.setup,
        }
    }
}

/// How far the identification of a pill has come.
pub enum Reading {
    Waiting,
    /// From the picture; the imprint is still being read.
    Picture(Arc<Identification>),
    /// With the imprint, or as far as it goes without an imprint reader.
    Done(Arc<Identification>),
    Failed(String),
}

impl Reading {
    pub fn identification(&self) -> Option<&Arc<Identification>> {
        match self {
            Self::Picture(identification) | Self::Done(identification) => Some(identification),
            Self::Waiting | Self::Failed(_) => None,
        }
    }
}

/// What CONFIRM would record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    Nothing,
    /// A candidate by its place in the list; `product` is empty while look-alikes that differ as
    /// drugs wait for a person to choose between them.
    Candidate {
        place: usize,
        product: Option<ProductId>,
    },
    /// Found in the catalogue by hand.
    Searched(ProductId),
}

impl Choice {
    /// The product that would be recorded.
    pub fn product(self) -> Option<ProductId> {
        match self {
            Self::Nothing => None,
            Self::Candidate { product, .. } => product,
            Self::Searched(product) => Some(product),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{AppearanceId, Catalog};
    use crate::hazard::Verdict;
    use crate::identify::{Candidate, HazardEstimate, Outcome, Typed, TypedFinding};

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
            standing: 0.0,
            length: None,
            advice: None,
            flaws: Vec::new(),
        }
    }

    /// What stays picked of the second of three once the imprint has put them in that order.
    fn picked_after(order: &[u32]) -> Choice {
        let product = Catalog::builtin()
            .ok()
            .and_then(|all| Some(all.products().first()?.id));
        let mut pill = Pill::new(1, None, Vec::new());
        pill.take_reading(reading(&[7, 8, 9]), false);
        pill.choice = Choice::Candidate { place: 1, product };
        pill.take_reading(reading(order), true);
        assert!(matches!(pill.reading, Reading::Done(_)));
        pill.choice
    }

    #[test]
    fn an_answer_that_heard_less_does_not_overtake_a_later_one() {
        let answer = |appearance, turn| Answer {
            identification: reading(&[appearance]),
            expected: None,
            turn,
        };
        let mut pill = Pill::new(1, None, Vec::new());
        pill.take_answer(answer(7, 2), true);
        pill.take_answer(answer(8, 1), false);
        assert!(
            matches!(&pill.reading, Reading::Done(held) if held.candidates[0].appearance == AppearanceId(7))
        );
        pill.take_answer(answer(9, 3), false);
        assert!(matches!(pill.reading, Reading::Picture(_)));
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

    #[test]
    fn what_was_typed_is_weighed_before_it_is_recorded_wherever_that_can_be() {
        let mut pill = Pill::new(1, None, Vec::new());
        let typed = |pill: &mut Pill, words: &str| {
            words.clone_into(&mut pill.imprint.words);
            pill.is_yet_to_weigh()
        };
        assert!(!typed(&mut pill, "") && typed(&mut pill, "TV 5"));
        pill.take_reading(reading(&[7]), true);
        // Nothing that can be weighed.
        assert!(typed(&mut pill, "TV 5") && !typed(&mut pill, " ?! "));
        let weighed = Typed {
            text: "TV 5".into(),
            finding: TypedFinding::Agrees,
        };
        let answer = Identification {
            typed: Some(Box::new(weighed)),
            ..reading(&[7])
        };
        pill.take_reading(answer, true);
        assert!(!typed(&mut pill, " TV 5 "));
        assert!(typed(&mut pill, "TV 5 1721") && typed(&mut pill, ""));
        pill.reading = Reading::Failed(String::new());
        assert!(!typed(&mut pill, "TV 5 1721"));
    }
}
