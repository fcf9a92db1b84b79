//! Hulls and the rectangle that says where a pill lies and how it is turned.
//!
//! Coordinates are continuous, in pixels with y downwards: pixel i covers [i, i + 1).

/// A point, pixels.
pub type Point = [f64; 2];

/// The rectangle of least area around a pill's hull.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TurnedRect {
    pub center: Point,
    /// Length of the longer side, pixels.
    pub long: f64,
    /// Length of the shorter side, pixels.
    pub short: f64,
    /// Direction of the longer side, degrees in [-90, 90), clockwise positive because y points down.
    pub angle_deg: f64,
}

/// Twice the area of the triangle `o`, `a`, `b`; positive when they turn clockwise on the screen.
fn cross(o: Point, a: Point, b: Point) -> f64 {
    (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])
}

/// The convex hull, clockwise on the screen, without points in the middle of an edge (Andrew's
/// monotone chain).
pub fn convex_hull(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    points.dedup();
    if points.len() < 3 {
        return points;
    }
    let mut hull = half_hull(points.iter().copied());
    hull.extend(half_hull(points.iter().rev().copied()));
    hull
}

/// One side of the hull, without its last point, which begins the other side.
fn half_hull(points: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut chain: Vec<Point> = Vec::new();
    for point in points {
        while let [.., before, last] = chain.as_slice()
            && cross(*before, *last, point) <= 0.0
        {
            chain.pop();
        }
        chain.push(point);
    }
    chain.pop();
    chain
}

/// Each corner of a closed outline with the one after it.
fn edges(outline: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    outline
        .iter()
        .copied()
        .zip(outline.iter().copied().cycle().skip(1))
}

/// Area inside a closed outline, square pixels.
pub fn area(outline: &[Point]) -> f64 {
    let twice: f64 = edges(outline).map(|(a, b)| a[0] * b[1] - a[1] * b[0]).sum();
    twice.abs() / 2.0
}

/// The rectangle of least area around a convex hull: one of its sides lies along a hull edge, so
/// every edge is tried. `None` for fewer than three corners, which enclose nothing.
pub fn min_area_rect(hull: &[Point]) -> Option<TurnedRect> {
    if hull.len() < 3 {
        return None;
    }
    edges(hull)
        .map(|(a, b)| rect_along(hull, [b[0] - a[0], b[1] - a[1]]))
        .min_by(|a, b| (a.long * a.short).total_cmp(&(b.long * b.short)))
}

/// The rectangle around a hull with a side along that edge.
fn rect_along(hull: &[Point], edge: Point) -> TurnedRect {
    let length = edge[0].hypot(edge[1]);
    let (cos, sin) = (edge[0] / length, edge[1] / length);
    let (along_from, along_to) = extent(hull, [cos, sin]);
    let (across_from, across_to) = extent(hull, [-sin, cos]);
    let (u, v) = (
        f64::midpoint(along_from, along_to),
        f64::midpoint(across_from, across_to),
    );
    let (width, height) = (along_to - along_from, across_to - across_from);
    let degrees = sin.atan2(cos).to_degrees() + if width < height { 90.0 } else { 0.0 };
    TurnedRect {
        center: [u * cos - v * sin, u * sin + v * cos],
        long: width.max(height),
        short: width.min(height),
        angle_deg: half_turn(degrees),
    }
}

/// Least and greatest reach of points along a direction.
pub fn extent(points: &[Point], direction: Point) -> (f64, f64) {
    points
        .iter()
        .map(|p| p[0] * direction[0] + p[1] * direction[1])
        .fold(
            (f64::INFINITY, f64::NEG_INFINITY),
            |(least, greatest), reach| (least.min(reach), greatest.max(reach)),
        )
}

/// The angle of an undirected line, in [-90, 90).
pub fn half_turn(degrees: f64) -> f64 {
    (degrees + 90.0).rem_euclid(180.0) - 90.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned_corners(width: f64, height: f64, degrees: f64) -> Vec<Point> {
        let (sin, cos) = degrees.to_radians().sin_cos();
        [
            (-1.0, -1.0),
            (1.0, -1.0),
            (1.0, 1.0),
            (-1.0, 1.0),
            (0.3, 0.2),
        ]
        .map(|(x, y): (f64, f64)| (x * width / 2.0, y * height / 2.0))
        .map(|(x, y)| [50.0 + x * cos - y * sin, 40.0 + x * sin + y * cos])
        .to_vec()
    }

    #[test]
    fn a_turned_rectangle_is_found_again() {
        for degrees in (-90..90).step_by(15).map(f64::from) {
            for (width, height) in [(30.0, 10.0), (10.0, 30.0)] {
                let hull = convex_hull(turned_corners(width, height, degrees));
                assert_eq!(hull.len(), 4);
                assert!((area(&hull) - 300.0).abs() < 1e-9);
                let rect = min_area_rect(&hull).unwrap();
                assert!((rect.long - 30.0).abs() < 1e-9 && (rect.short - 10.0).abs() < 1e-9);
                assert!(
                    (rect.center[0] - 50.0).abs() < 1e-9 && (rect.center[1] - 40.0).abs() < 1e-9
                );
                let want = degrees + if width < height { 90.0 } else { 0.0 };
                let off = half_turn(rect.angle_deg - want);
                assert!(off.abs() < 1e-6, "{degrees}: {}", rect.angle_deg);
                assert!((-90.0..90.0).contains(&rect.angle_deg));
            }
        }
    }

    #[test]
    fn too_few_points_enclose_nothing() {
        for points in [
            vec![],
            vec![[1.0, 1.0]],
            vec![[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]],
        ] {
            assert_eq!(min_area_rect(&convex_hull(points)), None);
        }
    }
}
