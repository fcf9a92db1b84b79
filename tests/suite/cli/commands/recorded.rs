//! A disposal from `takeback record` to `takeback verify`.

use tempfile::TempDir;

use super::{lines, models, run, status, text, tray};

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
