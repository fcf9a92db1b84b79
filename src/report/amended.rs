//! What two people stated later about a custody record, beside what was signed first.

use std::collections::BTreeMap;

use super::document::{Cell, Column, column, marked};
use crate::ledger::{
    Content, Event, Purpose,
    custody::{BoxWeight, Detail, LinerAct, LinerRecord, PackageAct, PackageRecord, SealedBox},
};

/// The last column of custody reports.
pub(super) const CORRECTED: Column = column("corrected", "Corrected", 0.0).holds(
    "what two people stated later (a detail anew, or that it came back or was recorded in error), \
     why, and the place of that record; the columns before show what was signed first",
);

/// What was stated later, by the record that it is about.
#[derive(Default)]
pub(super) struct Amended {
    words: BTreeMap<i64, Vec<(Purpose, String)>>,
    /// The newest weight of a box.
    boxes: BTreeMap<i64, BoxWeight>,
}

impl Amended {
    pub(super) fn of(contents: &[Content]) -> Self {
        let mut words: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut boxes = BTreeMap::new();
        for content in contents {
            let Some((record, said)) = stated(&content.event) else {
                continue;
            };
            let signers = content.event.signatures().into_iter();
            let signers: Vec<_> = signers.map(|one| one.name.as_str()).collect();
            let said = format!("{said} (record {}, {})", content.seq, signers.join(", "));
            let said = (content.purpose(), said);
            words.entry(record).or_default().push(said);
            if let Event::Amendment(amendment) = &content.event
                && let Detail::BoxWeight(weight) = amendment.is
            {
                boxes.insert(record, weight);
            }
        }
        Self { words, boxes }
    }

    /// What this box weighs, as it was stated last.
    pub(super) fn weight(&self, record: i64, sealed: &SealedBox) -> BoxWeight {
        self.boxes.get(&record).copied().unwrap_or(sealed.weight)
    }

    /// For the column [`CORRECTED`]: what was stated later about any of these records.
    pub(super) fn cell(&self, records: impl IntoIterator<Item = i64>) -> Cell {
        let words = records
            .into_iter()
            .flat_map(|record| self.of_record(record));
        let words: Vec<_> = words.map(|(_, words)| words.as_str()).collect();
        Cell::Text(words.join("; "))
    }

    /// For paper, below the table: what was stated later about these records.
    pub(super) fn notes(&self, records: impl IntoIterator<Item = i64>) -> Vec<String> {
        let mut records: Vec<_> = records.into_iter().collect();
        records.sort_unstable();
        records.dedup();
        let corrected = records.into_iter().flat_map(|record| {
            let said = self.of_record(record).iter();
            said.map(move |(purpose, words)| {
                let named = marked("Record", record, *purpose);
                format!("{named}, stated later: {words}.")
            })
        });
        corrected.collect()
    }

    fn of_record(&self, record: i64) -> &[(Purpose, String)] {
        self.words.get(&record).map_or(&[], Vec::as_slice)
    }
}

/// What `event` states of which earlier record, if it does.
fn stated(event: &Event) -> Option<(i64, String)> {
    let (numbers, what, back) = match event {
        Event::Amendment(amendment) => return Some((amendment.record, amendment.to_string())),
        Event::Liner(LinerRecord { liners, act, .. }) => match act {
            LinerAct::CameBack(back) => (liners.to_string(), CAME_BACK, back),
            LinerAct::RecordedInError(back) => (liners.to_string(), STRUCK, back),
            _ => return None,
        },
        Event::Package(PackageRecord { packages, act, .. }) => match act {
            PackageAct::CameBack(back) => (packages.to_string(), CAME_BACK, back),
            PackageAct::RecordedInError(back) => (packages.to_string(), STRUCK, back),
            _ => return None,
        },
        _ => return None,
    };
    Some((back.record, format!("{numbers} {what}: {}", back.reason)))
}

const CAME_BACK: &str = "came back sealed";
const STRUCK: &str = "struck as recorded in error";
