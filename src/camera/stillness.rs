//! Which frames are worth a look: a scene that lies still and is not the one looked at before.

use image::RgbImage;

use super::Frame;

/// Cells across and down, each the mean of its part of the frame: noise averages out, a pill
/// that moves does not.
const CELLS: [u32; 2] = [64, 36];
/// Pixels taken into account are this far apart, in both directions.
const STRIDE: usize = 3;
/// Levels of 255 by which a cell differs when something moved in it.
const MOVED: f32 = 5.0;
/// Frames that must be alike before a scene counts as still.
const STILL: usize = 4;

/// What a frame shows, beside those before it.
pub enum Sight {
    /// Something moves.
    Moving,
    /// The scene that was looked at before; nothing to do.
    Seen,
    /// A new scene lies still: the sharpest of its frames.
    New(Frame),
}

/// Follows a feed frame by frame.
#[derive(Default)]
pub struct Scene {
    last: Vec<f32>,
    /// The scene looked at before.
    looked_at: Vec<f32>,
    /// The frames alike so far, with their sharpness.
    alike: Vec<(f32, Frame)>,
}

impl Scene {
    /// Looks at the next frame.
    pub fn look(&mut self, frame: &Frame) -> Sight {
        let cells = cells(&frame.pixels);
        let moved = differ(&cells, &self.last);
        self.last.clone_from(&cells);
        if moved {
            self.alike.clear();
            return Sight::Moving;
        }
        if !differ(&cells, &self.looked_at) {
            self.alike.clear();
            return Sight::Seen;
        }
        self.alike.push((sharpness(&frame.pixels), frame.clone()));
        if self.alike.len() < STILL {
            return Sight::Moving;
        }
        self.looked_at = cells;
        let best = self.alike.drain(..).max_by(|a, b| a.0.total_cmp(&b.0));
        best.map_or(Sight::Moving, |(_, frame)| Sight::New(frame))
    }

    /// Looks at the same scene again, if it still lies there.
    pub fn forget(&mut self) {
        self.looked_at.clear();
    }
}

/// Whether anything moved between two scenes, or one is of another size.
fn differ(one: &[f32], other: &[f32]) -> bool {
    one.len() != other.len()
        || one
            .iter()
            .zip(other)
            .any(|(one, other)| (one - other).abs() > MOVED)
}

/// Mean brightness of each cell, 0 to 255.
fn cells(pixels: &RgbImage) -> Vec<f32> {
    let (width, height) = pixels.dimensions();
    let cell = |at: u32, cells: u32, size: u32| (at * cells / size.max(1)) as usize;
    let count = (CELLS[0] * CELLS[1]) as usize;
    let mut sums = vec![(0.0_f32, 0.0_f32); count];
    for (y, row) in pixels.rows().enumerate().step_by(STRIDE) {
        let down = cell(y as u32, CELLS[1], height) * CELLS[0] as usize;
        for (x, pixel) in row.enumerate().step_by(STRIDE) {
            if let Some((sum, taken)) = sums.get_mut(down + cell(x as u32, CELLS[0], width)) {
                *sum += luma(pixel.0);
                *taken += 1.0;
            }
        }
    }
    sums.iter()
        .map(|(sum, taken)| sum / taken.max(1.0))
        .collect()
}

/// How much neighboring pixels differ, in squared levels: blur and motion make it small.
fn sharpness(pixels: &RgbImage) -> f32 {
    let mut sum = 0.0;
    let mut pairs = 0.0_f32;
    for row in pixels.rows().step_by(STRIDE) {
        let brightness: Vec<f32> = row.map(|pixel| luma(pixel.0)).collect();
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
fn luma([red, green, blue]: [u8; 3]) -> f32 {
    0.299 * f32::from(red) + 0.587 * f32::from(green) + 0.114 * f32::from(blue)
}
