//! Every visible word comes from the translation file, and nothing lies there unused.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use takeback::catalog::Catalog;
use takeback::hazard::Rules;
use takeback::ui::Language;

/// Tag of each language, with its messages by key.
fn languages() -> BTreeMap<String, BTreeMap<String, String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/i18n");
    let files = files_in(&folder).into_iter();
    files
        .map(|path| {
            let folder = path.parent().unwrap().file_name().unwrap();
            let file = fs::read_to_string(&path).unwrap();
            (folder.to_string_lossy().into_owned(), messages(&file))
        })
        .collect()
}

/// Every message of a Fluent file by its key, continued lines and all.
fn messages(file: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let mut last = String::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if let Some((key, words)) = line.split_once(" =")
            && line.starts_with(|first: char| first.is_ascii_lowercase())
        {
            key.clone_into(&mut last);
            let twice = all.insert(last.clone(), words.to_owned());
            assert!(twice.is_none(), "{key} is there twice");
        } else if let Some(words) = all.get_mut(&last) {
            words.push_str(line);
        }
    }
    all
}

fn keys() -> BTreeSet<String> {
    languages()["en-US"].keys().cloned().collect()
}

/// The names of the places that a message leaves open.
fn places(words: &str) -> BTreeSet<&str> {
    let name = |rest: &'_ str| {
        rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
            .unwrap_or(rest.len())
    };
    let after_each = words.split('$').skip(1);
    after_each.map(|rest| &rest[..name(rest)]).collect()
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
    let (mut keys, source) = (keys(), source());
    // Looked up by their English words.
    keys.retain(|key| !key.starts_with("told-"));
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
fn every_language_says_the_same_with_the_same_open_places() {
    let languages = languages();
    let english = &languages["en-US"];
    assert!(languages.len() > 1, "only {:?}", languages.keys());
    assert_eq!(languages.len(), Language::all().len());
    for (tag, messages) in &languages {
        let missing: Vec<_> = english
            .keys()
            .filter(|key| !messages.contains_key(*key))
            .collect();
        assert!(missing.is_empty(), "{tag} lacks {missing:?}");
        let extra: Vec<_> = messages
            .keys()
            .filter(|key| !english.contains_key(*key))
            .collect();
        assert!(extra.is_empty(), "{tag} has what en-US has not: {extra:?}");
        for (key, words) in messages {
            assert_eq!(places(words), places(&english[key]), "{tag}: {key}");
            assert!(!words.trim().is_empty(), "{tag}: {key} is empty");
        }
    }
}

#[test]
fn what_a_row_of_the_tray_has_no_room_for_is_never_the_verdict() {
    for (tag, messages) in languages() {
        let rows = messages.iter().filter(|(key, _)| key.starts_with("pill-"));
        let verdicts: Vec<_> = rows
            .filter(|(_, words)| words.contains("$verdict"))
            .collect();
        assert_eq!(verdicts.len(), 4, "{tag}: {verdicts:?}");
        for (key, words) in verdicts {
            assert!(words.trim().starts_with("{ $verdict }"), "{tag}: {key}");
        }
    }
}

/// What stands open becomes `{}`, however it is written.
fn open_places(words: &str) -> String {
    let mut out = String::new();
    for (place, part) in words.split('{').enumerate() {
        let after = if place == 0 {
            part
        } else {
            part.split_once('}').map_or("", |(_, after)| after)
        };
        if place > 0 && !out.ends_with("{}") {
            out.push_str("{}");
        }
        out.push_str(after);
    }
    out
}

/// The source that the window stands on, each literal in one line.
fn station_source() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let faces = ["src/ui", "src/cli"].map(|face| root.join(face));
    let files = files_in(&root.join("src")).into_iter();
    let own = files.filter(|path| !faces.iter().any(|face| path.starts_with(face)));
    let source: Vec<_> = own.map(|path| fs::read_to_string(path).unwrap()).collect();
    let mut joined = String::new();
    for line in source.join("\n").lines() {
        if let Some(begun) = line.trim_start().strip_suffix('\\') {
            joined.push_str(begun);
        } else {
            joined.push_str(line.trim_start());
            joined.push('\n');
        }
    }
    joined
}

/// The English of the phrase book, what stands open as `{}`.
fn book() -> BTreeSet<String> {
    languages()["en-US"]
        .iter()
        .filter(|(key, _)| key.starts_with("told-"))
        .map(|(_, words)| open_places(words.trim()))
        .collect()
}

#[test]
fn every_law_that_a_site_is_told_of_is_in_the_phrase_book() {
    let (book, source) = (book(), station_source());
    // `text` of a `Law`, and what `no(citation, text)` makes one of.
    let texts = source.split("\ntext: \"").skip(1);
    let ruled = source.split("= no(\n").skip(1);
    let ruled = ruled.filter_map(|rest| rest.split_once("\",\n\"").map(|(_, text)| text));
    let laws: Vec<_> = texts
        .chain(ruled)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(words, _)| words)
        .collect();
    assert!(laws.len() > 25, "only {} laws were found", laws.len());
    let missing: Vec<_> = laws
        .iter()
        .filter(|words| !book.contains(**words))
        .collect();
    assert!(
        missing.is_empty(),
        "not in the phrase book (told-): {missing:#?}"
    );
}

