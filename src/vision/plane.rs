//! The tray's plane: from the pixels of a photograph to millimetres on the tray.

use super::geometry::{Point, convex_hull, enclosed_area, rectangle};

/// A point of the photograph and the same point on the tray, millimetres.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Pair {
    pub pixel: Point,
    pub place: Point,
}

/// How a lens bends straight lines: one radial term around the middle of the picture, the
/// division model of Fitzgibbon (2001) to first order.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Lens {
    middle: Point,
    /// Half the picture's diagonal, pixels.
    reach: f64,
    /// By which share a corner of the picture lies too near to the middle.
    pub bend: f64,
}

impl Lens {
    /// Of a picture of that many pixels.
    pub fn new(width: u32, height: u32, bend: f64) -> Self {
        let middle = [f64::from(width) / 2.0, f64::from(height) / 2.0];
        Self {
            middle,
            reach: middle[0].hypot(middle[1]),
            bend,
        }
    }

    /// Where the point would lie in a picture without bend; in half diagonals from the middle.
    fn straight(&self, [x, y]: Point) -> Point {
        let [u, v] = [
            (x - self.middle[0]) / self.reach,
            (y - self.middle[1]) / self.reach,
        ];
        let stretch = 1.0 + self.bend * (u * u + v * v);
        [u * stretch, v * stretch]
    }
}

/// Map of one camera over one tray: the lens, then a perspective (homography).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Plane {
    lens: Lens,
    /// `[u, v, 1]` gives `[X, Y, W]`, and the place is `[X / W, Y / W]`. The last number
    /// is 1.
    matrix: Matrix,
}

impl Plane {
    /// The same scale everywhere, as from a camera that looks straight down.
    pub fn even(mm_per_px: f64) -> Self {
        Self {
            lens: Lens {
                middle: [0.0; 2],
                reach: 1.0,
                bend: 0.0,
            },
            matrix: [
                [mm_per_px, 0.0, 0.0],
                [0.0, mm_per_px, 0.0],
                [0.0, 0.0, 1.0],
            ],
        }
    }

    /// The map that fits the pairs best: least squares of the distances on the tray, by Newton's
    /// method from the linear solution. `None` for fewer than four pairs, or for pairs that do not
    /// span a plane.
    pub fn fit(lens: Lens, pairs: &[Pair]) -> Option<Self> {
        if pairs.len() < 4 {
            return None;
        }
        let points: Vec<(Point, Point)> = pairs
            .iter()
            .map(|pair| (lens.straight(pair.pixel), pair.place))
            .collect();
        let mut matrix = with_one(solve(linear_equations(&points))?);
        for _ in 0..NEWTON_STEPS {
            let Some(step) = solve(newton_equations(&points, &matrix)) else {
                break;
            };
            for (entry, change) in matrix.as_flattened_mut().iter_mut().zip(step) {
                *entry += change;
            }
        }
        matrix
            .as_flattened()
            .iter()
            .all(|entry| entry.is_finite())
            .then_some(Self { lens, matrix })
    }

    pub fn lens(&self) -> Lens {
        self.lens
    }

    /// A point of the photograph on the tray; `None` where that part of the picture does not show
    /// the tray's plane at all (at or beyond its horizon).
    pub fn to_tray(&self, pixel: Point) -> Option<Point> {
        let ([x, y], w) = project(&self.matrix, self.lens.straight(pixel));
        (w > 0.0 && x.is_finite() && y.is_finite()).then_some([x, y])
    }

    /// Length and width of an outline on the tray, millimetres.
    pub fn size_mm(&self, outline: &[Point]) -> Option<[f64; 2]> {
        let on_tray: Vec<Point> = outline
            .iter()
            .map(|point| self.to_tray(*point))
            .collect::<Option<_>>()?;
        let rect = rectangle(&convex_hull(on_tray))?;
        Some([rect.long, rect.short])
    }

