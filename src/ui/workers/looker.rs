//! The thread that finds pills, follows them and gives picture candidates for each at once.
//!
//! Work is cut into steps, and a new order is taken between any two of them, so the newest
//! photograph always wins and stopping costs one step at most.

use std::sync::Arc;

use crossbeam_channel::{Receiver, TryRecvError};

use super::answer;
use super::identify::{Order, Told};
use super::looking::{self, Located, Refusal};
use super::post::{Event, Post};
use super::sight::{Lies, Seen, Sight};
use super::workbench::{Item, SideSeen, Step, Table, Workbench};
use crate::camera::Frame;
use crate::identify::Side;
use crate::station::{Station, TrayWatch, Watched};
use crate::tray::{Change, Face, Follower, Placed, Sighting, untouched};
use crate::ui::state::Source;
use crate::ui::words::language::{Language, speak};
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::told;
use crate::vision::{Flaw, Photo, PillView};

/// What the thread works on.
pub struct Looker {
    station: Arc<Station>,
    bench: Arc<Workbench>,
    /// The live tray's.
    follower: Follower,
    watch: TrayWatch,
    /// What the camera showed last, and whether the tray was empty: looked at for whether the camera was
    /// moved once there is nothing else to do.
    seen: Option<(Frame, bool)>,
}

impl Looker {
    pub fn new(station: Arc<Station>, bench: Arc<Workbench>) -> Self {
        Self {
            station,
            bench,
            follower: Follower::default(),
            watch: TrayWatch::default(),
            seen: None,
        }
    }

    /// Works until the window is gone.
    pub fn run(&mut self, post: &Post, orders: &Receiver<(Language, Order)>) {
        loop {
            let busy = self.bench.with(|table| table.next_picture().is_some());
            let order = if busy || self.seen.is_some() {
                match orders.try_recv() {
                    Ok(order) => Some(order),
                    Err(TryRecvError::Empty) => None,
                    Err(TryRecvError::Disconnected) => return,
                }
            } else {
                match orders.recv() {
                    Ok(order) => Some(order),
                    Err(_) => return,
                }
            };
            let sights = match order {
                None if busy => Vec::from_iter(answer::next_picture(&self.station, &self.bench)),
                None => Vec::from_iter(self.watch()),
                Some((language, order)) => {
                    speak(language);
                    self.bench.with(|table| table.language = Some(language));
                    let sights = self.carry_out(order);
                    let photos = self.bench.with(|table| table.photos());
                    self.station.go_on_holding(photos);
                    sights
                }
            };
            for sight in sights {
                if !post.send(Event::Sight(Box::new(sight))) {
                    return;
                }
            }
        }
    }

    fn carry_out(&mut self, order: Order) -> Vec<Sight> {
        vec![match order {
            Order::Wake => wake(&self.station),
            Order::Stop => {
                self.clear(0);
                return Vec::new();
            }
            Order::Imprint { job, pill, imprint } => {
                let same = self.bench.with(|table| {
                    let same = table.job == job;
                    if let Some(item) = table.item(pill).filter(|_| same) {
                        item.imprint = imprint;
                    }
                    same
                });
                return if same {
                    self.again(&[pill])
                } else {
                    Vec::new()
                };
            }
            Order::Anew { job, pills } => {
                self.bench.with(|table| {
                    let same = table.job == job;
                    let items = table.items.iter_mut();
                    items
                        .filter(|item| same && pills.contains(&item.number))
                        .for_each(Item::look_anew);
                });
                return Vec::new();
            }
            Order::Label(label) => {
                let pills: Vec<u32> = self.bench.with(|table| {
                    table.label = label;
                    table.items.iter().map(|item| item.number).collect()
                });
                return self.again(&pills);
            }
            Order::Look { job, source } => {
                let Some(found) = self.find(job, &source) else {
                    return Vec::new();
                };
                match found {
                    Ok(located) => {
                        self.clear(job);
                        self.lay_out(job, &located)
                    }
                    Err(refusal) => Sight::Unusable { job, refusal },
                }
            }
            Order::Follow { job, frame, told } => {
                if self.bench.with(|table| table.job != job) {
                    self.clear(job);
                }
                match self.follow(job, &frame, &told) {
                    Ok(sight) => sight,
                    Err(refusal) => Sight::Unusable { job, refusal },
                }
            }
            Order::OtherSide { job, pill, source } => {
                let Some(found) = self.find(job, &source) else {
                    return Vec::new();
                };
                match found.and_then(|located| self.other_side(pill, located)) {
                    Ok(seen) => Sight::Side { job, pill, seen },
                    Err(refusal) => Sight::Unusable { job, refusal },
                }
            }
            Order::Split { job, pill } => self.split(job, pill),
        }]
    }

