//! What a place on the tray looks like, coarsely, so that a pill nobody touched is not looked at again.

use image::RgbImage;

use crate::vision::Bounds;

/// Cells along each side of a patch.
const CELLS: u32 = 24;
/// Each cell is the mean of so many samples along each side.
const SAMPLES: u32 = 2;
/// Part of the pill's box that is added on each side: its edge shows best whether it moved.
const MARGIN: f32 = 0.1;
/// Mean difference of two patches, levels of 255, up to which nothing happened there. Noise and
/// JPEG stay below 2; a pill that moved by a thirtieth of its length is above.
const UNTOUCHED: f32 = 3.0;

/// Red, green and blue of the cells of a box, row by row, 0 to 255.
#[derive(Clone, Debug)]
pub struct Patch(Vec<[f32; 3]>);

impl Patch {
    /// What lies in and just around a box of the picture.
    pub fn of(picture: &RgbImage, bounds: Bounds) -> Self {
        let [x, y, width, height] =
            [bounds.x, bounds.y, bounds.width, bounds.height].map(|v| v as f32);
        let steps = CELLS * SAMPLES;
        let place = |from: f32, length: f32, step: u32, last: u32| {
            let along = (step as f32 + 0.5) / steps as f32;
            let at = from - MARGIN * length + along * length * (1.0 + 2.0 * MARGIN);
            at.clamp(0.0, last.saturating_sub(1) as f32) as u32
        };
        let mut cells = vec![[0.0; 3]; (CELLS * CELLS) as usize];
        for row in 0..steps {
            let down = place(y, height, row, picture.height());
            for column in 0..steps {
                let along = place(x, width, column, picture.width());
                let cell = (row / SAMPLES * CELLS + column / SAMPLES) as usize;
                let pixel = picture.get_pixel_checked(along, down);
                if let (Some(cell), Some(pixel)) = (cells.get_mut(cell), pixel) {
                    for (sum, level) in cell.iter_mut().zip(pixel.0) {
                        *sum += f32::from(level);
                    }
                }
            }
        }
        let share = (SAMPLES * SAMPLES) as f32;
        let means = cells.into_iter().map(|cell| cell.map(|sum| sum / share));
        Self(means.collect())
    }

    /// Whether both show the same, the light apart: a cloud before the window moves no pill.
    pub fn is_untouched(&self, now: &Self) -> bool {
        let all = |patch: &Self| -> Vec<f32> { patch.0.iter().flatten().copied().collect() };
        let count = (3 * self.0.len()).max(1) as f32;
        let steps: Vec<f32> = all(self)
            .into_iter()
            .zip(all(now))
            .map(|(was, is)| is - was)
            .collect();
        let light = steps.iter().sum::<f32>() / count;
        let differ = steps.iter().map(|step| (step - light).abs()).sum::<f32>();
        differ / count <= UNTOUCHED
    }
}
