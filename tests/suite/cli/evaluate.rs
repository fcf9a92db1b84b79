//! `takeback evaluate` with the scale of its photographs, through the real binary.

use std::fs;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::output::{fine, refused};
use crate::support::program::{models, run};

/// What is written of an appearance: nine numbers of four bytes.
const ROW: usize = 9 * 4;

/// The lengths in a file of evidence, one a question; nothing of a pill that was not measured.
fn lengths(mut evidence: &[u8]) -> Vec<Option<f64>> {
    let mut lengths = Vec::new();
    while let Some(line) = evidence.iter().position(|byte| *byte == b'\n') {
        let said: Value = serde_json::from_slice(&evidence[..line]).unwrap();
        lengths.push(said["length_mm"].as_f64());
        let appearances = said["appearances"].as_u64().unwrap() as usize;
        evidence = &evidence[line + 1 + appearances * ROW..];
    }
    assert!(evidence.is_empty());
    lengths
}

/// A folder of photographs, and a home of its own.
struct Bench(TempDir);

impl Bench {
    /// None where there are no models.
    fn open() -> Option<Self> {
        models().then(|| Self(TempDir::new().unwrap()))
    }

    fn folder(&self) -> &str {
        self.0.path().to_str().unwrap()
    }

    fn at(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn run(&self, args: &[&str]) -> Output {
        let home = self.0.path().join("home");
        run(&home, args)
    }
}

#[test]
fn the_scale_for_all_holds_for_photographs_that_only_a_pair_names() {
    let Some(bench) = Bench::open() else { return };
    for seed in ["1", "2", "5"] {
        let file = bench.at(&format!("{seed}.png"));
        let draw = ["demo-tray", "--count", "1", "--seed", seed, "--out", &file];
        fine(&bench.run(&draw));
    }
    let (labels, pairs, evidence) = (
        bench.at("labels.csv"),
        bench.at("pairs.csv"),
        bench.at("evidence"),
    );
    let alone = "file,ndc11,part,kind,mm_per_px\n1.png,00093-7248-06,1,drawn,0.8\n";
    fs::write(&labels, alone).unwrap();
    let pair = "side_a,side_b,ndc11,part\n2.png,5.png,00093-7248-06,1\n";
    fs::write(&pairs, pair).unwrap();
    let images = bench.folder();
    let files = [
        "--images",
        images,
        "--labels",
        &labels,
        "--pairs",
        &pairs,
        "--evidence",
        &evidence,
    ];
    let evaluate = |scale: &str| {
        let how = ["evaluate", "--picture-only", "--mm-per-px", scale];
        bench.run(&[&how[..], &files[..]].concat())
    };
    refused(&evaluate("0"), 2, "is not a scale");
    fine(&evaluate("0.05"));
    // A drawn pill is 100 to 600 pixels long.
    let [Some(alone), Some(pair)] = lengths(&fs::read(&evidence).unwrap())[..] else {
        panic!("not measured");
    };
    assert!(alone > 50.0 && pair < 50.0, "{alone} {pair}");
}

#[test]
fn a_pill_of_unknown_composition_is_no_false_alarm() {
    let Some(bench) = Bench::open() else { return };
    let photo = bench.at("5.png");
    let draw = ["demo-tray", "--count", "1", "--seed", "5", "--out", &photo];
    fine(&bench.run(&draw));
    let what = ["--ndc", "99999-0001-01", "--name", "Probe", "--imprint", ""];
    fine(&bench.run(&[&["enrol", &photo], &what[..]].concat()));
    let labels = bench.at("labels.csv");
    fs::write(&labels, "file,ndc11,part\n5.png,99999-0001-01,1\n").unwrap();
    let images = bench.folder();
    let how = ["evaluate", "--picture-only", "--json", "--images", images];
    let said = fine(&bench.run(&[&how[..], &["--labels", &labels]].concat()));
    let said: Value = serde_json::from_str(&said).unwrap();
    let score = &said["photographs"];
    assert_eq!(score["hazard_sensitivity"]["of"], 1, "{score}");
    assert!(score["hazard_specificity"].is_null(), "{score}");
}

#[test]
fn a_pair_that_shows_several_pills_is_counted() {
    let Some(bench) = Bench::open() else { return };
    for (count, file) in [("1", "front.png"), ("3", "back.png")] {
        let out = bench.at(file);
        fine(&bench.run(&["demo-tray", "--count", count, "--out", &out]));
    }
    let (labels, pairs) = (bench.at("labels.csv"), bench.at("pairs.csv"));
    fs::write(&labels, "file,ndc11,part\nfront.png,00093-7248-06,1\n").unwrap();
    let pair = "side_a,side_b,ndc11,part\nfront.png,back.png,00093-7248-06,1\n";
    fs::write(&pairs, pair).unwrap();
    let images = bench.folder();
    let how = ["evaluate", "--picture-only", "--json", "--images", images];
    let files = ["--labels", &labels, "--pairs", &pairs];
    let said = fine(&bench.run(&[&how[..], &files].concat()));
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["photographs"]["split"]["hits"], 0, "{said}");
    assert_eq!(said["pairs"]["split"]["hits"], 1, "{said}");
}

