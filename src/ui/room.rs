//! Room for the screens. They are laid out for a small window at 100 %; where a window is smaller,
//! or its words larger, they keep that room and are scrolled, so that nothing is cut.

use eframe::egui::{Align, Id, Layout, ScrollArea, Ui, UiBuilder, Vec2, vec2};

use super::theme::PRIMARY_HEIGHT;

/// What every screen can be laid out in, points.
const LEAST: Vec2 = vec2(960.0, 480.0);

/// Draws a screen into the room that is there, or into the least one, scrolled.
pub fn screen(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let room = ui.available_size();
    // Also where nothing is scrolled: what a person is typing into must stay the same thing when the
    // room changes.
    ScrollArea::new([room.x < LEAST.x, room.y < LEAST.y])
        .id_salt("room")
        .auto_shrink(false)
        .show(ui, |ui| {
            let layout = Layout::top_down(Align::Min);
            ui.allocate_ui_with_layout(room.max(LEAST), layout, |ui| {
                ui.set_min_size(room.max(LEAST));
                contents(ui);
            });
        });
}

/// Keeps room at the bottom for a bar that is drawn after the screen above it, so that the keyboard
/// comes to it last; as much as the bar took when it was last drawn.
pub fn reserve(ui: &mut Ui) {
    let height = ui.data(|data| data.get_temp(height_id()));
    let height: f32 = height.unwrap_or(PRIMARY_HEIGHT);
    ui.allocate_space(vec2(ui.available_width(), height));
}

/// Draws the bar into the room that was kept for it.
pub fn bar(ui: &mut Ui, rect: eframe::egui::Rect, contents: impl FnOnce(&mut Ui)) {
    let place = UiBuilder::new().id_salt("bar").max_rect(rect);
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
        ui.data_mut(|data| data.insert_temp(height_id(), height));
        ui.ctx().request_repaint();
    }
}

fn height_id() -> Id {
    Id::unique("bar_height")
}
