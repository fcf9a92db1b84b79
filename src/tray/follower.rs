//! Numbers that stay with their pill.

use std::sync::Arc;

use image::RgbImage;

use super::alike::{Alike, Face};
use super::followed::{Change, Followed, Lying, apart, is_touching};
use super::patch::Patch;
use crate::vision::PillView;

/// A pill whose middle moved by less than this part of its length lies at the same place.
const SAME_PLACE: f32 = 0.6;

/// One pill of a look at the tray.
#[derive(Clone, Debug)]
pub enum Sighting {
    /// Pill `number` lies as it lay: [`untouched`] said so.
    Still { number: u32, view: Arc<PillView> },
    /// Anything else, with what the classifier makes of it.
    Changed(Face),
}

/// A pill of this look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placed {
    pub number: u32,
    pub change: Change,
}

/// Everything that is or was on the tray.
#[derive(Clone, Default, Debug)]
pub struct Follower {
    pills: Vec<Followed>,
    last_number: u32,
    unwatched: bool,
}

/// For each of `views`, the number of the one of `still` ([`Follower::still`]) that lies there, if one
/// does. The others are worth a look by the classifier.
pub fn untouched(still: &[(u32, Arc<PillView>)], views: &[Arc<PillView>]) -> Vec<Option<u32>> {
    let is_there = |view: &PillView, was: &PillView| {
        view.touching == was.touching && apart(view, was) < SAME_PLACE / 4.0
    };
    let number = |view: &Arc<PillView>| {
        still
            .iter()
            .find(|(_, was)| is_there(view, was))
            .map(|(number, _)| *number)
    };
    views.iter().map(number).collect()
}

impl Follower {
    /// The pills at whose place nothing happened, with their numbers, before anything is located.
    pub fn still(&self, picture: &RgbImage) -> Vec<(u32, Arc<PillView>)> {
        let lying = self.pills.iter();
        lying
            .filter_map(|pill| Some((pill.number, pill.lies.as_ref()?)))
            .filter(|(_, lies)| {
                let now = Patch::of(picture, lies.view.bounds);
                lies.patch.is_untouched(&now)
            })
            .map(|(number, lies)| (number, Arc::clone(&lies.view)))
            .collect()
    }

    /// Takes in a look at the tray; what became of each pill seen, in the order given.
    ///
    /// `turns` is the pill that a person said they turn over: if one pill alone changed, it is that.
    pub fn take_in(
        &mut self,
        picture: &RgbImage,
        seen: &[Sighting],
        turns: Option<u32>,
    ) -> Vec<Placed> {
        let mut placed: Vec<Option<Placed>> = vec![None; seen.len()];
        for (place, sighting) in placed.iter_mut().zip(seen) {
            if let Sighting::Still { number, .. } = sighting {
                *place = Some(Placed {
                    number: *number,
                    change: Change::Known,
                });
            }
        }
        self.same_place(seen, &mut placed);
        self.moved(seen, &mut placed);
        self.only_one_changed(seen, &mut placed, turns);
        let answer: Vec<Placed> = placed
            .into_iter()
            .map(|place| {
                place.unwrap_or_else(|| {
                    self.last_number += 1;
                    Placed {
                        number: self.last_number,
                        change: Change::New,
                    }
                })
            })
            .collect();
        self.note(picture, seen, &answer);
        answer
    }

    /// The same place: its same side again, or its other one. Of several close together each is the nearest.
    fn same_place(&self, seen: &[Sighting], placed: &mut [Option<Placed>]) {
        let mut there = Vec::new();
        for at in 0..seen.len() {
            let Some(face) = open(seen, placed, at) else {
                continue;
            };
            there.extend(self.free(placed).filter_map(|pill| {
                let lies = pill.lies.as_ref()?;
                let apart = apart(&face.view, &lies.view);
                if apart >= SAME_PLACE {
                    return None;
                }
                let change = pill.at_its_place(lies, face, self.unwatched)?;
                let number = pill.number;
                Some((at, apart, Placed { number, change }))
            }));
        }
        there.sort_by(|(_, one, a), (_, other, b)| {
            let turned = |placed: &Placed| placed.change == Change::Turned;
            turned(a).cmp(&turned(b)).then(one.total_cmp(other))
        });
        for (at, _, place) in there {
            let is_free = self.free(placed).any(|pill| pill.number == place.number);
            if is_free && open(seen, placed, at).is_some() {
                set(placed, at, Some(place));
            }
        }
    }

    /// Another place, the same side. A recorded pill is known only where it lies: of two that look
    /// the same, the second must not pass for the first.
    fn moved(&self, seen: &[Sighting], placed: &mut [Option<Placed>]) {
        for at in 0..seen.len() {
            let Some(face) = open(seen, placed, at) else {
                continue;
            };
            let moved = self
                .free(placed)
                .filter(|pill| !pill.recorded && pill.shows(face, Alike::is_moved_side))
                .max_by(|a, b| a.cosine(face).total_cmp(&b.cosine(face)))
                .map(|pill| Placed {
                    number: pill.number,
                    change: pill.at_another_place(face),
                });
            set(placed, at, moved);
        }
    }

