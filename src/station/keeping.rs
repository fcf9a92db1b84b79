//! Backups, and putting one back: what keeps the record through a broken disk or a stolen machine.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    Clock, Settings, Station, StationError, home,
    home::WindowLock,
    photos::is_part,
    secrets::{check_secrets, copy_secrets},
};
use crate::ledger::{
    CHAIN_KEY, ChainKey, DATABASE, Event, Finding, LedgerError, LongWork, Moment, Opener,
    PUBLIC_KEY, PublicKey, Restored, SIGNING_KEY, SigningKey, Site, Verification, ledger_in,
    verify_backup,
};

const HEAD: &str = "chain.head";
pub(super) const HEADS: &str = "heads";
const SETTINGS: &str = "settings.toml";
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
        let near = part.join(NEAR);
        let all = |_: &Path| true;
        // Before the record, so that none reaches further than the copy.
        copy_new(&self.home.join(HEADS), &part.join(HEADS), &near, &all)?;
        // The public key too: the copy is checked by the heads beside it, as a restore will.
        for name in [SETTINGS, PUBLIC_KEY] {
            copy_if_there(&self.home.join(name), &part.join(name))?;
        }
        let found = self.ledger.back_up(part, now)?;
        if found.finding.is_some() {
            return Ok(found);
        }
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

    /// Several stations may keep their backups in one folder.
    pub(super) fn backup_prefix(&self) -> Result<String, StationError> {
        let ledger = self.ledger.id()?.to_string();
        Ok(format!("takeback-{}-", ledger.replace('-', "")))
    }
}

/// What came of a restore.
#[derive(Debug)]
pub struct PutBack {
    /// What the check of the backup found.
    pub found: Verification,
    /// The folder at home that keeps what was there before, if there was anything.
    pub kept: Option<PathBuf>,
    /// Where the backup's signed heads lie, with the `signing.pub` that checks them, if that is another than
    /// the one in force at home.
    pub other_heads: Option<PathBuf>,
}

