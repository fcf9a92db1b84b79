//! The characters of imprints, and which of them are taken for which.

/// `A` to `Z`, then `0` to `9`.
pub const GLYPHS: usize = 36;

/// A probability for each glyph.
pub type Doubt = [f32; GLYPHS];

/// Probability that the recogniser names the glyph that is there, when it is sure of itself.
const RIGHT: f32 = 0.90;
/// Shared by the look-alikes of a glyph.
const LOOK_ALIKE: f32 = 0.07;

/// Glyphs that are taken for each other on pills, the right way up (HHS Pillbox data notes; the
/// rest are pairs whose worn or debossed forms differ by one stroke).
const ALIKE: &[&str] = &[
    "O0DQ", "I1L7T", "S58", "B8", "Z27", "G6C", "UV", "VY", "EF", "PR", "MN", "38", "CG", "69",
    "MW", "A4", "HN",
];

/// Position of a letter or digit, either case; `None` for everything else.
pub fn index(character: char) -> Option<usize> {
    match character.to_ascii_uppercase() {
        letter @ 'A'..='Z' => Some(letter as usize - 'A' as usize),
        digit @ '0'..='9' => Some(26 + digit as usize - '0' as usize),
        _ => None,
    }
}

/// The character at a position; `?` for a position that does not exist.
pub fn character(index: usize) -> char {
    match u8::try_from(index) {
        Ok(letter @ 0..26) => char::from(b'A' + letter),
        Ok(digit @ 26..36) => char::from(b'0' + digit - 26),
        _ => '?',
    }
}

/// The glyphs of a listed token, in order; everything that is no letter or digit is dropped.
pub fn spell(token: &str) -> Vec<u8> {
    token
        .chars()
        .filter_map(index)
        .map(|glyph| glyph as u8)
        .collect()
}

/// For each glyph that may be there, the probability of each glyph that is named.
pub fn confusion() -> [Doubt; GLYPHS] {
    let mut table = [[0.0; GLYPHS]; GLYPHS];
    for (there, row) in table.iter_mut().enumerate() {
        let mut alike = [false; GLYPHS];
        for group in ALIKE
            .iter()
            .map(|group| spell(group))
            .filter(|group| group.contains(&(there as u8)))
        {
            for glyph in group {
                if let Some(mark) = alike.get_mut(usize::from(glyph)) {
                    *mark = usize::from(glyph) != there;
                }
            }
        }
        let similar = alike.iter().filter(|mark| **mark).count();
        let spread = if similar == 0 { LOOK_ALIKE } else { 0.0 } + 1.0 - RIGHT - LOOK_ALIKE;
        let other = spread / (GLYPHS - 1 - similar) as f32;
        for (named, (value, alike)) in row.iter_mut().zip(alike).enumerate() {
            *value = match (named == there, alike) {
                (true, _) => RIGHT,
                (_, true) => LOOK_ALIKE / similar as f32,
                _ => other,
            };
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_and_characters_are_each_others_inverse() {
        assert!((0..GLYPHS).all(|glyph| index(character(glyph)) == Some(glyph)));
        assert_eq!(spell("Tv-58"), spell("TV58"));
    }

    #[test]
    fn each_row_is_a_distribution_that_favors_the_glyph_then_its_look_alikes() {
        let table = confusion();
        let at = |there: char, named: char| table[index(there).unwrap()][index(named).unwrap()];
        for row in table {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-4);
        }
        assert!(at('O', 'O') > at('O', '0') && at('O', '0') > 5.0 * at('O', 'X'));
        assert!(at('6', '9') > at('6', '7') && at('M', 'W') > at('M', 'X'));
    }
}
