//! One pill: its surface as a height over millimetres, and how it looks under the lamp.

use super::lettering::{Lettering, Line};
use super::outline::Outline;
use super::tray::mix;
use crate::catalog::{ImprintType, Product};

/// Linear RGB, 0 to 1.
pub type Light = [f32; 3];

/// What a pill of one product looks like.
pub struct Pill {
    outline: Outline,
    lettering: Lettering,
    colors: Vec<Light>,
    capsule: bool,
    /// Depth of the lettering in millimetres, negative when raised; 0 when printed.
    depth: f32,
    ink: Option<Light>,
    /// Directions across which a break line runs.
    scores: Vec<[f32; 2]>,
}

/// How deep a die presses, and half the width of a break line, millimetres.
const DEPTH: f32 = 0.26;
const SCORE: f32 = 0.3;

impl Pill {
    pub fn of(product: &Product, px_per_mm: f32) -> Self {
        let outline = Outline::of(
            product.shape.as_deref().unwrap_or("ROUND"),
            size_mm(product),
        );
        let capsule = is_capsule(product);
        let colors: Vec<Light> = product.colors.iter().map(|name| pill_color(name)).collect();
        let base = colors
            .first()
            .copied()
            .unwrap_or_else(|| pill_color("WHITE"));
        let scores = if capsule {
            Vec::new()
        } else {
            break_lines(product, outline.half)
        };
        let lettering = Lettering::draw(
            &lines(product, outline.half, capsule, &scores),
            outline.half,
            px_per_mm,
        );
        let (depth, ink) = match product.imprint_type {
            ImprintType::Embossed if !capsule => (-DEPTH, None),
            ImprintType::Debossed | ImprintType::Unknown if !capsule => (DEPTH, None),
            _ => (0.0, Some(ink_on(base))),
        };
        Self {
            outline,
            lettering,
            colors: if colors.is_empty() {
                vec![base]
            } else {
                colors
            },
            capsule,
            depth,
            ink,
            scores,
        }
    }

    /// Half of length and width, millimetres.
    pub fn half(&self) -> [f32; 2] {
        self.outline.half
    }

    /// Millimetres from `at` (in the pill's own axes) to its edge, negative inside.
    pub fn distance(&self, at: [f32; 2]) -> f32 {
        self.outline.distance(at)
    }

    /// Color and coverage (0 to 1) of the point `at`, for a pill that lies turned by `angle`
    /// radians, seen through pixels of `pixel_mm`.
    pub fn look(&self, at: [f32; 2], angle: f32, pixel_mm: f32) -> (Light, f32) {
        let distance = self.distance(at);
        let cover = (0.5 - distance / pixel_mm).clamp(0.0, 1.0);
        if cover <= 0.0 {
            return ([0.0; 3], 0.0);
        }
        let step = pixel_mm.max(0.05);
        let slope = |dx: f32, dy: f32| {
            (self.height([at[0] + dx, at[1] + dy]) - self.height([at[0] - dx, at[1] - dy]))
                / (2.0 * step)
        };
        let (across, along) = (slope(step, 0.0), slope(0.0, step));
        // The lamp stands still while the pill turns, so its direction is turned back.
        let (sin, cos) = angle.sin_cos();
        let lamp = [
            LAMP[0] * cos + LAMP[1] * sin,
            -LAMP[0] * sin + LAMP[1] * cos,
            LAMP[2],
        ];
        let length = (across * across + along * along + 1.0).sqrt();
        let facing = (-across * lamp[0] - along * lamp[1] + lamp[2]) / length;
        // Mirror direction of a camera straight above.
        let gleam = (2.0 * facing / length - lamp[2]).max(0.0);
        let (gloss, sharp) = if self.capsule { (0.45, 40) } else { (0.05, 6) };
        let shade = 0.42 + 0.62 * facing.max(0.0);
        let color = self.color(at);
        let lit = color.map(|value| (value * shade + gloss * gleam.powi(sharp)).clamp(0.0, 1.0));
        (lit, cover)
    }

    fn color(&self, at: [f32; 2]) -> Light {
        let first = self.colors.first().copied().unwrap_or([1.0; 3]);
        let own = match self.colors.get(1) {
            Some(second) if self.capsule && at[0] > SEAM * self.half()[0] => *second,
            // A tablet of several colors is layered or speckled; from above, speckles show both.
            Some(second) if !self.capsule && speckle(at) => *second,
            _ => first,
        };
        let cover = self.lettering.cover(at);
        match self.ink {
            Some(ink) => mix(own, ink, cover * 0.9),
            // Less of the room's light reaches the ground of a pressed letter.
            None if self.depth > 0.0 => mix(own, [0.0; 3], cover * 0.22),
            None => own,
        }
    }

    /// Height of the surface over the tray, millimetres.
    fn height(&self, at: [f32; 2]) -> f32 {
        let half_width = self.half()[1];
        let inside = (-self.distance(at)).max(0.0);
        if self.capsule {
            // The cap is a little wider than the body it covers: that step is the seam.
            let radius = if at[0] > SEAM * self.half()[0] {
                half_width * 0.965
            } else {
                half_width
            };
            let off = (radius - inside).max(0.0);
            return (radius * radius - off * off).max(0.0).sqrt();
        }
        // A tablet: a steep rim, then a gentle dome over the whole.
        let rim = (half_width * 0.22).max(0.4);
        let [long, wide] = self.half();
        let dome = (1.0 - (at[0] / long).powi(2) - (at[1] / wide).powi(2)).max(0.0);
        let edge = 1.0 - (1.0 - (inside / rim).min(1.0)).powi(2);
        let groove = self.scores.iter().map(|normal| {
            let off = (at[0] * normal[0] + at[1] * normal[1]).abs();
            (1.0 - off / SCORE).max(0.0)
        });
        0.55 * half_width.min(2.0) * edge + 0.3 * half_width.min(4.0) * dome
            - 0.35 * groove.fold(0.0, f32::max)
            - self.depth * self.lettering.cover(at)
    }
}

