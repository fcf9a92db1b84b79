//! Liners, inventories and boxes: what the law asks for, as it was recorded.

use jiff::civil::{date, time};
use takeback::ledger::{
    AccountId, Event, Meaning, Moment, Signature,
    custody::{
        Batch, Closing, Conveyance, HandOver, Inventory, Line, LinerAct, LinerMark, LinerRecord,
        Officer, OnHand, PackageAct, PackageRecord, Party, Pounds, ReceptacleSite, Recipient,
        SessionAct, SessionRecord, Taken, UniqueId, Witnesses,
    },
};

use super::csv_files::rows;
use super::recorded::{Site, append};
use crate::support::sealed_box::sealed_box;

pub fn signature(name: &str, account: &str) -> Signature {
    Signature {
        account: serde_json::from_value::<AccountId>(account.into()).unwrap(),
        name: name.into(),
        role: "operator".into(),
        meaning: Meaning::Witnessed,
        signed: Moment::from_parts(1_795_357_800_000_000, -5 * 3600).unwrap(),
    }
}

pub fn two() -> Witnesses {
    let one = signature("A. Clerk", "019ab000-0000-7000-8000-000000000001");
    let other = signature("B. Nurse", "019ab000-0000-7000-8000-000000000002");
    Witnesses::new(one, other).unwrap()
}

pub fn line(words: &str) -> Line {
    Line::new("words", words).unwrap()
}

pub fn mark(id: &str, gallons: u16) -> LinerMark {
    LinerMark {
        id: id.parse().unwrap(),
        gallons: gallons.try_into().unwrap(),
    }
}

pub fn liners(ids: &[LinerMark], act: LinerAct) -> Event {
    Event::Liner(LinerRecord {
        acted_on: date(2026, 11, 22),
        liners: Batch::new(ids.to_vec()).unwrap(),
        act,
    })
}

pub fn receptacle() -> ReceptacleSite {
    ReceptacleSite {
        address: line("1 Main Street"),
        registration: Some("AB1234563".parse().unwrap()),
    }
}

/// Two liners, of which one goes all the way and weighs 23.4 pounds.
pub fn with_liners() -> Site {
    let site = Site::new("RESEARCH");
    let ledger = site.ledger();
    let add = |second, event| append(&ledger, second, "A. Clerk", "RESEARCH", event);
    let both = [mark("CRL1007", 10), mark("CRL1008", 20)];
    add(0, liners(&both, LinerAct::Acquired));
    let (place, witnesses) = (receptacle(), two());
    add(
        1,
        liners(
            &both[..1],
            LinerAct::Installed {
                site: place,
                witnesses,
            },
        ),
    );
    let (place, witnesses) = (receptacle(), two());
    let weight = Some("23.4".parse::<Pounds>().unwrap());
    add(
        2,
        liners(
            &both[..1],
            LinerAct::RemovedAndSealed {
                site: place,
                weight,
                witnesses,
            },
        ),
    );
    let to = Recipient::ReverseDistributor {
        name: line("Burn Inc."),
        address: line("9 Kiln Road"),
        registration: "AB1234563".parse().unwrap(),
    };
    let by = Conveyance::Carrier {
        carrier: line("Swift"),
    };
    add(
        3,
        liners(
            &both[..1],
            LinerAct::Transferred {
                to,
                by,
                witnesses: two(),
            },
        ),
    );
    site
}

/// A collector with a liner that was tried out in RESEARCH, and after it 80 real ones.
pub fn one_tried_out() -> Site {
    let site = Site::new("RESEARCH");
    site.become_a("RESEARCH");
    let acquire = |second, mode, id: &str| {
        let event = liners(&[mark(id, 10)], LinerAct::Acquired);
        append(&site.ledger(), second, "A. Clerk", mode, event);
    };
    acquire(0, "RESEARCH", "TRIED1");
    site.become_a("COLLECTOR");
    for number in 1..=80 {
        acquire(number, "COLLECTOR", &format!("CRL{number}"));
    }
    site
}

