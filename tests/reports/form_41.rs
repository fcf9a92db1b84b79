//! What the data sheets for DEA Form 41 list of own stock.

use calamine::{Reader, open_workbook_auto};
use jiff::civil::date;
use takeback::ledger::{
    Decided, Event, Identity, Record,
    custody::{StockItem, StockRecord, Witnesses},
};

use crate::csv_files::rows;
use crate::custody_reports::two;
use crate::recorded::{Site, append, disposal, oxycodone, warfarin};

/// Where both sheets are made.
const MODE: &str = "RESEARCH";

/// A product that somebody typed at the site: nothing says what is in it.
fn typed() -> Decided {
    let mut decided = warfarin(date(2026, 11, 22));
    decided.hazard.verdict = takeback::hazard::Verdict::Unknown;
    if let Identity::Identified { drug, .. } = &mut decided.identity {
        drug.name = "Newdrug".into();
        drug.strength = String::new();
    }
    decided
}

fn stock(record: &Record) -> StockItem {
    let Event::Disposal(disposal) = &record.content.event else {
        panic!("no disposal")
    };
    let Identity::Identified { drug, .. } = &disposal.decided.identity else {
        panic!("unidentified")
    };
    StockItem {
        item: record.content.seq,
        stated_by: record.content.id,
        drug: drug.clone(),
        quantity: disposal.decided.quantity,
        batch: None,
        packages: None,
    }
}

/// The front sheet of the workbook, as one text.
fn front(site: &Site, name: &str) -> String {
    let mut book = open_workbook_auto(site.report(name, "front.xlsx", &[])).unwrap();
    let range = book.worksheet_range("Report").unwrap();
    let cells = range.used_cells().map(|(_, _, cell)| cell.to_string());
    cells.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_nobody_knows_the_composition_of_is_listed_and_said_to_be_looked_up() {
    let site = Site::new(MODE);
    let ledger = site.ledger();
    let day = date(2026, 11, 22);
    let decided = [oxycodone(day), warfarin(day), typed()];
    let items =
        decided.map(|decided| append(&ledger, 0, "A. Clerk", MODE, disposal(decided, None)));
    let [controlled, _, unknown] = items
        .each_ref()
        .map(|record| record.content.seq.to_string());
    let look_up =
        format!("Item {unknown}, Newdrug, is listed because its composition is not known");
    let check = |name: &str| {
        let table = rows(&site.report(name, &format!("{name}.csv"), &[]));
        let listed: Vec<_> = table.iter().map(|row| row["item"].as_str()).collect();
        assert_eq!(listed, [controlled.as_str(), &unknown], "{name}");
        let front = front(&site, name);
        assert!(front.contains(&look_up), "{name}: {front}");
    };
    check("form-41-request");

    let witnesses: Witnesses = two();
    let record = StockRecord {
        acted_on: day,
        items: items.iter().map(stock).collect(),
        location: "Burn Inc.".parse().unwrap(),
        address: "9 Kiln Road".parse().unwrap(),
        method: "Incineration".parse().unwrap(),
        witnesses,
    };
    append(&ledger, 1, "A. Clerk", MODE, Event::Stock(record));
    check("form-41");
    let left_out = "items destroyed with these that are in no schedule, and so not on the form: 1.";
    assert!(front(&site, "form-41").contains(left_out));
}
