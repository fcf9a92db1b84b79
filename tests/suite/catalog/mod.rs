//! The catalogue through its public face: loading, NDC, names, attributes.
mod properties;
mod search;

use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use crate::support::present;
use takeback::catalog::{Catalog, Ndc11, Product, ProductId, Query, SearchResult, Vocabulary};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::builtin().unwrap());

fn ndc(text: &str) -> Ndc11 {
    text.parse().unwrap()
}

fn id(text: &str) -> ProductId {
    ProductId {
        ndc11: ndc(text),
        part: 1,
    }
}

fn imprint(text: &str) -> Query {
    Query {
        imprint: Some(text.to_owned()),
        ..Query::default()
    }
}

fn all(found: &SearchResult) -> Vec<ProductId> {
    [
        &found.exact,
        &found.partial,
        &found.variants,
        &found.cannot_be_ruled_out,
    ]
    .into_iter()
    .flatten()
    .copied()
    .collect()
}

/// A catalogue of the given products alone.
fn only(products: Vec<Product>) -> Catalog {
    Catalog::from_products(products).unwrap()
}

#[test]
fn the_committed_tables_are_what_the_sources_give() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let data = std::env::var_os("TAKEBACK_DATA")
        .map_or_else(|| root.join("../shared/data"), PathBuf::from);
    let domain =
        std::env::var_os("TAKEBACK_DOMAIN").map_or_else(|| data.join("../domain"), PathBuf::from);
    if !present(&data.join("c3pi_attributes.csv")) || !present(&domain.join("hazard_rules.csv")) {
        return;
    }
    let script = root.join("scripts/build_catalog.py");
    let run = Command::new("python3")
        .arg(script)
        .arg("--check")
        .env("TAKEBACK_DATA", &data)
        .env("TAKEBACK_DOMAIN", &domain)
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

#[test]
fn every_row_says_where_it_comes_from_and_how_old_it_is() {
    assert_eq!(CATALOG.products().len(), 5014);
    assert_eq!(CATALOG.as_of(), "2018-06-07");
    for product in CATALOG.products() {
        assert!(product.source.starts_with("NLM C3PI"), "{product:?}");
        assert_eq!(product.as_of, "2018-06-07");
        assert!(
            !product.name.is_empty() && !product.ingredients.is_empty(),
            "{product:?}"
        );
    }
}

#[test]
fn a_product_that_rxnorm_does_not_have_shares_no_number_with_others() {
    let metanx = CATALOG.get(id("00525-8019-90")).unwrap();
    assert_eq!(metanx.rxcui, None);
    let zero = |product: &Product| product.rxcui == Some(0);
    assert!(!CATALOG.products().iter().any(zero));
}

#[test]
fn listings_use_the_spl_vocabulary() {
    let words = Vocabulary::builtin().unwrap();
    assert_eq!((words.colors.len(), words.shapes.len()), (12, 19));
    let white = words
        .colors
        .iter()
        .find(|color| color.name == "WHITE")
        .unwrap();
    assert_eq!(
        (white.code.as_str(), white.rgb),
        ("C48325", [255, 255, 255])
    );
    for product in CATALOG.products() {
        let known = |name: &String| words.colors.iter().any(|color| color.name == *name);
        assert!(product.colors.iter().all(known), "{product:?}");
        let shape = product.shape.as_ref().unwrap();
        assert!(
            words.shapes.iter().any(|known| known.name == *shape),
            "{product:?}"
        );
    }
}

#[test]
fn names_are_split_into_bases_salts_and_strengths() {
    let product = CATALOG.get(id("00555-0658-02")).unwrap();
    let parts: Vec<_> = product
        .ingredients
        .iter()
        .map(|i| {
            (
                i.base.as_str(),
                i.salt.as_deref(),
                i.strength.as_ref().unwrap().value,
            )
        })
        .collect();
    let expected = [
        ("acetaminophen", None, 500.0),
        ("oxycodone", Some("hydrochloride"), 5.0),
    ];
    assert_eq!(parts, expected);
    assert_eq!(product.form.as_deref(), Some("Oral Capsule"));
    let durable = CATALOG.get(id("00093-5733-01")).unwrap();
    assert_eq!(
        durable.ingredients[0].base, "oxycodone",
        "12 HR is no part of the name"
    );
}

