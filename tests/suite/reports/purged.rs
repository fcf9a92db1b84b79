//! What a purge took away, in the reports that it is missing from.

use calamine::{Reader, open_workbook_auto};
use jiff::civil::date;
use takeback::ledger::{Entry, Purge};

use super::csv_files::rows;
use super::recorded::{Site, append, correction, disposal, warfarin};

/// Five items of late 2022. The second and the fourth are purged; the others were corrected in 2026.
fn purged() -> Site {
    const FOUR_YEARS: i64 = 1_461 * 86_400;
    let site = Site::new("RESEARCH");
    let ledger = site.ledger();
    let day = date(2022, 11, 22);
    let add = |second, event| append(&ledger, second, "A. Clerk", "RESEARCH", event);
    let items: Vec<_> = (0..5)
        .map(|number| add(number - FOUR_YEARS, disposal(warfarin(day), None)))
        .collect();
    let mut entered = items[0].content.entered;
    for kept in [0, 2, 4] {
        let again = correction(&items[kept], false, "counted again", warfarin(day));
        entered = add(0, again).content.entered;
    }
    let before = date(2023, 6, 1);
    let removed = ledger.purgeable(before).unwrap();
    assert_eq!(removed, [[2, 2], [4, 4]]);
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
        site_mode: "RESEARCH".into(),
        event: purge,
    };
    ledger.purge(entry).unwrap();
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
