//! Recording, correcting and reading disposals through a station of its own.

use crate::support::morning::{morning, oxycodone, product, station, unidentified, warfarin};
use crate::support::suggestion::suggestion;
use jiff::civil::date;
use takeback::{
    catalog::ProductId,
    hazard::{Effect, Verdict},
    identify::{self, Candidate, HazardEstimate, Identification},
    ledger::{How, Identity, LedgerError, LogFilter, Outcome, Suggestion},
    station::{Decision, NewDisposal, SiteMode, Station, StationError},
};

#[test]
fn a_disposal_freezes_what_was_decided_and_what_was_said() {
    let (_home, station) = station();
    let (first, second) = (warfarin(&station), oxycodone(&station));
    let said = Suggestion {
        hazard: Verdict::Hazardous,
        hazard_reasons: vec!["RCRA-P P001".into()],
        ..suggestion(&station, true, &[(first, 600_000), (second, 300_000)])
    };
    let row = station
        .record(NewDisposal {
            suggestion: Some(said.clone()),
            decision: Decision::Product(second),
            picked_rank: Some(2),
            quantity: 3,
            ..unidentified()
        })
        .unwrap();

    // The first record of a station says how its site is set up.
    assert_eq!(row.seq, 2);
    assert_eq!(row.entered, morning());
    assert_eq!(row.decided.acted_on, date(2026, 11, 22));
    assert_eq!(
        (row.site_mode.as_str(), row.by.as_str()),
        ("RESEARCH", station.operator().as_str())
    );
    assert_eq!(row.disposal.suggestion.as_ref(), Some(&said));
    assert_eq!(row.decided.quantity, 3);
    assert_eq!(row.outcome(), Outcome::Identified);
    let Identity::Identified { how, drug } = &row.decided.identity else {
        panic!("{row:?}")
    };
    assert_eq!(*how, How::Picked { rank: 2 });
    let catalog = station.catalog();
    let chosen = catalog.get(second).unwrap();
    assert_eq!(
        (&drug.ndc11, &drug.name),
        (&second.ndc11.to_string(), &chosen.name)
    );
    assert!(drug.strength.starts_with("oxycodone"), "{}", drug.strength);
    let schedule = drug.schedule.as_ref().unwrap();
    assert_eq!(
        (schedule.class.as_str(), schedule.dea_code.as_str()),
        ("CII", "9143")
    );
    assert_eq!(row.decided.hazard.rules, station.rules().version());

    // What is read back is what was returned, in this process and in the next.
    assert_eq!(
        station.log(&LogFilter::default()).unwrap(),
        std::slice::from_ref(&row)
    );
    assert_eq!(station.find(row.id).unwrap(), row);
    let again = Station::open(station.home()).unwrap();
    assert_eq!(again.log(&LogFilter::default()).unwrap(), [row]);
}

#[test]
fn an_unidentified_item_is_not_called_harmless() {
    let (_home, station) = station();
    let row = station.record(unidentified()).unwrap();
    assert_eq!(row.outcome(), Outcome::Unidentified);
    assert_eq!(row.decided.hazard.verdict, Verdict::Unknown);
    assert!(!row.decided.hazard.reasons.is_empty());
}

#[test]
fn a_listing_that_does_not_apply_is_kept_as_such() {
    let (_home, station) = station();
    let nitroglycerin = product(&station, "nitroglycerin", |p| {
        p.ingredients.iter().any(|i| i.base == "nitroglycerin")
    });
    let row = station
        .record(NewDisposal {
            decision: Decision::Product(nitroglycerin.id),
            ..unidentified()
        })
        .unwrap();
    assert_eq!(row.decided.hazard.verdict, Verdict::NoListingFound);
    let [reason] = row.decided.hazard.reasons.as_slice() else {
        panic!("{:?}", row.decided.hazard.reasons);
    };
    assert_eq!(
        (reason.code.as_str(), reason.effect),
        ("P081", Effect::Excluded)
    );
    assert!(reason.remark.contains("Does not apply"), "{reason:?}");
}

