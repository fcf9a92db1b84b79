//! What is unfinished at this site, as it is now and from when it was another kind.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{SiteMode, Station, StationError, custody::unsound};
use crate::{
    custody::{Custody, Step, Things, Todo, Watch},
    ledger::{Event, EventKind, Purpose},
};

impl Station {
    /// What is unfinished today.
    pub fn todo(&self) -> Result<Vec<Todo>, StationError> {
        let (contents, today) = (self.ledger.contents(&Custody::KINDS)?, self.now().date());
        let [real, tried] = Custody::both(&contents).map_err(unsound)?;
        let mut todo = self.deposits_due(&real, today)?;
        todo.extend(self.left_over(&real)?);
        let mode = self.site_mode();
        let here = if mode == SiteMode::Research {
            // A record from before the two were kept apart is both.
            let apart = real != tried;
            todo.extend(real.terms(today).into_iter().filter(|_| apart));
            tried
        } else {
            real
        };
        todo.extend(here.todo(today, &self.to_watch(mode)?));
        Ok(todo)
    }

    /// What is here from when the site was of another kind, and not to be finished as it is now.
    pub fn elsewhere(&self) -> Result<Vec<Todo>, StationError> {
        let contents = self.ledger.contents(&Custody::KINDS)?;
        let [real, _] = Custody::both(&contents).map_err(unsound)?;
        self.left_over(&real)
    }

    fn left_over(&self, real: &Custody) -> Result<Vec<Todo>, StationError> {
        let mode = self.site_mode();
        let mut left: BTreeMap<(Things, String), Vec<String>> = BTreeMap::new();
        for (things, number, stamp) in real.unfinished() {
            // `RESEARCH` has every step, but does not see what really is here.
            let ends_here = mode != SiteMode::Research
                && things.ways().iter().any(|step| mode.rule_on(*step).is_ok());
            if !ends_here && stamp.purpose() == Purpose::Law {
                let key = (things, stamp.site_mode.clone());
                left.entry(key).or_default().push(number);
            }
        }
        for (things, keeper) in [
            (Things::OwnStock, SiteMode::RegistrantStock),
            (Things::ResidentsMedicines, SiteMode::Ltcf),
        ] {
            if keeper != mode {
                let items = self.ledger.standing_after(0, keeper.code())?.into_iter();
                let here = items.filter(|(place, _)| real.left_by(*place).is_none());
                let numbers: Vec<_> = here.map(|(place, _)| place.to_string()).collect();
                left.insert((things, keeper.code().to_owned()), numbers);
            }
        }
        left.retain(|_, numbers| !numbers.is_empty());
        let todo = left.into_iter();
        Ok(todo
            .map(|((things, site_mode), numbers)| Todo::Elsewhere {
                things,
                numbers,
                site_mode,
            })
            .collect())
    }

    /// What a site of this mode has to watch.
    fn to_watch(&self, mode: SiteMode) -> Result<Watch, StationError> {
        Ok(Watch {
            installed_days: 90,
            sealed_days: 30,
            owes_inventory: if owes_inventory(mode) {
                self.owes_inventory_since()?
            } else {
                None
            },
        })
    }

    /// The day on which the site became one that owes an inventory, if it is one; to try something out in
    /// `RESEARCH` in between begins nothing anew.
    fn owes_inventory_since(&self) -> Result<Option<Date>, StationError> {
        let mut since = None;
        for content in self.ledger.contents(&[EventKind::Site])? {
            let Event::Site(site) = &content.event else {
                continue;
            };
            match SiteMode::of_code(&site.mode) {
                Some(mode) if owes_inventory(mode) => {
                    since.get_or_insert(content.entered.date());
                }
                Some(SiteMode::Research) => {}
                _ => since = None,
            }
        }
        Ok(since)
    }
}

/// Whether such a site owes an inventory as it begins, and every two years (21 CFR 1304.11).
fn owes_inventory(mode: SiteMode) -> bool {
    mode != SiteMode::Research && mode.rule_on(Step::TakeInventory).is_ok()
}
