//! What `benches/live.py` measures the live window by.
//!
//! With `TAKEBACK_BENCH_FRAMES=FILE` every frame drawn adds a line to that file: microseconds since
//! 1970 at its end, milliseconds the processor took for it, the number of the camera's frame in it,
//! the pills outlined, and those of them with candidates.

use std::fs::File;
use std::io::Write;
use std::time::{SystemTime, UNIX_EPOCH};

use super::state::State;

pub struct FrameLog(Option<File>);

impl FrameLog {
    pub fn from_environment() -> Self {
        let path = std::env::var_os("TAKEBACK_BENCH_FRAMES");
        let file = path.and_then(|path| {
            let file = File::create(&path);
            let name = path.display();
            file.inspect_err(|error| tracing::warn!("frames are not measured: {name}: {error}"))
                .ok()
        });
        Self(file)
    }

    /// To be called at the end of each frame. `took_s` is that of the frame before.
    #[expect(
        clippy::disallowed_methods,
        reason = "measures this machine, and no record depends on it"
    )]
    pub fn drawn(&mut self, state: &State, camera_frame: u64, took_s: Option<f32>) {
        let Some(file) = &mut self.0 else { return };
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = now.map_or(0, |now| now.as_micros());
        let pills = || state.tray.iter().flat_map(|tray| &tray.pills);
        let lying = pills().filter(|pill| pill.lies.is_some()).count();
        let read = pills().filter(|pill| pill.reading.identification().is_some());
        let line = format!(
            "{now} {:.2} {camera_frame} {lying} {}\n",
            took_s.unwrap_or_default() * 1000.0,
            read.count()
        );
        if let Err(error) = file.write_all(line.as_bytes()) {
            tracing::warn!("frames are measured no more: {error}");
            self.0 = None;
        }
    }
}
