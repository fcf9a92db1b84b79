//! Liners from the shelf to the reverse distributor, and who is designated for them.

use super::{Site, acts, said};

#[track_caller]
fn its_trail_is_readable(site: &Site) {
    let readable = site.fine(&["trail", "CRL1"]);
    for words in [
        "liner removed and sealed: CRL1\n",
        "weight: 23.4 lb",
        "size: CRL1 10-gallon\n",
        "carrier: Parcel Co.",
        "signed: A. Boss (administrator) witnessed, ",
        "signed: C. Clerk (operator) performed, ",
        "What is inside a liner, a package or a box is never recorded",
    ] {
        assert!(readable.contains(words), "{words}: {readable}");
    }
    assert!(
        !readable.contains("CRL2"),
        "only what was asked for: {readable}"
    );
}

#[test]
fn a_free_text_that_names_a_patient_is_warned_of_and_taken() {
    let site = Site::new("COLLECTOR");
    site.fine(&site.by_boss(&["liner", "acquire", "CRL1", "CRL2", "--size", "10"]));
    let discard = |id: &str, reason: &str| {
        let args = site.by_boss(&["liner", "discard", id, "--reason", reason]);
        let output = site.command().args(args).output().unwrap();
        said(&output, 0).1
    };
    assert_eq!(discard("CRL1", "torn bag"), "");
    let warning = discard("CRL2", "torn, Mrs Miller saw it");
    assert!(
        warning.contains("warning") && warning.contains("a person's name"),
        "{warning}"
    );
    assert_eq!(acts(&site, "CRL2").len(), 2, "it is recorded all the same");
}

#[test]
fn a_supervisor_at_a_facility_is_designated_until_further_notice() {
    let site = Site::new("COLLECTOR");
    let designate = [
        "liner",
        "designate",
        "C. Clerk",
        "--facility",
        "Sunset Home",
    ];
    let said = site.fine(&site.by_boss(&designate));
    assert_eq!(
        said,
        "C. Clerk is now a designated supervisor at Sunset Home\n"
    );
    let no_more: Vec<_> = designate.into_iter().chain(["--no-more"]).collect();
    let said = site.fine(&site.by_boss(&no_more));
    assert_eq!(
        said,
        "C. Clerk is no longer a designated supervisor at Sunset Home\n"
    );
}

#[test]
fn a_liner_goes_from_the_shelf_to_the_reverse_distributor() {
    let site = Site::new("COLLECTOR");
    site.fine(&site.by_boss(&["liner", "acquire", "crl1", "CRL2", "--size", "10"]));
    site.refused(
        &site.by_boss(&["liner", "acquire", "CRL1", "--size", "10"]),
        1,
        "CRL1 is unused",
    );
    site.refused(&site.two(&["liner", "seal", "CRL1"]), 1, "install it first");
    site.fine(&site.two(&["liner", "install", "CRL1"]));

    let same = [
        "liner",
        "seal",
        "CRL1",
        "--witness",
        "A. Boss",
        "--witness",
        "a. boss",
    ];
    site.refused(&same, 2, "cannot stand for two");
    site.refused(
        &["liner", "seal", "CRL1", "--witness", "A. Boss"],
        2,
        "--witness twice",
    );
    let mut wrong = site.two(&["liner", "seal", "CRL1"]);
    *wrong.last_mut().unwrap() = site.name("boss");
    site.refused(&wrong, 1, "not the right PIN or passphrase for C. Clerk");
    assert_eq!(
        site.lines(&["liner", "list", "--json"])[0]["stage"],
        "installed"
    );

    site.refused(
        &site.two(&["liner", "seal", "CRL1", "--weight", "23.45"]),
        2,
        "one decimal",
    );
    site.fine(&site.two(&["liner", "seal", "CRL1", "--weight", "23.4"]));
    site.refused(
        &site.two(&["liner", "install", "CRL1"]),
        1,
        "never opened or used again",
    );
    site.fine(&site.two(&["liner", "store", "CRL1", "--place", "Vault 2"]));
    let to = [
        "liner",
        "transfer",
        "CRL1",
        "--name",
        "Reverse Inc.",
        "--address",
        "2 Main St",
        "--registration",
        "FP9876547",
    ];
    site.refused(
        &site.two(&[&to[..], &["--own-vehicle"]].concat()),
        1,
        "1317.05(c)(2)(iv)",
    );
    site.fine(&site.two(&[&to[..], &["--carrier", "Parcel Co."]].concat()));

    let steps = acts(&site, "crl1");
    let names: Vec<_> = steps
        .iter()
        .map(|step| step["act"]["step"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "acquired",
            "installed",
            "removed_and_sealed",
            "stored",
            "transferred"
        ]
    );
    assert_eq!(steps[1]["act"]["site"]["registration"], "AB1234563");
    assert_eq!(steps[2]["act"]["weight"], 234);
    assert_eq!(steps[4]["act"]["to"]["registration"], "FP9876547");
    assert_eq!(steps[4]["act"]["by"]["carrier"], "Parcel Co.");
    for step in &steps[1..] {
        let two = step["act"]["witnesses"].as_array().unwrap();
        assert_eq!([&two[0]["name"], &two[1]["name"]], ["A. Boss", "C. Clerk"]);
        assert_ne!(two[0]["account"], two[1]["account"]);
    }
    its_trail_is_readable(&site);
    // What left is not listed; the other liner still is.
    assert_eq!(site.lines(&["liner", "list", "--json"]).len(), 1);
    assert_eq!(site.lines(&["liner", "list", "--all", "--json"]).len(), 2);
    site.fine(&["verify"]);
}

