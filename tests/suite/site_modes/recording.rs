//! Which items each mode records, what it asks for with them, and what it refuses by which law.

use crate::support::product::only;
use crate::support::{staff, unchecked};
use takeback::{
    catalog::ProductId,
    hazard::Verdict,
    ledger::{Enrolled, Site, TypedProduct},
    people::{Role, Secret},
    station::{Decision, SiteMode, Station, StationError},
};

use super::{disposal, sign_in_as, station};

#[test]
fn each_mode_allows_what_the_law_allows() {
    // May be recorded: an unidentified item, oxycodone (CII), warfarin (hazardous, not controlled),
    // lisinopril (no listing).
    let table = [
        ("LE_EVENT", [true, true, true, true]),
        ("LE_EVIDENCE", [true, true, true, true]),
        ("LE_RECEPTACLE", [false, false, false, false]),
        ("COLLECTOR", [false, false, false, false]),
        ("MAILBACK", [false, false, false, false]),
        ("REVERSE_DISTRIBUTOR", [false, false, false, false]),
        ("REGISTRANT_STOCK", [true, true, true, true]),
        ("LTCF", [true, true, true, true]),
        ("HHW", [false, false, true, true]),
        ("RESEARCH", [true, true, true, true]),
    ];
    assert_eq!(
        table.map(|(code, _)| code),
        SiteMode::ALL.map(SiteMode::code)
    );
    for (code, allowed) in table {
        let (_home, station) = station(staff::site(SiteMode::of_code(code).unwrap()));
        let decisions = [
            Decision::Unidentified,
            Decision::Product(only(&station, "oxycodone")),
            Decision::Product(only(&station, "warfarin")),
            Decision::Product(only(&station, "lisinopril")),
        ];
        let before = station.verify().unwrap().records;
        let outcome =
            decisions.map(|decision| station.record(disposal(decision, Some("Case 1"))).is_ok());
        assert_eq!(outcome, allowed, "{code}");
        let written = allowed.iter().filter(|yes| **yes).count() as u64;
        assert_eq!(
            station.verify().unwrap().records - before,
            written,
            "{code}"
        );
    }
}

#[test]
fn a_refusal_says_which_law_and_what_to_do() {
    let (_home, collector) = station(staff::site(SiteMode::Collector));
    let error = collector
        .record(disposal(Decision::Unidentified, None))
        .unwrap_err();
    assert!(matches!(
        error,
        StationError::Forbidden {
            mode: SiteMode::Collector,
            ..
        }
    ));
    let text = error.to_string();
    for part in ["COLLECTOR", "21 CFR 1317.75(c)", "Use the liner log"] {
        assert!(text.contains(part), "{text}");
    }
    let (_home, household) = station(staff::site(SiteMode::Hhw));
    let error = household
        .record(disposal(Decision::Unidentified, None))
        .unwrap_err();
    assert!(matches!(error, StationError::PossiblyControlled { .. }));
    assert!(
        error
            .to_string()
            .contains("Hand anything else to the officer"),
        "{error}"
    );
}

#[test]
fn household_sorting_says_what_to_check_of_a_drug_that_may_be_exempted() {
    let (_home, household) = station(staff::site(SiteMode::Hhw));
    let refusal = |product| {
        let refused = household.record(disposal(Decision::Product(product), None));
        refused.unwrap_err()
    };
    for (ndc, check) in [
        ("00591-3369-01", "(21 CFR 1308.32 list)"),
        ("62559-1507-00", "21 CFR 1308.33-.34"),
        ("64376-0808-01", "exempted prescription product list"),
        ("00143-1140-10", "may be an exempted prescription product"),
    ] {
        let error = refusal(ProductId {
            ndc11: ndc.parse().unwrap(),
            part: 1,
        });
        assert!(
            matches!(error, StationError::PossiblyExempted { .. }),
            "{ndc}: {error}"
        );
        let said = error.to_string();
        for part in [
            "21 CFR 1317.65(e)",
            "the officer finds in the lists of the DEA",
            check,
        ] {
            assert!(said.contains(part), "{ndc}: {said}");
        }
    }
    let error = refusal(only(&household, "alprazolam"));
    assert!(
        matches!(error, StationError::PossiblyControlled { .. }),
        "{error}"
    );
}

