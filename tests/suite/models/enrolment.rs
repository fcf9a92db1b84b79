//! Teaching the station a pill through the real binary, with the real model.

use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;
use takeback::catalog::ProductId;
use takeback::identify::Side;
use takeback::ledger::{Enrolled, EnrolledLook, Moment, TypedProduct};
use takeback::station::{Clock, Doubts, EnrolmentState, NewDisposal, Shown, SiteMode, Station};
use takeback::vision::Photo;
use tempfile::TempDir;

use crate::support::output::{fine, refused};
use crate::support::program::{models, takeback};
use crate::support::{colleagues, item, staff, unchecked};

const NDC: &str = "99999-0001-01";

fn run(home: &Path, args: &[&str]) -> Output {
    let mut command = takeback(home, args);
    command.env("TAKEBACK_SECRET", staff::PIN).output().unwrap()
}

/// Teaches a pill that no catalogue lists; `words`: its photographs, and what else is said.
fn enrol_probe(home: &Path, words: &[&str]) -> Output {
    let what = ["--ndc", NDC, "--name", "Probe 5 MG", "--imprint", "QX 5"];
    run(home, &[&["enrol"], words, &what].concat())
}

/// A photograph of one drawn pill.
fn drawn(folder: &Path, pills: &str) -> PathBuf {
    let path = folder.join(format!("{pills}.png"));
    let out = path.to_str().unwrap();
    fine(&run(
        &folder.join("drawing"),
        &["demo-tray", "--count", pills, "--seed", "5", "--out", out],
    ));
    path
}

/// NDCs of the first candidate by the picture alone.
fn first(home: &Path, photo: &str) -> Vec<String> {
    let said = fine(&run(home, &["identify", "--json", "--picture-only", photo]));
    let said: Value = serde_json::from_str(said.lines().next().unwrap()).unwrap();
    let products = said["pills"][0]["candidates"][0]["products"].as_array();
    let ndc = |product: &Value| product["ndc11"].as_str().unwrap().to_owned();
    products.unwrap().iter().map(ndc).collect()
}

#[test]
fn a_pill_that_no_catalogue_lists_is_known_again_until_it_is_withdrawn() {
    if !models() {
        return;
    }
    let home = TempDir::new().unwrap();
    let photo = drawn(home.path(), "1");
    let (photo, home) = (photo.to_str().unwrap(), home.path().join("home"));
    let before = first(&home, photo);
    refused(&run(&home, &["enrol", photo, "--ndc", NDC]), 1, "--name");
    let id = fine(&enrol_probe(&home, &[photo])).trim().to_owned();
    assert_eq!(first(&home, photo), [NDC]);
    // What nobody stated the contents of is never free of listings.
    let found = fine(&run(&home, &["identify", "--picture-only", photo]));
    assert!(!found.contains("no hazard listing found"), "{found}");

    let listed = fine(&run(&home, &["enrol", "list", "--json"]));
    let listed: Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(listed["id"], id.as_str());
    assert_eq!(
        (&listed["ndc11"], &listed["used"], &listed["typed"]["name"]),
        (&NDC.into(), &true.into(), &"Probe 5 MG".into())
    );
    fine(&run(&home, &["verify"]));
    for words in [NDC, "probe"] {
        let found = fine(&run(&home, &["lookup", words]));
        assert!(found.contains(NDC) && found.contains("unknown"), "{found}");
    }

    let withdraw = ["enrol", "withdraw", &id, "--reason", "only a probe"];
    fine(&run(&home, &withdraw));
    refused(&run(&home, &withdraw), 1, "no enrolment that is in force");
    assert_eq!(first(&home, photo), before);
    assert_eq!(fine(&run(&home, &["enrol", "list", "--json"])), "");
}

#[test]
fn a_pill_that_another_program_enrols_is_known_at_the_next_look() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (photo, home) = (drawn(folder.path(), "1"), folder.path().join("home"));
    let station = Station::open(&home).unwrap();
    let seen = Photo::read(&photo).unwrap();
    let first = || -> Vec<ProductId> {
        let identifier = station.identifier().unwrap();
        let pills = identifier.locate(&seen).unwrap();
        let sides = [Side {
            photo: &seen,
            pill: &pills[0],
        }];
        let evidence = identifier.picture(&sides).unwrap();
        let said = identifier.decide(&evidence);
        said.candidates.first().unwrap().products.clone()
    };
    let (before, probe) = (
        first(),
        ProductId {
            ndc11: NDC.parse().unwrap(),
            part: 1,
        },
    );
    assert_ne!(before, [probe]);
    assert!(station.catalog().get(probe).is_none());
    let photo = photo.to_str().unwrap();
    let id = fine(&enrol_probe(&home, &[photo])).trim().to_owned();
    assert_eq!(first(), [probe]);
    assert_eq!(station.catalog().get(probe).unwrap().name, "Probe 5 MG");
    // The same through the station itself, and back.
    station
        .withdraw_enrolment(id.parse().unwrap(), "only a probe")
        .unwrap();
    assert_eq!(first(), before);
    assert!(station.catalog().get(probe).is_none());
    let typed = TypedProduct {
        name: "Probe 5 MG".to_owned(),
        labeler: String::new(),
        imprint: vec!["QX".to_owned(), "5".to_owned()],
        colors: Vec::new(),
        shape: None,
    };
    let photo = Shown::File(photo.into());
    let doubts = Doubts::Refuse;
    station.enrol(&[photo], probe, Some(typed), doubts).unwrap();
    assert_eq!(first(), [probe]);
}

