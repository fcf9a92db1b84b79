//! The photographs themselves, kept outside the database under their hash, if the site wants that.
//!
//! A record names its photographs by SHA-256 whether they are kept or not, so a kept file that is
//! swapped no longer fits its name, and another name no longer fits the record.

use std::{
    collections::{BTreeSet, VecDeque},
    ffi::OsStr,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::{Arc, MutexGuard, PoisonError},
};

use super::{Station, StationError, keeping::PHOTOS, keeping::at};
use crate::files::{sha256_hex, write_whole};
use crate::vision::Photo;

/// Photographs looked at and perhaps recorded soon; older ones of which no pill lies there are forgotten.
const HELD: usize = 8;
/// Bytes beyond which they are forgotten sooner, but never one of the two sides of a pill.
const HELD_BYTES: usize = 64 << 20;
const SIDES: usize = 2;

/// The bytes of photographs that were looked at.
#[derive(Default)]
pub(super) struct HeldPhotos {
    /// By their hash, newest last.
    photos: VecDeque<(String, Arc<[u8]>)>,
    /// Those of pills that somebody has yet to decide on.
    wanted: BTreeSet<String>,
}

impl HeldPhotos {
    fn hold(&mut self, hash: String, bytes: Arc<[u8]>) {
        self.photos.retain(|(known, _)| *known != hash);
        self.photos.push_back((hash, bytes));
        while self.holds_too_many() {
            let is_not_wanted = |(hash, _): &(String, _)| !self.wanted.contains(hash);
            let oldest = self.photos.iter().position(is_not_wanted);
            drop(oldest.and_then(|oldest| self.photos.remove(oldest)));
        }
    }

    /// Of those that nobody has to decide on.
    fn holds_too_many(&self) -> bool {
        let others = self.photos.iter();
        let others = others.filter(|(hash, _)| !self.wanted.contains(hash));
        let (count, total) = others.fold((0, 0), |(count, total), (_, bytes)| {
            (count + 1, total + bytes.len())
        });
        count > HELD || (count > SIDES && total > HELD_BYTES)
    }

    fn find(&self, hash: &str) -> Option<Arc<[u8]>> {
        let held = self.photos.iter().find(|(known, _)| known == hash);
        held.map(|(_, bytes)| Arc::clone(bytes))
    }
}

impl Station {
    /// Holds the bytes of a photograph that is being looked at, so that they can be kept if it is
    /// recorded and the settings ask for that, or if its pill is enrolled.
    pub fn hold_photo(&self, bytes: &[u8]) {
        let (hash, bytes) = (sha256_hex(bytes), bytes.into());
        self.held().hold(hash, bytes);
    }

    /// Names the photographs of all pills that somebody has yet to decide on: these are held however many others
    /// are looked at meanwhile, until the next call.
    pub fn go_on_holding(&self, wanted: BTreeSet<String>) {
        self.held().wanted = wanted;
    }

    /// Every frame of the camera waits for it, so nothing that takes long is done meanwhile.
    fn held(&self) -> MutexGuard<'_, HeldPhotos> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the settings ask for it, writes those of the photographs `hashes` that are held, and waits
    /// until they are on the disk.
    pub(super) fn keep_photos(&self, hashes: &[String]) -> Result<(), StationError> {
        if !self.settings.keep_photos {
            return Ok(());
        }
        for hash in hashes {
            let bytes = self.held().find(hash);
            if let Some(bytes) = bytes {
                self.keep_photo(hash, &bytes)?;
            }
        }
        Ok(())
    }

    /// A photograph that is held or kept, with its bytes; none where it is neither. An error as of [`read_kept`].
    pub(super) fn looked_at(&self, hash: &str) -> Result<Option<(Photo, Vec<u8>)>, StationError> {
        let held = self.held().find(hash);
        if let Some(bytes) = held {
            return Ok(Some((Photo::decode(&bytes)?, bytes.to_vec())));
        }
        let kept = self.kept_photo(hash)?;
        kept.map(|path| read_kept(&path, hash)).transpose()
    }

