//! Photographs in a folder, and the program with a home of its own beside them.

use std::process::Output;

use tempfile::TempDir;

use crate::support::output::fine;
use crate::support::program::{models, run};

pub struct Desk(TempDir);

impl Desk {
    /// None where there are no models.
    pub fn open() -> Option<Self> {
        models().then(|| Self(TempDir::new().unwrap()))
    }

    pub fn at(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    pub fn run(&self, args: &[&str]) -> Output {
        let home = self.0.path().join("home");
        run(&home, args)
    }

    /// A drawing of so many pills.
    pub fn drawn(&self, name: &str, count: &str, seed: &str) -> String {
        let out = self.at(name);
        let draw = ["demo-tray", "--count", count, "--seed", seed, "--out", &out];
        fine(&self.run(&draw));
        out
    }
}
