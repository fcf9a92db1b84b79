//! What each site mode allows, mode by mode, and what it says when it does not.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test fails it the same way"
)]

use std::fs;

use takeback::{
    catalog::ProductId,
    hazard::Verdict,
    station::{Decision, NewDisposal, PerItem, SiteMode, Station, StationError},
};

/// A station set up by `settings`.
fn station(settings: &str) -> (tempfile::TempDir, Station) {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("settings.toml"), settings).unwrap();
    let station = Station::open(home.path()).unwrap();
    (home, station)
}

fn disposal(decision: Decision, reference: Option<&str>) -> NewDisposal {
    NewDisposal {
        photos: Vec::new(),
        suggestion: None,
        decision,
        picked_rank: None,
        quantity: 1,
        acted_on: None,
        reference: reference.map(str::to_owned),
    }
}

fn product(station: &Station, ingredient: &str) -> ProductId {
    let alone = |product: &&takeback::catalog::Product| {
        product.ingredients.len() == 1 && product.ingredients[0].base == ingredient
    };
    station
        .catalog()
        .products()
        .iter()
        .find(alone)
        .unwrap_or_else(|| panic!("no {ingredient}"))
        .id
}

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
        let (_home, station) = station(&format!(
            "site_mode = \"{code}\"\nagency = \"Police\"\nofficer_id = \"7\""
        ));
        let decisions = [
            Decision::Unidentified,
            Decision::Product(product(&station, "oxycodone")),
            Decision::Product(product(&station, "warfarin")),
            Decision::Product(product(&station, "lisinopril")),
        ];
        let before = station.verify().unwrap().records;
        let outcome =
            decisions.map(|decision| station.record(disposal(decision, Some("Case 1"))).is_ok());
        assert_eq!(outcome, allowed, "{code}");
        let written = allowed.iter().filter(|yes| **yes).count() as i64;
        assert_eq!(
            station.verify().unwrap().records - before,
            written,
            "{code}"
        );
    }
}

#[test]
fn a_refusal_says_which_law_and_what_to_do() {
    let (_home, collector) = station("site_mode = \"COLLECTOR\"");
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
    let (_home, household) = station("site_mode = \"HHW\"");
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
fn household_sorting_refuses_what_the_rules_know_nothing_about() {
    let (_home, station) = station("site_mode = \"HHW\"");
    let unknown = station
        .catalog()
        .products()
        .iter()
        .find(|product| station.rules().assess(product).verdict == Verdict::Unknown);
    if let Some(unknown) = unknown {
        let error = station
            .record(disposal(Decision::Product(unknown.id), None))
            .unwrap_err();
        assert!(
            matches!(error, StationError::PossiblyControlled { .. }),
            "{error}"
        );
    }
}

#[test]
fn what_a_mode_needs_is_asked_for() {
    let cases = [
        (
            "site_mode = \"LE_EVENT\"\nofficer_id = \"7\"",
            None,
            "agency",
        ),
        (
            "site_mode = \"LE_EVENT\"\nagency = \" \"\nofficer_id = \"7\"",
            None,
            "agency",
        ),
        (
            "site_mode = \"LE_EVENT\"\nagency = \"Police\"",
            None,
            "officer",
        ),
        (
            "site_mode = \"LE_EVIDENCE\"\nagency = \"Police\"\nofficer_id = \"7\"",
            None,
            "case or evidence number",
        ),
        (
            "site_mode = \"LE_EVIDENCE\"\nagency = \"Police\"\nofficer_id = \"7\"",
            Some("  "),
            "case or evidence number",
        ),
    ];
    for (settings, reference, what) in cases {
        let (_home, station) = station(settings);
        let error = station
            .record(disposal(Decision::Unidentified, reference))
            .unwrap_err();
        assert!(
            matches!(error, StationError::Needed { .. }),
            "{settings}: {error}"
        );
        assert!(error.to_string().contains(what), "{settings}: {error}");
    }
}

#[test]
fn an_old_record_can_be_mended_in_every_mode() {
    let (home, research) = station("site_mode = \"RESEARCH\"");
    let row = research
        .record(disposal(Decision::Unidentified, None))
        .unwrap();
    drop(research);
    fs::write(
        home.path().join("settings.toml"),
        "site_mode = \"COLLECTOR\"",
    )
    .unwrap();
    let collector = Station::open(home.path()).unwrap();
    let mended = collector.withdraw(row.current, "a demonstration").unwrap();
    // The record keeps the mode that it was made in.
    assert_eq!(mended.site_mode, "RESEARCH");
}

#[test]
fn every_mode_explains_itself() {
    for mode in SiteMode::ALL {
        let rule = mode.rule();
        assert!(rule.citation.contains("CFR"), "{mode:?}");
        assert!(
            rule.text.ends_with('.') && !rule.text.contains("  "),
            "{mode:?}: {}",
            rule.text
        );
        assert!(
            rule.per_item != PerItem::No || rule.needed.is_empty(),
            "{mode:?}"
        );
    }
}
