//! The outline's shape as soft evidence for the SPL shapes.
//!
//! Eight numbers describe a hull: its aspect, how much of its rectangle it fills, and the harmonics
//! of its radius over the direction (Fourier descriptors; Zahn and Roskies 1972). The likelihoods
//! in `assets/vision/shapes.csv` were fitted on the outlines of the studio photographs seen from
//! somewhat askew, by `training/fit_shape.py`, which computes the same numbers.

use std::f64::consts::TAU;
use std::sync::LazyLock;

use serde::Serialize;

use super::geometry::{Point, TurnedRect, area, reach};
use super::likelihood::Classes;
use super::view::PillView;

/// Numbers that describe an outline.
pub const MEASURES: usize = 8;
const DIRECTIONS: usize = 64;

static SHAPES: LazyLock<Classes<MEASURES>> =
    LazyLock::new(|| Classes::parse(include_str!("../../assets/vision/shapes.csv")));

/// What an outline says about the SPL shape.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ShapeEstimate {
    /// The likeliest shape, common shapes being likelier; upper case.
    pub name: Option<&'static str>,
    /// How well the outline fits each shape: log-likelihood ratio against all pills.
    pub log_likelihoods: Vec<(&'static str, f32)>,
}

impl ShapeEstimate {
    /// Of an outline and the rectangle around it.
    pub fn of(hull: &[Point], rect: &TurnedRect) -> Self {
        let measured = measure(hull, rect);
        Self {
            name: SHAPES.likeliest(&measured),
            log_likelihoods: SHAPES.log_ratios(&measured),
        }
    }
}

/// How well a pill's outline fits an SPL shape name, in any case; 0 when the name is unknown or the
/// outline says nothing. Between -6 and 4.
pub fn shape_log_likelihood(view: &PillView, shape: &str) -> f32 {
    let wanted = shape.split(" (").next().unwrap_or(shape).trim();
    view.shape
        .log_likelihoods
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
        .map_or(0.0, |(_, ratio)| *ratio)
}

/// Log aspect; filled part of the rectangle; then, of the radius over the direction counted from
/// the long axis and divided by its mean: size of harmonics 1, 3, 5, 6 and 8 and the part of the 4th
/// that lies along the axes.
pub fn measure(hull: &[Point], rect: &TurnedRect) -> [f64; MEASURES] {
    let radii = radii(hull, rect);
    let mean = radii.iter().sum::<f64>() / DIRECTIONS as f64;
    let harmonic = |order: usize| -> (f64, f64) {
        let sum = radii
            .iter()
            .enumerate()
            .fold((0.0, 0.0), |(re, im), (step, radius)| {
                let (sin, cos) = (TAU * (order * step) as f64 / DIRECTIONS as f64).sin_cos();
                (re + radius * cos, im + radius * sin)
            });
        let unit = mean * DIRECTIONS as f64;
        (sum.0 / unit, sum.1 / unit)
    };
    let size = |order| {
        let (re, im) = harmonic(order);
        re.hypot(im)
    };
    [
        (rect.long / rect.short).ln(),
        area(hull) / (rect.long * rect.short),
        size(1),
        size(3),
        harmonic(4).0,
        size(5),
        size(6),
        size(8),
    ]
}

/// Distance from the rectangle's middle to the hull in [`DIRECTIONS`] directions from the long axis
/// on, clockwise.
fn radii(hull: &[Point], rect: &TurnedRect) -> Vec<f64> {
    let start = rect.angle_deg.to_radians();
    (0..DIRECTIONS)
        .map(|step| {
            let (sin, cos) = (start + TAU * step as f64 / DIRECTIONS as f64).sin_cos();
            reach(hull, rect.center, [cos, sin])
        })
        .collect()
}
