//! Accounts and the site through the real binary.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use rusqlite::Connection;
use tempfile::TempDir;

use crate::support::output::{fine, refused};
use crate::support::program::models;

const BOSS: &str = "correct horse battery";
const PIN: &str = "739154";

/// Runs takeback as somebody whose secret and new secret are these.
fn run(home: &TempDir, args: &[&str], secret: &str, new: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_takeback"))
        .arg("--home")
        .arg(home.path().join("home"))
        .args(args)
        .env("TAKEBACK_SECRET", secret)
        .env("TAKEBACK_NEW_SECRET", new)
        .output()
        .unwrap()
}

/// A home with an administrator; gives the recovery code.
fn founded() -> (TempDir, String) {
    let home = TempDir::new().unwrap();
    let said = fine(&run(&home, &["account", "add", "A. Boss"], "", BOSS));
    let code = said
        .lines()
        .find_map(|line| line.strip_prefix("Recovery code: "))
        .unwrap();
    (home, code.to_owned())
}

/// From now on the disk takes no record of this act of somebody's presence.
fn refuse_record_of(home: &TempDir, act: &str) {
    let database = Connection::open(home.path().join("home/takeback.db")).unwrap();
    let sql = format!(
        "CREATE TRIGGER refuse BEFORE INSERT ON record WHEN NEW.content ->> '$.body.act' = '{act}'
         BEGIN SELECT RAISE(ABORT, 'refused'); END"
    );
    database.execute_batch(&sql).unwrap();
}

#[test]
fn what_was_done_is_said_though_the_sign_out_is_not_recorded() {
    let home = TempDir::new().unwrap();
    fine(&run(&home, &["site", "show"], "", ""));
    refuse_record_of(&home, "signed_out");
    let founding = run(&home, &["account", "add", "A. Boss"], "", BOSS);
    assert!(fine(&founding).contains("Recovery code: "));
    let another = run(&home, &["account", "code", "--as", "A. Boss"], BOSS, "");
    assert!(fine(&another).contains("Recovery code: "));
    let said = String::from_utf8(another.stderr).unwrap();
    assert!(said.contains("the sign-out was not recorded"), "{said}");
    let add = ["account", "add", "A. Boss", "--as", "A. Boss"];
    refused(&run(&home, &add, BOSS, PIN), 1, "already");
}

#[test]
fn a_station_is_founded_wholly_or_not_at_all() {
    let home = TempDir::new().unwrap();
    fine(&run(&home, &["site", "show"], "", ""));
    refuse_record_of(&home, "signed_in");
    let found = || run(&home, &["account", "add", "A. Boss"], "", BOSS);
    refused(&found(), 1, "refused");
    let database = Connection::open(home.path().join("home/takeback.db")).unwrap();
    database.execute_batch("DROP TRIGGER refuse").unwrap();
    assert!(fine(&found()).contains("Recovery code: "));
    assert!(fine(&run(&home, &["verify"], "", "")).contains("the chain holds"));
}

