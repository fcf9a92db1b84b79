//! The camera of this station, as the settings name it.

use super::Station;
use crate::camera::{self, Choice, Fault, Feed, Found};

impl Station {
    /// Every camera that is connected to this machine.
    pub fn cameras() -> Result<Vec<Found>, Fault> {
        camera::list()
    }

    /// Where frames come from here, unless somebody says otherwise.
    pub fn camera_choice(&self) -> Choice {
        let settings = self.settings();
        match (
            &settings.camera_play,
            &settings.camera_folder,
            &settings.camera,
        ) {
            (Some(folder), _, _) => Choice::Played(folder.clone()),
            (None, Some(folder), _) => Choice::Watched(folder.clone()),
            (None, None, Some(id)) => Choice::Camera(id.clone()),
            (None, None, None) => Choice::AnyCamera,
        }
    }

    /// Starts fetching frames; `news` is called after each and after each change of state.
    pub fn watch(choice: Choice, news: impl Fn() + Send + 'static) -> std::io::Result<Feed> {
        Feed::start(choice, news)
    }
}
