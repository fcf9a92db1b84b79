//! What color and shape say of every appearance.

use std::collections::HashMap;
use std::hash::Hash;

use super::by_appearance::ByAppearance;
use crate::catalog::Catalog;
use crate::vision::{PillView, color_log_likelihood, shape_log_likelihood};

/// The distinct colors and shapes of the catalogue, so that each is weighed once a pill.
pub(super) struct Looks {
    colors: Vec<Vec<String>>,
    shapes: Vec<String>,
    /// Its entry in `colors` and in `shapes`.
    of: ByAppearance<(Option<usize>, Option<usize>)>,
}

/// Log-likelihood ratios of every appearance.
pub(super) struct Weighed {
    /// Mean over the sides.
    pub color: ByAppearance<f32>,
    pub shape: ByAppearance<f32>,
    /// Both together, of the side that they speak most against; `None` of one side.
    pub odd_side: Option<ByAppearance<f32>>,
}

impl Looks {
    pub fn of(catalog: &Catalog) -> Self {
        let mut colors: HashMap<Vec<String>, usize> = HashMap::new();
        let mut shapes: HashMap<String, usize> = HashMap::new();
        let of = ByAppearance::of(catalog, |products| {
            let product = products.first().and_then(|&id| catalog.get(id));
            let color = product
                .filter(|product| !product.colors.is_empty())
                .map(|product| number(&mut colors, &product.colors));
            let shape = product
                .and_then(|product| product.shape.as_ref())
                .map(|shape| number(&mut shapes, shape));
            (color, shape)
        });
        Self {
            colors: in_order(colors),
            shapes: in_order(shapes),
            of,
        }
    }

    /// What the sides of one pill say.
    pub fn weigh(&self, sides: &[&PillView]) -> Weighed {
        let colors = by_side(sides, &self.colors, |view, colors| {
            color_log_likelihood(view, colors)
        });
        let shapes = by_side(sides, &self.shapes, |view, shape| {
            shape_log_likelihood(view, shape)
        });
        let unknown = vec![0.0; sides.len()];
        let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len().max(1) as f32;
        let said = self.of.map(|_, (color, shape)| {
            let color = color.and_then(|place| colors.get(place));
            let shape = shape.and_then(|place| shapes.get(place));
            [color, shape].map(|known| known.unwrap_or(&unknown))
        });
        let odd = |_, [color, shape]: &[&Vec<f32>; 2]| {
            let both = color.iter().zip(*shape).map(|(color, shape)| color + shape);
            both.fold(f32::MAX, f32::min)
        };
        Weighed {
            color: said.map(|_, [color, _]| mean(color)),
            shape: said.map(|_, [_, shape]| mean(shape)),
            odd_side: (sides.len() > 1).then(|| said.map(odd)),
        }
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
