//! Pills drawn from catalogue facts, so that someone with none at hand sees the real chain work.
//!
//! Everything on a tray follows from facts of the catalogue (shape, colors, imprint, score, size)
//! and a seed: same input, same pixels. Every picture is labelled as a drawing.

mod lettering;
mod outline;
mod pill;
mod tray;

pub use tray::{DrawnPill, LABEL, Tray, draw_tray};

use std::collections::HashSet;

use crate::catalog::{ImprintType, Product};

/// Up to `count` products that a drawing can show well (every attribute known, few imprint
/// pieces), chosen by `seed`, no two that look alike, and as long as there are others no two of
/// one shape and color.
pub fn choose(products: &[Product], count: usize, seed: u64) -> Vec<&Product> {
    let mut random = Random(seed);
    let mut drawable: Vec<(u64, &Product)> = products
        .iter()
        .filter(|product| drawable(product))
        .map(|product| (random.next(), product))
        .collect();
    drawable.sort_by_key(|(ticket, product)| (*ticket, product.id));
    let mut looks = HashSet::new();
    let mut kinds = HashSet::new();
    let (first, later): (Vec<_>, Vec<_>) = drawable
        .into_iter()
        .map(|(_, product)| product)
        .filter(|product| looks.insert(product.appearance))
        .partition(|product| kinds.insert((&product.shape, &product.colors)));
    first.into_iter().chain(later).take(count).collect()
}

fn drawable(product: &Product) -> bool {
    let letters: usize = product.imprint.iter().map(String::len).sum();
    let colors = if pill::is_capsule(product) {
        1..=2
    } else {
        1..=1
    };
    product.pack_parts.is_empty()
        && product.shape.is_some()
        && product.size_mm.is_some()
        && product.imprint_type != ImprintType::Unknown
        && colors.contains(&product.colors.len())
        && (1..=3).contains(&product.imprint.len())
        && (3..=8).contains(&letters)
}

/// A small repeatable source of randomness (`SplitMix64`, Steele et al. 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Evenly spread over `low..high`.
    fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * (self.next() >> 40) as f32 / (1 << 24) as f32
    }
}
