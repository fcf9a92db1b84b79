//! Reports: which, over which days, in which form, and where it goes.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Align, Layout, ScrollArea, Ui, vec2};
use jiff::ToSpan;
use jiff::civil::Date;

use super::date_problems;
use crate::ledger::Period;
use crate::report::{DayOf, Format, Kind};
use crate::station::{ReportOrder, SiteMode, Station};
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme;
use crate::ui::kit::widgets::{Button, Weight, card, field, path_field, pick_row, soft};
use crate::ui::words::days::{day_typed, read_period, whole_period};
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::said;

/// Width of the list of reports.
const LIST: f32 = 340.0;
const ROW: f32 = 56.0;

/// What the person has chosen so far.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReportForm {
    /// The report's name; the first that the site makes, until a person has chosen.
    pub name: Option<&'static str>,
    pub format: Format,
    /// A day as it is typed, or empty.
    pub from: String,
    pub to: String,
    /// Where it goes, once a person has said so.
    pub path: Option<String>,
}

impl Default for ReportForm {
    fn default() -> Self {
        Self {
            name: None,
            format: Format::Pdf,
            from: String::new(),
            to: String::new(),
            path: None,
        }
    }
}

impl ReportForm {
    fn kind(&self, station: &Station) -> Option<&'static Kind> {
        let offered = station.reports();
        let chosen = offered
            .iter()
            .find(|kind| Some(kind.name) == self.name)
            .or(offered.first());
        chosen.copied()
    }

    /// Where it goes: the station's own folder unless a person says otherwise. What is made of another period is
    /// another file.
    pub fn path(&self, station: &Station) -> PathBuf {
        if let Some(path) = &self.path {
            return PathBuf::from(path.trim());
        }
        let name = self.kind(station).map_or("report", |kind| kind.name);
        let period = read_period(&self.from, &self.to);
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        let days = if period == Period::default() {
            station.now().date().to_string()
        } else {
            format!("{}--{}", day(period.from), day(period.to))
        };
        let file = format!("{name}-{days}.{}", self.format.extension());
        station.exports().join(file)
    }

    /// A person says where it goes. An ending that names a format chooses it, as on the command line.
    pub fn put_into(&mut self, path: String) {
        if let Some(format) = Format::of_file(Path::new(path.trim())) {
            self.format = format;
        }
        self.path = Some(path);
    }

    /// What it is made of: another report, or that of other days, is another file.
    fn made_of(&self, station: &Station) -> (Option<&'static str>, &str, &str) {
        let name = self.kind(station).map(|kind| kind.name);
        (name, &self.from, &self.to)
    }

    /// Of the place that a person chose only the folder stays.
    fn keep_folder(&mut self, station: &Station) {
        let Some(path) = self.path.take() else { return };
        let named = self.path(station);
        let folder = Path::new(path.trim()).parent();
        if let (Some(folder), Some(name)) = (folder, named.file_name()) {
            self.path = Some(folder.join(name).display().to_string());
        }
    }

    /// What the station is asked; an error says in words what keeps it from that.
    pub fn order(&self, station: &Station) -> Result<ReportOrder, String> {
        let period = whole_period(&self.from, &self.to)?;
        Ok(ReportOrder {
            kind: self.kind(station).ok_or_else(|| text("report-none"))?,
            period,
            format: self.format,
        })
    }
}

/// The screen: which report on the left, everything about it on the right.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let form = &view.state.reports.form;
    let mut next = form.clone();
    ui.horizontal_top(|ui| {
        let (height, column) = (ui.available_height(), Layout::top_down(Align::Min));
        ui.allocate_ui_with_layout(vec2(LIST, height), column, |ui| {
            ScrollArea::vertical()
                .id_salt("list")
                .auto_shrink(false)
                .show(ui, |ui| choice(ui, view.station, &mut next));
        });
        ui.add_space(theme::GAP);
        let rest = vec2(ui.available_width(), height);
        ui.allocate_ui_with_layout(rest, column, |ui| {
            ScrollArea::vertical()
                .id_salt("form")
                .auto_shrink(false)
                .show(ui, |ui| {
                    card(ui, |ui| {
                        ui.set_min_width(ui.available_width());
                        if let Some(kind) = form.kind(view.station) {
                            ui.label(said(kind.is));
                            ui.label(soft(ui, said(kind.is_not)));
                        }
                        period(ui, view, &mut next);
                        formats(ui, &mut next);
                        destination(ui, view, &mut next, commands);
                    });
                    ui.add_space(theme::GAP);
                    card(ui, |ui| record_itself(ui, view, commands));
                });
        });
    });
    if next.made_of(view.station) != form.made_of(view.station) {
        next.keep_folder(view.station);
    }
    if next != *form {
        commands.push(Command::SetReport(next));
    }
}

