//! An installed model that is damaged or gone, and one of which nobody knows: what is said, and what is used.

use std::fs;

use serde_json::json;
use takeback::files::sha256_hex;
use takeback::runtime::{Manifest, models_dir};
use takeback::station::{BackTo, Lapse, Station};
use tempfile::TempDir;

use super::release::{point, with_two_releases};
use crate::support::output::fine;
use crate::support::program::run;
use crate::support::release;

#[test]
fn a_model_that_is_damaged_or_gone_is_told_with_what_mends_it() {
    let folder = TempDir::new().unwrap();
    let (station, [now, _]) = with_two_releases(folder.path());
    let place = station.home().join("models").join(now);
    let tells = |words: &str, what: &str| {
        for part in [
            what,
            "`takeback model install RELEASE`",
            "`takeback model rollback --shipped`",
        ] {
            assert!(words.contains(part), "{part}: {words}");
        }
    };
    let manifest = place.join("manifest.json");
    fs::remove_file(&manifest).unwrap();
    let error = station.enrolments().err().unwrap().to_string();
    tells(&error, &format!("{} is not as it was", manifest.display()));
    fs::remove_dir_all(&place).unwrap();
    let gone = Lapse::ModelGone {
        folder: place.clone(),
    };
    assert!(station.lapses().unwrap().contains(&gone));
    let todo = fine(&run(station.home(), &["todo"]));
    let gone = todo.lines().find(|line| line.contains("any more"));
    tells(gone.unwrap(), place.to_str().unwrap());
}

#[test]
fn a_damaged_model_is_not_gone_back_to_and_the_shipped_one_is() {
    let folder = TempDir::new().unwrap();
    let (station, [now, before]) = with_two_releases(folder.path());
    let models = station.home().join("models");
    let records = || station.verify().unwrap().records;
    let at_first = records();
    let refused = |why: &str| {
        let error = station.roll_back_model(BackTo::Before, "a test");
        let error = error.unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
        assert_eq!(station.models_dir().unwrap(), models.join(&now));
        assert_eq!(records(), at_first);
    };
    let locator = models.join(&before).join(release::LOCATOR);
    let whole = fs::read(&locator).unwrap();
    fs::write(&locator, &whole[..1]).unwrap();
    refused(&format!("{} is not as it was", locator.display()));
    fs::remove_file(&locator).unwrap();
    refused(&format!("{} is not as it was", locator.display()));
    fs::write(&locator, &whole).unwrap();

    // As it was signed, for a program of other days.
    let place = models.join(&before);
    let manifest = fs::read(place.join("manifest.json")).unwrap();
    let mut other = release::manifest(b"before");
    other["schema"] = json!(Manifest::SCHEMA - 1);
    let other = other.to_string();
    fs::write(place.join("manifest.json"), &other).unwrap();
    let list = fs::read_to_string(place.join("release.json")).unwrap();
    let list = list.replace(&sha256_hex(&manifest), &sha256_hex(other.as_bytes()));
    fs::write(place.join("release.json"), &list).unwrap();
    let older = sha256_hex(list.as_bytes());
    fs::rename(&place, models.join(&older)).unwrap();
    point(&models, &[now.clone(), older]);
    refused("another version of this program");

    station.roll_back_model(BackTo::Shipped, "a test").unwrap();
    assert_eq!(station.models_dir().unwrap(), models_dir());
    assert_eq!(records(), at_first + 1);
    let error = station.roll_back_model(BackTo::Shipped, "a test");
    assert!(error.unwrap_err().to_string().contains("the one in use"));
    station.roll_back_model(BackTo::Before, "a test").unwrap();
    assert_eq!(station.models_dir().unwrap(), models.join(&now));
}

#[test]
fn a_station_that_does_not_know_its_model_uses_no_other() {
    let home = TempDir::new().unwrap();
    let station = Station::open(home.path()).unwrap();
    assert!(station.missing_model().is_none());
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
