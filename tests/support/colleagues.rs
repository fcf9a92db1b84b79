//! Whoever works beside the administrator in tests of review.

use takeback::{
    people::{Role, Secret},
    station::{NewAccount, Station},
};

use crate::support::staff::PIN;

/// C. Clerk, who enters, and P. Harm, who reviews, have accounts from now on, both with [`PIN`].
pub fn join(station: &Station) {
    for (name, role) in [("C. Clerk", Role::Operator), ("P. Harm", Role::Pharmacist)] {
        let new = NewAccount {
            name: name.into(),
            role,
            officer: None,
        };
        station.add_account(new, &Secret::new(PIN)).unwrap();
    }
}
