//! Inventories (21 CFR 1304.11(e)(7)) and what they found missing. Contents are not inventoried.

use std::collections::BTreeSet;

use super::{Custody, Liner, LinerStage, Package, PackageStage, Refused, Stamp};
use crate::ledger::custody::{Inventory, LinerMark, OnHand, UniqueId};

/// One inventory, and what the record had on hand that it did not find.
#[derive(Clone, PartialEq, Debug)]
pub struct Inventoried {
    pub stamp: Stamp,
    pub inventory: Inventory,
    pub missing: OnHand,
}

/// Which list a thing belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    UnusedLiners,
    SealedLiners,
    UnusedPackages,
    ReturnedPackages,
}

impl Custody {
    /// What the record says is on hand now.
    ///
    /// A package made available may be in somebody's home or still in the rack: it is on hand only
    /// when an inventory finds it.
    pub fn on_hand(&self) -> OnHand {
        self.on_hand_beside(&BTreeSet::new())
    }

    /// As [`Custody::on_hand`], without what is among `scanned`.
    fn on_hand_beside(&self, scanned: &BTreeSet<UniqueId>) -> OnHand {
        let others = self.everything().filter(|id| !scanned.contains(id));
        let mut others = self.sorted(&others.cloned().collect());
        let taken_along =
            |id: &UniqueId| self.package(id).map(Package::stage) == Some(PackageStage::Available);
        others.unused_packages.retain(|id| !taken_along(id));
        others
    }

    /// Puts each number that was scanned into its list, by what the record says it is; one that a liner and
    /// a package share into both their lists.
    ///
    /// An error where the record does not have it on hand.
    pub fn sort_found(&self, scanned: &BTreeSet<UniqueId>) -> Result<OnHand, Refused> {
        match scanned.iter().find(|id| self.lists(id).next().is_none()) {
            Some(odd) => Err(Refused::NotOnHand(odd.clone())),
            None => Ok(self.sorted(scanned)),
        }
    }

    pub(super) fn take_inventory(
        &mut self,
        stamp: Stamp,
        inventory: &Inventory,
    ) -> Result<(), Refused> {
        let today = stamp.entered.date();
        if inventory.acted_on != today {
            let acted_on = inventory.acted_on;
            return Err(Refused::InventoryDay { today, acted_on });
        }
        let scanned: BTreeSet<_> = inventory.found.ids().cloned().collect();
        let sorted = self.sort_found(&scanned)?;
        // Inventories of earlier releases had a shared number among the liners alone.
        if inventory.found != sorted && inventory.found != liners_first(sorted) {
            return Err(Refused::InventoryLists);
        }
        let missing = self.on_hand_beside(&scanned);
        self.inventories.push(Inventoried {
            stamp,
            inventory: inventory.clone(),
            missing,
        });
        Ok(())
    }

    fn everything(&self) -> impl Iterator<Item = &UniqueId> {
        self.liners.keys().chain(self.packages.keys())
    }

    /// That of the liner with this number and that of the package.
    fn lists(&self, id: &UniqueId) -> impl Iterator<Item = List> {
        let liner = match self.liner(id).map(Liner::stage) {
            Some(LinerStage::Unused) => Some(List::UnusedLiners),
            Some(stage) if stage.awaits_destruction() => Some(List::SealedLiners),
            _ => None,
        };
        let package = match self.package(id).map(Package::stage) {
            Some(PackageStage::Unused | PackageStage::Available) => Some(List::UnusedPackages),
            Some(stage) if stage.awaits_destruction() => Some(List::ReturnedPackages),
            _ => None,
        };
        liner.into_iter().chain(package)
    }

    fn sorted(&self, ids: &BTreeSet<UniqueId>) -> OnHand {
        let on = |list: List| {
            ids.iter()
                .filter(move |id| self.lists(id).any(|its| its == list))
        };
        let liners = |list: List| {
            on(list)
                .filter_map(|id| self.liner(id))
                .map(|liner| LinerMark {
                    id: liner.id.clone(),
                    gallons: liner.gallons,
                })
                .collect()
        };
        OnHand {
            unused_liners: liners(List::UnusedLiners),
            sealed_liners: liners(List::SealedLiners),
            unused_packages: on(List::UnusedPackages).cloned().collect(),
            returned_packages: on(List::ReturnedPackages).cloned().collect(),
        }
    }
}

/// `found` without the packages whose numbers liners bear.
fn liners_first(mut found: OnHand) -> OnHand {
    let liners = found.unused_liners.iter().chain(&found.sealed_liners);
    let liners: BTreeSet<_> = liners.map(|mark| mark.id.clone()).collect();
    for packages in [&mut found.unused_packages, &mut found.returned_packages] {
        packages.retain(|id| !liners.contains(id));
    }
    found
}
