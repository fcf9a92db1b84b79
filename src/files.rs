//! Files: the hash that names their bytes, and writing them, and folders of them, so that they are there whole or
//! not at all, after a power cut too.

use std::{
    fs::{self, DirBuilder, File},
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

/// Makes the folder `folder`, which must not exist, of what `fill` puts into the empty one that it is handed: it
/// appears whole and on the disk, or not at all. `file_error` names what the disk refused.
pub fn make_folder_whole<R, E>(
    folder: &Path,
    file_error: impl Fn(io::Error) -> E,
    fill: impl FnOnce(&Path) -> Result<R, E>,
) -> Result<R, E> {
    make_folders(above(folder)).map_err(&file_error)?;
    let claimed = claim_part(folder, |part| DirBuilder::new().create(part));
    let (part, ()) = claimed.map_err(&file_error)?;
    fill_whole(&part, folder, file_error, fill)
}

/// As [`make_folder_whole`], with `part`, an empty folder beside it that is made already.
pub fn fill_whole<R, E>(
    part: &Path,
    folder: &Path,
    file_error: impl FnOnce(io::Error) -> E,
    fill: impl FnOnce(&Path) -> Result<R, E>,
) -> Result<R, E> {
    let filled = fill(part).and_then(|filled| {
        let moved = sync_below(part).and_then(|()| rename_synced(part, folder));
        moved.map_err(file_error)?;
        Ok(filled)
    });
    if filled.is_err() {
        let _ = fs::remove_dir_all(part); // the first error is the one that tells what happened
    }
    filled
}

/// Makes `folder` and those above it that are missing, and waits until they are on the disk.
pub fn make_folders(folder: &Path) -> io::Result<()> {
    let missing: Vec<_> = folder
        .ancestors()
        .take_while(|each| !each.as_os_str().is_empty() && !each.is_dir())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    missing
        .into_iter()
        .try_for_each(|made| sync_folder(above(made)))
}

/// Moves what lies at `from` to `to`, and waits until that is on the disk.
pub fn rename_synced(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    sync_folder(above(to))
}

/// Waits until what the file at `path` holds is on the disk.
pub fn sync_file(path: &Path) -> io::Result<()> {
    // Windows does that only for those who may write.
    fs::OpenOptions::new().write(true).open(path)?.sync_all()
}

/// Waits until the names in `folder` are on the disk: what was made or moved there may be gone after a power cut
/// until then. Only Unix lets a program ask for it.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    use io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};

    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some file systems of networks cannot, and a folder to drop files in may be for writing alone.
        Err(error) if matches!(error.kind(), InvalidInput | PermissionDenied | Unsupported) => {
            Ok(())
        }
        synced => synced,
    }
}

/// Waits until all that lies in `folder` and below is on the disk.
fn sync_below(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sync_below(&path)?;
        } else {
            sync_file(&path)?;
        }
    }
    sync_folder(folder)
}

/// The folder that `path` lies in.
fn above(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
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
    make_folders(above(path)).map_err(&file_error)?;
    let (part, file) = begin().map_err(&file_error)?;
    let written = (|| {
        let mut out = BufWriter::new(file);
        let result = write(&mut out)?;
        let whole = out
            .into_inner()
            .map_err(|error| file_error(error.into_error()))?;
        whole.sync_all().map_err(&file_error)?;
        rename_synced(&part, path).map_err(&file_error)?;
        Ok(result)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&part); // the first error is the one that tells what happened
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(error: io::Error) -> io::Error {
        error
    }

    fn count(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_folder_is_there_whole_or_not_at_all() {
        let outside = tempfile::tempdir().unwrap();
        let folder = outside.path().join("new/export");
        let made = make_folder_whole(&folder, same, |part| {
            assert!(!folder.exists());
            fs::create_dir(part.join("heads"))?;
            fs::write(part.join("heads/one.txt"), "one")?;
            fs::write(part.join("two.txt"), "two")?;
            Ok(2)
        });
        assert_eq!(made.unwrap(), 2);
        assert_eq!(count(&outside.path().join("new")), 1);
        assert_eq!(fs::read(folder.join("heads/one.txt")).unwrap(), b"one");

        let failed = make_folder_whole::<(), _>(&outside.path().join("new/other"), same, |part| {
            fs::write(part.join("half.txt"), "half")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(count(&outside.path().join("new")), 1);
    }

    #[test]
    fn what_is_in_the_way_keeps_its_place() {
        let outside = tempfile::tempdir().unwrap();
        let file = outside.path().join("file");
        fs::write(&file, "theirs").unwrap();
        for folder in [file.clone(), file.join("below")] {
            assert!(make_folder_whole(&folder, same, |_| Ok(())).is_err());
        }
        assert_eq!(fs::read(&file).unwrap(), b"theirs");
        assert_eq!(count(outside.path()), 1);
    }

    #[test]
    fn a_path_without_a_folder_lies_in_the_one_at_hand() {
        assert_eq!(above(Path::new("log.csv")), Path::new("."));
        assert_eq!(above(Path::new("exports/log.csv")), Path::new("exports"));
        sync_folder(above(Path::new("log.csv"))).unwrap();
    }
}
