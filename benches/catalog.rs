//! Catalogue: load from the embedded table, search by name and by attributes.
#![expect(
    clippy::panic,
    reason = "a bench without its tables has nothing to measure"
)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use takeback::catalog::{Catalog, Query};
use takeback::hazard::Rules;

fn catalog(criterion: &mut Criterion) {
    let (Ok(catalog), Ok(rules)) = (Catalog::builtin(), Rules::builtin()) else {
        panic!("the committed tables load");
    };
    criterion.bench_function("catalog/load", |b| b.iter(Catalog::builtin));
    criterion.bench_function("catalog/search name", |b| {
        b.iter(|| catalog.search_name(black_box("oxycodone 5 mg"), 20).len());
    });
    criterion.bench_function("catalog/did you mean", |b| {
        b.iter(|| catalog.did_you_mean(black_box("oxicodone"), 5).len());
    });
    let query = Query {
        imprint: Some("93 7248".to_owned()),
        colors: vec!["WHITE".to_owned()],
        shape: Some("ROUND".to_owned()),
        ..Query::default()
    };
    criterion.bench_function("catalog/search attributes", |b| {
        b.iter(|| catalog.search(black_box(&query)).exact.len());
    });
    let imprint = Query {
        imprint: Some("S10B".to_owned()),
        ..Query::default()
    };
    criterion.bench_function("catalog/search imprint alone", |b| {
        b.iter(|| catalog.search(black_box(&imprint)).variants.len());
    });
    criterion.bench_function("hazard/load rules", |b| b.iter(Rules::builtin));
    criterion.bench_function("hazard/assess one product", |b| {
        b.iter(|| {
            catalog
                .products()
                .first()
                .map(|product| rules.assess(black_box(product)))
        });
    });
}

criterion_group!(benches, catalog);
criterion_main!(benches);
