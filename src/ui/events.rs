//! What workers report, noted in the state.

use eframe::egui;

use super::app::App;
use super::calibration::AtCalibration;
use super::commands::Command;
use super::record::reading::AtLog;
use super::state::{Screen, Source};
use super::words::strings::text;
use super::words::told::said;
use super::workers::post::{Event, NoChooser};

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
            Event::PhotoChosen(Ok(Some(path))) => {
                self.take_photograph(ctx, Source::File(path));
            }
            Event::ExportChosen(Ok(Some(path))) => {
                self.carry_out(
                    ctx,
                    Command::Log(AtLog::ExportPath(path.display().to_string())),
                );
            }
            Event::ReportChosen(Ok(Some(path))) => {
                self.state.reports.form.path = Some(path.display().to_string());
            }
            Event::CardChosen(Ok(Some(path))) => {
                let path = path.display().to_string();
                self.at_calibration(AtCalibration::Path(path));
            }
            Event::Glanced(answer) => self.glanced(answer),
            Event::Long(answer) => self.long_ended(answer),
            Event::PhotoChosen(Ok(None))
            | Event::ExportChosen(Ok(None))
            | Event::CardChosen(Ok(None))
            | Event::ReportChosen(Ok(None)) => {}
            Event::PhotoChosen(Err(NoChooser)) => self.state.warn(text("no-chooser-photo")),
            Event::ExportChosen(Err(NoChooser))
            | Event::CardChosen(Err(NoChooser))
            | Event::ReportChosen(Err(NoChooser)) => {
                self.state.warn(text("no-chooser-export"));
            }
            Event::Pasted(Some(source)) => {
                self.take_photograph(ctx, source);
            }
            Event::Pasted(None) => self.state.warn(text("paste-nothing")),
        }
    }

    pub(super) fn refresh_log(&mut self) {
        if self.state.screen == Screen::Log {
            self.load_log();
        }
    }
}