/// Puts the record in `home` back to the backup in the folder `from`, once that has proved whole.
///
/// `keys` is the folder that [`Station::copy_keys`] made, for a home without keys. That
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
) -> Result<PutBack, StationError> {
    home::make(home)?;
    let _window = WindowLock::take(home)?;
    let key_folder = keys.unwrap_or(home);
    let key = key_folder.join(CHAIN_KEY);
    if !key.exists() {
        return Err(StationError::Ledger(LedgerError::KeyMissing {
            database: from.join(DATABASE),
            key,
        }));
    }
    if let Some(keys) = keys {
        check_secrets(keys, home)?;
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
    let chain_key = ChainKey::load(&key)?;
    // A damaged one would keep the good one out.
    let signing_key = key_folder.join(SIGNING_KEY);
    if signing_key.exists() {
        SigningKey::load(&signing_key)?;
    }
    let found = verify_backup(from, &chain_key, opener.as_ref())?;
    if let Some(finding) = found.finding {
        let path = from.to_owned();
        return Err(match finding {
            Finding::OtherKey => StationError::BackupOfOtherKey { path, key },
            finding => StationError::BackupNotWhole { path, finding },
        });
    }
    let put = put_back(home, from, keys, clock, opener, found);
    if put.is_err() {
        for name in [DATABASE, HEAD, NEAR] {
            let _ = fs::remove_file(near(home, name)); // the first error is the one that tells what happened
        }
    }
    put
}

/// Where a file of a backup lies before it has its name at home.
fn near(home: &Path, name: &str) -> PathBuf {
    home.join(format!("{name}.restored"))
}

/// The same with a backup that has proved whole, by what was `found`.
fn put_back(
    home: &Path,
    from: &Path,
    keys: Option<&Path>,
    clock: Clock,
    opener: Option<Opener>,
    found: Verification,
) -> Result<PutBack, StationError> {
    let near = |name: &str| near(home, name);
    // Brought near first, so that a full disk ends it before anything was replaced.
    for name in [DATABASE, HEAD] {
        copy_synced(&from.join(name), &near(name))?;
    }
    // Keys beside no record begin none, should it end here; and this can be done again.
    if let Some(keys) = keys {
        copy_secrets(keys, home)?;
    }
    let other_heads = other_heads(home, from)?;
    let had_record = home.join(DATABASE).exists();
    let kept = set_aside(home, &clock)?;
    for name in [SETTINGS, PUBLIC_KEY] {
        let (theirs, ours) = (from.join(name), home.join(name));
        // A start that was refused for want of the record has made settings.
        let as_made = || name == SETTINGS && !had_record && Settings::are_as_made(&ours);
        if theirs.exists() && (!ours.exists() || as_made()) {
            copy_whole(&theirs, &ours, &near(NEAR))?;
        }
    }
    let all = |_: &Path| true;
    let heads = other_heads.clone().unwrap_or_else(|| home.join(HEADS));
    copy_new(&from.join(HEADS), &heads, &near(NEAR), &all)?;
    if other_heads.is_some() {
        fs::create_dir_all(&heads).map_err(at(&heads))?;
        copy_whole(&from.join(PUBLIC_KEY), &heads.join(PUBLIC_KEY), &near(NEAR))?;
    }
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
    let (now, by) = (station.now(), station.operator());
    let entry = station.entry_without_permit(now, &by, None, event);
    station.ledger.append(entry)?;
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
    Ok(PutBack {
        found,
        kept,
        other_heads,
    })
}

/// The folder for the heads of the backup in `from`, where another key signed them than signs in `home`: the heads
/// at home are all held against that one.
fn other_heads(home: &Path, from: &Path) -> Result<Option<PathBuf>, StationError> {
    let ours = if home.join(SIGNING_KEY).exists() {
        SigningKey::load_or_create(home)?.map(|key| key.public())
    } else {
        PublicKey::read(&home.join(PUBLIC_KEY)).ok()
    };
    let theirs = PublicKey::read(&from.join(PUBLIC_KEY)).ok();
    let (Some(ours), Some(theirs)) = (ours, theirs) else {
        return Ok(None);
    };
    let named = theirs.fingerprint().to_string().replace(' ', "");
    let differs = ours != theirs && from.join(HEADS).is_dir();
    Ok(differs.then(|| home.join(HEADS).join(named)))
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

/// Moves the record in `home`, or what is left of one, to a folder of its own; none where there is nothing.
///
/// The database goes last. What is left beside one that was lost goes too: its log would be played into the
/// database that takes its name, and its heads may know of records that the backup lacks.
fn set_aside(home: &Path, clock: &Clock) -> Result<Option<PathBuf>, StationError> {
    let mut there = vec!["takeback.db-wal", "takeback.db-shm", HEADS, DATABASE];
    there.retain(|name| home.join(name).exists());
    if there.is_empty() {
        return Ok(None);
    }
    let stamp = stamp(&clock.now().to_the_second());
    let (kept, part) = claim(&home.join(format!("replaced-{stamp}")))?;
    fs::rename(&part, &kept).map_err(at(&kept))?;
    copy_if_there(&home.join(HEAD), &kept.join(HEAD))?;
    for name in there {
        let path = home.join(name);
        fs::rename(&path, kept.join(name)).map_err(at(&path))?;
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
            copy_whole(&path, &target, near)?;
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

/// Copies a file, which is whole at `near`, on the same disk as `to`, before it has its name there.
fn copy_whole(from: &Path, to: &Path, near: &Path) -> Result<(), StationError> {
    copy_synced(from, near)?;
    fs::rename(near, to).map_err(at(to))
}

fn copy_synced(from: &Path, to: &Path) -> Result<(), StationError> {
    fs::copy(from, to).map_err(at(from))?;
    let file = fs::File::open(to).map_err(at(to))?;
    file.sync_all().map_err(at(to))
}

/// Names the file that an input or output error is about.
pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> StationError {
    let path = path.to_owned();
    move |source| StationError::File { path, source }
}
