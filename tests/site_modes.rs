//! What each site mode allows, mode by mode, and what it says when it does not.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::format_push_string,
    reason = "a helper of a test fails it the same way"
)]

#[path = "support/product.rs"]
mod product;
#[path = "support/staff.rs"]
mod staff;

use std::fs;

use product::only;
use takeback::{
    catalog::ProductId,
    custody::Step,
    hazard::Verdict,
    ledger::{
        Enrolled, EnrolmentRecord, Entry, Event, Ledger, Site, TypedProduct,
        custody::{Officer, SessionAct},
    },
    people::{Action, Role, Secret},
    station::{
        Clock, Decision, Law, NewAccount, NewDisposal, Ruling, SiteMode, Station, StationError,
    },
};

/// A station that its administrator, an officer, has set up so and sits at; where it is one of
/// take-back events, one is open.
fn station(site: Site) -> (tempfile::TempDir, Station) {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), Clock::System, site);
    if station.site_mode() == SiteMode::LeEvent {
        let boss = station.signed_in().unwrap().id;
        let secret = Secret::new(staff::PASSPHRASE);
        let signed = station.sign_step(Step::OpenSession, boss, &secret).unwrap();
        let opened = SessionAct::Opened {
            agency: "Police".parse().unwrap(),
            overseeing: Officer {
                name: "Sgt. B. Watch".parse().unwrap(),
                number: "12".parse().unwrap(),
            },
            place: "Town hall".parse().unwrap(),
            starts: station.now().time(),
            signed,
        };
        station
            .record_session(station.now().date(), opened)
            .unwrap();
    }
    (home, station)
}

/// Adds somebody of this role, named after it, with the PIN, and signs them in.
fn sign_in_as(station: &Station, role: Role, officer: bool) {
    let new = NewAccount {
        name: role.to_string(),
        role,
        officer: officer.then(|| "12".to_owned()),
    };
    let id = station.add_account(new, &Secret::new(staff::PIN)).unwrap();
    station.sign_in(id, &Secret::new(staff::PIN)).unwrap();
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
        // Any day will do where a facility has to state one.
        discontinued: Some(jiff::civil::date(2026, 1, 5)),
        package: None,
    }
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
fn household_sorting_refuses_what_the_rules_know_nothing_about() {
    let (home, taught) = station(staff::site(SiteMode::Hhw));
    let ndc = "99999-0001-01";
    // A pill that the site taught by a typed name: no listed product is without ingredients.
    let enrolled = Enrolled {
        ndc11: ndc.to_owned(),
        part: 1,
        typed: Some(TypedProduct::of_words("Probe 5 MG", "", "QX 5", &[], None)),
        looks: Vec::new(),
        model: String::new(),
    };
    let entry = Entry {
        entered: taught.now(),
        by: staff::ADMINISTRATOR.to_owned(),
        account: None,
        site_mode: taught.site_mode().code().to_owned(),
        event: Event::Enrolment(EnrolmentRecord::Enrolled(enrolled)),
    };
    drop(taught);
    Ledger::open(home.path()).unwrap().append(entry).unwrap();
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

/// Whether the table says that somebody of `role` may.
fn table_says(mode: SiteMode, action: Action, role: Role) -> bool {
    !matches!(mode.ruling(action), Ruling::No(_)) && role.may(action)
}

#[test]
fn every_mode_obeys_the_table_in_every_action_by_every_role() {
    for mode in SiteMode::ALL {
        let (_home, station) = station(staff::site(mode));
        let boss = station.signed_in().unwrap().id;
        for role in Role::ALL {
            station
                .sign_in(boss, &Secret::new(staff::PASSPHRASE))
                .unwrap();
            if role != Role::Administrator {
                sign_in_as(&station, role, true);
            }
            for action in Action::ALL {
                let answer = station.permit(action);
                assert_eq!(
                    answer.is_ok(),
                    table_says(mode, action, role),
                    "{mode:?} {action:?} {role:?}: {answer:?}"
                );
                match (answer, mode.ruling(action)) {
                    (Ok(_), _) => {}
                    (Err(error), Ruling::No(law)) => {
                        let words = error.to_string();
                        assert!(
                            words.contains(law.citation) && words.contains(law.text),
                            "{words}"
                        );
                    }
                    (Err(error), _) => {
                        assert!(matches!(error, StationError::NotYours { .. }), "{error}");
                    }
                }
            }
        }
        station.sign_out(false).unwrap();
        for action in Action::ALL {
            let law = !matches!(mode.ruling(action), Ruling::No(_));
            assert_eq!(station.permit(action).is_ok(), law && action.only_reads());
        }
    }
}

#[test]
fn without_accounts_only_research_records() {
    for mode in SiteMode::ALL {
        let home = tempfile::tempdir().unwrap();
        let settings = format!("site_mode = \"{}\"", mode.code());
        fs::write(home.path().join("settings.toml"), settings).unwrap();
        let station = Station::open(home.path()).unwrap();
        for action in Action::ALL {
            let research = mode == SiteMode::Research
                && !matches!(action, Action::ChangeSite | Action::ManagePeople);
            let allowed = action.only_reads() || research;
            assert_eq!(
                station.permit(action).is_ok(),
                allowed,
                "{mode:?} {action:?}"
            );
        }
        let outcome = station.record(disposal(Decision::Unidentified, Some("Case 1")));
        assert_eq!(outcome.is_ok(), mode == SiteMode::Research, "{outcome:?}");
    }
}

/// Every law behind a "no", in the order in which the table comes upon them.
fn laws() -> Vec<Law> {
    let mut laws = Vec::new();
    for action in Action::ALL {
        for mode in SiteMode::ALL {
            if let (_, Some(law)) = spoken(mode.ruling(action))
                && !laws.contains(&law)
            {
                laws.push(law);
            }
        }
    }
    laws
}

fn spoken(ruling: Ruling) -> (&'static str, Option<Law>) {
    match ruling {
        Ruling::Yes => ("yes", None),
        Ruling::NonControlledOnly(law) => ("non-controlled only", Some(law)),
        Ruling::No(law) => ("no", Some(law)),
    }
}

/// The table as `docs/images/site-modes.svg` draws it.
fn picture() -> String {
    const LEFT: usize = 290;
    const HEAD: usize = 64;
    const CELL: (usize, usize) = (100, 34);
    let (width, height) = (
        LEFT + CELL.0 * SiteMode::ALL.len() + 8,
        HEAD + CELL.1 * Action::ALL.len() + 8,
    );
    let laws = laws();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" \
         font-size=\"14\">\n<title>What each kind of site may do</title>\n<rect width=\"{width}\" height=\"{height}\" \
         fill=\"#ffffff\"/>\n"
    );
    let mut words = |x: usize, y: usize, anchor: &str, bold: bool, text: &str| {
        let weight = if bold { " font-weight=\"bold\"" } else { "" };
        svg += &format!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\"{weight} fill=\"#1a1a1a\">{text}</text>\n"
        );
    };
    for (column, mode) in SiteMode::ALL.into_iter().enumerate() {
        let x = LEFT + CELL.0 * column + CELL.0 / 2;
        for (line, part) in mode.code().split('_').enumerate() {
            words(x, 24 + 18 * line, "middle", true, part);
        }
    }
    for (row, action) in Action::ALL.into_iter().enumerate() {
        words(8, HEAD + CELL.1 * row + 22, "start", true, action.words());
    }
    for (row, action) in Action::ALL.into_iter().enumerate() {
        for (column, mode) in SiteMode::ALL.into_iter().enumerate() {
            let (word, law) = spoken(mode.ruling(action));
            let note = law.and_then(|law| laws.iter().position(|known| *known == law));
            let note = note.map_or_else(String::new, |place| format!(" [{}]", place + 1));
            let (ground, line, word) = match word {
                "yes" => ("#d9f0dd", "#1e6b34", word),
                "no" => ("#f3dedc", "#8c2f28", word),
                _ => ("#fbecc4", "#7a5600", "partly"),
            };
            let (x, y) = (LEFT + CELL.0 * column, HEAD + CELL.1 * row);
            svg += &format!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\" fill=\"{ground}\" stroke=\"{line}\"/>\n\
                 <text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"#1a1a1a\">{word}{note}</text>\n",
                x + 2,
                y + 2,
                CELL.0 - 4,
                CELL.1 - 4,
                x + CELL.0 / 2,
                y + 22,
            );
        }
    }
    svg + "</svg>\n"
}

