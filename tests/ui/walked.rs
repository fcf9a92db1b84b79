//! The screens and boxes that are come to by doing something, walked as all others are: with gloves, by
//! keyboard, in both languages and every size.

use eframe::egui::{Key, Modifiers, Shape, vec2};
use egui_kittest::kittest::Queryable;
use takeback::people::Secret;
use takeback::station::{Decision, NewDisposal, SiteMode, Station};
use takeback::ui::strings::{text, text_with};

use crate::counter::{BELOW, Counter, LEFT, RIGHT};
use crate::custody::{acquire, at_work, both_sign};
use crate::harness::Window;
use crate::kiosk;
use crate::photographs::{read, strattera, window};
use crate::screens::{administrator, command, key, look, report, walk};
use crate::support::laid::{PIROXICAM, STRATTERA_40, STRATTERA_100};
use crate::support::{item, staff};

/// One tap on the last control with the words under `key`: a screen says them above its list too.
fn tap(window: &mut Window, key: &str) {
    let words = text(key);
    let found = window.harness.get_all_by_label(&words).last();
    found
        .unwrap_or_else(|| panic!("nothing named {words}"))
        .click();
    window.harness.run_steps(4);
}

#[test]
fn review_staff_and_trail_can_be_used_with_gloves_and_by_keyboard() {
    let mut window = administrator();
    let mut faults = Vec::new();
    for (screen, tab) in [("all records", "review-all"), ("figures", "review-figures")] {
        let way = |window: &mut Window| {
            key(Key::F12)(window);
            tap(window, tab);
        };
        walk(&mut window, screen, way, false, &mut faults);
    }
    for (screen, page) in [("people", "staff-people"), ("site", "staff-site")] {
        let way = |window: &mut Window| {
            key(Key::F10)(window);
            tap(window, page);
        };
        walk(&mut window, screen, way, false, &mut faults);
    }
    walk(&mut window, "trail", command(Key::L), false, &mut faults);
    report(&faults);
}

#[test]
fn boxes_and_the_guidance_can_be_used_with_gloves_and_by_keyboard() {
    let mut window = administrator();
    let mut faults = Vec::new();
    walk(&mut window, "help", key(Key::F1), true, &mut faults);
    let looks = |window: &mut Window| tap(window, "presentation-title");
    walk(&mut window, "looks", looks, true, &mut faults);
    let licences = |window: &mut Window| {
        key(Key::F3)(window);
        tap(window, "licences-title");
    };
    walk(&mut window, "licences", licences, true, &mut faults);
    key(Key::F11)(&mut window);
    walk(&mut window, "guidance", |_| {}, false, &mut faults);
    report(&faults);
}

#[test]
fn the_way_of_a_pill_can_be_used_with_gloves_and_by_keyboard() {
    let Some(mut window) = window() else { return };
    let mut faults = Vec::new();
    window.tap("Try it with a drawing");
    window.until("the tray", |window| {
        let tray = window.harness.state().state().tray.as_ref();
        tray.is_some_and(|tray| {
            tray.pills
                .iter()
                .all(|pill| pill.reading.identification().is_some())
        })
    });
    let tray = |window: &mut Window| command(Key::I)(window);
    walk(&mut window, "tray", tray, false, &mut faults);
    let label = |window: &mut Window| {
        tap(window, "label-ask");
        window.type_into(&text("label-field"), "warfarin");
    };
    walk(&mut window, "label", label, true, &mut faults);
    window.tap("Compare with a label");
    window.type_into("Drug or NDC on the label", "warfarin 5");
    window.tap_first("Warfarin Sodium 5 MG");
    window.tap("Pill 2 in the photograph");
    window.until("the imprint", read);
    window.type_into("Imprint, as you read it", "TEVA 5728");
    window.press(Modifiers::NONE, Key::Enter);
    window.until("an answer to what was typed", |window| {
        let answer = window.harness.state().state().pill();
        let found = answer.and_then(|pill| pill.reading.identification());
        found.is_some_and(|found| found.typed.is_some())
    });
    walk(&mut window, "unpicked", |_| {}, false, &mut faults);
    let counting = |window: &mut Window| {
        let number = text_with("quantity-name", [("count", 1_u32.into())]);
        window.tap(&number);
    };
    walk(&mut window, "quantity", counting, true, &mut faults);
    let picked = |window: &mut Window| {
        window.press(Modifiers::NONE, Key::Num1);
    };
    walk(&mut window, "result", picked, false, &mut faults);
    let why = |window: &mut Window| tap(window, "reasons-why");
    walk(&mut window, "reasons", why, true, &mut faults);
    let turning = |window: &mut Window| tap(window, "other-side-add");
    turning(&mut window);
    walk(&mut window, "other side", |_| {}, false, &mut faults);
    window.tap("UNIDENTIFIED");
    window.until("the record", |window| {
        window.shows("Recorded: Unidentified")
    });
    walk(&mut window, "undo", command(Key::Z), true, &mut faults);
    report(&faults);
}

