//! What identification costs, on the real models: the classifier's raw run, the same through the
//! checked seam, the whole picture evidence, and the imprint.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test or bench that cannot set itself up has nothing to say"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use ndarray::Array4;
use takeback::catalog::Catalog;
use takeback::hazard::Rules;
use takeback::identify::{Identifier, Matcher, Side};
use takeback::runtime::{Manifest, Model, OnnxModel, Runtime, Tensor, models_dir};
use takeback::vision::Photo;

fn photograph() -> PathBuf {
    let data = std::env::var_os("TAKEBACK_DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    data.join("consumer_dev/images/epillid_dc224_crop_100.jpg")
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
            b.iter(|| {
                model.run(Tensor::U8(
                    Array4::from_elem((1, side, side, 3), 90).into_dyn(),
                ))
            });
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
