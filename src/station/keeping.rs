//! Backups: what keeps the record through a broken disk or a stolen machine.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    Station, StationError,
    copying::{copy_below, copy_if_there},
    photos::is_damaged,
};
use crate::{
    files::{fill_whole, make_folders},
    ledger::{Moment, Verification},
};

pub(super) const HEADS: &str = "heads";
pub(super) const SETTINGS: &str = "settings.toml";
pub(super) const PHOTOS: &str = "photos";
/// A file on its way to where it belongs.
pub(super) const NEAR: &str = "coming";

impl Station {
    /// Copies the record, while it is in use, to a new folder in `to` or else in the
    /// `backup_folder` of the settings, and checks the copy. The keys are not copied.
    ///
    /// Photographs go to `photos` beside it, which all backups there share.
    pub fn back_up(&self, to: Option<&Path>) -> Result<(PathBuf, Verification), StationError> {
        let to = to
            .or(self.settings.backup_folder.as_deref())
            .ok_or(StationError::NoBackupFolder)?;
        let now = self.clock.now();
        let stamp = stamp(&now.to_the_second());
        let (folder, part) = claim(&to.join(format!("{}{stamp}", self.backup_prefix()?)))?;
        let found = fill_whole(&part, &folder, at(&folder), |part| {
            let found = self.back_up_in(part, to, now)?;
            if let Some(finding) = found.finding {
                // It may hold what no other copy does. One is enough: this is tried again and again.
                let kept = to.join(format!("{}not-whole.part", self.backup_prefix()?));
                let _ = fs::remove_dir_all(&kept); // what is in the way still is told by the next line
                fs::rename(part, &kept).map_err(at(&kept))?;
                return Err(StationError::NotBackedUp {
                    path: kept,
                    finding,
                });
            }
            Ok(found)
        })?;
        Ok((folder, found))
    }

    /// A backup in the empty folder `part`; photographs go to `to`.
    fn back_up_in(
        &self,
        part: &Path,
        to: &Path,
        now: Moment,
    ) -> Result<Verification, StationError> {
        let at_home = |name: &str| self.home.join(name);
        let near = part.join(NEAR);
        // Before the record, so that none reaches further than the copy.
        let heads = part.join(HEADS);
        copy_below(&at_home(HEADS), &heads, &near, &mut |_, _| Ok(true))?;
        copy_if_there(&at_home(SETTINGS), &part.join(SETTINGS))?;
        let found = self.ledger.back_up(part, now)?;
        if !found.is_intact() {
            return Ok(found);
        }
        copy_below(&at_home(PHOTOS), &to.join(PHOTOS), &near, &mut goes)?;
        Ok(found)
    }

    /// As [`Station::back_up`] to the folder of the settings, if one is set and has none of today.
    pub fn back_up_if_due(&self) -> Result<Option<PathBuf>, StationError> {
        let Some(to) = &self.settings.backup_folder else {
            return Ok(None);
        };
        let today = format!("{}{}", self.backup_prefix()?, self.clock.now().date());
        let made = fs::read_dir(to)
            .into_iter()
            .flatten()
            .flatten()
            .any(|entry| {
                let path = entry.path();
                path.extension().is_none()
                    && path
                        .file_name()
                        .is_some_and(|name| name.to_string_lossy().starts_with(&today))
            });
        if made {
            return Ok(None);
        }
        self.back_up(None).map(|(path, _)| Some(path))
    }

    /// Several stations may keep their backups in one folder.
    pub(super) fn backup_prefix(&self) -> Result<String, StationError> {
        let ledger = self.ledger.id()?.to_string();
        Ok(format!("takeback-{}-", ledger.replace('-', "")))
    }
}

/// Whether the photograph `ours` goes to `to`, among those that all backups there share: not where one of the same
/// length is there, since to read them all would take each backup too long, and not where it is damaged.
fn goes(ours: &Path, to: &Path) -> Result<bool, StationError> {
    let length = |path: &Path| Some(path.metadata().ok()?.len());
    // One that is gone from here meanwhile, by a purge, stays there.
    if length(to).is_some_and(|there| length(ours).is_none_or(|here| here == there)) {
        return Ok(false);
    }
    let damaged = is_damaged(ours)?;
    if damaged {
        let told = StationError::NotThatPhoto(ours.to_owned());
        tracing::warn!("left out of the backup: {told}");
    }
    Ok(!damaged)
}

/// `2026-11-22T09:30:00-05:00` as part of a file's name: `2026-11-22T093000`.
pub(super) fn stamp(moment: &str) -> String {
    moment.chars().take(19).filter(|c| *c != ':').collect()
}

/// Of several backups or restores in one second each has a folder of its own: `NAMED`, `NAMED-2`, `NAMED-3`.
pub(super) fn numbered(named: &Path, number: u32) -> PathBuf {
    let mut folder = named.as_os_str().to_owned();
    if number > 1 {
        folder.push(format!("-{number}"));
    }
    folder.into()
}

/// A folder named for a second, [`numbered`], and the empty one that becomes it. Whoever makes the latter has the
/// name.
fn claim(named: &Path) -> Result<(PathBuf, PathBuf), StationError> {
    if let Some(to) = named.parent() {
        make_folders(to).map_err(at(to))?;
    }
    let mut number = 1_u32;
    loop {
        let folder = numbered(named, number);
        let part = folder.with_added_extension("part");
        match fs::create_dir(&part) {
            Ok(()) if !folder.exists() => return Ok((folder, part)),
            Ok(()) => fs::remove_dir(&part).map_err(at(&part))?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(at(&part)(error)),
        }
        number += 1;
    }
}

/// Names the file that an input or output error is about.
pub(super) fn at(path: &Path) -> impl Fn(io::Error) -> StationError + Copy {
    move |source| StationError::File {
        path: path.to_owned(),
        source,
    }
}
