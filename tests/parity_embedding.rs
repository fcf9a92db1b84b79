//! The program's chain and the Python reference give the same classes and embeddings on the
//! development photographs (`training/parity.py` writes `models/parity.json`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use takeback::catalog::Catalog;
use takeback::hazard::Rules;
use takeback::identify::{Identifier, Side};
use takeback::runtime::{Runtime, models_dir, sha256_hex};
use takeback::vision::Photo;

const LEAST_COSINE: f32 = 1.0 - 1e-3;

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
fn top_five_and_embeddings_agree_with_the_reference() {
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
    let mut wrong = Vec::new();
    for expected in &parity.photos {
        let photo = Photo::read(&images.join(&expected.file)).unwrap();
        let pills = identifier.locate(&photo).unwrap();
        let largest = pills
            .iter()
            .max_by(|a, b| (a.long_px * a.short_px).total_cmp(&(b.long_px * b.short_px)));
        let (Some(pill), Some(embedding)) = (largest, &expected.embedding) else {
            assert_eq!(
                largest.is_some(),
                expected.embedding.is_some(),
                "{}",
                expected.file
            );
            continue;
        };
        let look = identifier
            .look(&[Side {
                photo: &photo,
                pill,
            }])
            .unwrap()
            .remove(0);
        let cosine: f32 = look
            .embedding
            .iter()
            .zip(floats(embedding))
            .map(|(a, b)| a * b)
            .sum();
        let mut order: Vec<usize> = (0..look.scores.len()).collect();
        order.sort_by(|&a, &b| look.scores[b].total_cmp(&look.scores[a]));
        let top: Vec<usize> = expected.top.iter().map(|(class, _)| *class).collect();
        if order[..top.len()] != top || cosine < LEAST_COSINE {
            wrong.push(format!(
                "{}: cosine {cosine}, {:?} not {top:?}",
                expected.file,
                &order[..top.len()]
            ));
        }
    }
    assert!(parity.photos.len() > 100);
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        parity.photos.len(),
        wrong.join("\n")
    );
}
