//! Ctrl+C while a command reads or writes much: it ends, and nothing half-written stays behind.

use std::sync::Arc;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag::{register, register_conditional_shutdown};

use crate::ledger::{LedgerError, LongWork};
use crate::report::ReportError;
use crate::station::StationError;

/// What shells say of a program that Ctrl+C ended.
pub const STOPPED: u8 = 130;

/// Does `work` on `on`, opened beforehand (while it was being opened Ctrl+C simply ended the process). From here the
/// first Ctrl+C stops the work with [`LedgerError::Stopped`], a second one ends the process.
pub fn stoppable<A, T>(on: A, work: impl FnOnce(A) -> T) -> T {
    let long = LongWork::default();
    for signal in [SIGINT, SIGTERM] {
        // In this order: what ends the process looks at what the first one says.
        let flag = long.stop_flag();
        let set = register_conditional_shutdown(signal, i32::from(STOPPED), Arc::clone(&flag))
            .and_then(|_| register(signal, flag));
        if let Err(error) = set {
            tracing::warn!("Ctrl+C may leave a file behind that ends in .part: {error}");
        }
    }
    long.run(|| work(on))
}

/// Whether that is why it failed.
pub fn was_stopped(error: &anyhow::Error) -> bool {
    let is = |ledger: &LedgerError| matches!(ledger, LedgerError::Stopped);
    error.chain().any(|cause| {
        let ledger = cause.downcast_ref::<LedgerError>();
        let station = cause.downcast_ref::<StationError>();
        ledger.is_some_and(is)
            || matches!(
                station,
                Some(
                    StationError::Ledger(ledger) | StationError::Report(ReportError::Ledger(ledger))
                ) if is(ledger)
            )
    })
}
