//! Search by attributes: whole and partial imprints, variants, listings that say nothing.

use takeback::catalog::{ProductId, Query};

use super::{CATALOG, all, id, imprint, only};

#[test]
fn a_whole_imprint_is_exact_however_it_is_written() {
    // Listed as 9;3;7248.
    let lamotrigine = id("00093-7248-06");
    for text in [
        "9 3 7248",
        "93 7248",
        "7248 93",
        "937248",
        "7248;9;3",
        " 93-7248 ",
    ] {
        assert!(
            CATALOG.search(&imprint(text)).exact.contains(&lamotrigine),
            "{text}"
        );
    }
}

#[test]
fn a_part_of_an_imprint_is_partial() {
    let lamotrigine = id("00093-7248-06");
    for text in ["7248", "248", "93 72", "3 7248"] {
        let found = CATALOG.search(&imprint(text));
        assert!(found.partial.contains(&lamotrigine), "{text}");
        assert!(!found.exact.contains(&lamotrigine), "{text}");
    }
    assert!(!all(&CATALOG.search(&imprint("7249"))).contains(&lamotrigine));
}

#[test]
fn what_the_reference_photograph_shows_is_found_like_what_is_listed() {
    // Listed as 93;311;93;311, photographed as TEVA 0311.
    let loperamide = id("00093-0311-01");
    assert_eq!(
        CATALOG.get(loperamide).unwrap().imprint_words(),
        "93 311 93 311 / TEVA 0311"
    );
    for text in ["93 311", "teva 0311"] {
        let found = CATALOG.search(&imprint(text));
        assert!(found.exact.contains(&loperamide), "{text}");
    }
    let found = CATALOG.search(&imprint("93 0311"));
    assert!(!all(&found).contains(&loperamide), "no pill bears both");
    // Listed without an imprint: what is photographed is all that it can say.
    let thyroid = id("00456-0461-01");
    assert!(CATALOG.search(&imprint("A TF")).exact.contains(&thyroid));
    assert!(!all(&CATALOG.search(&imprint("TC"))).contains(&thyroid));
}

#[test]
fn look_alike_characters_are_a_group_of_their_own() {
    let mut watson = CATALOG.get(id("00093-7248-06")).unwrap().clone();
    watson.imprint = vec!["S10B".to_owned(), "GZ".to_owned()];
    let one = only(vec![watson.clone()]);
    for text in ["S1OB GZ", "510B GZ", "SIO8 62", "5LOB", "GZSIOB"] {
        let found = one.search(&imprint(text));
        assert_eq!(found.variants, [watson.id], "{text}");
    }
    assert_eq!(one.search(&imprint("S10B GZ")).exact, [watson.id]);
}

#[test]
fn an_upside_down_reading_is_a_variant() {
    let mut pill = CATALOG.get(id("00093-7248-06")).unwrap().clone();
    for (listed, read) in [
        ("M 16", "91 W"),
        ("96", "96"),
        ("W6", "9M"),
        ("1085", "5801"),
    ] {
        pill.imprint = listed.split(' ').map(str::to_owned).collect();
        let found = only(vec![pill.clone()]).search(&imprint(read));
        let group = if listed == read {
            found.exact
        } else {
            found.variants
        };
        assert_eq!(group, [pill.id], "{listed} read as {read}");
    }
    pill.imprint = vec!["A47".to_owned()];
    assert_eq!(
        all(&only(vec![pill]).search(&imprint("74A"))),
        [],
        "A and 4 do not read turned"
    );
}

#[test]
fn attributes_that_contradict_drop_a_product() {
    let warfarin = CATALOG.get(id("00555-0926-02")).unwrap();
    let other_color = Query {
        colors: vec!["black".to_owned()],
        ..Query::default()
    };
    assert!(!all(&CATALOG.search(&other_color)).contains(&warfarin.id));
    for (size_mm, found) in [(warfarin.size_mm.unwrap() + 2.0, true), (30.0, false)] {
        let query = Query {
            size_mm: Some(size_mm),
            ..Query::default()
        };
        assert_eq!(
            all(&CATALOG.search(&query)).contains(&warfarin.id),
            found,
            "{size_mm}"
        );
    }
}

#[test]
fn a_shape_is_found_by_any_of_its_spellings() {
    for text in ["HEXAGON", "hexagon (6 sided)", "Hexagon (6 SIDES)"] {
        let query = Query {
            shape: Some(text.to_owned()),
            ..Query::default()
        };
        assert_eq!(CATALOG.search(&query).exact.len(), 12, "{text}");
    }
}

#[test]
fn a_blank_pill_cannot_be_ruled_out_by_an_imprint() {
    let blank: Vec<ProductId> = CATALOG
        .products()
        .iter()
        .filter(|p| p.borne().next().is_none())
        .map(|p| p.id)
        .collect();
    assert!(!blank.is_empty());
    assert_eq!(
        CATALOG.search(&imprint("QQ99ZZ")).cannot_be_ruled_out,
        blank
    );
}

#[test]
fn marks_that_no_listing_writes_agree_with_nothing_and_rule_nothing_out() {
    let all: Vec<ProductId> = CATALOG.products().iter().map(|p| p.id).collect();
    for marks in ["-", " -- ", "★"] {
        let found = CATALOG.search(&imprint(marks));
        assert_eq!(found.exact, [], "{marks}");
        assert_eq!(found.cannot_be_ruled_out, all, "{marks}");
    }
    assert_eq!(CATALOG.search(&imprint("  ")).exact, all, "not looked at");
}
