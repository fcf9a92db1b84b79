//! `takeback record --package`: the medicine that a photographed label names, without the window.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::output::{fine, refused};
use crate::support::symbols::{GS, Print, Shot, Symbol, photograph};

/// Teva's lamotrigine 200 mg, 00093-7248-06, as a carton and as its vial have it.
const CARTON: &str = "300937248064";
const VIAL: &str = "01003009372480641727123110AB12\u{1d}21S0042";

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
    assert_eq!(
        row["package"],
        serde_json::json!({
            "ndc11": "00093-7248-06", "lot": "AB12", "expires": "2027-12-31", "serial": "S0042",
        })
    );
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
fn what_is_no_single_known_package_is_refused_with_the_way_on() {
    let desk = Desk::new();
    let vial = desk.photograph("vial.png", Print::Gs1DataMatrix, VIAL);
    let lot = VIAL.replace("AB12", "CD34");
    assert!(lot.contains(GS));
    let other_lot = desk.photograph("other.png", Print::Gs1DataMatrix, &lot);
    desk.refuses(&[], &[&vial, &other_lot], 1, "of several packages");
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
