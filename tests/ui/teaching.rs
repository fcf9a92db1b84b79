//! Teaching the station a pill in the window, by the photographs on its card, and taking it back.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use takeback::catalog::{Catalog, Product, ProductId};
use takeback::demo::{choose, draw_tray};
use takeback::ledger::{Enrolled, EnrolledLook, Moment, TypedProduct};
use takeback::people::Role;
use takeback::station::{Clock, Doubts, Shown, SiteMode, Station};
use takeback::ui::state::Work;
use takeback::ui::strings::text;

use crate::counter::{Counter, LEFT};
use crate::harness::Window;
use crate::operator_says::{pill, say_imprint};
use crate::people::enter_pin;
use crate::photographs::{has_models, read, strattera, window};
use crate::screens::{key, report, walk};
use crate::support::laid::{STRATTERA_40, lay, studio, tray};
use crate::support::{needed, staff, unchecked};

const NDC: &str = "99999-0001-01";

/// A window at which somebody of this role is signed in; `None`, with the reason printed, where the
/// models are not set up.
fn at_work_as(role: Role) -> Option<Window> {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), Clock::System, staff::site(SiteMode::Research));
    if !has_models(&station) {
        return None;
    }
    staff::add(&station, "P. Harm", role, None);
    station.sign_out(false).unwrap();
    let mut window = Window::over(home, Arc::new(station));
    window.tap_first("P. Harm, ");
    enter_pin(&mut window, staff::PIN);
    window.until("the person", |window| window.shows("Sign out P. Harm"));
    Some(window)
}

/// A photograph of so many drawn pills; one alone is a pill that no catalogue lists.
fn drawn(folder: &Path, count: usize) -> PathBuf {
    let catalog = Catalog::builtin().unwrap();
    let products = choose(catalog.products(), count, 5);
    let unlisted = Product {
        imprint: vec!["QX".to_owned(), "5".to_owned()],
        ..products[0].clone()
    };
    let products = if count == 1 {
        vec![&unlisted]
    } else {
        products
    };
    let path = folder.join(format!("{count}.png"));
    draw_tray(&products, 5).picture.save(&path).unwrap();
    path
}

/// A photograph of each side of a capsule that the catalog lists.
fn of_both_sides(folder: &Path) -> Option<[PathBuf; 2]> {
    let studio = studio()?;
    Some([0, 1].map(|side| {
        let mut picture = tray();
        lay(&mut picture, &studio, STRATTERA_40, side, [640, 360]);
        let path = folder.join(format!("side-{side}.png"));
        picture.save(&path).unwrap();
        path
    }))
}

fn look_at(window: &mut Window, photo: &Path) {
    window.drop_file(photo);
    window.until("the imprint", |window| {
        window.harness.state().state().work == Work::Idle && read(window)
    });
}

/// The products that the first candidate stands for.
fn first(window: &Window) -> Vec<ProductId> {
    let pill = window.harness.state().state().pill();
    let found = pill.and_then(|pill| pill.reading.identification());
    let first = found.and_then(|found| found.candidates.first());
    first.map_or_else(Vec::new, |first| first.products.clone())
}

fn probe() -> ProductId {
    ProductId {
        ndc11: NDC.parse().unwrap(),
        part: 1,
    }
}

fn taught(window: &Window) -> usize {
    let station = Station::open(window.home.path()).unwrap();
    station.enrolments().unwrap().len()
}

/// Presses this button, also where it is scrolled to.
fn press(window: &mut Window, button: &str) {
    window.harness.get_by_label(button).click_accesskit();
    window.harness.run_steps(4);
}

fn describe_probe(window: &mut Window) {
    window.tap("No catalog lists it");
    window.type_into("Name and strength, as on the label", "Probe 5 MG");
    window.type_into("NDC, from the label", NDC);
}

#[test]
fn a_pill_that_no_catalog_lists_is_taught_known_at_once_and_taken_back() {
    let Some(mut window) = at_work_as(Role::Pharmacist) else {
        return;
    };
    let photo = drawn(window.home.path(), 1);
    look_at(&mut window, &photo);
    assert_ne!(first(&window), [probe()]);
    window.tap("Teach this pill");
    assert!(window.shows("One photograph of each side is the least that is worth having"));
    assert!(window.shows("Say what it is first"));
    describe_probe(&mut window);
    window.tap("Teach it");
    window.until("what was learned", |window| {
        window.shows("Learned Probe 5 MG from 1 side")
    });
    window.until("the pill is known", |window| first(window) == [probe()]);

    window.press(Modifiers::NONE, Key::F10);
    window.tap("Taught pills");
    let row = "Probe 5 MG, NDC 99999-0001-01, P. Harm, ";
    window.until("the list", |window| window.shows(row));
    assert!(window.shows("1 side, In use"));
    window.tap_first(row);
    window.tap("Stop recognizing it");
    assert!(
        !window.shows("Probe 5 MG is not recognized"),
        "it needs a reason"
    );
    window.type_into("Why it is no longer recognized", "only a probe");
    window.tap("Stop recognizing it");
    window.until("that it was", |window| {
        window.shows("Probe 5 MG is not recognized any more")
            && window.shows("No pill was taught here yet")
    });
    window.until("another look at the pill in hand", |window| {
        read(window) && first(window) != [probe()]
    });
    look_at(&mut window, &photo);
    assert_ne!(first(&window), [probe()]);
    let station = Station::open(window.home.path()).unwrap();
    assert!(station.verify().unwrap().is_intact());
    assert_eq!(taught(&window), 0);
}

