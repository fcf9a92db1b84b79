//! The program's locator says of every development photograph, and of mosaics of studio photographs
//! with many small pills, what the reference chain (`training/chain.py`) says: where each pill lies,
//! how it is turned, and what the crop shows.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::support::locator;
use image::{RgbImage, imageops};
use serde::Deserialize;
use takeback::vision::{CROP_SIDE, Locator, Photo, PillView};

#[derive(Deserialize)]
struct Reference {
    models: HashMap<String, String>,
    photos: Vec<Row>,
    mosaic: Layout,
    mosaics: Vec<Mosaic>,
}

/// How photographs lie side by side, row by row, each cut or filled up with black to one size.
#[derive(Deserialize)]
struct Layout {
    columns: u32,
    rows: u32,
    tile: [u32; 2],
}

#[derive(Deserialize)]
struct Mosaic {
    files: Vec<String>,
    pills: Vec<TrayPill>,
}

#[derive(Deserialize)]
struct TrayPill {
    #[serde(flatten)]
    pill: Pill,
    touching: bool,
}

#[derive(Deserialize)]
struct Row {
    file: String,
    width: u32,
    height: u32,
    pills: usize,
    #[serde(flatten)]
    largest: Option<Largest>,
}

#[derive(Deserialize)]
struct Largest {
    pill: Pill,
    touching: bool,
    crop_mean: [f32; 3],
}

#[derive(Deserialize)]
struct Pill {
    cx: f32,
    cy: f32,
    long: f32,
    short: f32,
    angle: f32,
}

/// What is off, in words; nothing when they agree.
fn disagreement(row: &Row, photo: &Photo, views: &[PillView]) -> Option<String> {
    if (row.width, row.height) != photo.pixels.dimensions() || row.pills != views.len() {
        return Some(format!("{} pills, not {}", views.len(), row.pills));
    }
    let Largest {
        pill,
        touching,
        crop_mean,
    } = row.largest.as_ref()?;
    let (view, off) = nearest(pill, *touching, views)?;
    let shade = [0, 1, 2]
        .map(|channel: usize| {
            let sum: f32 = view.crop.pixels().map(|p| f32::from(p.0[channel])).sum();
            (sum / CROP_SIDE.pow(2) as f32 - crop_mean[channel]).abs()
        })
        .into_iter()
        .fold(0.0, f32::max);
    match off {
        Some(off) => Some(off),
        None => (shade >= 0.01).then(|| format!("shade {shade:.2}")),
    }
}

/// The view nearest to where the reference sees a pill, and how it differs; `None` without a view.
fn nearest<'v>(
    pill: &Pill,
    touching: bool,
    views: &'v [PillView],
) -> Option<(&'v PillView, Option<String>)> {
    let off = |view: &PillView| (view.center[0] - pill.cx).hypot(view.center[1] - pill.cy);
    let view = views.iter().min_by(|a, b| off(a).total_cmp(&off(b)))?;
    let away = off(view) / pill.long;
    let (long, short) = (view.long_px / pill.long, view.short_px / pill.short);
    let turn = ((view.angle_deg - pill.angle + 90.0).rem_euclid(180.0) - 90.0).abs();
    let is_long = pill.long > 1.2 * pill.short;
    let agree = away < 1e-4
        && (long - 1.0).abs() < 1e-4
        && (short - 1.0).abs() < 1e-4
        && (!is_long || turn < 0.01)
        && view.touching == touching;
    let words = || {
        format!(
            "center {away:.4}, long {long:.4}, short {short:.4}, turn {turn:.2}, touching {}",
            view.touching
        )
    };
    Some((view, (!agree).then(words)))
}

/// The same models, the same photographs.
fn reference() -> Option<Reference> {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    let parity = models.join("parity.json");
    if !crate::support::present(&parity) {
        return None;
    }
    let reference: Reference = serde_json::from_str(&fs::read_to_string(parity).unwrap()).unwrap();
    let locator_file = fs::read(models.join("pill-locator.onnx")).unwrap();
    assert_eq!(
        reference.models["pill-locator.onnx"],
        takeback::files::sha256_hex(&locator_file),
        "parity.json was made with another locator; run training/parity.py"
    );
    Some(reference)
}

#[test]
fn every_development_photograph_is_measured_as_the_reference_does() {
    let (Some(data), Some(locator), Some(reference)) =
        (crate::support::data_dir(), locator::shipped(), reference())
    else {
        return;
    };
    assert_eq!(reference.photos.len(), 106);
    let mut off = Vec::new();
    for row in &reference.photos {
        let photo = Photo::read(&data.join("consumer_dev/images").join(&row.file)).unwrap();
        let views = locator.find(&photo).unwrap();
        off.extend(disagreement(row, &photo, &views).map(|what| format!("{}: {what}", row.file)));
    }
    assert!(off.is_empty(), "{} differ:\n{}", off.len(), off.join("\n"));
}

/// What is off in a mosaic, in words.
fn mosaic_disagreements(
    locator: &Locator,
    studio: &Path,
    layout: &Layout,
    mosaic: &Mosaic,
) -> Vec<String> {
    let [width, height] = layout.tile;
    let mut pixels = RgbImage::new(layout.columns * width, layout.rows * height);
    for (place, file) in (0..).zip(&mosaic.files) {
        let tile = Photo::read(&studio.join(file)).unwrap().pixels;
        let tile = imageops::crop_imm(&tile, 0, 0, width, height).to_image();
        let (x, y) = (
            place % layout.columns * width,
            place / layout.columns * height,
        );
        imageops::replace(&mut pixels, &tile, i64::from(x), i64::from(y));
    }
    let photo = Photo {
        pixels,
        sha256: String::new(),
        decode_ms: 0.0,
        tray: None,
        setup: None,
    };
    let views = locator.find(&photo).unwrap();
    let mut off: Vec<String> = mosaic
        .pills
        .iter()
        .filter_map(|TrayPill { pill, touching }| nearest(pill, *touching, &views)?.1)
        .collect();
    if views.len() != mosaic.pills.len() {
        off.push(format!("{} pills, not {}", views.len(), mosaic.pills.len()));
    }
    off
}

#[test]
fn every_pill_of_a_mosaic_is_measured_as_the_reference_does() {
    let (Some(data), Some(locator), Some(reference)) =
        (crate::support::data_dir(), locator::shipped(), reference())
    else {
        return;
    };
    assert_eq!(reference.mosaics.len(), 4);
    let studio = data.join("rximage/images");
    for mosaic in &reference.mosaics {
        assert!(mosaic.pills.len() >= 20);
        let off = mosaic_disagreements(&locator, &studio, &reference.mosaic, mosaic);
        assert!(off.is_empty(), "{}: {}", mosaic.files[0], off.join("\n"));
    }
}
