//! Barcodes read off photographs of real symbols, and what the catalogue makes of them.

use std::process::Command;

use crate::support::symbols::{GS, Ground, Print, Shot, Symbol, below_each_other, photograph};
use image::{RgbImage, imageops};
use takeback::barcode::{Barcode, Drug, Label, PackageLabel, Symbology, read, read_all};
use takeback::catalog::{Catalog, Ndc11};

/// Teva's lamotrigine 200 mg, printed 0093-7248-06, in the catalogue as 00093-7248-06.
const UPC: &str = "300937248064";
const TEN_DIGITS: &str = "0093724806";

/// The ten digits of a drug in GTIN-12, -13 or -14, with the check digit.
fn gtin(indicator: Option<&str>, ten_digits: &str) -> String {
    let body = format!("{}3{ten_digits}", indicator.unwrap_or_default());
    let weights = [3, 1].into_iter().cycle();
    let digits = body.bytes().rev().map(|byte| u32::from(byte - b'0'));
    let sum: u32 = digits
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// The printed forms of an NDC: its ten digits wherever a leading zero of a part was filled in.
fn ten_digits(ndc: Ndc11) -> Vec<String> {
    let text = ndc.to_string();
    let parts: Vec<&str> = text.split('-').collect();
    (0..3)
        .filter(|&place| parts[place].starts_with('0'))
        .map(|place| {
            let mut parts = parts.clone();
            parts[place] = &parts[place][1..];
            parts.concat()
        })
        .collect()
}

/// What is read, as text with the reader's mark for GS1.
fn seen(print: Print, text: &str) -> (Symbology, String) {
    match print {
        Print::UpcA => (Symbology::UpcEan, text.to_owned()),
        Print::Code128 => (Symbology::Code128, text.to_owned()),
        Print::Gs1Code128 => (Symbology::Code128, format!("]C1{text}")),
        Print::DataMatrix => (Symbology::DataMatrix, text.to_owned()),
        Print::Gs1DataMatrix => (Symbology::DataMatrix, format!("]d2{text}")),
        Print::Qr => (Symbology::QrCode, text.to_owned()),
    }
}

/// The element string of one package: item, expiry, lot, serial.
fn elements() -> String {
    let item = gtin(Some("00"), TEN_DIGITS);
    format!("01{item}1727123110AB12{GS}21S0042")
}

fn prints() -> [(Print, String); 6] {
    [
        (Print::UpcA, UPC.to_owned()),
        (Print::Code128, "CRL1007".to_owned()),
        (
            Print::Gs1Code128,
            format!("01{}", gtin(Some("00"), TEN_DIGITS)),
        ),
        (Print::DataMatrix, "MBP-2026-0451".to_owned()),
        (Print::Gs1DataMatrix, elements()),
        (Print::Qr, "BOX-17".to_owned()),
    ]
}

fn is_striped(print: Print) -> bool {
    matches!(print, Print::UpcA | Print::Code128 | Print::Gs1Code128)
}

/// What a camera over a counter may do to a label and it is still read: the least of what
/// `examples/barcode_limits.rs` measures, with something to spare.
fn shots(print: Print) -> Vec<Shot> {
    let usual = Shot::default();
    let mut shots = vec![
        usual,
        Shot {
            module_px: 2.0,
            ground: Ground::Wood,
            ..usual
        },
        Shot {
            size: [1280, 720],
            module_px: 5.0,
            blur_px: 1.6,
            ground: Ground::Dark,
            ..usual
        },
        Shot {
            degrees: 90.0,
            module_px: 2.5,
            ground: Ground::White,
            ..usual
        },
        Shot {
            degrees: 180.0,
            noise: 8.0,
            ..usual
        },
        Shot {
            degrees: 6.0,
            tilt: [3e-4, -2e-4],
            ground: Ground::Wood,
            ..usual
        },
    ];
    if !is_striped(print) {
        shots.push(Shot {
            degrees: 33.0,
            module_px: 4.0,
            ..usual
        });
    }
    shots
}

#[test]
fn every_kind_is_read_off_photographs_on_every_ground_from_every_side() {
    let mut missed = Vec::new();
    for (print, text) in prints() {
        let symbol = Symbol::new(print, &text);
        let (symbology, text) = seen(print, &text);
        for shot in shots(print) {
            let found = read_all(&photograph(&symbol, &shot));
            let wanted = Barcode {
                symbology,
                text: text.clone(),
            };
            if found != [wanted] {
                missed.push(format!("{print:?} {shot:?}: {found:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_small_code_is_read_beside_a_large_one() {
    let mut both = RgbImage::new(4000, 3000);
    let elements = elements();
    let codes = [
        (Print::UpcA, UPC, 7.0),
        (Print::Gs1DataMatrix, elements.as_str(), 4.5),
    ];
    for ((print, text, module_px), left) in codes.into_iter().zip([0, 2000]) {
        let half = Shot {
            size: [2000, 3000],
            module_px,
            ..Shot::default()
        };
        let half = photograph(&Symbol::new(print, text), &half);
        imageops::replace(&mut both, &half, left, 0);
    }
    let found = read(&both);
    assert_eq!(found.len(), 2, "{found:?}");
    for (print, text, _) in codes {
        let (symbology, text) = seen(print, text);
        assert!(found.contains(&Barcode { symbology, text }), "{found:?}");
    }
}

#[test]
fn several_codes_of_a_kind_are_read_off_a_picture_that_no_other_follows() {
    let other_carton = gtin(None, "0054010829");
    let item = format!("01{}", gtin(Some("00"), TEN_DIGITS));
    let package = elements();
    let other_package = package.replace("S0042", "S0043");
    let pairs = [
        (Print::UpcA, [UPC, other_carton.as_str()]),
        (Print::Code128, ["CRL1007", "CRL1008"]),
        // One label in two lines.
        (Print::Gs1Code128, [item.as_str(), "1727123110AB12"]),
        (Print::Gs1DataMatrix, [package.as_str(), &other_package]),
    ];
    for (print, texts) in pairs {
        let symbols = texts.map(|text| Symbol::new(print, text));
        for degrees in [0.0, 6.0] {
            let shot = Shot {
                size: [640, 260],
                degrees,
                ..Shot::default()
            };
            let upright = below_each_other(&symbols, &shot);
            for picture in [imageops::rotate90(&upright), upright] {
                let found = read_all(&picture);
                assert_eq!(found.len(), 2, "{print:?} {shot:?}: {found:?}");
                for text in texts {
                    let (symbology, text) = seen(print, text);
                    let barcode = Barcode { symbology, text };
                    assert!(found.contains(&barcode), "{shot:?}: {found:?}");
                }
                // Of a camera's frames the next one is soon looked at.
                assert_eq!(read(&picture).len(), 1);
            }
        }
    }
}

#[test]
fn what_is_too_small_or_too_blurred_is_not_read_and_never_read_wrong() {
    let (mut read_right, mut not_read) = (0, 0);
    for (print, text) in prints() {
        let symbol = Symbol::new(print, &text);
        let (_, text) = seen(print, &text);
        for (module_px, blur_px) in [(0.7, 0.8), (1.2, 1.0), (2.0, 2.2), (3.0, 4.5)] {
            let shot = Shot {
                module_px,
                blur_px,
                noise: 8.0,
                degrees: 4.0,
                ..Shot::default()
            };
            match read_all(&photograph(&symbol, &shot)).as_slice() {
                [] => not_read += 1,
                found => {
                    assert!(
                        found.iter().all(|barcode| barcode.text == text),
                        "{print:?} {shot:?}: {found:?}"
                    );
                    read_right += 1;
                }
            }
        }
    }
    assert!(
        not_read > read_right,
        "{not_read} were not read, {read_right} were"
    );
}

#[test]
fn scan_says_what_the_label_of_a_photographed_package_says() {
    let folder = tempfile::tempdir().unwrap();
    let take = |name: &str, print, text: &str| {
        let path = folder.path().join(name);
        let shot = Shot {
            degrees: 5.0,
            ground: Ground::Wood,
            ..Shot::default()
        };
        photograph(&Symbol::new(print, text), &shot)
            .save(&path)
            .unwrap();
        path
    };
    let paths = [
        take("upc.png", Print::UpcA, UPC),
        take("gs1.png", Print::Gs1DataMatrix, &elements()),
        take(
            "case.png",
            Print::Gs1Code128,
            &format!("01{}", gtin(Some("50"), TEN_DIGITS)),
        ),
        take("liner.png", Print::Code128, "CRL1007"),
        take("box.png", Print::Qr, "BOX-17"),
    ];
    let output = Command::new(env!("CARGO_BIN_EXE_takeback"))
        .arg("--home")
        .arg(folder.path().join("home"))
        .args(["scan", "--json"])
        .args(&paths)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let said: Vec<serde_json::Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(said.len(), paths.len(), "{said:#?}");
    for package in &said[..3] {
        assert_eq!(package["says"], "package");
        assert_eq!(package["ndc11"], "00093-7248-06");
        assert_eq!(
            package["products"][0],
            "lamotrigine 200 MG Oral Tablet, TEVA"
        );
    }
    let of = |key: &str| {
        said.iter()
            .map(|said| said[key].as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("lot"), [None, Some("AB12"), None, None, None]);
    assert_eq!(of("expires"), [None, Some("2027-12-31"), None, None, None]);
    assert_eq!(of("serial"), [None, Some("S0042"), None, None, None]);
    assert_eq!(of("text")[3..], [Some("CRL1007"), Some("BOX-17")]);
    let kept = std::fs::read_dir(folder.path().join("home")).unwrap();
    let pictures = kept.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        [".png", ".jpg"]
            .iter()
            .any(|ending| name.to_string_lossy().ends_with(ending))
    });
    assert_eq!(pictures.count(), 0, "nothing of the picture is kept");
}

#[test]
fn what_a_pharmacy_prints_in_a_barcode_of_its_own_is_not_kept() {
    let catalog = Catalog::builtin().unwrap();
    let says = |symbology, text: &str| {
        let text = text.to_owned();
        Label::of(&Barcode { symbology, text }, &catalog, 2026).unwrap()
    };
    // A prescription's number, as vials carry it.
    let vial = says(Symbology::Code128, "RX7741093-02");
    assert!(matches!(vial, Label::Text(_)), "{vial:?}");
    // In the maker's elements, with the drug but without the maker's item number.
    for own in [
        "]d27150093-7248-06\u{1d}107741093\u{1d}21JANE-DOE",
        "]C121JANE-DOE\u{1d}7150093-7248-06\u{1d}17271231",
    ] {
        let Label::Package(package) = says(Symbology::DataMatrix, own) else {
            panic!("{own}");
        };
        assert!(matches!(package.drug, Drug::Known { .. }));
        assert_eq!(
            (package.lot, package.expires, package.serial),
            (None, None, None),
            "{own}"
        );
    }
}

/// What the catalogue makes of a trade item number.
fn drug(catalog: &Catalog, text: String) -> Drug {
    let barcode = Barcode {
        symbology: Symbology::UpcEan,
        text,
    };
    match Label::of(&barcode, catalog, 2026).unwrap() {
        Label::Package(PackageLabel { drug, .. }) => drug,
        other => panic!("{barcode:?} is {other:?}"),
    }
}

#[test]
fn the_catalogue_finds_every_product_by_the_ten_digits_of_each_split() {
    let catalog = Catalog::builtin().unwrap();
    let (mut known, mut ambiguous) = (0_u32, 0_u32);
    for product in catalog.products() {
        let ndc = product.id.ndc11;
        for digits in ten_digits(ndc) {
            for text in [
                gtin(None, &digits),
                gtin(Some("0"), &digits),
                gtin(Some("00"), &digits),
            ] {
                match drug(&catalog, text.clone()) {
                    Drug::Known {
                        ndc: found,
                        products,
                    } => {
                        assert_eq!(found, ndc, "{text}");
                        assert!(products.contains(&product.id), "{text}: {products:?}");
                        known += 1;
                    }
                    Drug::Ambiguous(readings) => {
                        assert!(readings.contains(&ndc), "{text}: {readings:?}");
                        ambiguous += 1;
                    }
                    Drug::Unknown(readings) => panic!("{text} of {ndc} may be {readings:?}"),
                }
            }
        }
    }
    println!("{known} known, {ambiguous} ambiguous");
    assert!(known > 10_000, "{known}");
    assert!(
        ambiguous * 30 < known,
        "{ambiguous} of {known} are not settled"
    );
}

#[test]
fn another_package_of_a_known_product_is_that_drug_and_another_product_is_not() {
    let catalog = Catalog::builtin().unwrap();
    let Drug::Known { ndc, products } = drug(&catalog, gtin(None, "0093724801")) else {
        panic!("the same labeler and product");
    };
    assert_eq!(
        ndc.to_string(),
        "00093-7248-01",
        "the package that was scanned"
    );
    assert_eq!(products[0].ndc11.to_string(), "00093-7248-06");
    let other = drug(&catalog, gtin(None, "0093999906"));
    assert!(
        matches!(&other, Drug::Unknown(readings) if readings.len() == 3),
        "{other:?}"
    );
}
