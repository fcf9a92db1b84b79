//! What the site hands back to the makers of the model, and whether model and people still agree.

use std::fmt::Write as _;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::sync::LazyLock;

use crate::support::item::unidentified;
use crate::support::suggestion::suggestion;
use crate::support::{colleagues, staff};
use image::{ImageFormat, Rgb, RgbImage};
use takeback::{
    catalog::{Catalog, ProductId},
    demo::{choose, draw_tray},
    files::sha256_hex,
    ledger::{
        LogFilter, LogRow, Meaning, Moment, Period, ReviewAct, SigningKey, TypedProduct,
        verify_bundle,
    },
    people::Secret,
    runtime::models_dir,
    station::{
        CheckWith, Clock, Decision, Doubts, Lapse, NewDisposal, Shown, SiteMode, Station,
        StationError, pack_model,
    },
};

/// So many minutes after 2026-11-22 09:30 in New York.
fn at(minute: i64) -> Clock {
    let start = 1_795_357_800_000_000;
    Clock::Fixed(Moment::from_parts(start + minute * 60_000_000, -5 * 3600).unwrap())
}

/// A station that keeps photographs, with a clerk, who is signed in, and a pharmacist.
fn station() -> (tempfile::TempDir, Station) {
    opened(tempfile::tempdir().unwrap(), "keep_photos = true")
}

/// The same, trusting whoever published the models in use anew: `release` at home.
fn trusting() -> (tempfile::TempDir, Station) {
    let home = tempfile::tempdir().unwrap();
    let publisher = home.path().join("publisher");
    fs::create_dir(&publisher).unwrap();
    let key = SigningKey::load_or_create(&publisher).unwrap().unwrap();
    pack_model(&models_dir(), &key, &home.path().join("release")).unwrap();
    let trusted = publisher.join("signing.pub");
    let trusted = format!("model_publisher = \"{}\"", trusted.display());
    opened(home, &format!("keep_photos = true\n{trusted}\n"))
}

fn opened(home: tempfile::TempDir, settings: &str) -> (tempfile::TempDir, Station) {
    fs::write(home.path().join("settings.toml"), settings).unwrap();
    let station = staff::staffed(home.path(), at(0), staff::site(SiteMode::Research));
    colleagues::join(&station);
    sit(&station, "C. Clerk");
    (home, station)
}

fn pin() -> Secret {
    Secret::new(staff::PIN)
}

fn sit(station: &Station, name: &str) {
    let id = station.named(name).unwrap().id;
    station.sign_in(id, &pin()).unwrap();
}

fn products(station: &Station) -> [ProductId; 2] {
    let catalog = station.catalog();
    let products = catalog.products();
    [products[10].id, products[20].id]
}

static DRAWING: LazyLock<RgbImage> = LazyLock::new(|| {
    let catalog = Catalog::builtin().unwrap();
    draw_tray(&choose(catalog.products(), 1, 5), 5).picture
});

/// A photograph of one pill as a PNG file; no two numbers give the same.
fn of_a_pill(number: u8) -> Vec<u8> {
    let mut picture = DRAWING.clone();
    picture.put_pixel(0, 0, Rgb([number; 3]));
    png(&picture)
}

fn png(picture: &RgbImage) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

/// Holds a photograph for the record; its hash.
fn held(station: &Station, file: &[u8]) -> String {
    station.hold_photo(file);
    sha256_hex(file)
}

fn photographed(station: &Station, number: u8) -> String {
    held(station, &of_a_pill(number))
}

/// Whether an item whose first photograph this is is kept for checks.
fn is_for_checks(hash: &str) -> bool {
    u8::from_str_radix(&hash[..2], 16).unwrap() < 64
}

/// A pharmacist signs in and approves these as they stand.
fn approve(station: &Station, items: &[&LogRow]) {
    sit(station, "P. Harm");
    let id = station.named("P. Harm").unwrap().id;
    let signed = station.sign(id, &pin(), Meaning::Reviewed).unwrap();
    for item in items {
        let act = ReviewAct::Approved;
        station.review(item.current, act, signed.clone()).unwrap();
    }
}

fn labels(folder: &Path) -> Vec<csv::StringRecord> {
    let mut rows = csv::Reader::from_path(folder.join("labels.csv")).unwrap();
    rows.records().map(Result::unwrap).collect()
}

/// The model named the first product, the person says `decided`.
fn recorded(station: &Station, photos: &[String], decided: ProductId) -> LogRow {
    let [first, _] = products(station);
    let new = NewDisposal {
        photos: photos.to_vec(),
        suggestion: Some(suggestion(station, true, &[(first, 910_000)])),
        decision: Decision::Product(decided),
        reference: Some("case 7".into()),
        ..unidentified()
    };
    station.record(new).unwrap()
}