#[test]
fn a_pill_that_nobody_has_picked_yet_can_be_used_with_gloves_and_by_keyboard() {
    let (Some(mut window), Some(photo)) = (window(), strattera()) else {
        return;
    };
    window.drop_file(&photo);
    window.until("the imprint", read);
    // Its banner says the most: what is likeliest, how sure, and what the rules are worth.
    assert!(window.shows("No hazard listing found for the likeliest"));
    assert!(window.shows("likely hazardous") && window.shows("Choose one first"));
    let mut faults = Vec::new();
    walk(&mut window, "unpicked", |_| {}, false, &mut faults);
    report(&faults);
}

#[test]
fn a_live_tray_with_its_pills_can_be_used_with_gloves_and_by_keyboard() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    let pills = [
        (STRATTERA_40, 0, LEFT),
        (STRATTERA_100, 0, RIGHT),
        (PIROXICAM, 0, BELOW),
    ];
    counter.lay(&pills);
    counter.until_read(3);
    let mut faults = Vec::new();
    assert!(counter.window.shows("Pill 3 in the photograph"));
    look(&mut counter.window, "live tray", &mut faults);
    counter.tap("Pill 1 in the photograph");
    look(&mut counter.window, "live pill", &mut faults);
    counter.tap("Turn it over");
    assert!(counter.window.shows("Pill 3 in the photograph"));
    look(&mut counter.window, "turning", &mut faults);
    counter.record_strattera_40();
    counter.lay(&[pills[0], pills[2]]);
    counter.until("the second off the tray", |tray| {
        tray.is_some_and(|tray| tray.pill(2).is_some_and(|pill| pill.lies.is_none()))
    });
    look(&mut counter.window, "one recorded", &mut faults);
    report(&faults);
}

#[test]
fn custody_can_be_used_with_gloves_and_by_keyboard() {
    let mut window = at_work(SiteMode::Collector, "");
    let mut faults = Vec::new();
    let acquiring = |window: &mut Window| {
        key(Key::F7)(window);
        tap(window, "step-acquire-liner");
    };
    walk(&mut window, "new liners", acquiring, false, &mut faults);
    acquire(&mut window, &["CRL1", "CRL2"]);
    let liner = |window: &mut Window| {
        key(Key::F7)(window);
        window.tap_first("CRL1");
    };
    walk(&mut window, "a liner", liner, false, &mut faults);
    let installing = |window: &mut Window| {
        liner(window);
        tap(window, "step-install-liner");
    };
    walk(&mut window, "a form of two", installing, false, &mut faults);
    let signing = |window: &mut Window| {
        installing(window);
        tap(window, "form-sign-two");
        let lead = text("signing-two");
        window.until("the dialog", |window| window.shows(&lead));
    };
    walk(&mut window, "signing", signing, true, &mut faults);
    signing(&mut window);
    both_sign(&mut window, "Put a liner in");
    let trail = |window: &mut Window| {
        liner(window);
        tap(window, "trail-look-up");
        window.harness.run_steps(4);
    };
    walk(&mut window, "trail of a liner", trail, false, &mut faults);
    let amending = |window: &mut Window| {
        liner(window);
        let correct = window.labels();
        let correct = correct.iter().rfind(|label| {
            label.starts_with(
                &text_with("trail-correct", [("number", "".into())])
                    .trim()
                    .to_owned(),
            )
        });
        window.tap(&correct.unwrap().clone());
    };
    walk(&mut window, "a correction", amending, false, &mut faults);
    let counting = |window: &mut Window| {
        key(Key::F7)(window);
        tap(window, "step-inventory");
    };
    walk(&mut window, "inventory", counting, false, &mut faults);
    report(&faults);
}

