//! The thread that writes and reads the record, so that no disk ever holds up the window. What can take
//! long has another one (`long`).

use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

use crossbeam_channel::{Receiver, Sender, bounded};
use zeroize::Zeroizing;

use super::post::{Event, Post};
use crate::ledger::{AccountId, LogFilter, RecordId};
use crate::people::{Account, Secret};
use crate::station::{NewDisposal, Station, StationError};
use crate::ui::app::App;
use crate::ui::gate::Founding;
use crate::ui::record::lines::{Line, PAGE};
use crate::ui::words::language::{Language, speak, spoken};
use crate::ui::words::told::told;

/// What the window asks of the record.
pub enum Task {
    /// One disposal, or all of a tray one after the other. `job` is the tray's.
    Record {
        job: u64,
        disposals: Vec<Confirmed>,
    },
    Withdraw {
        ids: Vec<RecordId>,
        reason: String,
    },
    /// The page of the log below `filter.before`; `asked` comes back with it.
    Page {
        filter: LogFilter,
        asked: u64,
    },
    /// Make the first administrator.
    Found(Box<Founding>),
    SignIn {
        id: AccountId,
        secret: Secret,
    },
    SignOut {
        idle: bool,
    },
    /// What a screen asks for itself; made by [`App::ask`].
    Ask(Job),
}

/// A disposal that a person confirmed.
pub struct Confirmed {
    pub disposal: NewDisposal,
    /// Number of the pill, to mark it when it is written.
    pub pill: Option<u32>,
    /// What it says, in one line.
    pub words: String,
}

/// A disposal that is in the record.
pub struct Written {
    pub id: RecordId,
    pub pill: Option<u32>,
    pub words: String,
}

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
        let job: Job = Box::new(|station| {
            let done = work(station);
            Box::new(|app| then(app, done))
        });
        self.hand_to_ledger(Task::Ask(job))
    }
}

/// What became of it.
pub enum Entry {
    Recorded {
        job: u64,
        /// In the order asked for, up to the first that was refused.
        written: Vec<Written>,
        /// Why the next one was refused.
        refused: Option<String>,
    },
    Withdrawn {
        /// As many of those asked for as were withdrawn, in that order.
        ids: Vec<RecordId>,
        refused: Option<String>,
    },
    Page {
        asked: u64,
        below: Option<i64>,
        lines: Vec<Line>,
        more: bool,
    },
    Founded {
        code: Zeroizing<String>,
    },
    Arrived {
        account: Box<Account>,
    },
    Left,
    Answered(Answer),
    /// It did not happen; says why and what to do.
    Refused {
        words: String,
        task: Refused,
    },
}

/// Which kind of task was refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    Page,
    /// Making the first administrator, signing in or out.
    Gate,
}

/// Tasks that may wait, beside the sign-out of whoever leaves.
const WAITING: usize = 64;

/// The window's end.
pub struct LedgerWorker {
    tasks: Option<Sender<(Language, Task)>>,
    thread: Option<JoinHandle<()>>,
}

impl LedgerWorker {
    /// Starts the thread.
    pub fn start(station: Arc<Station>, post: Post) -> std::io::Result<Self> {
        let (tasks, inbox) = bounded(WAITING + 1);
        let thread = Builder::new()
            .name("ledger".to_owned())
            .spawn(move || run(&station, &post, &inbox))?;
        Ok(Self {
            tasks: Some(tasks),
            thread: Some(thread),
        })
    }

    /// Hands over a task; `false` when so much is waiting that it was not taken. A place is kept for the
    /// sign-out: behind a closed gate nobody may stay signed in.
    #[must_use]
    pub fn order(&self, task: Task) -> bool {
        let leaves = matches!(task, Task::SignOut { .. });
        self.tasks
            .as_ref()
            .filter(|tasks| leaves || tasks.len() < WAITING)
            .is_some_and(|tasks| tasks.try_send((spoken(), task)).is_ok())
    }
}

impl Drop for LedgerWorker {
    /// What was confirmed is written before the program ends.
    fn drop(&mut self) {
        drop(self.tasks.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn run(station: &Station, post: &Post, inbox: &Receiver<(Language, Task)>) {
    for (language, task) in inbox {
        speak(language);
        let entry = match task {
            Task::Record { job, disposals } => {
                let (written, refused) = each(disposals, |confirmed| {
                    let Confirmed {
                        disposal,
                        pill,
                        words,
                    } = confirmed;
                    let id = station.record(disposal)?.current;
                    Ok(Written { id, pill, words })
                });
                Entry::Recorded {
                    job,
                    written,
                    refused,
                }
            }
            Task::Withdraw { ids, reason } => {
                let (ids, refused) = each(ids, |id| {
                    station.withdraw(id, &reason)?;
                    Ok(id)
                });
                Entry::Withdrawn { ids, refused }
            }
            Task::Page { filter, asked } => page(station, &filter, asked),
            Task::Found(founding) => at_gate(found(station, &founding)),
            Task::SignIn { id, secret } => {
                at_gate(station.sign_in(id, &secret).map(|account| Entry::Arrived {
                    account: Box::new(account),
                }))
            }
            Task::SignOut { idle } => at_gate(station.sign_out(idle).map(|()| Entry::Left)),
            Task::Ask(job) => Entry::Answered(job(station)),
        };
        // The rest is still written when the window is gone.
        post.send(Event::Ledger(entry));
    }
}

/// Does `act` with one after the other up to the first that is refused, and says why that was.
fn each<A, B>(
    all: Vec<A>,
    act: impl FnMut(A) -> Result<B, StationError>,
) -> (Vec<B>, Option<String>) {
    let mut refused = None;
    let done = all
        .into_iter()
        .map(act)
        .map_while(|done| done.map_err(|error| refused = Some(told(&error))).ok())
        .collect();
    (done, refused)
}

fn found(station: &Station, founding: &Founding) -> Result<Entry, StationError> {
    let Founding {
        name,
        officer,
        secret,
        site,
    } = founding;
    let code = station.found(name, officer.clone(), secret, Some(site.clone()))?;
    Ok(Entry::Founded { code: code.shown() })
}

fn at_gate(done: Result<Entry, StationError>) -> Entry {
    done.unwrap_or_else(|error| Entry::Refused {
        words: told(&error),
        task: Refused::Gate,
    })
}

fn page(station: &Station, filter: &LogFilter, asked: u64) -> Entry {
    match station.log(&LogFilter {
        limit: Some(PAGE),
        ..filter.clone()
    }) {
        Ok(rows) => Entry::Page {
            asked,
            below: filter.before,
            more: rows.len() == PAGE as usize,
            lines: rows.iter().map(Line::of).collect(),
        },
        Err(error) => Entry::Refused {
            words: told(&error),
            task: Refused::Page,
        },
    }
}
