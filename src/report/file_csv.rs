//! A report as CSV: RFC 4180, UTF-8, the rows of one table.

use std::io::Write;

use csv::{Terminator, WriterBuilder};

use super::{
    Extent, ReportError,
    cell::neutralize,
    document::{Report, Sheet},
};
use crate::ledger::Purpose;

/// Writes the first table of `report` that has rows, or else the first; a column `notice` before the
/// others says of each row what it is. Rows are written as they come, so memory does not grow.
pub fn write(report: &Report, out: impl Write) -> Result<Extent, ReportError> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out);
    let notices = Purpose::BOTH.map(|purpose| report.notice(purpose));
    let tables = || {
        let sections = report.sections.iter();
        sections.filter_map(|section| section.table.as_ref())
    };
    let mut extent = Extent::default();
    for table in tables() {
        let is_other = extent.rows > 0;
        let mut rows = 0;
        (table.rows)(&mut |row| {
            rows += 1;
            if is_other {
                return Ok(());
            }
            if rows == 1 {
                writer.write_record(names(table.sheet))?;
            }
            let notice = row.purpose.pick(notices.each_ref());
            writer.write_field(neutralize(notice).as_ref())?;
            for cell in &row.cells {
                writer.write_field(neutralize(&cell.plain()).as_ref())?;
            }
            Ok(writer.write_record(None::<&[u8]>)?)
        })?;
        if !is_other {
            extent.rows = rows;
        } else if rows > 0 {
            extent.others.push(table.sheet.name);
        }
    }
    if extent.rows == 0
        && let Some(table) = tables().next()
    {
        writer.write_record(names(table.sheet))?;
    }
    writer.flush().map_err(csv::Error::from)?;
    Ok(extent)
}

/// The header row.
fn names(sheet: &'static Sheet) -> impl Iterator<Item = &'static str> {
    let columns = sheet.columns().into_iter().map(|column| column.name);
    std::iter::once("notice").chain(columns)
}
