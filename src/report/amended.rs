//! What two people stated anew about a custody record, beside what was signed first.

use std::collections::BTreeMap;

use super::document::{Cell, Column, column};
use crate::ledger::{
    Content, Event,
    custody::{BoxWeight, Detail, SealedBox},
};

/// The last column of custody reports.
pub(super) const CORRECTED: Column = column("corrected", "Corrected", 0.0).holds(
    "what two people stated anew later, why, and the place of that record; the \
     columns before show what was signed first",
);

/// Corrections by the record that they correct.
pub(super) struct Amended {
    words: BTreeMap<i64, Vec<String>>,
    /// The newest weight of a box.
    boxes: BTreeMap<i64, BoxWeight>,
}

impl Amended {
    pub(super) fn of(contents: &[Content]) -> Self {
        let mut words: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut boxes = BTreeMap::new();
        for content in contents {
            if let Event::Amendment(amendment) = &content.event {
                let said = format!(
                    "{amendment} (record {}, {})",
                    content.seq, amendment.witnesses
                );
                words.entry(amendment.record).or_default().push(said);
                if let Detail::BoxWeight(weight) = amendment.is {
                    boxes.insert(amendment.record, weight);
                }
            }
        }
        Self { words, boxes }
    }

    /// What this box weighs, as it was stated last.
    pub(super) fn weight(&self, record: i64, sealed: &SealedBox) -> BoxWeight {
        self.boxes.get(&record).copied().unwrap_or(sealed.weight)
    }

    /// For the column [`CORRECTED`]: what was stated anew about any of these records.
    pub(super) fn cell(&self, records: impl IntoIterator<Item = i64>) -> Cell {
        let words = records
            .into_iter()
            .flat_map(|record| self.of_record(record));
        let words: Vec<_> = words.map(String::as_str).collect();
        Cell::Text(words.join("; "))
    }

    /// For paper, below the table: the corrections of these records.
    pub(super) fn notes(&self, records: impl IntoIterator<Item = i64>) -> Vec<String> {
        let mut records: Vec<_> = records.into_iter().collect();
        records.sort_unstable();
        records.dedup();
        let corrected = records.into_iter().flat_map(|record| {
            let words = self.of_record(record).iter();
            words.map(move |words| format!("Record {record} was corrected: {words}."))
        });
        corrected.collect()
    }

    fn of_record(&self, record: i64) -> &[String] {
        self.words.get(&record).map_or(&[], Vec::as_slice)
    }
}
