//! `takeback --kiosk` starts its window again when that ends of itself. Needs a display (Xvfb does).

#![cfg(target_os = "linux")]
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use takeback::station::{Station, WindowLock};

use crate::support::needed;

/// Windows that `kiosk` has as its children now.
fn windows(kiosk: &Child) -> Vec<u32> {
    let pid = kiosk.id();
    let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"));
    let children = children.unwrap_or_default();
    children
        .split_whitespace()
        .filter_map(|pid| pid.parse().ok())
        .collect()
}

/// Waits for a window other than `old` that has the home for itself.
fn until_window(kiosk: &Child, home: &Path, old: Option<u32>) -> u32 {
    let end = Instant::now() + Duration::from_mins(1);
    while Instant::now() < end {
        let new = windows(kiosk).into_iter().find(|pid| Some(*pid) != old);
        let is_held = fs::File::open(home.join("window.lock"))
            .is_ok_and(|lock| matches!(lock.try_lock(), Err(fs::TryLockError::WouldBlock)));
        if let Some(pid) = new.filter(|_| is_held) {
            return pid;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("no window came");
}

/// Ends the processes that this test started, whatever becomes of it.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let windows = windows(&self.0);
        drop(self.0.kill());
        drop(self.0.wait());
        for pid in windows {
            kill(pid);
        }
    }
}

fn kill(pid: u32) {
    drop(Command::new("kill").args(["-9", &pid.to_string()]).status());
}

#[test]
fn a_kiosk_by_its_settings_comes_back_while_its_record_waits_for_the_passphrase() {
    if !needed(std::env::var_os("DISPLAY").is_some(), "there is no display") {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("settings.toml"), "kiosk = true\n").unwrap();
    drop(Station::open(home.path()).unwrap());
    let takeback = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_takeback"));
        command.arg("--home").arg(home.path());
        command
    };
    let encrypted = takeback()
        .arg("encrypt")
        .env("TAKEBACK_PASSPHRASE", "correct horse battery staple")
        .output()
        .unwrap();
    assert!(encrypted.status.success(), "{encrypted:?}");
    let kiosk = takeback().stderr(Stdio::piped()).spawn().unwrap();
    let mut kiosk = Ended(kiosk);
    let first = until_window(&kiosk.0, home.path(), None);
    kill(first);
    until_window(&kiosk.0, home.path(), Some(first));
    assert!(
        kiosk.0.try_wait().unwrap().is_none(),
        "the one that watches goes on"
    );
}

#[test]
fn a_kiosk_that_runs_already_is_not_started_twice() {
    let home = tempfile::tempdir().unwrap();
    let _first = WindowLock::of_kiosk(home.path()).unwrap();
    let second = Command::new(env!("CARGO_BIN_EXE_takeback"))
        .args(["--kiosk", "--home"])
        .arg(home.path())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut second = Ended(second);
    let end = Instant::now() + Duration::from_mins(1);
    let status = loop {
        if let Some(status) = second.0.try_wait().unwrap() {
            break status;
        }
        assert!(Instant::now() < end, "it goes on");
        std::thread::sleep(Duration::from_millis(50));
    };
    let mut said = String::new();
    let mut complaint = second.0.stderr.take().unwrap();
    complaint.read_to_string(&mut said).unwrap();
    assert_eq!(status.code(), Some(1), "{said}");
    assert!(said.contains("already open"), "{said}");
    assert!(!said.contains("started again"), "{said}");
}

#[test]
fn a_window_that_is_killed_is_started_again() {
    if !needed(std::env::var_os("DISPLAY").is_some(), "there is no display") {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let kiosk = Command::new(env!("CARGO_BIN_EXE_takeback"))
        .args(["--kiosk", "--home"])
        .arg(home.path())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut kiosk = Ended(kiosk);
    let first = until_window(&kiosk.0, home.path(), None);
    kill(first);
    let second = until_window(&kiosk.0, home.path(), Some(first));
    kill(second);
    until_window(&kiosk.0, home.path(), Some(second));
    assert!(
        kiosk.0.try_wait().unwrap().is_none(),
        "the one that watches goes on"
    );
}
