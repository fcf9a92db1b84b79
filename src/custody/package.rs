//! The life of a mail-back package: on hand, made available or sent out, received sealed, destroyed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    Custody, PackageStage, Past, Refused, Stamp, Step, Thing,
    past::check_order,
    shared::{self, Bearer},
    step::NOT_STRUCK,
};
use crate::ledger::custody::{Line, PackageAct, PackageRecord, Party, UniqueId};

/// One package and all that was ever recorded about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Package {
    pub id: UniqueId,
    /// From the first; never empty.
    pub history: Vec<Past<PackageAct>>,
}

/// Gone after it was here sealed.
const LEFT: &[PackageStage] = &[PackageStage::Transferred, PackageStage::Destroyed];

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
        } if ours => Err(Refused::OursByAgreement(id.clone())),
        PackageAct::ForeignReceived if ours => Err(Refused::Ours(id.clone())),
        _ => Ok(()),
    }
}
