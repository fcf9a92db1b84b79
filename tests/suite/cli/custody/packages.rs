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
