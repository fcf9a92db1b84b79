//! Models of a few bytes, which no engine opens, and releases of them.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use takeback::files::sha256_hex;
use takeback::ledger::SigningKey;
use takeback::runtime::Manifest;
use takeback::station::pack_model;

pub const LOCATOR: &str = "locator.onnx";

/// What is said of one whose files all hold `content`.
pub fn manifest(content: &[u8]) -> Value {
    let sha256 = sha256_hex(content);
    let sides = json!({"one_side": 0.5, "two_sides": 0.5});
    let weights = json!({
        "picture": 1.0, "imprint": 1.0, "color": 1.0, "shape": 1.0, "size": 1.0,
        "identify_at": {"bare": sides, "measured": sides},
    });
    json!({
        "schema": Manifest::SCHEMA,
        "classifier": {
            "file": "classifier.onnx", "sha256": sha256,
            "input_px": 160, "embedding": 4, "classes": 1,
            "class_table": "classes.csv", "class_table_sha256": sha256,
            "catalog": "2018-06-07",
        },
        "locator": {"file": LOCATOR, "sha256": sha256},
        "fusion": {
            "without_imprint": weights, "with_imprint": weights, "no_reference": sides,
            "unexplained": 1.0, "odd_side": -1.0, "odd_picture": -1.0,
            "hazard": {
                "bias": 0.0, "mass": 1.0, "head": 1.0, "threshold": 0.5, "threshold_measured": 0.5,
            },
        },
    })
}

/// One in the folder `models`.
pub fn model(models: &Path, content: &[u8]) {
    fs::create_dir_all(models).unwrap();
    for name in ["classifier.onnx", "classes.csv", LOCATOR] {
        fs::write(models.join(name), content).unwrap();
    }
    fs::write(models.join("manifest.json"), manifest(content).to_string()).unwrap();
}

/// Of the publisher whose keys lie in `folder`.
pub fn key(folder: &Path) -> SigningKey {
    SigningKey::load_or_create(folder).unwrap().unwrap()
}

/// The release `name` in `folder`; its hash.
pub fn release(folder: &Path, name: &str, content: &[u8]) -> String {
    let models = folder.join(format!("model of {name}"));
    model(&models, content);
    pack_model(&models, &key(folder), &folder.join(name)).unwrap()
}
