//! Which frames are worth a look: a scene that lies still and is not the one looked at before.

use image::RgbImage;

use super::Frame;

/// Cells across and down, each the mean color of its part of the frame: noise averages out, a pill
/// that moves does not.
const CELLS: [u32; 2] = [64, 36];
/// Pixels taken into account are this far apart, in both directions.
const STRIDE: usize = 3;
/// Levels of 255 by which a cell differs when something moved in it.
const MOVED: f32 = 5.0;
/// What a level of red, green or blue alone counts of that: the edge of a strong color that is a little
/// less sharp changes one of them twice as much as its brightness.
const COLOR: f32 = 0.5;
/// Frames that must be alike before a scene counts as still.
const STILL: usize = 3;
/// Frames alike after which nobody seems to be at the tray: two seconds.
const RESTS_AFTER: u32 = 60;
/// At rest, one frame of so many is decoded: four a second, less than it takes to lay down a pill.
const OF: u32 = 8;
/// Where no fiftieth of a frame is as bright, it is too dark.
const DIM: f32 = 45.0;
/// Darker or lighter than these levels a camera tells nothing apart.
const TELLS: std::ops::RangeInclusive<f32> = 8.0..=247.0;

/// What a frame shows, beside those before it.
pub enum Sight {
    /// Something moves.
    Moving,
    /// The scene that was looked at before, and nothing moved since; nothing to do.
    Seen,
    /// A new scene lies still: the best of its frames (sharp, well exposed, least moved).
    New(Frame),
}

/// Follows a feed frame by frame.
#[derive(Default)]
pub struct Scene {
    last: Cells,
    /// The scene looked at before.
    looked_at: Cells,
    /// The frames alike so far, with how good each is.
    alike: Vec<(f32, Frame)>,
}

impl Scene {
    /// Looks at the next frame.
    pub fn look(&mut self, frame: &Frame) -> Sight {
        let cells = frame.cells();
        let moved = cells.differ(&self.last);
        self.last.clone_from(cells);
        if moved > MOVED {
            // A pill that was turned in its place may look the same from here.
            self.forget();
            self.alike.clear();
            return Sight::Moving;
        }
        if cells.differ(&self.looked_at) <= MOVED {
            self.alike.clear();
            return Sight::Seen;
        }
        let good = sharpness(&frame.pixels) * cells.exposed() / (1.0 + moved / MOVED);
        self.alike.push((good, frame.clone()));
        if self.alike.len() < STILL {
            return Sight::Moving;
        }
        self.looked_at.clone_from(cells);
        let best = self.alike.drain(..).max_by(|a, b| a.0.total_cmp(&b.0));
        best.map_or(Sight::Moving, |(_, frame)| Sight::New(frame))
    }

    /// Looks at the same scene again, if it still lies there.
    pub fn forget(&mut self) {
        self.looked_at = Cells::default();
    }
}

/// Saves work while nothing happens: most frames are not even decoded, and none is shown again.
#[derive(Default)]
pub(super) struct Rest {
    /// The frame shown last.
    shown: Cells,
    /// Frames like it since.
    alike: u32,
}

impl Rest {
    fn is_at_rest(&self) -> bool {
        self.alike >= RESTS_AFTER
    }

    /// Whether the next frame may be dropped unseen.
    pub fn passes_over(&mut self) -> bool {
        let passes_over = self.is_at_rest() && !self.alike.is_multiple_of(OF);
        if passes_over {
            self.alike = self.alike.wrapping_add(1).max(RESTS_AFTER);
        }
        passes_over
    }

    /// Whether a frame shows anything that the last one shown does not, or somebody may be there.
    pub fn is_worth_showing(&mut self, frame: &Frame) -> bool {
        let cells = frame.cells();
        if cells.differ(&self.shown) > MOVED {
            self.alike = 0;
        } else {
            self.alike = self.alike.wrapping_add(1);
        }
        let worth = !self.is_at_rest();
        if worth {
            self.shown.clone_from(cells);
        }
        worth
    }
}

/// Mean red, green and blue of each part of a frame, 0 to 255: a pill may be exchanged for one that is as
/// bright.
#[derive(Clone, Default, Debug)]
pub(super) struct Cells(Vec<[f32; 3]>);

impl Cells {
    pub fn of(pixels: &RgbImage) -> Self {
        let (width, height) = pixels.dimensions();
        let cell = |at: u32, cells: u32, size: u32| (at * cells / size.max(1)) as usize;
        let count = (CELLS[0] * CELLS[1]) as usize;
        let mut sums = vec![([0_u32; 3], 0_u32); count];
        for (y, row) in pixels.rows().enumerate().step_by(STRIDE) {
            let down = cell(y as u32, CELLS[1], height) * CELLS[0] as usize;
            for (x, pixel) in row.enumerate().step_by(STRIDE) {
                if let Some((sum, taken)) = sums.get_mut(down + cell(x as u32, CELLS[0], width)) {
                    for (sum, level) in sum.iter_mut().zip(pixel.0) {
                        *sum += u32::from(level);
                    }
                    *taken += 1;
                }
            }
        }
        let means = sums
            .iter()
            .map(|(sum, taken)| sum.map(|sum| sum as f32 / (*taken).max(1) as f32));
        Self(means.collect())
    }

    /// By how many levels the part that changed most did; endless where one is of no frame.
    fn differ(&self, other: &Self) -> f32 {
        if self.0.len() != other.0.len() || self.0.is_empty() {
            return f32::INFINITY;
        }
        let cells = self.0.iter().zip(&other.0);
        let steps = cells.map(|([r, g, b], [red, green, blue])| {
            let step = [r - red, g - green, b - blue];
            let color = step.into_iter().map(f32::abs).fold(0.0, f32::max);
            luma(step).abs().max(color * COLOR)
        });
        steps.fold(0.0, f32::max)
    }

    /// Whether a pill can be seen in the light that it was taken in.
    pub fn is_lit(&self) -> bool {
        let bright = self.0.iter().filter(|mean| luma(**mean) >= DIM).count();
        bright * 50 > self.0.len() && self.exposed() > 0.5
    }

    /// Part of the frame that is neither black nor clipped.
    fn exposed(&self) -> f32 {
        let levels = self.0.iter().map(|mean| luma(*mean));
        let exposed = levels.filter(|level| TELLS.contains(level)).count();
        exposed as f32 / self.0.len().max(1) as f32
    }
}

/// How much neighboring pixels differ, in squared levels: blur and motion make it small.
fn sharpness(pixels: &RgbImage) -> f32 {
    let mut sum = 0.0;
    let mut pairs = 0.0_f32;
    for row in pixels.rows().step_by(STRIDE) {
        let brightness: Vec<f32> = row.map(|pixel| luma(pixel.0.map(f32::from))).collect();
        for pair in brightness.windows(2) {
            if let [one, next] = pair {
                sum += (next - one).powi(2);
                pairs += 1.0;
            }
        }
    }
    sum / pairs.max(1.0)
}

/// Rec. 601 brightness.
fn luma([red, green, blue]: [f32; 3]) -> f32 {
    0.299 * red + 0.587 * green + 0.114 * blue
}
