//! Room for the screens. They are laid out for a small window at 100 %; where a window is smaller,
//! or its words larger, they keep that room and are scrolled, so that nothing is cut.

use eframe::egui::{Align, Context, Id, Layout, ScrollArea, Ui, UiBuilder, Vec2, vec2};

use super::theme::PRIMARY_HEIGHT;
use super::{in_view, keyboard};

/// What every screen can be laid out in, points.
const LEAST: Vec2 = vec2(960.0, 480.0);

/// What there is of the window above the keys, points.
pub fn height(ctx: &Context) -> f32 {
    ctx.content_rect().height() - keyboard::taken(ctx)
}

/// Height of what stands around a screen, points.
const AROUND: f32 = 200.0;

/// Whether a screen is scrolled so far that what was seen of it may be out of sight. From the size of the
/// window and not from the room that is left: what is shown because of this takes of that room, and would
/// keep itself there.
pub fn is_scrolled(ctx: &Context) -> bool {
    ctx.content_rect().width() < LEAST.x || height(ctx) < LEAST.y + AROUND
}

/// Draws a screen into the room that is there, or into the least one, scrolled.
pub fn screen(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let room = ui.available_size();
    // Whatever panels stand around it, and also where nothing is scrolled: what a person is typing
    // into must stay the same thing when the room changes.
    let same = UiBuilder::new().scope_id(Id::unique("room"));
    ui.scope_builder(same, |ui| {
        ScrollArea::new([room.x < LEAST.x, room.y < LEAST.y])
            .id_salt("screen")
            .auto_shrink(false)
            .show(ui, |ui| {
                let layout = Layout::top_down(Align::Min);
                ui.allocate_ui_with_layout(room.max(LEAST), layout, |ui| {
                    ui.set_min_size(room.max(LEAST));
                    contents(ui);
                });
                in_view::follow(ui);
            });
    });
}

/// Keeps room at the bottom for a bar that is drawn after the screen above it, so that the keyboard
/// comes to it last; as much as the bar took when it was last drawn.
pub fn reserve(ui: &mut Ui, name: &'static str) {
    let height = ui.data(|data| data.get_temp(height_id(name)));
    let height: f32 = height.unwrap_or(PRIMARY_HEIGHT);
    ui.allocate_space(vec2(ui.available_width(), height));
}

/// Draws the bar into the room that was kept for it.
pub fn bar(
    ui: &mut Ui,
    name: &'static str,
    rect: eframe::egui::Rect,
    contents: impl FnOnce(&mut Ui),
) {
    let place = UiBuilder::new().scope_id(Id::unique(name)).max_rect(rect);
    let mut ui = ui.new_child(place);
    if rect.width() < LEAST.x {
        ScrollArea::horizontal().show(&mut ui, |ui| {
            ui.set_min_width(LEAST.x);
            contents(ui);
        });
    } else {
        contents(&mut ui);
    }
    let height = ui.min_rect().height();
    if (height - rect.height()).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(height_id(name), height));
        ui.ctx().request_repaint();
    }
}

fn height_id(name: &'static str) -> Id {
    Id::unique(("height", name))
}
