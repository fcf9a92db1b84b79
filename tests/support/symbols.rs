//! Photographs of printed barcodes: real symbols on a white label, laid on a ground and seen by a camera.

use image::{Rgb, RgbImage, imageops};
use rxing::common::BitMatrix;
use rxing::{BarcodeFormat, EncodeHints, MultiFormatWriter, Writer};

/// How a text is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Print {
    UpcA,
    Code128,
    Gs1Code128,
    DataMatrix,
    Gs1DataMatrix,
    Qr,
}

/// Ends an element of no fixed length.
pub const GS: char = '\u{1d}';
/// As the writer of Code 128 wants it.
const FNC1: &str = "\u{f1}";
/// Modules of white paper around the symbol and its quiet zone.
const PAPER: f64 = 6.0;

/// A symbol with its quiet zone.
pub struct Symbol {
    modules: BitMatrix,
    /// Modules that stripes are high; none for what is square.
    high: Option<f64>,
}

impl Symbol {
    pub fn new(print: Print, text: &str) -> Self {
        let (format, text, high) = match print {
            Print::UpcA => (BarcodeFormat::UPC_A, text.to_owned(), Some(60.0)),
            Print::Code128 => (BarcodeFormat::CODE_128, text.to_owned(), Some(50.0)),
            Print::Gs1Code128 => {
                let elements = text.replace(GS, FNC1);
                (
                    BarcodeFormat::CODE_128,
                    format!("{FNC1}{elements}"),
                    Some(50.0),
                )
            }
            Print::DataMatrix | Print::Gs1DataMatrix => {
                (BarcodeFormat::DATA_MATRIX, text.to_owned(), None)
            }
            Print::Qr => (BarcodeFormat::QR_CODE, text.to_owned(), None),
        };
        let is_gs1 = print == Print::Gs1DataMatrix;
        let hints = EncodeHints {
            DataMatrixCompact: is_gs1.then_some(true),
            Gs1Format: is_gs1.then_some(true),
            ..EncodeHints::default()
        };
        let writer = MultiFormatWriter;
        let modules = writer
            .encode_with_hints(&text, &format, 0, 0, &hints)
            .unwrap();
        Self { modules, high }
    }

    /// Width and height, modules.
    fn size(&self) -> [f64; 2] {
        let high = self
            .high
            .unwrap_or_else(|| f64::from(self.modules.height()));
        [f64::from(self.modules.width()), high]
    }

    /// Light from the label at a place counted in modules from its middle; none beside the label.
    fn light(&self, [x, y]: [f64; 2]) -> Option<f64> {
        let [wide, high] = self.size();
        let (column, row) = (x + wide / 2.0, y + high / 2.0);
        let edge = |at: f64, length: f64| at < -PAPER || at > length + PAPER;
        if edge(column, wide) || edge(row, high) {
            return None;
        }
        let row = if self.high.is_some() && (0.0..high).contains(&row) {
            0.0
        } else {
            row
        };
        let is_ink = column >= 0.0
            && row >= 0.0
            && self
                .modules
                .try_get(column as u32, row as u32)
                .unwrap_or(false);
        Some(if is_ink { 0.12 } else { 0.86 })
    }
}

/// What the label lies on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ground {
    Grey,
    White,
    Dark,
    Wood,
}

impl Ground {
    fn light(self, [x, y]: [f64; 2]) -> [f64; 3] {
        match self {
            Self::Grey => [0.45, 0.45, 0.46],
            Self::White => [0.88, 0.88, 0.87],
            Self::Dark => [0.08, 0.08, 0.1],
            Self::Wood => {
                let grain =
                    0.08 * ((0.11 * y + 2.0 * (0.013 * x).sin()).sin() + (0.7 * y).sin() / 3.0);
                [0.55 + grain, 0.4 + grain, 0.25 + grain]
            }
        }
    }
}

/// How the camera sees it.
#[derive(Clone, Copy, Debug)]
pub struct Shot {
    pub size: [u32; 2],
    /// Pixels that a module takes in the middle of the picture.
    pub module_px: f64,
    pub degrees: f64,
    /// How much nearer what it shows is on the right and below, a pixel.
    pub tilt: [f64; 2],
    /// Standard deviation of the blur, pixels.
    pub blur_px: f32,
    /// Standard deviation of the noise, levels.
    pub noise: f64,
    pub ground: Ground,
}

impl Default for Shot {
    fn default() -> Self {
        Self {
            size: [640, 480],
            module_px: 3.0,
            degrees: 0.0,
            tilt: [0.0; 2],
            blur_px: 0.6,
            noise: 4.0,
            ground: Ground::Grey,
        }
    }
}

/// One photograph of several labels, each below the one before, in a part of that size.
pub fn below_each_other(symbols: &[Symbol], shot: &Shot) -> RgbImage {
    let [width, height] = shot.size;
    let mut all = RgbImage::new(width, height * symbols.len() as u32);
    for (symbol, place) in symbols.iter().zip(0_i64..) {
        let top = i64::from(height) * place;
        imageops::replace(&mut all, &photograph(symbol, shot), 0, top);
    }
    all
}

/// The photograph.
pub fn photograph(symbol: &Symbol, shot: &Shot) -> RgbImage {
    let [width, height] = shot.size;
    let (sin, cos) = shot.degrees.to_radians().sin_cos();
    let seen = |x: f64, y: f64| {
        let (x, y) = (x - f64::from(width) / 2.0, y - f64::from(height) / 2.0);
        let near = (1.0 + shot.tilt[0] * x + shot.tilt[1] * y) * shot.module_px;
        let place = [(cos * x + sin * y) / near, (cos * y - sin * x) / near];
        symbol
            .light(place)
            .map_or_else(|| shot.ground.light([x, y]), |light| [light; 3])
    };
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let mut sum = [0.0; 3];
        for [right, down] in [[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]] {
            let light = seen(f64::from(x) + right, f64::from(y) + down);
            for (sum, light) in sum.iter_mut().zip(light) {
                *sum += light / 4.0;
            }
        }
        Rgb(sum.map(|light| (light * 255.0) as u8))
    });
    let mut picture = if shot.blur_px > 0.0 {
        imageops::blur(&picture, shot.blur_px)
    } else {
        picture
    };
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut uniform = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    for pixel in picture.pixels_mut() {
        // Twelve uniform numbers sum to a normal one of deviation 1.
        let noise = ((0..12).map(|_| uniform()).sum::<f64>() - 6.0) * shot.noise;
        for level in &mut pixel.0 {
            *level = (f64::from(*level) + noise).clamp(0.0, 255.0) as u8;
        }
    }
    picture
}
