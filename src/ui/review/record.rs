//! What is decided about the item in hand: signed, recorded, and the next one taken.

use zeroize::Zeroizing;

use super::state::{Asking, CorrectTo, Correcting, Item};
use crate::catalog::SearchWords;
use crate::ledger::{Listed, Meaning, RecordId, ReviewAct, Signature};
use crate::people::Secret;
use crate::station::{Decision, StationError};
use crate::ui::app::App;
use crate::ui::state::AGAIN_S;
use crate::ui::words::strings::text_with;
use crate::ui::words::told::told;

/// Products found at most in a correction.
const FOUND: usize = 20;

impl App {
    /// Approves what is in hand, unless it has only just come there.
    pub(super) fn approve_review(&mut self) {
        if self.window_time() < self.state.review.settled_at {
            // A key held down goes on repeating.
            self.settle_review();
        } else {
            self.decide_review(ReviewAct::Approved);
        }
    }

    pub(super) fn settle_review(&mut self) {
        self.state.review.settled_at = self.window_time() + AGAIN_S;
    }

    /// Records `act`, asking for the secret first where nobody proved themselves lately.
    pub(super) fn decide_review(&mut self, act: ReviewAct) {
        let here = self.state.signed_in.as_ref().map(|account| account.id);
        let review = &self.state.review;
        let (Some(here), Some(item), true) = (here, review.item(), review.is_open()) else {
            return;
        };
        // Nobody should sign for what will be refused.
        if act == ReviewAct::Approved
            && let Err(why) = self.station.four_eyes(&item.listed, here)
        {
            self.state.warn(told(&why));
            return;
        }
        let current = item.listed.row.current;
        let review = &mut self.state.review;
        let proof = review.proof.as_ref();
        match proof.filter(|proof| self.station.still_proves(proof)) {
            Some(proof) => {
                let proof = proof.clone();
                review.asking = None;
                self.record_review(act, current, proof);
            }
            None => {
                review.asking = Some(Asking::Prove {
                    act,
                    current,
                    secret: Zeroizing::default(),
                    problem: None,
                });
            }
        }
    }

    fn record_review(&mut self, act: ReviewAct, current: RecordId, proof: Signature) {
        self.state.review.busy = self.ask(
            move |station| station.review(current, act, proof),
            Self::reviewed,
        );
    }

    /// The dialog's own button.
    pub(super) fn go_on(&mut self) {
        let review = &mut self.state.review;
        if review.busy {
            return;
        }
        match review.asking.clone() {
            None => {}
            Some(Asking::SendBack { reason }) => {
                let reason = reason.trim().to_owned();
                if !reason.is_empty() {
                    self.decide_review(ReviewAct::SentBack { reason });
                }
            }
            Some(Asking::Prove {
                act,
                current,
                secret,
                ..
            }) => self.prove_review(act, current, &secret),
            Some(Asking::Correct(correcting)) => self.record_correction(&correcting),
        }
    }

    fn prove_review(&mut self, act: ReviewAct, current: RecordId, secret: &str) {
        let Some(here) = self.state.signed_in.as_ref().map(|account| account.id) else {
            return;
        };
        let secret = Secret::new(secret);
        self.state.review.busy = self.ask(
            move |station| station.sign(here, &secret, Meaning::Reviewed),
            move |app, signed| {
                let review = &mut app.state.review;
                review.busy = false;
                // The window may have locked meanwhile; then whoever comes next begins again.
                let Some(Asking::Prove {
                    secret, problem, ..
                }) = &mut review.asking
                else {
                    return;
                };
                match signed {
                    Ok(signed) => {
                        review.asking = None;
                        review.proof = Some(signed.clone());
                        app.record_review(act, current, signed);
                    }
                    Err(error) => {
                        *secret = Zeroizing::default();
                        *problem = Some(told(&error));
                    }
                }
            },
        );
    }

    fn record_correction(&mut self, correcting: &Correcting) {
        let (Some(item), Some(to)) = (self.state.review.item(), correcting.to) else {
            return;
        };
        let current = item.listed.row.current;
        let (reason, quantity) = (correcting.reason.trim().to_owned(), correcting.quantity);
        if reason.is_empty() {
            return;
        }
        self.state.review.busy = self.ask(
            move |station| {
                let row = match to {
                    CorrectTo::Product(id) => {
                        station.correct(current, Decision::Product(id), quantity, &reason)
                    }
                    CorrectTo::Unidentified => {
                        station.correct(current, Decision::Unidentified, quantity, &reason)
                    }
                    CorrectTo::Withdrawn => station.withdraw(current, &reason),
                }?;
                station.find_listed(row.current)
            },
            |app, done| {
                if done.is_ok() {
                    app.state.review.asking = None;
                }
                app.reviewed(done);
            },
        );
    }

    /// What was recorded is said, and the next item is in hand at once.
    fn reviewed(&mut self, done: Result<Listed, StationError>) {
        self.state.review.busy = false;
        self.settle_review();
        let listed = match done {
            Ok(listed) => listed,
            Err(error) => {
                self.state.warn(told(&error));
                // What is in hand may be what somebody else has just changed.
                self.load_review();
                return;
            }
        };
        let item = Item::of(listed);
        let act = item.listed.review.as_ref().map(|review| &review.act);
        let key = match act {
            Some(ReviewAct::Approved) => "review-approved",
            Some(ReviewAct::SentBack { .. }) => "review-sent-back",
            None => "review-corrected",
        };
        let line = [
            ("drug", item.line.drug.as_str().into()),
            ("who", item.line.by.as_str().into()),
        ];
        self.state.say(text_with(key, line));
        let review = &mut self.state.review;
        let place = review
            .items
            .iter()
            .position(|known| known.seq() == item.seq());
        let next = place.and_then(|place| review.items.get(place + 1));
        let next = next.map(Item::seq);
        if let Some(known) = place.and_then(|place| review.items.get_mut(place)) {
            *known = item;
        }
        if next.is_some() {
            self.take_in_hand(next);
        }
        self.load_review();
    }

    pub(super) fn seek_correction(&mut self, words: String) {
        let catalog = self.station.catalog();
        let asked = SearchWords {
            imprint: words.clone(),
            ..SearchWords::ndc_or_name(&words)
        };
        let found = catalog.find(&asked, FOUND);
        let mut products = found.by_ndc;
        let others = [found.by_look.exact, found.by_name, found.by_look.partial];
        // A name and an imprint may find the same product.
        for product in others.into_iter().flatten() {
            if !products.contains(&product) {
                products.push(product);
            }
        }
        products.truncate(FOUND);
        if let Some(Asking::Correct(correcting)) = &mut self.state.review.asking {
            correcting.words = words;
            correcting.found = products;
        }
    }
}