    /// One pill is not accounted for and one was not known: it was turned over, if it may be, or if
    /// a person says so.
    fn only_one_changed(
        &self,
        seen: &[Sighting],
        placed: &mut [Option<Placed>],
        turns: Option<u32>,
    ) {
        let unknown: Vec<usize> = (0..seen.len())
            .filter(|&at| open(seen, placed, at).is_some())
            .collect();
        let [at] = unknown.as_slice() else { return };
        let Some(face) = open(seen, placed, *at) else {
            return;
        };
        let free: Vec<&Followed> = self.free(placed).filter(|pill| !pill.recorded).collect();
        let said = free
            .iter()
            .find(|pill| Some(pill.number) == turns && pill.faces.len() < 2);
        let turned = match (said, free.as_slice()) {
            (Some(pill), _) => Some(pill),
            (None, [pill]) if pill.may_have(face) => Some(pill),
            _ => None,
        };
        let turned = turned.map(|pill| Placed {
            number: pill.number,
            change: pill.turned(),
        });
        set(placed, *at, turned);
    }

    /// Pills that no sighting is taken for yet.
    fn free<'a>(&'a self, placed: &'a [Option<Placed>]) -> impl Iterator<Item = &'a Followed> {
        self.pills.iter().filter(|pill| {
            !placed
                .iter()
                .flatten()
                .any(|placed| placed.number == pill.number)
        })
    }

    fn note(&mut self, picture: &RgbImage, seen: &[Sighting], placed: &[Placed]) {
        for pill in &mut self.pills {
            pill.lies = None;
        }
        for (sighting, place) in seen.iter().zip(placed) {
            let view = match sighting {
                Sighting::Still { view, .. } => view,
                Sighting::Changed(face) => &face.view,
            };
            let lies = Some(Lying::new(picture, view));
            let known = self.pills.iter_mut().find(|p| p.number == place.number);
            match (known, sighting) {
                (Some(pill), Sighting::Changed(face)) => {
                    pill.lies = lies;
                    match place.change {
                        Change::Turned => {
                            pill.faces.truncate(1);
                            pill.faces.push(face.clone());
                        }
                        Change::Freed => pill.faces = vec![face.clone()],
                        Change::Known | Change::Shifted | Change::New => {}
                    }
                }
                (Some(pill), Sighting::Still { .. }) => pill.lies = lies,
                (None, Sighting::Changed(face)) => self.pills.push(Followed {
                    number: place.number,
                    faces: vec![face.clone()],
                    lies,
                    recorded: false,
                }),
                (None, Sighting::Still { .. }) => {}
            }
        }
        // What is recorded and gone is done with; an outline that was a guess is no pill to miss.
        self.pills.retain(|pill| {
            pill.lies.is_some() || !(pill.recorded || pill.faces.iter().all(is_touching))
        });
        if self.pills.is_empty() {
            self.last_number = 0;
        }
    }

    /// Pills that were taken off the tray without a record.
    pub fn missing(&self) -> Vec<u32> {
        self.pills
            .iter()
            .filter(|pill| pill.lies.is_none())
            .map(|pill| pill.number)
            .collect()
    }

    /// Notes which pills are in the record now.
    pub fn set_recorded(&mut self, recorded: &[u32]) {
        for pill in &mut self.pills {
            pill.recorded = recorded.contains(&pill.number);
        }
    }

    /// Notes whether nobody sees what happens between two looks: a camera sees a pill leave before another comes to
    /// lie in its place, photographs that are taken one by one do not show it.
    pub fn set_unwatched(&mut self, unwatched: bool) {
        self.unwatched = unwatched;
    }

    /// Forgets a pill. Where it lies there again nevertheless, that is another one from the next look on.
    pub fn forget(&mut self, number: u32) {
        self.pills.retain(|pill| pill.number != number);
    }

    /// What was taken for the second side of `number` is another pill after all: its number. The
    /// pill that was known first is then not on the tray.
    pub fn split(&mut self, number: u32) -> Option<u32> {
        let pill = self.pills.iter_mut().find(|p| p.number == number)?;
        if pill.faces.len() < 2 {
            return None;
        }
        let face = pill.faces.pop()?;
        let lies = pill.lies.take();
        self.last_number += 1;
        self.pills.push(Followed {
            number: self.last_number,
            faces: vec![face],
            lies,
            recorded: false,
        });
        Some(self.last_number)
    }
}

/// The face at `at` if nothing is known of it yet.
fn open<'a>(seen: &'a [Sighting], placed: &[Option<Placed>], at: usize) -> Option<&'a Face> {
    match (placed.get(at), seen.get(at)) {
        (Some(None), Some(Sighting::Changed(face))) => Some(face),
        _ => None,
    }
}

fn set(placed: &mut [Option<Placed>], at: usize, change: Option<Placed>) {
    if let Some(place) = placed.get_mut(at) {
        *place = change;
    }
}
