//! Inventories (21 CFR 1304.11(e)(7)) and what they found missing. Contents are not inventoried.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Custody, Liner, LinerStage, Package, PackageStage, Refused, Stamp};
use crate::ledger::custody::{Inventory, LinerMark, OnHand, PackageAct, Party, Taken, UniqueId};

/// One inventory, and what the record had on hand that it did not find.
#[derive(Clone, PartialEq, Debug)]
pub struct Inventoried {
    pub stamp: Stamp,
    pub inventory: Inventory,
    pub missing: OnHand,
    // As it was then: what is struck later leaves the record, and no inventory that was taken before.
    liner_givers: Givers,
    package_givers: Givers,
    boxes: BTreeSet<UniqueId>,
}

/// Whom what was here sealed came from, by its number; of several that bear one, in the order in which they came.
type Givers = BTreeMap<UniqueId, Vec<Party>>;

impl Inventoried {
    /// Whom the liners with this number came from that were here sealed, in the order in which they came.
    pub fn liner_givers(&self, id: &UniqueId) -> &[Party] {
        self.liner_givers
            .get(id)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// As [`Inventoried::liner_givers`], of packages and boxes that were taken over.
    pub fn package_givers(&self, id: &UniqueId) -> &[Party] {
        self.package_givers
            .get(id)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Whether what was here with this number was a box of a take-back event.
    pub fn is_box(&self, id: &UniqueId) -> bool {
        self.boxes.contains(id)
    }
}

/// Which list a thing belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    UnusedLiners,
    SealedLiners,
    UnusedPackages,
    ReturnedPackages,
}

impl List {
    fn of_liner(liner: &Liner) -> Option<Self> {
        match liner.stage() {
            LinerStage::Unused => Some(Self::UnusedLiners),
            stage if stage.awaits_destruction() => Some(Self::SealedLiners),
            _ => None,
        }
    }

    fn of_package(package: &Package) -> Option<Self> {
        match package.stage() {
            PackageStage::Unused | PackageStage::Available => Some(Self::UnusedPackages),
            stage if stage.awaits_destruction() => Some(Self::ReturnedPackages),
            _ => None,
        }
    }
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

    /// Puts each number that was scanned into its list, by what the record says it is; one that several things
    /// share into the lists of all of them.
    ///
    /// An error where the record does not have it on hand.
    pub fn sort_found(&self, scanned: &BTreeSet<UniqueId>) -> Result<OnHand, Refused> {
        match scanned.iter().find(|id| self.lists(id).next().is_none()) {
            Some(odd) => Err(Refused::NotOnHand(odd.clone())),
            None => Ok(self.sorted(scanned)),
        }
    }

    /// As [`Custody::sort_found`], for an inventory of the day `day`. An error also where it is said to be of
    /// the opening of business and the business of that day is on record already: what is on hand by the record is
    /// then no longer what was on hand at the opening.
    ///
    /// Asked only when a record is made. Replaying the ledger does not ask it, so records older than this rule stay valid.
    pub fn sort_found_at(
        &self,
        scanned: &BTreeSet<UniqueId>,
        taken: Taken,
        day: Date,
    ) -> Result<OnHand, Refused> {
        if taken == Taken::Opening && self.had_business_on(day) {
            return Err(Refused::AfterOpening(day));
        }
        self.sort_found(scanned)
    }

    /// Whether something came, changed or left on this day, or the inventory of its close was taken. To count
    /// again at the opening is no business.
    fn had_business_on(&self, day: Date) -> bool {
        let liners = self.liners().flat_map(|liner| &liner.history);
        let packages = self.packages().flat_map(|package| &package.history);
        let closed = self.inventories.iter().map(|taken| &taken.inventory);
        let closed = closed.filter(|inventory| inventory.taken == Taken::Close);
        let mut days = liners
            .map(|past| past.acted_on)
            .chain(packages.map(|past| past.acted_on))
            .chain(closed.map(|inventory| inventory.acted_on));
        days.any(|of| of == day)
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
        let liners = self
            .liners()
            .filter(|liner| liner.stage().awaits_destruction());
        let liners = liners.filter_map(|liner| Some((&liner.id, liner.received_from()?)));
        let packages = self
            .packages()
            .filter(|package| package.stage().awaits_destruction());
        let packages = packages.filter_map(|package| Some((&package.id, package.taken_over()?)));
        let packages: Vec<_> = packages.collect();
        let boxes = packages.iter().filter(|(_, (_, is_box))| *is_box);
        let boxes = boxes.map(|(id, _)| (*id).clone()).collect();
        let taken = Inventoried {
            stamp,
            inventory: inventory.clone(),
            missing,
            liner_givers: by_number(liners),
            package_givers: by_number(packages.into_iter().map(|(id, (from, _))| (id, from))),
            boxes,
        };
        self.inventories.push(taken);
        Ok(())
    }

    /// Whether something with this number is on hand by the record and was not handled since that place in the
    /// ledger. To notify the Field Office is not to handle it.
    pub(super) fn is_untouched_since(&self, id: &UniqueId, seq: i64) -> bool {
        let mut liners = self.liners_numbered(id).iter();
        let mut packages = self.packages_numbered(id).iter();
        liners.any(|liner| {
            let last = liner.history.last();
            List::of_liner(liner).is_some() && last.is_some_and(|past| past.stamp.seq < seq)
        }) || packages.any(|package| {
            let told = |act: &PackageAct| matches!(act, PackageAct::FieldOfficeNotified { .. });
            let handled = package.history.iter().rev().find(|past| !told(&past.act));
            // One that was made available is not missed.
            let here = package.stage() != PackageStage::Available;
            here && List::of_package(package).is_some()
                && handled.is_some_and(|past| past.stamp.seq < seq)
        })
    }

    fn everything(&self) -> impl Iterator<Item = &UniqueId> {
        self.liners.keys().chain(self.packages.keys())
    }

    /// Those of the liners and packages with this number.
    fn lists(&self, id: &UniqueId) -> impl Iterator<Item = List> {
        let liners = self.liners_numbered(id).iter().filter_map(List::of_liner);
        let packages = self.packages_numbered(id).iter();
        liners.chain(packages.filter_map(List::of_package))
    }

    fn sorted(&self, ids: &BTreeSet<UniqueId>) -> OnHand {
        let liners = |list: List| {
            ids.iter()
                .flat_map(|id| self.liners_numbered(id))
                .filter(|liner| List::of_liner(liner) == Some(list))
                .map(|liner| LinerMark {
                    id: liner.id.clone(),
                    gallons: liner.gallons,
                })
                .collect()
        };
        let packages = |list: List| {
            ids.iter()
                .flat_map(|id| self.packages_numbered(id))
                .filter(|package| List::of_package(package) == Some(list))
                .map(|package| package.id.clone())
                .collect()
        };
        OnHand {
            unused_liners: liners(List::UnusedLiners),
            sealed_liners: liners(List::SealedLiners),
            unused_packages: packages(List::UnusedPackages),
            returned_packages: packages(List::ReturnedPackages),
        }
    }
}

fn by_number<'a>(given: impl Iterator<Item = (&'a UniqueId, &'a Party)>) -> Givers {
    let mut givers = Givers::new();
    for (id, from) in given {
        givers.entry(id.clone()).or_default().push(from.clone());
    }
    givers
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
