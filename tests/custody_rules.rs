//! Which custody step exists where, who may sign for it, and that two programs cannot both take it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test fails it the same way"
)]

#[path = "support/item.rs"]
mod item;
#[path = "support/staff.rs"]
mod staff;

use std::{
    collections::BTreeSet,
    sync::{Arc, Barrier},
    thread,
};

use takeback::{
    custody::{LinerStage, PackageStage, SessionStage, Step},
    ledger::{
        AccountId, Meaning, Moment, Signature,
        custody::{
            Batch, BoxWeight, Closing, Conveyance, HandOver, Line, LinerAct, LinerMark,
            LinerRecord, Officer, PackageAct, PackageRecord, Party, ReceptacleSite, Recipient,
            SealedBox, SessionAct, Taken, UniqueId, Witnesses,
        },
    },
    people::{Role, Secret},
    report::{Format, Kind},
    station::{Clock, CustodyError, NewAccount, ReportOrder, SiteMode, Station, StationError},
};

const SECOND: &str = "C. Clerk";

struct Site {
    home: tempfile::TempDir,
    station: Station,
    boss: AccountId,
    clerk: AccountId,
}

/// A station of this mode with two officers; the administrator is signed in.
fn set_up(mode: SiteMode) -> Site {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), Clock::System, staff::site(mode));
    let boss = station.signed_in().unwrap().id;
    let clerk = add(&station, SECOND, Role::Operator, Some("12"));
    Site {
        home,
        station,
        boss,
        clerk,
    }
}

fn add(station: &Station, name: &str, role: Role, officer: Option<&str>) -> AccountId {
    let new = NewAccount {
        name: name.into(),
        role,
        officer: officer.map(str::to_owned),
    };
    station.add_account(new, &Secret::new(staff::PIN)).unwrap()
}

impl Site {
    fn boss_signs(&self, step: Step) -> Signature {
        let secret = Secret::new(staff::PASSPHRASE);
        self.station.sign_step(step, self.boss, &secret).unwrap()
    }

    fn signs(&self, who: AccountId, step: Step) -> Signature {
        let secret = Secret::new(staff::PIN);
        self.station.sign_step(step, who, &secret).unwrap()
    }

    fn two(&self, step: Step) -> Witnesses {
        self.two_with(self.clerk, step)
    }

    fn two_with(&self, who: AccountId, step: Step) -> Witnesses {
        Witnesses::new(self.boss_signs(step), self.signs(who, step)).unwrap()
    }

    fn liner(&self, id: &str, act: LinerAct) -> Result<(), StationError> {
        record(&self.station, id, act)
    }

    fn package(&self, id: &str, act: PackageAct) -> Result<(), StationError> {
        let record = PackageRecord {
            acted_on: self.station.now().date(),
            packages: Batch::new(vec![id.parse().unwrap()]).unwrap(),
            act,
        };
        self.station.record_package(record).map(drop)
    }

    fn install(&self, witnesses: Witnesses) -> LinerAct {
        LinerAct::Installed {
            site: self.receptacle(),
            witnesses,
        }
    }

    fn receptacle(&self) -> ReceptacleSite {
        ReceptacleSite {
            address: line("1 Main St"),
            registration: self.station.registration().unwrap(),
        }
    }

    fn seal(&self) -> LinerAct {
        LinerAct::RemovedAndSealed {
            site: self.receptacle(),
            weight: Some("23.4".parse().unwrap()),
            witnesses: self.two(Step::SealLiner),
        }
    }

    fn session(&self, act: SessionAct) -> Result<(), StationError> {
        let today = self.station.now().date();
        self.station.record_session(today, act).map(drop)
    }
}

fn record(station: &Station, id: &str, act: LinerAct) -> Result<(), StationError> {
    let mark = LinerMark {
        id: id.parse().unwrap(),
        gallons: 10.try_into().unwrap(),
    };
    let record = LinerRecord {
        acted_on: station.now().date(),
        liners: Batch::new(vec![mark]).unwrap(),
        act,
    };
    station.record_liner(record).map(drop)
}

fn line(text: &str) -> Line {
    text.parse().unwrap()
}

fn transfer(by: Conveyance, witnesses: Witnesses) -> LinerAct {
    LinerAct::Transferred {
        to: Recipient::ReverseDistributor {
            name: line("Reverse Inc."),
            address: line("2 Main St"),
            registration: "AB1234563".parse().unwrap(),
        },
        by,
        witnesses,
    }
}

