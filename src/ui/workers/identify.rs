//! The window's end of the threads that look: one decodes, finds pills and follows them (`looker`),
//! one reads imprints (`answer`).

use std::sync::Arc;
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::answer::read_imprints;
use super::looker::Looker;
use super::post::Post;
use super::start;
use super::workbench::Workbench;
use crate::camera::Frame;
use crate::catalog::ProductId;
use crate::identify::TypedImprint;
use crate::station::Station;
use crate::ui::state::Source;
use crate::ui::words::language::{Language, spoken};

/// What the window asks for. `job` comes back with every answer.
pub enum Order {
    /// Load the models ahead of the first photograph.
    Wake,
    /// A new photograph; once it is taken in, everything before it is dropped.
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
    /// What a person says is written on this pill; none when they say nothing any more.
    Imprint {
        job: u64,
        pill: u32,
        imprint: Option<TypedImprint>,
    },
    /// What the label says, which every pill is compared with; nothing where there is no label.
    Label(Arc<[ProductId]>),
    /// Look at these pills again: the station was taught something, or it was taken back.
    Anew {
        job: u64,
        pills: Vec<u32>,
    },
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
    /// Nobody saw what happened since the look before.
    pub unwatched: bool,
}

/// More than people give while one photograph is looked at.
const ORDERS: usize = 64;

/// The window's end.
pub struct IdentifyWorker {
    orders: Option<Sender<(Language, Order)>>,
    unread: Receiver<(Language, Order)>,
    bench: Arc<Workbench>,
    threads: Vec<JoinHandle<()>>,
}

impl IdentifyWorker {
    /// Starts the threads.
    pub fn start(station: Arc<Station>, post: Post) -> std::io::Result<Self> {
        let (orders, unread) = bounded(ORDERS);
        let inbox = unread.clone();
        let bench = Arc::new(Workbench::default());
        let reader = (Arc::clone(&station), post.clone(), Arc::clone(&bench));
        let imprint = start("imprint", move || {
            let (station, post, bench) = reader;
            read_imprints(&station, &post, &bench);
        })?;
        let mut looker = Looker::new(station, Arc::clone(&bench));
        let identify = start("identify", move || looker.run(&post, &inbox));
        let mut worker = Self {
            orders: Some(orders),
            unread,
            bench,
            threads: vec![imprint],
        };
        worker.threads.push(identify?);
        Ok(worker)
    }

    /// Hands over an order, which never waits.
    pub fn order(&self, order: Order) {
        if let Some(orders) = &self.orders
            && orders.try_send((spoken(), order)).is_err()
        {
            tracing::error!("the thread that looks is stuck: an order is lost");
        }
    }

    /// Reads this pill's imprint before the others'.
    pub fn prefer(&self, pill: u32) {
        self.bench.with(|table| table.prefer = pill);
    }

    /// The photograph of [`Order::Look`] or [`Order::OtherSide`] is not wanted any more; `false` where it
    /// was taken in already, and its answer is on the way.
    pub fn call_off(&self, job: u64) -> bool {
        self.bench.call_off(job)
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
