//! A box over the window that asks one thing. It is never larger than the window above the keys: what
//! does not fit in height is scrolled to.

use eframe::egui::{Align2, Context, Frame, Id, Margin, Modal, ScrollArea, Ui, Vec2, vec2};

use super::in_view;
use super::keyboard::taken;
use super::theme::GAP;

/// Room that is left between a box and the edge of the window, its own margin included.
const EDGE: f32 = 72.0;

/// What a box can fill.
pub fn room(ctx: &Context) -> Vec2 {
    let window = ctx.content_rect().size() - vec2(0.0, taken(ctx));
    let edge = if window.y < 320.0 { EDGE / 2.0 } else { EDGE };
    (window - vec2(EDGE, edge)).max(vec2(160.0, 80.0))
}

/// Least width of what stands beside something else, points.
const BESIDE: f32 = 240.0;

/// Two parts of a box, the second `second` wide, `contents` drawing that with the number: beside one
/// another, or one below the other where there is no room for that.
pub fn parts(ui: &mut Ui, second: f32, mut contents: impl FnMut(&mut Ui, usize)) {
    let whole = ui.available_width();
    let first = whole - second - 3.0 * GAP;
    let mut part = |ui: &mut Ui, number: usize, width: f32| {
        ui.vertical(|ui| {
            ui.set_width(width);
            contents(ui, number);
        });
    };
    if first < BESIDE {
        part(ui, 0, whole);
        ui.add_space(GAP);
        part(ui, 1, second);
        return;
    }
    ui.horizontal_top(|ui| {
        part(ui, 0, first);
        ui.add_space(GAP);
        part(ui, 1, second);
    });
}

/// Shows a box `width` wide, or as wide as the window lets it be; `true` when a person wants to leave it
/// (Esc, or a tap beside it).
pub fn show(ui: &Ui, name: &str, width: f32, contents: impl FnOnce(&mut Ui)) -> bool {
    let room = room(ui.ctx());
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(20));
    let above_keys = vec2(0.0, -taken(ui.ctx()) / 2.0);
    let area = Modal::default_area(Id::unique(name)).anchor(Align2::CENTER_CENTER, above_keys);
    let shown = Modal::new(Id::unique(name))
        .area(area)
        .frame(frame)
        .show(ui.ctx(), |ui| {
            ScrollArea::both()
                .max_width(room.x)
                .max_height(room.y)
                .min_scrolled_width(room.x)
                .min_scrolled_height(room.y)
                .show(ui, |ui| {
                    ui.set_width(width.min(room.x));
                    contents(ui);
                    in_view::follow(ui);
                });
        });
    shown.should_close()
}