#[track_caller]
fn refused(outcome: Result<(), StationError>, why: &str) {
    let error = outcome.unwrap_err();
    assert!(matches!(error, StationError::Custody(_)), "{error}");
    assert!(error.to_string().contains(why), "{error}");
}

/// Every mode and every step: which exist. Written by hand from the law, not from the table.
#[test]
fn each_kind_of_site_has_the_steps_that_the_law_gives_it() {
    use Step::*;
    let own = [AcquireLiner, InstallLiner, SealLiner, DiscardLiner];
    let sealed = [StoreLiner, TransferLiner];
    let packages = [
        AcquirePackage,
        OfferPackage,
        SendPackage,
        ReceivePackage,
        ReceiveForeignPackage,
        NotifyFieldOffice,
        DestroyPackage,
        DiscardPackage,
    ];
    let sessions = [OpenSession, SealBox, Deposit, CloseSession];
    let expected = |mode| -> Vec<Step> {
        let parts: Vec<&[Step]> = match mode {
            SiteMode::LeEvent => vec![&own, &sealed, &[DestroyLiner], &sessions],
            SiteMode::LeReceptacle => {
                vec![&own, &sealed, &packages, &[DestroyLiner, TransferPackage]]
            }
            SiteMode::Collector => {
                vec![
                    &own,
                    &sealed,
                    &[DestroyLiner, TakeInventory, DesignateSupervisor],
                ]
            }
            SiteMode::Ltcf => vec![
                &own,
                &sealed,
                &[TakeInventory, DesignateSupervisor, DepositForResidents],
            ],
            SiteMode::Mailback => vec![&packages, &[TakeInventory]],
            SiteMode::ReverseDistributor => {
                vec![
                    &sealed,
                    &packages,
                    &[ReceiveLiner, TakeOverPackage, DestroyLiner, TakeInventory],
                ]
            }
            SiteMode::Research => vec![&Step::ALL],
            SiteMode::RegistrantStock => vec![&[DestroyStock]],
            SiteMode::LeEvidence | SiteMode::Hhw => vec![],
        };
        // A wrong weight or place is mended wherever it was recorded.
        [parts.concat(), vec![Amend]].concat()
    };
    for mode in SiteMode::ALL {
        for step in Step::ALL {
            let law = mode.rule_on(step);
            assert_eq!(
                law.is_ok(),
                expected(mode).contains(&step),
                "{mode:?} {step:?}"
            );
            if let Err(law) = law {
                assert!(
                    law.citation.contains("CFR") && law.text.ends_with('.'),
                    "{law:?}"
                );
            }
        }
    }
}

#[test]
fn the_page_shows_which_step_exists_where() {
    let page = include_str!("../docs/custody.md");
    for step in Step::ALL {
        let modes = SiteMode::ALL.into_iter();
        let modes: Vec<_> = modes
            .filter(|mode| mode.rule_on(step).is_ok())
            .map(|mode| format!("`{}`", mode.code()))
            .collect();
        let row = format!(
            "| {} {} | {} |\n",
            step.thing(),
            step.done(),
            modes.join(", ")
        );
        assert!(page.contains(&row), "docs/custody.md lacks {row}");
    }
}

#[test]
fn a_step_that_a_site_does_not_have_is_refused_by_the_record_itself() {
    let site = set_up(SiteMode::LeEvidence);
    refused(site.liner("L1", LinerAct::Acquired), "21 CFR 1317.30");
    let site = set_up(SiteMode::ReverseDistributor);
    refused(
        site.liner("L1", LinerAct::Acquired),
        "set up that station as COLLECTOR",
    );
    let before = site.station.verify().unwrap().records;
    refused(site.liner("L1", LinerAct::Acquired), "1304.22(e)(4)");
    assert_eq!(site.station.verify().unwrap().records, before);
}

