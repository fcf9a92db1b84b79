//! What is asked for with each custody step: one table, from which the form is drawn.

use super::choice::{By, Choice, Receiver, Taker, To, Which};
use crate::custody::{Signing, Step, Thing};
use crate::ledger::custody::Taken;

/// One field of a form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Slot {
    /// As marked on the liner.
    Size,
    /// Address of the receptacle, or where it was destroyed.
    Place,
    Storage,
    Weight,
    /// What kind of recipient takes the liners.
    Kind,
    /// What whoever takes own stock is to the site.
    Receiver,
    Name,
    Address,
    Registration,
    /// By which whoever takes own stock asked for it.
    OrderForm,
    /// The officer of the agency who handed it over.
    HandedBy,
    /// Whose it was, of several that bear one number.
    ReceivedFrom,
    /// Mail-back packages, or boxes of a take-back event.
    Boxes,
    /// How they travel.
    Means,
    Carrier,
    Method,
    /// Place in the ledger of the record that is corrected.
    Record,
    /// What of it is stated anew.
    Detail,
    /// Name of the place or business where own stock was destroyed.
    Location,
    Reason,
    Office,
    /// The collector whose packages they are.
    Agreement,
    Agency,
    /// The overseeing officer.
    Officer,
    OfficerNumber,
    EventPlace,
    Starts,
    Box,
    Gross,
    Tare,
    /// What kind of recipient takes the boxes.
    Taker,
    HandedAt,
    /// When in the day an inventory was taken.
    Taken,
    /// Whose account is designated.
    Person,
    Facility,
    /// Designated, or no more.
    Standing,
    /// The day on which it actually happened.
    Day,
}

/// What one step asks for.
pub struct Sheet {
    pub slots: &'static [Slot],
    /// Where the law asks for it; empty where only this record does.
    pub citation: &'static str,
    /// The words for a button and a title.
    pub title: &'static str,
}

