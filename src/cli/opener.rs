//! What opens an encrypted record, from whoever starts a command: a key file, or a passphrase that is
//! asked for.

use std::path::Path;

use super::secret;
use crate::ledger::{CHAIN_KEY, DATABASE, LedgerError, Opener, is_encrypted};
use crate::station::{Clock, Station, StationError, named_opener};

const PASSPHRASE: &str = "TAKEBACK_PASSPHRASE";

/// The key file that is named on the command line, in the environment or in the settings.
pub fn named(home: &Path, key_file: Option<&Path>) -> Result<Option<Opener>, StationError> {
    match key_file {
        Some(path) => Ok(Some(Opener::KeyFile(path.to_owned()))),
        None => named_opener(home),
    }
}

/// Opens the station in `home`, asking for the passphrase where nothing else opens it.
pub fn open(home: &Path, key_file: Option<&Path>) -> anyhow::Result<Station> {
    match Station::open_with(home, Clock::System, named(home, key_file)?) {
        Err(StationError::Ledger(LedgerError::Locked { .. })) => {
            Ok(Station::open_with(home, Clock::System, Some(asked()?))?)
        }
        opened => Ok(opened?),
    }
}

/// Whether a record was begun in `home`, whatever is left of it; what cannot be looked at is told by whoever opens it.
pub fn has_record(home: &Path) -> bool {
    let mut files = [DATABASE, CHAIN_KEY].into_iter();
    files.any(|name| home.join(name).try_exists().unwrap_or(true))
}

/// Whether the record in a home folder or a backup is encrypted.
pub fn holds_encrypted(folder: &Path) -> Result<bool, StationError> {
    Ok(is_encrypted(&folder.join(DATABASE))?)
}

/// What opens the copy `database`; none where it is not encrypted.
pub fn of_copy(database: &Path, key_file: Option<&Path>) -> anyhow::Result<Option<Opener>> {
    if !is_encrypted(database).map_err(StationError::from)? {
        return Ok(None);
    }
    match key_file {
        Some(path) => Ok(Some(Opener::KeyFile(path.to_owned()))),
        None => asked().map(Some),
    }
}

/// What opens the backup in the folder `from`, which may lie under the key of the record at `home`.
pub fn of_backup(
    from: &Path,
    home: &Path,
    key_file: Option<&Path>,
) -> anyhow::Result<Option<Opener>> {
    if !holds_encrypted(from)? {
        return Ok(None);
    }
    match named(home, key_file)? {
        Some(named) => Ok(Some(named)),
        None => asked().map(Some),
    }
}

/// The passphrase of an encrypted record.
fn asked() -> anyhow::Result<Opener> {
    let typed = secret::typed(None, PASSPHRASE, "--key-file", "Passphrase of the record: ")?;
    Ok(Opener::Passphrase(typed))
}

/// A new passphrase.
pub fn chosen() -> anyhow::Result<Opener> {
    let question = "New passphrase of the record (12 characters or more): ";
    let chosen = secret::chosen(None, PASSPHRASE, "--key-file", question)?;
    Ok(Opener::Passphrase(chosen))
}