#[test]
fn a_liner_that_comes_back_is_found_and_handed_over_again() {
    let site = Site::new("COLLECTOR");
    site.fine(&site.by_boss(&["liner", "acquire", "CRL1", "CRL2", "--size", "10"]));
    for liner in ["CRL1", "CRL2"] {
        site.fine(&site.two(&["liner", "install", liner]));
        site.fine(&site.two(&["liner", "seal", liner]));
    }
    let hand_over = |liners: &[&str]| {
        let to = ["--name", "Reverse Inc.", "--address", "2 Main St"];
        let by = ["--registration", "FP9876547", "--carrier", "Parcel Co."];
        site.fine(&site.two(&[&["liner", "transfer"][..], liners, &to, &by].concat()));
    };
    let came_back = ["liner", "came-back", "CRL2"];
    let refused = [&came_back[..], &["--reason", "not loaded"]].concat();
    site.refused(&site.two(&refused), 1, "cannot be taken back sealed");
    hand_over(&["CRL1", "CRL2"]);
    site.refused(&site.two(&came_back), 2, "--reason");
    site.fine(&site.two(&refused));
    let found = site.fine(&site.by_boss(&["inventory", "take", "CRL2", "--at", "close"]));
    assert!(found.contains("everything on hand"), "{found}");
    hand_over(&["CRL2"]);

    let log = site.report("liner-log");
    let of_crl2 = log.iter().filter(|row| row["liner_id"] == "CRL2");
    let steps: Vec<_> = of_crl2.clone().map(|row| row["step"].as_str()).collect();
    let [transferred, back] = ["transferred", "taken back sealed"];
    assert_eq!(
        steps[2..],
        ["removed and sealed", transferred, back, transferred]
    );
    let rows: Vec<_> = of_crl2.collect();
    let corrected = &rows[3]["corrected"];
    assert!(
        corrected.starts_with("CRL2 came back sealed: not loaded (record "),
        "{corrected}"
    );
    let how = format!("not loaded (record {})", rows[3]["record"]);
    assert_eq!(rows[4]["how"], how);
    assert_eq!(rows[5]["corrected"], "");
    assert_eq!(acts(&site, "CRL2")[4]["act"]["step"], "came_back");
    site.fine(&["verify"]);
}

#[test]
fn a_liner_received_under_a_wrong_number_is_struck_and_not_on_the_form() {
    let site = Site::new("REVERSE_DISTRIBUTOR");
    let receive = |liner: &str, size: &str| {
        let liner = ["liner", "receive", liner, "--size", size];
        let from = ["--name", "Corner Pharmacy", "--address", "3 Main St"];
        let number = ["--registration", "FP9876547"];
        site.fine(&site.by_boss(&[&liner[..], &from, &number].concat()));
    };
    let strike = |liner: &str| {
        let args = ["liner", "strike", liner, "--reason", "misread the label"];
        site.two(&args)
    };
    receive("L2", "10");
    site.refused(&strike("L9"), 1, "L9 is not recorded here");
    site.fine(&strike("L2"));
    site.refused(&strike("L2"), 1, "L2 is not recorded here");
    receive("L1", "10");
    // What was typed wrong was the size.
    receive("L2", "5");
    site.fine(&strike("L2"));
    receive("L2", "20");
    let on_hand = site.fine(&["inventory", "list"]);
    assert!(on_hand.contains("20-gallon"), "{on_hand}");
    assert!(!on_hand.contains(" 5-gallon"), "{on_hand}");
    site.fine(&site.two(&["liner", "store", "L2", "--place", "Vault"]));
    site.refused(&strike("L2"), 1, "was not handled since");
    site.fine(&site.two(&["liner", "destroy", "L1", "L2", "--method", "Incineration"]));

    let form = site.report("form-41");
    let listed: Vec<_> = form
        .iter()
        .map(|row| [&row["unique_ids"], &row["liner_size"]])
        .collect();
    assert_eq!(listed, [["L1", "10 gallon"], ["L2", "20 gallon"]]);
    let log = site.report("liner-log");
    let struck: Vec<_> = log
        .iter()
        .filter(|row| row["step"] == "received" && !row["corrected"].is_empty())
        .map(|row| [row["liner_id"].as_str(), &row["size_gallons"]])
        .collect();
    assert_eq!(struck, [["L2", "10"], ["L2", "5"]]);
    let said = &log[0]["corrected"];
    let words = "L2 struck as recorded in error: misread the label (record ";
    assert!(said.starts_with(words), "{said}");
    let trail = acts(&site, "L2");
    assert_eq!(trail.len(), 7, "the trail has them all");
    assert_eq!(trail[1]["act"]["step"], "recorded_in_error");
    assert_eq!(trail[1]["act"]["record"], trail[0]["record"]);
    site.fine(&["verify"]);
}
