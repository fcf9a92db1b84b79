//! PDF: its text as another program reads it.

use std::{path::Path, process::Command};

use jiff::civil::date;
use takeback::{
    ledger::{
        Event,
        custody::{Inventory, LinerAct, OnHand, Taken},
    },
    report::KINDS,
};

use super::custody_reports::{liners, mark, one_tried_out, signature};
use super::recorded::{Site, a_day, append, disposal, warfarin, with_a_long_name};
use crate::support::needed;

/// Whether poppler's programs are there; without them a developer may skip, continuous integration not.
pub fn poppler() -> bool {
    let here = Command::new("pdftotext").arg("-v").output().is_ok();
    needed(here, "pdftotext is missing")
}

fn run(program: &str, args: &[&str], path: &Path) -> String {
    let output = Command::new(program).args(args).arg(path).arg("-").output();
    let output = output.unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// In reading order, words separated by one space.
pub fn text(path: &Path) -> String {
    let text = run("pdftotext", &["-raw"], path);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pages(path: &Path) -> usize {
    run("pdftotext", &[], path).matches('\u{c}').count()
}

#[test]
fn the_log_on_paper_says_everything_that_was_recorded() {
    if !poppler() {
        return;
    }
    let site = a_day("LE_EVENT");
    let path = site.report("disposal-log", "log.pdf", &[]);
    let text = text(&path);
    for words in [
        "Disposal log",
        "Every item disposed of in the period",
        "This is not a DEA form. Identification by image is an aid, not a laboratory result.",
        "Main Street & Co.",
        "Springfield Police",
        "LE_EVENT: Law enforcement, take-back event",
        "all records",
        "by R. Porter",
        "record 8, hash ",
        "Items that stand 4",
        "Dosage units 84",
        "2026-11-22 09:30:01 -05:00",
        "00093-1712-01",
        "NIOSH-2024-2 T2, RCRA-P P001",
        "=Case 7",
        "corrected by A. Clerk: read under a lens",
        "picked, rank 2, model 21.3 %",
        "Page 1 of ",
    ] {
        assert!(text.contains(words), "{words} is not on the page: {text}");
    }
    assert!(!text.contains("RESEARCH"), "{text}");
}

#[test]
fn a_research_page_is_watermarked_each_one() {
    if !poppler() {
        return;
    }
    let site = Site::new("RESEARCH");
    let ledger = site.ledger();
    for second in 0..60 {
        append(
            &ledger,
            second,
            "A. Clerk",
            "RESEARCH",
            disposal(warfarin(date(2026, 11, 22)), None),
        );
    }
    let path = site.report("disposal-log", "log.pdf", &[]);
    let all = pages(&path);
    assert!(all >= 3, "only {all} pages");
    for page in 1..=all {
        let number = page.to_string();
        let text = run("pdftotext", &["-raw", "-f", &number, "-l", &number], &path);
        assert!(text.contains("RESEARCH"), "page {page} has no watermark");
        assert!(text.contains(&format!("Page {page} of {all}")), "{text}");
        assert!(
            text.contains("Reference"),
            "page {page} has no header: {text}"
        );
    }
}

#[test]
fn one_row_that_was_tried_out_makes_no_lawful_log_one_of_research() {
    if !poppler() {
        return;
    }
    let site = one_tried_out();
    let path = site.report("liner-log", "liners.pdf", &[]);
    let text = text(&path);
    assert!(!text.contains("made in research mode"), "{text}");
    let front = "RESEARCH/DEMO: Rows tried out in RESEARCH, which are marked and are no record of the law: 1.";
    assert!(text.contains(front), "{text}");
    // Beside the front, the row itself is marked.
    assert_eq!(text.matches("RESEARCH/DEMO").count(), 2, "{text}");
    let all = pages(&path);
    assert!(all > 1, "only {all} pages");
    let number = all.to_string();
    let last = run("pdftotext", &["-raw", "-f", &number, "-l", &number], &path);
    assert!(!last.contains("RESEARCH"), "{last}");
}

#[test]
fn a_row_longer_than_a_page_goes_on_over_pages() {
    if !poppler() {
        return;
    }
    let site = Site::new("LE_EVENT");
    let mut decided = warfarin(date(2026, 11, 22));
    let words: Vec<_> = (1..=900).map(|word| format!("w{word}")).collect();
    decided.reference = Some(words.join(" "));
    append(
        &site.ledger(),
        0,
        "A. Clerk",
        "LE_EVENT",
        disposal(decided, None),
    );
    let path = site.report("disposal-log", "log.pdf", &[]);
    let text = text(&path);
    assert!(pages(&path) >= 2);
    let read = |word: usize| text.split(' ').any(|each| each == format!("w{word}"));
    let lost: Vec<_> = (1..=900).filter(|word| !read(*word)).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
}

/// An inventory that missed 300 liners names each beside one label.
#[test]
fn a_field_longer_than_a_page_goes_on_over_pages() {
    if !poppler() {
        return;
    }
    let site = Site::new("COLLECTOR");
    let all: Vec<_> = (1..=300)
        .map(|number| mark(&format!("CRL{number}"), 10))
        .collect();
    let inventory = Inventory {
        acted_on: date(2026, 11, 22),
        taken: Taken::Close,
        found: OnHand::default(),
        signed: signature("A. Clerk", "019ab000-0000-7000-8000-000000000001"),
    };
    let acquired = liners(&all, LinerAct::Acquired);
    for (second, event) in [(0, acquired), (1, Event::Inventory(inventory))] {
        append(&site.ledger(), second, "A. Clerk", "COLLECTOR", event);
    }
    let text = text(&site.report("collector-inventory", "inventory.pdf", &[]));
    let sizes = text.split(' ').filter(|word| word.starts_with("gallons)"));
    assert_eq!(sizes.count(), 300);
}

/// Of a single sheet the foot alone says whose it is and of when: what gives way is the name.
#[test]
fn a_long_name_takes_neither_the_number_nor_the_period_off_the_foot() {
    if !poppler() {
        return;
    }
    let site = with_a_long_name("LE_EVENT");
    let year = ["--from", "2026-01-01", "--to", "2026-12-31"];
    let path = site.report("disposal-log", "log.pdf", &year);
    let all = pages(&path);
    assert!(all >= 3, "only {all} pages");
    for page in 1..=all {
        let number = page.to_string();
        let text = run("pdftotext", &["-raw", "-f", &number, "-l", &number], &path);
        let foot = " (LE_EVENT, DEA no. AB1234563) · 2026-01-01 to 2026-12-31, by day of the act";
        assert!(
            text.contains("Disposal log · Mammography") && text.contains(foot),
            "page {page}: {text}"
        );
    }
}

#[test]
fn every_report_is_a_tagged_page_also_with_nothing_in_it() {
    if !poppler() {
        return;
    }
    // The one mode in which every report can be made.
    let site = Site::new("RESEARCH");
    for kind in KINDS {
        let path = site.report(kind.name, &format!("{}.pdf", kind.name), &[]);
        let info = Command::new("pdfinfo").arg(&path).output().unwrap();
        let info = String::from_utf8(info.stdout).unwrap();
        let has = |label: &str, value: &str| {
            let line = info.lines().find(|line| line.starts_with(label));
            assert!(
                line.is_some_and(|line| line.contains(value)),
                "{label} {value}: {info}"
            );
        };
        has("Tagged:", "yes");
        has("Title:", kind.title);
        has("Page size:", "letter");
        let text = text(&path);
        assert!(
            text.contains(kind.is_not) && text.contains(kind.is),
            "{text}"
        );
    }
}

#[test]
fn letters_that_the_font_lacks_are_spelled_and_not_lost() {
    if !poppler() {
        return;
    }
    let site = Site::new("LE_EVENT");
    let event = disposal(warfarin(date(2026, 11, 22)), None);
    append(&site.ledger(), 0, "Łukasz 中", "LE_EVENT", event);
    let text = text(&site.report("shift-summary", "shift.pdf", &[]));
    assert!(text.contains("Łukasz [U+4E2D]"), "{text}");
    assert!(
        text.contains("Operator, end of shift") && text.contains("Signature"),
        "{text}"
    );
}
