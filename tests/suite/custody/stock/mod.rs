//! A registrant's own stock: destroyed once, before two people, and listed as DEA Form 41 wants it.

mod form_41;

use std::{collections::HashMap, io::Cursor, process::Output};

use super::refused;
use crate::support::product::only;
use crate::support::program::takeback;
use crate::support::report::{by_column, report};
use crate::support::{item, staff};
use calamine::{Reader, Xlsx};
use jiff::civil::Date;
use takeback::{
    custody::Step,
    ledger::{AccountId, Site, custody::StockRecord, custody::Witnesses},
    people::{Role, Secret},
    report::Format,
    station::{
        Clock, Decision, NewAccount, NewDisposal, SiteMode, Station, StationError, StockChoice,
    },
};

const SECOND: &str = "C. Clerk";

struct Stock {
    home: tempfile::TempDir,
    station: Station,
    boss: AccountId,
    clerk: AccountId,
}

fn set_up(site: Site) -> Stock {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), Clock::System, site);
    let boss = station.signed_in().unwrap().id;
    let clerk = staff::add(&station, SECOND, Role::Operator, None);
    Stock {
        home,
        station,
        boss,
        clerk,
    }
}

/// A pharmacy that destroys its own stock, with everything stated that Form 41 asks for.
fn pharmacy() -> Site {
    Site {
        address: "1 Main Street, Springfield, NT 12345".into(),
        registered_name: "Main Street Pharmacy Inc.".into(),
        telephone: "555 0100".into(),
        contact: "P. Pharmacist".into(),
        practitioner: Some(true),
        ..staff::site(SiteMode::RegistrantStock)
    }
}

impl Stock {
    /// Records tablets of a product whose first ingredient is `base`, and gives their place.
    fn item(&self, base: &str, quantity: u32) -> i64 {
        let new = NewDisposal {
            decision: Decision::Product(only(&self.station, base)),
            quantity,
            ..item::unidentified()
        };
        self.station.record(new).unwrap().seq
    }

    fn two(&self) -> Witnesses {
        staff::two(&self.station, Step::DestroyStock, [self.boss, self.clerk])
    }

    fn destroy(&self, choices: &[StockChoice]) -> Result<i64, StationError> {
        self.destroy_on(self.station.now().date(), choices)
    }

    fn destroy_on(&self, acted_on: Date, choices: &[StockChoice]) -> Result<i64, StationError> {
        let items = self.station.stock_items(choices.to_vec())?;
        let record = StockRecord {
            acted_on,
            items,
            location: "Burn Inc.".parse().unwrap(),
            address: "9 Kiln Road, Shelbyville, NT 54321".parse().unwrap(),
            method: "Incineration".parse().unwrap(),
            witnesses: self.two(),
        };
        Ok(self.station.record_stock(record)?.content.seq)
    }

    fn report(&self, name: &str, format: Format) -> Result<Vec<u8>, StationError> {
        report(&self.station, name, format)
    }

    /// The rows of the report's CSV, by column.
    fn rows(&self, name: &str) -> Vec<HashMap<String, String>> {
        by_column(&self.report(name, Format::Csv).unwrap())
    }

    fn run(&self, args: &[&str]) -> Output {
        takeback(self.home.path(), args)
            .env("TAKEBACK_WITNESS_1", staff::PASSPHRASE)
            .env("TAKEBACK_WITNESS_2", staff::PIN)
            .output()
            .unwrap()
    }
}

fn book(file: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    calamine::open_workbook_from_rs(Cursor::new(file)).unwrap()
}

/// The cells of one sheet, from its header on.
fn sheet(file: &[u8], name: &str) -> Vec<Vec<String>> {
    let range = book(file).worksheet_range(name).unwrap();
    let rows = range.rows();
    rows.map(|row| row.iter().map(ToString::to_string).collect())
        .collect()
}

fn choice(item: i64) -> StockChoice {
    StockChoice {
        item,
        batch: None,
        packages: None,
    }
}

#[test]
fn an_item_is_destroyed_once_and_the_record_holds_all_of_it() {
    let stock = set_up(pharmacy());
    let (one, other) = (stock.item("oxycodone", 125), stock.item("oxycodone", 7));
    let packed = StockChoice {
        batch: Some("B02120312".parse().unwrap()),
        packages: Some("2x60".parse().unwrap()),
        ..choice(one)
    };
    let place = stock.destroy(std::slice::from_ref(&packed)).unwrap();
    refused(stock.destroy(&[packed]), &format!("by record {place}"));
    refused(
        stock.destroy(&[choice(other), choice(other)]),
        "named twice",
    );
    let left: Vec<_> = stock.station.items_here().unwrap();
    assert_eq!(left.iter().map(|row| row.seq).collect::<Vec<_>>(), [other]);

    let custody = stock.station.custody().unwrap();
    assert_eq!(custody.left_by(one), Some(place));
    assert_eq!(custody.left_by(other), None);
    let check = stock.station.verify().unwrap();
    assert!(check.finding.is_none(), "{:?}", check.finding);
}

