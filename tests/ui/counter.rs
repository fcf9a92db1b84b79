//! A window over a tray whose pictures are dropped into a folder, and what its tests do there.

use std::path::PathBuf;
use std::sync::Arc;

use egui_kittest::kittest::Queryable;
use image::RgbImage;
use takeback::ledger::LogFilter;
use takeback::station::Station;
use takeback::ui::pill::{Pill, Reading};
use takeback::ui::state::{Screen, Tray};

use crate::harness::Window;
use crate::photographs::has_models;
use crate::support::laid::{self, STRATTERA_40, STRATTERA_100};

pub const LEFT: [u32; 2] = [300, 200];
pub const RIGHT: [u32; 2] = [900, 200];
pub const BELOW: [u32; 2] = [600, 520];

/// A window over a tray whose pictures are dropped into a folder.
pub struct Counter {
    pub window: Window,
    pub dropped: tempfile::TempDir,
    studio: PathBuf,
    pictures: u32,
    pub taps: u32,
}

impl Counter {
    /// `None`, with the reason printed, where models or photographs are missing.
    pub fn open() -> Option<Self> {
        let studio = laid::studio()?;
        let elsewhere = tempfile::tempdir().unwrap();
        if !has_models(&Station::open(elsewhere.path()).unwrap()) {
            return None;
        }
        let dropped = tempfile::tempdir().unwrap();
        let window = Window::open_with(&format!(
            "site_mode = \"RESEARCH\"\noperator = \"A. Tester\"\nkeep_photos = true\ncamera_folder = \"{}\"\n",
            dropped.path().display()
        ));
        let mut counter = Self {
            window,
            dropped,
            studio,
            pictures: 0,
            taps: 0,
        };
        counter.window.until("the camera", |window| {
            window.shows("photographs dropped into")
        });
        Some(counter)
    }

    /// The window ended and was started again over the same record.
    pub fn started_again(self) -> Self {
        let home = self.window.close();
        let station = Arc::new(Station::open(home.path()).unwrap());
        Self {
            window: Window::as_started(home, station),
            ..self
        }
    }

    pub fn picture(&self, pills: &[(laid::Product, usize, [u32; 2])]) -> RgbImage {
        let mut tray = laid::tray();
        for (product, side, at) in pills {
            laid::lay(&mut tray, &self.studio, *product, *side, *at);
        }
        tray
    }

    pub fn show(&mut self, picture: &RgbImage) {
        self.show_together(std::slice::from_ref(picture));
    }

    /// Several at once, the newest last.
    pub fn show_together(&mut self, pictures: &[RgbImage]) {
        let folder = self.dropped.path();
        let ways = pictures.iter().zip(self.pictures + 1..);
        let ways: Vec<_> = ways
            .map(|(picture, number)| {
                let hidden = folder.join(format!("being-written-{number}"));
                picture
                    .save_with_format(&hidden, image::ImageFormat::Png)
                    .unwrap();
                (hidden, folder.join(format!("{number:03}.png")))
            })
            .collect();
        for (hidden, shown) in ways {
            std::fs::rename(hidden, shown).unwrap();
        }
        self.pictures += pictures.len() as u32;
    }

    pub fn lay(&mut self, pills: &[(laid::Product, usize, [u32; 2])]) {
        let picture = self.picture(pills);
        self.show(&picture);
    }

    pub fn until(&mut self, what: &str, holds: impl Fn(Option<&Tray>) -> bool) {
        self.window.until(what, |window| {
            holds(window.harness.state().state().tray.as_ref())
        });
    }

    /// Waits until so many pills lie there and all are read.
    pub fn until_read(&mut self, count: usize) {
        self.until("all pills read", |tray| {
            tray.is_some_and(|tray| tray.pills.len() == count && tray.pills.iter().all(is_read))
        });
    }

    pub fn tap(&mut self, name: &str) {
        self.taps += 1;
        self.window.tap(name);
    }

    /// One tap on the last control whose name contains this: what is announced comes before it.
    pub fn tap_on(&mut self, part: &str) {
        self.taps += 1;
        let found = self.window.harness.get_all_by_label_contains(part).last();
        found
            .unwrap_or_else(|| panic!("nothing named {part}"))
            .click();
        self.window.harness.run_steps(4);
    }

    /// Records the pill in hand, which is the first on the tray.
    pub fn record_strattera_40(&mut self) {
        self.tap_on("1. atomoxetine 40 MG");
        self.tap("CONFIRM");
        self.until("the record", |tray| {
            tray.is_some_and(|tray| tray.pills[0].recorded.is_some())
        });
    }

    /// Two lie there, and the first of them is recorded.
    pub fn record_the_first_of_two(&mut self) {
        self.lay(&[(STRATTERA_40, 0, LEFT), (STRATTERA_100, 0, RIGHT)]);
        self.until_read(2);
        self.tap("Pill 1 in the photograph");
        self.record_strattera_40();
    }

    /// What lies there is taken away, and the next pill has its number.
    pub fn lay_another_of_number_one(&mut self) {
        self.lay(&[]);
        self.until("an empty tray", |tray| tray.is_none());
        self.lay(&[(STRATTERA_100, 0, RIGHT)]);
        self.until_read(1);
        assert_eq!(self.pills()[0].number, 1);
    }

    pub fn screen(&self) -> Screen {
        self.window.harness.state().state().screen
    }

    pub fn pills(&self) -> &[Pill] {
        let state = self.window.harness.state().state();
        state.tray.as_ref().map_or(&[], |tray| &tray.pills)
    }

    pub fn rows(&self) -> Vec<takeback::ledger::LogRow> {
        let station = Station::open(self.window.home.path()).unwrap();
        station.log(&LogFilter::default()).unwrap()
    }
}

pub fn is_read(pill: &Pill) -> bool {
    matches!(pill.reading, Reading::Done(_))
}

pub fn numbers(tray: Option<&Tray>) -> Vec<u32> {
    tray.map_or_else(Vec::new, |tray| {
        tray.pills.iter().map(|pill| pill.number).collect()
    })
}
