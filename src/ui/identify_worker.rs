//! The thread that looks: decode, find pills, picture candidates for each at once, then imprints.
//!
//! Work is cut into steps, and a new order is taken between any two of them, so the newest
//! photograph always wins and stopping costs one step at most.

use std::io::Cursor;
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

use crossbeam_channel::{Receiver, Sender, TryRecvError, TrySendError, bounded};
use eframe::egui::ColorImage;
use image::ImageFormat;

use super::language::{Language, speak, spoken};
use super::pictures;
use super::post::{Event, Post};
use super::state::Source;
use super::strings::text;
use super::told::told;
use crate::camera::CameraId;
use crate::demo;
use crate::identify::{Evidence, Identification, Identifier, Side, Versions};
use crate::station::Station;
use crate::vision::{Photo, PillView};

/// Pills on a drawn tray.
const DRAWN_PILLS: usize = 5;

/// What the window asks for. `job` comes back with every answer.
pub enum Order {
    /// Load the models ahead of the first photograph.
    Wake,
    /// A new photograph; everything before it is dropped.
    Look {
        job: u64,
        source: Source,
    },
    /// The other side of one of its pills.
    OtherSide {
        job: u64,
        pill: usize,
        source: Source,
    },
    /// Read this pill's imprint before the others'.
    Prefer(usize),
    Stop,
}

/// What the thread saw.
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
        pills: Vec<Seen>,
    },
    Side {
        job: u64,
        pill: usize,
        seen: Seen,
    },
    Read {
        job: u64,
        pill: usize,
        identification: Box<Identification>,
        done: bool,
    },
    /// A photograph could not be used.
    Unusable {
        job: u64,
        words: String,
    },
    /// One pill could not be read.
    Unread {
        job: u64,
        pill: usize,
        words: String,
    },
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
    thread: Option<JoinHandle<()>>,
}

