//! Reviewing through a station: the queue, four eyes, sending back, and what the record says of it.

mod approval;
mod lists;
mod on_record;
mod sent_back;
mod sums;

use crate::support::staff;
use takeback::{
    ledger::{Listed, Meaning, Moment, ReviewAct, Signature},
    people::{Role, Secret},
    station::{Clock, NewAccount, SiteMode, Station},
};

/// So many minutes after 2026-11-22 09:30 in New York.
fn at(minute: i64) -> Clock {
    let start = 1_795_357_800_000_000;
    Clock::Fixed(Moment::from_parts(start + minute * 60_000_000, -5 * 3600).unwrap())
}

fn pin() -> Secret {
    Secret::new(staff::PIN)
}

/// A station with an administrator, a clerk and two pharmacists, at whom nobody is.
fn station() -> (tempfile::TempDir, Station) {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), at(0), staff::site(SiteMode::Research));
    for (name, role) in [
        ("C. Clerk", Role::Operator),
        ("P. Harm", Role::Pharmacist),
        ("Q. Acy", Role::Pharmacist),
    ] {
        let new = NewAccount {
            name: name.into(),
            role,
            officer: None,
        };
        station.add_account(new, &pin()).unwrap();
    }
    station.sign_out(false).unwrap();
    (home, station)
}

fn sit(station: &Station, name: &str) {
    let id = station.named(name).unwrap().id;
    station.sign_in(id, &pin()).unwrap();
}

/// Whoever is named sits down and proves themselves for a review.
fn reviewer(station: &Station, name: &str) -> Signature {
    sit(station, name);
    let id = station.named(name).unwrap().id;
    station.sign(id, &pin(), Meaning::Reviewed).unwrap()
}

fn places(listed: &[Listed]) -> Vec<i64> {
    listed.iter().map(|item| item.row.seq).collect()
}

fn queue(station: &Station) -> Vec<i64> {
    let queue = station.queue();
    let listed = station.listed(&queue).unwrap();
    assert_eq!(listed.len() as u64, station.count(&queue).unwrap());
    places(&listed)
}

fn send_back() -> ReviewAct {
    ReviewAct::SentBack {
        reason: "the imprint is blurred".into(),
    }
}