#[test]
fn how_own_stock_leaves_can_be_used_with_gloves_and_by_keyboard() {
    let mut window = at_work(SiteMode::RegistrantStock, "");
    let station = Station::open(window.home.path()).unwrap();
    let clerk = station.named("C. Clerk").unwrap().id;
    station.sign_in(clerk, &Secret::new(staff::PIN)).unwrap();
    let catalog = station.catalog();
    let products = catalog.products().iter();
    let warfarin = products.filter(|product| {
        product.ingredients.len() == 1 && product.ingredients[0].base == "warfarin"
    });
    let warfarin: Vec<_> = warfarin.take(3).map(|product| product.id).collect();
    for product in warfarin {
        let decision = Decision::Product(product);
        let new = NewDisposal {
            decision,
            quantity: 65,
            ..item::unidentified()
        };
        station.record(new).unwrap();
    }
    drop(station);
    let mut faults = Vec::new();
    let stock = |window: &mut Window| {
        key(Key::F5)(window);
        tap(window, "step-destroy-stock");
        window.until("the stock", |window| window.shows("arfarin"));
    };
    walk(&mut window, "own stock", stock, false, &mut faults);
    window.tap("Choose all");
    walk(&mut window, "chosen stock", |_| {}, false, &mut faults);
    let handing = |window: &mut Window| {
        key(Key::F5)(window);
        tap(window, "step-transfer-stock");
        window.until("the stock", |window| window.shows("arfarin"));
    };
    walk(&mut window, "handed stock", handing, false, &mut faults);
    report(&faults);
}

#[test]
fn signing_in_and_leaving_can_be_used_with_gloves_and_by_keyboard() {
    let mut window = kiosk::kiosk(SiteMode::Research);
    let mut faults = Vec::new();
    walk(&mut window, "sign-in", |_| {}, false, &mut faults);
    let leaving = |window: &mut Window| drop(kiosk::ask_to_close(window));
    walk(&mut window, "leave the kiosk", leaving, true, &mut faults);
    tap(&mut window, "sign-in-forgot");
    walk(&mut window, "recovery", |_| {}, false, &mut faults);
    report(&faults);
}

#[test]
fn the_passphrase_screen_can_be_used_with_gloves_and_by_keyboard() {
    let mut gate = crate::unlock::gate();
    let faults = crate::screens::faults_in_sizes(&mut gate.harness, "unlock");
    report(&faults);
}

#[test]
fn the_day_since_when_a_liner_is_what_it_is_is_read_whole_in_a_small_window() {
    let mut window = at_work(SiteMode::Collector, "");
    acquire(&mut window, &["CRL1001"]);
    window.press(Modifiers::NONE, Key::F7);
    window.harness.set_size(vec2(1024.0, 768.0));
    window.until("the list", |window| window.shows("CRL1001, unused, since"));
    let shapes = &window.harness.output().shapes;
    let days: Vec<_> = shapes
        .iter()
        .filter_map(|clipped| match &clipped.shape {
            Shape::Text(text) if text.galley.text().starts_with("since ") => Some(&text.galley),
            _ => None,
        })
        .collect();
    assert!(!days.is_empty());
    for day in days {
        assert!(!day.elided, "{}", day.text());
    }
}

#[test]
fn the_steps_of_a_page_stand_below_each_other_as_wide_as_the_longest() {
    let mut window = at_work(SiteMode::Collector, "");
    window.press(Modifiers::NONE, Key::F7);
    for (short, long) in [
        ("Put a liner in", "Correct a weight, place or method"),
        (
            "Colocar una bolsa interior",
            "Corregir un peso, un lugar o un método",
        ),
    ] {
        window.harness.run_steps(4);
        let wide = |name| window.harness.get_by_label(name).rect().width();
        assert!((wide(short) - wide(long)).abs() < 0.5, "{short}");
        if window.shows("Español") {
            window.tap("Español");
        }
    }
}
