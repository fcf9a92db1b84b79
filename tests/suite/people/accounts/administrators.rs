//! What takes an administrator: one always stays, lets others back in, and comes back in by the recovery code.

use crate::support::staff;
use takeback::{
    people::{PeopleError, RecoveryCode, Role, Secret},
    station::{Station, StationError},
};

use super::{WRONG, at, founded, named, new, people_error, pin, sign_in};

#[test]
fn the_last_administrator_stays() {
    let (_home, station) = founded();
    let boss = named(&station, staff::ADMINISTRATOR).id;
    for error in [
        station.disable(boss).unwrap_err(),
        station.change_role(boss, Role::Operator).unwrap_err(),
    ] {
        assert!(matches!(
            people_error(error),
            PeopleError::LastAdministrator(_)
        ));
    }
    let second = station
        .add_account(new("D. Deputy", Role::Operator), &pin())
        .unwrap();
    station.change_role(second, Role::Administrator).unwrap();
    station.change_role(boss, Role::Auditor).unwrap();
    let error = station.disable(second).unwrap_err();
    assert!(matches!(error, StationError::NotYours { .. }), "{error}");
}

#[test]
fn an_administrator_lets_somebody_back_in() {
    let (_home, station) = founded();
    let id = station
        .add_account(new("C. Clerk", Role::Operator), &pin())
        .unwrap();
    while !matches!(
        sign_in(&station, id, WRONG).unwrap_err(),
        PeopleError::Locked { .. }
    ) {}
    station.disable(id).unwrap();
    station.recover(id, &Secret::new("846209")).unwrap();
    sign_in(&station, id, "846209").unwrap();
    // And the clerk, signed in, may not do that for others.
    let boss = named(&station, staff::ADMINISTRATOR).id;
    assert!(matches!(
        station.recover(boss, &pin()).unwrap_err(),
        StationError::NotYours { .. }
    ));
}

#[test]
fn the_recovery_code_works_once_and_only_for_an_administrator() {
    let home = tempfile::tempdir().unwrap();
    let station = Station::open_at(home.path(), at(0)).unwrap();
    let code = station
        .found(
            staff::ADMINISTRATOR,
            None,
            &Secret::new(staff::PASSPHRASE),
            None,
        )
        .unwrap();
    let clerk = station
        .add_account(new("C. Clerk", Role::Operator), &pin())
        .unwrap();
    let boss = named(&station, staff::ADMINISTRATOR).id;
    station.sign_out(false).unwrap();

    let error = station.recover_by_code(clerk, &code, &pin()).unwrap_err();
    assert!(matches!(
        people_error(error),
        PeopleError::NotAdministrator(_)
    ));
    let wrong = RecoveryCode::typed("0000-0000-0000-0000-0000-0000");
    let error = station.recover_by_code(boss, &wrong, &pin()).unwrap_err();
    assert!(matches!(people_error(error), PeopleError::WrongCode));

    let typed = RecoveryCode::typed(&code.shown().to_lowercase());
    let next = station.recover_by_code(boss, &typed, &pin()).unwrap();
    assert!(sign_in(&station, boss, staff::PASSPHRASE).is_err());
    sign_in(&station, boss, staff::PIN).unwrap();
    let error = station
        .recover_by_code(boss, &typed, &Secret::new("846209"))
        .unwrap_err();
    assert!(matches!(people_error(error), PeopleError::WrongCode));
    station
        .recover_by_code(boss, &next, &Secret::new("846209"))
        .unwrap();
    sign_in(&station, boss, "846209").unwrap();
    // Another sheet makes the old one worthless.
    let newest = station.new_code().unwrap();
    station.recover_by_code(boss, &newest, &pin()).unwrap();
    assert_eq!(station.verify().unwrap().finding, None);
}

#[test]
fn only_a_proven_administrator_leaves_a_kiosk_whoever_is_signed_in() {
    let (_home, station) = founded();
    let boss = station.signed_in().unwrap().id;
    let clerk = station
        .add_account(new("C. Clerk", Role::Operator), &pin())
        .unwrap();
    let refused = station.leave_kiosk(clerk, &pin()).unwrap_err();
    assert!(
        matches!(refused, StationError::NotYours { .. }),
        "{refused}"
    );
    let wrong = station.leave_kiosk(boss, &Secret::new(WRONG)).unwrap_err();
    assert!(matches!(
        people_error(wrong),
        PeopleError::WrongSecret { .. }
    ));
    sign_in(&station, clerk, staff::PIN).unwrap();
    station
        .leave_kiosk(boss, &Secret::new(staff::PASSPHRASE))
        .unwrap();
    assert_eq!(station.signed_in().unwrap().id, clerk);
}
