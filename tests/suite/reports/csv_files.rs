//! CSV: rows, notices, periods, and what is refused.

use std::{collections::HashMap, fs, path::Path};

use takeback::{
    ledger::{
        Event,
        custody::{Inventory, OnHand, Taken},
    },
    report::restore,
};

use super::custody_reports::signature;
use super::recorded::{Site, a_day, append, disposal, warfarin};
use jiff::civil::date;

/// Each row by column name, apostrophes taken off.
pub fn rows(path: &Path) -> Vec<HashMap<String, String>> {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.ends_with("\r\n"), "not RFC 4180: {text:?}");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().unwrap().clone();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let cells = row.iter().map(|cell| restore(cell).to_owned());
        names.iter().map(str::to_owned).zip(cells).collect()
    });
    rows.collect()
}

fn column(rows: &[HashMap<String, String>], name: &str) -> Vec<String> {
    rows.iter().map(|row| row[name].clone()).collect()
}

#[test]
fn the_disposal_log_is_the_export() {
    let site = a_day("LE_EVENT");
    let report = site.report("disposal-log", "log.csv", &["--from", "2026-11-21"]);
    let export = site.path("export.csv");
    let out = export.to_str().unwrap();
    let output = site.run(&["export", "--from", "2026-11-21", "--out", out]);
    assert!(output.status.success());
    assert_eq!(fs::read(report).unwrap(), fs::read(export).unwrap());
}

#[test]
fn the_audit_extract_holds_every_record_in_order_and_chained() {
    let site = a_day("LE_EVENT");
    let path = site.report("audit-extract", "audit.csv", &[]);
    let rows = rows(&path);
    // The first event of a station is how the site is set up; here it came after the day.
    assert_eq!(
        column(&rows, "record"),
        ["1", "2", "3", "4", "5", "6", "7", "8"]
    );
    assert_eq!(
        column(&rows, "kind"),
        [
            "disposal",
            "disposal",
            "disposal",
            "disposal",
            "disposal",
            "correction",
            "correction",
            "site"
        ]
    );
    assert_eq!(
        column(&rows, "concerns"),
        ["1", "2", "3", "4", "5", "3", "5", ""]
    );
    for pair in rows.windows(2) {
        assert_eq!(pair[1]["previous_hash"], pair[0]["record_hash"]);
    }
    assert_eq!(
        rows[0]["says"],
        "warfarin sodium 5 MG Oral Tablet × 30, hazardous"
    );
    assert!(
        rows[6]["says"].starts_with("withdrawn: oxycodone"),
        "{rows:?}"
    );
    assert_eq!(rows[5]["reason"], "read under a lens");
    let content: serde_json::Value = serde_json::from_str(&rows[0]["content"]).unwrap();
    assert_eq!(content["body"]["decided"]["quantity"], 30);
    assert!(
        rows[7]["says"].contains("name: Main Street & Co."),
        "{rows:?}"
    );
    let notice = &rows[0]["notice"];
    for words in [
        "Audit extract, Main Street & Co. (LE_EVENT), all records, as of record 8",
        rows[7]["record_hash"].as_str(),
        "This is not a DEA form.",
        "not a laboratory result",
    ] {
        assert!(notice.contains(words), "{words} is not in: {notice}");
    }
}

#[test]
fn waste_is_listed_by_stream_the_strictest_first() {
    let site = a_day("LE_EVENT");
    let rows = rows(&site.report("hazardous-waste", "waste.csv", &[]));
    // Oxycodone has no listing; the unidentified item was identified later; one was withdrawn.
    assert_eq!(rows.len(), 1, "{rows:?}");
    let warfarin = &rows[0];
    assert_eq!(warfarin["stream"], "Acute hazardous waste (RCRA P list)");
    assert_eq!(warfarin["codes"], "NIOSH-2024-2 T2, RCRA-P P001");
    assert!(
        warfarin["reasons"].contains("U248"),
        "an exclusion is part of why"
    );
    let numbers =
        ["items", "quantity", "first_day", "last_day"].map(|name| warfarin[name].as_str());
    assert_eq!(numbers, ["2", "60", "2026-11-20", "2026-11-22"]);
}

