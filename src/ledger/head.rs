//! How far the ledger reached, written down outside the database.
//!
//! A hash chain cannot notice that its last rows are gone. The head file can: it states, under
//! the ledger's key, the newest record and its hash. It is written after the record is committed,
//! so a crash in between leaves it behind, never ahead of the ledger.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use super::{
    LedgerError,
    chain::{BEFORE_FIRST, ChainKey, Hash, unhex},
    error::at,
};

/// `seq hash mac-of-both` and a line feed. The width is fixed so that a line is replaced in place.
const LINE: usize = 20 + 1 + 64 + 1 + 64 + 1;

/// A place in the chain: a record and its hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Tip {
    pub seq: i64,
    pub hash: Hash,
}

impl Tip {
    /// The tip of a ledger without records.
    pub const EMPTY: Self = Self {
        seq: 0,
        hash: BEFORE_FIRST,
    };
}

/// The file that holds the head: the same line twice, written one after the other, so that a torn write
/// spoils only one.
pub(super) struct Head {
    path: PathBuf,
    file: File,
}

impl Head {
    /// Opens the file, making an empty one where there is none.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Self {
            path: path.to_owned(),
            file: options.open(path).map_err(at(path))?,
        })
    }

    /// What the file at `path` states under `key`, without writing there.
    pub fn read_at(path: &Path, key: &ChainKey) -> Result<Option<Tip>, LedgerError> {
        match File::open(path) {
            Ok(file) => Self {
                path: path.to_owned(),
                file,
            }
            .read(key),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(at(path)(error)),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Keeps other programs out while `work` runs.
    pub fn locked<T>(
        &self,
        work: impl FnOnce() -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        self.file.lock().map_err(at(&self.path))?;
        let result = work();
        self.file.unlock().map_err(at(&self.path))?;
        result
    }

    /// The newest tip that the file states under `key`; none where it states none.
    pub fn read(&self, key: &ChainKey) -> Result<Option<Tip>, LedgerError> {
        let mut bytes = Vec::with_capacity(2 * LINE);
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0))
            .and_then(|_| file.take(2 * LINE as u64).read_to_end(&mut bytes))
            .map_err(at(&self.path))?;
        Ok(bytes
            .chunks(LINE)
            .filter_map(|line| parse(line, key))
            .max_by_key(|tip| tip.seq))
    }

    /// States `tip`, unless the file already states a later one.
    ///
    /// Left to the system to bring to the disk: the record itself is there already, and a second
    /// wait for the disk would double the time of every append.
    pub fn advance(&self, tip: Tip, key: &ChainKey) -> Result<(), LedgerError> {
        self.locked(|| match self.read(key)? {
            Some(stated) if stated.seq >= tip.seq => Ok(()),
            _ => self.write(tip, key).map_err(at(&self.path)),
        })
    }

    /// States `tip` and waits until that is on the disk. The caller holds the lock.
    pub fn state(&self, tip: Tip, key: &ChainKey) -> Result<(), LedgerError> {
        self.write(tip, key)
            .and_then(|()| self.file.sync_data())
            .map_err(at(&self.path))
    }

    fn write(&self, tip: Tip, key: &ChainKey) -> io::Result<()> {
        let seal = key.head(tip.seq, &tip.hash);
        let line = format!(
            "{:020} {} {}\n",
            tip.seq,
            hex::encode(tip.hash),
            hex::encode(seal)
        );
        let mut file = &self.file;
        // Both: over a line that states the record before, the newest could be cut off and this one blanked.
        for place in [0, LINE as u64] {
            file.seek(SeekFrom::Start(place))?;
            file.write_all(line.as_bytes())?;
        }
        Ok(())
    }
}

fn parse(line: &[u8], key: &ChainKey) -> Option<Tip> {
    let mut fields = std::str::from_utf8(line).ok()?.split_whitespace();
    let tip = Tip {
        seq: fields.next()?.parse().ok()?,
        hash: unhex(fields.next()?)?,
    };
    let seal = unhex(fields.next()?)?;
    key.is_head(tip.seq, &tip.hash, &seal).then_some(tip)
}
