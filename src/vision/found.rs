//! A pill as one look measured it: from the look's maps to the photograph.

use std::sync::Arc;

use image::RgbImage;

use super::color;
use super::cut::cut;
use super::geometry::{Point, TurnedRect, area, clip, convex_hull, extent, gap, rectangle};
use super::look::{LOOK, Look, Window, round_half_up};
use super::parts::{CELL, Maps, Part, is_sound, outline_points};
use super::photo::Photo;
use super::shape::ShapeEstimate;
use super::view::{Bounds, Mask, PillView};

/// Side of [`PillView::crop`], the classifier's input.
pub const CROP_SIDE: u32 = 160;
/// Photograph pixels.
const LEAST_WINDOW: i64 = 24;
/// Outlines that share this much of the smaller one are of the same pill.
const SAME: f64 = 0.5;
/// Part of its length by which the middle of a pill that lies still may differ from look to look,
/// and part of the larger area that the smaller one has: two pills seen as one have half of it.
const STILL: f64 = 0.15;
const COARSELY: f64 = 0.7;
/// Part of a piece that lies within the outline of its pill.
const WITHIN: f64 = 0.8;
/// Part of the median area that every pill has at least: those of the catalogue show 12 to 224 mm².
const SMALLEST: f64 = 0.05;
/// Part of the length of a pill that touches by which the pill that it touches may seem to lie apart: three
/// map pixels of a window around it.
const CONTACT: f64 = 0.06;

/// A pill as one look measured it, in photograph coordinates.
pub struct Found {
    rect: TurnedRect,
    hull: Vec<Point>,
    mask: Mask,
    /// Square photograph pixels.
    area: f64,
    touching: bool,
    /// Whether the maps show a pill there in every respect.
    pub sound: bool,
    /// The look ended before the pill did.
    pub cut_off: bool,
    /// Share of the side of a square look that its box fills.
    pub filled: f64,
}

impl Found {
    /// `None` for a part that encloses nothing.
    pub fn of(look: &Look, maps: &Maps, part: &Part) -> Option<Self> {
        let patch = &part.patch;
        let hull = convex_hull(
            outline_points(maps, patch)
                .into_iter()
                .map(|p| look.to_photo(p))
                .collect(),
        );
        let cell = |scale: f64| (f64::from(CELL) / scale) as f32;
        let corner = patch.at.map(|at| f64::from(at * CELL));
        Some(Self {
            rect: rectangle(&hull)?,
            area: area(&hull),
            hull,
            mask: Mask {
                origin: look.to_photo(corner).map(|v| v as f32),
                cell: look.scale.map(cell),
                cells: patch.mask.clone(),
            },
            touching: part.touching,
            sound: is_sound(maps, part),
            cut_off: patch.is_cut_off(maps),
            filled: patch.longer_side() / f64::from(LOOK),
        })
    }

    /// What the network sees in the padding around a photograph is no pill.
    pub fn is_inside(&self, photo: &RgbImage) -> bool {
        let [x, y] = self.rect.center;
        (0.0..f64::from(photo.width())).contains(&x)
            && (0.0..f64::from(photo.height())).contains(&y)
    }

    /// Whether both are the same pill.
    pub fn is_same(&self, other: &Self) -> bool {
        let [a, b] = [self, other].map(|found| corners(&found.hull));
        let apart =
            |axis: fn(&Point) -> f64| axis(&a[1]) <= axis(&b[0]) || axis(&b[1]) <= axis(&a[0]);
        !apart(|p| p[0])
            && !apart(|p| p[1])
            && area(&clip(&self.hull, &other.hull)) >= SAME * self.area.min(other.area)
    }

    /// Whether it is the pill that `view` outlines, lying as it lay, as far as a coarse look tells; or a
    /// piece of it, which a coarse look may take for a pill that touches the rest.
    pub fn lies_as(&self, view: &PillView) -> bool {
        let outline = view.hull();
        let known = area(&outline);
        if self.area < COARSELY * known && !view.touching {
            return area(&clip(&self.hull, &outline)) >= WITHIN * self.area;
        }
        let [x, y] = view.center.map(f64::from);
        let apart = (self.rect.center[0] - x).hypot(self.rect.center[1] - y);
        let (larger, smaller) = (known.max(self.area), known.min(self.area));
        !self.touching
            && !view.touching
            && apart < STILL * f64::from(view.long_px)
            && smaller >= COARSELY * larger
    }

    /// Where to look at it from near, so that its box fills that share of the side.
    pub fn window(&self, fill: f64) -> Window {
        let [[left, top], [right, bottom]] = corners(&self.hull);
        let side = ((right - left).max(bottom - top) / fill).ceil() as i64;
        let side = side.max(LEAST_WINDOW);
        let from = |a: f64, b: f64| round_half_up((a + b - side as f64) / 2.0);
        Window {
            x: from(left, right),
            y: from(top, bottom),
            side,
        }
    }

