//! What a mail-back package is after each of its steps, and which steps may come next.

use super::{Step, step::NOT_GONE};
use crate::ledger::custody::PackageAct;

/// What a package is, by its last step.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PackageStage {
    /// Not recorded here.
    Unknown,
    Unused,
    /// At the registered address, or with whoever took it.
    Available,
    /// With a third party, or with whoever took it there.
    Sent,
    /// Came sealed, or came back so after a transfer.
    Returned,
    /// Came sealed and was never made available here; the Field Office has to hear of it.
    Foreign,
    /// As before, and the Field Office was told.
    Notified,
    /// Handed over to a reverse distributor.
    Transferred,
    Destroyed,
    Discarded,
}

/// Sealed and here.
const SEALED: &[PackageStage] = &[
    PackageStage::Returned,
    PackageStage::Foreign,
    PackageStage::Notified,
];

/// Each step, and the stages in which it is possible.
const FROM: [(Step, &[PackageStage]); 11] = [
    (
        Step::AcquirePackage,
        &[
            PackageStage::Unknown,
            // It was never made available: it is found again, or its day was typed wrong.
            PackageStage::Discarded,
            // The third party gives it back unused.
            PackageStage::Sent,
        ],
    ),
    (Step::OfferPackage, &[PackageStage::Unused]),
    (
        Step::SendPackage,
        &[PackageStage::Unused, PackageStage::Available],
    ),
    (
        Step::ReceivePackage,
        &[
            PackageStage::Unknown,
            PackageStage::Available,
            PackageStage::Sent,
            // It was lost and not damaged.
            PackageStage::Discarded,
        ],
    ),
    (Step::TakeOverPackage, &[PackageStage::Unknown]),
    (Step::ReceiveForeignPackage, &[PackageStage::Unknown]),
    (Step::NotifyFieldOffice, &[PackageStage::Foreign]),
    (Step::TransferPackage, SEALED),
    (Step::DestroyPackage, SEALED),
    (Step::DiscardPackage, &[PackageStage::Unused]),
    (Step::RegainPackage, &[PackageStage::Transferred]),
];

impl PackageStage {
    /// Every stage in which a package of the record can be.
    pub const ALL: [Self; 9] = [
        Self::Unused,
        Self::Available,
        Self::Sent,
        Self::Returned,
        Self::Foreign,
        Self::Notified,
        Self::Transferred,
        Self::Destroyed,
        Self::Discarded,
    ];

    pub(super) fn after(act: &PackageAct) -> Self {
        match act {
            PackageAct::Acquired => Self::Unused,
            PackageAct::MadeAvailable => Self::Available,
            PackageAct::SentToThirdParty { .. } => Self::Sent,
            PackageAct::Received { .. }
            | PackageAct::TakenOver { .. }
            | PackageAct::CameBack { .. } => Self::Returned,
            PackageAct::ForeignReceived => Self::Foreign,
            PackageAct::FieldOfficeNotified { .. } => Self::Notified,
            PackageAct::Transferred { .. } => Self::Transferred,
            PackageAct::Destroyed { .. } => Self::Destroyed,
            PackageAct::Discarded { .. } => Self::Discarded,
            PackageAct::RecordedInError { .. } => Self::Unknown,
        }
    }

    /// In words: `returned sealed`.
    pub fn as_str(self) -> &'static str {
        self.words().0
    }

    /// Sealed and here: it awaits destruction.
    pub fn awaits_destruction(self) -> bool {
        SEALED.contains(&self)
    }

    /// The steps that may come next; [`super::Package::next`] knows of more.
    pub(super) fn next(self) -> impl Iterator<Item = Step> {
        FROM.into_iter()
            .filter(move |(_, from)| from.contains(&self))
            .map(|(step, _)| step)
    }

    /// What it is, and what to do where another step was tried.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        let over = "nothing more can be done with it; scan the label again";
        let sealed = "a sealed package is never opened or used again; destroy it";
        match self {
            Self::Unknown => (
                "not recorded here",
                "record first how it came, or scan the label again",
            ),
            Self::Unused => (
                "unused",
                "make it available or send it out first, or scan the label again",
            ),
            Self::Available => ("made available", "receive it when it comes back sealed"),
            Self::Sent => (
                "sent to a third party",
                "receive it when it comes back sealed, or acquire it again if it is given back unused",
            ),
            Self::Returned => ("returned sealed", sealed),
            Self::Foreign => (
                "foreign and not yet notified",
                "notify the DEA Field Office, and never open it",
            ),
            Self::Notified => ("foreign, Field Office notified", sealed),
            Self::Transferred => ("transferred for destruction", NOT_GONE),
            Self::Destroyed => ("destroyed", over),
            Self::Discarded => (
                "discarded",
                "acquire it again if it was found, or receive it when it comes back sealed",
            ),
        }
    }
}
