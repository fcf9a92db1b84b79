//! Liners, packages, events and inventories through the real binary.

mod amended;
mod events;
mod liners;
mod packages;

use std::{
    collections::HashMap,
    fs,
    path::PathBuf,
    process::{Command, Output},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::report::by_column;

const BOSS: &str = "correct horse battery";

const PIN: &str = "739154";

struct Site {
    home: TempDir,
}

impl Site {
    /// A site of this mode with an administrator, A. Boss, and C. Clerk, both officers.
    fn new(mode: &str) -> Self {
        let site = Self {
            home: TempDir::new().unwrap(),
        };
        fs::write(site.file("boss"), format!("{BOSS}\n")).unwrap();
        fs::write(site.file("clerk"), format!("{PIN}\n")).unwrap();
        site.fine(&[
            "account",
            "add",
            "A. Boss",
            "--officer",
            "7",
            "--new-secret-file",
            &site.name("boss"),
        ]);
        site.fine(&site.by_boss(&[
            "account",
            "add",
            "C. Clerk",
            "--officer",
            "8",
            "--new-secret-file",
            &site.name("clerk"),
        ]));
        site.fine(&site.by_boss(&[
            "site",
            "set",
            "--mode",
            mode,
            "--name",
            "Main Street",
            "--address",
            "1 Main St",
            "--registration",
            "ab1234563",
            "--agency",
            "Police",
            "--officer-id",
            "7",
            "--overseeing-officer",
            "O. Seer",
        ]));
        site
    }

    fn file(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn name(&self, name: &str) -> String {
        self.file(name).to_str().unwrap().to_owned()
    }

    fn by_boss(&self, args: &[&str]) -> Vec<String> {
        let who = ["--as", "A. Boss", "--secret-file", &self.name("boss")].map(str::to_owned);
        args.iter()
            .map(|arg| (*arg).to_owned())
            .chain(who)
            .collect()
    }

    /// With both witnesses, A. Boss first.
    fn two(&self, args: &[&str]) -> Vec<String> {
        let files = [self.name("boss"), self.name("clerk")];
        let witnesses = [
            "--witness",
            "A. Boss",
            "--witness",
            "C. Clerk",
            "--witness-file",
            &files[0],
            "--witness-file",
            &files[1],
        ];
        args.iter()
            .chain(&witnesses)
            .map(|arg| (*arg).to_owned())
            .collect()
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_takeback"));
        command.arg("--home").arg(self.file("home"));
        for variable in [
            "TAKEBACK_SECRET",
            "TAKEBACK_WITNESS_1",
            "TAKEBACK_WITNESS_2",
        ] {
            command.env_remove(variable);
        }
        command
    }

    #[track_caller]
    fn fine(&self, args: &[impl AsRef<std::ffi::OsStr>]) -> String {
        let output = self.command().args(args).output().unwrap();
        said(&output, 0).0
    }

    #[track_caller]
    fn refused(&self, args: &[impl AsRef<std::ffi::OsStr>], status: i32, why: &str) {
        let output = self.command().args(args).output().unwrap();
        let (out, error) = said(&output, status);
        assert!(error.contains(why), "{why}: {out} {error}");
    }

    /// The rows of a report, by column.
    fn report(&self, name: &str) -> Vec<HashMap<String, String>> {
        let out = self.name(&format!("{name}.csv"));
        self.fine(&["report", name, "--out", &out]);
        by_column(&fs::read(out).unwrap())
    }

    fn lines(&self, args: &[&str]) -> Vec<Value> {
        let out = self.fine(args);
        out.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

#[track_caller]
fn said(output: &Output, status: i32) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let said = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(status), "{said:?}");
    said
}

/// What the records of a number state, from the first.
fn acts(site: &Site, number: &str) -> Vec<Value> {
    let lines = site.lines(&["trail", number, "--json"]);
    let act = |line: &Value| {
        let mut body = line["content"]["body"].clone();
        body["record"] = line["record"].clone();
        body
    };
    lines.iter().map(act).collect()
}