#[test]
fn the_liner_log_has_the_fields_of_1304_22_f() {
    let site = with_liners();
    let rows = rows(&site.report("liner-log", "liners.csv", &[]));
    let steps: Vec<_> = rows
        .iter()
        .map(|row| (row["step"].as_str(), row["liner_id"].as_str()))
        .collect();
    assert_eq!(
        steps,
        [
            ("acquired", "CRL1007"),
            ("acquired", "CRL1008"),
            ("installed", "CRL1007"),
            ("removed and sealed", "CRL1007"),
            ("transferred", "CRL1007"),
        ]
    );
    assert_eq!(rows[1]["size_gallons"], "20");
    let sealed = &rows[3];
    let said = [
        "acted_on",
        "size_gallons",
        "weight_lb",
        "address",
        "registration",
    ]
    .map(|name| sealed[name].as_str());
    assert_eq!(
        said,
        ["2026-11-22", "10", "23.4", "1 Main Street", "AB1234563"]
    );
    assert_eq!(
        sealed["signed_1"],
        "A. Clerk, operator, witnessed 2026-11-22 09:30:00 -05:00"
    );
    assert!(sealed["signed_2"].starts_with("B. Nurse"), "{sealed:?}");
    let gone = ["other_party", "other_address", "other_registration", "how"]
        .map(|name| rows[4][name].as_str());
    assert_eq!(
        gone,
        [
            "Burn Inc. (reverse distributor)",
            "9 Kiln Road",
            "AB1234563",
            "carrier: Swift"
        ]
    );
    assert!(
        rows[0]["signed_1"].is_empty(),
        "the law wants no witness for an unused liner"
    );
}

#[test]
fn an_inventory_lists_numbers_and_sizes_and_no_contents() {
    let site = Site::new("RESEARCH");
    let found = OnHand {
        unused_liners: vec![mark("CRL1", 10), mark("CRL2", 10)],
        sealed_liners: vec![mark("CRL0", 20)],
        unused_packages: vec!["MBP1".parse().unwrap()],
        returned_packages: Vec::new(),
    };
    let inventory = Inventory {
        acted_on: date(2026, 11, 22),
        taken: Taken::Close,
        found,
        signed: signature("A. Clerk", "019ab000-0000-7000-8000-000000000001"),
    };
    append(
        &site.ledger(),
        0,
        "A. Clerk",
        "RESEARCH",
        Event::Inventory(inventory),
    );
    let rows = rows(&site.report("collector-inventory", "inventory.csv", &[]));
    let listed: Vec<_> = rows
        .iter()
        .map(|row| {
            ["list", "size_gallons", "unique_id", "taken"]
                .map(|name| row[name].clone())
                .join("|")
        })
        .collect();
    assert_eq!(
        listed,
        [
            "Unused inner liners|10|CRL1|close of business",
            "Unused inner liners|10|CRL2|close of business",
            "Sealed inner liners awaiting destruction|20|CRL0|close of business",
            "Unused mail-back packages||MBP1|close of business",
        ]
    );
}

/// One unused liner, and the inventory that found it.
pub fn with_an_inventory() -> Site {
    let site = Site::new("RESEARCH");
    let liner = mark("CRL1", 10);
    let inventory = Inventory {
        acted_on: date(2026, 11, 22),
        taken: Taken::Close,
        found: OnHand {
            unused_liners: vec![liner.clone()],
            ..OnHand::default()
        },
        signed: signature("A. Clerk", "019ab000-0000-7000-8000-000000000001"),
    };
    let acquired = liners(&[liner], LinerAct::Acquired);
    for (second, event) in [(0, acquired), (1, Event::Inventory(inventory))] {
        append(&site.ledger(), second, "A. Clerk", "RESEARCH", event);
    }
    site
}

