//! Files whose place a person names: exports, reports, the calibration card.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Component, Path, PathBuf, absolute};

use super::{Station, StationError};
use crate::ledger::write_whole;
use crate::report::ReportError;

/// The folder of the home folder in which such files may lie.
const EXPORTS: &str = "exports";

impl Station {
    /// Where such files go unless a person says otherwise.
    pub fn exports(&self) -> PathBuf {
        self.home().join(EXPORTS)
    }

    /// [`write_whole`] for a file that a person named, which must not take the place of the record or of
    /// anything else that the station keeps.
    pub fn write_named<R, E: From<StationError>>(
        &self,
        path: &Path,
        write: impl FnOnce(&mut BufWriter<File>) -> Result<R, E>,
    ) -> Result<R, E> {
        let folder = folder_of(path);
        if folder.starts_with(settled(self.home())) && !self.is_export(path) {
            return Err(StationError::OwnFolder(self.exports()).into());
        }
        let file_error = |error| StationError::from(ReportError::File(error)).into();
        write_whole(path, file_error, write)
    }

    /// Whether it lies among the station's exports.
    pub fn is_export(&self, path: &Path) -> bool {
        folder_of(path).starts_with(settled(&self.exports()))
    }
}

fn folder_of(path: &Path) -> PathBuf {
    let path = absolute(path).unwrap_or_else(|_| path.to_owned());
    settled(path.parent().unwrap_or(&path))
}

/// `folder` as the system knows it, as far as it is there; what is missing yet as it will be made.
fn settled(folder: &Path) -> PathBuf {
    let there = folder
        .ancestors()
        .find_map(|part| Some((part.canonicalize().ok()?, folder.strip_prefix(part).ok()?)));
    let Some((mut settled, missing)) = there else {
        return folder.to_owned();
    };
    for part in missing.components() {
        match part {
            Component::ParentDir => drop(settled.pop()),
            Component::CurDir => {}
            part => settled.push(part),
        }
    }
    settled
}
