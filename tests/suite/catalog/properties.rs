//! What must hold for every product and every text.

use proptest::prelude::*;
use takeback::catalog::{Ndc11, Product, Query};

use super::{CATALOG, all, imprint, ndc, only};

fn any_product() -> impl Strategy<Value = &'static Product> {
    (0..CATALOG.products().len()).prop_map(|index| &CATALOG.products()[index])
}

/// What somebody would ask who sees the whole pill.
fn own_attributes(product: &Product, tokens: &[String], separator: &str) -> Query {
    Query {
        imprint: (!tokens.is_empty()).then(|| tokens.join(separator)),
        colors: product.colors.clone(),
        shape: product.shape.clone(),
        score: product.score,
        size_mm: product.size_mm,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_product_is_always_found_by_its_own_attributes(
        (product, tokens) in any_product()
            .prop_flat_map(|p| (Just(p), Just(p.imprint.clone()).prop_shuffle())),
        separator in prop_oneof![Just(" "), Just(";"), Just(""), Just(" - ")],
        lower in any::<bool>(),
    ) {
        let mut query = own_attributes(product, &tokens, separator);
        if lower {
            query.imprint = query.imprint.map(|text| text.to_lowercase());
        }
        prop_assert!(CATALOG.search(&query).exact.contains(&product.id), "{query:?}");
    }

    #[test]
    fn a_product_is_found_by_any_piece_of_its_imprint(
        product in any_product(),
        at in any::<prop::sample::Index>(),
        length in 1..4usize,
    ) {
        prop_assume!(!product.imprint.is_empty());
        let token = &product.imprint[at.index(product.imprint.len())];
        let letters: String = token.chars().filter(|c| c.is_alphanumeric()).take(length).collect();
        prop_assume!(!letters.is_empty() && token.starts_with(&letters));
        let found = CATALOG.search(&imprint(&letters));
        prop_assert!(found.exact.contains(&product.id) || found.partial.contains(&product.id));
    }

    #[test]
    fn a_product_with_a_missing_attribute_is_never_dropped(
        product in any_product(),
        missing in 0..5usize,
    ) {
        let query = own_attributes(product, &product.imprint, " ");
        prop_assume!(missing != 0 || query.imprint.is_some());
        let mut silent = product.clone();
        match missing {
            0 => {
                silent.imprint.clear();
                silent.seen_imprint.clear();
            }
            1 => silent.colors.clear(),
            2 => silent.shape = None,
            3 => silent.score = None,
            _ => silent.size_mm = None,
        }
        let found = only(vec![silent]).search(&query);
        prop_assert_eq!(found.cannot_be_ruled_out, vec![product.id]);
    }

    #[test]
    fn exchanged_look_alikes_never_lose_a_product(
        product in any_product(),
        exchange in prop::collection::vec(any::<bool>(), 64),
    ) {
        prop_assume!(!product.imprint.is_empty());
        let pairs = [('O', '0'), ('I', '1'), ('L', '1'), ('S', '5'), ('B', '8'), ('Z', '2'), ('G', '6')];
        let twin = |letter: char| pairs.iter().find_map(|&(a, b)| match letter {
            l if l == a => Some(b),
            l if l == b => Some(a),
            _ => None,
        });
        let text = product.imprint.join(" ");
        let read: String = text.chars().zip(exchange.iter().cycle())
            .map(|(letter, exchange)| if *exchange { twin(letter).unwrap_or(letter) } else { letter })
            .collect();
        prop_assert!(all(&CATALOG.search(&imprint(&read))).contains(&product.id), "{}", read);
    }

    #[test]
    fn a_product_is_in_one_group_at_most(text in "[0-9A-Z ]{0,6}", score in prop::option::of(1..3u8)) {
        let query = Query { imprint: Some(text), score, ..Query::default() };
        let found = all(&CATALOG.search(&query));
        let mut once = found.clone();
        once.sort();
        once.dedup();
        prop_assert_eq!(once.len(), found.len());
    }

    #[test]
    fn an_ndc_reads_back_as_it_is_written(labeler in 0..100_000u32, product in 0..10_000u32, package in 0..100u32) {
        let text = format!("{labeler:05}-{product:04}-{package:02}");
        prop_assert_eq!(ndc(&text).to_string(), text);
    }

    #[test]
    fn any_text_is_an_ndc_or_refused(text in "\\PC{0,16}") {
        if let Ok(found) = text.parse::<Ndc11>() {
            prop_assert_eq!(ndc(&found.to_string()), found);
        }
    }

    #[test]
    fn any_text_can_be_searched_for(text in "\\PC{0,40}") {
        CATALOG.search(&imprint(&text));
        CATALOG.search_name(&text, 5);
        CATALOG.did_you_mean(&text, 5);
    }
}
