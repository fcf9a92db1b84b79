//! Which reports a site is offered: those for which it keeps a log, or kept one before.

use takeback::report::KINDS;
use takeback::station::{SiteMode, Station};

use super::recorded::{Site, a_day};

fn offered(station: &Station) -> Vec<&'static str> {
    station.reports().iter().map(|kind| kind.name).collect()
}

fn opened(site: &Site) -> Station {
    Station::open(&site.folder.path().join("home")).unwrap()
}

#[test]
fn a_site_is_offered_what_it_keeps_and_no_more() {
    let everywhere = ["shift-summary", "audit-extract", "self-check"];
    for (mode, own) in [
        (
            SiteMode::LeEvent,
            &[
                "disposal-log",
                "hazardous-waste",
                "liner-log",
                "event-weights",
            ][..],
        ),
        (SiteMode::LeEvidence, &["disposal-log", "hazardous-waste"]),
        (SiteMode::LeReceptacle, &["liner-log", "package-log"]),
        (
            SiteMode::Collector,
            &[
                "liner-log",
                "collector-inventory",
                "form-41",
                "form-41-request",
            ],
        ),
        (
            SiteMode::Mailback,
            &["package-log", "collector-inventory", "form-41"],
        ),
        (
            SiteMode::ReverseDistributor,
            &["liner-log", "package-log", "collector-inventory", "form-41"],
        ),
        (
            SiteMode::RegistrantStock,
            &[
                "disposal-log",
                "hazardous-waste",
                "form-41",
                "form-41-request",
            ],
        ),
        (
            SiteMode::Ltcf,
            &[
                "disposal-log",
                "hazardous-waste",
                "liner-log",
                "facility-deposits",
                "collector-inventory",
            ],
        ),
        (SiteMode::Hhw, &["disposal-log", "hazardous-waste"]),
    ] {
        let site = Site::new(mode.code());
        let expected = [own, &everywhere].concat();
        assert_eq!(offered(&opened(&site)), expected, "{mode:?}");
    }
    let all: Vec<_> = KINDS.iter().map(|kind| kind.name).collect();
    assert_eq!(offered(&opened(&Site::new("RESEARCH"))), all);
}

#[test]
fn the_list_names_them_and_another_is_refused_with_the_law() {
    let site = Site::new("LE_EVENT");
    let list = site.run(&["report", "--list"]);
    assert_eq!(list.status.code(), Some(0), "{list:?}");
    let list = String::from_utf8(list.stdout).unwrap();
    let names: Vec<_> = list
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(names, offered(&opened(&site)));
    let path = site.path("deposits.pdf");
    let refused = site.run(&[
        "report",
        "facility-deposits",
        "--out",
        path.to_str().unwrap(),
    ]);
    assert!(!refused.status.success());
    let words = String::from_utf8(refused.stderr).unwrap();
    assert!(
        words.contains("LE_EVENT sites make no") && words.contains("21 CFR 1317.80(a)"),
        "{words}"
    );
    assert!(!path.exists());
}

#[test]
fn law_enforcement_is_told_to_print_what_its_kind_of_site_has() {
    for (mode, has) in [
        ("LE_EVENT", "print the liner log or the event weights"),
        ("LE_RECEPTACLE", "print the liner log or the package log"),
        ("LE_EVIDENCE", "print the disposal log"),
    ] {
        let site = Site::new(mode);
        let path = site.path("form.pdf");
        let refused = site.run(&["report", "form-41", "--out", path.to_str().unwrap()]);
        assert!(!refused.status.success());
        let words = String::from_utf8(refused.stderr).unwrap();
        assert!(words.contains(has), "{mode}: {words}");
    }
}

/// What was recorded has to be shown for years, whatever the site has become since.
#[test]
fn what_is_on_record_from_before_is_offered_still() {
    let site = a_day("RESEARCH");
    site.become_a("COLLECTOR");
    let station = opened(&site);
    assert_eq!(station.site_mode(), SiteMode::Collector);
    let offered = offered(&station);
    assert!(offered.contains(&"disposal-log"), "{offered:?}");
    assert!(!offered.contains(&"package-log"), "{offered:?}");
    drop(station);
    site.report("disposal-log", "log.csv", &[]);
}
