//! The program's locator says of every development photograph what the reference chain
//! (`training/chain.py`) says: where the pill lies, how it is turned, and what its crop shows.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test fails it the same way"
)]

#[path = "support/locator.rs"]
mod locator;
mod support;

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use takeback::vision::{Photo, PillView};

#[derive(Deserialize)]
struct Reference {
    models: HashMap<String, String>,
    photos: Vec<Row>,
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
    let off = |view: &PillView| (view.center[0] - pill.cx).hypot(view.center[1] - pill.cy);
    let view = views.iter().min_by(|a, b| off(a).total_cmp(&off(b)))?;
    let away = off(view) / pill.long;
    let (long, short) = (view.long_px / pill.long, view.short_px / pill.short);
    let turn = ((view.angle_deg - pill.angle + 90.0).rem_euclid(180.0) - 90.0).abs();
    let is_long = pill.long > 1.2 * pill.short;
    let shade = [0, 1, 2]
        .map(|channel: usize| {
            let sum: f32 = view.crop.pixels().map(|p| f32::from(p.0[channel])).sum();
            (sum / (128.0 * 128.0) - crop_mean[channel]).abs()
        })
        .into_iter()
        .fold(0.0, f32::max);
    let agree = away < 1e-4
        && (long - 1.0).abs() < 1e-4
        && (short - 1.0).abs() < 1e-4
        && (!is_long || turn < 0.01)
        && shade < 0.01
        && view.touching == *touching;
    (!agree).then(|| {
        format!(
            "center {away:.4}, long {long:.4}, short {short:.4}, turn {turn:.2}, shade {shade:.2}"
        )
    })
}

#[test]
fn every_development_photograph_is_measured_as_the_reference_does() {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    let parity = models.join("parity.json");
    let (Some(data), Some(locator)) = (support::data_dir(), locator::shipped()) else {
        return;
    };
    if !support::present(&parity) {
        return;
    }
    let reference: Reference = serde_json::from_str(&fs::read_to_string(parity).unwrap()).unwrap();
    assert_eq!(reference.photos.len(), 106);
    let locator_file = fs::read(models.join("pill-locator.onnx")).unwrap();
    assert_eq!(
        reference.models["pill-locator.onnx"],
        takeback::runtime::sha256_hex(&locator_file),
        "parity.json was made with another locator; run training/parity.py"
    );
    let mut off = Vec::new();
    for row in &reference.photos {
        let photo = Photo::read(&data.join("consumer_dev/images").join(&row.file)).unwrap();
        let views = locator.find(&photo).unwrap();
        off.extend(disagreement(row, &photo, &views).map(|what| format!("{}: {what}", row.file)));
    }
    assert!(off.is_empty(), "{} differ:\n{}", off.len(), off.join("\n"));
}
