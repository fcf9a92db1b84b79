//! A million records: the first page under every filter and order, the sums, the check of the chain,
//! and an export beside `sqlite3`'s own.
//!
//! One run takes minutes, so this is no criterion bench: it prints what it measured and the bounds,
//! by the clock and in processor time, which says more where others keep the machine busy.
//! `TAKEBACK_BENCH_ROWS` makes it smaller; `TAKEBACK_BENCH_HOME` names a folder that is filled once and
//! kept.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench that fails stops"
)]

use std::{
    fs::File,
    io::BufWriter,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use jiff::ToSpan;
use takeback::{
    hazard::Verdict,
    ledger::{
        CandidateProduct, LogFilter, Outcome, Period, ReviewState, Sort, SortBy,
        SuggestedCandidate, Suggestion, Versions,
    },
    station::{Decision, NewDisposal, Station},
};

const PAGES: usize = 21;

/// One confirmed pill with three candidates: over three years, one in ten unidentified, most of the
/// others as the model said, with every confidence.
fn disposal(station: &Station, number: usize) -> NewDisposal {
    let today = station.now().date();
    let catalog = station.catalog();
    let products = catalog.products();
    let product = |at: usize| &products[at % products.len()];
    let candidate = |rank: u32| {
        let product = product(number + rank as usize);
        SuggestedCandidate {
            rank,
            confidence_ppm: (500_000 + (number * 7919 % 500_000) as u32) / rank,
            appearance: rank,
            products: vec![CandidateProduct {
                ndc11: product.id.ndc11.to_string(),
                part: product.id.part,
                name: product.name.clone(),
            }],
        }
    };
    NewDisposal {
        photos: vec!["ab".repeat(32)],
        suggestion: Some(Suggestion {
            identified: true,
            candidates: (1..=3).map(candidate).collect(),
            hazard: Verdict::Hazardous,
            hazard_ppm: 420_000,
            hazard_reasons: vec!["RCRA-P P001".into()],
            schedule: None,
            imprint_read: vec!["54 582".into()],
            imprint_typed: None,
            measured: None,
            flaws: Vec::new(),
            camera_setups: Vec::new(),
            versions: Versions {
                model: "pill-classifier.onnx 0123456789ab".into(),
                rules: station.rules().version().to_owned(),
                catalog: station.catalog().as_of().to_owned(),
                runtime: "1.31.1".into(),
            },
        }),
        decision: if number % 10 == 3 {
            Decision::Unidentified
        } else {
            // Another than the first candidate for one in twenty.
            let rank = if number.is_multiple_of(20) { 2 } else { 1 };
            Decision::Product(product(number + rank).id)
        },
        picked_rank: None,
        quantity: 1,
        acted_on: today.checked_sub((number as i64 % 1095).days()).ok(),
        // Each another, as numbers of evidence are.
        reference: number
            .is_multiple_of(3)
            .then(|| format!("EV-2026-{number:07}")),
        discontinued: None,
        package: None,
    }
}

/// Median milliseconds of the first page under `filter`.
fn page_ms(station: &Station, filter: &LogFilter) -> f64 {
    let mut times: Vec<f64> = (0..PAGES)
        .map(|_| {
            let begun = Instant::now();
            station.log(filter).unwrap();
            begun.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[PAGES / 2]
}

/// Seconds of the processor that this process and those it waited for have used.
fn cpu_s() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(4);
    // Linux counts a hundred ticks a second for whoever asks.
    ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

/// What `work` gives, and how long it took: by the clock, and of the processor.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64, f64) {
    let (begun, used) = (Instant::now(), cpu_s());
    let done = work();
    (done, begun.elapsed().as_secs_f64(), cpu_s() - used)
}

/// The most memory that this process ever held, MiB.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1));
    kib.and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Every filter of the log by itself, in its own order.
#[expect(clippy::too_many_lines, reason = "a list, one entry a filter")]
fn filters(station: &Station) -> Vec<(&'static str, LogFilter)> {
    let today = station.now().date();
    let all = LogFilter::default;
    vec![
        ("no filter", all()),
        (
            "last page",
            LogFilter {
                before: Some(100),
                ..all()
            },
        ),
        (
            "today",
            LogFilter {
                period: Period {
                    from: Some(today),
                    to: None,
                },
                ..all()
            },
        ),
        (
            "up to last year",
            LogFilter {
                period: Period {
                    from: None,
                    to: today.checked_sub(366.days()).ok(),
                },
                ..all()
            },
        ),
        (
            "unidentified",
            LogFilter {
                outcome: Some(Outcome::Unidentified),
                ..all()
            },
        ),
        (
            "withdrawn, of which there is none",
            LogFilter {
                outcome: Some(Outcome::Withdrawn),
                ..all()
            },
        ),
        (
            "hazardous",
            LogFilter {
                hazard: Some(Verdict::Hazardous),
                ..all()
            },
        ),
        (
            "CII",
            LogFilter {
                schedule: Some("CII".into()),
                ..all()
            },
        ),
        (
            "operator",
            LogFilter {
                operator: Some(station.operator()),
                ..all()
            },
        ),
        (
            "one drug",
            LogFilter {
                drug: station
                    .catalog()
                    .products()
                    .get(7)
                    .map(|product| product.name.clone()),
                ..all()
            },
        ),
        (
            "confidence from 99 %",
            LogFilter {
                confidence_from: Some(990_000),
                ..all()
            },
        ),
        (
            "confidence below 51 %",
            LogFilter {
                confidence_below: Some(510_000),
                ..all()
            },
        ),
        (
            "unreviewed",
            LogFilter {
                review: Some(ReviewState::Unreviewed),
                ..all()
            },
        ),
        (
            "sent back, of which there is none",
            LogFilter {
                review: Some(ReviewState::SentBack),
                ..all()
            },
        ),
        ("queue of the uncertain", station.queue()),
        (
            "a drug's name",
            LogFilter {
                text: Some("warfarin".into()),
                ..all()
            },
        ),
        (
            "a reference found once",
            LogFilter {
                text: Some("ev-2026-0000009".into()),
                ..all()
            },
        ),
        (
            "part of many references",
            LogFilter {
                text: Some("ev-2026".into()),
                ..all()
            },
        ),
        (
            "two letters found nowhere",
            LogFilter {
                text: Some("zq".into()),
                ..all()
            },
        ),
        (
            "text found nowhere, by drug",
            LogFilter {
                text: Some("no such drug".into()),
                sort: Some(Sort {
                    by: SortBy::Drug,
                    descending: false,
                }),
                ..all()
            },
        ),
        (
            "one drug, the least confident first",
            LogFilter {
                drug: station
                    .catalog()
                    .products()
                    .get(7)
                    .map(|product| product.name.clone()),
                sort: Some(Sort {
                    by: SortBy::Confidence,
                    descending: false,
                }),
                ..all()
            },
        ),
        (
            "unidentified, by drug",
            LogFilter {
                outcome: Some(Outcome::Unidentified),
                sort: Some(Sort {
                    by: SortBy::Drug,
                    descending: true,
                }),
                ..all()
            },
        ),
        (
            "unidentified, by hazard",
            LogFilter {
                outcome: Some(Outcome::Unidentified),
                sort: Some(Sort {
                    by: SortBy::Hazard,
                    descending: false,
                }),
                ..all()
            },
        ),
        (
            "identified, by drug",
            LogFilter {
                outcome: Some(Outcome::Identified),
                sort: Some(Sort {
                    by: SortBy::Drug,
                    descending: false,
                }),
                ..all()
            },
        ),
        (
            "text found nowhere",
            LogFilter {
                text: Some("no such drug".into()),
                ..all()
            },
        ),
    ]
}

fn pages(station: &Station) {
    for (name, filter) in filters(station) {
        let first = LogFilter {
            limit: Some(100),
            ..filter
        };
        println!(
            "first page, {name}: {:.1} ms (bound 50)",
            page_ms(station, &first)
        );
    }
    for by in [
        SortBy::Entered,
        SortBy::Day,
        SortBy::Drug,
        SortBy::Hazard,
        SortBy::Schedule,
        SortBy::Confidence,
        SortBy::Operator,
        SortBy::Review,
    ] {
        for descending in [false, true] {
            let sorted = LogFilter {
                sort: Some(Sort { by, descending }),
                limit: Some(100),
                ..LogFilter::default()
            };
            println!(
                "first page by {by:?}, descending {descending}: {:.1} ms (bound 50)",
                page_ms(station, &sorted)
            );
        }
    }
}

fn sums(station: &Station) {
    let begun = Instant::now();
    let queue = station.count(&station.queue()).unwrap();
    println!(
        "count of the queue, {queue}: {:.0} ms",
        begun.elapsed().as_secs_f64() * 1000.0
    );
    let begun = Instant::now();
    let days = station.day_sums(Period::default()).unwrap().len();
    println!(
        "sums of {days} days: {:.0} ms",
        begun.elapsed().as_secs_f64() * 1000.0
    );
}

/// Adds disposals until there are so many records; one in fifty is corrected.
fn fill(station: &Station, records: usize) {
    let already = station.count(&LogFilter::default()).unwrap() as usize;
    let ((), wall, _) = timed(|| {
        let mut reached = station.log(&newest()).unwrap().first().map_or(1, |row| {
            row.correction
                .as_ref()
                .map_or(row.seq, |correction| correction.seq)
        });
        for number in already + 1.. {
            if reached >= records as i64 {
                return;
            }
            let row = station.record(disposal(station, number)).unwrap();
            reached = row.seq;
            if number.is_multiple_of(50) && reached < records as i64 {
                station
                    .correct(row.current, Decision::Unidentified, 2, "counted again")
                    .unwrap();
                reached += 1;
            }
        }
    });
    println!("{already} items were there, filled up to {records} records in {wall:.0} s");
}

fn newest() -> LogFilter {
    LogFilter {
        limit: Some(1),
        ..LogFilter::default()
    }
}

fn main() {
    // In memory where the system has such a folder: only reading is measured.
    let memory = Path::new("/dev/shm");
    let passing = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    }
    .unwrap();
    let kept = std::env::var_os("TAKEBACK_BENCH_HOME").map(PathBuf::from);
    let home = kept.as_deref().unwrap_or(passing.path());
    let station = Station::open(home).unwrap();
    let rows = std::env::var("TAKEBACK_BENCH_ROWS").map_or(1_000_000, |rows| rows.parse().unwrap());
    fill(&station, rows);

    pages(&station);
    sums(&station);

    let (_, export, used) = timed(|| {
        let out = BufWriter::new(File::create(passing.path().join("export.csv")).unwrap());
        station.export_csv(&LogFilter::default(), out).unwrap()
    });
    println!(
        "export: {export:.1} s, {used:.1} s of the processor, peak memory {} MiB",
        peak_mib()
    );
    let (sqlite, theirs, their_used) = timed(|| {
        Command::new("sqlite3")
            .arg("-csv")
            .arg(home.join("takeback.db"))
            .arg("SELECT * FROM record ORDER BY seq")
            .stdout(Stdio::from(
                File::create(passing.path().join("sqlite3.csv")).unwrap(),
            ))
            .status()
    });
    if sqlite.is_ok_and(|status| status.success()) {
        println!(
            "sqlite3, all columns: {theirs:.1} s, {their_used:.1} s of the processor; \
             ours is {:.2} of it by the clock, {:.2} of the processor (bound 1.5)",
            export / theirs,
            used / their_used
        );
    }

    let (found, wall, used) = timed(|| station.verify().unwrap());
    assert!(found.is_intact(), "{found:?}");
    println!(
        "verify: {wall:.1} s (bound 20), {used:.1} s of the processor, peak memory {} MiB",
        peak_mib()
    );
}