#[test]
fn a_pill_that_another_program_takes_back_is_not_taken_for_the_next_one_taught() {
    let (Some(mut window), Some(other)) = (window(), strattera()) else {
        return;
    };
    let photo = drawn(window.home.path(), 1);
    let station = Station::open(window.home.path()).unwrap();
    let teach = |photo: &Path, ndc: &str, name: &str, imprint: &str| {
        let product = ProductId {
            ndc11: ndc.parse().unwrap(),
            part: 1,
        };
        let typed = TypedProduct::of_words(name, "", imprint, &[], None);
        let photo = Shown::File(photo.to_owned());
        let doubts = Doubts::Refuse;
        station
            .enrol(&[photo], product, Some(typed), doubts)
            .unwrap()
    };
    let id = teach(&photo, NDC, "Probe 5 MG", "QX 5");
    teach(&other, "99999-0002-01", "Another 5 MG", "ZW 9");
    look_at(&mut window, &photo);
    assert_eq!(first(&window), [probe()]);
    station.withdraw_enrolment(id, "only a probe").unwrap();
    let candidates = |window: &mut Window| {
        say_imprint(window, "QX 5");
        window.until("the imprint", read);
        let found = pill(window).reading.identification().unwrap();
        found.candidates.clone()
    };
    let in_hand = candidates(&mut window);
    look_at(&mut window, &photo);
    assert_eq!(in_hand, candidates(&mut window));
}

#[test]
fn both_sides_of_a_listed_pill_are_taught_by_its_ndc() {
    let Some(mut window) = window() else { return };
    let Some([front, back]) = of_both_sides(window.home.path()) else {
        return;
    };
    let found = "atomoxetine 40 MG Oral Capsule [Strattera], NDC 00002";
    look_at(&mut window, &front);
    window.tap("Teach this pill");
    window.type_into("NDC", "00002-3229-30");
    window.tap_first(found);
    window.tap("Add the other side");
    window.drop_file(&back);
    window.until("both sides", |window| {
        let pill = window.harness.state().state().pill();
        pill.is_some_and(|pill| pill.sides.len() == 2) && read(window)
    });
    window.tap("Teach this pill");
    assert!(window.shows("Both sides are learned"));
    window.type_into("NDC", "00002-3229-30");
    window.tap_first(found);
    window.tap("Teach it");
    window.until("what was learned", |window| {
        window.shows("Learned atomoxetine 40 MG Oral Capsule [Strattera] from both sides")
    });
    let station = Station::open(window.home.path()).unwrap();
    let known = station.enrolments().unwrap();
    let looks = &known[0].0.enrolled.looks;
    assert_eq!((known.len(), looks.len()), (1, 2));
    for look in looks {
        assert!(station.kept_photo(&look.photo).unwrap().is_some());
    }
}

#[test]
fn a_pill_that_looks_unlike_the_product_is_taught_where_a_person_insists_elsewhere() {
    let (Some(mut window), Some(photo)) = (window(), strattera()) else {
        return;
    };
    look_at(&mut window, &photo);
    window.tap("Teach this pill");
    window.type_into("NDC", "00093-7248-06");
    window.tap_first("lamotrigine 200 MG Oral Tablet, NDC 00093-7248-06");
    assert!(!window.shows("Teach it all the same"));
    // The same tap again insists on nothing.
    for _ in 0..2 {
        window.tap("Teach it");
        window.until("the doubt", |window| {
            window.shows("The photograph does not look like 00093-7248-06 part 1")
                && window.shows("Teach it all the same")
        });
        assert!(!window.shows("--"), "a switch of the command line");
        assert_eq!(taught(&window), 0);
    }
    window.tap("Teach it all the same");
    window.until("what was learned", |window| {
        window.shows("Learned lamotrigine 200 MG Oral Tablet from 1 side")
    });
    assert_eq!(taught(&window), 1);
}

