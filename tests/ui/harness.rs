//! A window over a station in a folder of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::bounded;
use eframe::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use takeback::station::Station;
use takeback::ui::App;

use crate::painted::Textures;

pub struct Window {
    pub harness: Harness<'static, App>,
    pub home: tempfile::TempDir,
    pub textures: Textures,
}

/// Loading models on a busy machine is slow, a hang is not waited for.
pub const PATIENCE: Duration = Duration::from_secs(40);
const PAUSE: Duration = Duration::from_millis(10);

fn down_and_up(place: egui::Pos2) -> [egui::Event; 2] {
    [true, false].map(|pressed| egui::Event::PointerButton {
        pos: place,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    })
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

impl Window {
    pub fn open() -> Self {
        Self::open_with("site_mode = \"RESEARCH\"\noperator = \"A. Tester\"\n")
    }

    pub fn open_with(settings: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join("settings.toml"), settings).unwrap();
        let station = Arc::new(Station::open(home.path()).unwrap());
        Self::over(home, station)
    }

    /// Past the first start, where there is one.
    pub fn over(home: tempfile::TempDir, station: Arc<Station>) -> Self {
        let mut window = Self::as_started(home, station);
        if window.shows("Just try it") {
            window.tap("Just try it");
        }
        window
    }

    /// As it stands when the program starts.
    pub fn as_started(home: tempfile::TempDir, station: Arc<Station>) -> Self {
        Self::started(home, station, false)
    }

    /// As it stands when a kiosk starts.
    pub fn of_kiosk(home: tempfile::TempDir, station: Arc<Station>) -> Self {
        Self::started(home, station, true)
    }

    /// Closes it, what was asked of the record first.
    pub fn close(self) -> tempfile::TempDir {
        let Self { harness, home, .. } = self;
        drop(harness);
        home
    }

    fn started(home: tempfile::TempDir, station: Arc<Station>, kiosk: bool) -> Self {
        // Whatever the language of the machine that tests.
        let chosen = home.path().join("window.toml");
        if !chosen.exists() {
            std::fs::write(chosen, "language = \"en-US\"\n").unwrap();
        }
        let textures = Textures::default();
        let harness = Harness::builder()
            .renderer(textures.clone())
            .with_size(egui::vec2(1280.0, 800.0))
            .build_eframe(|creation| App::new(&creation.egui_ctx, station, None, kiosk).unwrap());
        let mut window = Self {
            harness,
            home,
            textures,
        };
        window.harness.step();
        window
    }

    /// Steps until `holds`, and says what was waited for when it never does.
    pub fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        for _ in 0..PATIENCE.as_millis() / PAUSE.as_millis() {
            self.harness.step();
            if holds(self) {
                self.harness.step();
                self.assert_words_are_whole();
                return;
            }
            thread::sleep(PAUSE);
        }
        panic!("never came: {what}; on screen: {:#?}", self.labels());
    }

    /// Does `act` and waits until the thread that looks has handed something over, which the window
    /// takes in no sooner than at its next step.
    pub fn until_looked(&mut self, act: impl FnOnce(&mut Self)) {
        let (tell, told) = bounded(1);
        // Whatever is handed over asks for a repaint.
        self.harness.ctx.set_repaint_observer(move |_| {
            if thread::current().name() == Some("identify") {
                let _ = tell.try_send(()); // nobody listens any more after the first
            }
        });
        act(self);
        told.recv_timeout(PATIENCE).unwrap();
    }

    /// Every name on the screen.
    pub fn labels(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        let words = nodes
            .map(|node| node.accesskit_node())
            .flat_map(|node| [node.label(), node.value()]);
        words
            .flatten()
            .filter(|words| !words.trim().is_empty())
            .collect()
    }

    pub fn shows(&self, words: &str) -> bool {
        self.labels().iter().any(|label| label.contains(words))
    }

    /// No key without words, no place in a sentence left open.
    fn assert_words_are_whole(&self) {
        for label in self.labels() {
            assert!(
                !label.contains("{$") && !label.contains("Unknown local"),
                "broken words: {label}"
            );
        }
    }

    /// One tap on the control with exactly this name.
    pub fn tap(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        // A box is measured in one frame and seen in the next.
        self.harness.run_steps(4);
    }

    /// One tap at this place.
    pub fn tap_at(&mut self, place: egui::Pos2) {
        let moved = egui::Event::PointerMoved(place);
        for event in std::iter::once(moved).chain(down_and_up(place)) {
            self.harness.input_mut().events.push(event);
            self.harness.step();
        }
        self.harness.run_steps(4);
    }

    /// One tap at this place that begins and ends within one frame, and what comes of it. Another comes half a
    /// second after it.
    pub fn quick_tap_at(&mut self, place: egui::Pos2) {
        let events = &mut self.harness.input_mut().events;
        events.extend(down_and_up(place));
        self.harness.run_steps(2);
    }

    /// The wheel over this place, so many times down.
    pub fn wheel_down(&mut self, place: egui::Pos2, times: usize) {
        for _ in 0..times {
            self.harness.hover_at(place);
            self.harness.event(egui::Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: egui::vec2(0.0, -600.0),
                phase: egui::TouchPhase::Move,
                modifiers: egui::Modifiers::NONE,
                source: egui::MouseWheelSource::Wheel,
            });
            self.harness.step();
        }
    }

    /// One tap on the first control whose name contains this.
    pub fn tap_first(&mut self, part: &str) {
        let found = self.harness.get_all_by_label_contains(part).next();
        found
            .unwrap_or_else(|| panic!("nothing named {part}"))
            .click();
        self.harness.step();
        self.harness.step();
    }

    pub fn type_into(&mut self, field: &str, words: &str) {
        self.harness.get_by_label(field).focus();
        self.harness.step();
        self.harness.get_by_label(field).type_text(words);
        self.harness.step();
        self.harness.step();
    }

    /// Types over what stands in the field.
    pub fn type_over(&mut self, field: &str, words: &str) {
        self.harness.get_by_label(field).focus();
        self.harness.step();
        self.press(egui::Modifiers::COMMAND, egui::Key::A);
        self.type_into(field, words);
    }

    pub fn press(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.step();
        self.harness.step();
    }

    /// Drops a file onto the window.
    pub fn drop_file(&mut self, path: &Path) {
        self.harness
            .input_mut()
            .dropped_files
            .push(Arc::new(Dropped(path.to_owned())));
        self.harness.step();
    }
}