impl IdentifyWorker {
    /// Starts the thread.
    pub fn start(station: Arc<Station>, post: Post) -> std::io::Result<Self> {
        let (orders, unread) = bounded(4);
        let inbox = unread.clone();
        let thread = Builder::new()
            .name("identify".to_owned())
            .spawn(move || run(&station, &post, &inbox))?;
        Ok(Self {
            orders: Some(orders),
            unread,
            thread: Some(thread),
        })
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
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// One pill on the table and how far it has come.
struct Item {
    sides: Vec<(Arc<Photo>, Arc<PillView>)>,
    step: Step,
}

enum Step {
    Picture,
    Imprint(Evidence),
    Done,
}

#[derive(Default)]
struct Table {
    job: u64,
    items: Vec<Item>,
    prefer: usize,
}

impl Table {
    /// The pill to work on next: pictures in order, then the preferred imprint, then the others.
    fn next(&self) -> Option<usize> {
        let waits =
            |wanted: fn(&Step) -> bool| self.items.iter().position(|item| wanted(&item.step));
        let preferred = self
            .items
            .get(self.prefer)
            .is_some_and(|item| matches!(item.step, Step::Imprint(_)));
        waits(|step| matches!(step, Step::Picture))
            .or(preferred.then_some(self.prefer))
            .or_else(|| waits(|step| matches!(step, Step::Imprint(_))))
    }
}

fn run(station: &Station, post: &Post, orders: &Receiver<(Language, Order)>) {
    let mut table = Table::default();
    loop {
        let order = if table.next().is_some() {
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
        let order = order.map(|(language, order)| {
            speak(language);
            order
        });
        let sight = match order {
            None => step(station, &mut table),
            Some(Order::Wake) => Some(wake(station)),
            Some(Order::Prefer(pill)) => {
                table.prefer = pill;
                None
            }
            Some(Order::Stop) => {
                table = Table::default();
                None
            }
            Some(Order::Look { job, source }) => Some(look(station, &mut table, job, &source)),
            Some(Order::OtherSide { job, pill, source }) => {
                Some(other_side(station, &mut table, job, pill, &source))
            }
        };
        if let Some(sight) = sight
            && !post.send(Event::Sight(sight))
        {
            return;
        }
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

fn look(station: &Station, table: &mut Table, job: u64, source: &Source) -> Sight {
    *table = Table {
        job,
        ..Table::default()
    };
    match find(station, source) {
        Ok((photo, pills)) => {
            table.items = pills
                .iter()
                .map(|view| Item {
                    sides: vec![(photo.clone(), view.clone())],
                    step: Step::Picture,
                })
                .collect();
            let size = [photo.pixels.width(), photo.pixels.height()];
            let pills = pills.iter().map(|view| Seen::of(&photo, view)).collect();
            Sight::Found {
                job,
                overview: pictures::overview(&photo),
                size,
                pills,
            }
        }
        Err(words) => Sight::Unusable { job, words },
    }
}

/// The largest pill of the second photograph is taken as the other side.
fn other_side(
    station: &Station,
    table: &mut Table,
    job: u64,
    pill: usize,
    source: &Source,
) -> Sight {
    let found = find(station, source);
    let Some(item) = table.items.get_mut(pill) else {
        return Sight::Unusable {
            job,
            words: text("other-side-gone"),
        };
    };
    match found.map(|(photo, pills)| {
        (
            photo,
            pills
                .into_iter()
                .max_by(|a, b| a.long_px.total_cmp(&b.long_px)),
        )
    }) {
        Ok((photo, Some(view))) => {
            item.sides.truncate(1);
            let seen = Seen::of(&photo, &view);
            item.sides.push((photo, view));
            item.step = Step::Picture;
            table.prefer = pill;
            Sight::Side { job, pill, seen }
        }
        Ok((_, None)) => Sight::Unusable {
            job,
            words: text("other-side-none"),
        },
        Err(words) => Sight::Unusable { job, words },
    }
}

type Located = (Arc<Photo>, Vec<Arc<PillView>>);

fn find(station: &Station, source: &Source) -> Result<Located, String> {
    let photo = match source {
        Source::File(path) => {
            station.hold_photo_file(path);
            Photo::read(path).map_err(|error| told(&error))?
        }
        Source::Bytes(bytes) => {
            station.hold_photo(bytes);
            Photo::decode(bytes).map_err(|error| told(&error))?
        }
        Source::Frame(frame) => {
            let bytes = frame.file().map_err(|fault| told(&fault))?;
            station.hold_photo(&bytes);
            let photo = Photo::decode(&bytes).map_err(|error| told(&error))?;
            measured(station, photo, frame.camera())
        }
        Source::Drawing(seed) => drawing(station, *seed)?,
    };
    let identifier = station.identifier().map_err(|error| told(&error))?;
    let pills = identifier.locate(&photo).map_err(|error| told(&error))?;
    Ok((Arc::new(photo), pills.into_iter().map(Arc::new).collect()))
}

/// The photograph with what is known of the tray under its camera. Without it pills are identified all
/// the same, so a record that cannot be read must not stop that.
fn measured(station: &Station, photo: Photo, camera: Option<&CameraId>) -> Photo {
    let (width, height) = photo.pixels.dimensions();
    let scale = camera.map(|camera| station.scale(camera, width, height));
    let tray = match scale {
        Some(Ok(scale)) => scale.tray(),
        Some(Err(error)) => {
            tracing::warn!("the calibrations cannot be read: {error}");
            None
        }
        None => None,
    };
    Photo { tray, ..photo }
}

/// A drawn tray takes the way of any other picture: encoded, then decoded.
fn drawing(station: &Station, seed: u64) -> Result<Photo, String> {
    let products = demo::choose(station.catalog().products(), DRAWN_PILLS, seed);
    let tray = demo::draw_tray(&products, seed);
    let mut png = Cursor::new(Vec::new());
    tray.picture
        .write_to(&mut png, ImageFormat::Png)
        .map_err(|error| told(&error))?;
    Photo::decode(&png.into_inner()).map_err(|error| told(&error))
}

/// Takes the next pill one step further.
fn step(station: &Station, table: &mut Table) -> Option<Sight> {
    let (job, pill) = (table.job, table.next()?);
    let item = table.items.get_mut(pill)?;
    let step = std::mem::replace(&mut item.step, Step::Done);
    let sides: Vec<Side> = item
        .sides
        .iter()
        .map(|(photo, pill)| Side { photo, pill })
        .collect();
    let answer = station
        .identifier()
        .map_err(|error| told(&error))
        .and_then(|identifier| advance(identifier, step, &sides));
    Some(match answer {
        Ok((identification, next)) => {
            let done = matches!(next, Step::Done);
            item.step = next;
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

fn advance(
    identifier: &Identifier,
    step: Step,
    sides: &[Side],
) -> Result<(Identification, Step), String> {
    match step {
        Step::Imprint(evidence) => {
            let evidence = identifier
                .imprint(evidence, sides)
                .map_err(|error| told(&error))?;
            Ok((identifier.decide(&evidence), Step::Done))
        }
        Step::Picture | Step::Done => {
            let evidence = identifier.picture(sides).map_err(|error| told(&error))?;
            let identification = identifier.decide(&evidence);
            let next = if identifier.has_imprint_reader() {
                Step::Imprint(evidence)
            } else {
                Step::Done
            };
            Ok((identification, next))
        }
    }
}
