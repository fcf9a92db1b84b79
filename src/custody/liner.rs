//! The life of a liner: acquired, installed, removed and sealed, stored, transferred or destroyed.

use std::collections::BTreeMap;

use super::{
    Custody, Past, Refused, Stamp, Step, Thing,
    past::check_order,
    shared::{self, Bearer},
    step::{NOT_GONE, NOT_STRUCK},
};
use crate::ledger::custody::{
    Gallons, Line, LinerAct, LinerMark, LinerRecord, Party, Pounds, UniqueId,
};

/// One liner and all that was ever recorded about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Liner {
    pub id: UniqueId,
    /// As it was acquired or received last.
    pub gallons: Gallons,
    /// From the first; never empty.
    pub history: Vec<Past<LinerAct>>,
    weight: Option<Pounds>,
}

/// What a liner is, by its last step.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum LinerStage {
    /// Not recorded here.
    Unknown,
    Unused,
    Installed,
    /// Removed and sealed, or received sealed.
    Sealed,
    Stored,
    Transferred,
    Destroyed,
    Discarded,
}

/// Each step, and the stages in which it is possible. Nothing leads from sealed back to open.
const FROM: [(Step, &[LinerStage]); 9] = [
    (
        Step::AcquireLiner,
        // What was discarded was never installed: it is found again, or its size or day was typed wrong.
        &[LinerStage::Unknown, LinerStage::Discarded],
    ),
    (Step::ReceiveLiner, &[LinerStage::Unknown]),
    (Step::InstallLiner, &[LinerStage::Unused]),
    (Step::SealLiner, &[LinerStage::Installed]),
    (Step::StoreLiner, &[LinerStage::Sealed, LinerStage::Stored]),
    (
        Step::TransferLiner,
        &[LinerStage::Sealed, LinerStage::Stored],
    ),
    (
        Step::DestroyLiner,
        &[LinerStage::Sealed, LinerStage::Stored],
    ),
    (Step::DiscardLiner, &[LinerStage::Unused]),
    (Step::RegainLiner, &[LinerStage::Transferred]),
];

impl LinerStage {
    /// Every stage in which a liner of the record can be.
    pub const ALL: [Self; 7] = [
        Self::Unused,
        Self::Installed,
        Self::Sealed,
        Self::Stored,
        Self::Transferred,
        Self::Destroyed,
        Self::Discarded,
    ];

    fn after(act: &LinerAct) -> Self {
        match act {
            LinerAct::Acquired => Self::Unused,
            LinerAct::Installed { .. } => Self::Installed,
            LinerAct::RemovedAndSealed { .. }
            | LinerAct::Received { .. }
            | LinerAct::CameBack { .. } => Self::Sealed,
            LinerAct::Stored { .. } => Self::Stored,
            LinerAct::Transferred { .. } => Self::Transferred,
            LinerAct::Destroyed { .. } => Self::Destroyed,
            LinerAct::Discarded { .. } => Self::Discarded,
            LinerAct::RecordedInError { .. } => Self::Unknown,
        }
    }

    /// In words: `in storage`.
    pub fn as_str(self) -> &'static str {
        self.words().0
    }

    /// Sealed and still here: it awaits destruction.
    pub fn awaits_destruction(self) -> bool {
        matches!(self, Self::Sealed | Self::Stored)
    }

    /// The steps that may come next; [`Liner::next`] knows of one more.
    fn next(self) -> impl Iterator<Item = Step> {
        FROM.into_iter()
            .filter(move |(_, from)| from.contains(&self))
            .map(|(step, _)| step)
    }

    /// What it is, and what to do where another step was tried.
    fn words(self) -> (&'static str, &'static str) {
        let over = "nothing more can be done with it; scan the label again";
        match self {
            Self::Unknown => (
                "not recorded here",
                "record first how it came, or scan the label again",
            ),
            Self::Unused => ("unused", "install it first, or scan the label again"),
            Self::Installed => (
                "installed",
                "remove and seal it first, or scan the label again",
            ),
            Self::Sealed => (
                "sealed",
                "a sealed liner is never opened or used again; store it, transfer it or destroy it",
            ),
            Self::Stored => (
                "in storage, sealed",
                "a sealed liner is never opened or used again; transfer it or destroy it",
            ),
            Self::Transferred => ("transferred for destruction", NOT_GONE),
            Self::Destroyed => ("destroyed", over),
            Self::Discarded => (
                "discarded",
                "acquire it again if it was found or typed wrong, or scan the label again",
            ),
        }
    }
}

impl Liner {
    pub fn stage(&self) -> LinerStage {
        self.history
            .last()
            .map_or(LinerStage::Unknown, |past| LinerStage::after(&past.act))
    }

    /// The steps that may come next.
    pub fn next(&self) -> impl Iterator<Item = Step> {
        let newest = self.history.last().map(|past| &past.act);
        let just_came = matches!(newest, Some(LinerAct::Received { .. }));
        let strike = just_came.then_some(Step::StrikeLiner);
        self.stage().next().chain(strike)
    }

    /// Place in the ledger of its newest record.
    pub fn newest(&self) -> Option<i64> {
        self.history.last().map(|past| past.stamp.seq)
    }

    /// Whom it was received from, where it came sealed.
    pub fn received_from(&self) -> Option<&Party> {
        self.history.iter().find_map(|past| match &past.act {
            LinerAct::Received { from } => Some(from),
            _ => None,
        })
    }

    /// Of the whole sealed liner, if it was weighed; as it was stated last.
    pub fn weight(&self) -> Option<Pounds> {
        self.weight
    }

    pub(super) fn restate_weight(&mut self, weight: Option<Pounds>) {
        self.weight = weight;
    }

