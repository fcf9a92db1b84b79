//! What is said of wrong use, of failed input and of its cause.

use std::fs;
use std::process::Command;

use tempfile::TempDir;

use super::{models, run, status, takeback, text};

#[test]
fn wrong_use_is_told_apart_from_failed_input() {
    let home = TempDir::new().unwrap();
    let wrong: [&[&str]; 9] = [
        &["identify"],
        &["frobnicate"],
        &["record", "x.jpg", "--quantity", "1"],
        &[
            "record",
            "x.jpg",
            "--quantity",
            "1",
            "--unidentified",
            "--pick",
            "1",
        ],
        &["export", "--out", "x.csv", "--from", "yesterday"],
        &["lookup"],
        &["evaluate"],
        &["demo-tray", "--out", "x.png", "--count", "49"],
        &["demo-tray", "--out", "x.png", "--ndc", "00000-0000-00"],
    ];
    for args in wrong {
        let output = run(&home, args);
        status(&output, 2);
        assert!(!output.stderr.is_empty(), "{args:?}");
    }
    status(&run(&home, &["--version"]), 0);
}

#[test]
fn what_was_given_wrongly_is_told_with_what_to_do() {
    let home = TempDir::new().unwrap();
    status(&run(&home, &["site", "show"]), 0);
    let nowhere = home.path().join("nowhere");
    let nowhere = nowhere.to_str().unwrap();
    let told: [(&[&str], i32, &str); 12] = [
        (&["log", "--from", "yesterday"], 2, "write it as 2026-11-22"),
        (
            &["log", "--from", "2026-02-02", "--to", "2026-02-01"],
            2,
            "before it begins",
        ),
        (
            &[
                "review",
                "list",
                "--from",
                "2026-02-02",
                "--to",
                "2026-02-01",
            ],
            2,
            "before it begins",
        ),
        (
            &[
                "event", "open", "--number", "7", "--place", "Hall", "--as", "A. Boss", "--start",
                "25:00",
            ],
            2,
            "write it as 09:00",
        ),
        (&["review", "show", "5"], 2, "copy the whole id"),
        (&["trail", "CRL1007"], 1, "check the number"),
        (&["trail", "CRL1007", "--json"], 1, "check the number"),
        (&["restore", nowhere], 1, "there is no backup in"),
        (&["lookup", "--color", "puce"], 2, "YELLOW"),
        (&["lookup", "--shape", "blob"], 2, "TRAPEZOID"),
        (
            &["site", "set", "--practitioner", "perhaps"],
            2,
            "[possible values: yes, no]",
        ),
        (&["backup", "--if-due"], 1, "backup_folder"),
    ];
    for (args, wanted, words) in told {
        let output = run(&home, args);
        status(&output, wanted);
        let said = [text(&output.stdout), text(&output.stderr)].concat();
        assert!(said.contains(words), "{args:?}: {said}");
    }
}

#[test]
fn a_cause_is_said_and_only_once() {
    let home = TempDir::new().unwrap();
    status(&run(&home, &["site", "show"]), 0);
    let file = home.path().join("file");
    fs::write(&file, "").unwrap();
    let below = file.join("below").to_str().unwrap().to_owned();
    let mut no_home = Command::new(env!("CARGO_BIN_EXE_takeback"));
    no_home.args(["--home", &below, "log"]);
    let mut no_bundle = takeback(&home);
    no_bundle.args(["verify-export", &below]);
    // What was to be written stands before what kept it from being so.
    let mut no_folder = takeback(&home);
    no_folder.args(["export", "--out", &format!("{below}/out.csv")]);
    let mut failing = vec![no_home, no_bundle, no_folder];
    if models() {
        let mut no_models = takeback(&home);
        no_models.args(["identify", "x.jpg"]);
        no_models.env("TAKEBACK_MODELS", &below);
        failing.push(no_models);
    }
    for command in &mut failing {
        let output = command.output().unwrap();
        status(&output, 1);
        let said = text(&output.stderr);
        assert_eq!(said.matches("(os error ").count(), 1, "{said}");
    }
}

/// Of another user's home, or a wrong folder: keys and copies of nothing would pass for those of the station.
#[test]
fn what_changes_or_copies_a_record_begins_none() {
    let home = TempDir::new().unwrap();
    let out = home.path().join("out");
    let out = out.to_str().unwrap();
    let id = "01936f6e-7c1a-7abc-8def-0123456789ab";
    let asked: [&[&str]; 6] = [
        &["backup", "--to", out],
        &["backup", "--keys", out],
        &["backup", "--if-due"],
        &["purge", "--before", "2020-01-01", "--export", out],
        &["correct", id, "--withdraw", "--reason", "slip"],
        &[
            "amend",
            "42",
            "--weight",
            "24.3",
            "--reason",
            "misread",
            "--witness",
            "a",
            "--witness",
            "b",
        ],
    ];
    for args in asked {
        let output = run(&home, args);
        status(&output, 1);
        let said = text(&output.stderr);
        let told = said.contains("there is no record in") && said.contains("--home");
        assert!(told, "{args:?}: {said}");
    }
    let made = fs::read_dir(home.path()).unwrap().count();
    assert_eq!(made, 0, "no file, and no home");
    status(&run(&home, &["site", "show"]), 0);
    status(&run(&home, &["backup", "--keys", out]), 0);
}

#[test]
fn what_shows_a_record_says_that_there_was_none() {
    for args in [&["log"][..], &["todo"], &["report", "--list"], &["verify"]] {
        let home = TempDir::new().unwrap();
        let says = || {
            let output = run(&home, args);
            status(&output, 0);
            text(&output.stderr).contains("there is no record in")
        };
        assert!(says(), "{args:?}");
        assert!(!says(), "{args:?} again");
    }
}