#[test]
fn photographs_with_a_reviewed_truth_go_out_signed_and_without_names() {
    let (home, station) = station();
    let [first, second] = products(&station);
    let folder = home.path().join("exports/labelled");
    let refused = station.export_labelled(&folder, &LogFilter::default());
    assert!(matches!(refused, Err(StationError::NothingLabelled)));

    let sides = [photographed(&station, 10), photographed(&station, 20)];
    let approved = recorded(&station, &sides, first);
    let corrected = recorded(&station, &[photographed(&station, 30)], first);
    recorded(&station, &[photographed(&station, 40)], first); // nobody looked at it
    let disputed = recorded(&station, &[photographed(&station, 60)], first);
    let shared = photographed(&station, 50);
    let one_of_two = recorded(&station, std::slice::from_ref(&shared), first);
    recorded(&station, &[shared], second);
    let empty = png(&RgbImage::from_pixel(1280, 720, Rgb([112, 113, 116])));
    let without_a_pill = recorded(&station, &[held(&station, &empty)], first);
    approve(&station, &[&approved, &one_of_two, &without_a_pill]);
    let reason = "read under a lens";
    let decision = Decision::Product(second);
    station
        .correct(corrected.current, decision, 1, reason)
        .unwrap();
    let disputed = station
        .correct(disputed.current, decision, 1, reason)
        .unwrap();
    let pharmacist = station.signed_in().unwrap().id;
    let signed = station.sign(pharmacist, &pin(), Meaning::Reviewed).unwrap();
    let act = ReviewAct::SentBack {
        reason: reason.into(),
    };
    station.review(disputed.current, act, signed).unwrap();

    let done = station
        .export_labelled(&folder, &LogFilter::default())
        .unwrap();
    assert_eq!(done.photographs, 3);
    assert_eq!(verify_bundle(&folder, None).unwrap().finding, None);
    let rows = labels(&folder);
    let [first, second] = [first, second].map(|id| id.ndc11.to_string());
    let said = |row: &csv::StringRecord| [1, 6, 8].map(|cell| row[cell].to_owned());
    assert_eq!(
        rows.iter().map(said).collect::<Vec<_>>(),
        [
            [first.clone(), "approved".into(), first.clone()],
            [first.clone(), "approved".into(), first.clone()],
            [second, "corrected".into(), first],
        ]
    );
    let first_photo = [&rows[0], &rows[0], &rows[2]];
    for (row, first) in rows.iter().zip(first_photo) {
        let kind = if is_for_checks(&first[5]) {
            "check"
        } else {
            "site"
        };
        assert_eq!(&row[3], kind);
        assert!(folder.join(&row[0]).is_file());
        assert!(row[0].starts_with(&row[5]));
    }
    let pairs = fs::read_to_string(folder.join("pairs.csv")).unwrap();
    assert_eq!(pairs.lines().count(), 2);
    for entry in fs::read_dir(&folder).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for word in ["Clerk", "Harm", "case 7", reason] {
            assert!(!text.contains(word), "{word}");
        }
    }
}

#[test]
fn an_item_kept_for_checks_stays_so_where_its_first_photograph_does_not_go_out() {
    let (home, station) = station();
    let [first, second] = products(&station);
    let sides = [true, false].map(|for_checks| {
        let mut files = (0..=u8::MAX).map(of_a_pill);
        let file = files.find(|file| is_for_checks(&sha256_hex(file)) == for_checks);
        held(&station, &file.unwrap())
    });
    let item = recorded(&station, &sides, first);
    recorded(&station, &sides[..1], second);
    approve(&station, &[&item]);
    let folder = home.path().join("exports/labelled");
    station
        .export_labelled(&folder, &LogFilter::default())
        .unwrap();
    let rows = labels(&folder);
    assert_eq!(rows.len(), 1);
    assert_eq!([&rows[0][5], &rows[0][3]], [sides[1].as_str(), "check"]);
}

#[test]
fn a_fall_of_agreement_is_unfinished_business() {
    let (_home, station) = station();
    let [first, second] = products(&station);
    let items = |month: &str, agreed: u32, overruled: u32| {
        for (decided, count) in [(first, agreed), (second, overruled)] {
            for _ in 0..count {
                let new = NewDisposal {
                    suggestion: Some(suggestion(&station, true, &[(first, 910_000)])),
                    decision: Decision::Product(decided),
                    acted_on: Some(format!("{month}-15").parse().unwrap()),
                    ..unidentified()
                };
                station.record(new).unwrap();
            }
        }
    };
    items("2026-08", 57, 3);
    items("2026-11", 44, 3);
    let drifts = || {
        let lapses = station.lapses().unwrap();
        lapses.iter().any(|lapse| matches!(lapse, Lapse::Drift(_)))
    };
    assert!(!drifts(), "47 items say nothing");
    items("2026-11", 0, 13);
    assert!(drifts());
    let months = station.agreement(Period::default()).unwrap();
    let shown: Vec<_> = months
        .iter()
        .map(|(month, sum)| (month.to_string(), sum.asked, sum.agreed))
        .collect();
    assert_eq!(
        shown,
        [("2026-08-01".into(), 60, 57), ("2026-11-01".into(), 60, 44)]
    );
}

