//! The program's chain and the Python reference (`training/chain.py`, recorded by
//! `training/parity.py` in `models/parity.json`) give the same five classes in the same order, and the
//! same embedding, on every development photograph.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use takeback::catalog::Catalog;
use takeback::hazard::Rules;
use takeback::identify::{Identifier, Side};
use takeback::runtime::{Runtime, models_dir};
use takeback::vision::{Photo, PillView};

use crate::support::{data, present};

/// Least cosine between the two embeddings.
const CLOSE: f32 = 1.0 - 1e-3;
/// Largest difference of a class's score, and between classes that may change places.
const AS_GOOD: f32 = 0.01;

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

fn area(pill: &PillView) -> f32 {
    pill.long_px * pill.short_px
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
    let parity = models_dir().join("parity.json");
    let (true, Some(images)) = (present(&parity), data("consumer_dev/images")) else {
        return;
    };
    let parity: Parity = serde_json::from_str(&std::fs::read_to_string(parity).unwrap()).unwrap();
    for (file, sha256) in &parity.models {
        let bytes = std::fs::read(models_dir().join(file)).unwrap();
        assert_eq!(
            &takeback::files::sha256_hex(&bytes),
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
        let largest = pills.iter().max_by(|a, b| area(a).total_cmp(&area(b)));
        let (Some(pill), Some(embedding)) = (largest, &expected.embedding) else {
            wrong.push(format!("{}: found by one of the two only", expected.file));
            continue;
        };
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
        if cosine < CLOSE {
            wrong.push(format!("{}: cosine {cosine}", expected.file));
        }
        let mut order: Vec<usize> = (0..look.scores.len()).collect();
        order.sort_by(|a, b| look.scores[*b].total_cmp(&look.scores[*a]));
        let near = |class: usize, score: f32| (look.scores[class] - score).abs() < AS_GOOD;
        let mut places = order.iter().zip(&expected.top);
        if !places.all(|(here, (class, score))| near(*here, *score) && near(*class, *score)) {
            let found: Vec<_> = order[..5].iter().map(|c| (*c, look.scores[*c])).collect();
            wrong.push(format!(
                "{}: {found:?}, not {:?}",
                expected.file, expected.top
            ));
        }
    }
    assert!(parity.photos.len() > 100);
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
