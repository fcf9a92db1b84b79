//! One act on mail-back packages, with the fields of 21 CFR 1304.22(f)(1) and 1317.70(e).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Batch, Conveyance, Line, Party, Registration, TakenBack, UniqueId, Witnesses};

/// One act on one or several packages.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PackageRecord {
    /// The day on which it actually happened (1304.21(d)).
    pub acted_on: Date,
    pub packages: Batch<UniqueId>,
    pub act: PackageAct,
}

/// What was done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum PackageAct {
    /// Unused packages came in; they belong to the inventory from now on (1304.11(e)(7)(i)).
    Acquired,
    /// (f)(1)(i): made available at the registered address.
    MadeAvailable,
    /// (f)(1)(ii): sent to somebody who makes them available; what they give back unused is acquired again.
    SentToThirdParty { name: Line, address: Line },
    /// (f)(1)(iii): came back sealed.
    Received {
        /// The collector that made it available, where there is an agreement (1317.70(e)(1)).
        by_agreement_with: Option<Line>,
    },
    /// 1304.22(e)(4)(i): a reverse distributor took them over from law enforcement, which collected
    /// them.
    TakenOver {
        from: Party,
        /// They are boxes of a take-back event and not mail-back packages.
        boxes: bool,
    },
    /// 1317.70(e)(2): came sealed, was neither made available here nor agreed on, and likely
    /// contains controlled substances. The DEA Field Office hears of it within 3 business days.
    ForeignReceived,
    /// 1317.70(e)(2): the DEA Field Office was told.
    FieldOfficeNotified { office: Line },
    /// (f)(1)(iv): destroyed on site before the eyes of these two.
    Destroyed {
        place: Line,
        method: Line,
        /// Whom they were taken over from (1304.22(e)(4)(ii)).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        received_from: Option<Party>,
        witnesses: Witnesses,
    },
    /// 1317.35(e): law enforcement handed them over to a reverse distributor for destruction.
    Transferred {
        name: Line,
        address: Line,
        registration: Registration,
        by: Conveyance,
        witnesses: Witnesses,
    },
    /// An unused package was damaged or lost before it was made available.
    Discarded { reason: Line },
    /// As [`super::LinerAct::CameBack`].
    CameBack(TakenBack),
    /// As [`super::LinerAct::RecordedInError`], of whatever came sealed.
    RecordedInError(TakenBack),
}

impl PackageAct {
    /// The two people who put their names to it, where the law wants them.
    pub fn witnesses(&self) -> Option<&Witnesses> {
        match self {
            Self::Destroyed { witnesses, .. }
            | Self::Transferred { witnesses, .. }
            | Self::CameBack(TakenBack { witnesses, .. })
            | Self::RecordedInError(TakenBack { witnesses, .. }) => Some(witnesses),
            _ => None,
        }
    }
}
