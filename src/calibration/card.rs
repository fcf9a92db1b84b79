//! What is printed where on the card. Both the printing and the measuring read this table.

use crate::vision::Pair;

/// Names this layout in the record; another layout needs another name.
pub const CARD: &str = "takeback card 1";

/// As large as fits both Letter (215.9 x 279.4) and A4 (210 x 297) at true size.
pub const PAGE_MM: [f64; 2] = [210.0, 279.4];
/// Side of a mark with its black border.
pub const MARK_MM: f64 = 14.0;
/// Cells along a side of a mark: the border, four of code, the border.
pub const CELLS: usize = 6;
/// Marks stand in a square grid.
pub const GRID: usize = 6;
const PITCH_MM: f64 = 34.0;
/// Middle of the first mark.
const FIRST_MM: [f64; 2] = [20.0, 62.0];

/// Length of the line by which a person checks the print.
pub const RULER_MM: f64 = 100.0;
pub const RULER_FROM_MM: [f64; 2] = [55.0, 250.0];

/// Side of a patch; it lies in the middle between four marks.
pub const PATCH_MM: f64 = 13.0;

/// What a patch is printed in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ink {
    /// Bare paper.
    White,
    Gray,
    Color([u8; 3]),
}

/// The middles of four marks enclose a patch; rows from the top, each from the left.
#[rustfmt::skip]
const PATCHES: [[Ink; GRID - 1]; GRID - 1] = {
    use Ink::{Gray, White};
    const RED: Ink = Ink::Color([190, 40, 40]);
    const YELLOW: Ink = Ink::Color([235, 200, 40]);
    const GREEN: Ink = Ink::Color([50, 140, 70]);
    const BLUE: Ink = Ink::Color([45, 80, 165]);
    [
        [White, Gray,   White,  Gray,  White],
        [Gray,  RED,    White,  GREEN, Gray],
        [White, White,  Gray,   White, White],
        [Gray,  YELLOW, White,  BLUE,  Gray],
        [White, Gray,   White,  Gray,  White],
    ]
};

/// Middle of the mark with that number, which counts from the left along each row from the top.
pub fn mark_center(number: usize) -> [f64; 2] {
    grid_place((number % GRID) as f64, (number / GRID) as f64)
}

/// The corners of the mark, clockwise on the card from its top left.
pub fn mark_corners(number: usize) -> [[f64; 2]; 4] {
    let [x, y] = mark_center(number);
    let half = MARK_MM / 2.0;
    [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
        .map(|(right, down)| [x + right * half, y + down * half])
}

/// The found corners of a mark with where they are on the card.
pub fn pairs(number: usize, corners: &[[f64; 2]; 4]) -> impl Iterator<Item = Pair> {
    corners
        .iter()
        .zip(mark_corners(number))
        .map(|(&pixel, place)| Pair { pixel, place })
}

/// Middle and ink of every patch.
pub fn patches() -> impl Iterator<Item = ([f64; 2], Ink)> {
    PATCHES.iter().enumerate().flat_map(|(row, inks)| {
        inks.iter()
            .enumerate()
            .map(move |(column, ink)| (grid_place(column as f64 + 0.5, row as f64 + 0.5), *ink))
    })
}

fn grid_place(column: f64, row: f64) -> [f64; 2] {
    [
        FIRST_MM[0] + PITCH_MM * column,
        FIRST_MM[1] + PITCH_MM * row,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_printed_well_inside_both_papers() {
        let (letter, a4) = ([215.9, 279.4], [210.0, 297.0]);
        let printer_margin = 6.0;
        let corners = (0..GRID * GRID).flat_map(mark_corners).chain([
            RULER_FROM_MM,
            [RULER_FROM_MM[0] + RULER_MM, RULER_FROM_MM[1]],
        ]);
        for [x, y] in corners {
            for paper in [letter, a4] {
                assert!(x >= printer_margin && x <= paper[0] - printer_margin, "{x}");
                assert!(y >= printer_margin && y <= paper[1] - printer_margin, "{y}");
            }
        }
    }

    #[test]
    fn patches_keep_clear_of_the_marks() {
        for ([x, y], _) in patches() {
            for [mark_x, mark_y] in (0..GRID * GRID).map(mark_center) {
                let apart = (x - mark_x).abs().max((y - mark_y).abs());
                // A cell of white around each mark.
                assert!(apart >= f64::midpoint(PATCH_MM, MARK_MM) + MARK_MM / CELLS as f64);
            }
        }
    }
}
