//! What `takeback identify` and `takeback evaluate` say of photographs.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use super::{lines, models, run, status, takeback, text, tray};

#[test]
fn identify_answers_each_photograph_in_order_as_the_schema_says() {
    if !models() {
        return;
    }
    let home = TempDir::new().unwrap();
    let schema = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/schema/identify.schema.json"),
    )
    .unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let empty = home.path().join("empty.jpg").to_str().unwrap().to_owned();
    fs::write(&empty, b"").unwrap();
    let (one, one_center) = tray(&home, "one.png", &["--count", "1"]);
    let (six, six_centers) = tray(&home, "six.png", &["--count", "6", "--seed", "3"]);
    let photos = [&six, &empty, &one, "no such photograph.jpg", &six];
    let output = run(
        &home,
        &[&["identify", "--json", "--picture-only"], &photos[..]].concat(),
    );
    status(&output, 1);
    let answers = lines(&output);
    assert_eq!(
        answers
            .iter()
            .map(|answer| answer["photo"].as_str().unwrap())
            .collect::<Vec<_>>(),
        photos
    );
    for answer in &answers {
        if let Err(error) = schema.validate(answer) {
            panic!("{error} at {} in {answer}", error.instance_path);
        }
    }
    for (place, centers) in [(0, &six_centers), (2, &one_center), (4, &six_centers)] {
        let boxes: Vec<[f64; 4]> = answers[place]["pills"]
            .as_array()
            .unwrap()
            .iter()
            .map(|pill| [0, 1, 2, 3].map(|side| pill["box"][side].as_f64().unwrap()))
            .collect();
        assert_eq!(boxes.len(), centers.len());
        for [x, y] in centers {
            let holds =
                |b: &&[f64; 4]| (b[0]..b[0] + b[2]).contains(x) && (b[1]..b[1] + b[3]).contains(y);
            assert_eq!(
                boxes.iter().filter(holds).count(),
                1,
                "{x},{y} in {boxes:?}"
            );
        }
    }
    for (place, why) in [(1, "empty"), (3, "opened")] {
        assert!(
            answers[place]["error"].as_str().unwrap().contains(why),
            "{}",
            answers[place]
        );
    }
}

#[test]
fn two_sides_are_one_pill_and_imprints_are_read() {
    if !models() {
        return;
    }
    let home = TempDir::new().unwrap();
    let (front, _) = tray(&home, "front.png", &["--count", "1", "--seed", "5"]);
    let output = run(&home, &["identify", "--json", "--sides", &front, &front]);
    status(&output, 0);
    let answers = lines(&output);
    assert_eq!(answers.len(), 1);
    assert!(answers[0]["other_side"].is_null(), "{}", answers[0]);
    assert_eq!(answers[0]["pills"].as_array().unwrap().len(), 1);
    assert!(
        answers[0]["ms"]["imprint"].as_f64().unwrap() > 0.0,
        "no imprint reader in models"
    );
    // The same photograph shows no other side.
    let alone = lines(&run(&home, &["identify", "--json", &front]));
    let first = |answer: &Value| answer["pills"][0]["candidates"][0].clone();
    assert_eq!(first(&answers[0]), first(&alone[0]));
    assert!(text(&output.stderr).contains("counts once"));
    status(&run(&home, &["identify", "--sides", &front]), 2);
    status(
        &run(
            &home,
            &["identify", "--sides", &front, "no such photograph.jpg"],
        ),
        1,
    );
    let readable = run(&home, &["identify", &front]);
    status(&readable, 0);
    assert!(text(&readable.stdout).contains("confidence"));
}

#[test]
fn evaluate_counts_what_is_right_and_says_what_failed() {
    if !models() {
        return;
    }
    let home = TempDir::new().unwrap();
    let mut labels = "file,ndc11,part,kind\n".to_owned();
    for seed in ["1", "2"] {
        let path = home
            .path()
            .join(format!("{seed}.png"))
            .to_str()
            .unwrap()
            .to_owned();
        let drawn = run(
            &home,
            &["demo-tray", "--count", "1", "--seed", seed, "--out", &path],
        );
        let ndc = text(&drawn.stdout)
            .lines()
            .nth(1)
            .unwrap()
            .split_whitespace()
            .nth(1)
            .unwrap();
        labels = format!("{labels}{seed}.png,{ndc},1,drawn\n");
    }
    let table = home.path().join("labels.csv");
    let evaluate = |labels: &str| {
        fs::write(&table, labels).unwrap();
        let args = ["evaluate", "--json", "--picture-only", "--images"];
        takeback(&home)
            .args(args)
            .arg(home.path())
            .arg("--labels")
            .arg(&table)
            .output()
            .unwrap()
    };
    let output = evaluate(&labels);
    status(&output, 0);
    let report = &lines(&output)[0];
    assert_eq!(report["photographs"]["found"]["hits"], 2);
    assert_eq!(report["by_kind"]["drawn"]["top5"]["of"], 2);
    assert_eq!(report["picture_only"], true);
    let output = evaluate(&(labels + "gone.png,00093-7248-06,1,drawn\n"));
    status(&output, 1);
    let report = &lines(&output)[0];
    assert_eq!(
        report["photographs"]["top1"]["of"], 3,
        "a photograph that cannot be read counts as wrong"
    );
    assert!(report["failed"][0].as_str().unwrap().contains("gone.png"));
}
