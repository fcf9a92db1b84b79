//! The thread that writes and reads the record, so that no disk ever holds up the window. What can take
//! long has another one (`long`).

use std::sync::Arc;
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::post::{Event, Post};
use super::start;
use crate::station::Station;
use crate::ui::app::App;
use crate::ui::words::language::{Language, speak, spoken};
use crate::ui::words::strings::text;

/// Jobs that may wait, beside the sign-out of whoever leaves.
const WAITING: usize = 64;

/// What a screen asks of the station, away from the window.
pub type Job = Box<dyn FnOnce(&Station) -> Answer + Send>;
/// What the window does with what came of it.
pub type Answer = Box<dyn FnOnce(&mut App) + Send>;

impl App {
    /// Has the ledger's thread do `work`, and the window `then` with what it gives; `false` when so
    /// much is waiting that it was not taken, which the window says.
    #[must_use]
    pub(in crate::ui) fn ask<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&Station) -> T + Send + 'static,
        then: impl FnOnce(&mut Self, T) + Send + 'static,
    ) -> bool {
        let taken = self.ask_in_passing(work, then);
        if !taken {
            self.state.warn(text("ledger-busy"));
        }
        taken
    }

    /// As [`App::ask`], for what nobody waits for: that it was not taken is not said.
    #[must_use]
    pub(in crate::ui) fn ask_in_passing<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Station) -> T + Send + 'static,
        then: impl FnOnce(&mut Self, T) + Send + 'static,
    ) -> bool {
        self.ledger.order(job(work, then))
    }

    /// As [`App::ask`], for the sign-out alone: a place is kept for it, since behind a closed gate nobody
    /// may stay signed in.
    pub(in crate::ui) fn ask_on_leaving<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Station) -> T + Send + 'static,
        then: impl FnOnce(&mut Self, T) + Send + 'static,
    ) {
        if !self.ledger.order_last(job(work, then)) {
            tracing::warn!("the sign-out was not recorded");
        }
    }
}

fn job<T: Send + 'static>(
    work: impl FnOnce(&Station) -> T + Send + 'static,
    then: impl FnOnce(&mut App, T) + Send + 'static,
) -> Job {
    Box::new(|station| {
        let done = work(station);
        Box::new(|app| then(app, done))
    })
}

/// The window's end.
pub struct LedgerWorker {
    jobs: Option<Sender<(Language, Job)>>,
    thread: Option<JoinHandle<()>>,
}

impl LedgerWorker {
    /// Starts the thread.
    pub fn start(station: Arc<Station>, post: Post) -> std::io::Result<Self> {
        let (jobs, inbox) = bounded(WAITING + 1);
        let thread = start("ledger", move || run(&station, &post, &inbox))?;
        Ok(Self {
            jobs: Some(jobs),
            thread: Some(thread),
        })
    }

    /// `false` when so much is waiting that it was not taken.
    fn order(&self, job: Job) -> bool {
        let has_room = |jobs: &Sender<_>| jobs.len() < WAITING;
        self.jobs.as_ref().is_some_and(has_room) && self.order_last(job)
    }

    /// As [`LedgerWorker::order`], also in the place that is kept.
    fn order_last(&self, job: Job) -> bool {
        self.jobs
            .as_ref()
            .is_some_and(|jobs| jobs.try_send((spoken(), job)).is_ok())
    }
}

impl Drop for LedgerWorker {
    /// What was confirmed is written before the program ends.
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn run(station: &Station, post: &Post, inbox: &Receiver<(Language, Job)>) {
    for (language, job) in inbox {
        speak(language);
        // The rest is still written when the window is gone.
        post.send(Event::Ledger(job(station)));
    }
}
