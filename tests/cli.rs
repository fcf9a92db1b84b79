//! The real binary, as a script or a person calls it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

fn takeback(home: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_takeback"));
    command.arg("--home").arg(home.path().join("home"));
    command
}

fn run(home: &TempDir, args: &[&str]) -> Output {
    takeback(home).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[track_caller]
fn status(output: &Output, wanted: i32) {
    let said = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(wanted), "{said:?}");
}

/// A drawn tray and the centers of its pills.
fn tray(home: &TempDir, name: &str, args: &[&str]) -> (String, Vec<[f64; 2]>) {
    let path = home.path().join(name).to_str().unwrap().to_owned();
    let output = run(home, &[&["demo-tray", "--out", &path], args].concat());
    status(&output, 0);
    let center = |line: &str| {
        let (x, y) = line.split_whitespace().next()?.split_once(',')?;
        Some([x.parse().ok()?, y.parse().ok()?])
    };
    (
        path,
        text(&output.stdout).lines().filter_map(center).collect(),
    )
}

/// Whether the models are there; without them a developer may skip, continuous integration not.
fn models() -> bool {
    let here = takeback::runtime::models_dir()
        .join("manifest.json")
        .is_file();
    if !here {
        assert!(
            std::env::var_os("CI").is_none(),
            "models/manifest.json is missing"
        );
        eprintln!("skipped: models/manifest.json is missing");
    }
    here
}

