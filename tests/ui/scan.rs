//! Barcodes in the window: what a package says, what may be recorded of it, numbers for a form.

use std::path::Path;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use takeback::ledger::LogFilter;
use takeback::station::{SiteMode, Station};

#[cfg(unix)]
use crate::busy::hold_up;
#[cfg(unix)]
use crate::custody::{SCAN, scan};
use crate::custody::{at_work, sign_in};
use crate::harness::Window;
use crate::photographs;
use crate::screens::{administrator, look, report};
use crate::support::staff;
use crate::support::symbols::{GS, Ground, Print, Shot, Symbol, photograph};

/// Lamotrigine 200 mg: item, expiry, lot, serial.
pub fn package() -> Symbol {
    package_of("S0042")
}

fn package_of(serial: &str) -> Symbol {
    let elements = format!("01003009372480641727123110AB12{GS}21{serial}");
    Symbol::new(Print::Gs1DataMatrix, &elements)
}

/// Opens a photograph of the package with this serial number.
fn open_package(window: &mut Window, serial: &str) {
    let path = window.home.path().join(format!("{serial}.png"));
    save(&package_of(serial), &path);
    window.drop_file(&path);
    until_read(window, serial);
}

/// Has the camera see it, whose pictures are dropped into this folder.
pub fn show_package(window: &mut Window, dropped: &Path, serial: &str) {
    save(&package_of(serial), &dropped.join(format!("{serial}.png")));
    until_read(window, serial);
}

/// Opens a photograph of a label with these elements of that package, to the end of the look at it.
fn open_label(window: &mut Window, elements: &str) {
    let path = window.home.path().join("label.png");
    let text = format!("0100300937248064{elements}");
    save(&Symbol::new(Print::Gs1DataMatrix, &text), &path);
    window.drop_file(&path);
    let is_over = |window: &Window| !window.harness.state().state().scan.busy;
    window.until("the look", is_over);
}

fn until_read(window: &mut Window, serial: &str) {
    let number = format!("Serial number {serial}");
    window.until("the label", |window| window.shows(&number));
}

fn save(symbol: &Symbol, path: &Path) {
    let shot = Shot {
        ground: Ground::Wood,
        degrees: 4.0,
        ..Shot::default()
    };
    photograph(symbol, &shot).save(path).unwrap();
}

/// A folder of these photographs, and the setting that plays it as a camera.
fn played(symbols: &[Symbol]) -> (tempfile::TempDir, String) {
    let show = tempfile::tempdir().unwrap();
    for (place, symbol) in symbols.iter().enumerate() {
        save(symbol, &show.path().join(format!("{place}.png")));
    }
    let setting = format!("camera_play = \"{}\"\n", show.path().display());
    (show, setting)
}

pub fn research(symbols: &[Symbol]) -> (Window, tempfile::TempDir) {
    let (show, setting) = played(symbols);
    let settings = format!("site_mode = \"RESEARCH\"\noperator = \"A. Tester\"\n{setting}");
    let mut window = Window::open_with(&settings);
    window.press(Modifiers::COMMAND, Key::B);
    (window, show)
}

/// A window before a camera whose pictures are dropped into a folder.
pub fn watching() -> (Window, tempfile::TempDir) {
    let dropped = tempfile::tempdir().unwrap();
    let mut window = Window::open_with(&format!(
        "site_mode = \"RESEARCH\"\noperator = \"A. Tester\"\ncamera_folder = \"{}\"\n",
        dropped.path().display()
    ));
    window.press(Modifiers::COMMAND, Key::B);
    window.until("the camera", |window| {
        window.harness.state().state().camera.sees()
    });
    (window, dropped)
}

/// Every file in the home folder and below.
fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let below = entries.flat_map(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path)
        } else {
            vec![path.display().to_string()]
        }
    });
    below.collect()
}

#[test]
fn a_package_says_what_it_is_and_is_recorded_as_that_without_a_picture() {
    let (mut window, _show) = research(&[package()]);
    window.until("the label", |window| {
        window.shows("lamotrigine 200 MG Oral Tablet")
    });
    for words in [
        "NDC 00093-7248-06",
        "Lot AB12",
        "Use by Dec 31, 2027",
        "Serial number S0042",
        "What is inside was not identified",
        "nothing of it is kept",
    ] {
        assert!(window.shows(words), "{words}: {:#?}", window.labels());
    }
    window.tap("One more");
    window.tap("Record this medicine");
    window.until("the record", |window| {
        window.shows("Recorded. For another one like it")
    });
    assert!(!window.shows("Record this medicine"), "once is enough");
    let station = Station::open(window.home.path()).unwrap();
    let rows = station.log(&LogFilter::default()).unwrap();
    let [row] = rows.as_slice() else {
        panic!("{} rows", rows.len());
    };
    assert_eq!(row.decided.quantity, 2);
    assert!(row.disposal.photos.is_empty() && row.disposal.suggestion.is_none());
    assert!(format!("{:?}", row.decided).contains("00093-7248-06"));
    let scanned = row.disposal.package.as_ref().unwrap();
    assert_eq!(scanned.lot.as_deref(), Some("AB12"));
    assert_eq!(scanned.expires, Some(jiff::civil::date(2027, 12, 31)));
    assert_eq!(scanned.serial.as_deref(), Some("S0042"));
    let pictures: Vec<_> = files(window.home.path())
        .into_iter()
        .filter(|name| name.ends_with("png") || name.ends_with("jpg"))
        .collect();
    assert!(pictures.is_empty(), "{pictures:?}");
    window.tap("Next package");
    window.until("the next one", |window| {
        window.shows("Record this medicine")
    });
}

