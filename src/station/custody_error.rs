//! Why something is not recorded in custody here, and what to do instead.

use super::{Law, SiteMode};
use crate::{
    custody::{Refused, Step},
    ledger::custody::{BatchError, Registration, SamePerson, TermError},
};

/// Why a custody record cannot be made here, and what to do next.
#[derive(Debug, thiserror::Error)]
pub enum CustodyError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Term(#[from] TermError),
    #[error(transparent)]
    Batch(#[from] BatchError),
    #[error(transparent)]
    SamePerson(#[from] SamePerson),
    #[error("record {seq} does not follow from those before it ({refused}); run `takeback verify`")]
    Replay { seq: i64, refused: Refused },
    #[error("{} sites have no step by which any {} is {} ({}). {}", mode.code(), step.thing(), step.done(), law.citation, law.text)]
    NoSuchStep {
        mode: SiteMode,
        step: Step,
        law: Law,
    },
    #[error(
        "{0} may not sign for this; let an operator, pharmacist or administrator prove themselves"
    )]
    NotASigner(String),
    #[error(
        "{0} is a designated supervisor of a facility, who signs only at that facility's receptacle and only beside an employee of the collector (21 CFR 1317.80(c)); let another employee of the collector sign"
    )]
    Supervisor(String),
    #[error(
        "nobody said that {0} is an employee of the collector: the two at its receptacle are its employees, or one of them and a supervisor of the facility whom it designated (21 CFR 1317.80(c)); an administrator says so (`takeback account collector NAME yes`), or let somebody else sign"
    )]
    NotOfTheCollector(String),
    #[error(
        "{0} has no officer's number; only officers of the agency handle what was collected (21 CFR 1317.65(b)). An administrator states the number of an officer (`takeback account officer NAME NUMBER`)"
    )]
    NotAnOfficer(String),
    #[error("the signature of {0} is too old; let both prove themselves again")]
    Stale(String),
    #[error(
        "a practitioner's own vehicle may carry sealed liners to DEA alone (21 CFR 1317.05(c)(2)(iv), (a)(4)); choose a carrier or a pick-up. A collector that is no practitioner says so once: `takeback site set --practitioner no`"
    )]
    OwnVehicle,
    #[error("one weight was stated for {0} liners; weigh and seal them one by one")]
    WeighedTogether(usize),
    #[error(
        "law enforcement hands what it collected over to a reverse distributor and not to a distributor (21 CFR 1317.35(e), 1317.55); choose the reverse distributor"
    )]
    NotADistributor,
    #[error(
        "the DEA registration number of the collector is missing; set it up (`takeback site set --registration`)"
    )]
    NoRegistration,
    #[error(
        "these were received from different parties, or some are boxes and some packages; record their destruction one after the other"
    )]
    DifferentParties,
    #[error(
        "these were recorded by different records; take back one after the other, what one record names at a time"
    )]
    DifferentRecords,
    #[error(
        "no take-back event is open, so no officer oversees the collection (21 CFR 1317.65(b)); open the event first"
    )]
    NoEvent,
    #[error(
        "everything of this event was deposited; what is in the boxes is no longer looked at item by item"
    )]
    AfterDeposit,
    #[error(
        "the record has to say who gave it: the DEA registration number of a registrant, or the officer of the law-enforcement agency who handed it over; state one of the two"
    )]
    NoGiver,
    #[error(
        "there is no item {0} in the record; list those that are here with `takeback stock list` or `takeback facility list`"
    )]
    NoSuchItem(i64),
    #[error(
        "item {item} was recorded in the mode {mode}, so it is none of this site; name one of `takeback stock list` or `takeback facility list`"
    )]
    NotHere { item: i64, mode: String },
    #[error("item {0} was withdrawn; name the one that was recorded in its place")]
    ItemWithdrawn(i64),
    #[error(
        "nobody said what item {0} is, and the record of how it left needs that; correct the item first"
    )]
    ItemUnidentified(i64),
    #[error(
        "controlled substances are, or may be, among what was handed over (items {0}), so the record has to name the DEA registration number of whoever took them (21 CFR 1304.22(a)(2)(vii), (ix)); state it"
    )]
    NoTakerNumber(String),
    #[error(
        "some of what was handed over is in Schedule I or II (items {0}), which another registrant takes by an order form only (21 CFR 1305.03, 1317.10(b)); state the number of the DEA Form 222 or of the order in CSOS"
    )]
    NoOrderForm(String),
    #[error(
        "a practitioner's own vehicle may not carry controlled substances of its stock to another registrant (21 CFR 1317.05(a)(2), (3)); choose a carrier or a pick-up. A registrant that is no practitioner says so once: `takeback site set --practitioner no`"
    )]
    StockInOwnVehicle,
    #[error(
        "the Special Agent in Charge names who takes own stock to practitioners only (21 CFR 1317.05(a)(4)(ii)); for other registrants 1317.05(b) has no such way. Choose the reverse distributor, the supplier or the manufacturer. A practitioner says so once: `takeback site set --practitioner yes`"
    )]
    NotInstructed,
    #[error(
        "{0} is the DEA registration number of this site; state the number of whoever takes it"
    )]
    OwnNumber(Registration),
    #[error("item {0} was corrected in the meantime; look at it again, then sign again")]
    ItemChanged(i64),
}
