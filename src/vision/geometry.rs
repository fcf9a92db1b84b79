//! Hulls and the rectangle that says where a pill lies and how it is turned.
//!
//! Coordinates are continuous, in pixels with y downwards: pixel i covers [i, i + 1).

/// A point, pixels.
pub type Point = [f64; 2];

/// A pill whose axes differ less than this has no long axis to turn by.
pub const ROUND_BELOW_ASPECT: f64 = 1.12;

/// The rectangle around a pill's hull, see [`rectangle`].
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

/// Middle of the area of a convex outline; none where it has none.
pub fn centroid(outline: &[Point]) -> Option<Point> {
    let next = outline.iter().cycle().skip(1);
    let (mut twice, mut sum) = (0.0, [0.0; 2]);
    for (a, b) in outline.iter().zip(next) {
        let cross = a[0] * b[1] - b[0] * a[1];
        twice += cross;
        for (sum, (a, b)) in sum.iter_mut().zip(a.iter().zip(b)) {
            *sum += cross * (a + b);
        }
    }
    (twice.abs() > f64::EPSILON).then(|| sum.map(|part| part / (3.0 * twice)))
}

/// How far a ray from inside a convex outline goes: the nearest crossing of an edge's line ahead.
pub fn reach(hull: &[Point], from: Point, ray: Point) -> f64 {
    hull.iter()
        .zip(hull.iter().cycle().skip(1))
        .filter_map(|(a, b)| {
            let edge = [b[0] - a[0], b[1] - a[1]];
            let toward = edge[0] * ray[1] - edge[1] * ray[0];
            let gap = edge[0] * (a[1] - from[1]) - edge[1] * (a[0] - from[0]);
            let distance = gap / toward;
            (toward.abs() > 1e-12 && distance > 0.0).then_some(distance)
        })
        .fold(f64::INFINITY, f64::min)
        .min(1e9)
}

/// Area of the hull around points, square pixels.
pub fn enclosed_area(points: Vec<Point>) -> f64 {
    area(&convex_hull(points))
}

/// The part of a convex outline that lies inside a convex hull (Sutherland and Hodgman 1974); both
/// clockwise on the screen.
pub fn clip(outline: &[Point], hull: &[Point]) -> Vec<Point> {
    let mut outline = outline.to_vec();
    for (from, to) in edges(hull) {
        let mut kept = Vec::with_capacity(outline.len() + 1);
        for (a, b) in edges(&outline) {
            let (here, there) = (cross(from, to, a), cross(from, to, b));
            if here >= 0.0 {
                kept.push(a);
            }
            if (here >= 0.0) != (there >= 0.0) {
                let way = here / (here - there);
                kept.push([a[0] + (b[0] - a[0]) * way, a[1] + (b[1] - a[1]) * way]);
            }
        }
        outline = kept;
    }
    outline
}

/// How far two convex outlines, both clockwise on the screen, lie apart; 0 where they share anything.
pub fn gap(one: &[Point], other: &[Point]) -> f64 {
    if !clip(one, other).is_empty() {
        return 0.0;
    }
    let away = |point: Point, outline: &[Point]| {
        let each = edges(outline).map(|edge| from_edge(point, edge));
        each.fold(f64::INFINITY, f64::min)
    };
    let of_one = one.iter().map(|point| away(*point, other));
    let of_other = other.iter().map(|point| away(*point, one));
    of_one.chain(of_other).fold(f64::INFINITY, f64::min)
}