    /// Millimetres that a pixel covers around a point of the photograph: the root of the area that
    /// a square pixel covers.
    pub fn mm_per_px(&self, pixel: Point) -> Option<f64> {
        let corners = [[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]];
        let around: Vec<Point> = corners
            .iter()
            .map(|off| self.to_tray([pixel[0] + off[0], pixel[1] + off[1]]))
            .collect::<Option<_>>()?;
        Some(enclosed_area(around).sqrt())
    }
}

/// From the linear solution it takes two or three.
const NEWTON_STEPS: usize = 6;
/// Numbers that a perspective map has.
const FREE: usize = 8;

type Matrix = [[f64; 3]; 3];

/// Normal equations, the right side in the last column.
type Equations = [[f64; FREE + 1]; FREE];

/// The place, and the W that it was divided by.
fn project(matrix: &Matrix, [u, v]: Point) -> (Point, f64) {
    let [along, across, depth] = matrix.map(|row| row[0] * u + row[1] * v + row[2]);
    ([along / depth, across / depth], depth)
}

fn with_one(numbers: [f64; FREE]) -> Matrix {
    let mut matrix = [[1.0; 3]; 3];
    for (entry, number) in matrix.as_flattened_mut().iter_mut().zip(numbers) {
        *entry = number;
    }
    matrix
}

/// X = a u + b v + c - g u X - h v X and likewise for Y: linear in the eight numbers.
fn linear_equations(points: &[(Point, Point)]) -> Equations {
    let mut sums = [[0.0; FREE + 1]; FREE];
    for ([u, v], [x, y]) in points {
        add(&mut sums, [*u, *v, 1.0, 0.0, 0.0, 0.0, -u * x, -v * x], *x);
        add(&mut sums, [0.0, 0.0, 0.0, *u, *v, 1.0, -u * y, -v * y], *y);
    }
    sums
}

fn newton_equations(points: &[(Point, Point)], matrix: &Matrix) -> Equations {
    let mut sums = [[0.0; FREE + 1]; FREE];
    for (pixel, place) in points {
        let (said, depth) = project(matrix, *pixel);
        let by = [pixel[0] / depth, pixel[1] / depth, 1.0 / depth];
        let bent = |said: f64| [-by[0] * said, -by[1] * said];
        let ([g_x, h_x], [g_y, h_y]) = (bent(said[0]), bent(said[1]));
        let (off_x, off_y) = (place[0] - said[0], place[1] - said[1]);
        add(
            &mut sums,
            [by[0], by[1], by[2], 0.0, 0.0, 0.0, g_x, h_x],
            off_x,
        );
        add(
            &mut sums,
            [0.0, 0.0, 0.0, by[0], by[1], by[2], g_y, h_y],
            off_y,
        );
    }
    sums
}

fn add(sums: &mut Equations, row: [f64; FREE], value: f64) {
    for (line, factor) in sums.iter_mut().zip(row) {
        for (sum, other) in line.iter_mut().zip(row.iter().chain([&value])) {
            *sum += factor * other;
        }
    }
}

