//! What the window asks of the record without adding to it: pages of the log, exports, reports, whether
//! it is whole, a copy of it.

use std::path::{Path, PathBuf};

use super::lines::{Line, LogQuery, PAGE, Rest};
use crate::ledger::{Finding, HeadFault, LogFilter};
use crate::report::{Extent, Format};
use crate::station::{StationError, is_hidden};
use crate::ui::app::App;
use crate::ui::words::days::whole_period;
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::{said, told};
use crate::ui::workers::desktop;
use crate::ui::workers::long::What;

/// What a person asks for on the screen of the log.
#[derive(Clone, Debug)]
pub enum AtLog {
    /// Show the rows that this lets through.
    Filter(LogQuery),
    /// Load the rows below those shown.
    More,
    /// Open the panel that asks where to export to.
    PrepareExport,
    ExportPath(String),
    /// Show the desktop's file chooser for the export.
    ChooseExport,
    Export,
    CancelExport,
}

impl App {
    /// Carries out what was asked for on the screen of the log.
    pub(in crate::ui) fn at_log(&mut self, asked: AtLog) {
        match asked {
            AtLog::Filter(query) => {
                self.state.log.query = query;
                self.load_log();
            }
            AtLog::More => self.load_more_log(),
            AtLog::PrepareExport => {
                let path = self.default_export().display().to_string();
                self.state.log.export = Some(path);
            }
            AtLog::ExportPath(path) => {
                if let Some(export) = &mut self.state.log.export {
                    *export = path;
                }
            }
            AtLog::ChooseExport => {
                let path = self.default_export();
                let name = path
                    .file_name()
                    .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                self.ask_desktop(|post| desktop::choose_export(post, &name));
            }
            AtLog::Export => self.export(),
            AtLog::CancelExport => self.state.log.export = None,
        }
    }

    /// Where an export goes unless a person says otherwise: the station's own folder, beside those that are
    /// there.
    fn default_export(&self) -> PathBuf {
        let (folder, today) = (self.station.exports(), self.station.now().date());
        let mut path = folder.join(format!("takeback-{today}.csv"));
        let mut number = 2;
        while path.exists() {
            path = folder.join(format!("takeback-{today}-{number}.csv"));
            number += 1;
        }
        path
    }

    /// Asks for the first page of the log.
    pub(in crate::ui) fn load_log(&mut self) {
        self.state.log.asked += 1;
        self.read_page(self.state.log.query.filter());
    }

    fn load_more_log(&mut self) {
        let log = &self.state.log;
        if log.loading || log.rest != Rest::More {
            return;
        }
        self.read_page(LogFilter {
            before: log.lines.last().map(|line| line.seq),
            ..log.query.filter()
        });
    }

    /// Asks for the page below `filter.before`.
    fn read_page(&mut self, filter: LogFilter) {
        let asked = self.state.log.asked;
        let below = filter.before.is_some();
        let filter = LogFilter {
            limit: Some(PAGE),
            ..filter
        };
        self.state.log.loading = self.ask(
            move |station| {
                let rows = station.log(&filter)?;
                Ok::<_, StationError>(rows.iter().map(Line::of).collect::<Vec<_>>())
            },
            move |app, page| {
                let log = &mut app.state.log;
                if log.asked != asked {
                    return;
                }
                log.loading = false;
                match page {
                    Err(error) => {
                        log.rest = Rest::Unread;
                        app.state.warn(told(&error));
                    }
                    Ok(lines) => {
                        log.rest = Rest::after(lines.len(), PAGE);
                        if below {
                            log.lines.extend(lines);
                        } else {
                            log.lines = lines;
                        }
                    }
                }
            },
        );
    }

