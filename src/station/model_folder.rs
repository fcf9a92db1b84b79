//! What lies in `models` at home, and which of it is in use.
//!
//! Installed releases lie there, each in a folder named by its hash. The file `current` names the one in use
//! and the one before; it is replaced in one step, so there is always a whole model. Without it the model
//! shipped with the program is used. What ends in `.part` is on its way to where it belongs.

use std::{
    fs::{self, File},
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use super::{
    Lapse, ModelUpdateError, Permitted, Station, StationError, home::locked, keeping::at,
    model_release::first_damaged,
};
use crate::{
    files::write_whole,
    identify::IdentifyError,
    ledger::{Event, EventKind, ModelRecord},
    runtime::{ManifestError, models_dir},
};

pub(super) const MODELS: &str = "models";
const CURRENT: &str = "current";
const LOCK: &str = "change.lock";
/// How `current` names the model shipped with the program.
pub(super) const SHIPPED: &str = "shipped";

/// Held by the one program that changes which model is used; given back when it is dropped.
pub(super) struct ModelsLock {
    folder: PathBuf,
    _file: File,
}

impl ModelsLock {
    /// An error where another program holds it.
    pub fn take(home: &Path) -> Result<Self, StationError> {
        let folder = home.join(MODELS);
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        let file = locked(&folder.join(LOCK))?.ok_or(ModelUpdateError::Busy)?;
        Ok(Self {
            folder,
            _file: file,
        })
    }

    /// Removes what a kill left half-written: it takes room, and nothing else ever would.
    pub fn clear_parts(&self) -> Result<(), StationError> {
        for entry in fs::read_dir(&self.folder).map_err(at(&self.folder))? {
            let path = entry.map_err(at(&self.folder))?.path();
            if path.extension().is_none_or(|ending| ending != "part") {
                continue;
            }
            let removed = if path.is_dir() {
                fs::remove_dir_all(&path)
            } else {
                fs::remove_file(&path)
            };
            removed.map_err(at(&path))?;
        }
        Ok(())
    }
}

/// Has the folder `part` take the name `place`. What had it goes after that, and has it again where that fails.
pub(super) fn take_place(part: &Path, place: &Path) -> Result<(), StationError> {
    let old = place.with_added_extension("old.part");
    let had = place.exists();
    if had {
        fs::rename(place, &old).map_err(at(place))?;
    }
    if let Err(error) = fs::rename(part, place) {
        if had {
            let _ = fs::rename(&old, place); // the first error is the one that tells what happened
        }
        return Err(at(place)(error));
    }
    if had {
        let _ = fs::remove_dir_all(&old); // the next install removes what is left of it
    }
    Ok(())
}

impl Station {
    /// Where the models lie.
    ///
    /// An error where it is not known which are in use: others would give other answers.
    pub fn models_dir(&self) -> Result<PathBuf, StationError> {
        if let Some(named) = &self.settings.models {
            return Ok(named.clone());
        }
        let installed = self.installed()?.filter(|folder| folder.is_dir());
        Ok(installed.unwrap_or_else(models_dir))
    }

    /// What to say where the models of [`Station::models_dir`] could not be opened: that an installed release is
    /// damaged, or that settings.toml names no model, if that is so; `error` knows nothing of either.
    pub(super) fn not_opened(&self, error: IdentifyError) -> StationError {
        match (&self.settings.models, error) {
            (Some(folder), IdentifyError::Manifest(ManifestError::Missing { source, .. })) => {
                let folder = folder.clone();
                ModelUpdateError::NotAsNamed { folder, source }.into()
            }
            (Some(_), error) => error.into(),
            (None, error) => match self.damaged() {
                Some(file) => ModelUpdateError::Damaged(file).into(),
                None => error.into(),
            },
        }
    }

    /// The first file of the installed model that is not as it was signed.
    fn damaged(&self) -> Option<PathBuf> {
        let release = self.in_use().ok()??;
        let folder = self.release_folder(&release);
        first_damaged(&folder, &release).filter(|_| folder.is_dir())
    }

    /// The installed model, where it is not in its folder any more; the shipped one is used then.
    ///
    /// Nothing where settings.toml names its own, or `current` cannot be read: no pill is identified then.
    pub fn missing_model(&self) -> Option<Lapse> {
        if self.settings.models.is_some() {
            return None;
        }
        let folder = self.installed().ok()??;
        (!folder.is_dir()).then_some(Lapse::ModelGone { folder })
    }

    /// Where the record names another model than `current` does: after a restore on a new disk, or a kill
    /// between the change of the one and of the other.
    ///
    /// Nothing where settings.toml names its own, or `current` cannot be read: no pill is identified then.
    pub fn other_model(&self) -> Result<Option<Lapse>, StationError> {
        if self.settings.models.is_some() {
            return Ok(None);
        }
        let Ok(used) = self.in_use() else {
            return Ok(None);
        };
        let recorded = self.model_on_record()?;
        Ok((used != recorded).then_some(Lapse::Model { recorded, used }))
    }

    /// The release in use by the record; none: the model shipped with the program.
    pub(super) fn model_on_record(&self) -> Result<Option<String>, StationError> {
        let contents = self.ledger.contents(&[EventKind::Model])?.into_iter().rev();
        let mut changes = contents.filter_map(|content| match content.event {
            Event::Model(ModelRecord::Installed { release, .. }) => Some(Some(release)),
            Event::Model(ModelRecord::RolledBack { release, .. }) => Some(release),
            _ => None,
        });
        Ok(changes.next().flatten())
    }

    /// Where a release lies once it is installed.
    pub(super) fn release_folder(&self, release: &str) -> PathBuf {
        self.home.join(MODELS).join(release)
    }

    /// Where the installed model lies; none where the shipped one is used.
    fn installed(&self) -> Result<Option<PathBuf>, StationError> {
        Ok(self.in_use()?.map(|release| self.release_folder(&release)))
    }

    /// The release in use; none: the model shipped with the program.
    fn in_use(&self) -> Result<Option<String>, StationError> {
        let current = self.pointer()?.map(|[current, _]| current);
        Ok(current.filter(|current| current != SHIPPED))
    }

    /// The release in use and the one before; none where none was ever installed.
    pub(super) fn pointer(&self) -> Result<Option<[String; 2]>, StationError> {
        let path = self.pointer_path();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(at(&path)(error)),
        };
        let mut lines = text.lines().map(str::to_owned);
        match (lines.next(), lines.next()) {
            (Some(current), Some(before)) => Ok(Some([current, before])),
            _ => Err(ModelUpdateError::NotSaid(path).into()),
        }
    }

    fn pointer_path(&self) -> PathBuf {
        self.home.join(MODELS).join(CURRENT)
    }

    /// Has `current` used from the next start on, with `before` to go back to. Whoever calls holds the [`ModelsLock`].
    pub(super) fn point(&self, current: &str, before: &str) -> Result<(), StationError> {
        let path = self.pointer_path();
        let error = |source| StationError::File {
            path: path.clone(),
            source,
        };
        write_whole(&path, error, |file| {
            writeln!(file, "{current}\n{before}").map_err(error)
        })
    }

    /// Has `current` used from the next start on, with `before` to go back to, as `record` states of what
    /// `by` did. Whoever calls holds the [`ModelsLock`].
    ///
    /// What cannot be recorded is taken back. A program that ends in between leaves a change that is not recorded,
    /// which [`Station::other_model`] tells, and never a record of what was not done.
    pub(super) fn change_to(
        &self,
        by: &Permitted,
        current: &str,
        before: &str,
        record: ModelRecord,
    ) -> Result<(), StationError> {
        let known = self.pointer()?;
        self.point(current, before)?;
        let event = Event::Model(record);
        let Err(error) = self.ledger.append(by.entry(self.now(), event)) else {
            return Ok(());
        };
        if let Some([current, before]) = known {
            self.point(&current, &before)?;
        } else {
            let path = self.pointer_path();
            fs::remove_file(&path).map_err(at(&path))?;
        }
        Err(error.into())
    }
}
