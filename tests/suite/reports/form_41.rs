//! What the data sheets for DEA Form 41 list of own stock.

use std::fs;

use calamine::{Reader, open_workbook_auto};
use jiff::civil::date;
use takeback::ledger::{
    Decided, Event, Identity, Record, Site as SetUp,
    custody::{Amendment, Detail, LinerAct, Party, StockItem, StockRecord, Witnesses},
};

use super::csv_files::rows;
use super::custody_reports::{line, liners, mark, two};
use super::pdf_files::{poppler, text};
use super::recorded::{Site, append, disposal, oxycodone, warfarin};
use super::workbooks;

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

/// These items, destroyed together.
pub fn destroyed(items: &[Record]) -> Event {
    let witnesses: Witnesses = two();
    Event::Stock(StockRecord {
        acted_on: date(2026, 11, 22),
        items: items.iter().map(stock).collect(),
        location: "Burn Inc.".parse().unwrap(),
        address: "9 Kiln Road".parse().unwrap(),
        method: "Incineration".parse().unwrap(),
        witnesses,
    })
}

/// This liner, destroyed.
fn burnt(id: &str) -> Event {
    let act = LinerAct::Destroyed {
        place: line("1 Main Street"),
        method: line("Incineration"),
        received_from: Party {
            name: line("Main Street & Co."),
            address: line("1 Main Street"),
            registration: None,
            officer: None,
        },
        witnesses: two(),
    };
    liners(&[mark(id, 10)], act)
}

/// The front sheet of the workbook, as one text.
pub fn front(site: &Site, name: &str) -> String {
    sheet(site, name, "Report")
}

fn sheet(site: &Site, name: &str, sheet: &str) -> String {
    let mut book = open_workbook_auto(site.report(name, "front.xlsx", &[])).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
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

    append(&ledger, 1, "A. Clerk", MODE, destroyed(&items));
    check("form-41");
    let left_out = "items destroyed with these that are in no schedule, and so not on the form: 1.";
    assert!(front(&site, "form-41").contains(left_out));
}

/// The record of a destruction is kept for years; what law enforcement destroyed never was on the form.
#[test]
fn what_was_destroyed_is_listed_whatever_the_site_has_become() {
    let site = Site::new("LE_RECEPTACLE");
    site.become_a("LE_RECEPTACLE");
    let add = |second, mode, event| append(&site.ledger(), second, "A. Clerk", mode, event);
    add(0, "LE_RECEPTACLE", burnt("LE1"));
    let list = |mode: &str| {
        site.become_a(mode);
        let list = site.run(&["report", "--list"]).stdout;
        String::from_utf8(list).unwrap()
    };
    assert!(!list("LE_RECEPTACLE").contains("form-41"));
    for mode in ["REGISTRANT_STOCK", "COLLECTOR"] {
        site.become_a(mode);
    }
    let item = add(
        1,
        "REGISTRANT_STOCK",
        disposal(oxycodone(date(2026, 11, 22)), None),
    );
    let stock = add(2, "REGISTRANT_STOCK", destroyed(&[item]));
    let liner = add(3, "COLLECTOR", burnt("CRL1"));
    for mode in ["COLLECTOR", "REGISTRANT_STOCK", "HHW", "LE_RECEPTACLE"] {
        let list = list(mode);
        assert!(list.contains("form-41"), "{mode}: {list}");
        assert_eq!(
            list.contains("form-41-request"),
            ["COLLECTOR", "REGISTRANT_STOCK"].contains(&mode),
            "{mode}: what is asked for is on hand now"
        );
        let own = rows(&site.report("form-41", "own.csv", &[]));
        assert_eq!((own.len(), own[0]["units"].as_str()), (1, "12"), "{mode}");
        let collected = sheet(&site, "form-41", "B.2 Collected Substances");
        assert!(
            collected.contains("CRL1") && !collected.contains("LE1"),
            "{mode}: {collected}"
        );
        let front = front(&site, "form-41");
        for (then, record) in [("REGISTRANT_STOCK", &stock), ("COLLECTOR", &liner)] {
            let said = format!(
                "Recorded when this site was set up as {then}: sheets {}.",
                record.content.seq
            );
            assert_eq!(front.contains(&said), then != mode, "{mode}: {front}");
        }
    }
}

/// The fields of the form hold what was signed; what was stated anew stands beside them.
#[test]
fn a_method_that_was_stated_anew_stands_beside_the_one_signed_for() {
    let site = Site::new(MODE);
    let ledger = site.ledger();
    let add = |second, event| append(&ledger, second, "A. Clerk", MODE, event);
    add(0, burnt("CRL1"));
    let burnt = add(1, burnt("CRL2"));
    let amendment = Amendment {
        acted_on: date(2026, 11, 22),
        record: burnt.content.seq,
        said: Detail::Method(line("Incineration")),
        is: Detail::Method(line("Chemical digestion")),
        reason: line("wrong kiln"),
        witnesses: two(),
    };
    add(2, Event::Amendment(amendment));
    let methods = workbooks::sheet(&site, "form-41", "C. Method");
    let cells = |name: &str| workbooks::words(&workbooks::column(&methods, name));
    assert_eq!(cells("method_of_destruction"), ["Incineration"; 2]);
    let corrected = cells("corrected");
    assert_eq!(corrected[0], "");
    let said = "method Chemical digestion instead of method Incineration: wrong kiln (record 3, ";
    assert!(corrected[1].starts_with(said), "{corrected:?}");
}

