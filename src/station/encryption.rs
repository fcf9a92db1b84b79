//! Encrypting the record at rest, and what opens it.

use std::path::{Path, PathBuf};

use super::{Settings, Station, StationError, home::WindowLock};
use crate::{
    ledger::{self, Encryption, Entry, Event, Opener, Verification, is_encrypted},
    people::{Action, Secret},
};

/// Names the key file, before the settings do.
const KEY_FILE: &str = "TAKEBACK_KEY_FILE";

/// Permitted, and ready to be carried out: how the record is to lie on the disk.
pub struct Rewriting {
    entry: Entry,
    to: Option<Opener>,
}

impl Station {
    /// Whether the record is encrypted on the disk.
    pub fn is_encrypted(&self) -> Result<bool, StationError> {
        Ok(is_encrypted(self.ledger.database())?)
    }

    /// That the record is encrypted from now on with what `to` says, or no longer with none.
    ///
    /// An error where whoever is signed in may not say so, where the record is so already, or where
    /// the passphrase is easy to guess.
    pub fn permit_rewriting(&self, to: Option<Opener>) -> Result<Rewriting, StationError> {
        let by = self.permit(Action::Encrypt)?;
        match (&to, self.is_encrypted()?) {
            (Some(_), true) => return Err(StationError::AlreadyEncrypted),
            (None, false) => return Err(StationError::NotEncrypted),
            _ => {}
        }
        if let Some(Opener::Passphrase(typed)) = &to {
            if typed.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(StationError::PinForRecord);
            }
            Secret::new(typed.as_str()).check_strength("takeback")?;
        }
        let event = Event::Encryption(Encryption {
            opened_by: to.as_ref().map(|opener| opener.means().to_owned()),
        });
        Ok(Rewriting {
            entry: by.entry(self.clock.now(), event),
            to,
        })
    }

    /// Carries it out, and so closes the station: see [`ledger::rewrite`].
    pub fn rewrite(self, rewriting: Rewriting) -> Result<Verification, StationError> {
        let Self {
            home,
            opener,
            ledger,
            ..
        } = self;
        drop(ledger);
        let _window = WindowLock::take(&home)?;
        let Rewriting { entry, to } = rewriting;
        Ok(ledger::rewrite(&home, opener.as_ref(), to.as_ref(), entry)?)
    }
}

/// What opens the record in `home`, by the environment or else the settings; none where neither names
/// a key file.
pub fn named_opener(home: &Path) -> Result<Option<Opener>, StationError> {
    super::home::make(home)?;
    let path = match std::env::var_os(KEY_FILE).filter(|path| !path.is_empty()) {
        Some(path) => Some(PathBuf::from(path)),
        None => Settings::load_or_create(&home.join("settings.toml"))?.key_file,
    };
    Ok(path.map(Opener::KeyFile))
}
