//! The program reads off studio photographs what the reference reader (`training/imprint_lines.py`) does:
//! the same lines in the same places, and the same text where that is sure. And it reads plain print.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::support::locator;
use serde::Deserialize;
use takeback::identify::{ImprintReader, Reading};
use takeback::runtime::{Manifest, Runtime, models_dir};
use takeback::vision::{Photo, PillView};

/// Both find a line that is surer than this: the mean presence of its characters.
const PRESENT: f32 = 0.3;
/// And read the same where each of its characters is surer than this.
const SURE: f32 = 0.6;
/// How far apart the middles may lie, px of the finder's frame, and how much the heights may differ.
const APART: f32 = 0.5;
const HIGHER: f32 = 0.03;

#[derive(Deserialize)]
struct Parity {
    models: HashMap<String, String>,
    imprints: Vec<Photograph>,
}

#[derive(Deserialize)]
struct Photograph {
    file: String,
    sides: Vec<Side>,
}

#[derive(Deserialize)]
struct Side {
    cx: f32,
    cy: f32,
    lines: Vec<Line>,
}

/// Text, middle, height of the first character, presence, sureness of the least sure character.
#[derive(Deserialize, Debug)]
struct Line(String, f32, f32, f32, f32, f32);

impl Line {
    fn lies_as(&self, reading: &Reading) -> bool {
        let Self(_, x, y, height, ..) = self;
        (reading.place[0] - x).hypot(reading.place[1] - y) < APART
            && (reading.height / height - 1.0).abs() < HIGHER
    }

    fn is_present(&self) -> bool {
        self.4 > PRESENT
    }

    fn is_sure(&self) -> bool {
        self.5 > SURE
    }
}

/// The reader that ships; `None` after saying why the test is skipped.
fn shipped() -> Option<ImprintReader> {
    let manifest = Manifest::load(&models_dir()).unwrap();
    let entry = manifest.reader.expect("the manifest names a reader");
    let runtime = Runtime::start(None).expect("ONNX Runtime; `make setup` fetches it");
    let reader = ImprintReader::open(&runtime, &models_dir(), &entry, 1).unwrap();
    if reader.is_none() {
        assert!(
            !crate::support::present(&models_dir().join(&entry.finder.file)),
            "the reader does not open"
        );
    }
    reader
}

fn nearest<'v>(side: &Side, views: &'v [PillView]) -> &'v PillView {
    let off = |view: &PillView| (view.center[0] - side.cx).hypot(view.center[1] - side.cy);
    let views = views.iter();
    views.min_by(|a, b| off(a).total_cmp(&off(b))).unwrap()
}

#[test]
fn the_same_lines_are_read_as_by_the_reference() {
    let (Some(data), Some(reader), Some(locator)) =
        (crate::support::data_dir(), shipped(), locator::shipped())
    else {
        return;
    };
    let path = models_dir().join("parity.json");
    let parity: Parity = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let entry = Manifest::load(&models_dir()).unwrap().reader.unwrap();
    for named in [&entry.finder, &entry.recognizer] {
        assert_eq!(
            parity.models.get(&named.file),
            Some(&named.sha256),
            "run training/parity.py: parity.json is of another {}",
            named.file
        );
    }
    let (mut lines, mut texts, mut off) = (0, 0, Vec::new());
    for photograph in &parity.imprints {
        let images = data.join("rximage/images");
        let photo = Photo::read(&images.join(&photograph.file)).unwrap();
        let views = locator.find(&photo).unwrap();
        for side in &photograph.sides {
            let readings = reader.read(&photo, nearest(side, &views)).unwrap();
            for line in side.lines.iter().filter(|line| line.is_present()) {
                lines += 1;
                texts += usize::from(line.is_sure());
                let mut there = readings.iter().filter(|reading| line.lies_as(reading));
                let is_read = there.any(|reading| !line.is_sure() || reading.text() == line.0);
                if !is_read {
                    let read: Vec<_> = readings.iter().map(Reading::text).collect();
                    off.push(format!(
                        "{}: {line:?} is not among {read:?}",
                        photograph.file
                    ));
                }
            }
            // Nothing but what the reference found, but for what is hardly there.
            for reading in &readings {
                if !side.lines.iter().any(|line| line.lies_as(reading)) {
                    let text = reading.text();
                    off.push(format!("{}: only here: {text}", photograph.file));
                }
            }
        }
    }
    println!("{lines} lines, {texts} of them sure, {} off", off.len());
    assert!(parity.imprints.len() >= 12 && lines >= 20 && texts >= 10);
    // Peaks that just reach the least presence come and go with the last bit of a pixel.
    assert!(off.len() * 20 <= lines, "{off:#?}");
}

/// Capsules of one plain print, straight off the maker's label: letters and digits in ink.
fn printed(data: &Path) -> Vec<(String, Vec<String>)> {
    let mut rows = csv::Reader::from_path(data.join("rximage/reference.csv")).unwrap();
    let header = rows.headers().unwrap().clone();
    let place = |name: &str| header.iter().position(|column| column == name).unwrap();
    let [file, imprint, kind, shape, symbol] =
        ["nlm_file", "Imprint", "ImprintType", "Shape", "Symbol"].map(place);
    let rows = rows.records().map(Result::unwrap).filter(|row| {
        &row[kind] == "PRINTED" && &row[shape] == "CAPSULE" && &row[symbol] == "FALSE"
    });
    let tokens = |row: &csv::StringRecord| -> Vec<String> {
        let mut tokens: Vec<String> = row[imprint]
            .split([';', ' '])
            .map(|token| token.chars().filter(char::is_ascii_alphanumeric).collect())
            .map(|token: String| token.to_ascii_uppercase())
            .filter(|token| token.len() >= 3)
            .collect();
        tokens.sort();
        tokens.dedup();
        tokens
    };
    rows.map(|row| (row[file].to_owned(), tokens(&row)))
        .filter(|(_, tokens)| !tokens.is_empty())
        .collect()
}

#[test]
fn plain_print_is_read_off_real_photographs() {
    let (Some(data), Some(reader), Some(locator)) =
        (crate::support::data_dir(), shipped(), locator::shipped())
    else {
        return;
    };
    let all = printed(&data);
    let (mut read, mut missed, mut looked_at) = (0, Vec::new(), 0);
    for (file, tokens) in all.iter().step_by((all.len() / 16).max(1)) {
        let photo = Photo::read(&data.join("rximage/images").join(file)).unwrap();
        let mut texts = Vec::new();
        for view in &locator.find(&photo).unwrap() {
            let readings = reader.read(&photo, view).unwrap();
            texts.extend(readings.iter().map(Reading::text));
        }
        looked_at += 1;
        if tokens.iter().any(|token| texts.contains(token)) {
            read += 1;
        } else {
            missed.push(format!("{file}: {tokens:?}, read {texts:?}"));
        }
    }
    println!("{read} of {looked_at} read; missed: {missed:#?}");
    assert!(looked_at >= 16, "{looked_at}");
    assert!(
        4 * read >= 3 * looked_at,
        "{read} of {looked_at}: {missed:#?}"
    );
}
