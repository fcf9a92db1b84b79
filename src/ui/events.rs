//! What workers report, noted in the state.

use std::path::PathBuf;

use eframe::egui;

use super::app::App;
use super::calibration::AtCalibration;
use super::record::reading::AtLog;
use super::state::{Screen, Source};
use super::words::strings::text;
use super::words::told::said;
use super::workers::post::{Event, FileOf, NoChooser};

impl App {
    /// Notes one event.
    pub(super) fn note(&mut self, ctx: &egui::Context, event: Event) {
        match event {
            Event::Sight(sight) => self.note_sight(ctx, *sight),
            Event::Ledger(answer) => answer(self),
            Event::NotKept(failed) => {
                let failed: Vec<_> = failed.iter().map(|words| said(words)).collect();
                self.state.warn(failed.join("\n"));
            }
            Event::Chosen(file_of, Ok(Some(path))) => self.take_chosen(ctx, file_of, path),
            Event::Chosen(_, Ok(None)) => {}
            Event::Chosen(FileOf::Photo, Err(NoChooser)) => {
                self.state.warn(text("no-chooser-photo"));
            }
            Event::Chosen(_, Err(NoChooser)) => self.state.warn(text("no-chooser-export")),
            Event::Glanced(answer) => self.glanced(answer),
            Event::Long(answer) => self.long_ended(answer),
            Event::Pasted(Some(source)) => {
                self.take_photograph(ctx, source);
            }
            Event::Pasted(None) => self.state.warn(text("paste-nothing")),
        }
    }

    fn take_chosen(&mut self, ctx: &egui::Context, file_of: FileOf, path: PathBuf) {
        let words = path.display().to_string();
        match file_of {
            FileOf::Photo => self.take_photograph(ctx, Source::File(path)),
            FileOf::Report => self.state.reports.form.put_into(words),
            FileOf::Export => self.at_log(AtLog::ExportPath(words)),
            FileOf::Card => self.at_calibration(AtCalibration::Path(words)),
        }
    }

    pub(super) fn refresh_log(&mut self) {
        if self.state.screen == Screen::Log {
            self.load_log();
        }
    }
}
