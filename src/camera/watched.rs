//! A folder into which a better camera, or a telephone, drops its photographs.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::{CameraId, Fault, Frame, Source, played::files_ending};
use crate::vision::{ENDINGS, PhotoError};

/// Between two looks at the folder. A file counts as whole when it did not grow from one to the next.
const PAUSE: Duration = Duration::from_millis(200);

/// A photograph is shown so many times, as if a camera saw it lie still: it is then looked at without
/// anybody asking. [`super::Scene`] wants three.
const TIMES: u32 = 6;
const BETWEEN: Duration = Duration::from_millis(10);

/// What telephones and cameras also drop, and cannot be read: whoever dropped it is told so.
const OTHERS: [&str; 6] = ["heic", "heif", "avif", "tif", "tiff", "dng"];

/// Waits for files that come after now: what lies there already was looked at before, or nobody waited for it.
pub(super) fn open(folder: &Path) -> Result<Box<dyn Source>, Fault> {
    Ok(Box::new(Watched {
        seen: photographs(folder)?.into_iter().collect(),
        folder: folder.to_owned(),
        growing: None,
        again: None,
    }))
}

fn photographs(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    files_ending(&[&ENDINGS[..], &OTHERS].concat(), folder)
}

struct Watched {
    folder: PathBuf,
    seen: HashSet<PathBuf>,
    /// A new file and how long it was at the last look.
    growing: Option<(PathBuf, u64)>,
    /// The photograph that is shown, and how many times more.
    again: Option<(Frame, u32)>,
}

impl Watched {
    /// The newest file that is whole.
    fn look(&mut self) -> Result<Option<PathBuf>, Fault> {
        let mut new = photographs(&self.folder)?;
        new.retain(|path| !self.seen.contains(path));
        let written = |path: &&PathBuf| fs::metadata(path).and_then(|file| file.modified()).ok();
        let Some(path) = new.iter().max_by_key(written).cloned() else {
            self.growing = None;
            return Ok(None);
        };
        let length = fs::metadata(&path).map_or(0, |file| file.len());
        let now = Some((path.clone(), length));
        if length > 0 && self.growing == now {
            self.growing = None;
            // Of several that came at once the newest is meant.
            self.seen.extend(new);
            return Ok(Some(path));
        }
        self.growing = now;
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
        let Some(path) = self.look()? else {
            sleep(PAUSE);
            return Ok(None);
        };
        let bytes = fs::read(&path).map_err(|error| Fault::folder(&self.folder, &error))?;
        let camera = CameraId::from(self.settings().as_str());
        let unreadable = |error: PhotoError| Fault::Unreadable {
            file: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            problem: error.problem.to_string(),
        };
        let frame = Frame::of_file(bytes.into()).map_err(unreadable)?.by(camera);
        self.again = Some((frame.clone(), TIMES));
        Ok(Some(frame))
    }

    fn settings(&self) -> String {
        format!("photographs dropped into {}", self.folder.display())
    }
}