#[test]
fn a_liner_lives_its_life_with_two_people_in_the_hashed_row() {
    let site = set_up(SiteMode::Collector);
    site.liner("L1", LinerAct::Acquired).unwrap();
    site.liner("L1", site.install(site.two(Step::InstallLiner)))
        .unwrap();
    site.liner("l1", site.seal()).unwrap();
    refused(site.liner("L1", site.seal()), "never opened or used again");
    site.liner(
        "L1",
        transfer(Conveyance::PickUp, site.two(Step::TransferLiner)),
    )
    .unwrap();

    let custody = site.station.custody().unwrap();
    let liner = custody.liner(&"L1".parse().unwrap()).unwrap();
    assert_eq!(liner.stage(), LinerStage::Transferred);
    assert_eq!(liner.weight().unwrap().to_string(), "23.4");
    let signers: Vec<_> = liner
        .history
        .iter()
        .filter_map(|past| past.act.witnesses())
        .map(|two| {
            let [one, other] = two.both();
            assert_eq!([one.account, other.account], [site.boss, site.clerk]);
            assert_eq!(
                [one.name.as_str(), other.name.as_str()],
                [staff::ADMINISTRATOR, SECOND]
            );
            (one.meaning, other.role.as_str())
        })
        .collect();
    let seen = (Meaning::Witnessed, "operator");
    assert_eq!(signers, [seen, seen, (Meaning::Performed, "operator")]);
    assert!(site.station.verify().unwrap().is_intact());
}

#[test]
fn who_may_sign_is_checked_when_it_is_recorded() {
    let site = set_up(SiteMode::Collector);
    site.liner("L1", LinerAct::Acquired).unwrap();
    let auditor = add(&site.station, "R. Reader", Role::Auditor, None);
    let reader = site.two_with(auditor, Step::InstallLiner);
    refused(
        site.liner("L1", site.install(reader)),
        "R. Reader may not sign",
    );

    let age = |minutes: i64| {
        let mut signature = site.boss_signs(Step::InstallLiner);
        let then = signature.signed.utc_us() - minutes * 60_000_000;
        signature.signed = Moment::from_parts(then, 0).unwrap();
        Witnesses::new(signature, site.signs(site.clerk, Step::InstallLiner)).unwrap()
    };
    refused(site.liner("L1", site.install(age(16))), "too old");
    refused(site.liner("L1", site.install(age(-5))), "too old");
    site.liner("L1", site.install(age(14))).unwrap();
}

#[test]
fn a_collector_needs_its_registration_and_a_carrier() {
    let site = set_up(SiteMode::Collector);
    site.liner("L1", LinerAct::Acquired).unwrap();
    let unregistered = LinerAct::Installed {
        site: ReceptacleSite {
            address: line("1 Main St"),
            registration: None,
        },
        witnesses: site.two(Step::InstallLiner),
    };
    refused(
        site.liner("L1", unregistered),
        "registration number of the collector",
    );
    site.liner("L1", site.install(site.two(Step::InstallLiner)))
        .unwrap();
    site.liner("L1", site.seal()).unwrap();
    let own = || transfer(Conveyance::OwnVehicle, site.two(Step::TransferLiner));
    refused(site.liner("L1", own()), "1317.05(c)(2)(iv)");
    let stated = |practitioner| {
        let mut known = site.station.site();
        known.practitioner = Some(practitioner);
        site.station.set_site(known).unwrap();
    };
    stated(true);
    refused(site.liner("L1", own()), "practitioner");
    // One that is no practitioner may bring them there itself (1317.05(b)(4)).
    stated(false);
    site.liner("L1", own()).unwrap();
}

#[test]
fn law_enforcement_hands_over_to_a_reverse_distributor_and_a_distributor_is_refused() {
    let site = set_up(SiteMode::LeReceptacle);
    site.liner("L1", LinerAct::Acquired).unwrap();
    site.liner("L1", site.install(site.two(Step::InstallLiner)))
        .unwrap();
    site.liner("L1", site.seal()).unwrap();
    let to_distributor = LinerAct::Transferred {
        to: Recipient::Distributor {
            name: line("Wholesale Inc."),
            address: line("2 Main St"),
            registration: "AB1234563".parse().unwrap(),
        },
        by: Conveyance::PickUp,
        witnesses: site.two(Step::TransferLiner),
    };
    refused(site.liner("L1", to_distributor), "1317.35(e)");
    let by_officers = transfer(Conveyance::OwnVehicle, site.two(Step::TransferLiner));
    site.liner("L1", by_officers).unwrap();
}

