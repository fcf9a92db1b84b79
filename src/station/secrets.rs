//! Copies of the keys: from home to where they are locked away, and back.

use std::{fs, io::Write, path::Path};

use zeroize::Zeroizing;

use super::{
    Station, StationError,
    keeping::{NEAR, at},
};
use crate::{
    files::{create_private, make_folders, rename_synced},
    ledger::{CHAIN_KEY, SIGNING_KEY},
};

impl Station {
    /// Copies the keys to the folder `to`, which should lie where no backup does: both, unless the one that
    /// signs is missing here.
    pub fn copy_keys(&self, to: &Path) -> Result<(), StationError> {
        make_folders(to).map_err(at(to))?;
        copy_secrets(&self.home, to)
    }
}

/// An error where the folder `to` holds another key than `from`: none is ever overwritten.
pub(super) fn check_secrets(from: &Path, to: &Path) -> Result<(), StationError> {
    let read = |path: &Path| fs::read(path).map(Zeroizing::new).map_err(at(path));
    for name in [CHAIN_KEY, SIGNING_KEY] {
        let (from, to) = (from.join(name), to.join(name));
        if from.exists() && to.exists() && *read(&from)? != *read(&to)? {
            return Err(StationError::OtherKey(to));
        }
    }
    Ok(())
}

/// Copies the keys from one folder to the other. The one that signs may be lost for good; the record goes on
/// without.
pub(super) fn copy_secrets(from: &Path, to: &Path) -> Result<(), StationError> {
    check_secrets(from, to)?;
    for name in [CHAIN_KEY, SIGNING_KEY] {
        let (from, target) = (from.join(name), to.join(name));
        if target.exists() || (name == SIGNING_KEY && !from.exists()) {
            continue;
        }
        // Whole before it has its name: half a key would be another one, which nothing overwrites.
        let near = to.join(format!("{name}.{NEAR}"));
        let copied = copy_secret(&from, &near)
            .and_then(|()| rename_synced(&near, &target).map_err(at(&target)));
        if copied.is_err() {
            let _ = fs::remove_file(&near); // the first error is the one that tells what happened
        }
        copied?;
    }
    Ok(())
}

/// Copies one key, for its owner alone wherever it came from: a stick says that everybody may read what it holds.
fn copy_secret(from: &Path, to: &Path) -> Result<(), StationError> {
    let secret = fs::read(from).map(Zeroizing::new).map_err(at(from))?;
    let _ = fs::remove_file(to); // what a crash left there keeps its own permissions; else there is none
    let mut file = create_private(to).map_err(at(to))?;
    file.write_all(&secret)
        .and_then(|()| file.sync_all())
        .map_err(at(to))
}