#[test]
fn people_are_added_by_an_administrator_and_listed() {
    let (home, code) = founded();
    assert_eq!(code.len(), 29, "{code}");
    let add = ["account", "add", "C. Clerk", "--role", "operator"];
    refused(&run(&home, &add, "", PIN), 1, "--as NAME");
    let by_boss = [&add[..], &["--as", "a. boss"]].concat();
    refused(&run(&home, &by_boss, "wrong", PIN), 1, "4 tries left");
    refused(&run(&home, &by_boss, BOSS, "123456"), 1, "anyone tries");
    fine(&run(&home, &by_boss, BOSS, PIN));
    refused(&run(&home, &by_boss, BOSS, PIN), 1, "already");
    let by_clerk = ["account", "add", "E", "--as", "C. Clerk"];
    refused(
        &run(&home, &by_clerk, PIN, PIN),
        1,
        "who may not manage accounts",
    );
    fine(&run(
        &home,
        &[
            "account",
            "role",
            "C. Clerk",
            "pharmacist",
            "--as",
            "A. Boss",
        ],
        BOSS,
        "",
    ));
    fine(&run(
        &home,
        &["account", "disable", "C. Clerk", "--as", "A. Boss"],
        BOSS,
        "",
    ));
    let list = fine(&run(&home, &["account", "list", "--json"], "", ""));
    let [boss, clerk] = list.lines().collect::<Vec<_>>()[..] else {
        panic!("{list}")
    };
    assert!(boss.contains(r#""role":"administrator""#), "{boss}");
    assert!(clerk.contains(r#""role":"pharmacist""#), "{clerk}");
    assert!(clerk.contains(r#""disabled":true"#), "{clerk}");
    refused(
        &run(&home, &["account", "role", "X", "operator"], "", ""),
        1,
        "nobody here is called",
    );
    assert!(fine(&run(&home, &["verify"], "", "")).contains("the chain holds"));
}

#[test]
fn it_is_said_who_is_an_employee_of_the_collector() {
    let (home, _) = founded();
    let of = |answer: &str| {
        let args = ["account", "collector", "A. Boss", answer, "--as", "A. Boss"];
        run(&home, &args, BOSS, "")
    };
    let listed = || fine(&run(&home, &["account", "list", "--json"], "", ""));
    assert!(listed().contains(r#""of_collector":false"#));
    fine(&of("yes"));
    assert!(listed().contains(r#""of_collector":true"#));
    let table = fine(&run(&home, &["account", "list"], "", ""));
    assert!(table.contains("of the collector"), "{table}");
    fine(&of("no"));
    assert!(listed().contains(r#""of_collector":false"#));
    refused(&of("perhaps"), 2, "possible values");
}

#[test]
fn an_officers_number_is_stated_changed_and_taken_away() {
    let (home, _) = founded();
    let state = |number: &str| {
        let args = ["account", "officer", "A. Boss", number, "--as", "A. Boss"];
        fine(&run(&home, &args, BOSS, ""));
        fine(&run(&home, &["account", "list", "--json"], "", ""))
    };
    for (number, listed) in [("7", "\"7\""), ("4711", "\"4711\""), ("none", "null")] {
        let list = state(number);
        assert!(list.contains(&format!("\"officer\":{listed}")), "{list}");
    }
}

#[test]
fn a_secret_is_never_an_argument_and_may_come_from_a_file() {
    let (home, _) = founded();
    let output = run(
        &home,
        &["account", "secret", "A. Boss", "--secret", BOSS],
        "",
        "",
    );
    assert_eq!(output.status.code(), Some(2));
    // It is changed by whose it is, and by nobody else.
    let other = ["account", "secret", "A. Boss", "--as", "B. Other"];
    refused(&run(&home, &other, BOSS, "846209"), 2, "--as");
    let file = |name: &str, words: &str| {
        let path = home.path().join(name).to_str().unwrap().to_owned();
        std::fs::write(&path, words).unwrap();
        path
    };
    let (old, new) = (file("old", &format!("{BOSS}\n")), file("new", "846209\r\n"));
    let args = [
        "account",
        "secret",
        "A. Boss",
        "--secret-file",
        &old,
        "--new-secret-file",
        &new,
    ];
    fine(&run(&home, &args, "", ""));
    fine(&run(
        &home,
        &["account", "code", "--as", "A. Boss"],
        "846209",
        "",
    ));
}

#[cfg(unix)]
#[test]
fn a_new_secret_is_read_once_from_a_pipe() {
    let (home, _) = founded();
    let add = ["account", "add", "C. Clerk", "--as", "A. Boss"];
    let mut adding = Command::new(env!("CARGO_BIN_EXE_takeback"))
        .arg("--home")
        .arg(home.path().join("home"))
        .args(add)
        .args(["--new-secret-file", "/dev/stdin"])
        .env("TAKEBACK_SECRET", BOSS)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut typed = adding.stdin.take().unwrap();
    writeln!(typed, "{PIN}").unwrap();
    drop(typed);
    fine(&adding.wait_with_output().unwrap());
    let change = ["account", "secret", "C. Clerk"];
    fine(&run(&home, &change, PIN, "846209"));
}

#[test]
fn the_recovery_code_lets_the_administrator_back_in_once() {
    let (home, code) = founded();
    let path = home.path().join("code");
    std::fs::write(&path, &code).unwrap();
    let args = [
        "account",
        "recover",
        "A. Boss",
        "--code-file",
        path.to_str().unwrap(),
    ];
    let said = fine(&run(&home, &args, "", PIN));
    assert!(
        said.contains("Recovery code: ") && !said.contains(&code),
        "{said}"
    );
    refused(&run(&home, &args, "", PIN), 1, "recovery code is not right");
    fine(&run(
        &home,
        &["account", "code", "--as", "A. Boss"],
        PIN,
        "",
    ));
}

#[test]
fn an_administrator_sets_the_site_and_the_site_decides() {
    let (home, _) = founded();
    let set = [
        "site",
        "set",
        "--mode",
        "COLLECTOR",
        "--name",
        "Main Street",
    ];
    refused(&run(&home, &set, "", ""), 1, "--as NAME");
    let by_boss = [&set[..], &["--as", "A. Boss"]].concat();
    let shown = fine(&run(&home, &by_boss, BOSS, ""));
    for words in [
        "COLLECTOR",
        "Main Street",
        "Use the liner log",
        "yes    keep the liner log",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert_eq!(fine(&run(&home, &["site", "show"], "", "")), shown);
    refused(
        &run(
            &home,
            &["site", "set", "--mode", "CASINO", "--as", "A. Boss"],
            BOSS,
            "",
        ),
        2,
        "LE_EVENT",
    );
}

/// Whoever reads a pipe waits until somebody writes to it, as one who asks for a secret waits for a person.
#[cfg(unix)]
#[test]
fn a_change_of_the_site_puts_back_nothing_that_was_changed_while_the_secret_was_typed() {
    let (home, _) = founded();
    let pipe = home.path().join("secret");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let set = ["site", "set", "--telephone", "555 0100", "--as", "A. Boss"];
    let asking = Command::new(env!("CARGO_BIN_EXE_takeback"))
        .arg("--home")
        .arg(home.path().join("home"))
        .args(set)
        .arg("--secret-file")
        .arg(&pipe)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Opened once the other program reads at it.
    let mut typed = File::options().write(true).open(&pipe).unwrap();
    let meanwhile = [
        "site",
        "set",
        "--mode",
        "LE_RECEPTACLE",
        "--agency",
        "Springfield Police",
        "--as",
        "A. Boss",
    ];
    fine(&run(&home, &meanwhile, BOSS, ""));
    writeln!(typed, "{BOSS}").unwrap();
    drop(typed);
    let shown = fine(&asking.wait_with_output().unwrap());
    for words in [
        "LE_RECEPTACLE (Law enforcement, drop box)",
        "Springfield Police",
        "555 0100",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

#[test]
fn a_disposal_is_recorded_under_the_name_of_whoever_proves_it() {
    if !models() {
        return;
    }
    let (home, _) = founded();
    let photo = home.path().join("one.png").to_str().unwrap().to_owned();
    fine(&run(
        &home,
        &["demo-tray", "--out", &photo, "--count", "1"],
        "",
        "",
    ));
    assert!(Path::new(&photo).is_file());
    let record = ["record", &photo, "--unidentified", "--quantity", "1"];
    refused(&run(&home, &record, "", ""), 1, "nobody is signed in");
    let by_boss = [&record[..], &["--as", "A. Boss"]].concat();
    fine(&run(&home, &by_boss, BOSS, ""));
    let log = fine(&run(&home, &["log", "--json"], "", ""));
    assert_eq!(log.lines().count(), 1);
    assert!(log.contains(r#""by":"A. Boss""#), "{log}");
}
