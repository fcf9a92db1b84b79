//! What a purge has to do besides its record, written down before that, so that what a crash leaves of it is found.
//! By the record, the photographs could not be told from others that it does not name, such as those of a record that a
//! restore put aside.

use std::{
    collections::BTreeSet,
    fs::{File, OpenOptions, TryLockError},
    io::{Read as _, Seek as _, SeekFrom, Write as _},
    iter,
    path::{Path, PathBuf},
};

use super::{StationError, keeping::at};

/// In the home folder. Whoever purges holds its lock.
const FILE: &str = "purge.lock";

/// The first line, while the database is to be rewritten.
const TRACES: &str = "traces\n";

/// What is left to do of a purge, or nothing.
#[derive(Default)]
pub(super) struct Unfinished {
    /// Whether the free space of the database may hold what was purged.
    pub traces: bool,
    /// The SHA-256 of each photograph that goes with what is purged just now.
    pub photos: BTreeSet<String>,
}

/// [`Unfinished`], a line for each thing.
pub(super) struct PurgeList {
    path: PathBuf,
    file: File,
}

impl PurgeList {
    /// Waits while another program purges.
    pub fn take(home: &Path) -> Result<Self, StationError> {
        let list = Self::open(home)?;
        list.file.lock().map_err(at(&list.path))?;
        Ok(list)
    }

    /// What a purge left that was broken off; none where there was no purge yet, or one is under way.
    pub fn left(home: &Path) -> Result<Option<Self>, StationError> {
        if !home.join(FILE).exists() {
            return Ok(None);
        }
        let list = Self::open(home)?;
        match list.file.try_lock() {
            Ok(()) => Ok(Some(list)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(source)) => Err(at(&list.path)(source)),
        }
    }

    fn open(home: &Path) -> Result<Self, StationError> {
        let path = home.join(FILE);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let file = options.open(&path).map_err(at(&path))?;
        Ok(Self { path, file })
    }

    pub fn read(&self) -> Result<Unfinished, StationError> {
        let mut bytes = Vec::new();
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0))
            .and_then(|_| file.read_to_end(&mut bytes))
            .map_err(at(&self.path))?;
        // Where a crash cut off photographs, what names them was not purged yet.
        let is_hash =
            |line: &&str| line.len() == 64 && line.bytes().all(|byte| byte.is_ascii_hexdigit());
        let text = String::from_utf8_lossy(&bytes);
        Ok(Unfinished {
            traces: text.starts_with(TRACES),
            photos: text.lines().filter(is_hash).map(str::to_owned).collect(),
        })
    }

    /// Waits until it is on the disk.
    pub fn write(&self, left: &Unfinished) -> Result<(), StationError> {
        let first = if left.traces { TRACES } else { "" };
        let hashes = left.photos.iter();
        let hashes = hashes.flat_map(|hash| [hash.as_str(), "\n"]);
        let lines: String = iter::once(first).chain(hashes).collect();
        let mut file = &self.file;
        // The first line of the piece before is still true, and stays whatever ends this.
        file.set_len(first.len() as u64)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| file.write_all(lines.as_bytes()))
            .and_then(|()| file.sync_all())
            .map_err(at(&self.path))
    }
}