#[test]
fn what_is_unknown_is_a_stream_of_its_own() {
    let site = Site::new("LE_EVENT");
    let day = date(2026, 11, 22);
    let ledger = site.ledger();
    append(
        &ledger,
        0,
        "A. Clerk",
        "LE_EVENT",
        disposal(super::recorded::unidentified(day), None),
    );
    append(
        &ledger,
        1,
        "A. Clerk",
        "LE_EVENT",
        disposal(warfarin(day), None),
    );
    let rows = rows(&site.report("hazardous-waste", "waste.csv", &[]));
    assert_eq!(
        column(&rows, "stream"),
        [
            "Acute hazardous waste (RCRA P list)",
            "Unknown: handle as hazardous and possibly controlled"
        ]
    );
    assert_eq!(column(&rows, "name")[1], "Unidentified");
}

#[test]
fn a_shift_is_counted_by_who_entered_what() {
    let site = a_day("LE_EVENT");
    let path = site.report(
        "shift-summary",
        "shift.csv",
        &["--from", "2026-11-22", "--to", "2026-11-22"],
    );
    let rows = rows(&path);
    let counted = |row: usize| {
        [
            "operator",
            "records",
            "items",
            "quantity",
            "unidentified",
            "controlled",
            "hazardous",
            "corrections",
            "withdrawals",
        ]
        .map(|name| rows[row][name].clone())
    };
    assert_eq!(
        counted(0),
        ["A. Clerk", "3", "2", "60", "0", "0", "2", "1", "0"]
    );
    assert_eq!(
        counted(1),
        ["B. Officer", "4", "3", "25", "1", "2", "1", "0", "1"]
    );
    assert_eq!(rows[0]["first_entry"], "2026-11-22T09:30:00.000007-05:00");
    assert_eq!(rows[0]["last_entry"], "2026-11-22T09:30:05.000007-05:00");
}

#[test]
fn the_period_is_the_day_of_the_act_or_of_the_entry() {
    let site = a_day("LE_EVENT");
    let earlier = ["--to", "2026-11-21"];
    let acted = rows(&site.report("hazardous-waste", "w.csv", &earlier));
    assert_eq!(column(&acted, "items"), ["1"]);
    let entered = rows(&site.report("audit-extract", "a.csv", &earlier));
    assert!(
        entered.is_empty(),
        "everything was entered on the 22nd: {entered:?}"
    );
}

#[test]
fn research_is_marked_in_each_row_whatever_the_site_is_now() {
    let site = a_day("RESEARCH");
    site.become_a("LE_EVENT");
    let rows = rows(&site.report("audit-extract", "a.csv", &[]));
    for row in &rows {
        let marked = row["notice"].starts_with("RESEARCH/DEMO - ");
        // That the station was set up is no research data: every station begins in that mode.
        let data = !["site", "account", "presence"].contains(&row["kind"].as_str());
        assert_eq!(marked, row["site_mode"] == "RESEARCH" && data, "{row:?}");
    }
    assert_eq!(rows.last().unwrap()["site_mode"], "LE_EVENT");
}

/// 30 tablets of warfarin on record, and 1,000 that were tried out before.
pub fn tried_out_and_real() -> Site {
    let site = Site::new("RESEARCH");
    site.become_a("RESEARCH");
    let mut tried = warfarin(date(2026, 11, 20));
    tried.quantity = 1000;
    let real = warfarin(date(2026, 11, 22));
    let add = |second, mode, decided| {
        let item = disposal(decided, None);
        append(&site.ledger(), second, "A. Clerk", mode, item);
    };
    add(0, "RESEARCH", tried);
    site.become_a("LE_EVIDENCE");
    add(1, "LE_EVIDENCE", real);
    site
}

