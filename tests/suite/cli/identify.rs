//! `takeback identify`, through the real binary: what it says of two sides, and what is wrong use of it.

use std::fs;
use std::path::Path;

use image::imageops::crop_imm;
use image::{Rgb, RgbImage};
use serde_json::Value;

use crate::support::desk::Desk;
use crate::support::laid;
use crate::support::output::{fine, refused};

impl Desk {
    /// What is said of the two sides, as the schema has it.
    fn sides(&self, first: &str, second: &str) -> Value {
        let how = ["identify", "--json", "--picture-only", "--sides"];
        let said = fine(&self.run(&[&how[..], &[first, second]].concat()));
        let said: Value = serde_json::from_str(&said).unwrap();
        let schema = Path::new(env!("CARGO_MANIFEST_DIR"));
        let schema = schema.join("assets/schema/identify.schema.json");
        let schema = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
        let schema = jsonschema::validator_for(&schema).unwrap();
        if let Err(error) = schema.validate(&said) {
            panic!("{error} in {said}");
        }
        said
    }
}

#[test]
fn of_two_photographs_of_which_one_shows_no_side_the_other_is_described() {
    let Some(desk) = Desk::open() else { return };
    let (front, nothing) = (desk.drawn("front.png", "1", "5"), desk.at("nothing.png"));
    let ground = RgbImage::from_pixel(1280, 720, Rgb([112, 113, 116]));
    ground.save(&nothing).unwrap();
    let size = image::image_dimensions(&front).unwrap();
    for (first, second) in [(&front, &nothing), (&nothing, &front), (&front, &front)] {
        let said = desk.sides(first, second);
        assert_eq!(said["photo"], *front, "{said}");
        assert!(said["other_side"].is_null(), "{said}");
        assert_eq!(said["width"], size.0);
        assert_eq!(said["height"], size.1);
        assert_eq!(said["pills"].as_array().unwrap().len(), 1);
    }
    let how = ["identify", "--picture-only", "--sides"];
    let table = fine(&desk.run(&[&how[..], &[&*front, &*nothing]].concat()));
    assert!(table.contains("nothing.png: no pill found"), "{table}");
    let back = desk.drawn("back.png", "1", "2");
    let said = desk.sides(&front, &back);
    assert_eq!(said["photo"], *front);
    assert_eq!(said["other_side"], *back);
    let table = fine(&desk.run(&[&how[..], &[&*front, &*back]].concat()));
    assert!(!table.contains("back.png"), "{table}");
}

#[test]
fn two_photographs_of_one_side_are_one_side() {
    let (Some(desk), Some(studio)) = (Desk::open(), laid::studio()) else {
        return;
    };
    let shown = |name: &str, side, at| {
        let mut tray = laid::tray();
        laid::lay(&mut tray, &studio, laid::STRATTERA_40, side, at);
        let path = desk.at(name);
        tray.save(&path).unwrap();
        path
    };
    let front = shown("front.png", 0, [300, 200]);
    let again = shown("again.png", 0, [900, 500]);
    let back = shown("back.png", 1, [900, 500]);
    let said = desk.sides(&front, &again);
    assert!(said["other_side"].is_null(), "{said}");
    let how = ["identify", "--picture-only", "--sides"];
    let table = fine(&desk.run(&[&how[..], &[&*front, &*again]].concat()));
    assert!(table.contains("again.png: the same side again"), "{table}");
    assert_eq!(desk.sides(&front, &back)["other_side"], *back);
}

#[test]
fn of_two_photographs_of_one_side_the_one_that_shows_all_of_it_counts() {
    let (Some(desk), Some(studio)) = (Desk::open(), laid::studio()) else {
        return;
    };
    let mut tray = laid::tray();
    laid::lay(&mut tray, &studio, laid::STRATTERA_40, 0, [300, 200]);
    let (whole, cut) = (desk.at("whole.png"), desk.at("cut.png"));
    tray.save(&whole).unwrap();
    // A tenth of it lies beyond the left border.
    let rest = crop_imm(&tray, 232, 0, 1280 - 232, 720).to_image();
    rest.save(&cut).unwrap();
    for (first, second) in [(&whole, &cut), (&cut, &whole)] {
        let said = desk.sides(first, second);
        assert_eq!(said["photo"], *whole, "{said}");
        assert!(said["other_side"].is_null(), "{said}");
        assert_eq!(said["width"], 1280);
    }
}

#[test]
fn a_label_that_names_no_product_is_wrong_use() {
    let Some(desk) = Desk::open() else { return };
    let front = desk.drawn("front.png", "1", "5");
    for (label, why) in [
        ("xyz", "xyz"),
        ("", "names no NDC"),
        ("99999-9999-99", "no product"),
    ] {
        refused(&desk.run(&["identify", &front, "--expect", label]), 2, why);
    }
    // What a file says is input.
    let list = desk.at("list.txt");
    fs::write(&list, "xyz\n").unwrap();
    refused(
        &desk.run(&["identify", &front, "--expect-file", &list]),
        1,
        "xyz",
    );
}