#[test]
fn what_makes_no_sense_is_not_recorded() {
    let (_home, station) = station();
    let known = warfarin(&station);
    let absent = ProductId { part: 99, ..known };
    let wrong = [
        NewDisposal {
            quantity: 0,
            ..unidentified()
        },
        NewDisposal {
            quantity: 10_000,
            ..unidentified()
        },
        NewDisposal {
            photos: vec!["AB".into()],
            ..unidentified()
        },
        NewDisposal {
            acted_on: Some(date(2026, 11, 23)),
            ..unidentified()
        },
        NewDisposal {
            decision: Decision::Product(absent),
            ..unidentified()
        },
        NewDisposal {
            decision: Decision::Product(known),
            picked_rank: Some(1),
            ..unidentified()
        },
        NewDisposal {
            decision: Decision::Product(known),
            suggestion: Some(suggestion(&station, true, &[(known, 600_000)])),
            picked_rank: Some(2),
            ..unidentified()
        },
    ];
    for new in wrong {
        station.record(new.clone()).expect_err(&format!("{new:?}"));
    }
    assert_eq!(station.log(&LogFilter::default()).unwrap(), []);
    assert_eq!(station.verify().unwrap().records, 1);
}

#[test]
fn a_correction_is_of_no_more_units_than_a_record() {
    let (_home, station) = station();
    let first = station.record(unidentified()).unwrap();
    let counted = |quantity| {
        station.correct(
            first.current,
            Decision::Unidentified,
            quantity,
            "counted again",
        )
    };
    let error = counted(10_000).unwrap_err();
    assert!(matches!(error, StationError::TooManyUnits(_)), "{error}");
    assert_eq!(counted(9_999).unwrap().decided.quantity, 9_999);
}

#[test]
fn a_correction_is_a_new_row_and_the_old_one_stays() {
    let (_home, station) = station();
    let first = station
        .record(NewDisposal {
            reference: Some("Case 7".into()),
            ..unidentified()
        })
        .unwrap();
    let corrected = station
        .correct(
            first.current,
            Decision::Product(warfarin(&station)),
            2,
            " imprint read under a lens ",
        )
        .unwrap();
    assert_eq!((corrected.id, corrected.seq), (first.id, first.seq));
    assert_ne!(corrected.current, first.current);
    assert_eq!(corrected.outcome(), Outcome::Identified);
    assert_eq!(corrected.decided.quantity, 2);
    assert_eq!(corrected.decided.reference.as_deref(), Some("Case 7"));
    assert_eq!(corrected.disposal, first.disposal);
    assert_eq!(
        corrected.correction.as_ref().unwrap().reason,
        "imprint read under a lens"
    );
    assert_eq!(
        station.log(&LogFilter::default()).unwrap(),
        std::slice::from_ref(&corrected)
    );

    // Whoever still looks at the first version is told so.
    let stale = station
        .correct(first.current, Decision::Unidentified, 1, "no idea")
        .unwrap_err();
    assert!(
        matches!(stale, StationError::Ledger(LedgerError::Superseded(id)) if id == first.current),
        "{stale}"
    );
    let mute = station
        .correct(corrected.current, Decision::Unidentified, 1, "  ")
        .unwrap_err();
    assert!(matches!(mute, StationError::NoReason));

    let withdrawn = station
        .withdraw(corrected.current, "recorded twice")
        .unwrap();
    assert_eq!(withdrawn.outcome(), Outcome::Withdrawn);
    assert_eq!(withdrawn.decided, corrected.decided);
    let over = station
        .correct(withdrawn.current, Decision::Unidentified, 1, "again")
        .unwrap_err();
    assert!(
        matches!(over, StationError::Ledger(LedgerError::Withdrawn(_))),
        "{over}"
    );

    let verification = station.verify().unwrap();
    assert!(verification.is_intact(), "{verification:?}");
    assert_eq!(verification.records, 4);
}

#[test]
fn a_change_of_the_site_is_a_record() {
    let home = tempfile::tempdir().unwrap();
    let records = || {
        Station::open(home.path())
            .unwrap()
            .verify()
            .unwrap()
            .records
    };
    assert_eq!(records(), 1);
    assert_eq!(records(), 1);
    let settings = home.path().join("settings.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(
        &settings,
        text.replace("site_mode = \"RESEARCH\"", "site_mode = \"COLLECTOR\""),
    )
    .unwrap();
    assert_eq!(records(), 2);
    assert_eq!(
        Station::open(home.path()).unwrap().settings().site_mode,
        SiteMode::Collector
    );
    assert_eq!(records(), 2);
}

