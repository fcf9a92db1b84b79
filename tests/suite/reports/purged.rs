//! What a purge took away, in the reports that it is missing from.

use std::slice;

use calamine::{Reader, open_workbook_auto};
use jiff::civil::date;
use takeback::ledger::{
    Entry, Event, Ledger, Moment, Purge, Run,
    custody::{DepositedItem, FacilityDeposit},
};

use super::csv_files::rows;
use super::custody_reports::{receptacle, two};
use super::form_41::{destroyed, front};
use super::pdf_files::{poppler, text};
use super::recorded::{Site, append, correction, disposal, oxycodone, warfarin};

const MODE: &str = "RESEARCH";
const FOUR_YEARS: i64 = 1_461 * 86_400;

/// Purges just these runs, which were last touched before June 2023, and gives the place of the purge.
fn purge(ledger: &Ledger, removed: &[[i64; 2]]) -> i64 {
    let before = date(2023, 6, 1);
    let entered = Moment::from_parts(1_795_357_800_000_000, -5 * 3600).unwrap();
    let removed: Vec<_> = removed.iter().copied().map(Run::from).collect();
    let places = ledger.purgeable_items(before, entered).unwrap().concat();
    assert_eq!(Purge::runs(places), removed);
    let purge = Purge {
        before,
        removed,
        photos: 0,
        export: "0f".repeat(32),
    };
    let entry = Entry {
        entered,
        by: "A. Boss".into(),
        account: None,
        site_mode: MODE.into(),
        event: purge,
    };
    ledger.purge(entry).unwrap().content.seq
}

/// Five items of late 2022. The second and the fourth are purged; the others were corrected in 2026.
fn purged() -> Site {
    let site = Site::new(MODE);
    let ledger = site.ledger();
    let day = date(2022, 11, 22);
    let add = |second, event| append(&ledger, second, "A. Clerk", MODE, event);
    let items: Vec<_> = (0..5)
        .map(|number| add(number - FOUR_YEARS, disposal(warfarin(day), None)))
        .collect();
    for kept in [0, 2, 4] {
        let again = correction(&items[kept], false, "counted again", warfarin(day));
        add(0, again);
    }
    purge(&ledger, &[[2, 2], [4, 4]]);
    drop(ledger);
    site
}

#[test]
fn an_extract_of_a_period_keeps_the_place_of_what_was_purged_and_says_so() {
    let site = purged();
    let period = ["--from", "2022-11-01", "--to", "2023-01-31"];
    let path = site.path("audit.csv");
    let report = ["report", "audit-extract", "--out", path.to_str().unwrap()];
    let done = site.run(&[report, period].concat());
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(
        said.contains("purged by rule: contents of 2 records entered before 2023-06-01"),
        "{said}"
    );
    let rows = rows(&path);
    let listed: Vec<_> = rows
        .iter()
        .map(|row| ["record", "kind"].map(|name| row[name].as_str()))
        .collect();
    assert_eq!(
        listed,
        [
            ["1", "disposal"],
            ["2", "purged"],
            ["3", "disposal"],
            ["4", "purged"],
            ["5", "disposal"],
        ]
    );
    for pair in rows.windows(2) {
        assert_eq!(pair[1]["previous_hash"], pair[0]["record_hash"]);
    }
    let workbook = site.report("audit-extract", "audit.xlsx", &period);
    let mut workbook = open_workbook_auto(workbook).unwrap();
    let front = workbook.worksheet_range("Report").unwrap();
    let labels = front.used_cells().map(|(_, _, cell)| cell.to_string());
    let notes = labels.filter(|words| words == "Purged by rule").count();
    assert_eq!(notes, 1);
}

/// A correction goes with its item, but not what the two signed for before it.
#[test]
fn form_41_says_of_a_purged_item_where_its_corrections_are() {
    let site = Site::new(MODE);
    let ledger = site.ledger();
    let day = date(2022, 11, 22);
    let add = |second: i64, event| append(&ledger, second - FOUR_YEARS, "A. Clerk", MODE, event);
    let item = add(0, disposal(oxycodone(day), None));
    add(1, destroyed(slice::from_ref(&item)));
    add(2, correction(&item, false, "counted again", oxycodone(day)));
    let before = front(&site, "form-41");
    let corrected =
        "Sheet 2, RESEARCH/DEMO: item 1 was corrected or withdrawn afterwards, by record 3;";
    assert!(before.contains(corrected), "{before}");
    assert!(!before.contains("Purged by rule"), "{before}");

    let place = purge(&ledger, &[[1, 1], [3, 3]]);
    let told = [
        "Purged by rule".to_owned(),
        format!("contents of 2 records entered before 2023-06-01, on 2026-11-22 (record {place})"),
        format!(
            "Sheet 2, RESEARCH/DEMO: item 1 was purged by rule; whether it was corrected or withdrawn \
             afterwards is in the export of that purge (record {place})."
        ),
    ];
    let mut read = vec![front(&site, "form-41")];
    if poppler() {
        read.push(text(&site.report("form-41", "form.pdf", &[])));
    }
    for said in read {
        let missing: Vec<_> = told.iter().filter(|words| !said.contains(*words)).collect();
        assert!(missing.is_empty(), "{missing:?} is not in: {said}");
    }
}

/// Nobody knows any more whether it was controlled, and so whether it had a term.
#[test]
fn a_deposit_of_what_was_purged_is_not_called_late() {
    let site = Site::new(MODE);
    let ledger = site.ledger();
    let (discontinued, day) = (Some(date(2022, 10, 3)), date(2022, 11, 22));
    let mut decided = warfarin(day);
    decided.discontinued = discontinued;
    let add = |second: i64, event| append(&ledger, second - FOUR_YEARS, "A. Clerk", MODE, event);
    let item = add(0, disposal(decided, None)).content;
    let deposit = FacilityDeposit {
        acted_on: day,
        items: vec![DepositedItem {
            item: item.seq,
            stated_by: item.id,
            discontinued,
        }],
        site: receptacle(),
        witnesses: two(),
    };
    add(1, Event::FacilityDeposit(deposit));
    let said = || {
        let rows = rows(&site.report("facility-deposits", "deposits.csv", &[]));
        assert_eq!(rows.len(), 1);
        ["name", "due_on", "in_time", "corrected"].map(|name| rows[0][name].clone())
    };
    let drug = "warfarin sodium 5 MG Oral Tablet";
    assert_eq!(said(), [drug, "", "", ""]);

    purge(&ledger, &[[1, 1]]);
    let [name, due, in_time, corrected] = said();
    assert_eq!([name, due, in_time], ["purged", "", ""]);
    assert!(
        corrected.starts_with("item 1 was purged by rule;"),
        "{corrected}"
    );
    assert!(front(&site, "facility-deposits").contains("Purged by rule"));
}
