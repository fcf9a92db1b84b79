//! The arrows between the rooms, as `src/lib.rs` lists them: each uses only those above it. And why each
//! dependency is there.

use std::fs;
use std::path::{Path, PathBuf};

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The rooms in the order of the list.
fn listed(library: &str) -> Vec<&str> {
    let (_, list) = library.split_once("```text").unwrap();
    let (list, _) = list.split_once("```").unwrap();
    let lines = list.lines().filter_map(|line| line.strip_prefix("//! "));
    lines
        .filter_map(|line| line.split_whitespace().next())
        .collect()
}

/// Every file of Rust below `folder`, comments left out.
fn code_below(folder: &Path) -> Vec<(PathBuf, String)> {
    if !folder.is_dir() {
        let file = folder.with_extension("rs");
        return vec![(file.clone(), code_of(&file))];
    }
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let files = paths.flat_map(|path| {
        if path.is_dir() {
            return code_below(&path);
        }
        let code = code_of(&path);
        vec![(path, code)]
    });
    files.collect()
}

fn code_of(file: &Path) -> String {
    let words = fs::read_to_string(file).unwrap();
    let code = words
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

/// The rooms that `code` names: in `crate::room::…` and at the first level of `crate::{…}`.
fn named(code: &str) -> Vec<&str> {
    let first = |words: &'_ str| {
        let of_a_name = |letter: char| letter == '_' || letter.is_ascii_lowercase();
        words
            .find(|letter| !of_a_name(letter))
            .unwrap_or(words.len())
    };
    let mut rooms = Vec::new();
    for after in code.split("crate::").skip(1) {
        let Some(group) = after.strip_prefix('{') else {
            rooms.push(&after[..first(after)]);
            continue;
        };
        let (mut depth, mut from) = (1, 0);
        for (at, letter) in group.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 || (depth == 1 && letter == ',') {
                let name = group[from..at].trim_start();
                rooms.push(&name[..first(name)]);
                from = at + 1;
            }
            if depth == 0 {
                break;
            }
        }
    }
    rooms.retain(|room| !room.is_empty());
    rooms
}

#[test]
fn a_room_uses_only_those_above_it() {
    let library = fs::read_to_string(source().join("lib.rs")).unwrap();
    let rooms = listed(&library);
    let modules = library.lines().filter_map(|line| {
        let name = line.strip_prefix("pub mod ")?;
        name.strip_suffix(';')
    });
    let mut modules: Vec<_> = modules.collect();
    let mut sorted = rooms.clone();
    sorted.sort_unstable();
    modules.sort_unstable();
    assert_eq!(sorted, modules, "src/lib.rs lists every room once");
    let mut arrows = 0;
    for (place, room) in rooms.iter().enumerate() {
        let above = &rooms[..=place];
        for (path, code) in code_below(&source().join(room)) {
            for other in named(&code) {
                arrows += usize::from(other != *room);
                assert!(
                    above.contains(&other),
                    "{}: {room} uses {other}, which stands below it",
                    path.display()
                );
            }
        }
    }
    assert!(arrows > 200, "only {arrows} were found");
}

#[test]
fn every_dependency_has_its_reason() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let reasons = fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let (_, list) = manifest.split_once("[dependencies]").unwrap();
    let (list, _) = list.split_once("[[bench]]").unwrap();
    let names = list
        .lines()
        .filter(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once(" = "));
    let missing: Vec<_> = names
        .map(|(name, _)| name)
        .filter(|name| !reasons.contains(&format!("`{name}`")))
        .collect();
    assert!(missing.is_empty(), "not in ARCHITECTURE.md: {missing:?}");
}
