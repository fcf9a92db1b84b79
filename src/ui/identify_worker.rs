//! The threads that look: one decodes, finds pills, follows them and gives picture candidates for
//! each at once; one reads imprints.
//!
//! Work is cut into steps, and a new order is taken between any two of them, so the newest
//! photograph always wins and stopping costs one step at most.

use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

use crossbeam_channel::{Receiver, Sender, TryRecvError, TrySendError, bounded};
use eframe::egui::ColorImage;

use super::language::{Language, speak, spoken};
use super::looking::{self, Located, Refusal};
use super::pictures;
use super::post::{Event, Post};
use super::state::Source;
use super::strings::text;
use super::told::told;
use super::workbench::{ImprintJob, Item, SideSeen, Step, Table, Workbench};
use crate::camera::Frame;
use crate::identify::{Identification, Identifier, Side, Versions};
use crate::station::Station;
use crate::tray::{Change, Face, Follower, Placed, Sighting};
use crate::vision::{Flaw, Photo, PillView};

/// What the window asks for. `job` comes back with every answer.
pub enum Order {
    /// Load the models ahead of the first photograph.
    Wake,
    /// A new photograph; everything before it is dropped.
    Look {
        job: u64,
        source: Source,
    },
    /// What the camera sees of the tray now. The pills keep their numbers as long as `job` does.
    Follow {
        job: u64,
        frame: Frame,
        told: Told,
    },
    /// The other side of one of its pills.
    OtherSide {
        job: u64,
        pill: u32,
        source: Source,
    },
    /// The second side of this pill is another pill.
    Split {
        job: u64,
        pill: u32,
    },
    /// Read this pill's imprint before the others'.
    Prefer(u32),
    Stop,
}

/// What people did with the pills of a live tray, which no picture shows.
#[derive(Clone, Default, Debug)]
pub struct Told {
    pub recorded: Vec<u32>,
    /// Off the tray, and nobody asks for them any more.
    pub forgotten: Vec<u32>,
    /// The pill that is being turned over.
    pub turns: Option<u32>,
}

/// What the threads saw.
pub enum Sight {
    Awake {
        versions: Versions,
        reads_imprints: bool,
    },
    /// Identification cannot work: what is missing and what to do.
    Missing(String),
    Found {
        job: u64,
        overview: ColorImage,
        size: [u32; 2],
        pills: Vec<Lies>,
        /// Pills that were taken off the live tray without a record.
        missing: Vec<u32>,
        /// What is wrong with the photograph.
        flaws: Vec<Flaw>,
    },
    Side {
        job: u64,
        pill: u32,
        seen: Seen,
    },
    /// The second side of `pill` is pill `other` now, or was dropped.
    Split {
        job: u64,
        pill: u32,
        other: Option<u32>,
    },
    Read {
        job: u64,
        pill: u32,
        identification: Box<Identification>,
        done: bool,
    },
    /// A photograph could not be used.
    Unusable {
        job: u64,
        refusal: Refusal,
    },
    /// One pill could not be read.
    Unread {
        job: u64,
        pill: u32,
        words: String,
    },
}

/// Where a pill lies, and its side if it was not known before.
pub struct Lies {
    pub number: u32,
    pub view: Arc<PillView>,
    pub change: Change,
    pub seen: Option<Seen>,
}

/// One side of one pill, with the picture of it that the window shows.
pub struct Seen {
    pub view: Arc<PillView>,
    pub crop: ColorImage,
    pub photo_sha256: String,
}

impl Seen {
    fn of(photo: &Photo, view: &Arc<PillView>) -> Self {
        Self {
            view: Arc::clone(view),
            crop: pictures::crop(photo, view),
            photo_sha256: photo.sha256.clone(),
        }
    }
}

/// The window's end: orders never wait, the newest replaces what was not begun.
pub struct IdentifyWorker {
    orders: Option<Sender<(Language, Order)>>,
    unread: Receiver<(Language, Order)>,
    bench: Arc<Workbench>,
    threads: Vec<JoinHandle<()>>,
}

impl IdentifyWorker {
    /// Starts the threads.
    pub fn start(station: Arc<Station>, post: Post) -> std::io::Result<Self> {
        let (orders, unread) = bounded(8);
        let inbox = unread.clone();
        let bench = Arc::new(Workbench::default());
        let reader = (Arc::clone(&station), post.clone(), Arc::clone(&bench));
        let imprint = Builder::new().name("imprint".to_owned()).spawn(move || {
            let (station, post, bench) = reader;
            read_imprints(&station, &post, &bench);
        })?;
        let mut looker = Looker {
            station,
            bench: Arc::clone(&bench),
            follower: Follower::default(),
        };
        let identify = Builder::new()
            .name("identify".to_owned())
            .spawn(move || looker.run(&post, &inbox));
        let mut worker = Self {
            orders: Some(orders),
            unread,
            bench,
            threads: vec![imprint],
        };
        worker.threads.push(identify?);
        Ok(worker)
    }

