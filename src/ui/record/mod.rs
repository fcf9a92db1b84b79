//! The record as a table: filtered by the ledger, loaded as it is scrolled, exported as filtered.

pub mod lines;
pub mod reading;
pub mod reports;

use eframe::egui::{self, Align, ComboBox, Layout, Sense, Ui, vec2};
use egui_extras::{Column, TableBuilder, TableRow};

use crate::station::SiteMode;
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme;
use crate::ui::kit::widgets::{Button, Weight, card, field, focus_ring, path_field, soft};
use crate::ui::pill::hazard_banner;
use crate::ui::words::days::day_problems;
use crate::ui::words::strings::{text, text_with};
use crate::ui::workers::long::What;
use lines::{Kind, Line, LogQuery, Rest};
use reading::AtLog;

const ROW: f32 = 52.0;
/// Width below which the columns come closer.
const NARROW: f32 = 1040.0;
/// Rows before the end at which the next ones are asked for.
const AHEAD: usize = 60;

/// The screen that shows what was recorded.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let log = &view.state.log;
    card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        filters(ui, view, commands);
        let runs = view.state.long.as_ref().map(|running| running.what);
        if let Some(export) = log.export.as_ref().filter(|_| runs != Some(What::Export)) {
            ui.separator();
            export_panel(ui, view, export, commands);
        }
    });
    if log.lines.is_empty() {
        let empty = if log.loading {
            text("log-loading")
        } else if log.query == LogQuery::default() {
            text("log-empty")
        } else {
            text("log-none-match")
        };
        ui.add_space(theme::GAP);
        ui.label(soft(ui, empty));
        return;
    }
    let words = if log.rest == Rest::Nothing {
        "log-count"
    } else {
        "log-count-more"
    };
    let count = match words {
        "log-count-more" => text_with("log-count-more", [("count", log.lines.len().into())]),
        _ => text_with("log-count", [("count", log.lines.len().into())]),
    };
    ui.label(soft(ui, count));
    card(ui, |ui| table(ui, view, commands));
}

fn filters(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let mut query = view.state.log.query.clone();
    ui.horizontal_wrapped(|ui| {
        field(
            ui,
            &text("log-words"),
            &text("log-words-hint"),
            &mut query.words,
            260.0,
        );
        field(
            ui,
            &text("log-from"),
            &text("date-hint"),
            &mut query.from,
            140.0,
        );
        field(
            ui,
            &text("log-to"),
            &text("date-hint"),
            &mut query.to,
            140.0,
        );
        kinds(ui, &mut query.kind);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.label(soft(ui, " "));
            let export = Button::new(text("export")).icon(Icon::Export).key("Ctrl+E");
            if export
                .enabled(view.state.log.export.is_none())
                .show(ui)
                .clicked()
            {
                commands.push(Command::Log(AtLog::PrepareExport));
            }
        });
    });
    date_problems(ui, &query.from, &query.to);
    if query != view.state.log.query {
        commands.push(Command::Log(AtLog::Filter(query)));
    }
}

/// Says below the two fields of a period which of them names no day: above a field it would widen the row.
pub fn date_problems(ui: &mut Ui, from: &str, to: &str) {
    let problems = day_problems(from, to);
    if !problems.is_empty() {
        ui.label(soft(ui, problems.join(" · ")));
    }
}

fn kinds(ui: &mut Ui, kind: &mut Kind) {
    let words = |kind: Kind| match kind {
        Kind::All => text("kind-all"),
        Kind::Hazardous => text("kind-hazardous"),
        Kind::Controlled(class) => text_with("kind-controlled", [("class", class.into())]),
        Kind::Unidentified => text("kind-unidentified"),
        Kind::Withdrawn => text("kind-withdrawn"),
    };
    let all = [
        Kind::All,
        Kind::Hazardous,
        Kind::Unidentified,
        Kind::Withdrawn,
    ]
    .into_iter()
    .chain(["CII", "CIII", "CIV", "CV"].map(Kind::Controlled));
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let name = ui.label(soft(ui, text("log-kind")));
        let combo = ComboBox::from_id_salt("log-kind")
            .selected_text(words(*kind))
            .width(190.0)
            .show_ui(ui, |ui| {
                for each in all {
                    ui.selectable_value(kind, each, words(each));
                }
            });
        focus_ring(ui, &combo.response);
        combo.response.labelled_by(name.id);
    });
}

