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
fn ten_digits_that_are_the_ndc_of_two_products_are_of_neither() {
    // 00093-0280-1 is bupropion, 0093-0028-01 enalapril.
    let error = expected("00093-7248-06,0009302801").unwrap_err();
    assert!(error.contains("`0009302801`"), "{error}");
    assert!(error.contains("write it as printed"), "{error}");
    for (printed, listed) in [
        ("00093-0280-1", "00093-0280-01"),
        ("00093-028-01", "00093-0028-01"),
    ] {
        assert_eq!(expected(printed).unwrap(), [listed]);
    }
}
