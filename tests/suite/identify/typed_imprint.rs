//! The products of the real catalogue that nobody photographed, looked for by what a person types
//! and what their listing says of color and shape.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use ndarray::{Array1, Array2, Array4};
use takeback::catalog::{AppearanceId, Catalog, Product};
use takeback::hazard::Rules;
use takeback::identify::{
    ClassTable, Classifier, Identification, Identifier, Models, Side, TypedImprint,
};
use takeback::runtime::{Manifest, models_dir};
use takeback::vision::{Locator, MeasuredColor, PillView, ShapeEstimate};

use crate::support::model;
use crate::support::model::{Fake, fake};
use crate::support::program::models;

/// Answers with zeros: every class is as likely, and there is no pill.
fn undecided(outputs: &[&[Option<usize>]]) -> Arc<Fake> {
    let shapes: Vec<_> = outputs.iter().map(|shape| shape.to_vec()).collect();
    let zeros = |shape: &Vec<Option<usize>>| match shape.as_slice() {
        [_] => Array1::zeros(1).into_dyn(),
        [_, Some(width)] => Array2::zeros((1, *width)).into_dyn(),
        _ => Array4::zeros((1, 2, 96, 96)).into_dyn(),
    };
    Arc::new(fake(outputs, move |_| shapes.iter().map(zeros).collect()))
}

/// The identifier as it is shipped, but for a classifier that cannot tell one pill from another.
fn identifier(catalog: &Arc<Catalog>) -> Option<Identifier> {
    if !models() {
        return None;
    }
    let manifest = Manifest::load(&models_dir()).unwrap();
    let entry = &manifest.classifier;
    let table = std::fs::read(models_dir().join(&entry.class_table)).unwrap();
    let outputs: [&[Option<usize>]; 3] = [
        &[None, Some(entry.embedding)],
        &[None, Some(entry.classes)],
        &[None],
    ];
    let models = Models {
        classifier: Classifier::new(undecided(&outputs), entry).unwrap(),
        classes: ClassTable::parse(&table, entry.classes).unwrap(),
        locator: Locator::new(undecided(&[&[None, Some(2), Some(96), Some(96)]])),
        reader: None,
        fusion: manifest.fusion,
        engine: "none".to_owned(),
    };
    let rules = Arc::new(Rules::builtin().unwrap());
    Some(Identifier::assemble(models, Arc::clone(catalog), rules))
}

/// Where each SPL color lies, by `assets/vision/colors.csv`.
fn color_means() -> HashMap<&'static str, [f32; 3]> {
    let table = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/assets/vision/colors.csv"
    ));
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split(',').collect();
        let mean = [2, 3, 4].map(|cell| cells[cell].parse().unwrap());
        (cells[0], mean)
    };
    table.lines().skip(1).map(row).collect()
}

/// A pill that is seen to have the listed colors and shape, each a little likelier than the others.
fn seen(product: &Product, means: &HashMap<&'static str, [f32; 3]>) -> PillView {
    let colors: Vec<_> = product
        .colors
        .iter()
        .filter_map(|name| means.get_key_value(name.as_str()))
        .collect();
    let share = 1.0 / colors.len().max(1) as f32;
    let shapes = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/assets/vision/shapes.csv"
    ));
    let log_likelihoods = shapes.lines().skip(1).map(|line| {
        let name = line.split(',').next().unwrap();
        let listed = product.shape.as_deref() == Some(name);
        (name, if listed { 1.0 } else { -1.0 })
    });
    PillView {
        colors: colors
            .into_iter()
            .map(|(name, lab)| MeasuredColor {
                name,
                lab: *lab,
                share,
            })
            .collect(),
        shape: ShapeEstimate {
            name: None,
            log_likelihoods: log_likelihoods.collect(),
        },
        ..model::pill()
    }
}

fn ask(identifier: &Identifier, view: &PillView, text: &str) -> Identification {
    let photo = model::photo();
    let side = Side {
        photo: &photo,
        pill: view,
    };
    let evidence = identifier.picture(&[side]).unwrap();
    let typed = TypedImprint::new(text).unwrap();
    identifier.decide(&identifier.typed(&evidence, &typed))
}

fn rank(answer: &Identification, appearance: AppearanceId) -> Option<u32> {
    let found = answer
        .candidates
        .iter()
        .find(|candidate| candidate.appearance == appearance)?;
    Some(found.rank)
}

#[test]
fn products_without_a_photograph_are_found_by_typed_imprint_color_and_shape() {
    let catalog = Arc::new(Catalog::builtin().unwrap());
    let Some(identifier) = identifier(&catalog) else {
        return;
    };
    let means = color_means();
    let (mut ranks, mut unlettered): (BTreeMap<Option<u32>, u32>, u32) = Default::default();
    let mut unfound = Vec::new();
    for product in catalog.products().iter().filter(|p| !p.has_reference_photo) {
        let text = product.imprint.join(" ");
        if TypedImprint::new(&text).is_none() {
            unlettered += 1;
            continue;
        }
        let answer = ask(&identifier, &seen(product, &means), &text);
        let found = rank(&answer, product.appearance);
        if found != Some(1) {
            unfound.push(format!("{} `{text}`: {found:?}", product.id.ndc11));
        }
        *ranks.entry(found).or_default() += 1;
    }
    println!("ranks {ranks:?}, {unlettered} without letters or digits; not first: {unfound:#?}");
    let of: u32 = ranks.values().sum();
    assert!(of > 600);
    let in_five: u32 = of - ranks.get(&None).copied().unwrap_or_default();
    // The picture says nothing here, and color counts little: some that share an imprint come second.
    assert!(f64::from(ranks[&Some(1)]) >= 0.93 * f64::from(of));
    assert!(f64::from(in_five) >= 0.99 * f64::from(of));
}
