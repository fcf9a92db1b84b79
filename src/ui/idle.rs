//! How long nobody has touched the window.

use std::time::Duration;

use eframe::egui;

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

/// Remembers the last touch, by the clock of the window.
pub struct IdleWatch {
    after_s: f64,
    last: Option<f64>,
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

    /// Looks at the clock and at what was touched since, and asks to be called again in time.
    pub fn look(&mut self, ctx: &egui::Context) -> Idle {
        let (now, touched) = ctx.input(|input| (input.time, !input.events.is_empty()));
        if touched {
            self.last = None;
        }
        let left = self.after_s - (now - *self.last.get_or_insert(now));
        let warning = WARNING_S.min(self.after_s / 2.0);
        if left <= 0.0 {
            return Idle::Over;
        }
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
