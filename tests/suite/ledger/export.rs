//! The CSV export, byte by byte and back again.

use std::{fs, path::Path};

use jiff::civil::date;
use proptest::prelude::*;
use takeback::{
    hazard::{Effect, Verdict},
    ledger::{
        CandidateProduct, Correction, Decided, Disposal, Drug, DrugSchedule, Entry, Event, Hazard,
        HazardReason, How, Identity, Ledger, LogFilter, Moment, SuggestedCandidate, Suggestion,
        Versions, View,
    },
    report::{columns, restore, write_csv},
};

fn entry(second: i64, site_mode: &str, event: Event) -> Entry {
    let entered =
        Moment::from_parts(1_795_357_800_000_000 + second * 1_000_000 + 7, -5 * 3600).unwrap();
    Entry {
        entered,
        by: "A. Clerk".into(),
        account: None,
        site_mode: site_mode.into(),
        event,
    }
}

fn unidentified() -> Decided {
    Decided {
        identity: Identity::Unidentified,
        hazard: Hazard {
            verdict: Verdict::Unknown,
            reasons: Vec::new(),
            rules: "7".into(),
        },
        quantity: 1,
        acted_on: date(2026, 11, 22),
        reference: None,
        discontinued: None,
    }
}

fn oxycodone() -> Decided {
    let drug = Drug {
        ndc11: "00406-0552-01".into(),
        part: 1,
        rxcui: Some(1_049_621),
        name: "oxycodone hydrochloride 5 MG Oral Tablet".into(),
        strength: "oxycodone hydrochloride 5 MG".into(),
        form: Some("Oral Tablet".into()),
        labeler: "=Mallinckrodt, \"Inc.\"".into(),
        imprint: vec!["M".into(), "0552".into()],
        schedule: Some(DrugSchedule {
            class: "CII".into(),
            dea_code: "9143".into(),
            substance: "oxycodone".into(),
            note: String::new(),
        }),
        source: "c3pi".into(),
        as_of: "2015-03-01".into(),
    };
    let reason = HazardReason {
        system: "RCRA-D".into(),
        code: "D001".into(),
        condition: "made up".into(),
        source: "40 CFR 261.21".into(),
        evidence: "V".into(),
        ingredient: "oxycodone".into(),
        effect: Effect::Possible,
        remark: "Cannot be excluded.".into(),
    };
    Decided {
        identity: Identity::Identified {
            how: How::Picked { rank: 2 },
            drug,
        },
        hazard: Hazard {
            verdict: Verdict::Hazardous,
            reasons: vec![reason.clone(), reason],
            rules: "7".into(),
        },
        quantity: 12,
        acted_on: date(2026, 11, 20),
        reference: Some("-Case 7".into()),
        discontinued: None,
    }
}

fn said() -> Suggestion {
    let product = |ndc11: &str, name: &str| CandidateProduct {
        ndc11: ndc11.into(),
        part: 1,
        name: name.into(),
    };
    Suggestion {
        identified: true,
        candidates: vec![
            SuggestedCandidate {
                rank: 1,
                confidence_ppm: 1_000_000,
                appearance: 4,
                products: vec![
                    product("00093-7248-06", "one"),
                    product("00093-7249-06", "two"),
                ],
            },
            SuggestedCandidate {
                rank: 2,
                confidence_ppm: 4_200,
                appearance: 9,
                products: vec![product("00406-0552-01", "oxycodone")],
            },
        ],
        hazard: Verdict::NoListingFound,
        hazard_ppm: 125_000,
        hazard_reasons: vec!["RCRA-P P001".into()],
        schedule: Some("CII".into()),
        imprint_read: vec!["M 0552".into()],
        imprint_typed: None,
        measured: None,
        flaws: Vec::new(),
        camera_setups: Vec::new(),
        versions: Versions {
            model: "classifier 0a1b".into(),
            rules: "7".into(),
            catalog: "2015-03-01".into(),
            runtime: "1.31.1".into(),
        },
    }
}

