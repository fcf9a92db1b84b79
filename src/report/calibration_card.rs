//! The calibration card as PDF at true size: one page that fits Letter and A4.

use std::io::Write;

use krilla::{
    Document, SerializeSettings,
    color::{luma, rgb},
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, Paint, Stroke},
    surface::Surface,
    tagging::{ContentTag, SpanTag, Tag, TagGroup, TagKind, TagTree},
};

use super::{
    ReportError,
    file_pdf::{gray, text},
    typeface::Typefaces,
};
use crate::calibration::{
    CARD, CELLS, CODE_SIDE, GRID, Ink, MARK_MM, PAGE_MM, PATCH_MM, RULER_FROM_MM, RULER_MM,
    code_is_white, mark_corners, patches,
};

/// Points a millimetre.
const PT: f64 = 72.0 / 25.4;
/// Left edge and width of the words, millimetres.
const WORDS_FROM: f64 = 13.0;
const WORDS_WIDE: f64 = 184.0;
const TITLE_SIZE: f32 = 17.0;
const SIZE: f32 = 9.5;
const LINE_MM: f64 = 4.2;

const TITLE: &str = "takeback calibration card";
const ABOVE: [&str; 2] = [
    "Print at actual size (100 %, no \"fit to page\") on plain white paper, in color if there is color. The line at the \
     bottom must measure 100 mm; if it does not, tell the program what it measures. Lay the card flat on the tray, marks \
     up, so that it fills the camera's picture; some of it may reach beyond. Take it in the light in which you work.",
    "Imprima a tamaño real (100 %, sin \"ajustar a la página\") en papel blanco común. La línea de abajo debe medir 100 mm; \
     si no, indique al programa cuánto mide. Ponga la tarjeta plana sobre la bandeja, con las marcas hacia arriba, y tome \
     la imagen con la luz con la que trabaja.",
];
const UNDER: &str = "Calibrate again when the camera, its height, its zoom or the light has changed. Keep the card flat \
     and clean; a folded card measures wrongly.";

/// Writes the card.
pub fn write_calibration_card(mut out: impl Write) -> Result<(), ReportError> {
    let faces = Typefaces::builtin()?;
    let failed = |error: &dyn std::fmt::Debug| ReportError::Pdf(format!("{error:?}"));
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| failed(&error))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    document.set_metadata(
        Metadata::new()
            .title(CARD.to_owned())
            .language("en-US".to_owned())
            .creator(concat!("takeback ", env!("CARGO_PKG_VERSION")).to_owned()),
    );
    let [width, height] = PAGE_MM.map(points);
    let settings = PageSettings::from_wh(width, height)
        .ok_or_else(|| ReportError::Pdf("the page has no size".to_owned()))?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    let mut tree = TagTree::new().with_lang(Some("en-US".to_owned()));
    let mut tagged = |surface: &mut Surface, kind: TagKind, draw: &mut dyn FnMut(&mut Surface)| {
        let identifier = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        draw(surface);
        surface.end_tagged();
        let mut group = TagGroup::new(kind);
        group.push(identifier);
        tree.push(group);
    };
    tagged(&mut surface, Tag::P.into(), &mut |surface| {
        words(surface, &faces);
    });
    let alt = "Thirty-six black square marks in a grid of 34 millimetres, with patches of white, grey and \
               colors between them, and a line of 100 millimetres below.";
    let figure = Tag::Figure(Some(alt.to_owned())).into();
    tagged(&mut surface, figure, &mut |surface| {
        for ([x, y], ink) in patches() {
            let half = PATCH_MM / 2.0;
            square(surface, [x - half, y - half], PATCH_MM, paint(ink));
        }
        for number in 0..GRID * GRID {
            mark(surface, number);
        }
        ruler(surface, &faces);
    });
    surface.finish();
    page.finish();
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(TITLE.to_owned(), top));
    document.set_outline(outline);
    document.set_tag_tree(tree);
    let bytes = document.finish().map_err(|error| failed(&error))?;
    out.write_all(&bytes).map_err(ReportError::File)
}

fn points(mm: f64) -> f32 {
    (mm * PT) as f32
}

fn words(surface: &mut Surface, faces: &Typefaces) {
    surface.set_fill(Some(gray(0)));
    let at = |y: f64| [points(WORDS_FROM), points(y)];
    let wide = points(WORDS_WIDE);
    text(surface, faces, true, at(15.0), TITLE_SIZE, TITLE);
    let mut y = 21.5;
    for paragraph in ABOVE {
        for line in faces.regular.lines(paragraph, SIZE, wide) {
            text(surface, faces, false, at(y), SIZE, &line);
            y += LINE_MM;
        }
        y += 1.0;
    }
    y = 265.0;
    for line in faces.regular.lines(UNDER, SIZE, wide) {
        text(surface, faces, false, at(y), SIZE, &line);
        y += LINE_MM;
    }
    let about = format!("{CARD}, takeback {}", env!("CARGO_PKG_VERSION"));
    text(surface, faces, false, at(y), SIZE, &about);
}

fn paint(ink: Ink) -> Paint {
    match ink {
        Ink::White => luma::Color::new(255).into(),
        Ink::Gray => luma::Color::new(128).into(),
        Ink::Color([red, green, blue]) => rgb::Color::new(red, green, blue).into(),
    }
}

/// A square from its top left corner.
fn square(surface: &mut Surface, [x, y]: [f64; 2], side: f64, paint: Paint) {
    let mut path = PathBuilder::new();
    let corner = Rect::from_xywh(points(x), points(y), points(side), points(side));
    let Some(rect) = corner else { return };
    path.push_rect(rect);
    if let Some(path) = path.finish() {
        surface.set_fill(Some(Fill {
            paint,
            ..Fill::default()
        }));
        surface.draw_path(&path);
    }
}

fn mark(surface: &mut Surface, number: usize) {
    let [[left, top], ..] = mark_corners(number);
    let cell = MARK_MM / CELLS as f64;
    square(surface, [left, top], MARK_MM, luma::Color::new(0).into());
    for row in 0..CODE_SIDE {
        for column in (0..CODE_SIDE).filter(|column| code_is_white(number, row, *column)) {
            let at = [
                left + cell * (column as f64 + 1.0),
                top + cell * (row as f64 + 1.0),
            ];
            square(surface, at, cell, luma::Color::new(255).into());
        }
    }
}

/// The line of 100 mm with a stroke every 10.
fn ruler(surface: &mut Surface, faces: &Typefaces) {
    let [left, y] = RULER_FROM_MM;
    let mut path = PathBuilder::new();
    path.move_to(points(left), points(y));
    path.line_to(points(left + RULER_MM), points(y));
    for step in 0..=10_u32 {
        let x = left + f64::from(step) * RULER_MM / 10.0;
        let long = if step % 10 == 0 { 6.0 } else { 3.0 };
        path.move_to(points(x), points(y - long));
        path.line_to(points(x), points(y));
    }
    if let Some(path) = path.finish() {
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke {
            paint: luma::Color::new(0).into(),
            width: 0.7,
            ..Stroke::default()
        }));
        surface.draw_path(&path);
        surface.set_stroke(None);
    }
    surface.set_fill(Some(gray(0)));
    let label = "This line must measure 100 mm / Esta línea debe medir 100 mm";
    let at = [points(left), points(y + 5.0)];
    text(surface, faces, true, at, SIZE, label);
}
