//! Work on threads of its own, so that neither a picture nor a disk holds up the window: looking
//! (`identify`, `looker`, `answer`, `glance`), the record (`ledger`, `long`, `keeper`), the desktop.

pub mod answer;
pub mod desktop;
pub mod glance;
pub mod identify;
pub mod keeper;
pub mod ledger;
pub mod long;
pub mod looker;
pub mod looking;
pub mod post;
pub mod sight;
pub mod workbench;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::{Builder, JoinHandle};

/// Starts a thread whose answers the window waits for. Should it panic the program ends, rather than show
/// for ever what will never come; a kiosk starts again where it was.
fn start(
    name: &'static str,
    work: impl FnOnce() + Send + 'static,
) -> std::io::Result<JoinHandle<()>> {
    Builder::new().name(name.to_owned()).spawn(move || {
        if catch_unwind(AssertUnwindSafe(work)).is_err() {
            tracing::error!("the thread `{name}` failed: the program ends; start it again, what was recorded is kept");
            std::process::abort();
        }
    })
}
