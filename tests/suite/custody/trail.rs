//! Every record that names a liner, a package, a box or a seal is found, in order, and no other.

use crate::support::report::{by_column, report};
use crate::support::{item, staff};
use takeback::{
    custody::{Edge, Numbers, Step, Trail},
    ledger::{
        AccountId, Signature,
        custody::{
            Batch, BoxWeight, Closing, Detail, HandOver, LinerAct, LinerMark, LinerRecord, Officer,
            ReceptacleSite, SealedBox, SessionAct, Taken, UniqueId, Witnesses,
        },
    },
    people::{Role, Secret},
    report::Format,
    station::{Clock, NewAccount, SiteMode, Station},
};

struct Site {
    _home: tempfile::TempDir,
    station: Station,
    boss: AccountId,
    clerk: AccountId,
}

fn set_up(mode: SiteMode) -> Site {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), Clock::System, staff::site(mode));
    let boss = station.signed_in().unwrap().id;
    let clerk = NewAccount {
        name: "C. Clerk".into(),
        role: Role::Operator,
        officer: Some("12".into()),
    };
    let clerk = station
        .add_account(clerk, &Secret::new(staff::PIN))
        .unwrap();
    Site {
        _home: home,
        station,
        boss,
        clerk,
    }
}

impl Site {
    fn boss_signs(&self, step: Step) -> Signature {
        let secret = Secret::new(staff::PASSPHRASE);
        self.station.sign_step(step, self.boss, &secret).unwrap()
    }

    fn two(&self, step: Step) -> Witnesses {
        let pin = Secret::new(staff::PIN);
        let clerk = self.station.sign_step(step, self.clerk, &pin);
        Witnesses::new(self.boss_signs(step), clerk.unwrap()).unwrap()
    }

    fn open_event(&self) -> i64 {
        self.session(self.opening())
    }

    fn opening(&self) -> SessionAct {
        SessionAct::Opened {
            agency: "Police".parse().unwrap(),
            overseeing: Officer {
                name: "Sgt. B. Watch".parse().unwrap(),
                number: "12".parse().unwrap(),
            },
            place: "Town hall".parse().unwrap(),
            starts: self.station.now().time(),
            signed: self.boss_signs(Step::OpenSession),
        }
    }

    fn liners(&self, numbers: &[&str], act: LinerAct) -> i64 {
        let marks = numbers.iter().map(|number| LinerMark {
            id: id(number),
            gallons: 10.try_into().unwrap(),
        });
        let record = LinerRecord {
            acted_on: self.station.now().date(),
            liners: Batch::new(marks.collect()).unwrap(),
            act,
        };
        self.station.record_liner(record).unwrap().content.seq
    }

    fn session(&self, act: SessionAct) -> i64 {
        let today = self.station.now().date();
        let record = self.station.record_session(today, act).unwrap();
        record.content.seq
    }

    fn trail(&self, numbers: &str) -> Trail {
        self.station.trail(&numbers.parse().unwrap()).unwrap()
    }

    /// Places and numbers of the records found.
    fn found(&self, numbers: &str) -> Vec<(i64, String)> {
        let records = self.trail(numbers).records.into_iter();
        records
            .map(|trace| {
                let ids: Vec<_> = trace.numbers.iter().map(UniqueId::as_str).collect();
                (trace.content.seq, ids.join(" "))
            })
            .collect()
    }
}

fn id(number: &str) -> UniqueId {
    number.parse().unwrap()
}

fn receptacle() -> ReceptacleSite {
    ReceptacleSite {
        address: "1 Main St".parse().unwrap(),
        registration: Some("AB1234563".parse().unwrap()),
    }
}

fn pairs(expected: &[(i64, &str)]) -> Vec<(i64, String)> {
    let pairs = expected.iter();
    pairs.map(|(seq, ids)| (*seq, (*ids).to_owned())).collect()
}

