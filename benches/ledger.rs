//! How long the record takes: a durable append, the first page, an export, a check of the chain.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench that fails stops"
)]

use std::{io, path::Path, time::Instant};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use takeback::{
    hazard::Verdict,
    ledger::{
        CandidateProduct, LogFilter, Opener, Outcome, SuggestedCandidate, Suggestion, Versions,
    },
    station::{Clock, Decision, NewDisposal, Station},
};

const ROWS: u64 = 100_000;
const APPENDS: usize = 2_000;

/// A disposal as large as they come: five candidates with look-alikes.
fn disposal(station: &Station, number: usize) -> NewDisposal {
    let catalog = station.catalog();
    let products = catalog.products();
    let chosen = &products[number * 7 % products.len()];
    let named = |at: usize| {
        let product = &products[at % products.len()];
        CandidateProduct {
            ndc11: product.id.ndc11.to_string(),
            part: product.id.part,
            name: product.name.clone(),
        }
    };
    let candidate = |rank: u32| SuggestedCandidate {
        rank,
        confidence_ppm: 500_000 / rank,
        appearance: rank,
        products: vec![
            named(number + rank as usize),
            named(number + 2 * rank as usize),
        ],
    };
    NewDisposal {
        photos: vec!["ab".repeat(32), "cd".repeat(32)],
        suggestion: Some(Suggestion {
            identified: true,
            candidates: (1..=5).map(candidate).collect(),
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
        decision: if number.is_multiple_of(10) {
            Decision::Unidentified
        } else {
            Decision::Product(chosen.id)
        },
        picked_rank: None,
        quantity: 1,
        acted_on: None,
        reference: None,
        discontinued: None,
        package: None,
    }
}

/// A record opened with `opener`, made where there is none.
fn station(home: &Path, opener: Option<&Opener>) -> Station {
    Station::open_with(home, Clock::System, opener.cloned()).unwrap()
}

fn append(c: &mut Criterion) {
    let passphrase = Opener::Passphrase("four words that nobody guesses".to_owned().into());
    for (kind, opener) in [("plain", None), ("encrypted", Some(&passphrase))] {
        let home = tempfile::tempdir().unwrap();
        let open = || station(home.path(), opener);
        let station = open();
        let mut number = 0;
        c.bench_function(&format!("append, durable, {kind}"), |b| {
            b.iter_batched(
                || {
                    number += 1;
                    disposal(&station, number)
                },
                |new| station.record(new).unwrap(),
                BatchSize::PerIteration,
            );
        });
        c.bench_function(&format!("open, {kind}"), |b| b.iter(open));
    }
}

/// The tail that a person waits for: a mean hides it.
fn append_tail(_: &mut Criterion) {
    let home = tempfile::tempdir().unwrap();
    let station = Station::open(home.path()).unwrap();
    let mut times: Vec<f64> = (0..APPENDS)
        .map(|number| {
            let new = disposal(&station, number);
            let begun = Instant::now();
            station.record(new).unwrap();
            begun.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "{APPENDS} durable appends: median {:.2} ms, p99 {:.2} ms, worst {:.2} ms",
        times[APPENDS / 2],
        times[APPENDS * 99 / 100],
        times[APPENDS - 1]
    );
}

/// Filled in memory where the system has such a folder: only reading is measured.
fn filled() -> (tempfile::TempDir, Station) {
    let memory = Path::new("/dev/shm");
    let home = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    }
    .unwrap();
    let station = Station::open(home.path()).unwrap();
    for number in 0..ROWS as usize {
        station.record(disposal(&station, number)).unwrap();
    }
    (home, station)
}

fn read(c: &mut Criterion) {
    let (_home, station) = filled();
    let all = LogFilter {
        limit: Some(100),
        ..LogFilter::default()
    };
    let filters = [
        ("first page of 100,000", all.clone()),
        (
            "first page, unidentified",
            LogFilter {
                outcome: Some(Outcome::Unidentified),
                ..all.clone()
            },
        ),
        (
            "first page, text found nowhere",
            LogFilter {
                text: Some("no such drug".into()),
                ..all.clone()
            },
        ),
        (
            "last page",
            LogFilter {
                before: Some(100),
                ..all
            },
        ),
    ];
    for (name, filter) in filters {
        c.bench_function(name, |b| b.iter(|| station.log(&filter).unwrap()));
    }
    let mut group = c.benchmark_group("whole ledger");
    group.sample_size(10).throughput(Throughput::Elements(ROWS));
    group.bench_function("export 100,000 rows", |b| {
        b.iter(|| {
            station
                .export_csv(&LogFilter::default(), io::sink())
                .unwrap();
        });
    });
    group.bench_function("verify 100,000 rows", |b| {
        b.iter(|| station.verify().unwrap());
    });
}

criterion_group!(benches, append, append_tail, read);
criterion_main!(benches);
