//! `takeback lookup`: which products it finds, and what it says of their hazards.

use tempfile::TempDir;

use super::{run, status, text};

/// Off until the site says so; then every word on hazards says that they count, and that they are unverified.
#[test]
fn the_niosh_2016_lists_count_where_the_settings_say_so() {
    let home = TempDir::new().unwrap();
    let found = || text(&run(&home, &["lookup", "risperidone"]).stdout).to_owned();
    let hazards = |shown: &[&str]| {
        let done = run(&home, &[&["hazards"], shown].concat());
        status(&done, 0);
        text(&done.stdout).to_owned()
    };
    let shipped = [hazards(&[]), hazards(&["--verdicts"])];
    assert!(!home.path().join("home").exists(), "it was only asked");
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
    let table = hazards(&["--csv"]);
    let mut rows = table.lines().filter(|row| row.contains("risperidone"));
    let counts = |row: &str| row.contains(",hazardous,") && row.ends_with("+NIOSH-2016");
    assert!(rows.clone().count() > 0 && rows.all(counts), "{table}");
    let survey = hazards(&[]);
    let version = survey.split_once(',').unwrap().0;
    assert!(version.ends_with("+NIOSH-2016"), "{survey}");
    // What the model learns does not hang on the settings of one home.
    assert_ne!(survey, shipped[0]);
    assert_eq!(hazards(&["--verdicts"]), shipped[1]);
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
fn lookup_says_that_it_does_not_know_which_products_are_exempted() {
    let home = TempDir::new().unwrap();
    let found = |name: &str| text(&run(&home, &["lookup", name]).stdout).to_owned();
    let exempted = found("00591-3369-01");
    for words in ["exempted from CIII (DEA 2100) is not known here", "1308.32"] {
        assert!(exempted.contains(words), "{words}: {exempted}");
    }
    assert!(!found("alprazolam").contains("exempt"));
}
