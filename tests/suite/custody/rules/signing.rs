//! Who may sign for a step, and that both are in the record.

use takeback::custody::{LinerStage, Step};
use takeback::ledger::custody::{Conveyance, LinerAct, SessionAct, Witnesses};
use takeback::ledger::{Meaning, Moment};
use takeback::people::{Role, Secret};
use takeback::station::{SiteMode, Station, StationError};

use super::site::{SECOND, line, refused, set_up, transfer};
use crate::support::item;
use crate::support::staff;

#[test]
fn a_liner_lives_its_life_with_two_people_in_the_hashed_row() {
    let site = set_up(SiteMode::Collector);
    site.liner("L1", LinerAct::Acquired).unwrap();
    site.liner("L1", site.install(site.two(Step::InstallLiner)))
        .unwrap();
    site.liner("l1", site.seal()).unwrap();
    refused(site.liner("L1", site.seal()), "never opened or used again");
    site.liner(
        "L1",
        transfer(Conveyance::PickUp, site.two(Step::TransferLiner)),
    )
    .unwrap();

    let custody = site.station.custody().unwrap();
    let liner = custody.liner(&"L1".parse().unwrap()).unwrap();
    assert_eq!(liner.stage(), LinerStage::Transferred);
    assert_eq!(liner.weight().unwrap().to_string(), "23.4");
    let signers: Vec<_> = liner
        .history
        .iter()
        .filter_map(|past| past.act.witnesses())
        .map(|two| {
            let [one, other] = two.both();
            assert_eq!([one.account, other.account], [site.boss, site.clerk]);
            assert_eq!(
                [one.name.as_str(), other.name.as_str()],
                [staff::ADMINISTRATOR, SECOND]
            );
            (one.meaning, other.role.as_str())
        })
        .collect();
    let seen = (Meaning::Witnessed, "operator");
    assert_eq!(signers, [seen, seen, (Meaning::Performed, "operator")]);
    assert!(site.station.verify().unwrap().is_intact());
}

#[test]
fn who_may_sign_is_checked_when_it_is_recorded() {
    let site = set_up(SiteMode::Collector);
    site.liner("L1", LinerAct::Acquired).unwrap();
    let auditor = staff::add(&site.station, "R. Reader", Role::Auditor, None);
    let reader = site.two_with(auditor, Step::InstallLiner);
    refused(
        site.liner("L1", site.install(reader)),
        "R. Reader may not sign",
    );

    let age = |minutes: i64| {
        let mut signature = site.boss_signs(Step::InstallLiner);
        let then = signature.signed.utc_us() - minutes * 60_000_000;
        signature.signed = Moment::from_parts(then, 0).unwrap();
        Witnesses::new(signature, site.signs(site.clerk, Step::InstallLiner)).unwrap()
    };
    refused(site.liner("L1", site.install(age(16))), "too old");
    refused(site.liner("L1", site.install(age(-5))), "too old");
    site.liner("L1", site.install(age(14))).unwrap();
}

#[test]
fn a_facility_supervisor_signs_beside_the_collector_and_nowhere_else() {
    let site = set_up(SiteMode::Ltcf);
    site.station.set_of_collector(site.boss, true).unwrap();
    let names = ["S. Visor", "T. Visor"];
    let [one, other] = names.map(|name| staff::add(&site.station, name, Role::Operator, None));
    for supervisor in [one, other] {
        let signed = site.boss_signs(Step::DesignateSupervisor);
        site.station
            .designate(supervisor, line("Sunset Home"), true, signed)
            .unwrap();
    }
    site.liner("L1", LinerAct::Acquired).unwrap();
    let step = Step::InstallLiner;
    let both = Witnesses::new(site.signs(one, step), site.signs(other, step)).unwrap();
    refused(
        site.liner("L1", site.install(both)),
        "T. Visor is a designated supervisor",
    );
    site.liner("L1", site.install(site.two_with(one, step)))
        .unwrap();

    let mut collector = site.station.site();
    collector.mode = SiteMode::Collector.code().into();
    site.station.set_site(collector).unwrap();
    site.liner("L2", LinerAct::Acquired).unwrap();
    refused(
        site.liner("L2", site.install(site.two_with(one, step))),
        "S. Visor is a designated supervisor",
    );
    let signed = site.boss_signs(Step::DesignateSupervisor);
    site.station
        .designate(one, line("Sunset Home"), false, signed)
        .unwrap();
    site.liner("L2", site.install(site.two_with(one, step)))
        .unwrap();
}

#[test]
fn at_a_facility_nobody_is_the_collectors_employee_unless_it_was_said() {
    let site = set_up(SiteMode::Ltcf);
    site.liner("L1", LinerAct::Acquired).unwrap();
    let step = Step::InstallLiner;
    let install = || site.liner("L1", site.install(site.two(step)));
    refused(install(), "nobody said that A. Boss is an employee");
    site.station.set_of_collector(site.boss, true).unwrap();
    // Beside the collector's employee a supervisor of the facility may sign, and no one else of it.
    refused(install(), "nobody said that C. Clerk is an employee");
    site.station.set_of_collector(site.clerk, true).unwrap();
    install().unwrap();
    site.station.set_of_collector(site.clerk, false).unwrap();
    refused(
        site.liner("L1", site.seal()),
        "nobody said that C. Clerk is an employee",
    );
    let signed = site.boss_signs(Step::DesignateSupervisor);
    site.station
        .designate(site.clerk, line("Sunset Home"), true, signed)
        .unwrap();
    site.liner("L1", site.seal()).unwrap();
    // It holds for whoever opens the record next.
    let again = Station::open(site.home.path()).unwrap();
    let said: Vec<_> = again.accounts().unwrap();
    let said: Vec<_> = said.iter().map(|account| account.of_collector).collect();
    assert_eq!(said, [true, false]);
    assert!(site.station.verify().unwrap().is_intact());
}

#[test]
fn an_officers_number_may_be_stated_after_the_account_was_made_and_be_taken_away() {
    let site = set_up(SiteMode::LeEvent);
    let station = &site.station;
    let late = staff::add(station, "L. Ate", Role::Operator, None);
    let open = || {
        let mut opening = site.opening();
        if let SessionAct::Opened { signed, .. } = &mut opening {
            *signed = site.signs(late, Step::OpenSession);
        }
        site.session(opening)
    };
    refused(open(), "L. Ate has no officer's number");
    station.set_officer(late, Some(" 31 ")).unwrap();
    open().unwrap();
    station.sign_in(late, &Secret::new(staff::PIN)).unwrap();
    station.record(item::unidentified()).unwrap();
    let own = station.set_officer(late, Some("32")).unwrap_err();
    assert!(matches!(own, StationError::NotYours { .. }), "{own}");

    // It holds for whoever opens the record next, until it is taken away.
    let again = Station::open(site.home.path()).unwrap();
    let number = || again.named("L. Ate").unwrap().officer;
    assert_eq!(number().as_deref(), Some("31"));
    let secret = Secret::new(staff::PASSPHRASE);
    again.sign_in(site.boss, &secret).unwrap();
    again.set_officer(late, None).unwrap();
    assert_eq!(number(), None);
    let missing = station.record(item::unidentified()).unwrap_err();
    assert!(matches!(missing, StationError::Needed { .. }), "{missing}");
    assert!(station.verify().unwrap().is_intact());
}
