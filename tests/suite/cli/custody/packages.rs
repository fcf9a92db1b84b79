//! Mail-back packages and their inventory, by the numbers that a scanner gives.

use std::{io::Write, process::Stdio};

use super::{Site, acts, said};

#[test]
fn a_scanner_gives_numbers_on_standard_input() {
    let site = Site::new("MAILBACK");
    let mut acquire = site
        .command()
        .args(site.by_boss(&["package", "acquire", "-"]))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    acquire
        .stdin
        .take()
        .unwrap()
        .write_all(b"m1\r\nM2\r\n\r\nM3\r\n")
        .unwrap();
    said(&acquire.wait_with_output().unwrap(), 0);
    site.fine(&site.by_boss(&["package", "offer", "M1"]));
    site.refused(
        &site.by_boss(&["package", "receive", "M9"]),
        1,
        "record it as foreign",
    );
    site.fine(&site.by_boss(&["package", "receive", "M1"]));
    site.fine(&site.by_boss(&["package", "foreign", "M9"]));
    let todo = site.fine(&["todo"]);
    assert!(todo.contains("package M9 is foreign"), "{todo}");
    site.fine(&site.by_boss(&["package", "notify", "M9", "--office", "Boston"]));
    site.refused(
        &site.two(&["package", "destroy", "M2", "--method", "Incineration"]),
        1,
        "unused",
    );
    site.fine(&site.two(&["package", "destroy", "M1", "M9", "--method", "Incineration"]));
    let steps = acts(&site, "M1");
    assert_eq!(steps[3]["act"]["place"], "1 Main St");

    let said = site.fine(&site.by_boss(&["inventory", "take", "M2", "--at", "close"]));
    assert!(said.contains("not found") && said.contains("M3"), "{said}");
    let todo = site.fine(&["todo"]);
    assert!(
        todo.starts_with("M3 was missing") && todo.lines().count() == 1,
        "{todo}"
    );
    site.refused(
        &site.by_boss(&["liner", "acquire", "L1", "--size", "10"]),
        1,
        "1317.70",
    );
}

#[test]
fn a_package_given_back_unused_is_on_hand_and_one_received_in_error_is_not() {
    let site = Site::new("MAILBACK");
    let acquire = ["package", "acquire", "M1"];
    site.fine(&site.by_boss(&acquire));
    let sent = ["package", "send", "M1", "--to", "County"];
    site.fine(&site.by_boss(&[&sent[..], &["--address", "3 Main St"]].concat()));
    assert!(!site.fine(&["inventory", "list"]).contains("M1"));
    site.fine(&site.by_boss(&acquire));
    let listed = site.fine(&["inventory", "list"]);
    assert!(listed.contains("unused package"), "{listed}");

    site.fine(&site.by_boss(&["package", "foreign", "M9"]));
    let strike = ["package", "strike", "M9", "--reason", "it is ours"];
    site.fine(&site.two(&strike));
    assert_eq!(site.fine(&["todo"]).matches("M9").count(), 0);
    let log = site.report("package-log");
    let steps: Vec<_> = log.iter().map(|row| row["step"].as_str()).collect();
    assert_eq!(
        steps[3..],
        ["received as foreign", "struck as recorded in error"]
    );
    assert!(log[3]["corrected"].contains("it is ours"), "{:?}", log[3]);
    site.refused(&site.two(&strike), 1, "M9 is not recorded here");
    site.fine(&["verify"]);
}

#[test]
fn packages_that_come_back_may_have_left_by_one_record_only() {
    let site = Site::new("LE_RECEPTACLE");
    let both = ["M1", "M2"];
    for step in ["acquire", "offer", "receive"] {
        site.fine(&site.by_boss(&[&["package", step][..], &both].concat()));
    }
    for package in both {
        let to = ["package", "transfer", package, "--name", "Reverse Inc."];
        let rest = ["--address", "2 Main St", "--registration", "FP9876547"];
        site.fine(&site.two(&[&to[..], &rest, &["--pick-up"]].concat()));
    }
    let back = |packages: &[&str]| {
        let reason = ["--reason", "refused"];
        site.two(&[&["package", "came-back"][..], packages, &reason].concat())
    };
    site.refused(&back(&both), 1, "recorded by different records");
    site.fine(&back(&["M2"]));
    let packages = site.lines(&["package", "list", "--json"]);
    assert_eq!(packages.len(), 1);
    assert_eq!(packages[0]["stage"], "returned sealed");
}
