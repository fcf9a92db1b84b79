//! Boxes and liners of different givers that bear one number: a report says which is whose.

use calamine::{Reader, open_workbook_auto};
use jiff::civil::date;
use takeback::ledger::{
    Event,
    custody::{
        Batch, Inventory, LinerAct, OnHand, PackageAct, PackageRecord, Party, Taken, UniqueId,
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

#[test]
fn an_inventory_says_whom_each_came_from_where_several_bear_a_number() {
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
    let rows = rows(&site.report("collector-inventory", "inventory.csv", &[]));
    let listed: Vec<_> = rows.iter().map(|row| row["unique_id"].as_str()).collect();
    assert_eq!(
        listed,
        [
            "L1 (from Springfield)",
            "L1 (from Shelby)",
            "BOX1 (from Springfield)",
            "BOX1 (from Shelby)",
            "BOX2",
        ]
    );
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
