//! How the site was set up when something was recorded: what it destroyed, it destroyed under the name of then.

use std::collections::BTreeMap;

use super::{ask::Ask, document::mark_of};
use crate::ledger::{Event, EventKind, LedgerError, Purpose, Site};

/// Every set-up of the site, by the place of the record that states it.
pub(super) struct SetUps<'a> {
    recorded: BTreeMap<i64, Site>,
    now: &'a Site,
}

impl<'a> SetUps<'a> {
    pub(super) fn of(ask: &'a Ask) -> Result<Self, LedgerError> {
        let contents = ask.recorded(&[EventKind::Site])?.into_iter();
        let recorded = contents.filter_map(|content| match content.event {
            Event::Site(site) => Some((content.seq, site)),
            _ => None,
        });
        Ok(Self {
            recorded: recorded.collect(),
            now: &ask.site.site,
        })
    }

    /// The site when this record was made; as it is now where nothing before it states how it was.
    pub(super) fn at(&self, record: i64) -> &Site {
        let before = self.recorded.range(..record).next_back();
        before.map_or(self.now, |(_, site)| site)
    }

    /// For section A of DEA Form 41, which states the registrant of now: who it was on the sheets that are of
    /// another name, number or address.
    pub(super) fn notes(&self, sheets: impl Iterator<Item = (i64, Purpose)>) -> Vec<String> {
        let mut otherwise: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (sheet, purpose) in sheets {
            let then = self.at(sheet);
            if self.now.is_registered_otherwise(then) {
                let said = [
                    then.registrant().trim(),
                    then.registration.trim(),
                    then.address.trim(),
                ];
                let sheets = otherwise.entry((purpose, said)).or_default();
                sheets.push(sheet.to_string());
            }
        }
        let notes = otherwise.into_iter().map(|((purpose, said), sheets)| {
            let said: Vec<_> = said.into_iter().filter(|words| !words.is_empty()).collect();
            let (sheets, said) = (sheets.join(", "), said.join(", "));
            let mark = mark_of(purpose);
            format!("Sheets {sheets}{mark}: recorded under {said}.")
        });
        notes.collect()
    }
}
