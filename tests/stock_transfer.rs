//! A registrant's own stock that is handed over and not destroyed: to whom, by which order form, and where it stands
//! afterwards.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test fails it the same way"
)]

#[path = "support/item.rs"]
mod item;
#[path = "support/product.rs"]
mod product;
#[path = "support/report.rs"]
mod report;
#[path = "support/staff.rs"]
mod staff;

use std::{
    collections::HashMap,
    io::Cursor,
    process::{Command, Output},
};

use calamine::{Reader, Xlsx};
use jiff::{ToSpan, civil::Date};
use product::only;
use report::report;
use takeback::{
    ledger::{
        LogRow, Moment, Site,
        custody::{Conveyance, Party, Registration, StockTaker, StockTransfer, UniqueId},
    },
    people::{Role, Secret},
    report::{Format, Kind, restore},
    station::{
        Clock, Decision, NewAccount, NewDisposal, ReportOrder, SiteMode, Station, StationError,
        StockChoice,
    },
};

/// 2020-06-01 12:00 UTC, before everything that is kept by now.
const LONG_AGO_US: i64 = 1_591_012_800_000_000;

struct Stock {
    home: tempfile::TempDir,
    station: Station,
}

fn pharmacy() -> Site {
    Site {
        practitioner: Some(true),
        ..staff::site(SiteMode::RegistrantStock)
    }
}

fn set_up(clock: Clock) -> Stock {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), clock, pharmacy());
    Stock { home, station }
}

fn party(registration: Option<&str>) -> Party {
    Party {
        name: "Reverse Inc.".parse().unwrap(),
        address: "9 Kiln Road".parse().unwrap(),
        registration: registration.map(|number| number.parse::<Registration>().unwrap()),
        officer: None,
    }
}

fn reverse_distributor() -> StockTaker {
    StockTaker::ReverseDistributor(party(Some("FP9876547")))
}

fn dea() -> StockTaker {
    StockTaker::Dea {
        office: "Springfield".parse().unwrap(),
        address: "1 Court Street".parse().unwrap(),
    }
}

/// Whom the Special Agent in Charge named.
fn instructed(registration: Option<&str>) -> StockTaker {
    StockTaker::Instructed(party(registration))
}

fn order_form() -> UniqueId {
    "231234567".parse().unwrap()
}

impl Stock {
    /// Records tablets of a product whose only ingredient is `base`, and gives their place.
    fn item(&self, base: &str) -> i64 {
        self.item_of(base, None).seq
    }

    /// As [`Self::item`], of this day.
    fn item_of(&self, base: &str, acted_on: Option<Date>) -> LogRow {
        let new = NewDisposal {
            decision: Decision::Product(only(&self.station, base)),
            quantity: 125,
            acted_on,
            ..item::unidentified()
        };
        self.station.record(new).unwrap()
    }

    fn transfer(
        &self,
        item: i64,
        to: StockTaker,
        by: Conveyance,
        order_form: Option<UniqueId>,
    ) -> Result<i64, StationError> {
        let choice = StockChoice {
            item,
            batch: None,
            packages: Some("2x60".parse().unwrap()),
        };
        let transfer = StockTransfer {
            acted_on: self.station.now().date(),
            items: self.station.stock_items(vec![choice])?,
            to,
            by,
            order_form,
        };
        Ok(self.station.transfer_stock(transfer)?.content.seq)
    }

    /// The rows of the report's CSV, by column.
    fn rows(&self, name: &str) -> Vec<HashMap<String, String>> {
        by_column(&report(&self.station, name, Format::Csv).unwrap())
    }

    /// The workbook of the disposal log.
    fn book(&self) -> Xlsx<Cursor<Vec<u8>>> {
        let file = report(&self.station, "disposal-log", Format::Xlsx).unwrap();
        calamine::open_workbook_from_rs(Cursor::new(file)).unwrap()
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_takeback"))
            .arg("--home")
            .arg(self.home.path())
            .args(args)
            .env("TAKEBACK_SECRET", staff::PASSPHRASE)
            .output()
            .unwrap()
    }
}

