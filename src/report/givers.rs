//! Whom things came from that bear one number, which by that number alone nobody can tell apart.

use std::collections::BTreeMap;

use crate::{
    custody::Custody,
    ledger::{
        Content, Purpose,
        custody::{Party, Registration, UniqueId},
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

    pub(super) fn custody(&self, purpose: Purpose) -> &Custody {
        purpose.pick(self.0.each_ref())
    }

    pub(super) fn is_shared_liner(&self, purpose: Purpose, id: &UniqueId) -> bool {
        self.custody(purpose).liners_numbered(id).len() > 1
    }

    pub(super) fn is_shared_package(&self, purpose: Purpose, id: &UniqueId) -> bool {
        self.custody(purpose).packages_numbered(id).len() > 1
    }
}

/// The numbers of one list in words; those that stand there more than once are of `givers`, in their order.
pub(super) fn told<'n>(
    ids: impl Iterator<Item = &'n UniqueId>,
    givers: impl Fn(&UniqueId) -> &'n [Party],
) -> Vec<String> {
    let mut listed: BTreeMap<&UniqueId, usize> = BTreeMap::new();
    let told = ids.map(|id| {
        let before = listed.entry(id).or_default();
        let all = givers(id);
        let from = all.get(*before).filter(|_| all.len() > 1);
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
