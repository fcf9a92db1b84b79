//! Publishing, installing and rolling back a model.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use serde_json::json;
use takeback::ledger::{LedgerError, LongWork};
use takeback::runtime::Manifest;
use takeback::station::{
    BackTo, CheckWith, Lapse, ModelUpdateError, Station, StationError, pack_model,
};
use tempfile::TempDir;

use crate::support::output::{fine, refused, text};
use crate::support::program::{models, run};
use crate::support::release;

/// A station in `folder` that uses the release `now` and may go back to `before`; their hashes.
pub fn with_two_releases(folder: &Path) -> (Station, [String; 2]) {
    let home = folder.join("home");
    fs::create_dir(&home).unwrap();
    let publisher = folder.join("signing.pub");
    let settings = format!("model_publisher = '{}'\n", publisher.display());
    fs::write(home.join("settings.toml"), settings).unwrap();
    let station = Station::open(&home).unwrap();
    let models = home.join("models");
    let releases = ["now", "before"].map(|name| {
        let hash = release::release(folder, name, name.as_bytes());
        let place = models.join(&hash);
        fs::create_dir_all(&place).unwrap();
        for file in fs::read_dir(folder.join(name)).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), place.join(file.file_name())).unwrap();
        }
        hash
    });
    point(&models, &releases);
    (station, releases)
}

/// Says which release is in use, and which was before.
pub fn point(models: &Path, releases: &[String; 2]) {
    let text = releases.each_ref().map(|release| format!("{release}\n"));
    fs::write(models.join("current"), text.concat()).unwrap();
}

/// How many things in `folder` are on their way to where they belong.
fn parts(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "part"))
        .count()
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
    let mute = ["model", "install", &release, "--unchecked", " "];
    refused(&run(&home, &mute), 1, "why another model is used");
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
    let place = models.join(hash.lines().next().unwrap());
    let ends_in = |damage: &dyn Fn(), words: &str| {
        damage();
        let doctor = run(&home, &["doctor"]);
        assert_eq!(doctor.status.code(), Some(1));
        assert!(text(&doctor.stdout).contains(words), "{doctor:?}");
        assert!(fine(&install("release")).contains("were put back"));
        let doctor = run(&home, &["doctor"]);
        let is_well = |line: &str| line.starts_with("ok") && line.contains(" model ");
        assert!(text(&doctor.stdout).lines().any(is_well), "{doctor:?}");
        refused(&install("release"), 1, "is the one in use");
    };
    ends_in(&|| fs::remove_dir_all(&place).unwrap(), "is not in");
    // As after a restore on a new disk.
    ends_in(&|| fs::remove_dir_all(&models).unwrap(), "by the record");
    let net = place.join("pill-classifier.onnx");
    let changed = || fs::write(&net, "the start of a net").unwrap();
    ends_in(&changed, "is not as it was installed");
    let removed = || fs::remove_file(&net).unwrap();
    ends_in(&removed, "`takeback model install RELEASE`");
    assert!(used());
    assert_eq!(parts(&models), 0);
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
    let folder = TempDir::new().unwrap();
    let (station, releases) = with_two_releases(folder.path());
    let models = station.home().join("models");
    let [now, before] = releases.map(|release| models.join(release));
    let records = || station.verify().unwrap().records;
    let at_first = records();
    let stays = |why: &str| {
        let error = station.roll_back_model(BackTo::Before, "a test");
        let error = error.unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
        assert_eq!(station.models_dir().unwrap(), now);
        assert_eq!(records(), at_first);
    };
    let mute = station.roll_back_model(BackTo::Before, " ").unwrap_err();
    let is_mute = matches!(mute, StationError::Model(ModelUpdateError::NoReason));
    assert!(is_mute, "{mute}");
    let away = folder.path().join("away");
    fs::rename(&before, &away).unwrap();
    stays(&format!("{} is gone", before.display()));
    fs::rename(&away, &before).unwrap();
    // The file that says which is used cannot be written.
    fs::create_dir(models.join("current.part")).unwrap();
    stays("current");
    fs::remove_dir(models.join("current.part")).unwrap();
    let database = Connection::open(station.home().join("takeback.db")).unwrap();
    database
        .execute_batch(
            "CREATE TRIGGER refuse BEFORE INSERT ON record BEGIN SELECT RAISE(ABORT, 'refused'); END",
        )
        .unwrap();
    stays("refused");
    database.execute_batch("DROP TRIGGER refuse").unwrap();
    station.roll_back_model(BackTo::Before, "a test").unwrap();
    assert_eq!(station.models_dir().unwrap(), before);
    assert_eq!(records(), at_first + 1);
}

#[test]
fn one_program_at_a_time_changes_the_model() {
    let folder = TempDir::new().unwrap();
    let (station, [now, before]) = with_two_releases(folder.path());
    let models = station.home().join("models");
    let theirs = models.join("theirs.part");
    fs::create_dir(&theirs).unwrap();
    let lock = fs::File::create(models.join("change.lock")).unwrap();
    lock.lock().unwrap();
    let check = CheckWith::Nothing("a test");
    let install = station.install_model(&folder.path().join("before"), &check);
    let rollback = station.roll_back_model(BackTo::Before, "a test");
    for error in [install.unwrap_err(), rollback.unwrap_err()] {
        let is_busy = matches!(error, StationError::Model(ModelUpdateError::Busy));
        assert!(is_busy, "{error}");
    }
    assert!(theirs.is_dir());
    assert_eq!(station.models_dir().unwrap(), models.join(now));
    drop(lock);
    station.roll_back_model(BackTo::Before, "a test").unwrap();
    assert_eq!(station.models_dir().unwrap(), models.join(before));
}