#[test]
fn packages_are_handed_over_by_law_enforcement_alone() {
    let packages = || Batch::new(vec!["MBP1".parse().unwrap(), "MBP2".parse().unwrap()]).unwrap();
    let step = |site: &Site, act| {
        site.station
            .record_package(PackageRecord {
                acted_on: site.station.now().date(),
                packages: packages(),
                act,
            })
            .map(drop)
    };
    let returned = |site: &Site| {
        step(site, PackageAct::Acquired).unwrap();
        step(site, PackageAct::MadeAvailable).unwrap();
        let by_agreement_with = None;
        step(site, PackageAct::Received { by_agreement_with }).unwrap();
    };
    let over = |witnesses| PackageAct::Transferred {
        name: line("Reverse Inc."),
        address: line("2 Main St"),
        registration: "AB1234563".parse().unwrap(),
        by: Conveyance::Carrier {
            carrier: line("Parcel Co."),
        },
        witnesses,
    };
    let program = set_up(SiteMode::Mailback);
    returned(&program);
    let two = program.two(Step::TransferPackage);
    refused(step(&program, over(two)), "1317.70(a)");

    let police = set_up(SiteMode::LeReceptacle);
    returned(&police);
    let two = police.two(Step::TransferPackage);
    assert!(
        two.both()
            .iter()
            .all(|one| one.meaning == Meaning::Performed)
    );
    step(&police, over(two)).unwrap();
    let custody = police.station.custody().unwrap();
    let package = custody.package(&"MBP2".parse().unwrap()).unwrap();
    assert_eq!(package.stage(), PackageStage::Transferred);
    assert_eq!(package.stage().next().count(), 0, "nothing leads back");
    let again = over(police.two(Step::TransferPackage));
    refused(step(&police, again), "nothing more can be done with it");
}

#[test]
fn a_liner_of_a_facility_never_travels_in_an_own_vehicle() {
    let site = set_up(SiteMode::Ltcf);
    site.liner("L1", LinerAct::Acquired).unwrap();
    site.liner("L1", site.install(site.two(Step::InstallLiner)))
        .unwrap();
    site.liner("L1", site.seal()).unwrap();
    let mut known = site.station.site();
    known.practitioner = Some(false);
    site.station.set_site(known).unwrap();
    let own = transfer(Conveyance::OwnVehicle, site.two(Step::TransferLiner));
    refused(site.liner("L1", own), "1317.05(c)(2)(iv)");
}

#[test]
fn a_facility_supervisor_signs_beside_the_collector_and_nowhere_else() {
    let site = set_up(SiteMode::Ltcf);
    let names = ["S. Visor", "T. Visor"];
    let [one, other] = names.map(|name| add(&site.station, name, Role::Operator, None));
    for supervisor in [one, other] {
        let signed = site.boss_signs(Step::DesignateSupervisor);
        site.station
            .designate(supervisor, line("Sunset Home"), true, signed)
            .unwrap();
    }
    site.liner("L1", LinerAct::Acquired).unwrap();
    let step = Step::InstallLiner;
    let both = Witnesses::new(site.signs(one, step), site.signs(other, step)).unwrap();
    refused(
        site.liner("L1", site.install(both)),
        "T. Visor is a designated supervisor",
    );
    site.liner("L1", site.install(site.two_with(one, step)))
        .unwrap();

    let mut collector = site.station.site();
    collector.mode = SiteMode::Collector.code().into();
    site.station.set_site(collector).unwrap();
    site.liner("L2", LinerAct::Acquired).unwrap();
    refused(
        site.liner("L2", site.install(site.two_with(one, step))),
        "S. Visor is a designated supervisor",
    );
    let signed = site.boss_signs(Step::DesignateSupervisor);
    site.station
        .designate(one, line("Sunset Home"), false, signed)
        .unwrap();
    site.liner("L2", site.install(site.two_with(one, step)))
        .unwrap();
}

/// An unidentified item.
fn item(station: &Station) -> Result<(), StationError> {
    let item = item::unidentified();
    station.record(item).map(drop)
}

