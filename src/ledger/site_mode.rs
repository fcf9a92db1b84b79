//! The kinds of site, as records spell them. What each may do is for the station to say.

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

    /// How what was tried out in [`SiteMode::Research`] is marked wherever it is shown or written.
    pub const RESEARCH_MARK: &str = "RESEARCH/DEMO";

    /// As spelled in the settings and in every record: `LE_EVENT`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LeEvent => "LE_EVENT",
            Self::LeEvidence => "LE_EVIDENCE",
            Self::LeReceptacle => "LE_RECEPTACLE",
            Self::Collector => "COLLECTOR",
            Self::Mailback => "MAILBACK",
            Self::ReverseDistributor => "REVERSE_DISTRIBUTOR",
            Self::RegistrantStock => "REGISTRANT_STOCK",
            Self::Ltcf => "LTCF",
            Self::Hhw => "HHW",
            Self::Research => "RESEARCH",
        }
    }

    /// The mode with this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.is(code))
    }

    /// Whether a record says so. A later program's record may name a mode that this one does not know.
    pub fn is(self, code: &str) -> bool {
        self.code() == code
    }

    /// Run by a law-enforcement agency, which is no registrant.
    pub fn is_law_enforcement(self) -> bool {
        matches!(self, Self::LeEvent | Self::LeEvidence | Self::LeReceptacle)
    }
}
