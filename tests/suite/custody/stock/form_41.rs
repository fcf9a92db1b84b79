//! What DEA Form 41 and the request to destroy say of own stock, and which sites make them.

use calamine::Reader;
use takeback::{
    custody::Step,
    ledger::{LogFilter, Site, custody::Detail},
    report::Format,
    station::{SiteMode, StationError, StockChoice},
};

use super::{SECOND, book, choice, pharmacy, refused, set_up, sheet};
use crate::support::{item, staff};

#[test]
fn the_data_sheet_has_the_fields_of_form_41() {
    let stock = set_up(pharmacy());
    let (oxycodone, warfarin) = (stock.item("oxycodone", 125), stock.item("warfarin", 30));
    let packed = StockChoice {
        packages: Some("2x60".parse().unwrap()),
        ..choice(oxycodone)
    };
    let number = stock.destroy(&[packed, choice(warfarin)]).unwrap();
    let rows = stock.rows("form-41");
    assert_eq!(rows.len(), 1, "warfarin is in no schedule: {rows:?}");
    let said = [
        "sheet",
        "item",
        "batch_number",
        "pkg_qty",
        "full_pkgs",
        "partial_pkg_count",
    ]
    .map(|name| rows[0][name].clone());
    let place = [number, oxycodone].map(|place| place.to_string());
    assert_eq!(said, [&place[0], &place[1], "", "60", "2", "5"]);
    let total = &rows[0]["total"];
    assert!(
        total.starts_with("125 ") && total.ends_with('s') && total.contains(&rows[0]["form"]),
        "{total}"
    );
    assert!(rows[0]["substance"].to_lowercase().contains("oxycodone"));

    let file = stock.report("form-41", Format::Xlsx).unwrap();
    assert_eq!(
        book(&file).sheet_names(),
        ["Report", "B.1 Inventory", "C. Method", "D. Witnesses"],
        "own stock fills no B.2"
    );
    let front = sheet(&file, "Report");
    let field = |label: &str| {
        let row = front.iter().find(|row| row[0] == label);
        row.unwrap_or_else(|| panic!("no {label}"))[1].clone()
    };
    for (label, value) in [
        ("Registered Name", "Main Street Pharmacy Inc."),
        ("DEA Registration Number", "AB1234563"),
        ("Registered Address", "1 Main Street"),
        ("City", "Springfield"),
        ("State", "NT"),
        ("Zip Code", "12345"),
        ("Telephone Number", "555 0100"),
        ("Contact Name (if different)", "P. Pharmacist"),
    ] {
        assert_eq!(field(label), value, "{label}");
    }
    let left_out = front
        .iter()
        .any(|row| row[1].ends_with("not on the form: 1."));
    assert!(left_out, "{front:?}");
    let method = &sheet(&file, "C. Method")[1];
    assert_eq!(
        method[3..],
        [
            "Incineration",
            "Burn Inc.",
            "9 Kiln Road",
            "Shelbyville",
            "NT",
            "54321",
            ""
        ]
    );
    let witnesses = &sheet(&file, "D. Witnesses")[1];
    assert_eq!(
        [&witnesses[2], &witnesses[5]],
        [staff::ADMINISTRATOR, SECOND]
    );
}

#[test]
fn what_was_corrected_after_its_destruction_is_pointed_out() {
    let stock = set_up(pharmacy());
    let place = stock.item("oxycodone", 12);
    stock.destroy(&[choice(place)]).unwrap();
    let row = stock.station.log(&LogFilter::default()).unwrap().remove(0);
    let withdrawn = stock.station.withdraw(row.current, "not ours").unwrap();
    let seq = withdrawn.correction.unwrap().seq;
    let front = sheet(&stock.report("form-41", Format::Xlsx).unwrap(), "Report");
    let words = format!("by record {seq}");
    assert!(front.iter().any(|row| row[1].contains(&words)), "{front:?}");
    // What two people signed for stays as it was, also in a CSV, which has no notes.
    let rows = stock.rows("form-41");
    assert_eq!(rows.len(), 1, "{rows:?}");
    let said = format!("item {place} was corrected or withdrawn afterwards, {words}; the line");
    assert!(rows[0]["corrected"].starts_with(&said), "{rows:?}");
}

#[test]
fn what_was_typed_wrong_of_a_destruction_is_stated_anew_beside_it() {
    let stock = set_up(pharmacy());
    let item = stock.item("oxycodone", 12);
    let destroyed = stock.destroy(&[choice(item)]).unwrap();
    let amend = |is| {
        let two = staff::two(&stock.station, Step::Amend, [stock.boss, stock.clerk]);
        let (today, reason) = (stock.station.now().date(), "typo".parse().unwrap());
        let amended = stock.station.amend(today, destroyed, is, reason, two);
        amended.unwrap().content.seq
    };
    let method = amend(Detail::Method("Digestion".parse().unwrap()));
    let place = amend(Detail::Place("9 Kiln Street".parse().unwrap()));
    refused(
        stock
            .station
            .custody_detail(destroyed, &Detail::Weight(None)),
        "no act of custody that states this",
    );
    let file = stock.report("form-41", Format::Xlsx).unwrap();
    let signed = &sheet(&file, "C. Method")[1];
    assert_eq!(signed[3..6], ["Incineration", "Burn Inc.", "9 Kiln Road"]);
    let corrected = signed.last().unwrap();
    for said in [
        format!("method Digestion instead of method Incineration: typo (record {method}, "),
        format!(
            "place 9 Kiln Street instead of place 9 Kiln Road, Shelbyville, NT 54321: typo (record {place}, "
        ),
    ] {
        assert!(corrected.contains(&said), "{said}: {corrected}");
    }
    let rows = stock.rows("form-41");
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0]["corrected"], "");
}

#[test]
fn a_request_lists_what_is_on_hand_and_only_practitioners_make_it() {
    let stock = set_up(pharmacy());
    let (gone, here) = (stock.item("oxycodone", 12), stock.item("oxycodone", 30));
    stock.station.record(item::unidentified()).unwrap();
    stock.destroy(&[choice(gone)]).unwrap();
    let rows = stock.rows("form-41-request");
    let items: Vec<_> = rows.iter().map(|row| row["item"].clone()).collect();
    assert_eq!(items, [here.to_string()]);

    for practitioner in [None, Some(false)] {
        let site = Site {
            practitioner,
            ..pharmacy()
        };
        stock.station.set_site(site).unwrap();
        let asked = stock.report("form-41-request", Format::Csv);
        refused(asked, "1317.05(a)(4)(i)");
    }
}

#[test]
fn each_kind_of_site_makes_the_sheets_that_it_owes() {
    use SiteMode::{Collector, Mailback, RegistrantStock, Research, ReverseDistributor};
    let stock = set_up(pharmacy());
    for mode in SiteMode::ALL {
        let site = Site {
            mode: mode.code().into(),
            ..pharmacy()
        };
        stock.station.set_site(site).unwrap();
        let makes = |name| match stock.report(name, Format::Csv) {
            Ok(_) => true,
            Err(StationError::ReportNotHere { law, .. }) => {
                assert!(law.citation.contains("21 CFR"), "{law:?}");
                false
            }
            Err(error) => panic!("{mode:?} {name}: {error}"),
        };
        let registrant = matches!(
            mode,
            Collector | Mailback | RegistrantStock | Research | ReverseDistributor
        );
        assert_eq!(makes("form-41"), registrant, "{mode:?}");
        let practitioner = matches!(mode, Collector | RegistrantStock | Research);
        assert_eq!(makes("form-41-request"), practitioner, "{mode:?}");
    }
}
