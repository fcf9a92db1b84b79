//! The thread that writes and reads the record, so that no disk ever holds up the window.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Builder, JoinHandle};

use crossbeam_channel::{Receiver, Sender, bounded};
use zeroize::Zeroizing;

use super::app::App;
use super::gate::Founding;
use super::language::{Language, speak, spoken};
use super::log_lines::{Line, PAGE};
use super::post::{Event, Post};
use super::told::told;
use crate::ledger::{AccountId, LogFilter, RecordId};
use crate::people::{Account, Secret};
use crate::report::{Extent, write_whole};
use crate::station::{NewDisposal, ReportOrder, Station, StationError};

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
    Export {
        filter: LogFilter,
        path: PathBuf,
    },
    Report {
        order: ReportOrder,
        path: PathBuf,
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
    pub(super) fn ask<T: Send + 'static>(
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
    Progress {
        rows: u64,
    },
    Exported {
        rows: u64,
        path: PathBuf,
    },
    Founded {
        code: Zeroizing<String>,
    },
    Arrived {
        account: Box<Account>,
    },
    Left,
    Answered(Answer),
    Reported {
        extent: Extent,
        path: PathBuf,
    },
    /// An export or a report was stopped; nothing was left of it.
    Stopped(Refused),
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
    Export,
    Report,
    /// Making the first administrator, signing in or out.
    Gate,
}

/// The window's end.
pub struct LedgerWorker {
    tasks: Option<Sender<(Language, Task)>>,
    /// The file being written is not wanted any more.
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl LedgerWorker {
    /// Starts the thread.
    pub fn start(station: Arc<Station>, post: Post) -> std::io::Result<Self> {
        let (tasks, inbox) = bounded(64);
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = Builder::new()
            .name("ledger".to_owned())
            .spawn(move || run(&station, &post, &inbox, &stopped))?;
        Ok(Self {
            tasks: Some(tasks),
            stop,
            thread: Some(thread),
        })
    }

    /// Gives up the export or the report that is being written; nothing is left of it.
    pub fn stop_writing(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Hands over a task; `false` when so much is waiting that it was not taken.
    #[must_use]
    pub fn order(&self, task: Task) -> bool {
        if matches!(task, Task::Export { .. } | Task::Report { .. }) {
            self.stop.store(false, Ordering::Relaxed);
        }
        self.tasks
            .as_ref()
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

fn run(station: &Station, post: &Post, inbox: &Receiver<(Language, Task)>, stop: &AtomicBool) {
    let to = Writing { post, stop };
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
            Task::Export { filter, path } => match export(station, &filter, &path, &to) {
                Ok(rows) => Entry::Exported { rows, path },
                Err(_) if stop.load(Ordering::Relaxed) => Entry::Stopped(Refused::Export),
                Err(words) => Entry::Refused {
                    words,
                    task: Refused::Export,
                },
            },
            Task::Report { order, path } => {
                let written = write_whole(&path, |file| station.report(&order, to.counted(file)));
                match written {
                    Ok(extent) => Entry::Reported { extent, path },
                    Err(_) if stop.load(Ordering::Relaxed) => Entry::Stopped(Refused::Report),
                    Err(error) => Entry::Refused {
                        words: told(&format!("{}: {error}", path.display())),
                        task: Refused::Report,
                    },
                }
            }
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

fn export(station: &Station, filter: &LogFilter, path: &Path, to: &Writing) -> Result<u64, String> {
    write_whole(path, |file| station.export_csv(filter, to.counted(file)))
        .map_err(|error| told(&format!("{}: {error}", path.display())))
}

/// What a file being written tells, and hears.
struct Writing<'a> {
    post: &'a Post,
    /// Nobody wants it any more.
    stop: &'a AtomicBool,
}

impl<'a> Writing<'a> {
    fn counted(&self, file: &'a mut BufWriter<File>) -> Counted<'a> {
        Counted {
            file,
            rows: 0,
            post: self.post,
            stop: self.stop,
        }
    }
}

/// Counts line ends on the way, to say how far it has come, and ends where nobody wants it any more.
struct Counted<'a> {
    file: &'a mut BufWriter<File>,
    rows: u64,
    post: &'a Post,
    stop: &'a AtomicBool,
}

/// Rows between two words about progress.
const REPORT_EVERY: u64 = 5_000;

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(std::io::Error::other("stopped"));
        }
        let written = self.file.write(bytes)?;
        let before = self.rows / REPORT_EVERY;
        self.rows += bytes
            .iter()
            .take(written)
            .filter(|&&byte| byte == b'\n')
            .count() as u64;
        if self.rows / REPORT_EVERY > before {
            self.post
                .send(Event::Ledger(Entry::Progress { rows: self.rows }));
        }
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}