#[test]
fn a_hazardous_pill_that_was_not_found_is_missed_in_the_curves_too() {
    let Some(bench) = Bench::open() else { return };
    let labels = bench.at("labels.csv");
    // Warfarin, of which no photograph is there.
    fs::write(&labels, "file,ndc11,part\ngone.png,00056-0168-70,1\n").unwrap();
    let images = bench.folder();
    let how = ["evaluate", "--picture-only", "--json", "--images", images];
    let args = [&how[..], &["--labels", &labels]].concat();
    let output = bench.run(&args);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let counted = |rate: &Value| (rate["hits"].as_u64(), rate["of"].as_u64());
    let missed = (Some(0), Some(1));
    let score = &said["photographs"];
    assert_eq!(counted(&score["hazard_sensitivity"]), missed, "{said}");
    for point in said["curves"]["hazard"].as_array().unwrap() {
        assert_eq!(counted(&point["sensitivity"]), missed, "{said}");
    }
}

#[test]
fn a_table_that_names_no_photograph_is_refused() {
    let Some(bench) = Bench::open() else { return };
    let images = bench.folder();
    let (evidence, gallery) = (bench.at("evidence"), bench.at("gallery"));
    let evaluate = |labels: &str| {
        let how = ["evaluate", "--picture-only", "--images", images];
        let to = ["--evidence", &evidence, "--gallery", &gallery];
        bench.run(&[&how[..], &to, &["--labels", labels]].concat())
    };
    let labels = bench.at("labels.csv");
    for text in ["", "file,ndc11,part\n"] {
        fs::write(&labels, text).unwrap();
        refused(&evaluate(&labels), 1, "names no photograph");
    }
    refused(&evaluate(images), 1, "cannot read");
    let left = fs::read_dir(images).unwrap();
    let mut left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let begun = |name: &String| {
        ["evidence", "gallery"]
            .iter()
            .any(|it| name.starts_with(it))
    };
    assert_eq!(left.find(begun), None);
    fs::create_dir(&gallery).unwrap();
    refused(&evaluate(&labels), 1, "is there already");
}

#[test]
fn what_failed_names_its_file_once() {
    let Some(bench) = Bench::open() else { return };
    let labels = bench.at("labels.csv");
    fs::write(&labels, "file,ndc11,part\ngone.png,00056-0168-70,1\n").unwrap();
    let images = bench.folder();
    let how = ["evaluate", "--picture-only", "--json", "--images", images];
    let output = bench.run(&[&how[..], &["--labels", &labels]].concat());
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let failed = said["failed"][0].as_str().unwrap();
    assert_eq!(failed.matches("gone.png").count(), 1, "{failed}");
}
