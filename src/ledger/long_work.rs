//! Work on the ledger that can take long: how far it has come, and that nobody wants it any more.
//!
//! Whatever such work reads goes through connections that look for that themselves
//! ([`watch`]), so no report and no check has to ask.

use std::{
    cell::RefCell,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use rusqlite::Connection;

use super::LedgerError;

/// Steps of `SQLite`'s machine between two looks, well under a millisecond.
const STEPS: i32 = 10_000;

/// One piece of such work, seen from both sides.
#[derive(Clone, Default, Debug)]
pub struct LongWork(Arc<Shared>);

#[derive(Default, Debug)]
struct Shared {
    stopped: Arc<AtomicBool>,
    done: AtomicU64,
    all: AtomicU64,
}

/// How far it has come: records, or pages of a copy.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    pub done: u64,
    /// None where that is not known beforehand.
    pub all: Option<u64>,
}

thread_local! {
    static UNDER_WAY: RefCell<Option<LongWork>> = const { RefCell::new(None) };
}

impl LongWork {
    /// Nobody wants it any more: it ends with [`LedgerError::Stopped`].
    pub fn stop(&self) {
        self.0.stopped.store(true, Ordering::Relaxed);
    }

    /// What [`LongWork::stop`] sets, for a signal to set it.
    pub fn stop_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0.stopped)
    }

    pub fn is_stopped(&self) -> bool {
        self.0.stopped.load(Ordering::Relaxed)
    }

    pub fn progress(&self) -> Progress {
        let all = self.0.all.load(Ordering::Relaxed);
        Progress {
            done: self.0.done.load(Ordering::Relaxed),
            all: (all > 0).then_some(all),
        }
    }

    /// An error once the work of this thread is stopped, for steps that read no ledger.
    pub fn go_on() -> Result<(), LedgerError> {
        match under_way() {
            Some(work) if work.is_stopped() => Err(LedgerError::Stopped),
            _ => Ok(()),
        }
    }

    /// Does `work`. What it reads of a ledger on this thread counts, and can be stopped.
    pub fn run<T>(&self, work: impl FnOnce() -> T) -> T {
        let before = UNDER_WAY.replace(Some(self.clone()));
        let done = work();
        UNDER_WAY.replace(before);
        done
    }
}

/// The work that this thread does, for threads that help it.
pub(super) fn under_way() -> Option<LongWork> {
    UNDER_WAY.with_borrow(Clone::clone)
}

/// Has `connection` end what it does once the work of this thread is stopped.
pub(super) fn watch(connection: &Connection) -> rusqlite::Result<()> {
    let Some(work) = under_way() else {
        return Ok(());
    };
    connection.progress_handler(STEPS, Some(move || work.is_stopped()))
}

/// So many more are done.
pub(super) fn advance(by: u64) {
    UNDER_WAY.with_borrow(|work| {
        if let Some(LongWork(shared)) = work {
            shared.done.fetch_add(by, Ordering::Relaxed);
        }
    });
}

/// A new part of the work begins: so many are to be done; none where that is not known.
pub(super) fn begin(all: Option<u64>) {
    UNDER_WAY.with_borrow(|work| {
        if let Some(LongWork(shared)) = work {
            shared.done.store(0, Ordering::Relaxed);
            shared.all.store(all.unwrap_or(0), Ordering::Relaxed);
        }
    });
}