fn by_column(file: &[u8]) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(file);
    reader.deserialize().map(Result::unwrap).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T, StationError>, why: &str) {
    let error = outcome.unwrap_err().to_string();
    assert!(error.contains(why), "{why}: {error}");
}

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
    let sheet = book.worksheet_range("Transferred").unwrap();
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
fn what_the_law_asks_of_a_hand_over_follows_from_what_it_is_and_who_takes_it() {
    let stock = set_up(Clock::System);
    let [second, fourth, none] = ["oxycodone", "tramadol", "warfarin"].map(|base| stock.item(base));
    let carrier = || Conveyance::Carrier {
        carrier: "Swift".parse().unwrap(),
    };
    let supplier = |number| StockTaker::Supplier(party(number));
    // Schedule II wants an order form of everybody but DEA, Schedule IV of nobody.
    let without = stock.transfer(second, reverse_distributor(), carrier(), None);
    refused(without, "21 CFR 1305.03");
    let nobody = stock.transfer(second, supplier(None), carrier(), Some(order_form()));
    refused(nobody, "DEA registration number");
    let nobody = stock.transfer(fourth, supplier(None), carrier(), None);
    refused(nobody, "DEA registration number");
    let driven = stock.transfer(fourth, reverse_distributor(), Conveyance::OwnVehicle, None);
    refused(driven, "21 CFR 1317.05(a)(2)");
    let itself = stock.transfer(fourth, supplier(Some("AB1234563")), carrier(), None);
    refused(itself, "is the DEA registration number of this site");
    stock
        .transfer(fourth, supplier(Some("FP9876547")), carrier(), None)
        .unwrap();
    stock
        .transfer(second, dea(), Conveyance::OwnVehicle, None)
        .unwrap();
    // What is in no schedule goes as it goes.
    let manufacturer = StockTaker::Manufacturer(party(None));
    stock
        .transfer(none, manufacturer, Conveyance::OwnVehicle, None)
        .unwrap();
    let log = stock.rows("disposal-log");
    let today = stock.station.now().date();
    let transferred = log.iter().map(|row| row["transferred"].clone());
    assert_eq!(
        transferred.collect::<Vec<_>>(),
        [
            format!("transferred to DEA, Springfield, {today}"),
            format!("transferred to Reverse Inc., DEA no. FP9876547, {today}"),
            format!("transferred to Reverse Inc., {today}"),
        ]
    );

    let wholesaler = Site {
        practitioner: Some(false),
        ..pharmacy()
    };
    stock.station.set_site(wholesaler).unwrap();
    let item = stock.item("tramadol");
    stock
        .transfer(item, reverse_distributor(), Conveyance::OwnVehicle, None)
        .unwrap();
}

#[test]
fn whom_the_special_agent_in_charge_named_takes_the_stock_of_practitioners_alone() {
    let clock = Clock::Fixed(Moment::from_parts(LONG_AGO_US, 0).unwrap());
    let stock = set_up(clock);
    let [second, fourth, other] =
        ["oxycodone", "tramadol", "tramadol"].map(|base| stock.item(base));
    let named = || instructed(Some("FP9876547"));
    let pick_up = Conveyance::PickUp;
    let without = stock.transfer(second, named(), pick_up.clone(), None);
    refused(without, "21 CFR 1305.03");
    let nobody = stock.transfer(fourth, instructed(None), pick_up.clone(), None);
    refused(nobody, "DEA registration number");
    let itself = instructed(Some("AB1234563"));
    let itself = stock.transfer(fourth, itself, pick_up.clone(), None);
    refused(itself, "is the DEA registration number of this site");
    // How it gets there is for the Special Agent in Charge to say.
    stock
        .transfer(second, named(), Conveyance::OwnVehicle, Some(order_form()))
        .unwrap();

    let set_up_as = |practitioner| {
        let site = Site {
            practitioner,
            ..pharmacy()
        };
        stock.station.set_site(site).unwrap();
    };
    set_up_as(Some(false));
    let wholesaler = stock.transfer(fourth, named(), pick_up.clone(), None);
    refused(wholesaler, "1317.05(b)");
    // What DEA seizes, or what is surrendered to it, goes from whoever has it.
    stock.transfer(other, dea(), pick_up.clone(), None).unwrap();
    set_up_as(None);
    stock.transfer(fourth, named(), pick_up, None).unwrap();

    let log = stock.rows("disposal-log");
    let transferred: Vec<_> = log.iter().map(|row| row["transferred"].as_str()).collect();
    assert_eq!(
        transferred,
        [
            "transferred to Reverse Inc., DEA no. FP9876547, 2020-06-01, order form 231234567",
            "transferred to Reverse Inc., DEA no. FP9876547, 2020-06-01",
            "transferred to DEA, Springfield, 2020-06-01",
        ]
    );
    let sheet = stock.book().worksheet_range("Transferred").unwrap();
    let mut cells = sheet.used_cells();
    let said = "Reverse Inc. (as the Special Agent in Charge instructed)";
    assert!(
        cells.any(|(_, _, cell)| restore(&cell.to_string()) == said),
        "{sheet:?}"
    );
    let check = stock.station.verify().unwrap();
    assert!(check.finding.is_none(), "{:?}", check.finding);
}

/// A word of the record, which whoever reads it years later has to know.
#[test]
fn each_receiver_is_recorded_by_its_own_word() {
    let kinds = [
        reverse_distributor(),
        StockTaker::Supplier(party(None)),
        StockTaker::Manufacturer(party(None)),
        instructed(None),
        dea(),
    ]
    .map(|taker| {
        let recorded = serde_json::to_value(&taker).unwrap();
        let kind = recorded["kind"].as_str().unwrap().to_owned();
        let read: StockTaker = serde_json::from_value(recorded).unwrap();
        assert_eq!(read, taker);
        kind
    });
    assert_eq!(
        kinds,
        [
            "reverse_distributor",
            "supplier",
            "manufacturer",
            "instructed",
            "dea"
        ]
    );
}