#[test]
fn where_the_law_records_no_items_the_label_is_read_and_the_law_is_named() {
    let (_show, setting) = played(&[package()]);
    let mut window = at_work(SiteMode::Collector, &setting);
    window.press(Modifiers::COMMAND, Key::B);
    window.until("the label", |window| window.shows("NDC 00093-7248-06"));
    assert!(window.shows("1317.75(c)"), "{:#?}", window.labels());
    assert!(!window.shows("Record this medicine"));
}

#[test]
fn numbers_of_liners_go_from_the_camera_into_the_form_each_once() {
    let liners = ["CRL1007", "CRL1008"].map(|id| Symbol::new(Print::Code128, id));
    let (_show, setting) = played(&liners);
    let mut window = at_work(SiteMode::Collector, &setting);
    window.press(Modifiers::NONE, Key::F7);
    window.tap("New liners came in");
    window.tap("Scan with camera");
    window.until("both numbers", |window| {
        window.shows("CRL1007") && window.shows("CRL1008")
    });
    assert!(window.shows("2 numbers"));
    window.tap("Back to the form");
    assert!(window.shows("Size in gallons, as marked on the liner"));
    assert!(window.shows("Remove CRL1007") && window.shows("Remove CRL1008"));
    window.type_into("Size in gallons, as marked on the liner", "10");
    window.tap("Record");
    window.until("the record", |window| {
        window.shows("Recorded: New liners came in")
    });
    let custody = Station::open(window.home.path())
        .unwrap()
        .custody()
        .unwrap();
    assert!(custody.liner(&"CRL1008".parse().unwrap()).is_some());
}

#[test]
fn a_number_that_a_form_cannot_take_is_said_while_it_is_scanned() {
    let (_show, setting) = played(&[Symbol::new(Print::Qr, "CRL9")]);
    let mut window = at_work(SiteMode::Collector, &setting);
    window.press(Modifiers::NONE, Key::F8);
    window.press(Modifiers::COMMAND, Key::B);
    window.until("the number", |window| window.shows("Number CRL9"));
    window.tap("Show the records of CRL9");
    window.until("its records", |window| {
        window.harness.query_all_by_value("CRL9").next().is_some()
    });
    window.press(Modifiers::NONE, Key::F7);
    window
        .harness
        .get_all_by_label("Take a liner out and seal it")
        .last()
        .unwrap()
        .click();
    window.harness.run_steps(4);
    window.tap("Scan with camera");
    window.until("the trouble", |window| window.shows("CRL9 is not"));
}

#[test]
fn a_photograph_that_is_opened_here_is_scanned_and_not_identified() {
    let (mut window, show) = research(&[]);
    let path = show.path().join("photo.png");
    save(&package(), &path);
    window.drop_file(&path);
    window.until("the label", |window| window.shows("NDC 00093-7248-06"));
    let blank = show.path().join("blank.png");
    image::RgbImage::from_pixel(320, 240, image::Rgb([90; 3]))
        .save(&blank)
        .unwrap();
    window.drop_file(&blank);
    window.until("what is wrong", |window| {
        window.shows("No barcode can be read in that photograph")
    });
}

#[test]
fn a_package_whose_record_is_taken_back_can_be_recorded_again() {
    let (mut window, _show) = research(&[]);
    open_package(&mut window, "S0042");
    window.tap("Record this medicine");
    window.until("the record", |window| {
        window.shows("Recorded. For another one like it")
    });
    window.tap_first("Undo");
    window.harness.run_steps(4);
    window.tap("Wrong drug");
    window.until("the record taken back", |window| {
        window.shows("Withdrawn: lamotrigine")
    });
    assert!(window.shows("Record this medicine"));
}

#[test]
fn two_labels_of_one_package_are_one_and_those_of_two_are_said_to_differ() {
    let (mut window, _show) = research(&[]);
    open_label(&mut window, "17271231");
    assert!(!window.shows("Lot AB12"));
    open_label(&mut window, &format!("10AB12{GS}21S0042"));
    for words in ["Use by Dec 31, 2027", "Lot AB12", "Serial number S0042"] {
        assert!(window.shows(words), "{words}: {:#?}", window.labels());
    }
    assert!(!window.shows("Another package: "));
    open_label(&mut window, "21S0043");
    assert!(window.shows("Another package: "));
    assert!(window.shows("Serial number S0042") && window.shows("Serial number S0043"));
}

