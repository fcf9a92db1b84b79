//! The rules against products whose verdict was written by hand from the listings.
use std::collections::{BTreeSet, HashMap};

use serde::Deserialize;
use takeback::catalog::{AppearanceId, Ingredient, Strength};
use takeback::catalog::{Catalog, ImprintType, Ndc11, Product, ProductId};
use takeback::hazard::{Assessment, Effect, Rules, Verdict, names_exemptions, survey};

#[derive(Deserialize)]
struct ByNdc {
    ndc11: String,
    part: u8,
    verdict: String,
    listings: String,
    schedule: String,
    why: String,
}

#[derive(Deserialize)]
struct ByIngredients {
    ingredients: String,
    form: String,
    verdict: String,
    listings: String,
    schedule: String,
    why: String,
}

fn rows<T: for<'de> Deserialize<'de>>(text: &str) -> Vec<T> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

/// `P001`, `D010?` possible, `P001+` contained, `P046-` excluded; each once, in order.
fn listings(found: &Assessment) -> String {
    let mut codes: Vec<String> = Vec::new();
    for reason in &found.reasons {
        let mark = match reason.effect {
            Effect::Hazardous => "",
            Effect::Possible => "?",
            Effect::ContainsListed => "+",
            Effect::Excluded => "-",
            Effect::Unidentified => "!",
        };
        let code = format!("{}{mark}", reason.code);
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes.join(" ")
}

fn summary(found: &Assessment) -> (String, String, String) {
    let verdict = serde_json::to_value(found.verdict)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned();
    let schedule = found
        .schedule
        .as_ref()
        .map(|s| format!("{} {}", s.class, s.dea_code));
    (verdict, listings(found), schedule.unwrap_or_default())
}

/// A product with the given contents, written as in `products.csv`.
fn product(ingredients: &str, form: &str) -> Product {
    let one = |text: &str| {
        let [base, salt, value, unit] = text.split('|').collect::<Vec<_>>().try_into().unwrap();
        Ingredient {
            base: base.to_owned(),
            salt: (!salt.is_empty()).then(|| salt.to_owned()),
            strength: (!value.is_empty()).then(|| Strength {
                value: value.parse().unwrap(),
                unit: unit.to_owned(),
            }),
        }
    };
    Product {
        id: ProductId {
            ndc11: "99999-0001-01".parse().unwrap(),
            part: 1,
        },
        rxcui: None,
        name: ingredients.to_owned(),
        ingredients: ingredients
            .split(';')
            .filter(|text| !text.is_empty())
            .map(one)
            .collect(),
        pack_parts: Vec::new(),
        pack_part_undetermined: false,
        form: Some(form.to_owned()),
        labeler: String::new(),
        imprint: Vec::new(),
        seen_imprint: Vec::new(),
        imprint_type: ImprintType::Unknown,
        colors: Vec::new(),
        shape: None,
        score: None,
        size_mm: None,
        has_reference_photo: false,
        appearance: AppearanceId(0),
        source: "test".to_owned(),
        as_of: "2026-01-01".to_owned(),
    }
}

#[test]
fn real_products_get_the_verdict_written_by_hand() {
    let (catalog, rules) = (Catalog::builtin().unwrap(), Rules::builtin().unwrap());
    let cases: Vec<ByNdc> = rows(include_str!("../data/hazard_cases.csv"));
    assert!(cases.len() >= 60, "{} cases", cases.len());
    for case in cases {
        let id = ProductId {
            ndc11: case.ndc11.parse().unwrap(),
            part: case.part,
        };
        let product = catalog
            .get(id)
            .unwrap_or_else(|| panic!("{id:?} is in the catalogue"));
        let found = summary(&rules.assess(product));
        let wanted = (case.verdict, case.listings, case.schedule);
        assert_eq!(
            found, wanted,
            "{} {}: {}",
            case.ndc11, product.name, case.why
        );
    }
}

#[test]
fn ingredient_sets_get_the_verdict_written_by_hand() {
    let rules = Rules::builtin().unwrap();
    for case in rows::<ByIngredients>(include_str!("../data/hazard_ingredients.csv")) {
        let found = summary(&rules.assess(&product(&case.ingredients, &case.form)));
        let wanted = (case.verdict, case.listings, case.schedule);
        assert_eq!(found, wanted, "{}: {}", case.ingredients, case.why);
    }
}

#[test]
fn a_label_that_the_attribute_table_has_wrong_is_corrected_in_name_and_contents() {
    let catalog = Catalog::builtin().unwrap();
    let qualitest: Ndc11 = "00603-2544-21".parse().unwrap();
    let product = catalog.by_ndc(qualitest).next().unwrap();
    let ingredients = product.ingredients.iter();
    let bases: Vec<&str> = ingredients.map(|one| one.base.as_str()).collect();
    assert_eq!(bases, ["butalbital", "acetaminophen", "caffeine"]);
    assert!(!product.name.to_lowercase().contains("codeine"));
}

#[test]
fn fluoride_that_the_label_counts_is_not_the_strength_of_its_salt() {
    let catalog = Catalog::builtin().unwrap();
    for ndc in ["60258-0156-20", "60258-0157-20"] {
        let product = catalog.by_ndc(ndc.parse().unwrap()).next().unwrap();
        let [salt] = product.ingredients.as_slice() else {
            panic!("{product:?}")
        };
        assert_eq!(salt.base, "sodium fluoride");
        assert_eq!(salt.strength, None, "{}", product.name);
    }
}

#[test]
fn packages_of_one_product_are_of_one_dose_form() {
    let catalog = Catalog::builtin().unwrap();
    let mut forms: HashMap<_, &str> = HashMap::new();
    for product in catalog.products() {
        // Some labels say nothing of it.
        let Some(form) = &product.form else { continue };
        let ndc9 = product.id.ndc11.to_string()[..10].to_owned();
        let first = *forms.entry((ndc9, product.id.part)).or_insert(form);
        assert_eq!(first, form, "{:?}", product.id);
    }
}

#[test]
fn only_schedules_from_which_products_are_exempted_name_exemptions() {
    let (catalog, rules) = (Catalog::builtin().unwrap(), Rules::builtin().unwrap());
    let products = catalog.products().iter();
    let schedules = products.filter_map(|product| rules.assess(product).schedule);
    let exempting: BTreeSet<String> = schedules
        .filter(|schedule| names_exemptions(&schedule.note))
        .map(|schedule| schedule.dea_code)
        .collect();
    // Phenobarbital, barbiturates as butalbital, chlordiazepoxide, anabolic steroids.
    let wanted = ["2100", "2285", "2744", "4000"].map(str::to_owned);
    assert_eq!(exempting, BTreeSet::from(wanted));
}

#[test]
fn what_is_not_identified_is_unknown_and_says_so() {
    let rules = Rules::builtin().unwrap();
    let unknown = Assessment::unknown(&rules);
    assert_eq!(unknown.verdict, Verdict::Unknown);
    assert_eq!(unknown.schedule, None);
    let [reason] = unknown.reasons.as_slice() else {
        panic!("{:?}", unknown.reasons)
    };
    assert!(
        reason
            .condition
            .contains("treat as hazardous and possibly controlled")
    );
    assert_eq!(reason.effect, Effect::Unidentified);
    assert_eq!(reason.rule_set, rules.version());
    assert_eq!(
        rules.assess(&product("", "Oral Tablet")),
        unknown,
        "composition not known"
    );
}

#[test]
fn every_reason_names_its_listing_source_evidence_and_rule_set() {
    let (catalog, rules) = (Catalog::builtin().unwrap(), Rules::builtin().unwrap());
    let mut seen = 0;
    for product in catalog.products() {
        for reason in rules.assess(product).reasons {
            let texts = [
                &reason.system,
                &reason.code,
                &reason.condition,
                &reason.source,
            ];
            assert!(texts.iter().all(|text| !text.is_empty()), "{reason:?}");
            assert!(
                ["V", "S", "X", "D", "K"].contains(&reason.evidence.as_str()),
                "{reason:?}"
            );
            assert_eq!(reason.rule_set, rules.version());
            let plain = reason.effect == Effect::Hazardous && !reason.pack_part_undetermined;
            assert_eq!(reason.remark.is_empty(), plain, "{reason:?}");
            seen += 1;
        }
    }
    assert!(seen > 500, "{seen} reasons");
}

#[test]
fn a_combination_says_that_the_listed_chemical_is_not_its_sole_active() {
    let rules = Rules::builtin().unwrap();
    let found = rules.assess(&product(
        "warfarin|sodium|5|MG;aspirin||81|MG",
        "Oral Tablet",
    ));
    let p001 = found
        .reasons
        .iter()
        .find(|reason| reason.code == "P001")
        .unwrap();
    assert!(
        p001.remark.contains("not the sole active"),
        "{}",
        p001.remark
    );
}

#[test]
fn a_pack_of_different_tablets_takes_the_reasons_of_all_and_says_so() {
    let (catalog, rules) = (Catalog::builtin().unwrap(), Rules::builtin().unwrap());
    let quartette: Ndc11 = "51285-0431-65".parse().unwrap();
    for part in catalog.by_ndc(quartette) {
        let found = rules.assess(part);
        assert_eq!(found.verdict, Verdict::Hazardous);
        assert!(
            found
                .reasons
                .iter()
                .all(|r| r.remark.contains("not determined")),
            "{found:?}"
        );
    }
    assert!(catalog.by_ndc(quartette).count() > 1);
}

#[test]
fn a_part_of_a_pack_is_judged_by_its_own_actives() {
    let rules = Rules::builtin().unwrap();
    let mut pack = product("reserpine||0.1|MG;aspirin||81|MG", "Pack");
    let whole = rules.assess(&pack);
    assert_eq!(listings(&whole), "U200+", "one tablet with both");
    pack.pack_parts = pack
        .ingredients
        .iter()
        .cloned()
        .map(|one| vec![one])
        .collect();
    pack.pack_part_undetermined = true;
    assert_eq!(
        listings(&rules.assess(&pack)),
        "U200",
        "two tablets with one each"
    );
}

#[test]
fn the_older_niosh_lists_count_only_when_the_policy_says_so() {
    let risperidone = product("risperidone||2|MG", "Oral Tablet");
    let off = Rules::builtin().unwrap();
    assert_eq!(off.assess(&risperidone).verdict, Verdict::NoListingFound);
    let on = Rules::builtin().unwrap().with_niosh_2016();
    assert_eq!(summary(&on.assess(&risperidone)).1, "G2");
    assert_eq!(on.assess(&risperidone).verdict, Verdict::Hazardous);
}

#[test]
fn names_are_matched_whole() {
    let rules = Rules::builtin().unwrap();
    for name in ["oxycodone", "warfarin", "estradiol", "codeine"] {
        for near in [
            format!("{name}x"),
            format!("nor{name}"),
            format!("{name} analogue"),
        ] {
            let found = rules.assess(&product(&format!("{near}||5|MG"), "Oral Tablet"));
            assert_eq!(found.reasons, [], "{near}");
            assert_eq!(found.schedule, None, "{near}");
        }
    }
}

#[test]
fn several_controlled_substances_are_all_named() {
    let rules = Rules::builtin().unwrap();
    let text = "carisoprodol||200|MG;aspirin||325|MG;codeine|phosphate|16|MG";
    let found = rules.assess(&product(text, "Oral Tablet"));
    let others: Vec<&str> = found
        .also_scheduled
        .iter()
        .map(|s| s.dea_code.as_str())
        .collect();
    assert_eq!(others, ["8192"]);
}

#[test]
fn a_limit_that_cannot_be_checked_is_said_to_be_assumed() {
    let rules = Rules::builtin().unwrap();
    let found = rules.assess(&product("acetaminophen|||;codeine|||", "Oral Tablet"));
    let schedule = found.schedule.unwrap();
    assert_eq!(schedule.dea_code, "9804");
    assert!(
        schedule.note.contains("Strength not stated"),
        "{}",
        schedule.note
    );
}

#[test]
fn the_rule_set_says_that_it_is_partial() {
    let rules = Rules::builtin().unwrap();
    assert!(rules.caveats()[0].contains("NIOSH 2024 Table 1 is partial"));
    assert!(!rules.version().is_empty());
}

#[test]
fn the_survey_covers_every_product_and_leaves_no_ingredient_unresolved() {
    let (catalog, rules) = (Catalog::builtin().unwrap(), Rules::builtin().unwrap());
    let survey = survey(&catalog, &rules);
    assert_eq!(survey.rows.len(), 5014);
    assert_eq!(survey.by_verdict.values().sum::<usize>(), 5014);
    assert_eq!(survey.unresolved, []);
    let mut csv = Vec::new();
    survey.write_csv(&mut csv).unwrap();
    assert_eq!(
        csv::Reader::from_reader(csv.as_slice()).records().count(),
        5014
    );
    let committed = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/docs/hazard-survey.md"
    ));
    assert!(
        committed.ends_with(&survey.to_markdown()),
        "docs/hazard-survey.md is old: cargo run --example hazard_survey > docs/hazard-survey.md"
    );
}
