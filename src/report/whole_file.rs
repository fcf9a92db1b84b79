//! Files that are there whole or not at all.

use std::{
    fs::{self, File},
    io::{self, BufWriter},
    path::{Path, PathBuf},
};

use super::ReportError;

/// Writes beside `path` first and moves it there when it is whole, so that nobody ever finds half
/// an export. Makes the folder where it is missing.
pub fn write_whole<R, E: From<ReportError>>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<R, E>,
) -> Result<R, E> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let file = |error: io::Error| E::from(ReportError::File(error));
    let written = (|| {
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            fs::create_dir_all(folder).map_err(file)?;
        }
        let mut out = BufWriter::new(File::create(&part).map_err(file)?);
        let result = write(&mut out)?;
        let whole = out.into_inner().map_err(|error| file(error.into_error()))?;
        whole.sync_all().map_err(file)?;
        fs::rename(&part, path).map_err(file)?;
        Ok(result)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&part); // the first error is the one that tells what happened
    }
    written
}
