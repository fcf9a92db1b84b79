//! The Debian package holds all that the program needs, where the program looks for it.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::output::fine;
use crate::support::program::models;

fn ran(program: &str, args: &[&str]) -> String {
    fine(&Command::new(program).args(args).output().unwrap())
}

#[test]
fn what_is_installed_identifies_without_the_source_tree() {
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
    let doctor = Command::new(installed("bin/takeback"))
        .args(["--home", &at("home"), "doctor"])
        .env_remove("ORT_DYLIB_PATH")
        .env_remove("TAKEBACK_MODELS")
        .output()
        .unwrap();
    let said = fine(&doctor);
    for (what, place) in [
        ("at", "lib/takeback"),
        ("reader in", "share/takeback/models"),
    ] {
        let place = format!("{what} {}", installed(place).display());
        assert!(said.contains(&place), "{place}: {said}");
    }
}
