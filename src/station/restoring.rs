//! Putting a backup in the record's place: the record that was there, or the restored one, whole.

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use super::{
    Clock, Settings, Station, StationError,
    copying::{copy_below, copy_synced},
    home,
    home::WindowLock,
    keeping::{HEADS, NEAR, PHOTOS, SETTINGS, at, numbered, stamp},
    photos::is_damaged,
    secrets::{check_secrets, copy_secrets},
};
use crate::{
    files::{create_private, make_folders, rename_synced, sync_folder},
    ledger::{
        CHAIN_KEY, ChainKey, Content, DATABASE, Entry, Event, Finding, LedgerError, LongWork,
        Moment, Opener, PUBLIC_KEY, PublicKey, Restored, SIGNING_KEY, SignedHead, SigningKey, Site,
        Verification, append_to_copy, copy_ledger, ledger_in, verify_backup,
    },
    people::People,
};

const HEAD: &str = "chain.head";
const LOG: &str = "takeback.db-wal";
/// Where things stand in the log; whoever opens the database makes it anew.
const LOG_INDEX: &str = "takeback.db-shm";
/// What comes besides the heads, in the order in which it gets its names at home. The database last: until then every
/// start finds none and says to restore, from then on all is there.
const COMING: [&str; 4] = [SETTINGS, PUBLIC_KEY, HEAD, DATABASE];

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
    /// The photographs of the backup that did not come because they are damaged; or why the others did not all come. The
    /// record is in force; another restore brings the rest, and sets aside what was recorded since.
    pub photos: Result<Vec<PathBuf>, StationError>,
}

/// Puts the record in `home` back to the backup in the folder `from`, once that has proved whole.
///
/// `keys` is the folder that [`Station::copy_keys`] made, for a home without keys. That
/// a backup was put back is itself recorded, as the first record after those of the backup. `opener` opens a backup
/// that is encrypted; so the record is from then on.
///
/// [`LongWork`] that is stopped before anything was replaced leaves the record as it was; later, only the copying of
/// photographs stops.
///
/// Several stations may keep photographs in one folder beside their backups. Only those that this record still
/// wants are copied back; no rule would ever remove the others.
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
    clear_near(home);
    let kept = folder_to_keep(home, &clock);
    let name = kept.as_deref().and_then(Path::file_name);
    let said = Restored {
        reached: found.reached(),
        kept_in: name.unwrap_or_default().to_string_lossy().into_owned(),
    };
    let put = bring_near(home, from, chain_key, opener.as_ref(), clock.now(), said)
        .and_then(|()| put_in_place(home, from, keys, kept.as_deref()));
    if put.is_err() {
        clear_near(home);
    }
    let other_heads = put?;
    // The restored record is in force, so nothing stops its first opening.
    let named =
        LongWork::default().run(|| Station::open_with(home, clock, opener)?.photos_on_record())?;
    let photos = copy_photos(home, from, &named);
    clear_near(home);
    Ok(PutBack {
        found,
        kept,
        other_heads,
        photos,
    })
}

/// Removes what a restore that failed, or was killed, left on its way; what cannot be removed is told when it is in
/// the way.
fn clear_near(home: &Path) {
    let _ = fs::remove_dir_all(near(home, HEADS));
    for name in COMING.into_iter().chain([NEAR]) {
        let left = near(home, name);
        // Those of a database that grows too: they would be played into the next one.
        for ending in ["", "-journal", "-wal", "-shm"] {
            let mut path = left.as_os_str().to_owned();
            path.push(ending);
            let _ = fs::remove_file(path);
        }
    }
}

/// Where a file of a backup lies before it has its name at home.
fn near(home: &Path, name: &str) -> PathBuf {
    home.join(format!("{name}.restored"))
}

/// Brings near what comes from a backup that has proved whole, so that a full disk, or whoever stops it, ends it before
/// anything was replaced. What is `said` of it becomes the last record of the copy: whenever that takes its place, it
/// says itself where it comes from.
fn bring_near(
    home: &Path,
    from: &Path,
    key: ChainKey,
    opener: Option<&Opener>,
    entered: Moment,
    said: Restored,
) -> Result<(), StationError> {
    let near = |name: &str| near(home, name);
    // Both for their owner alone, whatever the backup's are.
    for name in [DATABASE, HEAD] {
        create_private(&near(name)).map_err(at(&near(name)))?;
    }
    copy_ledger(from, &near(DATABASE), opener)?;
    copy_synced(&from.join(HEAD), &near(HEAD))?;
    let (theirs, ours) = (from.join(SETTINGS), home.join(SETTINGS));
    // A start that was refused for want of the record has made settings.
    let as_made = || !home.join(DATABASE).exists() && Settings::are_as_made(&ours);
    let comes = theirs.exists() && (!ours.exists() || as_made());
    if comes {
        copy_synced(&theirs, &near(SETTINGS))?;
    }
    let settings = Settings::in_home(if comes { from } else { home })?;
    let operator = home::operator(&settings)?;
    let entry = |site: Option<Site>, accounts: Vec<Content>| -> Result<Entry, StationError> {
        Ok(Entry {
            entered,
            by: home::not_signed_in(operator, &People::of(accounts)?),
            account: None,
            site_mode: site.unwrap_or_else(|| settings.site()).mode,
            event: Event::Restored(said),
        })
    };
    append_to_copy(&near(DATABASE), &near(HEAD), key, opener, entry)?;
    let (theirs, ours) = (from.join(HEADS), near(HEADS));
    copy_below(&theirs, &ours, &near(NEAR), &mut |_, _| Ok(true))?;
    LongWork::go_on()?;
    Ok(())
}

