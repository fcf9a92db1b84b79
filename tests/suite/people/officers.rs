//! Officers of the agency: whoever has a number, and nobody else.

use crate::support::staff;
use takeback::{
    custody::Step,
    people::{Role, Secret},
    station::{Clock, NewAccount, SiteMode},
};

#[test]
fn whoever_was_given_an_empty_number_is_no_officer_and_signs_for_nothing_at_an_event() {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), Clock::System, staff::site(SiteMode::LeEvent));
    for (name, stated, kept) in [
        ("C. Clerk", Some("  "), None),
        ("D. Deputy", Some(" 17 "), Some("17")),
        ("E. Else", None, None),
    ] {
        let new = NewAccount {
            name: name.into(),
            role: Role::Operator,
            officer: stated.map(str::to_owned),
        };
        station.add_account(new, &Secret::new(staff::PIN)).unwrap();
        let account = station.named(name).unwrap();
        assert_eq!(account.officer.as_deref(), kept, "{name}");
        let signs = station.may_sign(Step::OpenSession, &account).is_ok();
        assert_eq!(signs, kept.is_some(), "{name}");
    }
}
