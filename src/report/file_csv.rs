//! A report as CSV: RFC 4180, UTF-8, the rows of its first table.

use std::io::Write;

use csv::{Terminator, WriterBuilder};

use super::{ReportError, cell::neutralize, document::Report};

/// Writes the first table of `report`; a column `notice` before the others says of each row what it
/// is. Rows are written as they come, so memory does not grow. Returns the number of rows.
pub fn write(report: &Report, out: impl Write) -> Result<u64, ReportError> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out);
    let mut count = 0;
    if let Some(table) = report
        .sections
        .iter()
        .find_map(|section| section.table.as_ref())
    {
        let names = table.sheet.columns.iter().map(|column| column.name);
        writer.write_record(std::iter::once("notice").chain(names))?;
        let notices = [false, true].map(|mark| report.notice(mark || report.research));
        (table.rows)(&mut |row| {
            count += 1;
            let [plain, research] = &notices;
            writer.write_field(neutralize(if row.research { research } else { plain }).as_ref())?;
            for cell in &row.cells {
                writer.write_field(neutralize(&cell.plain()).as_ref())?;
            }
            Ok(writer.write_record(None::<&[u8]>)?)
        })?;
    }
    writer.flush().map_err(csv::Error::from)?;
    Ok(count)
}