/// What `step` asks for.
#[rustfmt::skip]
pub fn sheet_of(step: Step) -> Sheet {
    let sheet = |title, citation, slots| Sheet { slots, citation, title };
    match step {
        Step::AcquireLiner => sheet("step-acquire-liner", "21 CFR 1304.22(f)(2)(i)", &[Slot::Size, Slot::Day]),
        Step::ReceiveLiner => sheet("step-receive-liner", "21 CFR 1304.22(e)(4)(i)",
            &[Slot::Size, Slot::Name, Slot::Address, Slot::Registration, Slot::HandedBy, Slot::Day]),
        Step::InstallLiner => sheet("step-install-liner", "21 CFR 1304.22(f)(2)(ii)", &[Slot::Place, Slot::Day]),
        Step::SealLiner => sheet("step-seal-liner", "21 CFR 1304.22(f)(2)(iii), 1317.60(c)",
            &[Slot::Weight, Slot::Place, Slot::Day]),
        Step::StoreLiner => sheet("step-store-liner", "21 CFR 1304.22(f)(2)(iv)", &[Slot::Storage, Slot::Day]),
        Step::TransferLiner => sheet("step-transfer-liner", "21 CFR 1304.22(f)(2)(v), 1317.05(c)(2)",
            &[Slot::Kind, Slot::Name, Slot::Address, Slot::Registration, Slot::Means, Slot::Carrier, Slot::Day]),
        Step::DestroyLiner => sheet("step-destroy-liner", "21 CFR 1304.22(f)(2)(vi), (e)(4)(ii)",
            &[Slot::Method, Slot::Place, Slot::ReceivedFrom, Slot::Day]),
        Step::DiscardLiner => sheet("step-discard-liner", "", &[Slot::Reason, Slot::Day]),
        Step::RegainLiner => sheet("step-regain-liner", "21 CFR 1304.22(f)(2)(v), 1304.11(e)(7)(ii)",
            &[Slot::Reason, Slot::ReceivedFrom, Slot::Day]),
        Step::StrikeLiner => sheet("step-strike-liner", "", &[Slot::Reason, Slot::ReceivedFrom, Slot::Day]),
        Step::AcquirePackage => sheet("step-acquire-package", "21 CFR 1304.11(e)(7)(i)", &[Slot::Day]),
        Step::OfferPackage => sheet("step-offer-package", "21 CFR 1304.22(f)(1)(i)", &[Slot::Day]),
        Step::SendPackage => sheet("step-send-package", "21 CFR 1304.22(f)(1)(ii)", &[Slot::Name, Slot::Address, Slot::Day]),
        Step::ReceivePackage => sheet("step-receive-package", "21 CFR 1304.22(f)(1)(iii), 1317.70(e)(1)",
            &[Slot::Agreement, Slot::Day]),
        Step::TakeOverPackage => sheet("step-take-over", "21 CFR 1304.22(e)(4)(i), 1317.55(a)",
            &[Slot::Boxes, Slot::Name, Slot::Address, Slot::Registration, Slot::HandedBy, Slot::Day]),
        Step::ReceiveForeignPackage => sheet("step-receive-foreign", "21 CFR 1317.70(e)(2)", &[Slot::Day]),
        Step::NotifyFieldOffice => sheet("step-notify", "21 CFR 1317.70(e)(2)", &[Slot::Office, Slot::Day]),
        Step::TransferPackage => sheet("step-transfer-package", "21 CFR 1317.35(e)",
            &[Slot::Name, Slot::Address, Slot::Registration, Slot::Means, Slot::Carrier, Slot::Day]),
        Step::DestroyPackage => sheet("step-destroy-package", "21 CFR 1304.22(f)(1)(iv)",
            &[Slot::Method, Slot::Place, Slot::ReceivedFrom, Slot::Day]),
        Step::DiscardPackage => sheet("step-discard-package", "", &[Slot::Reason, Slot::Day]),
        Step::RegainPackage => sheet("step-regain-package", "21 CFR 1317.35(e)",
            &[Slot::Reason, Slot::ReceivedFrom, Slot::Day]),
        Step::StrikePackage => sheet("step-strike-package", "", &[Slot::Reason, Slot::ReceivedFrom, Slot::Day]),
        Step::OpenSession => sheet("step-open-session", "21 CFR 1317.65(b)",
            &[Slot::Agency, Slot::Officer, Slot::OfficerNumber, Slot::EventPlace, Slot::Starts, Slot::Day]),
        Step::SealBox => sheet("step-seal-box", "21 CFR 1317.65(b)", &[Slot::Box, Slot::Gross, Slot::Tare, Slot::Day]),
        Step::VoidBox => sheet("step-void-box", "", &[Slot::Box, Slot::Reason, Slot::Day]),
        Step::Deposit => sheet("step-deposit", "21 CFR 1317.65(e)", &[Slot::Day]),
        Step::CloseSession => sheet("step-close-session", "21 CFR 1317.65(b)",
            &[Slot::Taker, Slot::Name, Slot::Address, Slot::Registration, Slot::HandedAt, Slot::Day]),
        Step::TakeInventory => sheet("step-inventory", "21 CFR 1304.11(e)(7)", &[Slot::Taken]),
        Step::DesignateSupervisor => sheet("step-designate", "21 CFR 1317.80(c)",
            &[Slot::Person, Slot::Facility, Slot::Standing]),
        Step::DestroyStock => sheet("step-destroy-stock", "21 CFR 1304.21(e), 1317.95",
            &[Slot::Method, Slot::Location, Slot::Place, Slot::Day]),
        Step::TransferStock => sheet("step-transfer-stock", "21 CFR 1304.22(a)(2)(vii), (ix), 1317.05(a), (b)",
            &[Slot::Receiver, Slot::Name, Slot::Address, Slot::Registration, Slot::OrderForm, Slot::Means, Slot::Carrier,
                Slot::Day]),
        Step::DepositForResidents => sheet("step-deposit-residents", "21 CFR 1317.80(a)", &[Slot::Place, Slot::Day]),
        Step::Amend => sheet("step-amend", "",
            &[Slot::Record, Slot::Detail, Slot::Weight, Slot::Gross, Slot::Tare, Slot::Place, Slot::Method, Slot::Reason,
                Slot::Day]),
    }
}

/// The words for the numbers that are scanned for `step`; none where none are.
pub fn scanned(step: Step) -> Option<&'static str> {
    match step.thing() {
        Thing::Liner => Some("scan-liners"),
        Thing::Package => Some("scan-packages"),
        Thing::Box if step == Step::SealBox => Some("scan-seals"),
        Thing::Inventory => Some("scan-on-hand"),
        Thing::Event
        | Thing::Box
        | Thing::Supervisor
        | Thing::Stock
        | Thing::Resident
        | Thing::Record => None,
    }
}

/// Whether items of the record are chosen for `step`: those that leave by it.
pub fn chooses_items(step: Step) -> bool {
    matches!(
        step,
        Step::DestroyStock | Step::TransferStock | Step::DepositForResidents
    )
}

