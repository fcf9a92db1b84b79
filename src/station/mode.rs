//! What each kind of site may record, and the law that says so.
//!
//! One table decides; [`SiteMode::rule`] reads it and [`super::Station`] enforces it.

use serde::{Deserialize, Serialize};

/// What kind of site this station stands at. Spelled in the settings as in the citations: `LE_EVENT`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SiteMode {
    /// Law enforcement at a take-back event.
    LeEvent,
    /// Found or seized drugs in a law-enforcement evidence room.
    LeEvidence,
    /// A drop box in a police lobby.
    LeReceptacle,
    /// A registered collector: retail pharmacy, hospital or clinic, narcotic treatment program.
    Collector,
    /// A mail-back program.
    Mailback,
    /// A reverse distributor handling collected liners.
    ReverseDistributor,
    /// A registrant's own expired or damaged stock.
    RegistrantStock,
    /// A long-term care facility, its residents' discontinued drugs.
    Ltcf,
    /// Sorting at a household-hazardous-waste site, non-controlled only.
    Hhw,
    /// Research, training and demonstration.
    #[default]
    Research,
}

/// Whether items may be identified and recorded one by one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PerItem {
    Yes,
    /// Only what a person confirmed and the rules find in no schedule.
    NonControlledOnly,
    No,
}

/// Something that must be stated before an item is recorded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Needed {
    /// `agency` in the settings.
    Agency,
    /// `officer_id` in the settings.
    OfficerId,
    /// The case or evidence number, with each item.
    Reference,
}

/// What one site mode allows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ModeRule {
    /// As spelled in the settings and in every record.
    pub code: &'static str,
    /// For people: `Law enforcement, take-back event`.
    pub title: &'static str,
    pub per_item: PerItem,
    pub needed: &'static [Needed],
    /// Where the law says so.
    pub citation: &'static str,
    /// What the person at the station has to know, in plain words.
    pub text: &'static str,
}

impl SiteMode {
    /// Every mode, in the order in which a person chooses from them.
    pub const ALL: [Self; 10] = [
        Self::LeEvent,
        Self::LeEvidence,
        Self::LeReceptacle,
        Self::Collector,
        Self::Mailback,
        Self::ReverseDistributor,
        Self::RegistrantStock,
        Self::Ltcf,
        Self::Hhw,
        Self::Research,
    ];

    /// What this mode allows.
    pub fn rule(self) -> &'static ModeRule {
        match self {
            Self::LeEvent => &ModeRule {
                code: "LE_EVENT",
                title: "Law enforcement, take-back event",
                per_item: PerItem::Yes,
                needed: &[Needed::Agency, Needed::OfficerId],
                citation: "21 CFR 1317.65(b), (e)",
                text: "Only officers of the agency in custody may handle returned medicines. Do not remove items from the \
                       box, and do not use this after deposit.",
            },
            Self::LeEvidence => &ModeRule {
                code: "LE_EVIDENCE",
                title: "Law enforcement, evidence room",
                per_item: PerItem::Yes,
                needed: &[Needed::Agency, Needed::OfficerId, Needed::Reference],
                citation: "21 CFR 1317.35",
                text: "Found or seized drugs follow the agency's evidence rules. Enter the case or evidence number with each \
                       item. Material from a take-back does not belong here.",
            },
            Self::LeReceptacle => &ModeRule {
                code: "LE_RECEPTACLE",
                title: "Law enforcement, drop box",
                per_item: PerItem::No,
                needed: &[],
                citation: "21 CFR 1317.75(c)",
                text: "What was deposited in the box may not be counted, sorted, inventoried or otherwise individually \
                       handled. Record the box or its liner, and its weight.",
            },
            Self::Collector => &ModeRule {
                code: "COLLECTOR",
                title: "Authorized collector (pharmacy, hospital, clinic)",
                per_item: PerItem::No,
                needed: &[],
                citation: "21 CFR 1317.75(c)",
                text: "Federal law (21 CFR 1317.75(c)) does not let staff receive, count, sort or inventory medicines \
                       returned by the public. The person returning them must place them in the receptacle. Use the liner \
                       log.",
            },
            Self::Mailback => &ModeRule {
                code: "MAILBACK",
                title: "Mail-back program",
                per_item: PerItem::No,
                needed: &[],
                citation: "21 CFR 1317.70(f)",
                text: "Returned packages may not be opened, x-rayed, analyzed or otherwise penetrated. Record the package by \
                       its number.",
            },
            Self::ReverseDistributor => &ModeRule {
                code: "REVERSE_DISTRIBUTOR",
                title: "Reverse distributor, collected liners",
                per_item: PerItem::No,
                needed: &[],
                citation: "21 CFR 1317.60(c)",
                text: "Sealed liners may not be opened, x-rayed, analyzed or otherwise penetrated. Record the liner's receipt \
                       and its destruction.",
            },
            Self::RegistrantStock => &ModeRule {
                code: "REGISTRANT_STOCK",
                title: "Registrant's own stock",
                per_item: PerItem::Yes,
                needed: &[],
                citation: "21 CFR 1317.05, 1304.21(e)",
                text: "For the registrant's own expired or damaged stock only, never for medicines returned by the public. \
                       Destruction is recorded on DEA Form 41; this log is not that form.",
            },
            Self::Ltcf => &ModeRule {
                code: "LTCF",
                title: "Long-term care facility",
                per_item: PerItem::Yes,
                needed: &[],
                citation: "21 CFR 1317.80",
                text: "For residents' discontinued medicines, before they are deposited, which must happen within three \
                       business days. Name residents by pseudonym only, and stop recording at the deposit.",
            },
            Self::Hhw => &ModeRule {
                code: "HHW",
                title: "Household hazardous waste, non-controlled only",
                per_item: PerItem::NonControlledOnly,
                needed: &[],
                citation: "21 CFR 1317.65(e); state law",
                text: "Only items confirmed as not controlled may be recorded. Hand anything else to the officer without \
                       further handling: an unknown pill may be a controlled substance.",
            },
            Self::Research => &ModeRule {
                code: "RESEARCH",
                title: "Research, training, demonstration",
                per_item: PerItem::Yes,
                needed: &[],
                citation: "21 CFR 1301.13 for controlled substances",
                text: "For reference pills, placebos and pictures, or under a researcher's registration. Every export is \
                       marked RESEARCH/DEMO.",
            },
        }
    }

    /// As spelled in the settings and in every record: `LE_EVENT`.
    pub fn code(self) -> &'static str {
        self.rule().code
    }
}
