//! The life of a mail-back package: on hand, made available or sent out, received sealed, destroyed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    Custody, Past, Refused, Stamp, Step, Thing,
    past::check_order,
    shared::{self, Bearer},
    step::{NOT_GONE, NOT_STRUCK},
};
use crate::ledger::custody::{Line, PackageAct, PackageRecord, Party, UniqueId};

/// One package and all that was ever recorded about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Package {
    pub id: UniqueId,
    /// From the first; never empty.
    pub history: Vec<Past<PackageAct>>,
}

/// What a package is, by its last step.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PackageStage {
    /// Not recorded here.
    Unknown,
    Unused,
    /// At the registered address, or with whoever took it.
    Available,
    /// With a third party, or with whoever took it there.
    Sent,
    /// Came sealed, or came back so after a transfer.
    Returned,
    /// Came sealed and was never made available here; the Field Office has to hear of it.
    Foreign,
    /// As before, and the Field Office was told.
    Notified,
    /// Handed over to a reverse distributor.
    Transferred,
    Destroyed,
    Discarded,
}

/// Sealed and here.
const SEALED: &[PackageStage] = &[
    PackageStage::Returned,
    PackageStage::Foreign,
    PackageStage::Notified,
];

/// Gone after it was here sealed.
const LEFT: &[PackageStage] = &[PackageStage::Transferred, PackageStage::Destroyed];

/// Each step, and the stages in which it is possible.
const FROM: [(Step, &[PackageStage]); 11] = [
    (
        Step::AcquirePackage,
        &[
            PackageStage::Unknown,
            // It was never made available: it is found again, or its day was typed wrong.
            PackageStage::Discarded,
            // The third party gives it back unused.
            PackageStage::Sent,
        ],
    ),
    (Step::OfferPackage, &[PackageStage::Unused]),
    (
        Step::SendPackage,
        &[PackageStage::Unused, PackageStage::Available],
    ),
    (
        Step::ReceivePackage,
        &[
            PackageStage::Unknown,
            PackageStage::Available,
            PackageStage::Sent,
            // It was lost and not damaged.
            PackageStage::Discarded,
        ],
    ),
    (Step::TakeOverPackage, &[PackageStage::Unknown]),
    (Step::ReceiveForeignPackage, &[PackageStage::Unknown]),
    (Step::NotifyFieldOffice, &[PackageStage::Foreign]),
    (Step::TransferPackage, SEALED),
    (Step::DestroyPackage, SEALED),
    (Step::DiscardPackage, &[PackageStage::Unused]),
    (Step::RegainPackage, &[PackageStage::Transferred]),
];

impl PackageStage {
    /// Every stage in which a package of the record can be.
    pub const ALL: [Self; 9] = [
        Self::Unused,
        Self::Available,
        Self::Sent,
        Self::Returned,
        Self::Foreign,
        Self::Notified,
        Self::Transferred,
        Self::Destroyed,
        Self::Discarded,
    ];

    fn after(act: &PackageAct) -> Self {
        match act {
            PackageAct::Acquired => Self::Unused,
            PackageAct::MadeAvailable => Self::Available,
            PackageAct::SentToThirdParty { .. } => Self::Sent,
            PackageAct::Received { .. }
            | PackageAct::TakenOver { .. }
            | PackageAct::CameBack { .. } => Self::Returned,
            PackageAct::ForeignReceived => Self::Foreign,
            PackageAct::FieldOfficeNotified { .. } => Self::Notified,
            PackageAct::Transferred { .. } => Self::Transferred,
            PackageAct::Destroyed { .. } => Self::Destroyed,
            PackageAct::Discarded { .. } => Self::Discarded,
            PackageAct::RecordedInError { .. } => Self::Unknown,
        }
    }

    /// In words: `returned sealed`.
    pub fn as_str(self) -> &'static str {
        self.words().0
    }

    /// Sealed and here: it awaits destruction.
    pub fn awaits_destruction(self) -> bool {
        SEALED.contains(&self)
    }

    /// The steps that may come next; [`Package::next`] knows of more.
    fn next(self) -> impl Iterator<Item = Step> {
        FROM.into_iter()
            .filter(move |(_, from)| from.contains(&self))
            .map(|(step, _)| step)
    }

    /// What it is, and what to do where another step was tried.
    fn words(self) -> (&'static str, &'static str) {
        let over = "nothing more can be done with it; scan the label again";
        let sealed = "a sealed package is never opened or used again; destroy it";
        match self {
            Self::Unknown => (
                "not recorded here",
                "record first how it came, or scan the label again",
            ),
            Self::Unused => (
                "unused",
                "make it available or send it out first, or scan the label again",
            ),
            Self::Available => ("made available", "receive it when it comes back sealed"),
            Self::Sent => (
                "sent to a third party",
                "receive it when it comes back sealed, or acquire it again if it is given back unused",
            ),
            Self::Returned => ("returned sealed", sealed),
            Self::Foreign => (
                "foreign and not yet notified",
                "notify the DEA Field Office, and never open it",
            ),
            Self::Notified => ("foreign, Field Office notified", sealed),
            Self::Transferred => ("transferred for destruction", NOT_GONE),
            Self::Destroyed => ("destroyed", over),
            Self::Discarded => (
                "discarded",
                "acquire it again if it was found, or receive it when it comes back sealed",
            ),
        }
    }
}

