//! Trays drawn from catalogue facts.

use takeback::catalog::Catalog;
use takeback::demo;

#[test]
fn one_seed_draws_one_picture_and_another_seed_another() {
    let catalog = Catalog::builtin().unwrap();
    let products = demo::choose(catalog.products(), 4, 7);
    let first = demo::draw_tray(&products, 7);
    assert!(first.picture == demo::draw_tray(&products, 7).picture);
    assert!(first.picture != demo::draw_tray(&products, 8).picture);
    assert_eq!(products, demo::choose(catalog.products(), 4, 7));
    assert_ne!(products, demo::choose(catalog.products(), 4, 8));
}

#[test]
fn pills_lie_inside_the_picture_apart_and_to_scale() {
    let catalog = Catalog::builtin().unwrap();
    let products = demo::choose(catalog.products(), 12, 3);
    for count in [1, 2, 5, 12] {
        let tray = demo::draw_tray(&products[..count], 3);
        let (width, height) = tray.picture.dimensions();
        let scale = tray.pills[0].long_px / products[0].size_mm.unwrap();
        for (place, (pill, product)) in tray.pills.iter().zip(&products).enumerate() {
            assert_eq!(pill.product, product.id);
            assert!((pill.long_px / product.size_mm.unwrap() - scale).abs() < 1e-3);
            let reach = pill.long_px / 2.0;
            assert!(pill.center[0] > reach && pill.center[0] + reach < width as f32);
            assert!(pill.center[1] > reach && pill.center[1] + reach < height as f32);
            for other in &tray.pills[..place] {
                let [x, y] = other.center;
                let apart = (pill.center[0] - x).hypot(pill.center[1] - y);
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
fn a_pill_has_its_listed_color() {
    let catalog = Catalog::builtin().unwrap();
    // Which channel is brighter and which darker over the whole face.
    for (color, brighter, darker) in [("PINK", 0, 1), ("YELLOW", 0, 2), ("BLUE", 2, 0)] {
        let plain = |product: &&_| demo::choose(std::slice::from_ref(*product), 1, 0).len() == 1;
        let product = catalog
            .products()
            .iter()
            .filter(plain)
            .find(|product| product.colors == [color])
            .unwrap();
        let tray = demo::draw_tray(&[product], 1);
        let [x, y] = tray.pills[0].center.map(|value| value as u32);
        let sum = |channel: usize| -> u32 {
            let face = (0..400).map(|i| (x - 10 + i % 20, y - 10 + i / 20));
            face.map(|(x, y)| u32::from(tray.picture.get_pixel(x, y).0[channel]))
                .sum()
        };
        assert!(sum(brighter) > sum(darker) + 400 * 30, "{color}");
    }
}

#[test]
fn chosen_products_can_be_drawn_and_never_look_alike() {
    let catalog = Catalog::builtin().unwrap();
    let chosen = demo::choose(catalog.products(), usize::MAX, 5);
    assert!(chosen.len() > 1000, "{}", chosen.len());
    let mut looks: Vec<_> = chosen.iter().map(|product| product.appearance).collect();
    looks.sort_unstable();
    looks.dedup();
    assert_eq!(looks.len(), chosen.len());
    assert!(
        chosen
            .iter()
            .all(|product| product.shape.is_some() && !product.imprint.is_empty())
    );
}
