//! Every step there is, by name: what a kind of site has or lacks.

use std::fmt;

use super::Refused;
use crate::ledger::{
    Event, Meaning,
    custody::{LinerAct, PackageAct, SessionAct, UniqueId},
};

/// One kind of custody record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Step {
    AcquireLiner,
    ReceiveLiner,
    InstallLiner,
    SealLiner,
    StoreLiner,
    TransferLiner,
    DestroyLiner,
    DiscardLiner,
    /// It came back sealed, or never left.
    RegainLiner,
    /// It was recorded as received in error.
    StrikeLiner,
    AcquirePackage,
    OfferPackage,
    SendPackage,
    ReceivePackage,
    TakeOverPackage,
    ReceiveForeignPackage,
    NotifyFieldOffice,
    TransferPackage,
    DestroyPackage,
    DiscardPackage,
    /// As [`Step::RegainLiner`].
    RegainPackage,
    /// As [`Step::StrikeLiner`].
    StrikePackage,
    OpenSession,
    SealBox,
    /// It was recorded in error.
    VoidBox,
    Deposit,
    CloseSession,
    TakeInventory,
    DesignateSupervisor,
    DestroyStock,
    /// Own stock is handed over to somebody else.
    TransferStock,
    /// A facility deposits what its residents no longer use.
    DepositForResidents,
    /// A detail of another record is stated anew.
    Amend,
}

/// What to do where another step was tried with what was transferred.
pub(super) const NOT_GONE: &str =
    "take it back if it came back sealed or never left, or scan the label again";
/// Why something cannot be struck.
pub(super) const NOT_STRUCK: &str =
    "only what came sealed, and was not handled since, can be struck";

/// How many people put their names to a step, and what for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Signing {
    Nobody,
    One(Meaning),
    Two(Meaning),
}

/// What a step is done to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Thing {
    Liner,
    Package,
    /// A take-back event.
    Event,
    /// One of an event.
    Box,
    Inventory,
    /// Of a long-term care facility.
    Supervisor,
    /// An item of own stock.
    Stock,
    /// An item of a resident of a facility.
    Resident,
    /// Another record of custody.
    Record,
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Liner => "liner",
            Self::Package => "package",
            Self::Event => "take-back event",
            Self::Box => "box",
            Self::Inventory => "inventory",
            Self::Supervisor => "facility supervisor",
            Self::Stock => "stock item",
            Self::Resident => "resident's medicine",
            Self::Record => "detail of a record",
        })
    }
}

impl Step {
    /// Every step, in the order of the forms; the last is the last that is declared.
    pub const ALL: [Self; Self::Amend as usize + 1] = [
        Self::AcquireLiner,
        Self::ReceiveLiner,
        Self::InstallLiner,
        Self::SealLiner,
        Self::StoreLiner,
        Self::TransferLiner,
        Self::DestroyLiner,
        Self::DiscardLiner,
        Self::RegainLiner,
        Self::StrikeLiner,
        Self::AcquirePackage,
        Self::OfferPackage,
        Self::SendPackage,
        Self::ReceivePackage,
        Self::TakeOverPackage,
        Self::ReceiveForeignPackage,
        Self::NotifyFieldOffice,
        Self::TransferPackage,
        Self::DestroyPackage,
        Self::DiscardPackage,
        Self::RegainPackage,
        Self::StrikePackage,
        Self::OpenSession,
        Self::SealBox,
        Self::VoidBox,
        Self::Deposit,
        Self::CloseSession,
        Self::TakeInventory,
        Self::DesignateSupervisor,
        Self::DestroyStock,
        Self::TransferStock,
        Self::DepositForResidents,
        Self::Amend,
    ];

