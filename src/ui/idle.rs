//! How long nobody has touched the window.

use std::time::Duration;

use eframe::egui::{self, Event};

use crate::ledger::Moment;

/// How long before the lock the window says so, seconds; never more than half of the whole time.
const WARNING_S: f64 = 30.0;

/// Whether the window is in use.
pub enum Idle {
    Busy,
    /// It locks in so many seconds.
    Soon {
        seconds: u32,
    },
    Over,
}

/// Remembers the last touch.
pub struct IdleWatch {
    after_s: f64,
    last: Option<Touch>,
}

/// When it was: by the clock of the window, and by that of the machine, which goes on while it sleeps.
struct Touch {
    at: f64,
    wall: Moment,
}

impl Touch {
    /// Seconds since then, by the clock that counted more; one that was set back counts nothing.
    fn ago(&self, at: f64, wall: Moment) -> f64 {
        let by_wall = (wall.utc_us() - self.wall.utc_us()) as f64 / 1e6;
        by_wall.max(at - self.at)
    }
}

impl IdleWatch {
    /// `after_s`: seconds without a touch.
    pub fn new(after_s: u32) -> Self {
        Self {
            after_s: f64::from(after_s.max(10)),
            last: None,
        }
    }

    /// Counts from the next look on.
    pub fn touched(&mut self) {
        self.last = None;
    }

    /// Looks at the clocks, `wall` being that of the machine, and at what was touched since, and asks to
    /// be called again in time.
    pub fn look(&mut self, ctx: &egui::Context, wall: Moment) -> Idle {
        let (at, events) = ctx.input(|input| (input.time, is_touch(&input.events)));
        let last = self.last.get_or_insert(Touch { at, wall });
        // While the window is not shown, time and events stay those of its last frame.
        let touched = events && last.at < at;
        let left = self.after_s - last.ago(at, wall);
        if touched {
            *last = Touch { at, wall };
        }
        // What brings back a window that was not shown is a touch too, and comes too late.
        if left <= 0.0 {
            if touched {
                ctx.request_repaint();
            }
            return Idle::Over;
        }
        let left = if touched { self.after_s } else { left };
        let warning = WARNING_S.min(self.after_s / 2.0);
        if left > warning {
            ctx.request_repaint_after(Duration::from_secs_f64(left - warning));
            return Idle::Busy;
        }
        ctx.request_repaint_after(Duration::from_secs(1));
        Idle::Soon {
            seconds: left.ceil() as u32,
        }
    }
}

/// A key that something lies on is pressed once: what it repeats, and the letters that come of that, are
/// nobody's.
fn is_touch(events: &[Event]) -> bool {
    let repeats = |event: &Event| matches!(event, Event::Key { repeat: true, .. });
    let is_held = events.iter().any(repeats);
    events
        .iter()
        .any(|event| !(repeats(event) || is_held && matches!(event, Event::Text(_))))
}
