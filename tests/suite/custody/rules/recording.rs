//! Items at an event, inventories, two programs at once, and nothing of what is inside.

use std::collections::BTreeSet;
use std::sync::{Arc, Barrier};
use std::thread;

use jiff::civil::time;
use takeback::custody::{SessionStage, Step};
use takeback::ledger::Moment;
use takeback::ledger::custody::{
    Batch, Closing, Detail, HandOver, LinerAct, LinerMark, LinerRecord, SessionAct, Taken, UniqueId,
};
use takeback::people::{Role, Secret};
use takeback::station::{Clock, NewDisposal, SiteMode, Station, StationError};

use super::site::{line, record, refused, set_up, set_up_at};
use crate::support::item;
use crate::support::sealed_box::sealed_box;
use crate::support::staff;

/// An unidentified item.
fn item(station: &Station) -> Result<(), StationError> {
    let item = item::unidentified();
    station.record(item).map(drop)
}

#[test]
fn items_are_recorded_while_an_event_is_collecting_and_not_after_the_deposit() {
    let site = set_up(SiteMode::LeEvent);
    refused(item(&site.station), "open the event first");
    site.session(site.opening()).unwrap();
    item(&site.station).unwrap();
    let sealed = |sealed_by| sealed_box("B1", &["S1"], sealed_by);
    let civilian = staff::add(&site.station, "V. Olunteer", Role::Operator, None);
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
fn the_boxes_of_an_event_do_not_go_to_the_site_itself() {
    let moment = Moment::from_parts(1_795_357_800_000_000, -5 * 3600).unwrap();
    let site = set_up_at(SiteMode::LeEvent, Clock::Fixed(moment));
    site.session(site.opening()).unwrap();
    site.pack();
    let hand_over = |number: &str| {
        let to = HandOver::ReverseDistributor {
            name: line("Reverse Inc."),
            address: line("2 Main St"),
            registration: number.parse().unwrap(),
        };
        let (at, handed_by) = (site.station.now().time(), site.two(Step::CloseSession));
        let closing = Closing::HandedOver { to, at, handed_by };
        site.session(SessionAct::Closed(closing))
    };
    refused(
        hand_over("ab1234563"),
        "is the DEA registration number of this site",
    );
    hand_over("FP9876547").unwrap();
}

#[test]
fn an_event_at_which_items_were_recorded_is_not_closed_as_nothing_collected() {
    let site = set_up(SiteMode::LeEvent);
    site.session(site.opening()).unwrap();
    let row = site.station.record(item::unidentified()).unwrap();
    let is_empty = || {
        let custody = site.station.custody().unwrap();
        site.station.is_empty_event(&custody).unwrap()
    };
    let close = || {
        let signed = site.boss_signs(Step::CloseSession);
        site.session(SessionAct::Closed(Closing::NothingCollected { signed }))
    };
    assert!(!is_empty());
    refused(close(), &format!("one by one ({})", row.seq));
    site.station.withdraw(row.current, "was not there").unwrap();
    assert!(is_empty());
    close().unwrap();
    // The next event has items of its own.
    site.session(site.opening()).unwrap();
    assert!(is_empty());
    close().unwrap();
}

#[test]
fn an_event_at_which_a_liner_was_put_in_is_closed_as_handed_over() {
    let site = set_up(SiteMode::LeEvent);
    site.liner("L1", LinerAct::Acquired).unwrap();
    site.session(site.opening()).unwrap();
    let is_empty = || {
        let custody = site.station.custody().unwrap();
        site.station.is_empty_event(&custody).unwrap()
    };
    assert!(is_empty());
    site.liner("L1", site.install(site.two(Step::InstallLiner)))
        .unwrap();
    assert!(!is_empty());
    let signed = site.boss_signs(Step::CloseSession);
    let nothing = SessionAct::Closed(Closing::NothingCollected { signed });
    refused(site.session(nothing), "take-back event 1 (L1)");
    site.liner("L1", site.seal()).unwrap();
    let signed = site.boss_signs(Step::Deposit);
    site.session(SessionAct::Deposited { signed }).unwrap();
    site.session(SessionAct::Closed(Closing::HandedOver {
        to: HandOver::Dea {
            recipient: line("Agent Smith"),
            address: line("4 Main St"),
        },
        at: site.station.now().time(),
        handed_by: site.two(Step::CloseSession),
    }))
    .unwrap();
    assert!(site.station.verify().unwrap().is_intact());
}

#[test]
fn what_is_said_of_an_event_can_have_been_in_that_order() {
    let site = set_up(SiteMode::LeEvent);
    let today = site.station.now().date();
    let yesterday = today.yesterday().unwrap();
    let at = |day, act| site.station.record_session(day, act).map(drop);
    let open = |day, when| {
        let mut opening = site.opening();
        if let SessionAct::Opened { starts, .. } = &mut opening {
            *starts = when;
        }
        at(day, opening)
    };
    let item_of = |day| {
        site.station.record(NewDisposal {
            acted_on: Some(day),
            ..item::unidentified()
        })
    };
    let deposit = |day| {
        let signed = site.boss_signs(Step::Deposit);
        at(day, SessionAct::Deposited { signed })
    };
    let hand_over = |day, when| {
        let to = HandOver::Dea {
            recipient: line("Agent Smith"),
            address: line("4 Main St"),
        };
        let handed_by = site.two(Step::CloseSession);
        let at_that = Closing::HandedOver {
            to,
            at: when,
            handed_by,
        };
        at(day, SessionAct::Closed(at_that))
    };
    // It is entered a day late.
    open(yesterday, time(12, 0, 30, 0)).unwrap();
    let early = item_of(yesterday.yesterday().unwrap());
    refused(early.map(drop), "was opened on");
    item_of(yesterday).unwrap();
    let later = item_of(today).unwrap();
    let sealed = sealed_box("B1", &["S1"], site.two(Step::SealBox));
    at(yesterday, sealed).unwrap();
    let named = format!("item {} of the event was handled on {today}", later.seq);
    refused(deposit(yesterday), &named);
    site.station.withdraw(later.current, "wrong day").unwrap();
    deposit(yesterday).unwrap();
    refused(hand_over(yesterday, time(11, 59, 0, 0)), "began at 12:00");
    // Typed to the minute, of the minute in which it began.
    hand_over(yesterday, time(12, 0, 0, 0)).unwrap();
}

/// Nobody can correct the day of what was entered while the clock was wrong.
#[test]
fn what_was_done_while_the_clock_ran_ahead_is_gone_on_with_once_it_is_right() {
    let in_days = |days: i64| {
        let us = 1_795_357_800_000_000 + days * 86_400_000_000;
        Clock::Fixed(Moment::from_parts(us, -5 * 3600).unwrap())
    };
    let mut site = set_up_at(SiteMode::LeEvent, in_days(10));
    site.liner("F1", LinerAct::Acquired).unwrap();
    site.liner("F2", LinerAct::Acquired).unwrap();
    site.session(site.opening()).unwrap();
    let set_right = Station::open_at(site.home.path(), in_days(0)).unwrap();
    let secret = Secret::new(staff::PASSPHRASE);
    set_right.sign_in(site.boss, &secret).unwrap();
    site.station = set_right;

    let reason = line("Torn");
    site.liner("F2", LinerAct::Discarded { reason }).unwrap();
    let row = site.station.record(item::unidentified()).unwrap();
    site.station.withdraw(row.current, "was not there").unwrap();
    let signed = site.boss_signs(Step::CloseSession);
    let close = Closing::NothingCollected { signed };
    let yesterday = site.station.now().date().yesterday().unwrap();
    let early = site
        .station
        .record_session(yesterday, SessionAct::Closed(close.clone()));
    refused(early.map(drop), "correct the date");
    site.session(SessionAct::Closed(close)).unwrap();
    site.liner("F1", site.install(site.two(Step::InstallLiner)))
        .unwrap();
    assert!(site.station.verify().unwrap().is_intact());
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
        .take_inventory(&scanned, Taken::Close, signed)
        .unwrap();
    let listed = site.station.todo().unwrap();
    assert_eq!(listed.len(), 1);
    assert!(
        listed[0].to_string().starts_with("L2 was missing"),
        "{listed:?}"
    );
}

#[test]
fn the_opening_is_inventoried_before_the_business_of_its_day_is_on_record() {
    let site = set_up(SiteMode::Collector);
    let take = |numbers: &[&str], taken| {
        let scanned: BTreeSet<UniqueId> = numbers
            .iter()
            .map(|number| number.parse().unwrap())
            .collect();
        let signed = site.boss_signs(Step::TakeInventory);
        let record = site.station.take_inventory(&scanned, taken, signed);
        record.map(drop)
    };
    take(&[], Taken::Opening).unwrap();
    // Of an earlier day, entered late: it was on hand at the opening.
    let mark = LinerMark {
        id: "L1".parse().unwrap(),
        gallons: 10.try_into().unwrap(),
    };
    let late = LinerRecord {
        acted_on: site.station.now().date().yesterday().unwrap(),
        liners: Batch::new(vec![mark]).unwrap(),
        act: LinerAct::Acquired,
    };
    site.station.record_liner(late).unwrap();
    take(&["L1"], Taken::Opening).unwrap();

    site.liner("L2", LinerAct::Acquired).unwrap();
    let too_late = "not what was on hand at the opening";
    refused(take(&["L1", "L2"], Taken::Opening), too_late);
    take(&["L1", "L2"], Taken::Close).unwrap();
    assert!(site.station.verify().unwrap().is_intact());

    let site = set_up(SiteMode::Collector);
    for (taken, fits) in [(Taken::Close, true), (Taken::Opening, false)] {
        let signed = site.boss_signs(Step::TakeInventory);
        let nothing = BTreeSet::new();
        let record = site.station.take_inventory(&nothing, taken, signed);
        assert_eq!(record.is_ok(), fits);
    }
}

#[test]
fn liners_are_weighed_one_by_one() {
    let site = set_up(SiteMode::Collector);
    let both = |act| {
        let mark = |id: &str| LinerMark {
            id: id.parse().unwrap(),
            gallons: 10.try_into().unwrap(),
        };
        let record = LinerRecord {
            acted_on: site.station.now().date(),
            liners: Batch::new(vec![mark("L1"), mark("L2")]).unwrap(),
            act,
        };
        site.station.record_liner(record)
    };
    both(LinerAct::Acquired).unwrap();
    both(site.install(site.two(Step::InstallLiner))).unwrap();
    refused(
        both(site.seal()).map(drop),
        "weigh and seal them one by one",
    );
    let mut unweighed = site.seal();
    if let LinerAct::RemovedAndSealed { weight, .. } = &mut unweighed {
        *weight = None;
    }
    let sealed = both(unweighed).unwrap().content.seq;
    let weight = Detail::Weight(Some("23.4".parse().unwrap()));
    let later = site.station.custody_detail(sealed, &weight);
    refused(later.map(drop), "weigh and seal them one by one");
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
