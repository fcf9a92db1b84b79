//! A button: a sign, words, and the key that does the same.

use std::sync::Arc;

use eframe::egui::{
    Color32, CornerRadius, CursorIcon, FontId, Galley, Rect, Response, Sense, Stroke, StrokeKind,
    Ui, Vec2, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::icons::Icon;
use super::theme::{self, CONTROL_HEIGHT, PRIMARY_HEIGHT};
use super::widgets::focus_ring;

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

    /// The primary one is tall.
    pub fn weight(self, weight: Weight) -> Self {
        let this = Self { weight, ..self };
        if weight == Weight::Primary {
            this.tall()
        } else {
            this
        }
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

    /// How wide it will be.
    pub fn wide(&self, ui: &Ui) -> f32 {
        self.size.x.max(self.laid_out(ui).width() + 28.0)
    }

    fn laid_out(&self, ui: &Ui) -> LaidOut {
        let tall = self.size.y >= PRIMARY_HEIGHT;
        let font = if tall {
            theme::bold_font(20.0)
        } else {
            FontId::proportional(18.0)
        };
        let lay = |words: &str, font| {
            let painter = ui.painter();
            painter.layout_no_wrap(words.to_owned(), font, Color32::PLACEHOLDER)
        };
        LaidOut {
            icon: match (self.icon, tall) {
                (None, _) => 0.0,
                (Some(_), true) => 26.0,
                (Some(_), false) => 20.0,
            },
            words: lay(&self.words, font),
            key: self.key.map(|key| lay(key, FontId::proportional(15.0))),
        }
    }

    /// Draws it; the answer says whether it was pressed by pointer, keyboard or screen reader.
    pub fn show(self, ui: &mut Ui) -> Response {
        let palette = theme::palette(ui);
        let laid_out = self.laid_out(ui);
        let content = laid_out.width();
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
            let center = pos2(x + laid_out.icon / 2.0, rect.center().y);
            let square = Rect::from_center_size(center, Vec2::splat(laid_out.icon));
            icon.paint(painter, square, ink);
            x += laid_out.icon + BETWEEN;
        }
        let LaidOut { words, key, .. } = laid_out;
        let words_width = words.size().x;
        painter.galley(pos2(x, rect.center().y - words.size().y / 2.0), words, ink);
        if let Some(key) = key {
            x += words_width + BETWEEN;
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

/// Room between sign, words and key of a button.
const BETWEEN: f32 = 10.0;

/// The parts of a button before it has its place.
struct LaidOut {
    /// Side of its sign.
    icon: f32,
    words: Arc<Galley>,
    key: Option<Arc<Galley>>,
}

impl LaidOut {
    fn width(&self) -> f32 {
        let words = self.words.size().x;
        let key = self.key.as_ref().map_or(0.0, |key| BETWEEN + key.size().x);
        let gap = if self.icon > 0.0 && words > 0.0 {
            BETWEEN
        } else {
            0.0
        };
        self.icon + gap + words + key
    }
}
