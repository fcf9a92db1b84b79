//! A record is held to its registered location: another one keeps a record of its own.

use std::{fs, io::Cursor};

use crate::support::report::report;
use crate::support::staff;
use calamine::{Data, Reader, Xlsx};
use takeback::{
    ledger::Site,
    report::Format,
    station::{Clock, SiteMode, Station, StationError},
};

#[test]
fn a_record_is_held_to_its_registered_location() {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), Clock::System, staff::site(SiteMode::Collector));
    let with = |number: &str, why: &str| Site {
        registration: number.into(),
        renumbered: why.into(),
        ..station.site()
    };
    let error = station.set_site(with("FP9876547", " ")).unwrap_err();
    assert!(
        matches!(&error, StationError::OtherLocation { known, .. } if known == "AB1234563"),
        "{error}"
    );
    assert!(error.to_string().contains("1304.21(b)"), "{error}");
    assert_eq!(station.site().registration, "AB1234563");
    let before = station.verify().unwrap().records;
    station
        .set_site(with("FP9876547", "registered anew, same address"))
        .unwrap();
    assert_eq!(station.verify().unwrap().records, before + 1);
    assert_eq!(station.site().registration, "FP9876547");
    assert_eq!(station.site().renumbered, "registered anew, same address");
    // Another change says nothing of the number, and needs no reason.
    let moved = Site {
        telephone: "555 0100".into(),
        renumbered: String::new(),
        ..station.site()
    };
    station.set_site(moved).unwrap();
    assert_eq!(station.site().telephone, "555 0100");
}

#[test]
fn a_registered_address_is_left_only_with_its_reason_which_every_report_names() {
    let home = tempfile::tempdir().unwrap();
    let site = Site {
        address: "1 Main Street, Springfield".into(),
        ..staff::site(SiteMode::Collector)
    };
    let station = staff::staffed(home.path(), Clock::System, site);
    let at = |address: &str, why: &str| Site {
        address: address.into(),
        relocated: why.into(),
        ..station.site()
    };
    let refused = station.set_site(at("2 Oak Street", "")).unwrap_err();
    assert!(
        matches!(&refused, StationError::OtherAddress { known, .. } if known.starts_with("1 Main")),
        "{refused}"
    );
    let words = refused.to_string();
    for part in ["1304.21(b)", "1301.51", "--home", "--relocated"] {
        assert!(words.contains(part), "{words}");
    }
    // Written otherwise it is the same place.
    station
        .set_site(at("1 MAIN STREET - Springfield.", ""))
        .unwrap();
    let why = "modified 2026-11-20";
    station.set_site(at("2 Oak Street", why)).unwrap();
    assert_eq!(station.site().relocated, why);
    // One reason is good for one move.
    let stale = station.set_site(at("3 Elm Street", why)).unwrap_err();
    assert!(
        matches!(stale, StationError::OtherAddress { .. }),
        "{stale}"
    );
    let file = report(&station, "shift-summary", Format::Xlsx).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let front = book.worksheet_range("Report").unwrap();
    let line = front
        .rows()
        .find(|row| row[0] == Data::String("Address changed".into()))
        .unwrap();
    let by = station.signed_in().unwrap().name;
    let says = line[1].to_string();
    let words = format!(" by {by}, from 1 MAIN STREET - Springfield. to 2 Oak Street: {why}");
    assert!(says.ends_with(&words), "{says}");
}

#[test]
fn settings_do_not_carry_a_record_to_another_registered_address() {
    let home = tempfile::tempdir().unwrap();
    let open = |address: &str, more: &str| {
        let settings = format!(
            "site_mode = \"RESEARCH\"\noperator = \"A. Clerk\"\nregistration = \"AB1234563\"\naddress = \"{address}\"\n{more}"
        );
        fs::write(home.path().join("settings.toml"), settings).unwrap();
        Station::open(home.path())
    };
    let records = |station: Station| station.verify().unwrap().records;
    let before = records(open("1 Main Street", "").unwrap());
    let refused = open("2 Oak Street", "").map(drop).unwrap_err();
    assert!(
        matches!(refused, StationError::OtherAddress { .. }),
        "{refused}"
    );
    let moved = "relocated = \"modified 2026-11-20\"\n";
    let station = open("2 Oak Street", moved).unwrap();
    assert_eq!(station.site().address, "2 Oak Street");
    assert_eq!(records(station), before + 1, "the move is a record");
    assert_eq!(records(open("2 Oak Street", moved).unwrap()), before + 1);
    assert!(
        open("3 Elm Street", moved).is_err(),
        "that was the reason of another move"
    );
}
