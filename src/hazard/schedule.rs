//! The controlled schedule of an ingredient set: a separate matter from its hazard.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::matcher::{Classes, Matcher, actives};
use super::{Rules, RulesError};
use crate::catalog::{Ingredient, Product, Strength};

/// A DEA schedule with the row of 21 CFR 1308 that it comes from.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Schedule {
    /// `CII`, `CIII`, `CIV` or `CV`.
    pub class: String,
    /// Administration Controlled Substances Code Number, `9143`.
    pub dea_code: String,
    pub substance: String,
    /// Limits, exemptions to check, and what could not be checked.
    pub note: String,
    pub source: String,
    /// How well the row is supported: V read, S secondary, D derived, K from memory.
    pub evidence: String,
}

/// Whether the note of a schedule says that products are exempted from it: which of them, a person
/// has to look up (21 CFR 1308.32, 1308.34).
pub fn names_exemptions(note: &str) -> bool {
    note.contains("exempt")
}

/// One row of `controlled_substances.csv`.
pub(super) struct Substance {
    schedule: Schedule,
    narcotic: bool,
    /// Rows of one group are alternatives, of which the tightest limit that is met decides; the
    /// number of its first row.
    group: usize,
    matcher: Matcher,
    with: Option<Companion>,
    with_min_mg: Option<f64>,
    max_mg: Option<f64>,
}

/// What else the product must contain for the row to hold.
enum Companion {
    NonNarcotic,
    NonScheduled,
    Named(String),
}

#[derive(Deserialize)]
pub(super) struct Row {
    substance: String,
    dea_code: String,
    schedule: String,
    narcotic: String,
    source: String,
    verified: String,
    notes: String,
    group: String,
    r#match: String,
    with: String,
    with_min_mg: Option<f64>,
    max_mg: Option<f64>,
}

/// Whether a row's limits are met.
#[derive(Clone, Copy, PartialEq)]
enum Met {
    Yes,
    /// Taken as met: the strength that would decide is not stated.
    Assumed,
    No,
}

impl Rules {
    /// The schedules of a product, strictest first; several when it holds several substances.
    pub(super) fn schedules(&self, product: &Product) -> Vec<Schedule> {
        let mut found: Vec<Schedule> = Vec::new();
        for contents in product.possible_contents() {
            for schedule in self.schedules_of(contents) {
                if !found
                    .iter()
                    .any(|other| other.dea_code == schedule.dea_code)
                {
                    found.push(schedule);
                }
            }
        }
        // `CII` < `CIII` < `CIV` < `CV` as text too; the table's order breaks ties.
        found.sort_by(|a, b| a.class.cmp(&b.class));
        found
    }

    /// In the order of the table.
    fn schedules_of(&self, contents: &[Ingredient]) -> Vec<Schedule> {
        // The tightest row comes first: the lowest limit, then a demanded companion.
        let mut groups: BTreeMap<usize, ((f64, bool), Schedule)> = BTreeMap::new();
        for row in &self.substances {
            for found in row.matcher.find(contents) {
                let met = self.met(row, &found, contents);
                let looseness = (row.max_mg.unwrap_or(f64::INFINITY), row.with.is_none());
                let tighter = groups
                    .get(&row.group)
                    .is_none_or(|(other, _)| looseness < *other);
                if met != Met::No && tighter {
                    let mut schedule = row.schedule.clone();
                    if met == Met::Assumed {
                        schedule
                            .note
                            .push_str(" Strength not stated: limit taken as met.");
                    }
                    groups.insert(row.group, (looseness, schedule));
                }
            }
        }
        groups.into_values().map(|(_, schedule)| schedule).collect()
    }

    fn met(&self, row: &Substance, found: &[&Ingredient], contents: &[Ingredient]) -> Met {
        let listed = |base: &str, narcotic: bool| {
            let mut rows = self
                .substances
                .iter()
                .filter(|row| row.narcotic || !narcotic);
            rows.any(|row| row.matcher.names(base))
        };
        let mut others = actives(contents)
            .into_iter()
            .filter(|base| !row.matcher.names(base));
        let companion = match &row.with {
            None => true,
            Some(Companion::NonNarcotic) => others.any(|base| !listed(base, true)),
            Some(Companion::NonScheduled) => others.any(|base| !listed(base, false)),
            Some(Companion::Named(name)) => others.any(|base| base == name),
        };
        if !companion {
            return Met::No;
        }
        let amount = |ingredient: Option<&Ingredient>| {
            ingredient
                .and_then(|one| one.strength.as_ref())
                .and_then(milligrams)
        };
        let second = contents.iter().find(|one| match &row.with {
            Some(Companion::Named(name)) => one.base == *name,
            _ => false,
        });
        let limits = [
            row.max_mg
                .map(|max| amount(found.first().copied()).map(|mg| mg <= max)),
            row.with_min_mg
                .map(|min| amount(second).map(|mg| mg >= min)),
        ];
        let asked = || limits.iter().flatten();
        match () {
            () if asked().any(|met| *met == Some(false)) => Met::No,
            () if asked().any(Option::is_none) => Met::Assumed,
            () => Met::Yes,
        }
    }
}

pub(super) fn substances(rows: Vec<Row>, classes: &Classes) -> Result<Vec<Substance>, RulesError> {
    let mut groups: Vec<String> = Vec::with_capacity(rows.len());
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let name = if row.group.is_empty() {
            &row.substance
        } else {
            &row.group
        };
        let group = groups
            .iter()
            .position(|group| group == name)
            .unwrap_or(groups.len());
        groups.push(name.clone());
        out.push(row.substance(group, classes)?);
    }
    Ok(out)
}

impl Row {
    fn substance(self, group: usize, classes: &Classes) -> Result<Substance, RulesError> {
        let wanted = if self.r#match.is_empty() {
            &self.substance
        } else {
            &self.r#match
        };
        let matcher = Matcher::parse(wanted, classes).ok_or_else(|| RulesError::Value {
            table: "controlled_substances.csv",
            row: self.substance.clone(),
            column: "match",
            value: wanted.clone(),
        })?;
        Ok(Substance {
            narcotic: self.narcotic == "Y",
            group,
            matcher,
            with: match self.with.as_str() {
                "" => None,
                "nonnarcotic" => Some(Companion::NonNarcotic),
                "nonscheduled" => Some(Companion::NonScheduled),
                name => Some(Companion::Named(name.to_owned())),
            },
            with_min_mg: self.with_min_mg,
            max_mg: self.max_mg,
            schedule: Schedule {
                class: self.schedule,
                dea_code: self.dea_code,
                substance: self.substance,
                note: self.notes,
                source: self.source,
                evidence: self.verified,
            },
        })
    }
}

fn milligrams(strength: &Strength) -> Option<f64> {
    match strength.unit.as_str() {
        "MG" => Some(strength.value),
        "MCG" => Some(strength.value / 1000.0),
        _ => None,
    }
}
