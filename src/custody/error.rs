//! Steps that cannot be, and what to do instead.

use jiff::civil::{Date, Time};

use super::{Step, Thing};
use crate::ledger::custody::{Gallons, Line, UniqueId};

/// Why a step cannot follow what was recorded before it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refused {
    #[error("{} {id} is {stage} and cannot be {}: {advice}", step.thing(), step.done())]
    NotNow {
        step: Step,
        id: UniqueId,
        /// What it is now.
        stage: &'static str,
        advice: &'static str,
    },
    #[error(
        "liner {id} was recorded as {recorded}, not {stated}; read the size off the liner again"
    )]
    Size {
        id: UniqueId,
        recorded: Gallons,
        stated: Gallons,
    },
    #[error("the day of the act, {0}, lies in the future; correct the date")]
    InTheFuture(Date),
    #[error(
        "{thing} {id} had its last step on {last}, so the next cannot have happened on {acted_on}; correct the date"
    )]
    TooEarly {
        thing: Thing,
        id: String,
        last: Date,
        acted_on: Date,
    },
    #[error(
        "package {0} is not one made available here; if it came by agreement with another collector, name that collector, otherwise record it as foreign"
    )]
    NotOurs(UniqueId),
    #[error("package {0} was made available here, so it is not foreign; record it as received")]
    Ours(UniqueId),
    #[error(
        "package {0} was made available here, so it did not come by agreement with another collector: take it out, and \
         record it without naming one"
    )]
    OursByAgreement(UniqueId),
    #[error("take-back event {session} at {place} is still open; close it before the next one")]
    SessionOpen { session: u32, place: String },
    #[error("no take-back event is open; open one first, with the overseeing officer")]
    NoSession,
    #[error("take-back event {0} was closed; open a new one")]
    SessionClosed(u32),
    #[error("everything of take-back event {0} is already recorded as deposited")]
    Deposited(u32),
    #[error(
        "take-back event {0} is still collecting; record the deposit first, then hand the boxes over"
    )]
    StillCollecting(u32),
    #[error(
        "take-back event {0} has no sealed box or liner to hand over; seal what was collected first, or close it as nothing collected"
    )]
    NoBoxes(u32),
    #[error(
        "take-back event {session} has sealed boxes ({boxes}), so something was collected; hand them over"
    )]
    HasBoxes { session: u32, boxes: usize },
    #[error(
        "items of take-back event {session} were recorded one by one ({items}), so something was collected: seal it into boxes and hand those over, or withdraw what was never there"
    )]
    HasItems {
        session: u32,
        /// Their places in the ledger.
        items: String,
    },
    #[error(
        "liners were put in or sealed at take-back event {session} ({liners}), so something may be in them: seal them, then close the event as handed over; where they go is for the liner log"
    )]
    HasLiners {
        session: u32,
        /// Their numbers.
        liners: String,
    },
    #[error(
        "take-back event {session} has no sealed box {id}; compare it with the list of its boxes"
    )]
    NoSuchBox { session: u32, id: UniqueId },
    #[error(
        "take-back event {session} began at {} of that day, so its boxes cannot have been handed over at {}; correct the time",
        .began.strftime("%H:%M"),
        .at.strftime("%H:%M")
    )]
    BeforeItBegan { session: u32, began: Time, at: Time },
    #[error(
        "the time of the hand-over, {}, lies in the future; correct the time",
        .0.strftime("%H:%M")
    )]
    NotYet(Time),
    #[error(
        "take-back event {session} was opened on {opened}, so no item of it was handled and no box sealed on {acted_on}; correct the date"
    )]
    BeforeEvent {
        session: u32,
        opened: Date,
        acted_on: Date,
    },
    #[error(
        "item {item} of the event was handled on {day}, so not everything was deposited on {acted_on}; correct the date, or withdraw the item and record it with its own"
    )]
    ItemLater {
        item: i64,
        day: Date,
        acted_on: Date,
    },
    #[error(
        "several bear the number {id}, received from {givers}; take one after the other, and say whom each was received from: none is stored or transferred before the others are destroyed"
    )]
    Shared {
        id: UniqueId,
        /// Who gave each.
        givers: String,
    },
    #[error(
        "{id} was not received from {from}; its records say whom it came from (`takeback trail`)"
    )]
    NotFrom { id: UniqueId, from: Line },
    #[error("{what} {id} was recorded before; compare it with the label and scan again")]
    UsedBefore { what: &'static str, id: UniqueId },
    #[error(
        "{0} is not recorded here as something on hand; look it up, and record how it came before taking the inventory"
    )]
    NotOnHand(UniqueId),
    #[error(
        "an inventory is compared with the record as it stands, so it is entered on its own day, {today}, not for {acted_on}"
    )]
    InventoryDay { today: Date, acted_on: Date },
    #[error(
        "acts or the closing inventory of {0} are on record already, so what is on hand now is not what was on hand at the opening of business; take it at the close of business, or before the first act of another day (21 CFR 1304.11(a))"
    )]
    AfterOpening(Date),
    #[error(
        "the lists of the inventory are not in the order and places of the record; scan what is on hand again"
    )]
    InventoryLists,
    #[error(
        "record {0} is no act of custody that states this; name the record of the act, as the liner log, `takeback trail` or the report form-41 numbers it"
    )]
    NoSuchDetail(i64),
    #[error("record {0} says just that already; nothing was recorded")]
    NothingAmended(i64),
    #[error("record {0} was corrected in the meantime; look at it again, then sign again")]
    AmendedMeanwhile(i64),
    #[error(
        "something else was recorded since record {0}; look again at what it names, then sign again"
    )]
    NotNewest(i64),
    #[error(
        "no item was named; name the items that left (`takeback stock list`, `takeback facility list`)"
    )]
    NoItems,
    #[error("item {0} was named twice; take one of the two out")]
    ItemTwice(i64),
    #[error(
        "item {item} was destroyed, transferred or deposited before, by record {record}; look it up in the log"
    )]
    ItemLeft { item: i64, record: i64 },
    #[error(
        "item {0} was discontinued only after the day of the deposit; correct the date of the deposit"
    )]
    StillUsed(i64),
    #[error(
        "item {item}: {full} full packages of {size} hold more than the {quantity} units that were recorded; count again"
    )]
    TooManyPackages {
        item: i64,
        full: u32,
        size: u32,
        quantity: u32,
    },
}
