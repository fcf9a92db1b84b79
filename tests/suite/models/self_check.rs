//! Known pills asked about again, through the real binary and the real model.

use std::fs;
use std::path::Path;

use image::imageops::crop_imm;
use serde_json::Value;
use takeback::ledger::{CheckedPill, Entry, Event, Ledger, ModelRecord, SelfCheck};
use takeback::station::{Lapse, Station};
use tempfile::TempDir;

use crate::support::output::{fine, refused, text};
use crate::support::program::{models, run};

/// A drawing of one pill, and what the model takes it for.
fn drawn(home: &Path, seed: &str, path: &Path) -> String {
    let out = path.to_str().unwrap();
    fine(&run(
        home,
        &["demo-tray", "--count", "1", "--seed", seed, "--out", out],
    ));
    let said = fine(&run(home, &["identify", "--json", out]));
    let said: Value = serde_json::from_str(said.lines().next().unwrap()).unwrap();
    let product = &said["pills"][0]["candidates"][0]["products"][0];
    product["ndc11"].as_str().unwrap().to_owned()
}

#[test]
fn known_pills_are_held_against_the_day_they_were_set_up() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (home, known) = (folder.path().join("home"), folder.path().join("known"));
    fs::create_dir(&known).unwrap();
    let labels = |rows: &str| fs::write(known.join("labels.csv"), rows).unwrap();
    let check = |set_up: bool| {
        let mut args = vec!["self-check", known.to_str().unwrap()];
        args.extend(set_up.then_some("--set-up"));
        run(&home, &args)
    };
    labels("file,ndc11,part\n");
    refused(&check(true), 1, "names no photograph");
    labels("picture,ndc11\na.png,1\n");
    refused(&check(true), 1, "file, ndc11 and part");
    assert!(fine(&run(&home, &["log"])).lines().count() < 2);

    let first = drawn(&home, "5", &known.join("a.png"));
    let second = drawn(&home, "6", &known.join("b.png"));
    assert_ne!(first, second);
    let rows = [&first, &second].map(|ndc| format!(",{ndc},1\n"));
    let both = format!("file,ndc11,part\na.png{}b.png{}", rows[0], rows[1]);
    labels(&both);
    refused(&check(false), 1, "--set-up");
    let set_up = fine(&check(true));
    assert_eq!(set_up.matches("right").count(), 2, "{set_up}");
    fine(&check(false));

    let leaves_out = |ndc: &str| {
        let left_out = check(false);
        assert_eq!(left_out.status.code(), Some(1));
        let said = text(&left_out.stdout);
        assert!(said.contains(&format!("set up with them: {ndc}")), "{said}");
    };
    labels(&format!("file,ndc11,part\na.png{}", rows[0]));
    leaves_out(&second);
    labels(&format!("{both}a.png{}", rows[0]));
    fine(&check(true));
    labels(&both);
    leaves_out(&first);
    fine(&check(true));

    fs::copy(known.join("a.png"), known.join("b.png")).unwrap();
    let worse = check(false);
    assert_eq!(worse.status.code(), Some(1));
    let said = text(&worse.stdout);
    assert!(said.contains("WORSE"), "{said}");
    assert!(
        said.contains("1 known pills are wrong now or not named"),
        "{said}"
    );
    fine(&run(&home, &["verify"]));
}

/// What stands in the last column for each known pill.
fn results(table: &str) -> Vec<String> {
    let lines = table.lines().skip(1).take(2);
    let last = lines.filter_map(|line| line.split_whitespace().next_back());
    last.map(str::to_owned).collect()
}

#[test]
fn the_report_says_of_two_sides_what_the_command_said() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (home, known) = (folder.path().join("home"), folder.path().join("known"));
    fs::create_dir(&known).unwrap();
    let [front, back] = ["a.png", "b.png"].map(|file| known.join(file));
    let product = drawn(&home, "5", &front);
    drawn(&home, "6", &back);
    let labels = format!("file,ndc11,part\na.png,{product},1\nb.png,{product},1\n");
    fs::write(known.join("labels.csv"), labels).unwrap();
    let known = known.to_str().unwrap();
    let mut said = results(&fine(&run(&home, &["self-check", known, "--set-up"])));
    assert_eq!(said, ["right", "wrong"]);

    // Photographed anew, and no longer alone.
    fs::remove_file(&front).unwrap();
    let out = front.to_str().unwrap();
    let three = ["demo-tray", "--count", "3", "--seed", "5", "--out", out];
    fine(&run(&home, &three));
    let worse = run(&home, &["self-check", known]);
    assert_eq!(worse.status.code(), Some(1));
    said.extend(results(text(&worse.stdout)));
    assert_eq!(said[2..], ["WORSE", "wrong"]);

    let report = ["report", "self-check", "--format", "csv", "--out", "-"];
    let report = fine(&run(&home, &report));
    let mut report = csv::Reader::from_reader(report.as_bytes());
    let names = report.headers().unwrap().clone();
    let place = names.iter().position(|name| name == "result").unwrap();
    let rows = report.records().map(|row| row.unwrap()[place].to_owned());
    assert_eq!(rows.collect::<Vec<_>>(), said);
}

