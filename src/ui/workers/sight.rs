//! What the threads that look have seen, on its way to the window.

use std::sync::Arc;

use eframe::egui::ColorImage;

use super::answer::Answer;
use super::looking::{Located, Refusal};
use crate::identify::Versions;
use crate::station::Scale;
use crate::tray::Change;
use crate::ui::kit::pictures;
use crate::vision::{Flaw, Photo, PillView};

/// What the threads saw.
pub enum Sight {
    Awake {
        versions: Versions,
        reads_imprints: bool,
    },
    /// Identification cannot work: what is missing and what to do.
    Missing(String),
    Found {
        job: u64,
        overview: ColorImage,
        size: [u32; 2],
        pills: Vec<Lies>,
        /// Pills that were taken off the live tray without a record.
        missing: Vec<u32>,
        /// What is wrong with the photograph.
        flaws: Vec<Flaw>,
    },
    /// Another look at the tray would make it sure whether the camera was moved.
    LookAgain,
    /// How pictures of the camera are measured from now on.
    Measured(Box<Scale>),
    Side {
        job: u64,
        pill: u32,
        seen: Seen,
    },
    /// The second side of `pill` is pill `other` now, or was dropped.
    Split {
        job: u64,
        pill: u32,
        other: Option<u32>,
    },
    Read {
        job: u64,
        pill: u32,
        answer: Box<Answer>,
        done: bool,
    },
    /// A photograph could not be used.
    Unusable {
        job: u64,
        refusal: Refusal,
    },
    /// One pill could not be read.
    Unread {
        job: u64,
        pill: u32,
        words: String,
    },
}

/// Where a pill lies, and its side if it was not known before.
pub struct Lies {
    pub number: u32,
    pub view: Arc<PillView>,
    pub change: Change,
    pub seen: Option<Seen>,
}

/// One side of one pill, with the picture of it that the window shows.
pub struct Seen {
    pub view: Arc<PillView>,
    pub crop: ColorImage,
    pub photo_sha256: String,
    /// How the camera was set up, where one took the photograph.
    pub setup: Option<Arc<str>>,
}

impl Seen {
    pub fn of(photo: &Photo, view: &Arc<PillView>) -> Self {
        Self {
            view: Arc::clone(view),
            crop: pictures::crop(photo, view),
            photo_sha256: photo.sha256.clone(),
            setup: photo.setup.clone(),
        }
    }
}

impl Sight {
    /// The pills of a photograph, and those that were taken off the tray.
    pub fn found(job: u64, located: &Located, pills: Vec<Lies>, missing: Vec<u32>) -> Self {
        let Located { photo, flaws, .. } = located;
        Self::Found {
            job,
            overview: pictures::overview(photo),
            size: [photo.pixels.width(), photo.pixels.height()],
            pills,
            missing,
            flaws: flaws.clone(),
        }
    }
}
