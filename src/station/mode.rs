//! The kinds of site, and the law that each works under. What each allows is in `allowed`.

use crate::ledger::SiteMode;

/// Something that must be stated before an item is recorded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Needed {
    /// The agency, in the set-up of the site.
    Agency,
    /// The officer's number, in the set-up of the site.
    OfficerId,
    /// The officer appointed to oversee the collection (21 CFR 1317.65(b)).
    OverseeingOfficer,
    /// An account that belongs to an officer of the agency: nobody else may handle items
    /// (21 CFR 1317.65(b), (e)).
    Officer,
    /// The case or evidence number, with each item.
    Reference,
    /// The day on which the resident no longer used it, with each item (21 CFR 1317.80(a)).
    Discontinued,
}

/// What one kind of site is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ModeRule {
    /// For people: `Law enforcement, take-back event`.
    pub title: &'static str,
    /// Before an item is recorded.
    pub needed: &'static [Needed],
    /// Where the law says so.
    pub citation: &'static str,
    /// What the person at the station has to know, in plain words.
    pub text: &'static str,
}

impl SiteMode {
    /// What this kind of site is.
    pub const fn rule(self) -> &'static ModeRule {
        match self {
            Self::LeEvent => &ModeRule {
                title: "Law enforcement, take-back event",
                needed: &[
                    Needed::Agency,
                    Needed::OfficerId,
                    Needed::OverseeingOfficer,
                    Needed::Officer,
                ],
                citation: "21 CFR 1317.65(b), (e)",
                text: "Only officers of the agency that has custody may handle returned medicines. Do not remove items from the \
                       box, and do not use this after deposit.",
            },
            Self::LeEvidence => &ModeRule {
                title: "Law enforcement, evidence room",
                needed: &[Needed::Agency, Needed::OfficerId, Needed::Reference],
                citation: "21 CFR 1317.35",
                text: "Found or seized drugs follow the agency's evidence rules. Enter the case or evidence number with each \
                       item. Material from a take-back does not belong here.",
            },
            Self::LeReceptacle => &ModeRule {
                title: "Law enforcement, drop box",
                needed: &[],
                citation: "21 CFR 1317.75(c)",
                text: "What was deposited in the box may not be counted, sorted, inventoried or otherwise individually \
                       handled. Record the box or its liner, and its weight.",
            },
            Self::Collector => &ModeRule {
                title: "Authorized collector (pharmacy, hospital, clinic)",
                needed: &[],
                citation: "21 CFR 1317.75(c)",
                text: "Federal law (21 CFR 1317.75(c)) does not let staff receive, count, sort or inventory medicines \
                       returned by the public. The person returning them must place them in the receptacle. Use the liner \
                       log.",
            },
            Self::Mailback => &ModeRule {
                title: "Mail-back program",
                needed: &[],
                citation: "21 CFR 1317.70(f)",
                text: "Returned packages may not be opened, x-rayed, analyzed or otherwise penetrated. Record the package by \
                       its number.",
            },
            Self::ReverseDistributor => &ModeRule {
                title: "Reverse distributor, collected liners",
                needed: &[],
                citation: "21 CFR 1317.60(c)",
                text: "Sealed liners may not be opened, x-rayed, analyzed or otherwise penetrated. Record the liner's receipt \
                       and its destruction.",
            },
            Self::RegistrantStock => &ModeRule {
                title: "Registrant's own stock",
                needed: &[],
                citation: "21 CFR 1317.05, 1304.21(e)",
                text: "For the registrant's own expired or damaged stock only, never for medicines returned by the public. \
                       Destruction is recorded on DEA Form 41; this log is not that form.",
            },
            Self::Ltcf => &ModeRule {
                title: "Long-term care facility",
                needed: &[Needed::Discontinued],
                citation: "21 CFR 1317.80",
                text: "For residents' discontinued medicines, before they are deposited, which must happen within three \
                       business days. State the day of the discontinuation and nothing of the resident, and stop recording at the \
                       deposit.",
            },
            Self::Hhw => &ModeRule {
                title: "Household hazardous waste, non-controlled only",
                needed: &[],
                citation: "21 CFR 1317.65(e); state law",
                text: "Only items confirmed as not controlled may be recorded. Hand anything else to the officer without \
                       further handling: an unknown pill may be a controlled substance.",
            },
            Self::Research => &ModeRule {
                title: "Research, training, demonstration",
                needed: &[],
                citation: "21 CFR 1301.13 for controlled substances",
                text: "For reference pills, placebos and pictures, or under a researcher's registration. Every export is \
                       marked RESEARCH/DEMO.",
            },
        }
    }
}