#[test]
fn what_was_tried_out_is_added_to_nothing_of_the_record() {
    let site = tried_out_and_real();
    for (report, real, tried) in [
        ("hazardous-waste", ["1", "30"], ["1", "1000"]),
        ("shift-summary", ["1", "30"], ["1", "1000"]),
    ] {
        let rows = rows(&site.report(report, "apart.csv", &[]));
        let counted = rows
            .iter()
            .filter(|row| row["items"] != "0")
            .map(|row| {
                let marked = row["notice"].starts_with("RESEARCH/DEMO - ");
                (marked, ["items", "quantity"].map(|name| row[name].as_str()))
            })
            .collect::<Vec<_>>();
        assert_eq!(counted, [(false, real), (true, tried)], "{report}");
    }
    let own = rows(&site.report("hazardous-waste", "apart.csv", &[]));
    assert_eq!(own[0]["first_day"], "2026-11-22");
}

#[test]
fn lists_mark_what_was_tried_out() {
    let site = tried_out_and_real();
    for list in [&["log"][..], &["review", "list"]] {
        let said = String::from_utf8(site.run(list).stdout).unwrap();
        let marked = said
            .lines()
            .skip(1)
            .map(|line| (line.contains(" 1000 "), line.ends_with("RESEARCH/DEMO")));
        let marked: Vec<_> = marked.collect();
        assert_eq!(marked, [(false, false), (true, true)], "{list:?}: {said}");
        for line in said.lines().skip(1) {
            let id = line.split_whitespace().next().unwrap();
            let shown = String::from_utf8(site.run(&["review", "show", id]).stdout).unwrap();
            assert_eq!(
                shown.contains("RESEARCH/DEMO"),
                line.contains(" 1000 "),
                "{shown}"
            );
        }
    }
}

#[test]
fn what_cannot_be_is_refused_with_what_to_do() {
    let site = Site::new("LE_EVENT");
    let said = |args: &[&str]| {
        let output = site.run(args);
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code().unwrap(), words)
    };
    let (status, words) = said(&["report", "disposal-log", "--out", "log"]);
    assert!(status == 2 && words.contains("--format"), "{words}");
    let (status, words) = said(&["report", "nonsense", "--out", "log.csv"]);
    assert!(status == 2 && words.contains("shift-summary"), "{words}");
    let backwards = ["--from", "2026-02-01", "--to", "2026-01-01"];
    let (status, words) = said(
        &[
            &["report", "disposal-log", "--out", "log.csv"],
            &backwards[..],
        ]
        .concat(),
    );
    assert!(status == 2 && words.contains("before it begins"), "{words}");
}

#[test]
fn a_report_can_go_to_a_pipe() {
    let site = a_day("LE_EVENT");
    let output = site.run(&["report", "shift-summary", "--format", "csv", "--out", "-"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.starts_with("notice,operator,") && text.contains("A. Clerk"),
        "{text}"
    );
}

/// A new collector's first inventory finds nothing, and is owed nonetheless (21 CFR 1304.11(b)).
#[test]
fn an_inventory_of_nothing_is_one_row() {
    let site = Site::new("COLLECTOR");
    let inventory = Inventory {
        acted_on: date(2026, 11, 22),
        taken: Taken::Close,
        found: OnHand::default(),
        signed: signature("A. Clerk", "019ab000-0000-7000-8000-000000000001"),
    };
    let event = Event::Inventory(inventory);
    append(&site.ledger(), 0, "A. Clerk", "COLLECTOR", event);
    let of = |name, from: &str| {
        let path = site.report("collector-inventory", name, &["--from", from]);
        rows(&path)
    };
    let taken = of("taken.csv", "2026-11-22");
    let [row] = taken.as_slice() else {
        panic!("{taken:?}");
    };
    let said = [
        "inventory",
        "acted_on",
        "taken",
        "list",
        "size_gallons",
        "unique_id",
        "signed",
        "found",
    ]
    .map(|name| row[name].as_str());
    assert_eq!(
        said,
        [
            "1",
            "2026-11-22",
            "close of business",
            "Nothing found",
            "",
            "",
            "A. Clerk, operator, witnessed 2026-11-22 09:30:00 -05:00",
            "",
        ]
    );
    assert!(of("later.csv", "2026-11-23").is_empty());
}