    /// What a photograph shows; nothing where it is not wanted any more.
    fn find(&self, job: u64, source: &Source) -> Option<Result<Located, Refusal>> {
        let found = looking::find(&self.station, source);
        self.bench.with(|table| table.takes(job)).then_some(found)
    }

    fn again(&self, pills: &[u32]) -> Vec<Sight> {
        answer::again(&self.station, &self.bench, pills)
    }

    fn clear(&mut self, job: u64) {
        self.follower = Follower::default();
        self.bench.with(|table| table.clear(job));
    }

    /// The pills of a photograph that stands for itself.
    fn lay_out(&self, job: u64, located: &Located) -> Sight {
        let Located { photo, pills, .. } = located;
        let numbered = || (1..).zip(pills);
        self.bench.with(|table| {
            table.items = numbered()
                .map(|(number, view)| {
                    let side = (Arc::clone(photo), Arc::clone(view));
                    Item::new(number, side, Step::Picture)
                })
                .collect();
        });
        let pills = numbered().map(|(number, view)| Lies {
            number,
            view: Arc::clone(view),
            change: Change::New,
            seen: Some(Seen::of(photo, view)),
        });
        Sight::found(job, located, pills.collect(), Vec::new())
    }

    /// The live tray as it lies now.
    fn follow(&mut self, job: u64, frame: &Frame, told: &Told) -> Result<Sight, Refusal> {
        self.follower.set_recorded(&told.recorded);
        self.follower.set_unwatched(told.unwatched);
        for &number in &told.forgotten {
            self.follower.forget(number);
        }
        let (photo, bytes) = looking::of_frame(&self.station, frame)?;
        let still = self.still(&photo);
        let known: Vec<_> = still.iter().map(|(_, view)| Arc::clone(view)).collect();
        let located = looking::locate(&self.station, photo, &known)?;
        let Located {
            photo,
            pills,
            flaws,
        } = &located;
        let hand = flaws.contains(&Flaw::Hand);
        self.seen = (!hand).then(|| (frame.clone(), pills.is_empty()));
        let identifier = self.station.identifier().map_err(Refusal::of)?;
        let untouched = untouched(&still, pills);
        let changed: Vec<Side> = pills
            .iter()
            .zip(&untouched)
            .filter(|(_, number)| number.is_none())
            .map(|(pill, _)| Side { photo, pill })
            .collect();
        let looks = match changed.as_slice() {
            [] => Vec::new(),
            sides => identifier.look(sides).map_err(Refusal::of)?,
        };
        let mut looks = looks.into_iter();
        let seen: Vec<_> = pills
            .iter()
            .zip(untouched)
            .filter_map(|(view, number)| {
                let view = Arc::clone(view);
                let Some(number) = number else {
                    let look = looks.next()?;
                    let face = Face {
                        likely: identifier.likely(&look),
                        embedding: look.embedding.clone(),
                        view,
                    };
                    return Some((Sighting::Changed(face), Some(look)));
                };
                Some((Sighting::Still { number, view }, None))
            })
            .collect();
        let (sightings, looks): (Vec<_>, Vec<_>) = seen.into_iter().unzip();
        let placed = self.follower.take_in(&photo.pixels, &sightings, told.turns);
        let missing = self.follower.missing();
        let news = placed.iter().any(|place| !place.change.is_known());
        if news {
            self.station.hold_photo(&bytes);
        }
        let seen = sightings.iter().map(|sighting| match sighting {
            Sighting::Still { view, .. } => Arc::clone(view),
            Sighting::Changed(face) => Arc::clone(&face.view),
        });
        let pills: Vec<(Placed, Arc<PillView>)> = placed.into_iter().zip(seen).collect();
        self.bench.with(|table| {
            for ((place, view), look) in pills.iter().zip(looks) {
                let side = (Arc::clone(photo), Arc::clone(view));
                note(
                    table,
                    *place,
                    side,
                    look.map_or(Step::Picture, |look| {
                        Step::Looked(Arc::clone(&identifier), look)
                    }),
                );
            }
            table.items.retain(|item| {
                let lies = pills.iter().any(|(place, _)| place.number == item.number);
                lies || missing.contains(&item.number)
            });
        });
        let pills = pills
            .into_iter()
            .map(|(Placed { number, change }, view)| Lies {
                number,
                change,
                seen: (!change.is_known()).then(|| Seen::of(photo, &view)),
                view,
            })
            .collect();
        Ok(Sight::found(job, &located, pills, missing))
    }

