//! Which custody step exists at which kind of site, and the law where one does not.
//!
//! [`super::allowed`] says which log a site keeps; single steps are taken out here.

use super::{Law, Ruling, SiteMode};
use crate::{
    custody::{Step, Thing},
    people::Action,
};
use SiteMode::{
    Collector, Hhw, LeEvent, LeEvidence, LeReceptacle, Ltcf, Mailback, RegistrantStock, Research,
    ReverseDistributor,
};

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

const OWN_STOCK_ELSEWHERE: Law = Law {
    citation: "21 CFR 1304.11(e)(1)(iv), (e)(6)",
    text: "The inventory of own stock, with what is damaged, defective or impure and awaits disposal, is kept elsewhere: here only liners and packages are counted.",
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

impl SiteMode {
    /// What a person must be allowed to do, to do `step`.
    pub fn action(self, step: Step) -> Action {
        match step.thing() {
            Thing::Inventory if self == Self::Mailback => Action::PackageLog,
            Thing::Inventory if self == Self::RegistrantStock => Action::OwnStock,
            Thing::Liner | Thing::Inventory => Action::LinerLog,
            Thing::Package => Action::PackageLog,
            Thing::Event | Thing::Box => Action::EventSession,
            Thing::Stock => Action::OwnStock,
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
        // Every step and every mode is named, as in [`Self::ruling`], which has spoken before.
        match step {
            Step::ReceiveLiner | Step::StrikeLiner => match self {
                ReverseDistributor | Research => Ok(()),
                LeEvent | LeEvidence | LeReceptacle | Collector | Mailback | RegistrantStock
                | Ltcf | Hhw => Err(STARTS_UNUSED),
            },
            Step::AcquireLiner | Step::InstallLiner | Step::SealLiner | Step::DiscardLiner => {
                match self {
                    LeEvent | LeEvidence | LeReceptacle | Collector | Mailback
                    | RegistrantStock | Ltcf | Hhw | Research => Ok(()),
                    ReverseDistributor => Err(ARRIVES_SEALED),
                }
            }
            Step::DestroyLiner => match self {
                LeEvent | LeEvidence | LeReceptacle | Collector | Mailback | ReverseDistributor
                | RegistrantStock | Hhw | Research => Ok(()),
                Ltcf => Err(NOT_AT_FACILITY),
            },
            Step::TransferPackage | Step::RegainPackage => match self {
                LeReceptacle | Research => Ok(()),
                LeEvent | LeEvidence | Collector | Mailback | ReverseDistributor
                | RegistrantStock | Ltcf | Hhw => Err(DESTROYED_HERE),
            },
            Step::TakeOverPackage => match self {
                ReverseDistributor | Research => Ok(()),
                LeEvent | LeEvidence | LeReceptacle | Collector | Mailback | RegistrantStock
                | Ltcf | Hhw => Err(FROM_POLICE),
            },
            Step::DesignateSupervisor => match self {
                Collector | Ltcf | Research => Ok(()),
                LeEvent | LeEvidence | LeReceptacle | Mailback | ReverseDistributor
                | RegistrantStock | Hhw => Err(FACILITY_ONLY),
            },
            Step::TakeInventory => match self {
                LeEvidence | Collector | Mailback | ReverseDistributor | Ltcf | Hhw | Research => {
                    Ok(())
                }
                LeEvent | LeReceptacle => Err(REGISTRANTS_ONLY),
                RegistrantStock => Err(OWN_STOCK_ELSEWHERE),
            },
            // Wherever the log is kept.
            Step::StoreLiner
            | Step::TransferLiner
            | Step::RegainLiner
            | Step::AcquirePackage
            | Step::OfferPackage
            | Step::SendPackage
            | Step::ReceivePackage
            | Step::ReceiveForeignPackage
            | Step::NotifyFieldOffice
            | Step::DestroyPackage
            | Step::DiscardPackage
            | Step::StrikePackage
            | Step::OpenSession
            | Step::SealBox
            | Step::VoidBox
            | Step::Deposit
            | Step::CloseSession
            | Step::DestroyStock
            | Step::TransferStock
            | Step::DepositForResidents
            | Step::Amend => Ok(()),
        }
    }
}
