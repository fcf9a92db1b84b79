//! Boxes and liners of different givers that bear one number: a report says which is whose.

use calamine::{Reader, open_workbook_auto};
use jiff::civil::date;
use takeback::ledger::{
    Event,
    custody::{
        Batch, Inventory, LinerAct, OnHand, PackageAct, PackageRecord, Party, Taken, TakenBack,
        UniqueId,
    },
};

use super::csv_files::rows;
use super::custody_reports::{line, liners, mark, signature, two};
use super::recorded::{Site, append};

const MODE: &str = "REVERSE_DISTRIBUTOR";

fn party(name: &str) -> Party {
    Party {
        name: line(name),
        address: line("3 Precinct Way"),
        registration: None,
        officer: Some(line("Sgt. Watch")),
    }
}

fn id(text: &str) -> UniqueId {
    text.parse().unwrap()
}

fn package(number: &str, act: PackageAct) -> Event {
    Event::Package(PackageRecord {
        acted_on: date(2026, 11, 22),
        packages: Batch::new(vec![id(number)]).unwrap(),
        act,
    })
}

/// `BOX1` and `L1` of two givers each, and `BOX2` of one.
fn two_givers() -> Site {
    let site = Site::new(MODE);
    let ledger = site.ledger();
    let add = |second, event| append(&ledger, second, "A. Clerk", MODE, event);
    let boxes = [
        ("BOX1", "Springfield"),
        ("BOX1", "Shelby"),
        ("BOX2", "Shelby"),
    ];
    for (second, (number, from)) in (0..).zip(boxes) {
        let from = party(from);
        add(
            second,
            package(number, PackageAct::TakenOver { from, boxes: true }),
        );
    }
    for (second, from) in [(3, "Springfield"), (4, "Shelby")] {
        let from = party(from);
        add(
            second,
            liners(&[mark("L1", 10)], LinerAct::Received { from }),
        );
    }
    site
}

/// As [`two_givers`], and the inventory that found all of it.
fn taken_of_two_givers() -> Site {
    let site = two_givers();
    let inventory = Inventory {
        acted_on: date(2026, 11, 22),
        taken: Taken::Close,
        found: OnHand {
            sealed_liners: vec![mark("L1", 10), mark("L1", 10)],
            returned_packages: vec![id("BOX1"), id("BOX1"), id("BOX2")],
            ..OnHand::default()
        },
        signed: signature("A. Clerk", "019ab000-0000-7000-8000-000000000001"),
    };
    append(
        &site.ledger(),
        5,
        "A. Clerk",
        MODE,
        Event::Inventory(inventory),
    );
    site
}

/// List and number of everything in the report.
fn listed(site: &Site) -> Vec<[String; 2]> {
    let rows = rows(&site.report("collector-inventory", "inventory.csv", &[]));
    let listed = rows.iter();
    listed
        .map(|row| ["list", "unique_id"].map(|name| row[name].clone()))
        .collect()
}

#[test]
fn an_inventory_says_whom_each_came_from_where_several_bear_a_number() {
    let listed = listed(&taken_of_two_givers());
    let numbers: Vec<_> = listed.iter().map(|[_, number]| number.as_str()).collect();
    assert_eq!(
        numbers,
        [
            "L1 (from Springfield)",
            "L1 (from Shelby)",
            "BOX1 (from Springfield)",
            "BOX1 (from Shelby)",
            "BOX2",
        ]
    );
}

/// Two people say so of the record at this place.
fn misread(record: i64) -> TakenBack {
    TakenBack {
        record,
        reason: line("Misread"),
        witnesses: two(),
    }
}

/// It was on hand by the record when the inventory was taken and signed.
#[test]
fn what_is_struck_later_stays_as_it_was_in_an_inventory_taken_before() {
    let site = taken_of_two_givers();
    let before = listed(&site);
    let ledger = site.ledger();
    let add = |second, event| append(&ledger, second, "A. Clerk", MODE, event);
    // The second of BOX1, the only BOX2, the second of L1, by the records of their arrival.
    for (second, number, record) in [(6, "BOX1", 2), (7, "BOX2", 3)] {
        let act = PackageAct::RecordedInError(misread(record));
        add(second, package(number, act));
    }
    let act = LinerAct::RecordedInError(misread(5));
    add(8, liners(&[mark("L1", 10)], act));
    assert_eq!(listed(&site), before);
    // What is taken from then on has them no more.
    let later = Inventory {
        acted_on: date(2026, 11, 22),
        taken: Taken::Close,
        found: OnHand {
            sealed_liners: vec![mark("L1", 10)],
            returned_packages: vec![id("BOX1")],
            ..OnHand::default()
        },
        signed: signature("A. Clerk", "019ab000-0000-7000-8000-000000000001"),
    };
    add(9, Event::Inventory(later));
    let both = listed(&site);
    let (first, later) = both.split_at(before.len());
    assert_eq!(first, before);
    let numbers: Vec<_> = later.iter().map(|[_, number]| number.as_str()).collect();
    assert_eq!(numbers, ["L1", "BOX1"]);
}

#[test]
fn form_41_says_whom_each_came_from_where_several_bear_a_number() {
    let site = two_givers();
    let ledger = site.ledger();
    let add = |second, event| append(&ledger, second, "A. Clerk", MODE, event);
    let destroyed = |from| PackageAct::Destroyed {
        place: line("9 Kiln Road"),
        method: line("Incineration"),
        received_from: Some(party(from)),
        witnesses: two(),
    };
    add(5, package("BOX1", destroyed("Shelby")));
    add(6, package("BOX1", destroyed("Springfield")));
    add(7, package("BOX2", destroyed("Shelby")));
    let act = LinerAct::Destroyed {
        place: line("9 Kiln Road"),
        method: line("Incineration"),
        received_from: party("Shelby"),
        witnesses: two(),
    };
    add(8, liners(&[mark("L1", 10)], act));
    let book = site.report("form-41", "form.xlsx", &[]);
    let sheet = open_workbook_auto(book)
        .unwrap()
        .worksheet_range("B.2 Collected Substances")
        .unwrap();
    let cells = sheet.used_cells().map(|(_, _, cell)| cell.to_string());
    let ids: Vec<_> = cells
        .filter(|cell| cell.starts_with("BOX") || cell.starts_with("L1"))
        .collect();
    assert_eq!(
        ids,
        [
            "BOX1 (from Shelby)",
            "BOX1 (from Springfield)",
            "BOX2",
            "L1 (from Shelby)",
        ]
    );
}
