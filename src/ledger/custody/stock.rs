//! How a registrant's own stock left: its destruction, with what DEA Form 41 asks of it (21 CFR 1304.21(e)),
//! or its transfer to somebody else, with what 1304.22(c) asks.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Conveyance, Line, Party, UniqueId, Witnesses};
use crate::ledger::{Drug, RecordId};

/// Items of the record that were destroyed together, before the eyes of two people.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct StockRecord {
    /// The day on which it actually happened (1304.21(d)).
    pub acted_on: Date,
    pub items: Vec<StockItem>,
    /// Name of the place or business where it happened.
    pub location: Line,
    pub address: Line,
    pub method: Line,
    pub witnesses: Witnesses,
}

/// Items of the record that were handed over together (21 CFR 1304.22(a)(2)(vii), (ix)). The law wants nobody's
/// signature under it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct StockTransfer {
    /// The day on which it actually happened (1304.21(d)).
    pub acted_on: Date,
    pub items: Vec<StockItem>,
    pub to: StockTaker,
    pub by: Conveyance,
    /// Number of the order form by which they asked for it, where there is one: a DEA Form 222, or an order in
    /// CSOS (1305.03).
    pub order_form: Option<UniqueId>,
}

/// Who takes own stock (21 CFR 1317.05(a)(2)-(4), (b)(2)-(4); the help of the Special Agent in Charge is in (a) alone).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum StockTaker {
    ReverseDistributor(Party),
    /// Whoever it was bought from, for return or recall.
    Supplier(Party),
    /// Whoever made it, or takes it back on their behalf, for return or recall.
    Manufacturer(Party),
    /// A registrant authorized to transport or destroy it, as the Special Agent in Charge instructed a practitioner
    /// ((a)(4)(ii)(A)).
    Instructed(Party),
    /// As the Special Agent in Charge instructed a practitioner ((a)(4)(ii)(B)), or since it was surrendered or
    /// seized.
    Dea {
        office: Line,
        address: Line,
    },
}

impl StockTaker {
    /// Whoever it is but DEA, which is no registrant.
    pub fn other_than_dea(&self) -> Option<&Party> {
        match self {
            Self::ReverseDistributor(party)
            | Self::Supplier(party)
            | Self::Manufacturer(party)
            | Self::Instructed(party) => Some(party),
            Self::Dea { .. } => None,
        }
    }
}

/// One item as the record had it when it left.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct StockItem {
    /// Place in the ledger of the disposal that recorded it.
    pub item: i64,
    /// The record that stated it then: the disposal, or its newest correction.
    pub stated_by: RecordId,
    pub drug: Drug,
    /// Dosage units: tablets, capsules.
    pub quantity: u32,
    /// The manufacturer's batch number, where it is known.
    pub batch: Option<Line>,
    /// How it was packed, where somebody said so.
    pub packages: Option<Packages>,
}

/// Full packages of one size; what is left over was in a partial one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Packages {
    pub full: u32,
    /// Dosage units a package.
    pub size: u32,
}

impl Packages {
    /// Dosage units of `quantity` that were in no full package; none where the packages hold more.
    pub fn partial(self, quantity: u32) -> Option<u32> {
        quantity.checked_sub(self.full.checked_mul(self.size)?)
    }
}

/// Why a text does not say how an item is packed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{0}` does not say how it is packed: full packages, x, units a package, such as 2x60")]
pub struct NotPackages(String);

/// `2x60`: two full packages of sixty.
impl std::str::FromStr for Packages {
    type Err = NotPackages;

    fn from_str(text: &str) -> Result<Self, NotPackages> {
        let read = || {
            let (full, size) = text.trim().split_once(['x', 'X'])?;
            let (full, size) = (full.trim().parse().ok()?, size.trim().parse().ok()?);
            (size > 0).then_some(Self { full, size })
        };
        read().ok_or_else(|| NotPackages(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_counted_and_the_rest_is_partial() {
        let two: Packages = "2x60".parse().unwrap();
        assert_eq!((two.partial(120), two.partial(125)), (Some(0), Some(5)));
        assert_eq!(two.partial(119), None, "two full packages hold more");
        let none: Packages = " 0 X 100".parse().unwrap();
        assert_eq!(none.partial(83), Some(83));
        for odd in ["", "60", "2x0", "x60", "-1x60", "2x60x1", "99999999999x1"] {
            assert!(odd.parse::<Packages>().is_err(), "{odd}");
        }
        let huge: Packages = "4000000000x4000000000".parse().unwrap();
        assert_eq!(huge.partial(u32::MAX), None);
    }
}
