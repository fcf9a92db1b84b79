//! Which custody step exists at which kind of site, and the law where one does not.
//!
//! The table of [`super::allowed`] says which log a site keeps; this one takes single steps out.

use super::{Law, Ruling, SiteMode};
use crate::{
    custody::{Step, Thing},
    people::Action,
};
use SiteMode::{Collector, LeReceptacle, Ltcf, Research, ReverseDistributor};

/// Where a step exists at all.
enum Sites {
    /// At these alone.
    Only(&'static [SiteMode]),
    /// At all that keep the log but these.
    Not(&'static [SiteMode]),
}

const STARTS_UNUSED: Law = Law {
    citation: "21 CFR 1304.22(f)(2)(i)",
    text: "Here a liner comes into the record unused, when it is acquired. Only a reverse distributor receives it sealed.",
};
const ARRIVES_SEALED: Law = Law {
    citation: "21 CFR 1304.22(e)(4)(i)",
    text: "A reverse distributor receives liners sealed. Where it keeps a receptacle of its own, set up that station as COLLECTOR.",
};
const NOT_AT_FACILITY: Law = Law {
    citation: "21 CFR 1317.80(d)",
    text: "A long-term care facility is no place of destruction. Transfer the sealed liner.",
};
const FACILITY_ONLY: Law = Law {
    citation: "21 CFR 1317.80(c)",
    text: "Supervisors are designated for the receptacle of a long-term care facility, by its collector.",
};
const REGISTRANTS_ONLY: Law = Law {
    citation: "21 CFR 1304.11(e)",
    text: "Only registrants have to take an inventory. The list of what is on hand is open to everybody.",
};

const DESTROYED_HERE: Law = Law {
    citation: "21 CFR 1317.70(a), 1317.05(c)(1)",
    text: "Whoever receives mail-back packages as a registrant destroys them on site. Only law enforcement hands them over \
           to a reverse distributor; set up that station as LE_RECEPTACLE.",
};

const FROM_POLICE: Law = Law {
    citation: "21 CFR 1317.55(a)",
    text: "Only a reverse distributor takes sealed packages and boxes over from law enforcement. Set up that station as \
           REVERSE_DISTRIBUTOR.",
};

const STEPS: [(Step, Sites, Law); 10] = [
    (
        Step::ReceiveLiner,
        Sites::Only(&[ReverseDistributor, Research]),
        STARTS_UNUSED,
    ),
    (
        Step::AcquireLiner,
        Sites::Not(&[ReverseDistributor]),
        ARRIVES_SEALED,
    ),
    (
        Step::InstallLiner,
        Sites::Not(&[ReverseDistributor]),
        ARRIVES_SEALED,
    ),
    (
        Step::SealLiner,
        Sites::Not(&[ReverseDistributor]),
        ARRIVES_SEALED,
    ),
    (
        Step::DiscardLiner,
        Sites::Not(&[ReverseDistributor]),
        ARRIVES_SEALED,
    ),
    (Step::DestroyLiner, Sites::Not(&[Ltcf]), NOT_AT_FACILITY),
    (
        Step::TransferPackage,
        Sites::Only(&[LeReceptacle, Research]),
        DESTROYED_HERE,
    ),
    (
        Step::TakeOverPackage,
        Sites::Only(&[ReverseDistributor, Research]),
        FROM_POLICE,
    ),
    (
        Step::DesignateSupervisor,
        Sites::Only(&[Collector, Ltcf, Research]),
        FACILITY_ONLY,
    ),
    (
        Step::TakeInventory,
        Sites::Not(&[SiteMode::LeEvent, SiteMode::LeReceptacle]),
        REGISTRANTS_ONLY,
    ),
];

impl SiteMode {
    /// What a person must be allowed to do, to do `step`.
    pub fn action(self, step: Step) -> Action {
        match step.thing() {
            Thing::Inventory if self == Self::Mailback => Action::PackageLog,
            Thing::Liner | Thing::Inventory => Action::LinerLog,
            Thing::Package => Action::PackageLog,
            Thing::Event | Thing::Box => Action::EventSession,
            Thing::Stock => Action::StockDestruction,
            Thing::Resident => Action::FacilityDeposit,
            Thing::Supervisor => Action::ManagePeople,
            Thing::Record => Action::Correct,
        }
    }

    /// An error with the law where `step` does not exist at this kind of site.
    pub fn rule_on(self, step: Step) -> Result<(), Law> {
        if let Ruling::No(law) = self.ruling(self.action(step)) {
            return Err(law);
        }
        let taken_out = STEPS.iter().find(|(listed, sites, _)| {
            *listed == step
                && match sites {
                    Sites::Only(modes) => !modes.contains(&self),
                    Sites::Not(modes) => modes.contains(&self),
                }
        });
        taken_out.map_or(Ok(()), |(_, _, law)| Err(*law))
    }
}