#[test]
fn an_ndc_is_found_in_every_printed_form() {
    for (printed, eleven) in [
        ("0093-7248-06", "00093-7248-06"),
        ("50111-852-01", "50111-0852-01"),
        ("50111-0852-1", "50111-0852-01"),
        ("00093724806", "00093-7248-06"),
        (" 00093-7248-06 ", "00093-7248-06"),
    ] {
        let found: Vec<String> = CATALOG
            .by_ndc(ndc(printed))
            .map(|product| product.id.ndc11.to_string())
            .collect();
        assert_eq!(found, [eleven], "{printed}");
    }
    assert_eq!(CATALOG.by_ndc(ndc("99999-9999-99")).count(), 0);
}

#[test]
fn a_pack_has_its_parts_under_one_ndc() {
    let parts: Vec<u8> = CATALOG
        .by_ndc(ndc("00093-2140-62"))
        .map(|p| p.id.part)
        .collect();
    assert_eq!(parts, [1, 2, 3, 4]);
    assert!(
        CATALOG
            .by_ndc(ndc("00093-2140-62"))
            .all(|p| p.pack_part_undetermined)
    );
}

#[test]
fn what_is_not_an_ndc_is_refused_with_the_forms_that_are() {
    for text in [
        "",
        "93-7248-06",
        "0093-7248-6",
        "abc",
        "00093-7248-06-1",
        "0093 7248 06",
    ] {
        let error = text.parse::<Ndc11>().unwrap_err();
        assert!(error.to_string().contains("4-4-2"), "{error}");
    }
}

#[test]
fn ten_digits_without_hyphens_have_three_readings() {
    let readings: Vec<String> = Ndc11::readings("0093724806")
        .iter()
        .map(Ndc11::to_string)
        .collect();
    assert_eq!(
        readings,
        ["00093-7248-06", "00937-0248-06", "00937-2480-06"]
    );
    assert_eq!(Ndc11::readings("00093-7248-06"), [ndc("00093-7248-06")]);
    assert_eq!(Ndc11::readings("nothing"), []);
}

#[test]
fn look_alikes_share_an_appearance() {
    let groups: Vec<_> = CATALOG.appearances().collect();
    assert_eq!(
        groups.iter().map(|(_, group)| group.len()).sum::<usize>(),
        5014
    );
    for (number, group) in groups {
        assert_eq!(CATALOG.appearance(number), group);
        let look = |id: &ProductId| {
            let product = CATALOG.get(*id).unwrap();
            let mut imprint = product.imprint.clone();
            imprint.sort();
            imprint.dedup();
            let mut colors = product.colors.clone();
            colors.sort();
            colors.dedup();
            (imprint, colors, product.shape.clone())
        };
        assert!(
            group.iter().all(|id| look(id) == look(&group[0])),
            "{number:?}"
        );
    }
    let zonisamide = CATALOG.get(id("00172-2407-80")).unwrap().appearance;
    assert!(
        CATALOG
            .appearance(zonisamide)
            .contains(&id("00182-0679-89")),
        "repackaged, same look"
    );
}

#[test]
fn a_described_product_is_a_look_alike_in_whatever_order_it_is_described() {
    // Listed as WHITE;BLUE, and as 893;2;1;2.
    for known in ["00002-3228-30", "00003-0893-21"] {
        let listed = CATALOG.get(id(known)).unwrap();
        let mut described = listed.clone();
        described.id = id("99999-0001-01");
        described.imprint.sort();
        described.imprint.dedup();
        described.colors.reverse();
        described.colors.push(listed.colors[0].clone());
        let catalog = only(vec![listed.clone()]).with(vec![described]).unwrap();
        let described = catalog.get(id("99999-0001-01")).unwrap();
        assert_eq!(described.appearance, listed.appearance, "{known}");
    }
}

#[test]
fn described_products_are_look_alikes_only_where_colors_and_shape_were_stated() {
    let share = |change: fn(&mut Product)| {
        let ids = ["99999-0001-01", "99999-0002-01"].map(id);
        let described = ids.map(|id| {
            let mut product = CATALOG.products()[0].clone();
            change(&mut product);
            Product { id, ..product }
        });
        let catalog = only(Vec::new()).with(described.to_vec()).unwrap();
        let [one, other] = ids.map(|id| catalog.get(id).unwrap().appearance);
        one == other
    };
    assert!(!share(|product| product.colors.clear()));
    assert!(!share(|product| product.shape = None));
    assert!(share(|product| product.imprint.clear()), "both are blank");
}