#[test]
fn a_csv_holds_the_first_table_that_has_rows_and_names_the_others() {
    let site = Site::new("REGISTRANT_STOCK");
    site.become_a("REGISTRANT_STOCK");
    let add = |second, mode, event| append(&site.ledger(), second, "A. Clerk", mode, event);
    let before = date(2025, 11, 22);
    let item = add(0, "REGISTRANT_STOCK", disposal(oxycodone(before), None));
    let mut stock = destroyed(&[item]);
    if let Event::Stock(record) = &mut stock {
        record.acted_on = before;
    }
    add(1, "REGISTRANT_STOCK", stock);
    site.become_a("COLLECTOR");
    add(2, "COLLECTOR", burnt("CRL1"));
    let path = site.path("destroyed.csv");
    let from = ["--from", "2026-01-01", "--out", path.to_str().unwrap()];
    let done = site.run(&[&["report", "form-41"][..], &from].concat());
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(
        said.contains("Not in this CSV: C. Method, D. Witnesses."),
        "{said}"
    );
    let rows = rows(&path);
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0]["unique_ids"], "CRL1");
}

/// An item is on the log from the day on which it is recorded; that it is gone is another record.
#[test]
fn the_log_says_how_much_of_own_stock_is_still_here() {
    const STOCK: &str = "REGISTRANT_STOCK";
    let site = Site::new(STOCK);
    site.become_a(STOCK);
    let add = |second, event| append(&site.ledger(), second, "A. Clerk", STOCK, event);
    let day = date(2026, 11, 22);
    let [gone, here] = [0, 1].map(|second| add(second, disposal(oxycodone(day), None)));
    add(2, destroyed(&[gone]));
    let log = front(&site, "disposal-log");
    let said = "neither destroyed, transferred nor deposited as of this report: 1.";
    assert!(log.contains(said), "{log}");

    add(3, destroyed(&[here]));
    let log = front(&site, "disposal-log");
    assert!(!log.contains("neither destroyed"), "{log}");
}

/// What was destroyed under one name is not said to have been destroyed under a later one, nor elsewhere.
#[test]
fn an_old_sheet_says_who_was_registered_then() {
    const COLLECTOR: &str = "COLLECTOR";
    let site = Site::new(COLLECTOR);
    let set_up = |name: &str, address: &str, more: &str| {
        let settings = format!(
            "site_mode = \"{COLLECTOR}\"\nsite_name = \"{name}\"\noperator = \"R. Porter\"\n\
             registration = \"AB1234563\"\naddress = \"{address}\"\n{more}"
        );
        fs::write(site.path("home/settings.toml"), settings).unwrap();
    };
    let read = || {
        let methods = workbooks::sheet(&site, "form-41", "C. Method");
        let location = workbooks::words(&workbooks::column(&methods, "location"));
        (location, front(&site, "form-41"))
    };
    let add = |second, event| append(&site.ledger(), second, "A. Clerk", COLLECTOR, event);
    let then = SetUp {
        mode: COLLECTOR.into(),
        name: "Main Street".into(),
        registered_name: "Main Street LLC".into(),
        registration: "AB1234563".into(),
        address: "1 Main Street".into(),
        ..SetUp::default()
    };
    add(0, Event::Site(then));
    let sheet = add(1, burnt("Z1")).content.seq;
    let said = format!("Sheets {sheet}: recorded under Main Street LLC, AB1234563, 1 Main Street.");

    set_up("Main Street LLC", "1 Main Street", "");
    let (location, page) = read();
    assert_eq!(location, ["Main Street LLC"]);
    let named = format!("Sheets {sheet}:");
    assert!(!page.contains(&named), "{page}");

    set_up("Newco Drugs Inc.", "1 Main Street", "");
    let (location, page) = read();
    assert_eq!(location, ["Main Street LLC"], "after another name");
    assert!(page.contains(&said), "{page}");

    let moved = "relocated = \"modified 2026-11-20\"\n";
    set_up("Main Street LLC", "2 Oak Street", moved);
    let (location, page) = read();
    assert_eq!(location, ["Main Street LLC"], "after another address");
    assert!(page.contains(&said), "{page}");
}

#[test]
fn a_sheet_that_was_tried_out_is_not_named_on_a_real_form_without_its_mark() {
    const STOCK: &str = "REGISTRANT_STOCK";
    let site = Site::new(STOCK);
    site.become_a(STOCK);
    let day = date(2026, 11, 22);
    let destroy = |second, mode, decided: &[Decided]| {
        let add = |event| append(&site.ledger(), second, "A. Clerk", mode, event);
        let items = decided.iter().cloned();
        let items: Vec<_> = items.map(|decided| add(disposal(decided, None))).collect();
        add(destroyed(&items)).content.seq
    };
    let real = destroy(0, STOCK, &[warfarin(day), oxycodone(day)]);
    site.become_a(MODE);
    let unlisted = destroy(1, MODE, &[warfarin(day)]);
    let unknown = destroy(2, MODE, &[warfarin(day), typed()]);
    let tried_out = front(&site, "form-41");
    let left_out = "items destroyed with these that are in no schedule, and so not on the form: 1.";
    for said in [
        format!("Sheet {real}: {left_out}"),
        format!("Sheet {unlisted}, RESEARCH/DEMO: {left_out}"),
    ] {
        assert!(tried_out.contains(&said), "{tried_out}");
    }

    site.become_a(STOCK);
    let mut pages = vec![front(&site, "form-41")];
    if poppler() {
        pages.push(text(&site.report("form-41", "form.pdf", &[])));
    }
    for page in pages {
        assert!(
            page.contains(&format!("Sheet {real}: {left_out}")),
            "{page}"
        );
        assert!(!page.contains(&format!("Sheet {unlisted}")), "{page}");
        let marked = format!("Sheet {unknown}, RESEARCH/DEMO: Item ");
        assert!(page.contains(&marked), "{page}");
        let named = page.matches(&format!("Sheet {unknown}")).count();
        assert_eq!(named, 1, "{page}");
    }
}
