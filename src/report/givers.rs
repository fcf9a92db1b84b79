//! Whom things came from that bear one number, which by that number alone nobody can tell apart.

use std::collections::BTreeMap;

use crate::{
    custody::{Custody, Liner, Package, Past},
    ledger::{
        Content,
        custody::{LinerAct, PackageAct, Party, Registration, UniqueId},
    },
};

/// A number, and whom the thing came from where others bear it too.
pub(super) type Numbered<'n> = (&'n UniqueId, Option<&'n Party>);

/// Who gave what bears a number, really and in what was tried out.
#[derive(Default)]
pub(super) struct Givers([Custody; 2]);

impl Givers {
    /// Of nothing, where a record cannot follow those before it: `takeback verify` is what says so, and the
    /// reports are still to be had.
    pub(super) fn of(contents: &[Content]) -> Self {
        Self(Custody::both(contents).unwrap_or_default())
    }

    pub(super) fn custody(&self, research: bool) -> &Custody {
        let [real, tried] = &self.0;
        if research { tried } else { real }
    }

    pub(super) fn is_shared_liner(&self, research: bool, id: &UniqueId) -> bool {
        self.custody(research).liners_numbered(id).len() > 1
    }

    pub(super) fn is_shared_package(&self, research: bool, id: &UniqueId) -> bool {
        self.custody(research).packages_numbered(id).len() > 1
    }

    /// Of the liners with this number that were here sealed before the record `seq`, as they came.
    pub(super) fn of_liner(&self, research: bool, seq: i64, id: &UniqueId) -> Vec<&Party> {
        let left = |act: &LinerAct| {
            matches!(
                act,
                LinerAct::Transferred { .. } | LinerAct::Destroyed { .. }
            )
        };
        let liners = self.custody(research).liners_numbered(id).iter();
        let here = liners.filter(|liner| was_here(&liner.history, seq, left));
        here.filter_map(Liner::received_from).collect()
    }

    /// As [`Givers::of_liner`], of packages and boxes.
    pub(super) fn of_package(&self, research: bool, seq: i64, id: &UniqueId) -> Vec<&Party> {
        let left = |act: &PackageAct| {
            matches!(
                act,
                PackageAct::Transferred { .. } | PackageAct::Destroyed { .. }
            )
        };
        let packages = self.custody(research).packages_numbered(id).iter();
        let here = packages.filter(|package| was_here(&package.history, seq, left));
        here.filter_map(Package::taken_over)
            .map(|(from, _)| from)
            .collect()
    }
}

fn was_here<A>(history: &[Past<A>], seq: i64, left: impl Fn(&A) -> bool) -> bool {
    let mut before = history.iter().filter(|past| past.stamp.seq < seq);
    before.next_back().is_some_and(|past| !left(&past.act))
}

/// The numbers of one list in words; those that stand there more than once are of `givers`, in their order.
pub(super) fn told<'n>(
    ids: impl Iterator<Item = &'n UniqueId>,
    givers: impl Fn(&UniqueId) -> Vec<&'n Party>,
) -> Vec<String> {
    let mut listed: BTreeMap<&UniqueId, usize> = BTreeMap::new();
    let told = ids.map(|id| {
        let before = listed.entry(id).or_default();
        let all = givers(id);
        let from = all.get(*before).copied().filter(|_| all.len() > 1);
        *before += 1;
        in_words((id, from))
    });
    told.collect()
}

/// `BOX1 (from Springfield Police)`.
pub(super) fn in_words((id, from): Numbered) -> String {
    let Some(from) = from else {
        return id.as_str().to_owned();
    };
    let number = from.registration.as_ref().map(Registration::as_str);
    let number = number.map(|number| format!(", {number}"));
    let (name, number) = (from.name.as_str(), number.unwrap_or_default());
    format!("{} (from {name}{number})", id.as_str())
}