    /// Which step `event` records; none where it is no custody record.
    pub fn of(event: &Event) -> Option<Self> {
        Some(match event {
            Event::Liner(record) => Self::of_liner(&record.act),
            Event::Package(record) => Self::of_package(&record.act),
            Event::Session(record) => Self::of_session(&record.act),
            Event::Inventory(_) => Self::TakeInventory,
            Event::Designation(_) => Self::DesignateSupervisor,
            Event::Stock(_) => Self::DestroyStock,
            Event::StockTransfer(_) => Self::TransferStock,
            Event::FacilityDeposit(_) => Self::DepositForResidents,
            Event::Amendment(_) => Self::Amend,
            _ => return None,
        })
    }

    pub fn of_liner(act: &LinerAct) -> Self {
        match act {
            LinerAct::Acquired => Self::AcquireLiner,
            LinerAct::Received { .. } => Self::ReceiveLiner,
            LinerAct::Installed { .. } => Self::InstallLiner,
            LinerAct::RemovedAndSealed { .. } => Self::SealLiner,
            LinerAct::Stored { .. } => Self::StoreLiner,
            LinerAct::Transferred { .. } => Self::TransferLiner,
            LinerAct::Destroyed { .. } => Self::DestroyLiner,
            LinerAct::Discarded { .. } => Self::DiscardLiner,
            LinerAct::CameBack { .. } => Self::RegainLiner,
            LinerAct::RecordedInError { .. } => Self::StrikeLiner,
        }
    }

    pub fn of_package(act: &PackageAct) -> Self {
        match act {
            PackageAct::Acquired => Self::AcquirePackage,
            PackageAct::MadeAvailable => Self::OfferPackage,
            PackageAct::SentToThirdParty { .. } => Self::SendPackage,
            PackageAct::Received { .. } => Self::ReceivePackage,
            PackageAct::TakenOver { .. } => Self::TakeOverPackage,
            PackageAct::ForeignReceived => Self::ReceiveForeignPackage,
            PackageAct::FieldOfficeNotified { .. } => Self::NotifyFieldOffice,
            PackageAct::Transferred { .. } => Self::TransferPackage,
            PackageAct::Destroyed { .. } => Self::DestroyPackage,
            PackageAct::Discarded { .. } => Self::DiscardPackage,
            PackageAct::CameBack { .. } => Self::RegainPackage,
            PackageAct::RecordedInError { .. } => Self::StrikePackage,
        }
    }

    pub fn of_session(act: &SessionAct) -> Self {
        match act {
            SessionAct::Opened { .. } => Self::OpenSession,
            SessionAct::BoxSealed(_) => Self::SealBox,
            SessionAct::BoxVoided { .. } => Self::VoidBox,
            SessionAct::Deposited { .. } => Self::Deposit,
            SessionAct::Closed(_) => Self::CloseSession,
        }
    }

    /// Who signs for it. Where two signed, both transferred, sealed or handed over (21 CFR
    /// 1304.22(f)(2)(iv)-(v)), both looked at what is stated anew or struck, or both looked on.
    pub fn signing(self) -> Signing {
        match self {
            Self::AcquireLiner
            | Self::ReceiveLiner
            | Self::DiscardLiner
            | Self::AcquirePackage
            | Self::OfferPackage
            | Self::SendPackage
            | Self::ReceivePackage
            | Self::TakeOverPackage
            | Self::ReceiveForeignPackage
            | Self::NotifyFieldOffice
            | Self::DiscardPackage
            | Self::TransferStock => Signing::Nobody,
            Self::OpenSession | Self::Deposit | Self::TakeInventory | Self::DesignateSupervisor => {
                Signing::One(Meaning::Performed)
            }
            Self::StoreLiner
            | Self::TransferLiner
            | Self::RegainLiner
            | Self::TransferPackage
            | Self::RegainPackage
            | Self::SealBox
            | Self::CloseSession => Signing::Two(Meaning::Performed),
            Self::InstallLiner
            | Self::SealLiner
            | Self::DestroyLiner
            | Self::DestroyPackage
            | Self::DestroyStock
            | Self::DepositForResidents => Signing::Two(Meaning::Witnessed),
            Self::StrikeLiner | Self::StrikePackage | Self::VoidBox | Self::Amend => {
                Signing::Two(Meaning::Reviewed)
            }
        }
    }