/// Gaussian elimination with pivoting by rows; `None` where the equations do not determine all.
fn solve(mut equations: Equations) -> Option<[f64; FREE]> {
    for column in 0..FREE {
        let (_, below) = equations.split_at_mut_checked(column)?;
        let size = |row: &[f64; FREE + 1]| row.get(column).map_or(0.0, |entry| entry.abs());
        let largest = (0..below.len()).max_by(|&a, &b| {
            let at = |place: usize| below.get(place).map_or(0.0, size);
            at(a).total_cmp(&at(b))
        })?;
        below.swap(0, largest);
        let (first, rest) = below.split_first_mut()?;
        let pivot = *first.get(column)?;
        if pivot.abs() < 1e-12 {
            return None;
        }
        for row in rest {
            let factor = *row.get(column)? / pivot;
            for (entry, above) in row.iter_mut().zip(first.iter()) {
                *entry -= factor * above;
            }
        }
    }
    let mut found = [0.0; FREE];
    for (place, row) in equations.iter().enumerate().rev() {
        let known: f64 = row.iter().zip(found).map(|(a, b)| a * b).sum();
        let value = (row.last()? - known) / row.get(place)?;
        *found.get_mut(place)? = value;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A camera that looks at the tray from the side: near on the right.
    fn pixel([x, y]: Point) -> Point {
        let w = 1.0 + 0.002 * x - 0.0005 * y;
        [
            (80.0 + 4.1 * x + 0.3 * y) / w,
            (60.0 - 0.2 * x + 3.9 * y) / w,
        ]
    }

    fn grid() -> Vec<Pair> {
        let lines = [0.0, 40.0, 80.0, 120.0];
        let places = lines
            .iter()
            .flat_map(|&x| lines.iter().map(move |&y| [x, y]));
        places
            .map(|place| Pair {
                pixel: pixel(place),
                place,
            })
            .collect()
    }

    #[test]
    fn a_tilted_view_is_measured_as_on_the_tray() {
        let lens = Lens::new(640, 480, 0.0);
        for pairs in [grid(), vec![grid()[0], grid()[3], grid()[12], grid()[15]]] {
            let plane = Plane::fit(lens, &pairs).unwrap();
            let corners = [[30.0, 25.0], [46.0, 25.0], [46.0, 31.0], [30.0, 31.0]];
            let [long, short] = plane.size_mm(&corners.map(pixel)).unwrap();
            assert!((long - 16.0).abs() < 1e-6 && (short - 6.0).abs() < 1e-6);
            let near = plane.mm_per_px(pixel([120.0, 60.0])).unwrap();
            let far = plane.mm_per_px(pixel([0.0, 60.0])).unwrap();
            assert!((0.2..0.3).contains(&far) && near > far);
        }
    }

    #[test]
    fn a_bent_lens_is_straightened() {
        let lens = Lens::new(640, 480, 0.08);
        let bent = |straight: Point| {
            // Turned round by repetition.
            let mut at = straight;
            for _ in 0..60 {
                let off = [0, 1].map(|axis| (at[axis] - lens.middle[axis]) / lens.reach);
                let stretch = 1.0 + lens.bend * (off[0] * off[0] + off[1] * off[1]);
                at = [0, 1]
                    .map(|axis| lens.middle[axis] + (straight[axis] - lens.middle[axis]) / stretch);
            }
            at
        };
        let pairs: Vec<Pair> = grid()
            .into_iter()
            .map(|pair| Pair {
                pixel: bent(pair.pixel),
                ..pair
            })
            .collect();
        let worst = |lens| {
            let plane = Plane::fit(lens, &pairs).unwrap();
            pairs
                .iter()
                .map(|pair| {
                    let [x, y] = plane.to_tray(pair.pixel).unwrap();
                    (x - pair.place[0]).hypot(y - pair.place[1])
                })
                .fold(0.0, f64::max)
        };
        assert!(worst(lens) < 1e-6);
        assert!(worst(Lens::new(640, 480, 0.0)) > 0.2);
    }

    #[test]
    fn what_spans_no_plane_gives_no_map() {
        let lens = Lens::new(640, 480, 0.0);
        let line: Vec<Pair> = grid()
            .into_iter()
            .filter(|pair| (pair.place[0] - 40.0).abs() < 1.0)
            .collect();
        assert!(Plane::fit(lens, &line).is_none());
        assert!(Plane::fit(lens, &grid()[..3]).is_none());
    }

    #[test]
    fn beyond_the_horizon_nothing_is_measured() {
        let plane = Plane::fit(Lens::new(640, 480, 0.0), &grid()).unwrap();
        // 1 + 0.002 x = 0 lies 500 mm to the left of the corner.
        let horizon = 4.1 / 0.002;
        assert!(plane.to_tray([horizon * 0.5, 100.0]).is_some());
        assert!(plane.to_tray([horizon * 1.5, 100.0]).is_none());
    }
}