#[test]
fn a_known_pill_that_is_right_and_not_named_any_more_is_worse() {
    if !models() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (home, known) = (folder.path().join("home"), folder.path().join("known"));
    fs::create_dir(&known).unwrap();
    let seen = |file: &str| -> Value {
        let photo = known.join(file);
        let said = run(&home, &["identify", "--json", photo.to_str().unwrap()]);
        let said: Value = serde_json::from_str(&fine(&said)).unwrap();
        said["pills"][0].clone()
    };
    let files = ["4", "5", "6", "7", "8", "9"].map(|seed| {
        let file = format!("{seed}.png");
        drawn(&home, seed, &known.join(&file));
        file
    });
    let is_named = |file: &&String| seen(file)["outcome"] == "identified";
    let file = files.iter().find(is_named).unwrap();
    let pill = seen(file);
    let product = &pill["candidates"][0]["products"][0];
    let (ndc11, part) = (product["ndc11"].as_str().unwrap(), &product["part"]);
    let labels = format!("file,ndc11,part\n{file},{ndc11},{part}\n");
    fs::write(known.join("labels.csv"), labels).unwrap();
    let check = |more: &[&str]| {
        let check = ["self-check", known.to_str().unwrap()];
        run(&home, &[&check[..], more].concat())
    };
    fine(&check(&["--set-up"]));

    // An eighth of it lies beyond the border: it looks like itself, but is not named.
    let whole = image::open(known.join(file)).unwrap().into_rgb8();
    let [left, wide] = [0, 2].map(|side| pill["box"][side].as_u64().unwrap() as u32);
    let left = left + wide / 8;
    let cut = crop_imm(&whole, left, 0, whole.width() - left, whole.height());
    cut.to_image().save(known.join(file)).unwrap();
    let pill = seen(file);
    assert_eq!(pill["outcome"], "unidentified");
    assert_eq!(pill["candidates"][0]["products"][0], *product);
    let worse = check(&[]);
    assert_eq!(worse.status.code(), Some(1));
    let said = text(&worse.stdout);
    assert!(said.contains("%, not named)"), "{said}");
    assert!(said.contains("WORSE"), "{said}");
    let todo = fine(&run(&home, &["todo"]));
    assert!(
        todo.contains("1 known pills are wrong now or not named"),
        "{todo}"
    );

    whole.save(known.join(file)).unwrap();
    fine(&check(&[]));
    let report = ["report", "self-check", "--format", "csv", "--out", "-"];
    let report = fine(&run(&home, &report));
    let mut report = csv::Reader::from_reader(report.as_bytes());
    let names = report.headers().unwrap().clone();
    let rows: Vec<_> = report.records().map(Result::unwrap).collect();
    let column = |name: &str| -> Vec<&str> {
        let place = names.iter().position(|known| known == name).unwrap();
        rows.iter().map(|row| &row[place]).collect()
    };
    assert_eq!(column("named"), ["yes", "no", "yes"]);
    assert_eq!(column("result"), ["right", "WORSE", "right"]);
}

#[test]
fn a_check_that_was_worse_is_unfinished_until_a_good_one_or_a_new_set_up() {
    let home = TempDir::new().unwrap();
    let station = Station::open(home.path()).unwrap();
    let ledger = Ledger::open(home.path()).unwrap();
    let checked = |set_up: bool, pills: &[(&str, bool)]| {
        let pills = pills.iter().map(|(ndc11, right)| CheckedPill {
            photo: format!("photograph of {ndc11}"),
            ndc11: (*ndc11).to_owned(),
            part: 1,
            right: *right,
            said: None,
            confidence_ppm: 0,
            named: None,
        });
        let check = SelfCheck {
            model: "a model".to_owned(),
            set_up,
            pills: pills.collect(),
        };
        let entry = Entry {
            entered: station.now(),
            by: "nobody".to_owned(),
            account: None,
            site_mode: "RESEARCH".to_owned(),
            event: Event::Model(ModelRecord::Checked(check)),
        };
        ledger.append(entry).unwrap();
        let lapses = station.lapses().unwrap().into_iter();
        let mut found = lapses.filter_map(|lapse| match lapse {
            Lapse::KnownPills { pills, .. } => Some(pills),
            _ => None,
        });
        found.next()
    };
    let both = [("00093-7248-06", true), ("00378-0018-01", true)];
    let [first, second] = both;
    let failed = (first.0, false);
    assert_eq!(checked(true, &both), None);
    assert_eq!(checked(false, &both), None);
    assert_eq!(checked(false, &[failed, second]), Some(1));
    let said = fine(&run(home.path(), &["todo"]));
    assert!(
        said.contains("1 known pills are wrong now or not named"),
        "{said}"
    );
    assert_eq!(checked(false, &[failed]), Some(2));
    assert_eq!(checked(false, &[first]), Some(1));
    assert_eq!(checked(false, &both), None);
    assert_eq!(checked(false, &[second]), Some(1));
    // From now on the first is expected to be wrong.
    assert_eq!(checked(true, &[failed, second]), None);
    assert_eq!(checked(false, &[failed, second]), None);
}
