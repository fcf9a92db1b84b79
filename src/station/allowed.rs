//! What each kind of site allows, action by action and mode by mode, with the law behind every "no".
//!
//! Window, command line and ledger obey it through [`super::Station::permit`];
//! `docs/site-modes.md` shows it.

use super::SiteMode;
use crate::people::Action;

/// Why something is not done at a site.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Law {
    pub citation: &'static str,
    /// In plain words, and what to do instead.
    pub text: &'static str,
}

/// Whether a site mode allows an action.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ruling {
    Yes,
    /// Only what a person confirmed and the rules find in no schedule.
    NonControlledOnly(Law),
    No(Law),
}
use Ruling::{No, NonControlledOnly, Yes};
use SiteMode::{
    Collector, Hhw, LeEvent, LeEvidence, LeReceptacle, Ltcf, Mailback, RegistrantStock, Research,
    ReverseDistributor,
};

/// The refusal that the mode's own text words.
const fn own(mode: SiteMode) -> Law {
    let rule = mode.rule();
    Law {
        citation: rule.citation,
        text: rule.text,
    }
}

const fn no(citation: &'static str, text: &'static str) -> Ruling {
    No(Law { citation, text })
}

const NO_LINER_EVIDENCE: Ruling = no(
    "21 CFR 1317.30",
    "Only medicines that their holders hand over may be collected, and no unlawfully possessed ones: evidence goes into \
     the evidence room, not into a liner.",
);
const NO_LINER_MAILBACK: Ruling = no(
    "21 CFR 1317.70(c)",
    "A mail-back program has packages and no receptacle. Record the package by its number. A receptacle at the same \
     address has a station of its own: set it up as COLLECTOR.",
);
const NO_LINER_STOCK: Ruling = no(
    "21 CFR 1317.75(c)",
    "Only the people who were given a medicine may put it into a receptacle: a registrant's own stock may not go \
     into a liner.",
);
const NO_LINER_HHW: Ruling = no(
    "21 CFR 1317.75(a), 1317.60(b)",
    "Only authorized collectors and law enforcement manage receptacles and their liners, not a household-waste site.",
);
const NO_PACKAGES: Ruling = no(
    "21 CFR 1317.70(a)",
    "Only a collector or law enforcement conducts a mail-back program, and records its packages where they are \
     delivered. Set up that station as MAILBACK, or as LE_RECEPTACLE at a law-enforcement agency.",
);
const NO_EVENT: Ruling = no(
    "21 CFR 1317.65(a), (b)",
    "A take-back event is run by a law-enforcement agency, which appoints an officer to oversee it. Set up that \
     station as LE_EVENT.",
);
const NO_STOCK: Ruling = no(
    "21 CFR 1317.05, 1304.21(e)",
    "This record is for a registrant's own stock, not for what others hand over. Set up that station as \
     REGISTRANT_STOCK.",
);
pub(super) const NOT_FOR_RESIDENTS: Law = Law {
    citation: "21 CFR 1317.80(a)",
    text: "Only a long-term care facility puts medicines into a receptacle on behalf of the people who live there. Set up that \
     station as LTCF.",
};
const NO_DEPOSIT: Ruling = No(NOT_FOR_RESIDENTS);
const NO_GUIDANCE: Ruling = no(
    "21 CFR 1317.75(c)",
    "Self-service guidance is for people who place their own medicines into a collector's receptacle.",
);

/// Why no list of items leads to a liner, a package or a box, and none from one to items.
pub const NO_CONTENTS: Law = Law {
    citation: "21 CFR 1317.75(c), 1317.60(c), 1317.70(f)",
    text: "What is inside a liner, a package or a box is never recorded, so no record of an item names one.",
};

impl SiteMode {
    /// Whether this kind of site allows `action`.
    ///
    /// Every action and every mode is named, so that whoever adds one has to say what the law says of it.
    pub fn ruling(self, action: Action) -> Ruling {
        match action {
            Action::RecordItem => match self {
                LeEvent | LeEvidence | RegistrantStock | Ltcf | Research => Yes,
                LeReceptacle | Collector | Mailback | ReverseDistributor => No(own(self)),
                Hhw => NonControlledOnly(own(self)),
            },
            Action::LinerLog => match self {
                LeEvent | LeReceptacle | Collector | ReverseDistributor | Ltcf | Research => Yes,
                LeEvidence => NO_LINER_EVIDENCE,
                Mailback => NO_LINER_MAILBACK,
                RegistrantStock => NO_LINER_STOCK,
                Hhw => NO_LINER_HHW,
            },
            Action::PackageLog => match self {
                LeReceptacle | Mailback | ReverseDistributor | Research => Yes,
                LeEvent | LeEvidence | Collector | RegistrantStock | Ltcf | Hhw => NO_PACKAGES,
            },
            Action::EventSession => match self {
                LeEvent | Research => Yes,
                LeEvidence | LeReceptacle | Collector | Mailback | ReverseDistributor
                | RegistrantStock | Ltcf | Hhw => NO_EVENT,
            },
            Action::OwnStock => match self {
                RegistrantStock | Research => Yes,
                LeEvent | LeEvidence | LeReceptacle | Collector | Mailback | ReverseDistributor
                | Ltcf | Hhw => NO_STOCK,
            },
            Action::FacilityDeposit => match self {
                Ltcf | Research => Yes,
                LeEvent | LeEvidence | LeReceptacle | Collector | Mailback | ReverseDistributor
                | RegistrantStock | Hhw => NO_DEPOSIT,
            },
            Action::Guidance => match self {
                Collector | Research => Yes,
                LeEvent | LeEvidence | LeReceptacle | Mailback | ReverseDistributor
                | RegistrantStock | Ltcf | Hhw => NO_GUIDANCE,
            },
            // What concerns no medicine: the record, the station and its people.
            Action::Correct
            | Action::Export
            | Action::Verify
            | Action::Review
            | Action::Enrol
            | Action::ChangeSite
            | Action::ChangeModel
            | Action::ManagePeople
            | Action::LeaveKiosk
            | Action::Purge
            | Action::Encrypt => Yes,
        }
    }
}
