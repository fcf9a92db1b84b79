//! Outlines of the FDA's SPL shapes as distances.
//!
//! Every shape is one or several polygons grown by a radius: a point grown is a circle, a line
//! grown is a capsule, a polygon grown has round corners.

use std::f32::consts::{PI, TAU};

type Point = [f32; 2];

/// The outline of a pill in millimetres, its center at the origin, its long axis along x.
pub struct Outline {
    cores: Vec<Vec<Point>>,
    radius: f32,
    /// Half of length and width.
    pub half: Point,
}

impl Outline {
    /// The outline of an SPL shape whose longest side is `size_mm`.
    pub fn of(shape: &str, size_mm: f32) -> Self {
        let (cores, radius, half) = unit(shape);
        let scale = size_mm / 2.0;
        let grow = |point: Point| point.map(|value| value * scale);
        Self {
            cores: cores
                .into_iter()
                .map(|core| core.into_iter().map(grow).collect())
                .collect(),
            radius: radius * scale,
            half: grow(half),
        }
    }

    /// Millimetres from `at` to the edge, negative inside.
    pub fn distance(&self, at: Point) -> f32 {
        let nearest = self
            .cores
            .iter()
            .map(|core| to_polygon(core, at))
            .fold(f32::MAX, f32::min);
        nearest - self.radius
    }
}

/// Cores, radius and half extents of a shape whose longest half side is 1.
fn unit(shape: &str) -> (Vec<Vec<Point>>, f32, Point) {
    match shape.split_whitespace().next().unwrap_or_default() {
        "CAPSULE" => (vec![vec![[-0.58, 0.0], [0.58, 0.0]]], 0.42, [1.0, 0.42]),
        "OVAL" => (
            vec![arc([0.0, 0.0], [0.9, 0.46], 0.0, TAU)],
            0.1,
            [1.0, 0.56],
        ),
        "FREEFORM" => (
            vec![arc([0.0, 0.0], [0.8, 0.55], 0.0, TAU)],
            0.2,
            [1.0, 0.75],
        ),
        "RECTANGLE" => (vec![box_of(0.88, 0.38)], 0.12, [1.0, 0.5]),
        "SQUARE" => (vec![box_of(0.84, 0.84)], 0.16, [1.0, 1.0]),
        "DIAMOND" => (vec![regular(4, [0.9, 0.6])], 0.1, [1.0, 0.7]),
        "TRIANGLE" => (vec![regular(3, [0.8, 0.8])], 0.2, [1.0, 1.0]),
        "PENTAGON" => (vec![regular(5, [0.85, 0.85])], 0.15, [1.0, 1.0]),
        "HEXAGON" => (vec![regular(6, [0.88, 0.88])], 0.12, [1.0, 1.0]),
        "HEPTAGON" => (vec![regular(7, [0.9, 0.9])], 0.1, [1.0, 1.0]),
        "OCTAGON" => (vec![regular(8, [0.92, 0.92])], 0.08, [1.0, 1.0]),
        "TRAPEZOID" => (
            vec![vec![[-0.9, 0.5], [0.9, 0.5], [0.55, -0.5], [-0.55, -0.5]]],
            0.1,
            [1.0, 0.6],
        ),
        "SEMI-CIRCLE" => (
            vec![shifted(arc([0.0, 0.0], [0.92, 0.92], PI, TAU), 0.46)],
            0.08,
            [1.0, 0.54],
        ),
        "TEAR" => {
            let mut drop = arc([-0.35, 0.0], [0.55, 0.55], 0.3 * PI, 1.7 * PI);
            drop.push([0.9, 0.0]);
            (vec![drop], 0.1, [1.0, 0.65])
        }
        "BULLET" => {
            let mut bullet = arc([0.5, 0.0], [0.42, 0.42], -0.5 * PI, 0.5 * PI);
            bullet.extend([[-0.92, 0.42], [-0.92, -0.42]]);
            (vec![bullet], 0.08, [1.0, 0.5])
        }
        "DOUBLE" => (
            vec![vec![[-0.46, 0.0]], vec![[0.46, 0.0]]],
            0.54,
            [1.0, 0.54],
        ),
        "CLOVER" => {
            let leaves = [[-0.45, 0.0], [0.45, 0.0], [0.0, -0.45], [0.0, 0.45]];
            (
                leaves.into_iter().map(|leaf| vec![leaf]).collect(),
                0.55,
                [1.0, 1.0],
            )
        }
        "GEAR" => {
            let tooth = |i: u16| if i % 4 < 2 { 0.95 } else { 0.82 };
            let angle = |i: u16| f32::from(i) / 40.0 * TAU;
            (
                vec![
                    (0..40)
                        .map(|i| [tooth(i) * angle(i).cos(), tooth(i) * angle(i).sin()])
                        .collect(),
                ],
                0.05,
                [1.0, 1.0],
            )
        }
        _ => (vec![vec![[0.0, 0.0]]], 1.0, [1.0, 1.0]),
    }
}

fn arc(center: Point, half: Point, from: f32, to: f32) -> Vec<Point> {
    let angles = (0..=72).map(|step| from + (to - from) * step as f32 / 72.0);
    angles
        .map(|angle| {
            [
                center[0] + half[0] * angle.cos(),
                center[1] + half[1] * angle.sin(),
            ]
        })
        .collect()
}

/// A polygon of `sides` equal sides standing on one of them.
fn regular(sides: u16, half: Point) -> Vec<Point> {
    let turn = if sides == 4 { 0.0 } else { -PI / 2.0 };
    let angles = (0..sides).map(|side| turn + f32::from(side) / f32::from(sides) * TAU);
    angles
        .map(|angle| [half[0] * angle.cos(), half[1] * angle.sin()])
        .collect()
}

fn box_of(x: f32, y: f32) -> Vec<Point> {
    vec![[-x, -y], [x, -y], [x, y], [-x, y]]
}

fn shifted(points: Vec<Point>, down: f32) -> Vec<Point> {
    points.into_iter().map(|[x, y]| [x, y + down]).collect()
}

/// Signed distance to a closed polygon (a point and a line count as polygons without inside).
fn to_polygon(core: &[Point], at: Point) -> f32 {
    let ends = core.iter().skip(1).chain(core.first());
    let (mut squared, mut inside) = (f32::MAX, false);
    for (a, b) in core.iter().zip(ends) {
        let (edge, to) = ([b[0] - a[0], b[1] - a[1]], [at[0] - a[0], at[1] - a[1]]);
        let along =
            (to[0] * edge[0] + to[1] * edge[1]) / (edge[0] * edge[0] + edge[1] * edge[1]).max(1e-9);
        let along = along.clamp(0.0, 1.0);
        let off = [to[0] - edge[0] * along, to[1] - edge[1] * along];
        squared = squared.min(off[0] * off[0] + off[1] * off[1]);
        let crosses = (a[1] > at[1]) != (b[1] > at[1]);
        if crosses && at[0] < edge[0] * (at[1] - a[1]) / edge[1] + a[0] {
            inside = !inside;
        }
    }
    if inside {
        -squared.sqrt()
    } else {
        squared.sqrt()
    }
}
