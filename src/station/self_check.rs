//! Known pills, asked about again and again: does the model still say what it said when they were set up?

use std::{collections::HashMap, fs, path::Path};

use jiff::{ToSpan, civil::Date};

use super::{
    Lapse, Station, StationError,
    keeping::at,
    known::{labelled, said_of},
};
use crate::{
    files::sha256_hex,
    ledger::{CheckedPill, Event, EventKind, ModelRecord, SelfCheck},
    people::Action,
};

/// One known pill, now and when the check was set up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compared {
    pub now: CheckedPill,
    /// By the same photograph, else by the one in the same place among those of the product; none where there was none.
    pub then: Option<CheckedPill>,
}

impl Compared {
    /// It was right when the check was set up and is wrong now.
    pub fn is_worse(&self) -> bool {
        !self.now.right && self.then.as_ref().is_some_and(|then| then.right)
    }
}

impl Station {
    /// Asks the model about the photographs in `folder`, of which `labels.csv` says what they show, records
    /// what it said and compares it with the check that was set up last. `set_up`: later ones are
    /// compared with this one.
    pub fn self_check(&self, folder: &Path, set_up: bool) -> Result<Vec<Compared>, StationError> {
        self.permit(Action::Enrol)?;
        let before = self.self_checks()?;
        let first = before.iter().rev().find(|(_, check)| check.set_up);
        if first.is_none() && !set_up {
            return Err(StationError::NoSelfCheck);
        }
        let identifier = self.identifier()?;
        let mut pills = Vec::new();
        for known in labelled(folder)? {
            let bytes = fs::read(&known.path).map_err(at(&known.path))?;
            let said = said_of(&identifier, &known.path)?;
            let first = said.as_ref().and_then(|said| said.candidates.first());
            let product = first.and_then(|first| first.products.first());
            pills.push(CheckedPill {
                photo: sha256_hex(&bytes),
                ndc11: known.product.ndc11.to_string(),
                part: known.product.part,
                right: first.is_some_and(|first| first.products.contains(&known.product)),
                said: product.map(|product| product.ndc11.to_string()),
                confidence_ppm: first.map_or(0, |first| {
                    (f64::from(first.confidence) * 1e6).round() as u32
                }),
            });
        }
        let check = SelfCheck {
            model: identifier.versions().model,
            set_up,
            pills: pills.clone(),
        };
        let event = Event::Model(ModelRecord::Checked(check));
        self.ledger.append(self.entry(self.now(), event))?;
        let then = first.map(|(_, check)| check.pills.as_slice());
        Ok(compared(pills, then.unwrap_or_default()))
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
    pub(super) fn self_check_due(&self) -> Result<Option<Lapse>, StationError> {
        let Some(days) = self.settings.self_check_days else {
            return Ok(None);
        };
        let last = self.self_checks()?.last().map(|(day, _)| *day);
        let late = self
            .now()
            .date()
            .saturating_sub(i64::from(days.get()).days());
        let due = last.is_none_or(|last| last <= late);
        Ok(due.then_some(Lapse::SelfCheck { last }))
    }
}

/// Each photograph with what was said when the check was set up: of the same, else of the one in its place
/// among those of the product.
fn compared(now: Vec<CheckedPill>, then: &[CheckedPill]) -> Vec<Compared> {
    let by_photo: HashMap<&str, &CheckedPill> = then
        .iter()
        .map(|pill| (pill.photo.as_str(), pill))
        .collect();
    let mut of_product: HashMap<(&str, u8), Vec<&CheckedPill>> = HashMap::new();
    for pill in then {
        of_product.entry(pill.product()).or_default().push(pill);
    }
    let mut asked: HashMap<(String, u8), usize> = HashMap::new();
    now.into_iter()
        .map(|now| {
            let (ndc11, part) = now.product();
            let place = asked.entry((ndc11.to_owned(), part)).or_default();
            // The two sides of a pill are as a rule not named equally well.
            let alike = of_product.get(&now.product());
            let in_order = alike.and_then(|alike| alike.get(*place).or(alike.last()));
            *place += 1;
            let then = by_photo.get(now.photo.as_str()).or(in_order);
            Compared {
                then: then.map(|then| (*then).clone()),
                now,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pill(photo: &str, ndc11: &str, right: bool) -> CheckedPill {
        CheckedPill {
            photo: photo.into(),
            ndc11: ndc11.into(),
            part: 1,
            right,
            said: None,
            confidence_ppm: 0,
        }
    }

    #[test]
    fn a_pill_is_compared_by_its_photograph_or_else_its_product() {
        let then = [pill("a", "1", true), pill("b", "2", false)];
        let now = vec![
            pill("a", "1", false),
            pill("new", "1", true),
            pill("b", "2", false),
            pill("c", "3", false),
        ];
        let found = compared(now, &then);
        let worse: Vec<bool> = found.iter().map(Compared::is_worse).collect();
        assert_eq!(worse, [true, false, false, false]);
        assert_eq!(found[1].then.as_ref(), Some(&then[0]));
        assert_eq!(found[3].then, None);
    }
    #[test]
    fn sides_photographed_anew_are_compared_in_their_order() {
        let then = [pill("front", "1", true), pill("back", "1", false)];
        let now = vec![pill("front 2", "1", false), pill("back 2", "1", false)];
        let found = compared(now, &then);
        let worse: Vec<bool> = found.iter().map(Compared::is_worse).collect();
        assert_eq!(worse, [true, false]);
    }
}