#[test]
fn a_table_to_which_a_product_is_added_is_as_old_as_it_was() {
    let listed = CATALOG.products()[0].clone();
    let typed = Product {
        id: id("99999-0001-01"),
        as_of: "2026-11-29".to_owned(),
        ..listed.clone()
    };
    let catalog = only(vec![listed]).with(vec![typed]).unwrap();
    assert_eq!(catalog.as_of(), "2018-06-07");
    let typed = catalog.get(id("99999-0001-01")).unwrap();
    assert_eq!(typed.as_of, "2026-11-29");
}

#[test]
fn a_name_is_found_by_words_and_word_beginnings_only() {
    let first = |text: &str| {
        CATALOG
            .search_name(text, 1)
            .first()
            .map(|p| p.name.as_str())
    };
    assert_eq!(
        first("warfarin 6 mg"),
        Some("Warfarin Sodium 6 MG Oral Tablet")
    );
    assert_eq!(
        first("leuker"),
        Some("Chlorambucil 2 MG Oral Tablet [Leukeran]")
    );
    assert_eq!(first("warfarine"), None, "never a guess");
    assert_eq!(first("arfarin"), None, "not from the middle of a word");
    assert_eq!(first("  "), None);
    assert_eq!(
        CATALOG.did_you_mean("warfarine", 3).first(),
        Some(&"warfarin")
    );
    assert!(CATALOG.did_you_mean("qqqqqq", 3).is_empty());
    assert_eq!(CATALOG.search_name("tablet", 7).len(), 7);
}

#[test]
fn a_whole_word_comes_before_a_beginning() {
    let names = CATALOG.search_name("cod", 5000);
    assert!(
        names
            .iter()
            .all(|p| p.name.to_lowercase().contains("cod")
                || p.labeler.to_lowercase().contains("cod"))
    );
    let estradiol = CATALOG.search_name("estradiol 2 mg", 1);
    assert!(
        estradiol[0]
            .ingredients
            .iter()
            .any(|i| i.base == "estradiol")
    );
}

#[test]
fn a_damaged_table_is_refused_with_its_row() {
    let table = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/assets/catalog/products.csv"
    ));
    let two: String = table.split_inclusive('\n').take(2).collect();
    assert!(Catalog::from_csv(two.as_bytes()).is_ok());
    let line = two.lines().nth(1).unwrap();
    for (damaged, says) in [
        (two.replace("00002-3227-30", "00002-3227"), "row 2"),
        (two.replace("PRINTED", "PAINTED"), "imprint_type"),
        (
            two.replace("atomoxetine||10|MG", "atomoxetine|10|MG"),
            "ingredients",
        ),
        (format!("{two}{line}\n"), "twice"),
        (
            two.replace(",CAPSULE,", ",CAPSULE,CAPSULE,"),
            "cannot be read",
        ),
    ] {
        let error = Catalog::from_csv(damaged.as_bytes())
            .err()
            .unwrap()
            .to_string();
        assert!(error.contains(says), "{error}");
        assert!(error.contains("scripts/build_catalog.py"), "{error}");
    }
}

#[test]
fn look_alikes_are_one_drug_only_where_each_is_known_and_has_one_name() {
    let products = CATALOG.products();
    let first = &products[0];
    let alike = Product {
        id: id("99999-9999-99"),
        ..first.clone()
    };
    let other = products
        .iter()
        .find(|other| other.name != first.name)
        .unwrap();
    let catalog = only(vec![first.clone(), alike.clone(), other.clone()]);
    let one = |ids: &[ProductId]| catalog.one_drug(ids).map(|product| product.id);
    assert_eq!(one(&[first.id]), Some(first.id));
    assert_eq!(one(&[alike.id, first.id]), Some(alike.id));
    assert_eq!(one(&[first.id, other.id]), None);
    let unknown = id("99999-9999-98");
    for ids in [
        &[][..],
        &[unknown],
        &[unknown, first.id],
        &[first.id, unknown],
    ] {
        assert_eq!(one(ids), None, "{ids:?}");
    }
}
