//! A report as an Excel workbook: one sheet that says what it is, one a table.

use std::{collections::HashMap, io::Write};

use jiff::civil::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::{
    Extent, ReportError,
    cell::neutralize,
    document::{AID, Cell, Column, Report, Row, Table, tried_out},
};
use crate::ledger::{LongWork, Moment, Purpose, SiteMode};

/// Rows a sheet holds at most: a workbook is put together in memory.
const MOST: usize = 50_000;

/// Letters that a cell of a workbook holds at most, as UTF-16 counts them.
const LETTERS: usize = 32_767;
const CUT: &str = " (cut here; the CSV holds all of it)";

/// Letters of a title or a place in a header or footer: Excel refuses one of more than 255, and each of these may be
/// doubled.
const EDGE: usize = 100;

/// Excel's number of Letter paper.
const LETTER_PAPER: u8 = 1;

/// Writes `report`; numbers, days and times are real ones, everything else is text and never a
/// formula.
pub fn write(report: &Report, mut out: impl Write) -> Result<Extent, ReportError> {
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_title(report.title)
            .set_subject(report.notice(report.purpose))
            .set_author("takeback")
            .set_creation_datetime(&local_time(report.made)?),
    );
    let mut extent = Extent::default();
    let mut sheets = Vec::new();
    let mut tried = 0;
    for section in &report.sections {
        if let Some(table) = &section.table {
            let (rows, left_out) = table.first_rows(MOST)?;
            let marked = rows.iter().filter(|row| row.purpose == Purpose::Research);
            tried += marked.count();
            extent.rows += rows.len() as u64;
            extent.left_out += left_out;
            sheets.push((table, rows));
        }
    }
    front(&mut book, report, tried, &extent)?;
    for (table, rows) in sheets {
        let sheet = book.add_worksheet();
        // A header stands on every page of a sheet; where only some rows were tried out, their notice says it.
        let of_all = rows.iter().map(|row| row.purpose).min().unwrap_or_default();
        print_setup(sheet, report, report.purpose.max(of_all));
        fill(sheet, report, table, &rows)?;
    }
    out.write_all(&book.save_to_buffer()?)
        .map_err(ReportError::File)?;
    Ok(extent)
}

/// The first sheet: title, what it is and is not, facts, totals, notes, lines to sign.
fn front(
    book: &mut Workbook,
    report: &Report,
    tried: usize,
    extent: &Extent,
) -> Result<(), ReportError> {
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
    let heading = Format::new().set_bold().set_font_size(13);
    let warning = Format::new()
        .set_bold()
        .set_font_size(16)
        .set_font_color("#B00020");
    let sheet = book.add_worksheet();
    sheet.set_name("Report")?;
    print_setup(sheet, report, report.purpose);
    sheet.set_column_width(0, 44)?;
    sheet.set_column_width(1, 90)?;
    let mut lines: Vec<(&str, Cell, &Format)> = Vec::new();
    if report.purpose == Purpose::Research {
        lines.push((SiteMode::RESEARCH_MARK, Cell::text(""), &warning));
    } else if let Some(words) = tried_out(tried) {
        lines.push((SiteMode::RESEARCH_MARK, Cell::Text(words), &warning));
    }
    lines.push((report.title, Cell::text(""), &heading));
    lines.push(("What this is", Cell::text(report.is), &bold));
    let not = format!("{} {AID}", report.is_not);
    lines.push(("What this is not", Cell::Text(not), &bold));
    if let Some(words) = extent.words() {
        lines.push(("Not complete", Cell::Text(words), &warning));
    }
    for field in &report.about {
        lines.push((field.label, field.value.clone(), &bold));
    }
    for section in &report.sections {
        lines.push(("", Cell::text(""), &bold));
        lines.push((section.heading, Cell::text(""), &heading));
        for field in &section.fields {
            lines.push((field.label, field.value.clone(), &bold));
        }
        if let Some(table) = &section.table {
            lines.push(("Sheet", Cell::text(table.sheet.name), &bold));
        }
        for note in &section.notes {
            lines.push(("Note", Cell::text(note), &bold));
        }
        for &meaning in &section.signatures {
            let line =
                "Name:                              Signature:                              Date:";
            lines.push((meaning, Cell::text(line), &bold));
        }
    }
    for (row, (label, value, format)) in (0..).zip(&lines) {
        sheet.write_string_with_format(row, 0, text(label), format)?;
        match value {
            Cell::Number(count) => sheet.write_number(row, 1, *count as f64)?,
            said => sheet.write_string_with_format(row, 1, text(&said.printed()), &wrapped)?,
        };
    }
    Ok(())
}

/// What stands on each printed page.
fn print_setup(sheet: &mut Worksheet, report: &Report, purpose: Purpose) {
    let mark = purpose.pick(["", "&C&B&20RESEARCH/DEMO"]);
    sheet.set_header(format!("&L{}{mark}", on_edge(report.title)));
    let site = report.site.within(|line| line.chars().count() <= EDGE);
    sheet.set_footer(format!(
        "&L{}, as of record {}&RPage &P of &N",
        on_edge(&site),
        report.head.seq
    ));
    sheet.set_paper_size(LETTER_PAPER);
    if report.landscape {
        sheet.set_landscape();
    }
    sheet.set_print_fit_to_pages(1, 0);
}

