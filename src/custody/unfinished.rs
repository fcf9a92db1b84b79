//! What is here and has to leave: how it may, whatever kind of site this is now.

use std::fmt;

use super::{Custody, LinerStage, Stamp, Step};

/// Things that have to leave, by how they may.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Things {
    InstalledLiners,
    SealedLiners,
    /// Mail-back packages and boxes that came sealed.
    SealedPackages,
    TakeBackEvents,
    OwnStock,
    ResidentsMedicines,
}

impl Things {
    /// The steps of which one brings them on.
    pub fn ways(self) -> &'static [Step] {
        match self {
            Self::InstalledLiners => &[Step::SealLiner],
            Self::SealedLiners => &[Step::TransferLiner, Step::DestroyLiner],
            Self::SealedPackages => &[Step::TransferPackage, Step::DestroyPackage],
            Self::TakeBackEvents => &[Step::CloseSession],
            Self::OwnStock => &[Step::DestroyStock, Step::TransferStock],
            Self::ResidentsMedicines => &[Step::DepositForResidents],
        }
    }
}

impl fmt::Display for Things {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InstalledLiners => "installed liners",
            Self::SealedLiners => "sealed liners",
            Self::SealedPackages => "sealed packages",
            Self::TakeBackEvents => "open take-back events",
            Self::OwnStock => "items of own stock",
            Self::ResidentsMedicines => "residents' medicines",
        })
    }
}

impl Custody {
    /// Each liner, package and event that has to leave: its number, and its newest record.
    pub fn unfinished(&self) -> Vec<(Things, String, &Stamp)> {
        let liners = self.liners().filter_map(|liner| {
            let things = match liner.stage() {
                LinerStage::Installed => Things::InstalledLiners,
                stage if stage.awaits_destruction() => Things::SealedLiners,
                _ => return None,
            };
            Some((things, liner.id.to_string(), &liner.history.last()?.stamp))
        });
        let packages = self.packages().filter_map(|package| {
            let here = package.stage().awaits_destruction();
            let newest = &package.history.last()?.stamp;
            here.then(|| (Things::SealedPackages, package.id.to_string(), newest))
        });
        let event = self.open_session().and_then(|event| {
            let newest = &event.history.last()?.stamp;
            Some((Things::TakeBackEvents, event.number.to_string(), newest))
        });
        liners.chain(packages).chain(event).collect()
    }
}
