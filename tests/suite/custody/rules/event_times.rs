//! At which hour the boxes of a take-back event can have been handed over, by a clock that is right and by one that was
//! not.

use jiff::civil::{Time, time};
use takeback::custody::Step;
use takeback::ledger::Moment;
use takeback::ledger::custody::{Closing, HandOver, SessionAct};
use takeback::people::Secret;
use takeback::station::{Clock, SiteMode, Station, StationError};

use super::site::{Site, line, refused, set_up_at};
use crate::support::staff;

/// That time of 2026-11-22, five hours behind UTC.
fn at(hour: i64, minute: i64) -> Clock {
    let seconds = 1_795_323_600 + hour * 3600 + minute * 60;
    Clock::Fixed(Moment::from_parts(seconds * 1_000_000, -5 * 3600).unwrap())
}

/// The same station from now on by another clock.
fn go_on(site: &mut Site, clock: Clock) {
    let station = Station::open_at(site.home.path(), clock).unwrap();
    let secret = Secret::new(staff::PASSPHRASE);
    station.sign_in(site.boss, &secret).unwrap();
    site.station = station;
}

/// Opens an event that is said to start then.
fn open(site: &Site, from: Time) {
    let mut opening = site.opening();
    if let SessionAct::Opened { starts, .. } = &mut opening {
        *starts = from;
    }
    site.session(opening).unwrap();
}

fn hand_over(site: &Site, at: Time) -> Result<(), StationError> {
    let to = HandOver::Dea {
        recipient: line("Agent Smith"),
        address: line("4 Main St"),
    };
    let handed_by = site.two(Step::CloseSession);
    let closing = Closing::HandedOver { to, at, handed_by };
    site.session(SessionAct::Closed(closing))
}

/// Nobody can correct the time of what was entered while the clock was wrong.
#[test]
fn an_event_opened_by_a_clock_that_ran_ahead_is_closed_at_the_hour_at_which_it_was() {
    for entered in [at(15, 30), at(22, 0)] {
        let mut site = set_up_at(SiteMode::LeEvent, at(21, 0));
        open(&site, time(21, 0, 0, 0));
        go_on(&mut site, at(15, 30));
        site.pack();
        go_on(&mut site, entered);
        hand_over(&site, time(15, 30, 0, 0)).unwrap();
        assert!(site.station.verify().unwrap().is_intact());
    }
}

#[test]
fn an_event_whose_start_was_typed_too_late_began_when_it_was_entered() {
    let mut site = set_up_at(SiteMode::LeEvent, at(9, 0));
    open(&site, time(19, 0, 0, 0));
    site.pack();
    go_on(&mut site, at(20, 0));
    refused(hand_over(&site, time(8, 59, 0, 0)), "began at 09:00");
    hand_over(&site, time(15, 30, 0, 0)).unwrap();
}

#[test]
fn nothing_was_handed_over_at_an_hour_that_is_still_to_come() {
    let site = set_up_at(SiteMode::LeEvent, at(9, 0));
    open(&site, time(9, 0, 0, 0));
    site.pack();
    for later in [time(12, 0, 0, 0), time(9, 1, 0, 0)] {
        refused(hand_over(&site, later), "lies in the future");
    }
    // To the minute, as it is typed.
    hand_over(&site, time(9, 0, 59, 0)).unwrap();
}
