//! Trays drawn from catalogue facts.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use takeback::catalog::{AppearanceId, ImprintType, Product, ProductId};
use takeback::demo;

fn product(
    ndc: &str,
    shape: &str,
    form: &str,
    colors: &[&str],
    imprint: &[&str],
    kind: ImprintType,
    size: f32,
) -> Product {
    let ndc11 = ndc.parse().unwrap();
    Product {
        id: ProductId { ndc11, part: 1 },
        rxcui: None,
        name: format!("something {form}"),
        ingredients: vec![],
        form: Some(form.to_owned()),
        labeler: "LABELER".to_owned(),
        imprint: imprint.iter().map(ToString::to_string).collect(),
        imprint_type: kind,
        colors: colors.iter().map(ToString::to_string).collect(),
        shape: Some(shape.to_owned()),
        score: Some(if imprint.len() == 2 { 2 } else { 1 }),
        size_mm: Some(size),
        has_reference_photo: true,
        appearance: AppearanceId(u32::from(ndc.as_bytes()[10] - b'0')),
        source: String::new(),
        as_of: String::new(),
    }
}

fn six() -> Vec<Product> {
    vec![
        product(
            "00093724801",
            "ROUND",
            "Oral Tablet",
            &["WHITE"],
            &["TEVA", "7248"],
            ImprintType::Debossed,
            10.0,
        ),
        product(
            "00093724802",
            "CAPSULE",
            "Oral Capsule",
            &["BLUE", "WHITE"],
            &["TEVA", "4069"],
            ImprintType::Printed,
            18.0,
        ),
        product(
            "00093724803",
            "OVAL",
            "Oral Tablet",
            &["PINK"],
            &["E 74"],
            ImprintType::Debossed,
            15.0,
        ),
        product(
            "00093724804",
            "CAPSULE",
            "Oral Tablet",
            &["YELLOW"],
            &["M367"],
            ImprintType::Debossed,
            16.0,
        ),
        product(
            "00093724805",
            "PENTAGON (5 SIDES)",
            "Oral Tablet",
            &["GREEN"],
            &["Z4"],
            ImprintType::Embossed,
            9.0,
        ),
        product(
            "00093724806",
            "OVAL",
            "Oral Tablet",
            &["ORANGE"],
            &["93", "12"],
            ImprintType::Debossed,
            14.0,
        ),
    ]
}

#[test]
fn one_seed_draws_one_picture_and_another_seed_another() {
    let products = six();
    let products: Vec<_> = products.iter().collect();
    let first = demo::draw_tray(&products, 7);
    assert!(first.picture == demo::draw_tray(&products, 7).picture);
    assert!(first.picture != demo::draw_tray(&products, 8).picture);
}

#[test]
fn pills_lie_inside_the_picture_apart_and_to_scale() {
    let products = six();
    for count in 1..=6 {
        let tray = demo::draw_tray(&products.iter().take(count).collect::<Vec<_>>(), 3);
        let (width, height) = tray.picture.dimensions();
        let scale = tray.pills[0].long_px / products[0].size_mm.unwrap();
        for (place, (pill, product)) in tray.pills.iter().zip(&products).enumerate() {
            assert_eq!(pill.product, product.id);
            assert!((pill.long_px / product.size_mm.unwrap() - scale).abs() < 1e-3);
            let reach = pill.long_px / 2.0;
            assert!(pill.center[0] > reach && pill.center[0] + reach < width as f32);
            assert!(pill.center[1] > reach && pill.center[1] + reach < height as f32);
            for other in &tray.pills[..place] {
                let apart =
                    (pill.center[0] - other.center[0]).hypot(pill.center[1] - other.center[1]);
                assert!(
                    apart > reach + other.long_px / 2.0,
                    "{:?} touches {:?}",
                    pill.product,
                    other.product
                );
            }
        }
    }
}

#[test]
fn a_pill_has_its_listed_color_beside_its_imprint() {
    let products = six();
    let tray = demo::draw_tray(&products.iter().collect::<Vec<_>>(), 7);
    // The pink and the yellow pill, sampled over their whole face.
    for (place, brighter, darker) in [(2, 0, 1), (3, 0, 2)] {
        let [x, y] = tray.pills[place].center.map(|value| value as u32);
        let sum = |channel: usize| -> u32 {
            (0..400)
                .map(|i| {
                    u32::from(tray.picture.get_pixel(x - 10 + i % 20, y - 10 + i / 20).0[channel])
                })
                .sum()
        };
        assert!(sum(brighter) > sum(darker) + 400 * 30);
    }
}

#[test]
fn chosen_products_can_be_drawn_and_never_look_alike() {
    let mut products = six();
    products.push(product(
        "00093724807",
        "OVAL",
        "Oral Tablet",
        &["WHITE"],
        &[],
        ImprintType::Debossed,
        10.0,
    ));
    let twin = Product {
        id: ProductId {
            part: 2,
            ..products[0].id
        },
        ..products[0].clone()
    };
    products.push(twin);
    let chosen = demo::choose(&products, 20, 5);
    assert_eq!(
        chosen.len(),
        6,
        "the blank pill and the look-alike stay out"
    );
    assert_eq!(demo::choose(&products, 3, 5), chosen[..3]);
}