    /// The step that sealed it, or brought it sealed first: terms run from then, also where it left and came back.
    pub fn sealing(&self) -> Option<&Past<LinerAct>> {
        self.history
            .iter()
            .find(|past| LinerStage::after(&past.act) == LinerStage::Sealed)
    }
}

impl Custody {
    /// The liner `id` with the size that the record has of it; an error where it cannot take `step`. Where
    /// several bear the number, `from` says whom it was received from: a name or a registration number.
    pub fn mark(
        &self,
        step: Step,
        id: &UniqueId,
        from: Option<&Line>,
    ) -> Result<LinerMark, Refused> {
        let known = self.liner_from(step, id, from)?;
        check_step(step, id, known)?;
        // What is not known yet has no size, and no step that needs it here.
        let known = known.ok_or_else(|| step.not_now(id, LinerStage::Unknown.words()))?;
        Ok(LinerMark {
            id: id.clone(),
            gallons: known.gallons,
        })
    }

    /// The liner `id` that `from` gave, if that is stated; an error where several can take `step`.
    pub fn liner_from(
        &self,
        step: Step,
        id: &UniqueId,
        from: Option<&Line>,
    ) -> Result<Option<&Liner>, Refused> {
        let those = self.liners_numbered(id);
        shared::given(id, those, from, |liner| bearer(step, liner))
    }

    /// An error where the liner `id` cannot come sealed from `from`, or, while nobody is stated, from
    /// anybody: the site has one of its own with this number, or that giver gave one.
    pub fn check_received(&self, id: &UniqueId, from: Option<&Party>) -> Result<(), Refused> {
        let those = self.liners_numbered(id);
        let place = shared::in_the_way(&bearers(Step::ReceiveLiner, those), from);
        check_step(
            Step::ReceiveLiner,
            id,
            place.and_then(|place| those.get(place)),
        )
    }
}

fn bearer(step: Step, liner: &Liner) -> Bearer<'_> {
    Bearer {
        from: liner.received_from(),
        may: liner.next().any(|next| next == step),
    }
}

fn bearers(step: Step, liners: &[Liner]) -> Vec<Bearer<'_>> {
    liners.iter().map(|liner| bearer(step, liner)).collect()
}

/// The place among `those`, which bear the number `id`, of the one that `act` is done to; none where it
/// comes in by it.
fn done_to(those: &[Liner], id: &UniqueId, act: &LinerAct) -> Result<Option<usize>, Refused> {
    let bearers = bearers(Step::of_liner(act), those);
    match act {
        LinerAct::Received { from } => Ok(shared::in_the_way(&bearers, Some(from))),
        LinerAct::Destroyed { received_from, .. } => {
            shared::meant(id, &bearers, Some(received_from))
        }
        LinerAct::CameBack(back) | LinerAct::RecordedInError(back) => {
            shared::recorded_by(back.record, those.iter().map(Liner::newest))
        }
        _ => shared::meant(id, &bearers, None),
    }
}

fn check_step(step: Step, id: &UniqueId, known: Option<&Liner>) -> Result<(), Refused> {
    let Some(known) = known else {
        let unknown = LinerStage::Unknown;
        return step.check_among(unknown.next(), id, unknown.words());
    };
    let (is, advice) = known.stage().words();
    let advice = match (step, known.stage()) {
        // Whoever installed it to follow the advice for other steps could never discard it.
        (Step::AcquireLiner, LinerStage::Unused) => {
            "discard it first if its size or day was typed wrong, or scan the label again"
        }
        (Step::StrikeLiner, _) => NOT_STRUCK,
        _ => advice,
    };
    step.check_among(known.next(), id, (is, advice))
}

pub(super) fn apply(
    liners: &mut BTreeMap<UniqueId, Vec<Liner>>,
    stamp: &Stamp,
    record: &LinerRecord,
) -> Result<(), Refused> {
    let step = Step::of_liner(&record.act);
    let mut places = Vec::with_capacity(record.liners.len());
    for mark in record.liners.iter() {
        let those = liners.get(&mark.id).map(Vec::as_slice).unwrap_or_default();
        let place = done_to(those, &mark.id, &record.act)?;
        places.push(place);
        let known = place.and_then(|place| those.get(place));
        check_step(step, &mark.id, known)?;
        // Whoever acquires it again states size and day anew.
        let Some(known) = known.filter(|_| step != Step::AcquireLiner) else {
            continue;
        };
        if known.gallons != mark.gallons {
            return Err(Refused::Size {
                id: mark.id.clone(),
                recorded: known.gallons,
                stated: mark.gallons,
            });
        }
        let last = known.history.last().map(|past| past.acted_on);
        let today = stamp.entered.date();
        check_order(Thing::Liner, &mark.id, last, record.acted_on, today)?;
    }
    for (mark, place) in record.liners.iter().zip(places) {
        let past = Past {
            stamp: stamp.clone(),
            acted_on: record.acted_on,
            act: record.act.clone(),
        };
        let those = liners.entry(mark.id.clone()).or_default();
        if let (Step::StrikeLiner, Some(place)) = (step, place) {
            // It came by that record, so nothing else was ever recorded of it.
            those.remove(place);
            continue;
        }
        let Some(liner) = place.and_then(|place| those.get_mut(place)) else {
            those.push(Liner {
                id: mark.id.clone(),
                gallons: mark.gallons,
                history: vec![past],
                weight: None,
            });
            continue;
        };
        match record.act {
            LinerAct::Acquired => liner.gallons = mark.gallons,
            LinerAct::RemovedAndSealed { weight, .. } => liner.weight = weight,
            _ => {}
        }
        liner.history.push(past);
    }
    Ok(())
}
