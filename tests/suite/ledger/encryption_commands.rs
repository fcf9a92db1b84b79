//! The record encrypted at rest, from the command line: where the key is taken from.

use std::{
    fs,
    path::Path,
    process::{Output, Stdio},
};

use super::encryption::{PASSPHRASE, recorded};
use crate::support::program::takeback;

fn run(home: &Path, args: &[&str], variables: &[(&str, &str)]) -> Output {
    takeback(home, args)
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

#[track_caller]
fn fine(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}{complaint}");
    assert!(!complaint.contains("ERROR"), "{complaint}");
    said
}

#[track_caller]
fn complains(output: &Output, words: &str) {
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_ne!(output.status.code(), Some(0));
    assert!(complaint.contains(words), "{words}: {complaint}");
}
#[test]
fn commands_take_the_key_from_where_it_is_named() {
    let (outside, home) = recorded(2);
    let folder = outside.path().canonicalize().unwrap();
    let path = folder.join("record.key");
    let key = path.to_str().unwrap();
    let head = outside.path().join("head.txt");
    let head = head.to_str().unwrap();
    let mut encrypt = takeback(&home, &["encrypt", "--key-file", "record.key"]);
    let said = fine(&encrypt.current_dir(folder).output().unwrap());
    let stays_true = format!("opened by the key file\nsay so at every start: key_file = {key:?}");
    assert!(
        said.contains("a new key is in") && said.contains(&stays_true),
        "{said}"
    );
    complains(&run(&home, &["log"], &[]), "nobody can be asked here");
    complains(
        &run(&home, &["log"], &[("TAKEBACK_PASSPHRASE", PASSPHRASE)]),
        "does not open",
    );
    complains(
        &run(&home, &["log", "--key-file", "/nowhere/key"], &[]),
        "/nowhere/key",
    );
    complains(&run(&home, &["encrypt"], &[]), "is encrypted already");
    fine(&run(
        &home,
        &["head", "--out", head],
        &[("TAKEBACK_KEY_FILE", key)],
    ));
    let settings = fs::read_to_string(home.join("settings.toml")).unwrap();
    fs::write(
        home.join("settings.toml"),
        format!("{settings}\nkey_file = {key:?}\n"),
    )
    .unwrap();
    let said = fine(&run(&home, &["verify"], &[]));
    assert!(said.contains("4 records, the chain holds"), "{said}");
    let said = String::from_utf8(run(&home, &["doctor"], &[]).stdout).unwrap();
    assert!(said.contains("encrypted on the disk"), "{said}");
    let backups = outside.path().join("backups");
    let said = fine(&run(
        &home,
        &["backup", "--to", backups.to_str().unwrap()],
        &[],
    ));
    assert!(said.contains("encrypted with the same key"), "{said}");

    // Another machine: the copy, the public key, a head, and the key of the record.
    let folders = fs::read_dir(&backups)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let copy = folders
        .into_iter()
        .find(|path| path.join("takeback.db").exists())
        .unwrap();
    let (database, public) = (copy.join("takeback.db"), copy.join("signing.pub"));
    let nowhere = outside.path().join("nowhere");
    let arguments = [
        "verify",
        "--database",
        database.to_str().unwrap(),
        "--against",
        head,
        "--public-key",
        public.to_str().unwrap(),
    ];
    complains(&run(&nowhere, &arguments, &[]), "nobody can be asked here");
    let with_key = [&arguments[..], &["--key-file", key]].concat();
    let said = fine(&run(&nowhere, &with_key, &[]));
    assert!(said.contains("4 records, the chain holds"), "{said}");
    let said = fine(&run(&home, &["restore", copy.to_str().unwrap()], &[]));
    assert!(said.contains("4 records restored"), "{said}");

    let said = fine(&run(&home, &["decrypt"], &[]));
    assert!(said.contains("is not encrypted any more"), "{said}");
    complains(
        &run(&home, &["log"], &[]),
        "take `key_file` out of settings.toml",
    );
    fs::write(home.join("settings.toml"), settings).unwrap();
    let plain = outside.path().join("plain");
    fine(&run(
        &home,
        &["backup", "--to", plain.to_str().unwrap()],
        &[],
    ));
    fine(&run(
        &home,
        &["encrypt"],
        &[("TAKEBACK_PASSPHRASE", PASSPHRASE)],
    ));
    fine(&run(
        &home,
        &["verify"],
        &[("TAKEBACK_PASSPHRASE", PASSPHRASE)],
    ));

    let copy = fs::read_dir(&plain).unwrap().next().unwrap();
    let copy = copy.unwrap().path();
    let said = fine(&run(&home, &["restore", copy.to_str().unwrap()], &[]));
    assert!(said.contains("the record is in plain form now"), "{said}");
    fine(&run(&home, &["verify"], &[]));
}

#[test]
fn what_is_no_key_does_not_speak_against_the_record() {
    let (_outside, home) = recorded(1);
    fine(&run(
        &home,
        &["encrypt"],
        &[("TAKEBACK_PASSPHRASE", PASSPHRASE)],
    ));
    let settings = home.join("settings.toml");
    let named = ["log", "--key-file", settings.to_str().unwrap()];
    let wrong = run(&home, &named, &[]);
    complains(&wrong, "does not hold 64 hexadecimal digits");
    assert_eq!(wrong.status.code(), Some(1));
}
