//! XLSX: read back with another program's reader.

use std::{fs, process::Command};

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use jiff::civil::date;

use super::csv_files::tried_out_and_real;
use super::custody_reports::{
    liners, mark, one_tried_out, signature, with_a_box, with_an_inventory, with_liners,
};
use super::recorded::{Site, a_day, append, disposal, warfarin, with_a_long_name};
use takeback::{
    hazard::Effect,
    ledger::{
        Event,
        custody::{Inventory, LinerAct, OnHand, Taken},
    },
    report::KINDS,
};

pub fn sheet(site: &Site, report: &str, sheet: &str) -> Range<Data> {
    let path = site.report(report, &format!("{report}.xlsx"), &[]);
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    book.worksheet_range(sheet).unwrap()
}

/// The cells under `name`, from the first row on.
pub fn column(range: &Range<Data>, name: &str) -> Vec<Data> {
    let header = range.rows().next().unwrap();
    let place = header
        .iter()
        .position(|cell| *cell == Data::String(name.into()));
    let place = place.unwrap_or_else(|| panic!("no column {name}"));
    range.rows().skip(1).map(|row| row[place].clone()).collect()
}

/// What the front says beside `label`.
#[track_caller]
fn beside(front: &Range<Data>, label: &str) -> Data {
    let mut rows = front.rows();
    let row = rows.find(|row| row[0] == Data::String(label.into()));
    row.unwrap_or_else(|| panic!("no line {label}"))[1].clone()
}

pub fn words(cells: &[Data]) -> Vec<String> {
    cells.iter().map(ToString::to_string).collect()
}

#[test]
fn numbers_and_times_are_real_and_text_is_never_a_formula() {
    let site = a_day("LE_EVENT");
    let log = sheet(&site, "disposal-log", "Disposals");
    assert_eq!(
        column(&log, "quantity"),
        [30.0, 30.0, 12.0, 12.0, 12.0].map(Data::Float)
    );
    let Data::DateTime(entered) = &column(&log, "entered_at")[1] else {
        panic!("not a time")
    };
    // 2026-11-22 is day 46348; local time, half past nine and a second.
    assert!((entered.as_f64() - (46_348.0 + 34_201.0 / 86_400.0)).abs() < 1e-7);
    let Data::DateTime(acted) = &column(&log, "acted_on")[0] else {
        panic!("not a day")
    };
    assert!((acted.as_f64() - 46_346.0).abs() < 1e-9);
    assert_eq!(words(&column(&log, "labeler"))[0], "'=TEVA");
    assert_eq!(words(&column(&log, "reference"))[0], "'=Case 7");
    let status = words(&column(&log, "status"));
    assert_eq!(status[2], "corrected by A. Clerk: read under a lens");
    assert_eq!(status[4], "withdrawn by B. Officer: recorded twice");
    assert_eq!(
        words(&column(&log, "decided_how"))[3],
        "picked, rank 2, model 21.3 %"
    );
}

/// One item whose year was typed wrong, and whose reference holds more than a cell does: as UTF-16 counts.
#[test]
fn what_a_workbook_cannot_hold_is_in_it_as_text_or_cut() {
    let site = Site::new("LE_EVENT");
    let mut decided = warfarin(date(26, 11, 22));
    decided.reference = Some("\u{1F600}".repeat(20_000));
    let event = disposal(decided, None);
    append(&site.ledger(), 0, "A. Clerk", "LE_EVENT", event);
    let log = sheet(&site, "disposal-log", "Disposals");
    assert_eq!(words(&column(&log, "acted_on")), ["0026-11-22"]);
    let reference = &words(&column(&log, "reference"))[0];
    assert!(reference.starts_with('\u{1F600}') && reference.ends_with("the CSV holds all of it)"));
}

#[test]
fn weights_can_be_summed_and_the_hour_of_a_hand_over_is_one() {
    let boxes = sheet(&with_a_box(), "event-weights", "Boxes");
    for (name, pounds) in [("gross_lb", 23.4), ("tare_lb", 1.5), ("net_lb", 21.9)] {
        assert_eq!(column(&boxes, name), [Data::Float(pounds)], "{name}");
    }
    let Data::DateTime(handed) = &column(&boxes, "handed_on")[0] else {
        panic!("not a time")
    };
    // 14:05 on day 46348.
    assert!((handed.as_f64() - (46_348.0 + 845.0 / 1440.0)).abs() < 1e-7);
    let liners = sheet(&with_liners(), "liner-log", "Liners");
    let mut weights = vec![Data::Empty; 5];
    weights[3] = Data::Float(23.4);
    assert_eq!(column(&liners, "weight_lb"), weights);
}

