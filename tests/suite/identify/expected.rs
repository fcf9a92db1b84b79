//! The list that a pill is compared with, as it is typed or read from a file.

use takeback::station::Station;
use tempfile::TempDir;

/// The NDCs of the products that a list means, or why it cannot be used.
fn expected(text: &str) -> Result<Vec<String>, String> {
    let home = TempDir::new().unwrap();
    let station = Station::open(home.path()).unwrap();
    let products = station.expected(text).map_err(|error| error.to_string())?;
    Ok(products.iter().map(|id| id.ndc11.to_string()).collect())
}

#[test]
fn a_list_is_read_as_a_spreadsheet_or_a_person_writes_it() {
    let listed = ["00093-0280-01", "00093-7248-06"];
    for text in [
        "0093-7248-06, 0093-0280-01",
        "00093724806;00093-0280-99 # of another package",
        "\u{feff}00093-7248-06\r\n00093-0280-01\r\n",
        "0093724806 00093028001",
    ] {
        assert_eq!(expected(text).unwrap(), listed, "{text:?}");
    }
    assert!(
        expected(" # nothing\n")
            .unwrap_err()
            .contains("names no NDC")
    );
    assert!(expected("99999-9999-99").unwrap_err().contains("99999"));
}

#[test]
fn what_a_hand_scanner_reads_off_a_drugs_package_is_the_ndc_in_it() {
    for scanned in [
        "300937248064",
        // Without its check digit, as EAN-13, as GTIN-14 and on a shipping case.
        "30093724806",
        "0300937248064",
        "]E00300937248064",
        "00300937248064",
        "50300937248069",
        "0100300937248064",
        "01003009372480641727123110AB12\u{1d}21S0042",
        "]d201003009372480641727123110AB1221S0042",
        "]C10100300937248064",
    ] {
        assert_eq!(expected(scanned).unwrap(), ["00093-7248-06"], "{scanned}");
    }
    // Eleven digits that a product has for its NDC are that one.
    assert_eq!(expected("31722020090").unwrap(), ["31722-0200-90"]);
    for damaged in ["300937248063", "0100300937248063", "]d2010030093724806"] {
        let error = expected(damaged).unwrap_err();
        assert!(error.contains("write it as printed"), "{error}");
    }
    let goods = expected("614141000036").unwrap_err();
    assert!(goods.contains("`614141000036`"), "{goods}");
}

#[test]
fn ten_digits_that_are_the_ndc_of_two_products_are_of_neither() {
    // 00093-0280-1 is bupropion, 0093-0028-01 enalapril; typed, and off a UPC with and without its check digit.
    for digits in ["0009302801", "300093028012", "30009302801"] {
        let error = expected(&format!("00093-7248-06,{digits}")).unwrap_err();
        assert!(error.contains(&format!("`{digits}`")), "{error}");
        assert!(error.contains("write it as printed"), "{error}");
    }
    for (printed, listed) in [
        ("00093-0280-1", "00093-0280-01"),
        ("00093-028-01", "00093-0028-01"),
    ] {
        assert_eq!(expected(printed).unwrap(), [listed]);
    }
}
