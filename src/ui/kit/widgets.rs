//! The controls of the window: large enough for gloves, with a name for a screen reader, a sign
//! beside the words, and a ring where the keyboard is.

use std::fmt::Display;

use eframe::egui::{
    self, Align, Align2, CornerRadius, Frame, Id, Layout, Margin, Painter, Rect, Response,
    RichText, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo,
    accesskit::{Live, Role},
    pos2, vec2,
};

pub use super::button::{Button, Weight};
use super::icons::Icon;
use super::theme::{self, CONTROL_HEIGHT, Tone};
use super::{in_view, keyboard};
use crate::ui::words::strings::{sentence, text, text_with};
use crate::ui::words::told::told;

/// A square button that is only a sign to the eye; `name` is its accessible name and tip.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str, side: f32, enabled: bool) -> Response {
    let palette = theme::palette(ui);
    let sense = if enabled {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    let (ground, line, ink) = match (enabled, response.hovered()) {
        (false, _) => (palette.background, palette.divider, palette.soft),
        (true, true) => (palette.hovered, palette.outline, palette.text),
        (true, false) => (palette.surface, palette.outline, palette.text),
    };
    let radius = CornerRadius::same(theme::RADIUS);
    ui.painter().rect(
        rect,
        radius,
        ground,
        Stroke::new(1.5, line),
        StrokeKind::Inside,
    );
    icon.paint(ui.painter(), rect.shrink(side * 0.3), ink);
    focus_ring(ui, &response);
    response.on_hover_text(name)
}

/// Marks where the keyboard is.
pub fn focus_ring(ui: &Ui, response: &Response) {
    ring(ui.painter(), response);
}

/// Gap between a control and its ring, and how thick that is, points.
const RING_GAP: f32 = 2.0;
const RING: f32 = 3.0;

/// As [`focus_ring`], for what is drawn by others.
pub fn ring(painter: &Painter, response: &Response) {
    in_view::note(response);
    if response.has_focus() {
        let focus = theme::palette_of(&painter.ctx().global_style()).focus;
        let stroke = Stroke::new(RING, focus);
        let radius = CornerRadius::same(theme::RADIUS + 2);
        // What scrolls ends where its controls do, and would cut the ring around them.
        let around = painter.clip_rect().expand(RING_GAP + RING);
        painter.with_clip_rect(around).rect_stroke(
            response.rect.expand(RING_GAP),
            radius,
            stroke,
            StrokeKind::Outside,
        );
    }
}

/// A row that can be picked as a whole: `paint` fills it, `name` tells it to a screen reader.
pub fn pick_row(
    ui: &mut Ui,
    id: Id,
    name: &str,
    selected: bool,
    height: f32,
    paint: impl FnOnce(&mut Ui),
) -> Response {
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, selected, name));
    let (ground, line) = match (selected, response.hovered()) {
        (true, _) => (palette.selected, Stroke::new(2.5, palette.primary)),
        (false, true) => (palette.hovered, Stroke::new(1.0, palette.outline)),
        (false, false) => (palette.surface, Stroke::new(1.0, palette.outline)),
    };
    ui.painter().rect(
        rect,
        CornerRadius::same(theme::RADIUS),
        ground,
        line,
        StrokeKind::Inside,
    );
    let inner = UiBuilder::new()
        .max_rect(rect.shrink2(vec2(12.0, 4.0)))
        .layout(Layout::left_to_right(Align::Center));
    // Long lists cost only what is seen of them.
    if ui.is_rect_visible(rect) {
        paint(&mut ui.new_child(inner));
    } else {
        // What comes below stays the same thing, and keeps the cursor.
        ui.skip_ahead_auto_ids(1);
    }
    focus_ring(ui, &response);
    response
}

/// A card: one subject, one ground.
pub fn card<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let palette = theme::palette(ui);
    Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, palette.divider))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::same(16))
        .show(ui, contents)
        .inner
}

/// Something to be done, on a ground that is seen.
pub fn callout(ui: &mut Ui, words: &str) {
    let tone = theme::palette(ui).unknown;
    tone.frame(1.5)
        .inner_margin(Margin::same(12))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.horizontal_top(|ui| {
                let (sign, _) = ui.allocate_exact_size(Vec2::splat(20.0), Sense::hover());
                Icon::Warning.paint(ui.painter(), sign, tone.line);
                let words = RichText::new(words).size(16.0).color(tone.words);
                ui.add(egui::Label::new(words).wrap());
            });
        });
}

/// Words about something that is wrong, spoken at once.
pub fn warn(ui: &mut Ui, words: &str) {
    let tone = theme::palette(ui).unknown;
    heard_at_once(&ui.label(RichText::new(sentence(words)).color(tone.line)));
}

/// Why something is not offered here.
pub fn refused(ui: &mut Ui, refusal: &impl Display) {
    ui.label(sentence(&told(refusal)));
}

/// Whoever does not look hears what `shown` says when that changes, after what is being spoken.
pub fn heard(shown: &Response) {
    is_spoken(shown, Live::Polite);
}

/// As [`heard`], but before all else.
pub fn heard_at_once(shown: &Response) {
    is_spoken(shown, Live::Assertive);
}

fn is_spoken(shown: &Response, when: Live) {
    let ctx = &shown.ctx;
    ctx.accesskit_node_builder(shown.id, |node| node.set_live(when));
}

