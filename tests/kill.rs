//! `kill -9` at any moment loses no confirmed record and leaves a chain that verifies.

#![allow(
    clippy::unwrap_used,
    reason = "a helper of a test fails it the same way"
)]
#![cfg(unix)]

use std::{
    collections::HashSet,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use takeback::{
    ledger::LogFilter,
    station::{Decision, NewDisposal, Station},
};

const KILLS: u64 = 200;
const HOME: &str = "TAKEBACK_KILL_TEST_HOME";

/// Not a test of its own: the process that is killed. Records for ever, telling each id once it is safe.
#[test]
#[ignore = "started by the test below, which kills it"]
fn record_until_killed() {
    let home = std::env::var_os(HOME).expect("started by loses_no_confirmed_record_when_killed");
    let station = Station::open(Path::new(&home)).unwrap();
    loop {
        let new = NewDisposal {
            photos: vec!["c0".repeat(32)],
            suggestion: None,
            decision: Decision::Unidentified,
            picked_rank: None,
            quantity: 1,
            acted_on: None,
            reference: None,
        };
        println!("safe {}", station.record(new).unwrap().id);
    }
}

fn start(home: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "record_until_killed", "--nocapture"])
        .env(HOME, home)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// A sequence of moments that is the same in every run (an LCG, Knuth's constants).
fn moments() -> impl FnMut(u64) -> Duration {
    let mut state = 20_261_122_u64;
    move |below_us| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        Duration::from_micros((state >> 33) % below_us)
    }
}

#[test]
fn loses_no_confirmed_record_when_killed() {
    let home = tempfile::tempdir().unwrap();
    drop(Station::open(home.path()).unwrap());
    let mut moment = moments();
    let mut safe: Vec<String> = Vec::new();
    for round in 0..KILLS {
        let mut child = start(home.path());
        let mut lines = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map(Result::unwrap);
        // Every eighth is killed while it starts, the others while they record.
        if round % 8 != 0 {
            safe.extend(
                lines
                    .by_ref()
                    .find_map(|line| line.strip_prefix("safe ").map(str::to_owned)),
            );
        }
        std::thread::sleep(moment(if round % 8 == 0 { 100_000 } else { 12_000 }));
        child.kill().unwrap();
        // It had not ended by itself.
        assert_eq!(
            std::os::unix::process::ExitStatusExt::signal(&child.wait().unwrap()),
            Some(9)
        );
        safe.extend(lines.filter_map(|line| line.strip_prefix("safe ").map(str::to_owned)));
        if round % 20 == 0 {
            let verification = Station::open(home.path()).unwrap().verify().unwrap();
            assert!(
                verification.is_intact(),
                "after {} kills: {verification:?}",
                round + 1
            );
            assert!(verification.beyond_head <= 1, "{verification:?}");
        }
    }

    let station = Station::open(home.path()).unwrap();
    let verification = station.verify().unwrap();
    assert!(verification.is_intact(), "{verification:?}");
    let kept: HashSet<String> = station
        .log(&LogFilter::default())
        .unwrap()
        .iter()
        .map(|row| row.id.to_string())
        .collect();
    let lost: Vec<_> = safe.iter().filter(|id| !kept.contains(*id)).collect();
    assert!(
        lost.is_empty(),
        "{} of {} confirmed records lost: {lost:?}",
        lost.len(),
        safe.len()
    );
    assert!(
        safe.len() as u64 >= KILLS / 2,
        "only {} records confirmed",
        safe.len()
    );
    // A kill may leave one record that was written but not yet told.
    assert!((kept.len() - safe.len()) as u64 <= KILLS);
    println!(
        "{KILLS} kills, {} records confirmed, {} kept",
        safe.len(),
        kept.len()
    );
}