/// How far a point lies from the nearest one of an edge.
fn from_edge(point: Point, (from, to): (Point, Point)) -> f64 {
    let along = [to[0] - from[0], to[1] - from[1]];
    let way = [point[0] - from[0], point[1] - from[1]];
    let square = along[0].powi(2) + along[1].powi(2);
    let share = if square > 0.0 {
        ((way[0] * along[0] + way[1] * along[1]) / square).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (way[0] - share * along[0]).hypot(way[1] - share * along[1])
}

/// The rectangle around a convex hull along the pill's principal axis; around a pill that is about
/// as wide as long, which has none, the one of least area. `None` for fewer than three corners, which
/// enclose nothing.
pub fn rectangle(hull: &[Point]) -> Option<TurnedRect> {
    if hull.len() < 3 {
        return None;
    }
    if let Some(axis) = principal_axis(hull) {
        return Some(rect_along(hull, axis));
    }
    // One side of the least rectangle lies along an edge of the hull.
    edges(hull)
        .map(|(a, b)| {
            let length = (b[0] - a[0]).hypot(b[1] - a[1]);
            rect_along(hull, [(b[0] - a[0]) / length, (b[1] - a[1]) / length])
        })
        .min_by(|a, b| (a.long * a.short).total_cmp(&(b.long * b.short)))
}

/// Unit vector along the greater second moment of the area inside a hull; `None` when the two axes
/// of the ellipse with the same moments differ less than [`ROUND_BELOW_ASPECT`]. Steadier than the
/// least rectangle, whose side follows single corners.
fn principal_axis(hull: &[Point]) -> Option<Point> {
    let [from_x, from_y] = *hull.first()?;
    let near: Vec<Point> = hull.iter().map(|[x, y]| [x - from_x, y - from_y]).collect();
    let (mut area, mut first, mut second) = (0.0, [0.0; 2], [0.0; 3]);
    for ([x, y], [next_x, next_y]) in edges(&near) {
        let slice = x * next_y - next_x * y;
        area += slice / 2.0;
        first[0] += (x + next_x) * slice / 6.0;
        first[1] += (y + next_y) * slice / 6.0;
        second[0] += (x * x + x * next_x + next_x * next_x) * slice / 12.0;
        second[1] += (y * y + y * next_y + next_y * next_y) * slice / 12.0;
        second[2] += (x * next_y + 2.0 * (x * y + next_x * next_y) + next_x * y) * slice / 24.0;
    }
    let [x, y] = first.map(|sum| sum / area);
    let [xx, yy, xy] = second.map(|sum| sum / area);
    let (xx, yy, xy) = (xx - x * x, yy - y * y, xy - x * y);
    let (middle, spread) = (f64::midpoint(xx, yy), ((xx - yy) / 2.0).hypot(xy));
    let turn = (2.0 * xy).atan2(xx - yy) / 2.0;
    (middle + spread >= ROUND_BELOW_ASPECT.powi(2) * (middle - spread))
        .then(|| [turn.cos(), turn.sin()])
}

/// The rectangle around a hull with a side along that unit vector.
fn rect_along(hull: &[Point], [cos, sin]: Point) -> TurnedRect {
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
                let rect = rectangle(&hull).unwrap();
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
    fn outlines_are_clipped_to_what_they_share() {
        let square = |at: f64| {
            convex_hull(vec![
                [at, at],
                [at + 10.0, at],
                [at, at + 10.0],
                [at + 10.0, at + 10.0],
            ])
        };
        assert!((area(&clip(&square(0.0), &square(4.0))) - 36.0).abs() < 1e-9);
        assert!((area(&clip(&square(0.0), &square(0.0))) - 100.0).abs() < 1e-9);
        assert!(clip(&square(0.0), &square(30.0)).is_empty());
        let turned = convex_hull(turned_corners(4.0, 2.0, 20.0));
        let around = convex_hull(turned_corners(40.0, 20.0, 50.0));
        assert!((area(&clip(&turned, &around)) - 8.0).abs() < 1e-9);
        assert!((area(&clip(&around, &turned)) - 8.0).abs() < 1e-9);
    }

    #[test]
    fn a_gap_is_the_shortest_way_from_one_outline_to_the_other() {
        let square = |x: f64, y: f64| {
            let corners = [[0.0, 0.0], [10.0, 0.0], [0.0, 10.0], [10.0, 10.0]];
            convex_hull(corners.map(|[dx, dy]| [x + dx, y + dy]).to_vec())
        };
        for (x, y, apart) in [(4.0, 4.0, 0.0), (13.0, 5.0, 3.0), (13.0, -14.0, 5.0)] {
            let found = [
                gap(&square(0.0, 0.0), &square(x, y)),
                gap(&square(x, y), &square(0.0, 0.0)),
            ];
            assert!(
                found.iter().all(|gap| (gap - apart).abs() < 1e-9),
                "{found:?}"
            );
        }
    }

    #[test]
    fn a_square_lies_along_its_side() {
        let hull = convex_hull(turned_corners(20.0, 20.0, 30.0));
        let rect = rectangle(&hull).unwrap();
        assert!((rect.long - 20.0).abs() < 1e-9 && (rect.short - 20.0).abs() < 1e-9);
    }

    #[test]
    fn a_dent_in_an_ellipse_hardly_turns_it() {
        let mut ellipse: Vec<Point> = (0..60)
            .map(|step| f64::from(step) * std::f64::consts::TAU / 60.0)
            .map(|turn| [18.0 * turn.cos(), 11.0 * turn.sin()])
            .collect();
        ellipse.push([12.5, 9.5]);
        let rect = rectangle(&convex_hull(ellipse)).unwrap();
        assert!(rect.angle_deg.abs() < 2.0, "{}", rect.angle_deg);
        assert!((rect.long - 36.0).abs() < 0.4);
    }

    #[test]
    fn too_few_points_enclose_nothing() {
        for points in [
            vec![],
            vec![[1.0, 1.0]],
            vec![[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]],
        ] {
            assert_eq!(rectangle(&convex_hull(points)), None);
        }
    }
}