    /// Whether the camera is where it was when it was calibrated.
    fn watch(&mut self) -> Option<Sight> {
        let (frame, is_empty) = self.seen.take()?;
        match self.station.watch_tray(&mut self.watch, &frame, is_empty) {
            Ok(Watched::Settled) => None,
            Ok(Watched::LookAgain) => Some(Sight::LookAgain),
            Ok(Watched::Changed(scale)) => Some(Sight::Measured(scale)),
            Err(error) => {
                tracing::warn!("whether the camera was moved is not known: {error}");
                None
            }
        }
    }

    /// The pills that lie as they lay. One that shows badly is looked at again all the same.
    fn still(&self, photo: &Photo) -> Vec<(u32, Arc<PillView>)> {
        let mut still = self.follower.still(&photo.pixels);
        self.bench
            .with(|table| still.retain(|(number, _)| !table.shows_badly(*number)));
        still
    }

    /// The pill of the second photograph, which shows it alone, is taken as the other side.
    fn other_side(&self, pill: u32, located: Located) -> Result<Seen, Refusal> {
        let Located { photo, pills, .. } = located;
        if pills.iter().any(|view| view.touching) {
            return Err(Refusal::Words(text("tray-touching")));
        }
        let [view] = <[Arc<PillView>; 1]>::try_from(pills).map_err(|pills| {
            Refusal::Words(match pills.len() {
                0 => text("other-side-none"),
                count => text_with("other-side-several", [("count", count.into())]),
            })
        })?;
        let seen = Seen::of(&photo, &view);
        self.bench.with(|table| {
            table.prefer = pill;
            let item = table
                .item(pill)
                .ok_or_else(|| Refusal::Words(text("other-side-gone")))?;
            let first = item.sides.first();
            if first.is_some_and(|(first, _)| first.sha256 == photo.sha256) {
                return Err(Refusal::Words(text("other-side-same")));
            }
            item.take_side((photo, view));
            Ok(seen)
        })
    }

    fn split(&mut self, job: u64, pill: u32) -> Sight {
        let other = self.follower.split(pill);
        self.bench.with(|table| {
            let second = table.item(pill).and_then(|item| {
                item.look_anew();
                (item.sides.len() > 1).then(|| item.sides.pop())?
            });
            if let (Some(number), Some(side)) = (other, second) {
                table.items.push(Item::new(number, side, Step::Picture));
            }
        });
        Sight::Split { job, pill, other }
    }
}

/// Brings the table up to what became of one pill.
fn note(table: &mut Table, place: Placed, side: SideSeen, step: Step) {
    let Placed { number, change } = place;
    match (table.item(number), change) {
        (_, Change::Known | Change::Shifted) => {}
        (Some(item), Change::Turned) => item.take_side(side),
        (Some(item), Change::Freed | Change::New) => *item = Item::new(number, side, step),
        (None, _) => table.items.push(Item::new(number, side, step)),
    }
}

fn wake(station: &Station) -> Sight {
    match station.identifier() {
        Ok(identifier) => Sight::Awake {
            versions: identifier.versions(),
            reads_imprints: identifier.has_imprint_reader(),
        },
        Err(error) => Sight::Missing(told(&error)),
    }
}