/// The table as `docs/site-modes.md` shows it.
fn table() -> String {
    let laws = laws();
    let mut table = "| action |".to_owned();
    for mode in SiteMode::ALL {
        table += &format!(" {} |", mode.code());
    }
    table += &format!("\n|---|{}\n", ":-:|".repeat(SiteMode::ALL.len()));
    for action in Action::ALL {
        table += &format!("| {} |", action.words());
        for mode in SiteMode::ALL {
            let (word, law) = spoken(mode.ruling(action));
            let place = law.and_then(|law| laws.iter().position(|known| *known == law));
            match place {
                None => table += &format!(" {word} |"),
                Some(place) => table += &format!(" {word} [{}] |", place + 1),
            }
        }
        table += "\n";
    }
    table += "\n";
    for (place, law) in laws.iter().enumerate() {
        table += &format!("{}. {}: {}\n", place + 1, law.citation, law.text);
    }
    table +=
        "\n| action | operator | pharmacist | administrator | auditor |\n|---|:-:|:-:|:-:|:-:|\n";
    for action in Action::ALL {
        table += &format!("| {} |", action.words());
        for role in Role::ALL {
            table += if role.may(action) { " yes |" } else { " no |" };
        }
        table += "\n";
    }
    table
}

#[test]
fn the_page_shows_the_table_and_its_picture() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/site-modes.md");
    let page = fs::read_to_string(&path).unwrap();
    let mark = "<!-- the tables below are written by the test: TAKEBACK_BLESS=1 cargo test --test site_modes -->\n\n";
    let (head, shown) = page.split_once(mark).unwrap();
    let drawn = path.with_file_name("images").join("site-modes.svg");
    if std::env::var_os("TAKEBACK_BLESS").is_some() {
        fs::write(&path, format!("{head}{mark}{}", table())).unwrap();
        fs::write(&drawn, picture()).unwrap();
        return;
    }
    assert_eq!(shown, table());
    assert_eq!(fs::read_to_string(drawn).unwrap(), picture());
    assert!(
        head.contains("(images/site-modes.svg)"),
        "and the page shows the picture"
    );
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
            !matches!(mode.ruling(Action::RecordItem), Ruling::No(_)) || rule.needed.is_empty(),
            "{mode:?}"
        );
    }
}
