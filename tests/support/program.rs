//! The real program, and whether it has its models.

use std::path::Path;
use std::process::{Command, Output};

use super::present;

/// To be run over this home.
pub fn takeback(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_takeback"));
    command.arg("--home").arg(home).args(args);
    command
}

pub fn run(home: &Path, args: &[&str]) -> Output {
    takeback(home, args).output().unwrap()
}

/// Whether the models are there; without them a developer may skip, continuous integration not.
pub fn models() -> bool {
    present(&takeback::runtime::models_dir().join("manifest.json"))
}