fn export(ledger: &Ledger, filter: &LogFilter) -> String {
    let mut out = Vec::new();
    write_csv(ledger, filter, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A disposal that was corrected, one that was withdrawn, one that stands.
fn filled(home: &Path) -> Ledger {
    let ledger = Ledger::open(home).unwrap();
    let disposal = |decided, suggestion| {
        Event::Disposal(Disposal {
            photos: vec!["ab".repeat(32), "cd".repeat(32)],
            suggestion,
            decided,
            package: None,
        })
    };
    let first = ledger
        .append(entry(0, "RESEARCH", disposal(unidentified(), Some(said()))))
        .unwrap()
        .content;
    let second = ledger
        .append(entry(1, "LE_EVENT", disposal(oxycodone(), None)))
        .unwrap()
        .content;
    let correct = |second, of: &takeback::ledger::Content, withdrawn, decided| {
        let reason = "read under a lens,\r\nin daylight".to_owned();
        let correction = Correction {
            subject: of.seq,
            corrects: of.id,
            reason,
            withdrawn,
            decided,
        };
        ledger
            .append(entry(second, "RESEARCH", Event::Correction(correction)))
            .unwrap();
    };
    correct(2, &first, false, oxycodone());
    correct(3, &second, true, oxycodone());
    ledger
        .append(entry(4, "LE_EVENT", disposal(unidentified(), None)))
        .unwrap();
    ledger
}

/// The export with what differs from run to run masked.
fn masked(csv: &str) -> String {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.as_bytes());
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for (number, row) in reader.records().map(Result::unwrap).enumerate() {
        let cells = row
            .iter()
            .zip(columns())
            .map(|(cell, column)| match column {
                "id" | "record_hash" | "program_version" if number > 0 => {
                    assert!(!cell.is_empty(), "{column}");
                    "*"
                }
                _ => cell,
            });
        writer.write_record(cells).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn exports_are_as_documented() {
    let home = tempfile::tempdir().unwrap();
    let ledger = filled(home.path());
    for (view, file) in [(View::Current, "export.csv"), (View::Raw, "export-raw.csv")] {
        let csv = export(
            &ledger,
            &LogFilter {
                view,
                ..LogFilter::default()
            },
        );
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/data")
            .join(file);
        if std::env::var_os("TAKEBACK_BLESS").is_some() {
            fs::write(&path, masked(&csv)).unwrap();
        }
        assert_eq!(masked(&csv), fs::read_to_string(&path).unwrap(), "{file}");
        assert!(csv.contains("made up (40 CFR 261.21) Cannot be excluded."));
        assert!(csv.ends_with("\r\n"));
    }
}

#[test]
fn every_column_is_described() {
    let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/exports.md"));
    for column in columns() {
        assert!(
            text.contains(&format!("`{column}`")) || column.starts_with("candidate_"),
            "{column}"
        );
    }
}

#[test]
fn research_rows_are_marked_whatever_the_site_is_now() {
    let home = tempfile::tempdir().unwrap();
    let csv = export(&filled(home.path()), &LogFilter::default());
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    for row in reader.records().map(Result::unwrap) {
        assert_eq!(
            row[0].starts_with("RESEARCH/DEMO"),
            &row[1] == "RESEARCH",
            "{row:?}"
        );
        assert!(
            row[0].ends_with("not a laboratory result. This is not a DEA form."),
            "{row:?}"
        );
    }
}

#[test]
fn a_ledger_without_disposals_gives_a_header() {
    let home = tempfile::tempdir().unwrap();
    let ledger = Ledger::open(home.path()).unwrap();
    assert_eq!(
        export(&ledger, &LogFilter::default()),
        format!("{}\r\n", columns().join(","))
    );
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(any::<char>(), 0..12).prop_map(String::from_iter),
        "[ \t\r\n]{0,2}[=+@'\",-][ \t\r\n\"',a-z]{0,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_is_written_reads_back(
        texts in prop::collection::vec((any_text(), any_text(), any_text()), 1..6),
    ) {
        let home = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(home.path()).unwrap();
        for (by, labeler, reference) in &texts {
            let mut decided = oxycodone();
            let Identity::Identified { drug, .. } = &mut decided.identity else { unreachable!() };
            drug.labeler.clone_from(labeler);
            decided.reference = Some(reference.clone());
            let event = Event::Disposal(Disposal { photos: Vec::new(), suggestion: None, decided, package: None });
            ledger.append(Entry { by: by.clone(), ..entry(0, "LTCF", event) }).unwrap();
        }
        let csv = export(&ledger, &LogFilter::default());
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        let column = |row: &csv::StringRecord, name: &str| {
            restore(&row[columns().iter().position(|column| *column == name).unwrap()]).to_owned()
        };
        let read: Vec<_> = rows
            .iter()
            .map(|row| (column(row, "entered_by"), column(row, "labeler"), column(row, "reference")))
            .collect();
        prop_assert_eq!(read, texts);
        prop_assert!(ledger.verify().unwrap().is_intact());
    }
}
