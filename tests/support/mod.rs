//! What several tests set up in the same way, and where the real photographs lie that some look at.

#[cfg(target_os = "linux")]
pub mod bench;
pub mod card;
pub mod colleagues;
pub mod desk;
pub mod drawn;
pub mod earlier;
pub mod hand;
pub mod item;
pub mod laid;
pub mod locator;
pub mod model;
pub mod morning;
pub mod output;
pub mod product;
pub mod program;
pub mod release;
pub mod report;
pub mod staff;
pub mod suggestion;
pub mod symbols;
pub mod trays;

use std::env;
use std::path::{Path, PathBuf};

/// The data folder: `TAKEBACK_DATA`, or `../shared/data` beside the source tree. `None` after saying
/// why the test is skipped; on a CI machine its absence is a failure.
pub fn data_dir() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let dir = env::var_os("TAKEBACK_DATA").map_or(beside, PathBuf::from);
    present(&dir.join("rximage")).then_some(dir)
}

/// Whether a file or folder a test needs is there; says so when it is not.
pub fn present(path: &Path) -> bool {
    let there = path.exists();
    assert!(
        there || env::var("CI").as_deref() != Ok("true"),
        "{} is needed on a CI machine",
        path.display()
    );
    if !there {
        eprintln!("skipped: there is no {}", path.display());
    }
    there
}
