//! What is said and kept of an item after it was handed over.

use std::io::Cursor;

use crate::support::staff;
use calamine::{Reader, Xlsx};
use jiff::ToSpan;
use takeback::{
    ledger::{Moment, Period, custody::Conveyance},
    report::{Format, Kind, restore},
    station::{Clock, ReportOrder},
};

use super::{LONG_AGO_US, dea, order_form, refused, reverse_distributor, set_up, text};

#[test]
fn an_item_that_was_handed_over_is_here_no_more_and_the_log_says_to_whom_it_went() {
    let stock = set_up(Clock::System);
    let [gone, here] = ["oxycodone", "oxycodone"].map(|base| stock.item(base));
    let transfer = || {
        stock.transfer(
            gone,
            reverse_distributor(),
            Conveyance::PickUp,
            Some(order_form()),
        )
    };
    let place = transfer().unwrap();
    refused(transfer(), &format!("by record {place}"));
    let left = stock.station.items_here().unwrap();
    assert_eq!(left.iter().map(|row| row.seq).collect::<Vec<_>>(), [here]);
    assert_eq!(stock.station.custody().unwrap().left_by(gone), Some(place));

    let today = stock.station.now().date();
    let said =
        format!("transferred to Reverse Inc., DEA no. FP9876547, {today}, order form 231234567");
    let log = stock.rows("disposal-log");
    let transferred: Vec<_> = log.iter().map(|row| row["transferred"].as_str()).collect();
    assert_eq!(transferred, [said.as_str(), ""]);
    let items = |name: &str| -> Vec<String> {
        let rows = stock.rows(name).into_iter();
        rows.map(|row| row["item"].clone()).collect()
    };
    assert_eq!(items("form-41-request"), [here.to_string()]);
    assert_eq!(items("form-41"), [""; 0], "nothing was destroyed");

    let mut book = stock.book();
    let sheet = book.worksheet_range("Transferred (I and II)").unwrap();
    let mut rows = sheet
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>());
    let (names, cells) = (rows.next().unwrap(), rows.next().unwrap());
    assert_eq!(rows.next(), None);
    let cell = |name: &str| restore(&cells[names.iter().position(|known| known == name).unwrap()]);
    for (name, value) in [
        ("record", place.to_string().as_str()),
        ("item", gone.to_string().as_str()),
        ("schedule", "CII"),
        ("quantity", "125"),
        ("packages", "2x60"),
        ("to", "Reverse Inc. (reverse distributor)"),
        ("address", "9 Kiln Road"),
        ("registration", "FP9876547"),
        ("how", "picked up by the recipient"),
        ("order_form", "231234567"),
    ] {
        assert_eq!(cell(name), value, "{name}");
    }
    let front = book.worksheet_range("Report").unwrap();
    // Whoever gives by order form is its supplier.
    for note in [
        "neither destroyed, transferred nor deposited as of this report: 1.",
        "1305.13(d)",
    ] {
        let mut cells = front.used_cells();
        assert!(
            cells.any(|(_, _, cell)| cell.to_string().contains(note)),
            "{note}: {front:?}"
        );
    }
    let check = stock.station.verify().unwrap();
    assert!(check.finding.is_none(), "{:?}", check.finding);
}

#[test]
fn schedules_i_and_ii_are_listed_apart_from_all_others() {
    let stock = set_up(Clock::System);
    let items = ["tramadol", "oxycodone", "warfarin"].map(|base| stock.item(base));
    for item in items {
        stock
            .transfer(item, dea(), Conveyance::PickUp, None)
            .unwrap();
    }
    let mut book = stock.book();
    let mut listed = |sheet: &str| {
        let range = book.worksheet_range(sheet).unwrap();
        let names = range.rows().next().unwrap();
        let at = names.iter().position(|name| *name == "item").unwrap();
        let rows = range.rows().skip(1);
        rows.map(|row| row[at].to_string()).collect::<Vec<_>>()
    };
    let [fourth, second, none] = items.map(|item| item.to_string());
    assert_eq!(listed("Transferred (I and II)"), [second]);
    assert_eq!(listed("Transferred (others)"), [fourth, none]);
}

#[test]
fn the_log_of_a_period_has_the_hand_over_of_an_item_that_was_withdrawn_afterwards() {
    let stock = set_up(Clock::System);
    let day = Some(stock.station.now().date() - 1.day());
    let row = stock.item_of("warfarin", day);
    let place = stock
        .transfer(row.seq, dea(), Conveyance::PickUp, None)
        .unwrap();
    stock.station.withdraw(row.current, "wrong item").unwrap();
    // It was handed over after the period.
    let order = ReportOrder {
        kind: Kind::named("disposal-log").unwrap(),
        period: Period { from: day, to: day },
        format: Format::Xlsx,
    };
    let mut file = Vec::new();
    stock.station.report(&order, &mut file).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file)).unwrap();
    let sheet = book.worksheet_range("Transferred (others)").unwrap();
    let names = sheet.rows().next().unwrap();
    let at = names.iter().position(|name| *name == "record");
    let rows = sheet.rows().skip(1);
    let places: Vec<_> = rows.map(|row| row[at.unwrap()].to_string()).collect();
    assert_eq!(places, [place.to_string()]);
}

#[test]
fn what_was_handed_over_is_purged_by_age_and_what_is_here_is_not() {
    let clock = Clock::Fixed(Moment::from_parts(LONG_AGO_US, 0).unwrap());
    let stock = set_up(clock);
    let [gone, here] = ["oxycodone", "oxycodone"].map(|base| stock.item(base));
    stock
        .transfer(gone, dea(), Conveyance::PickUp, None)
        .unwrap();
    let outside = tempfile::tempdir().unwrap();
    let export = outside.path().join("purged");
    let purged = stock.run(&[
        "purge",
        "--before",
        "2021-01-01",
        "--export",
        export.to_str().unwrap(),
        "--as",
        staff::ADMINISTRATOR,
    ]);
    assert_eq!(purged.status.code(), Some(0), "{purged:?}");
    assert!(text(&purged.stdout).starts_with("1 records "), "{purged:?}");
    let listed = text(&stock.run(&["stock", "list", "--json"]).stdout);
    let listed: Vec<serde_json::Value> = listed
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["item"], here);
    // The hand-over itself is kept, and says what was handed over.
    let kept = text(
        &stock
            .run(&["report", "audit-extract", "--format", "csv", "--out", "-"])
            .stdout,
    );
    assert!(kept.contains("stock_transfer"), "{kept}");
    let verified = stock.run(&["verify"]);
    assert_eq!(verified.status.code(), Some(0), "{verified:?}");
}
