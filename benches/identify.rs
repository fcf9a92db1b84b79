//! What identification costs, on the real models: the classifier's raw run, the same through the
//! checked seam, the whole picture evidence, the imprint, and one photograph from its bytes to its
//! candidates beside the bare runs of the same models.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test or bench that cannot set itself up has nothing to say"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use criterion::{Criterion, criterion_group, criterion_main};
use ndarray::Array4;
use takeback::catalog::Catalog;
use takeback::hazard::Rules;
use takeback::identify::{Identifier, Matcher, Side};
use takeback::runtime::{Manifest, Model, OnnxModel, Runtime, models_dir};
use takeback::vision::Photo;

const RUNS: usize = 101;
/// Side of what the locator looks at, pixels.
const LOOK: usize = 192;

fn photograph() -> PathBuf {
    let data = std::env::var_os("TAKEBACK_DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    data.join("consumer_dev/images/epillid_dc224_crop_100.jpg")
}

/// Median milliseconds of a run.
fn median_ms(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn identify(c: &mut Criterion) {
    let (Ok(runtime), Ok(manifest)) = (Runtime::start(None), Manifest::load(&models_dir())) else {
        println!("skipped: no ONNX Runtime or no models; run `make setup`");
        return;
    };
    let Ok(photo) = Photo::read(&photograph()) else {
        println!("skipped: {} is missing", photograph().display());
        return;
    };
    let file = models_dir().join(&manifest.classifier.file);
    let side = manifest.classifier.input_px as usize;
    for threads in [1, 2] {
        let model = OnnxModel::open(&runtime, &file, None, threads).expect("opens");
        c.bench_function(&format!("classifier alone, {threads} threads"), |b| {
            b.iter(|| model.run(Array4::from_elem((1, side, side, 3), 90).into_dyn()));
        });
    }
    let catalog = Arc::new(Catalog::builtin().expect("catalogue"));
    let rules = Arc::new(Rules::builtin().expect("rules"));
    let identifier =
        Identifier::open(&models_dir(), &runtime, catalog.clone(), rules).expect("opens");
    let pills = identifier.locate(&photo).expect("searched");
    let Some(pill) = pills.first() else { return };
    let sides = [Side {
        photo: &photo,
        pill,
    }];
    c.bench_function("locate", |b| b.iter(|| identifier.locate(&photo)));
    c.bench_function("look at one crop", |b| b.iter(|| identifier.look(&sides)));
    c.bench_function("picture evidence of one crop", |b| {
        b.iter(|| identifier.picture(&sides));
    });
    let evidence = identifier.picture(&sides).expect("looked");
    c.bench_function("decide", |b| b.iter(|| identifier.decide(&evidence)));
    if identifier.has_imprint_reader() {
        c.bench_function("imprint evidence of one crop", |b| {
            b.iter(|| identifier.imprint(evidence.clone(), &sides));
        });
    }
    let locator = OnnxModel::open(
        &runtime,
        &models_dir().join(&manifest.locator.file),
        None,
        1,
    )
    .expect("opens");
    let classifier = OnnxModel::open(&runtime, &file, None, 1).expect("opens");
    let bytes = std::fs::read(photograph()).expect("read");
    let whole = median_ms(|| {
        let photo = Photo::decode(&bytes).expect("decoded");
        for pill in &identifier.locate(&photo).expect("searched") {
            let evidence = identifier.picture(&[Side {
                photo: &photo,
                pill,
            }]);
            drop(identifier.decide(&evidence.expect("looked")));
        }
    });
    let bare = median_ms(|| {
        for (model, side) in [(&locator, LOOK), (&locator, LOOK), (&classifier, side)] {
            let grey = Array4::from_elem((1, side, side, 3), 90_u8);
            model.run(grey.into_dyn()).expect("ran");
        }
    });
    println!(
        "one photograph, bytes to candidates: {whole:.1} ms, {:.2} times the bare runs of its models \
         ({bare:.1} ms)",
        whole / bare
    );
    c.bench_function("prepare all imprints", |b| {
        b.iter(|| Matcher::new(&catalog));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = identify
}
criterion_main!(benches);
