//! How the window presents itself, as the person at it last chose: kept in a small file of the home
//! folder, before which the settings speak, and before those the system.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use eframe::egui;
use serde::{Deserialize, Serialize};

use super::app::App;
use super::kit::theme;
use super::review;
use super::state::Screen;
use super::words::language::{Language, speak};
use super::words::told::told;
use super::workers::identify::Order;
use crate::files::write_whole;
use crate::station::{Settings, Station, Theme, Volume};

const FILE: &str = "window.toml";

/// What a person may choose of the window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Presentation {
    pub language: Language,
    pub theme: Theme,
    /// Size of all words and controls, percent.
    pub text_scale: u16,
    pub volume: Volume,
}

/// The sizes there are to choose from, percent.
pub const TEXT_SCALES: [u16; 5] = [100, 125, 150, 175, 200];

/// The file: what was chosen in the window, and nothing else.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Chosen {
    language: Option<String>,
    theme: Option<Theme>,
    text_scale: Option<u16>,
    volume: Option<Volume>,
}

impl Presentation {
    /// As chosen in the window, else as the settings have it, else as the system.
    pub fn of(station: &Station) -> Self {
        Self::in_home(station.home(), station.settings())
    }

    /// The same before the station is open.
    pub fn in_home(home: &Path, settings: &Settings) -> Self {
        let chosen = read(home);
        let named = |tag: &Option<String>| tag.as_deref().and_then(Language::of_tag);
        Self {
            language: named(&chosen.language)
                .or_else(|| named(&settings.language))
                .or_else(Language::of_the_system)
                .unwrap_or_else(Language::english),
            theme: chosen.theme.unwrap_or(settings.theme),
            text_scale: chosen
                .text_scale
                .or(settings.text_scale)
                .unwrap_or(100)
                .clamp(100, 200),
            volume: chosen.volume.unwrap_or(settings.volume),
        }
    }

    /// Colors and size; words are asked for as they are drawn.
    pub fn wear(self, ctx: &egui::Context) {
        theme::wear(ctx, self.theme);
        ctx.set_zoom_factor(f32::from(self.text_scale) / 100.0);
    }

    fn write(self, home: &Path) -> Result<(), String> {
        let path = home.join(FILE);
        let chosen = Chosen {
            language: Some(self.language.tag()),
            theme: Some(self.theme),
            text_scale: Some(self.text_scale),
            volume: Some(self.volume),
        };
        let words = toml::to_string(&chosen).map_err(|error| told(&error))?;
        let failed = |error: std::io::Error| format!("{}: {error}", path.display());
        write_whole(&path, failed, |out| {
            out.write_all(words.as_bytes()).map_err(failed)
        })
    }
}

/// A file that cannot be read keeps nobody from working: the window looks as the settings say.
fn read(home: &Path) -> Chosen {
    let path = home.join(FILE);
    let words = match fs::read_to_string(&path) {
        Ok(words) => words,
        Err(error) if error.kind() == ErrorKind::NotFound => return Chosen::default(),
        Err(error) => {
            tracing::warn!("{}: {error}", path.display());
            return Chosen::default();
        }
    };
    toml::from_str(&words).unwrap_or_else(|error| {
        tracing::warn!("{}: {error}", path.display());
        Chosen::default()
    })
}

impl App {
    /// Presents itself so from now on, and at the next start.
    pub(super) fn present(&mut self, ctx: &egui::Context, new: Presentation) {
        let old = std::mem::replace(&mut self.state.presentation, new);
        if old.language != new.language {
            speak(new.language);
            self.state.notice = None;
            self.identify.order(Order::Wake);
            self.say_again();
        }
        new.wear(ctx);
        let _taken = self.ask(
            move |station| new.write(station.home()),
            |app, written| {
                if let Err(words) = written {
                    app.state.warn(words);
                }
            },
        );
    }

    /// Puts what the screen in hand holds in words into the language of now; nothing that was begun changes.
    fn say_again(&mut self) {
        match self.state.screen {
            Screen::Log => self.load_log(),
            Screen::Review if review::offered(&self.state, &self.station) => self.open_review(),
            _ => {}
        }
    }
}
