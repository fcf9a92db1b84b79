//! Rows of the ledger as files that others read. `docs/exports.md` describes them.
//!
//! A report is data first (`document`): one file a report fills it, one file a format writes it.

mod amended;
mod ask;
mod audit_extract;
mod calibration_card;
mod cell;
mod collector_inventory;
mod csv;
mod disposal_log;
mod document;
mod event_weights;
mod facility_deposits;
mod file_csv;
mod file_pdf;
mod file_xlsx;
mod form_41;
mod form_41_lines;
mod form_41_request;
mod givers;
mod hazardous_waste;
mod kind;
mod liner_log;
mod package_log;
mod page_columns;
mod page_foot;
mod page_layout;
mod postal;
mod self_check;
mod set_ups;
mod shift_summary;
mod signed;
mod stock_transfers;
mod typeface;

use std::{
    ffi::OsStr,
    io::{self, Write},
    path::Path,
};

use rust_xlsxwriter::XlsxError;

pub use ask::{Ask, SiteWords};
pub use calibration_card::write_calibration_card;
pub use cell::{neutralize, restore};
pub use csv::{columns, write_csv};
pub use document::{Column, Sheet};
pub use kind::{DayOf, KINDS, Kind, ReportId};

use crate::ledger::{LedgerError, LogFilter};

/// How a report is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    Csv,
    Xlsx,
    Pdf,
}

impl Format {
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Xlsx, Self::Csv];

    /// Ending of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
        }
    }

    /// The format with this ending, in any case.
    pub fn named(extension: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|format| format.extension().eq_ignore_ascii_case(extension))
    }

    /// The format that the ending of a file's name promises.
    pub fn of_file(path: &Path) -> Option<Self> {
        path.extension()
            .and_then(OsStr::to_str)
            .and_then(Self::named)
    }
}

/// How much of a report was written.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Extent {
    pub rows: u64,
    /// Rows beyond what the format holds; CSV holds all.
    pub left_out: u64,
    /// Tables with rows that are not in it: CSV holds one table.
    pub others: Vec<&'static str>,
}

impl Extent {
    /// Says that it is not all; none where it is.
    pub fn words(&self) -> Option<String> {
        let Self {
            rows,
            left_out,
            others,
        } = self;
        let all = rows + left_out;
        if *left_out > 0 {
            return Some(format!(
                "Not complete: the first {rows} of {all} rows. Ask for CSV, which holds all, or for a shorter period."
            ));
        }
        (!others.is_empty()).then(|| {
            let others = others.join(", ");
            format!("Not in this CSV: {others}. PDF and XLSX hold every table.")
        })
    }
}

/// Why a report stopped.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error("the export could not be written: {0}; what was written so far is not complete")]
    Write(#[from] ::csv::Error),
    #[error("the workbook could not be written: {0}; try CSV")]
    Xlsx(Box<XlsxError>),
    #[error("the PDF could not be made: {0}; try CSV or XLSX")]
    Pdf(String),
    #[error("the file could not be written: {0}; check the folder and the space on the disk")]
    File(#[from] io::Error),
}

impl From<XlsxError> for ReportError {
    fn from(error: XlsxError) -> Self {
        Self::Xlsx(Box::new(error))
    }
}

/// Writes the report of `kind` to `out`.
pub fn write(
    kind: &'static Kind,
    ask: &Ask,
    format: Format,
    out: impl Write,
) -> Result<Extent, ReportError> {
    let report = ask.report(kind)?;
    match format {
        // One log, one CSV: the same rows as the export.
        Format::Csv if kind.id == ReportId::DisposalLog => {
            let filter = LogFilter {
                period: ask.period,
                through: Some(ask.head.seq),
                ..LogFilter::default()
            };
            let tables = report.sections.iter();
            let tables = tables.filter_map(|section| section.table.as_ref());
            let others = tables.skip(1).map(|table| table.sheet.name).collect();
            let rows = write_csv(ask.ledger, &filter, out)?;
            Ok(Extent {
                rows,
                others,
                ..Extent::default()
            })
        }
        Format::Csv => file_csv::write(&report, out),
        Format::Xlsx => file_xlsx::write(&report, out),
        Format::Pdf => file_pdf::write(&report, out),
    }
}