    /// Hands over an order; the oldest unread one gives way when there is no room.
    pub fn order(&self, order: Order) {
        let Some(orders) = &self.orders else { return };
        let mut order = (spoken(), order);
        while let Err(TrySendError::Full(back)) = orders.try_send(order) {
            order = back;
            drop(self.unread.try_recv());
        }
    }
}

impl Drop for IdentifyWorker {
    /// The step in hand ends before the process does: the runtime's library must not be taken
    /// down under a thread that is still inside it.
    fn drop(&mut self) {
        drop(self.orders.take());
        while self.unread.try_recv().is_ok() {}
        self.bench.close();
        for thread in self.threads.drain(..) {
            drop(thread.join());
        }
    }
}

/// The thread that finds pills.
struct Looker {
    station: Arc<Station>,
    bench: Arc<Workbench>,
    /// The live tray's.
    follower: Follower,
}

impl Looker {
    fn run(&mut self, post: &Post, orders: &Receiver<(Language, Order)>) {
        loop {
            let busy = self.bench.with(|table| table.next_picture().is_some());
            let order = if busy {
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
            let sight = match order {
                None => self.step(),
                Some((language, order)) => {
                    speak(language);
                    self.carry_out(order)
                }
            };
            if let Some(sight) = sight
                && !post.send(Event::Sight(Box::new(sight)))
            {
                return;
            }
        }
    }

    fn carry_out(&mut self, order: Order) -> Option<Sight> {
        Some(match order {
            Order::Wake => wake(&self.station),
            Order::Prefer(pill) => {
                self.bench.with(|table| table.prefer = pill);
                return None;
            }
            Order::Stop => {
                self.clear(0);
                return None;
            }
            Order::Look { job, source } => {
                self.clear(job);
                match looking::find(&self.station, &source) {
                    Ok(located) => self.lay_out(job, &located),
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
            Order::OtherSide { job, pill, source } => self.other_side(job, pill, &source),
            Order::Split { job, pill } => self.split(job, pill),
        })
    }

    fn clear(&mut self, job: u64) {
        self.follower = Follower::default();
        self.bench.with(|table| {
            *table = Table {
                job,
                ..Table::default()
            };
        });
    }

    /// The pills of a photograph that stands for itself.
    fn lay_out(&self, job: u64, located: &Located) -> Sight {
        let Located { photo, pills, .. } = located;
        let numbered = || (1..).zip(pills);
        self.bench.with(|table| {
            table.items = numbered()
                .map(|(number, view)| Item {
                    number,
                    sides: vec![(Arc::clone(photo), Arc::clone(view))],
                    step: Step::Picture,
                })
                .collect();
        });
        let pills = numbered().map(|(number, view)| Lies {
            number,
            view: Arc::clone(view),
            change: Change::New,
            seen: Some(Seen::of(photo, view)),
        });
        found(job, located, pills.collect(), Vec::new())
    }

    /// The live tray as it lies now.
    fn follow(&mut self, job: u64, frame: &Frame, told: &Told) -> Result<Sight, Refusal> {
        self.follower.set_recorded(&told.recorded);
        for &number in &told.forgotten {
            self.follower.forget(number);
        }
        let (photo, bytes) = looking::of_frame(&self.station, frame)?;
        let known = self.still(&photo);
        let located = looking::locate(&self.station, photo, &known)?;
        let Located { photo, pills, .. } = &located;
        let identifier = self.station.identifier().map_err(Refusal::of)?;
        let untouched = self.untouched(photo, pills);
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
        let news = placed.iter().any(|place| place.change != Change::Known);
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
                    look.map_or(Step::Picture, Step::Looked),
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
                seen: (change != Change::Known).then(|| Seen::of(photo, &view)),
                view,
            })
            .collect();
        Ok(found(job, &located, pills, missing))
    }

    /// The pills that lie as they lay, before anything is located.
    fn still(&self, photo: &Photo) -> Vec<Arc<PillView>> {
        let mut still = self.follower.still(&photo.pixels);
        self.bench
            .with(|table| still.retain(|(number, _)| !table.shows_badly(*number)));
        still.into_iter().map(|(_, view)| view).collect()
    }

    /// The pills that lie as they lay. One that shows badly is looked at again all the same.
    fn untouched(&self, photo: &Photo, pills: &[Arc<PillView>]) -> Vec<Option<u32>> {
        let mut untouched = self.follower.untouched(&photo.pixels, pills);
        self.bench.with(|table| {
            for number in &mut untouched {
                *number = number.filter(|&number| !table.shows_badly(number));
            }
        });
        untouched
    }

    /// The largest pill of the second photograph is taken as the other side.
    fn other_side(&self, job: u64, pill: u32, source: &Source) -> Sight {
        let refusal = match looking::find(&self.station, source) {
            Err(refusal) => refusal,
            Ok(Located { photo, pills, .. }) => {
                let largest = pills
                    .into_iter()
                    .max_by(|a, b| a.long_px.total_cmp(&b.long_px));
                match largest {
                    None => Refusal::Words(text("other-side-none")),
                    Some(view) => {
                        let seen = Seen::of(&photo, &view);
                        let taken = self.bench.with(|table| {
                            table.prefer = pill;
                            let item = table.item(pill)?;
                            item.sides.truncate(1);
                            item.sides.push((photo, view));
                            item.step = Step::Picture;
                            Some(())
                        });
                        match taken {
                            Some(()) => return Sight::Side { job, pill, seen },
                            None => Refusal::Words(text("other-side-gone")),
                        }
                    }
                }
            }
        };
        Sight::Unusable { job, refusal }
    }

    fn split(&mut self, job: u64, pill: u32) -> Sight {
        let other = self.follower.split(pill);
        self.bench.with(|table| {
            let second = table.item(pill).and_then(|item| {
                item.step = Step::Picture;
                (item.sides.len() > 1).then(|| item.sides.pop())?
            });
            if let (Some(number), Some(side)) = (other, second) {
                table.items.push(Item {
                    number,
                    sides: vec![side],
                    step: Step::Picture,
                });
            }
        });
        Sight::Split { job, pill, other }
    }

    /// Picture candidates for the next pill.
    fn step(&self) -> Option<Sight> {
        let (job, pill, sides, step) = self.bench.with(|table| {
            let job = table.job;
            let item = table.next_picture()?;
            let step = std::mem::replace(&mut item.step, Step::Done);
            Some((job, item.number, item.sides.clone(), step))
        })?;
        let answer = self
            .station
            .identifier()
            .map_err(|error| told(&error))
            .and_then(|identifier| picture(identifier, step, &sides));
        Some(match answer {
            Ok((identification, next)) => {
                let done = matches!(next, Step::Done);
                self.bench.with(|table| {
                    if let Some(item) = table.item(pill) {
                        item.step = next;
                    }
                });
                Sight::Read {
                    job,
                    pill,
                    identification: Box::new(identification),
                    done,
                }
            }
            Err(words) => Sight::Unread { job, pill, words },
        })
    }
}

/// Brings the table up to what became of one pill.
fn note(table: &mut Table, place: Placed, side: SideSeen, step: Step) {
    let Placed { number, change } = place;
    match (table.item(number), change) {
        (_, Change::Known) => {}
        (Some(item), Change::Turned) => {
            item.sides.push(side);
            item.step = Step::Picture;
        }
        (Some(item), Change::Freed | Change::New) => {
            item.sides = vec![side];
            item.step = step;
        }
        (None, _) => table.items.push(Item {
            number,
            sides: vec![side],
            step,
        }),
    }
}

fn found(job: u64, located: &Located, pills: Vec<Lies>, missing: Vec<u32>) -> Sight {
    let Located { photo, flaws, .. } = located;
    Sight::Found {
        job,
        overview: pictures::overview(photo),
        size: [photo.pixels.width(), photo.pixels.height()],
        pills,
        missing,
        flaws: flaws.clone(),
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

fn of(sides: &[SideSeen]) -> Vec<Side<'_>> {
    sides
        .iter()
        .map(|(photo, pill)| Side { photo, pill })
        .collect()
}

fn picture(
    identifier: &Identifier,
    step: Step,
    sides: &[SideSeen],
) -> Result<(Identification, Step), String> {
    let evidence = match step {
        Step::Looked(look) => identifier.weigh_looks(vec![look], &of(sides)),
        _ => identifier.picture(&of(sides)),
    };
    let evidence = evidence.map_err(|error| told(&error))?;
    let identification = identifier.decide(&evidence);
    let next = if identifier.has_imprint_reader() {
        Step::Imprint(evidence)
    } else {
        Step::Done
    };
    Ok((identification, next))
}

/// The thread that reads imprints.
fn read_imprints(station: &Station, post: &Post, bench: &Workbench) {
    while let Some(ImprintJob {
        job,
        number: pill,
        sides,
        evidence,
    }) = bench.next_imprint()
    {
        let read = station
            .identifier()
            .map_err(|error| told(&error))
            .and_then(|identifier| {
                let evidence = identifier
                    .imprint(evidence, &of(&sides))
                    .map_err(|error| told(&error))?;
                Ok(identifier.decide(&evidence))
            });
        if !bench.finish(job, pill, sides.len()) {
            continue;
        }
        let sight = match read {
            Ok(identification) => Sight::Read {
                job,
                pill,
                identification: Box::new(identification),
                done: true,
            },
            Err(words) => Sight::Unread { job, pill, words },
        };
        if !post.send(Event::Sight(Box::new(sight))) {
            return;
        }
    }
}
