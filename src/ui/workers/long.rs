//! Work on the record that can take long: one at a time, on a thread of its own, so that items go on
//! being recorded meanwhile. It says how far it is on every screen, and can be stopped there.

use std::sync::Arc;
use std::thread::JoinHandle;

use eframe::egui::{Spinner, Ui};

use super::ledger::Answer;
use super::post::Event;
use super::start;
use crate::ledger::{LongWork, Progress};
use crate::station::Station;
use crate::ui::app::{App, View};
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme;
use crate::ui::kit::widgets::{Button, heard};
use crate::ui::words::language::{speak, spoken};
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::told;

/// What it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    Export,
    Report,
    Check,
    BackUp,
}

impl What {
    fn words(self) -> String {
        text(match self {
            Self::Export => "long-export",
            Self::Report => "long-report",
            Self::Check => "long-check",
            Self::BackUp => "long-back-up",
        })
    }
}

/// What runs now.
#[derive(Clone)]
pub struct Running {
    pub what: What,
    work: LongWork,
}

/// Its thread. A window that closes stops it, and waits until nothing half-made is left.
#[derive(Default)]
pub struct LongThread(Option<(LongWork, JoinHandle<()>)>);

impl Drop for LongThread {
    fn drop(&mut self) {
        if let Some((work, thread)) = self.0.take() {
            work.stop();
            drop(thread.join());
        }
    }
}

impl App {
    /// Has a thread do `work`, and the window `then` with what it gives. What kept it from that is said
    /// in words; a person who stopped it is told that nothing of it is left.
    pub(in crate::ui) fn begin_long<T: Send + 'static>(
        &mut self,
        what: What,
        work: impl FnOnce(&Station) -> Result<T, String> + Send + 'static,
        then: impl FnOnce(&mut Self, T) + Send + 'static,
    ) {
        if self.state.long.is_some() {
            self.state.warn(text("long-busy"));
            return;
        }
        let long = LongWork::default();
        let (station, post, language) = (Arc::clone(&self.station), self.post.clone(), spoken());
        let theirs = long.clone();
        let begun = start("long", move || {
            speak(language);
            let done = theirs.run(|| work(&station));
            let stopped = theirs.is_stopped();
            let answer: Answer = Box::new(move |app| match done {
                Ok(done) => then(app, done),
                Err(_) if stopped => app.state.say(text("long-stopped")),
                Err(words) => app.state.warn(words),
            });
            post.send(Event::Long(answer));
        });
        match begun {
            Ok(thread) => {
                self.state.notice = None;
                self.state.long = Some(Running {
                    what,
                    work: long.clone(),
                });
                self.long = LongThread(Some((long, thread)));
            }
            Err(error) => self
                .state
                .warn(text_with("no-thread", [("problem", told(&error).into())])),
        }
    }

    /// Nobody wants it any more.
    pub(in crate::ui) fn stop_long(&self) {
        if let Some(Running { work, .. }) = &self.state.long {
            work.stop();
        }
    }

    /// It came to an end.
    pub(in crate::ui) fn long_ended(&mut self, answer: Answer) {
        self.state.long = None;
        self.long = LongThread::default();
        answer(self);
    }
}

/// What runs, how far it is, and the way to stop it.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let Some(running) = &view.state.long else {
        return;
    };
    ui.horizontal(|ui| {
        ui.set_min_height(theme::CONTROL_HEIGHT);
        ui.add(Spinner::new().size(24.0).color(theme::palette(ui).primary));
        heard(&ui.label(theme::bold(running.what.words(), 18.0)));
        ui.label(how_far(running.work.progress()));
        let stopped = running.work.is_stopped();
        let words = if stopped { "long-stopping" } else { "cancel" };
        let cancel = Button::new(text(words)).icon(Icon::Cross);
        if cancel.enabled(!stopped).show(ui).clicked() {
            commands.push(Command::StopLong);
        }
    });
}

fn how_far(Progress { done, all }: Progress) -> String {
    match all {
        Some(all) => {
            let percent = (done.min(all) * 100) / all.max(1);
            text_with("percent", [("number", percent.to_string().into())])
        }
        None => text_with("long-read", [("count", done.into())]),
    }
}
