//! The destruction of a registrant's own stock, with what DEA Form 41 asks of it (21 CFR 1304.21(e)).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Line, Witnesses};
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

/// One item as the record had it when it was destroyed.
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
