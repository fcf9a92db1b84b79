//! Files whose place a person names: exports, reports, the calibration card, pictures.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Component, Path, PathBuf, absolute};

use directories::BaseDirs;

use super::keeping::{HEADS, PHOTOS};
use super::model_folder::MODELS;
use super::{Station, StationError};
use crate::files::write_whole_among_others;
use crate::report::ReportError;

/// The folder of the home folder in which such files may lie.
const EXPORTS: &str = "exports";
/// The station's own folders there.
const OWN: [&str; 4] = [EXPORTS, HEADS, MODELS, PHOTOS];

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

/// Whether it lies hidden in the home folder of the person, where a login or a shell may run it.
pub(crate) fn is_hidden(path: &Path) -> bool {
    let Some(dirs) = BaseDirs::new() else {
        return false;
    };
    let file = folder_of(path).join(path.file_name().unwrap_or_default());
    let hides = |part: Component| part.as_os_str().as_encoded_bytes().starts_with(b".");
    file.strip_prefix(settled(dirs.home_dir()))
        .is_ok_and(|below| below.components().any(hides))
}

/// [`write_whole_among_others`] for a file that a person named, which must not take the place of the record
/// or of anything else that the station at `home` keeps, nor of a device or a pipe. A link is followed.
pub fn write_named<R, E: From<StationError>>(
    home: &Path,
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<R, E>,
) -> Result<R, E> {
    let path = &end_of(path)?;
    keeps_clear(path, home)?;
    let file_error = |error| StationError::from(ReportError::File(error)).into();
    write_whole_among_others(path, file_error, write)
}

/// An error where `path` lies among what the station at `home` keeps, and not among its exports.
fn keeps_clear(path: &Path, home: &Path) -> Result<(), StationError> {
    let exports = home.join(EXPORTS);
    if lies_in(path, home) && !lies_in(path, &exports) {
        return Err(StationError::OwnFolder(exports));
    }
    Ok(())
}

/// As [`keeps_clear`], of a folder that is not there yet: it takes no place beside the station's own, unless
/// it is called as one of those.
pub(super) fn folder_keeps_clear(folder: &Path, home: &Path) -> Result<(), StationError> {
    let is_own = |name: &OsStr| OWN.iter().any(|own| name == *own);
    let is_beside = folder_of(folder) == settled(home);
    if is_beside && !folder.file_name().is_some_and(is_own) {
        return Ok(());
    }
    keeps_clear(folder, home)
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
