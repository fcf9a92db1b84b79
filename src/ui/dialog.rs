//! A box over the window that asks one thing. It is never larger than the window: what does not fit
//! is scrolled to.

use eframe::egui::{Frame, Id, Margin, Modal, ScrollArea, Ui, Vec2, vec2};

/// Room that is left between a box and the edge of the window, its own margin included.
const EDGE: f32 = 72.0;

/// Shows a box `width` wide; `true` when a person wants to leave it (Esc, or a tap beside it).
pub fn show(ui: &Ui, name: &str, width: f32, contents: impl FnOnce(&mut Ui)) -> bool {
    let window = ui.ctx().content_rect().size();
    let room: Vec2 = (window - Vec2::splat(EDGE)).max(vec2(160.0, 120.0));
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(20));
    let shown = Modal::new(Id::unique(name))
        .frame(frame)
        .show(ui.ctx(), |ui| {
            ScrollArea::both()
                .max_width(room.x)
                .max_height(room.y)
                .min_scrolled_width(room.x)
                .min_scrolled_height(room.y)
                .show(ui, |ui| {
                    ui.set_width(width);
                    contents(ui);
                });
        });
    shown.should_close()
}