#[test]
fn items_are_recorded_while_an_event_is_collecting_and_not_after_the_deposit() {
    let site = set_up(SiteMode::LeEvent);
    refused(item(&site.station), "open the event first");
    let opened = SessionAct::Opened {
        agency: line("Springfield Police"),
        overseeing: Officer {
            name: line("O. Seer"),
            number: line("7"),
        },
        place: line("Town hall"),
        starts: site.station.now().time(),
        signed: site.boss_signs(Step::OpenSession),
    };
    site.session(opened).unwrap();
    item(&site.station).unwrap();
    let sealed = |sealed_by| {
        SessionAct::BoxSealed(SealedBox {
            id: "B1".parse().unwrap(),
            weight: BoxWeight::new("23.4".parse().unwrap(), "1.5".parse().unwrap()).unwrap(),
            seals: Batch::new(vec!["S1".parse().unwrap()]).unwrap(),
            sealed_by,
        })
    };
    let civilian = add(&site.station, "V. Olunteer", Role::Operator, None);
    let with_civilian = site.two_with(civilian, Step::SealBox);
    refused(
        site.session(sealed(with_civilian)),
        "only officers of the agency",
    );
    site.session(sealed(site.two(Step::SealBox))).unwrap();
    item(&site.station).unwrap();
    let signed = site.boss_signs(Step::Deposit);
    site.session(SessionAct::Deposited { signed }).unwrap();
    refused(item(&site.station), "no longer looked at item by item");
    let closed = SessionAct::Closed(Closing::HandedOver {
        to: HandOver::Dea {
            recipient: line("Agent Smith"),
            address: line("4 Main St"),
        },
        at: site.station.now().time(),
        handed_by: site.two(Step::CloseSession),
    });
    site.session(closed).unwrap();
    refused(item(&site.station), "open the event first");
    let custody = site.station.custody().unwrap();
    let event = custody.sessions().first().unwrap();
    assert_eq!((event.number, event.stage()), (1, SessionStage::Closed));
    assert_eq!(event.net_tenths(), 219);
}

#[test]
fn whom_destroyed_liners_came_from_is_taken_from_the_record() {
    let site = set_up(SiteMode::ReverseDistributor);
    for (id, name) in [
        ("L1", "Corner Pharmacy"),
        ("L2", "Corner Pharmacy"),
        ("L3", "Other"),
    ] {
        let from = Party {
            name: line(name),
            address: line("1 Main St"),
            registration: Some("AB1234563".parse().unwrap()),
            officer: None,
        };
        site.liner(id, LinerAct::Received { from }).unwrap();
    }
    let marks = |ids: &[&str]| {
        let ids: Vec<UniqueId> = ids.iter().map(|id| id.parse().unwrap()).collect();
        site.station.marks(Step::DestroyLiner, &ids).unwrap()
    };
    let from = site.station.received_from(&marks(&["L1", "L2"])).unwrap();
    assert_eq!(from.name.as_str(), "Corner Pharmacy");
    let mixed = site
        .station
        .received_from(&marks(&["L1", "L3"]))
        .unwrap_err();
    assert!(matches!(
        mixed,
        StationError::Custody(CustodyError::DifferentParties)
    ));
    let own = site.station.this_site().unwrap();
    assert_eq!(own.registration.unwrap().as_str(), "AB1234563");
}

#[test]
fn whoever_gave_something_is_named_down_to_the_officer() {
    let site = set_up(SiteMode::ReverseDistributor);
    let police = |officer: Option<&str>| Party {
        name: line("Springfield Police"),
        address: line("2 Main St"),
        registration: None,
        officer: officer.map(line),
    };
    let give = |id: &str, boxes, officer| {
        let from = police(officer);
        site.package(id, PackageAct::TakenOver { from, boxes })
    };
    refused(
        give("BX1", true, None),
        "the officer of the law-enforcement agency",
    );
    let from = police(None);
    refused(site.liner("L1", LinerAct::Received { from }), "who gave it");
    give("BX1", true, Some("Sgt. B. Watch")).unwrap();
    give("BX2", true, Some("Sgt. B. Watch")).unwrap();
    give("MB1", false, Some("Sgt. B. Watch")).unwrap();
    let ids =
        |ids: &[&str]| -> Vec<UniqueId> { ids.iter().map(|id| id.parse().unwrap()).collect() };
    let mixed = site.station.taken_over_from(&ids(&["BX1", "MB1"]));
    assert!(matches!(
        mixed,
        Err(StationError::Custody(CustodyError::DifferentParties))
    ));
    let received_from = site.station.taken_over_from(&ids(&["BX1", "BX2"])).unwrap();
    assert_eq!(received_from, Some(police(Some("Sgt. B. Watch"))));
    let destroyed = PackageAct::Destroyed {
        place: line("3 Kiln Road"),
        method: line("Incineration"),
        received_from,
        witnesses: site.two(Step::DestroyPackage),
    };
    site.package("BX1", destroyed).unwrap();
    let rows = |report: &str| {
        let order = ReportOrder {
            kind: Kind::named(report).unwrap(),
            from: None,
            to: None,
            format: Format::Csv,
        };
        let mut file = Vec::new();
        site.station.report(&order, &mut file).unwrap();
        String::from_utf8(file).unwrap()
    };
    let log = rows("package-log");
    for said in [
        "Springfield Police, handed over by Sgt. B. Watch",
        "received from Springfield Police, handed over by Sgt. B. Watch, 2 Main St",
        "box of a take-back event",
    ] {
        assert!(log.contains(said), "{log}");
    }
    // The form has a field to cross for mail-back packages and for liners, and none for boxes.
    let form = rows("form-41");
    assert!(
        form.lines().any(|line| line.contains(",,,BX1,N/A,1")),
        "{form}"
    );
}

