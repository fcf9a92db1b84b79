//! `takeback record --package`: the medicine that a photographed label names, without the window.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::item;
use crate::support::output::{fine, refused};
use crate::support::symbols::{GS, Print, Shot, Symbol, below_each_other, photograph};
use takeback::barcode::{Drug, Label, PackageLabel};
use takeback::ledger::LogFilter;
use takeback::station::{Decision, NewDisposal, Station, StationError};

/// Teva's lamotrigine 200 mg, 00093-7248-06, as a carton and as its vial have it.
const CARTON: &str = "300937248064";
const VIAL: &str = "01003009372480641727123110AB12\u{1d}21S0042";

/// What the record keeps of the label of that vial.
fn whole() -> serde_json::Value {
    serde_json::json!({
        "ndc11": "00093-7248-06", "lot": "AB12", "expires": "2027-12-31", "serial": "S0042",
    })
}

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    fn photograph(&self, name: &str, print: Print, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        photograph(&Symbol::new(print, text), &Shot::default())
            .save(&path)
            .unwrap();
        path
    }

    /// Two labels in one photograph.
    fn two(&self, print: Print, texts: [&str; 2]) -> PathBuf {
        let path = self.folder.path().join("two.png");
        let symbols = texts.map(|text| Symbol::new(print, text));
        let shot = Shot {
            size: [1000, 240],
            ..Shot::default()
        };
        below_each_other(&symbols, &shot).save(&path).unwrap();
        path
    }

    fn takeback(&self, words: &[&str], photos: &[&Path]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_takeback"))
            .arg("--home")
            .arg(self.home())
            .args(words)
            .args(photos)
            .output()
            .unwrap()
    }

    fn record(&self, options: &[&str], photos: &[&Path]) -> Output {
        let record = ["record", "--package", "--quantity", "28"];
        self.takeback(&[&record, options].concat(), photos)
    }

    fn log(&self) -> Vec<serde_json::Value> {
        fine(&self.takeback(&["log", "--json"], &[]))
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Nothing is recorded, and the message says so much.
    fn refuses(&self, options: &[&str], photos: &[&Path], status: i32, because: &str) {
        refused(&self.record(options, photos), status, because);
        assert!(self.log().is_empty());
    }
}

