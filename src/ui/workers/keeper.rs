//! The thread that looks after the record while the window is open: the head and backup of the day, and
//! photographs past their days.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{RecvTimeoutError, Sender, bounded};

use super::post::{Event, Post};
use super::start;
use crate::ledger::LongWork;
use crate::station::Station;

/// A backup that fails is tried again after this time.
const EVERY: Duration = Duration::from_mins(15);

/// Ends the thread when dropped.
pub struct Keeper {
    stop: Option<Sender<()>>,
    /// What it does: a backup that is being made ends with the window, and nothing is left of it.
    work: LongWork,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Starts the thread; what fails is shown in the window, and tried again.
    pub fn start(station: Arc<Station>, post: Post) -> std::io::Result<Self> {
        let (stop, stopped) = bounded(0);
        let work = LongWork::default();
        let theirs = work.clone();
        let thread = start("keeper", move || {
            loop {
                let failed = theirs.run(|| station.keep());
                if theirs.is_stopped() {
                    return;
                }
                if !failed.is_empty() && !post.send(Event::NotKept(failed)) {
                    return;
                }
                if stopped.recv_timeout(EVERY) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        })?;
        Ok(Self {
            stop: Some(stop),
            work,
            thread: Some(thread),
        })
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.work.stop();
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}
