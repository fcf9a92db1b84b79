//! Decoding, locating and cutting, on drawn photographs with a camera's noise.

#![allow(clippy::expect_used, reason = "a bench that fails stops")]

use std::hint::black_box;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use takeback::runtime::{OnnxModel, Runtime};
use takeback::vision::{Locator, Photo, cut};

/// White discs in rows and columns, each a third of its row high, on grey with noise; as a JPEG of
/// quality 88.
fn photograph(width: u32, height: u32, [columns, rows]: [u32; 2]) -> Vec<u8> {
    let mut noise = 0x2545_F491u32;
    let cell = [width / columns, height / rows];
    let radius = f64::from(cell[1]) / 6.0;
    let pixels = RgbImage::from_fn(width, height, |x, y| {
        noise ^= noise << 13;
        noise ^= noise >> 17;
        noise ^= noise << 5;
        let place = [x % cell[0], y % cell[1]].map(f64::from);
        let away = (place[0] - f64::from(cell[0]) / 2.0).hypot(place[1] - f64::from(cell[1]) / 2.0);
        let grey = if away < radius { 215 } else { 125 };
        Rgb([grey + (noise % 8) as u8; 3])
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(Cursor::new(&mut bytes), 88)
        .encode_image(&pixels)
        .expect("encodes");
    bytes
}

fn shipped_locator() -> Option<Locator> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/pill-locator.onnx");
    let runtime = Runtime::start(None).ok()?;
    let model = OnnxModel::open(&runtime, &path, None, 1).ok()?;
    Some(Locator::new(Arc::new(model)))
}

fn vision(criterion: &mut Criterion) {
    let locator = shipped_locator();
    if locator.is_none() {
        eprintln!(
            "locate and cut are left out: `make setup` and `make train` bring what they need"
        );
    }
    for (name, width, height, grid) in [
        ("640x480", 640, 480, [1, 1]),
        ("12 megapixels", 4000, 3000, [1, 1]),
        ("1280x720 with 20 pills", 1280, 720, [5, 4]),
    ] {
        let bytes = photograph(width, height, grid);
        criterion.bench_function(&format!("decode {name}"), |b| {
            b.iter(|| Photo::decode(black_box(&bytes)));
        });
        let Some(locator) = &locator else { continue };
        let photo = Photo::decode(&bytes).expect("decodes");
        criterion.bench_function(&format!("locate {name}"), |b| {
            b.iter(|| locator.find(black_box(&photo)));
        });
        let pills = locator.find(&photo).expect("locates");
        let Some(pill) = pills.first() else { continue };
        for side in [128, 320] {
            criterion.bench_function(&format!("cut {side} px of {name}"), |b| {
                b.iter(|| cut(&photo, black_box(pill), side, 90.0));
            });
        }
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = vision
}
criterion_main!(benches);