#[test]
fn a_kept_photograph_that_is_damaged_or_another_one_by_now_does_not_go_out() {
    let (home, station) = station();
    let [first, _] = products(&station);
    let hashes = [10, 20, 30].map(|number| photographed(&station, number));
    let items = hashes
        .each_ref()
        .map(|hash| recorded(&station, std::slice::from_ref(hash), first));
    approve(&station, &items.each_ref());
    damage(&station, &hashes[1], &[0; 1000]);
    damage(&station, &hashes[2], &of_a_pill(40));
    let folder = home.path().join("exports/labelled");
    let done = station
        .export_labelled(&folder, &LogFilter::default())
        .unwrap();
    assert_eq!((done.photographs, done.damaged), (1, 2));
    let rows = labels(&folder);
    assert_eq!(rows.len(), 1);
    assert_eq!(&rows[0][5], hashes[0]);
}

/// Puts something else in the place of a kept photograph.
fn damage(station: &Station, hash: &str, with: &[u8]) {
    let path = station.kept_photo(hash).unwrap().unwrap();
    fs::write(path, with).unwrap();
}

/// Why the release at home is not installed.
fn not_installed(home: &Path, station: &Station, check: &CheckWith) -> String {
    let boss = station.named(staff::ADMINISTRATOR).unwrap().id;
    let secret = Secret::new(staff::PASSPHRASE);
    station.sign_in(boss, &secret).unwrap();
    let installed = station.install_model(&home.join("release"), check);
    installed.unwrap_err().to_string()
}

#[test]
fn a_model_is_checked_on_no_photograph_that_is_damaged_or_was_taught() {
    let (home, station) = trusting();
    let [first, _] = products(&station);
    let files = (0..=u8::MAX).map(of_a_pill);
    let files = files.filter(|file| is_for_checks(&sha256_hex(file)));
    let hashes: Vec<String> = files.take(4).map(|file| held(&station, &file)).collect();
    let items: Vec<LogRow> = hashes
        .iter()
        .map(|hash| recorded(&station, std::slice::from_ref(hash), first))
        .collect();
    approve(&station, &items.iter().collect::<Vec<_>>());
    let probe = ProductId {
        ndc11: "99999-0001-01".parse().unwrap(),
        part: 1,
    };
    let typed = TypedProduct::of_words("Probe 5 MG", "", "QX 5", &[], None);
    let taught = [Shown::LookedAt(hashes[1].clone())];
    station
        .enrol(&taught, probe, Some(typed), Doubts::Refuse)
        .unwrap();
    damage(&station, &hashes[2], &[0; 1000]);
    let unused = (0..=u8::MAX).map(of_a_pill);
    let mut unused = unused.filter(|file| !hashes.contains(&sha256_hex(file)));
    damage(&station, &hashes[3], &unused.next().unwrap());
    let said = not_installed(home.path(), &station, &CheckWith::Own);
    assert!(said.contains("only 1 photographs"), "{said}");
    assert!(said.contains("(3 more were left out)"), "{said}");
}

#[test]
fn a_model_is_checked_on_no_photograph_that_models_learn_from() {
    let (home, station) = trusting();
    let ProductId { ndc11, part } = products(&station)[0];
    let known = home.path().join("exports/known");
    fs::create_dir_all(&known).unwrap();
    let refusal = |kinds: [&str; 2]| {
        let mut rows = "file,ndc11,part,kind\n".to_owned();
        for (number, kind) in (1..).zip(kinds) {
            fs::write(known.join(format!("{number}.png")), of_a_pill(number)).unwrap();
            writeln!(rows, "{number}.png,{ndc11},{part},{kind}").unwrap();
        }
        fs::write(known.join("labels.csv"), rows).unwrap();
        not_installed(home.path(), &station, &CheckWith::Folder(&known))
    };
    let said = refusal(["check", "site"]);
    assert!(said.contains("only 1 photographs"), "{said}");
    assert!(said.contains("(1 more were left out)"), "{said}");
    let said = refusal(["site", "site"]);
    assert!(said.contains("from which models learn"), "{said}");
}