/// Every column that says it holds numbers holds nothing else, in every report that has rows.
#[test]
fn a_column_of_numbers_has_no_text_in_it() {
    let mut looked_at = 0;
    for (site, report, name) in [
        (a_day("LE_EVENT"), "disposal-log", "Disposals"),
        (a_day("LE_EVENT"), "hazardous-waste", "Segregation"),
        (a_day("LE_EVENT"), "shift-summary", "Operators"),
        (with_a_box(), "event-weights", "Boxes"),
        (with_liners(), "liner-log", "Liners"),
    ] {
        let range = sheet(&site, report, name);
        let kind = KINDS.iter().find(|kind| kind.name == report).unwrap();
        let tables = kind.tables.iter().filter(|sheet| sheet.name == name);
        for wanted in tables
            .flat_map(|sheet| sheet.columns())
            .filter(|column| column.number)
        {
            for cell in column(&range, wanted.name) {
                let is_number = matches!(cell, Data::Float(_) | Data::Empty);
                assert!(is_number, "{report} {}: {cell:?}", wanted.name);
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 30, "{looked_at}");
}

#[test]
fn the_front_says_what_it_is_where_from_and_how_much() {
    let site = a_day("LE_EVENT");
    let front = sheet(&site, "disposal-log", "Report");
    let said = |label: &str| beside(&front, label);
    assert_eq!(said("Site").to_string(), "Main Street & Co.");
    assert_eq!(said("Agency").to_string(), "Springfield Police");
    assert_eq!(said("Items that stand"), Data::Float(4.0));
    assert_eq!(said("Dosage units"), Data::Float(84.0));
    assert_eq!(said("Withdrawn (not counted above)"), Data::Float(1.0));
    assert!(
        said("What this is not")
            .to_string()
            .contains("not a DEA form")
    );
    assert!(
        said("Chain head")
            .to_string()
            .starts_with("record 8, hash ")
    );
    assert!(said("Program").to_string().starts_with("takeback "));
    assert!(
        !words(&front.rows().map(|row| row[0].clone()).collect::<Vec<_>>())
            .contains(&"RESEARCH/DEMO".to_owned())
    );
}

#[test]
fn digits_are_a_number_only_where_something_was_counted() {
    let site = Site::new("RESEARCH");
    let settings = site.path("home/settings.toml");
    let set_up = fs::read_to_string(&settings).unwrap();
    let set_up = set_up.replace("4711", "004711");
    let address = "address = \"1 Main Street, Cambridge, MA 02139\"\n";
    fs::write(&settings, set_up + address).unwrap();
    let form = sheet(&site, "form-41", "Report");
    for (label, digits) in [("Zip Code", "02139"), ("Officer", "004711")] {
        assert_eq!(beside(&form, label), Data::String(digits.into()));
    }
    let log = sheet(&site, "disposal-log", "Report");
    assert_eq!(beside(&log, "Items that stand"), Data::Float(0.0));
}

#[test]
fn a_lawful_workbook_says_how_many_rows_were_tried_out() {
    let site = one_tried_out();
    let front = sheet(&site, "liner-log", "Report");
    let said = beside(&front, "RESEARCH/DEMO").to_string();
    assert!(said.ends_with("are no record of the law: 1."), "{said}");
    let notices = words(&column(&sheet(&site, "liner-log", "Liners"), "notice"));
    let marked = |words: &&String| words.starts_with("RESEARCH/DEMO");
    let count = notices.iter().filter(marked).count();
    assert_eq!((count, notices.len()), (1, 81));
}

#[test]
fn totals_of_what_was_tried_out_stand_apart() {
    let site = tried_out_and_real();
    let acute = "Acute hazardous waste (RCRA P list)";
    let streams = ["1 items, 30 dosage units", "1 items, 1000 dosage units"];
    for (report, headings, label, values) in [
        (
            "disposal-log",
            ["Totals", "Totals of RESEARCH/DEMO"],
            "Dosage units",
            ["30", "1000"],
        ),
        (
            "hazardous-waste",
            ["Streams", "Streams of RESEARCH/DEMO"],
            acute,
            streams,
        ),
    ] {
        let front = sheet(&site, report, "Report");
        let lines = front
            .rows()
            .map(|row| [&row[0], &row[1]].map(ToString::to_string));
        let said = lines.filter_map(|[name, value]| match name.as_str() {
            _ if headings.contains(&name.as_str()) => Some(name),
            _ if name == label => Some(value),
            _ => None,
        });
        let said: Vec<_> = said.collect();
        assert_eq!(
            said,
            [headings[0], values[0], headings[1], values[1]],
            "{report}"
        );
    }
}

/// Nothing but its mark tells such a sum from one of the record beside it.
#[test]
fn sums_of_what_was_tried_out_are_marked_where_they_stand_beside_others() {
    for (site, mode, report, label, said) in [
        (
            with_a_box(),
            "LE_EVENT",
            "event-weights",
            "Event",
            "1, RESEARCH/DEMO: 1 boxes, 21.9 lb net",
        ),
        (
            with_an_inventory(),
            "COLLECTOR",
            "collector-inventory",
            "Inventory",
            "record 2, 2026-11-22 at close of business, RESEARCH/DEMO",
        ),
    ] {
        site.become_a(mode);
        let front = sheet(&site, report, "Report");
        assert_eq!(beside(&front, label).to_string(), said, "{report}");
    }
}

#[test]
fn an_inventory_says_what_was_on_hand_and_not_found() {
    let site = Site::new("COLLECTOR");
    let all = ["CRL1", "CRL2", "CRL3"].map(|id| mark(id, 10));
    let inventory = Inventory {
        acted_on: date(2026, 11, 22),
        taken: Taken::Close,
        found: OnHand {
            unused_liners: all[..2].to_vec(),
            ..OnHand::default()
        },
        signed: signature("A. Clerk", "019ab000-0000-7000-8000-000000000001"),
    };
    let acquired = liners(&all, LinerAct::Acquired);
    for (second, event) in [(0, acquired), (1, Event::Inventory(inventory))] {
        append(&site.ledger(), second, "A. Clerk", "COLLECTOR", event);
    }
    let front = sheet(&site, "collector-inventory", "Report");
    let missed = beside(&front, "On hand by the record, not found");
    assert_eq!(missed.to_string(), "Unused inner liners: CRL3 (10 gallons)");
    let table = sheet(&site, "collector-inventory", "Inventory");
    let [ids, found] = ["unique_id", "found"].map(|name| words(&column(&table, name)));
    assert_eq!(ids, ["CRL1", "CRL2", "CRL3"]);
    assert_eq!(found, ["yes", "yes", "NO"]);
}

/// Of a printed sheet the foot alone says whose it is: what gives way is the name.
#[test]
fn a_long_name_does_not_take_the_number_off_the_foot() {
    let site = with_a_long_name("LE_EVENT");
    let book = site.report("disposal-log", "log.xlsx", &[]);
    let parts = site.path("parts");
    let unpack = ["-m", "zipfile", "-e"];
    let mut python = Command::new("python3");
    let unpacked = python.args(unpack).args([&book, &parts]).status();
    assert!(unpacked.unwrap().success());
    for sheet in ["sheet1.xml", "sheet2.xml"] {
        let sheet = fs::read_to_string(parts.join("xl/worksheets").join(sheet)).unwrap();
        let (_, foot) = sheet.split_once("<oddFooter>").unwrap();
        let (foot, _) = foot.split_once("</oddFooter>").unwrap();
        assert!(
            foot.starts_with("&amp;LMammography &amp;&amp; Co.")
                && foot.contains("… (LE_EVENT, DEA no. AB1234563), as of record 61&amp;R"),
            "{foot}"
        );
    }
}

#[test]
fn a_code_that_cannot_be_excluded_is_marked_and_one_that_does_not_apply_is_left_out() {
    let site = Site::new("LE_EVENT");
    let mut decided = warfarin(date(2026, 11, 22));
    decided.hazard.reasons[1].effect = Effect::Possible;
    let event = disposal(decided, None);
    append(&site.ledger(), 0, "A. Clerk", "LE_EVENT", event);
    for (report, name, codes) in [
        ("disposal-log", "Disposals", "hazard_codes"),
        ("hazardous-waste", "Segregation", "codes"),
    ] {
        let codes = words(&column(&sheet(&site, report, name), codes));
        assert_eq!(codes, ["NIOSH-2024-2 T2, RCRA-P P001?"], "{report}");
    }
}

#[test]
fn a_research_workbook_says_so_on_its_front_and_in_every_row() {
    let site = a_day("RESEARCH");
    let front = sheet(&site, "audit-extract", "Report");
    assert_eq!(front.rows().next().unwrap()[0].to_string(), "RESEARCH/DEMO");
    for notice in column(&sheet(&site, "audit-extract", "Records"), "notice") {
        assert!(notice.to_string().starts_with("RESEARCH/DEMO"));
    }
}

#[test]
fn every_report_has_a_workbook_also_with_nothing_in_it() {
    // The one mode in which every report can be made.
    let site = Site::new("RESEARCH");
    for kind in KINDS {
        let front = sheet(&site, kind.name, "Report");
        assert_eq!(front.rows().nth(1).unwrap()[0].to_string(), kind.title);
    }
}
