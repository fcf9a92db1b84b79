//! The list: headings that sort, rows that are taken in hand as a whole.

use eframe::egui::{self, Align, Align2, Id, Layout, Sense, Ui, accesskit::Role, vec2};
use egui_extras::{Column, TableBuilder};

use super::detail::{doubt_words, state_words};
use super::state::{Item, Tab};
use super::work::AtReview;
use crate::ledger::SortBy;
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::theme;
use crate::ui::kit::widgets::{focus_ring, percent, ring, soft};
use crate::ui::pill::hazard_banner;
use crate::ui::record::{self, lines::Rest};
use crate::ui::words::days::day_words;
use crate::ui::words::strings::{text, text_with};

const ROW: f32 = 52.0;
/// Below this width the list keeps to what tells one item from another.
const NARROW: f32 = 520.0;
/// What the columns show and are sorted by, and how wide they are; the drug takes what is left.
const COLUMNS: [(SortBy, Option<f32>); 5] = [
    (SortBy::Day, Some(104.0)),
    (SortBy::Drug, None),
    (SortBy::Confidence, Some(76.0)),
    (SortBy::Operator, Some(84.0)),
    (SortBy::Review, Some(96.0)),
];
/// Rows before the end at which the next ones are asked for.
const AHEAD: usize = 60;

pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let review = &view.state.review;
    let (items, chosen) = (&review.items, review.place());
    let count = [("count", items.len().into())];
    let words = if review.rest == Rest::Nothing {
        text_with("log-count", count)
    } else {
        text_with("review-count-more", count)
    };
    ui.label(soft(ui, words));
    // Followed only where it went: in between the list is its reader's to scroll.
    let in_hand = review.chosen.zip(chosen);
    let followed = ui.data_mut(|data| {
        let followed = data.get_temp_mut_or_default::<Option<(i64, usize)>>(followed_id());
        std::mem::replace(followed, in_hand)
    });
    let mut last_drawn = 0;
    let clip = ui.clip_rect();
    // Where the window is small, day and person stand beside the list alone.
    let columns = match (review.tab, ui.available_width() < NARROW) {
        (_, true) => &COLUMNS[1..4],
        (Tab::Queue, false) => &COLUMNS[..4],
        _ => &COLUMNS[..],
    };
    let mut table = TableBuilder::new(ui)
        .striped(false)
        .auto_shrink(false)
        .min_scrolled_height(0.0)
        .sense(Sense::click())
        .cell_layout(Layout::left_to_right(Align::Center));
    for (_, width) in columns {
        table = table.column(match width {
            Some(width) => Column::exact(*width).clip(true),
            None => Column::remainder().at_least(150.0).clip(true),
        });
    }
    if let Some(place) = chosen.filter(|_| followed != in_hand) {
        table = table.scroll_to_row(place, None);
    }
    table
        .header(theme::CONTROL_HEIGHT, |mut header| {
            for (by, _) in columns {
                header.col(|ui| heading(ui, view, *by, commands));
            }
        })
        .body(|body| {
            body.rows(ROW, items.len(), |mut row| {
                let place = row.index();
                last_drawn = last_drawn.max(place);
                row.set_selected(chosen == Some(place));
                let Some(item) = items.get(place) else { return };
                for (by, _) in columns {
                    row.col(|ui| cell(ui, view, item, *by));
                }
                let response = row.response();
                let name = row_name(item);
                response.widget_info(|| {
                    let chosen = chosen == Some(place);
                    egui::WidgetInfo::selected(Role::RadioButton, true, chosen, &name)
                });
                let painter = response.ctx.layer_painter(response.layer_id);
                ring(&painter.with_clip_rect(clip), &response);
                if response.clicked() {
                    commands.push(Command::Review(AtReview::Choose(item.seq())));
                }
            });
        });
    if review.rest == Rest::More && !review.loading && last_drawn + AHEAD >= items.len() {
        commands.push(Command::Review(AtReview::More));
    }
}

/// Where the list keeps which row it was last scrolled to, and of what.
fn followed_id() -> Id {
    Id::unique("review_followed")
}

fn heading_words(by: SortBy) -> String {
    match by {
        SortBy::Day => text("review-column-day"),
        SortBy::Drug => text("column-drug"),
        SortBy::Confidence => text("review-column-sure"),
        SortBy::Operator => text("column-who"),
        _ => text("review-state"),
    }
}

/// A heading that sorts by its column. The queue has one order of its own.
fn heading(ui: &mut Ui, view: &View, by: SortBy, commands: &mut Vec<Command>) {
    let words = heading_words(by);
    let review = &view.state.review;
    if review.tab == Tab::Queue {
        ui.label(theme::bold(words, 16.0));
        return;
    }
    let now = review.sort.filter(|sort| sort.by == by);
    let size = vec2(ui.available_width(), theme::CONTROL_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let color = theme::palette(ui).text;
    let font = theme::bold_font(16.0);
    ui.painter()
        .text(rect.left_center(), Align2::LEFT_CENTER, &words, font, color);
    let name = text_with("review-sort", [("column", words.as_str().into())]);
    response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, now.is_some(), &name));
    focus_ring(ui, &response);
    if let Some(sort) = now {
        mark(ui, response.rect, sort.descending);
    }
    if response.clicked() {
        commands.push(Command::Review(AtReview::Sort(by)));
    }
}

/// A small triangle that points the way the column runs.
fn mark(ui: &Ui, heading: egui::Rect, descending: bool) {
    let (middle, half) = (heading.right_center() - vec2(9.0, 0.0), 4.0);
    let tip = if descending { half } else { -half };
    let points = vec![
        middle + vec2(-half, -tip),
        middle + vec2(half, -tip),
        middle + vec2(0.0, tip),
    ];
    let color = theme::palette(ui).text;
    let shape = egui::Shape::convex_polygon(points, color, egui::Stroke::NONE);
    ui.painter().add(shape);
}

/// Everything a row says, for a screen reader.
fn row_name(item: &Item) -> String {
    text_with(
        "review-row",
        [
            ("drug", item.line.drug.as_str().into()),
            ("day", day_words(item.listed.row.decided.acted_on).into()),
            ("who", item.line.by.as_str().into()),
            ("state", state_words(item.listed.state()).into()),
        ],
    )
}

fn cell(ui: &mut Ui, view: &View, item: &Item, of: SortBy) {
    match of {
        SortBy::Day => plain(ui, &day_words(item.listed.row.decided.acted_on)),
        SortBy::Drug => drug(ui, view, item),
        SortBy::Confidence => {
            let first = item.listed.doubts.confidence_ppm;
            let share = first.map(|ppm| percent(ppm as f32 / 1e6));
            plain(ui, &share.unwrap_or_default());
        }
        SortBy::Operator => plain(ui, &item.line.by),
        _ => plain(ui, &state_words(item.listed.state())),
    }
}

/// What it is, how hazardous, and why somebody should look.
fn drug(ui: &mut Ui, view: &View, item: &Item) {
    let line = &item.line;
    let (icon, tone) = hazard_banner::look(theme::palette(ui), line.verdict);
    let (rect, _) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::hover());
    icon.paint(ui.painter(), rect, tone.line);
    let doubts = item.listed.doubts.all(view.station.uncertain_below());
    let words: Vec<String> = doubts.into_iter().map(doubt_words).collect();
    if words.is_empty() {
        record::drug(ui, line, &line.detail);
    } else {
        record::drug(ui, line, &words.join(" · "));
    }
}

fn plain(ui: &mut Ui, words: &str) {
    ui.add(egui::Label::new(egui::RichText::new(words).size(16.0)).truncate());
}
