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
fn what_does_not_show_one_pill_alone_is_neither_side_as_for_a_record() {
    let Some(desk) = Desk::open() else { return };
    let [one, two, three] = [("one.png", "1"), ("two.png", "2"), ("three.png", "3")]
        .map(|(name, count)| desk.drawn(name, count, "5"));
    let record = ["--unidentified", "--quantity", "1"];
    for (front, back, why) in [
        (&two, &three, "2 pills are in"),
        (&one, &two, "2 pills are in"),
        (&three, &one, "3 pills are in"),
    ] {
        let pair = [front.as_str(), back.as_str()];
        let [several, _] = if front == &one {
            [back, front]
        } else {
            [front, back]
        };
        let why = format!("{why} {several}");
        let how = ["identify", "--picture-only", "--sides"];
        refused(&desk.run(&[&how[..], &pair].concat()), 2, &why);
        refused(
            &desk.run(&[&["record"], &pair[..], &record].concat()),
            2,
            &why,
        );
        let as_json = desk.run(&[&how[..], &["--json"], &pair].concat());
        assert_eq!(as_json.status.code(), Some(2));
        let said: Value = serde_json::from_slice(&as_json.stdout).unwrap();
        assert_eq!(said["photo"], *front);
        assert!(said["error"].as_str().unwrap().contains(&why), "{said}");
    }
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
fn what_is_handled_as_hazardous_says_how_probable_that_is_and_why() {
    let Some(desk) = Desk::open() else { return };
    let mut unnamed = 0;
    for seed in ["1", "2", "3"] {
        let tray = desk.drawn(&format!("{seed}.png"), "6", seed);
        let said = fine(&desk.run(&["identify", "--json", "--picture-only", &tray]));
        let said: Value = serde_json::from_str(&said).unwrap();
        let pills = said["pills"].as_array().unwrap();
        let table = fine(&desk.run(&["identify", "--picture-only", &tray]));
        let verdicts = table.lines().filter(|line| line.contains(" (probability "));
        let verdicts: Vec<&str> = verdicts.collect();
        assert_eq!(verdicts.len(), pills.len(), "{table}");
        for (line, pill) in verdicts.into_iter().zip(pills) {
            let hazard = &pill["hazard"];
            if hazard["verdict"] != "hazardous" {
                continue;
            }
            // Few in a hundred are enough, so the words beside the number do not call it likely.
            let (verdict, why) = line.split_once(" %) ").unwrap();
            let probable = verdict.strip_prefix("  handle as HAZARDOUS (probability ");
            assert!(probable.is_some(), "{line}");
            let mut reasons = hazard["reasons"].as_array().unwrap().iter();
            let reason = reasons.find(|reason| reason["effect"] != "excluded");
            let reason = reason.unwrap();
            let is_unnamed = reason["system"] == "";
            let words = if is_unnamed { "condition" } else { "system" };
            let words = reason[words].as_str().unwrap();
            assert!(!words.is_empty() && why.starts_with(words), "{line}");
            unnamed += u32::from(is_unnamed);
        }
    }
    assert!(unnamed > 0, "every pill had a listing");
}

#[test]
fn a_listing_that_cannot_be_excluded_is_marked_where_it_is_told_and_where_it_is_kept() {
    let (Some(desk), Some(studio)) = (Desk::open(), laid::studio()) else {
        return;
    };
    // Capsules of vitamins and minerals, of which nothing says which.
    let photo = studio.join("51991-0635-01_NLMIMAGE10_FB3AFDC7.jpg");
    let photo = photo.to_str().unwrap();
    let told = fine(&desk.run(&["identify", "--picture-only", photo]));
    assert!(told.contains("RCRA-D D010? vitamins"), "{told}");
    assert!(!told.contains("D010 "), "{told}");
    let what = ["--ndc", "51991-0635-01", "--pill", "1", "--quantity", "1"];
    fine(&desk.run(&[&["record", photo], &what[..]].concat()));
    let kept = fine(&desk.run(&["log", "--json"]));
    let kept: Value = serde_json::from_str(&kept).unwrap();
    let codes = serde_json::json!(["RCRA-D D010?", "RCRA-D D007?"]);
    assert_eq!(kept["suggestion"]["hazard_reasons"], codes);
}

#[test]
fn a_schedule_from_which_products_are_exempted_is_told_with_what_to_check() {
    let (Some(desk), Some(studio)) = (Desk::open(), laid::studio()) else {
        return;
    };
    // Esterified estrogens with methyltestosterone.
    let photo = studio.join("62559-1507-00_NLMIMAGE10_8415C24E.jpg");
    let photo = photo.to_str().unwrap();
    let told = fine(&desk.run(&["identify", "--picture-only", photo]));
    let (_, after) = told
        .split_once("possibly controlled: CIII (anabolic steroids, DEA 4000)\n")
        .unwrap();
    let note = after.lines().next().unwrap();
    assert!(note.contains("21 CFR 1308.33-.34"), "{told}");
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