#[test]
fn what_the_model_said_is_frozen_in_whole_numbers_and_names() {
    let (_home, station) = station();
    let catalog = station.catalog();
    let product = catalog.get(warfarin(&station)).unwrap();
    let assessment = station.rules().assess(product);
    let said = Identification {
        outcome: identify::Outcome::Unidentified,
        candidates: vec![Candidate {
            rank: 1,
            confidence: 0.25,
            appearance: product.appearance,
            products: vec![product.id],
            remarks: Vec::new(),
        }],
        hazard: HazardEstimate {
            verdict: Verdict::Hazardous,
            probability: 1.000_001,
            reasons: assessment.reasons,
        },
        schedule: None,
        imprint_read: vec!["TV".into()],
        typed: None,
        standing: 0.0,
        length: None,
        advice: None,
        flaws: Vec::new(),
    };
    let versions = identify::Versions {
        model: "m".into(),
        rules: "r".into(),
        catalog: "c".into(),
        runtime: "o".into(),
    };
    let frozen = station.suggestion(&said, versions);
    assert!(!frozen.identified);
    let candidate = &frozen.candidates[0];
    assert_eq!((candidate.rank, candidate.confidence_ppm), (1, 250_000));
    assert_eq!(candidate.appearance, product.appearance.0);
    assert_eq!(candidate.products[0].ndc11, product.id.ndc11.to_string());
    assert_eq!(candidate.products[0].name, product.name);
    assert_eq!(frozen.hazard_ppm, 1_000_000);
    assert!(
        frozen.hazard_reasons.contains(&"RCRA-P P001".to_owned()),
        "{frozen:?}"
    );
    assert_eq!(frozen.versions.model, "m");

    let picked = NewDisposal {
        suggestion: Some(frozen.clone()),
        decision: Decision::Product(product.id),
        picked_rank: Some(1),
        ..unidentified()
    };
    let row = station.record(picked).unwrap();
    assert_eq!(
        station.find(row.id).unwrap().disposal.suggestion,
        Some(frozen)
    );
}

#[test]
fn how_the_camera_was_set_up_is_kept_and_a_record_without_it_reads_as_before() {
    let (home, station) = station();
    let without = suggestion(&station, true, &[(warfarin(&station), 600_000)]);
    let written = serde_json::to_value(&without).unwrap();
    assert!(written.get("camera_setups").is_none(), "as older ones are");
    assert_eq!(
        serde_json::from_value::<Suggestion>(written).unwrap(),
        without
    );
    let setup =
        "Test Camera, 640 x 480 YUYV at 30 frames a second, exposure, white balance, focus locked";
    let with = Suggestion {
        camera_setups: vec![setup.into()],
        ..without.clone()
    };
    for said in [&without, &with] {
        let new = NewDisposal {
            suggestion: Some(said.clone()),
            ..unidentified()
        };
        station.record(new).unwrap();
    }
    assert!(station.verify().unwrap().finding.is_none());
    let log = std::process::Command::new(env!("CARGO_BIN_EXE_takeback"))
        .arg("--home")
        .arg(home.path())
        .args(["log", "--json"])
        .output()
        .unwrap();
    let log = String::from_utf8(log.stdout).unwrap();
    let kept = |line: &str| -> serde_json::Value {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        row["suggestion"]["camera_setups"].clone()
    };
    let kept: Vec<_> = log.lines().map(kept).collect();
    assert_eq!(kept, [serde_json::json!([setup]), serde_json::Value::Null]);
}

#[test]
fn without_models_the_rest_of_the_station_works() {
    let home = tempfile::tempdir().unwrap();
    let settings = "models = \"/nowhere\"";
    std::fs::write(home.path().join("settings.toml"), settings).unwrap();
    let station = Station::open(home.path()).unwrap();
    let error = station
        .identifier()
        .err()
        .expect("there are no such models");
    let named = "there is no model in /nowhere";
    assert!(error.to_string().contains(named), "{error}");
    assert_eq!(
        station.record(unidentified()).unwrap().outcome(),
        Outcome::Unidentified
    );
}
