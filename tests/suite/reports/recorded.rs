//! A ledger whose every value is known, and the binary that reports on it.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
};

use jiff::civil::{Date, date};
use takeback::{
    hazard::{Effect, Verdict},
    ledger::{
        CandidateProduct, Correction, Decided, Disposal, Drug, DrugSchedule, Entry, Event, Hazard,
        HazardReason, How, Identity, Ledger, Moment, Record, SuggestedCandidate, Suggestion,
        Versions,
    },
};
use tempfile::TempDir;

/// 2026-11-22 09:30:00.000007 at five hours behind UTC.
const START: i64 = 1_795_357_800_000_007;

pub struct Site {
    pub folder: TempDir,
}

impl Site {
    /// A site in this mode, with nothing recorded yet.
    pub fn new(mode: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("home");
        fs::create_dir(&home).unwrap();
        let settings = format!(
            "site_mode = \"{mode}\"\nsite_name = \"Main Street & Co.\"\nagency = \"Springfield Police\"\nofficer_id = \"4711\"\noperator = \"R. Porter\"\n"
        );
        fs::write(home.join("settings.toml"), settings).unwrap();
        drop(Ledger::open(&home).unwrap());
        Self { folder }
    }

    pub fn ledger(&self) -> Ledger {
        Ledger::open(&self.folder.path().join("home")).unwrap()
    }

    /// Sets the site up as another kind.
    pub fn become_a(&self, mode: &str) {
        let settings = self.folder.path().join("home/settings.toml");
        let before = fs::read_to_string(&settings).unwrap();
        let (_, after) = before.split_once('\n').unwrap();
        fs::write(&settings, format!("site_mode = \"{mode}\"\n{after}")).unwrap();
        let shown = self.run(&["site", "show"]);
        assert_eq!(shown.status.code(), Some(0), "{shown:?}");
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    pub fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_takeback"))
            .arg("--home")
            .arg(self.folder.path().join("home"))
            .args(args)
            .output()
            .unwrap()
    }

