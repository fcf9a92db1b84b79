//! What was read in one line of characters.

use super::glyphs::{self, Doubt};

/// One line of characters on one side of a pill, as the recogniser saw it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// For each place where there may be a character, in order, how likely it is each glyph; what is
    /// missing to 1 is how likely nothing is there.
    pub glyphs: Vec<Doubt>,
    /// By how many degrees the pill's picture was turned to read it.
    pub turn: u16,
    /// Middle of the line in the turned picture, and its height, in any one unit: readings of one
    /// turn that lie on each other are the same line.
    pub place: [f32; 2],
    pub height: f32,
}

impl Reading {
    /// Whether both are of the same characters on the pill.
    pub fn same_line(&self, other: &Self) -> bool {
        let apart = (self.place[0] - other.place[0]).hypot(self.place[1] - other.place[1]);
        self.turn == other.turn && apart < 0.5 * self.height.max(other.height)
    }

    /// The likeliest characters, where there is one rather than none.
    pub fn text(&self) -> String {
        let likeliest = |seen: &Doubt| {
            seen.iter()
                .enumerate()
                .max_by(|a, b| a.1.total_cmp(b.1))
                .map_or(0, |(glyph, _)| glyph)
        };
        self.glyphs
            .iter()
            .filter(|seen| presence(seen) >= 0.5)
            .map(|seen| glyphs::character(likeliest(seen)))
            .collect()
    }
}

/// How likely there is a character.
pub fn presence(seen: &Doubt) -> f32 {
    seen.iter().sum()
}
