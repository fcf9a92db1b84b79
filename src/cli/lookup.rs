//! `takeback lookup`: products by NDC, by name or by what a person sees.

use std::collections::BTreeSet;
use std::io::Write;

use super::{Outcome, WrongUse, table};
use crate::catalog::{Catalog, Product, ProductId, Query, SearchWords, Vocabulary, spl_name};
use crate::hazard::{Rules, names_exemptions};
use crate::station::Station;

/// Look products up by NDC, by name, or by imprint, color, shape, score and size
#[derive(clap::Args)]
pub struct Args {
    /// NDC in any printed format, or part of a name
    #[arg(value_name = "NDC|NAME")]
    text: Option<String>,
    /// What is written on the pill, in any order
    #[arg(long, conflicts_with = "text")]
    imprint: Option<String>,
    /// Color as the FDA names it (WHITE, BLUE, ...); may be given several times
    #[arg(long, conflicts_with = "text")]
    color: Vec<String>,
    /// Shape as the FDA names it (ROUND, OVAL, ...)
    #[arg(long, conflicts_with = "text")]
    shape: Option<String>,
    /// Pieces that the score lines make
    #[arg(long, conflicts_with = "text")]
    score: Option<u8>,
    /// Longest side in millimetres
    #[arg(long, value_name = "MM", conflicts_with = "text")]
    size: Option<f32>,
    /// Most rows a group
    #[arg(long, default_value_t = 20)]
    limit: usize,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let (catalog, rules) = (station.catalog(), station.rules());
    let groups = match &args.text {
        Some(text) => vec![("", by_text(&catalog, text, args.limit))],
        None => by_sight(&catalog, args)?,
    };
    let found: usize = groups.iter().map(|(_, products)| products.len()).sum();
    for (title, products) in groups.iter().filter(|(_, products)| !products.is_empty()) {
        if !title.is_empty() {
            writeln!(out, "{title} ({})", products.len())?;
        }
        let rows: Vec<_> = products
            .iter()
            .take(args.limit)
            .map(|product| row(product, rules))
            .collect();
        let header = [
            "NDC", "imprint", "color", "shape", "mm", "hazard", "schedule", "labeler", "product",
        ];
        table::write(out, header, &rows)?;
        if let more @ 1.. = products.len() - rows.len() {
            writeln!(out, "... and {more} more (--limit)")?;
        }
        writeln!(out)?;
    }
    if found == 0 {
        let nearest = args
            .text
            .as_deref()
            .map(|text| catalog.did_you_mean(text, 5))
            .unwrap_or_default();
        let hint = if nearest.is_empty() {
            String::new()
        } else {
            format!("; did you mean {}?", nearest.join(", "))
        };
        eprintln!("takeback: nothing found{hint}");
        return Ok(Outcome::SomeFailed);
    }
    let shown = groups.iter();
    let shown = shown.flat_map(|(_, products)| products.iter().take(args.limit));
    for note in exemptions(shown.copied(), rules) {
        writeln!(out, "{note}")?;
    }
    writeln!(
        out,
        "Products as photographed by {}. {}",
        catalog.as_of(),
        rules.caveats().join(" ")
    )?;
    Ok(Outcome::Fine)
}

fn by_text<'a>(catalog: &'a Catalog, text: &str, limit: usize) -> Vec<&'a Product> {
    let found = catalog.find(&SearchWords::ndc_or_name(text), limit);
    let ids = found.by_ndc.into_iter().chain(found.by_name);
    ids.filter_map(|id| catalog.get(id)).collect()
}

fn by_sight<'a>(
    catalog: &'a Catalog,
    args: &Args,
) -> anyhow::Result<Vec<(&'static str, Vec<&'a Product>)>> {
    let query = Query {
        imprint: args.imprint.clone(),
        colors: args.color.clone(),
        shape: args.shape.clone(),
        score: args.score,
        size_mm: args.size,
    };
    if query == Query::default() {
        return Err(WrongUse(
            "say what to look for: an NDC, a name, or --imprint, --color, ...".to_owned(),
        )
        .into());
    }
    check_names(&query.colors, query.shape.as_ref())?;
    let found = catalog.search(&query);
    let products = |ids: Vec<ProductId>| ids.into_iter().filter_map(|id| catalog.get(id)).collect();
    Ok(vec![
        ("All of it", products(found.exact)),
        ("Part of the imprint", products(found.partial)),
        (
            "If characters that look alike were confused, or the pill lay upside down",
            products(found.variants),
        ),
        (
            "Cannot be ruled out: the listing does not say",
            products(found.cannot_be_ruled_out),
        ),
    ])
}

/// Refuses a color or a shape that the FDA has no name for: nothing is listed under it.
pub(super) fn check_names(
    asked_colors: &[String],
    asked_shape: Option<&String>,
) -> anyhow::Result<()> {
    let vocabulary = Vocabulary::builtin()?;
    let colors: Vec<_> = vocabulary
        .colors
        .iter()
        .map(|color| color.name.as_str())
        .collect();
    let shapes: Vec<_> = vocabulary
        .shapes
        .iter()
        .map(|shape| shape.name.as_str())
        .collect();
    check_name("color", asked_colors, &colors)?;
    check_name("shape", asked_shape.as_slice(), &shapes)
}

fn check_name(what: &str, asked: &[impl AsRef<str>], names: &[&str]) -> anyhow::Result<()> {
    let mut asked = asked.iter().map(AsRef::as_ref);
    match asked.find(|asked| !names.contains(&spl_name(asked).as_str())) {
        None => Ok(()),
        Some(asked) => {
            let names = names.join(", ");
            Err(WrongUse(format!("`{asked}` is no {what} of the FDA's: {names}")).into())
        }
    }
}

/// What has to be checked before a schedule of these products is taken for certain.
fn exemptions<'a>(products: impl Iterator<Item = &'a Product>, rules: &Rules) -> BTreeSet<String> {
    let schedules = products.filter_map(|product| rules.assess(product).schedule);
    schedules
        .filter(|schedule| names_exemptions(&schedule.note))
        .map(|schedule| {
            format!(
                "Whether a product is exempted from {} (DEA {}) is not known here: {}.",
                schedule.class, schedule.dea_code, schedule.note
            )
        })
        .collect()
}

fn row(product: &Product, rules: &Rules) -> [String; 9] {
    let assessment = rules.assess(product);
    let listed = assessment.reasons.iter();
    let listed = listed.filter(|reason| reason.effect.applies());
    let codes: Vec<String> = listed
        .map(|reason| reason.effect.marked(&reason.code))
        .collect();
    let hazard = format!("{} {}", assessment.verdict.as_str(), codes.join(" "));
    [
        product.id.ndc11.to_string(),
        product.imprint_words(),
        product.colors.join(" "),
        product.shape.clone().unwrap_or_default(),
        product
            .size_mm
            .map(|size| size.to_string())
            .unwrap_or_default(),
        hazard.trim_end().to_owned(),
        assessment
            .schedule
            .map(|schedule| schedule.class)
            .unwrap_or_default(),
        product.labeler.clone(),
        product.name.clone(),
    ]
}