    fn export(&mut self) {
        let query = &self.state.log.query;
        // The list shows more than was asked for where a day is none; a file would not say that it does.
        if let Err(words) = whole_period(&query.from, &query.to) {
            self.state.warn(words);
            return;
        }
        let filter = query.filter();
        let Some(export) = &self.state.log.export else {
            return;
        };
        let path = PathBuf::from(export.trim());
        if path.file_name().is_none() {
            self.state.warn(text("export-no-name"));
            return;
        }
        if Format::of_file(&path).is_some_and(|format| format != Format::Csv) {
            self.state.warn(text("export-is-csv"));
            return;
        }
        if self.is_in_the_way(&path) {
            return;
        }
        self.begin_long(
            What::Export,
            move |station| {
                let rows = station.write_named(&path, |file| station.export_csv(&filter, file));
                written(&path, rows)
            },
            |app, (rows, path)| {
                app.state.log.export = None;
                let values = [("rows", rows.into()), ("path", path.into())];
                app.state.say(text_with("exported", values));
            },
        );
    }

    /// A kiosk, where files cannot be looked at first, writes over none but the station's own exports, and
    /// nothing where the next login runs it.
    pub(in crate::ui) fn is_in_the_way(&mut self, path: &Path) -> bool {
        if !self.state.kiosk || self.station.is_export(path) {
            return false;
        }
        let words = if is_hidden(path) {
            "file-hidden"
        } else if path.exists() {
            "file-there"
        } else {
            return false;
        };
        let path = path.display().to_string();
        self.state.warn(text_with(words, [("path", path.into())]));
        true
    }

    pub(in crate::ui) fn make_report(&mut self) {
        let form = &self.state.reports.form;
        let path = form.path(&self.station);
        match form.order(&self.station) {
            Err(words) => self.state.warn(words),
            Ok(_) if path.file_name().is_none() => self.state.warn(text("report-no-name")),
            Ok(_) if self.is_in_the_way(&path) => {}
            Ok(order) => self.begin_long(
                What::Report,
                move |station| {
                    let extent = station.write_named(&path, |file| station.report(&order, file));
                    written(&path, extent)
                },
                Self::reported,
            ),
        }
    }
    fn reported(&mut self, (extent, path): (Extent, String)) {
        let values = [("rows", extent.rows.into()), ("path", path.into())];
        let done = text_with("reported", values);
        match extent.words() {
            Some(words) => self.state.warn(format!("{done}. {}", said(&words))),
            None => self.state.say(done),
        }
    }

    /// Reads the whole record and says whether it is what was written.
    pub(in crate::ui) fn check_record(&mut self) {
        self.begin_long(
            What::Check,
            |station| station.verify().map_err(|error| told(&error)),
            |app, found| match found.finding {
                None => {
                    let values = [("count", found.records.into())];
                    app.state.say(text_with("record-whole", values));
                }
                Some(finding) => {
                    let values = [
                        ("finding", told(&finding).into()),
                        ("count", found.records.into()),
                    ];
                    app.state.warn(text_with(outcome(&finding), values));
                }
            },
        );
    }

    /// Makes a checked copy in the folder of the settings.
    pub(in crate::ui) fn back_up(&mut self) {
        self.begin_long(
            What::BackUp,
            |station| station.back_up(None).map_err(|error| told(&error)),
            |app, (path, found)| {
                let values = [
                    ("count", found.records.into()),
                    ("path", path.display().to_string().into()),
                ];
                app.state.say(text_with("backed-up", values));
            },
        );
    }
}

/// The words that say what a finding means and what to do; where it is a key or a head alone, no backup mends it.
fn outcome(finding: &Finding) -> &'static str {
    match finding {
        Finding::OtherKey => "record-other-key",
        Finding::BadHead {
            fault: HeadFault::OtherKey { .. },
            ..
        } => "record-head-of-other-key",
        Finding::BadHead { .. } => "record-odd-head",
        _ => "record-broken",
    }
}

/// What was written and where to, or why it was not.
fn written<T>(path: &Path, done: Result<T, StationError>) -> Result<(T, String), String> {
    let place = path.display().to_string();
    match done {
        Ok(done) => Ok((done, place)),
        Err(error) => Err(format!("{place}: {}", told(&error))),
    }
}
