//! A report as PDF: real text, tagged (PDF/UA-1), fonts embedded in part, Letter paper.

use std::{collections::HashMap, io::Write, num::NonZeroU16};

use krilla::{
    Document, SerializeSettings,
    color::luma,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{PathBuilder, Point, Transform},
    metadata::{DateTime, Metadata},
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag,
        TagGroup, TagKind, TagTree,
    },
};

use super::{
    Extent, ReportError,
    document::{AID, Cell, Column, Report, Row, tried_out},
    page_foot::foot,
    page_layout::{Flow, Ink, Layout, Role},
    typeface::Typefaces,
};
use crate::ledger::{LongWork, Purpose, SiteMode};

/// Rows on paper at most, some hundred pages.
const MOST: usize = 5_000;

/// Writes `report`.
pub fn write(report: &Report, mut out: impl Write) -> Result<Extent, ReportError> {
    let faces = Typefaces::builtin()?;
    let (layout, extent) = lay_out(report, &faces)?;
    let bytes = draw(report, &layout, &faces)?;
    out.write_all(&bytes).map_err(ReportError::File)?;
    Ok(extent)
}

fn lay_out(report: &Report, faces: &Typefaces) -> Result<(Layout, Extent), ReportError> {
    let mut extent = Extent::default();
    let mut tried = 0;
    let mut tables = Vec::new();
    for section in &report.sections {
        let rows = match &section.table {
            Some(table) => {
                let (mut rows, left_out) = table.first_rows(MOST)?;
                let columns = table.sheet.columns();
                let each = rows.iter_mut();
                for row in each.filter(|row| row.purpose == Purpose::Research) {
                    tried += 1;
                    if report.purpose == Purpose::Law {
                        mark(row, &columns);
                    }
                }
                extent.rows += rows.len() as u64;
                extent.left_out += left_out;
                rows
            }
            None => Vec::new(),
        };
        tables.push(rows);
    }
    let mut flow = Flow::new(faces, report.landscape);
    flow.heading(1, report.title);
    let research = if report.purpose == Purpose::Research {
        Some("made in research mode. Not a record of the law.".to_owned())
    } else {
        tried_out(tried)
    };
    if let Some(words) = research {
        flow.paragraph(&format!("{}: {words}", SiteMode::RESEARCH_MARK), true);
    }
    if let Some(words) = extent.words() {
        flow.paragraph(&words, true);
    }
    flow.paragraph(report.is, false);
    flow.paragraph(&format!("{} {AID}", report.is_not), false);
    flow.fields(&report.about);
    for (section, rows) in report.sections.iter().zip(&tables) {
        flow.heading(2, section.heading);
        flow.fields(&section.fields);
        if let Some(table) = &section.table {
            if rows.is_empty() {
                flow.paragraph("None in this period.", false);
            } else {
                flow.table(&table.sheet.columns(), rows);
            }
        }
        for note in &section.notes {
            flow.paragraph(note, false);
        }
        for meaning in &section.signatures {
            flow.signature(meaning);
        }
    }
    Ok((flow.finish(), extent))
}

/// Says in the widest column that a row was tried out: the column `notice` is not on paper.
fn mark(row: &mut Row, columns: &[Column]) {
    let cells = columns.iter().zip(&mut row.cells);
    let widest = cells.max_by(|(one, _), (other, _)| one.width.total_cmp(&other.width));
    if let Some((_, cell)) = widest {
        *cell = Cell::Text(format!("{} {}", SiteMode::RESEARCH_MARK, cell.printed()));
    }
}

