//! So much waits for the record that nothing more is taken: whoever asked can ask again, and whoever leaves has left.

#![cfg(unix)]

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use eframe::egui::{Key, Modifiers};
use takeback::station::{Clock, SiteMode};
use takeback::ui::gate::Gate;

use crate::harness::Window;
use crate::staff;

/// More than may wait.
const MORE: usize = 80;

/// A file that whoever reads it waits for, until this is dropped.
struct HeldUp(PathBuf);

impl HeldUp {
    fn at(path: &Path) -> Self {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
        Self(path.to_owned())
    }
}

impl Drop for HeldUp {
    fn drop(&mut self) {
        // Lets go of a reader, and waits for none.
        let _end = OpenOptions::new().read(true).write(true).open(&self.0);
        let _ = fs::remove_file(&self.0);
    }
}

fn sign_in(window: &mut Window) {
    window.type_into("PIN or passphrase", staff::PASSPHRASE);
    window.press(Modifiers::NONE, Key::Enter);
}

#[test]
fn what_was_not_taken_can_be_asked_for_again_and_a_sign_out_is_always_taken() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("review-filters.toml");
    let site = staff::site(SiteMode::Research);
    let station = Arc::new(staff::staffed(home.path(), Clock::System, site));
    station.sign_out(false).unwrap();
    let mut window = Window::over(home, Arc::clone(&station));
    window.tap_first("A. Boss, administrator");
    sign_in(&mut window);
    let is_in = |window: &Window| window.shows("Sign out A. Boss");
    window.until("the administrator", is_in);

    let held_up = HeldUp::at(&path);
    window.press(Modifiers::NONE, Key::F12);
    for _ in 0..MORE {
        window.press(Modifiers::NONE, Key::F2);
    }
    assert!(window.shows("The record is busy"), "{:#?}", window.labels());
    assert!(!window.harness.state().state().log.loading, "nothing comes");
    window.tap("Sign out A. Boss");
    sign_in(&mut window);
    let gate = |window: &Window| match &window.harness.state().state().gate {
        Gate::SignIn(sign_in) => (sign_in.who, sign_in.busy),
        _ => panic!("the gate is open: {:#?}", window.labels()),
    };
    assert!(!gate(&window).1, "nobody is being signed in");
    assert!(station.signed_in().is_some(), "the thread is still held up");

    drop(held_up);
    window.until("the sign-out", |_| station.signed_in().is_none());
    sign_in(&mut window);
    window.until("the administrator again", is_in);
    window.press(Modifiers::NONE, Key::F2);
    window.until("the log", |window| {
        !window.harness.state().state().log.loading
    });
}
