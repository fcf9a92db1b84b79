//! Filters under a name, in a small file of the home folder that a person may read and edit.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::state::Saved;
use crate::files::write_whole;
use crate::ui::app::App;
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::told;

const FILE: &str = "review-filters.toml";

#[derive(Default, Serialize, Deserialize)]
struct File {
    #[serde(default)]
    filter: Vec<Saved>,
}

impl App {
    pub(super) fn save_filters(&mut self) {
        let review = &mut self.state.review;
        let name = review.name.trim().to_owned();
        if name.is_empty() {
            return;
        }
        review.saved.retain(|saved| saved.name != name);
        let query = review.query.clone();
        review.saved.push(Saved { name, query });
        self.write_filters();
    }

    pub(super) fn write_filters(&mut self) {
        let saved = self.state.review.saved.clone();
        let _taken = self.ask(
            move |station| write(station.home(), &saved),
            |app, done| match done {
                Ok(()) => app.state.say(text("review-filters-kept")),
                Err(words) => app.state.warn(words),
            },
        );
    }
}

/// The filters that are kept in `home`; the error says what is wrong with the file.
pub fn read(home: &Path) -> Result<Vec<Saved>, String> {
    let path = home.join(FILE);
    let problem = |words: String| {
        let path = path.display().to_string();
        text_with(
            "review-filters-problem",
            [("path", path.into()), ("problem", words.into())],
        )
    };
    match fs::read_to_string(&path) {
        Ok(words) => toml::from_str::<File>(&words)
            .map(|file| file.filter)
            .map_err(|error| problem(error.message().to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(problem(told(&error))),
    }
}

/// Keeps `filters` in `home`; an error where what is kept there cannot be read, and would be lost.
pub fn write(home: &Path, filters: &[Saved]) -> Result<(), String> {
    read(home)?;
    let path = home.join(FILE);
    let file = File {
        filter: filters.to_vec(),
    };
    let words = toml::to_string(&file).map_err(|error| told(&error))?;
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    write_whole(&path, failed, |out| {
        out.write_all(words.as_bytes()).map_err(failed)
    })
}