/// Gives what was brought near its place, and puts what lies there now into the folder `kept`. Gives what
/// [`PutBack::other_heads`] says.
fn put_in_place(
    home: &Path,
    from: &Path,
    keys: Option<&Path>,
    kept: Option<&Path>,
) -> Result<Option<PathBuf>, StationError> {
    let near = |name: &str| near(home, name);
    // Keys beside no record begin none, should it end here; and this can be done again.
    if let Some(keys) = keys {
        copy_secrets(keys, home)?;
    }
    let public = from.join(PUBLIC_KEY);
    let other_heads = other_heads(home, from)?;
    if other_heads.is_some() {
        make_folders(&near(HEADS)).map_err(at(&near(HEADS)))?;
        copy_synced(&public, &near(HEADS).join(PUBLIC_KEY))?;
    }
    if public.exists() && !home.join(PUBLIC_KEY).exists() {
        copy_synced(&public, &near(PUBLIC_KEY))?;
    }
    if let Some(kept) = kept {
        set_aside(home, kept)?;
    }
    if near(HEADS).is_dir() {
        let heads = home.join(HEADS);
        if other_heads.is_some() {
            make_folders(&heads).map_err(at(&heads))?;
        }
        let heads = other_heads.as_deref().unwrap_or(&heads);
        rename_synced(&near(HEADS), heads).map_err(at(heads))?;
    }
    for name in COMING {
        if near(name).exists() {
            rename_synced(&near(name), &home.join(name)).map_err(at(&home.join(name)))?;
        }
    }
    Ok(other_heads)
}

/// Copies those of the photographs in `from`, if that is a home folder, or beside it, if it is a backup, that the
/// restored record names and that are not at home, or are damaged there. Gives those that are damaged themselves, which
/// do not come.
fn copy_photos(
    home: &Path,
    from: &Path,
    named: &BTreeSet<String>,
) -> Result<Vec<PathBuf>, StationError> {
    let is_named = |path: &Path| {
        let hash = path.file_stem().and_then(OsStr::to_str);
        hash.is_some_and(|hash| named.contains(hash))
    };
    let mut damaged = Vec::new();
    let mut comes = |theirs: &Path, ours: &Path| -> Result<bool, StationError> {
        if !is_named(theirs) || (ours.exists() && !is_damaged(ours)?) {
            return Ok(false);
        }
        let comes = !is_damaged(theirs)?;
        if !comes {
            damaged.push(theirs.to_owned());
        }
        Ok(comes)
    };
    let (ours, near) = (home.join(PHOTOS), near(home, NEAR));
    for holder in [Some(from), from.parent()].into_iter().flatten() {
        copy_below(&holder.join(PHOTOS), &ours, &near, &mut comes)?;
    }
    Ok(damaged)
}

/// The folder for the heads of the backup in `from`, where another key signed some of them than signs in `home`: the
/// heads at home are all held against that one.
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
    let heads = from.join(HEADS);
    if ours == theirs || !heads.is_dir() {
        return Ok(None);
    }
    // A signing.pub may be in the wrong folder: what signed them, the heads say themselves.
    let heads = SignedHead::read_all(&[heads], &ours)?;
    let differs = heads.iter().any(|(_, said)| said.is_err());
    let named = theirs.fingerprint().to_string().replace(' ', "");
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

/// Whether `home` has a record, or what is left of one. What is left beside one that was lost belongs to it: its log
/// would be played into the database that takes its name, and its heads may know of records that the backup lacks.
fn has_record(home: &Path) -> bool {
    let names = [DATABASE, HEADS, LOG, LOG_INDEX];
    names.iter().any(|name| home.join(name).exists())
}

/// The folder that is to keep the record in `home`; none where there is nothing of one. Only a restore makes such
/// folders, one at a time, so the name is free until then.
fn folder_to_keep(home: &Path, clock: &Clock) -> Option<PathBuf> {
    if !has_record(home) {
        return None;
    }
    let named = home.join(format!("replaced-{}", stamp(&clock.now().to_the_second())));
    (1..=u32::MAX)
        .map(|number| numbered(&named, number))
        .find(|folder| !folder.exists())
}

/// Moves the record in `home` to the new folder `kept`. Its log is there before its database, so that whatever ends this,
/// each database has its log beside it; and it is gone at home before another database comes.
fn set_aside(home: &Path, kept: &Path) -> Result<(), StationError> {
    make_folders(kept).map_err(at(kept))?;
    let names = [HEAD, LOG].into_iter();
    let mut there = names.filter(|name| home.join(name).exists());
    let copied = there.try_for_each(|name| {
        let copy = kept.join(name);
        create_private(&copy).map_err(at(&copy))?;
        copy_synced(&home.join(name), &copy)
    });
    if copied.is_err() {
        let _ = fs::remove_dir_all(kept); // copies alone; the first error is the one that tells what happened
    }
    copied?;
    for name in [DATABASE, HEADS] {
        let path = home.join(name);
        if path.exists() {
            rename_synced(&path, &kept.join(name)).map_err(at(&path))?;
        }
    }
    for path in [LOG, LOG_INDEX].map(|name| home.join(name)) {
        if path.exists() {
            fs::remove_file(&path).map_err(at(&path))?;
        }
    }
    sync_folder(home).map_err(at(home))
}