fn lines(output: &Output) -> Vec<Value> {
    text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

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

#[test]
fn a_recorded_disposal_is_listed_exported_and_verified_until_somebody_edits_it() {
    if !models() {
        return;
    }
    let home = TempDir::new().unwrap();
    let (photo, _) = tray(&home, "one.png", &["--count", "1"]);
    let record = |choice: &[&str]| {
        run(
            &home,
            &[&["record", &photo, "--quantity", "3"], choice].concat(),
        )
    };
    status(&record(&["--ndc", "0093-7248-06"]), 0);
    status(&record(&["--unidentified"]), 0);
    status(&record(&["--pick", "9"]), 2);

    let log = run(&home, &["log", "--json"]);
    status(&log, 0);
    let log = lines(&log);
    assert_eq!(log.len(), 2);
    assert_eq!(log[0]["outcome"], "unidentified");
    assert_eq!(
        log[1]["decided"]["identity"]["drug"]["ndc11"],
        "00093-7248-06"
    );
    assert_eq!(log[1]["decided"]["quantity"], 3);
    assert!(
        !log[1]["suggestion"]["candidates"]
            .as_array()
            .unwrap()
            .is_empty()
    );

    let csv = home.path().join("out.csv");
    let export = |days: &[&str]| {
        let out = csv.to_str().unwrap();
        status(
            &run(
                &home,
                &[&["export", "--format", "csv", "--out", out], days].concat(),
            ),
            0,
        );
        csv::Reader::from_path(&csv)
            .unwrap()
            .records()
            .map(Result::unwrap)
            .count()
    };
    assert_eq!(export(&[]), 2);
    assert_eq!(export(&["--from", "2020-01-01", "--to", "2020-12-31"]), 0);

    status(&run(&home, &["verify"]), 0);
    let database = rusqlite::Connection::open(home.path().join("home/takeback.db")).unwrap();
    let triggers: Vec<String> = database
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for trigger in triggers {
        database
            .execute_batch(&format!("DROP TRIGGER {trigger}"))
            .unwrap();
    }
    let changed = database.execute(
        "UPDATE record SET content = replace(content, '\"quantity\":3', '\"quantity\":2')",
        [],
    );
    assert!(changed.unwrap() > 0);
    drop(database);
    let verified = run(&home, &["verify"]);
    status(&verified, 3);
    assert!(text(&verified.stderr).contains("does not verify"));
}

#[test]
fn wrong_use_is_told_apart_from_failed_input() {
    let home = TempDir::new().unwrap();
    let wrong: [&[&str]; 9] = [
        &["identify"],
        &["frobnicate"],
        &["record", "x.jpg", "--quantity", "1"],
        &[
            "record",
            "x.jpg",
            "--quantity",
            "1",
            "--unidentified",
            "--pick",
            "1",
        ],
        &["export", "--out", "x.csv", "--from", "yesterday"],
        &["lookup"],
        &["evaluate"],
        &["demo-tray", "--out", "x.png", "--count", "49"],
        &["demo-tray", "--out", "x.png", "--ndc", "00000-0000-00"],
    ];
    for args in wrong {
        let output = run(&home, args);
        status(&output, 2);
        assert!(!output.stderr.is_empty(), "{args:?}");
    }
    status(&run(&home, &["--version"]), 0);
}

#[test]
fn what_was_given_wrongly_is_told_with_what_to_do() {
    let home = TempDir::new().unwrap();
    let nowhere = home.path().join("nowhere");
    let nowhere = nowhere.to_str().unwrap();
    let told: [(&[&str], i32, &str); 11] = [
        (&["log", "--from", "yesterday"], 2, "write it as 2026-11-22"),
        (
            &["log", "--from", "2026-02-02", "--to", "2026-02-01"],
            2,
            "before it begins",
        ),
        (
            &[
                "review",
                "list",
                "--from",
                "2026-02-02",
                "--to",
                "2026-02-01",
            ],
            2,
            "before it begins",
        ),
        (
            &[
                "event", "open", "--number", "7", "--place", "Hall", "--as", "A. Boss", "--start",
                "25:00",
            ],
            2,
            "write it as 09:00",
        ),
        (&["review", "show", "5"], 2, "copy the whole id"),
        (&["trail", "CRL1007"], 1, "check the number"),
        (&["restore", nowhere], 1, "there is no backup in"),
        (&["lookup", "--color", "puce"], 2, "YELLOW"),
        (&["lookup", "--shape", "blob"], 2, "TRAPEZOID"),
        (
            &["site", "set", "--practitioner", "perhaps"],
            2,
            "[possible values: yes, no]",
        ),
        (&["backup", "--if-due"], 1, "backup_folder"),
    ];
    for (args, wanted, words) in told {
        let output = run(&home, args);
        status(&output, wanted);
        let said = [text(&output.stdout), text(&output.stderr)].concat();
        assert!(said.contains(words), "{args:?}: {said}");
    }
}

#[test]
fn a_cause_is_said_and_only_once() {
    let home = TempDir::new().unwrap();
    let file = home.path().join("file");
    fs::write(&file, "").unwrap();
    let below = file.join("below").to_str().unwrap().to_owned();
    let mut no_home = Command::new(env!("CARGO_BIN_EXE_takeback"));
    no_home.args(["--home", &below, "log"]);
    let mut no_bundle = takeback(&home);
    no_bundle.args(["verify-export", &below]);
    // What was to be written stands before what kept it from being so.
    let mut no_folder = takeback(&home);
    no_folder.args(["export", "--out", &format!("{below}/out.csv")]);
    let mut failing = vec![no_home, no_bundle, no_folder];
    if models() {
        let mut no_models = takeback(&home);
        no_models.args(["identify", "x.jpg"]);
        no_models.env("TAKEBACK_MODELS", &below);
        failing.push(no_models);
    }
    for command in &mut failing {
        let output = command.output().unwrap();
        status(&output, 1);
        let said = text(&output.stderr);
        assert_eq!(said.matches("(os error ").count(), 1, "{said}");
    }
}

/// Off until the site says so; then every word on hazards says that they count, and that they are unverified.
#[test]
fn the_niosh_2016_lists_count_where_the_settings_say_so() {
    let home = TempDir::new().unwrap();
    let found = || text(&run(&home, &["lookup", "risperidone"]).stdout).to_owned();
    assert!(found().contains("no_listing_found"));
    let settings = home.path().join("home/settings.toml");
    let mut set = std::fs::read_to_string(&settings).unwrap();
    set.push_str("niosh_2016 = true\n");
    std::fs::write(&settings, set).unwrap();
    let found = found();
    assert!(
        !found.contains("no_listing_found") && found.contains("hazardous G2"),
        "{found}"
    );
    assert!(found.contains("NIOSH 2016 lists count too"), "{found}");
    let doctor = run(&home, &["doctor"]);
    assert!(text(&doctor.stdout).contains("+NIOSH-2016"), "{doctor:?}");
}

#[test]
fn lookup_finds_products_by_any_printed_ndc_by_name_and_by_sight() {
    let home = TempDir::new().unwrap();
    let by = |args: &[&str]| {
        let output = run(&home, &[&["lookup"], args].concat());
        status(&output, 0);
        text(&output.stdout).to_owned()
    };
    // The last is another package of it, which is not listed itself.
    for ndc in [
        "00093724806",
        "0093-7248-06",
        "00093-7248-06",
        "0093-7248-10",
    ] {
        assert!(by(&[ndc]).contains("lamotrigine 200 MG"), "{ndc}");
    }
    let warfarin = by(&["warfarin", "--limit", "1"]);
    assert!(
        warfarin.contains("P001") && warfarin.contains("2018"),
        "{warfarin}"
    );
    assert!(by(&["--imprint", "7248 9 3"]).contains("00093-7248-06"));
    status(&run(&home, &["lookup", "no such drug at all"]), 1);
}

#[test]
fn lookup_marks_a_listing_that_cannot_be_excluded_and_names_none_that_does_not_apply() {
    let home = TempDir::new().unwrap();
    let found = |name: &str| text(&run(&home, &["lookup", name]).stdout).to_owned();
    let excluded = found("nitroglycerin");
    assert!(excluded.contains("no_listing_found"), "{excluded}");
    assert!(!excluded.contains("P081"), "{excluded}");
    let possible = found("metanx");
    assert!(possible.contains("hazardous D010? D007?"), "{possible}");
}

#[test]
fn doctor_names_each_problem_and_what_to_do() {
    let home = TempDir::new().unwrap();
    let output = takeback(&home)
        .arg("doctor")
        .env("TAKEBACK_MODELS", home.path())
        .env("ORT_DYLIB_PATH", home.path().join("libonnxruntime.so"))
        .output()
        .unwrap();
    status(&output, 1);
    let said = text(&output.stdout);
    let problems: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("PROBLEM"))
        .collect();
    assert_eq!(problems.len(), 2, "{said}");
    assert!(
        problems[0].contains("runtime") && problems[0].contains("make setup"),
        "{said}"
    );
    for found in [
        "the chain holds",
        "5014 products",
        "2018-06-07",
        "MiB free",
        "cameras",
    ] {
        assert!(said.contains(found), "{found}: {said}");
    }
    fs::remove_file(home.path().join("home/signing.key")).unwrap();
    let output = run(&home, &["doctor"]);
    status(&output, 1);
    assert!(text(&output.stdout).contains("signing.key is missing"));
    fs::write(
        home.path().join("home/settings.toml"),
        "site_mode = \"CASINO\"",
    )
    .unwrap();
    let output = run(&home, &["doctor"]);
    status(&output, 1);
    assert!(text(&output.stdout).contains("settings.toml line 1"));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let home = TempDir::new().unwrap();
    let mut child = takeback(&home)
        .args(["hazards", "--csv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    assert!(first.starts_with("ndc11,"));
    let output = child.wait_with_output().unwrap();
    status(&output, 0);
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn an_export_that_fails_leaves_the_file_before_it_alone() {
    let home = TempDir::new().unwrap();
    let file = home.path().join("earlier.csv");
    std::fs::write(&file, "earlier").unwrap();
    // A file is no folder, and none is made in its place.
    let nowhere: PathBuf = file.join("out.csv");
    let output = run(&home, &["export", "--out", nowhere.to_str().unwrap()]);
    status(&output, 1);
    assert!(text(&output.stderr).contains("was not written"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "earlier");
}

#[test]
fn an_export_never_takes_the_place_of_the_stations_own_files() {
    let home = TempDir::new().unwrap();
    status(&run(&home, &["verify"]), 0);
    let own = home.path().join("home");
    let kept = || ["takeback.db", "settings.toml"].map(|name| std::fs::read(own.join(name)).ok());
    let before = kept();
    for out in [
        own.join("takeback.db"),
        own.join("settings.toml"),
        own.join("photos/log.csv"),
        own.join("exports/../takeback.db"),
        home.path().join("new/../home/chain.key"),
    ] {
        let out = out.to_str().unwrap();
        let output = run(&home, &["export", "--out", out]);
        status(&output, 1);
        let words = text(&output.stderr);
        assert!(words.contains("among the station's own files"), "{words}");
    }
    assert_eq!(kept(), before);
    assert!(!own.join("photos").exists());
    let export = own.join("exports/log.csv");
    let output = run(&home, &["export", "--out", export.to_str().unwrap()]);
    status(&output, 0);
    assert!(export.is_file());
}

#[test]
#[cfg(unix)]
fn an_export_follows_a_link_and_leaves_devices_and_pipes_alone() {
    use std::os::unix::fs::{FileTypeExt, symlink};

    let home = TempDir::new().unwrap();
    status(&run(&home, &["verify"]), 0);
    let at = |name: &str| home.path().join(name);
    let export = |out: PathBuf| run(&home, &["export", "--out", out.to_str().unwrap()]);
    fs::write(at("real.csv"), "old").unwrap();
    symlink("real.csv", at("link.csv")).unwrap();
    status(&export(at("link.csv")), 0);
    assert!(fs::symlink_metadata(at("link.csv")).unwrap().is_symlink());
    assert_ne!(fs::read_to_string(at("real.csv")).unwrap(), "old");

    // A link does not lead to the record either.
    let kept = fs::read(at("home/takeback.db")).unwrap();
    symlink("home/takeback.db", at("record")).unwrap();
    let output = export(at("record"));
    status(&output, 1);
    assert!(text(&output.stderr).contains("station's own files"));
    assert_eq!(fs::read(at("home/takeback.db")).unwrap(), kept);

    let made = Command::new("mkfifo").arg(at("pipe")).status();
    assert!(made.unwrap().success());
    symlink("nowhere", at("dangling")).unwrap();
    for name in ["pipe", "dangling", "home"] {
        let output = export(at(name));
        status(&output, 1);
        let words = text(&output.stderr);
        assert!(words.contains("no ordinary file"), "{words}");
    }
    let pipe = fs::symlink_metadata(at("pipe")).unwrap();
    assert!(pipe.file_type().is_fifo());
    assert!(!at("nowhere").exists());
}

#[test]
fn no_card_or_picture_takes_the_place_of_the_stations_own_files() {
    let home = TempDir::new().unwrap();
    let own = home.path().join("home");
    let pictures = own.join("exports");
    let play = ["camera", "shot", "--play", pictures.to_str().unwrap()];
    for (command, name) in [
        (&["calibration", "card"][..], "card.pdf"),
        (&["demo-tray"], "tray.png"),
        (&play, "shot.png"),
    ] {
        let written = |folder: PathBuf| {
            let out = folder.join(name);
            let asked = [command, &["--out", out.to_str().unwrap()]].concat();
            (run(&home, &asked), out.is_file())
        };
        let (output, is_there) = written(own.clone());
        status(&output, 1);
        let words = text(&output.stderr);
        assert!(words.contains("among the station's own files"), "{words}");
        assert!(!is_there);
        let (output, is_there) = written(pictures.clone());
        status(&output, 0);
        assert!(is_there);
    }
}