/// A reverse distributor takes boxes of take-back events over; mail-back packages are something else.
#[test]
fn an_inventory_calls_boxes_boxes() {
    let site = Site::new("REVERSE_DISTRIBUTOR");
    let ledger = site.ledger();
    let add = |second, event| append(&ledger, second, "A. Clerk", "REVERSE_DISTRIBUTOR", event);
    let id = |text: &str| text.parse::<UniqueId>().unwrap();
    for (second, number, boxes) in [(0, "MBP1", false), (1, "BOX1", true)] {
        let from = Party {
            name: line("Springfield Police"),
            address: line("3 Precinct Way"),
            registration: None,
            officer: Some(line("Sgt. Watch")),
        };
        let record = PackageRecord {
            acted_on: date(2026, 11, 22),
            packages: Batch::new(vec![id(number)]).unwrap(),
            act: PackageAct::TakenOver { from, boxes },
        };
        add(second, Event::Package(record));
    }
    let inventory = Inventory {
        acted_on: date(2026, 11, 22),
        taken: Taken::Close,
        found: OnHand {
            returned_packages: vec![id("BOX1"), id("MBP1")],
            ..OnHand::default()
        },
        signed: signature("A. Clerk", "019ab000-0000-7000-8000-000000000001"),
    };
    add(2, Event::Inventory(inventory));
    let rows = rows(&site.report("collector-inventory", "inventory.csv", &[]));
    let listed: Vec<_> = rows
        .iter()
        .map(|row| ["list", "unique_id"].map(|name| row[name].as_str()))
        .collect();
    assert_eq!(
        listed,
        [
            ["Returned mail-back packages awaiting destruction", "MBP1"],
            ["Boxes of take-back events awaiting destruction", "BOX1"],
        ]
    );
}

/// A take-back event of one box, handed over.
pub fn with_a_box() -> Site {
    let site = Site::new("RESEARCH");
    let ledger = site.ledger();
    let add = |second, act| {
        let record = SessionRecord {
            session: 1,
            acted_on: date(2026, 11, 22),
            act,
        };
        append(
            &ledger,
            second,
            "A. Clerk",
            "RESEARCH",
            Event::Session(record),
        );
    };
    let officer = || signature("A. Clerk", "019ab000-0000-7000-8000-000000000001");
    add(
        0,
        SessionAct::Opened {
            agency: line("Springfield Police"),
            overseeing: Officer {
                name: line("Sgt. Watch"),
                number: line("4711"),
            },
            place: line("City Hall"),
            starts: time(10, 0, 0, 0),
            signed: officer(),
        },
    );
    add(1, sealed_box("BOX1", &["S1", "S2"], two()));
    add(2, SessionAct::Deposited { signed: officer() });
    let to = HandOver::Dea {
        recipient: line("Agent Smith"),
        address: line("2 Field Office Way"),
    };
    let handed_by = two();
    add(
        3,
        SessionAct::Closed(Closing::HandedOver {
            to,
            at: time(14, 5, 0, 0),
            handed_by,
        }),
    );
    site
}

#[test]
fn boxes_are_listed_by_weight_with_their_event() {
    let site = with_a_box();
    let rows = rows(&site.report("event-weights", "weights.csv", &[]));
    assert_eq!(rows.len(), 1);
    let said = [
        "event",
        "event_date",
        "agency",
        "overseeing_officer",
        "place",
        "box_id",
        "seals",
        "gross_lb",
        "tare_lb",
        "net_lb",
        "handed_to",
        "handed_on",
    ]
    .map(|name| rows[0][name].as_str());
    assert_eq!(
        said,
        [
            "1",
            "2026-11-22",
            "Springfield Police",
            "Sgt. Watch (4711)",
            "City Hall",
            "BOX1",
            "S1, S2",
            "23.4",
            "1.5",
            "21.9",
            "DEA: Agent Smith, 2 Field Office Way",
            "2026-11-22 14:05",
        ]
    );
}