    /// Installation, removal, transfer and storage of liners, of which 21 CFR 1317.80(c) says whose two
    /// people do it at a long-term care facility.
    pub fn is_of_receptacle(self) -> bool {
        matches!(
            self,
            Self::InstallLiner
                | Self::SealLiner
                | Self::StoreLiner
                | Self::TransferLiner
                | Self::RegainLiner
        )
    }

    /// What it is done to.
    pub fn thing(self) -> Thing {
        self.words().0
    }

    /// What was done: `removed and sealed`.
    pub fn done(self) -> &'static str {
        self.words().1
    }

    /// An error where this step is none of those that `may` come next; `words` are what the thing
    /// is and what to do instead.
    pub(super) fn check_among(
        self,
        mut may: impl Iterator<Item = Self>,
        id: &UniqueId,
        words: (&'static str, &'static str),
    ) -> Result<(), Refused> {
        if may.any(|step| step == self) {
            Ok(())
        } else {
            Err(self.not_now(id, words))
        }
    }

    pub(super) fn not_now(
        self,
        id: &UniqueId,
        (stage, advice): (&'static str, &'static str),
    ) -> Refused {
        Refused::NotNow {
            step: self,
            id: id.clone(),
            stage,
            advice,
        }
    }

    fn words(self) -> (Thing, &'static str) {
        match self {
            Self::AcquireLiner => (Thing::Liner, "acquired"),
            Self::ReceiveLiner => (Thing::Liner, "received sealed"),
            Self::InstallLiner => (Thing::Liner, "installed"),
            Self::SealLiner => (Thing::Liner, "removed and sealed"),
            Self::StoreLiner => (Thing::Liner, "stored"),
            Self::TransferLiner => (Thing::Liner, "transferred"),
            Self::DestroyLiner => (Thing::Liner, "destroyed"),
            Self::DiscardLiner => (Thing::Liner, "discarded"),
            Self::RegainLiner => (Thing::Liner, "taken back sealed"),
            Self::StrikeLiner => (Thing::Liner, "struck as recorded in error"),
            Self::AcquirePackage => (Thing::Package, "acquired"),
            Self::OfferPackage => (Thing::Package, "made available"),
            Self::SendPackage => (Thing::Package, "sent to a third party"),
            Self::ReceivePackage => (Thing::Package, "received"),
            Self::TakeOverPackage => (Thing::Package, "taken over from law enforcement"),
            Self::ReceiveForeignPackage => (Thing::Package, "received as foreign"),
            Self::NotifyFieldOffice => (Thing::Package, "notified to the DEA Field Office"),
            Self::TransferPackage => (Thing::Package, "transferred to a reverse distributor"),
            Self::DestroyPackage => (Thing::Package, "destroyed"),
            Self::DiscardPackage => (Thing::Package, "discarded"),
            Self::RegainPackage => (Thing::Package, "taken back sealed"),
            Self::StrikePackage => (Thing::Package, "struck as recorded in error"),
            Self::OpenSession => (Thing::Event, "opened"),
            Self::SealBox => (Thing::Box, "sealed"),
            Self::VoidBox => (Thing::Box, "voided"),
            Self::Deposit => (Thing::Event, "deposited"),
            Self::CloseSession => (Thing::Event, "closed"),
            Self::TakeInventory => (Thing::Inventory, "taken"),
            Self::DesignateSupervisor => (Thing::Supervisor, "designated"),
            Self::DestroyStock => (Thing::Stock, "destroyed"),
            Self::TransferStock => (Thing::Stock, "transferred"),
            Self::DepositForResidents => (Thing::Resident, "deposited"),
            Self::Amend => (Thing::Record, "stated anew"),
        }
    }
}
