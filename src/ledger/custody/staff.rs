//! The people behind custody records: two witnesses, supervisors at long-term care facilities, and
//! whoever took an inventory.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Line, LinerMark, UniqueId};
use crate::ledger::{AccountId, Signature};

/// Two different people who each proved themselves at the moment of the act.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "[Signature; 2]", into = "[Signature; 2]")]
pub struct Witnesses([Signature; 2]);

/// One person cannot stand for two.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "{name} cannot sign twice: the law wants two different people; let somebody else prove themselves"
)]
pub struct SamePerson {
    name: String,
}

impl Witnesses {
    /// An error where both signatures are of one account.
    pub fn new(one: Signature, other: Signature) -> Result<Self, SamePerson> {
        if one.account == other.account {
            Err(SamePerson { name: other.name })
        } else {
            Ok(Self([one, other]))
        }
    }

    pub fn both(&self) -> &[Signature; 2] {
        &self.0
    }
}

impl TryFrom<[Signature; 2]> for Witnesses {
    type Error = SamePerson;

    fn try_from([one, other]: [Signature; 2]) -> Result<Self, SamePerson> {
        Self::new(one, other)
    }
}

impl From<Witnesses> for [Signature; 2] {
    fn from(witnesses: Witnesses) -> Self {
        witnesses.0
    }
}

/// `A. Clerk, B. Nurse`.
impl fmt::Display for Witnesses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [one, other] = &self.0;
        write!(f, "{}, {}", one.name, other.name)
    }
}

/// The collector names a supervisor-level employee of a long-term care facility who may be one of
/// the two at that facility's receptacle, or takes that back (21 CFR 1317.80(c)).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Designation {
    pub acted_on: Date,
    pub account: AccountId,
    /// Printed name, as it stood then.
    pub name: String,
    pub facility: Line,
    /// False takes the designation back.
    pub designated: bool,
    pub signed: Signature,
}

/// An inventory that somebody took (21 CFR 1304.11(e)(7)).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Inventory {
    pub acted_on: Date,
    pub taken: Taken,
    pub found: OnHand,
    pub signed: Signature,
}

/// What is on hand, in the four lists that 1304.11(e)(7) asks for, each in the order of its numbers.
/// Contents are not inventoried.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct OnHand {
    pub unused_liners: Vec<LinerMark>,
    /// Sealed and awaiting destruction.
    pub sealed_liners: Vec<LinerMark>,
    pub unused_packages: Vec<UniqueId>,
    /// Returned and awaiting destruction.
    pub returned_packages: Vec<UniqueId>,
}

impl OnHand {
    /// The numbers of all four lists.
    pub fn ids(&self) -> impl Iterator<Item = &UniqueId> {
        let liners = self.unused_liners.iter().chain(&self.sealed_liners);
        let packages = self.unused_packages.iter().chain(&self.returned_packages);
        liners.map(|mark| &mark.id).chain(packages)
    }
}

/// When in the day it was taken (1304.11(a)).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taken {
    Opening,
    Close,
}