#[test]
fn what_cannot_be_taught_is_refused_with_the_reason() {
    let Some(mut window) = window() else { return };
    let several = drawn(window.home.path(), 3);
    let one = drawn(window.home.path(), 1);
    window.drop_file(&several);
    window.until("the tray", |window| window.shows("3 pills found"));
    window.tap("Pill 2 in the photograph");
    window.until("the imprint", read);
    window.tap("Teach this pill");
    assert!(window.shows("The photograph does not show this pill alone (3 found)"));
    describe_probe(&mut window);
    window.tap("Teach it");
    assert!(!window.shows("Learning") && taught(&window) == 0);

    look_at(&mut window, &one);
    window.tap("Add the other side");
    window.drop_file(&several);
    window.until("that it is not this pill alone", |window| {
        window.shows("The photograph of the other side shows 3 pills")
    });
    press(&mut window, "Cancel");
    press(&mut window, "Teach this pill");
    window.tap("No catalog lists it");
    window.type_into("Name and strength, as on the label", "Probe");
    window.type_into("NDC, from the label", "00093-7248");
    assert!(window.shows("is not an NDC") && window.shows("Say what it is first"));
    window.type_into("NDC, from the label", "-06");
    assert!(window.shows("The catalog lists this NDC as"));
    window.tap("Teach it");
    assert!(!window.shows("Learning") && taught(&window) == 0);
}

#[test]
fn what_is_typed_of_a_pill_under_the_camera_is_not_said_of_the_next_of_its_number() {
    let Some(mut counter) = Counter::open() else {
        return;
    };
    counter.lay(&[(STRATTERA_40, 0, LEFT)]);
    counter.until_read(1);
    press(&mut counter.window, "Teach this pill");
    describe_probe(&mut counter.window);
    counter.tap("Back");
    counter.window.until("the camera", |window| {
        window.harness.state().state().camera.sees()
    });
    counter.window.press(Modifiers::NONE, Key::U);
    counter.until("the record", |tray| {
        tray.is_some_and(|tray| tray.pills[0].recorded.is_some())
    });
    counter.lay_another_of_number_one();
    press(&mut counter.window, "Teach this pill");
    let form = &counter.window.harness.state().state().teach.form;
    assert!(form.name.is_empty() && form.ndc.is_empty(), "{form:?}");
}

#[test]
fn whoever_may_not_teach_is_shown_no_way_to() {
    let Some(mut window) = at_work_as(Role::Operator) else {
        return;
    };
    let photo = drawn(window.home.path(), 1);
    look_at(&mut window, &photo);
    assert!(window.shows("Add the other side") && !window.shows("Teach"));
    window.press(Modifiers::NONE, Key::F10);
    assert!(window.shows("My PIN") && !window.shows("Taught pills"));
}

#[test]
fn a_pill_that_is_not_used_any_more_says_so() {
    let home = tempfile::tempdir().unwrap();
    let station = Station::open(home.path()).unwrap();
    if !needed(station.enrolments().is_ok(), "the models are missing") {
        return;
    }
    let enrolled = Enrolled {
        ndc11: NDC.to_owned(),
        part: 1,
        typed: Some(TypedProduct::of_words("Probe 5 MG", "", "QX 5", &[], None)),
        looks: vec![EnrolledLook {
            photo: "0f".repeat(32),
            embedding: String::new(),
        }],
        model: "another".to_owned(),
    };
    let entered = Moment::from_parts(1_795_401_000_000_000, 0).unwrap();
    unchecked::enrol(&station, entered, enrolled);
    drop(station);
    let station = Station::open(home.path()).unwrap();
    let mut window = Window::over(home, Arc::new(station));
    window.press(Modifiers::NONE, Key::F10);
    window.tap("Taught pills");
    window.until("that it is stale", |window| {
        window.shows("A. Boss, Nov 23, 2026 02:30, 1 side, NOT USED")
    });
}

#[test]
fn teaching_can_be_done_with_gloves_and_by_keyboard() {
    let Some(mut window) = window() else { return };
    let mut faults = Vec::new();
    let photo = drawn(window.home.path(), 1);
    look_at(&mut window, &photo);
    let open = |window: &mut Window| {
        key(Key::F2)(window);
        window.press(Modifiers::COMMAND, Key::I);
        window.tap(&text("teach-title"));
    };
    let listed = |window: &mut Window| {
        open(window);
        window.tap(&text("teach-listed"));
        window.type_into(&text("search-name"), "warfarin");
    };
    walk(
        &mut window,
        "teach a listed pill",
        listed,
        false,
        &mut faults,
    );
    let unlisted = |window: &mut Window| {
        open(window);
        window.tap(&text("teach-unlisted"));
    };
    walk(&mut window, "teach a pill", unlisted, false, &mut faults);
    open(&mut window);
    describe_probe(&mut window);
    window.tap("Teach it");
    window.until("what was learned", |window| window.shows("Learned"));
    let row = |window: &mut Window| {
        key(Key::F10)(window);
        window.tap(&text("staff-taught"));
        window.until("the list", |window| window.shows(NDC));
        let rows = window.harness.get_all_by_label_contains(NDC);
        rows.last().unwrap().click();
        window.harness.run_steps(3);
    };
    walk(&mut window, "taught pills", row, false, &mut faults);
    report(&faults);
    let folder = window.home.path().join("photos");
    assert_eq!(fs::read_dir(folder).unwrap().count(), 1);
}
