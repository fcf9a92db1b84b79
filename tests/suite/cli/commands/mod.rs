//! The real binary, as a script or a person calls it.

mod doctor;
mod lookup;
mod outputs;
mod photographs;
mod recorded;
mod wrong_use;

use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::output::text;
use crate::support::program::models;

fn takeback(home: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_takeback"));
    command.arg("--home").arg(home.path().join("home"));
    command
}

fn run(home: &TempDir, args: &[&str]) -> Output {
    takeback(home).args(args).output().unwrap()
}

#[track_caller]
fn status(output: &Output, wanted: i32) {
    let said = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(wanted), "{said:?}");
}

/// A drawn tray and the centers of its pills.
fn tray(home: &TempDir, name: &str, args: &[&str]) -> (String, Vec<[f64; 2]>) {
    let path = home.path().join(name).to_str().unwrap().to_owned();
    let output = run(home, &[&["demo-tray", "--out", &path], args].concat());
    status(&output, 0);
    let center = |line: &str| {
        let (x, y) = line.split_whitespace().next()?.split_once(',')?;
        Some([x.parse().ok()?, y.parse().ok()?])
    };
    (
        path,
        text(&output.stdout).lines().filter_map(center).collect(),
    )
}

fn lines(output: &Output) -> Vec<Value> {
    text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}
