//! What lies before the two threads that look: the pills, and how far each has come.
//!
//! One thread finds pills and gives picture candidates, at once; the other reads imprints, which
//! takes longer and must not keep a pill waiting that was just laid down.

use std::collections::BTreeSet;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::catalog::ProductId;
use crate::identify::{Evidence, Identifier, Look, TypedImprint};
use crate::ui::words::language::Language;
use crate::vision::{Photo, PillView};

/// One side of a pill, and the photograph it is in.
pub type SideSeen = (Arc<Photo>, Arc<PillView>);

/// What was seen of a pill, and by which identifier: the number of a taught pill may mean another pill to the
/// next identifier.
pub type Known = (Arc<Identifier>, Evidence);

/// One pill and how far it has come.
pub struct Item {
    pub number: u32,
    pub sides: Vec<SideSeen>,
    pub step: Step,
    /// What was seen of these sides so far.
    pub known: Option<Known>,
    /// What a person says is written on it.
    pub imprint: Option<TypedImprint>,
}

impl Item {
    pub fn new(number: u32, side: SideSeen, step: Step) -> Self {
        Self {
            number,
            sides: vec![side],
            step,
            known: None,
            imprint: None,
        }
    }

    /// Takes its second side, in place of what was seen of that before, though not whole.
    pub fn take_side(&mut self, side: SideSeen) {
        self.sides.truncate(1);
        self.sides.push(side);
        self.look_anew();
    }

    /// Its sides are others now, or what the station was taught. What a person says of it still holds.
    pub fn look_anew(&mut self) {
        self.step = Step::Picture;
        self.known = None;
    }
}

/// What people say of a pill, beside what is seen of it.
#[derive(Clone)]
pub struct Said {
    pub imprint: Option<TypedImprint>,
    /// What the label says.
    pub label: Arc<[ProductId]>,
    /// Grows from one to the next: of two answers, that which heard the later one holds.
    pub turn: u64,
}

/// What is to be done next for a pill.
pub enum Step {
    Picture,
    /// As [`Step::Picture`], but this identifier has looked at its only side.
    Looked(Arc<Identifier>, Look),
    Imprint,
    /// The imprint is being read.
    Reading,
    Done,
}

/// The pills of one photograph, or of the live tray.
#[derive(Default)]
pub struct Table {
    pub job: u64,
    pub items: Vec<Item>,
    /// The pill whose imprint is read first.
    pub prefer: u32,
    /// What the window speaks, once anything was ordered.
    pub language: Option<Language>,
    /// What every pill is compared with; nothing where nobody said what the label says.
    pub label: Arc<[ProductId]>,
    /// Number of the photograph that was taken in last, used or not.
    taken: u64,
    /// Photographs up to this number are not wanted any more.
    unwanted: u64,
    /// How often somebody asked what people say.
    asked: u64,
}

impl Table {
    pub fn item(&mut self, number: u32) -> Option<&mut Item> {
        self.items.iter_mut().find(|item| item.number == number)
    }

    /// Clears it for the pills of another photograph.
    pub fn clear(&mut self, job: u64) {
        *self = Self {
            job,
            label: Arc::clone(&self.label),
            language: self.language,
            taken: self.taken,
            unwanted: self.unwanted,
            asked: self.asked,
            ..Self::default()
        };
    }

    /// Whether a photograph that was looked at is still wanted. From then on it cannot be called off.
    pub fn takes(&mut self, job: u64) -> bool {
        let wanted = job > self.unwanted;
        if wanted {
            self.taken = job;
        }
        wanted
    }

    /// What people say of a pill.
    pub fn said(&mut self, number: u32) -> Said {
        self.asked += 1;
        Said {
            turn: self.asked,
            imprint: self.item(number).and_then(|item| item.imprint.clone()),
            label: Arc::clone(&self.label),
        }
    }

    /// Whether the only side seen of a pill shows badly.
    pub fn shows_badly(&mut self, number: u32) -> bool {
        self.item(number).is_some_and(
            |item| matches!(item.sides.as_slice(), [(_, view)] if !view.flaws.is_empty()),
        )
    }

    /// The SHA-256 of every photograph that shows a pill lying here.
    pub fn photos(&self) -> BTreeSet<String> {
        let sides = self.items.iter().flat_map(|item| &item.sides);
        sides.map(|(photo, _)| photo.sha256.clone()).collect()
    }

    /// The pill whose picture candidates come next.
    pub fn next_picture(&mut self) -> Option<&mut Item> {
        self.items
            .iter_mut()
            .find(|item| matches!(item.step, Step::Picture | Step::Looked(..)))
    }

    fn next_imprint(&mut self) -> Option<&mut Item> {
        let waits = |item: &&mut Item| matches!(item.step, Step::Imprint);
        let prefer = self.prefer;
        let preferred = self
            .items
            .iter()
            .any(|item| item.number == prefer && matches!(item.step, Step::Imprint));
        self.items
            .iter_mut()
            .filter(waits)
            .find(|item| !preferred || item.number == prefer)
    }
}

/// An imprint to be read.
pub struct ImprintJob {
    pub job: u64,
    pub language: Option<Language>,
    pub number: u32,
    pub sides: Vec<SideSeen>,
    pub known: Known,
}

/// The table, shared by both threads.
#[derive(Default)]
pub struct Workbench {
    inner: Mutex<Inner>,
    news: Condvar,
}

#[derive(Default)]
struct Inner {
    table: Table,
    closed: bool,
}

impl Workbench {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at or changes the table; whoever waits for imprints looks again.
    pub fn with<T>(&self, act: impl FnOnce(&mut Table) -> T) -> T {
        let done = act(&mut self.lock().table);
        self.news.notify_all();
        done
    }

    /// A photograph is not wanted any more; `false` where it was taken in already.
    pub fn call_off(&self, job: u64) -> bool {
        self.with(|table| {
            let in_time = table.taken != job;
            if in_time {
                table.unwanted = job;
            }
            in_time
        })
    }

    /// Ends the thread that waits for imprints.
    pub fn close(&self) {
        self.lock().closed = true;
        self.news.notify_all();
    }

    /// Waits for an imprint to read; nothing when the window is gone.
    pub fn next_imprint(&self) -> Option<ImprintJob> {
        let mut inner = self.lock();
        loop {
            if inner.closed {
                return None;
            }
            let (job, language) = (inner.table.job, inner.table.language);
            if let Some(item) = inner.table.next_imprint()
                && let Some(known) = item.known.clone()
            {
                item.step = Step::Reading;
                return Some(ImprintJob {
                    job,
                    language,
                    number: item.number,
                    sides: item.sides.clone(),
                    known,
                });
            }
            inner = self
                .news
                .wait(inner)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// What people say of the pill, if it is still the one that was read; then it is done with.
    pub fn finish(
        &self,
        job: u64,
        number: u32,
        sides: usize,
        known: Option<Known>,
    ) -> Option<Said> {
        self.with(|table| {
            let same = table.job == job;
            let item = table.item(number).filter(|item| {
                same && matches!(item.step, Step::Reading) && item.sides.len() == sides
            })?;
            item.step = Step::Done;
            item.known = known.or(item.known.take());
            Some(table.said(number))
        })
    }
}
