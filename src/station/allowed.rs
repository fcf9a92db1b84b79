//! What each kind of site allows: one table, mode by action, with the law behind every "no".
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

/// Columns in the order of [`SiteMode::ALL`]; what is not listed is allowed everywhere.
#[rustfmt::skip]
const TABLE: [(Action, [Ruling; 10]); 7] = [
    (Action::RecordItem, [
        Yes, Yes, No(own(SiteMode::LeReceptacle)), No(own(SiteMode::Collector)),
        No(own(SiteMode::Mailback)), No(own(SiteMode::ReverseDistributor)), Yes, Yes,
        NonControlledOnly(own(SiteMode::Hhw)), Yes,
    ]),
    (Action::LinerLog, [
        Yes, NO_LINER_EVIDENCE, Yes, Yes, NO_LINER_MAILBACK, Yes, NO_LINER_STOCK, Yes, NO_LINER_HHW, Yes,
    ]),
    (Action::PackageLog, [
        NO_PACKAGES, NO_PACKAGES, Yes, NO_PACKAGES, Yes, Yes, NO_PACKAGES, NO_PACKAGES, NO_PACKAGES, Yes,
    ]),
    (Action::EventSession, [
        Yes, NO_EVENT, NO_EVENT, NO_EVENT, NO_EVENT, NO_EVENT, NO_EVENT, NO_EVENT, NO_EVENT, Yes,
    ]),
    (Action::StockDestruction, [
        NO_STOCK, NO_STOCK, NO_STOCK, NO_STOCK, NO_STOCK, NO_STOCK, Yes, NO_STOCK, NO_STOCK, Yes,
    ]),
    (Action::FacilityDeposit, [
        NO_DEPOSIT, NO_DEPOSIT, NO_DEPOSIT, NO_DEPOSIT, NO_DEPOSIT, NO_DEPOSIT, NO_DEPOSIT, Yes, NO_DEPOSIT, Yes,
    ]),
    (Action::Guidance, [
        NO_GUIDANCE, NO_GUIDANCE, NO_GUIDANCE, Yes, NO_GUIDANCE, NO_GUIDANCE, NO_GUIDANCE,
        NO_GUIDANCE, NO_GUIDANCE, Yes,
    ]),
];

impl SiteMode {
    /// Whether this kind of site allows `action`.
    pub fn ruling(self, action: Action) -> Ruling {
        let column = Self::ALL.iter().position(|mode| *mode == self);
        TABLE
            .iter()
            .find(|(listed, _)| *listed == action)
            .zip(column)
            .and_then(|((_, row), column)| row.get(column).copied())
            .unwrap_or(Yes)
    }
}