fn draw(report: &Report, layout: &Layout, faces: &Typefaces) -> Result<Vec<u8>, ReportError> {
    let failed = |error: &dyn std::fmt::Debug| ReportError::Pdf(format!("{error:?}"));
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| failed(&error))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    document.set_metadata(metadata(report));
    let mut drawn: HashMap<usize, Vec<Identifier>> = HashMap::new();
    let [width, height] = layout.size;
    for (number, pieces) in (1..).zip(&layout.pages) {
        LongWork::go_on()?;
        let settings = PageSettings::from_wh(width, height)
            .ok_or_else(|| ReportError::Pdf("the page has no size".to_owned()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        if report.purpose == Purpose::Research || layout.tried_out.contains(&number) {
            watermark(&mut surface, faces, layout.size);
        }
        for piece in pieces {
            let tag = match piece.element {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => artifact(ArtifactType::Layout),
            };
            let identifier = surface.start_tagged(tag);
            ink(&mut surface, faces, &piece.ink);
            surface.end_tagged();
            if let Some(element) = piece.element {
                drawn.entry(element).or_default().push(identifier);
            }
        }
        surface.start_tagged(artifact(ArtifactType::Footer));
        for each in foot(report, faces, layout.size, (number, layout.pages.len())) {
            ink(&mut surface, faces, &each);
        }
        surface.end_tagged();
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(layout));
    document.set_tag_tree(tags(layout, drawn));
    document.finish().map_err(|error| failed(&error))
}

fn artifact(kind: ArtifactType) -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(kind))
}

fn metadata(report: &Report) -> Metadata {
    let day = report.made.date();
    let title = format!("{}, {}, {}", report.title, report.site, report.period);
    let made = DateTime::new(day.year().unsigned_abs())
        .month(day.month().unsigned_abs())
        .day(day.day().unsigned_abs());
    Metadata::new()
        .title(title)
        .description(report.is.to_owned())
        .language("en-US".to_owned())
        .creator(concat!("takeback ", env!("CARGO_PKG_VERSION")).to_owned())
        .creation_date(made)
}

fn ink(surface: &mut Surface, faces: &Typefaces, ink: &Ink) {
    match ink {
        Ink::Words {
            at: [x, y],
            size,
            bold,
            line,
        } => {
            surface.set_fill(Some(gray(20)));
            text(surface, faces, *bold, [*x, *y], *size, line);
        }
        Ink::Rule {
            from: [x1, y1],
            to: [x2, y2],
        } => {
            let mut path = PathBuilder::new();
            path.move_to(*x1, *y1);
            path.line_to(*x2, *y2);
            if let Some(path) = path.finish() {
                surface.set_fill(None);
                surface.set_stroke(Some(Stroke {
                    paint: luma::Color::new(150).into(),
                    width: 0.5,
                    ..Stroke::default()
                }));
                surface.draw_path(&path);
                surface.set_stroke(None);
            }
        }
    }
}

pub(super) fn gray(lightness: u8) -> Fill {
    Fill {
        paint: luma::Color::new(lightness).into(),
        ..Fill::default()
    }
}

pub(super) fn text(
    surface: &mut Surface,
    faces: &Typefaces,
    bold: bool,
    [x, y]: [f32; 2],
    size: f32,
    line: &str,
) {
    let face = faces.of(bold);
    surface.draw_glyphs(
        Point::from_xy(x, y),
        &face.glyphs(line),
        face.font.clone(),
        line,
        size,
        false,
    );
}

/// Across the page, behind everything else.
fn watermark(surface: &mut Surface, faces: &Typefaces, [width, height]: [f32; 2]) {
    const SIZE: f32 = 120.0;
    const WORD: &str = "RESEARCH";
    surface.start_tagged(artifact(ArtifactType::Watermark));
    let degrees = -height.atan2(width).to_degrees();
    surface.push_transform(&Transform::from_rotate_at(
        degrees,
        width / 2.0,
        height / 2.0,
    ));
    surface.set_fill(Some(gray(226)));
    let left = (width - faces.bold.width(WORD, SIZE)) / 2.0;
    let base = height / 2.0 + SIZE * 0.35;
    text(surface, faces, true, [left, base], SIZE, WORD);
    surface.pop();
    surface.end_tagged();
}

fn outline(layout: &Layout) -> Outline {
    let mut outline = Outline::new();
    for (page, y, element) in &layout.marks {
        let title = layout.elements.get(*element).map(|element| &element.title);
        let place = XyzDestination::new(*page, Point::from_xy(0.0, *y));
        outline.push_child(OutlineNode::new(title.cloned().unwrap_or_default(), place));
    }
    outline
}

