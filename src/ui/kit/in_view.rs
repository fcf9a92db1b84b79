//! Keeps what has the cursor in view: of the list that it lies in, and then of the room that scrolls
//! around that list, which a list does not know of.

use std::fmt::Debug;
use std::hash::Hash;

use eframe::egui::{self, Context, Id, LayerId, Rect, Response, Ui, style::ScrollAnimation};

/// Passes that it takes: the first half for the list, the rest for the room.
const PASSES: u8 = 8;

/// What has the cursor.
#[derive(Clone, Copy, Default)]
struct Cursor {
    passes: u8,
    place: Option<(LayerId, Rect)>,
}

fn id() -> Id {
    Id::unique("in_view")
}

/// Brings it into view once more: the room around it has changed.
pub fn again(ctx: &Context) {
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Cursor>(id()).passes = PASSES);
    ctx.request_repaint();
}

/// Tells of a control that was just drawn.
pub fn note(control: &Response) {
    if !control.has_focus() {
        return;
    }
    let (gained, place) = (control.gained_focus(), (control.layer_id, control.rect));
    let passes = control.ctx.data_mut(|data| {
        let cursor = data.get_temp_mut_or_default::<Cursor>(id());
        cursor.place = Some(place);
        cursor.passes = if gained {
            PASSES
        } else {
            cursor.passes.saturating_sub(1)
        };
        cursor.passes
    });
    if passes > PASSES / 2 {
        control.scroll_to_me_animation(None, ScrollAnimation::none());
    }
    if passes > 0 {
        control.ctx.request_repaint();
    }
}

/// Brings it into view of what scrolls around `ui`.
pub fn follow(ui: &Ui) {
    let cursor: Cursor = ui.data(|data| data.get_temp(id())).unwrap_or_default();
    if let Some((layer, rect)) = cursor.place
        && layer == ui.layer_id()
        && (1..=PASSES / 2).contains(&cursor.passes)
    {
        ui.scroll_to_rect_animation(rect.expand(8.0), None, ScrollAnimation::none());
    }
}

/// Brings `place`, which came to be drawn under this key, into view of the list that it lies in.
pub fn reveal(ui: &Ui, key: impl Hash + Debug, place: Rect) {
    let id = Id::unique(("reveal", key));
    let now = ui.ctx().cumulative_pass_nr();
    let (begun, last) = ui.data(|data| data.get_temp(id)).unwrap_or((now, now));
    let begun = if last + 1 < now { now } else { begun };
    ui.data_mut(|data| data.insert_temp(id, (begun, now)));
    if now - begun < u64::from(PASSES) {
        ui.scroll_to_rect_animation(place, None, ScrollAnimation::none());
        ui.ctx().request_repaint();
    }
}

/// Gives `control` the cursor where nothing else has it and no box lies over it, so that whoever types
/// need not point at it first.
pub fn take_cursor(control: &Response) {
    let free = control.ctx.memory(|memory: &egui::Memory| {
        memory.focused().is_none() && memory.allows_interaction(control.layer_id)
    });
    if free {
        control.request_focus();
    }
}