impl Package {
    /// A notice that comes after it left changes nothing of where it is.
    pub fn stage(&self) -> PackageStage {
        let stages = self
            .history
            .iter()
            .map(|past| PackageStage::after(&past.act));
        stages.fold(PackageStage::Unknown, |is, next| {
            let told_late = next == PackageStage::Notified && LEFT.contains(&is);
            if told_late { is } else { next }
        })
    }

    /// The steps that may come next.
    pub fn next(&self) -> impl Iterator<Item = Step> {
        let stage = self.stage();
        // While it is foreign the stage knows of that.
        let owed = stage != PackageStage::Foreign && self.notice_owed_since().is_some();
        let just_came = self.history.last().is_some_and(came_sealed);
        stage
            .next()
            .chain(owed.then_some(Step::NotifyFieldOffice))
            .chain(just_came.then_some(Step::StrikePackage))
    }

    /// Place in the ledger of its newest record, but for that of a notice.
    pub fn newest(&self) -> Option<i64> {
        let newest = self.history.iter().rev().find(|past| !is_notice(&past.act));
        newest.map(|past| past.stamp.seq)
    }

    fn giver(&self) -> Option<&Party> {
        self.taken_over().map(|(from, _)| from)
    }

    /// Whom it was taken over from, and whether it is a box of a take-back event.
    pub fn taken_over(&self) -> Option<(&Party, bool)> {
        self.history.iter().find_map(|past| match &past.act {
            PackageAct::TakenOver { from, boxes } => Some((from, *boxes)),
            _ => None,
        })
    }

    /// The day of the last step that comes before `act`. A notice follows the arrival alone, also where it is
    /// recorded after the package left, and no step follows it.
    fn before(&self, act: &PackageAct) -> Option<Date> {
        let comes_before = |past: &&Past<PackageAct>| {
            if is_notice(act) {
                past.act == PackageAct::ForeignReceived
            } else {
                !is_notice(&past.act)
            }
        };
        let last = self.history.iter().rev().find(comes_before);
        last.map(|past| past.acted_on)
    }

    /// The step by which it came sealed, if it did: terms run from then, also where it left and came back.
    pub fn arrival(&self) -> Option<&Past<PackageAct>> {
        self.history.iter().find(|past| came_sealed(past))
    }

    /// The day it arrived, where the Field Office has to hear of it (21 CFR 1317.70(e)(2)) and was not told
    /// before it left or since.
    pub fn notice_owed_since(&self) -> Option<Date> {
        let came = |past: &&Past<_>| past.act == PackageAct::ForeignReceived;
        if self.history.iter().any(|past| is_notice(&past.act)) {
            return None;
        }
        self.history.iter().find(came).map(|past| past.acted_on)
    }
}

fn is_notice(act: &PackageAct) -> bool {
    matches!(act, PackageAct::FieldOfficeNotified { .. })
}

fn came_sealed(past: &Past<PackageAct>) -> bool {
    matches!(
        past.act,
        PackageAct::Received { .. } | PackageAct::TakenOver { .. } | PackageAct::ForeignReceived
    )
}

impl Custody {
    /// An error where the package `id` cannot take `step` now; `from` as in [`Custody::mark`].
    pub fn check_package(
        &self,
        step: Step,
        id: &UniqueId,
        from: Option<&Line>,
    ) -> Result<(), Refused> {
        check_step(step, id, self.package_from(step, id, from)?)
    }

    /// The package `id` that `from` gave, if that is stated; an error where several can take `step`.
    pub fn package_from(
        &self,
        step: Step,
        id: &UniqueId,
        from: Option<&Line>,
    ) -> Result<Option<&Package>, Refused> {
        let those = self.packages_numbered(id);
        shared::given(id, those, from, |package| bearer(step, package))
    }

    /// As [`Custody::check_received`], of a package that is taken over, or a box.
    pub fn check_taken_over(
        &self,
        id: &UniqueId,
        from: Option<&Party>,
        boxes: bool,
    ) -> Result<(), Refused> {
        let those = self.packages_numbered(id);
        let place = in_the_way(those, from, boxes);
        check_step(
            Step::TakeOverPackage,
            id,
            place.and_then(|place| those.get(place)),
        )
    }
}

