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
///
/// What a crash left of an earlier try is written over: for folders in which nobody else keeps files.
pub fn write_whole<R, E>(
    path: &Path,
    file_error: impl Fn(io::Error) -> E,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<R, E>,
) -> Result<R, E> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let begin = || File::create(&part).map(|file| (part.clone(), file));
    write_first(begin, path, file_error, write)
}

/// As [`write_whole`], for a folder in which others keep files too: until it is whole it takes no
/// name that one of theirs has.
pub fn write_whole_among_others<R, E>(
    path: &Path,
    file_error: impl Fn(io::Error) -> E,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<R, E>,
) -> Result<R, E> {
    let begin = || {
        claim_part(path, |part| match File::create_new(part) {
            // A pipe holds nothing that could be lost.
            Err(_) if is_pipe(part) => File::create(part),
            made => made,
        })
    };
    write_first(begin, path, file_error, write)
}

/// Makes a file that nobody but its owner may read; an error where something is there.
pub fn create_private(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes, with `make`, what becomes `path` once it is whole, under the first name beside it that nobody
/// has: `NAMED.part`, `NAMED-2.part`, `NAMED-3.part`. `make` has to fail where something is there.
pub fn claim_part<T>(
    path: &Path,
    make: impl Fn(&Path) -> io::Result<T>,
) -> io::Result<(PathBuf, T)> {
    let named = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut number = 1_u32;
    loop {
        let mut name = named.to_owned();
        if number > 1 {
            name.push(format!("-{number}"));
        }
        name.push(".part");
        let part = path.with_file_name(name);
        match make(&part) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            done => return done.map(|made| (part, made)),
        }
    }
}

/// Whether what lies there is neither a file nor a folder, nor a link to one.
fn is_pipe(path: &Path) -> bool {
    fs::symlink_metadata(path)
        .is_ok_and(|there| !there.is_file() && !there.is_dir() && !there.is_symlink())
}

/// Writes what `begin` makes, and moves it to `path`.
fn write_first<R, E>(
    begin: impl FnOnce() -> io::Result<(PathBuf, File)>,
    path: &Path,
    file_error: impl Fn(io::Error) -> E,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<R, E>,
) -> Result<R, E> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        fs::create_dir_all(folder).map_err(&file_error)?;
    }
    let (part, file) = begin().map_err(&file_error)?;
    let written = (|| {
        let mut out = BufWriter::new(file);
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