/// Who signs for `step` as things stand: an event at which nothing was collected is closed by one.
pub fn signing(step: Step, is_empty_event: bool) -> Signing {
    match step.signing() {
        Signing::Two(meaning) if step == Step::CloseSession && is_empty_event => {
            Signing::One(meaning)
        }
        as_ever => as_ever,
    }
}

impl Slot {
    /// Its words, which are its accessible name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Size => "slot-size",
            Self::Place => "slot-place",
            Self::Storage => "slot-storage",
            Self::Weight => "slot-weight",
            Self::Kind | Self::Receiver => "slot-kind",
            Self::Name => "slot-name",
            Self::Address => "slot-address",
            Self::Registration => "slot-registration",
            Self::OrderForm => "slot-order-form",
            Self::HandedBy => "slot-handed-by",
            Self::ReceivedFrom => "slot-received-from",
            Self::Boxes => "slot-boxes",
            Self::Means => "slot-means",
            Self::Carrier => "slot-carrier",
            Self::Method => "slot-method",
            Self::Record => "slot-record",
            Self::Detail => "slot-detail",
            Self::Location => "slot-location",
            Self::Reason => "slot-reason",
            Self::Office => "slot-office",
            Self::Agreement => "slot-agreement",
            Self::Agency => "setup-agency",
            Self::Officer => "slot-officer",
            Self::OfficerNumber => "slot-officer-number",
            Self::EventPlace => "slot-event-place",
            Self::Starts => "slot-starts",
            Self::Box => "slot-box",
            Self::Gross => "slot-gross",
            Self::Tare => "slot-tare",
            Self::Taker => "slot-taker",
            Self::HandedAt => "slot-handed-at",
            Self::Taken => "slot-taken",
            Self::Person => "slot-person",
            Self::Facility => "slot-facility",
            Self::Standing => "slot-standing",
            Self::Day => "slot-day",
        }
    }

    /// What an entry looks like.
    pub fn hint(self) -> Option<&'static str> {
        match self {
            Self::Size => Some("hint-size"),
            Self::Weight | Self::Gross | Self::Tare => Some("hint-weight"),
            Self::Registration => Some("hint-registration"),
            Self::Method => Some("hint-method"),
            Self::Record => Some("hint-record"),
            Self::Starts | Self::HandedAt => Some("hint-time"),
            Self::Day => Some("date-hint"),
            Self::Agreement => Some("hint-agreement"),
            _ => None,
        }
    }

    /// What there is to choose from; none where it is typed.
    pub fn choices(self) -> &'static [Choice] {
        match self {
            Self::Kind => &[
                Choice::To(To::ReverseDistributor),
                Choice::To(To::Distributor),
                Choice::To(To::Dea),
            ],
            Self::Receiver => &[
                Choice::Receiver(Receiver::ReverseDistributor),
                Choice::Receiver(Receiver::Supplier),
                Choice::Receiver(Receiver::Manufacturer),
                Choice::Receiver(Receiver::Instructed),
                Choice::Receiver(Receiver::Dea),
            ],
            Self::Means => &[
                Choice::By(By::Carrier),
                Choice::By(By::PickUp),
                Choice::By(By::OwnVehicle),
            ],
            Self::Taker => &[
                Choice::Taker(Taker::Dea),
                Choice::Taker(Taker::Destruction),
                Choice::Taker(Taker::ReverseDistributor),
            ],
            Self::Detail => &[
                Choice::Which(Which::Weight),
                Choice::Which(Which::BoxWeight),
                Choice::Which(Which::Place),
                Choice::Which(Which::Method),
            ],
            Self::Boxes => &[Choice::Boxes(false), Choice::Boxes(true)],
            Self::Taken => &[Choice::Taken(Taken::Opening), Choice::Taken(Taken::Close)],
            Self::Standing => &[Choice::Designated(true), Choice::Designated(false)],
            _ => &[],
        }
    }

    /// Nothing need be stated in `step`: the law asks for it only where there is one.
    pub fn may_be_empty(self, step: Step) -> bool {
        match self {
            Self::Weight => step != Step::Amend,
            Self::Agreement | Self::HandedBy | Self::OrderForm => true,
            Self::Registration => matches!(
                step,
                Step::ReceiveLiner | Step::TakeOverPackage | Step::TransferStock
            ),
            _ => false,
        }
    }

    /// Words of a person's own, in which a patient might be named.
    pub fn is_free_text(self) -> bool {
        matches!(
            self,
            Self::Place
                | Self::Storage
                | Self::Carrier
                | Self::Method
                | Self::Location
                | Self::Reason
                | Self::Office
                | Self::Agreement
                | Self::EventPlace
                | Self::Facility
        )
    }
}