/// Columns of equal width; `contents` fills the one with that number, from 0. Words in them end where
/// they end: egui's own columns draw them apart to fill each line.
pub fn columns(ui: &mut Ui, count: usize, mut contents: impl FnMut(&mut Ui, usize)) {
    ui.columns(count, |columns| {
        for (place, column) in columns.iter_mut().enumerate() {
            column.with_layout(Layout::top_down(Align::Min), |ui| {
                // What lies between columns need not lie between what stands in them.
                ui.spacing_mut().item_spacing.x = theme::GAP;
                contents(ui, place);
            });
        }
    });
}

/// How wide a [`chip`] with these words is.
pub fn chip_width(ui: &Ui, words: &str) -> f32 {
    let font = theme::bold_font(15.0);
    let galley = ui
        .painter()
        .layout_no_wrap(words.to_owned(), font, egui::Color32::PLACEHOLDER);
    galley.size().x + 38.0
}

/// Words on a toned ground with a sign before them.
pub fn chip(ui: &mut Ui, icon: Icon, words: &str, tone: Tone) {
    let galley = ui
        .painter()
        .layout_no_wrap(words.to_owned(), theme::bold_font(15.0), tone.words);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(38.0, 4.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let radius = CornerRadius::same(6);
    ui.painter().rect(
        rect,
        radius,
        tone.ground,
        Stroke::new(1.0, tone.line),
        StrokeKind::Inside,
    );
    let sign = Rect::from_center_size(pos2(rect.left() + 17.0, rect.center().y), Vec2::splat(15.0));
    icon.paint(ui.painter(), sign, tone.line);
    ui.painter().galley(
        pos2(rect.left() + 30.0, rect.top() + 2.0),
        galley,
        tone.words,
    );
}

/// A probability as a bar with its number.
pub fn confidence(ui: &mut Ui, share: f32, width: f32) {
    let palette = theme::palette(ui);
    let words = percent(share);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 34.0), Sense::hover());
    let name = text_with("confidence-name", [("percent", words.as_str().into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let bar = Rect::from_min_size(pos2(rect.left(), rect.bottom() - 9.0), vec2(width, 8.0));
    let radius = CornerRadius::same(4);
    ui.painter().rect(
        bar,
        radius,
        palette.background,
        Stroke::new(1.0, palette.outline),
        StrokeKind::Inside,
    );
    let filled = Rect::from_min_size(bar.min, vec2(width * share.clamp(0.0, 1.0), bar.height()));
    ui.painter().rect_filled(filled, radius, palette.primary);
    let place = pos2(rect.right(), rect.top() + 11.0);
    ui.painter().text(
        place,
        Align2::RIGHT_CENTER,
        words,
        theme::bold_font(18.0),
        palette.text,
    );
}

/// A share in whole percent, never rounded to a certainty it is not.
pub fn percent(share: f32) -> String {
    match (share * 100.0).round() as u32 {
        0 => text("percent-under-one"),
        100.. => text("percent-over-ninety-nine"),
        whole => text_with("percent", [("number", whole.to_string().into())]),
    }
}

/// A one-line field under its label, which is its accessible name.
pub fn field(ui: &mut Ui, label: &str, hint: &str, value: &mut String, width: f32) -> Response {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let name = ui.label(soft(ui, label));
        edit(ui, value, hint, width, false).labelled_by(name.id)
    })
    .inner
}

/// A field for where a file goes, under its label. A long path is shown whole, over several rows: its
/// end is what tells one file from another.
pub fn path_field(ui: &mut Ui, label: &str, path: &mut String, width: f32) -> Response {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let name = ui.label(soft(ui, label));
        let edit = egui::TextEdit::multiline(path)
            .desired_rows(1)
            .return_key(None);
        let response = shown(ui, edit, "", width).labelled_by(name.id);
        path.retain(|letter| !matches!(letter, '\r' | '\n'));
        response
    })
    .inner
}

/// One line to type into, without a label; of a `secret` no letter is shown, and none is kept.
pub fn edit(ui: &mut Ui, value: &mut String, hint: &str, width: f32, secret: bool) -> Response {
    let edit = egui::TextEdit::singleline(value).password(secret);
    let response = shown(ui, edit, hint, width);
    if secret {
        forget_undo(&response);
    }
    response
}

/// Leaves nothing to take back of what was typed into this field: Ctrl+Z would give it to whoever comes next.
pub fn forget_undo(field: &Response) {
    if let Some(mut state) = egui::TextEdit::load_state(&field.ctx, field.id) {
        state.clear_undoer();
        state.store(&field.ctx, field.id);
    }
}

fn shown(ui: &mut Ui, edit: egui::TextEdit, hint: &str, width: f32) -> Response {
    let edit = edit
        .hint_text(soft(ui, hint))
        .desired_width(width)
        .min_size(vec2(width, CONTROL_HEIGHT))
        .margin(Margin::symmetric(12, 8))
        .align(Align2::LEFT_CENTER);
    let response = ui.add(edit);
    keyboard::note_field(&response);
    focus_ring(ui, &response);
    response
}

/// Second-rank words.
pub fn soft(ui: &Ui, words: impl Into<String>) -> RichText {
    RichText::new(words)
        .size(16.0)
        .color(theme::palette(ui).soft)
}
