//! Copies of files that backups and restores make: whole, and on the disk, before they have their names.

use std::{
    fs::{self, File},
    io::{self, ErrorKind},
    path::Path,
};

use super::{StationError, keeping::at, photos::is_part};
use crate::{
    files::{make_folders, rename_synced},
    ledger::LongWork,
};

/// Copies every file below `from` to its place below `to`, over what is there, if `comes` says so of the two paths;
/// nothing where there is no `from`. Each is whole at `near`, on the same disk as `to`, before it is moved there: backups
/// share photographs.
pub(super) fn copy_below(
    from: &Path,
    to: &Path,
    near: &Path,
    comes: &mut dyn FnMut(&Path, &Path) -> Result<bool, StationError>,
) -> Result<(), StationError> {
    if !from.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(from).map_err(at(from))? {
        let path = entry.map_err(at(from))?.path();
        let Some(name) = path.file_name() else {
            continue;
        };
        let target = to.join(name);
        if path.is_dir() {
            copy_below(&path, &target, near, comes)?;
        } else if !is_part(&path) {
            LongWork::go_on()?;
            if comes(&path, &target)? {
                make_folders(to).map_err(at(to))?;
                copy_whole(&path, &target, near)?;
            }
        }
    }
    Ok(())
}

pub(super) fn copy_if_there(from: &Path, to: &Path) -> Result<(), StationError> {
    if from.exists() {
        copy_synced(from, to)?;
    }
    Ok(())
}

/// Copies a file, which is whole at `near`, on the same disk as `to`, before it has its name there.
fn copy_whole(from: &Path, to: &Path, near: &Path) -> Result<(), StationError> {
    copy_synced(from, near)?;
    rename_synced(near, to).map_err(at(to))
}

/// Copies what a file holds and not who may write it: from a medium that is only read, nobody might. An error that
/// only writing gives names `to`.
pub(super) fn copy_synced(from: &Path, to: &Path) -> Result<(), StationError> {
    let mut source = File::open(from).map_err(at(from))?;
    let mut copy = File::create(to).map_err(at(to))?;
    io::copy(&mut source, &mut copy).map_err(|error| {
        let of_writing = matches!(
            error.kind(),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::ReadOnlyFilesystem
        );
        at(if of_writing { to } else { from })(error)
    })?;
    copy.sync_all().map_err(at(to))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_not_told_as_the_one_that_was_read() {
        let outside = tempfile::tempdir().unwrap();
        let from = outside.path().join("photograph");
        fs::write(&from, "a photograph").unwrap();
        let full = Path::new("/dev/full");
        let error = copy_synced(&from, full).unwrap_err();
        let names_it = matches!(&error, StationError::File { path, .. } if path == full);
        assert!(names_it, "{error}");
    }
}
