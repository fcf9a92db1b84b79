//! The rules run over the whole catalogue, so that a person can review what they say.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;

use serde::Serialize;

use super::{Effect, Rules, Verdict};
use crate::catalog::{Catalog, Ndc11, Product};

/// What the rules say of one product, flat enough for a spreadsheet.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SurveyRow {
    pub ndc11: Ndc11,
    pub part: u8,
    pub name: String,
    /// Bases with salts, as parsed.
    pub ingredients: String,
    pub verdict: Verdict,
    /// `P001 warfarin; T2 warfarin`; `?` behind a code that is only possible.
    pub listings: String,
    /// `CIII 9804`, or empty.
    pub schedule: String,
    /// Version of the rules that say so.
    pub rule_set: String,
}

/// Counts of products, and one row a product.
#[derive(Clone, PartialEq, Debug)]
pub struct Survey {
    pub by_verdict: BTreeMap<Verdict, usize>,
    /// Products with at least one listing of the system; a product can count for several.
    pub by_system: BTreeMap<String, usize>,
    /// The same by waste code, possible ones apart (`D010?`).
    pub by_waste_code: BTreeMap<String, usize>,
    pub by_schedule: BTreeMap<String, usize>,
    /// Products whose verdict rests on a condition that could not be checked.
    pub only_possible: usize,
    /// Labels that name an ingredient only by its kind (`minerals, unspecified`).
    pub unspecified_ingredients: BTreeMap<String, usize>,
    /// Products whose composition the parser could not resolve at all.
    pub unresolved: Vec<SurveyRow>,
    /// Products whose tablet within a pack is not determined.
    pub undetermined_packs: usize,
    pub rows: Vec<SurveyRow>,
    rule_set: String,
    caveat: String,
    as_of: String,
}

/// Assesses every product of the catalogue.
pub fn survey(catalog: &Catalog, rules: &Rules) -> Survey {
    let mut out = Survey {
        by_verdict: BTreeMap::new(),
        by_system: BTreeMap::new(),
        by_waste_code: BTreeMap::new(),
        by_schedule: BTreeMap::new(),
        only_possible: 0,
        unspecified_ingredients: BTreeMap::new(),
        unresolved: Vec::new(),
        undetermined_packs: 0,
        rows: Vec::with_capacity(catalog.products().len()),
        rule_set: rules.version().to_owned(),
        caveat: rules.caveats().join(" "),
        as_of: catalog.as_of().to_owned(),
    };
    for product in catalog.products() {
        out.add(product, rules);
    }
    out
}

impl Survey {
    fn add(&mut self, product: &Product, rules: &Rules) {
        let found = rules.assess(product);
        let listed: Vec<_> = found
            .reasons
            .iter()
            .filter(|reason| reason.effect.applies())
            .collect();
        let mut systems = BTreeSet::new();
        let mut waste = BTreeSet::new();
        let mut codes = BTreeSet::new();
        for reason in &listed {
            let code = reason.effect.marked(&reason.code);
            systems.insert(reason.system.clone());
            codes.insert(format!("{code} {}", reason.ingredient));
            if reason.system.starts_with("RCRA") {
                waste.insert(code);
            }
        }
        for key in systems {
            count(&mut self.by_system, key);
        }
        for key in waste {
            count(&mut self.by_waste_code, key);
        }
        count(&mut self.by_verdict, found.verdict);
        let schedule = found.schedule.map(|s| (s.class, s.dea_code));
        if let Some((class, _)) = &schedule {
            count(&mut self.by_schedule, class.clone());
        }
        let possible = listed
            .iter()
            .all(|reason| reason.effect == Effect::Possible);
        self.only_possible += usize::from(!listed.is_empty() && possible);
        self.undetermined_packs += usize::from(product.pack_part_undetermined);
        for ingredient in product
            .ingredients
            .iter()
            .filter(|i| i.base.ends_with(", unspecified"))
        {
            count(&mut self.unspecified_ingredients, ingredient.base.clone());
        }
        let row = SurveyRow {
            ndc11: product.id.ndc11,
            part: product.id.part,
            name: product.name.clone(),
            ingredients: ingredients(product),
            verdict: found.verdict,
            listings: codes.into_iter().collect::<Vec<_>>().join("; "),
            schedule: schedule
                .map(|(class, code)| format!("{class} {code}"))
                .unwrap_or_default(),
            rule_set: self.rule_set.clone(),
        };
        if product.ingredients.is_empty() {
            self.unresolved.push(row.clone());
        }
        self.rows.push(row);
    }

    /// One row a product: `ndc11,part,name,ingredients,verdict,listings,schedule,rule_set`.
    pub fn write_csv(&self, out: impl io::Write) -> Result<(), csv::Error> {
        let mut writer = csv::Writer::from_writer(out);
        self.rows.iter().try_for_each(|row| writer.serialize(row))?;
        Ok(writer.flush()?)
    }

    /// The counts as Markdown.
    pub fn to_markdown(&self) -> String {
        let mut out = format!(
            "Rule set {}, catalogue as of {}, {} products.\n\n{}\n",
            self.rule_set,
            self.as_of,
            self.rows.len(),
            self.caveat
        );
        let verdicts: BTreeMap<String, usize> = self
            .by_verdict
            .iter()
            .map(|(verdict, n)| (format!("{verdict:?}"), *n))
            .collect();
        section(&mut out, "Verdict", &verdicts);
        section(
            &mut out,
            "List (a product can be on several)",
            &self.by_system,
        );
        section(
            &mut out,
            "Waste code (`?`: cannot be excluded)",
            &self.by_waste_code,
        );
        section(&mut out, "Controlled schedule", &self.by_schedule);
        section(
            &mut out,
            "Ingredient named only by its kind",
            &self.unspecified_ingredients,
        );
        let _ = write!(
            out,
            "\nHazardous only because something cannot be excluded: {}. Tablets of a pack that \
             cannot be told apart: {}. Products whose ingredients could not be resolved: {}.\n",
            self.only_possible,
            self.undetermined_packs,
            self.unresolved.len()
        );
        for row in &self.unresolved {
            let _ = writeln!(out, "- {} part {}: {}", row.ndc11, row.part, row.name);
        }
        out
    }
}

fn section(out: &mut String, title: &str, counts: &BTreeMap<String, usize>) {
    let _ = write!(out, "\n| {title} | products |\n| --- | ---: |\n");
    for (key, number) in counts {
        let _ = writeln!(out, "| {key} | {number} |");
    }
}

fn count<K: Ord>(counts: &mut BTreeMap<K, usize>, key: K) {
    *counts.entry(key).or_default() += 1;
}

fn ingredients(product: &Product) -> String {
    let words = |i: &crate::catalog::Ingredient| match &i.salt {
        Some(salt) => format!("{} {salt}", i.base),
        None => i.base.clone(),
    };
    let mut names: Vec<String> = product.ingredients.iter().map(words).collect();
    names.dedup();
    names.join(" / ")
}