fn export_panel(ui: &mut Ui, view: &View, export: &str, commands: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        let mut path = export.to_owned();
        let wide = (ui.available_width() - 520.0).clamp(280.0, 900.0);
        if path_field(ui, &text("export-path"), &mut path, wide).changed() {
            commands.push(Command::Log(AtLog::ExportPath(path)));
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.label(soft(ui, " "));
            ui.horizontal(|ui| {
                let choose = Button::new(text("export-choose")).icon(Icon::Folder);
                if !view.state.kiosk && choose.show(ui).clicked() {
                    commands.push(Command::Log(AtLog::ChooseExport));
                }
                let go = Button::new(text("export-go"))
                    .icon(Icon::Export)
                    .weight(Weight::Primary);
                if go.show(ui).clicked() {
                    commands.push(Command::Log(AtLog::Export));
                }
                if Button::new(text("cancel")).show(ui).clicked() {
                    commands.push(Command::Log(AtLog::CancelExport));
                }
            });
        });
    });
    let note = if view.station.site_mode() == SiteMode::Research {
        text("export-note-research")
    } else {
        text("export-note")
    };
    ui.label(soft(ui, note));
}

fn table(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let lines = &view.state.log.lines;
    let mut last_drawn = 0;
    let narrow = ui.available_width() < NARROW;
    let (drug, hazard) = if narrow {
        (150.0, 190.0)
    } else {
        (240.0, 250.0)
    };
    TableBuilder::new(ui)
        .striped(false)
        .auto_shrink(false)
        .cell_layout(Layout::left_to_right(Align::Center))
        .column(Column::exact(160.0))
        .column(Column::remainder().at_least(drug).clip(true))
        .column(Column::exact(56.0))
        .column(Column::exact(hazard).clip(true))
        .column(Column::exact(84.0))
        .column(Column::exact(100.0))
        .column(Column::exact(110.0).clip(true))
        .header(36.0, |mut header| {
            for key in headings() {
                header.col(|ui| {
                    ui.label(theme::bold(key, 16.0));
                });
            }
        })
        .body(|body| {
            body.rows(ROW, lines.len(), |mut row| {
                last_drawn = last_drawn.max(row.index());
                if let Some(line) = lines.get(row.index()) {
                    cells(&mut row, line);
                }
            });
        });
    let log = &view.state.log;
    if log.rest == Rest::More && !log.loading && last_drawn + AHEAD >= lines.len() {
        commands.push(Command::Log(AtLog::More));
    }
}

fn headings() -> [String; 7] {
    [
        text("column-time"),
        text("column-drug"),
        text("column-quantity"),
        text("column-hazard"),
        text("column-schedule"),
        text("column-confidence"),
        text("column-who"),
    ]
}

fn cells(row: &mut TableRow, line: &Line) {
    row.col(|ui| plain(ui, line, &line.time));
    row.col(|ui| {
        let detail = line.corrected.as_deref().unwrap_or(&line.detail);
        drug(ui, line, detail);
    });
    row.col(|ui| plain(ui, line, &line.quantity.to_string()));
    row.col(|ui| hazard(ui, line));
    row.col(|ui| plain(ui, line, &line.schedule));
    row.col(|ui| plain(ui, line, &line.confidence));
    row.col(|ui| plain(ui, line, &line.by));
}

/// What an item is, struck out where it was withdrawn, and what else is to be said of it.
pub fn drug(ui: &mut Ui, line: &Line, detail: &str) {
    let mark = line.research.then_some(SiteMode::RESEARCH_MARK);
    let words: Vec<_> = mark.into_iter().chain([detail]).collect();
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(4.0);
        let mut drug = theme::bold(&line.drug, 17.0);
        if line.withdrawn {
            drug = drug.strikethrough();
        }
        ui.add(egui::Label::new(drug).truncate());
        ui.add(egui::Label::new(soft(ui, words.join(" · ")).size(15.0)).truncate());
    });
}

fn plain(ui: &mut Ui, line: &Line, words: &str) {
    let words = egui::RichText::new(words).size(16.0);
    let words = if line.withdrawn {
        words.strikethrough()
    } else {
        words
    };
    ui.add(egui::Label::new(words).truncate());
}

fn hazard(ui: &mut Ui, line: &Line) {
    let (icon, tone) = hazard_banner::look(theme::palette(ui), line.verdict);
    let (rect, _) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::hover());
    icon.paint(ui.painter(), rect, tone.line);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(if line.hazard.is_empty() { 14.0 } else { 4.0 });
        let words = egui::RichText::new(hazard_banner::verdict_words(line.verdict)).size(16.0);
        ui.add(egui::Label::new(words).truncate());
        if !line.hazard.is_empty() {
            let color = theme::palette(ui).soft;
            ui.add(
                egui::Label::new(egui::RichText::new(&line.hazard).size(15.0).color(color))
                    .truncate(),
            );
        }
    });
}
