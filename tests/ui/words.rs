//! Every visible word comes from the translation file, and nothing lies there unused.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn keys() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/i18n/en-US/main.ftl");
    let file = fs::read_to_string(path).unwrap();
    let heads = file
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()));
    heads
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .collect()
}

/// Every file below `folder`, in order.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let below = |path: PathBuf| {
        if path.is_dir() {
            files_in(&path)
        } else {
            vec![path]
        }
    };
    paths.into_iter().flat_map(below).collect()
}

/// The source of the window, comments left out.
fn source() -> String {
    let all: Vec<String> = files_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui"))
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    all.join("\n")
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Every `"literal"` of the source that reads like a key, and what stands before it.
fn literals(source: &str) -> Vec<(String, String)> {
    let pieces: Vec<&str> = source.split('"').collect();
    let like_a_key = |words: &str| {
        !words.is_empty()
            && words
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter == '-')
    };
    let places = pieces.windows(2).filter(|pair| like_a_key(pair[1]));
    places
        .map(|pair| (pair[0].trim_end().to_owned(), pair[1].to_owned()))
        .collect()
}

#[test]
fn no_key_is_missing_and_none_is_unused() {
    let (keys, source) = (keys(), source());
    assert!(keys.len() > 100, "only {} keys were found", keys.len());
    let literals = literals(&source);
    let used: BTreeSet<&String> = literals.iter().map(|(_, words)| words).collect();
    let unused: Vec<_> = keys.iter().filter(|key| !used.contains(key)).collect();
    assert!(unused.is_empty(), "never used: {unused:?}");
    let asked = literals.iter().filter(|(before, words)| {
        before.ends_with("text(") || before.ends_with("text_with(") || words.contains('-')
    });
    let missing: Vec<_> = asked
        .map(|(_, words)| words)
        .filter(|words| !keys.contains(*words))
        .collect();
    assert!(missing.is_empty(), "no words for: {missing:?}");
}

#[test]
fn no_sentence_is_written_into_the_source() {
    for (place, line) in source().lines().enumerate() {
        for call in [
            ".label(\"",
            ".heading(\"",
            "RichText::new(\"",
            "Button::new(\"",
            "bold(\"",
            "on_hover_text(\"",
        ] {
            assert!(
                !line.contains(call),
                "line {place} says its own words: {line}"
            );
        }
    }
}