/// Where the cap of a capsule ends, of its half length.
const SEAM: f32 = 0.08;

/// Towards the lamp: from the upper left, x right, y down, z up; unit length.
const LAMP: [f32; 3] = [-0.46, -0.56, 0.69];

/// Longest side, millimetres: as listed, within what can be a pill.
pub fn size_mm(product: &Product) -> f32 {
    product.size_mm.unwrap_or(10.0).clamp(3.0, 24.0)
}

/// Whether the product is a two-piece gelatin capsule.
pub fn is_capsule(product: &Product) -> bool {
    let form = product.form.as_deref().unwrap_or(&product.name);
    product.shape.as_deref() == Some("CAPSULE") && form.contains("Capsule")
}

/// Break lines only where the imprint has a piece for each half: a whole imprint is on the other
/// side of a scored tablet.
fn break_lines(product: &Product, half: [f32; 2]) -> Vec<[f32; 2]> {
    let round = half[1] > 0.75 * half[0];
    match (product.score, product.imprint.len()) {
        (Some(2), 2) if round => vec![[0.0, 1.0]],
        (Some(2 | 3), 2) => vec![[1.0, 0.0]],
        (Some(4), 4) => vec![[0.0, 1.0], [1.0, 0.0]],
        _ => Vec::new(),
    }
}

/// Lays the imprint out as it is commonly struck.
fn lines(product: &Product, half: [f32; 2], capsule: bool, scores: &[[f32; 2]]) -> Vec<Line> {
    let [long, wide] = half;
    let round = wide > 0.75 * long;
    let pieces: Vec<&str> = product.imprint.iter().map(String::as_str).collect();
    let whole = |text: String, room: [f32; 2]| {
        vec![Line {
            text,
            center: [0.0, 0.0],
            room,
        }]
    };
    match pieces.as_slice() {
        [] => Vec::new(),
        // One piece on the cap, the rest on the body.
        [first, rest @ ..] if capsule && !rest.is_empty() => halves(
            first,
            &rest.join(" "),
            [0.5 * long, 0.0],
            [0.72 * long, 0.8 * wide],
        ),
        [first, second] if scores.len() == 1 && round => {
            halves(first, second, [0.0, 0.42 * wide], [1.1 * long, 0.5 * wide])
        }
        [first, second] if scores.len() == 1 => {
            halves(first, second, [0.48 * long, 0.0], [0.62 * long, 0.9 * wide])
        }
        [a, b, c, d] if scores.len() == 2 => {
            let quarter = |text: &str, x: f32, y: f32| Line {
                text: text.to_owned(),
                center: [x * 0.36 * long, y * 0.36 * wide],
                room: [0.45 * long, 0.45 * wide],
            };
            vec![
                quarter(a, -1.0, -1.0),
                quarter(b, 1.0, -1.0),
                quarter(c, -1.0, 1.0),
                quarter(d, 1.0, 1.0),
            ]
        }
        [only] => whole(
            (*only).to_owned(),
            if round {
                [1.3 * long, 0.8 * wide]
            } else {
                [1.35 * long, 0.95 * wide]
            },
        ),
        several if round => {
            let (above, below) = several.split_at(several.len() / 2);
            halves(
                &above.join(" "),
                &below.join(" "),
                [0.0, 0.36 * wide],
                [1.15 * long, 0.5 * wide],
            )
        }
        several => whole(several.join(" "), [1.4 * long, 0.95 * wide]),
    }
}

fn halves(first: &str, second: &str, off: [f32; 2], room: [f32; 2]) -> Vec<Line> {
    vec![
        Line {
            text: first.to_owned(),
            center: [-off[0], -off[1]],
            room,
        },
        Line {
            text: second.to_owned(),
            center: off,
            room,
        },
    ]
}

/// Speckles of about half a millimetre over a third of the surface.
fn speckle(at: [f32; 2]) -> bool {
    let wave = (at[0] * 5.1 + (at[1] * 3.7).sin() * 1.9).sin()
        + (at[1] * 4.6 + (at[0] * 4.1).sin() * 2.3).sin();
    wave > 0.55
}

/// Dark ink on light pills, light ink on dark ones.
fn ink_on(base: Light) -> Light {
    let bright = 0.21 * base[0] + 0.72 * base[1] + 0.07 * base[2];
    if bright > 0.12 {
        [0.03, 0.03, 0.04]
    } else {
        [0.9, 0.9, 0.88]
    }
}

/// What pills listed under an SPL color name commonly look like (the FDA's own RGB values are
/// pure signal colors that no pill has).
fn pill_color(name: &str) -> Light {
    let srgb: [u8; 3] = match name {
        "BLACK" => [52, 50, 52],
        "GRAY" => [142, 143, 145],
        "RED" => [186, 58, 52],
        "PURPLE" => [143, 106, 170],
        "PINK" => [232, 160, 170],
        "GREEN" => [118, 176, 128],
        "YELLOW" => [238, 212, 98],
        "ORANGE" => [236, 150, 78],
        "BROWN" => [146, 100, 72],
        "BLUE" => [96, 146, 200],
        "TURQUOISE" => [104, 192, 190],
        _ => [241, 239, 233],
    };
    srgb.map(|value| (f32::from(value) / 255.0).powf(2.2))
}