#[test]
fn what_stands_beside_a_record_is_what_is_in_it() {
    let (mut window, _show) = research(&[]);
    let more = format!("10AB12{GS}21S0042");
    open_label(&mut window, "17271231");
    window.tap("Record this medicine");
    window.until("the record", |window| window.shows("Recorded. For another"));
    open_label(&mut window, &more);
    assert!(window.shows("Recorded. For another"));
    assert!(!window.shows("Serial number S0042") && !window.shows("Lot AB12"));
    window.tap("Next package");
    open_label(&mut window, &more);
    assert!(window.shows("Record this medicine") && window.shows("Serial number S0042"));
}

#[cfg(unix)]
#[test]
fn the_next_package_does_not_pass_for_the_one_that_is_being_recorded() {
    let mut window = administrator();
    let held_up = hold_up(&mut window);
    window.press(Modifiers::COMMAND, Key::B);
    open_package(&mut window, "S0042");
    window.tap("Record this medicine");
    assert!(window.harness.state().state().saving);
    open_package(&mut window, "S0043");
    drop(held_up);
    window.until("the record", |window| {
        window.harness.state().state().recorded == 1
    });
    assert!(
        window.shows("Record this medicine"),
        "{:#?}",
        window.labels()
    );
}

#[test]
fn a_package_that_is_looked_up_is_not_recorded_as_the_pill_on_the_tray() {
    let Some(mut window) = photographs::window() else {
        return;
    };
    window.tap("Try it with a drawing");
    window.until("the tray", |window| {
        window.harness.state().state().pill().is_some()
    });
    window.press(Modifiers::COMMAND, Key::B);
    let path = window.home.path().join("unknown.png");
    // The labeler of lamotrigine, and none of its products.
    let unknown = Symbol::new(Print::Gs1DataMatrix, "010030093999906310AB12");
    save(&unknown, &path);
    window.drop_file(&path);
    window.until("the label", |window| window.shows("Not in the catalog"));
    window.tap("Search the catalog");
    window.type_into("NDC", "00002-3228-30");
    window.tap_first("atomoxetine");
    window.tap("CONFIRM");
    window.until("the record", |window| window.shows("Recorded: atomoxetine"));
    let station = Station::open(window.home.path()).unwrap();
    let rows = station.log(&LogFilter::default()).unwrap();
    let [row] = rows.as_slice() else {
        panic!("{} rows", rows.len());
    };
    assert!(row.disposal.photos.is_empty() && row.disposal.suggestion.is_none());
    let tray = window.harness.state().state().tray.as_ref().unwrap();
    assert!(tray.pills.iter().all(|pill| pill.recorded.is_none()));
}

#[test]
fn the_screen_can_be_used_with_gloves_and_by_keyboard() {
    let mut faults = Vec::new();
    let (mut window, _show) = research(&[package()]);
    window.until("the label", |window| window.shows("Record this medicine"));
    look(&mut window, "scan", &mut faults);
    report(&faults);
}

#[test]
fn how_many_one_person_counted_of_a_package_is_not_the_next_ones_number() {
    let mut window = administrator();
    window.press(Modifiers::COMMAND, Key::B);
    open_package(&mut window, "S0042");
    window.tap("One more");
    assert_eq!(window.harness.state().state().scan.quantity, Some(2));
    window.tap("Sign out A. Boss");
    sign_in(&mut window, "P. Harm, pharmacist", staff::PIN);
    assert_eq!(window.harness.state().state().scan.quantity, None);
}

#[cfg(unix)]
#[test]
fn what_is_scanned_for_a_form_that_is_recorded_meanwhile_is_in_the_next_one() {
    let dropped = tempfile::tempdir().unwrap();
    let setting = format!("camera_folder = \"{}\"\n", dropped.path().display());
    let mut window = at_work(SiteMode::Collector, &setting);
    window.tap("Sign out C. Clerk");
    sign_in(&mut window, "A. Boss, administrator", staff::PASSPHRASE);
    let held_up = hold_up(&mut window);
    window.press(Modifiers::NONE, Key::F7);
    window.tap("New liners came in");
    scan(&mut window, SCAN, "CRL1001");
    window.type_into("Size in gallons, as marked on the liner", "10");
    window.tap("Record");
    assert!(window.shows("Checking…"));
    window.tap("Scan with camera");
    drop(held_up);
    window.until("the first liner", |window| {
        window.shows("Recorded: New liners came in")
    });
    window.until("the camera", |window| {
        window.harness.state().state().camera.sees()
    });
    let next = Symbol::new(Print::Code128, "CRL1002");
    save(&next, &dropped.path().join("1.png"));
    window.until("the next liner", |window| window.shows("CRL1002"));
    window.tap("Back to the form");
    assert!(window.shows("Remove CRL1002") && !window.shows("Remove CRL1001"));
}
