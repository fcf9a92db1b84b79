//! From the finder's maps to single characters; `training/imprint_lines.py` takes the same steps.

use ndarray::{ArrayView2, ArrayView3, Axis};

/// One character; lengths and places are pixels of the frame that the finder looked at.
#[derive(Clone, Copy, Debug)]
pub struct Character {
    pub place: [f32; 2],
    /// Height of a capital.
    pub height: f32,
    /// Along the line it stands in, either way; of length 1.
    pub axis: [f32; 2],
    /// Probability that there is a character.
    pub presence: f32,
}

/// Planes of the maps: presence, cos and sin of twice the line's angle, logarithm of the height in
/// cells.
pub const PLANES: usize = 4;
/// Side of a cell of the maps, px of the frame.
const CELL: f32 = 4.0;
/// From this presence on a peak is a character.
const LEAST_PRESENCE: f32 = 0.15;
/// More than this on one side of a pill is texture.
const MOST: usize = 48;
/// A peak nearer than this to a surer one, in heights of that one, is the same character.
const SAME: f32 = 0.3;

impl Character {
    /// The same, its axis taken the other way.
    pub fn turned(&self) -> Self {
        Self {
            axis: self.axis.map(|part| -part),
            ..*self
        }
    }
}

/// The characters in the maps (`[PLANES, height, width]`), surest first.
pub fn find(maps: &ArrayView3<f32>) -> Vec<Character> {
    let presence = maps.index_axis(Axis(0), 0);
    let mut peaks: Vec<((usize, usize), f32)> = presence
        .indexed_iter()
        .filter(|&(at, &value)| value >= LEAST_PRESENCE && is_peak(&presence, at, value))
        .map(|(at, &value)| (at, value))
        .collect();
    peaks.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut found: Vec<Character> = Vec::new();
    for (cell, value) in peaks.into_iter().take(MOST) {
        let character = at(maps, &presence, cell, value);
        let taken = found.iter().any(|other| {
            let [x, y] = other.place;
            (character.place[0] - x).hypot(character.place[1] - y) < SAME * other.height
        });
        if !taken {
            found.push(character);
        }
    }
    found
}

fn neighbor(presence: &ArrayView2<f32>, at: (usize, usize), down: isize, along: isize) -> f32 {
    let row = at.0.checked_add_signed(down);
    let column = at.1.checked_add_signed(along);
    row.zip(column)
        .and_then(|at| presence.get(at))
        .copied()
        .unwrap_or_default()
}

fn is_peak(presence: &ArrayView2<f32>, at: (usize, usize), value: f32) -> bool {
    (-1..=1).all(|down| (-1..=1).all(|along| neighbor(presence, at, down, along) <= value))
}

/// The character at a peak, its place being the middle of weight of the nine cells around.
fn at(
    maps: &ArrayView3<f32>,
    presence: &ArrayView2<f32>,
    cell: (usize, usize),
    value: f32,
) -> Character {
    let (mut total, mut x, mut y) = (0.0, 0.0, 0.0);
    for down in -1..=1 {
        for along in -1..=1 {
            let weight = neighbor(presence, cell, down, along);
            total += weight;
            x += weight * along as f32;
            y += weight * down as f32;
        }
    }
    let plane = |number: usize| {
        maps.get((number, cell.0, cell.1))
            .copied()
            .unwrap_or_default()
    };
    let angle = plane(2).atan2(plane(1)) / 2.0;
    Character {
        place: [
            (cell.1 as f32 + x / total + 0.5) * CELL,
            (cell.0 as f32 + y / total + 0.5) * CELL,
        ],
        height: plane(3).clamp(-1.0, 4.0).exp() * CELL,
        axis: [angle.cos(), angle.sin()],
        presence: value,
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array3;

    use super::*;

    #[test]
    fn a_peak_becomes_a_character_between_its_cells_and_a_double_is_dropped() {
        let mut maps = Array3::zeros((PLANES, 12, 12));
        for (row, column, presence) in [(5, 6, 0.9), (5, 7, 0.3), (7, 6, 0.2), (0, 0, 0.1)] {
            maps[[0, row, column]] = presence;
            maps[[2, row, column]] = 0.8;
            maps[[3, row, column]] = 8f32.ln();
        }
        let found = find(&maps.view());
        assert_eq!(found.len(), 1, "{found:?}");
        let only = &found[0];
        assert!((only.place[0] - 27.0).abs() < 1e-4 && (only.place[1] - 22.0).abs() < 1e-4);
        assert!((only.height - 32.0).abs() < 1e-3);
        let eighth = std::f32::consts::FRAC_1_SQRT_2;
        assert!((only.axis[0] - eighth).abs() < 1e-5 && (only.axis[1] - eighth).abs() < 1e-5);
    }
}
