//! Every action in every mode: by each role, and where there are no accounts.

use std::fs;

use crate::support::staff;
use takeback::{
    people::{Action, Role, Secret},
    station::{Decision, Ruling, SiteMode, Station, StationError},
};

use super::{disposal, sign_in_as, station};

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
