//! `kill -9` at any moment loses no confirmed record and leaves a chain that verifies.

#![cfg(unix)]

use std::{
    collections::HashSet,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use takeback::{
    hazard::Verdict,
    ledger::{Decided, Disposal, Entry, Event, Hazard, Identity, Ledger, LogFilter, Moment},
};

const KILLS: u64 = 500;
/// So many programs record into one ledger at a time, and are killed together.
const TOGETHER: u64 = 4;
const HOME: &str = "TAKEBACK_KILL_TEST_HOME";

/// Not a test of its own: the process that is killed. Records for ever, telling each id once it is safe.
#[test]
#[ignore = "started by the test below, which kills it"]
fn record_until_killed() {
    let home = std::env::var_os(HOME).expect("started by loses_no_confirmed_record_when_killed");
    let ledger = Ledger::open(Path::new(&home)).unwrap();
    let entered = Moment::from_parts(1_795_401_000_000_000, 0).unwrap();
    let entry = Entry {
        entered,
        by: "nobody".to_owned(),
        account: None,
        site_mode: "RESEARCH".to_owned(),
        event: Event::Disposal(Disposal {
            photos: vec!["c0".repeat(32)],
            suggestion: None,
            decided: Decided {
                identity: Identity::Unidentified,
                hazard: Hazard {
                    verdict: Verdict::Hazardous,
                    reasons: Vec::new(),
                    rules: String::new(),
                },
                quantity: 1,
                acted_on: entered.date(),
                reference: None,
                discontinued: None,
            },
            package: None,
        }),
    };
    loop {
        println!("safe {}", ledger.append(entry.clone()).unwrap().content.id);
    }
}

fn start(home: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--ignored",
            "--exact",
            "ledger::kill::record_until_killed",
            "--nocapture",
        ])
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
    drop(Ledger::open(home.path()).unwrap());
    let mut moment = moments();
    let mut safe: Vec<String> = Vec::new();
    for round in 0..KILLS / TOGETHER {
        // Every eighth round is killed while it starts, the others while they record.
        let starting = round % 8 == 0;
        let mut children: Vec<_> = (0..TOGETHER)
            .map(|_| {
                let mut child = start(home.path());
                let lines = BufReader::new(child.stdout.take().unwrap())
                    .lines()
                    .map(Result::unwrap);
                (child, lines)
            })
            .collect();
        // One of them has confirmed a record; the others wait for the lock, or hold it.
        if !starting {
            let (_, lines) = children.first_mut().unwrap();
            safe.extend(lines.find_map(|line| line.strip_prefix("safe ").map(str::to_owned)));
        }
        std::thread::sleep(moment(if starting { 100_000 } else { 12_000 }));
        for (child, _) in &mut children {
            child.kill().unwrap();
        }
        for (mut child, lines) in children {
            // It had not ended by itself.
            assert_eq!(
                std::os::unix::process::ExitStatusExt::signal(&child.wait().unwrap()),
                Some(9)
            );
            safe.extend(lines.filter_map(|line| line.strip_prefix("safe ").map(str::to_owned)));
        }
        if round % 16 == 0 {
            let verification = Ledger::open(home.path()).unwrap().verify().unwrap();
            assert!(
                verification.is_intact(),
                "after {} rounds: {verification:?}",
                round + 1
            );
            assert_eq!(
                verification.beyond_head, 0,
                "an opening brings the head up to date"
            );
        }
    }

    let ledger = Ledger::open(home.path()).unwrap();
    let verification = ledger.verify().unwrap();
    assert!(verification.is_intact(), "{verification:?}");
    let kept: HashSet<String> = ledger
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
        safe.len() as u64 >= KILLS / TOGETHER / 2,
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
