//! One act on inner liners, with the fields of 21 CFR 1304.22(f)(2).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Batch, Gallons, Line, Pounds, Registration, UniqueId, Witnesses};

/// One act on one or several liners.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LinerRecord {
    /// The day on which it actually happened (1304.21(d)); the day of entry is the record's own.
    pub acted_on: Date,
    /// Unique number and size of each; their number is the number that (e)(4)(ii) asks for.
    pub liners: Marks,
    pub act: LinerAct,
}

/// The liners of one act.
pub type Marks = Batch<LinerMark>;

/// What is printed on a liner.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct LinerMark {
    pub id: UniqueId,
    pub gallons: Gallons,
}

impl AsRef<UniqueId> for LinerMark {
    fn as_ref(&self) -> &UniqueId {
        &self.id
    }
}

/// What was done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum LinerAct {
    /// (f)(2)(i): unused liners were acquired.
    Acquired,
    /// 1304.22(e)(4)(i): sealed liners arrived from somebody else, at a reverse distributor.
    Received { from: Party },
    /// (f)(2)(ii): put into the receptacle; two people saw it.
    Installed {
        site: ReceptacleSite,
        witnesses: Witnesses,
    },
    /// (f)(2)(iii), 1317.60(c): taken out and sealed at once, which is one act.
    RemovedAndSealed {
        site: ReceptacleSite,
        /// The whole sealed liner on the scale, if it was weighed.
        weight: Option<Pounds>,
        witnesses: Witnesses,
    },
    /// (f)(2)(iv): brought into storage by these two.
    Stored { place: Line, witnesses: Witnesses },
    /// (f)(2)(v): handed over for destruction by these two.
    Transferred {
        to: Recipient,
        by: Conveyance,
        witnesses: Witnesses,
    },
    /// (f)(2)(vi), 1304.22(e)(4)(ii): destroyed on site before the eyes of these two.
    Destroyed {
        place: Line,
        method: Line,
        /// Whom the liners were received from; the collector itself for its own.
        received_from: Party,
        witnesses: Witnesses,
    },
    /// An unused liner was damaged or lost before anything was put into it.
    Discarded { reason: Line },
    /// A transfer came to nothing: whoever was to take it refused it, or it was never loaded. It is here again,
    /// sealed (1304.11(e)(7)(ii)), as these two saw to.
    CameBack(TakenBack),
    /// No such liner arrived: its number, size, day or giver was typed wrong, and these two looked.
    RecordedInError(TakenBack),
}

/// Two people take back an earlier record: of a transfer that came to nothing, of an arrival that was none.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TakenBack {
    /// Its place in the ledger.
    pub record: i64,
    pub reason: Line,
    pub witnesses: Witnesses,
}

impl LinerAct {
    /// The two people who put their names to it, where the law wants them.
    pub fn witnesses(&self) -> Option<&Witnesses> {
        match self {
            Self::Installed { witnesses, .. }
            | Self::RemovedAndSealed { witnesses, .. }
            | Self::Stored { witnesses, .. }
            | Self::Transferred { witnesses, .. }
            | Self::Destroyed { witnesses, .. }
            | Self::CameBack(TakenBack { witnesses, .. })
            | Self::RecordedInError(TakenBack { witnesses, .. }) => Some(witnesses),
            Self::Acquired | Self::Received { .. } | Self::Discarded { .. } => None,
        }
    }
}

/// Where the receptacle stands, and under whose registration.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReceptacleSite {
    pub address: Line,
    /// The collector's; law enforcement has none.
    pub registration: Option<Registration>,
}

/// Somebody liners, packages or boxes were received from (1304.22(e)(4)(i)).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Party {
    pub name: Line,
    pub address: Line,
    /// Where they are a registrant.
    pub registration: Option<Registration>,
    /// Where they are a law-enforcement agency: the officer who handed it over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<Line>,
}

impl Party {
    /// `Springfield Police, handed over by Sgt. B. Watch`.
    pub fn name_and_officer(&self) -> String {
        let officer = self.officer.iter();
        let officer = officer.map(|officer| format!(", handed over by {officer}"));
        officer.fold(self.name.to_string(), |name, by| name + &by)
    }
}

/// Who takes sealed liners for destruction (1317.05(c)(2)).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Recipient {
    ReverseDistributor {
        name: Line,
        address: Line,
        registration: Registration,
    },
    Distributor {
        name: Line,
        address: Line,
        registration: Registration,
    },
    /// With the help of the Special Agent in Charge (1317.05(a)(4)).
    Dea { office: Line, address: Line },
}

impl Recipient {
    /// None of DEA, which is no registrant.
    pub fn registration(&self) -> Option<&Registration> {
        match self {
            Self::ReverseDistributor { registration, .. }
            | Self::Distributor { registration, .. } => Some(registration),
            Self::Dea { .. } => None,
        }
    }
}

/// How sealed liners and packages travel, or own stock.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "means", rename_all = "snake_case")]
pub enum Conveyance {
    /// A common or contract carrier fetches them.
    Carrier { carrier: Line },
    /// Whoever receives them fetches them.
    PickUp,
    /// Brought there in a vehicle of one's own; not open to practitioners (1317.05(c)(2)(iv), (a)(2)-(3)) but on the
    /// way to DEA, or with own stock to whom it named ((a)(4)(ii)).
    OwnVehicle,
}