#[test]
fn household_sorting_refuses_what_the_rules_know_nothing_about() {
    let (home, first) = station(staff::site(SiteMode::Hhw));
    let ndc = "99999-0001-01";
    // A pill that the site taught by a typed name: no listed product is without ingredients.
    let enrolled = Enrolled {
        ndc11: ndc.to_owned(),
        part: 1,
        typed: Some(TypedProduct::of_words("Probe 5 MG", "", "QX 5", &[], None)),
        looks: Vec::new(),
        model: String::new(),
    };
    unchecked::enrol(&first, first.now(), enrolled);
    drop(first);
    let station = Station::open(home.path()).unwrap();
    let boss = station.named(staff::ADMINISTRATOR).unwrap().id;
    station
        .sign_in(boss, &Secret::new(staff::PASSPHRASE))
        .unwrap();
    let catalog = station.catalog();
    let probe = ProductId {
        ndc11: ndc.parse().unwrap(),
        part: 1,
    };
    let assessed = station.rules().assess(catalog.get(probe).unwrap());
    assert_eq!(assessed.verdict, Verdict::Unknown);
    let error = station
        .record(disposal(Decision::Product(probe), None))
        .unwrap_err();
    assert!(
        matches!(error, StationError::PossiblyControlled { .. }),
        "{error}"
    );
}

#[test]
fn what_a_mode_needs_is_asked_for() {
    let event = || staff::site(SiteMode::LeEvent);
    let evidence = || staff::site(SiteMode::LeEvidence);
    let cases = [
        (
            Site {
                agency: String::new(),
                ..event()
            },
            None,
            "agency",
        ),
        (
            Site {
                agency: " ".into(),
                ..event()
            },
            None,
            "agency",
        ),
        (
            Site {
                officer_id: String::new(),
                ..event()
            },
            None,
            "officer's number",
        ),
        (
            Site {
                overseeing_officer: " ".into(),
                ..event()
            },
            None,
            "oversees the collection",
        ),
        (evidence(), None, "case or evidence number"),
        (evidence(), Some("  "), "case or evidence number"),
    ];
    for (site, reference, what) in cases {
        let (_home, station) = station(site.clone());
        let error = station
            .record(disposal(Decision::Unidentified, reference))
            .unwrap_err();
        assert!(
            matches!(error, StationError::Needed { .. }),
            "{site:?}: {error}"
        );
        assert!(error.to_string().contains(what), "{site:?}: {error}");
    }
}

#[test]
fn only_an_officer_of_the_agency_handles_items_at_an_event() {
    for (officer, allowed) in [(false, false), (true, true)] {
        let (_home, station) = station(staff::site(SiteMode::LeEvent));
        sign_in_as(&station, Role::Operator, officer);
        let outcome = station.record(disposal(Decision::Unidentified, None));
        assert_eq!(outcome.is_ok(), allowed, "{outcome:?}");
        if let Err(error) = outcome {
            assert!(
                error.to_string().contains("an officer of the agency"),
                "{error}"
            );
        }
    }
}

#[test]
fn a_patient_is_not_named() {
    let (_home, station) = station(staff::site(SiteMode::Ltcf));
    for reference in ["Mary Miller", "DOB 1/2/1950"] {
        let error = station
            .record(disposal(Decision::Unidentified, Some(reference)))
            .unwrap_err();
        assert!(matches!(error, StationError::LooksPersonal(_)), "{error}");
    }
    station
        .record(disposal(Decision::Unidentified, Some("Resident 12")))
        .unwrap();
}

#[test]
fn an_old_record_can_be_mended_in_every_mode() {
    let (_home, station) = station(staff::site(SiteMode::Research));
    let row = station
        .record(disposal(Decision::Unidentified, None))
        .unwrap();
    station.set_site(staff::site(SiteMode::Collector)).unwrap();
    let mended = station.withdraw(row.current, "a demonstration").unwrap();
    // The record keeps the mode that it was made in.
    assert_eq!(mended.site_mode, "RESEARCH");
}