/// The structure as a tree. Elements come after their parents, so it is built from the end.
fn tags(layout: &Layout, mut drawn: HashMap<usize, Vec<Identifier>>) -> TagTree {
    let mut children: HashMap<Option<usize>, Vec<Node>> = HashMap::new();
    for (place, element) in layout.elements.iter().enumerate().rev() {
        let mut group = TagGroup::new(kind(element.role, &element.title));
        for identifier in drawn.remove(&place).unwrap_or_default() {
            group.push(identifier);
        }
        for child in children
            .remove(&Some(place))
            .unwrap_or_default()
            .into_iter()
            .rev()
        {
            group.push(child);
        }
        children
            .entry(element.parent)
            .or_default()
            .push(group.into());
    }
    let mut tree = TagTree::new().with_lang(Some("en-US".to_owned()));
    for child in children.remove(&None).unwrap_or_default().into_iter().rev() {
        tree.push(child);
    }
    tree
}

fn kind(role: Role, title: &str) -> TagKind {
    match role {
        Role::Heading(level) => Tag::Hn(
            NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN),
            Some(title.to_owned()),
        )
        .into(),
        Role::Paragraph => Tag::P.into(),
        Role::Table => Tag::Table.into(),
        Role::TableHead => Tag::THead.into(),
        Role::TableBody => Tag::TBody.into(),
        Role::TableRow => Tag::TR.into(),
        Role::HeaderCell => Tag::TH(TableHeaderScope::Column).into(),
        Role::Cell => Tag::TD.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ledger::{ChainHead, Moment},
        report::document::{Place, Section, Sheet, Table, column},
    };

    const TABLE: Sheet = Sheet {
        name: "Words",
        heads: || vec![column("words", "Words", 1.0).holds("words")],
    };

    /// So many rows, of which those at `tried` were tried out.
    fn report(rows: usize, tried: &[usize]) -> Report<'_> {
        let table = Table {
            sheet: &TABLE,
            rows: Box::new(move |take| {
                (0..rows).try_for_each(|row| {
                    take(Row {
                        purpose: if tried.contains(&row) {
                            Purpose::Research
                        } else {
                            Purpose::Law
                        },
                        cells: vec![Cell::text(format!("row {row}"))],
                    })
                })
            }),
        };
        Report {
            name: "words",
            title: "Words",
            is: "Words.",
            is_not: "No numbers.",
            site: Place::default(),
            period: String::new(),
            head: ChainHead {
                seq: 0,
                hash: String::new(),
            },
            made: Moment::from_parts(0, 0).unwrap(),
            purpose: Purpose::Law,
            landscape: false,
            about: Vec::new(),
            sections: vec![Section {
                heading: "Words",
                table: Some(table),
                ..Section::default()
            }],
        }
    }

    fn drawn(page: &[super::super::page_layout::Piece]) -> String {
        let lines = page.iter().filter_map(|piece| match &piece.ink {
            Ink::Words { line, .. } => Some(line.clone()),
            Ink::Rule { .. } => None,
        });
        lines.collect()
    }

    #[test]
    fn a_report_too_long_for_paper_says_so_first_and_with_both_numbers() {
        let faces = Typefaces::builtin().unwrap();
        let (layout, extent) = lay_out(&report(MOST + 3, &[]), &faces).unwrap();
        assert_eq!((extent.rows, extent.left_out), (5_000, 3));
        assert!(drawn(&layout.pages[0]).contains("the first 5000 of 5003 rows"));
        let last = layout.pages.last().unwrap();
        assert!(drawn(last).contains("row 4999 ") && drawn(last).contains("Words "));
    }

    #[test]
    fn of_a_lawful_report_only_pages_with_rows_that_were_tried_out_are_marked() {
        let faces = Typefaces::builtin().unwrap();
        let (layout, _) = lay_out(&report(200, &[199]), &faces).unwrap();
        let pages = layout.pages.len();
        assert!(pages > 2, "only {pages}");
        assert!(layout.tried_out.iter().eq([&pages]));
        let marked = |page: usize| drawn(&layout.pages[page]).matches("RESEARCH/DEMO").count();
        assert_eq!([0, 1, pages - 1].map(marked), [1, 0, 1]);
    }
}
