//! The controls of the window: large enough for gloves, with a name for a screen reader, a sign
//! beside the words, and a ring where the keyboard is.

use eframe::egui::{
    self, Align, Align2, Color32, CornerRadius, CursorIcon, FontId, Frame, Id, Layout, Margin,
    Rect, Response, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, accesskit::Role,
    pos2, vec2,
};

use super::icons::Icon;
use super::strings::{text, text_with};
use super::theme::{self, CONTROL_HEIGHT, PRIMARY_HEIGHT, Tone};

/// How loud a button is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The one that moves the work on.
    Primary,
    /// An outlined control.
    Plain,
    /// One of a set, and the one in use.
    Chosen,
}

/// A button with a sign and words. `key` is its shortcut, shown and named, never needed.
pub struct Button<'a> {
    words: String,
    icon: Option<Icon>,
    key: Option<&'a str>,
    weight: Weight,
    enabled: bool,
    size: Vec2,
    name: Option<String>,
}

impl<'a> Button<'a> {
    /// An outlined button of the least size; words are never cut, the button grows.
    pub fn new(words: impl Into<String>) -> Self {
        let size = vec2(CONTROL_HEIGHT, CONTROL_HEIGHT);
        Self {
            words: words.into(),
            icon: None,
            key: None,
            weight: Weight::Plain,
            enabled: true,
            size,
            name: None,
        }
    }

    pub fn icon(self, icon: Icon) -> Self {
        Self {
            icon: Some(icon),
            ..self
        }
    }

    pub fn key(self, key: &'a str) -> Self {
        Self {
            key: Some(key),
            ..self
        }
    }

    pub fn weight(self, weight: Weight) -> Self {
        Self { weight, ..self }
    }

    pub fn enabled(self, enabled: bool) -> Self {
        Self { enabled, ..self }
    }

    /// What a screen reader says, where the words alone do not tell what it does.
    pub fn named(mut self, name: String) -> Self {
        self.name = Some(name);
        self
    }

    /// As tall as the actions that decide something.
    pub fn tall(self) -> Self {
        Self {
            size: vec2(self.size.x, PRIMARY_HEIGHT),
            ..self
        }
    }

    /// At least this wide.
    pub fn width(self, width: f32) -> Self {
        Self {
            size: vec2(width, self.size.y),
            ..self
        }
    }

    /// Draws it; the answer says whether it was pressed by pointer, keyboard or screen reader.
    pub fn show(self, ui: &mut Ui) -> Response {
        let palette = theme::palette(ui);
        let tall = self.size.y >= PRIMARY_HEIGHT;
        let font = if tall {
            theme::bold_font(20.0)
        } else {
            FontId::proportional(18.0)
        };
        let words = ui
            .painter()
            .layout_no_wrap(self.words.clone(), font, Color32::PLACEHOLDER);
        let key = self.key.map(|key| {
            ui.painter().layout_no_wrap(
                key.to_owned(),
                FontId::proportional(15.0),
                Color32::PLACEHOLDER,
            )
        });
        let icon_side = if self.icon.is_some() {
            if tall { 26.0 } else { 20.0 }
        } else {
            0.0
        };
        let gap = |present: bool| if present { 10.0 } else { 0.0 };
        let has_words = !self.words.is_empty() && words.size().x > 0.0;
        let content = icon_side
            + gap(self.icon.is_some() && has_words)
            + words.size().x
            + key.as_ref().map_or(0.0, |key| 10.0 + key.size().x);
        let size = vec2(self.size.x.max(content + 28.0), self.size.y);
        let sense = if self.enabled {
            Sense::click()
        } else {
            Sense::hover()
        };
        let (rect, response) = ui.allocate_exact_size(size, sense);
        response.widget_info(|| {
            WidgetInfo::selected(
                Role::Button,
                self.enabled,
                self.weight == Weight::Chosen,
                self.name.as_ref().unwrap_or(&self.words),
            )
        });
        let (ground, line, ink) = match (self.enabled, self.weight) {
            (false, _) => (palette.background, palette.divider, palette.soft),
            (true, Weight::Primary) => (palette.primary, palette.primary, palette.on_primary),
            (true, Weight::Chosen) => (palette.selected, palette.primary, palette.text),
            (true, Weight::Plain) if response.hovered() => {
                (palette.hovered, palette.outline, palette.text)
            }
            (true, Weight::Plain) => (palette.surface, palette.outline, palette.text),
        };
        let radius = CornerRadius::same(theme::RADIUS);
        let painter = ui.painter();
        painter.rect(
            rect,
            radius,
            ground,
            Stroke::new(1.5, line),
            StrokeKind::Inside,
        );
        if self.enabled && self.weight == Weight::Primary && response.hovered() {
            painter.rect_stroke(
                rect.shrink(3.0),
                radius,
                Stroke::new(2.0, ink),
                StrokeKind::Inside,
            );
        }
        let mut x = rect.center().x - content / 2.0;
        if let Some(icon) = self.icon {
            let center = pos2(x + icon_side / 2.0, rect.center().y);
            icon.paint(
                painter,
                Rect::from_center_size(center, Vec2::splat(icon_side)),
                ink,
            );
            x += icon_side + gap(has_words);
        }
        let words_width = words.size().x;
        painter.galley(pos2(x, rect.center().y - words.size().y / 2.0), words, ink);
        if let Some(key) = key {
            x += words_width + 10.0;
            painter.galley(pos2(x, rect.center().y - key.size().y / 2.0), key, ink);
        }
        focus_ring(ui, &response);
        if self.enabled {
            response.on_hover_cursor(CursorIcon::PointingHand)
        } else {
            response
        }
    }
}

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
    if response.has_focus() {
        let stroke = Stroke::new(3.0, theme::palette(ui).focus);
        let radius = CornerRadius::same(theme::RADIUS + 2);
        ui.painter().rect_stroke(
            response.rect.expand(2.0),
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
        let edit = egui::TextEdit::singleline(value)
            .hint_text(egui::RichText::new(hint).color(theme::palette(ui).soft))
            .desired_width(width)
            .min_size(vec2(width, CONTROL_HEIGHT))
            .margin(Margin::symmetric(12, 8))
            .align(Align2::LEFT_CENTER);
        let response = ui.add(edit).labelled_by(name.id);
        focus_ring(ui, &response);
        response
    })
    .inner
}

/// Second-rank words.
pub fn soft(ui: &Ui, words: impl Into<String>) -> egui::RichText {
    egui::RichText::new(words)
        .size(16.0)
        .color(theme::palette(ui).soft)
}

/// A count between 1 and 9,999 with large buttons; gives the new count when it was changed.
pub fn stepper(ui: &mut Ui, count: u32) -> Option<u32> {
    let mut changed = None;
    let side = PRIMARY_HEIGHT;
    if icon_button(ui, Icon::Minus, &text("quantity-less"), side, count > 1).clicked() {
        changed = Some(count - 1);
    }
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(72.0, side), Sense::hover());
    let name = text_with("quantity-name", [("count", count.into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let painter = ui.painter();
    let middle = rect.center();
    painter.text(
        middle - vec2(0.0, 8.0),
        Align2::CENTER_CENTER,
        count.to_string(),
        theme::bold_font(28.0),
        palette.text,
    );
    let unit = text_with("quantity-unit", [("count", count.into())]);
    painter.text(
        middle + vec2(0.0, 20.0),
        Align2::CENTER_CENTER,
        unit,
        FontId::proportional(15.0),
        palette.soft,
    );
    if icon_button(ui, Icon::Plus, &text("quantity-more"), side, count < 9_999).clicked() {
        changed = Some(count + 1);
    }
    changed
}