#[test]
fn an_enrolment_of_what_nobody_describes_any_more_is_not_called_used() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (photo, home) = (drawn(folder.path(), "1"), folder.path().join("home"));
    let photo = photo.to_str().unwrap();
    let enrol = |words: &[&str]| {
        let enrol = [&["enrol", photo, "--ndc", NDC], words].concat();
        fine(&run(&home, &enrol)).trim().to_owned()
    };
    let used = || -> Vec<Value> {
        let listed = fine(&run(&home, &["enrol", "list", "--json"]));
        let lines = listed.lines();
        lines
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["used"].clone())
            .collect()
    };
    let described = ["--name", "Probe 5 MG", "--imprint", "QX 5"];
    let first = enrol(&described);
    enrol(&[]);
    assert_eq!(used(), [true, true]);
    let withdraw = ["enrol", "withdraw", &first, "--reason", "only a probe"];
    fine(&run(&home, &withdraw));
    assert_eq!(used(), [false]);
    let listed = fine(&run(&home, &["enrol", "list"]));
    assert!(
        listed.contains("NOT USED: the catalog does not list it"),
        "{listed}"
    );
    enrol(&described);
    assert_eq!(used(), [true, true]);
}

#[test]
fn an_enrolment_whose_photograph_shows_the_present_model_no_single_pill_is_not_called_used() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (several, home) = (drawn(folder.path(), "3"), folder.path().join("home"));
    let (station, _) = taught_before(&home, &several);
    assert_eq!(states(&station), [EnrolmentState::Unreadable]);
}

#[test]
fn a_pill_is_not_known_by_what_lies_in_the_place_of_its_photograph() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (photo, home) = (drawn(folder.path(), "1"), folder.path().join("home"));
    let (station, kept) = taught_before(&home, &photo);
    assert_eq!(states(&station), [EnrolmentState::LookedAtAnew]);
    drop(station);
    let mut other = image::open(&photo).unwrap().into_rgb8();
    other.put_pixel(0, 0, image::Rgb([7; 3]));
    other.save(&kept).unwrap();
    let station = Station::open(&home).unwrap();
    assert_eq!(states(&station), [EnrolmentState::Unreadable]);
}

/// A station that was taught a pill by this photograph under another model, and where it keeps that.
fn taught_before(home: &Path, photo: &Path) -> (Station, PathBuf) {
    std::fs::create_dir(home).unwrap();
    std::fs::write(home.join("settings.toml"), "keep_photos = true\n").unwrap();
    let station = Station::open(home).unwrap();
    station.hold_photo(&std::fs::read(photo).unwrap());
    let photo = Photo::read(photo).unwrap().sha256;
    station
        .record(NewDisposal {
            photos: vec![photo.clone()],
            ..item::unidentified()
        })
        .unwrap();
    let kept = station.kept_photo(&photo).unwrap().unwrap();
    let enrolled = Enrolled {
        ndc11: "00093-7248-06".into(),
        part: 1,
        typed: None,
        looks: vec![EnrolledLook {
            photo,
            embedding: String::new(),
        }],
        model: "c0".repeat(32),
    };
    unchecked::enrol(&station, station.now(), enrolled);
    (station, kept)
}

fn states(station: &Station) -> Vec<EnrolmentState> {
    let known = station.enrolments().unwrap();
    known.into_iter().map(|(_, state)| state).collect()
}

#[test]
fn several_pills_or_facts_that_the_catalogue_has_are_refused() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (several, one) = (drawn(folder.path(), "3"), drawn(folder.path(), "1"));
    let home = folder.path().join("home");
    let known = "00093-7248-06";
    let several = ["enrol", several.to_str().unwrap(), "--ndc", known];
    refused(&run(&home, &several), 1, "alone");
    let facts = [
        "enrol",
        one.to_str().unwrap(),
        "--ndc",
        known,
        "--name",
        "x",
        "--imprint",
        "y",
    ];
    refused(&run(&home, &facts), 1, "taken from there");
}