#[test]
fn a_liner_is_followed_from_the_shelf_through_inventories_and_corrections() {
    let site = set_up(SiteMode::Collector);
    let came = site.liners(
        &["CRL1007", "CRL1008", "CRL1027", "CRX1007"],
        LinerAct::Acquired,
    );
    let installed = LinerAct::Installed {
        site: receptacle(),
        witnesses: site.two(Step::InstallLiner),
    };
    let installed = site.liners(&["CRL1007"], installed);
    let sealed = LinerAct::RemovedAndSealed {
        site: receptacle(),
        weight: Some("23.4".parse().unwrap()),
        witnesses: site.two(Step::SealLiner),
    };
    let sealed = site.liners(&["CRL1007"], sealed);
    let (secret, today) = (Secret::new(staff::PASSPHRASE), site.station.now().date());
    let signed = site
        .station
        .sign_step(Step::TakeInventory, site.boss, &secret);
    let scanned = [id("CRL1007"), id("CRL1027"), id("CRX1007")].into();
    let inventory = site
        .station
        .take_inventory(&scanned, Taken::Close, signed.unwrap())
        .unwrap();
    let inventory = inventory.content.seq;
    let weight = Detail::Weight(Some("24.3".parse().unwrap()));
    let amended = site
        .station
        .amend(
            today,
            sealed,
            weight,
            "misread".parse().unwrap(),
            site.two(Step::Amend),
        )
        .unwrap();
    let amended = amended.content.seq;

    assert_eq!(
        site.found("crl1007"),
        pairs(&[
            (came, "CRL1007"),
            (installed, "CRL1007"),
            (sealed, "CRL1007"),
            (inventory, "CRL1007"),
            (amended, "CRL1007"),
        ])
    );
    assert_eq!(
        site.found("CRL1007 - CRL1020"),
        pairs(&[
            (came, "CRL1007 CRL1008"),
            (installed, "CRL1007"),
            (sealed, "CRL1007"),
            (inventory, "CRL1007"),
            (amended, "CRL1007"),
        ]),
        "a range takes what begins alike"
    );
    let missed = site.trail("CRL1008");
    assert_eq!(missed.records.len(), 2);
    assert_eq!(missed.records[1].missing, [id("CRL1008")]);
    assert!(missed.records[1].numbers.is_empty());
    assert_eq!(site.found("CRL9999"), []);
    let trail = site.trail("CRL1007");
    let signers = trail.records[2].content.event.signatures();
    let signers: Vec<_> = signers.iter().map(ToString::to_string).collect();
    let expected = [
        "A. Boss (administrator) witnessed",
        "C. Clerk (operator) witnessed",
    ];
    assert_eq!(signers, expected);
    let signers = trail.records[4].content.event.signatures();
    assert!(
        signers
            .iter()
            .all(|one| one.to_string().ends_with(" reviewed"))
    );
    assert_eq!(
        trail.windows,
        [],
        "only at a take-back event are items looked at"
    );
}

#[test]
fn a_box_is_followed_by_its_number_and_its_seals_and_links_to_items_by_time_alone() {
    let site = set_up(SiteMode::LeEvent);
    let opened = site.open_event();
    let recorded = site.station.record(item::unidentified()).unwrap().seq;
    let seal = |number: &str, seals: &[&str]| {
        site.session(SessionAct::BoxSealed(SealedBox {
            id: id(number),
            weight: BoxWeight::new("20.0".parse().unwrap(), "1.0".parse().unwrap()).unwrap(),
            seals: Batch::new(seals.iter().map(|seal| id(seal)).collect()).unwrap(),
            sealed_by: site.two(Step::SealBox),
        }))
    };
    let first = seal("BOX1", &["S1", "S2"]);
    let second = seal("BOX2", &["S3"]);
    let heavier = BoxWeight::new("25.0".parse().unwrap(), "1.0".parse().unwrap()).unwrap();
    let today = site.station.now().date();
    let amended = site.station.amend(
        today,
        second,
        Detail::BoxWeight(heavier),
        "scale not zeroed".parse().unwrap(),
        site.two(Step::Amend),
    );
    let amended = amended.unwrap().content.seq;
    site.session(SessionAct::Deposited {
        signed: site.boss_signs(Step::Deposit),
    });
    let closed = site.session(SessionAct::Closed(Closing::HandedOver {
        to: HandOver::ReverseDistributor {
            name: "Reverse Inc.".parse().unwrap(),
            address: "2 Main St".parse().unwrap(),
            registration: "FP9876547".parse().unwrap(),
        },
        at: site.station.now().time(),
        handed_by: site.two(Step::CloseSession),
    }));

    assert_eq!(
        site.found("BOX1"),
        pairs(&[(first, "BOX1"), (closed, "BOX1")])
    );
    assert_eq!(site.found("s2"), pairs(&[(first, "S2"), (closed, "S2")]));
    assert_eq!(
        site.found("BOX1..2"),
        pairs(&[
            (first, "BOX1"),
            (second, "BOX2"),
            (amended, "BOX2"),
            (closed, "BOX1 BOX2")
        ])
    );
    let trail = site.trail("BOX1");
    assert!(
        trail
            .records
            .iter()
            .all(|trace| trace.content.seq != recorded),
        "no record of an item names a box"
    );
    let window = &trail.windows[0];
    let times = site.trail("BOX1").records;
    assert_eq!(window.to, Some(Edge::Entered(times[0].content.entered)));
    let Edge::Entered(from) = window.from else {
        panic!("{window:?}")
    };
    assert!(opened < recorded && from < times[0].content.entered);
    // The event weighs what its boxes were said to weigh last.
    let custody = site.station.custody().unwrap();
    assert_eq!(custody.sessions()[0].net_tenths(), 190 + 240);
}

