//! So much waits for the record that nothing more is taken: whoever asked can ask again, and whoever leaves has left.

#![cfg(unix)]

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::thread;

use crossbeam_channel::bounded;
use eframe::egui::{Key, Modifiers};
use rusqlite::Connection;
use takeback::custody::LinerStage;
use takeback::station::{Clock, SiteMode};
use takeback::ui::gate::Gate;

use crate::custody::{OTHER_PIN, SCAN, at_work, open_form, prove, scan, stage_of};
use crate::harness::{PATIENCE, Window};
use crate::support::staff;

/// More than may wait.
const MORE: usize = 80;

/// A file that whoever reads it waits for, until this is dropped.
pub struct HeldUp(PathBuf);

impl HeldUp {
    pub fn at(path: &Path) -> Self {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
        Self(path.to_owned())
    }

    /// What whoever reads it is given, once somebody does.
    pub fn begun(&self) -> File {
        let (path, (tell, told)) = (self.0.clone(), bounded(1));
        let open = move || tell.send(OpenOptions::new().write(true).open(path));
        let named = thread::Builder::new().name("held-up".to_owned());
        named.spawn(open).unwrap();
        told.recv_timeout(PATIENCE).unwrap().unwrap()
    }
}

impl Drop for HeldUp {
    fn drop(&mut self) {
        // Lets go of a reader, and waits for none.
        let _end = OpenOptions::new().read(true).write(true).open(&self.0);
        let _ = fs::remove_file(&self.0);
    }
}

/// Lets the record wait, by what is read for the screen of whoever reviews.
pub fn hold_up(window: &mut Window) -> HeldUp {
    let held_up = HeldUp::at(&window.home.path().join("review-filters.toml"));
    window.press(Modifiers::NONE, Key::F12);
    held_up
}

fn sign_in(window: &mut Window) {
    window.type_into("PIN or passphrase", staff::PASSPHRASE);
    window.press(Modifiers::NONE, Key::Enter);
}

#[test]
fn what_was_not_taken_can_be_asked_for_again_and_a_sign_out_is_always_taken() {
    let home = tempfile::tempdir().unwrap();
    let site = staff::site(SiteMode::Research);
    let station = Arc::new(staff::staffed(home.path(), Clock::System, site));
    station.sign_out(false).unwrap();
    let mut window = Window::over(home, Arc::clone(&station));
    window.tap_first("A. Boss, administrator");
    sign_in(&mut window);
    let is_in = |window: &Window| window.shows("Sign out A. Boss");
    window.until("the administrator", is_in);

    let held_up = hold_up(&mut window);
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

/// A collector's window whose administrator is signed in.
fn administrator_at_work() -> Window {
    let mut window = at_work(SiteMode::Collector, "");
    window.tap("Sign out C. Clerk");
    window.tap_first("A. Boss, administrator");
    sign_in(&mut window);
    window.until("the administrator", |window| {
        window.shows("Sign out A. Boss")
    });
    window
}

#[test]
fn what_is_scanned_while_a_form_is_checked_is_neither_signed_for_nor_lost() {
    let mut window = administrator_at_work();
    let size = "Size in gallons, as marked on the liner";
    let only_the_second = |window: &Window| {
        let removes = |number: &str| window.shows(&format!("Remove {number}"));
        removes("CRL1002") && !removes("CRL1001")
    };

    let held_up = hold_up(&mut window);
    window.press(Modifiers::NONE, Key::F7);
    window.tap("New liners came in");
    scan(&mut window, SCAN, "CRL1001");
    window.type_into(size, "10");
    window.tap("Record");
    scan(&mut window, SCAN, "CRL1002");
    assert!(window.shows("Checking…") && window.shows("2 numbers"));
    drop(held_up);
    window.until("the first liner", |window| {
        window.shows("Recorded: New liners came in")
    });
    assert!(only_the_second(&window), "{:#?}", window.labels());
    window.type_into(size, "10");
    window.tap("Record");
    window.until("both liners", |window| {
        let shows = |number| window.shows(number);
        shows("CRL1001") && shows("CRL1002") && !shows("Remove CRL1002")
    });

    let held_up = hold_up(&mut window);
    open_form(&mut window, "CRL1001", "Put a liner in");
    window.tap("Check and sign, two people");
    scan(&mut window, SCAN, "CRL1002");
    assert!(window.shows("Checking…") && window.shows("2 numbers"));
    drop(held_up);
    window.until("the dialog", |window| {
        window.shows("The first: choose your name")
    });
    assert!(window.shows("Number: CRL1001"), "{:#?}", window.labels());
    assert!(!window.shows("CRL1001, CRL1002"), "nobody signs for it");
    prove(&mut window, Some("C. Clerk, operator"), staff::PIN);
    window.until("the first", |window| window.shows("C. Clerk has signed."));
    prove(&mut window, Some("D. Nurse, operator"), OTHER_PIN);
    window.until("the record", |window| {
        window.shows("Recorded: Put a liner in")
    });
    assert!(only_the_second(&window), "{:#?}", window.labels());
    assert_eq!(stage_of(&window, "CRL1001"), LinerStage::Installed);
    assert_eq!(stage_of(&window, "CRL1002"), LinerStage::Unused);
}

/// How many recovery codes were made beside the first.
fn codes_made(window: &Window) -> u32 {
    let record = Connection::open(window.home.path().join("takeback.db")).unwrap();
    let made = "SELECT count(*) FROM record WHERE content LIKE '%\"code_made\"%'";
    record.query_row(made, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_new_recovery_code_that_is_on_its_way_is_not_made_again_on_the_page_that_is_opened_anew() {
    let mut window = administrator_at_work();
    let held_up = hold_up(&mut window);
    window.press(Modifiers::NONE, Key::F10);
    for _ in 0..2 {
        window.tap("People");
        window.tap("New recovery code");
    }
    drop(held_up);
    window.until("the code", |window| {
        window.shows("Write down the recovery code")
    });
    window.tap("It is written down");
    // Read after whatever else was asked of the record.
    window.press(Modifiers::NONE, Key::F2);
    window.until("the log", |window| {
        !window.harness.state().state().log.loading
    });
    assert_eq!(codes_made(&window), 1);
}

#[test]
fn a_new_recovery_code_is_made_once_and_shown_only_to_whoever_is_still_there() {
    let ways: [fn(&mut Window); 2] = [
        |window| window.tap("Sign out A. Boss"),
        |window| window.press(Modifiers::NONE, Key::F11),
    ];
    for leave in ways {
        let mut window = administrator_at_work();
        let held_up = hold_up(&mut window);
        window.press(Modifiers::NONE, Key::F10);
        window.tap("People");
        window.tap("New recovery code");
        window.tap("New recovery code");
        leave(&mut window);
        drop(held_up);
        window.until("what became of it", |window| {
            let notice = window.harness.state().state().notice.as_ref();
            notice.is_some_and(|notice| notice.words.contains("shown to nobody"))
        });
        assert!(!window.shows("Write down the recovery code"));
        assert!(!window.shows("Sign out A. Boss"), "nobody came back");
        assert_eq!(codes_made(&window), 1);
    }
}
