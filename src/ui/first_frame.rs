//! How long it takes until a person sees the window.
//!
//! With `TAKEBACK_BENCH_FIRST_FRAME=1` the milliseconds from the start of the process to the
//! first frame handed to the screen go to standard output, and the window closes.

use std::time::Instant;

use eframe::egui::{self, ViewportCommand};

/// Counts frames until the first one has been shown.
pub struct FirstFrame {
    frames: u32,
    began: Option<Instant>,
}

impl FirstFrame {
    pub fn from_environment() -> Self {
        let asked =
            std::env::var_os("TAKEBACK_BENCH_FIRST_FRAME").is_some_and(|value| value == "1");
        Self {
            frames: 0,
            began: asked.then(Instant::now),
        }
    }

    /// To be called at the end of each frame: whether one was drawn before this one. The second
    /// frame begins when the first has been handed to the screen.
    pub fn drawn(&mut self, ctx: &egui::Context) -> bool {
        self.frames = self.frames.saturating_add(1);
        if self.frames == 1 {
            ctx.request_repaint();
        } else if let Some(began) = self.began.take() {
            println!("{:.0}", since_process_start_ms(began));
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        self.frames > 1
    }
}

/// Age of this process; where the system does not tell, the time since the window was made.
fn since_process_start_ms(window_made: Instant) -> f64 {
    process_age_ms().unwrap_or_else(|| window_made.elapsed().as_secs_f64() * 1000.0)
}

/// From `/proc`: field 22 of `stat` counts hundredths of a second from boot to this process's
/// start (proc(5)); `uptime` is the time since boot. Good to 10 ms.
#[cfg(target_os = "linux")]
fn process_age_ms() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let after_name = stat.rsplit_once(')')?.1;
    let started: f64 = after_name.split_whitespace().nth(19)?.parse().ok()?;
    let uptime = std::fs::read_to_string("/proc/uptime").ok()?;
    let now: f64 = uptime.split_whitespace().next()?.parse().ok()?;
    Some(now * 1000.0 - started * 10.0)
}

#[cfg(not(target_os = "linux"))]
fn process_age_ms() -> Option<f64> {
    None
}
