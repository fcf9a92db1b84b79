//! Cutting out and classifying agree with the Python reference on the development photographs
//! (`training/parity.py` writes `models/parity.json`), given the reference's outline.
//!
//! The outline itself comes from a map of 96 cells that is cut off at one half, so pixels that
//! differ by one level move it by up to a cell: `parity_geometry.rs` holds it to that. The JPEG
//! decoders of the two differ by up to four levels, which moves single class scores by a few tenths:
//! what is closer than that may change places.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test or bench that cannot set itself up has nothing to say"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use takeback::catalog::Catalog;
use takeback::hazard::Rules;
use takeback::identify::{Identifier, Side};
use takeback::runtime::{Runtime, models_dir, sha256_hex};
use takeback::vision::{CROP_SIDE, Photo, PillView, cut};

const CLOSE: f32 = 1.0 - 1e-3;
/// Every embedding agrees this well, and all but [`ODD`] agree [`CLOSE`]ly.
const LEAST: f32 = 1.0 - 2e-3;
const ODD: usize = 5;
/// Class scores are cosines times 24; nearer ones count as tied.
const TIE: f32 = 0.5;

#[derive(Deserialize)]
struct Parity {
    /// SHA-256 of each model file the reference ran.
    models: BTreeMap<String, String>,
    photos: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    file: String,
    #[serde(default)]
    top: Vec<(usize, f32)>,
    embedding: Option<String>,
    pill: Option<Outline>,
}

#[derive(Deserialize)]
struct Outline {
    cx: f32,
    cy: f32,
    long: f32,
    short: f32,
    angle: f32,
}

/// The pill as the reference outlined it.
fn outlined(photo: &Photo, mut view: PillView, outline: &Outline) -> PillView {
    view.center = [outline.cx, outline.cy];
    (view.long_px, view.short_px, view.angle_deg) = (outline.long, outline.short, outline.angle);
    view.crop = cut(photo, &view, CROP_SIDE, 0.0);
    view
}

/// `None`, after saying why, where real models or photographs are missing; a failure in CI.
fn present(path: PathBuf) -> Option<PathBuf> {
    if path.exists() {
        return Some(path);
    }
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "{} is missing",
        path.display()
    );
    println!("skipped: {} is missing", path.display());
    None
}

fn photographs() -> PathBuf {
    let data = std::env::var_os("TAKEBACK_DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    data.join("consumer_dev").join("images")
}

/// Little-endian float32 out of standard base64.
fn floats(text: &str) -> Vec<f32> {
    let six = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u8> = text.bytes().filter(|c| *c != b'=').map(six).collect();
    let bytes: Vec<u8> = digits
        .chunks(4)
        .flat_map(|four| {
            let bits = four
                .iter()
                .fold(0u32, |bits, six| bits << 6 | u32::from(*six))
                << (6 * (4 - four.len()));
            bits.to_be_bytes()[1..four.len()].to_vec()
        })
        .collect();
    bytes
        .chunks_exact(4)
        .map(|four| f32::from_le_bytes(four.try_into().unwrap()))
        .collect()
}

#[test]
fn classes_and_embeddings_agree_with_the_reference() {
    let (Some(parity), Some(images)) = (
        present(models_dir().join("parity.json")),
        present(photographs()),
    ) else {
        return;
    };
    let parity: Parity = serde_json::from_str(&std::fs::read_to_string(parity).unwrap()).unwrap();
    for (file, sha256) in &parity.models {
        let bytes = std::fs::read(models_dir().join(file)).unwrap();
        assert_eq!(
            &sha256_hex(&bytes),
            sha256,
            "{file} is newer than parity.json: run training/parity.py"
        );
    }
    let runtime = Runtime::start(None).unwrap();
    let (catalog, rules) = (
        Arc::new(Catalog::builtin().unwrap()),
        Arc::new(Rules::builtin().unwrap()),
    );
    let identifier = Identifier::open(&models_dir(), &runtime, catalog, rules).unwrap();
    let (mut wrong, mut cosines) = (Vec::new(), Vec::new());
    for expected in &parity.photos {
        let photo = Photo::read(&images.join(&expected.file)).unwrap();
        let found = identifier.locate(&photo).unwrap().into_iter().next();
        let (Some(view), Some(outline), Some(embedding)) =
            (found, &expected.pill, &expected.embedding)
        else {
            wrong.push(format!("{}: found by one of the two only", expected.file));
            continue;
        };
        let pill = &outlined(&photo, view, outline);
        let side = Side {
            photo: &photo,
            pill,
        };
        let look = identifier.look(&[side]).unwrap().remove(0);
        let cosine: f32 = look
            .embedding
            .iter()
            .zip(floats(embedding))
            .map(|(a, b)| a * b)
            .sum();
        let mut scores = look.scores.clone();
        scores.sort_by(|a, b| b.total_cmp(a));
        let fifth = scores[expected.top.len() - 1];
        let outside = |(class, _): &&(usize, f32)| look.scores[*class] < fifth - TIE;
        if let Some(missing) = expected.top.iter().find(outside) {
            wrong.push(format!("{}: {missing:?} not near {fifth}", expected.file));
        }
        let first = look.scores[expected.top[0].0];
        if first < scores[0] - TIE {
            wrong.push(format!(
                "{}: first at {first}, not {}",
                expected.file, scores[0]
            ));
        }
        if cosine < LEAST {
            wrong.push(format!("{}: cosine {cosine}", expected.file));
        }
        cosines.push(cosine);
    }
    assert!(parity.photos.len() > 100);
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    let odd = cosines.iter().filter(|cosine| **cosine < CLOSE).count();
    assert!(odd <= ODD, "{odd} of {} below {CLOSE}", cosines.len());
}
