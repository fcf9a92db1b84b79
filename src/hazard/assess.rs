//! The decision: which listings an ingredient set meets, in the order P, U, D, NIOSH.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::matcher::actives;
use super::rules::{Listing, System};
use super::{Rules, Schedule};
use crate::catalog::{Ingredient, Product};

const PACK: &str = "One of several tablets of a pack; which one is not determined, so what holds for \
                    any of them is taken to hold.";

/// How a product is to be handled. There is no "safe": only that no listing was found.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Hazardous,
    NoListingFound,
    /// Not identified, or its composition is not known: treat as hazardous.
    Unknown,
}

impl Verdict {
    pub const ALL: [Self; 3] = [Self::Hazardous, Self::NoListingFound, Self::Unknown];

    /// The verdict as it is written wherever it is stored: `no_listing_found`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hazardous => "hazardous",
            Self::NoListingFound => "no_listing_found",
            Self::Unknown => "unknown",
        }
    }
}

/// What a reason does to the verdict, strongest first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The listing applies.
    Hazardous,
    /// The listing may apply: what would exclude it (mass, composition, salt) is not known.
    Possible,
    /// Contains a listed chemical that is not the sole active: not listed, hazardous by policy.
    ContainsListed,
    /// A listing that looks as if it applied and does not; leaves the verdict alone.
    Excluded,
    /// Nothing is known; treat as hazardous and possibly controlled.
    Unidentified,
}

/// Why a verdict is what it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Reason {
    /// `RCRA-P`, `RCRA-U`, `RCRA-D`, `NIOSH-2024-1`, ...; empty when nothing was identified.
    pub system: String,
    /// `P001`, `D010`, `T1`.
    pub code: String,
    /// The listing's condition in words.
    pub condition: String,
    pub source: String,
    /// How well the row is supported: V read, S secondary, X extracted, D derived, K from memory.
    pub evidence: String,
    /// The ingredient, or the ingredients (` + ` joins a combination), that met the listing.
    pub ingredient: String,
    /// Version of the rule set.
    pub rule_set: String,
    pub effect: Effect,
    /// Holds for a tablet of the pack, and which tablet this is was not determined.
    pub pack_part_undetermined: bool,
    /// What the effect and the pack mean, in words; empty when the listing simply applies.
    pub remark: String,
}

/// Hazard and schedule of one product.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Assessment {
    pub verdict: Verdict,
    /// In the order of decision.
    pub reasons: Vec<Reason>,
    /// The strictest schedule; `None` when no controlled substance was found.
    pub schedule: Option<Schedule>,
    /// Further controlled substances in the same product.
    pub also_scheduled: Vec<Schedule>,
}

impl Effect {
    /// The listing bears on the verdict; one that was looked at and does not apply does not.
    pub fn applies(self) -> bool {
        self <= Self::ContainsListed
    }

    /// The code of a listing as people are shown it: `D010?` where it cannot be excluded.
    pub fn marked(self, code: &str) -> String {
        let doubt = if self == Self::Possible { "?" } else { "" };
        format!("{code}{doubt}")
    }

    fn words(self) -> &'static str {
        match self {
            Self::Hazardous | Self::Unidentified => "",
            Self::Possible => "Cannot be excluded: mass, composition or salt is not known.",
            Self::ContainsListed => {
                "Contains a listed chemical that is not the sole active ingredient: not listed, \
                 handled as hazardous by policy."
            }
            Self::Excluded => "Does not apply to this product; shown because the name is listed.",
        }
    }
}

impl Assessment {
    /// For a pill that nobody could identify.
    pub fn unknown(rules: &Rules) -> Self {
        let reason = Reason {
            system: String::new(),
            code: String::new(),
            condition: rules.header.unknown.clone(),
            source: String::new(),
            evidence: String::new(),
            ingredient: String::new(),
            rule_set: rules.version().to_owned(),
            effect: Effect::Unidentified,
            pack_part_undetermined: false,
            remark: String::new(),
        };
        Self {
            verdict: Verdict::Unknown,
            reasons: vec![reason],
            schedule: None,
            also_scheduled: Vec::new(),
        }
    }
}

impl Rules {
    /// What the rule set says of a product. Of a pack whose tablet is not determined, the tablets'
    /// reasons are all taken together.
    pub fn assess(&self, product: &Product) -> Assessment {
        if product.ingredients.is_empty() {
            return Assessment::unknown(self);
        }
        let mut reasons: Vec<Reason> = Vec::new();
        let counted =
            |listing: &&Listing| self.use_niosh_2016 || listing.system != System::Niosh2016;
        for listing in self.listings.iter().filter(counted) {
            let mut found: Vec<Reason> = product
                .possible_contents()
                .flat_map(|contents| self.reasons(listing, contents, product))
                .collect();
            found.sort_by_key(|reason| reason.effect);
            for reason in found {
                let same = |other: &Reason| {
                    other.code == reason.code && other.ingredient == reason.ingredient
                };
                if !reasons.iter().any(same) {
                    reasons.push(reason);
                }
            }
        }
        let listed = reasons
            .iter()
            .any(|reason| reason.effect != Effect::Excluded);
        let mut schedules = self.schedules(product).into_iter();
        Assessment {
            verdict: if listed {
                Verdict::Hazardous
            } else {
                Verdict::NoListingFound
            },
            reasons,
            schedule: schedules.next(),
            also_scheduled: schedules.collect(),
        }
    }

    fn reasons(
        &self,
        listing: &Listing,
        contents: &[Ingredient],
        product: &Product,
    ) -> Vec<Reason> {
        let sole = actives(contents).len() == 1;
        let by_sole_active = matches!(listing.system, System::RcraP | System::RcraU);
        // One reason an effect, however many of the ingredients meet the listing.
        let mut by_effect: BTreeMap<Effect, Vec<String>> = BTreeMap::new();
        for found in listing.matcher.find(contents) {
            let salted = listing.base_only && found.iter().any(|one| self.is_salt(one));
            let in_form = product
                .form
                .as_ref()
                .is_some_and(|f| listing.not_in_forms.contains(f));
            let effect = match listing.effect {
                Effect::Excluded => Effect::Excluded,
                _ if in_form => Effect::Excluded,
                _ if salted => match listing.salted {
                    Some(effect) => effect,
                    None => continue,
                },
                _ if by_sole_active && !sole => Effect::ContainsListed,
                effect => effect,
            };
            let names: Vec<&str> = found.iter().map(|one| one.base.as_str()).collect();
            let names = names.join(" + ");
            let same = by_effect.entry(effect).or_default();
            if !same.contains(&names) {
                same.push(names);
            }
        }
        let undetermined = product.pack_part_undetermined;
        let reason = |(effect, names): (Effect, Vec<String>)| Reason {
            system: listing.system_name.clone(),
            code: listing.code.clone(),
            condition: listing.condition.clone(),
            source: listing.source.clone(),
            evidence: listing.evidence.clone(),
            ingredient: names.join("; "),
            rule_set: self.version().to_owned(),
            effect,
            pack_part_undetermined: undetermined,
            remark: [effect.words(), if undetermined { PACK } else { "" }]
                .join(" ")
                .trim()
                .to_owned(),
        };
        by_effect.into_iter().map(reason).collect()
    }

    fn is_salt(&self, ingredient: &Ingredient) -> bool {
        let words = ingredient.salt.as_deref().unwrap_or_default();
        words
            .split(' ')
            .any(|word| !word.is_empty() && !self.not_salts.contains(word))
    }
}
