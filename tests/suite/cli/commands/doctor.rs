//! `takeback doctor` on a station in trouble.

use std::fs;

use tempfile::TempDir;

use super::{run, status, takeback, text};

#[test]
fn doctor_names_each_problem_and_what_to_do() {
    let home = TempDir::new().unwrap();
    let output = takeback(&home)
        .arg("doctor")
        .env("TAKEBACK_MODELS", home.path())
        .env("ORT_DYLIB_PATH", home.path().join("libonnxruntime.so"))
        .output()
        .unwrap();
    status(&output, 1);
    let said = text(&output.stdout);
    let problems: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("PROBLEM"))
        .collect();
    assert_eq!(problems.len(), 2, "{said}");
    assert!(
        problems[0].contains("runtime") && problems[0].contains("make setup"),
        "{said}"
    );
    for found in [
        "the chain holds",
        "5014 products",
        "2018-06-07",
        "MiB free",
        "cameras",
        "no record was there",
    ] {
        assert!(said.contains(found), "{found}: {said}");
    }
    fs::remove_file(home.path().join("home/signing.key")).unwrap();
    let output = run(&home, &["doctor"]);
    status(&output, 1);
    let said = text(&output.stdout);
    assert!(said.contains("signing.key is missing"), "{said}");
    assert!(!said.contains("no record was there"), "{said}");
    fs::write(
        home.path().join("home/settings.toml"),
        "site_mode = \"CASINO\"",
    )
    .unwrap();
    let output = run(&home, &["doctor"]);
    status(&output, 1);
    assert!(text(&output.stdout).contains("settings.toml line 1"));
}
