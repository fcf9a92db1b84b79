//! Backups, and putting one back: what keeps the record through a broken disk or a stolen machine.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use super::{Clock, Station, StationError, home, home::WindowLock, photos::is_part};
use crate::ledger::{
    ChainKey, DATABASE, Event, LedgerError, LongWork, Moment, Opener, PUBLIC_KEY, Restored,
    SIGNING_KEY, Site, Verification, ledger_in, verify_backup,
};

const HEAD: &str = "chain.head";
pub(super) const HEADS: &str = "heads";
const CHAIN_KEY: &str = "chain.key";
const SETTINGS: &str = "settings.toml";
pub(super) const PHOTOS: &str = "photos";
/// A file on its way to where it belongs.
const NEAR: &str = "coming";

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
        let made = self.back_up_in(&part, to, now).and_then(|found| {
            if let Some(finding) = found.finding {
                // It may hold what no other copy does. One is enough: this is tried again and again.
                let kept = to.join(format!("{}not-whole.part", self.backup_prefix()?));
                let _ = fs::remove_dir_all(&kept); // what is in the way still is told by the next line
                fs::rename(&part, &kept).map_err(at(&kept))?;
                return Err(StationError::NotBackedUp {
                    path: kept,
                    finding,
                });
            }
            fs::rename(&part, &folder).map_err(at(&folder))?;
            Ok((folder, found))
        });
        if made.is_err() {
            let _ = fs::remove_dir_all(&part); // the first error is the one that tells what happened
        }
        made
    }

    /// A backup in the empty folder `part`; photographs go to `to`.
    fn back_up_in(
        &self,
        part: &Path,
        to: &Path,
        now: Moment,
    ) -> Result<Verification, StationError> {
        let found = self.ledger.back_up(part, now)?;
        if found.finding.is_some() {
            return Ok(found);
        }
        for name in [SETTINGS, PUBLIC_KEY] {
            copy_if_there(&self.home.join(name), &part.join(name))?;
        }
        let near = part.join(NEAR);
        let all = |_: &Path| true;
        copy_new(&self.home.join(HEADS), &part.join(HEADS), &near, &all)?;
        copy_new(&self.home.join(PHOTOS), &to.join(PHOTOS), &near, &all)?;
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

    /// Copies both keys to the folder `to`, which should lie where no backup does.
    pub fn copy_keys(&self, to: &Path) -> Result<(), StationError> {
        fs::create_dir_all(to).map_err(at(to))?;
        for name in [CHAIN_KEY, SIGNING_KEY] {
            copy_secret(&self.home.join(name), &to.join(name))?;
        }
        Ok(())
    }

    /// Several stations may keep their backups in one folder.
    pub(super) fn backup_prefix(&self) -> Result<String, StationError> {
        let ledger = self.ledger.id()?.to_string();
        Ok(format!("takeback-{}-", ledger.replace('-', "")))
    }
}

/// Puts the record in `home` back to the backup in the folder `from`, once that has proved whole.
///
/// What was there is kept in a folder of its own at home, whose name is returned if there was
/// anything. `keys` is the folder that [`Station::copy_keys`] made, for a home without keys. That
/// a backup was put back is itself recorded. `opener` opens a backup that is encrypted; so the record
/// is from then on.
///
/// Of the photographs that several stations may keep beside their backups, those come that should be kept
/// by what the record says: no rule would ever remove the others.
pub fn restore(
    home: &Path,
    from: &Path,
    keys: Option<&Path>,
    clock: Clock,
    opener: Option<Opener>,
) -> Result<(Verification, Option<PathBuf>), StationError> {
    home::make(home)?;
    let _window = WindowLock::take(home)?;
    if let Some(keys) = keys {
        for name in [CHAIN_KEY, SIGNING_KEY] {
            copy_secret(&keys.join(name), &home.join(name))?;
        }
    }
    let key = home.join(CHAIN_KEY);
    if !key.exists() {
        return Err(StationError::Ledger(LedgerError::KeyMissing {
            database: from.join(DATABASE),
            key,
        }));
    }
    let (theirs, ours) = (from.join(DATABASE), home.join(DATABASE));
    if let Some((theirs, of)) = ledger_in(&theirs, opener.as_ref())
        && let Some((ours, here)) = ledger_in(&ours, opener.as_ref())
        && theirs != ours
    {
        return Err(StationError::OtherRecord {
            from: from.to_owned(),
            of: place(&of),
            here: place(&here),
        });
    }
    let found = verify_backup(from, &ChainKey::load(&key)?, opener.as_ref())?;
    if let Some(finding) = found.finding {
        return Err(StationError::BackupNotWhole {
            path: from.to_owned(),
            finding,
        });
    }
    // Brought near first, so that a full disk ends it before anything was replaced.
    let near = |name: &str| home.join(format!("{name}.restored"));
    for name in [DATABASE, HEAD] {
        copy_synced(&from.join(name), &near(name))?;
    }
    let kept = set_aside(home, &clock)?;
    for name in [SETTINGS, PUBLIC_KEY] {
        if !home.join(name).exists() {
            copy_if_there(&from.join(name), &home.join(name))?;
        }
    }
    let all = |_: &Path| true;
    copy_new(&from.join(HEADS), &home.join(HEADS), &near(NEAR), &all)?;
    // The head last: until then it names a record that the ledger lacks, and nothing is recorded.
    for name in [DATABASE, HEAD] {
        fs::rename(near(name), home.join(name)).map_err(at(&home.join(name)))?;
    }
    let station = Station::open_with(home, clock, opener)?;
    let event = Event::Restored(Restored {
        reached: found.records,
        kept_in: kept
            .as_ref()
            .and_then(|path| path.file_name())
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
    });
    station
        .ledger
        .append(station.entry(station.clock.now(), event))?;
    // Only the record, once it is open, says which.
    if let Some(shared) = from.parent() {
        let named = station.photos_on_record()?;
        let is_named = |path: &Path| {
            let hash = path.file_stem().and_then(OsStr::to_str);
            hash.is_some_and(|hash| named.contains(hash))
        };
        let (theirs, ours) = (shared.join(PHOTOS), home.join(PHOTOS));
        copy_new(&theirs, &ours, &near(NEAR), &is_named)?;
    }
    Ok((found, kept))
}