fn choice(ui: &mut Ui, station: &Station, form: &mut ReportForm) {
    ui.label(theme::bold(text("reports-title"), 20.0));
    let chosen = form.kind(station).map(|kind| kind.name);
    for kind in station.reports() {
        let id = egui::Id::unique(("report", kind.name));
        let title = said(kind.title);
        let row = pick_row(ui, id, &title, chosen == Some(kind.name), ROW, |ui| {
            ui.add(egui::Label::new(&title).wrap());
        });
        if row.clicked() {
            form.name = Some(kind.name);
        }
    }
}

fn period(ui: &mut Ui, view: &View, form: &mut ReportForm) {
    ui.add_space(8.0);
    let words = match form.kind(view.station).map(|kind| kind.day_of) {
        Some(DayOf::Entry) => text("report-by-entry"),
        _ => text("report-by-act"),
    };
    ui.label(soft(ui, words));
    let hint = text("date-hint");
    ui.horizontal(|ui| {
        field(ui, &text("log-from"), &hint, &mut form.from, 160.0);
        field(ui, &text("log-to"), &hint, &mut form.to, 160.0);
    });
    date_problems(ui, &form.from, &form.to);
    let today = view.station.now().date();
    let spans = [
        (text("report-today"), Some((today, today))),
        (
            text("report-week"),
            week_until(today).map(|from| (from, today)),
        ),
        (
            text("report-month"),
            Some((today.first_of_month(), today.last_of_month())),
        ),
        (
            text("report-year"),
            Some((today.first_of_year(), today.last_of_year())),
        ),
        (text("report-all"), None),
    ];
    ui.horizontal_wrapped(|ui| {
        for (words, span) in spans {
            let (from, to) = span.map_or_else(Default::default, |(from, to)| {
                (day_typed(from), day_typed(to))
            });
            let chosen = (&from, &to) == (&form.from, &form.to);
            let weight = if chosen {
                Weight::Chosen
            } else {
                Weight::Plain
            };
            if Button::new(words).weight(weight).show(ui).clicked() {
                (form.from, form.to) = (from, to);
            }
        }
    });
}

/// Whether the record is whole, and a copy of it.
fn record_itself(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    ui.set_min_width(ui.available_width());
    ui.label(theme::bold(text("record-title"), 20.0));
    let folder = view.station.settings().backup_folder.as_ref();
    ui.label(soft(
        ui,
        match folder {
            Some(folder) => {
                let folder = folder.display().to_string();
                text_with("record-backups", [("folder", folder.into())])
            }
            None => text("record-no-backups"),
        },
    ));
    let free = view.state.long.is_none();
    ui.horizontal_wrapped(|ui| {
        let check = Button::new(text("record-check")).icon(Icon::Check);
        if check.enabled(free).show(ui).clicked() {
            commands.push(Command::CheckRecord);
        }
        let back_up = Button::new(text("record-back-up")).icon(Icon::Export);
        if back_up.enabled(free && folder.is_some()).show(ui).clicked() {
            commands.push(Command::BackUp);
        }
    });
}

/// The first of the seven days that end with `today`.
fn week_until(today: Date) -> Option<Date> {
    today.checked_sub(6.days()).ok()
}

fn formats(ui: &mut Ui, form: &mut ReportForm) {
    ui.add_space(8.0);
    ui.label(soft(ui, text("report-format")));
    ui.horizontal_wrapped(|ui| {
        for (format, words) in [
            (Format::Pdf, text("report-pdf")),
            (Format::Xlsx, text("report-xlsx")),
            (Format::Csv, text("report-csv")),
        ] {
            let weight = if form.format == format {
                Weight::Chosen
            } else {
                Weight::Plain
            };
            if Button::new(words).weight(weight).show(ui).clicked() {
                form.format = format;
                // A file name that was chosen keeps its place and takes the new ending.
                form.path = form.path.take().map(|path| {
                    let path = PathBuf::from(path).with_extension(format.extension());
                    path.display().to_string()
                });
            }
        }
    });
}

fn destination(ui: &mut Ui, view: &View, form: &mut ReportForm, commands: &mut Vec<Command>) {
    ui.add_space(8.0);
    let mut path = form.path(view.station).display().to_string();
    let wide = (ui.available_width() - 24.0).clamp(280.0, 900.0);
    if path_field(ui, &text("export-path"), &mut path, wide).changed() {
        form.put_into(path);
    }
    ui.horizontal_wrapped(|ui| {
        let choose = Button::new(text("export-choose")).icon(Icon::Folder);
        if !view.state.kiosk && choose.show(ui).clicked() {
            commands.push(Command::ChooseReportFile);
        }
        let make = Button::new(text("report-go"))
            .icon(Icon::Export)
            .key("Ctrl+E")
            .enabled(view.state.long.is_none())
            .weight(Weight::Primary);
        if make.show(ui).clicked() {
            commands.push(Command::MakeReport);
        }
    });
    let research = view.station.site_mode() == SiteMode::Research;
    let note = if research {
        text("report-note-research")
    } else {
        text("report-note")
    };
    ui.label(soft(ui, note));
}
