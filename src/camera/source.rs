//! What gives frames, and what can be wrong with it.

use std::path::{Path, PathBuf};

use super::{CameraId, Frame, PictureFormat, device, played, watched};
use crate::vision::PhotoError;

/// Gives one frame after the other.
pub trait Source {
    /// Waits for the next frame; nothing where it lives but has none to show yet. After a
    /// [`Fault::Damaged`] frame or an [`Fault::Unreadable`] file the next one may be whole; after any
    /// other fault the source is done with and has to be opened again.
    fn next(&mut self) -> Result<Option<Frame>, Fault>;

    /// Waits for the next frame and drops it unseen, at less cost where that is possible.
    fn pass_over(&mut self) -> Result<(), Fault> {
        self.next().map(drop)
    }

    /// Lets it adapt to the light once more before it holds still, where it does either.
    fn settle(&mut self) {}

    /// What it is and how it is set up, for the record: name, format, what is locked.
    fn settings(&self) -> String;
}

/// At how many kelvin the white balance of a camera shall stand for pictures of this width and height, where
/// that is known beforehand.
pub type White = dyn Fn(&CameraId, u32, u32) -> Option<u32> + Send;

/// Where frames shall come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Choice {
    /// A camera of this machine: the first there is unless one is named, in the format that suits best
    /// unless one is.
    Camera {
        id: Option<CameraId>,
        format: Option<PictureFormat>,
    },
    /// A folder into which another program drops photographs: the newest one, once it is whole.
    Watched(PathBuf),
    /// A folder whose pictures are shown one after the other, over and over, for demonstrations.
    Played(PathBuf),
}

impl Choice {
    /// Opens the source.
    pub fn open(&self, white: &White) -> Result<Box<dyn Source>, Fault> {
        match self {
            Self::Camera { id, format } => device::open(id.as_ref(), *format, white),
            Self::Watched(folder) => watched::open(folder),
            Self::Played(folder) => played::open(folder),
        }
    }

    /// The first camera there is becomes the one that showed something: another may look at something else.
    pub fn stay_with(&mut self, shown_by: Option<&CameraId>) {
        if let Self::Camera { id: id @ None, .. } = self {
            *id = shown_by.cloned();
        }
    }
}

/// Why no frame came, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Fault {
    #[error("no camera is connected; plug one in, or open a photograph")]
    None,
    #[error("{0} is not connected; plug it in again, or choose another camera")]
    Unplugged(String),
    #[error("{0} is in use by another program; close that program")]
    Busy(String),
    #[error(
        "this account may not use {0}; on Debian an administrator runs `adduser USER video`, then sign in again"
    )]
    NoPermission(String),
    #[error("{0} offers no picture format that can be read here; choose another camera")]
    NoFormat(String),
    #[error(
        "{camera} does not offer {format}; `takeback camera list` says what it offers, for `camera_format` in settings.toml"
    )]
    NotOffered {
        camera: String,
        format: PictureFormat,
    },
    #[error("the camera failed ({0}); it is opened again by itself")]
    Failed(String),
    /// It is there, and no frame came for seconds.
    #[error("{0} shows nothing; check its cable or use another port; it is opened again by itself")]
    Silent(String),
    #[error("one frame was damaged: {0}")]
    Damaged(String),
    /// So many in a row that it is no accident.
    #[error(
        "the pictures of the camera arrive damaged; check its cable or use another port; it is opened again by itself"
    )]
    AllDamaged,
    /// A file that was dropped into a watched folder and is no photograph that can be read.
    #[error("{file}: {problem}")]
    Unreadable { file: String, problem: String },
    #[error("the folder {} cannot be read ({problem}); check that it exists and that you may read it", folder.display())]
    Folder { folder: PathBuf, problem: String },
    #[error("there is no picture in {}; put JPEG or PNG files there", .0.display())]
    EmptyFolder(PathBuf),
}

impl Fault {
    pub(super) fn folder(folder: &Path, error: &std::io::Error) -> Self {
        Self::Folder {
            folder: folder.to_owned(),
            problem: error.to_string(),
        }
    }
}

impl From<PhotoError> for Fault {
    fn from(error: PhotoError) -> Self {
        Self::Damaged(error.to_string())
    }
}