    /// The photograph with this hash; none where it is not kept, an error where another lies in its place by now.
    pub fn photo(&self, hash: &str) -> Result<Option<Photo>, StationError> {
        let kept = self.kept_photo(hash)?;
        let read = |path: PathBuf| read_kept(&path, hash).map(|(photo, _)| photo);
        kept.map(read).transpose()
    }

    /// Writes one photograph, whatever the settings say, unless it is kept already; one that was damaged since is
    /// written anew.
    pub(super) fn keep_photo(&self, hash: &str, bytes: &[u8]) -> Result<(), StationError> {
        let path = match self.kept_photo(hash)? {
            Some(kept) if fs::read(&kept).is_ok_and(|there| there == bytes) => return Ok(()),
            Some(damaged) => damaged,
            None => self.photo_folder(hash).join(file_name(hash, bytes)),
        };
        write_whole(&path, at(&path), |file| {
            file.write_all(bytes).map_err(at(&path))
        })
    }

    /// Where the photograph with this hash is kept; none where it is not.
    pub fn kept_photo(&self, hash: &str) -> Result<Option<PathBuf>, StationError> {
        let folder = self.photo_folder(hash);
        if !folder.is_dir() {
            return Ok(None);
        }
        Ok(files_in(&folder)?
            .into_iter()
            .find(|path| is_named(path, hash)))
    }

    /// The kept photographs that are not what their names say. Also says how many were looked at: what else lies
    /// there, such as the notes of a file manager, is none.
    pub fn verify_photos(&self) -> Result<(u64, Vec<PathBuf>), StationError> {
        let root = self.home.join(PHOTOS);
        let (mut looked_at, mut odd) = (0, Vec::new());
        if !root.is_dir() {
            return Ok((looked_at, odd));
        }
        let folders = files_in(&root)?.into_iter();
        for folder in folders.filter(|path| is_hexadecimal(path, 2) && path.is_dir()) {
            let photos = files_in(&folder)?.into_iter();
            for path in photos.filter(|path| is_hexadecimal(path, 64) && !is_part(path)) {
                looked_at += 1;
                if is_damaged(&path)? {
                    odd.push(path);
                }
            }
        }
        Ok((looked_at, odd))
    }

    fn photo_folder(&self, hash: &str) -> PathBuf {
        let first_two: String = hash.chars().take(2).collect();
        self.home.join(PHOTOS).join(first_two)
    }
}

/// The photograph that is kept at `path`, with its bytes; an error where it cannot be read or is not the one that was
/// recorded by this hash: what was said of that one says nothing of another. The hash comes first: where what lies there
/// is no picture any more, only the one that was kept helps.
pub(super) fn read_kept(path: &Path, hash: &str) -> Result<(Photo, Vec<u8>), StationError> {
    let bytes = Photo::file_bytes(path)?;
    if sha256_hex(&bytes) == hash {
        Ok((Photo::decode(&bytes)?, bytes))
    } else {
        Err(StationError::NotThatPhoto(path.to_owned()))
    }
}

/// Whether a file that is named for a photograph is not that one. What else lies among them, such as the notes of a file
/// manager, is none.
pub(super) fn is_damaged(path: &Path) -> Result<bool, StationError> {
    if !is_hexadecimal(path, 64) {
        return Ok(false);
    }
    let hash = sha256_hex(&fs::read(path).map_err(at(path))?);
    Ok(!is_named(path, &hash))
}

/// What a photograph is called where it is kept.
fn file_name(hash: &str, bytes: &[u8]) -> String {
    let format = image::guess_format(bytes).ok();
    let extension = format.and_then(|format| format.extensions_str().first().copied());
    format!("{hash}.{}", extension.unwrap_or("image"))
}

/// Whether its name, but for the extension, is so many hexadecimal digits.
fn is_hexadecimal(path: &Path, digits: usize) -> bool {
    let stem = path.file_stem().and_then(OsStr::to_str);
    stem.is_some_and(|stem| {
        stem.len() == digits && stem.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

fn is_named(path: &Path, hash: &str) -> bool {
    path.file_stem().is_some_and(|stem| stem == hash) && !is_part(path)
}

/// Whether it is being written, or was when a crash came: no photograph yet.
pub(super) fn is_part(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "part")
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>, StationError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        files.push(entry.map_err(at(folder))?.path());
    }
    files.sort();
    Ok(files)
}
