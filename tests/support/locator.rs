//! The locator that ships, for tests on real photographs.

use std::path::Path;
use std::sync::Arc;

use takeback::runtime::{OnnxModel, Runtime};
use takeback::vision::Locator;

/// The locator; `None` after saying why the test is skipped.
pub fn shipped() -> Option<Locator> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/pill-locator.onnx");
    if !crate::support::present(&path) {
        return None;
    }
    let runtime = Runtime::start(None).expect("ONNX Runtime; `make setup` fetches it");
    let model = OnnxModel::open(&runtime, &path, None, 1).expect("the shipped locator opens");
    Some(Locator::new(Arc::new(model)))
}