#[test]
fn an_install_that_fails_or_is_stopped_leaves_nothing_half_written() {
    let folder = TempDir::new().unwrap();
    let (station, [now, _]) = with_two_releases(folder.path());
    let models = station.home().join("models");
    let new = release::release(folder.path(), "new", b"new");
    let check = CheckWith::Nothing("a test");
    let install = || station.install_model(&folder.path().join("new"), &check);
    // What a kill left.
    let left = models.join("of another.part");
    fs::create_dir(&left).unwrap();
    fs::write(left.join(release::LOCATOR), "half").unwrap();
    assert!(install().is_err(), "no engine opens it");
    assert_eq!(parts(&models), 0);
    let work = LongWork::default();
    work.stop();
    let error = work.run(install).unwrap_err();
    let is_stopped = matches!(error, StationError::Ledger(LedgerError::Stopped));
    assert!(is_stopped, "{error}");
    assert_eq!(parts(&models), 0);
    assert!(!models.join(new).exists());
    assert_eq!(station.models_dir().unwrap(), models.join(now));
}

#[test]
fn a_model_that_is_not_what_its_manifest_names_is_not_signed() {
    let folder = TempDir::new().unwrap();
    let (models, to) = (folder.path().join("models"), folder.path().join("to"));
    let (key, out) = (release::key(folder.path()), to.join("release"));
    let pack = || pack_model(&models, &key, &out);
    let refused = |why: &str| {
        let error = pack().unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
        assert_eq!(fs::read_dir(&to).unwrap().count(), 0);
    };
    release::model(&models, b"whole");
    let locator = models.join(release::LOCATOR);
    fs::write(&locator, "who").unwrap();
    refused("is not the file the manifest names");
    fs::remove_file(&locator).unwrap();
    refused(release::LOCATOR);
    fs::write(&locator, "whole").unwrap();

    let outside = folder.path().join("outside");
    fs::write(&outside, "whole").unwrap();
    let manifest = |key: &str, value| {
        let mut changed = release::manifest(b"whole");
        *changed.pointer_mut(key).unwrap() = value;
        fs::write(models.join("manifest.json"), changed.to_string()).unwrap();
    };
    for name in ["../outside", outside.to_str().unwrap(), "to/outside", ".."] {
        manifest("/locator/file", json!(name));
        refused("is no plain name");
    }
    assert_eq!(fs::read(&outside).unwrap(), b"whole");
    manifest("/schema", json!(Manifest::SCHEMA + 1));
    refused("another version of this program");

    release::model(&models, b"whole");
    pack().unwrap();
    assert!(out.join(release::LOCATOR).is_file());
    assert_eq!(parts(&to), 0);
    assert!(matches!(pack(), Err(StationError::InTheWay(_))));
}

#[test]
fn a_model_that_the_record_does_not_name_is_told_until_it_does() {
    let folder = TempDir::new().unwrap();
    let (station, [now, before]) = with_two_releases(folder.path());
    let told = || {
        let lapses = station.lapses().unwrap().into_iter();
        let mut models = lapses.filter(|lapse| matches!(lapse, Lapse::Model { .. }));
        models.next()
    };
    let doctor = || {
        let said = run(station.home(), &["doctor"]);
        let said = text(&said.stdout)
            .lines()
            .find(|line| line.contains(" model "));
        said.unwrap().to_owned()
    };
    // As after a kill between the change and its record.
    let unrecorded = Lapse::Model {
        recorded: None,
        used: Some(now),
    };
    assert_eq!(told(), Some(unrecorded));
    let said = doctor();
    assert!(said.starts_with("PROBLEM"), "{said}");
    assert!(said.contains("by the record"), "{said}");
    assert!(
        said.contains("go back with `takeback model rollback`"),
        "{said}"
    );
    station.roll_back_model(BackTo::Before, "a test").unwrap();
    assert_eq!(told(), None);

    // As after a restore on a new disk.
    fs::remove_dir_all(station.home().join("models")).unwrap();
    let lost = Lapse::Model {
        recorded: Some(before),
        used: None,
    };
    assert_eq!(told(), Some(lost));
    let said = doctor();
    assert!(said.starts_with("PROBLEM"), "{said}");
    // What can only fail is not advised.
    let back = station.roll_back_model(BackTo::Before, "a test");
    assert!(back.unwrap_err().to_string().contains("no earlier model"));
    assert!(
        said.contains("`takeback model rollback --shipped`"),
        "{said}"
    );
    assert!(!said.contains("`takeback model rollback`"), "{said}");
    station.roll_back_model(BackTo::Shipped, "a test").unwrap();
    assert_eq!(told(), None);
}
