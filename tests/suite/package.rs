//! The Debian package holds all that the program needs, where the program looks for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::output::fine;
use crate::support::program::models;

fn ran(program: &str, args: &[&str]) -> String {
    fine(&Command::new(program).args(args).output().unwrap())
}

/// The files that a page links to.
fn links(page: &Path) -> Vec<PathBuf> {
    let words = fs::read_to_string(page).unwrap();
    let targets = words.split("](").skip(1).map(|rest| rest.split([')', '#']));
    let places = targets.filter_map(|mut parts| parts.next());
    let files = places.filter(|place| !place.is_empty() && !place.contains("://"));
    files
        .map(|place| page.parent().unwrap().join(place))
        .collect()
}

#[test]
fn what_is_installed_finds_what_it_needs_and_identifies() {
    if Command::new("dpkg-deb").arg("--version").output().is_err() {
        eprintln!("skipped: no Debian machine, there is no dpkg-deb");
        return;
    }
    if !models() {
        return;
    }
    let source = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let script = source.join("scripts/package.sh");
    let program = env!("CARGO_BIN_EXE_takeback");
    let package = ran(script.to_str().unwrap(), &[program, &at("made")]);
    let package = package.trim();

    let listed = ran("dpkg-deb", &["--contents", package]);
    for line in listed.lines() {
        assert!(line.contains(" root/root "), "{line}");
    }
    let depends = ran("dpkg-deb", &["--field", package, "Depends"]);
    for library in ["libc6", "libasound2", "libegl1"] {
        assert!(depends.contains(library), "{library}: {depends}");
    }
    ran("dpkg-deb", &["--extract", package, &at("machine")]);
    let installed = |place: &str| fs::canonicalize(at(&format!("machine/usr/{place}"))).unwrap();
    let run = |args: &[&str]| {
        let output = Command::new(installed("bin/takeback"))
            .args(["--home", &at("home")])
            .args(args)
            .env_remove("ORT_DYLIB_PATH")
            .env_remove("TAKEBACK_MODELS")
            .output();
        fine(&output.unwrap())
    };
    let papers = installed("share/doc/takeback");
    let folders = ["", "docs", "models"].map(|folder| papers.join(folder));
    let files = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let pages = files.map(|file| file.unwrap().path());
    for page in pages.filter(|page| page.extension().is_some_and(|ending| ending == "md")) {
        for link in links(&page) {
            assert!(link.exists(), "{}: {}", page.display(), link.display());
        }
    }
    let said = run(&["doctor"]);
    for (what, place) in [
        ("at", "lib/takeback"),
        ("reader in", "share/takeback/models"),
    ] {
        let place = format!("{what} {}", installed(place).display());
        assert!(said.contains(&place), "{place}: {said}");
    }
    let photo = at("one.png");
    run(&["demo-tray", "--count", "1", "--out", &photo]);
    let found: Value = serde_json::from_str(&run(&["identify", &photo, "--json"])).unwrap();
    let candidates = found["pills"][0]["candidates"].as_array().unwrap();
    assert_eq!(candidates.len(), 5, "{found}");
}