    /// Everything that is measured on the photograph.
    pub fn view(self, photo: &Photo) -> PillView {
        let Self { rect, hull, .. } = self;
        let tray = photo.tray.as_deref();
        let mut view = PillView {
            bounds: bounds(&photo.pixels, &hull),
            outline: hull.iter().map(|p| p.map(|v| v as f32)).collect(),
            center: rect.center.map(|v| v as f32),
            angle_deg: rect.angle_deg as f32,
            long_px: rect.long as f32,
            short_px: rect.short as f32,
            size_mm: tray
                .and_then(|tray| tray.plane.size_mm(&hull))
                .map(|size| size.map(|mm| mm as f32)),
            touching: self.touching,
            crop: RgbImage::new(0, 0),
            colors: color::measure(
                &photo.pixels,
                &self.mask,
                &rect,
                tray.and_then(|tray| tray.gains),
            ),
            shape: ShapeEstimate::of(&hull, &rect),
            flaws: Vec::new(),
            mask: self.mask,
        };
        view.crop = cut(photo, &view, CROP_SIDE, 0.0);
        view
    }
}

/// Those that are no specks beside the others and beside the pills that are `known` to lie there.
pub fn without_specks(mut pills: Vec<Found>, known: &[Arc<PillView>]) -> Vec<Found> {
    let box_of = |pill: &Found| pill.rect.long * pill.rect.short;
    let known = known
        .iter()
        .map(|view| f64::from(view.long_px) * f64::from(view.short_px));
    let mut areas: Vec<f64> = pills.iter().map(box_of).chain(known).collect();
    areas.sort_by(f64::total_cmp);
    if let Some(median) = areas.get(areas.len() / 2) {
        pills.retain(|pill| box_of(pill) >= SMALLEST * median);
    }
    pills
}

/// Each pill once, though several looks saw it: of the same ones, the largest.
pub fn once_each(mut pills: Vec<Found>) -> Vec<Found> {
    pills.sort_by(|a, b| b.area.total_cmp(&a.area));
    let mut kept: Vec<Found> = Vec::new();
    for pill in pills {
        if !kept.iter().any(|other| pill.is_same(other)) {
            kept.push(pill);
        }
    }
    kept
}

/// Marks those too that lie against one that touches (the nearest; of equals the first, which is the larger):
/// each was looked at in a window of its own, which may have shown the contact from the one side only. A pill of
/// `known` that lies there leaves them and comes back marked.
pub fn mark_touched(pills: &mut [Found], known: &mut Vec<Arc<PillView>>) -> Vec<PillView> {
    let touching: Vec<usize> = (0..pills.len())
        .filter(|&at| pills.get(at).is_some_and(|pill| pill.touching))
        .collect();
    let mut touched = Vec::new();
    for at in touching {
        let Some(pill) = pills.get(at) else { continue };
        let reach = CONTACT * pill.rect.long;
        let found = pills.iter().map(|other| gap(&pill.hull, &other.hull));
        let lying = known.iter().map(|view| gap(&pill.hull, &view.hull()));
        let nearest = (0..)
            .zip(found.chain(lying))
            .filter(|&(other, away)| other != at && away <= reach)
            .min_by(|(_, a), (_, b)| a.total_cmp(b));
        let Some((nearest, _)) = nearest else {
            continue;
        };
        let count = pills.len();
        if let Some(other) = pills.get_mut(nearest) {
            other.touching = true;
        } else {
            touched.push(PillView {
                touching: true,
                ..PillView::clone(&known.remove(nearest - count))
            });
        }
    }
    touched
}

/// The corners of the upright box around points.
fn corners(points: &[Point]) -> [Point; 2] {
    let ((left, right), (top, bottom)) = (extent(points, [1.0, 0.0]), extent(points, [0.0, 1.0]));
    [[left, top], [right, bottom]]
}

/// The upright box of a hull, whole pixels inside the photograph.
fn bounds(photo: &RgbImage, hull: &[Point]) -> Bounds {
    let [[left, top], [right, bottom]] = corners(hull);
    let side = |from: f64, to: f64, length: u32| {
        let from = (from.floor().max(0.0) as u32).min(length.saturating_sub(1));
        let to = (to.ceil().max(0.0) as u32).clamp(from + 1, length.max(from + 1));
        (from, to - from)
    };
    let (x, width) = side(left, right, photo.width());
    let (y, height) = side(top, bottom, photo.height());
    Bounds {
        x,
        y,
        width,
        height,
    }
}
