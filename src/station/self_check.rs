//! Known pills, asked about again and again: does the model still say what it said when they were set up?

use std::{collections::BTreeSet, path::Path};

use jiff::{ToSpan, civil::Date};

use super::{
    Lapse, Station, StationError,
    known::{labelled, said_of},
};
use crate::{
    identify::{Identification, Outcome},
    ledger::{CheckedPill, Compared, Event, EventKind, ModelRecord, SelfCheck},
    people::Action,
    vision::Photo,
};

impl Station {
    /// Asks the model about the photographs in `folder`, of which `labels.csv` says what they show, records
    /// what it said and compares it with the check that was set up last. `set_up`: later ones are
    /// compared with this one.
    pub fn self_check(&self, folder: &Path, set_up: bool) -> Result<Vec<Compared>, StationError> {
        let by = self.permit(Action::Enrol)?;
        let before = self.self_checks()?;
        let first = set_up_last(&before);
        if first.is_none() && !set_up {
            return Err(StationError::NoSelfCheck);
        }
        let identifier = self.identifier()?;
        let mut pills = Vec::new();
        for known in labelled(folder)? {
            let photo = Photo::read(&known.path)?;
            let said = said_of(&identifier, &photo)?;
            let first = said.as_ref().and_then(|said| said.candidates.first());
            let product = first.and_then(|first| first.products.first());
            pills.push(CheckedPill {
                photo: photo.sha256,
                ndc11: known.product.ndc11.to_string(),
                part: known.product.part,
                right: first.is_some_and(|first| first.products.contains(&known.product)),
                said: product.map(|product| product.ndc11.to_string()),
                confidence_ppm: first.map_or(0, |first| {
                    (f64::from(first.confidence) * 1e6).round() as u32
                }),
                named: Some(said.as_ref().is_some_and(is_named)),
            });
        }
        let check = SelfCheck {
            model: identifier.versions().model,
            set_up,
            pills: pills.clone(),
        };
        let event = Event::Model(ModelRecord::Checked(check));
        self.ledger.append(by.entry(self.now(), event))?;
        let then = first.map_or(&[][..], |check| &check.pills);
        Ok(Compared::of(pills, then))
    }

    /// Every self-check, oldest first, with the day it was entered.
    pub fn self_checks(&self) -> Result<Vec<(Date, SelfCheck)>, StationError> {
        let contents = self.ledger.contents(&[EventKind::Model])?.into_iter();
        let checks = contents.filter_map(|content| match content.event {
            Event::Model(ModelRecord::Checked(check)) => Some((content.entered.date(), check)),
            _ => None,
        });
        Ok(checks.collect())
    }

    /// What is due, where the settings want a self-check every so many days and the last is longer ago.
    pub(super) fn self_check_due(&self, checks: &[(Date, SelfCheck)]) -> Option<Lapse> {
        let days = self.settings.self_check_days?;
        let last = checks.last().map(|(day, _)| *day);
        let late = self
            .now()
            .date()
            .saturating_sub(i64::from(days.get()).days());
        let due = last.is_none_or(|last| last <= late);
        due.then_some(Lapse::SelfCheck { last })
    }
}

/// Whether the model stood by its first candidate.
fn is_named(said: &Identification) -> bool {
    said.outcome == Outcome::Identified
}

/// What the newest self-check found, where it was worse than when it was set up or left known pills out. A
/// good one ends it, or a new set-up.
pub(super) fn self_check_failed(checks: &[(Date, SelfCheck)]) -> Option<Lapse> {
    let (day, newest) = checks.last().filter(|(_, check)| !check.set_up)?;
    let then = set_up_last(checks).map_or(&[][..], |check| &check.pills);
    let compared = Compared::of(newest.pills.clone(), then);
    let worse = compared.iter().filter(|pill| pill.is_worse()).count();
    let pills = worse + not_asked_about(&newest.pills, then).len();
    (pills > 0).then_some(Lapse::KnownPills { day: *day, pills })
}

/// The check that later ones are compared with.
fn set_up_last(checks: &[(Date, SelfCheck)]) -> Option<&SelfCheck> {
    let mut checks = checks.iter().rev().map(|(_, check)| check);
    checks.find(|check| check.set_up)
}

/// NDCs of the known pills of a set-up that were not asked about, by fewer photographs than `then`.
pub fn not_asked_about(now: &[CheckedPill], then: &[CheckedPill]) -> BTreeSet<String> {
    let count = |pills: &[CheckedPill], of: &CheckedPill| {
        let same = pills.iter().filter(|pill| pill.product() == of.product());
        same.count()
    };
    let missing = then
        .iter()
        .filter(|pill| count(now, pill) < count(then, pill));
    missing.map(|pill| pill.ndc11.clone()).collect()
}
