//! The codes in the marks: 4 x 4 cells that say which mark it is and which side is up.
//!
//! Any two codes, however turned, differ in at least four cells, and each differs as much from
//! itself turned; so one cell misread is mended and two are noticed (the idea of `ArUco`, Garrido-Jurado
//! and others 2014).

/// By mark number; the highest bit is the cell at the top left, then along the rows; 1 is white.
/// Cards are in use: never change a line.
#[rustfmt::skip]
const CODES: [u16; 36] = [
    0xe9b1, 0x6d60, 0x225c, 0x50f3, 0x0f80, 0xd7d0,
    0x38ea, 0x3f14, 0xba49, 0x55ca, 0x7b53, 0x38b9,
    0x6e7b, 0x93e4, 0xa3d1, 0xb042, 0x3861, 0x3393,
    0x716b, 0x171b, 0xef0d, 0xb198, 0x129c, 0x495a,
    0x29e7, 0xe2f9, 0xa8ba, 0x5529, 0x8cc0, 0x1e5f,
    0xcd3b, 0x998a, 0x2912, 0x370e, 0xd967, 0x100f,
];

/// Cells along a side of a code.
pub const SIDE: usize = 4;
/// Cells that may be misread.
const MENDED: u32 = 1;

/// Whether the cell of a mark's code is white.
pub fn is_white(number: usize, row: usize, column: usize) -> bool {
    CODES
        .get(number)
        .is_some_and(|code| code >> (15 - (SIDE * row + column)) & 1 == 1)
}

/// Which mark was read, and by how many quarter turns clockwise on the screen the card lies turned.
pub fn recognize(read: u16) -> Option<(usize, usize)> {
    let mut upright = read;
    for turns in 0..4 {
        let known = CODES
            .iter()
            .position(|code| (code ^ upright).count_ones() <= MENDED);
        if let Some(number) = known {
            return Some((number, turns));
        }
        upright = turned_back(upright);
    }
    None
}

/// The code a quarter turn against the clock.
fn turned_back(code: u16) -> u16 {
    let mut turned = 0;
    for row in 0..SIDE {
        for column in 0..SIDE {
            // What stands in the top row from the left stood in the last column from the top.
            let from = SIDE * column + (SIDE - 1 - row);
            turned = turned << 1 | (code >> (15 - from) & 1);
        }
    }
    turned
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turns(code: u16) -> [u16; 4] {
        let one = turned_back(code);
        let two = turned_back(one);
        [code, one, two, turned_back(two)]
    }

    #[test]
    fn codes_differ_however_they_are_turned() {
        for (number, code) in CODES.iter().enumerate() {
            assert_eq!(turned_back(turns(*code)[3]), *code);
            for turned in &turns(*code)[1..] {
                assert!((code ^ turned).count_ones() >= 4);
            }
            for other in &CODES[number + 1..] {
                for turned in turns(*other) {
                    assert!((code ^ turned).count_ones() >= 4, "{code:x} {other:x}");
                }
            }
        }
    }

    #[test]
    fn one_wrong_cell_is_mended_and_two_are_noticed() {
        for (number, code) in CODES.iter().enumerate() {
            for (back, read) in turns(*code).into_iter().enumerate() {
                let turned = (4 - back) % 4;
                assert_eq!(recognize(read), Some((number, turned)));
                for first in 0..16 {
                    assert_eq!(recognize(read ^ 1 << first), Some((number, turned)));
                    for second in first + 1..16 {
                        assert_eq!(recognize(read ^ 1 << first ^ 1 << second), None);
                    }
                }
            }
        }
    }

    #[test]
    fn a_blank_or_black_square_is_no_mark() {
        assert_eq!(recognize(0), None);
        assert_eq!(recognize(u16::MAX), None);
    }
}
