//! Whether a camera still sees the tray from where it was calibrated: a small grey picture of the tray
//! at rest, against what is seen later.
//!
//! Patches of the one are looked for in the other by normalised correlation, which brightness does not
//! change. One shift, turn and scale is then fitted to where they went; patches that it does not
//! explain are covered by something and say nothing.

use image::RgbImage;

/// Pixels along the longer side.
const LONG: u32 = 112;
/// Side of a patch, and the step from one to the next, pixels.
const PATCH: usize = 16;
const STEP: usize = 10;
/// How far a patch is looked for, pixels.
const REACH: i32 = 11;
/// Reach of what counts as slow change of brightness, which light makes, pixels.
const SLOW: usize = 6;
/// Mean squared step of brightness along the direction in which a patch changes least: below it noise
/// would say where it lies, or it could slide along an edge.
const TEXTURE: f32 = 0.35;
/// Correlation from which a patch is found.
const FOUND: f32 = 0.7;
/// Two places whose correlations differ by less are as good as each other; the nearer one counts.
const AS_GOOD: f32 = 0.06;
/// Pixels by which a found patch may lie off the fitted map.
const FITS: f64 = 0.75;
/// Patches that are needed to say anything.
const FEWEST: usize = 6;
/// Part of the patches that must fit one map.
const AGREE: f64 = 0.35;
/// Part of the picture's longer side by which a corner must have moved. A scale wrong by 2 % moves
/// corners by more.
const MOVED: f64 = 0.01;

/// A tray with nothing on it, small and grey.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resting {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

/// What a later look at the tray says.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Agreement {
    /// The tray and what is around it are too plain to tell.
    TooPlain,
    /// Camera and tray are where they were.
    InPlace,
    /// A corner of the picture went by this part of its longer side.
    Moved(f64),
    /// Next to nothing is where it was, nor moved together.
    Unlike,
}

impl Resting {
    /// The tray in a picture.
    pub fn of(pixels: &RgbImage) -> Self {
        let (wide, high) = pixels.dimensions();
        let long = wide.max(high).max(1);
        let small = |side: u32| ((side * LONG + long / 2) / long).max(1) as usize;
        let (width, height) = (small(wide), small(high));
        let mut sums = vec![(0u64, 0u64); width * height];
        for (y, row) in pixels.rows().enumerate() {
            let down = y * height / high.max(1) as usize * width;
            for (x, pixel) in row.enumerate() {
                let [red, green, blue] = pixel.0.map(u64::from);
                let place = down + x * width / wide.max(1) as usize;
                if let Some((sum, taken)) = sums.get_mut(place) {
                    *sum += 299 * red + 587 * green + 114 * blue;
                    *taken += 1000;
                }
            }
        }
        let mean = |(sum, taken): (u64, u64)| ((sum + taken / 2) / taken.max(1)).min(255) as u8;
        Self {
            width,
            height,
            grey: sums.into_iter().map(mean).collect(),
        }
    }

    /// Width of the small picture, pixels.
    pub fn width(&self) -> u32 {
        self.width as u32
    }

    /// Two hexadecimal digits a pixel, row by row, as the record keeps it.
    pub fn to_hex(&self) -> String {
        hex::encode(&self.grey)
    }

    /// `None` where the text is no such picture.
    pub fn from_hex(width: u32, text: &str) -> Option<Self> {
        let grey = hex::decode(text).ok()?;
        let width = width as usize;
        let rows = grey.len().checked_div(width)?;
        let whole = rows > 0 && rows <= LONG as usize && rows * width == grey.len();
        whole.then_some(Self {
            width,
            height: rows,
            grey,
        })
    }

    /// What `now` says of a camera that saw this when it was calibrated.
    pub fn compare(&self, now: &Self) -> Agreement {
        if (self.width, self.height) != (now.width, now.height) {
            return Agreement::Unlike;
        }
        let (then, now) = (Relief::of(self), Relief::of(now));
        let patches = then.patches();
        if patches.len() < FEWEST {
            return Agreement::TooPlain;
        }
        let went: Vec<Went> = patches
            .iter()
            .filter_map(|&from| then.find(from, &now))
            .collect();
        let needed = FEWEST.max((AGREE * patches.len() as f64).ceil() as usize);
        let corner = [self.width, self.height].map(|side| side as f64 / 2.0);
        match Map::fitted(&went, needed) {
            None => Agreement::Unlike,
            Some(map) => {
                let by = map.most(corner) / f64::from(LONG);
                if by > MOVED {
                    Agreement::Moved(by)
                } else {
                    Agreement::InPlace
                }
            }
        }
    }

    /// Whether there is enough in it to tell whether the camera was moved.
    pub fn tells(&self) -> bool {
        Relief::of(self).patches().len() >= FEWEST
    }
}

