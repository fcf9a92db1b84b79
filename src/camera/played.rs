//! A folder of pictures, shown as if a camera saw them.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::{CameraId, Fault, Frame, Source};
use crate::vision::{ENDINGS, Photo};

/// Each picture stays as long as a person takes to lay down a pill.
const EACH_FRAMES: u32 = 60;
/// Between two frames: 30 a second.
const PAUSE: Duration = Duration::from_millis(33);

pub(super) fn open(folder: &Path) -> Result<Box<dyn Source>, Fault> {
    let pictures = files_ending(&ENDINGS, folder)?;
    if pictures.is_empty() {
        return Err(Fault::EmptyFolder(folder.to_owned()));
    }
    Ok(Box::new(Played {
        folder: folder.to_owned(),
        pictures,
        next: 0,
        unread: 0,
        shown: None,
        left: 0,
    }))
}

/// The files of `folder` whose names end so, by name.
pub(super) fn files_ending(endings: &[&str], folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let unreadable = |error: &std::io::Error| Fault::folder(folder, error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| unreadable(&error))? {
        let path = entry.map_err(|error| unreadable(&error))?.path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        if ending.is_some_and(|ending| endings.contains(&ending.to_lowercase().as_str())) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

struct Played {
    folder: PathBuf,
    pictures: Vec<PathBuf>,
    next: usize,
    /// Pictures in a row that could not be read.
    unread: usize,
    shown: Option<Frame>,
    left: u32,
}

impl Source for Played {
    fn next(&mut self) -> Result<Option<Frame>, Fault> {
        sleep(PAUSE);
        if let Some(shown) = self.shown.as_ref().filter(|_| self.left > 0) {
            self.left -= 1;
            return Ok(Some(shown.clone()));
        }
        let place = self.next % self.pictures.len().max(1);
        self.next = place + 1;
        let path = self
            .pictures
            .get(place)
            .ok_or_else(|| Fault::EmptyFolder(self.folder.clone()))?;
        let camera = CameraId::from(self.settings().as_str());
        let read = Photo::file_bytes(path).and_then(|bytes| Frame::of_file(bytes.into()));
        let frame = match read {
            Ok(frame) => frame.by(camera),
            Err(error) => {
                self.unread += 1;
                // No cable damaged these: there is nothing to play.
                if self.unread >= self.pictures.len() {
                    return Err(Fault::EmptyFolder(self.folder.clone()));
                }
                return Err(error.into());
            }
        };
        self.unread = 0;
        self.left = EACH_FRAMES;
        self.shown = Some(frame.clone());
        Ok(Some(frame))
    }

    fn settings(&self) -> String {
        format!("pictures of {}, played", self.folder.display())
    }
}
