//! What stands at the foot of every page, so that a single sheet still says what it belongs to.

use super::{
    document::{AID, Report},
    page_layout::{Ink, MARGIN},
    typeface::Typefaces,
};

/// The words at the foot of page `page` of `pages`, with where they stand.
pub(super) fn foot(
    report: &Report,
    faces: &Typefaces,
    size: [f32; 2],
    (page, pages): (usize, usize),
) -> Vec<Ink> {
    let y = size[1] - 40.0;
    let number = format!("Page {page} of {pages}");
    let place = size[0] - MARGIN - faces.bold.width(&number, 8.0);
    let hash = format!(
        "as of record {}, hash {}",
        report.head.seq, report.head.hash
    );
    let width = size[0] - 2.0 * MARGIN;
    let first = |words: &str, width: f32| {
        let mut lines = faces.regular.lines(words, 7.0, width);
        lines.truncate(1);
        lines.concat()
    };
    let room = place - MARGIN - 20.0;
    let whose = |site: &str| format!("{} · {site} · {}", report.title, report.period);
    let fits = |site: &str| faces.regular.lines(&whose(site), 7.0, room).len() == 1;
    let whose = first(&whose(&report.site.within(fits)), room);
    let words = |at, size, bold, line| Ink::Words {
        at,
        size,
        bold,
        line,
    };
    vec![
        Ink::Rule {
            from: [MARGIN, y - 12.0],
            to: [MARGIN + width, y - 12.0],
        },
        words([MARGIN, y], 7.0, false, whose),
        words([place, y], 8.0, true, number),
        words([MARGIN, y + 10.0], 7.0, false, first(&hash, width)),
        words(
            [MARGIN, y + 20.0],
            7.0,
            false,
            first(&format!("{} {}", report.is_not, AID), width),
        ),
    ]
}