/// As headers and footers take it: an ampersand begins a code; doubled it is itself.
fn on_edge(words: &str) -> String {
    let short: String = words.chars().take(EDGE).collect();
    short.replace('&', "&&")
}

fn fill(
    sheet: &mut Worksheet,
    report: &Report,
    table: &Table,
    rows: &[Row],
) -> Result<(), ReportError> {
    let header = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    sheet.set_name(table.sheet.name)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_column_width(0, 16)?;
    sheet.write_string_with_format(0, 0, "notice", &header)?;
    let columns = table.sheet.columns();
    for (place, column) in (1..).zip(&columns) {
        sheet.set_column_width(place, width(column))?;
        sheet.write_string_with_format(0, place, column.name, &header)?;
    }
    let notices = Purpose::BOTH.map(|purpose| report.notice(purpose));
    let mut formats: HashMap<String, Format> = HashMap::new();
    let mut shown = |pattern: String| {
        let format = || Format::new().set_num_format(pattern.as_str());
        formats
            .entry(pattern.clone())
            .or_insert_with(format)
            .clone()
    };
    for (line, row) in (1..).zip(rows) {
        LongWork::go_on()?;
        let notice = row.purpose.pick(notices.each_ref());
        sheet.write_string(line, 0, text(notice))?;
        for (place, cell) in (1..).zip(&row.cells) {
            match cell {
                Cell::Text(words) => sheet.write_string(line, place, text(words))?,
                Cell::Number(number) => sheet.write_number(line, place, *number as f64)?,
                Cell::Decimal { value, places } => {
                    let format = shown(format!("0.{}", "0".repeat((*places).into())));
                    let number = f64::from(*value) / 10_f64.powi((*places).into());
                    sheet.write_number_with_format(line, place, number, &format)?
                }
                Cell::Day(day) if is_known(*day) => {
                    let format = shown("yyyy-mm-dd".to_owned());
                    sheet.write_datetime_with_format(line, place, of_day(*day)?, &format)?
                }
                Cell::Time(moment) => {
                    let printed = super::document::printed(*moment);
                    let offset = printed.rsplit(' ').next().unwrap_or_default();
                    let format = shown(format!("yyyy-mm-dd hh:mm:ss \"{offset}\""));
                    sheet.write_datetime_with_format(line, place, local_time(*moment)?, &format)?
                }
                Cell::WallTime(time) if is_known(time.date()) => {
                    let format = shown("yyyy-mm-dd hh:mm".to_owned());
                    let (hour, minute) = (time.hour(), time.minute());
                    let time = of_day(time.date())?.and_hms(
                        hour.unsigned_abs().into(),
                        minute.unsigned_abs(),
                        0,
                    )?;
                    sheet.write_datetime_with_format(line, place, time, &format)?
                }
                Cell::Day(_) | Cell::WallTime(_) => {
                    sheet.write_string(line, place, text(&cell.plain()))?
                }
            };
        }
    }
    if let Ok(last) = u32::try_from(rows.len()) {
        sheet.autofilter(0, 0, last, columns.len() as u16)?;
    }
    Ok(())
}

/// Letters wide: as on paper where it is printed, moderate where not.
fn width(column: &Column) -> f64 {
    let of_heading = column.name.len() as f64 + 4.0;
    let of_words = if column.width > 0.0 {
        f64::from(column.width) * 1.6
    } else {
        20.0
    };
    of_heading.max(of_words).min(60.0)
}

/// The local time that `moment` shows, to the millisecond that a workbook keeps.
fn local_time(moment: Moment) -> Result<ExcelDateTime, XlsxError> {
    let local_us = moment.utc_us() + i64::from(moment.offset_s()) * 1_000_000;
    let since_midnight = local_us.rem_euclid(86_400_000_000);
    let seconds = since_midnight / 1_000_000;
    of_day(moment.date())?.and_hms_milli(
        (seconds / 3600) as u16,
        (seconds / 60 % 60) as u8,
        (seconds % 60) as u8,
        (since_midnight / 1000 % 1000) as u16,
    )
}

/// A day that was typed wrong may lie before the first that a workbook knows; it is shown as it was typed.
fn is_known(day: Date) -> bool {
    day.year() >= 1900
}

fn of_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(
        day.year().unsigned_abs(),
        day.month().unsigned_abs(),
        day.day().unsigned_abs(),
    )
}

/// Text that no spreadsheet takes for a formula, cut to what a cell holds.
fn text(words: &str) -> String {
    let words = neutralize(words);
    if words.encode_utf16().count() <= LETTERS {
        return words.into_owned();
    }
    let mut room = LETTERS - CUT.len();
    let fits = |letter: &char| {
        let left = room.checked_sub(letter.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    let kept: String = words.chars().take_while(fits).collect();
    kept + CUT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ampersand_at_the_end_of_a_long_name_stays_whole() {
        let long = "A".repeat(99);
        assert_eq!(on_edge(&format!("{long}& Co.")), format!("{long}&&"));
    }
}