#[test]
fn two_labels_of_one_package_are_one_disposal_and_their_pictures_are_let_go() {
    let desk = Desk::new();
    let carton = desk.photograph("carton.png", Print::UpcA, CARTON);
    let vial = desk.photograph("vial.png", Print::Gs1DataMatrix, VIAL);
    fine(&desk.record(&["--reference", "case 17"], &[&vial, &carton]));
    let log = desk.log();
    let [row] = log.as_slice() else {
        panic!("{log:#?}");
    };
    assert_eq!(row["package"], whole());
    assert_eq!(row["decided"]["quantity"], 28);
    assert_eq!(row["decided"]["reference"], "case 17");
    let kept = walk(&desk.home());
    assert!(!kept.is_empty());
    let pictures = ["png", "jpg"];
    assert!(
        kept.iter().all(|path| pictures
            .iter()
            .all(|&ending| path.extension() != Some(ending.as_ref()))),
        "{kept:?}"
    );
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries
        .flat_map(|entry| {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[test]
fn labels_of_one_package_fill_each_other_in_whichever_comes_first() {
    let (item, rest) = VIAL.split_at(VIAL.find("10AB12").unwrap());
    let lot = format!("0100300937248064{rest}");
    for order in [[0, 1], [1, 0]] {
        let desk = Desk::new();
        let labels = [("day.png", item), ("lot.png", lot.as_str())]
            .map(|(name, text)| desk.photograph(name, Print::Gs1DataMatrix, text));
        fine(&desk.record(&[], &order.map(|place| labels[place].as_path())));
        assert_eq!(desk.log()[0]["package"], whole());
    }
}

#[test]
fn what_the_label_of_a_package_says_is_recorded_with_its_medicine() {
    let desk = Desk::new();
    let station = Station::open(&desk.home()).unwrap();
    let symbol = Symbol::new(Print::Gs1DataMatrix, VIAL);
    let scanned = station.scan(&photograph(&symbol, &Shot::default()));
    let [(_, Ok(Label::Package(package)))] = scanned.as_slice() else {
        panic!("{scanned:?}");
    };
    let Drug::Known { products, .. } = &package.drug else {
        panic!("{package:?}");
    };
    let new = |decision, package: &PackageLabel| NewDisposal {
        decision,
        package: Some(package.clone()),
        ..item::unidentified()
    };
    let refused = station.record(new(Decision::Unidentified, package));
    assert!(matches!(refused, Err(StationError::NotThatPackage)));
    let row = station
        .record(new(Decision::Product(products[0]), package))
        .unwrap();
    station
        .correct(row.current, Decision::Product(products[0]), 3, "counted")
        .unwrap();

    let rows = station.log(&LogFilter::default()).unwrap();
    let kept = rows[0].disposal.package.as_ref().unwrap();
    assert_eq!(kept.ndc11, "00093-7248-06");
    assert_eq!(desk.log()[0]["package"], whole());
    let shown = fine(&desk.takeback(&["review", "show", &row.id.to_string()], &[]));
    let words = "package: NDC 00093-7248-06, lot AB12, use by 2027-12-31, serial S0042";
    assert!(shown.contains(words), "{shown}");
    let csv = desk.home().join("exports/log.csv");
    fine(&desk.takeback(&["export", "--out"], &[&csv]));
    let mut csv = csv::Reader::from_path(csv).unwrap();
    let header = csv.headers().unwrap().clone();
    let row = csv.records().next().unwrap().unwrap();
    let cell = |name: &str| &row[header.iter().position(|column| column == name).unwrap()];
    assert_eq!(cell("package_ndc11"), "00093-7248-06");
    assert_eq!(
        ["lot", "expires_on", "serial"].map(cell),
        ["AB12", "2027-12-31", "S0042"]
    );
    assert!(station.verify().unwrap().is_intact());
    // Another lot is another record: the chain covers it.
    drop(station);
    let changed = rusqlite::Connection::open(desk.home().join("takeback.db")).unwrap();
    changed
        .execute_batch(
            "DROP TRIGGER record_is_never_changed;
             UPDATE record SET content = replace(content, 'AB12', 'AB13') WHERE kind = 'disposal';",
        )
        .unwrap();
    drop(changed);
    let verified = desk.takeback(&["verify"], &[]);
    assert!(!verified.status.success(), "{verified:?}");
}

#[test]
fn of_two_packages_in_one_photograph_neither_is_recorded() {
    let desk = Desk::new();
    let lot = |lot: &str| format!("01003009372480641727123110{lot}");
    let lots = ["AB12", "CD34"].map(lot);
    let lots = [lots[0].as_str(), lots[1].as_str()];
    for (print, texts) in [
        (Print::UpcA, [CARTON, "300540108298"]),
        (Print::Gs1Code128, lots),
        (Print::Gs1DataMatrix, lots),
    ] {
        let two = desk.two(print, texts);
        desk.refuses(&[], &[&two], 1, "of several packages");
    }
}

#[test]
fn a_label_in_two_lines_names_its_package_whichever_line_is_read_first() {
    let lines = ["0100300937248064", "1727123110AB12"];
    for [first, second] in [lines, [lines[1], lines[0]]] {
        let desk = Desk::new();
        let label = desk.two(Print::Gs1Code128, [first, second]);
        fine(&desk.record(&[], &[&label]));
        assert_eq!(desk.log()[0]["package"]["ndc11"], "00093-7248-06");
    }
}

#[test]
fn what_is_no_single_known_package_is_refused_with_the_way_on() {
    let desk = Desk::new();
    let vial = desk.photograph("vial.png", Print::Gs1DataMatrix, VIAL);
    for (was, is) in [("AB12", "CD34"), ("271231", "271130"), ("S0042", "S0043")] {
        let other = VIAL.replace(was, is);
        assert!(other.contains(GS) && other != VIAL);
        let other = desk.photograph("other.png", Print::Gs1DataMatrix, &other);
        desk.refuses(&[], &[&vial, &other], 1, "of several packages");
    }
    let liner = desk.photograph("liner.png", Print::Code128, "CRL1007");
    desk.refuses(&[], &[&liner], 1, "no barcode of a drug's package");
    let unlisted = desk.photograph("unlisted.png", Print::Gs1DataMatrix, "0100300939999063");
    desk.refuses(&[], &[&unlisted], 1, "the catalogue does not list");
    desk.refuses(&["--part", "9"], &[&vial], 2, "has no part 9");
    desk.refuses(&["--pick", "1"], &[&vial], 2, "cannot be used with");
    desk.refuses(&["--imprint", "TEVA"], &[&vial], 2, "cannot be used with");
    desk.refuses(&["--mm-per-px", "0.1"], &[&vial], 2, "cannot be used with");
    let folder = desk.folder.path().join("missing.png");
    desk.refuses(&[], &[&folder], 1, "missing.png");
}