#[test]
fn every_error_of_the_station_is_in_the_phrase_book() {
    let book = book();
    let source = station_source();
    let after_each = source.split("#[error(").skip(1);
    let errors: Vec<_> = after_each
        .filter_map(|rest| rest.trim_start().strip_prefix('"'))
        .filter_map(|rest| rest.split_once('"'))
        .map(|(words, _)| open_places(words))
        .collect();
    assert!(
        errors.len() > 150,
        "only {} errors were found",
        errors.len()
    );
    let missing: Vec<_> = errors
        .iter()
        .filter(|words| !book.contains(*words))
        .collect();
    assert!(
        missing.is_empty(),
        "not in the phrase book (told-): {missing:#?}"
    );
}

#[test]
fn whatever_a_check_of_the_record_finds_is_in_the_phrase_book() {
    let english = &languages()["en-US"];
    let told = english.iter().filter(|(key, _)| key.starts_with("told-"));
    let book: BTreeSet<_> = told.map(|(_, words)| open_places(words.trim())).collect();
    let source = station_source();
    let after = |mark: &str| source.split_once(mark).unwrap().1;
    let shown = after("impl fmt::Display for Finding {");
    let shown = shown.split_once("impl fmt::Display").unwrap().0;
    let mut findings: Vec<_> = shown
        .split('"')
        .skip(1)
        .step_by(2)
        .map(open_places)
        .collect();
    // The head in question stands before what is wrong with it.
    findings.retain(|words| words != "{} {}");
    let faults = after("pub enum HeadFault {");
    let faults = faults.split_once("\n}\n").unwrap().0;
    let faults = faults.split('"').skip(1).step_by(2);
    findings.extend(faults.map(|words| format!("{{}} {}", open_places(words))));
    assert!(findings.len() > 15, "only {findings:?}");
    let missing: Vec<_> = findings
        .iter()
        .filter(|words| !book.contains(*words))
        .collect();
    assert!(missing.is_empty(), "not in the phrase book: {missing:#?}");
}

/// A column of a table of rules.
fn of_rules(table: &str, column: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/rules");
    let table = folder.join(table);
    let mut table = csv::Reader::from_path(table).unwrap();
    let headers = table.headers().unwrap().clone();
    let at = headers.iter().position(|each| each == column).unwrap();
    table
        .records()
        .map(|row| row.unwrap()[at].to_owned())
        .collect()
}

#[test]
fn every_condition_of_a_hazard_listing_is_in_the_phrase_book() {
    let book = book();
    let conditions = of_rules("hazard_rules.csv", "condition_notes");
    let conditions: BTreeSet<_> = conditions.into_iter().collect();
    let stated = conditions.iter().filter(|words| !words.is_empty());
    let missing: Vec<_> = stated.filter(|words| !book.contains(*words)).collect();
    assert!(
        missing.is_empty(),
        "not in the phrase book (told-): {missing:#?}"
    );
}

/// A note of nothing but names is the same in every language.
#[test]
fn every_note_of_a_schedule_that_a_product_is_in_is_in_the_phrase_book() {
    let (catalog, rules) = (Catalog::builtin().unwrap(), Rules::builtin().unwrap());
    let book = book();
    let products = catalog.products().iter();
    let schedules = products.filter_map(|product| rules.assess(product).schedule);
    let notes: BTreeSet<String> = schedules.map(|schedule| schedule.note).collect();
    let only_names = |note: &str| {
        let mut words = note.split([' ', ',', ';']);
        words.all(|word| !word.starts_with(char::is_lowercase))
    };
    let notes = notes.iter().map(|note| {
        let assumed = note.strip_suffix(" Strength not stated: limit taken as met.");
        assumed.unwrap_or(note)
    });
    let told: Vec<_> = notes.filter(|note| !only_names(note)).collect();
    assert!(told.len() > 10, "only {told:#?}");
    let missing: Vec<_> = told.iter().filter(|note| !book.contains(**note)).collect();
    assert!(
        missing.is_empty(),
        "not in the phrase book (told-): {missing:#?}"
    );
}

#[test]
fn no_phrase_is_left_that_the_station_says_no_more() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut said = station_source();
    for table in [
        "rules/version.toml",
        "catalog/colors.csv",
        "catalog/shapes.csv",
    ] {
        said.push_str(&fs::read_to_string(root.join("assets").join(table)).unwrap());
    }
    for (table, column) in [
        ("hazard_rules.csv", "condition_notes"),
        ("hazard_rules.csv", "source"),
        ("controlled_substances.csv", "notes"),
    ] {
        said.push_str(&of_rules(table, column).join("\n"));
    }
    let said = said.to_lowercase();
    for (key, words) in &languages()["en-US"] {
        if !key.starts_with("told-") {
            continue;
        }
        let fixed = open_places(words.trim());
        let longest = fixed.split("{}").max_by_key(|part| part.len()).unwrap();
        assert!(
            said.contains(&longest.trim().to_lowercase()),
            "{key}: nothing says “{longest}”"
        );
    }
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