/// Brightness without its slow changes.
struct Relief {
    width: usize,
    height: usize,
    levels: Vec<f32>,
}

/// A patch from its place to where it is found, both from the middle of the picture, pixels.
#[derive(Clone, Copy)]
struct Went {
    from: [f64; 2],
    to: [f64; 2],
}

impl Relief {
    fn of(picture: &Resting) -> Self {
        let (width, height) = (picture.width, picture.height);
        let raw: Vec<f32> = picture.grey.iter().map(|&level| f32::from(level)).collect();
        let fine = means(&raw, [width, height], 1);
        let slow = means(&raw, [width, height], SLOW);
        Self {
            width,
            height,
            levels: fine
                .iter()
                .zip(slow)
                .map(|(fine, slow)| fine - slow)
                .collect(),
        }
    }

    fn at(&self, x: usize, y: usize) -> f32 {
        self.levels.get(y * self.width + x).copied().unwrap_or(0.0)
    }

    /// Top left corners of the patches that can be found again.
    fn patches(&self) -> Vec<[usize; 2]> {
        let places = |side: usize| (1..(side + 1).saturating_sub(PATCH + 1)).step_by(STEP);
        let all = places(self.height).flat_map(|y| places(self.width).map(move |x| [x, y]));
        all.filter(|&patch| self.texture(patch) > TEXTURE).collect()
    }

    /// The lesser eigenvalue of the structure tensor of a patch, a pixel.
    fn texture(&self, [left, top]: [usize; 2]) -> f32 {
        let (mut across, mut down, mut both) = (0.0, 0.0, 0.0);
        for y in top..top + PATCH {
            for x in left..left + PATCH {
                let dx = (self.at(x + 1, y) - self.at(x - 1, y)) / 2.0;
                let dy = (self.at(x, y + 1) - self.at(x, y - 1)) / 2.0;
                across += dx * dx;
                down += dy * dy;
                both += dx * dy;
            }
        }
        let mean = f32::midpoint(across, down);
        let half = ((across - down) / 2.0).hypot(both);
        (mean - half) / (PATCH * PATCH) as f32
    }

