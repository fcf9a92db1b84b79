//! What sites export of their photographs as the makers of the model take it in.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use takeback::files::sha256_hex;
use tempfile::TempDir;

/// An export of photographs: the hash of each, what it shows and what it is for.
fn export(folder: PathBuf, made: &str, rows: &[[&str; 3]]) -> PathBuf {
    fs::create_dir(&folder).unwrap();
    let mut names = vec!["labels.csv".to_owned()];
    let mut labels = "file,ndc11,part,kind,photo_sha256\n".to_owned();
    for [photo, ndc11, kind] in rows {
        let name = format!("{photo}.jpg");
        fs::write(folder.join(&name), photo).unwrap();
        writeln!(labels, "{name},{ndc11},1,{kind},{photo}").unwrap();
        names.push(name);
    }
    fs::write(folder.join("labels.csv"), labels).unwrap();
    let listed = |name: &String| {
        let bytes = fs::read(folder.join(name)).unwrap();
        json!({"name": name, "sha256": sha256_hex(&bytes)})
    };
    let files: Vec<Value> = names.iter().map(listed).collect();
    let manifest = json!({"made": made, "files": files}).to_string();
    fs::write(folder.join("manifest.json"), manifest).unwrap();
    folder
}

#[test]
fn a_photograph_of_several_exports_is_taken_in_once_as_the_newest_has_it() {
    let folder = TempDir::new().unwrap();
    // Half an hour apart, over the end of summer time.
    let older = export(
        folder.path().join("older"),
        "2026-11-01T01:45:00-04:00",
        &[
            ["aa", "00002-3228-30", "site"],
            ["bb", "00002-3229-30", "site"],
            ["cc", "00002-3251-30", "site"],
            ["dd", "00002-3228-30", "check"],
        ],
    );
    let newer = export(
        folder.path().join("newer"),
        "2026-11-01T01:15:00-05:00",
        &[
            ["aa", "00093-7248-06", "site"],
            ["bb", "00002-3229-30", "site"],
            ["dd", "00002-3228-30", "check"],
        ],
    );
    let code = "import labelled, pathlib, sys\n\
        for path, ndc11, part in labelled.labels([pathlib.Path(folder) for folder in sys.argv[1:]]):\n    \
        print(path.name, ndc11, part)";
    for folders in [[&older, &newer], [&newer, &older]] {
        let run = Command::new("python3")
            .args(["-B", "-c", code])
            .args(folders)
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("training"))
            .output()
            .unwrap();
        let said = String::from_utf8(run.stdout).unwrap();
        let failed = String::from_utf8(run.stderr).unwrap();
        let mut taken: Vec<&str> = said.lines().collect();
        taken.sort_unstable();
        assert_eq!(
            taken,
            [
                "aa.jpg 00093-7248-06 1",
                "bb.jpg 00002-3229-30 1",
                "cc.jpg 00002-3251-30 1"
            ],
            "{failed}"
        );
    }
}
