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
pub mod sealed_box;
pub mod staff;
pub mod suggestion;
pub mod symbols;
pub mod trays;
pub mod unchecked;

use std::env;
use std::fmt::Display;
use std::path::{Path, PathBuf};

fn data_folder() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    env::var_os("TAKEBACK_DATA").map_or(beside, PathBuf::from)
}

/// The data folder: `TAKEBACK_DATA`, or `../shared/data` beside the source tree; none as of [`needed`].
pub fn data_dir() -> Option<PathBuf> {
    data("rximage").map(|_| data_folder())
}

/// What is at this place of the data folder; none as of [`needed`].
pub fn data(place: &str) -> Option<PathBuf> {
    let path = data_folder().join(place);
    present(&path).then_some(path)
}

/// Whether a file or folder a test needs is there; if not, as of [`needed`].
pub fn present(path: &Path) -> bool {
    needed(
        path.exists(),
        format_args!("there is no {}", path.display()),
    )
}

/// Whether what a test needs is there. If not, a developer is told why the test is skipped, and a CI machine fails.
pub fn needed(there: bool, lack: impl Display) -> bool {
    assert!(there || env::var_os("CI").is_none(), "needed here: {lack}");
    if !there {
        eprintln!("skipped: {lack}");
    }
    there
}