    /// Correlation of a patch with the one of `now` that lies `by` further; every `step`th pixel.
    fn alike(&self, [left, top]: [usize; 2], now: &Self, by: [i32; 2], step: usize) -> f32 {
        let place = |from: usize, by: i32, side: usize| {
            let to = from.checked_add_signed(by as isize)?;
            (to + PATCH <= side).then_some(to)
        };
        let (Some(to_x), Some(to_y)) =
            (place(left, by[0], now.width), place(top, by[1], now.height))
        else {
            return -1.0;
        };
        let (mut n, mut a, mut b, mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for y in (0..PATCH).step_by(step) {
            for x in (0..PATCH).step_by(step) {
                let (then, now) = (self.at(left + x, top + y), now.at(to_x + x, to_y + y));
                n += 1.0;
                a += then;
                b += now;
                aa += then * then;
                bb += now * now;
                ab += then * now;
            }
        }
        let spread: f32 = (aa - a * a / n) * (bb - b * b / n);
        if spread > 1e-6 {
            (ab - a * b / n) / spread.sqrt()
        } else {
            0.0
        }
    }

    /// Where `now` shows a patch: of the places that are as good as the best, the nearest to where it
    /// was, so that what repeats does not seem to move.
    fn find(&self, patch: [usize; 2], now: &Self) -> Option<Went> {
        let side = (2 * REACH + 1) as usize;
        let shift = |place: usize| [place % side, place / side].map(|step| step as i32 - REACH);
        let rough: Vec<f32> = (0..side * side)
            .map(|place| self.alike(patch, now, shift(place), 2))
            .collect();
        let best = rough.iter().copied().fold(f32::MIN, f32::max);
        let is_peak = |place: usize| {
            let here = rough.get(place).copied().unwrap_or(-1.0);
            let [x, y] = [place % side, place / side];
            let inside = x > 0 && y > 0 && x + 1 < side && y + 1 < side;
            inside
                && here >= best - AS_GOOD
                && [y - 1, y, y + 1].into_iter().all(|row| {
                    let around = rough.get(row * side + x - 1..row * side + x + 2);
                    around.is_some_and(|around| around.iter().all(|other| *other <= here))
                })
        };
        let [x, y] = (0..side * side)
            .filter(|&place| is_peak(place))
            .map(shift)
            .min_by_key(|[x, y]| x * x + y * y)?;
        let fine = |dx: i32, dy: i32| self.alike(patch, now, [x + dx, y + dy], 1);
        let middle = fine(0, 0);
        if middle < FOUND {
            return None;
        }
        // The top of the parabola through three neighbors.
        let top = |before: f32, after: f32| {
            let bend = before + after - 2.0 * middle;
            if bend < -1e-6 {
                f64::from(((before - after) / (2.0 * bend)).clamp(-0.5, 0.5))
            } else {
                0.0
            }
        };
        let by = [
            f64::from(x) + top(fine(-1, 0), fine(1, 0)),
            f64::from(y) + top(fine(0, -1), fine(0, 1)),
        ];
        let half = (PATCH as f64 - 1.0) / 2.0;
        let sides = [self.width, self.height];
        let from = [0, 1].map(|axis: usize| {
            let (place, side) = (patch.get(axis), sides.get(axis));
            place.zip(side).map_or(0.0, |(place, side)| {
                *place as f64 + half - (*side as f64 - 1.0) / 2.0
            })
        });
        let ([from_x, from_y], [by_x, by_y]) = (from, by);
        Some(Went {
            from,
            to: [from_x + by_x, from_y + by_y],
        })
    }
}

/// Means over squares that reach `reach` pixels to each side, cut at the edges.
fn means(levels: &[f32], [width, height]: [usize; 2], reach: usize) -> Vec<f32> {
    let line = |levels: &[f32], at: &dyn Fn(usize, usize) -> usize, lines: usize, long: usize| {
        let mut out = vec![0.0; levels.len()];
        for line in 0..lines {
            for place in 0..long {
                let span = place.saturating_sub(reach)..(place + reach + 1).min(long);
                let count = span.len() as f32;
                let sum: f32 = span.filter_map(|place| levels.get(at(line, place))).sum();
                if let Some(mean) = out.get_mut(at(line, place)) {
                    *mean = sum / count;
                }
            }
        }
        out
    };
    let across = line(levels, &|y, x| y * width + x, height, width);
    line(&across, &|x, y| y * width + x, width, height)
}

/// A shift, a turn and a scale: `to = [a x - b y + tx, b x + a y + ty]`.
#[derive(Clone, Copy)]
struct Map {
    a: f64,
    b: f64,
    t: [f64; 2],
}

impl Map {
    /// The map that most patches fit, if at least `needed` do.
    fn fitted(went: &[Went], needed: usize) -> Option<Self> {
        let mut best: Vec<Went> = Vec::new();
        for (place, first) in went.iter().enumerate() {
            for second in went.iter().skip(place + 1) {
                let Some(map) = Self::through(&[*first, *second]) else {
                    continue;
                };
                let fit: Vec<Went> = went.iter().filter(|one| map.fits(one)).copied().collect();
                if fit.len() > best.len() {
                    best = fit;
                }
            }
        }
        let map = (best.len() >= needed).then(|| Self::through(&best))??;
        (went.iter().filter(|one| map.fits(one)).count() >= needed).then_some(map)
    }

    /// By least squares; none for patches that lie too close to each other to tell a turn.
    fn through(went: &[Went]) -> Option<Self> {
        let count = went.len() as f64;
        let mean = |of: fn(&Went) -> [f64; 2]| {
            let sum = went
                .iter()
                .map(of)
                .fold([0.0; 2], |[x, y], [dx, dy]| [x + dx, y + dy]);
            sum.map(|sum| sum / count)
        };
        let ([fx, fy], [tx, ty]) = (mean(|one| one.from), mean(|one| one.to));
        let (mut spread, mut along, mut turned) = (0.0, 0.0, 0.0);
        for Went {
            from: [x, y],
            to: [u, v],
        } in went
        {
            let ([x, y], [u, v]) = ([x - fx, y - fy], [u - tx, v - ty]);
            spread += x * x + y * y;
            along += x * u + y * v;
            turned += x * v - y * u;
        }
        if spread / count < 100.0 {
            return None;
        }
        let (a, b) = (along / spread, turned / spread);
        Some(Self {
            a,
            b,
            t: [tx - (a * fx - b * fy), ty - (b * fx + a * fy)],
        })
    }

    fn to(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let [tx, ty] = self.t;
        [self.a * x - self.b * y + tx, self.b * x + self.a * y + ty]
    }

    fn fits(&self, one: &Went) -> bool {
        let ([x, y], [u, v]) = (self.to(one.from), one.to);
        (x - u).hypot(y - v) <= FITS
    }

    /// By how much the corner that goes furthest goes, pixels.
    fn most(&self, [x, y]: [f64; 2]) -> f64 {
        [[x, y], [-x, y], [x, -y], [-x, -y]]
            .map(|corner| {
                let ([x, y], [u, v]) = (corner, self.to(corner));
                (x - u).hypot(y - v)
            })
            .into_iter()
            .fold(0.0, f64::max)
    }
}