#[test]
fn of_a_box_that_was_entered_days_later_the_days_are_told_and_no_times() {
    let site = set_up(SiteMode::LeEvent);
    let day = site.station.now().date().yesterday().unwrap();
    let at = |act| site.station.record_session(day, act).unwrap();
    at(site.opening());
    at(SessionAct::BoxSealed(SealedBox {
        id: id("BOX1"),
        weight: BoxWeight::new("20.0".parse().unwrap(), "1.0".parse().unwrap()).unwrap(),
        seals: Batch::new(vec![id("S1")]).unwrap(),
        sealed_by: site.two(Step::SealBox),
    }));
    let window = &site.trail("BOX1").windows[0];
    assert_eq!(
        (window.from, window.to),
        (Edge::On(day), Some(Edge::On(day)))
    );
    assert_eq!(window.from.to_string(), day.to_string());
}

/// The event's place is its boxes': stated anew before one is sealed or after, it is told with all of them.
#[test]
fn a_corrected_place_of_an_event_is_in_the_trail_and_the_report_of_its_boxes() {
    let site = set_up(SiteMode::LeEvent);
    let opened = site.open_event();
    let today = site.station.now().date();
    let amended = site.station.amend(
        today,
        opened,
        Detail::Place("Fire station".parse().unwrap()),
        "mistyped".parse().unwrap(),
        site.two(Step::Amend),
    );
    let amended = amended.unwrap().content.seq;
    let boxed = ["BOX1", "BOX2"].map(|number| {
        site.session(SessionAct::BoxSealed(SealedBox {
            id: id(number),
            weight: BoxWeight::new("20.0".parse().unwrap(), "1.0".parse().unwrap()).unwrap(),
            seals: Batch::new(vec![id(&format!("S-{number}"))]).unwrap(),
            sealed_by: site.two(Step::SealBox),
        }))
    });
    for (place, number) in [(0, "BOX1"), (1, "BOX2"), (0, "S-BOX1")] {
        let expected = [(amended, number), (boxed[place], number)];
        assert_eq!(site.found(number), pairs(&expected));
    }

    let file = report(&site.station, "event-weights", Format::Csv).unwrap();
    let rows = by_column(&file);
    assert_eq!(rows.len(), 2);
    for row in rows {
        assert_eq!(row["place"], "Town hall", "what was signed");
        let corrected = &row["corrected"];
        assert!(corrected.contains("Fire station"), "{corrected}");
        let record = format!("record {amended}");
        assert!(corrected.contains(&record), "{corrected}");
    }
}

#[test]
fn numbers_are_one_or_a_range_that_begins_alike() {
    let holds = |numbers: &str, number: &str| numbers.parse::<Numbers>().unwrap().hold(&id(number));
    assert!(holds("crl-1007", "CRL-1007"));
    assert!(!holds("CRL-1007", "CRL-1008"));
    for range in ["CRL1007 - CRL1027", "CRL1007..CRL1027", "crl1007 to 1027"] {
        assert!(
            holds(range, "CRL1007") && holds(range, "CRL1027"),
            "{range}"
        );
        assert!(
            !holds(range, "CRL1006") && !holds(range, "CRL1028"),
            "{range}"
        );
        assert!(
            !holds(range, "CRL1010X") && !holds(range, "XRL1010"),
            "{range}"
        );
    }
    assert!(holds("A9 - A10", "A9") && holds("A9 - A10", "A10"));
    assert!(holds("7 - 12", "10") && !holds("7 - 12", "A10"));
    for odd in [
        "",
        "CRL1027 - CRL1007",
        "CRL1 - MBP2",
        "CRL - CRM",
        "A1 B2",
        "A1 - ",
    ] {
        assert!(odd.parse::<Numbers>().is_err(), "{odd}");
    }
}