#[test]
fn what_is_no_own_stock_is_refused_with_what_to_do() {
    let stock = set_up(pharmacy());
    refused(stock.destroy(&[choice(1)]), "takeback stock list");
    refused(stock.destroy(&[]), "name the items");
    let few = stock.item("oxycodone", 100);
    let too_many = StockChoice {
        packages: Some("2x60".parse().unwrap()),
        ..choice(few)
    };
    refused(stock.destroy(&[too_many]), "count again");
    let row = stock.station.record(item::unidentified()).unwrap();
    refused(stock.destroy(&[choice(row.seq)]), "correct the item first");
    stock.station.withdraw(row.current, "twice").unwrap();
    refused(stock.destroy(&[choice(row.seq)]), "was withdrawn");

    stock
        .station
        .set_site(Site {
            address: pharmacy().address,
            ..staff::site(SiteMode::Research)
        })
        .unwrap();
    refused(
        stock.destroy(&[choice(few)]),
        "recorded in the mode REGISTRANT_STOCK",
    );
    assert_eq!(stock.station.items_here().unwrap(), []);
    stock
        .station
        .set_site(Site {
            address: pharmacy().address,
            ..staff::site(SiteMode::Collector)
        })
        .unwrap();
    refused(
        stock.station.site_permits(Step::DestroyStock),
        "21 CFR 1317.05, 1304.21(e)",
    );
}

#[test]
fn nothing_is_destroyed_on_a_day_before_it_was_recorded() {
    let stock = set_up(pharmacy());
    let item = stock.item("oxycodone", 12);
    let yesterday = stock.station.now().date().yesterday().unwrap();
    let early = stock.destroy_on(yesterday, &[choice(item)]);
    refused(early, "cannot have happened on");
    stock.destroy(&[choice(item)]).unwrap();
}

#[test]
fn facts_that_are_not_those_of_the_record_are_not_taken() {
    let stock = set_up(pharmacy());
    let place = stock.item("oxycodone", 12);
    let mut items = stock.station.stock_items(vec![choice(place)]).unwrap();
    items[0].quantity = 11;
    let record = StockRecord {
        acted_on: stock.station.now().date(),
        items,
        location: "Here".parse().unwrap(),
        address: "Here".parse().unwrap(),
        method: "Incineration".parse().unwrap(),
        witnesses: stock.two(),
    };
    refused(stock.station.record_stock(record), "sign again");
}

#[test]
fn one_person_alone_or_a_reader_cannot_destroy() {
    let stock = set_up(pharmacy());
    let place = stock.item("oxycodone", 12);
    let auditor = NewAccount {
        name: "R. Reader".into(),
        role: Role::Auditor,
        officer: None,
    };
    let reader = stock.station.add_account(auditor, &Secret::new("824613"));
    let sign = |who, secret: &str| {
        let secret = Secret::new(secret);
        let signed = stock.station.sign_step(Step::DestroyStock, who, &secret);
        signed.unwrap()
    };
    let boss = || sign(stock.boss, staff::PASSPHRASE);
    assert!(Witnesses::new(boss(), boss()).is_err());
    let record = StockRecord {
        acted_on: stock.station.now().date(),
        items: stock.station.stock_items(vec![choice(place)]).unwrap(),
        location: "Here".parse().unwrap(),
        address: "Here".parse().unwrap(),
        method: "Incineration".parse().unwrap(),
        witnesses: Witnesses::new(boss(), sign(reader.unwrap(), "824613")).unwrap(),
    };
    refused(stock.station.record_stock(record), "may not sign for this");
}

#[test]
fn the_command_line_lists_destroys_and_reports() {
    let stock = set_up(pharmacy());
    let place = stock.item("oxycodone", 120).to_string();
    stock.station.sign_out(false).unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let listed = stock.run(&["stock", "list"]);
    assert!(text(&listed.stdout).contains(&format!("\n{place} ")));
    let packages = format!("{place}=2x60");
    let destroy = |more: &[&str]| {
        let args = [
            "stock",
            "destroy",
            &place,
            "--packages",
            &packages,
            "--method",
            "Incineration",
            "--witness",
            staff::ADMINISTRATOR,
            "--witness",
            SECOND,
        ];
        stock.run(&[&args[..], more].concat())
    };
    let other = destroy(&["--batch", "99=B1"]);
    assert_eq!(other.status.code(), Some(2), "{other:?}");
    let odd = destroy(&["--packages", "B1"]);
    assert_eq!(odd.status.code(), Some(2), "{odd:?}");
    let twice = destroy(&["--packages", &format!("{place}=1x100")]);
    assert_eq!(twice.status.code(), Some(2), "{twice:?}");
    let nameless = destroy(&["--place", "9 Kiln Road"]);
    assert_eq!(nameless.status.code(), Some(2), "{nameless:?}");
    assert!(text(&nameless.stderr).contains("(--location)"));
    let done = destroy(&["--batch", &format!("{place}=B1")]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let listed = text(&stock.run(&["stock", "list", "--json"]).stdout);
    assert!(listed.is_empty(), "{listed}");
    let again = destroy(&[]);
    assert_eq!(again.status.code(), Some(1), "{again:?}");
    assert!(text(&again.stderr).contains("destroyed, transferred or deposited before"));

    assert_eq!(stock.rows("form-41")[0]["batch_number"], "B1");
    // Name and place are the registrant's unless somebody says otherwise.
    let file = stock.report("form-41", Format::Xlsx).unwrap();
    let method = &sheet(&file, "C. Method")[1];
    assert_eq!(method[4..6], ["Main Street Pharmacy Inc.", "1 Main Street"]);
}
