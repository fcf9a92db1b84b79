//! What color and shape say of every appearance.

use std::collections::HashMap;
use std::hash::Hash;

use super::facts::all_appearances;
use crate::catalog::Catalog;
use crate::vision::{PillView, color_log_likelihood, shape_log_likelihood};

/// The distinct colors and shapes of the catalogue, so that each is weighed once a pill.
pub(super) struct Looks {
    colors: Vec<Vec<String>>,
    shapes: Vec<String>,
    /// By appearance number: its entry in `colors` and in `shapes`.
    of: Vec<(Option<usize>, Option<usize>)>,
}

/// Log-likelihood ratios of every appearance, by its number.
#[derive(Default)]
pub(super) struct Weighed {
    /// Mean over the sides.
    pub color: Vec<f32>,
    pub shape: Vec<f32>,
    /// Both together, of the side that they speak most against; empty of one side.
    pub odd_side: Vec<f32>,
}

impl Looks {
    pub fn of(catalog: &Catalog) -> Self {
        let mut colors: HashMap<Vec<String>, usize> = HashMap::new();
        let mut shapes: HashMap<String, usize> = HashMap::new();
        let mut of = Vec::new();
        for products in all_appearances(catalog) {
            let product = products.first().and_then(|&id| catalog.get(id));
            let color = product
                .filter(|product| !product.colors.is_empty())
                .map(|product| number(&mut colors, &product.colors));
            let shape = product
                .and_then(|product| product.shape.as_ref())
                .map(|shape| number(&mut shapes, shape));
            of.push((color, shape));
        }
        Self {
            colors: in_order(colors),
            shapes: in_order(shapes),
            of,
        }
    }

    /// What the sides of one pill say; nothing of no side.
    pub fn weigh(&self, sides: &[&PillView]) -> Weighed {
        let colors = by_side(sides, &self.colors, |view, colors| {
            color_log_likelihood(view, colors)
        });
        let shapes = by_side(sides, &self.shapes, |view, shape| {
            shape_log_likelihood(view, shape)
        });
        let unknown = vec![0.0; sides.len()];
        let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len().max(1) as f32;
        let mut weighed = Weighed::default();
        for (color, shape) in &self.of {
            let color = color.and_then(|place| colors.get(place));
            let shape = shape.and_then(|place| shapes.get(place));
            let [color, shape] = [color, shape].map(|known| known.unwrap_or(&unknown));
            weighed.color.push(mean(color));
            weighed.shape.push(mean(shape));
            if sides.len() > 1 {
                let both = color.iter().zip(shape).map(|(color, shape)| color + shape);
                weighed.odd_side.push(both.fold(f32::MAX, f32::min));
            }
        }
        weighed
    }
}

/// Of each value what every side says.
fn by_side<T>(
    sides: &[&PillView],
    values: &[T],
    says: impl Fn(&PillView, &T) -> f32,
) -> Vec<Vec<f32>> {
    let of_value = |value| sides.iter().map(|view| says(view, value)).collect();
    values.iter().map(of_value).collect()
}

/// The number of a value, a new one for a value not seen before.
fn number<T: Clone + Eq + Hash>(numbers: &mut HashMap<T, usize>, value: &T) -> usize {
    let next = numbers.len();
    *numbers.entry(value.clone()).or_insert(next)
}

fn in_order<T>(numbers: HashMap<T, usize>) -> Vec<T> {
    let mut values: Vec<(usize, T)> = numbers
        .into_iter()
        .map(|(value, number)| (number, value))
        .collect();
    values.sort_unstable_by_key(|(number, _)| *number);
    values.into_iter().map(|(_, value)| value).collect()
}