fn bearer(step: Step, package: &Package) -> Bearer<'_> {
    Bearer {
        from: package.giver(),
        may: package.next().any(|next| next == step),
    }
}

fn bearers(step: Step, packages: &[Package]) -> Vec<Bearer<'_>> {
    packages
        .iter()
        .map(|package| bearer(step, package))
        .collect()
}

/// The place among `those` of the one that keeps another with their number from being taken over.
fn in_the_way(those: &[Package], from: Option<&Party>, boxes: bool) -> Option<usize> {
    // Reports tell boxes from packages by their numbers.
    let is_other = |known: &Package| known.taken_over().is_some_and(|(_, its)| its != boxes);
    let other = those.iter().position(is_other);
    other.or_else(|| shared::in_the_way(&bearers(Step::TakeOverPackage, those), from))
}

/// The place among `those`, which bear the number `id`, of the one that `act` is done to; none where it
/// comes in by it.
fn done_to(those: &[Package], id: &UniqueId, act: &PackageAct) -> Result<Option<usize>, Refused> {
    let bearers = bearers(Step::of_package(act), those);
    match act {
        PackageAct::TakenOver { from, boxes } => Ok(in_the_way(those, Some(from), *boxes)),
        PackageAct::Destroyed { received_from, .. } => {
            shared::meant(id, &bearers, received_from.as_ref())
        }
        PackageAct::CameBack(back) | PackageAct::RecordedInError(back) => {
            shared::recorded_by(back.record, those.iter().map(Package::newest))
        }
        _ => shared::meant(id, &bearers, None),
    }
}

fn check_step(step: Step, id: &UniqueId, known: Option<&Package>) -> Result<(), Refused> {
    let Some(known) = known else {
        let unknown = PackageStage::Unknown;
        return step.check_among(unknown.next(), id, unknown.words());
    };
    let (is, advice) = known.stage().words();
    let advice = match step {
        Step::StrikePackage => NOT_STRUCK,
        _ => advice,
    };
    step.check_among(known.next(), id, (is, advice))
}

pub(super) fn apply(
    packages: &mut BTreeMap<UniqueId, Vec<Package>>,
    stamp: &Stamp,
    record: &PackageRecord,
) -> Result<(), Refused> {
    let step = Step::of_package(&record.act);
    let mut places = Vec::with_capacity(record.packages.len());
    for id in record.packages.iter() {
        let those = packages.get(id).map(Vec::as_slice).unwrap_or_default();
        let place = done_to(those, id, &record.act)?;
        places.push(place);
        let known = place.and_then(|place| those.get(place));
        let stage = known.map_or(PackageStage::Unknown, Package::stage);
        check_origin(id, stage, &record.act)?;
        check_step(step, id, known)?;
        // Whoever acquires it again after a discard states the day anew.
        let is_anew = step == Step::AcquirePackage && stage == PackageStage::Discarded;
        let known = known.filter(|_| !is_anew);
        let last = known.and_then(|known| known.before(&record.act));
        let today = stamp.entered.date();
        check_order(Thing::Package, id, last, record.acted_on, today)?;
    }
    for (id, place) in record.packages.iter().zip(places) {
        let past = Past {
            stamp: stamp.clone(),
            acted_on: record.acted_on,
            act: record.act.clone(),
        };
        let those = packages.entry(id.clone()).or_default();
        match place.and_then(|place| those.get_mut(place)) {
            // It is what it was before that record, which may be nothing.
            Some(known) if step == Step::StrikePackage => {
                known.history.pop();
                those.retain(|known| !known.history.is_empty());
            }
            Some(known) => known.history.push(past),
            None => those.push(Package {
                id: id.clone(),
                history: vec![past],
            }),
        }
    }
    Ok(())
}

/// A sealed package is one of ours, or comes by agreement, or is foreign (1317.70(e)).
fn check_origin(id: &UniqueId, stage: PackageStage, act: &PackageAct) -> Result<(), Refused> {
    let ours = matches!(
        stage,
        PackageStage::Available | PackageStage::Sent | PackageStage::Discarded
    );
    match act {
        PackageAct::Received {
            by_agreement_with: None,
        } if stage == PackageStage::Unknown => Err(Refused::NotOurs(id.clone())),
        PackageAct::Received {
            by_agreement_with: Some(_),
        }
        | PackageAct::ForeignReceived
            if ours =>
        {
            Err(Refused::Ours(id.clone()))
        }
        _ => Ok(()),
    }
}
