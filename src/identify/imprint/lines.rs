//! Characters put together into lines; `training/imprint_lines.py` takes the same steps.

use super::characters::Character;

/// One character stands beside another in a line when, in heights of a capital, it lies this far
/// along the direction of both and no further than that beside it.
const NEAREST: f32 = 0.3;
const FARTHEST: f32 = 1.6;
const BESIDE: f32 = 0.5;
/// Characters of one line differ no more than this in height, and in direction by this cosine.
const SIZE_RATIO: f32 = 1.8;
const ALIGNED: f32 = 0.8;

/// The lines, either end first: every character has at most two neighbours, one on each side of it,
/// and the pairs that fit best are joined first.
pub fn find_lines(characters: &[Character]) -> Vec<Vec<Character>> {
    let mut pairs = Vec::new();
    for (first, one) in characters.iter().enumerate() {
        for (second, other) in characters.iter().enumerate().take(first) {
            if let Some(cost) = beside(one, other) {
                pairs.push((cost, [first, second]));
            }
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut places: Vec<Place> = characters
        .iter()
        .enumerate()
        .map(|(line, &character)| Place {
            character,
            line,
            neighbors: Vec::new(),
        })
        .collect();
    for (_, pair) in pairs {
        join(&mut places, pair);
    }
    let mut used = vec![false; places.len()];
    let mut lines = Vec::new();
    for start in 0..places.len() {
        let ends = places.get(start).map_or(0, |place| place.neighbors.len()) < 2;
        if ends && !used.get(start).is_some_and(|used| *used) {
            lines.push(walk(&places, &mut used, start));
        }
    }
    lines
}

struct Place {
    character: Character,
    /// Number of the line it belongs to so far.
    line: usize,
    neighbors: Vec<usize>,
}

/// Makes two characters neighbours, unless they are of one line already or the side is taken.
fn join(places: &mut [Place], [first, second]: [usize; 2]) {
    let (Some(one), Some(other)) = (places.get(first), places.get(second)) else {
        return;
    };
    if one.line == other.line || !is_free(places, one, other) || !is_free(places, other, one) {
        return;
    }
    let (kept, given_up) = (one.line, other.line);
    for (number, place) in places.iter_mut().enumerate() {
        if place.line == given_up {
            place.line = kept;
        }
        if number == first {
            place.neighbors.push(second);
        } else if number == second {
            place.neighbors.push(first);
        }
    }
}

/// Whether nothing stands on the side of `one` where `other` is.
fn is_free(places: &[Place], one: &Place, other: &Place) -> bool {
    let toward = |other: &Character| difference(other.place, one.character.place);
    let step = toward(&other.character);
    let known = one
        .neighbors
        .iter()
        .filter_map(|&number| places.get(number));
    one.neighbors.len() < 2
        && known
            .map(|place| toward(&place.character))
            .all(|known| known[0] * step[0] + known[1] * step[1] < 0.0)
}

fn walk(places: &[Place], used: &mut [bool], start: usize) -> Vec<Character> {
    let mut line = Vec::new();
    let mut next = Some(start);
    while let Some(number) = next {
        if let Some(used) = used.get_mut(number) {
            *used = true;
        }
        let Some(place) = places.get(number) else {
            break;
        };
        line.push(place.character);
        let fresh = |number: &usize| used.get(*number).is_some_and(|used| !used);
        next = place.neighbors.iter().copied().find(|number| fresh(number));
    }
    line
}

fn difference(a: [f32; 2], b: [f32; 2]) -> [f32; 2] {
    [a[0] - b[0], a[1] - b[1]]
}

/// How badly the second character goes on the line of the first; `None` where they are not of one.
fn beside(first: &Character, second: &Character) -> Option<f32> {
    let low = first.height.min(second.height);
    let high = first.height.max(second.height);
    let (one, two) = (first.axis, second.axis);
    let aligned = one[0] * two[0] + one[1] * two[1];
    if high > SIZE_RATIO * low || aligned.abs() < ALIGNED {
        return None;
    }
    let same = two.map(|part| part * aligned.signum());
    let sum = [one[0] + same[0], one[1] + same[1]];
    let length = sum[0].hypot(sum[1]);
    let way = sum.map(|part| part / length);
    let height = f32::midpoint(first.height, second.height);
    let gap = difference(second.place, first.place).map(|part| part / height);
    let along = (gap[0] * way[0] + gap[1] * way[1]).abs();
    let aside = (way[0] * gap[1] - way[1] * gap[0]).abs();
    (along > NEAREST && along < FARTHEST && aside <= BESIDE).then_some(along + 2.0 * aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn character(x: f32, y: f32, degrees: f32) -> Character {
        let (sin, cos) = degrees.to_radians().sin_cos();
        Character {
            place: [x, y],
            height: 10.0,
            axis: [cos, sin],
            presence: 1.0,
        }
    }

    fn places(lines: &[Vec<Character>]) -> Vec<Vec<[f32; 2]>> {
        let mut places: Vec<Vec<[f32; 2]>> = lines
            .iter()
            .map(|line| line.iter().map(|character| character.place).collect())
            .collect();
        places.sort_by_key(|line| std::cmp::Reverse(line.len()));
        places
    }

    #[test]
    fn two_rows_are_two_lines_in_order() {
        let all = [
            character(8.0, 0.0, 0.0),
            character(0.0, 0.0, 180.0),
            character(16.0, 0.0, 0.0),
            character(0.0, 15.0, 0.0),
            character(8.0, 15.0, 0.0),
        ];
        assert_eq!(
            places(&find_lines(&all)),
            [
                vec![[0.0, 0.0], [8.0, 0.0], [16.0, 0.0]],
                vec![[0.0, 15.0], [8.0, 15.0]]
            ]
        );
    }

    #[test]
    fn a_bent_line_stays_one_and_a_ring_is_cut() {
        let bent: Vec<Character> = (0..12)
            .map(|n| {
                let degrees = 30.0 * n as f32;
                let (sin, cos) = degrees.to_radians().sin_cos();
                character(16.0 * sin, -16.0 * cos, degrees)
            })
            .collect();
        assert_eq!(find_lines(&bent[..9]).len(), 1);
        assert_eq!(find_lines(&bent).len(), 1);
    }

    #[test]
    fn far_tiny_or_turned_characters_stand_alone() {
        let mut tiny = character(8.0, 0.0, 0.0);
        tiny.height = 4.0;
        for other in [
            character(20.0, 0.0, 0.0),
            character(8.0, 0.0, 90.0),
            character(8.0, 7.0, 0.0),
            tiny,
        ] {
            assert_eq!(find_lines(&[character(0.0, 0.0, 0.0), other]).len(), 2);
        }
    }
}