#[test]
fn an_inventory_is_kept_and_what_it_missed_is_unfinished_business() {
    let site = set_up(SiteMode::Collector);
    site.liner("L1", LinerAct::Acquired).unwrap();
    site.liner("L2", LinerAct::Acquired).unwrap();
    let listed = site.station.todo().unwrap();
    assert!(
        listed[0]
            .to_string()
            .contains("no inventory was ever taken"),
        "{listed:?}"
    );
    let scanned = BTreeSet::from(["L1".parse().unwrap()]);
    let signed = site.boss_signs(Step::TakeInventory);
    site.station
        .take_inventory(&scanned, Taken::Opening, signed)
        .unwrap();
    let listed = site.station.todo().unwrap();
    assert_eq!(listed.len(), 1);
    assert!(
        listed[0].to_string().starts_with("L2 was missing"),
        "{listed:?}"
    );
}

/// Two programs at once, each of which saw the liner installed before either sealed it.
#[test]
fn two_programs_cannot_seal_the_same_liner() {
    let site = set_up(SiteMode::Collector);
    let other = Station::open(site.home.path()).unwrap();
    other.sign_in(site.clerk, &Secret::new(staff::PIN)).unwrap();
    let ids: Vec<_> = (0..10).map(|place| format!("L{place}")).collect();
    for id in &ids {
        site.liner(id, LinerAct::Acquired).unwrap();
        site.liner(id, site.install(site.two(Step::InstallLiner)))
            .unwrap();
    }
    let act = site.seal();
    let start = Arc::new(Barrier::new(2));
    let race = |station: &Station| -> Vec<bool> {
        start.wait();
        let tries = ids
            .iter()
            .map(|id| record(station, id, act.clone()).is_ok());
        tries.collect()
    };
    let (here, there) = thread::scope(|scope| {
        let there = thread::Builder::new()
            .name("other program".into())
            .spawn_scoped(scope, || race(&other))
            .unwrap();
        (race(&site.station), there.join().unwrap())
    });
    for (id, (here, there)) in ids.iter().zip(here.into_iter().zip(there)) {
        assert!(here != there, "{id}: {here} {there}");
    }
    let seals = site.station.custody().unwrap();
    assert!(seals.liners().all(|liner| liner.history.len() == 3));
    assert!(site.station.verify().unwrap().is_intact());
}

#[test]
fn nothing_in_a_custody_record_can_say_what_is_inside() {
    let site = set_up(SiteMode::Collector);
    site.liner("L1", LinerAct::Acquired).unwrap();
    site.liner("L1", site.install(site.two(Step::InstallLiner)))
        .unwrap();
    let mut stuffed = serde_json::to_value(site.seal()).unwrap();
    stuffed["contents"] = "20 tablets".into();
    let read: LinerAct = serde_json::from_value(stuffed).unwrap();
    site.liner("L1", read).unwrap();
    let written = site.station.custody().unwrap();
    let text =
        serde_json::to_string(&written.liner(&"L1".parse().unwrap()).unwrap().history[2].act)
            .unwrap();
    assert!(
        !text.contains("contents") && !text.contains("tablets"),
        "{text}"
    );
}
