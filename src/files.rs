//! Files: the hash that names their bytes, and writing them so that they are there whole or not at all.

use std::{
    fs::{self, File},
    io::{self, BufWriter},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

/// Lower-case hexadecimal SHA-256 of `bytes`.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Writes beside `path` first and moves it there when it is whole and on the disk, so that nobody
/// ever finds half a file. Makes the folder where it is missing; `file_error` names what the disk
/// refused.
pub fn write_whole<R, E>(
    path: &Path,
    file_error: impl Fn(io::Error) -> E,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<R, E>,
) -> Result<R, E> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let written = (|| {
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            fs::create_dir_all(folder).map_err(&file_error)?;
        }
        let mut out = BufWriter::new(File::create(&part).map_err(&file_error)?);
        let result = write(&mut out)?;
        let whole = out
            .into_inner()
            .map_err(|error| file_error(error.into_error()))?;
        whole.sync_all().map_err(&file_error)?;
        fs::rename(&part, path).map_err(&file_error)?;
        Ok(result)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&part); // the first error is the one that tells what happened
    }
    written
}