#[test]
fn only_those_who_review_may_enrol() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let photo = drawn(folder.path(), "1");
    let home = folder.path().join("home");
    let station = staff::staffed(&home, Clock::System, staff::site(SiteMode::Research));
    colleagues::join(&station);
    drop(station);
    let photo = photo.to_str().unwrap();
    let enrol = |who: &[&str]| enrol_probe(&home, &[&[photo], who].concat());
    refused(&enrol(&[]), 1, "sign in");
    refused(&enrol(&["--as", "C. Clerk"]), 1, "operator");
    fine(&enrol(&["--as", "P. Harm"]));
}

#[test]
fn neither_days_nor_a_purge_take_the_photograph_of_a_taught_pill() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let photo = drawn(folder.path(), "1");
    let home = folder.path().join("home");
    std::fs::create_dir(&home).unwrap();
    let settings = "keep_photos = true\nphoto_days = 10\n";
    std::fs::write(home.join("settings.toml"), settings).unwrap();
    let in_2020 = Clock::Fixed(Moment::from_parts(1_600_000_000_000_000, 0).unwrap());
    let then = Station::open_at(&home, in_2020).unwrap();
    then.hold_photo(&std::fs::read(&photo).unwrap());
    let hash = Photo::read(&photo).unwrap().sha256;
    then.record(NewDisposal {
        photos: vec![hash.clone()],
        ..item::unidentified()
    })
    .unwrap();
    drop(then);
    fine(&enrol_probe(&home, &[photo.to_str().unwrap()]));

    let station = Station::open(&home).unwrap();
    assert_eq!(station.remove_old_photos().unwrap(), 0);
    let export = folder.path().join("purged");
    let purged = station.purge("2021-01-01".parse().unwrap(), &export);
    let purged = purged.unwrap();
    assert_eq!((purged.records, purged.photos), (1, 0));
    assert!(station.kept_photo(&hash).unwrap().is_some());
}

#[test]
fn a_blurred_photograph_the_same_one_twice_and_no_color_of_the_fdas_are_refused() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let photo = drawn(folder.path(), "1");
    let home = folder.path().join("home");
    let blurred = folder.path().join("blurred.png");
    let picture = image::open(&photo).unwrap();
    picture.fast_blur(12.0).save(&blurred).unwrap();
    let enrol = |words: &[&str]| enrol_probe(&home, words);
    let [photo, blurred] = [photo, blurred].map(|path| path.to_str().unwrap().to_owned());
    refused(&enrol(&[&blurred]), 1, "blurred");
    refused(&enrol(&[&photo, &photo]), 1, "the same one");
    refused(&enrol(&[&photo, "--color", "PURPLISH"]), 2, "PURPLISH");
    fine(&enrol(&[&photo, "--color", "blue"]));
}

#[test]
fn an_enrolment_whose_product_cannot_be_told_can_be_withdrawn() {
    let home = TempDir::new().unwrap();
    let station = Station::open(home.path()).unwrap();
    let enrolled = Enrolled {
        ndc11: "unreadable".into(),
        part: 1,
        typed: None,
        looks: Vec::new(),
        model: "c0".repeat(32),
    };
    let written = unchecked::enrol(&station, station.now(), enrolled);
    let withdraw = || station.withdraw_enrolment(written.content.id, "it is of no product");
    withdraw().unwrap();
    let again = withdraw().unwrap_err().to_string();
    assert!(again.contains("no enrolment that is in force"), "{again}");
    assert!(station.verify().unwrap().is_intact());
}

#[test]
fn a_photograph_with_print_beside_the_pill_is_neither_taught_nor_kept() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (photo, home) = (drawn(folder.path(), "1"), folder.path().join("home"));
    // Two lines of sixty letters, as large as on a vial's label.
    let mut picture = image::open(&photo).unwrap().into_rgb8();
    for (left, top) in (0..60).flat_map(|letter| [16, 896].map(|top| (40 + 20 * letter, top))) {
        for (x, y) in (0..12).flat_map(|x| (0..16).map(move |y| (left + x, top + y))) {
            picture.put_pixel(x, y, image::Rgb([10; 3]));
        }
    }
    let labelled = folder.path().join("labelled.png");
    picture.save(&labelled).unwrap();
    let enrol = |photo: &Path| enrol_probe(&home, &[photo.to_str().unwrap()]);
    refused(&enrol(&labelled), 1, "shows print beside the pill");
    let hash = Photo::read(&labelled).unwrap().sha256;
    let station = Station::open(&home).unwrap();
    assert!(station.kept_photo(&hash).unwrap().is_none());
    drop(station);
    fine(&enrol(&photo));
}