/// `Main Street, DEA no. AB1234563`: a registered location in a message.
fn place(site: &Site) -> String {
    let number = match site.registration.trim() {
        "" => String::new(),
        number => format!("DEA no. {number}"),
    };
    let said = [site.name.trim(), &number].into_iter();
    let said: Vec<_> = said.filter(|words| !words.is_empty()).collect();
    match said.as_slice() {
        [] => site.mode.clone(),
        said => said.join(", "),
    }
}

/// Moves the record in `home` to a folder of its own; none where there is none.
fn set_aside(home: &Path, clock: &Clock) -> Result<Option<PathBuf>, StationError> {
    if !home.join(DATABASE).exists() {
        return Ok(None);
    }
    let stamp = stamp(&clock.now().to_the_second());
    let (kept, part) = claim(&home.join(format!("replaced-{stamp}")))?;
    fs::rename(&part, &kept).map_err(at(&kept))?;
    copy_if_there(&home.join(HEAD), &kept.join(HEAD))?;
    for name in [DATABASE, "takeback.db-wal", "takeback.db-shm", HEADS] {
        let path = home.join(name);
        if path.exists() {
            fs::rename(&path, kept.join(name)).map_err(at(&path))?;
        }
    }
    Ok(Some(kept))
}

/// `2026-11-22T09:30:00-05:00` as part of a file's name: `2026-11-22T093000`.
fn stamp(moment: &str) -> String {
    moment.chars().take(19).filter(|c| *c != ':').collect()
}

/// A folder named for a second, and the empty one that becomes it. Whoever makes the latter has the name, so
/// of several backups or restores in one second each has its own: `NAMED`, `NAMED-2`, `NAMED-3`.
fn claim(named: &Path) -> Result<(PathBuf, PathBuf), StationError> {
    if let Some(to) = named.parent() {
        fs::create_dir_all(to).map_err(at(to))?;
    }
    let mut number = 1_u32;
    loop {
        let mut folder = named.as_os_str().to_owned();
        if number > 1 {
            folder.push(format!("-{number}"));
        }
        let folder = PathBuf::from(folder);
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

/// Copies every file below `from` that `is_wanted` and that `to` does not hold yet; nothing where there is no
/// `from`. Each is whole at `near`, on the same disk as `to`, before it is moved there: backups share photographs.
fn copy_new(
    from: &Path,
    to: &Path,
    near: &Path,
    is_wanted: &dyn Fn(&Path) -> bool,
) -> Result<(), StationError> {
    if !from.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(from).map_err(at(from))? {
        let path = entry.map_err(at(from))?.path();
        let Some(name) = path.file_name() else {
            continue;
        };
        let target = to.join(name);
        if path.is_dir() {
            copy_new(&path, &target, near, is_wanted)?;
        } else if is_wanted(&path) && !target.exists() && !is_part(&path) {
            LongWork::go_on()?;
            fs::create_dir_all(to).map_err(at(to))?;
            copy_synced(&path, near)?;
            fs::rename(near, &target).map_err(at(&target))?;
        }
    }
    Ok(())
}

fn copy_if_there(from: &Path, to: &Path) -> Result<(), StationError> {
    if from.exists() {
        copy_synced(from, to)?;
    }
    Ok(())
}

fn copy_synced(from: &Path, to: &Path) -> Result<(), StationError> {
    fs::copy(from, to).map_err(at(from))?;
    let file = fs::File::open(to).map_err(at(to))?;
    file.sync_all().map_err(at(to))
}

/// Copies a key, which keeps its permissions; another key is never overwritten.
fn copy_secret(from: &Path, to: &Path) -> Result<(), StationError> {
    if !to.exists() {
        return copy_synced(from, to);
    }
    let same = fs::read(from).map_err(at(from))? == fs::read(to).map_err(at(to))?;
    if same {
        Ok(())
    } else {
        Err(StationError::OtherKey(to.to_owned()))
    }
}

/// Names the file that an input or output error is about.
pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> StationError {
    let path = path.to_owned();
    move |source| StationError::File { path, source }
}
