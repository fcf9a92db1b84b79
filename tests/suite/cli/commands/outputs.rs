//! Where a command writes: a pipe that closes, a file, a link, never the station's own files.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::Stdio;

use tempfile::TempDir;

use super::{run, status, takeback, text};

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let home = TempDir::new().unwrap();
    let mut child = takeback(&home)
        .args(["hazards", "--csv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    assert!(first.starts_with("ndc11,"));
    let output = child.wait_with_output().unwrap();
    status(&output, 0);
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn an_export_that_fails_leaves_the_file_before_it_alone() {
    let home = TempDir::new().unwrap();
    status(&run(&home, &["site", "show"]), 0);
    let file = home.path().join("earlier.csv");
    std::fs::write(&file, "earlier").unwrap();
    // A file is no folder, and none is made in its place.
    let nowhere: PathBuf = file.join("out.csv");
    let output = run(&home, &["export", "--out", nowhere.to_str().unwrap()]);
    status(&output, 1);
    assert!(text(&output.stderr).contains("was not written"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "earlier");
}

#[test]
fn an_export_never_takes_the_place_of_the_stations_own_files() {
    let home = TempDir::new().unwrap();
    status(&run(&home, &["site", "show"]), 0);
    let own = home.path().join("home");
    let kept = || ["takeback.db", "settings.toml"].map(|name| std::fs::read(own.join(name)).ok());
    let before = kept();
    for out in [
        own.join("takeback.db"),
        own.join("settings.toml"),
        own.join("photos/log.csv"),
        own.join("exports/../takeback.db"),
        home.path().join("new/../home/chain.key"),
    ] {
        let out = out.to_str().unwrap();
        let output = run(&home, &["export", "--out", out]);
        status(&output, 1);
        let words = text(&output.stderr);
        assert!(words.contains("among the station's own files"), "{words}");
    }
    assert_eq!(kept(), before);
    assert!(!own.join("photos").exists());
    let export = own.join("exports/log.csv");
    let output = run(&home, &["export", "--out", export.to_str().unwrap()]);
    status(&output, 0);
    assert!(export.is_file());
}

/// Excel does not open a CSV that is called otherwise.
#[test]
fn an_export_is_not_called_what_it_is_not() {
    let home = TempDir::new().unwrap();
    status(&run(&home, &["site", "show"]), 0);
    let file = home.path().join("log.XLSX");
    let output = run(&home, &["export", "--out", file.to_str().unwrap()]);
    status(&output, 2);
    assert!(text(&output.stderr).contains("takeback report disposal-log"));
    assert!(!file.exists());
}

#[test]
#[cfg(unix)]
fn an_export_follows_a_link_and_leaves_devices_and_pipes_alone() {
    use std::fs;
    use std::os::unix::fs::{FileTypeExt, symlink};
    use std::process::Command;

    let home = TempDir::new().unwrap();
    status(&run(&home, &["site", "show"]), 0);
    let at = |name: &str| home.path().join(name);
    let export = |out: PathBuf| run(&home, &["export", "--out", out.to_str().unwrap()]);
    fs::write(at("real.csv"), "old").unwrap();
    symlink("real.csv", at("link.csv")).unwrap();
    status(&export(at("link.csv")), 0);
    assert!(fs::symlink_metadata(at("link.csv")).unwrap().is_symlink());
    assert_ne!(fs::read_to_string(at("real.csv")).unwrap(), "old");

    // A link does not lead to the record either.
    let kept = fs::read(at("home/takeback.db")).unwrap();
    symlink("home/takeback.db", at("record")).unwrap();
    let output = export(at("record"));
    status(&output, 1);
    assert!(text(&output.stderr).contains("station's own files"));
    assert_eq!(fs::read(at("home/takeback.db")).unwrap(), kept);

    let made = Command::new("mkfifo").arg(at("pipe")).status();
    assert!(made.unwrap().success());
    symlink("nowhere", at("dangling")).unwrap();
    for name in ["pipe", "dangling", "home"] {
        let output = export(at(name));
        status(&output, 1);
        let words = text(&output.stderr);
        assert!(words.contains("no ordinary file"), "{words}");
    }
    let pipe = fs::symlink_metadata(at("pipe")).unwrap();
    assert!(pipe.file_type().is_fifo());
    assert!(!at("nowhere").exists());
}

#[test]
fn no_card_or_picture_takes_the_place_of_the_stations_own_files() {
    let home = TempDir::new().unwrap();
    let own = home.path().join("home");
    let pictures = own.join("exports");
    let play = ["camera", "shot", "--play", pictures.to_str().unwrap()];
    for (command, name) in [
        (&["calibration", "card"][..], "card.pdf"),
        (&["demo-tray"], "tray.png"),
        (&play, "shot.png"),
    ] {
        let written = |folder: PathBuf| {
            let out = folder.join(name);
            let asked = [command, &["--out", out.to_str().unwrap()]].concat();
            (run(&home, &asked), out.is_file())
        };
        let (output, is_there) = written(own.clone());
        status(&output, 1);
        let words = text(&output.stderr);
        assert!(words.contains("among the station's own files"), "{words}");
        assert!(!is_there);
        let (output, is_there) = written(pictures.clone());
        status(&output, 0);
        assert!(is_there);
    }
}
