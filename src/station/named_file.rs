//! Files whose place a person names: exports, reports, the calibration card, pictures.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Component, Path, PathBuf, absolute};

use super::{Station, StationError};
use crate::files::write_whole;
use crate::report::ReportError;

/// The folder of the home folder in which such files may lie.
const EXPORTS: &str = "exports";

impl Station {
    /// Where such files go unless a person says otherwise.
    pub fn exports(&self) -> PathBuf {
        self.home().join(EXPORTS)
    }

    /// [`write_named`] beside this station.
    pub fn write_named<R, E: From<StationError>>(
        &self,
        path: &Path,
        write: impl FnOnce(&mut BufWriter<File>) -> Result<R, E>,
    ) -> Result<R, E> {
        write_named(self.home(), path, write)
    }

    /// Whether it lies among the station's exports.
    pub fn is_export(&self, path: &Path) -> bool {
        lies_in(path, &self.exports())
    }
}

/// [`write_whole`] for a file that a person named, which must not take the place of the record or of
/// anything else that the station at `home` keeps, nor of a device or a pipe. A link is followed.
pub fn write_named<R, E: From<StationError>>(
    home: &Path,
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<R, E>,
) -> Result<R, E> {
    let path = &end_of(path)?;
    let exports = home.join(EXPORTS);
    if lies_in(path, home) && !lies_in(path, &exports) {
        return Err(StationError::OwnFolder(exports).into());
    }
    let file_error = |error| StationError::from(ReportError::File(error)).into();
    write_whole(path, file_error, write)
}

/// Where `path` leads: itself, or the file that it is a link to.
fn end_of(path: &Path) -> Result<PathBuf, StationError> {
    let odd = || StationError::NoFile(path.to_owned());
    match fs::symlink_metadata(path) {
        Ok(_) if path.is_file() => path.canonicalize().map_err(|_| odd()),
        Ok(_) => Err(odd()),
        // It is made, or the disk says why not.
        Err(_) => Ok(path.to_owned()),
    }
}

fn lies_in(path: &Path, folder: &Path) -> bool {
    folder_of(path).starts_with(settled(folder))
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
