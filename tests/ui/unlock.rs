//! The start screen of an encrypted record: typed, tapped, wrong, right.

use std::path::Path;
use std::time::Duration;

use crossbeam_channel::Receiver;
use eframe::egui::{Key, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use takeback::ledger::Opener;
use takeback::station::{Clock, Station};
use takeback::ui::unlock::Unlock;

const PASSPHRASE: &str = "Four words, no sense";

pub struct Gate {
    pub harness: Harness<'static, Unlock>,
    opened: Receiver<Station>,
    _home: tempfile::TempDir,
}

pub fn gate() -> Gate {
    let home = tempfile::tempdir().unwrap();
    let opener = Opener::Passphrase(PASSPHRASE.to_owned().into());
    drop(Station::open_with(home.path(), Clock::System, Some(opener)).unwrap());
    over(home)
}

fn over(home: tempfile::TempDir) -> Gate {
    let path: &Path = home.path();
    let (mut tell, path) = (None, path.to_owned());
    let harness = Harness::builder()
        .with_size(vec2(1280.0, 800.0))
        .build_eframe(|creation| {
            let (unlock, opened) = Unlock::new(&creation.egui_ctx, &path);
            tell = Some(opened);
            unlock
        });
    let mut gate = Gate {
        harness,
        opened: tell.unwrap(),
        _home: home,
    };
    gate.harness.step();
    gate
}

impl Gate {
    fn tap(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        self.harness.step();
        self.harness.step();
    }

    fn types(&mut self, words: &str) {
        let field = self.harness.get_by_label("Passphrase of the record");
        field.focus();
        self.harness.step();
        self.harness
            .get_by_label("Passphrase of the record")
            .type_text(words);
        self.harness.step();
    }

    fn shows(&self, words: &str) -> bool {
        let nodes = self.harness.root().children_recursive();
        let mut said = nodes.flat_map(|node| {
            let node = node.accesskit_node();
            [node.label(), node.value()]
        });
        said.any(|said| said.is_some_and(|said| said.contains(words)))
    }

    /// Steps until the answer is there; deriving the key takes a while.
    fn until<T>(&mut self, what: &str, found: impl Fn(&Self) -> Option<T>) -> T {
        for _ in 0..4_000 {
            self.harness.step();
            if let Some(found) = found(self) {
                return found;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("never came: {what}")
    }
}

#[test]
fn a_wrong_passphrase_is_told_and_the_right_one_opens_the_record() {
    let mut gate = gate();
    gate.types("four words, some sense");
    gate.harness.key_press(Key::Enter);
    gate.until("the refusal", |gate| {
        gate.shows("not the passphrase of this record")
            .then_some(())
    });
    gate.types(PASSPHRASE);
    gate.tap("Open the record");
    let station = gate.until("the station", |gate| gate.opened.try_recv().ok());
    assert!(station.verify().unwrap().is_intact());
}

#[test]
fn it_can_be_tapped_without_a_keyboard() {
    let mut gate = gate();
    assert!(!gate.shows("Four words"));
    gate.tap("Show what is typed");
    for (number, word) in PASSPHRASE.split(' ').enumerate() {
        if number > 0 {
            gate.tap("Space");
        }
        for letter in word.chars() {
            let capital = letter.is_uppercase();
            if capital {
                gate.tap("Capital letter");
            }
            if letter == ',' {
                gate.tap("Signs, áéí");
            }
            gate.tap(&letter.to_string());
            if letter == ',' {
                gate.tap("Letters");
            }
        }
    }
    gate.tap("x");
    gate.tap("Delete the last letter");
    assert!(gate.shows(PASSPHRASE), "it is shown when asked for");
    gate.tap("Enter");
    gate.until("the station", |gate| gate.opened.try_recv().ok());
}

#[test]
fn nothing_is_tried_before_something_is_typed() {
    let mut gate = gate();
    gate.tap("Open the record");
    assert!(!gate.shows("Checking") && !gate.shows("not the passphrase"));
}

#[test]
fn help_is_where_it_is_on_every_screen_and_leaves_what_was_typed() {
    let mut gate = gate();
    gate.types(PASSPHRASE);
    let help = gate.harness.get_by_label("Help").rect();
    assert!(help.left() > 640.0 && help.top() < 72.0, "{help:?}");
    gate.tap("Help");
    gate.harness.run_steps(3);
    assert!(gate.shows("chosen when the record was encrypted"));
    gate.tap("Done");
    assert!(!gate.shows("chosen when the record was encrypted"));
    gate.harness.key_press(Key::F1);
    gate.harness.run_steps(3);
    assert!(gate.shows("chosen when the record was encrypted"));
    gate.harness.key_press(Key::F1);
    gate.harness.run_steps(3);
    assert!(!gate.shows("chosen when the record was encrypted"));
    gate.tap("Open the record");
    gate.until("the station", |gate| gate.opened.try_recv().ok());
}

#[test]
fn the_right_passphrase_is_not_called_wrong_while_the_window_closes() {
    let mut gate = gate();
    gate.types(PASSPHRASE);
    gate.tap("Open the record");
    gate.until("the station", |gate| gate.opened.try_recv().ok());
    gate.harness.run_steps(4);
    assert!(!gate.shows("not the passphrase of this record"));
}
