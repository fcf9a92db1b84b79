//! Publishing, installing and rolling back a model through the real binary.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use takeback::runtime::models_dir;
use tempfile::TempDir;

fn run(home: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_takeback"))
        .arg("--home")
        .arg(home)
        .args(args)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[track_caller]
fn fine(output: &Output) -> String {
    let said = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{said:?}");
    said.0.to_owned()
}

#[track_caller]
fn refused(output: &Output, why: &str) {
    let said = (text(&output.stdout), text(&output.stderr));
    assert_ne!(output.status.code(), Some(0), "{said:?}");
    assert!(said.1.contains(why), "{why}: {said:?}");
}

#[test]
fn only_a_whole_release_of_the_trusted_publisher_is_installed_and_can_be_undone() {
    if !models_dir().join("manifest.json").is_file() {
        assert!(std::env::var_os("CI").is_none(), "the models are missing");
        eprintln!("skipped: the models are missing");
        return;
    }
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let home = folder.path().join("home");
    let pack = |key: &str, out: &str| {
        let args = ["model", "pack", "--key", &at(key), "--out", &at(out)];
        fine(&run(&home, &args));
    };
    pack("publisher", "release");
    pack("stranger", "foreign");
    let install = |release: &str| {
        let args = ["model", "install", &at(release), "--unchecked", "a test"];
        run(&home, &args)
    };
    refused(&install("release"), "model_publisher");
    let settings = home.join("settings.toml");
    let trusted = format!("model_publisher = \"{}\"\n", at("publisher/signing.pub"));
    fs::write(&settings, trusted).unwrap();
    refused(&install("foreign"), "signature");
    refused(
        &run(&home, &["model", "install", &at("release")]),
        "only 0 photographs",
    );
    let rollback = ["model", "rollback", "--reason", "a test too"];
    refused(&run(&home, &rollback), "no earlier model");

    fine(&install("release"));
    let used = || {
        let said = run(&home, &["doctor"]);
        text(&said.stdout).contains(&at("home/models"))
    };
    assert!(used());
    fine(&run(&home, &rollback));
    assert!(!used());
    fine(&run(&home, &["verify"]));

    let classes = folder.path().join("release/classes.csv");
    let mut altered = fs::read(&classes).unwrap();
    altered[100] ^= 1;
    fs::write(&classes, altered).unwrap();
    refused(&install("release"), "was changed after it was signed");
}
