//! Publishing, installing and rolling back a model through the real binary.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "support/output.rs"]
mod output;
#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::Path;
use std::process::Output;

use rusqlite::Connection;
use takeback::station::Station;
use tempfile::TempDir;

use output::{fine, refused, text};
use program::{models, takeback};

fn run(home: &Path, args: &[&str]) -> Output {
    takeback(home, args).output().unwrap()
}

#[test]
fn only_a_whole_release_of_the_trusted_publisher_is_installed_and_can_be_undone() {
    if !models() {
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
    refused(&install("release"), 1, "model_publisher");
    let settings = home.join("settings.toml");
    let trusted = format!("model_publisher = \"{}\"\n", at("publisher/signing.pub"));
    fs::write(&settings, trusted).unwrap();
    refused(&install("foreign"), 1, "signature");
    refused(
        &run(&home, &["model", "install", &at("release")]),
        1,
        "only 0 photographs",
    );
    // One photograph under twenty names.
    let known = folder.path().join("known");
    fs::create_dir(&known).unwrap();
    let drawing = at("drawing.png");
    let draw = [
        "demo-tray",
        "--count",
        "1",
        "--seed",
        "5",
        "--out",
        &drawing,
    ];
    fine(&run(&home, &draw));
    let mut labels = vec!["file,ndc11,part\n".to_owned()];
    for number in 0..20 {
        fs::copy(&drawing, known.join(format!("{number}.png"))).unwrap();
        labels.push(format!("{number}.png,00093-7248-06,1\n"));
    }
    fs::write(known.join("labels.csv"), labels.concat()).unwrap();
    let (release, known) = (at("release"), at("known"));
    let checked = ["model", "install", &release, "--check", &known];
    refused(&run(&home, &checked), 1, "only 1 photographs");
    // Of a product that is not listed it checks nothing.
    let unlisted = labels.concat().replace("00093-7248-06", "99999-0001-01");
    fs::write(at("known/labels.csv"), unlisted).unwrap();
    refused(&run(&home, &checked), 1, "only 0 photographs");
    let rollback = ["model", "rollback", "--reason", "a test too"];
    refused(&run(&home, &rollback), 1, "no earlier model");

    fine(&install("release"));
    let used = || {
        let said = run(&home, &["doctor"]);
        text(&said.stdout).contains(&at("home/models"))
    };
    assert!(used());
    refused(&install("release"), 1, "is the one in use");
    let models = home.join("models");
    let hash = fs::read_to_string(models.join("current")).unwrap();
    fs::remove_dir_all(models.join(hash.lines().next().unwrap())).unwrap();
    let doctor = run(&home, &["doctor"]);
    assert_eq!(doctor.status.code(), Some(1));
    assert!(text(&doctor.stdout).contains("is not in"));
    fine(&install("release"));
    assert!(used());
    // Nobody knows then which model it was, and another gives other answers.
    let pointer = fs::read(models.join("current")).unwrap();
    fs::write(models.join("current"), &pointer[..20]).unwrap();
    let doctor = run(&home, &["doctor"]);
    assert_eq!(doctor.status.code(), Some(1));
    assert!(text(&doctor.stdout).contains("which model is in use"));
    refused(&run(&home, &rollback), 1, "which model is in use");
    fs::write(models.join("current"), &pointer).unwrap();
    fine(&run(&home, &rollback));
    assert!(!used());
    fine(&run(&home, &["verify"]));

    let classes = folder.path().join("release/classes.csv");
    let mut altered = fs::read(&classes).unwrap();
    altered[100] ^= 1;
    fs::write(&classes, altered).unwrap();
    refused(&install("release"), 1, "was changed after it was signed");
}

#[test]
fn a_model_is_gone_back_to_and_recorded_or_neither() {
    let home = TempDir::new().unwrap();
    let station = Station::open(home.path()).unwrap();
    let models = home.path().join("models");
    let [now, before] = ["now", "before"].map(|name| models.join(name));
    fs::create_dir_all(&now).unwrap();
    fs::write(models.join("current"), "now\nbefore\n").unwrap();
    let records = || station.verify().unwrap().records;
    let at_first = records();
    let stays = |why: &str| {
        let error = station.roll_back_model("a test").unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
        assert_eq!(station.models_dir().unwrap(), now);
        assert_eq!(records(), at_first);
    };
    let gone = format!("{} is gone", before.display());
    stays(&gone);
    fs::create_dir(&before).unwrap();
    // The file that says which is used cannot be written.
    fs::create_dir(models.join("current.part")).unwrap();
    stays("current");
    fs::remove_dir(models.join("current.part")).unwrap();
    let database = Connection::open(home.path().join("takeback.db")).unwrap();
    database
        .execute_batch(
            "CREATE TRIGGER refuse BEFORE INSERT ON record BEGIN SELECT RAISE(ABORT, 'refused'); END",
        )
        .unwrap();
    stays("refused");
    database.execute_batch("DROP TRIGGER refuse").unwrap();
    station.roll_back_model("a test").unwrap();
    assert_eq!(station.models_dir().unwrap(), before);
    assert_eq!(records(), at_first + 1);
}

#[test]
fn a_station_that_does_not_know_its_model_uses_no_other() {
    let home = TempDir::new().unwrap();
    let station = Station::open(home.path()).unwrap();
    assert!(station.missing_model().unwrap().is_none());
    let models = home.path().join("models");
    fs::create_dir_all(&models).unwrap();
    fs::write(models.join("current"), "half a line").unwrap();
    let error = station.models_dir().unwrap_err().to_string();
    assert!(error.contains("which model is in use"), "{error}");
    assert!(station.identifier().is_err());
    fs::remove_file(models.join("current")).unwrap();
    fs::create_dir(models.join("current")).unwrap();
    let error = station.models_dir().unwrap_err().to_string();
    assert!(error.contains("current"), "{error}");
}
