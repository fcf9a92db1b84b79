//! Rows of the ledger as files that others read. `docs/exports.md` describes them.

mod cell;
mod csv;

pub use cell::{neutralize, restore};
pub use csv::{COLUMNS, ReportError, write_csv};
