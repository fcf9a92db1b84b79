//! What the window asks of the record without adding to it: pages of the log, exports, reports.

use std::path::PathBuf;

use super::app::App;
use super::ledger_worker::Task;
use super::strings::text;

impl App {
    /// Asks for the first page of the log.
    pub(super) fn load_log(&mut self) {
        self.state.log.asked += 1;
        self.state.log.loading = true;
        let task = Task::Page {
            filter: self.state.log.query.filter(),
            asked: self.state.log.asked,
        };
        self.hand_to_ledger(task);
    }

    pub(super) fn load_more_log(&mut self) {
        let log = &mut self.state.log;
        if log.loading || !log.more {
            return;
        }
        let mut filter = log.query.filter();
        filter.before = log.lines.last().map(|line| line.seq);
        log.loading = true;
        let task = Task::Page {
            filter,
            asked: log.asked,
        };
        self.hand_to_ledger(task);
    }

    pub(super) fn export(&mut self) {
        let filter = self.state.log.query.filter();
        let Some(export) = &mut self.state.log.export else {
            return;
        };
        let path = PathBuf::from(export.path.trim());
        if path.file_name().is_none() {
            self.state.warn(text("export-no-name"));
            return;
        }
        export.rows = Some(0);
        self.hand_to_ledger(Task::Export { filter, path });
    }

    pub(super) fn make_report(&mut self) {
        let form = &self.state.reports.form;
        let path = form.path(&self.station);
        match form.order(&self.station) {
            Err(words) => self.state.warn(words),
            Ok(_) if path.file_name().is_none() => self.state.warn(text("report-no-name")),
            Ok(order) => {
                self.state.reports.running = true;
                if !self.ledger.order(Task::Report { order, path }) {
                    self.state.reports.running = false;
                    self.state.warn(text("ledger-busy"));
                }
            }
        }
    }
}
