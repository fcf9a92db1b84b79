//! Where everything stands: a report as pieces on pages, with what each piece is.
//!
//! Lengths are points, a seventy-second of an inch, down from the upper left corner.

use std::collections::BTreeSet;

use super::{
    document::{Column, Field, Row},
    page_columns::{Columns, Placed, TABLE},
    typeface::{Typeface, Typefaces},
};
use crate::ledger::Purpose;

/// Letter paper.
const SHORT: f32 = 612.0;
const LONG: f32 = 792.0;
pub(super) const MARGIN: f32 = 40.0;
/// Kept free below for the two lines that stand on every page.
const FOOT: f32 = 62.0;
/// From one line to the next, as a multiple of the font size.
const LEADING: f32 = 1.25;
const TEXT: f32 = 9.5;
/// Above and below the words of a row.
const PAD: f32 = 2.5;

/// What a piece is to somebody who cannot see the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Heading(u16),
    Paragraph,
    Table,
    TableHead,
    TableBody,
    TableRow,
    HeaderCell,
    Cell,
}

/// One element of the document's structure.
pub(super) struct Element {
    pub(super) role: Role,
    pub(super) parent: Option<usize>,
    /// The words of a heading.
    pub(super) title: String,
}

/// Something drawn.
pub(super) enum Ink {
    Words {
        at: [f32; 2],
        size: f32,
        bold: bool,
        line: String,
    },
    Rule {
        from: [f32; 2],
        to: [f32; 2],
    },
}

/// Something drawn and the element that it belongs to; none where it is only decoration.
pub(super) struct Piece {
    pub(super) ink: Ink,
    pub(super) element: Option<usize>,
}

/// A laid-out report.
pub(super) struct Layout {
    pub(super) size: [f32; 2],
    pub(super) pages: Vec<Vec<Piece>>,
    pub(super) elements: Vec<Element>,
    /// Page and height of each heading, with its element.
    pub(super) marks: Vec<(usize, f32, usize)>,
    /// Numbers of the pages, from 1, that hold a row which was tried out.
    pub(super) tried_out: BTreeSet<usize>,
}

/// Puts things under each other and begins a new page where one is full.
pub(super) struct Flow<'f> {
    faces: &'f Typefaces,
    layout: Layout,
    y: f32,
}

impl<'f> Flow<'f> {
    pub(super) fn new(faces: &'f Typefaces, landscape: bool) -> Self {
        let size = if landscape {
            [LONG, SHORT]
        } else {
            [SHORT, LONG]
        };
        Self {
            faces,
            layout: Layout {
                size,
                pages: vec![Vec::new()],
                elements: Vec::new(),
                marks: Vec::new(),
                tried_out: BTreeSet::new(),
            },
            y: MARGIN,
        }
    }

    pub(super) fn finish(self) -> Layout {
        self.layout
    }

    fn width(&self) -> f32 {
        self.layout.size[0] - 2.0 * MARGIN
    }

    fn bottom(&self) -> f32 {
        self.layout.size[1] - FOOT
    }

    fn new_page(&mut self) {
        self.layout.pages.push(Vec::new());
        self.y = MARGIN;
    }

    /// Begins a new page unless `height` still fits on this one.
    fn need(&mut self, height: f32) {
        if self.y + height > self.bottom() && self.y > MARGIN {
            self.new_page();
        }
    }

    fn element(&mut self, role: Role, parent: Option<usize>) -> usize {
        self.layout.elements.push(Element {
            role,
            parent,
            title: String::new(),
        });
        self.layout.elements.len() - 1
    }

    fn put(&mut self, ink: Ink, element: Option<usize>) {
        if let Some(page) = self.layout.pages.last_mut() {
            page.push(Piece { ink, element });
        }
    }

    fn rule(&mut self, y: f32) {
        let (from, to) = ([MARGIN, y], [self.layout.size[0] - MARGIN, y]);
        self.put(Ink::Rule { from, to }, None);
    }

