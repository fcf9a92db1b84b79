//! Every report through the real binary, read back and compared with what was recorded.

mod csv_files;
mod custody_reports;
mod documented;
mod event_weights;
mod form_41;
mod offered;
mod pdf_files;
mod purged;
mod recorded;
mod shared_numbers;
mod workbooks;
