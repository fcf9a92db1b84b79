//! The camera of this station, as the settings name it or somebody chose it.

use std::{fs, io::Write as _, path::Path, sync::PoisonError};

use super::{Settings, Station, StationError, desk::Desk, permit::permit};
use crate::{
    camera::{self, CameraId, Choice, Fault, Feed, Found, PictureFormat},
    files::write_whole,
    people::Action,
};

impl Settings {
    /// Where frames come from.
    pub(super) fn camera_choice(&self) -> Choice {
        match (&self.camera_play, &self.camera_folder) {
            (Some(folder), _) => Choice::Played(folder.clone()),
            (None, Some(folder)) => Choice::Watched(folder.clone()),
            (None, None) => Choice::Camera {
                id: self.camera.clone().filter(|id| !id.is_blank()),
                format: self.camera_format,
            },
        }
    }
}

impl Station {
    /// Every camera that is connected to this machine.
    pub fn cameras() -> Result<Vec<Found>, Fault> {
        camera::list()
    }

    /// What pictures a camera offers that can be read here.
    pub fn camera_formats(camera: &Found) -> Result<Vec<PictureFormat>, Fault> {
        camera::formats(camera)
    }

    /// Where frames come from here, unless somebody says otherwise.
    pub fn camera_choice(&self) -> Choice {
        let choice = self.camera.lock();
        choice.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The camera `id`, in the format of the settings where it is theirs.
    pub fn camera_named(&self, id: CameraId) -> Choice {
        let chosen = self.camera_choice();
        match &chosen {
            Choice::Camera {
                id: Some(known), ..
            } if *known == id => chosen,
            _ => Choice::Camera {
                id: Some(id),
                format: None,
            },
        }
    }

    /// An error where whoever is here may not choose the camera.
    pub fn may_choose_camera(&self) -> Result<(), StationError> {
        may_choose(&self.desk())
    }

    /// Takes the camera `id` from now on and at every start, or the first there is. A format in the settings was
    /// that of the camera before, and holds no more.
    pub fn choose_camera(&self, id: Option<&CameraId>) -> Result<(), StationError> {
        may_choose(&*self.fresh_desk()?)?;
        if !matches!(self.camera_choice(), Choice::Camera { .. }) {
            return Err(StationError::FolderForCamera);
        }
        let settings = write_camera(&self.home.join("settings.toml"), id)?;
        let mut choice = self.camera.lock().unwrap_or_else(PoisonError::into_inner);
        *choice = settings.camera_choice();
        Ok(())
    }

    /// Starts fetching frames, with the white balance of a camera where `white` says
    /// ([`Station::white_balance`], or wherever it settles); `news` is called after each and after each change
    /// of state.
    pub fn watch(
        choice: Choice,
        white: impl Fn(&CameraId, u32, u32) -> Option<u32> + Send + 'static,
        news: impl Fn() + Send + 'static,
    ) -> std::io::Result<Feed> {
        Feed::start(choice, white, news)
    }
}

/// Where nobody has an account, whoever records sets the camera up.
fn may_choose(desk: &Desk) -> Result<(), StationError> {
    let action = if desk.people.is_empty() {
        Action::RecordItem
    } else {
        Action::ChangeSite
    };
    permit(desk, action).map(drop)
}

/// Writes the camera into the settings and leaves all else there as it is.
fn write_camera(path: &Path, id: Option<&CameraId>) -> Result<Settings, StationError> {
    let before = Settings::load_or_create(path)?;
    if before.camera.as_ref() == id {
        return Ok(before);
    }
    let file_error = |source| StationError::SettingsFile {
        path: path.to_owned(),
        source,
    };
    let text = fs::read_to_string(path).map_err(file_error)?;
    let line = id.map(|id| format!("camera = {}\n", toml::Value::from(id.to_string())));
    let new = with_camera(&text, line.clone());
    let wanted = Settings {
        camera: id.cloned(),
        camera_format: None,
        ..before
    };
    // A person may have written them in a way that goes by no line.
    if toml::from_str(&new).as_ref() != Ok(&wanted) {
        return Err(StationError::SettingsByHand {
            path: path.to_owned(),
            line: line
                .unwrap_or_else(|| "camera = \"\"".to_owned())
                .trim()
                .to_owned(),
        });
    }
    write_whole(path, file_error, |file| {
        file.write_all(new.as_bytes()).map_err(file_error)
    })?;
    Ok(wanted)
}

/// `text` with `line` in place of the camera there; a format becomes a comment.
fn with_camera(text: &str, line: Option<String>) -> String {
    let mut line = line;
    let mut new = String::with_capacity(text.len());
    for old in text.split_inclusive('\n') {
        let key = old.split_once('=').map(|(key, _)| key.trim());
        match key {
            Some("camera") => new.extend(line.take()),
            Some("camera_format") => {
                new.push_str("# ");
                new.push_str(old);
            }
            // Where the first settings show how it is written.
            Some("# camera") if old.ends_with('\n') => {
                new.push_str(old);
                new.extend(line.take());
            }
            _ => new.push_str(old),
        }
    }
    if let Some(line) = line {
        if !new.is_empty() && !new.ends_with('\n') {
            new.push('\n');
        }
        new.push_str(&line);
    }
    new
}