    /// One line whose letters stand on the line `y`.
    fn words(&mut self, at: [f32; 2], size: f32, bold: bool, line: &str, element: Option<usize>) {
        // The space ends the word for whoever copies or listens to the text.
        let line = format!("{line} ");
        let ink = Ink::Words {
            at,
            size,
            bold,
            line,
        };
        self.put(ink, element);
    }

    fn face(&self, bold: bool) -> &'f Typeface {
        self.faces.of(bold)
    }

    pub(super) fn heading(&mut self, level: u16, words: &str) {
        let size = if level == 1 { 20.0 } else { 13.0 };
        self.y += if level == 1 { 0.0 } else { 12.0 };
        // A heading never stands alone at the foot of a page.
        self.need(size * LEADING + 110.0);
        let element = self.element(Role::Heading(level), None);
        if let Some(heading) = self.layout.elements.last_mut() {
            words.clone_into(&mut heading.title);
        }
        let page = self.layout.pages.len() - 1;
        self.layout.marks.push((page, self.y, element));
        for line in self.face(true).lines(words, size, self.width()) {
            self.y += size;
            self.words([MARGIN, self.y], size, true, &line, Some(element));
            self.y += size * (LEADING - 1.0);
        }
        self.y += 3.0;
    }

    pub(super) fn paragraph(&mut self, words: &str, bold: bool) {
        let element = self.element(Role::Paragraph, None);
        for line in self.face(bold).lines(words, TEXT, self.width()) {
            self.need(TEXT * LEADING);
            self.words([MARGIN, self.y + TEXT], TEXT, bold, &line, Some(element));
            self.y += TEXT * LEADING;
        }
        self.y += 3.0;
    }

    /// Labels and what they say, side by side.
    pub(super) fn fields(&mut self, fields: &[Field]) {
        let widest = fields
            .iter()
            .map(|field| self.face(true).width(field.label, TEXT))
            .fold(0.0, f32::max);
        let indent = (widest + 14.0).min(self.width() / 2.0);
        for field in fields {
            let element = self.element(Role::Paragraph, None);
            let lines = self
                .face(false)
                .lines(&field.value.printed(), TEXT, self.width() - indent);
            let one = TEXT * LEADING;
            let all = one * lines.len() as f32;
            // What is longer than a page begins where it stands and goes on over pages.
            let fits_a_page = all <= self.bottom() - MARGIN;
            self.need(if fits_a_page { all } else { one });
            let first = self.y + TEXT;
            self.words([MARGIN, first], TEXT, true, field.label, Some(element));
            for line in lines {
                self.need(one);
                let at = [MARGIN + indent, self.y + TEXT];
                self.words(at, TEXT, false, &line, Some(element));
                self.y += one;
            }
        }
        self.y += 3.0;
    }

    /// Lines to sign by hand, below what is signed for.
    pub(super) fn signature(&mut self, meaning: &str) {
        self.need(60.0);
        let element = self.element(Role::Paragraph, None);
        self.y += 6.0;
        self.words([MARGIN, self.y + TEXT], TEXT, true, meaning, Some(element));
        self.y += 44.0;
        let width = self.width();
        for (label, from, to) in [
            ("Printed name", 0.0, 0.36),
            ("Signature", 0.39, 0.75),
            ("Date", 0.78, 1.0),
        ] {
            let (left, right) = (MARGIN + width * from, MARGIN + width * to);
            let (from, to) = ([left, self.y], [right, self.y]);
            self.put(Ink::Rule { from, to }, None);
            self.words([left, self.y + 11.0], TEXT, false, label, Some(element));
        }
        self.y += 20.0;
    }

    /// A table with its header on every page. A row that fits on a page is not torn apart.
    pub(super) fn table(&mut self, columns: &[Column], rows: &[Row]) {
        let columns = Columns::over(columns, rows, self.faces, self.width());
        // A header never stands alone at the foot of a page.
        let first = rows.first().map(|row| self.cells(&columns, row));
        let first = first.map_or(0, |cells| most_lines(&cells)).max(4);
        let line = TABLE * LEADING;
        if first <= self.lines_of_a_page() {
            self.need((first as f32 + 2.0) * line + 4.0 * PAD);
        }
        let table = self.element(Role::Table, None);
        let head = self.element(Role::TableHead, Some(table));
        let head_row = self.element(Role::TableRow, Some(head));
        self.header(&columns, Some(head_row));
        let body = self.element(Role::TableBody, Some(table));
        for row in rows {
            let element = self.element(Role::TableRow, Some(body));
            self.row(&columns, row, element);
        }
        self.y += 6.0;
    }

    fn header(&mut self, columns: &Columns, row: Option<usize>) {
        let cells: Vec<_> = columns
            .0
            .iter()
            .map(|placed| {
                self.face(true)
                    .lines(placed.column.heading, TABLE, placed.width)
            })
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(1) as f32 * TABLE * LEADING;
        self.need(height + 4.0 * TABLE * LEADING);
        self.y += PAD;
        for (placed, lines) in columns.0.iter().zip(&cells) {
            let element = row.map(|row| self.element(Role::HeaderCell, Some(row)));
            self.lines(placed, lines, true, element);
        }
        self.y += height + PAD;
        self.rule(self.y);
    }

    /// The lines of each printed cell.
    fn cells(&self, columns: &Columns, row: &Row) -> Vec<Vec<String>> {
        let cell = |placed: &Placed| {
            self.face(false)
                .lines(&placed.printed(row), TABLE, placed.width)
        };
        columns.0.iter().map(cell).collect()
    }

    /// Of a row, on a page that holds nothing else.
    fn lines_of_a_page(&self) -> usize {
        ((self.bottom() - MARGIN - 60.0) / (TABLE * LEADING)) as usize
    }

    fn row(&mut self, columns: &Columns, row: &Row, element: usize) {
        let cells = self.cells(columns, row);
        let elements: Vec<_> = columns
            .0
            .iter()
            .map(|_| self.element(Role::Cell, Some(element)))
            .collect();
        let total = most_lines(&cells);
        let line = TABLE * LEADING;
        let mut done = 0;
        while done < total {
            let left = total - done;
            let room = ((self.bottom() - self.y - 2.0 * PAD) / line).max(0.0) as usize;
            if room < left && (left <= self.lines_of_a_page() || room < 3) {
                self.new_page();
                self.header(columns, None);
                continue;
            }
            let now = left.min(room);
            self.y += PAD;
            for ((placed, lines), element) in columns.0.iter().zip(&cells).zip(&elements) {
                let end = lines.len().min(done + now);
                let part = lines.get(done..end).unwrap_or_default();
                self.lines(placed, part, false, Some(*element));
            }
            self.y += now as f32 * line + PAD;
            self.rule(self.y);
            if row.purpose == Purpose::Research {
                self.layout.tried_out.insert(self.layout.pages.len());
            }
            done += now;
        }
    }

    /// The lines of one cell from the height in hand on.
    fn lines(&mut self, placed: &Placed, lines: &[String], bold: bool, element: Option<usize>) {
        for (number, line) in lines.iter().enumerate() {
            let y = self.y + TABLE + number as f32 * TABLE * LEADING;
            let indent = if placed.column.number {
                placed.width - self.face(bold).width(line, TABLE)
            } else {
                0.0
            };
            let x = MARGIN + placed.left + indent;
            self.words([x, y], TABLE, bold, line, element);
        }
    }
}

/// How many lines the longest cell of a row has.
fn most_lines(cells: &[Vec<String>]) -> usize {
    cells.iter().map(Vec::len).max().unwrap_or(1)
}
