//! How worker threads reach the window: one bounded channel, and a repaint when something came.

use std::path::PathBuf;

use crossbeam_channel::{Receiver, Sender, bounded};
use eframe::egui;

use super::ledger::Answer;
use super::sight::Sight;
use crate::ui::state::Source;

/// Something that happened away from the window.
pub enum Event {
    Sight(Box<Sight>),
    /// What was asked of the record is done.
    Ledger(Answer),
    /// What is due every day failed; each says why and what to do.
    NotKept(Vec<String>),
    /// The file chooser closed: the file, nothing, or why it could not be shown.
    Chosen(FileOf, Result<Option<PathBuf>, NoChooser>),
    /// What can take long came to an end.
    Long(Answer),
    /// A look at a single frame came back.
    Glanced(Answer),
    /// What the clipboard held: a picture or a copied file, or nothing usable.
    Pasted(Option<Source>),
}

/// What a file is chosen for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileOf {
    /// To be looked at.
    Photo,
    /// To be written, as the others.
    Report,
    Export,
    /// The calibration card.
    Card,
}

/// No file chooser answers on this desktop.
#[derive(Debug)]
pub struct NoChooser;

/// The workers' end.
#[derive(Clone)]
pub struct Post {
    sender: Sender<Event>,
    ctx: egui::Context,
}

impl Post {
    /// Both ends. 256 events are more than a tray of pills brings in one frame.
    pub fn new(ctx: &egui::Context) -> (Self, Receiver<Event>) {
        let (sender, receiver) = bounded(256);
        (
            Self {
                sender,
                ctx: ctx.clone(),
            },
            receiver,
        )
    }

    /// The window, for what is drawn from textures.
    pub fn context(&self) -> &egui::Context {
        &self.ctx
    }

    /// Hands `event` to the window; `false` once the window is gone.
    pub fn send(&self, event: Event) -> bool {
        let sent = self.sender.send(event).is_ok();
        self.ctx.request_repaint();
        sent
    }
}
