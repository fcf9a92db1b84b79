//! The rule set, read once from the tables that the program ships.

use std::collections::HashSet;

use serde::Deserialize;

use super::Effect;
use super::matcher::{Classes, Matcher};
use super::schedule::Substance;

const VERSION: &str = include_str!("../../assets/rules/version.toml");
const HAZARDS: &str = include_str!("../../assets/rules/hazard_rules.csv");
const SUBSTANCES: &str = include_str!("../../assets/rules/controlled_substances.csv");
const CLASSES: &str = include_str!("../../assets/rules/classes.csv");
const SALTS: &str = include_str!("../../assets/catalog/salts.csv");

const NIOSH_2016: &str = "The NIOSH 2016 lists count too, as the settings say; none of their rows was checked against the publication.";

/// Hazard listings and controlled substances, with the version that every verdict names.
pub struct Rules {
    pub(super) header: Header,
    /// In the order of decision: P, U, D, NIOSH tables 1 and 2, the older NIOSH lists.
    pub(super) listings: Vec<Listing>,
    pub(super) substances: Vec<Substance>,
    /// Words beside an ingredient that do not make it a salt: `monohydrate`, `modified`.
    pub(super) not_salts: HashSet<String>,
    pub(super) use_niosh_2016: bool,
}

/// Why the rule tables cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    #[error("assets/rules/version.toml cannot be read: {0}")]
    Header(#[from] toml::de::Error),
    #[error("{table} cannot be read: {source}; rebuild it with scripts/build_catalog.py")]
    Csv {
        table: &'static str,
        source: csv::Error,
    },
    #[error("{table}, row `{row}`: `{value}` is not a known {column}; correct the table")]
    Value {
        table: &'static str,
        row: String,
        column: &'static str,
        value: String,
    },
}

#[derive(Deserialize)]
pub(super) struct Header {
    pub version: String,
    caveat: String,
    pub unknown: String,
}

/// A list that a drug may be on, in the order of decision.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum System {
    RcraP,
    RcraU,
    RcraD,
    Niosh2024Table1,
    Niosh2024Table2,
    Niosh2016,
}

/// One row of `hazard_rules.csv`.
pub(super) struct Listing {
    pub system: System,
    pub system_name: String,
    pub code: String,
    pub condition: String,
    pub source: String,
    pub evidence: String,
    pub matcher: Matcher,
    pub effect: Effect,
    /// The listing names the base; what then holds for a salt of it (`None`: nothing).
    pub base_only: bool,
    pub salted: Option<Effect>,
    pub not_in_forms: Vec<String>,
}

#[derive(Deserialize)]
struct HazardRow {
    ingredient: String,
    system: String,
    code: String,
    condition_notes: String,
    source: String,
    salt_scope: String,
    verified: String,
    default_effect: String,
    r#match: String,
    effect: String,
    salted: String,
    not_in_forms: String,
}

#[derive(Deserialize)]
struct ClassRow {
    class: String,
    member: String,
}

#[derive(Deserialize)]
struct SaltRow {
    word: String,
    kind: String,
}

impl Rules {
    /// The rule set that the program ships (`assets/rules`), the NIOSH 2016 lists off.
    pub fn builtin() -> Result<Self, RulesError> {
        let mut classes = Classes::new();
        for row in rows::<ClassRow>("classes.csv", CLASSES)? {
            classes.entry(row.class).or_default().push(row.member);
        }
        let mut listings = Vec::new();
        for row in rows::<HazardRow>("hazard_rules.csv", HAZARDS)? {
            listings.extend(row.listing(&classes)?);
        }
        listings.sort_by_key(|listing| listing.system);
        let salts = rows::<SaltRow>("salts.csv", SALTS)?;
        let hydrate = |row: &SaltRow| row.kind == "hydrate" || row.kind == "form";
        Ok(Self {
            header: toml::from_str(VERSION)?,
            listings,
            substances: super::schedule::substances(
                rows("controlled_substances.csv", SUBSTANCES)?,
                &classes,
            )?,
            not_salts: salts
                .into_iter()
                .filter(hydrate)
                .map(|row| row.word)
                .collect(),
            use_niosh_2016: false,
        })
    }

    /// The same rules with the NIOSH 2016 lists counted, which some states still cite; their version says so.
    #[must_use]
    pub fn with_niosh_2016(mut self) -> Self {
        self.use_niosh_2016 = true;
        self.header.version.push_str("+NIOSH-2016");
        self
    }

    /// Version of the rule set, `2026.11.1`, or `2026.11.1+NIOSH-2016`; changes with every change of a rule.
    pub fn version(&self) -> &str {
        &self.header.version
    }

    /// What is known to be missing from the rule set or doubtful in it; to be shown wherever a verdict is shown.
    pub fn caveats(&self) -> Vec<&str> {
        let niosh_2016 = self.use_niosh_2016.then_some(NIOSH_2016);
        std::iter::once(self.header.caveat.as_str())
            .chain(niosh_2016)
            .collect()
    }
}

impl HazardRow {
    /// `None` for a row that is kept for reference and decides nothing.
    fn listing(self, classes: &Classes) -> Result<Option<Listing>, RulesError> {
        let effect = if self.effect.is_empty() {
            &self.default_effect
        } else {
            &self.effect
        };
        let effect = match effect.as_str() {
            "hazardous" | "policy" => Effect::Hazardous,
            "conditional" | "possible" => Effect::Possible,
            "not_hazardous" | "excluded" => Effect::Excluded,
            "reference" => return Ok(None),
            other => return Err(self.bad("effect", other)),
        };
        let salted = match self.salted.as_str() {
            "" => None,
            "excluded" => Some(Effect::Excluded),
            other => return Err(self.bad("salted", other)),
        };
        let system = match self.system.as_str() {
            "RCRA-P" => System::RcraP,
            "RCRA-U" => System::RcraU,
            "RCRA-D" => System::RcraD,
            "NIOSH-2024-1" => System::Niosh2024Table1,
            "NIOSH-2024-2" => System::Niosh2024Table2,
            "NIOSH-2016-1" | "NIOSH-2016-2" | "NIOSH-2016-3" => System::Niosh2016,
            other => return Err(self.bad("system", other)),
        };
        let base_only = match self.salt_scope.as_str() {
            "base_only" => true,
            "base_and_salts" | "any" | "element_total" | "n/a" => false,
            other => return Err(self.bad("salt_scope", other)),
        };
        let wanted = if self.r#match.is_empty() {
            &self.ingredient
        } else {
            &self.r#match
        };
        let matcher = Matcher::parse(wanted, classes).ok_or_else(|| self.bad("match", wanted))?;
        let forms = self.not_in_forms.split('|').filter(|form| !form.is_empty());
        Ok(Some(Listing {
            system,
            matcher,
            effect,
            base_only,
            salted,
            not_in_forms: forms.map(str::to_owned).collect(),
            system_name: self.system,
            code: self.code,
            condition: self.condition_notes,
            source: self.source,
            evidence: self.verified,
        }))
    }

    fn bad(&self, column: &'static str, value: &str) -> RulesError {
        let (table, row) = (
            "hazard_rules.csv",
            format!("{} {}", self.ingredient, self.system),
        );
        RulesError::Value {
            table,
            row,
            column,
            value: value.to_owned(),
        }
    }
}

fn rows<T: for<'de> Deserialize<'de>>(
    table: &'static str,
    text: &str,
) -> Result<Vec<T>, RulesError> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|source| RulesError::Csv { table, source })
}
