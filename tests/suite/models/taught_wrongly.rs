//! No pill is taught as another one without a word, through the real binary, with the real model.

use std::path::{Path, PathBuf};
use std::process::Output;

use image::imageops::crop_imm;
use takeback::catalog::{Catalog, ProductId};
use takeback::demo::draw_tray;
use takeback::station::Station;
use takeback::vision::Photo;
use tempfile::TempDir;

use crate::support::laid;
use crate::support::output::{fine, refused};
use crate::support::program::{models, takeback};

/// A blue one and a red one.
const DIAMOND: &str = "00093-7248-06";
const CAPSULE: &str = "00054-0108-29";
/// No catalogue lists it.
const UNLISTED: [&str; 6] = [
    "--ndc",
    "99999-1234-01",
    "--name",
    "Testol 5 MG",
    "--imprint",
    "QX 5",
];

/// A photograph of this product, drawn.
fn drawn(folder: &Path, ndc: &str) -> PathBuf {
    let catalog = Catalog::builtin().unwrap();
    let ndc11 = ndc.parse().unwrap();
    let product = catalog.get(ProductId { ndc11, part: 1 }).unwrap();
    let path = folder.join(format!("{ndc}.png"));
    draw_tray(&[product], 5).picture.save(&path).unwrap();
    path
}

fn enrol(home: &Path, photos: &[&Path], words: &[&str]) -> Output {
    let mut args = vec!["enrol"];
    args.extend(photos.iter().map(|photo| photo.to_str().unwrap()));
    args.extend(words);
    takeback(home, &args).output().unwrap()
}

fn assert_nothing_is_taught(home: &Path) {
    let listed = takeback(home, &["enrol", "list", "--json"]).output();
    assert_eq!(fine(&listed.unwrap()), "");
    assert!(!home.join("photos").exists());
}

#[test]
fn a_pill_that_looks_unlike_the_product_is_taught_only_where_a_person_insists() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (photo, home) = (drawn(folder.path(), CAPSULE), folder.path().join("home"));
    let teach = |words: &[&str]| {
        let what = [&["--ndc", DIAMOND], words].concat();
        enrol(&home, &[photo.as_path()], &what)
    };
    let why = "does not look like 00093-7248-06 part 1";
    refused(&teach(&[]), 1, why);
    refused(&teach(&[]), 1, "only if it is that product (--despite)");
    assert_nothing_is_taught(&home);
    fine(&teach(&["--despite"]));
}

#[test]
fn two_pills_are_the_sides_of_one_only_where_a_person_insists() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let home = folder.path().join("home");
    let [one, other] = [DIAMOND, CAPSULE].map(|ndc| drawn(folder.path(), ndc));
    let teach = |words: &[&str]| {
        let what = [&UNLISTED, words].concat();
        enrol(&home, &[one.as_path(), other.as_path()], &what)
    };
    refused(&teach(&[]), 1, "not look like two sides of one pill");
    assert_nothing_is_taught(&home);
    fine(&teach(&["--despite"]));
}

#[test]
fn one_side_twice_is_taught_as_both_only_where_a_person_insists() {
    let (true, Some(studio)) = (models(), laid::studio()) else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let shown = |name: &str, side, at| {
        let mut tray = laid::tray();
        laid::lay(&mut tray, &studio, laid::STRATTERA_40, side, at);
        let path = folder.path().join(name);
        tray.save(&path).unwrap();
        path
    };
    let front = shown("front.png", 0, [300, 200]);
    let again = shown("again.png", 0, [900, 500]);
    let back = shown("back.png", 1, [900, 500]);
    for (home, what) in [
        ("listed", &["--ndc", "00002-3229-30"][..]),
        ("unlisted", &UNLISTED[..]),
    ] {
        let home = folder.path().join(home);
        let twice = [front.as_path(), again.as_path()];
        let why = "not look like two sides of one pill";
        refused(&enrol(&home, &twice, what), 1, why);
        assert_nothing_is_taught(&home);
        fine(&enrol(&home, &[front.as_path(), back.as_path()], what));
        fine(&enrol(&home, &twice, &[what, &["--despite"]].concat()));
    }
}

#[test]
fn a_pill_that_the_border_cuts_is_not_taught() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (whole, home) = (drawn(folder.path(), CAPSULE), folder.path().join("home"));
    let station = Station::open(&home).unwrap();
    let photo = Photo::read(&whole).unwrap();
    let pills = station.identifier().unwrap().locate(&photo).unwrap();
    let bounds = pills[0].bounds;
    // A third of it lies beyond the border of what is left of the photograph.
    let (width, height) = photo.pixels.dimensions();
    let third = bounds.width / 3;
    let [from, to] = if bounds.x > width / 2 {
        [0, bounds.x + 2 * third]
    } else {
        [bounds.x + third, width]
    };
    let cut = folder.path().join("cut.png");
    let picture = crop_imm(&photo.pixels, from, 0, to - from, height);
    picture.to_image().save(&cut).unwrap();
    refused(&enrol(&home, &[cut.as_path()], &UNLISTED), 1, "cut off");
    assert_nothing_is_taught(&home);
    fine(&enrol(&home, &[whole.as_path()], &UNLISTED));
}

#[test]
fn a_product_without_a_name_is_not_taught() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (photo, home) = (drawn(folder.path(), CAPSULE), folder.path().join("home"));
    for name in ["", " "] {
        let mut nameless = UNLISTED;
        nameless[3] = name;
        let taught = enrol(&home, &[photo.as_path()], &nameless);
        refused(&taught, 1, "give that name");
        assert_nothing_is_taught(&home);
    }
}

#[test]
fn one_photograph_is_taught_as_two_products_only_where_a_person_insists() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (photo, home) = (drawn(folder.path(), CAPSULE), folder.path().join("home"));
    let teach = |words: &[&str]| enrol(&home, &[photo.as_path()], words);
    let mut other = UNLISTED;
    (other[1], other[3]) = ("99999-1235-01", "Other 7 MG");
    let first = fine(&teach(&UNLISTED)).trim().to_owned();
    let why = format!("was taught as Testol 5 MG (enrolment {first})");
    refused(&teach(&other), 1, &why);
    refused(&teach(&other), 1, "only if both are this pill (--despite)");
    let withdraw = ["enrol", "withdraw", &first, "--reason", "another pill"];
    fine(&takeback(&home, &withdraw).output().unwrap());
    fine(&teach(&other));
    refused(&teach(&UNLISTED), 1, "was taught as Other 7 MG");
    fine(&teach(&[&UNLISTED[..], &["--despite"]].concat()));
}

#[test]
fn a_taught_product_is_described_otherwise_only_once_that_is_taken_back() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (photo, home) = (drawn(folder.path(), CAPSULE), folder.path().join("home"));
    let teach = |words: &[&str]| enrol(&home, &[photo.as_path()], words);
    let first = fine(&teach(&UNLISTED)).trim().to_owned();
    let mut otherwise = UNLISTED;
    otherwise[3] = "Other 7 MG";
    let why = format!("taught as Testol 5 MG (enrolment {first})");
    refused(&teach(&otherwise), 1, &why);
    // Of what it is said to be nothing is left out, so it may be said again.
    let again = fine(&teach(&UNLISTED)).trim().to_owned();
    for id in [&first, &again] {
        let withdraw = ["enrol", "withdraw", id, "--reason", "another name"];
        fine(&takeback(&home, &withdraw).output().unwrap());
    }
    fine(&teach(&otherwise));
}
