//! Every report through the real binary, read back and compared with what was recorded.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test fails it the same way"
)]

mod csv_files;
mod custody_reports;
mod documented;
mod form_41;
mod offered;
mod pdf_files;
mod purged;
mod recorded;
mod shared_numbers;
mod workbooks;