    /// Writes a report and gives its file.
    #[track_caller]
    pub fn report(&self, name: &str, file: &str, more: &[&str]) -> PathBuf {
        let path = self.path(file);
        let out = ["report", name, "--out", path.to_str().unwrap()];
        let output = self.run(&[&out, more].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{name}: {said}");
        path
    }
}

/// Appends `event` as `by`, so many seconds after half past nine.
pub fn append(ledger: &Ledger, second: i64, by: &str, mode: &str, event: Event) -> Record {
    let entered = Moment::from_parts(START + second * 1_000_000, -5 * 3600).unwrap();
    let entry = Entry {
        entered,
        by: by.into(),
        account: None,
        site_mode: mode.into(),
        event,
    };
    ledger.append(entry).unwrap()
}

pub fn disposal(decided: Decided, suggestion: Option<Suggestion>) -> Event {
    Event::Disposal(Disposal {
        photos: Vec::new(),
        suggestion,
        decided,
        package: None,
    })
}

pub fn correction(of: &Record, withdrawn: bool, reason: &str, decided: Decided) -> Event {
    Event::Correction(Correction {
        subject: of.content.seq,
        corrects: of.content.id,
        reason: reason.into(),
        withdrawn,
        decided,
    })
}

pub fn unidentified(acted_on: Date) -> Decided {
    Decided {
        identity: Identity::Unidentified,
        hazard: Hazard {
            verdict: Verdict::Unknown,
            reasons: Vec::new(),
            rules: "7".into(),
        },
        quantity: 1,
        acted_on,
        reference: None,
        discontinued: None,
    }
}

/// Warfarin, 30 tablets: acute hazardous waste, in a name that would be a formula.
pub fn warfarin(acted_on: Date) -> Decided {
    let reason = |system: &str, code: &str, effect| HazardReason {
        system: system.into(),
        code: code.into(),
        condition: "warfarin & salts above 0.3 %".into(),
        source: "40 CFR 261.33".into(),
        evidence: "V".into(),
        ingredient: "warfarin".into(),
        effect,
        remark: String::new(),
    };
    let drug = Drug {
        ndc11: "00093-1712-01".into(),
        part: 1,
        rxcui: Some(855_332),
        name: "warfarin sodium 5 MG Oral Tablet".into(),
        strength: "warfarin sodium 5 MG".into(),
        form: Some("Oral Tablet".into()),
        labeler: "=TEVA".into(),
        imprint: vec!["WAR".into(), "5".into()],
        schedule: None,
        source: "c3pi".into(),
        as_of: "2015-03-01".into(),
    };
    Decided {
        identity: Identity::Identified {
            how: How::Searched,
            drug,
        },
        hazard: Hazard {
            verdict: Verdict::Hazardous,
            reasons: vec![
                reason("NIOSH-2024-2", "T2", Effect::Hazardous),
                reason("RCRA-P", "P001", Effect::Hazardous),
                reason("RCRA-U", "U248", Effect::Excluded),
            ],
            rules: "7".into(),
        },
        quantity: 30,
        acted_on,
        reference: Some("=Case 7".into()),
        discontinued: None,
    }
}

/// Oxycodone, 12 tablets, picked as the model's second candidate: schedule II, no listing.
pub fn oxycodone(acted_on: Date) -> Decided {
    let mut decided = warfarin(acted_on);
    decided.hazard.verdict = Verdict::NoListingFound;
    decided.hazard.reasons.clear();
    decided.quantity = 12;
    decided.reference = None;
    let Identity::Identified { how, drug } = &mut decided.identity else {
        unreachable!()
    };
    *how = How::Picked { rank: 2 };
    drug.ndc11 = "00406-0552-01".into();
    drug.name = "oxycodone hydrochloride 5 MG Oral Tablet".into();
    drug.schedule = Some(DrugSchedule {
        class: "CII".into(),
        dea_code: "9143".into(),
        substance: "oxycodone".into(),
        note: String::new(),
    });
    decided
}

pub fn said() -> Suggestion {
    let candidate = |rank, confidence_ppm| SuggestedCandidate {
        rank,
        confidence_ppm,
        appearance: rank,
        products: vec![CandidateProduct {
            ndc11: "00406-0552-01".into(),
            part: 1,
            name: "oxycodone".into(),
        }],
    };
    Suggestion {
        identified: true,
        candidates: vec![candidate(1, 700_000), candidate(2, 213_400)],
        hazard: Verdict::NoListingFound,
        hazard_ppm: 125_000,
        hazard_reasons: Vec::new(),
        schedule: Some("CII".into()),
        imprint_read: Vec::new(),
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

/// A registrant whose name has 110 letters, with 60 items: three pages of the log.
pub fn with_a_long_name(mode: &str) -> Site {
    let site = Site::new(mode);
    let settings = site.path("home/settings.toml");
    let set_up = fs::read_to_string(&settings).unwrap();
    let name = "Mammography & Co. ".repeat(6) + "II";
    let set_up = set_up.replace("Main Street & Co.", &name);
    fs::write(&settings, set_up + "registration = \"AB1234563\"\n").unwrap();
    let ledger = site.ledger();
    for second in 0..60 {
        let event = disposal(warfarin(date(2026, 11, 22)), None);
        append(&ledger, second, "A. Clerk", mode, event);
    }
    drop(ledger);
    site
}

/// Seven records of two people: warfarin twice, oxycodone, one unidentified that became
/// oxycodone, one that was withdrawn.
pub fn a_day(mode: &str) -> Site {
    let site = Site::new(mode);
    let ledger = site.ledger();
    let [before, day] = [date(2026, 11, 20), date(2026, 11, 22)];
    let add = |second, by: &str, event| append(&ledger, second, by, mode, event);
    add(0, "A. Clerk", disposal(warfarin(before), None));
    add(1, "A. Clerk", disposal(warfarin(day), None));
    let unknown = add(2, "B. Officer", disposal(unidentified(day), None));
    add(3, "B. Officer", disposal(oxycodone(day), Some(said())));
    let wrong = add(4, "B. Officer", disposal(oxycodone(day), None));
    add(
        5,
        "A. Clerk",
        correction(&unknown, false, "read under a lens", oxycodone(day)),
    );
    add(
        6,
        "B. Officer",
        correction(&wrong, true, "recorded twice", oxycodone(day)),
    );
    site
}
