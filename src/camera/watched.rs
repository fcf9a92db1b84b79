//! A folder into which a better camera, or a telephone, drops its photographs.

use std::collections::HashMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use super::{CameraId, Fault, Frame, Source, played::files_ending};
use crate::vision::{ENDINGS, Photo, PhotoError, PhotoProblem};

/// Between two looks at the folder, the least and the most. A file counts as whole when it did not change
/// from one to the next.
const PAUSE: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(1));
/// Between these, a pause is so many times as long as the look before it: thousands of files cost little.
const PAUSE_TO_LOOK: u32 = 50;

/// A photograph is shown so many times, as if a camera saw it lie still: it is then looked at without
/// anybody asking. [`super::Scene`] wants three.
const TIMES: u32 = 6;
const BETWEEN: Duration = Duration::from_millis(10);

/// What telephones and cameras also drop, and cannot be read: whoever dropped it is told so.
const OTHERS: [&str; 6] = ["heic", "heif", "avif", "tif", "tiff", "dng"];

/// Waits for files that come after now: what lies there already was looked at before, or nobody waited for it.
pub(super) fn open(folder: &Path) -> Result<Box<dyn Source>, Fault> {
    Ok(Box::new(Watched {
        seen: photographs(folder)?,
        folder: folder.to_owned(),
        growing: None,
        again: None,
    }))
}

/// Which of the files that had a name: one that is written again is another photograph.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Version {
    written: Option<SystemTime>,
    bytes: u64,
}

/// What lies in the folder now, but what went while it was listed.
fn photographs(folder: &Path) -> Result<HashMap<PathBuf, Version>, Fault> {
    let paths = files_ending(&[&ENDINGS[..], &OTHERS].concat(), folder)?;
    let version = |path: PathBuf| {
        let file = fs::metadata(&path).ok()?;
        let (written, bytes) = (file.modified().ok(), file.len());
        Some((path, Version { written, bytes }))
    };
    Ok(paths.into_iter().filter_map(version).collect())
}

struct Watched {
    folder: PathBuf,
    seen: HashMap<PathBuf, Version>,
    /// A new file as it was at the last look.
    growing: Option<(PathBuf, Version)>,
    /// The photograph that is shown, and how many times more.
    again: Option<(Frame, u32)>,
}

impl Watched {
    /// The newest file that is whole.
    fn look(&mut self) -> Result<Option<PathBuf>, Fault> {
        let mut new = photographs(&self.folder)?;
        new.retain(|path, version| self.seen.get(path) != Some(version));
        let newest = new
            .iter()
            .max_by_key(|(path, version)| (version.written, *path))
            .map(|(path, version)| (path.clone(), *version));
        let is_whole = |(_, version): &(_, Version)| version.bytes > 0;
        if newest.as_ref().is_some_and(is_whole) && self.growing == newest {
            // Of several that came at once the newest is meant.
            self.seen.extend(new);
            return Ok(self.growing.take().map(|(path, _)| path));
        }
        self.growing = newest;
        Ok(None)
    }
}

impl Source for Watched {
    fn next(&mut self) -> Result<Option<Frame>, Fault> {
        if let Some((frame, left)) = &mut self.again
            && *left > 0
        {
            *left -= 1;
            sleep(BETWEEN);
            return Ok(Some(frame.clone()));
        }
        let started = Instant::now();
        let Some(path) = self.look()? else {
            sleep((started.elapsed() * PAUSE_TO_LOOK).clamp(PAUSE.0, PAUSE.1));
            return Ok(None);
        };
        let camera = CameraId::from(self.settings().as_str());
        let unreadable = |error: PhotoError| Fault::Unreadable {
            file: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            problem: error.problem.to_string(),
        };
        let bytes = match Photo::file_bytes(&path) {
            Ok(bytes) => bytes,
            // It was given another name, under which it comes again.
            Err(PhotoError {
                problem: PhotoProblem::Unreadable(error),
                ..
            }) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(error)),
        };
        let frame = Frame::of_file(bytes.into()).map_err(unreadable)?.by(camera);
        self.again = Some((frame.clone(), TIMES));
        Ok(Some(frame))
    }

    fn settings(&self) -> String {
        format!("photographs dropped into {}", self.folder.display())
    }
}
