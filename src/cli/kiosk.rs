//! `takeback --kiosk`: runs the window and starts it again when it ends of itself.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Context as _;

use super::Outcome;
use crate::station::WindowLock;

/// Set for the window itself.
const WINDOW: &str = "TAKEBACK_KIOSK_WINDOW";
/// Before the first new start; twice as long each time.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// A window that ran for so long was well; the pauses begin anew.
const STEADY: Duration = Duration::from_mins(1);

/// Whether this process is the window that [`supervise`] started.
pub fn is_window() -> bool {
    std::env::var_os(WINDOW).is_some_and(|value| value == "1")
}

/// Runs the window over `home` until an administrator leaves it.
///
/// It ends with 0 when it was left; anything else was a crash. An error where another program does this already: a second
/// window cannot open, which would look like a crash, and would come once an administrator has left the first.
pub fn supervise(
    home: &Path,
    key_file: Option<&Path>,
    photo: Option<&Path>,
) -> anyhow::Result<Outcome> {
    let _kiosk = WindowLock::of_kiosk(home)?;
    let program = std::env::current_exe().context("this program cannot be found to start it")?;
    let mut pause = FIRST_PAUSE;
    let mut photo = photo;
    loop {
        let began = Instant::now();
        let mut window = Command::new(&program);
        window.arg("--kiosk").arg("--home").arg(home);
        if let Some(key_file) = key_file {
            window.arg("--key-file").arg(key_file);
        }
        // A window that starts again comes back to what was unfinished instead.
        window.args(photo.take());
        let status = window.env(WINDOW, "1").status();
        let status = status.with_context(|| format!("{} cannot be started", program.display()))?;
        if status.success() {
            return Ok(Outcome::Fine);
        }
        if began.elapsed() >= STEADY {
            pause = FIRST_PAUSE;
        }
        eprintln!(
            "takeback: the window ended ({status}); it is started again in {} s",
            pause.as_secs()
        );
        std::thread::sleep(pause);
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