#[test]
fn what_cannot_have_left_so_is_refused() {
    let stock = set_up(Clock::System);
    let give = |item| stock.transfer(item, dea(), Conveyance::PickUp, None);
    refused(give(1), "takeback stock list");
    let unknown = stock.station.record(item::unidentified()).unwrap();
    let choice = StockChoice {
        item: unknown.seq,
        batch: None,
        packages: None,
    };
    refused(
        stock.station.stock_items(vec![choice]),
        "the record of how it left needs that",
    );
    let item = stock.item("oxycodone");
    let mut early = StockTransfer {
        acted_on: stock.station.now().date() - 1.day(),
        items: Vec::new(),
        to: dea(),
        by: Conveyance::PickUp,
        order_form: None,
    };
    refused(
        stock.station.transfer_stock(early.clone()),
        "name the items",
    );
    let choice = StockChoice {
        item,
        batch: None,
        packages: None,
    };
    early.items = stock.station.stock_items(vec![choice]).unwrap();
    refused(
        stock.station.transfer_stock(early),
        "cannot have happened on",
    );
    // Whoever only reads hands nothing over.
    let auditor = NewAccount {
        name: "R. Reader".into(),
        role: Role::Auditor,
        officer: None,
    };
    let pin = Secret::new(staff::PIN);
    let reader = stock.station.add_account(auditor, &pin).unwrap();
    stock.station.sign_in(reader, &pin).unwrap();
    refused(give(item), "may not record how own stock leaves");
}

#[test]
fn the_log_of_a_period_has_the_hand_over_of_an_item_that_was_withdrawn_afterwards() {
    let stock = set_up(Clock::System);
    let day = stock.station.now().date() - 1.day();
    let row = stock.item_of("warfarin", Some(day));
    let place = stock
        .transfer(row.seq, dea(), Conveyance::PickUp, None)
        .unwrap();
    stock.station.withdraw(row.current, "wrong item").unwrap();
    // It was handed over after the period.
    let order = ReportOrder {
        kind: Kind::named("disposal-log").unwrap(),
        from: Some(day),
        to: Some(day),
        format: Format::Xlsx,
    };
    let mut file = Vec::new();
    stock.station.report(&order, &mut file).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file)).unwrap();
    let sheet = book.worksheet_range("Transferred").unwrap();
    let names = sheet.rows().next().unwrap();
    let at = names.iter().position(|name| *name == "record");
    let rows = sheet.rows().skip(1);
    let places: Vec<_> = rows.map(|row| row[at.unwrap()].to_string()).collect();
    assert_eq!(places, [place.to_string()]);
}

#[test]
fn the_command_line_hands_over_and_reports() {
    let stock = set_up(Clock::System);
    let item = stock.item("oxycodone").to_string();
    stock.station.sign_out(false).unwrap();
    let transfer = |more: &[&str]| {
        let args = [
            "stock",
            "transfer",
            &item,
            "--name",
            "Reverse Inc.",
            "--address",
            "9 Kiln Road",
            "--carrier",
            "Swift",
            "--as",
            staff::ADMINISTRATOR,
        ];
        stock.run(&[&args[..], more].concat())
    };
    let taker = ["--to", "reverse-distributor", "--registration", "FP9876547"];
    let without = transfer(&taker);
    assert_eq!(without.status.code(), Some(1), "{without:?}");
    assert!(text(&without.stderr).contains("DEA Form 222"));
    let nobody = transfer(&["--to", "instructed", "--order-form", "231234567"]);
    assert_eq!(nobody.status.code(), Some(1), "{nobody:?}");
    assert!(text(&nobody.stderr).contains("DEA registration number"));
    let odd = transfer(&["--to", "dea", "--registration", "FP9876547"]);
    assert_eq!(odd.status.code(), Some(2), "{odd:?}");
    let done = transfer(&[&taker[..], &["--order-form", "231234567"]].concat());
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let again = transfer(&["--to", "dea"]);
    assert_eq!(again.status.code(), Some(1), "{again:?}");
    assert!(text(&again.stderr).contains("destroyed, transferred or deposited before"));

    let listed = text(&stock.run(&["stock", "list", "--json"]).stdout);
    assert!(listed.is_empty(), "{listed}");
    let reported = |name: &str| stock.run(&["report", name, "--format", "csv", "--out", "-"]);
    let request = reported("form-41-request");
    assert!(by_column(&request.stdout).is_empty(), "{request:?}");
    let log = reported("disposal-log");
    let rows = by_column(&log.stdout);
    assert_eq!(rows.len(), 1, "{log:?}");
    assert!(
        rows[0]["transferred"].starts_with("transferred to Reverse Inc., DEA no. FP9876547, "),
        "{rows:?}"
    );
    assert!(
        text(&log.stderr).contains("Not in this CSV: Transferred."),
        "{log:?}"
    );
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
